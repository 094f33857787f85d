-- SPDX-License-Identifier: GPL-3.0-or-later
-- The small register that the case files are of: with health as five steps.
return {
  api = 1, id = "litet_likert", version = "1", title = "Litet register, likert", owner = "Provet", licence = "fri", source = "Provet",
  provenance = "Påhittat för proven.", kind = "register", sensitive = true,
  scales = {
    { id = "income", ordered = false, levels = {
      { code = "bistand", label = "Ekonomiskt bistånd" },
      { code = "arbete", label = { sv = "Arbete", en = "Work" }, aliases = { "Lön", "Anställning" }, positive = true },
      { code = "sjukpenning", label = "Sjukpenning" },
      { code = "studier", label = "Studier", positive = true } } },
    { id = "health", better = "up", levels = { "Mycket dålig", "Dålig", { label = "Varken eller", kind = "neutral" },
      { label = "God", positive = true }, { label = "Mycket god", positive = true }, { label = "Vet ej", kind = "off_scale" } } },
  },
  items = {
    { id = "forsorjning_fore", text = "Försörjning före", type = "choice", scale = "income", after = "forsorjning_efter" },
    { id = "forsorjning_efter", text = "Försörjning efter", type = "choice", scale = "income" },
    { id = "halsa", text = "Hälsa", type = "scale", scale = "health" },
    { id = "belopp_kr", text = "Belopp", type = "number", unit = "kr" },
    { id = "fritext", text = "Fritext", type = "text" },
  },
  columns = {
    { header = "deltagar_id", aliases = { "personnummer", "Personnr" }, target = "person", required = true },
    { header = "insats", aliases = { "Insatsens namn" }, target = "initiative", required = true },
    { header = "inskriven", attribute = "start", required = true },
    { header = "avslutad", attribute = "end" },
    { header = "kon", aliases = { "kön" }, attribute = "sex" },
    { header = "forsorjning_fore", item = "forsorjning_fore" },
    { header = "forsorjning_efter", item = "forsorjning_efter" },
    { header = "halsa", aliases = { "hälsa" }, item = "halsa" },
    { header = "belopp_kr", item = "belopp_kr" },
    { header = "fritext", item = "fritext" },
    { header = "samtycke", attribute = "consent" },
    { header = "skyddad", attribute = "protected" },
    { header = "kommun", attribute = "municipality" },
  },
}
