-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L295 out_nan
-- group: C-out
-- want: ERROR
-- what: no number is returned
return { share = 0 / 0 }
