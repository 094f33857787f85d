-- SPDX-License-Identifier: GPL-3.0-or-later
-- sections - chapters that reports share. Each takes (doc, data, cohort, options) and adds one section; take those you want,
-- in your order. Options that several know:
--   when        what the period is called in a sentence: data.params.year; otherwise "perioden"
--   heading     another heading
--   instrument  id of the instrument that progression is measured with
--   headline    id of its item that the summary names
local check = require "stegvis.check"
local params = require "stegvis.params"
local sections = {}

local OPTIONS = { "when", "heading", "instrument", "headline", "role", "by" }

local function read(name, options)
  options = check.options("sections." .. name, options, OPTIONS)
  return { when = options.when or { sv = "perioden", en = "the period" }, heading = options.heading,
           instrument = options.instrument, headline = options.headline, role = options.role, by = options.by or "sex" }
end

-- What people call the instrument: its title up to the first comma or bracket ("BIP, stegförflyttning mot arbete" is BIP).
local function title_of(codebook)
  local function short(text)
    return text and (text:match("^(.-)%s*[,(–].*$") or text)
  end
  return { sv = short(codebook.title.sv), en = short(codebook.title.en) }
end

-- The role that speaks for itself: the first one of the instrument, nil where it has none.
local function own_role(codebook)
  return codebook.roles[1] and codebook.roles[1].id
end

local function item_label(codebook, id)
  for _, item in ipairs(codebook.items) do
    if item.id == id then
      return item.label or item.text
    end
  end
  check.fail("sections: " .. codebook.id .. " has no item '" .. tostring(id) .. "'")
end

