-- want: OK SAFE
-- what: patterns that end too early are an error, no reading beyond their end
local survived = 0
for _, pattern in ipairs { "%", "[", "[^", "[a-", "[%", "%b", "%bx", "%f", "(", "(()", ")", "%1", "[]", "[]]", "%g%" } do
  pcall(string.find, "text", pattern)
  pcall(string.gsub, "text", pattern, "%")
  survived = survived + 1
end
return "SAFE " .. survived
