/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/todo.h"

#include "base/collate.h"
#include "evaluate/pairing.h"
#include "evaluate/source.h"
#include "evaluate/waiver.h"
#include "instrument/model.h"
#include "store/codes.h"
#include "store/response.h"
#include <stdlib.h>
#include <string.h>

enum { ONGOING_SHOWN_BEFORE = 30, PLAN_MONTHS = 6, PLANNED_MONTHS = 12 };
static const char register_id[] = "sus", events_id[] = "handelser", plan_role[] = "handlingsplan";

typedef struct listing {
  const steg_project *project;
  steg_arena *arena;
  const steg_todo_order *order;
  const steg_evaluate_context *context;
  steg_source *source;
  const steg_code *codes;
  size_t code_count;
  steg_todo *todo;
  size_t room;
} listing;

/* The responses of one instrument in one initiative, as pairing wants them: by participation and role. */
typedef struct gathered {
  steg_measurement *rows;
  int32_t *roles;
  size_t *first; /* by participation, count + 1 */
  size_t count, room;
} gathered;

typedef struct place {
  const steg_source_initiative *initiative;
  steg_waivers waivers;
  steg_date *declared_end; /* by participation: of the latest answer declared as the end's */
} place;

/* ---- rows */

static bool is_wanted(const listing *made, const steg_instrument *instrument, const steg_participation *row) {
  const steg_todo_order *order = made->order;
  if (order->instrument && (!instrument || strcmp(order->instrument, instrument->id) != 0))
    return false;
  return !order->coach || (row->attributes.coach && steg_text_same(order->coach, row->attributes.coach));
}

static int add(listing *made, steg_todo_kind kind, const place *where, size_t participation,
               const steg_instrument *instrument, int32_t role, steg_date due) {
  const steg_participation *row = &where->initiative->rows[participation];
  steg_todo *todo = made->todo;
  if (!is_wanted(made, instrument, row))
    return 0;
  if (todo->count == made->room) {
    size_t wanted = made->room ? made->room * 2 : 64;
    steg_todo_row *larger = steg_arena_array(made->arena, wanted, sizeof *larger);
    if (!larger)
      return -1;
    if (todo->count)
      memcpy(larger, todo->rows, todo->count * sizeof *larger);
    todo->rows = larger;
    made->room = wanted;
  }
  bool overdue = due < made->order->as_of;
  todo->overdue += overdue;
  todo->rows[todo->count++] = (steg_todo_row){.kind = kind,
                                              .code = steg_codes_of(made->codes, made->code_count, row->person),
                                              .start = row->attributes.start,
                                              .coach = row->attributes.coach,
                                              .initiative = where->initiative->definition,
                                              .instrument = instrument,
                                              .role = role,
                                              .due = due,
                                              .overdue = overdue};
  return 0;
}

/* ---- reading */

static int keep(steg_arena *arena, gathered *all, const steg_response *response) {
  if (all->count == all->room) {
    size_t wanted = all->room ? all->room * 2 : 256;
    steg_measurement *rows = steg_arena_array(arena, wanted, sizeof *rows);
    int32_t *roles = steg_arena_array(arena, wanted, sizeof *roles);
    if (!rows || !roles)
      return -1;
    if (all->count) {
      memcpy(rows, all->rows, all->count * sizeof *rows);
      memcpy(roles, all->roles, all->count * sizeof *roles);
    }
    all->rows = rows;
    all->roles = roles;
    all->room = wanted;
  }
  all->rows[all->count] = (steg_measurement){.date = response->date, .occasion = response->occasion};
  all->roles[all->count++] = response->role;
  return 0;
}

