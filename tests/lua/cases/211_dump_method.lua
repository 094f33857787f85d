-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L211 dump_method
-- group: A-escape
-- want: OK SAFE
-- what: string.dump by way of a text's methods
local ok, f = pcall(function() return ("x").dump end)
if ok and f then return "ESCAPE dump" end
return "SAFE"
