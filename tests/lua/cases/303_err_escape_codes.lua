-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L303 err_escape_codes
-- group: C-out
-- want: ERROR
-- what: terminal escapes and line breaks in an error text
error("\27[2J\27]0;x\7 first\nsecond\r\127\xc2\x9b31m", 0)
