-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L300 out_fields
-- group: C-out
-- want: ERROR
-- what: thousands of named fields
local t = {} for i = 1, 100000 do t["k" .. i] = i end return t
