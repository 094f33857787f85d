-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L214 inheritance_works
-- group: A-escape
-- want: OK SAFE
-- what: classes still work
local Base = {} Base.__index = Base
function Base:name() return "base" end
local Sub = setmetatable({}, { __index = Base }) Sub.__index = Sub Sub.__tostring = function() return "sub!" end
local o = setmetatable({}, Sub)
function Sub:late() return 1 end
if o:name() ~= "base" or o:late() ~= 1 or tostring(o) ~= "sub!" or getmetatable(o) ~= Sub then return "ESCAPE classes broken" end
return "SAFE"
