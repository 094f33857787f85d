-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L230 loop_goto
-- group: B-cpu
-- want: LIMIT_CPU|LIMIT_WALL
-- what: goto without end
::again:: goto again
