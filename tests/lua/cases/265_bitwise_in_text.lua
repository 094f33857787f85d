-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L265 bitwise_in_text
-- group: D-bug544
-- want: OK SAFE
-- what: bitwise signs in texts and comments are no operators
-- a & b | c ~ d << e >> f
local s = "a & b | c ~ d << e" .. '~' .. [[ >> & ]] .. [==[ | ]] ~ ]==] --[[ & | ~ ]]
local n = 1 ~= 2
return n and "SAFE" or s
