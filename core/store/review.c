/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/review.h"

#include "instrument/model.h"
#include "store/connection.h"
#include "store/plan.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { AGE_LOW = 15, AGE_HIGH = 70, AGE_WILD_LOW = 10, AGE_WILD_HIGH = 100 };

typedef struct steg_review {
  steg_plan plan;
  steg_arena *arena;
  steg_review_note *notes;
  size_t count, capacity;
  sqlite3_stmt *beside; /* whether a participant's form is stored beside a coach's */
  bool memory_is_out;
} steg_review;

static void note(steg_review *review, uint32_t row, steg_review_kind kind) {
  if (review->count == review->capacity) {
    size_t capacity = review->capacity ? review->capacity * 2 : 256;
    steg_review_note *notes = realloc(review->notes, capacity * sizeof *notes);
    if (!notes) {
      review->memory_is_out = true;
      return;
    }
    review->notes = notes;
    review->capacity = capacity;
  }
  review->notes[review->count++] = (steg_review_note){row, kind};
}

static const steg_attributes *said_by(const steg_review *review, uint32_t row) {
  const steg_row_set *set = review->plan.set;
  return set->rows[row].attributes < 0 ? NULL : &set->attributes[set->rows[row].attributes];
}

/* ---- participations beside each other */

static bool is_registered(const steg_place *place, int32_t initiative) {
  return place->initiative == initiative && !place->derived && !place->gone;
}

/* An end that is not known is far away; so is a start. */
static bool overlap(const steg_place *a, const steg_place *b) {
  steg_date a_end = a->end == STEG_DATE_NONE ? INT32_MAX : a->end;
  steg_date b_end = b->end == STEG_DATE_NONE ? INT32_MAX : b->end;
  return a->start < b_end && b->start < a_end;
}

/* Of two that both come with the file the later one is told of. */
static bool is_told_here(const steg_place *here, const steg_place *other) {
  if (!other->taken || here->start != other->start)
    return !other->taken || here->start > other->start;
  return here > other;
}

static void judge_windows(steg_review *review, uint32_t row) {
  const steg_places *places = &review->plan.places;
  const steg_place *here = &places->rows[review->plan.place_of_row[row]];
  bool open = false;
  bool overlaps = false;
  if (here->start != STEG_DATE_NONE && here->end != STEG_DATE_NONE && here->end < here->start)
    note(review, row, STEG_REVIEW_ORDER);
  if (here->strays)
    note(review, row, STEG_REVIEW_STRAYS);
  for (uint32_t at = places->first[review->plan.people.of_row[row]]; at != STEG_PLACE_NONE;
       at = places->rows[at].next) {
    const steg_place *other = &places->rows[at];
    if (other == here || !is_registered(other, here->initiative) || !is_told_here(here, other))
      continue;
    if (here->end == STEG_DATE_NONE && other->end == STEG_DATE_NONE)
      open = true;
    else
      overlaps |= overlap(here, other);
  }
  if (open)
    note(review, row, STEG_REVIEW_TWO_OPEN);
  else if (overlaps)
    note(review, row, STEG_REVIEW_OVERLAP);
}

/* ---- responses and participations */

static void judge_place(steg_review *review, uint32_t row) {
  const steg_places *places = &review->plan.places;
  const steg_place *here = &places->rows[review->plan.place_of_row[row]];
  for (uint32_t at = places->first[review->plan.people.of_row[row]];
       here->derived && review->plan.set->rows[row].occasion != STEG_OCCASION_FOLLOW_UP && at != STEG_PLACE_NONE;
       at = places->rows[at].next)
    if (is_registered(&places->rows[at], here->initiative)) {
      note(review, row, STEG_REVIEW_OUTSIDE);
      return;
    }
}

/* ---- the person */

