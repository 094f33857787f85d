-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L293 out_shared
-- group: C-out
-- want: ERROR|LIMIT_CPU|LIMIT_MEM
-- what: few tables that stand for 2^40 values
local t = { 1 } for i = 1, 40 do t = { t, t } end return t
