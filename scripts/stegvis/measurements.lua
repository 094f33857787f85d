-- SPDX-License-Identifier: GPL-3.0-or-later
-- measurements - the chapters on what people have answered: progression of the same persons, and anonymous experience.
local tools = require "stegvis.section_tools"
local measurements = {}

-- ---- progression

local function headline_text(doc, change, codebook, id)
  doc:text({
    sv = "I frågan ”{item}” har {better} gått framåt, {same} står kvar på samma steg och {worse} har gått bakåt.",
    en = "On “{item}”, {better} moved forward, {same} stayed on the same step and {worse} moved back.",
    hidden = { sv = "Enskilda frågor kommenteras inte, eftersom för få har svarat två gånger.",
               en = "Single questions are not commented on, since too few have answered twice." },
  }, {
    item = tools.item_label(codebook, id), better = change:figure("better", { item = id }),
    same = change:figure("same", { item = id }), worse = change:figure("worse", { item = id }),
  })
end

-- Answers at both ends: everybody who answered, paired or not.
local function both_ends(doc, cohort, codebook, role, items)
  doc:section({ sv = "Svaren på {instrument} vid start", en = "The answers to {instrument} at start" }, { instrument = tools.title_of(codebook) }, function()
    doc:chart("likert", cohort:distribution(codebook.id, { role = role, items = items, occasion = "start" }))
  end)
  doc:section({ sv = "Svaren på {instrument} vid det senaste tillfället", en = "The answers to {instrument} at the latest occasion" }, { instrument = tools.title_of(codebook) }, function()
    doc:chart("likert", cohort:distribution(codebook.id, { role = role, items = items, occasion = "last" }))
    doc:note({
      sv = "De två diagrammen visar alla som svarat vid respektive tillfälle, också dem som bara svarat en gång. Läs därför förändringen i tabellen ovan, som jämför samma personer.",
      en = "The two charts show everyone who answered at each occasion, also those who answered only once. So read the change in the table above, which compares the same people.",
    })
  end)
end

-- What people say of the change themselves, asked at the end: another measure than two levels compared.
local function remembered(doc, cohort, codebook, role, items)
  local answers = cohort:distribution(codebook.id, { role = role, items = items, occasion = "end" })
  local rows = {}
  for index, id in ipairs(items) do
    rows[index] = { { sv = "{item}: {better} svarar bättre eller mycket bättre", en = "{item}: {better} answer better or much better",
                      hidden = { sv = "{item}: redovisas inte, för få svar", en = "{item}: not shown, too few answers" } },
                    { item = tools.item_label(codebook, id), better = answers:figure("positive", { item = id }) } }
  end
  doc:section({ sv = "Upplevd förändring enligt {instrument}", en = "Change as people see it, {instrument}" }, { instrument = tools.title_of(codebook) }, function()
    doc:text({
      sv = "Vid avslut tillfrågas deltagarna också om hur det är jämfört med vid inskrivningen. Det är en minnesbild och inte samma sak som skillnaden mellan två mätningar.",
      en = "At exit people are also asked how things are compared with enrolment. That is what they remember, and not the same as the difference between two measurements.",
    })
    doc:list(rows)
    doc:chart("likert", answers)
  end)
end

-- The dumbbell shows shares in the positive steps; without such steps the shares that moved forward are what there is.
local function any_positive(codebook, items)
  for _, id in ipairs(items) do
    for _, item in ipairs(codebook.items) do
      if item.id == id and #item.positive > 0 then
        return true
      end
    end
  end
  return false
end

local function body(doc, cohort, codebook, role, options)
  local items, looking_back = tools.items(codebook, role, false), tools.items(codebook, role, true)
  local change = cohort:change(codebook.id, { role = role, items = items })
  local flow = cohort:flow(codebook.id)
  doc:text({
    sv = "{instrument} fylls i flera gånger under insatsen. Här jämförs den första mätningen med den senaste för samma person; {paired} av de deltaganden som går att följa har båda.",
    en = "{instrument} is filled in several times during the initiative. Here the first measurement is compared with the latest one of the same person: {paired} of the participations that can be followed have both.",
  }, { instrument = tools.title_of(codebook), paired = flow:figure("share", { key = "paired" }) })
  if tools.is_placeholder(codebook) then
    doc:note({ sv = "Frågornas ordalydelse är platshållare: förbundet läser in den riktiga som ett tillägg.",
               en = "The wording of the questions is a placeholder: the federation loads the real one as an overlay." })
  end
  if options.headline and options.instrument == codebook.id then
    headline_text(doc, change, codebook, options.headline)
  end
  doc:chart(any_positive(codebook, items) and "dumbbell" or "bars", change)
  doc:table(change)
  both_ends(doc, cohort, codebook, role, items)
  if #looking_back > 0 then
    remembered(doc, cohort, codebook, role, looking_back)
  end
  doc:section({ sv = "Kvinnor och män enligt {instrument}", en = "Women and men, {instrument}" }, { instrument = tools.title_of(codebook) }, function()
    doc:table(change:by(options.by))
  end)
