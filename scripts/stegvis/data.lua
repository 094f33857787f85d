-- SPDX-License-Identifier: GPL-3.0-or-later
-- data - what a report can ask for. Every function gives a request or metadata; a number is never here.
local check = require "stegvis.check"
local request = require "stegvis.request"
local data = {}

local DIMENSIONS = { "sex", "age_band", "municipality", "area", "priority", "referrer", "team" }
local COHORT_OPTIONS = { "initiative", "period", "event", "unit", "where", "sex", "age_band", "municipality", "area",
                         "priority", "referrer", "team" }
local EVENTS = { "active", "started", "ended" }
local UNITS = { "participations", "persons" }

-- ---- cohorts

local cohort = {}
local cohort_class

-- The filters among the options, added to those before.
local function filters_of(what, options, before)
  local filters = {}
  for index, filter in ipairs(before or {}) do
    filters[index] = filter
  end
  local function add(dimension, values)
    if values ~= nil then
      filters[#filters + 1] = { dimension = dimension, values = check.ids(what .. ": " .. dimension, values) }
    end
  end
  for _, dimension in ipairs(DIMENSIONS) do
    add(dimension, options[dimension])
  end
  for dimension, values in pairs(options.where and check.kind(what .. ": where", options.where, "table") or {}) do
    add(dimension, values)
  end
  return filters
end

local function changed(self, what, options)
  local spec = {}
  for name, value in pairs(self.spec) do
    spec[name] = value
  end
  if options.initiative ~= nil then
    spec.initiatives = check.ids(what .. ": initiative", options.initiative)
  end
  if options.period ~= nil then
    spec.period = options.period
  end
  if options.event ~= nil then
    spec.event = check.one_of(what .. ": event", options.event, EVENTS)
  end
  if options.unit ~= nil then
    spec.counted = check.one_of(what .. ": unit", options.unit, UNITS)
  end
  local filters = filters_of(what, options, spec.filters)
  spec.filters = #filters > 0 and filters or nil
  return setmetatable({ spec = spec }, cohort_class)
end

-- cohort:with{ event = "ended", sex = "kvinna", ... }: the same people with something changed or filtered.
function cohort:with(options)
  return changed(self, "with", check.options("with", options, COHORT_OPTIONS))
end

local function measure(self, name, instrument, options, names, fields)
  options = check.options(name, options, names)
  fields = fields or {}
  fields.instrument = instrument
  fields.items = check.ids(name .. ": items", options.items)
  fields.role = options.role
  fields.occasion = options.occasion
  fields.by = check.ids(name .. ": by", options.by)
  return request.measure(name, self.spec, fields)
end

-- cohort:count{ sex = "kvinna" }: how many.
function cohort:count(options)
  local among = options and changed(self, "count", check.options("count", options, COHORT_OPTIONS)) or self
  return measure(among, "count", nil, nil, {})
end

-- cohort:by("sex", "age_band"): how many in each group.
function cohort:by(...)
  local dimensions = { ... }
  return measure(self, "count", nil, { by = dimensions }, { "by" })
end

-- cohort:change("bip", { items =, role =, by = }): first measurement against last, in pairs.
function cohort:change(instrument, options)
  check.kind("change: the instrument", instrument, "string")
  return measure(self, "change", instrument, options, { "items", "role", "by" })
end

-- cohort:distribution("bip", { items =, role =, occasion = "start", by = }): the answers at one occasion.
function cohort:distribution(instrument, options)
  check.kind("distribution: the instrument", instrument, "string")
  return measure(self, "distribution", instrument, options, { "items", "role", "occasion", "by" })
end

-- cohort:flow("bip", { by = }): registered, started, ended; with an instrument also measured and paired.
function cohort:flow(instrument, options)
  if type(instrument) == "table" then
    instrument, options = nil, instrument
  end
  return measure(self, "flow", instrument, options, { "role", "by" })
end

-- cohort:income{ by = }: what people lived on before and after, among those who ended.
function cohort:income(options)
  return measure(self, "income", nil, options, { "by" })
end

-- cohort:events("handelser", { role = "coachsamtal", by = }): what happened, by kind of event. Without an instrument: the first of events.
function cohort:events(instrument, options)
  if type(instrument) == "table" then
    instrument, options = nil, instrument
  end
  return measure(self, "events", instrument, options, { "role", "by" })
end

-- cohort:goals(): the goals of its initiatives, for doc:goals.
function cohort:goals()
  return setmetatable({ initiatives = self.spec.initiatives }, data.goals_class)
end

-- cohort:initiatives(): the ids of its initiatives.
function cohort:initiatives()
  return self.spec.initiatives
end

cohort_class = check.class("cohort", cohort)
data.goals_class = check.class("goals", {})

-- ---- data

local methods = {}

local function find(list, id, what)
  local names = {}
  for index, row in ipairs(list) do
    if row.id == id then
      return row
    end
    names[index] = row.id
  end
  check.unknown(what, id, names)
end

-- data:cohort{ initiative =, period =, event =, unit =, sex = ..., where = { ["sus.education"] = "gymnasium" } }
function methods:cohort(options)
  options = check.options("cohort", options, COHORT_OPTIONS)
  local all = {}
  for index, initiative in ipairs(self._metadata.initiatives) do
    all[index] = initiative.id
  end
  local chosen = changed({ spec = { initiatives = all } }, "cohort", options)
  for _, id in ipairs(chosen.spec.initiatives) do
    find(self._metadata.initiatives, id, "cohort: initiative")
  end
  return chosen
end

-- data:instruments(): the ids of all. data:instrument("bip"): its codebook. data:has("bip"): whether it is there.
function methods:instruments()
  return self._metadata.instruments
end

function methods:instrument(id)
  for position, known in ipairs(self._metadata.instruments) do
    if known == id then
      local made = self._codebooks
      made[id] = made[id] or self._metadata.codebook(position)
      return made[id]
    end
  end
  check.unknown("instrument", id, self._metadata.instruments)
end

function methods:has(id)
  for _, known in ipairs(self._metadata.instruments) do
    if known == id then
      return true
    end
  end
  return false
end

-- data:initiatives(): all, as their files say. data:initiative("jobbsam"): one.
function methods:initiatives()
  return self._metadata.initiatives
end

function methods:initiative(id)
  return find(self._metadata.initiatives, id, "initiative")
end

-- data:age_bands(): { id =, label = } in order.
function methods:age_bands()
  return self._metadata.age_bands
end

-- Figures of figures.
function methods:share(part, whole)
  return request.derived.share("share", { part, whole })
end

function methods:minus(a, b)
  return request.derived.minus("minus", { a, b })
end

function methods:ratio(a, b)
  return request.derived.ratio("ratio", { a, b })
end

function methods:sum(...)
  return request.derived.sum("sum", { ... })
end

data.class = check.class("data", methods)

function data.new(params, metadata)
  return setmetatable({ params = params, lang = metadata.lang, _metadata = metadata, _codebooks = {} }, data.class)
end

return data
