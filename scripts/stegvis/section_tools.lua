-- SPDX-License-Identifier: GPL-3.0-or-later
-- section_tools - what the shared chapters have in common: options, names of instruments and items, and what is said of an
-- instrument without answers.
local check = require "stegvis.check"
local tools = {}

local OPTIONS = { "when", "heading", "instrument", "headline", "role", "by", "year", "previous", "previous_when" }

function tools.read(name, options)
  options = check.options("sections." .. name, options, OPTIONS)
  return { when = options.when or { sv = "perioden", en = "the period" }, heading = options.heading,
           instrument = options.instrument, headline = options.headline, role = options.role, by = options.by or "sex",
           year = options.year, previous = options.previous, previous_when = options.previous_when }
end

-- What people call the instrument: its title up to the first comma or bracket ("BIP, stegförflyttning mot arbete" is BIP).
function tools.title_of(codebook)
  local function short(text)
    return text and (text:match("^(.-)%s*[,(–].*$") or text)
  end
  return { sv = short(codebook.title.sv), en = short(codebook.title.en) }
end

-- The role that speaks for itself: the first one of the instrument, nil where it has none.
function tools.own_role(codebook)
  return codebook.roles[1] and codebook.roles[1].id
end

function tools.item_label(codebook, id)
  for _, item in ipairs(codebook.items) do
    if item.id == id then
      return item.label or item.text
    end
  end
  check.fail("sections: " .. codebook.id .. " has no item '" .. tostring(id) .. "'")
end

-- What happened and sums of a period are no answers of anybody to questions: chapters on answers pass them over.
local no_forms = { event = true, aggregate = true }

local function has_steps(codebook)
  for _, item in ipairs(codebook.items) do
    if item.type == "scale" then
      return true
    end
  end
  return false
end

-- The instruments that the cohort's initiatives say they use and that `takes` takes, in their order, each once.
local function gather(data, cohort, takes)
  local found, seen = {}, {}
  for _, initiative in ipairs(cohort:initiatives()) do
    for _, id in ipairs(data:initiative(initiative).instruments or {}) do
      if not seen[id] and takes(data:has(id) and data:instrument(id) or nil) then
        found[#found + 1] = id
      end
      seen[id] = true
    end
  end
  return found
end

-- Instruments that measure the same people several times on a scale.
function tools.progression_instruments(data, cohort)
  return gather(data, cohort, function(codebook)
    return codebook and codebook.kind == "repeated" and has_steps(codebook)
  end)
end

-- Forms and registers. One that is not there is among them, so that its absence can be told.
function tools.instruments(data, cohort)
  return gather(data, cohort, function(codebook)
    return not (codebook and no_forms[codebook.kind])
  end)
end

-- What happened.
function tools.event_instruments(data, cohort)
  return gather(data, cohort, function(codebook)
    return codebook and codebook.kind == "event"
  end)
end

-- Whether a goal of the cohort's initiatives is about this item of its measure.
function tools.has_goal(data, cohort, item)
  for _, initiative in ipairs(cohort:initiatives()) do
    for _, goal in ipairs(data:initiative(initiative).goals or {}) do
      if goal.item == item then
        return true
      end
    end
  end
  return false
end

function tools.uses(data, cohort, wanted)
  for _, id in ipairs(tools.instruments(data, cohort)) do
    if id == wanted then
      return data:has(id)
    end
  end
  return false
end

local function has(list, wanted)
  for _, value in ipairs(list or {}) do
    if value == wanted then
      return true
    end
  end
  return false
end

-- Ids of the scale items that the role answers; with `remembered` those that ask of the change itself, else those asked each time.
function tools.items(codebook, role, remembered)
  local ids = {}
  for _, item in ipairs(codebook.items) do
    if item.type == "scale" and not item.goal_of and (item.retrospective or false) == remembered and (not role or has(item.roles, role)) then
      ids[#ids + 1] = item.id
    end
  end
  return ids
end

-- Whether every question of the instrument is a placeholder.
function tools.is_placeholder(codebook)
  for _, item in ipairs(codebook.items) do
    if not item.placeholder then
      return false
    end
  end
  return true
end

function tools.not_measured(doc, data, id, when)
  if data:has(id) then
    doc:text({ sv = "Inga svar på {instrument} är inlästa för {when}.", en = "No answers to {instrument} have been imported for {when}." },
      { instrument = tools.title_of(data:instrument(id)), when = when })
  else
    doc:text({ sv = "Instrumentet {instrument} finns inte i den här installationen.", en = "The instrument {instrument} is not in this installation." },
      { instrument = id })
  end
end

-- Which instruments have no answers, and which the initiative does not use.
function tools.foundation(doc, data, cohort, when)
  local used, unused = {}, {}
  for _, id in ipairs(tools.instruments(data, cohort)) do
    used[id] = true
    if data:has(id) then
      doc:when_measured(id, cohort, function() end, function()
        tools.not_measured(doc, data, id, when)
      end)
    else
      tools.not_measured(doc, data, id, when)
    end
  end
  for _, id in ipairs({ "sus", "bip", "skapa", "halsoenkat", "indikatorer" }) do
    if not used[id] and data:has(id) then
      unused[#unused + 1] = tools.title_of(data:instrument(id))
    end
  end
  if #unused > 0 then
    local sv, en = {}, {}
    for index, title in ipairs(unused) do
      sv[index], en[index] = title.sv, title.en or title.sv
    end
    doc:text({ sv = "Instrument som insatsen inte använder, och som rapporten därför saknar avsnitt om: {list}.",
               en = "Instruments that the initiative does not use, so that the report has no chapters on them: {list}." },
      { list = { sv = table.concat(sv, ", "), en = table.concat(en, ", ") } })
  end
end

return tools
