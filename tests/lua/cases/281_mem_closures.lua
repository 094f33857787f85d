-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L281 mem_closures
-- group: C-mem
-- want: LIMIT_MEM|ERROR
-- what: functions without end
local f = function() end while true do local g = f f = function() return g end end
