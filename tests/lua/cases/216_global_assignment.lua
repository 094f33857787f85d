-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L216 global_assignment
-- group: A-escape
-- want: ERROR
-- what: a global is set without local
total = 1
return "SAFE"
