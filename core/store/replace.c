/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/replace.h"

#include "base/buffer.h"
#include "store/ledger.h"
#include "store/stored.h"
#include <stdlib.h>
#include <string.h>

/* ---- a register: who is there, and which participations are its own */

/* Which of the register's own: a row in its table, and none in another register's. */
static int own_places_sql(const steg_plan *plan, steg_buffer *sql, steg_error *err) {
  const char *const *registers = NULL;
  size_t count = 0;
  if (steg_table_list(plan->db, 1u << STEG_KIND_REGISTER, plan->arena, &registers, &count, err) < 0)
    return -1;
  steg_buffer_printf(
      sql,
      "SELECT p.id, p.person FROM main.participations p JOIN main.\"%s\" a ON a._initiative = p.initiative"
      " AND a._participation = p.id WHERE p.initiative = ? AND p.person IS NOT NULL AND p.derived = 0",
      plan->table->name);
  for (size_t i = 0; i < count; i++)
    if (strcmp(registers[i], plan->set->entry->instrument->id) != 0)
      steg_buffer_printf(sql,
                         " AND NOT EXISTS(SELECT 1 FROM main.\"answers_%s\" o WHERE o._initiative = p.initiative"
                         " AND o._participation = p.id)",
                         registers[i]);
  return steg_buffer_failed(sql) ? steg_error_memory(err) : 0;
}

typedef int (*own_place_fn)(steg_plan *plan, int32_t initiative, int32_t id, int64_t person, void *context);

static int each_own_place(steg_plan *plan, own_place_fn take, void *context, steg_error *err) {
  steg_buffer sql;
  sqlite3_stmt *select = NULL;
  int row = 0;
  if (!plan->table_exists)
    return 0;
  steg_buffer_init(&sql, 1 << 16);
  int result = own_places_sql(plan, &sql, err);
  if (result == 0)
    result = steg_connection_prepare(plan->db, &select, err, sql.bytes);
  steg_buffer_release(&sql);
  for (size_t i = 0; i < plan->set->initiative_count && result == 0; i++) {
    const steg_initiative *initiative = &plan->initiatives[i];
    if (initiative->first != i || initiative->fresh)
      continue;
    sqlite3_bind_int(select, 1, initiative->number);
    while (result == 0 && (row = steg_connection_step(plan->db, select, err)) == 1)
      if (take(plan, initiative->number, sqlite3_column_int(select, 0), sqlite3_column_int64(select, 1), context))
        result = steg_error_memory(err);
    sqlite3_reset(select);
    result = row < 0 ? -1 : result;
  }
  sqlite3_finalize(select);
  return result;
}

typedef struct left_out {
  int64_t *people;
  size_t count, capacity;
} left_out;

static int take_person(steg_plan *plan, int32_t initiative, int32_t id, int64_t person, void *context) {
  (void)plan, (void)initiative, (void)id;
  left_out *found = context;
  if (found->count == found->capacity) {
    size_t capacity = found->capacity ? found->capacity * 2 : 256;
    int64_t *people = realloc(found->people, capacity * sizeof *people);
    if (!people)
      return -1;
    found->people = people;
    found->capacity = capacity;
  }
  found->people[found->count++] = person;
  return 0;
}

