/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/migration.h"

#include "base/hash.h"
#include <string.h>

typedef struct steg_migration_step {
  const char *main;
  const char *identity;
} steg_migration_step;

/* Columns of a participation's attributes, used by the table and by the table of its replaced rows. */
#define ATTRIBUTE_COLUMNS                                                                                              \
  "start INTEGER, \"end\" INTEGER, birth_year INTEGER CHECK(birth_year BETWEEN 1 AND 9999),"                           \
  "municipality INTEGER CHECK(municipality BETWEEN 1 AND 9999), sex INTEGER CHECK(sex BETWEEN 1 AND 4),"               \
  "area INTEGER CHECK(area BETWEEN 1 AND 2), coach TEXT, referrer TEXT, team TEXT, priority TEXT, source TEXT"

static const steg_migration_step steps[] = {
    {
        /* ---- stegvis.db */
        "CREATE TABLE main.meta("
        " one INTEGER PRIMARY KEY CHECK(one = 1),"
        " store TEXT NOT NULL CHECK(length(store) = 32),"
        " generation INTEGER NOT NULL," /* bumped by every write transaction */
        " mark INTEGER NOT NULL,"       /* random, of the last write: tells whether a failed COMMIT stands */
        " schema_hash TEXT NOT NULL,"
        " audit_count INTEGER NOT NULL,"
        " audit_hash TEXT NOT NULL"
        ") STRICT;"

        "CREATE TABLE main.batches("
        " id INTEGER PRIMARY KEY,"
        " instrument TEXT NOT NULL, version TEXT NOT NULL, fingerprint TEXT NOT NULL,"
        " file_name TEXT NOT NULL, file_hash TEXT NOT NULL, rows_hash TEXT NOT NULL,"
        " imported_at INTEGER NOT NULL,"
        " last_date INTEGER,"
        " inserted INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL,"
        " anonymous INTEGER NOT NULL, derived INTEGER NOT NULL,"
        " stored_rows INTEGER NOT NULL, stored_hash TEXT NOT NULL," /* of all rows that carry the batch's number */
        " undone INTEGER NOT NULL CHECK(undone IN (0, 1))"
        ") STRICT;"

        "CREATE TABLE main.federations("
        " number INTEGER PRIMARY KEY CHECK(number > 0), id TEXT NOT NULL UNIQUE"
        ") STRICT;"
        /* number = federation's number * 1000 + n: a federation is a range of keys */
        "CREATE TABLE main.initiatives("
        " number INTEGER PRIMARY KEY CHECK(number > 0), id TEXT NOT NULL UNIQUE,"
        " federation INTEGER NOT NULL REFERENCES federations(number),"
        " CHECK(number / 1000 = federation)"
        ") STRICT;"

        "CREATE TABLE main.participations("
        " initiative INTEGER NOT NULL REFERENCES initiatives(number),"
        " id INTEGER NOT NULL CHECK(id > 0),"
        " person INTEGER CHECK(person > 0)," /* random; NULL = anonymous */
        " nth INTEGER CHECK(nth > 0),"       /* anonymous: the nth of the same initiative, year and sex */
        " derived INTEGER NOT NULL CHECK(derived IN (0, 1)),"
        " " ATTRIBUTE_COLUMNS ","
        " batch INTEGER NOT NULL REFERENCES batches(id),"
        " PRIMARY KEY(initiative, id),"
        " CHECK((person IS NULL) = (nth IS NOT NULL))"
        ") STRICT, WITHOUT ROWID;"
        "CREATE TABLE main.participations_replaced("
        " replaced_by INTEGER NOT NULL REFERENCES batches(id),"
        " initiative INTEGER NOT NULL, id INTEGER NOT NULL, person INTEGER, nth INTEGER, derived INTEGER NOT NULL,"
        " " ATTRIBUTE_COLUMNS ","
        " batch INTEGER NOT NULL,"
        " PRIMARY KEY(replaced_by, initiative, id)"
        ") STRICT, WITHOUT ROWID;"

        "CREATE TABLE main.instruments("
        " id TEXT NOT NULL, version TEXT NOT NULL, fingerprint TEXT NOT NULL, kind INTEGER NOT NULL CHECK(kind BETWEEN "
        "1 AND 3),"
        " PRIMARY KEY(id, version)"
        ") STRICT, WITHOUT ROWID;"
        /* the number that stands for a role in the answers: an instrument's own order may change between versions */
        "CREATE TABLE main.roles("
        " instrument TEXT NOT NULL, number INTEGER NOT NULL CHECK(number > 0), id TEXT NOT NULL,"
        " PRIMARY KEY(instrument, number), UNIQUE(instrument, id)"
        ") STRICT, WITHOUT ROWID;"

        "CREATE TABLE main.audit("
        " id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL"
        ") STRICT;"
        "CREATE TRIGGER main.audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only "
        "added to'); END;"
        "CREATE TRIGGER main.audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only "
        "added to'); END;",

        /* ---- identity.db */
        "CREATE TABLE identity.meta("
        " one INTEGER PRIMARY KEY CHECK(one = 1),"
        " store TEXT NOT NULL CHECK(length(store) = 32),"
        " generation INTEGER NOT NULL,"
        " schema_hash TEXT NOT NULL,"
        " key_check BLOB NOT NULL CHECK(length(key_check) = 16)"
        ") STRICT;"
        /* hash: keyed, of kind, federation and number or code; code: the federation's own, never a personnummer */
        "CREATE TABLE identity.keys("
        " hash BLOB PRIMARY KEY CHECK(length(hash) = 16),"
        " person INTEGER NOT NULL CHECK(person > 0),"
        " code TEXT"
        ") STRICT, WITHOUT ROWID;"
        /* tombstones: keyed hash, under another key, of an erased person's hash */
        "CREATE TABLE identity.erasures("
        " tombstone BLOB PRIMARY KEY CHECK(length(tombstone) = 16), at INTEGER NOT NULL"
        ") STRICT, WITHOUT ROWID;",
    },
    {
        /* ---- stegvis.db: participations for people with any SQLite tool */
        "CREATE VIEW main.participations_view AS SELECT i.id AS initiative, f.id AS federation, p.id, p.person, "
        "p.derived,"
        " date(p.start * 86400, 'unixepoch') AS start, date(p.\"end\" * 86400, 'unixepoch') AS \"end\", p.birth_year,"
        " substr('0000' || p.municipality, -4) AS municipality,"
        " CASE p.sex WHEN 1 THEN 'kvinna' WHEN 2 THEN 'man' WHEN 3 THEN 'annat' WHEN 4 THEN 'okänt' END AS sex,"
        " CASE p.area WHEN 1 THEN 'tätort' WHEN 2 THEN 'utanför tätort' END AS area,"
        " p.coach, p.referrer, p.team, p.priority, p.source, p.batch"
        " FROM participations p JOIN initiatives i ON i.number = p.initiative JOIN federations f ON f.number = "
        "i.federation;",

        /* ---- identity.db: who agreed to what, for which party */
        "CREATE TABLE identity.consents("
        " person INTEGER NOT NULL, initiative TEXT NOT NULL, party TEXT NOT NULL, given INTEGER, ends INTEGER, "
        "withdrawn INTEGER,"
        " PRIMARY KEY(person, initiative, party)"
        ") STRICT, WITHOUT ROWID;",
    },
    {
        "",
        /* ---- identity.db: keys that a key list or a merge made one person's; at: day */
        "CREATE TABLE identity.links("
        " hash BLOB PRIMARY KEY CHECK(length(hash) = 16), at INTEGER NOT NULL"
        ") STRICT, WITHOUT ROWID;",
    },
    {
        /* ---- stegvis.db: two kinds more, events (4) and aggregates (5); a CHECK can't be changed in place */
        "CREATE TABLE main.instruments_of_more_kinds("
        " id TEXT NOT NULL, version TEXT NOT NULL, fingerprint TEXT NOT NULL, kind INTEGER NOT NULL CHECK(kind BETWEEN "
        "1 AND 5),"
        " PRIMARY KEY(id, version)"
        ") STRICT, WITHOUT ROWID;"
        "INSERT INTO main.instruments_of_more_kinds SELECT id, version, fingerprint, kind FROM main.instruments;"
        "DROP TABLE main.instruments;"
        "ALTER TABLE main.instruments_of_more_kinds RENAME TO instruments;",
        "",
    },
    {
        /* ---- stegvis.db: files that are the whole truth (2) and corrections (3) beside imports (1) */
        "ALTER TABLE main.batches ADD COLUMN kind INTEGER NOT NULL DEFAULT 1 CHECK(kind BETWEEN 1 AND 3);"
        "ALTER TABLE main.batches ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;",
        "",
    },
    {
        /* ---- stegvis.db: what each version asked, and which batch had read a response that another batch moved */
        "CREATE TABLE main.instrument_items("
        " instrument TEXT NOT NULL, version TEXT NOT NULL, item TEXT NOT NULL, type INTEGER NOT NULL,"
        " fingerprint TEXT NOT NULL, levels TEXT," /* levels: values and codes, "1=lon 2=sjukpenning" */
        " PRIMARY KEY(instrument, version, item)"
        ") STRICT, WITHOUT ROWID;"
        "CREATE TABLE main.moved("
        " batch INTEGER NOT NULL, instrument TEXT NOT NULL,"
        " initiative INTEGER NOT NULL, participation INTEGER NOT NULL, date INTEGER NOT NULL, role INTEGER NOT NULL,"
        " read_by INTEGER NOT NULL,"
        " PRIMARY KEY(instrument, initiative, participation, date, role, batch)"
        ") STRICT, WITHOUT ROWID;",
        "",
    },
    {
        "",
        /* ---- identity.db: anonymous rows that a withdrawal left, by the batch whose number they have; taken_by: 0, or the batch that
         * brought the person back and took them away */
        "CREATE TABLE identity.remains("
        " person INTEGER NOT NULL, initiative TEXT NOT NULL, batch INTEGER NOT NULL, taken_by INTEGER NOT NULL,"
        " count INTEGER NOT NULL CHECK(count >= 0),"
        " PRIMARY KEY(person, initiative, batch, taken_by)"
        ") STRICT, WITHOUT ROWID;",
    },
};

