-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L205 metatable_of_function
-- group: A-escape
-- want: OK SAFE
-- what: functions, numbers and nil have no metatable
for _, v in ipairs{ print or type, 1, true } do if getmetatable(v) then return "ESCAPE" end end
return "SAFE " .. tostring(getmetatable(nil))
