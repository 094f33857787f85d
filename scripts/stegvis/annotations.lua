---@meta
-- SPDX-License-Identifier: GPL-3.0-or-later
-- annotations - what `data` and `doc` are, for editors with the Lua language server. Never run: scripts/README.md is the manual.

---@alias text string | { sv: string, en: string?, hidden: (string | { sv: string, en: string? })? }
---@alias place request | figure | derived | direction | choice | text | number
---@alias places table<string, place>
---@alias dimension "sex" | "age_band" | "municipality" | "area" | "priority" | "referrer" | "team" | "initiative" | string
---@alias choices { [integer]: { at_least: number?, below: number?, sv: string?, en: string?, [1]: string? }, otherwise: text?, hidden: text? }
---@alias ids string | string[]

---@class report
---@field api 1
---@field id? string
---@field title text
---@field receiver? text
---@field needs? string[]
---@field params? table<string, "year" | "period" | "initiative" | "text" | "number" | { type: string, default: any, label: text? }>
---@field build fun(data: data, doc: doc)

---@class cohort_options
---@field initiative? ids
---@field period? integer | string | { first: string?, last: string? }
---@field event? "active" | "started" | "ended"
---@field unit? "participations" | "persons"
---@field sex? ids
---@field age_band? ids
---@field municipality? ids
---@field area? ids
---@field priority? ids
---@field referrer? ids
---@field team? ids
---@field where? table<string, ids>

---@class data
---@field params table<string, any>
---@field lang "sv" | "en"
local data = {}
---@param options? cohort_options
---@return cohort
function data:cohort(options) end
---@return string[]
function data:instruments() end
---@param id string
---@return table codebook
function data:instrument(id) end
---@param id string
---@return boolean
function data:has(id) end
---@return table[]
function data:initiatives() end
---@param id string
---@return table
function data:initiative(id) end
---@return { id: string, label: string }[]
function data:age_bands() end
---@return derived
function data:share(part, whole) end
---@return derived
function data:minus(a, b) end
---@return derived
function data:ratio(a, b) end
---@return derived
function data:sum(...) end

---@class cohort
local cohort = {}
---@param options cohort_options
---@return cohort
function cohort:with(options) end
---@param options? cohort_options
---@return request
function cohort:count(options) end
---@param ... dimension
---@return request
function cohort:by(...) end
---@param instrument? string
---@param options? { role: string?, by: ids? }
---@return request
function cohort:flow(instrument, options) end
---@param instrument string
---@param options? { items: ids?, role: string?, occasion: "start" | "end" | "last" | nil, by: ids? }
---@return request
function cohort:distribution(instrument, options) end
---@param instrument string
---@param options? { items: ids?, role: string?, by: ids? }
---@return request
function cohort:change(instrument, options) end
---@param options? { by: ids? }
---@return request
function cohort:income(options) end
---@param instrument? string
---@param options? { role: string?, by: ids? }
---@return request
function cohort:events(instrument, options) end
---@return goals
function cohort:goals() end
---@return string[]
function cohort:initiatives() end

---@class goals

---@class request
local request = {}
---@param ... dimension
---@return request
function request:by(...) end
---@param field? string
---@param options? { item: string?, role: string?, key: string?, group: table<string, string>? }
---@return figure
function request:figure(field, options) end
---@param field? string
---@param options? table
---@return direction
function request:direction(field, options) end
---@param rows choices
---@return choice
function request:choose(rows) end

---@class figure
local figure = {}
---@return direction
function figure:direction() end
---@param rows choices
---@return choice
function figure:choose(rows) end

---@class derived: request
---@class direction
---@class choice

---@class doc
local doc = {}
---@param heading text
---@param places places | fun()
---@param fn? fun()
function doc:section(heading, places, fn) end
---@param text text
---@param places? places
function doc:text(text, places) end
---@param rows (text | { [1]: text, [2]: places })[]
---@param places? places
function doc:list(rows, places) end
---@param text text
---@param places? places
function doc:callout(text, places) end
---@param text text
---@param places? places
function doc:note(text, places) end
---@param rows { [1]: text, [2]: request | figure | derived, [3]: places? }[]
function doc:key_figures(rows) end
---@param of request
---@param options? { kind: string?, sort: "value" | nil, top: integer?, caption: text?, places: places? }
function doc:table(of, options) end
---@param kind request | "likert" | "dumbbell" | "bars" | "change" | "income" | "distribution" | "flow" | "count"
---@param of? request
---@param options? { sort: "value" | nil, top: integer?, title: text? }
function doc:chart(kind, of, options) end
---@param goals goals
function doc:goals(goals) end
---@param initiative string its id
---@param options? { year: integer? }
function doc:budget(initiative, options) end
---@param figure request | figure | derived
---@param rows choices
function doc:choose(figure, rows) end
---@param instrument string
---@param cohort cohort
---@param yes fun()
---@param no? fun()
---@param options? { role: string? }
function doc:when_measured(instrument, cohort, yes, no, options) end
---@param of request
---@param yes fun()
---@param no? fun()
function doc:when_any(of, yes, no) end
function doc:method() end
function doc:page_break() end
