-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L249 byte_all
-- group: B-cpu
-- want: ERROR|OK SAFE|LIMIT_MEM
-- what: string.byte of a long text as results
return "SAFE " .. select("#", string.byte(("x"):rep(5000000), 1, -1))
