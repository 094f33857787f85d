/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/retention.h"

#include "base/buffer.h"
#include "store/anonymity.h"
#include "store/audit.h"
#include "store/erasure.h"
#include "store/renewal.h"
#include <stdio.h>
#include <string.h>

typedef struct steg_retention_work {
  sqlite3 *db;
  const steg_retention_rules *rules;
  steg_arena *arena;
  steg_ledger_table *tables;
  size_t table_count;
  steg_date project_cutoff; /* NONE: the project has no months */
  steg_retention *result;
} steg_retention_work;

static bool has_column(const steg_ledger_table *table, const char *quoted) {
  return strstr(table->columns, quoted) != NULL;
}

static bool is_anonymous(const steg_ledger_table *table) {
  return !table->answers && has_column(table, "\"_content\"");
}

/* What closed before it is past. NONE: nothing is. */
static steg_date cutoff_of(const steg_retention_work *work, const steg_ledger_table *table) {
  const steg_retention_rules *rules = work->rules;
  steg_date cutoff = is_anonymous(table) ? STEG_DATE_NONE : work->project_cutoff;
  for (size_t i = 0; i < rules->count; i++) {
    if (strcmp(rules->rows[i].instrument, table->name + strlen("answers_")) != 0)
      continue;
    steg_date own = steg_date_add_months(rules->as_of, -(int)rules->rows[i].months);
    if (own != STEG_DATE_NONE && (cutoff == STEG_DATE_NONE || own > cutoff))
      cutoff = own;
  }
  return cutoff;
}

/* ---- when each participation closed */

static const char make_closed[] =
    "CREATE TEMP TABLE retention_closed(initiative INTEGER, id INTEGER, person INTEGER, stands INTEGER, open INTEGER,"
    " last INTEGER, close INTEGER, PRIMARY KEY(initiative, id)) WITHOUT ROWID;"
    "CREATE INDEX temp.retention_closed_person ON retention_closed(person, initiative);"
    /* open: 0 by its end, 1 still going on, 2 derived, so that its responses say */
    "INSERT INTO temp.retention_closed SELECT initiative, id, person, 1,"
    " CASE WHEN \"end\" IS NOT NULL THEN 0 WHEN derived THEN 2 ELSE 1 END, NULL, coalesce(\"end\", start)"
    " FROM main.participations WHERE person IS NOT NULL";
static const char close_closed[] =
    "UPDATE temp.retention_closed SET close = CASE open WHEN 1 THEN NULL WHEN 2 THEN coalesce(last, close)"
    " ELSE close END;"
    /* one that was replaced and is gone closed with the others of its person */
    "INSERT INTO temp.retention_closed SELECT r.initiative, r.id, r.person, 0, 0, NULL,"
    " iif(EXISTS(SELECT 1 FROM temp.retention_closed c WHERE c.person = r.person AND c.initiative = r.initiative AND"
    " c.close IS NULL), NULL, coalesce((SELECT max(c.close) FROM temp.retention_closed c WHERE c.person = r.person AND"
    " c.initiative = r.initiative), max(r.\"end\"), max(r.start)))"
    " FROM main.participations_replaced r WHERE r.person IS NOT NULL AND NOT EXISTS(SELECT 1 FROM main.participations p"
    " WHERE p.initiative = r.initiative AND p.id = r.id) GROUP BY r.initiative, r.id";

static int find_closed(steg_retention_work *work, steg_error *err) {
  if (steg_connection_run(work->db, make_closed, err) < 0)
    return -1;
  for (size_t i = 1; i < work->table_count; i++)
    if (work->tables[i].answers && has_column(&work->tables[i], "\"_date\"") &&
        steg_connection_run_format(work->db, err,
                                   "UPDATE temp.retention_closed AS c SET last = nullif(max(coalesce(last, %d),"
                                   " coalesce((SELECT max(_date) FROM main.\"%w\" a WHERE a._initiative = c.initiative"
                                   " AND a._participation = c.id), %d)), %d) WHERE open = 2",
                                   STEG_DATE_NONE, work->tables[i].name, STEG_DATE_NONE, STEG_DATE_NONE) < 0)
      return -1;
  return steg_connection_run(work->db, close_closed, err);
}

