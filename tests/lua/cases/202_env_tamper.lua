-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L202 env_tamper
-- group: A-escape
-- want: OK SAFE
-- what: _ENV is the globals: they can't be replaced or removed through it
local a = pcall(function() _ENV.tostring = nil end)
local b = pcall(setmetatable, _ENV, {})
local c = pcall(function() _ENV.new_name = 1 end)
if a or b or c or type(tostring) ~= "function" then return "ESCAPE globals changed" end
return "SAFE " .. tostring(getmetatable(_ENV))
