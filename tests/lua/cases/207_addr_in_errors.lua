-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L207 addr_in_errors
-- group: A-leak
-- want: OK SAFE
-- what: error texts of failed operations
local bad = { function() return #type end, function() return {} < {} end, function() return {} + 1 end, function() return ("x") .. {} end, function() local t = {} t[nil] = 1 end, function() string.rep({}) end, function() table.concat({ {} }) end, function() string.format("%d", {}) end, function() string.format("%q", {}) end, function() error({}) end }
for i, f in ipairs(bad) do
  local ok, e = pcall(f)
  if ok then return "ESCAPE " .. i end
  if type(e) == "string" and e:find("0x") then return "ESCAPE address " .. e end
end
return "SAFE"
