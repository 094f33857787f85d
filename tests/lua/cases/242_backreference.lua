-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L242 backreference
-- group: B-cpu
-- want: ANYLIMIT
-- what: a back reference tried at every place
return "SAFE " .. tostring(("a"):rep(200000):match("(.*)%1b"))