static int compare_people(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a;
  int64_t y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

int steg_replace_people(steg_plan *plan, steg_error *err) {
  steg_people *people = &plan->people;
  left_out found = {0};
  int64_t *known = malloc((people->count + (size_t)1) * sizeof *known);
  size_t known_count = 0;
  int result = known ? each_own_place(plan, take_person, &found, err) : steg_error_memory(err);
  for (uint32_t i = 0; i < people->count && result == 0; i++)
    if (people->entries[i].first == i && people->entries[i].id)
      known[known_count++] = people->entries[i].id;
  if (result < 0 || !found.count)
    goto done;
  if (known_count)
    qsort(known, known_count, sizeof *known, compare_people);
  qsort(found.people, found.count, sizeof *found.people, compare_people);
  steg_people_entry *entries = realloc(people->entries, (people->count + found.count) * sizeof *entries);
  if (!entries) {
    result = steg_error_memory(err);
    goto done;
  }
  people->entries = entries;
  for (size_t i = 0; i < found.count; i++) {
    int64_t person = found.people[i];
    if ((i && found.people[i - 1] == person) ||
        (known_count && bsearch(&person, known, known_count, sizeof *known, compare_people)))
      continue;
    uint32_t made = people->count++;
    people->entries[made] =
        (steg_people_entry){.initiative = STEG_PEOPLE_NOBODY, .next = STEG_PEOPLE_NOBODY, .first = made, .id = person};
  }
done:
  free(known);
  free(found.people);
  return result;
}

/* Places by initiative and id, to find the one of a stored row. */
static int compare_places(const void *a, const void *b, void *context) {
  const steg_places *places = context;
  const steg_place *x = &places->rows[*(const uint32_t *)a];
  const steg_place *y = &places->rows[*(const uint32_t *)b];
  if (x->initiative != y->initiative)
    return x->initiative < y->initiative ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

static int mark_place(steg_plan *plan, int32_t initiative, int32_t id, int64_t person, void *context) {
  (void)person;
  const uint32_t *sorted = context;
  size_t first = 0;
  size_t end = plan->places.count;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    const steg_place *place = &plan->places.rows[sorted[middle]];
    if (place->initiative < initiative || (place->initiative == initiative && place->id < id))
      first = middle + 1;
    else
      end = middle;
  }
  if (first < plan->places.count) {
    steg_place *place = &plan->places.rows[sorted[first]];
    place->of_register = place->initiative == initiative && place->id == id;
  }
  return 0;
}

int steg_replace_prepare(steg_plan *plan, steg_error *err) {
  uint32_t *sorted = malloc((plan->places.count + (size_t)1) * sizeof *sorted);
  if (!sorted)
    return steg_error_memory(err);
  for (uint32_t i = 0; i < plan->places.count; i++)
    sorted[i] = i;
  qsort_r(sorted, plan->places.count, sizeof *sorted, compare_places, &plan->places);
  int result = each_own_place(plan, mark_place, sorted, err);
  free(sorted);
  plan->places.replaces = true;
  plan->takeover.replaces = true;
  for (size_t i = 0; i < plan->set->attribute_count; i++)
    plan->takeover.ends_said |= plan->set->attributes[i].end != STEG_DATE_NONE;
  return result;
}

/* ---- stored rows that the set has not */

typedef struct absent_row {
  steg_cell key[6];
} absent_row;

typedef struct absent_rows {
  absent_row *rows;
  size_t count, capacity;
  steg_arena *arena; /* blobs of keys */
} absent_rows;

static int keep_absent(absent_rows *absent, const steg_cell *key, int key_count) {
  if (absent->count == absent->capacity) {
    size_t capacity = absent->capacity ? absent->capacity * 2 : 64;
    absent_row *rows = realloc(absent->rows, capacity * sizeof *rows);
    if (!rows)
      return -1;
    absent->rows = rows;
    absent->capacity = capacity;
  }
  absent_row *row = &absent->rows[absent->count++];
  *row = (absent_row){0};
  for (int i = 0; i < key_count; i++) {
    row->key[i] = key[i];
    if (key[i].kind == STEG_CELL_BLOB) {
      row->key[i].value.bytes = steg_arena_text_n(absent->arena, key[i].value.bytes, (size_t)key[i].size);
      if (!row->key[i].value.bytes)
        return -1;
    }
  }
  return 0;
}

static int compare_keys(const steg_cell *a, const steg_cell *b, int count) {
  for (int i = 0; i < count; i++) {
    int order = steg_cell_compare(&a[i], &b[i]);
    if (order)
      return order;
  }
  return 0;
}

static void put_keys(steg_buffer *sql, const steg_table *table, const char *between, const char *after) {
  for (int i = 0; i < table->key_count; i++)
    steg_buffer_printf(sql, "%s\"%s\"%s", i ? between : "", table->columns[i], after);
}

/* Both sides in key order, one pass for each initiative. */
static int find_absent(steg_plan *plan, absent_rows *absent, steg_error *err) {
  const steg_table *table = plan->table;
  steg_feed feed = steg_answers_feed(&plan->answers, 0);
  steg_cell *fresh = calloc((size_t)feed.column_count + 1, sizeof *fresh);
  sqlite3_stmt *select = NULL;
  steg_buffer sql;
  int result = 0;
  steg_buffer_init(&sql, 1 << 16);
  steg_buffer_text(&sql, "SELECT ");
  put_keys(&sql, table, ", ", "");
  steg_buffer_printf(&sql, " FROM main.\"%s\" WHERE _initiative = ? ORDER BY ", table->name);
  put_keys(&sql, table, ", ", "");
  if (!fresh || steg_buffer_failed(&sql))
    result = steg_error_memory(err);
  if (result == 0)
    result = steg_connection_prepare(plan->db, &select, err, sql.bytes);
  for (size_t i = 0; i < plan->set->initiative_count && result == 0; i++) {
    const steg_initiative *initiative = &plan->initiatives[i];
    if (initiative->first != i || initiative->fresh)
      continue;
    size_t at = 0;
    int row;
    sqlite3_bind_int(select, 1, initiative->number);
    while (at < feed.row_count && (int32_t)(plan->answers.rows[at].high >> 32) < initiative->number)
      at++;
    while ((row = steg_connection_step(plan->db, select, err)) == 1 && result == 0) {
      steg_cell key[6];
      int order = 1;
      for (int k = 0; k < table->key_count; k++)
        key[k] = steg_cell_read(select, k);
      for (; at < feed.row_count && order > 0; at += order > 0) {
        feed.cells(feed.context, at, fresh);
        order = compare_keys(key, fresh, table->key_count);
      }
      if (order != 0 && keep_absent(absent, key, table->key_count) < 0)
        result = steg_error_memory(err);
    }
    sqlite3_reset(select);
    result = row < 0 ? -1 : result;
  }
  sqlite3_finalize(select);
  steg_buffer_release(&sql);
  free(fresh);
  return result;
}

static int remove_absent(steg_plan *plan, const absent_rows *absent, int64_t batch, steg_error *err) {
  const steg_table *table = plan->table;
  sqlite3_stmt *keep = NULL;
  sqlite3_stmt *take = NULL;
  steg_buffer where;
  int result = 0;
  steg_buffer_init(&where, 1 << 16);
  put_keys(&where, table, " AND ", " = ?");
  if (steg_buffer_failed(&where))
    result = steg_error_memory(err);
  if (result == 0 && (steg_connection_prepare_format(plan->db, &keep, err,
                                                     "INSERT INTO main.\"%w\" SELECT %lld, * FROM main.\"%w\" WHERE %s",
                                                     table->replaced, (long long)batch, table->name, where.bytes) < 0 ||
                      steg_connection_prepare_format(plan->db, &take, err, "DELETE FROM main.\"%w\" WHERE %s",
                                                     table->name, where.bytes) < 0))
    result = -1;
  for (size_t i = 0; i < absent->count && result == 0; i++) {
    for (int k = 0; k < table->key_count; k++) {
      steg_cell_bind(keep, k + 1, &absent->rows[i].key[k]);
      steg_cell_bind(take, k + 1, &absent->rows[i].key[k]);
    }
    if (steg_connection_finish(plan->db, keep, err) < 0 || steg_connection_finish(plan->db, take, err) < 0)
      result = -1;
  }
  sqlite3_finalize(keep);
  sqlite3_finalize(take);
  steg_buffer_release(&where);
  return result;
}

/* ---- anonymous participations beyond those that the set counts */

static size_t count_said(const steg_plan *plan, int32_t initiative, steg_date start, int32_t sex) {
  const steg_row_set *set = plan->set;
  size_t count = 0;
  for (size_t i = 0; i < set->row_count; i++) {
    const steg_attributes *said = set->rows[i].attributes >= 0 ? &set->attributes[set->rows[i].attributes] : NULL;
    steg_date year =
        said && said->start != STEG_DATE_NONE ? steg_date_make(steg_date_year(said->start), 1, 1) : STEG_DATE_NONE;
    count += plan->people.of_row[i] == STEG_PEOPLE_NOBODY &&
             plan->initiatives[set->rows[i].initiative].number == initiative && year == start &&
             (said ? (int32_t)said->sex : 0) == sex;
  }
  return count;
}

/* One group of a year and sex: those with the highest numbers go, as far as nothing hangs on them. */
static int trim_group(steg_plan *plan, steg_commit_mode mode, int64_t batch, const steg_ledger_table *tables,
                      size_t table_count, sqlite3_stmt *group, size_t *removed, steg_error *err) {
  int32_t initiative = sqlite3_column_int(group, 0);
  steg_date start = sqlite3_column_type(group, 1) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(group, 1);
  size_t stored = (size_t)sqlite3_column_int64(group, 3);
  size_t said = count_said(plan, initiative, start, sqlite3_column_int(group, 2));
  sqlite3_stmt *select = NULL;
  steg_buffer sql;
  int row = 0;
  if (stored <= said)
    return 0;
  steg_buffer_init(&sql, 1 << 16);
  steg_buffer_text(&sql, "SELECT id FROM main.participations p WHERE initiative = ?1 AND person IS NULL AND start IS ?2"
                         " AND sex IS ?3");
  for (size_t i = 0; i < table_count; i++)
    if (tables[i].answers)
      steg_buffer_printf(&sql,
                         " AND NOT EXISTS(SELECT 1 FROM main.\"%s\" a WHERE a._initiative = p.initiative"
                         " AND a._participation = p.id)",
                         tables[i].name);
  steg_buffer_text(&sql, " ORDER BY nth DESC LIMIT ?4");
  int result =
      steg_buffer_failed(&sql) ? steg_error_memory(err) : steg_connection_prepare(plan->db, &select, err, sql.bytes);
  steg_buffer_release(&sql);
  if (result < 0)
    return -1;
  steg_cell cells[2] = {steg_cell_read(group, 1), steg_cell_read(group, 2)};
  sqlite3_bind_int(select, 1, initiative);
  steg_cell_bind(select, 2, &cells[0]);
  steg_cell_bind(select, 3, &cells[1]);
  sqlite3_bind_int64(select, 4, (int64_t)(stored - said));
  while ((row = steg_connection_step(plan->db, select, err)) == 1 && result == 0) {
    int id = sqlite3_column_int(select, 0);
    (*removed)++;
    if (mode == STEG_COMMIT_STORE)
      result = steg_connection_run_format(plan->db, err,
                                          "INSERT INTO main.participations_replaced SELECT %lld, * FROM "
                                          "main.participations WHERE initiative = %d AND id = %d;"
                                          "DELETE FROM main.participations WHERE initiative = %d AND id = %d",
                                          (long long)batch, initiative, id, initiative, id);
  }
  sqlite3_finalize(select);
  return row < 0 ? -1 : result;
}

static int trim_anonymous(steg_plan *plan, steg_commit_mode mode, int64_t batch, const steg_ledger_table *tables,
                          size_t table_count, size_t *removed, steg_error *err) {
  for (size_t i = 0; i < plan->set->initiative_count; i++) {
    sqlite3_stmt *groups = NULL;
    int row;
    int result = 0;
    if (plan->initiatives[i].first != i || plan->initiatives[i].fresh)
      continue;
    /* What this batch has added is in no surplus group: it was added because the store had fewer. */
    if (steg_connection_prepare(plan->db, &groups, err,
                                "SELECT initiative, start, sex, count(*) FROM main.participations"
                                " WHERE initiative = ? AND person IS NULL GROUP BY start, sex") < 0)
      return -1;
    sqlite3_bind_int(groups, 1, plan->initiatives[i].number);
    while ((row = steg_connection_step(plan->db, groups, err)) == 1 && result == 0)
      result = trim_group(plan, mode, batch, tables, table_count, groups, removed, err);
    sqlite3_finalize(groups);
    if (row < 0 || result < 0)
      return -1;
  }
  return 0;
}

/* ---- what is told of them */

static const char *initiative_id(const steg_plan *plan, int32_t number) {
  for (size_t i = 0; i < plan->set->initiative_count; i++)
    if (plan->initiatives[i].number == number)
      return plan->set->initiatives[i].id;
  return "";
}

/* The day that a person knows a removed row by: of a response its own, of a register row the participation's start. */
static steg_date day_of(const steg_plan *plan, const absent_row *row) {
  const steg_table *table = plan->table;
  if (plan->kind == STEG_KIND_REGISTER) {
    for (uint32_t i = 0; i < plan->places.count; i++)
      if (plan->places.rows[i].initiative == (int32_t)row->key[0].value.integer &&
          plan->places.rows[i].id == (int32_t)row->key[1].value.integer)
        return plan->places.rows[i].start;
    return STEG_DATE_NONE;
  }
  for (int i = 0; i < table->key_count; i++)
    if (!strcmp(table->columns[i], "_date"))
      return (steg_date)row->key[i].value.integer;
  return STEG_DATE_NONE;
}

static int compare_removed(const void *a, const void *b) {
  const steg_commit_removed *x = a;
  const steg_commit_removed *y = b;
  int order = strcmp(x->initiative, y->initiative);
  return order ? order : (x->date > y->date) - (x->date < y->date);
}

static int tell(const steg_plan *plan, const absent_rows *absent, steg_arena *arena, steg_commit_result *result,
                steg_error *err) {
  size_t count = absent->count < STEG_COMMIT_REMOVED_TOLD ? absent->count : STEG_COMMIT_REMOVED_TOLD;
  result->removed_rows = steg_arena_array(arena, count, sizeof *result->removed_rows);
  if (!result->removed_rows)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++)
    result->removed_rows[i] = (steg_commit_removed){
        .initiative = steg_arena_text(arena, initiative_id(plan, (int32_t)absent->rows[i].key[0].value.integer)),
        .date = day_of(plan, &absent->rows[i])};
  if (count)
    qsort(result->removed_rows, count, sizeof *result->removed_rows, compare_removed);
  result->removed_row_count = count;
  return steg_arena_failed(arena) ? steg_error_memory(err) : 0;
}

