-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L252 integer_for
-- group: B-cpu
-- want: OK SAFE
-- what: a for loop to the largest integer ends where it should
local n = 0 for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end return n == 3 and "SAFE" or "ESCAPE " .. n
