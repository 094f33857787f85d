-- want: ERROR
-- what: an error said to come from far up
error("x", 1e9)
