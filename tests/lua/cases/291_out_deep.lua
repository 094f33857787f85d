-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L291 out_deep
-- group: C-out
-- want: ERROR
-- what: a table nested a thousand deep is returned
local t = {} for i = 1, 1000 do t = { t } end return t
