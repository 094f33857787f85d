-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L240 balance_quadratic
-- group: B-cpu
-- want: ANYLIMIT
-- what: %b over a long run of open brackets
return "SAFE " .. tostring(("("):rep(1000000):find("%b()"))
