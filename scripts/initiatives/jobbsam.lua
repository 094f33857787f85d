-- SPDX-License-Identifier: GPL-3.0-or-later
-- JobbSam 3.0, as its application describes it. Sums that the application states stand beside its rows: where they do not
-- add up, both are kept.
local function quarters(year, category, q1, q2, q3, q4)
  local rows = {}
  for quarter, amount in pairs({ [1] = q1, [2] = q2, [3] = q3, [4] = q4 }) do
    rows[#rows + 1] = { year = year, quarter = quarter, category = category, amount = amount }
  end
  return rows
end

local function joined(...)
  local all = {}
  for _, rows in ipairs({ ... }) do
    for _, row in ipairs(rows) do
      all[#all + 1] = row
    end
  end
  return all
end

return {
  api = 1,
  id = "jobbsam",
  title = "JobbSam 3.0",
  federation = "FinsamGotland",
  aliases = { "JobbSam", "Jobbsam 3.0" },
  period = "2020-09-01..2023-08-31",
  municipalities = { "0980" },
  age = { 16, 64 },
  target_group = {
    sv = "Personer 16–64 år med komplex problematik som behöver stöd från minst två parter",
    en = "People aged 16–64 with complex problems who need support from at least two parties",
  },
  capacity = 45,
  planned_months = 12,
  instruments = { "sus", "bip", "indikatorer", "handelser" },
  priority_groups = { "Unga vuxna med komplex problematik", "Långa sjukskrivningar" },
  receivers = { "Styrelsen", "Extern utvärderare", "Deltagare och handläggare vid avslut" },
  about = {
    sv = "3,5 tjänster, tre coacher med 15 deltagare var, 6–12 månader, uppföljning efter sex månader och mentorskap ett år efter avslut.",
    en = "3.5 posts, three coaches with 15 participants each, 6–12 months, a follow-up after six months and mentoring for a year after exit.",
  },
  goals = {
    {
      id = "G1",
      text = { sv = "Omkring 45 deltagare tar del av insatsen på tolv månader", en = "About 45 participants pass through in twelve months" },
      source = "sus", measure = "count", comparator = "about", target = 45, unit = "per_year",
      note = "Aktiva, startade och avslutade skrivs ut var för sig.",
    },
    {
      id = "G2",
      text = {
        sv = "Minst 55 % påbörjar en arbetsinriktad åtgärd mot arbete eller studier efter omkring tolv månader",
        en = "At least 55 % start a work-oriented measure toward work or studies after about twelve months",
      },
      source = "sus", comparator = ">=", target = 0.55, unit = "share",
    },
    {
      id = "G3",
      text = { sv = "Omkring 70 bedömningsärenden per år", en = "About 70 assessment cases a year" },
      source = "events", comparator = "about", target = 70, unit = "per_year",
      note = "45 inskrivna.",
    },
    {
      id = "G4",
      text = { sv = "Omkring 25 mentorskontakter per år", en = "About 25 mentoring contacts a year" },
      source = "events", comparator = "about", target = 25, unit = "per_year",
    },
    {
      id = "G5",
      text = {
        sv = "Deltagarna upplever stöd till nytta, inflytande, ett gott bemötande och planering utan onödigt dröjsmål",
        en = "Participants experience useful support, influence, good treatment and planning without needless delay",
      },
      source = "indikatorer",
    },
    {
      id = "G6",
      text = {
        sv = "Personalen upplever respekt, att deltagarnas synpunkter används och ett gemensamt, sektorsövergripande arbetssätt",
        en = "Staff experience respect, that participants' views are used, and a shared cross-sector approach",
      },
      source = "indikatorer",
    },
    {
      id = "G7",
      text = { sv = "Styrelsen har strukturer för uppföljning och använder resultaten", en = "The board has structures for follow-up and uses the results" },
      source = "indikatorer",
    },
    { id = "G8", text = { sv = "Brukarorganisationernas erfarenheter tas till vara", en = "The experience of user organisations is made use of" } },
    { id = "G9", text = { sv = "Rutiner finns med näringsliv och civilsamhälle", en = "There are routines with business and civil society" } },
    { id = "G10", text = { sv = "Det förebyggande arbetet utvecklas", en = "Preventive work develops" } },
  },
  budget = joined(
    quarters(2020, "Löner", nil, nil, 160500, 481500),
    quarters(2020, "Bedömningsteam", nil, nil, 6000, 18000),
    quarters(2020, "Lokaler", nil, nil, 80000, 12600),
    quarters(2020, "Bil", nil, nil, 3000, 5000),
    quarters(2020, "Försäkring", nil, 8400, nil, nil),
    { { year = 2020, category = "Dator, telefon och post", amount = 12500 } },
    quarters(2020, "Övrigt", nil, nil, 10500, 20000),
    {
      { year = 2020, category = "Lokaler", stated_sum = true, amount = 92000, note = "Raderna ger 92 600." },
      { year = 2020, category = "Försäkring", stated_sum = true, amount = -2100, note = "Visas som (2 100) i ansökan." },
      { year = 2020, stated_sum = true, amount = 809000 },
      { year = 2020, category = "Årsbudget", stated_sum = true, amount = 1268400 },
    },
    quarters(2021, "Löner", 481500, 490000, 490000, 490000),
    quarters(2021, "Bedömningsteam", 18000, 18000, 18000, 18000),
    quarters(2021, "Lokaler och städ", 13000, 13000, 13000, 13000),
    { { year = 2021, category = "Dator", amount = 25000 }, { year = 2021, category = "Försäkring", amount = 8500 } },
    quarters(2021, "Utbildning", 12500, 12500, 12500, 12500),
    {
      { year = 2021, category = "Löner", stated_sum = true, amount = 1951000, note = "Raderna ger 1 951 500." },
      { year = 2021, stated_sum = true, amount = 2158500 },
      { year = 2021, category = "Årsbudget", stated_sum = true, amount = 2213348 },
    }
  ),
  facts = {
    stages = { "aktualisering", "uppstart", "förberedelse", "arbetsträning", "planering för nästa steg", "avslut", "mentorskap" },
    consent = "Samtycket omfattar alla parter och endast denna insats; personen bestämmer hur länge, kan återkalla det och utesluta en part.",
  },
}
