-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L244 move_huge
-- group: B-cpu
-- want: ERROR
-- what: table.move over the whole range
table.move({}, 1, math.maxinteger, 2) return "SAFE"
