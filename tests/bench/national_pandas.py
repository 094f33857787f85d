#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""national_pandas DATA DATABASE - pandas as a peer of tests/bench/national: both files by read_csv, labels to codes, ranges and dates
checked, every response with its participation, into SQLite by to_sql, two indexes."""
import sqlite3
import sys

import pandas

data, path = sys.argv[1:3]
sus = pandas.read_csv(f"{data}/sus.csv", sep=";", dtype=str, header=0,
                      names=["person", "initiative", "start", "end", "sex", "birth_year", "municipality", "area", "education",
                             "income_before", "income_after", "exit_reason", "source"])
for column in ["start", "end"]:
    sus[column] = pandas.to_datetime(sus[column], format="%Y-%m-%d")
sus["initiative"] = sus["initiative"].str.removeprefix("Insats ").astype(int)
for column in ["birth_year", "municipality"]:
    sus[column] = sus[column].astype(int)
for column in ["sex", "area", "education", "income_before", "income_after", "exit_reason"]:
    sus[column] = sus[column].astype("category").cat.codes
sus = sus[sus["initiative"].between(1, 800) & sus["birth_year"].between(1900, 2020) & (sus["end"].isna() | (sus["end"] >= sus["start"]))]
sus["id"] = range(1, len(sus) + 1)
items = [f"f{n}" for n in range(1, 10)]
bip = pandas.read_csv(f"{data}/bip.csv", sep=";", dtype=str, header=0,
                      names=["person", "initiative", "date", "role", *items, "seeks_work"])
bip["date"] = pandas.to_datetime(bip["date"], format="%Y-%m-%d")
for item in items:
    bip[item] = bip[item].astype("Int8")
    bip = bip[bip[item].isna() | bip[item].between(1, 5)]
bip["seeks_work"] = bip["seeks_work"].map({"Ja": 1, "Nej": 0})
bip["role"] = bip["role"].map({"Deltagare": 1, "Coach": 2})
bip["initiative"] = bip["initiative"].str.removeprefix("Insats ").astype(int)
bip = bip.merge(sus[["person", "id"]], on="person").drop(columns="person")
with sqlite3.connect(path) as database:
    sus.to_sql("sus", database, index=False)
    bip.to_sql("bip", database, index=False)
    database.execute("CREATE UNIQUE INDEX sus_key ON sus(person)")
    database.execute("CREATE INDEX bip_key ON bip(id, date)")
print(len(sus), len(bip))