/* Who has nothing left when the past is taken, and no mark to keep. */
static int find_people(steg_retention_work *work, steg_error *err) {
  const steg_date cutoff = work->project_cutoff;
  int64_t count = 0;
  if (steg_connection_run_format(
          work->db, err,
          "CREATE TEMP TABLE retention_people AS SELECT DISTINCT person FROM identity.keys k WHERE NOT EXISTS"
          " (SELECT 1 FROM temp.retention_closed c WHERE c.person = k.person AND (c.close IS NULL OR c.close >= %d))"
          " AND person NOT IN (SELECT person FROM identity.consents WHERE withdrawn IS NOT NULL AND party = '')"
          " AND (EXISTS(SELECT 1 FROM temp.retention_closed c WHERE c.person = k.person) OR person NOT IN"
          " (SELECT person FROM identity.keys JOIN identity.links USING(hash) WHERE at >= %d))",
          cutoff, cutoff) < 0 ||
      steg_connection_integer(work->db, "SELECT count(*) FROM temp.retention_people", 0, &count, err) < 0)
    return -1;
  work->result->people = (size_t)count;
  return 0;
}

/* ---- counting */

static int add_count(steg_retention_work *work, const char *instrument, const char *initiative, size_t rows,
                     steg_error *err) {
  steg_retention *result = work->result;
  if ((result->count & (result->count - 1)) == 0) { /* at 0, 1, 2, 4 ... */
    steg_retention_count *larger = steg_arena_array(work->arena, result->count ? result->count * 2 : 1, sizeof *larger);
    if (!larger)
      return steg_error_memory(err);
    if (result->count)
      memcpy(larger, result->counts, result->count * sizeof *larger);
    result->counts = larger;
  }
  result->counts[result->count++] =
      (steg_retention_count){.instrument = instrument, .initiative = initiative, .rows = rows};
  return 0;
}

/* The statement gives initiative and count. */
static int count_by_initiative(steg_retention_work *work, sqlite3_stmt *select, const char *instrument, size_t *total,
                               steg_error *err) {
  int row;
  while ((row = steg_connection_step(work->db, select, err)) == 1) {
    const char *initiative = steg_arena_text(work->arena, (const char *)sqlite3_column_text(select, 0));
    size_t rows = (size_t)sqlite3_column_int64(select, 1);
    if (!initiative) {
      row = steg_error_memory(err);
      break;
    }
    *total += rows;
    row = add_count(work, instrument, initiative, rows, err);
    if (row < 0)
      break;
  }
  return row;
}

static int count_answers(steg_retention_work *work, const steg_ledger_table *table, steg_date cutoff, steg_error *err) {
  sqlite3_stmt *select = NULL;
  const char *instrument = steg_arena_text(work->arena, table->name + strlen("answers_"));
  if (!instrument)
    return steg_error_memory(err);
  const char *past = table->answers ? "JOIN temp.retention_closed c ON c.initiative = a._initiative AND"
                                      " c.id = a._participation WHERE c.close < ?1"
                                    : "WHERE a._date < ?1";
  int result = steg_connection_prepare_format(
      work->db, &select, err,
      "SELECT i.id, sum(n) FROM (SELECT a._initiative, count(*) AS n FROM main.\"%w\" a %s GROUP BY 1"
      " UNION ALL SELECT a._initiative, count(*) FROM main.\"%w\" a %s GROUP BY 1)"
      " JOIN main.initiatives i ON i.number = _initiative GROUP BY i.id ORDER BY i.id",
      table->name, past, table->replaced, past);
  if (result == 0) {
    sqlite3_bind_int(select, 1, cutoff);
    result = count_by_initiative(work, select, instrument, &work->result->answers, err);
  }
  sqlite3_finalize(select);
  return result;
}

