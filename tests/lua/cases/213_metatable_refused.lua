-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L213 metatable_refused
-- group: A-escape
-- want: OK SAFE
-- what: __gc, __close and __mode are refused
for _, name in ipairs{ "__gc", "__close", "__mode" } do
  if pcall(setmetatable, {}, { [name] = "k" }) then return "ESCAPE " .. name end
end
return "SAFE"
