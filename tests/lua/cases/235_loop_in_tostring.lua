-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L235 loop_in_tostring
-- group: B-cpu
-- want: LIMIT_CPU|LIMIT_WALL
-- what: a loop inside __tostring, called by tostring and format
local o = setmetatable({}, { __tostring = function() while true do end end })
if pcall(tostring, o) or pcall(string.format, "%s", o) then return "ESCAPE" end
return "SAFE"
