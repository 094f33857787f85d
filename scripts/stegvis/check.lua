-- SPDX-License-Identifier: GPL-3.0-or-later
-- check - arguments of the library's functions: their kinds and names. A fault is raised at the author's line.
local _, host = ...
local check = {}

check.fail = host.fail
check.line = host.line

local function article(kind)
  local names = { table = "a table", string = "a text", number = "a number", ["function"] = "a function",
                  boolean = "true or false", ["nil"] = "nothing" }
  return names[kind] or kind
end

-- Fails unless the value is of the kind. `what`: "doc:text: the text".
function check.kind(what, value, kind)
  if type(value) ~= kind then
    check.fail(what .. ": expected " .. article(kind) .. ", found " .. article(type(value)))
  end
  return value
end

-- The sentence for a name that is none of `names`.
function check.unknown(what, name, names)
  local near = host.nearest(tostring(name), names)
  if near then
    check.fail(what .. ": '" .. tostring(name) .. "' is not known; did you mean '" .. near .. "'?")
  end
  check.fail(what .. ": '" .. tostring(name) .. "' is not known; known are: " .. table.concat(names, ", "))
end

function check.one_of(what, name, names)
  for _, known in ipairs(names) do
    if known == name then
      return name
    end
  end
  check.unknown(what, name, names)
end

-- Options: a table (or nothing) with no field outside `names`.
function check.options(what, options, names)
  if options == nil then
    return {}
  end
  check.kind(what .. ": the options", options, "table")
  for name in pairs(options) do
    if type(name) ~= "string" then
      check.fail(what .. ": the options are named fields, such as { by = \"sex\" }")
    end
    check.one_of(what, name, names)
  end
  return options
end

-- One text or a list of texts, as a list; a table with an id counts as its id (an item of a codebook).
function check.ids(what, value)
  if value == nil then
    return nil
  end
  if type(value) == "string" or (type(value) == "table" and check.class_of(value) == "table" and value.id) then
    value = { value }
  end
  check.kind(what, value, "table")
  local list = {}
  for index, id in ipairs(value) do
    list[index] = type(id) == "table" and id.id or id
    check.kind(what .. "[" .. index .. "]", list[index], "string")
  end
  return list
end

-- A class of objects: unknown methods and fields fail with the nearest name.
function check.class(name, methods)
  local names = {}
  for method in pairs(methods) do
    names[#names + 1] = method
  end
  return {
    __name = name,
    __index = function(_, key)
      local method = methods[key]
      if method == nil then
        check.unknown(name, key, names)
      end
      return method
    end,
    __metatable = name,
  }
end

-- The class of an object, or the kind of any other value.
function check.class_of(value)
  local class = type(value) == "table" and getmetatable(value)
  return type(class) == "string" and class or type(value)
end

return check
