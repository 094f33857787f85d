-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L282 mem_upvalue_text
-- group: C-mem
-- want: LIMIT_MEM|ERROR
-- what: texts kept, each a little longer
local t, s = {}, "" for i = 1, 1e7 do s = s .. "x" t[i] = s end return "SAFE"
