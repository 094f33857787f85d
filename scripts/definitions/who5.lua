-- SPDX-License-Identifier: GPL-3.0-or-later
-- WHO-5: five statements about the last two weeks, 0 to 5 each; their sum times four is 0 to 100.
return {
  api = 1,
  id = "who5",
  version = "1",
  title = { sv = "WHO-5 Välbefinnandeindex", en = "WHO-5 Well-Being Index" },
  owner = "Världshälsoorganisationen (WHO); utvecklat vid Psykiatrisk Center Nordsjælland, Hillerød",
  licence = "Fritt att använda utan tillstånd och avgift. Ordalydelsen ska inte ändras.",
  source = "WHO-5, 1998 års version; Topp m.fl. 2015, Psychother Psychosom 84:167–176 (poäng, och 10 som meningsfull förändring).",
  provenance = "Den engelska ordalydelsen är 1998 års version. Den svenska är en översättning som är i omlopp men inte "
    .. "kontrollerad mot ägarens svenska utgåva, och är därför märkt som platshållare: jämför med den utgåva ni använder, rätta "
    .. "orden och ta bort placeholder. Poängen 0–5, summan gånger fyra och gränsen tio är bekräftade; att de "
    .. "tre översta stegen räknas som positiva är vårt val.",
  kind = "repeated",
  interval_months = 6,
  sensitive = true,
  scales = {
    {
      id = "tid",
      better = "up",
      missing = { "Ej svar", "Inget svar" },
      levels = {
        { value = 5, label = { sv = "Hela tiden", en = "All of the time" }, positive = true },
        { value = 4, label = { sv = "Största delen av tiden", en = "Most of the time" }, positive = true, aliases = "Mestadels" },
        { value = 3, label = { sv = "Mer än hälften av tiden", en = "More than half of the time" }, positive = true, aliases = "Mer än halva tiden" },
        { value = 2, label = { sv = "Mindre än hälften av tiden", en = "Less than half of the time" }, aliases = "Mindre än halva tiden" },
        { value = 1, label = { sv = "Ibland", en = "Some of the time" }, aliases = "Då och då" },
        { value = 0, label = { sv = "Aldrig", en = "At no time" }, aliases = "Inte någon gång" },
      },
    },
  },
  roles = { { id = "deltagare", label = { sv = "Deltagare", en = "Participant" } } },
  items = {
    { id = "glad", label = { sv = "Glad", en = "Cheerful" }, placeholder = true, aliases = { "WHO5 1", "Fråga 1" },
      text = { sv = "Jag har känt mig glad och på gott humör", en = "I have felt cheerful and in good spirits" } },
    { id = "lugn", label = { sv = "Lugn", en = "Calm" }, placeholder = true, aliases = { "WHO5 2", "Fråga 2" },
      text = { sv = "Jag har känt mig lugn och avslappnad", en = "I have felt calm and relaxed" } },
    { id = "aktiv", label = { sv = "Aktiv", en = "Active" }, placeholder = true, aliases = { "WHO5 3", "Fråga 3" },
      text = { sv = "Jag har känt mig aktiv och energisk", en = "I have felt active and vigorous" } },
    { id = "utvilad", label = { sv = "Utvilad", en = "Rested" }, placeholder = true, aliases = { "WHO5 4", "Fråga 4" },
      text = { sv = "Jag har vaknat pigg och utvilad", en = "I woke up feeling fresh and rested" } },
    { id = "intresserad", label = { sv = "Intresserad", en = "Interested" }, placeholder = true, aliases = { "WHO5 5", "Fråga 5" },
      text = { sv = "Min vardag har varit fylld av saker som intresserar mig",
               en = "My daily life has been filled with things that interest me" } },
  },
  indexes = {
    {
      id = "who5_index",
      label = { sv = "WHO-5 (0–100)", en = "WHO-5 (0–100)" },
      kind = "sum",
      items = { "glad", "lugn", "aktiv", "utvilad", "intresserad" },
      multiplier = 4,
      better = "up",
      meaningful_change = 10,
    },
  },
}
