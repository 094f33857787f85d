-- want: OK SAFE|ERROR
-- what: an order that contradicts itself, with values that can't be compared
local t = {}
for i = 1, 2000 do t[i] = i % 7 end
pcall(table.sort, t, function() return true end)
pcall(table.sort, { 1, "x", {}, false, 2 })
return "SAFE " .. #t
