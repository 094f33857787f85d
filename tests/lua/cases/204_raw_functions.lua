-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L204 raw_functions
-- group: A-escape
-- want: OK SAFE
-- what: rawset, rawget, rawequal, rawlen would go round every lock
if rawset or rawget or rawequal or rawlen then return "ESCAPE raw" end
return "SAFE"
