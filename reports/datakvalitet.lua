-- SPDX-License-Identifier: GPL-3.0-or-later
-- How complete the data of one initiative are: who should have answered and who did, what the answers look like, and why
-- participations are left out of comparisons. For the one who collects the forms, before anything is written from them.
local sections = require "stegvis.sections"

return {
  api = 1,
  id = "datakvalitet",
  title = { sv = "Datakvalitet {year}: {initiative}", en = "Data quality {year}: {initiative}" },
  receiver = { sv = "Insatsens samordnare", en = "The initiative's coordinator" },
  params = { year = "year", initiative = "initiative" },
  needs = { "sus" },

  build = function(data, doc)
    local cohort = data:cohort{ initiative = data.params.initiative, period = data.params.year }
    local when = tostring(data.params.year)

    sections.responses(doc, data, cohort, { when = when })
    sections.exclusions(doc, data, cohort, { when = when })
    sections.answers(doc, data, cohort, { when = when })
    sections.method(doc, data, cohort)
  end,
}
