-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L210 next_order
-- group: A-determinism
-- want: OK SAFE
-- what: next walks in the order of pairs
local t, a, b = {}, {}, {}
for i = 1, 50 do t["k" .. i * 7 % 50] = i t[i] = i end
t[2.5] = 1 t[false] = 1
for k in pairs(t) do a[#a + 1] = tostring(k) end
local k = next(t)
while k ~= nil do b[#b + 1] = tostring(k) k = next(t, k) end
local one, two = table.concat(a, " "), table.concat(b, " ")
return one == two and #a == 102 and "SAFE" or "ESCAPE " .. #a .. " " .. #b
