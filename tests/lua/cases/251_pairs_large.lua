-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L251 pairs_large
-- group: B-cpu
-- want: ERROR|LIMIT_MEM|LIMIT_CPU|OK SAFE
-- what: pairs over hundreds of thousands of keys, again and again
local t = {} for i = 1, 300000 do t["k" .. i] = i end for i = 1, 1e6 do pcall(pairs, t) end return "SAFE"
