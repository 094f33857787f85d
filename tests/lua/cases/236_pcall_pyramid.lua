-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L236 pcall_pyramid
-- group: B-cpu
-- want: LIMIT_CPU|LIMIT_WALL
-- what: the limit is caught and the caller goes on, many levels deep
local function again() local n = 0 while true do pcall(again) n = n + 1 end end
pcall(again) return "SAFE"
