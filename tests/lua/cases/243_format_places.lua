-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L243 format_places
-- group: B-cpu
-- want: ERROR
-- what: thousands of places in one format
local t = {} for i = 1, 5000 do t[i] = 1e308 end return "SAFE " .. #string.format(("%99.99f"):rep(5000), table.unpack(t))
