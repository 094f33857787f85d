-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L232 loop_index_chain
-- group: B-cpu
-- want: ERROR|LIMIT_CPU|LIMIT_MEM
-- what: an __index chain that is a ring
local a, b = {}, {}
setmetatable(a, { __index = b }) setmetatable(b, { __index = a })
return "SAFE " .. tostring(a.x)
