-- SPDX-License-Identifier: GPL-3.0-or-later
-- Framsteget i Håbo, as its application describes it. The summary there is headed tkr but is in kr; its rows add up.
return {
  api = 1,
  id = "framsteget",
  title = "Framsteget i Håbo",
  federation = "Samordningsförbundet Uppsala län",
  aliases = { "Framsteget", "Framsteget Ung", "Samordningsteamet Håbo" },
  period = "2021-01-01..2021-12-31",
  municipalities = { "0305" },
  age = { 16, 64 },
  target_group = {
    sv = "Samordningsteam: 16–64 år, kända av minst två system. Framsteget Ung: 16–29 år",
    en = "Co-ordination team: aged 16–64, known to at least two systems. Framsteget Ung: aged 16–29",
  },
  capacity = 70,
  planned_months = 6,
  instruments = { "sus", "handelser" },
  teams = { "Samordningsteam", "Framsteget Ung" },
  receivers = {
    "Förbundet",
    "LOKUS, två gånger per termin",
    "Operativ ledningsgrupp, två gånger per termin",
    "Samverkansforum, två gånger per termin",
  },
  about = {
    sv = "Två team: Samordningsteam (3–6 månader, omkring 20 per år) och Framsteget Ung (50 per år). Sista intag 2021-10-31.",
    en = "Two teams: the co-ordination team (3–6 months, about 20 a year) and Framsteget Ung (50 a year). Last intake 2021-10-31.",
  },
  goals = {
    {
      id = "G1",
      text = { sv = "Minst 80 % av dem som avslutas har en dokumenterad plan för nästa steg", en = "At least 80 % of those who exit have a documented plan for the next step" },
      source = "events", comparator = ">=", target = 0.8, unit = "share",
    },
    {
      id = "G2",
      text = { sv = "Varje deltagare erbjuds ett coachsamtal och en gruppaktivitet i veckan", en = "Every participant is offered one coach talk and one group activity a week" },
      source = "events", measure = "events", item = "coachsamtal_och_gruppaktivitet", comparator = ">=", target = 1, unit = "share",
      note = "Deltagarveckor med båda, av alla deltagarveckor.",
    },
    {
      id = "G3",
      text = { sv = "Minst 20 personer per år i Samordningsteamet", en = "At least 20 persons a year in the co-ordination team" },
      source = "sus", measure = "count", comparator = ">=", target = 20, unit = "per_year",
    },
    {
      id = "G4",
      text = { sv = "Minst 80 % av deltagarna 16–29 år har en plan inom sex månader", en = "At least 80 % of participants aged 16–29 have a plan within six months" },
      source = "events", comparator = ">=", target = 0.8, unit = "share",
      note = "Bara de som haft sex månader, eller en plan, räknas; övriga anges som ännu ej aktuella.",
    },
    {
      id = "G5",
      text = { sv = "Alla unga som varken arbetar eller studerar kontaktas och erbjuds en plan", en = "All young people who neither work nor study are contacted and offered a plan" },
      source = "counts", comparator = ">=", target = 1, unit = "share",
    },
    {
      id = "G6",
      text = { sv = "Minst 50 unga per år", en = "At least 50 young people a year" },
      source = "sus", measure = "count", comparator = ">=", target = 50, unit = "per_year",
    },
    { id = "G7", text = { sv = "Ökad kunskap hos personalen", en = "More knowledge among staff" } },
    { id = "G8", text = { sv = "Stödjande nätverk", en = "Support networks" }, source = "events" },
    {
      id = "G9",
      text = { sv = "Minst en kompetensinsats under 2021", en = "At least one competence event in 2021" },
      source = "events", comparator = ">=", target = 1, unit = "count",
    },
    { id = "G10", text = { sv = "Resurs för LOKUS", en = "A resource for LOKUS" } },
  },
  budget = {
    { year = 2021, organisation = "Håbo kommun", category = "Löner", amount = 700000 },
    { year = 2021, organisation = "Håbo kommun", category = "Löner", amount = 600000 },
    { year = 2021, organisation = "Håbo kommun", category = "Löner", amount = 180000 },
    { year = 2021, organisation = "Håbo kommun", category = "Lokalhyra", amount = 200000 },
    { year = 2021, organisation = "Håbo kommun", category = "Inköpta tjänster för deltagare", amount = 20000 },
    { year = 2021, organisation = "Håbo kommun", category = "Resor", amount = 20000 },
    { year = 2021, organisation = "Håbo kommun", category = "Övrigt", amount = 40000 },
    { year = 2021, organisation = "Håbo kommun", stated_sum = true, amount = 1760000 },
    { year = 2021, organisation = "Arbetsförmedlingen", category = "Lön", amount = 700000 },
    { year = 2021, stated_sum = true, amount = 2460000 },
  },
}
