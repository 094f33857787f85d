-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L294 out_function
-- group: C-out
-- want: ERROR
-- what: a function is returned among data
return { a = { b = function() end } }