end

-- First measurement against last, question by question, for every instrument that measures people repeatedly. `instrument` and
-- `headline`: the question told in words.
function measurements.progression(doc, data, cohort, options)
  options = tools.read("progression", options)
  local instruments = tools.progression_instruments(data, cohort)
  doc:section(options.heading or { sv = "Stegförflyttning", en = "Progression" }, function()
    if #instruments == 0 then
      doc:text({ sv = "Insatsen använder inget instrument som mäter samma person flera gånger. Stegförflyttning kan därför inte redovisas.",
                 en = "The initiative uses no instrument that measures the same person several times, so progression can't be reported." })
    end
    for _, id in ipairs(instruments) do
      local codebook = data:instrument(id)
      local role = options.role or tools.own_role(codebook)
      local function chapter()
        doc:when_measured(id, cohort, function()
          body(doc, cohort, codebook, role, options)
        end, function()
          tools.not_measured(doc, data, id, options.when)
        end)
      end
      if #instruments == 1 then
        chapter()
      else
        doc:section("{instrument}", { instrument = tools.title_of(codebook) }, chapter)
      end
    end
  end)
end

-- ---- experience

local function experience_row(item, role, now, before, options)
  local row = { item = item.label or item.text, now = now:figure("positive", { item = item.id, role = role }) }
  if not before then
    return { { sv = "{item}: {now}", en = "{item}: {now}" }, row }
  end
  row.before, row.last = before:figure("positive", { item = item.id, role = role }), options.previous_when
  return { { sv = "{item}: {now}; {last}: {before}", en = "{item}: {now}; {last}: {before}" }, row }
end

local function experience_of(doc, cohort, codebook, role, options)
  local items, asked = tools.items(codebook, role.id, false), {}
  for _, item in ipairs(codebook.items) do
    for _, id in ipairs(items) do
      asked[#asked + 1] = id == item.id and item or nil
    end
  end
  local now = cohort:distribution(codebook.id, { role = role.id, items = items })
  local function list(before)
    local rows = {}
    for index, item in ipairs(asked) do
      rows[index] = experience_row(item, role.id, now, before, options)
    end
    doc:list(rows)
  end
  doc:text({ sv = "Andel som svarat i något av de positiva stegen, av dem som svarat på frågan:",
             en = "Share who answered in one of the positive steps, of those who answered the question:" })
  if options.previous then
    doc:when_measured(codebook.id, options.previous, function()
      list(options.previous:distribution(codebook.id, { role = role.id, items = items }))
    end, list, { role = role.id })
  else
    list()
  end
  doc:chart("likert", now)
end

-- Anonymous forms by respondent group: share in the positive steps with answered and asked, and the period before.
function measurements.experience(doc, data, cohort, options)
  options = tools.read("experience", options)
  local found = {}
  for _, id in ipairs(tools.instruments(data, cohort)) do
    if data:has(id) and data:instrument(id).kind == "anonymous" then
      found[#found + 1] = data:instrument(id)
    end
  end
  if #found == 0 then
    return
  end
  doc:section(options.heading or { sv = "Upplevelse av insatsen", en = "Experience of the initiative" }, function()
    for _, codebook in ipairs(found) do
      doc:text({
        sv = "{instrument} besvaras anonymt. Svaren kan därför inte knytas till någon deltagare, och hur många som borde ha svarat är inte känt.",
        en = "{instrument} is answered anonymously. So answers can't be tied to a participant, and how many should have answered is not known.",
      }, { instrument = tools.title_of(codebook) })
      if tools.is_placeholder(codebook) then
        doc:note({ sv = "Frågorna återges med sina ämnen. Ordalydelsen och flera svarssteg är platshållare, och vilka steg som är positiva är inte bekräftat.",
                   en = "Questions are shown by topic. Their wording and several steps are placeholders, and which steps are positive is not confirmed." })
      end
      for _, role in ipairs(codebook.roles) do
        doc:when_measured(codebook.id, cohort, function()
          doc:section("{role}", { role = role.label }, function()
            experience_of(doc, cohort, codebook, role, options)
          end)
        end, function()
          doc:text({ sv = "{role}: inga svar är inlästa för {when}.", en = "{role}: no answers have been imported for {when}." },
            { role = role.label, when = options.when })
        end, { role = role.id })
      end
    end
  end)
end

return measurements
