-- want: OK SAFE|ERROR
-- what: utf8.char and utf8.offset at their ends
local n = 0
for _, c in ipairs { -1, 0, 0xD800, 0x10FFFF, 0x110000, 0x7FFFFFFF, math.maxinteger } do if pcall(utf8.char, c) then n = n + 1 end end
for _, at in ipairs { math.mininteger, 0, 2, math.maxinteger } do pcall(utf8.offset, "åäö", at) pcall(utf8.codepoint, "åäö", at) end
return "SAFE " .. n
