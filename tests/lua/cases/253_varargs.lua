-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L253 varargs
-- group: B-cpu
-- want: ANYLIMIT
-- what: a million results handed on
local function f(...) return ... end local t = {} for i = 1, 7999 do t[i] = i end while true do f(table.unpack(t)) end
