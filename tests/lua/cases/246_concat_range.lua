-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L246 concat_range
-- group: B-cpu
-- want: ERROR
-- what: table.concat to the largest integer
return "SAFE " .. #table.concat({ "a" }, "", 1, math.maxinteger)
