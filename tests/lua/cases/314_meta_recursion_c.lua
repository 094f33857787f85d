-- want: ERROR|LIMIT_MEM|LIMIT_CPU|OK SAFE
-- what: metamethods that call each other through C functions
local t = {}
setmetatable(t, { __tostring = function(x) return tostring(x) end })
local ok = pcall(tostring, t)
return ok and "ESCAPE" or "SAFE"