/* ---- all of it */

int steg_replace_remove(steg_plan *plan, steg_commit_mode mode, int64_t batch, steg_arena *arena,
                        steg_commit_result *result, steg_replace_place **ret_of, size_t *ret_of_count,
                        steg_error *err) {
  absent_rows absent = {.arena = plan->arena};
  steg_ledger_table *tables = NULL;
  size_t table_count = 0;
  size_t anonymous = 0;
  int status = -1;
  if (!plan->table_exists)
    return 0;
  if (find_absent(plan, &absent, err) < 0 || tell(plan, &absent, arena, result, err) < 0 ||
      (mode == STEG_COMMIT_STORE && remove_absent(plan, &absent, batch, err) < 0))
    goto done;
  if (plan->kind == STEG_KIND_REGISTER && (steg_ledger_tables(plan->db, plan->arena, &tables, &table_count, err) < 0 ||
                                           trim_anonymous(plan, mode, batch, tables, table_count, &anonymous, err) < 0))
    goto done;
  steg_replace_place *of = steg_arena_array(plan->arena, absent.count, sizeof *of);
  if (!of) {
    steg_error_memory(err);
    goto done;
  }
  const bool of_people = plan->kind == STEG_KIND_REPEATED || plan->kind == STEG_KIND_EVENT;
  for (size_t i = 0; i < absent.count && of_people; i++)
    of[i] = (steg_replace_place){(int32_t)absent.rows[i].key[0].value.integer,
                                 (int32_t)absent.rows[i].key[1].value.integer};
  *ret_of = of;
  *ret_of_count = of_people ? absent.count : 0;
  status = 0;
  result->removed = absent.count + anonymous;
done:
  free(absent.rows);
  return status;
}

