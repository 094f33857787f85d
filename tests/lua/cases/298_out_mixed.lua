-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L298 out_mixed
-- group: C-out
-- want: ERROR
-- what: names and positions in one table
return { 1, 2, name = 3 }
