-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L239 sort_long_texts
-- group: B-cpu
-- want: ERROR|OK SAFE|LIMIT_CPU|LIMIT_MEM
-- what: texts that are equal for a megabyte
local s, t = ("x"):rep(1000000), {} for i = 1, 40 do t[i] = s .. i end for r = 1, 1e6 do table.sort(t, function(a, b) return a > b end) table.sort(t) end return "SAFE"