/* ---- derived participations afterwards */

static int settle_one(sqlite3 *db, const steg_replace_place *of, const char *first_sql, int64_t batch,
                      steg_error *err) {
  sqlite3_stmt *find = NULL;
  sqlite3_stmt *first = NULL;
  int result = -1;
  if (steg_connection_prepare(
          db, &find, err,
          "SELECT start, batch FROM main.participations WHERE initiative = ? AND id = ? AND derived = 1") < 0 ||
      steg_connection_prepare(db, &first, err, first_sql) < 0)
    goto done;
  sqlite3_bind_int(find, 1, of->initiative);
  sqlite3_bind_int(find, 2, of->participation);
  int there = steg_connection_step(db, find, err);
  if (there != 1) {
    result = there;
    goto done;
  }
  bool ours = sqlite3_column_int64(find, 1) == batch; /* kept already, or opened by this batch */
  steg_date start = sqlite3_column_type(find, 0) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(find, 0);
  sqlite3_bind_int(first, 1, of->initiative);
  sqlite3_bind_int(first, 2, of->participation);
  if (steg_connection_step(db, first, err) != 1)
    goto done;
  bool any = sqlite3_column_type(first, 0) != SQLITE_NULL;
  steg_date date = any ? sqlite3_column_int(first, 0) : STEG_DATE_NONE;
  sqlite3_reset(find);
  sqlite3_reset(first);
  result = 0;
  if (any && date == start)
    goto done;
  if (!ours)
    result =
        steg_connection_run_format(db, err,
                                   "INSERT INTO main.participations_replaced SELECT %lld, * FROM main.participations"
                                   " WHERE initiative = %d AND id = %d",
                                   (long long)batch, of->initiative, of->participation);
  if (result == 0)
    result =
        any ? steg_connection_run_format(db, err,
                                         "UPDATE main.participations SET start = %d, batch = %lld"
                                         " WHERE initiative = %d AND id = %d",
                                         date, (long long)batch, of->initiative, of->participation)
            : steg_connection_run_format(db, err, "DELETE FROM main.participations WHERE initiative = %d AND id = %d",
                                         of->initiative, of->participation);
done:
  sqlite3_finalize(find);
  sqlite3_finalize(first);
  return result;
}