static int count_participations(steg_retention_work *work, steg_error *err) {
  sqlite3_stmt *select = NULL;
  if (steg_connection_prepare(work->db, &select, err,
                              "SELECT i.id, count(*) FROM temp.retention_closed c JOIN main.initiatives i"
                              " ON i.number = c.initiative WHERE c.close < ?1 AND c.stands GROUP BY i.id"
                              " ORDER BY i.id") < 0)
    return -1;
  sqlite3_bind_int(select, 1, work->project_cutoff);
  int result = count_by_initiative(work, select, NULL, &work->result->participations, err);
  sqlite3_finalize(select);
  return result;
}

/* Inside a transaction, whose end takes the temporary tables along unless it is committed. */
static int plan(steg_retention_work *work, steg_error *err) {
  const steg_retention_rules *rules = work->rules;
  if (rules->project_months)
    work->project_cutoff = steg_date_add_months(rules->as_of, -(int)rules->project_months);
  if (steg_ledger_tables(work->db, work->arena, &work->tables, &work->table_count, err) < 0 ||
      find_closed(work, err) < 0 || find_people(work, err) < 0)
    return -1;
  for (size_t i = 1; i < work->table_count; i++) {
    steg_date cutoff = cutoff_of(work, &work->tables[i]);
    if (cutoff != STEG_DATE_NONE && (work->tables[i].answers || is_anonymous(&work->tables[i])) &&
        count_answers(work, &work->tables[i], cutoff, err) < 0)
      return -1;
  }
  return work->project_cutoff == STEG_DATE_NONE ? 0 : count_participations(work, err);
}

/* ---- taking it away */

static int remove_answers(steg_retention_work *work, const steg_ledger_table *table, steg_date cutoff,
                          steg_error *err) {
  const char *const names[] = {table->name, table->replaced};
  for (int i = 0; i < 2; i++)
    if ((table->answers ? steg_connection_run_format(work->db, err,
                                                     "DELETE FROM main.\"%w\" WHERE (_initiative, _participation) IN"
                                                     " (SELECT initiative, id FROM temp.retention_closed"
                                                     " WHERE close < %d)",
                                                     names[i], cutoff)
                        : steg_connection_run_format(work->db, err, "DELETE FROM main.\"%w\" WHERE _date < %d",
                                                     names[i], cutoff)) < 0)
      return -1;
  if (!table->answers)
    return 0;
  return steg_connection_run_format(work->db, err,
                                    "DELETE FROM main.moved WHERE instrument = %Q AND (initiative, participation) IN"
                                    " (SELECT initiative, id FROM temp.retention_closed WHERE close < %d)",
                                    table->name + strlen("answers_"), cutoff);
}

static int blank_participations(steg_retention_work *work, steg_error *err) {
  sqlite3_stmt *select = NULL;
  steg_anonymity_participation *rows = NULL;
  steg_anonymity_count ignored = {0};
  size_t count = 0;
  int64_t total = 0;
  if (steg_connection_integer(work->db, "SELECT count(*) FROM temp.retention_closed", 0, &total, err) < 0 ||
      steg_connection_prepare(work->db, &select, err,
                              "SELECT initiative, id FROM temp.retention_closed WHERE close < ?1 ORDER BY 1, 2") < 0)
    return -1;
  sqlite3_bind_int(select, 1, work->project_cutoff);
  rows = steg_arena_array(work->arena, (size_t)total, sizeof *rows);
  int row = rows ? 1 : steg_error_memory(err);
  while (row == 1 && (row = steg_connection_step(work->db, select, err)) == 1)
    rows[count++] = (steg_anonymity_participation){.initiative = sqlite3_column_int(select, 0),
                                                   .id = sqlite3_column_int64(select, 1)};
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  return steg_anonymity_make(work->db, work->tables, work->table_count, rows, count, &ignored, err);
}