static int gather(listing *made, const place *where, const steg_registry_entry *entry, gathered *ret_all,
                  steg_error *err) {
  const steg_source_initiative *initiative = where->initiative;
  gathered all = {.first = steg_arena_array(made->arena, initiative->count + 1, sizeof *all.first)};
  steg_response_cursor *cursor = NULL;
  steg_response response;
  size_t at = 0;
  if (!all.first)
    return steg_error_memory(err);
  if (steg_response_open(made->context->store, entry, initiative->number, initiative->number, &cursor, err) < 0)
    return -1;
  int more;
  while ((more = steg_response_next(cursor, &response, err)) > 0) {
    while (at < initiative->count && initiative->rows[at].id < response.participation)
      all.first[++at] = all.count;
    if (at < initiative->count && initiative->rows[at].id == response.participation &&
        keep(made->arena, &all, &response) < 0) {
      more = steg_error_memory(err);
      break;
    }
  }
  steg_response_close(cursor);
  if (more < 0)
    return -1;
  while (at < initiative->count)
    all.first[++at] = all.count;
  *ret_all = all;
  return 0;
}

/* ---- the rules */

static bool is_counted(const listing *made, const place *where, size_t participation) {
  const steg_participation *row = &where->initiative->rows[participation];
  return row->person != 0 && !(where->initiative->mistaken && where->initiative->mistaken[participation]) &&
         row->attributes.start != STEG_DATE_NONE && row->attributes.start <= made->order->as_of;
}

static bool has_ended(const listing *made, const steg_participation *row) {
  return row->attributes.end != STEG_DATE_NONE && row->attributes.end <= made->order->as_of;
}

/* A scale item of the role that is asked then; what is asked once about the change itself is asked at the end. */
static bool is_asked(const steg_instrument *instrument, int32_t role, steg_occasion occasion) {
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    if (item->type == STEG_ITEM_SCALE && (!item->retrospective || occasion == STEG_OCCASION_END) &&
        steg_model_occasion_asks(item, occasion) && (role < 0 || steg_model_role_answers(instrument, item, role)))
      return true;
  }
  return false;
}

static steg_date latest(const listing *made, const steg_measurement *rows, size_t count) {
  steg_date date = STEG_DATE_NONE;
  for (size_t i = 0; i < count; i++)
    if (rows[i].date <= made->order->as_of && rows[i].occasion != STEG_OCCASION_FOLLOW_UP && rows[i].date > date)
      date = rows[i].date;
  return date;
}

/* START, ONGOING and END of one participation, instrument and role. */
static int judge(listing *made, const place *where, size_t participation, const steg_instrument *instrument,
                 int32_t role, const steg_measurement *rows, size_t count) {
  const steg_participation *row = &where->initiative->rows[participation];
  const steg_pairing_rule *rule = &made->context->pairing;
  const steg_attributes *dates = &row->attributes;
  steg_pairing pairing = steg_pairing_choose(rule, dates->start, dates->end, made->order->as_of, rows, count);
  steg_date last = latest(made, rows, count);
  if (pairing.first < 0 && is_asked(instrument, role, STEG_OCCASION_START) &&
      !steg_waivers_hold(&where->waivers, participation, instrument->id, STEG_OCCASION_START) &&
      add(made, STEG_TODO_START, where, participation, instrument, role, dates->start + rule->baseline_after_days) < 0)
    return -1;
  if (has_ended(made, row)) {
    if (pairing.end < 0 && is_asked(instrument, role, STEG_OCCASION_END) &&
        !steg_waivers_hold(&where->waivers, participation, instrument->id, STEG_OCCASION_END))
      return add(made, STEG_TODO_END, where, participation, instrument, role, dates->end + rule->end_after_days);
    return 0;
  }
  if (!instrument->interval_months || last == STEG_DATE_NONE || !is_asked(instrument, role, STEG_OCCASION_ONGOING) ||
      steg_waivers_hold(&where->waivers, participation, instrument->id, STEG_OCCASION_ONGOING))
    return 0;
  steg_date due = steg_date_add_months(last, (int)instrument->interval_months);
  return due <= made->order->as_of + ONGOING_SHOWN_BEFORE
             ? add(made, STEG_TODO_ONGOING, where, participation, instrument, role, due)
             : 0;
}

