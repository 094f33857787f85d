-- want: ERROR
-- what: an error at a negative level
error("x", -1)
