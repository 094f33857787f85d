-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L266 bitwise_xor
-- group: D-bug544
-- want: ERROR
-- what: the operator that is miscompiled
return "SAFE " .. (1 ~ 3)
