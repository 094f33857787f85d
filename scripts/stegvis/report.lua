-- SPDX-License-Identifier: GPL-3.0-or-later
-- report - a report's table made into a document's tree: called by the engine when the file has returned.
local check = require "stegvis.check"
local data = require "stegvis.data"
local doc = require "stegvis.doc"
local params = require "stegvis.params"

local FIELDS = { "api", "id", "title", "receiver", "params", "needs", "build" }

return function(report, metadata, file)
  for name in pairs(report) do
    check.one_of(file, name, FIELDS)
  end
  if report.api ~= 1 then
    check.fail(file .. ": api: expected 1, found " .. tostring(report.api))
  end
  if report.title == nil then
    check.fail(file .. ": title: is missing")
  end
  if type(report.build) ~= "function" then
    check.fail(file .. ": build: expected a function(data, doc), found " .. type(report.build))
  end
  local values, words = params.read(file, report.params or {}, metadata)
  local document = doc.new(words)
  report.build(data.new(values, metadata), document)
  local tree = doc.tree(document, report)
  if #tree.blocks == 0 then
    check.fail(file .. ": build: adds nothing to the document")
  end
  return tree
end
