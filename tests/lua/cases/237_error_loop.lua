-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L237 error_loop
-- group: B-cpu
-- want: LIMIT_CPU|LIMIT_WALL
-- what: errors thrown and caught without end
while true do pcall(error, "x") end
