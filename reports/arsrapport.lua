-- SPDX-License-Identifier: GPL-3.0-or-later
-- The annual evaluation of one initiative: who took part, what they lived on before and after, how they moved, and how sure that
-- is. Copy it and change the order, leave chapters out, or write your own between them: scripts/README.md.
local sections = require "stegvis.sections"

return {
  api = 1,
  id = "arsrapport",
  title = { sv = "Årsrapport {year}: {initiative}", en = "Annual report {year}: {initiative}" },
  receiver = { sv = "Samordningsförbundets styrelse och parterna", en = "The federation's board and the parties" },
  params = { year = "year", initiative = "initiative" },
  needs = { "sus" },

  build = function(data, doc)
    local cohort = data:cohort{ initiative = data.params.initiative, period = data.params.year }
    local before = data:cohort{ initiative = data.params.initiative, period = data.params.year - 1 }
    local when = tostring(data.params.year)
    local instrument = sections.progression_instruments(data, cohort)[1]
    local headline = instrument == "bip" and "q5" or nil

    sections.summary(doc, data, cohort, { when = when, instrument = instrument, headline = headline })
    sections.initiative(doc, data, cohort, { when = when })
    sections.background(doc, data, cohort)
    sections.flow(doc, data, cohort, { when = when, instrument = instrument })
    sections.income(doc, data, cohort, { when = when })
    sections.progression(doc, data, cohort, { when = when, instrument = instrument, headline = headline })
    sections.events(doc, data, cohort, { when = when })
    sections.experience(doc, data, cohort, { when = when, previous = before, previous_when = tostring(data.params.year - 1) })
    sections.goals(doc, data, cohort)
    sections.economy(doc, data, cohort, { year = data.params.year })
    sections.quality(doc, data, cohort, { when = when })
    sections.method(doc, data, cohort)
  end,
}
