-- SPDX-License-Identifier: GPL-3.0-or-later
-- quality - the chapters on how complete the data are: who should have answered and who did, and what the answers look like.
local tools = require "stegvis.section_tools"
local quality = {}

-- Response rates of every instrument that the initiatives use, against who should have answered.
function quality.responses(doc, data, cohort, options)
  options = tools.read("responses", options)
  doc:section(options.heading or { sv = "Svarsfrekvens", en = "Response rates" }, function()
    doc:text({
      sv = "De som borde ha svarat är alla deltaganden som pågått någon dag under {when} och går att följa, utom de som har ett undantag: avböjt, sjukdom, språk, flytt eller annan orsak. Undantagen räknas och visas. Den som inte har samtyckt, eller har skyddad identitet, räknas bland de registrerade men kan inte mätas.",
      en = "Those who should have answered are all participations that went on for any day of {when} and can be followed, except those with a waiver: declined, illness, language, moved or another reason. Waivers are counted and shown. People without consent or with protected identity are among the registered, but can't be measured.",
    }, { when = options.when })
    for _, id in ipairs(tools.progression_instruments(data, cohort)) do
      local codebook, flow = data:instrument(id), cohort:flow(id)
      doc:section({ sv = "Svarsfrekvens för {instrument}", en = "Response rate of {instrument}" }, { instrument = tools.title_of(codebook) }, function()
        doc:when_measured(id, cohort, function()
          doc:text({
            sv = "Av dem som borde ha svarat gjorde {start} det vid start och {exit} vid avslut. Båda mätningarna, så att förändringen kan räknas, finns för {paired} av dem som går att följa. Undantag har {waived|deltagande|deltaganden}. {outside|deltagande|deltaganden} har svar utanför tiden för insatsen, som inte räknas.",
            en = "Of those who should have answered, {start} did at start and {exit} at exit. Both measurements, so that the change can be counted, exist for {paired} of those who can be followed. {waived|participation|participations} have a waiver. {outside|participation|participations} have answers outside the time of the initiative, which are not counted.",
          }, { start = flow:figure("share", { key = "start_answered" }), exit = flow:figure("share", { key = "end_answered" }),
               paired = flow:figure("share", { key = "paired" }), waived = flow:figure("count", { key = "waived" }),
               outside = flow:figure("count", { key = "out_of_window" }) })
          doc:table(flow, { kind = "responses" })
          doc:chart(flow)
          doc:table(flow:by("sex"))
        end, function()
          tools.not_measured(doc, data, id, options.when)
        end)
      end)
    end
  end)
end

-- The participant register: what is known of those who have ended.
local function register(doc, cohort)
  local income = cohort:income()
  doc:section({ sv = "Deltagarregistret", en = "The participant register" }, function()
    doc:text({
      sv = "{ended|deltagande|deltaganden} har avslutats. Försörjning både före och efter är känd för {known}, och saknas för {missing}.",
      en = "{ended|participation|participations} have ended. Income both before and after is known for {known}, and missing for {missing}.",
    }, { ended = income:figure("measured"), known = income:figure("n", { key = "egen" }), missing = income:figure("missing", { key = "egen" }) })
    doc:table(cohort:with{ event = "ended" }:distribution("sus"),
      { caption = { sv = "Uppgifter i deltagarregistret om dem som avslutat, antal", en = "What the register holds of those who ended, number" } })
  end)
end

-- Question by question: answers on the scale, beside it, left open; of participants and, where there is one, coach.
function quality.answers(doc, data, cohort, options)
  options = tools.read("answers", options)
  doc:section(options.heading or { sv = "Svaren fråga för fråga", en = "Answers question by question" }, function()
    doc:text({
      sv = "”Kan inte svara” och inget svar är olika saker, och inget av dem räknas som ett värde. Kolumner som ingen fråga behöver är utelämnade.",
      en = "“Cannot answer” and no answer are different things, and neither counts as a value. Columns that no question needs are left out.",
    })
    if tools.uses(data, cohort, "sus") then
      doc:when_measured("sus", cohort, function()
        register(doc, cohort)
      end, function()
        tools.not_measured(doc, data, "sus", options.when)
      end)
    end
    for _, id in ipairs(tools.instruments(data, cohort)) do
      local codebook = data:has(id) and data:instrument(id)
      if codebook and (codebook.kind == "repeated" or codebook.kind == "anonymous") then
        doc:section({ sv = "Svaren på {instrument}", en = "Answers to {instrument}" }, { instrument = tools.title_of(codebook) }, function()
          for _, role in ipairs(codebook.roles) do
            local items, back = tools.items(codebook, role.id, false), tools.items(codebook, role.id, true)
            doc:when_measured(id, cohort, function()
              doc:table(cohort:distribution(id, { role = role.id, items = items }),
                { caption = { sv = "{instrument}, {role}: senaste svaret, antal", en = "{instrument}, {role}: latest answer, number" },
                  places = { instrument = tools.title_of(codebook), role = role.label } })
              if #back > 0 then
                doc:table(cohort:distribution(id, { role = role.id, items = back, occasion = "end" }),
                  { caption = { sv = "{instrument}, {role}: upplevd förändring vid avslut, antal", en = "{instrument}, {role}: change as seen at exit, number" },
                    places = { instrument = tools.title_of(codebook), role = role.label } })
              end
            end, function()
              doc:text({ sv = "{role}: inga svar är inlästa för {when}.", en = "{role}: no answers have been imported for {when}." },
                { role = role.label, when = options.when })
            end, { role = role.id })
          end
        end)
      end
    end
  end)
end

-- How many pairs each question has, and why participations are left out: the reasons stand in the method chapter, which the engine
-- writes from how every figure was counted.
function quality.exclusions(doc, data, cohort, options)
  options = tools.read("exclusions", options)
  doc:section(options.heading or { sv = "Vad som inte kunde jämföras", en = "What could not be compared" }, function()
    doc:text({
      sv = "Ett deltagande utan par har bara en mätning, mätningar utanför tiden för insatsen, eller mätningar för nära varandra. Varje skäl står med sitt antal i avsnittet Metod.",
      en = "A participation without a pair has one measurement only, measurements outside its time, or measurements too close together. Every reason stands with its number in the chapter Method.",
    })
    for _, id in ipairs(tools.progression_instruments(data, cohort)) do
      local codebook = data:instrument(id)
      local role = tools.own_role(codebook)
      doc:when_measured(id, cohort, function()
        doc:table(cohort:change(id, { role = role, items = tools.items(codebook, role, false) }))
      end)
    end
  end)
end

return quality
