-- SPDX-License-Identifier: GPL-3.0-or-later
-- sections - chapters that reports share. Each takes (doc, data, cohort, options) and adds one section; take those you want,
-- in your order. Options that several know:
--   when        what the period is called in a sentence: data.params.year; otherwise "perioden"
--   heading     another heading
--   instrument  id of the instrument that progression is measured with
--   headline    id of its item that the summary names
--   year        the year whose budget is shown
--   previous    the cohort to compare experience with, and previous_when: what its period is called
-- progression and experience are in measurements.lua, responses and exclusions in quality.lua.
local measurements = require "stegvis.measurements"
local params = require "stegvis.params"
local quality = require "stegvis.quality"
local tools = require "stegvis.section_tools"
local sections = {}

local read, title_of, own_role, item_label = tools.read, tools.title_of, tools.own_role, tools.item_label

sections.progression_instruments = tools.progression_instruments
sections.progression = measurements.progression
sections.experience = measurements.experience
sections.responses = quality.responses
sections.exclusions = quality.exclusions
sections.answers = quality.answers

-- ---- summary

-- Key figures and the few sentences that a board reads first.
function sections.summary(doc, data, cohort, options)
  options = read("summary", options)
  local income = cohort:income()
  local rows = {
    { { sv = "Personer", en = "People" }, cohort:with{ unit = "persons" }:count() },
    { { sv = "Startade under {when}", en = "Started in {when}" }, cohort:with{ event = "started" }:count(), { when = options.when } },
    { { sv = "Avslutade under {when}", en = "Ended in {when}" }, cohort:with{ event = "ended" }:count(), { when = options.when } },
    { { sv = "Egen försörjning vid avslut, helt eller delvis", en = "Own income at exit, in whole or in part" }, income:figure("after_share", { key = "egen" }) },
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
      sv = "Under {when} deltog {people|person|personer} i insatsen, i sammanlagt {all|deltagande|deltaganden}. Av deltagandena startade {started} under perioden, och {ended} avslutades.",
      en = "During {when}, {people|person|people} took part, in {all|participation|participations} altogether. Of the participations, {started} started during it and {ended} ended.",
    }, {
      when = options.when, people = cohort:with{ unit = "persons" }:count(), all = cohort:count(),
      started = cohort:with{ event = "started" }:count(), ended = cohort:with{ event = "ended" }:count(),
    })
    doc:text({
      sv = "Vid avslut hade {after} egen försörjning helt eller delvis, mot {before} veckan före start.",
      en = "At exit {after} had an income of their own in whole or in part, against {before} the week before start.",
      hidden = { sv = "Uppgiften om försörjning redovisas inte, eftersom grupperna är för små.",
                 en = "The figures on income are not shown, since the groups are too small." },
    }, { after = income:figure("after_share", { key = "egen" }), before = income:figure("before_share", { key = "egen" }) })
    if measured and options.headline then
      doc:text({
        sv = "I frågan ”{item}” ({instrument}) svarade {better} bättre vid det senaste tillfället än vid start, och {worse} sämre. Jämförelsen bygger på {paired} av deltagandena: dem som har mätts två gånger.",
        en = "On “{item}” ({instrument}), {better} answered better at the latest occasion than at start, and {worse} worse. The comparison rests on {paired} of the participations: those that were measured twice.",
        hidden = { sv = "Stegförflyttningen redovisas inte, eftersom för få har svarat två gånger.",
                   en = "Progression is not shown, since too few have answered twice." },
      }, {
        item = item_label(codebook, options.headline), instrument = title_of(codebook),
        better = change:figure("better", { item = options.headline }), worse = change:figure("worse", { item = options.headline }),
        paired = cohort:flow(options.instrument):figure("share", { key = "paired" }),
      })
    end
    if tools.uses(data, cohort, "halsoenkat") then
      doc:when_measured("halsoenkat", cohort, function()
        doc:text({
          sv = "Vid avslut svarade {better} att den egna hälsan är bättre än vid inskrivningen (Hälsoenkät).",
          en = "At exit {better} answered that their own health is better than at enrolment (Health questionnaire).",
          hidden = { sv = "Den upplevda hälsan redovisas inte, eftersom för få har svarat.",
                     en = "Health as people see it is not shown, since too few have answered." },
        }, { better = cohort:distribution("halsoenkat", { items = "health_change", occasion = "end" }):figure("positive", { item = "health_change" }) })
      end)
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
    tools.foundation(doc, data, cohort, options.when)
  end)
end

