-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: L209 random
-- group: A-determinism
-- want: OK SAFE
-- what: math.random differs from run to run
if math.random or math.randomseed then return "ESCAPE random" end
return "SAFE"
