-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L248 rep_separator
-- group: B-cpu
-- want: ERROR|OK SAFE
-- what: string.rep with a separator only
return "SAFE " .. #string.rep("", 1e15, ",")
