-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L201 debug_reachable
-- group: A-escape
-- want: OK SAFE
-- what: the debug library must not exist
if debug ~= nil then return "ESCAPE debug" end
local ok = pcall(function() return debug.getregistry end)
return ok and "ESCAPE" or "SAFE no debug"