/* The keys of who withdrew stay as pseudonyms, without a code in clear. */
static const char remove_people[] =
    "DELETE FROM identity.links WHERE hash IN"
    " (SELECT hash FROM identity.keys JOIN temp.retention_people USING(person));"
    "DELETE FROM identity.consents WHERE person IN (SELECT person FROM temp.retention_people);"
    "DELETE FROM identity.remains WHERE person IN (SELECT person FROM temp.retention_people);"
    "DELETE FROM identity.keys WHERE person IN (SELECT person FROM temp.retention_people);"
    "UPDATE identity.keys SET code = NULL WHERE code IS NOT NULL AND person IN (SELECT person FROM identity.consents"
    " WHERE withdrawn IS NOT NULL AND party = '') AND person NOT IN (SELECT person FROM main.participations WHERE "
    "person"
    " IS NOT NULL UNION SELECT person FROM main.participations_replaced WHERE person IS NOT NULL)";

static int take_away(steg_retention_work *work, steg_error *err) {
  for (size_t i = 1; i < work->table_count; i++) {
    steg_date cutoff = cutoff_of(work, &work->tables[i]);
    if (cutoff != STEG_DATE_NONE && (work->tables[i].answers || is_anonymous(&work->tables[i])) &&
        remove_answers(work, &work->tables[i], cutoff, err) < 0)
      return -1;
  }
  if (work->project_cutoff != STEG_DATE_NONE && blank_participations(work, err) < 0)
    return -1;
  if (steg_connection_run(work->db, remove_people, err) < 0)
    return -1;
  return steg_renewal_run(work->db, work->tables, work->table_count, STEG_RENEWAL_KNOWN, work->arena, err);
}

static int write_audit(steg_store *store, const steg_retention_rules *rules, const steg_retention *result,
                       steg_error *err) {
  char detail[128];
  char day[16] = "";
  steg_buffer text;
  steg_buffer_init(&text, 64);
  steg_date_write_iso(&text, rules->as_of);
  snprintf(day, sizeof day, "%s", text.bytes);
  steg_buffer_release(&text);
  snprintf(detail, sizeof detail, "as of %s: %zu answers, %zu participations, %zu people", day, result->answers,
           result->participations, result->people);
  return steg_audit_append(store, "purge", detail, err);
}

/* ---- doors */

static steg_retention_work work_of(steg_store *store, const steg_retention_rules *rules, steg_arena *arena,
                                   steg_retention *result) {
  return (steg_retention_work){
      .db = store->db, .rules = rules, .arena = arena, .project_cutoff = STEG_DATE_NONE, .result = result};
}

int steg_retention_plan(steg_store *store, const steg_retention_rules *rules, steg_arena *arena,
                        steg_retention *ret_retention, steg_error *err) {
  steg_retention result = {0};
  steg_retention_work work = work_of(store, rules, arena, &result);
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was opened for reading only", store->path);
  if (steg_connection_run(store->db, "BEGIN", err) < 0)
    return -1;
  int status = plan(&work, err);
  steg_connection_rollback(store->db);
  if (status < 0)
    return -1;
  *ret_retention = result;
  return 0;
}

int steg_retention_run(steg_store *store, const steg_retention_rules *rules, steg_arena *arena,
                       steg_retention *ret_retention, steg_error *err) {
  steg_retention result = {0};
  steg_retention_work work = work_of(store, rules, arena, &result);
  if (steg_connection_begin(store, err) < 0)
    return -1;
  if (plan(&work, err) < 0)
    goto fail;
  if (result.answers || result.participations || result.people) {
    if (take_away(&work, err) < 0 ||
        steg_connection_run(store->db, "DROP TABLE temp.retention_closed; DROP TABLE temp.retention_people", err) < 0 ||
        write_audit(store, rules, &result, err) < 0 || steg_connection_commit(store, err) < 0)
      goto fail;
    if (steg_erasure_scrub(store, err) < 0)
      return steg_error_prefix(err, "it is taken away, but the files could not be written anew");
  } else
    steg_connection_rollback(store->db);
  *ret_retention = result;
  return 0;
fail:
  steg_connection_rollback(store->db);
  return -1;
}
