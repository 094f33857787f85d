-- want: OK SAFE|ERROR
-- what: keys put in while a table is walked
local t = { a = 1 }
pcall(function() for k in pairs(t) do t[k .. "x"] = 1 if #k > 2000 then break end end end)
return "SAFE"
