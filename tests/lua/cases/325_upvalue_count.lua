-- want: OK SAFE|ERROR|LIMIT_MEM|LIMIT_CPU
-- what: functions made in a deep chain, each holding the one before
local f = function() return 0 end
for _ = 1, 150 do local g = f f = function() return g() + 1 end end
return "SAFE " .. f()
