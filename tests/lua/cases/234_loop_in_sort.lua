-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L234 loop_in_sort
-- group: B-cpu
-- want: LIMIT_CPU|LIMIT_WALL
-- what: a loop inside a comparison
table.sort({ 2, 1 }, function() while true do end end) return "SAFE"
