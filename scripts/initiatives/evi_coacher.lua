-- SPDX-License-Identifier: GPL-3.0-or-later
-- EVI-coacher, Öka innanförskapet, as its application describes it. Its budget adds up.
local function year(number, sum, rows)
  local list = {}
  for _, row in ipairs(rows) do
    list[#list + 1] = { year = number, category = row[1], amount = row[2] }
  end
  list[#list + 1] = { year = number, stated_sum = true, amount = sum }
  return list
end

local budget = {}
for _, rows in ipairs({
  year(2024, 576968, {
    { "Processledare", 210479 }, { "Coacher", 283290 }, { "Övriga personalkostnader", 4368 }, { "Resor", 9331 },
    { "Dator, IT och telefon", 7000 }, { "Engångskostnad", 35000 }, { "Deltagarna", 17500 }, { "Uppstart", 10000 },
  }),
  year(2025, 1857152, {
    { "Processledare", 721644 }, { "Coacher", 1004508 }, { "Övriga personalkostnader", 15000 }, { "Resor", 32000 },
    { "Dator, IT och telefon", 24000 }, { "Deltagarna", 60000 },
  }),
  year(2026, 1915088, {
    { "Processledare", 746352 }, { "Coacher", 1037736 }, { "Övriga personalkostnader", 15000 }, { "Resor", 32000 },
    { "Dator, IT och telefon", 24000 }, { "Deltagarna", 60000 },
  }),
  year(2027, 1477212, {
    { "Processledare", 577656 }, { "Coacher", 801306 }, { "Övriga personalkostnader", 11250 }, { "Resor", 24000 },
    { "Dator, IT och telefon", 18000 }, { "Deltagarna", 45000 },
  }),
}) do
  for _, row in ipairs(rows) do
    budget[#budget + 1] = row
  end
end

return {
  api = 1,
  id = "evi_coacher",
  title = "EVI-coacher, Öka innanförskapet",
  federation = "Västerbergslagens Samordningsförbund",
  aliases = { "EVI-coacher", "EVI", "Öka innanförskapet" },
  period = "2024-09-15..2027-09-14",
  municipalities = { "2061", "2085" },
  target_group = {
    sv = "Personer i Smedjebacken och Ludvika som behöver samordnat stöd för att närma sig arbete eller studier",
    en = "People in Smedjebacken and Ludvika who need coordinated support to come closer to work or studies",
  },
  capacity = 22,
  planned_months = 12,
  instruments = { "sus", "bip", "handelser" },
  receivers = { "Styrgruppen (LSG)" },
  about = {
    sv = "Två coacher på sammanlagt 1,5 tjänster, 10–15 deltagare per heltid. BIP mäts regelbundet mot deltagarens eget mål.",
    en = "Two coaches in 1.5 posts, 10–15 participants per full post. BIP is measured regularly against the participant's own goal.",
  },
  goals = {
    {
      id = "G1",
      text = { sv = "Stegförflyttning på BIP mot deltagarens eget mål", en = "BIP progression against the participant's own goal" },
      source = "bip", measure = "change",
    },
    { id = "G2", text = { sv = "Ökad egenförsörjning", en = "Increased self-support" }, source = "sus", measure = "income", comparator = "increase" },
    { id = "G3", text = { sv = "Bättre livskvalitet", en = "Better quality of life" } },
    { id = "G4", text = { sv = "Deltagarna slussas mindre mellan myndigheter", en = "Participants are sent around less between authorities" } },
    {
      id = "G5",
      text = { sv = "En nätverksträff varje halvår", en = "A network meeting each half-year" },
      source = "events", comparator = ">=", target = 1, unit = "count",
    },
  },
  budget = budget,
}
