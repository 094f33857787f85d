-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L250 codepoint_all
-- group: B-cpu
-- want: ERROR|OK SAFE|LIMIT_MEM
-- what: utf8.codepoint of a long text as results
return "SAFE " .. select("#", utf8.codepoint(("x"):rep(5000000), 1, -1))
