-- SPDX-License-Identifier: GPL-3.0-or-later
return { api = 1, id = "annan", title = [[Insats i Annan Stad]], federation = "Annan stad", aliases = {  }, period = "2020-01-01..2030-12-31", instruments = { "litet" } }
