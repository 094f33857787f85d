-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L299 out_gap
-- group: C-out
-- want: ERROR
-- what: a list with a gap
return { [1] = 1, [2] = 2, [4] = 4 }
