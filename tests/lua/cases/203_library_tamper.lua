-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L203 library_tamper
-- group: A-escape
-- want: OK SAFE
-- what: string, table and the others can't be changed for the library's files
for _, library in ipairs{ string, table, math, utf8, coroutine } do
  if pcall(function() library.rep = type end) then return "ESCAPE library changed" end
  if pcall(setmetatable, library, {}) then return "ESCAPE metatable of a library" end
  if getmetatable(library) then return "ESCAPE metatable seen" end
  for name in pairs(library) do return "ESCAPE raw field " .. name end
end
return "SAFE"