static bool measures(const steg_instrument *instrument) {
  return instrument->kind == STEG_KIND_REPEATED && is_asked(instrument, -1, 0);
}

static int list_instrument(listing *made, place *where, const steg_registry_entry *entry, steg_error *err) {
  const steg_instrument *instrument = entry->instrument;
  const steg_source_initiative *initiative = where->initiative;
  gathered all;
  if (gather(made, where, entry, &all, err) < 0)
    return -1;
  steg_measurement *of_role = steg_arena_array(made->arena, all.count + 1, sizeof *of_role);
  if (!of_role)
    return steg_error_memory(err);
  int32_t roles = (int32_t)instrument->roles.count;
  for (size_t p = 0; p < initiative->count; p++) {
    for (size_t i = all.first[p]; i < all.first[p + 1]; i++)
      if (all.rows[i].occasion == STEG_OCCASION_END && all.rows[i].date <= made->order->as_of &&
          all.rows[i].date > where->declared_end[p])
        where->declared_end[p] = all.rows[i].date;
    if (!is_counted(made, where, p))
      continue;
    for (int32_t role = roles ? 0 : -1; role < roles; role++) {
      size_t count = 0;
      for (size_t i = all.first[p]; i < all.first[p + 1]; i++)
        if (all.roles[i] == role || (all.roles[i] < 0 && roles == 1))
          of_role[count++] = all.rows[i];
      if (judge(made, where, p, instrument, role, of_role, count) < 0)
        return steg_error_memory(err);
    }
  }
  return 0;
}

static int list_exits(listing *made, const place *where, steg_error *err) {
  const steg_source_initiative *initiative = where->initiative;
  const steg_registry_entry *entry = steg_registry_find(made->context->registry, register_id);
  int months = initiative->definition->planned_months ? initiative->definition->planned_months : PLANNED_MONTHS;
  for (size_t p = 0; p < initiative->count; p++) {
    const steg_participation *row = &initiative->rows[p];
    if (!is_counted(made, where, p) || row->attributes.end != STEG_DATE_NONE ||
        steg_waivers_hold(&where->waivers, p, register_id, STEG_OCCASION_END))
      continue;
    steg_date due = steg_date_add_months(row->attributes.start, months), declared = where->declared_end[p];
    due = declared != STEG_DATE_NONE && declared < due ? declared : due;
    if (due <= made->order->as_of && add(made, STEG_TODO_EXIT, where, p, entry ? entry->instrument : NULL, -1, due) < 0)
      return steg_error_memory(err);
  }
  return 0;
}

static bool uses(const steg_initiative *initiative, const char *id) {
  for (size_t i = 0; initiative->instruments && initiative->instruments[i]; i++)
    if (!strcmp(initiative->instruments[i], id))
      return true;
  return false;
}

static int list_plans(listing *made, const place *where, steg_error *err) {
  const steg_source_initiative *initiative = where->initiative;
  const steg_registry_entry *entry = steg_registry_find(made->context->registry, events_id);
  int32_t role = entry ? steg_model_role_index(entry->instrument, plan_role) : -1;
  if (role < 0 || !uses(initiative->definition, events_id)) {
    made->todo->plans_left_out = true;
    return 0;
  }
  gathered all;
  if (gather(made, where, entry, &all, err) < 0)
    return -1;
  for (size_t p = 0; p < initiative->count; p++) {
    bool there = false;
    for (size_t i = all.first[p]; i < all.first[p + 1]; i++)
      there = there || (all.roles[i] == role && all.rows[i].date <= made->order->as_of);
    if (is_counted(made, where, p) && !there &&
        add(made, STEG_TODO_PLAN, where, p, entry->instrument, role,
            steg_date_add_months(initiative->rows[p].attributes.start, PLAN_MONTHS)) < 0)
      return steg_error_memory(err);
  }
  return 0;
}

