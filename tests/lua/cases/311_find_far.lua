-- want: OK SAFE
-- what: positions far outside the text
local s = "abc"
local n = 0
for _, at in ipairs { math.mininteger, -100, 0, 100, math.maxinteger } do
  n = n + #s:sub(at, math.maxinteger) + #s:sub(math.mininteger, at)
  s:find("b", at, true) s:byte(at) s:match("b", at)
end
return "SAFE " .. n
