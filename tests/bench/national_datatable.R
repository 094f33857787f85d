# SPDX-License-Identifier: GPL-3.0-or-later
# national_datatable DATA DATABASE - R's data.table as a peer of tests/bench/national: both files by fread on two threads, labels to
# codes, ranges and dates checked, every response with its participation, into SQLite by RSQLite, two indexes.
suppressMessages({
  library(data.table)
  library(DBI)
})
setDTthreads(2)
arguments <- commandArgs(TRUE)
read <- function(name) fread(file.path(arguments[1], name), sep = ";", na.strings = "", colClasses = "character", encoding = "UTF-8")
day <- function(text) {
  each <- unique(text)
  as.integer(as.IDate(each, format = "%Y-%m-%d"))[match(text, each)]
}
code <- function(text) match(text, sort(unique(text)))
sus <- read("sus.csv")
setnames(sus, c("person", "initiative", "start", "end", "sex", "birth_year", "municipality", "area", "education",
                "income_before", "income_after", "exit_reason", "source"))
sus[, `:=`(id = .I, initiative = as.integer(sub("Insats ", "", initiative, fixed = TRUE)), start = day(start), end = day(end),
           birth_year = as.integer(birth_year), municipality = as.integer(municipality))]
for (column in c("sex", "area", "education", "income_before", "income_after", "exit_reason")) set(sus, j = column, value = code(sus[[column]]))
sus <- sus[initiative %between% c(1, 800) & birth_year %between% c(1900, 2020) & !is.na(start) & (is.na(end) | end >= start)]
bip <- read("bip.csv")
items <- paste0("f", 1:9)
setnames(bip, c("person", "initiative", "date", "role", items, "seeks_work"))
good <- rep(TRUE, nrow(bip))
for (item in items) {
  answers <- match(bip[[item]], c("1", "2", "3", "4", "5"))
  good <- good & (is.na(bip[[item]]) | !is.na(answers))
  set(bip, j = item, value = answers)
}
bip[, `:=`(participation = sus$id[chmatch(person, sus$person)], date = day(date), role = match(role, c("Deltagare", "Coach")),
           initiative = as.integer(sub("Insats ", "", initiative, fixed = TRUE)), seeks_work = as.integer(seeks_work == "Ja"))]
bip <- bip[good & !is.na(date) & !is.na(participation)]
bip[, person := NULL]
database <- dbConnect(RSQLite::SQLite(), arguments[2])
dbWriteTable(database, "sus", sus)
dbWriteTable(database, "bip", bip)
invisible(dbExecute(database, "CREATE UNIQUE INDEX sus_key ON sus(person)"))
invisible(dbExecute(database, "CREATE INDEX bip_key ON bip(participation, date)"))
dbDisconnect(database)
cat(nrow(sus), nrow(bip), "\n")
