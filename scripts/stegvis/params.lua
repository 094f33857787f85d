-- SPDX-License-Identifier: GPL-3.0-or-later
-- params - the parameters that a report declares, read from what was given: years, periods, initiatives, texts, numbers.
local check = require "stegvis.check"
local params = {}

local MONTHS = {
  sv = { "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december" },
  en = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" },
}
local ORDER = {
  sv = { H = { "första", "andra" }, Q = { "första", "andra", "tredje", "fjärde" } },
  en = { H = { "first", "second" }, Q = { "first", "second", "third", "fourth" } },
}
local SPAN = { sv = { H = "halvåret", Q = "kvartalet" }, en = { H = "half of", Q = "quarter of" } }

local function date_words(date, lang)
  local year, month, day = date:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  local name = month and MONTHS[lang][tonumber(month)]
  return name and (tonumber(day) .. " " .. name .. " " .. year)
end

-- A period in words, or nil when it is none: 2024 · 2024-H1 · 2024-Q3 · 2024-05 · 2024-01-01..2024-06-30
function params.period_words(text, lang)
  if text:match("^%d%d%d%d$") then
    return text
  end
  local year, kind, number = text:match("^(%d%d%d%d)%-([HQ])(%d)$")
  local order = kind and ORDER[lang][kind][tonumber(number)]
  if order then
    return (lang == "en" and "the " or "") .. order .. " " .. SPAN[lang][kind] .. " " .. year
  end
  local month
  year, month = text:match("^(%d%d%d%d)%-(%d%d)$")
  if month and MONTHS[lang][tonumber(month)] then
    return MONTHS[lang][tonumber(month)] .. " " .. year
  end
  local first, last = text:match("^(.+)%.%.(.+)$")
  first, last = first and date_words(first, lang), last and date_words(last, lang)
  return first and last and (first .. " – " .. last)
end

-- ---- one kind of parameter each: (value given, metadata) -> value, its words for prose; nil when it is not of the kind

local kinds = {}

function kinds.year(value)
  local year = math.tointeger(tonumber(value))
  if year and year >= 1900 and year <= 2200 then
    return year, tostring(year)
  end
end

function kinds.period(value)
  value = tostring(value)
  local sv = params.period_words(value, "sv")
  if sv then
    return value, { sv = sv, en = params.period_words(value, "en") }
  end
end

function kinds.number(value)
  local number = tonumber((tostring(value):gsub(",", ".")))
  if number then
    return number, number
  end
end

function kinds.text(value)
  return tostring(value), tostring(value)
end

function kinds.initiative(value, metadata)
  for _, initiative in ipairs(metadata.initiatives) do
    if initiative.id == value then
      return value, initiative.title
    end
  end
end

local EXPECTED = {
  year = "expected a year, such as 2024, found '",
  period = "expected a period: 2024, 2024-H1, 2024-Q3, 2024-05 or 2024-01-01..2024-06-30, found '",
  number = "expected a number, found '",
}
local KIND_NAMES = { "initiative", "number", "period", "text", "year" }
local FIELDS = { "type", "default", "label" }

local function ids(list)
  local names = {}
  for index, row in ipairs(list) do
    names[index] = row.id
  end
  return names
end

local function declared(file, name, row)
  if type(row) == "string" then
    row = { type = row }
  end
  check.kind(file .. ": params." .. name, row, "table")
  for field in pairs(row) do
    check.one_of(file .. ": params." .. name, field, FIELDS)
  end
  check.one_of(file .. ": params." .. name .. ": the type", row.type, KIND_NAMES)
  return row
end

local function read_one(file, name, row, given, metadata)
  local value = given
  if value == nil then
    value = row.default
  end
  if value == nil and row.type == "initiative" and #metadata.initiatives == 1 then
    value = metadata.initiatives[1].id
  end
  if value == nil then
    local hint = row.type == "initiative" and "one of " .. table.concat(ids(metadata.initiatives), ", ") or "a " .. row.type
    check.fail(file .. ": needs the parameter " .. name .. " (" .. hint .. "): give it with -P " .. name .. "=...")
  end
  local read, words = kinds[row.type](value, metadata)
  if read == nil and row.type == "initiative" then
    check.unknown(file .. ": parameter " .. name, value, ids(metadata.initiatives))
  elseif read == nil then
    check.fail(file .. ": parameter " .. name .. ": " .. EXPECTED[row.type] .. tostring(value) .. "'")
  end
  return read, words
end

-- Values by name, and their words for {name} in prose.
function params.read(file, declarations, metadata)
  local values, words, names = {}, {}, {}
  check.kind(file .. ": params", declarations, "table")
  for name in pairs(declarations) do
    names[#names + 1] = name
  end
  for name in pairs(metadata.params or {}) do
    if #names == 0 then
      check.fail(file .. ": takes no parameters, but " .. name .. " is given")
    end
    check.one_of(file .. ": parameters", name, names)
  end
  for name, row in pairs(declarations) do
    values[name], words[name] = read_one(file, name, declared(file, name, row), (metadata.params or {})[name], metadata)
  end
  return values, words
end

return params