static void judge_person(steg_review *review, uint32_t row) {
  const steg_plan *plan = &review->plan;
  const steg_attributes *said = said_by(review, row);
  int32_t said_birth = said ? said->birth_year : 0;
  int32_t said_sex = said && said->sex != STEG_SEX_UNKNOWN ? (int32_t)said->sex : 0;
  int32_t stored_birth = 0;
  bool other_birth = false;
  bool other_sex = false;
  for (uint32_t at = plan->places.first[plan->people.of_row[row]]; at != STEG_PLACE_NONE;
       at = plan->places.rows[at].next) {
    const steg_place *place = &plan->places.rows[at];
    stored_birth = place->birth_year ? place->birth_year : stored_birth;
    other_birth |= said_birth && place->birth_year && place->birth_year != said_birth;
    other_sex |= said_sex && place->sex && place->sex != STEG_SEX_UNKNOWN && place->sex != said_sex;
  }
  if (other_birth)
    note(review, row, STEG_REVIEW_BIRTH);
  if (other_sex)
    note(review, row, STEG_REVIEW_SEX);
  int32_t birth = said_birth ? said_birth : stored_birth;
  bool is_register = plan->kind == STEG_KIND_REGISTER;
  steg_date start = is_register ? plan->places.rows[plan->place_of_row[row]].start : STEG_DATE_NONE;
  steg_date when = is_register ? start : plan->set->rows[row].date;
  if (!birth || when == STEG_DATE_NONE)
    return;
  int32_t age = steg_date_year(when) - birth;
  bool in_the_row = said_birth && (!is_register || said->start != STEG_DATE_NONE);
  if (age < 0)
    note(review, row, STEG_REVIEW_UNBORN);
  else if (is_register && !in_the_row && (age < AGE_WILD_LOW || age > AGE_WILD_HIGH))
    note(review, row, STEG_REVIEW_AGE_WILD);
  else if (is_register && !in_the_row && (age < AGE_LOW || age > AGE_HIGH))
    note(review, row, STEG_REVIEW_AGE);
}

/* ---- the coach's form and the participant's */

static int32_t only_role(const steg_instrument *instrument, const steg_item *item) {
  int32_t role = -1;
  for (uint32_t i = 0; i < instrument->roles.count; i++)
    if (steg_model_role_answers(instrument, item, (int32_t)i)) {
      if (role >= 0)
        return -1;
      role = (int32_t)i;
    }
  return role;
}

void steg_review_mirrored_roles(const steg_instrument *instrument, int32_t *ret_coach, int32_t *ret_participant) {
  *ret_coach = *ret_participant = -1;
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    const steg_item *mirrored = item->mirrors ? steg_model_item(instrument, item->mirrors) : NULL;
    if (!mirrored)
      continue;
    int32_t coach = only_role(instrument, item);
    int32_t participant = only_role(instrument, mirrored);
    if (coach >= 0 && participant >= 0 && coach != participant) {
      *ret_coach = coach;
      *ret_participant = participant;
      return;
    }
  }
}

static bool is_beside(const steg_row *a, const steg_row *b) {
  return abs(a->date - b->date) <= STEG_REVIEW_SIDE_DAYS || (a->occasion && a->occasion == b->occasion);
}

/* 1 when the store has the other role's form beside the row, 0 when not. */
static int stored_beside(steg_review *review, uint32_t row, int32_t role, steg_error *err) {
  const steg_plan *plan = &review->plan;
  const steg_place *place = &plan->places.rows[plan->place_of_row[row]];
  const steg_row *here = &plan->set->rows[row];
  if (!plan->table_exists || place->fresh)
    return 0;
  if (!review->beside &&
      steg_connection_prepare_format(plan->db, &review->beside, err,
                                     "SELECT 1 FROM main.\"%w\" WHERE _initiative = ?1 AND _participation = ?2"
                                     " AND _role = ?3 AND (_date BETWEEN ?4 AND ?5 OR (?6 > 0 AND _occasion = ?6))",
                                     plan->table->name) < 0)
    return -1;
  sqlite3_bind_int(review->beside, 1, place->initiative);
  sqlite3_bind_int(review->beside, 2, place->id);
  sqlite3_bind_int(review->beside, 3, plan->answers.role_numbers[role]);
  sqlite3_bind_int(review->beside, 4, here->date - STEG_REVIEW_SIDE_DAYS);
  sqlite3_bind_int(review->beside, 5, here->date + STEG_REVIEW_SIDE_DAYS);
  sqlite3_bind_int(review->beside, 6, here->occasion);
  int found = steg_connection_step(plan->db, review->beside, err);
  sqlite3_reset(review->beside);
  return found;
}

