-- want: OK SAFE|ERROR
-- what: more captures than there is room for
return "SAFE " .. tostring(pcall(string.find, ("x"):rep(40), ("(x)"):rep(40)))
