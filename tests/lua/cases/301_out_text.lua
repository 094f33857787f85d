-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L301 out_text
-- group: C-out
-- want: ERROR|LIMIT_MEM
-- what: a text of many megabytes is returned
return ("x"):rep(7000000)
