-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L238 sort_large
-- group: B-cpu
-- want: ERROR|OK SAFE|LIMIT_CPU
-- what: a long list to sort
local t = {} for i = 1, 99999 do t[i] = (i * 7919) % 100003 end table.sort(t) return "SAFE " .. t[1]
