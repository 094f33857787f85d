-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L285 mem_format
-- group: C-mem
-- want: LIMIT_MEM|ERROR|OK SAFE
-- what: string.format of long texts
local s = ("x"):rep(4000000) return "SAFE " .. #string.format("%s%s%s%s", s, s, s, s)
