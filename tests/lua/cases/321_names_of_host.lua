-- want: OK SAFE
-- what: arg, script, _VERSION and the environment say nothing of the machine
for _, name in ipairs { "arg", "script", "PATH", "HOME", "os", "io", "package", "debug", "jit", "ffi" } do
  local ok, value = pcall(function() return _G[name] end)
  if ok and value ~= nil and (type(value) == "string" or type(value) == "table" and next(value) ~= nil) then return "ESCAPE " .. name end
end
return "SAFE"
