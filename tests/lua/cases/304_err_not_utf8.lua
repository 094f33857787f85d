-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L304 err_not_utf8
-- group: C-out
-- want: ERROR
-- what: an error text that is not UTF-8
error("a\xff\xfe\xc3", 0)
