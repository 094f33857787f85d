-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L267 bitwise_not
-- group: D-bug544
-- want: ERROR
-- what: unary ~
return "SAFE " .. ~1
