-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L241 set_long
-- group: B-cpu
-- want: ANYLIMIT
-- what: a long set against a long text
local p = "[" .. ("a-b"):rep(1000) .. "]*z" return "SAFE " .. tostring(("a"):rep(1000000):match(p))
