/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/plan.h"

#include "store/normal.h"
#include "store/replace.h"
#include "store/standing_part.h"
#include <stdlib.h>
#include <string.h>

void steg_plan_release(steg_plan *plan) {
  steg_people_release(&plan->people);
  steg_place_release(&plan->places);
  steg_takeover_release(&plan->takeover);
  free(plan->place_of_row);
  free(plan->order);
  steg_arena_free(plan->arena);
  *plan = (steg_plan){0};
}

/* ---- where each row belongs */

static unsigned role_number(const steg_plan *plan, const steg_row *row) {
  return row->role < 0 ? 0 : (unsigned)plan->answers.role_numbers[row->role];
}

/* Forms of nobody, and numbers about nobody: their rows are of the initiative alone. */
bool steg_plan_is_impersonal(steg_kind kind) {
  return kind == STEG_KIND_ANONYMOUS || kind == STEG_KIND_AGGREGATE;
}

/* A row that names nobody, or somebody who was erased or has withdrawn: not stored as an answer. An event that names nobody is the
 * initiative's own. */
static bool is_left_out(const steg_plan *plan, size_t row) {
  if (plan->people.of_row[row] != STEG_PEOPLE_NOBODY || steg_plan_is_impersonal(plan->kind))
    return false;
  return plan->kind != STEG_KIND_EVENT || plan->set->rows[row].person != STEG_ROW_NOBODY;
}

/* Lower half of the key: the person; of an aggregate the first day, in an order that holds for days before 1970. */
static uint32_t lower_key(const steg_plan *plan, size_t row) {
  if (plan->kind == STEG_KIND_ANONYMOUS)
    return 0;
  if (plan->kind == STEG_KIND_AGGREGATE)
    return (uint32_t)plan->set->rows[row].first ^ UINT32_C(0x80000000);
  return plan->people.of_row[row];
}

/* Rows that are stored as answers, keyed by initiative and person. */
static int order_by_person(steg_plan *plan, steg_error *err) {
  const steg_row_set *set = plan->set;
  plan->order = malloc(sizeof *plan->order * (set->row_count ? set->row_count : 1));
  if (!plan->order)
    return steg_error_memory(err);
  for (size_t i = 0; i < set->row_count; i++) {
    if (is_left_out(plan, i))
      continue;
    const steg_row *row = &set->rows[i];
    uint64_t initiative = (uint64_t)plan->initiatives[row->initiative].number << 32;
    plan->order[plan->order_count++] =
        (steg_order){.high = initiative | lower_key(plan, i),
                     .low = plan->kind == STEG_KIND_REGISTER ? 0 : steg_order_low(row->date, role_number(plan, row)),
                     .row = (uint32_t)i};
  }
  return steg_order_sort(plan->order, plan->order_count, err);
}

/* From person to participation in the sort key; what a register's derived responses do is the takeover's. */
static int place_rows(steg_plan *plan, steg_error *err) {
  const steg_row_set *set = plan->set;
  if (steg_plan_is_impersonal(plan->kind))
    return 0;
  if (steg_place_load(plan->db, set, plan->initiatives, &plan->people, &plan->places, err) < 0)
    return -1;
  if (plan->kind != STEG_KIND_REGISTER) {
    for (size_t i = 0; i < set->row_count; i++)
      plan->anonymous += is_left_out(plan, i);
    if (steg_place_responses(set, plan->initiatives, &plan->people, plan->order, plan->order_count, plan->arena,
                             &plan->places, plan->place_of_row, &plan->opened, err) < 0)
      return -1;
  } else {
    if (steg_takeover_start(plan->db, plan->arena, &plan->takeover, err) < 0 ||
        (plan->scope == STEG_PLAN_REPLACE && steg_replace_prepare(plan, err) < 0) ||
        steg_takeover_place(&plan->takeover, set, plan->initiatives, &plan->people, plan->order, plan->order_count,
                            &plan->places, plan->place_of_row, err) < 0 ||
        (plan->scope == STEG_PLAN_REPLACE &&
         steg_takeover_leave(&plan->takeover, set, plan->initiatives, &plan->people, &plan->places, err) < 0) ||
        steg_place_anonymous(plan->db, set, plan->initiatives, &plan->people, plan->arena, &plan->places,
                             plan->place_of_row, &plan->anonymous, err) < 0)
      return -1;
    plan->opened = plan->takeover.opened;
  }
  for (size_t i = 0; i < plan->order_count; i++) {
    steg_order *order = &plan->order[i];
    uint32_t place = plan->place_of_row[order->row];
    uint32_t id = place == STEG_PLACE_NONE ? 0 : (uint32_t)plan->places.rows[place].id;
    order->high = (order->high & ~(uint64_t)UINT32_MAX) | id;
  }
  return 0;
}

