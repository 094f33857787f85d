-- want: OK SAFE|ERROR
-- what: formats with wide fields, odd letters and too few values
local n = 0
for _, f in ipairs { "%999d", "%.999f", "%c", "%q", "%p", "%n", "%s", "%", "%-+ #0d", "%5%", "%a", "%i%i", "%.20s" } do
  if pcall(string.format, f, 1e308) then n = n + 1 end
end
return "SAFE " .. n
