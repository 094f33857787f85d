-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L208 addr_as_key
-- group: A-determinism
-- want: OK SAFE
-- what: tables as keys have no order that is the same twice
local t = { [{}] = 1, [type] = 2 }
local ok, e = pcall(pairs, t)
local ok2 = pcall(next, t)
if ok or ok2 then return "ESCAPE order by address" end
return "SAFE " .. e
