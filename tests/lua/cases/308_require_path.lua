-- want: OK SAFE|ERROR
-- what: require of paths: up, absolute, with a zero byte
local taken = {}
for _, name in ipairs { "../../../etc/passwd", "/etc/passwd", "stegvis.doc\0x", "stegvis/../../x", "" } do
  if pcall(require, name) then taken[#taken + 1] = name end
end
return #taken == 0 and "SAFE" or "ESCAPE " .. #taken
