-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L290 out_cycle
-- group: C-out
-- want: ERROR
-- what: a table that holds itself is returned
local t = {} t.t = t return t
