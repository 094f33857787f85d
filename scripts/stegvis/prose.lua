-- SPDX-License-Identifier: GPL-3.0-or-later
-- prose - texts with {places}: in Swedish, or in both languages, with the variant for when a figure is hidden.
local check = require "stegvis.check"
local request = require "stegvis.request"
local prose = {}

local TEXT_FIELDS = { "sv", "en", "hidden" }

-- { sv =, en =, hidden = } of "text", { "text", hidden = "..." } or { sv =, en =, hidden = }.
function prose.texts(what, text)
  if type(text) == "string" then
    return { sv = text }
  end
  if type(text) ~= "table" or check.class_of(text) ~= "table" then
    check.fail(what .. ": expected a text, or { sv = \"...\", en = \"...\" }; found " .. check.class_of(text))
  end
  for name in pairs(text) do
    if name ~= 1 then
      check.one_of(what, name, TEXT_FIELDS)
    end
  end
  local hidden = text.hidden
  if type(hidden) == "string" then
    hidden = { sv = hidden }
  end
  if type(text.sv or text[1]) ~= "string" then
    check.fail(what .. ": expected a text, or { sv = \"...\", en = \"...\" }")
  end
  return { sv = text.sv or text[1], en = text.en, hidden = hidden }
end

-- A number that is known already (a target, a capacity), as people write it.
local function number_text(value, group, mark)
  local whole, rest = string.format(math.type(value) == "integer" and "%d" or "%.10g", value):match("^(-?%d+)(.*)$")
  if not whole or rest:find("e", 1, true) then
    return tostring(value)
  end
  local sign, digits = whole:match("^(-?)(%d+)$")
  digits = digits:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^ ", ""):gsub(" ", group)
  return (sign == "-" and "−" or "") .. digits .. rest:gsub("%.", mark)
end

local function place(what, value, list)
  local class = check.class_of(value)
  if class == "request" or class == "figure" or class == "derived" then
    local node = request.selector(list, value)
    node.kind = "figure"
    return node
  elseif class == "direction" or class == "choice" then
    local node = request.selector(list, value.of)
    node.kind = class
    if class == "choice" then
      node.choices = value.chosen.choices
      node.otherwise = value.chosen.otherwise
    end
    return node
  elseif class == "string" then
    return { kind = "text", sv = value }
  elseif class == "number" then
    return { kind = "text", sv = number_text(value, "\u{A0}", ","), en = number_text(value, ",", ".") }
  elseif class == "table" and (value.sv or value[1]) then
    return { kind = "text", sv = value.sv or value[1], en = value.en }
  end
  check.fail(what .. ": a place is a request, a figure, a direction, a choice, a text or a number; found " .. class)
end

-- The names of the {places} that stand in the texts. {{ is a brace.
local function names_in(texts)
  local names = {}
  local function look(text)
    if type(text) == "string" then
      for name in text:gsub("{{", ""):gmatch("{([%w_]+)") do
        names[name] = true
      end
    end
  end
  look(texts.sv)
  look(texts.en)
  if texts.hidden then
    look(texts.hidden.sv)
    look(texts.hidden.en)
  end
  return names
end

-- The tree of a text. `own`: its places by name; `shared`: the report's parameters, for names that `own` does not have.
function prose.tree(what, text, own, shared, list)
  local texts = prose.texts(what, text)
  own = own or {}
  check.kind(what .. ": the places", own, "table")
  local used, places, all = names_in(texts), {}, {}
  for name in pairs(own) do
    all[#all + 1] = name
    if type(name) ~= "string" then
      check.fail(what .. ": the places are named, such as { n = cohort:count() }")
    elseif not used[name] then
      check.fail(what .. ": {" .. name .. "} stands in no text")
    end
  end
  for name in pairs(shared) do
    all[#all + 1] = name
  end
  for name in pairs(used) do
    local value = own[name]
    if value == nil then
      value = shared[name]
    end
    if value == nil then
      check.unknown(what .. ": {" .. name .. "}", name, all)
    end
    places[name] = place(what .. ": {" .. name .. "}", value, list)
  end
  texts.places = next(places) and places or nil
  return texts
end

return prose
