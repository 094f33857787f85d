-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L283 mem_concat
-- group: C-mem
-- want: LIMIT_MEM|ERROR
-- what: table.concat into something too large
local t = {} for i = 1, 1000 do t[i] = ("x"):rep(100000) end return "SAFE " .. #table.concat(t)
