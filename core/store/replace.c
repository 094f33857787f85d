/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/replace.h"

#include "base/buffer.h"
#include "store/absent.h"
#include "store/ledger.h"
#include "store/stored.h"
#include "store/surplus.h"
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

int steg_replace_remove(steg_plan *plan, steg_commit_mode mode, int64_t batch, steg_arena *arena,
                        steg_commit_result *result, steg_replace_place **ret_of, size_t *ret_of_count,
                        steg_error *err) {
  steg_absent absent = {.arena = plan->arena};
  steg_ledger_table *tables = NULL;
  size_t table_count = 0;
  size_t anonymous = 0;
  int status = -1;
  if (!plan->table_exists)
    return 0;
  if (steg_absent_find(plan, &absent, err) < 0 || steg_absent_tell(plan, &absent, arena, result, err) < 0 ||
      (mode == STEG_COMMIT_STORE && steg_absent_remove(plan, &absent, batch, err) < 0))
    goto done;
  if (plan->kind == STEG_KIND_REGISTER &&
      (steg_ledger_tables(plan->db, plan->arena, &tables, &table_count, err) < 0 ||
       steg_surplus_trim(plan, mode, batch, tables, table_count, &anonymous, err) < 0))
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
  steg_absent_release(&absent);
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