static int judge_sides(steg_review *review, steg_error *err) {
  const steg_plan *plan = &review->plan;
  int32_t coach, participant;
  steg_review_mirrored_roles(plan->set->entry->instrument, &coach, &participant);
  if (coach < 0)
    return 0;
  const steg_order *rows = plan->answers.rows;
  for (size_t first = 0, end = 0; first < plan->answers.row_count; first = end) {
    while (end < plan->answers.row_count && rows[end].high == rows[first].high)
      end++;
    for (size_t i = first; i < end; i++) {
      const steg_row *here = &plan->set->rows[rows[i].row];
      int beside = here->role != coach;
      for (size_t k = first; k < end && !beside; k++) {
        const steg_row *other = &plan->set->rows[rows[k].row];
        beside = other->role == participant && is_beside(here, other);
      }
      if (!beside)
        beside = stored_beside(review, rows[i].row, participant, err);
      if (beside < 0)
        return -1;
      if (!beside)
        note(review, rows[i].row, STEG_REVIEW_COACH_ALONE);
    }
  }
  return 0;
}

/* ---- all of it */

static int compare_notes(const void *a, const void *b) {
  const steg_review_note *x = a;
  const steg_review_note *y = b;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  return (x->kind > y->kind) - (x->kind < y->kind);
}

static int judge(steg_review *review, steg_error *err) {
  const steg_plan *plan = &review->plan;
  for (uint32_t i = 0; i < plan->set->row_count; i++) {
    if (plan->people.of_row[i] == STEG_PEOPLE_NOBODY || plan->place_of_row[i] == STEG_PLACE_NONE)
      continue;
    if (plan->kind == STEG_KIND_REGISTER)
      judge_windows(review, i);
    else if (plan->kind == STEG_KIND_REPEATED)
      judge_place(review, i);
    judge_person(review, i);
  }
  return plan->kind == STEG_KIND_REPEATED ? judge_sides(review, err) : 0;
}

static int give_notes(steg_review *review, steg_review_note **ret_notes, size_t *ret_count, steg_error *err) {
  steg_review_note *notes = steg_arena_array(review->arena, review->count, sizeof *notes);
  if (!notes || review->memory_is_out)
    return steg_error_memory(err);
  if (review->count) {
    qsort(review->notes, review->count, sizeof *notes, compare_notes);
    memcpy(notes, review->notes, review->count * sizeof *notes);
  }
  *ret_notes = notes;
  *ret_count = review->count;
  return 0;
}

int steg_review_run(steg_store *store, const steg_row_set *set, steg_arena *arena, steg_review_note **ret_notes,
                    size_t *ret_count, steg_plan **ret_plan, steg_error *err) {
  steg_review review = {.arena = arena};
  steg_plan *kept = NULL;
  int result = -1;
  const steg_kind kind = set->entry->instrument->kind;
  if (kind != STEG_KIND_REGISTER && kind != STEG_KIND_REPEATED) {
    *ret_notes = NULL;
    *ret_count = 0;
    if (ret_plan)
      *ret_plan = NULL;
    return 0;
  }
  if (steg_plan_start(store, set, STEG_PLAN_ADD, &review.plan, err) < 0)
    return -1;
  if (steg_connection_run(store->db, "BEGIN", err) == 0 && steg_plan_make(&review.plan, err) == 0 &&
      judge(&review, err) == 0)
    result = give_notes(&review, ret_notes, ret_count, err);
  sqlite3_finalize(review.beside);
  free(review.notes);
  steg_plan_rest(&review.plan);
  if (result == 0 && ret_plan && !(kept = malloc(sizeof *kept)))
    result = steg_error_memory(err);
  if (kept) {
    *kept = review.plan;
    *ret_plan = kept;
  } else {
    steg_plan_release(&review.plan);
  }
  steg_connection_rollback(store->db);
  return result;
}

void steg_review_plan_free(steg_plan *plan) {
  if (!plan)
    return;
  steg_plan_release(plan);
  free(plan);
}

int steg_review_clock(steg_store *store, bool *ret_behind, steg_error *err) {
  int64_t last = 0;
  if (steg_connection_integer(store->db, "SELECT max(imported_at) FROM main.batches", 0, &last, err) < 0)
    return -1;
  *ret_behind = (int64_t)time(NULL) < last;
  return 0;
}
