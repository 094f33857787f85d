-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L280 mem_nested_tables
-- group: C-mem
-- want: LIMIT_MEM|ERROR
-- what: a list of lists without end
local t = {} while true do t = { t, t } end
