-- SPDX-License-Identifier: GPL-3.0-or-later
-- request - what a report asks for: a measure of a cohort, a figure of it, and figures made of others. No number is here.
local check = require "stegvis.check"
local request = {}

local classes = {}
local FIGURE_OPTIONS = { "item", "role", "key", "group" }

local function new(class, fields)
  return setmetatable(fields, classes[class])
end

local function is_figure(value)
  local class = check.class_of(value)
  return class == "request" or class == "figure" or class == "derived"
end

function request.measure(measure, cohort, fields)
  fields.kind = "measure"
  fields.measure = measure
  fields.cohort = cohort
  fields.line = check.line()
  return new("request", { spec = fields })
end

-- ---- figures of a request

-- request:figure([field], { item =, role =, key =, group = { sex = "kvinna" } })
local function figure(self, field, options)
  if type(field) == "table" then
    field, options = nil, field
  end
  options = check.options("figure", options, FIGURE_OPTIONS)
  if field ~= nil then
    check.kind("figure: the field", field, "string")
  end
  local item = options.item
  return new("figure", { of = self, selected = { field = field, item = type(item) == "table" and item.id or item,
                                                 role = options.role, key = options.key, group = options.group } })
end

local function direction(self, field, options)
  local of = (field ~= nil or options ~= nil) and figure(self, field, options) or self
  return new("direction", { of = of })
end

local CHOICE_FIELDS = { "at_least", "below", "sv", "en" }

local function plain_text(what, text)
  check.kind(what, text, "string")
  if text:find("{", 1, true) then
    check.fail(what .. ": a choice can't hold places; put them beside it in the text")
  end
  return text
end

-- One text of a choice: "text", { "text" } or { sv =, en = }.
local function both(what, text)
  if type(text) == "string" then
    return { sv = plain_text(what, text) }
  end
  check.kind(what, text, "table")
  return { sv = plain_text(what, text.sv or text[1]), en = text.en and plain_text(what, text.en) }
end

-- figure:choose{ { at_least = 0.8, "..." }, { below = 0.5, "..." }, otherwise = "..." }
local function choose(self, rows)
  check.kind("choose", rows, "table")
  local choices = {}
  for index, row in ipairs(rows) do
    local what = "choose[" .. index .. "]"
    check.kind(what, row, "table")
    for name in pairs(row) do
      if type(name) == "string" then
        check.one_of(what, name, CHOICE_FIELDS)
      end
    end
    local text = both(what, row)
    choices[index] = { at_least = row.at_least, below = row.below, sv = text.sv, en = text.en }
  end
  return new("choice", { of = self, chosen = { choices = choices,
                                               otherwise = rows.otherwise and both("choose: otherwise", rows.otherwise) } })
end

-- ---- a request with breakdowns

-- request:by("sex", "age_band"): the same, broken down.
local function by(self, ...)
  local spec = {}
  for name, value in pairs(self.spec) do
    spec[name] = value
  end
  spec.by = check.ids("by", { ... })
  spec.line = check.line()
  return new("request", { spec = spec })
end

classes.request = check.class("request", { figure = figure, direction = direction, choose = choose, by = by })
classes.figure = check.class("figure", { direction = direction, choose = choose })
classes.direction = check.class("direction", {})
classes.choice = check.class("choice", {})

-- ---- figures of figures

local function derived(kind)
  return function(what, operands)
    for index, operand in ipairs(operands) do
      if not is_figure(operand) then
        check.fail(what .. ": operand " .. index .. " is " .. check.class_of(operand) .. ", and must be a request or a figure")
      end
    end
    return new("derived", { kind = kind, operands = operands, line = check.line() })
  end
end

classes.derived = check.class("derived", { figure = figure, direction = direction, choose = choose })
request.derived = { share = derived("share"), minus = derived("minus"), ratio = derived("ratio"), sum = derived("sum") }
request.is_figure = is_figure

-- ---- the document's list of requests

local register

-- { request = position, field, item, role, key, group } of a request or a figure.
local function selector(list, value)
  local node = {}
  if check.class_of(value) == "figure" then
    for name, field in pairs(value.selected) do
      node[name] = field
    end
    value = value.of
  end
  node.request = register(list, value)
  return node
end

-- The same content, written the same way: two equal requests are counted once.
local function written(value)
  if type(value) ~= "table" then
    return type(value) .. ":" .. tostring(value)
  end
  local parts = {}
  for name, field in pairs(value) do
    if name ~= "line" then
      parts[#parts + 1] = tostring(name) .. "=" .. written(field)
    end
  end
  return "{" .. table.concat(parts, ";") .. "}"
end

-- Position in the list, where it is put unless an equal one is there. Operands come before what is made of them.
function register(list, value)
  local node
  if check.class_of(value) == "derived" then
    local operands = {}
    for index, operand in ipairs(value.operands) do
      operands[index] = selector(list, operand)
    end
    node = { kind = value.kind, operands = operands, line = value.line }
  else
    node = value.spec
  end
  local key = written(node)
  if not list.positions[key] then
    list.nodes[#list.nodes + 1] = node
    list.positions[key] = #list.nodes
  end
  return list.positions[key]
end

function request.new_list()
  return { nodes = {}, positions = {} }
end

request.register = register
request.selector = selector

return request
