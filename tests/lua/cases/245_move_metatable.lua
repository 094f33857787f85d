-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L245 move_metatable
-- group: B-cpu
-- want: ERROR
-- what: table.move with a lying table
table.move(setmetatable({}, { __index = type }), 1, 1e9, 1, {}) return "SAFE"