int steg_migration_latest(void) {
  return (int)(sizeof steps / sizeof steps[0]);
}

int steg_migration_run(sqlite3 *db, int from, int to, steg_error *err) {
  for (int i = from; i < to; i++)
    if (steg_connection_run(db, steps[i].main, err) < 0 || steg_connection_run(db, steps[i].identity, err) < 0)
      return steg_error_prefix(err, "step %d of the store's schema", i + 1);
  return steg_connection_run_format(db, err,
                                    "PRAGMA main.application_id = %d; PRAGMA identity.application_id = %d;"
                                    "PRAGMA main.user_version = %d; PRAGMA identity.user_version = %d",
                                    STEG_MIGRATION_STORE, STEG_MIGRATION_IDENTITY, to, to);
}

int steg_migration_schema_hash(sqlite3 *db, const char *schema, char ret_text[STEG_HASH_TEXT], steg_error *err) {
  sqlite3_stmt *objects = NULL;
  if (steg_connection_prepare_format(db, &objects, err,
                                     "SELECT type, name, tbl_name, sql FROM \"%w\".sqlite_schema ORDER BY type, name",
                                     schema) < 0)
    return -1;
  steg_hash hash;
  steg_hash_start(&hash);
  int row;
  while ((row = steg_connection_step(db, objects, err)) == 1)
    for (int column = 0; column < 4; column++) {
      const void *text = sqlite3_column_text(objects, column);
      steg_hash_add_field(&hash, text, (size_t)sqlite3_column_bytes(objects, column));
    }
  sqlite3_finalize(objects);
  if (row < 0)
    return -1;
  unsigned char digest[STEG_HASH_BYTES];
  steg_hash_end(&hash, digest);
  steg_hash_text(digest, ret_text);
  return 0;
}

int steg_migration_seal(sqlite3 *db, steg_error *err) {
  char hash[STEG_HASH_TEXT];
  char identity_hash[STEG_HASH_TEXT];
  if (steg_migration_schema_hash(db, "main", hash, err) < 0 ||
      steg_migration_schema_hash(db, "identity", identity_hash, err) < 0)
    return -1;
  return steg_connection_run_format(
      db, err, "UPDATE main.meta SET schema_hash = %Q; UPDATE identity.meta SET schema_hash = %Q", hash, identity_hash);
}
