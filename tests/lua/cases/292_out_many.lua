-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L292 out_many
-- group: C-out
-- want: ERROR|LIMIT_MEM|LIMIT_CPU
-- what: half a million values are returned
local t = {} for i = 1, 500000 do t[i] = i end return t