static int list_initiative(listing *made, const steg_initiative *definition, steg_error *err) {
  place where = {.initiative = NULL};
  if (steg_source_load(made->source, definition->id, &where.initiative, err) < 0)
    return -1;
  if (!where.initiative->count)
    return 0;
  if (steg_waivers_read(made->context, where.initiative->rows, where.initiative->count, made->arena, &where.waivers,
                        err) < 0)
    return -1;
  where.declared_end = steg_arena_array(made->arena, where.initiative->count, sizeof *where.declared_end);
  if (!where.declared_end)
    return steg_error_memory(err);
  for (size_t i = 0; i < where.initiative->count; i++)
    where.declared_end[i] = STEG_DATE_NONE;
  for (size_t i = 0; definition->instruments && definition->instruments[i]; i++) {
    const steg_registry_entry *entry = steg_registry_find(made->context->registry, definition->instruments[i]);
    if (entry && measures(entry->instrument) && list_instrument(made, &where, entry, err) < 0)
      return -1;
  }
  return list_exits(made, &where, err) < 0 || list_plans(made, &where, err) < 0 ? -1 : 0;
}

/* ---- order */

static int compare_texts(const char *a, const char *b) {
  if (!a || !b)
    return (a == NULL) - (b == NULL);
  return steg_collate_compare(a, b);
}

static int compare(const void *a, const void *b) {
  const steg_todo_row *x = a, *y = b;
  if (x->overdue != y->overdue)
    return x->overdue ? -1 : 1;
  if (x->due != y->due)
    return x->due < y->due ? -1 : 1;
  int order = strcmp(x->initiative->id, y->initiative->id);
  order = order ? order : compare_texts(x->coach, y->coach);
  order = order ? order : compare_texts(x->code, y->code);
  order = order ? order : (x->start > y->start) - (x->start < y->start);
  order =
      order ? order : compare_texts(x->instrument ? x->instrument->id : NULL, y->instrument ? y->instrument->id : NULL);
  order = order ? order : (int)x->kind - (int)y->kind;
  return order ? order : (x->role > y->role) - (x->role < y->role);
}

int steg_todo_make(const steg_project *project, steg_store *store, const steg_todo_order *order, steg_todo *ret_todo,
                   steg_error *err) {
  const steg_evaluate_context context = {.store = store,
                                         .registry = project->registry,
                                         .initiatives = project->initiatives,
                                         .initiative_count = project->initiative_count,
                                         .pairing = project->settings.pairing,
                                         .as_of = order->as_of,
                                         .lang = project->settings.lang,
                                         .register_instrument = register_id};
  steg_todo todo = {.rows = NULL};
  steg_code *codes = NULL;
  listing made = {.project = project, .arena = project->arena, .order = order, .context = &context, .todo = &todo};
  if (steg_codes_load(store, project->arena, &codes, &made.code_count, err) < 0)
    return -1;
  made.codes = codes;
  made.source = steg_source_new(&context);
  if (!made.source)
    return steg_error_memory(err);
  int status = 0;
  for (size_t i = 0; i < project->initiative_count && status == 0; i++)
    if (!order->initiative || !strcmp(order->initiative, project->initiatives[i].id))
      status = list_initiative(&made, &project->initiatives[i], err);
  /* What the rows show lives in the source's arena. */
  for (size_t i = 0; i < todo.count && status == 0; i++)
    if (todo.rows[i].coach && !(todo.rows[i].coach = steg_arena_text(project->arena, todo.rows[i].coach)))
      status = steg_error_memory(err);
  steg_source_free(made.source);
  if (status < 0)
    return -1;
  if (todo.count)
    qsort(todo.rows, todo.count, sizeof *todo.rows, compare);
  *ret_todo = todo;
  return 0;
}
