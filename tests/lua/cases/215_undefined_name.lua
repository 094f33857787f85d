-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L215 undefined_name
-- group: A-escape
-- want: ERROR
-- what: a misspelt global is named with the nearest one
return "SAFE " .. tostrin(1)
