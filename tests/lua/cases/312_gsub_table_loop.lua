-- want: LIMIT_CPU|LIMIT_WALL|CHILD_DIED|ERROR
-- what: a replacement table whose __index never ends
local t = setmetatable({}, { __index = function() while true do end end })
return "SAFE " .. ("abc"):gsub("%w", t)
