-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L296 out_bytes
-- group: C-out
-- want: ERROR
-- what: bytes that are no UTF-8 are returned
return { name = "\xff\xfe" }
