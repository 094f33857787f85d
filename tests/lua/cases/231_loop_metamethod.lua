-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L231 loop_metamethod
-- group: B-cpu
-- want: LIMIT_CPU|LIMIT_WALL|ERROR
-- what: __index that calls itself by turns
local t = setmetatable({}, { __index = function(t, k) while true do end end })
return "SAFE " .. t.x
