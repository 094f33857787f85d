-- SPDX-License-Identifier: GPL-3.0-or-later
-- Basverksamhet, Mullsjö och Habo, as its application describes it. None of its goals has a number yet.
return {
  api = 1,
  id = "basverksamhet",
  title = "Basverksamhet, Mullsjö och Habo",
  federation = "Samordningsförbundet Södra Vätterbygden",
  aliases = { "Basverksamhet", "Basverksamhet Mullsjö Habo" },
  period = "2022-08-01..2024-12-31",
  municipalities = { "0642", "0643" },
  age = { 18, 64 },
  target_group = {
    sv = "Boende i Mullsjö eller Habo, 18–64 år, i första hand 18–29; inte personer med hel sjukersättning",
    en = "Residents of Mullsjö or Habo aged 18–64, foremost 18–29; not people with full sickness compensation",
  },
  capacity = 40,
  planned_months = 12,
  instruments = { "sus", "skapa", "halsoenkat", "indikatorer" },
  priority_groups = { "18–29 år" },
  receivers = { "Styrgruppen", "Förbundet", "De nationella parterna" },
  about = {
    sv = "Två coacher med högst 20 deltagare var åt gången, löpande intag från september 2022, högst ett år per deltagare.",
    en = "Two coaches with at most 20 participants each at a time, rolling intake from September 2022, at most a year each.",
  },
  goals = {
    {
      id = "G1",
      text = {
        sv = "Deltagarna upplever en positiv stegförflyttning mot arbete eller studier jämfört med före insatsen",
        en = "Participants experience positive progression toward work or studies compared with before",
      },
      source = "skapa", measure = "change",
    },
    {
      id = "G2",
      text = { sv = "Den egna hälsan har förbättrats sedan inskrivningen", en = "Own health has improved since enrolment" },
      source = "halsoenkat", measure = "distribution",
      note = "Hälsoenkäten, fråga 3.",
    },
    {
      id = "G3",
      text = {
        sv = "Livskvaliteten (hälsa, ekonomi, relationer, självförtroende) har ökat",
        en = "Quality of life (health, economy, relations, self-confidence) has increased",
      },
      source = "halsoenkat", measure = "change",
      note = "Hälsoenkäten, fråga 4.",
    },
    {
      id = "G4",
      text = {
        sv = "Deltagarna har fått hjälp att utveckla sitt sätt att hantera sin situation",
        en = "Participants have been helped to develop their way of handling their situation",
      },
      source = "indikatorer", measure = "distribution",
      note = "Indikatorer, deltagarenkäten vid avslut, fråga 5.",
    },
  },
  budget = {
    { year = 2022, category = "Insatsen", amount = 588000, note = "ARCH-kostnaderna minskar med 265 000 kr 2022." },
    { year = 2023, category = "Insatsen", amount = 1329000 },
    { year = 2024, category = "Insatsen", amount = 1360000 },
  },
}
