-- want: LIMIT_CPU|LIMIT_WALL|CHILD_DIED|ERROR
-- what: __pairs that never ends
local t = setmetatable({}, { __pairs = function() return function() return 1, 1 end end })
local n = 0
for _ in pairs(t) do n = n + 1 if n > 1e6 then n = 0 end end
while true do end