static int check_dates(const steg_row_set *set, steg_error *err) {
  for (size_t i = 0; i < set->row_count; i++)
    if (set->rows[i].date == STEG_DATE_NONE)
      return steg_error_set(err, STEG_ERROR_FINDINGS, "row %u has no date", set->rows[i].line);
  return 0;
}

int steg_plan_make(steg_plan *plan, steg_error *err) {
  const steg_row_set *set = plan->set;
  plan->rows = set->rows;
  plan->row_count = set->row_count;
  if (steg_connection_integer(plan->db, "SELECT generation FROM main.meta", -1, &plan->generation, err) < 0)
    return -1;
  plan->table_exists = steg_table_exists(plan->db, plan->table->name, err);
  if (plan->table_exists < 0 || steg_initiative_resolve(plan->db, set, plan->arena, &plan->initiatives, err) < 0)
    return -1;
  if (!steg_plan_is_impersonal(plan->kind) &&
      (steg_people_resolve(plan->db, plan->store->key, set, &plan->people, err) < 0 ||
       steg_standing_leave_out(plan->db, set, &plan->people, err) < 0))
    return -1;
  if (plan->scope == STEG_PLAN_REPLACE && plan->kind == STEG_KIND_REGISTER && steg_replace_people(plan, err) < 0)
    return -1;
  if (steg_answers_start(plan->db, set, plan->table, plan->table_exists, plan->arena, &plan->answers, err) < 0 ||
      order_by_person(plan, err) < 0 || place_rows(plan, err) < 0)
    return -1;
  if (plan->scope == STEG_PLAN_REPLACE)
    steg_answers_replace(&plan->answers);
  plan->answers.rows = plan->order;
  plan->answers.row_count = plan->order_count;
  return steg_plan_is_impersonal(plan->kind)
             ? steg_answers_sort_anonymous(&plan->answers, plan->arena, err)
             : steg_answers_sort(&plan->answers, plan->kind == STEG_KIND_REGISTER ? steg_normal_same_attributes : NULL,
                                 err);
}

void steg_plan_rest(steg_plan *plan) {
  steg_takeover_rest(&plan->takeover);
}

int steg_plan_take_up(steg_plan *plan, const steg_row_set *set, steg_plan_scope scope, steg_error *err) {
  int64_t generation = -1;
  if (!plan->rows || plan->scope != scope || plan->rows != set->rows || plan->row_count != set->row_count)
    return 0;
  if (steg_connection_integer(plan->db, "SELECT generation FROM main.meta", -1, &generation, err) < 0)
    return -1;
  if (generation != plan->generation)
    return 0;
  /* The table may have been made, or got columns and roles, since: what depends on it is made again. */
  const steg_answers before = plan->answers;
  plan->set = set;
  plan->table_exists = steg_table_exists(plan->db, plan->table->name, err);
  if (plan->table_exists < 0 ||
      steg_answers_start(plan->db, set, plan->table, plan->table_exists, plan->arena, &plan->answers, err) < 0)
    return -1;
  for (uint32_t i = 0; i < set->entry->instrument->roles.count; i++)
    if (plan->answers.role_numbers[i] != before.role_numbers[i])
      return 0; /* the order of the rows goes by them */
  plan->answers.rows = before.rows;
  plan->answers.row_count = before.row_count;
  return 1;
}

int steg_plan_start(steg_store *store, const steg_row_set *set, steg_plan_scope scope, steg_plan *ret_plan,
                    steg_error *err) {
  steg_plan plan = {.store = store, .db = store->db, .set = set, .kind = set->entry->instrument->kind, .scope = scope};
  plan.arena = steg_arena_new(0);
  plan.table = plan.arena ? steg_table_describe(set->entry, plan.arena) : NULL;
  plan.place_of_row = malloc(sizeof *plan.place_of_row * (set->row_count ? set->row_count : 1));
  if (!plan.table || !plan.place_of_row) {
    steg_error_memory(err);
    goto fail;
  }
  memset(plan.place_of_row, 0xff, sizeof *plan.place_of_row * set->row_count);
  if ((plan.kind != STEG_KIND_REGISTER && check_dates(set, err) < 0) ||
      steg_people_collect(set, store->key, &plan.people, err) < 0)
    goto fail;
  *ret_plan = plan;
  return 0;
fail:
  steg_plan_release(&plan);
  return -1;
}
