-- want: OK SAFE
-- what: integers at their ends: no crash in //, %, unary minus, for
local n = math.mininteger
local r = { n // -1, n % -1, -n, math.abs(n), math.maxinteger + 1 == n, n // 1 }
local ok = pcall(function() return 1 // 0 end)
local ok2 = pcall(function() return 1 % 0 end)
local c = 0
for _ = math.maxinteger - 1, math.maxinteger do c = c + 1 end
return "SAFE " .. #r .. tostring(ok) .. tostring(ok2) .. c
