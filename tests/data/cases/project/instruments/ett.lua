-- SPDX-License-Identifier: GPL-3.0-or-later
-- The register of the workbooks of one column: nothing but the key is required.
return {
  api = 1, id = "ett", version = "1", title = "Ett", owner = "Provet", licence = "fri", source = "Provet",
  provenance = "Påhittat för proven.", kind = "register", sensitive = true,
  scales = {
    { id = "income", ordered = false, levels = {
      { code = "bistand", label = "Ekonomiskt bistånd" },
      { code = "arbete", label = { sv = "Arbete", en = "Work" }, aliases = { "Lön", "Anställning" }, positive = true },
      { code = "sjukpenning", label = "Sjukpenning" },
      { code = "studier", label = "Studier", positive = true } } },
  },
  items = {
    { id = "forsorjning_fore", text = "Försörjning före", type = "choice", scale = "income", after = "forsorjning_efter" },
    { id = "forsorjning_efter", text = "Försörjning efter", type = "choice", scale = "income" },
    { id = "halsa", text = "Hälsa", type = "number", low = 0, high = 100 },
    { id = "belopp_kr", text = "Belopp", type = "number", unit = "kr" },
    { id = "fritext", text = "Fritext", type = "text" },
  },
  columns = {
    { header = "deltagar_id", aliases = { "personnummer", "Personnr" }, target = "person", required = true },
    { header = "insats", target = "initiative" },
    { header = "inskriven", attribute = "start" },
  },
}
