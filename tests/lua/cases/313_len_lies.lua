-- want: OK SAFE|ERROR|LIMIT_CPU
-- what: __len gives a text, a fraction, a negative number
local n = 0
for _, length in ipairs { "x", 1.5, -5, math.huge, math.mininteger } do
  local t = setmetatable({}, { __len = function() return length end })
  for _, f in ipairs { table.concat, table.unpack, table.sort, table.remove } do if pcall(f, t) then n = n + 1 end end
end
return "SAFE " .. n
