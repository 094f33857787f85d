-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L206 addr_tostring
-- group: A-leak
-- want: OK SAFE
-- what: tostring of tables, functions and locked libraries
for _, v in ipairs{ {}, function() end, string, _ENV, pairs({}) } do
  if tostring(v):find("%x%x%x%x%x") then return "ESCAPE " .. tostring(v) end
end
return "SAFE"
