-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L233 loop_in_gsub
-- group: B-cpu
-- want: LIMIT_CPU|LIMIT_WALL
-- what: a loop inside a replacement function
return "SAFE " .. ("x"):gsub("x", function() while true do end end)
