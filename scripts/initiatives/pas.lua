-- SPDX-License-Identifier: GPL-3.0-or-later
-- PAS, Staffanstorp, as its application describes it. The sum stated for 2020 is not what its rows give: both are kept. A post
-- left empty in the application has no amount here, which is not zero.
local posts = { "Personal", "Utbildning", "Utvärdering", "Tjänster, tele och IT", "Övrigt", "Lokaler" }
local amounts = {
  [2020] = { 550000, 50000, false, 15000, 20000, false },
  [2021] = { 800000, false, false, 15000, 5000, false },
  [2022] = { 800000, false, false, 15000, 5000, false },
}
local stated = { [2020] = 735000, [2021] = 820000, [2022] = 820000 }
local notes = { [2020] = "Raderna ger 635 000." }

local budget = {}
for year, row in pairs(amounts) do
  for i, post in ipairs(posts) do
    budget[#budget + 1] = { year = year, category = post, amount = row[i] or nil }
  end
  budget[#budget + 1] = { year = year, stated_sum = true, amount = stated[year], note = notes[year] }
end

return {
  api = 1,
  id = "pas",
  title = "PAS, Staffanstorp",
  federation = "Samordningsförbundet Burlöv-Staffanstorp",
  aliases = { "PAS" },
  period = "2020-06-01..2022-12-31",
  municipalities = { "1230" },
  target_group = {
    sv = "Omkring 60 personer: cirka 20 ej aktuella för förstärkt samverkan, cirka 10 med aktivitetsersättning utan aktivitet, cirka 5–10 med psykosocial eller social problematik och cirka 20 som är 16–20 år och saknar utbildning",
    en = "About 60 people: some 20 not current for reinforced co-operation, some 10 on activity compensation without activity, some 5–10 with psychosocial or social problems, and some 20 aged 16–20 without education",
  },
  capacity = 60,
  instruments = { "sus", "halsoenkat" },
  receivers = { "Beredningsgruppen, skriftligt var sjätte månad", "Förbundet: slutrapport inom två månader" },
  about = { sv = "1,5 tjänster. Metod: Supported Employment.", en = "1.5 posts. Method: Supported Employment." },
  goals = {
    { id = "G1", text = { sv = "Ökad sysselsättningsgrad", en = "Increased degree of occupation" }, source = "sus", comparator = "increase" },
    { id = "G2", text = { sv = "Ökad egenförsörjning", en = "Increased self-support" }, source = "sus", measure = "income", comparator = "increase" },
    { id = "G3", text = { sv = "Deltagarna upplever mer social inkludering", en = "Participants experience more social inclusion" } },
    {
      id = "G4",
      text = { sv = "Deltagarna upplever bättre hälsa", en = "Participants experience better health" },
      source = "halsoenkat",
      note = "Hälsoenkäten fråga 3, eller BIP fråga 6 om den används.",
    },
  },
  budget = budget,
  facts = { reference = "26 % i arbete femton månader efter start (SE, Socialförsäkringsrapport 2017:5)." },
}
