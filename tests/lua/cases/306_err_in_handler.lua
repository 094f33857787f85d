-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L306 err_in_handler
-- group: C-out
-- want: ERROR|LIMIT_MEM
-- what: an error object that fails when it is made a text
error(setmetatable({}, { __tostring = function() error("again") end, __index = function() error("again") end }))
