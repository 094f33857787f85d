// SPDX-License-Identifier: GPL-3.0-or-later
// national_duckdb DATA DATABASE [index] - DuckDB as a peer of tests/bench/national: both files read with declared types, codes for
// labels, ranges checked, every response with its participation, on two threads. Prints what it took.
const { DuckDBInstance } = require("@duckdb/node-api");

const [data, path, indexes] = process.argv.slice(2);
const level = (column, labels) =>
  `CASE ${column} ${labels.map((label, at) => `WHEN '${label}' THEN ${at + 1}`).join(" ")} END`;
const sexes = ["Kvinna", "Man"];
const areas = ["Tätort", "Utanför tätort"];
const educations = ["Saknar grundskola", "Grundskola", "Gymnasium", "Okänt"];
const incomes = ["Sjukpenning", "Aktivitetsersättning", "Sjukersättning", "A-kassa", "Försörjningsstöd", "Studiestöd", "Lön",
  "Aktivitetsstöd"];
const exits = ["Enligt plan till arbete", "Enligt plan till studier", "Flytt", "Sjukdom"];
const items = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `f${n}`);
const read = (file, columns) =>
  `read_csv('${data}/${file}.csv', delim=';', header=true, quote='"', auto_detect=false, dateformat='%Y-%m-%d', columns={${columns
    .map(([name, type]) => `'${name}':'${type}'`).join(",")}})`;

const statements = [
  "SET threads=2",
  `CREATE TABLE sus(id INTEGER NOT NULL, person VARCHAR NOT NULL, initiative USMALLINT NOT NULL, start DATE NOT NULL, "end" DATE,
     sex UTINYINT NOT NULL, birth_year USMALLINT NOT NULL, municipality USMALLINT NOT NULL, area UTINYINT NOT NULL,
     education UTINYINT NOT NULL, income_before UTINYINT NOT NULL, income_after UTINYINT, exit_reason UTINYINT, source VARCHAR)`,
  `INSERT INTO sus SELECT row_number() OVER (), person, replace(initiative, 'Insats ', '')::USMALLINT AS i, start, "end",
     ${level("sex", sexes)}, birth_year, municipality, ${level("area", areas)}, ${level("education", educations)},
     ${level("income_before", incomes)}, ${level("income_after", incomes)}, ${level("exit_reason", exits)}, source
   FROM ${read("sus", [["person", "VARCHAR"], ["initiative", "VARCHAR"], ["start", "DATE"], ["end", "DATE"], ["sex", "VARCHAR"],
     ["birth_year", "USMALLINT"], ["municipality", "USMALLINT"], ["area", "VARCHAR"], ["education", "VARCHAR"],
     ["income_before", "VARCHAR"], ["income_after", "VARCHAR"], ["exit_reason", "VARCHAR"], ["source", "VARCHAR"]])}
   WHERE i BETWEEN 1 AND 800 AND birth_year BETWEEN 1900 AND 2020 AND ("end" IS NULL OR "end" >= start)`,
  `CREATE TABLE bip(participation INTEGER NOT NULL, initiative USMALLINT NOT NULL, date DATE NOT NULL, role UTINYINT NOT NULL,
     ${items.map((item) => `${item} UTINYINT`).join(", ")}, seeks_work BOOLEAN)`,
  `INSERT INTO bip SELECT s.id, replace(r.initiative, 'Insats ', '')::USMALLINT, r.date,
     ${level("r.role", ["Deltagare", "Coach"])}, ${items.join(", ")}, CASE seeks WHEN 'Ja' THEN true WHEN 'Nej' THEN false END
   FROM ${read("bip", [["person", "VARCHAR"], ["initiative", "VARCHAR"], ["date", "DATE"], ["role", "VARCHAR"],
     ...items.map((item) => [item, "UTINYINT"]), ["seeks", "VARCHAR"]])} r JOIN sus s ON s.person = r.person
   WHERE ${items.map((item) => `coalesce(${item}, 1) BETWEEN 1 AND 5`).join(" AND ")}`,
  ...(indexes ? ["CREATE UNIQUE INDEX sus_key ON sus(person)", "CREATE INDEX bip_key ON bip(participation, date)"] : []),
];

(async () => {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  for (const table of ["sus", "bip"])
    console.log(table, String((await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows()[0][0]));
  connection.closeSync();
  instance.closeSync();
})();
