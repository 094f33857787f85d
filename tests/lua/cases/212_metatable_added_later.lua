-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L212 metatable_added_later
-- group: A-escape
-- want: OK SAFE
-- what: fields put into a metatable after setmetatable do nothing
local ran = false
local mt = {}
local o = setmetatable({}, mt)
mt.__gc = function() ran = true end
mt.__close = mt.__gc
mt.__mode = "k"
o = nil
for i = 1, 20000 do local t = { i } end
return ran and "ESCAPE finalizer" or "SAFE"
