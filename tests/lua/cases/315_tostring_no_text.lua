-- want: OK SAFE|ERROR
-- what: __tostring gives a number or nothing, __name a table
local a = pcall(tostring, setmetatable({}, { __tostring = function() return 7 end }))
local b = pcall(tostring, setmetatable({}, { __name = {} }))
return "SAFE " .. tostring(a) .. tostring(b)
