-- SPDX-License-Identifier: GPL-3.0-or-later
-- doc - what a report is made of. Each function adds one block where the report stands.
local check = require "stegvis.check"
local prose = require "stegvis.prose"
local request = require "stegvis.request"
local doc = {}

-- The chart that shows a measure when the author names none, and the name of a measure used for it.
local CHARTS = { change = "dumbbell", income = "dumbbell", distribution = "likert", flow = "bars", count = "bars" }
local CHART_NAMES = { "likert", "dumbbell", "bars", "change", "income", "distribution", "flow", "count" }
local TABLE_OPTIONS = { "kind", "sort", "top", "caption", "places" }
local CHART_OPTIONS = { "sort", "top", "title" }

local methods = {}

local function add(self, block)
  block.line = check.line()
  local here = self._open[#self._open]
  here[#here + 1] = block
end

local function text_tree(self, what, text, places)
  return prose.tree(what, text, places, self._words, self._requests)
end

-- The blocks that a function adds. It always closes.
local function inside(self, what, fn)
  check.kind(what, fn, "function")
  if #self._open > 20 then
    check.fail(what .. ": sections are nested too deep")
  end
  local blocks = {}
  self._open[#self._open + 1] = blocks
  fn()
  self._open[#self._open] = nil
  return blocks
end

local function measure_request(what, value)
  if check.class_of(value) ~= "request" then
    check.fail(what .. ": expected a request such as cohort:change(\"bip\"), found " .. check.class_of(value))
  end
  return value
end

-- doc:section(heading, [places,] function() ... end)
function methods:section(heading, places, fn)
  if fn == nil then
    places, fn = nil, places
  end
  local tree = text_tree(self, "doc:section: the heading", heading, places)
  local block = { kind = "section", prose = tree, line = check.line() }
  block.children = inside(self, "doc:section: what it holds", fn)
  local here = self._open[#self._open]
  here[#here + 1] = block
end

-- doc:text(text, places): Markdown paragraphs.
function methods:text(text, places)
  add(self, { kind = "text", prose = text_tree(self, "doc:text", text, places) })
end

-- doc:callout(text, places), doc:note(text, places): set off from the rest; small.
function methods:callout(text, places)
  add(self, { kind = "callout", prose = text_tree(self, "doc:callout", text, places) })
end

function methods:note(text, places)
  add(self, { kind = "note", prose = text_tree(self, "doc:note", text, places) })
end

-- doc:list({ "...", { "...", places } ... }, places): one row for each text; places of a row's own, or of all.
function methods:list(rows, places)
  check.kind("doc:list", rows, "table")
  local children, unused = {}, {}
  for name in pairs(places or {}) do
    unused[name] = true
  end
  for index, row in ipairs(rows) do
    local what, text, own = "doc:list[" .. index .. "]", row, {}
    if type(row) == "table" and row[1] and row[2] then
      text, own = row[1], row[2]
    end
    local mine = {}
    for name, value in pairs(own) do
      mine[name] = value
    end
    local texts = prose.texts(what, text)
    for name, value in pairs(places or {}) do
      for _, one in ipairs({ texts.sv, texts.en or "" }) do
        if one:find("{" .. name .. "[|}]") and mine[name] == nil then
          mine[name] = value
        end
      end
      if mine[name] ~= nil then
        unused[name] = nil
      end
    end
    children[index] = { kind = "text", prose = text_tree(self, what, text, mine), line = check.line() }
  end
  for name in pairs(unused) do
    check.fail("doc:list: {" .. name .. "} stands in no text")
  end
  add(self, { kind = "list", children = children })
end

-- doc:key_figures{ { "Deltagare", cohort:count() }, ... }
function methods:key_figures(rows)
  check.kind("doc:key_figures", rows, "table")
  local children = {}
  for index, row in ipairs(rows) do
    local what = "doc:key_figures[" .. index .. "]"
    check.kind(what, row, "table")
    if not request.is_figure(row[2]) then
      check.fail(what .. ": expected { label, figure }, and found " .. check.class_of(row[2]) .. " for the figure")
    end
    children[index] = { kind = "key_figure", prose = text_tree(self, what, row[1], row[3]), line = check.line(),
                        figure = request.selector(self._requests, row[2]) }
  end
  add(self, { kind = "key_figures", children = children })
end

-- doc:table(request, { kind =, sort = "value", top = n, caption =, places = }): the places are the caption's.
function methods:table(of, options)
  options = check.options("doc:table", options, TABLE_OPTIONS)
  add(self, { kind = "table", request = request.register(self._requests, measure_request("doc:table", of)), table = options.kind,
              sort = options.sort, top = options.top,
              prose = options.caption and text_tree(self, "doc:table: the caption", options.caption, options.places) })
end

-- doc:chart([kind,] request, { sort = "value", top = n, title = }): the chart, its data table and alt text in one.
function methods:chart(kind, of, options)
  if check.class_of(kind) == "request" then
    kind, of, options = kind.spec.measure, kind, of
  end
  check.one_of("doc:chart: the kind", kind, CHART_NAMES)
  options = check.options("doc:chart", options, CHART_OPTIONS)
  add(self, { kind = "chart", request = request.register(self._requests, measure_request("doc:chart", of)),
              chart = CHARTS[kind] or kind, sort = options.sort, top = options.top,
              prose = options.title and text_tree(self, "doc:chart: the title", options.title) })
end

-- doc:goals(cohort:goals()): the goals of each initiative.
function methods:goals(goals)
  if check.class_of(goals) ~= "goals" then
    check.fail("doc:goals: expected cohort:goals(), found " .. check.class_of(goals))
  end
  for _, id in ipairs(goals.initiatives) do
    add(self, { kind = "goals", initiative = id })
  end
end

-- doc:budget("jobbsam", { year = 2020 }): the budget of an initiative: a year's rows, or year by year. Sums that the application
-- states stand beside those computed.
function methods:budget(initiative, options)
  options = check.options("doc:budget", options, { "year" })
  add(self, { kind = "budget", initiative = check.kind("doc:budget: the initiative", initiative, "string"), year = options.year })
end

-- doc:choose(figure, { { at_least = 0.8, "..." }, { below = 0.5, "..." }, otherwise = "...", hidden = "..." })
function methods:choose(figure, rows)
  if not request.is_figure(figure) then
    check.fail("doc:choose: expected a request or a figure, found " .. check.class_of(figure))
  end
  check.kind("doc:choose", rows, "table")
  self:text({ sv = "{choice}", hidden = rows.hidden }, { choice = figure:choose(rows) })
end

-- doc:when_measured(instrument, cohort, function() ... end, function() ... end, { role = }): the first where somebody (in the role)
-- has answered, else the second. Both are in the document; which one is shown is settled when the figures are there.
function methods:when_measured(instrument, cohort, yes, no, options)
  if check.class_of(cohort) ~= "cohort" then
    check.fail("doc:when_measured: expected instrument, cohort, function, function; found " .. check.class_of(cohort) ..
               " for the cohort")
  end
  local block = { kind = "when", line = check.line(),
                  request = request.register(self._requests, cohort:distribution(instrument, options)) }
  block.children = inside(self, "doc:when_measured: what is shown", yes)
  block.otherwise = no ~= nil and inside(self, "doc:when_measured: what is shown otherwise", no) or nil
  local here = self._open[#self._open]
  here[#here + 1] = block
end

-- doc:when_any(request, function() ... end, function() ... end): the first where the request, of an instrument, has counted anything.
function methods:when_any(of, yes, no)
  local block = { kind = "when", line = check.line(), request = request.register(self._requests, measure_request("doc:when_any", of)) }
  block.children = inside(self, "doc:when_any: what is shown", yes)
  block.otherwise = no ~= nil and inside(self, "doc:when_any: what is shown otherwise", no) or nil
  local here = self._open[#self._open]
  here[#here + 1] = block
end

-- doc:page_break(), doc:method(): the method section is made by the engine from how every figure was counted.
function methods:page_break()
  add(self, { kind = "page_break" })
end

function methods:method()
  add(self, { kind = "method" })
end

doc.class = check.class("doc", methods)

-- `words`: the parameters in words, for {name} in every text.
function doc.new(words)
  return setmetatable({ _open = { {} }, _requests = request.new_list(), _words = words }, doc.class)
end

-- The document's tree.
function doc.tree(self, report)
  return {
    api = 1,
    id = report.id,
    needs = report.needs,
    title = text_tree(self, "title", report.title),
    receiver = report.receiver and text_tree(self, "receiver", report.receiver),
    blocks = self._open[1],
    requests = self._requests.nodes,
  }
end

return doc