-- Instruments that measure the same people several times, among those the cohort's initiatives say they use.
function sections.progression_instruments(data, cohort)
  local found, seen = {}, {}
  for _, initiative in ipairs(cohort:initiatives()) do
    for _, id in ipairs(data:initiative(initiative).instruments or {}) do
      if not seen[id] and data:has(id) and data:instrument(id).kind == "repeated" then
        found[#found + 1] = id
      end
      seen[id] = true
    end
  end
  return found
end

-- ---- summary

-- Key figures and the few sentences that a board reads first.
function sections.summary(doc, data, cohort, options)
  options = read("summary", options)
  local income = cohort:income()
  local rows = {
    { { sv = "Personer", en = "People" }, cohort:with{ unit = "persons" }:count() },
    { { sv = "Startade deltaganden", en = "Participations started" }, cohort:with{ event = "started" }:count() },
    { { sv = "Avslutade deltaganden", en = "Participations ended" }, cohort:with{ event = "ended" }:count() },
    { { sv = "Utan offentlig försörjning vid avslut", en = "No public support at exit" }, income:figure("after_share", { key = "egen" }) },
  }
  local measured = options.instrument and data:has(options.instrument)
  local codebook = measured and data:instrument(options.instrument)
  local change = measured and cohort:change(options.instrument, { role = own_role(codebook) })
  if measured and options.headline then
    rows[#rows + 1] = { { sv = "Bättre än vid start: {item}", en = "Better than at start: {item}" },
                        change:figure("better", { item = options.headline }), { item = item_label(codebook, options.headline) } }
  end
  doc:section(options.heading or { sv = "Sammanfattning", en = "Summary" }, function()
    doc:key_figures(rows)
    doc:text({
      sv = "Under {when} deltog {people|person|personer} i insatsen, i sammanlagt {all|deltagande|deltaganden}. Av dem startade {started} under perioden, och {ended} avslutades.",
      en = "During {when}, {people|person|people} took part, in {all|participation|participations} altogether. Of these {started} started during it, and {ended} ended.",
    }, {
      when = options.when, people = cohort:with{ unit = "persons" }:count(), all = cohort:count(),
      started = cohort:with{ event = "started" }:count(), ended = cohort:with{ event = "ended" }:count(),
    })
    doc:text({
      sv = "Vid avslut var {after} utan offentlig försörjning, mot {before} veckan före start.",
      en = "At exit {after} were without public support, against {before} the week before start.",
      hidden = { sv = "Uppgiften om försörjning redovisas inte, eftersom grupperna är för små.",
                 en = "The figures on income are not shown, since the groups are too small." },
    }, { after = income:figure("after_share", { key = "egen" }), before = income:figure("before_share", { key = "egen" }) })
    if measured and options.headline then
      doc:text({
        sv = "I frågan ”{item}” ({instrument}) svarade {better} bättre vid det senaste tillfället än vid start, och {worse} sämre. Jämförelsen bygger på {paired} av de startade, som har mätts två gånger.",
        en = "On “{item}” ({instrument}), {better} answered better at the latest occasion than at start, and {worse} worse. The comparison rests on {paired} of those who started, who were measured twice.",
        hidden = { sv = "Stegförflyttningen redovisas inte, eftersom för få har svarat två gånger.",
                   en = "Progression is not shown, since too few have answered twice." },
      }, {
        item = item_label(codebook, options.headline), instrument = title_of(codebook),
        better = change:figure("better", { item = options.headline }), worse = change:figure("worse", { item = options.headline }),
        paired = cohort:flow(options.instrument):figure("share", { key = "paired" }),
      })
    end
    doc:callout({
      sv = "Rapporten jämför före och efter för dem som deltagit. Den visar vad som har hänt, inte vad insatsen har orsakat: det finns ingen kontrollgrupp, och en del av varje förändring hade kunnat komma ändå.",
      en = "This report compares before and after for those who took part. It shows what happened, not what the initiative caused: there is no control group, and part of any change might have come anyway.",
    })
  end)
end

-- ---- the initiative and its people

local function fact(rows, text, value)
  if value then
    rows[#rows + 1] = { text, { value = value } }
  end
end

local function joined(list)
  return list and #list > 0 and table.concat(list, ", ") or nil
end

local function period_text(period)
  if type(period) ~= "string" then
    return nil
  end
  return { sv = params.period_words(period, "sv") or period, en = params.period_words(period, "en") }
end

-- What the initiative's own file says: for whom, for how long, how many at a time.
function sections.initiative(doc, data, cohort, options)
  options = read("initiative", options)
  doc:section(options.heading or { sv = "Insatsen och målgruppen", en = "The initiative and its target group" }, function()
    for _, id in ipairs(cohort:initiatives()) do
      local initiative, rows = data:initiative(id), {}
      fact(rows, { sv = "Målgrupp: {value}", en = "Target group: {value}" }, initiative.target_group)
      fact(rows, { sv = "Period: {value}", en = "Period: {value}" }, period_text(initiative.period))
      fact(rows, { sv = "Platser samtidigt: {value}", en = "Places at a time: {value}" }, initiative.capacity)
      fact(rows, { sv = "Planerad tid i insatsen: högst {value} månader", en = "Planned time in the initiative: at most {value} months" }, initiative.planned_months)
      fact(rows, { sv = "Prioriterade grupper: {value}", en = "Prioritised groups: {value}" }, joined(initiative.priority_groups))
      fact(rows, { sv = "Rapporteras till: {value}", en = "Reports to: {value}" }, joined(initiative.receivers))
      if type(initiative.about) == "table" or type(initiative.about) == "string" then
        doc:text({ sv = "{title}: {about}", en = "{title}: {about}" }, { title = initiative.title, about = initiative.about })
      else
        doc:text({ sv = "{title} drivs inom {federation}.", en = "{title} is run within {federation}." },
          { title = initiative.title, federation = initiative.federation })
      end
      doc:list(rows)
    end
  end)
end

-- Who took part: kön and age, education.
function sections.background(doc, data, cohort, options)
  options = read("background", options)
  local sex = cohort:by("sex")
  doc:section(options.heading or { sv = "Vilka som deltog", en = "Who took part" }, function()
    doc:text({
      sv = "Kvinnor står för {women} av deltagandena och män för {men}.",
      en = "Women account for {women} of the participations and men for {men}.",
    }, { women = sex:figure("share", { group = { sex = "kvinna" } }), men = sex:figure("share", { group = { sex = "man" } }) })
    doc:table(cohort:by("age_band", "sex"))
    if data:has("sus") then
      doc:table(cohort:by("sus.education"))
    end
  end)
end

-- ---- flow

-- From registered to measured twice.
function sections.flow(doc, data, cohort, options)
  options = read("flow", options)
  local instrument = options.instrument and data:has(options.instrument) and options.instrument or nil
  local flow = cohort:flow(instrument)
  doc:section(options.heading or { sv = "Deltagarflöde", en = "Participant flow" }, function()
    doc:text({
      sv = "Till {when} hör {registered|deltagande|deltaganden}. Av dem har {ended} avslutats, och {still} pågår fortfarande. {anonymous}",
      en = "{registered|participation|participations} belong to {when}. Of them {ended} have ended and {still} are still going on. {anonymous}",
    }, {
      when = options.when, registered = flow:figure("count", { key = "registered" }),
      ended = flow:figure("count", { key = "ended" }), still = flow:figure("count", { key = "still_in" }),
      anonymous = flow:figure("count", { key = "could_not_follow" }):choose{
        { at_least = 1, sv = "Deltaganden utan samtycke räknas med i antalen, men kan inte följas över tid.",
          en = "Participations without consent are part of the counts, but can't be followed over time." },
        otherwise = { sv = "Alla går att följa.", en = "All can be followed." },
      },
    })
    if instrument then
      doc:text({
        sv = "Av dem som startat har {paired} mätts med {instrument} både vid start och senare. Det är dem som avsnittet om stegförflyttning handlar om.",
        en = "Of those who started, {paired} were measured with {instrument} both at start and later. It is those that the chapter on progression speaks of.",
      }, { paired = flow:figure("share", { key = "paired" }), instrument = title_of(data:instrument(instrument)) })
    end
    doc:chart(flow)
    doc:table(flow)
  end)
end

-- ---- results

-- What people lived on before and after.
function sections.income(doc, data, cohort, options)
  options = read("income", options)
  local income = cohort:income()
  local function share(when, key)
    return income:figure(when .. "_share", { key = key })
  end
  doc:section(options.heading or { sv = "Resultat: försörjning", en = "Results: income" }, function()
    doc:text({
      sv = "Jämförelsen gäller {n|avslutat deltagande|avslutade deltaganden} där försörjningen är känd både veckan före start och vid avslut. Andelen utan offentlig försörjning {direction}: {before} före och {after} vid avslut. {work} hade lön vid avslut, mot {work_before} före.",
      en = "The comparison covers {n|ended participation|ended participations} where income is known both the week before start and at exit. The share without public support {direction}: {before} before and {after} at exit. {work} had a wage at exit, against {work_before} before.",
      hidden = { sv = "Antalen är för små för att försörjningen ska kunna redovisas i text.",
                 en = "The numbers are too small for income to be told in words." },
    }, {
      n = income:figure("n", { key = "egen" }), direction = income:direction("change", { key = "egen" }),
      before = share("before", "egen"), after = share("after", "egen"),
      work = share("after", "lon"), work_before = share("before", "lon"),
    })
    doc:chart(income)
    doc:table(income)
    doc:note({
      sv = "Ohälsa, arbetsmarknadsstöd och ekonomiskt bistånd är SCB:s grupper. Föräldrapenning och ålderspension räknas som ingen offentlig försörjning.",
      en = "Ill health, labour market support and social assistance are Statistics Sweden's groups. Parental benefit and pension count as no public support.",
    })
  end)
end

local function progression_body(doc, cohort, codebook, role, options)
  local change = cohort:change(codebook.id, { role = role })
  local flow = cohort:flow(codebook.id)
  local headline = options.headline and item_label(codebook, options.headline)
  doc:text({
    sv = "{instrument} fylls i flera gånger under insatsen. Här jämförs den första mätningen med den senaste för samma person; {paired} av dem som startat har båda.",
    en = "{instrument} is filled in several times during the initiative. Here the first measurement is compared with the latest one of the same person: {paired} of those who started have both.",
  }, { instrument = title_of(codebook), paired = flow:figure("share", { key = "paired" }) })
  if headline then
    doc:text({
      sv = "I frågan ”{item}” har {better} gått framåt, {same} står kvar på samma steg och {worse} har gått bakåt.",
      en = "On “{item}”, {better} moved forward, {same} stayed on the same step and {worse} moved back.",
      hidden = { sv = "Enskilda frågor kommenteras inte, eftersom för få har svarat två gånger.",
                 en = "Single questions are not commented on, since too few have answered twice." },
    }, {
      item = headline, better = change:figure("better", { item = options.headline }),
      same = change:figure("same", { item = options.headline }), worse = change:figure("worse", { item = options.headline }),
    })
  end
  doc:chart("dumbbell", change)
  doc:table(change)
  doc:section({ sv = "Svaren vid start", en = "The answers at start" }, function()
    doc:chart("likert", cohort:distribution(codebook.id, { role = role, occasion = "start" }))
  end)
  doc:section({ sv = "Svaren vid det senaste tillfället", en = "The answers at the latest occasion" }, function()
    doc:chart("likert", cohort:distribution(codebook.id, { role = role, occasion = "last" }))
    doc:note({
      sv = "De två diagrammen visar alla som svarat vid respektive tillfälle, också dem som bara svarat en gång. Läs därför förändringen i tabellen ovan, som jämför samma personer.",
      en = "The two charts show everyone who answered at each occasion, also those who answered only once. So read the change in the table above, which compares the same people.",
    })
  end)
  doc:section({ sv = "Kvinnor och män", en = "Women and men" }, function()
    doc:table(change:by(options.by))
  end)
end

-- First measurement against last, question by question. Without `instrument`: every instrument that measures people repeatedly.
function sections.progression(doc, data, cohort, options)
  options = read("progression", options)
  local instruments = options.instrument and { options.instrument } or sections.progression_instruments(data, cohort)
  doc:section(options.heading or { sv = "Stegförflyttning", en = "Progression" }, function()
    if #instruments == 0 then
      doc:text({ sv = "Insatsen använder inget instrument som mäter samma person flera gånger. Stegförflyttning kan därför inte redovisas.",
                 en = "The initiative uses no instrument that measures the same person several times, so progression can't be reported." })
    end
    for _, id in ipairs(instruments) do
      if data:has(id) then
        local codebook = data:instrument(id)
        local role = options.role or own_role(codebook)
        doc:when_measured(id, cohort, function()
          progression_body(doc, cohort, codebook, role, options)
        end, function()
          doc:text({ sv = "Inga svar på {instrument} är inlästa för {when}.", en = "No answers to {instrument} have been imported for {when}." },
            { instrument = title_of(codebook), when = options.when })
        end)
      else
        doc:text({ sv = "Instrumentet {instrument} finns inte i den här installationen.", en = "The instrument {instrument} is not in this installation." },
          { instrument = id })
      end
    end
  end)
end

-- ---- goals, quality, method

-- The goals as the initiative wrote them, with what could measure them.
function sections.goals(doc, data, cohort, options)
  options = read("goals", options)
  doc:section(options.heading or { sv = "Mål", en = "Goals" }, function()
    doc:text({
      sv = "Tabellen visar insatsens egna mål, vilken källa som kan belägga dem och vilket måltal som är satt. Ett mål utan källa går inte att följa upp med de instrument som används i dag. Måluppfyllelsen är ännu inte uträknad.",
      en = "The table shows the initiative's own goals, which source could support them and what number is aimed at. A goal without a source can't be followed up with the instruments in use today. Attainment has not been computed yet.",
    })
    doc:goals(cohort:goals())
  end)
end

-- Who is missing from the comparisons, and what that means.
function sections.quality(doc, data, cohort, options)
  options = read("quality", options)
  local income = cohort:income()
  doc:section(options.heading or { sv = "Bortfall och datakvalitet", en = "Attrition and data quality" }, function()
    doc:text({
      sv = "För {missing} av {ended|avslutat deltagande|avslutade deltaganden} saknas uppgift om försörjning före eller efter. Sådana deltaganden ingår inte i jämförelsen av försörjning.",
      en = "For {missing} of {ended|ended participation|ended participations}, income before or after is missing. Such participations are not part of the comparison of income.",
    }, { missing = income:figure("missing", { key = "egen" }), ended = income:figure("measured") })
    for _, id in ipairs(sections.progression_instruments(data, cohort)) do
      local flow = cohort:flow(id)
      doc:text({
        sv = "Av dem som startat har {start} en mätning med {instrument} vid start, och {paired} även en senare. Den som avbryter tidigt hinner sällan mätas två gånger. De som saknas kan därför ha haft en annan utveckling än de som redovisas.",
        en = "Of those who started, {start} have a measurement with {instrument} at start and {paired} a later one too. People who leave early are seldom measured twice. Those who are missing may therefore have fared differently from those who are shown.",
      }, { instrument = title_of(data:instrument(id)), start = flow:figure("share", { key = "measured_start" }),
           paired = flow:figure("share", { key = "paired" }) })
      doc:table(flow:by("sex"))
    end
  end)
end

-- Sources, rules and exclusions: written by the engine from how every figure was counted.
function sections.method(doc, data, cohort, options)
  options = read("method", options)
  doc:section(options.heading or { sv = "Metod", en = "Method" }, function()
    doc:method()
  end)
end

return sections
