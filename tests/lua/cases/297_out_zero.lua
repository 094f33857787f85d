-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L297 out_zero
-- group: C-out
-- want: ERROR
-- what: a zero byte is returned
return { name = "a\0b" }
