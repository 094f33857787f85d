-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L302 out_nothing
-- group: C-out
-- want: ERROR
-- what: nothing is returned
local x = 1
