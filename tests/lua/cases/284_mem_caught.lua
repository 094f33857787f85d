-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L284 mem_caught
-- group: C-mem
-- want: LIMIT_MEM|LIMIT_CPU
-- what: the memory limit is caught and tried again
while true do pcall(function() local t = {} while true do t[#t + 1] = {} end end) end
