-- SPDX-License-Identifier: GPL-3.0-or-later
return { api = 1, id = "vagen_vidare", title = [[Vägen vidare]], federation = "Vättern", aliases = { "Vägen framåt" }, period = "2020-01-01..2030-12-31", instruments = { "litet" } }