int steg_replace_settle(sqlite3 *db, const steg_replace_place *of, size_t count, int64_t batch, steg_arena *arena,
                        steg_error *err) {
  const char *const *ids = NULL;
  size_t id_count = 0;
  steg_buffer sql;
  if (steg_table_list(db, 1u << STEG_KIND_REPEATED | 1u << STEG_KIND_EVENT, arena, &ids, &id_count, err) < 0)
    return -1;
  steg_buffer_init(&sql, 1 << 16);
  steg_buffer_text(&sql, "SELECT min(d) FROM (SELECT NULL AS d");
  for (size_t i = 0; i < id_count; i++)
    steg_buffer_printf(
        &sql, " UNION ALL SELECT min(_date) FROM main.\"answers_%s\" WHERE _initiative = ?1 AND _participation = ?2",
        ids[i]);
  steg_buffer_text(&sql, ")");
  int result = steg_buffer_failed(&sql) ? steg_error_memory(err) : 0;
  for (size_t i = 0; i < count && result == 0; i++) {
    bool again = i && of[i - 1].initiative == of[i].initiative && of[i - 1].participation == of[i].participation;
    if (!again && of[i].participation)
      result = settle_one(db, &of[i], sql.bytes, batch, err);
  }
  steg_buffer_release(&sql);
  return result;
}

int steg_replace_digest(sqlite3 *db, int64_t batch, steg_arena *arena, steg_digest *ret_digest, steg_error *err) {
  steg_ledger_table *tables = NULL;
  size_t count = 0;
  steg_digest digest = {0};
  if (steg_ledger_tables(db, arena, &tables, &count, err) < 0)
    return -1;
  for (size_t i = 0; i < count; i++) {
    sqlite3_stmt *select = NULL;
    steg_stored stored = {0};
    if (steg_connection_prepare_format(db, &select, err, "SELECT * FROM main.\"%w\" WHERE \"%w\" = %lld",
                                       tables[i].name, tables[i].batch, (long long)batch) < 0)
      return -1;
    int row = steg_stored_start(select, tables[i].name, tables[i].batch, tables[i].replaced_by, &stored, err);
    while (row >= 0 && (row = steg_connection_step(db, select, err)) == 1)
      steg_stored_add(&stored, &digest);
    steg_stored_release(&stored);
    sqlite3_finalize(select);
    if (row < 0)
      return -1;
  }
  *ret_digest = digest;
  return 0;
}
