-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L307 err_recursion
-- group: C-out
-- want: ERROR|LIMIT_MEM
-- what: recursion through a protected call
local function f() local ok, e = pcall(f) error(e) end f()