local function longest(data, cohort, field)
  local most = 0
  for _, id in ipairs(cohort:initiatives()) do
    most = math.max(most, #(data:initiative(id)[field] or {}))
  end
  return most
end

-- Who took part: kön and age, education; team where the initiative has several.
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
    if longest(data, cohort, "teams") > 1 then
      doc:table(cohort:by("team"))
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
      sv = "{registered|deltagande|deltaganden} har pågått någon gång under {when}, också sådana som startade tidigare. Av dem hade {ended} avslutats vid periodens slut, och {still} pågick. {anonymous}",
      en = "{registered|participation|participations} went on at some time during {when}, also those that started earlier. Of them {ended} had ended by the end of it and {still} went on. {anonymous}",
    }, {
      when = options.when, registered = flow:figure("count", { key = "registered" }),
      ended = flow:figure("count", { key = "ended" }), still = flow:figure("count", { key = "still_in" }),
      anonymous = flow:figure("count", { key = "could_not_follow" }):choose{
        { at_least = 1, sv = "Deltaganden utan samtycke räknas med bland de registrerade, men kan inte följas.",
          en = "Participations without consent are among the registered, but can't be followed." },
        otherwise = { sv = "Alla går att följa.", en = "All can be followed." },
      },
    })
    if instrument then
      doc:text({
        sv = "Av de deltaganden som går att följa har {paired} mätts med {instrument} både vid start och senare. Det är dem som avsnittet om stegförflyttning handlar om.",
        en = "Of the participations that can be followed, {paired} were measured with {instrument} both at start and later. It is those that the chapter on progression speaks of.",
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
    doc:when_measured("sus", cohort, function()
      doc:text({
        sv = "Jämförelsen gäller {n|avslutat deltagande|avslutade deltaganden} där försörjningen är känd både veckan före start och vid avslut. Andelen med egen försörjning, helt eller delvis, {direction}: {before} före och {after} vid avslut. {work} hade lön vid avslut, mot {work_before} före.",
        en = "The comparison covers {n|ended participation|ended participations} where income is known both the week before start and at exit. The share with an income of their own, in whole or in part, {direction}: {before} before and {after} at exit. {work} had a wage at exit, against {work_before} before.",
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
        sv = "Ohälsa, arbetsmarknadsstöd och ekonomiskt bistånd är SCB:s grupper. Egen försörjning är lön och ingen offentlig försörjning; föräldrapenning och ålderspension räknas dit. Den som har lön på deltid och sjukpenning i övrigt räknas i båda grupperna.",
        en = "Ill health, labour market support and social assistance are Statistics Sweden's groups. Own income is wages and no public support; parental benefit and pension count there. Someone with a part-time wage and sickness benefit besides is in both groups.",
      })
    end, function()
      tools.not_measured(doc, data, "sus", options.when)
    end)
  end)
end

-- What happened: plans, talks, group activities and the like, for initiatives that keep an instrument of events.
function sections.events(doc, data, cohort, options)
  options = read("events", options)
  for _, id in ipairs(tools.event_instruments(data, cohort)) do
    local events = cohort:events(id)
    doc:section(options.heading or { sv = "Händelser", en = "Events" }, function()
      doc:when_any(events, function()
        doc:text({
          sv = "Tabellen visar vad som är registrerat under {when}: hur många händelser av varje slag, och hur många deltaganden som haft minst en. Olika slag läggs inte ihop. Det som inte är registrerat syns inte här, även om det har hänt.",
          en = "The table shows what has been registered for {when}: how many events of each kind, and how many participations had at least one. Kinds are not added up. What has not been registered is not seen here, even if it happened.",
        }, { when = options.when })
        doc:table(events)
        if tools.has_goal(data, cohort, "coachsamtal_och_gruppaktivitet") then
          doc:text({
            sv = "I {weeks} av deltagarveckorna är både ett coachsamtal och en gruppaktivitet registrerade. En deltagarvecka är en hel kalendervecka, måndag till söndag, som ett deltagande pågår.",
            en = "In {weeks} of the participation-weeks, both a coach talk and a group activity are registered. A participation-week is a whole calendar week, Monday to Sunday, of a participation.",
          }, { weeks = events:figure("weeks_share", { key = "coachsamtal_och_gruppaktivitet" }) })
        end
      end, function()
        doc:text({ sv = "Inga händelser är inlästa för {when}.", en = "No events have been imported for {when}." }, { when = options.when })
      end)
    end)
  end
end

-- ---- goals, quality, method

-- The goals as the initiative wrote them, with what could measure them.
function sections.goals(doc, data, cohort, options)
  options = read("goals", options)
  doc:section(options.heading or { sv = "Mål", en = "Goals" }, function()
    doc:text({
      sv = "Tabellen visar insatsens egna mål, vilken källa som kan belägga dem och vilket måltal som är satt. Ett mål utan källa går inte att följa upp med de instrument som används i dag.",
      en = "The table shows the initiative's own goals, which source could support them and what number is aimed at. A goal without a source can't be followed up with the instruments in use today.",
    })
    doc:goals(cohort:goals())
  end)
end

-- Whether the initiative has a budget for more years than one, or none at all: then year by year says more than the year's table.
local function has_several_years(initiative)
  local first
  for _, row in ipairs(initiative.budget or {}) do
    first = first or row.year
    if row.year ~= first then
      return true
    end
  end
  return first == nil
end

-- The budget as the application gives it: of the year, and year by year. Sums that do not add up are told.
function sections.economy(doc, data, cohort, options)
  options = read("economy", options)
  doc:section(options.heading or { sv = "Ekonomi", en = "Economy" }, function()
    doc:text({ sv = "Avsnittet visar budgeten så som den står i insatsens ansökan. Utfall är inte inläst, så kostnader kan inte jämföras med budgeten.",
               en = "This chapter shows the budget as it stands in the application. Outcome has not been imported, so costs can't be compared with it." })
    for _, id in ipairs(cohort:initiatives()) do
      if options.year then
        doc:budget(id, { year = options.year })
      end
      if has_several_years(data:initiative(id)) or not options.year then
        doc:budget(id)
      end
    end
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
      doc:when_measured(id, cohort, function()
        doc:text({
          sv = "Av de deltaganden som går att följa har {start} en mätning med {instrument} vid start, och {paired} även en senare. Den som avbryter tidigt hinner sällan mätas två gånger. De som saknas kan därför ha haft en annan utveckling än de som redovisas.",
          en = "Of the participations that can be followed, {start} have a measurement with {instrument} at start and {paired} a later one too. People who leave early are seldom measured twice. Those who are missing may therefore have fared differently from those who are shown.",
        }, { instrument = title_of(data:instrument(id)), start = flow:figure("share", { key = "measured_start" }),
             paired = flow:figure("share", { key = "paired" }) })
        doc:table(flow:by("sex"))
      end, function()
        tools.not_measured(doc, data, id, options.when)
      end)
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
