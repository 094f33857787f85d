-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L247 unpack_range
-- group: B-cpu
-- want: ERROR
-- what: table.unpack of the whole range
return "SAFE " .. select("#", table.unpack({}, math.mininteger, math.maxinteger))
