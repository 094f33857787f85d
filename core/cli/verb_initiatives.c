/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/figures.h"
#include "cli/listing.h"
#include "cli/verb.h"

#include "base/number.h"
#include "instrument/model.h"
#include <math.h>
#include <unistd.h>

static const char *period_text(steg_arena *arena, steg_lang lang, steg_period period) {
  steg_buffer out;
  steg_buffer_init(&out, 256);
  steg_period_write(&out, lang, period);
  const char *text = steg_arena_text(arena, out.bytes);
  steg_buffer_release(&out);
  return text;
}

static const char *kronor(steg_arena *arena, steg_lang lang, double amount) {
  steg_buffer out;
  steg_buffer_init(&out, 64);
  if (isnan(amount))
    steg_buffer_text(&out, "–");
  else
    steg_number_write_real(&out, lang, amount, 0);
  const char *text = steg_arena_text(arena, out.bytes);
  steg_buffer_release(&out);
  return text;
}

static int print_goals(steg_session *session, const steg_initiative *initiative, steg_error *err) {
  const char *const headers[] = {steg_session_pick(session, "mål", "goal"),
                                 steg_session_pick(session, "mäts med", "measured by"),
                                 steg_session_pick(session, "text", "text")};
  steg_listing listing;
  steg_listing_start(&listing, session->project->arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < initiative->goal_count; i++) {
    const steg_goal *goal = &initiative->goals[i];
    const char *cells[] = {goal->id, goal->source ? goal->source : "–",
                           steg_session_pick(session, goal->text_sv, goal->text_en)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

/* Each budget row, and per year the sum that the application states beside the one that its rows give. */
static int print_budget(steg_session *session, const steg_initiative *initiative, steg_error *err) {
  steg_arena *arena = session->project->arena;
  const char *const headers[] = {steg_session_pick(session, "\når", "\nyear"),
                                 steg_session_pick(session, "post", "category"),
                                 steg_session_pick(session, "kr", "SEK")};
  steg_listing listing;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < initiative->budget_count; i++) {
    const steg_budget_row *row = &initiative->budget[i];
    const char *name = steg_session_pick(session, row->category_sv, row->category_en);
    if (row->stated_sum)
      name = steg_arena_printf(arena, "%s%s%s", steg_session_pick(session, "angiven summa", "stated sum"),
                               name ? ": " : "", name ? name : "");
    const char *cells[] = {row->quarter ? steg_arena_printf(arena, "%d Q%d", row->year, row->quarter)
                                        : steg_arena_printf(arena, "%d", row->year),
                           row->organisation ? steg_arena_printf(arena, "%s: %s", row->organisation, name) : name,
                           kronor(arena, session->lang, row->amount)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

/* A node of the file's own tree, given as it is; the union drops a const that nothing here makes use of. */
static steg_tree *own_node(const steg_tree *node) {
  union {
    const steg_tree *in;
    steg_tree *out;
  } both = {.in = node};
  return both.out;
}

/* ---- what was imported beside the application's own budget */

/* The imported budget, where there is a store with one: *ret_has says so. */
static int read_imported(steg_session *session, const steg_initiative *initiative, steg_aggregates *ret_budget,
                         bool *ret_has, steg_error *err) {
  const steg_project *project = session->project;
  const steg_registry_entry *entry = steg_registry_find(project->registry, "budget");
  const steg_period always = {STEG_DATE_NONE, STEG_DATE_NONE};
  *ret_has = false;
  /* A project whose store is not made yet has its initiatives all the same. */
  if (!entry || entry->instrument->kind != STEG_KIND_AGGREGATE || access(project->store_path, F_OK) != 0)
    return 0;
  if (steg_session_store(session, STEG_STORE_READ, err) < 0 ||
      steg_aggregates_read(session->store, entry, &initiative->id, 1, always, project->arena, ret_budget, err) < 0)
    return -1;
  *ret_has = ret_budget->count > 0;
  return 0;
}

typedef struct year_sums {
  int year;
  double budget, outcome;
  size_t budgets, outcomes;
} year_sums;

/* Budget, outcome and what is left of each year, as the rows make them. */
static size_t sum_years(const steg_aggregates *imported, steg_arena *arena, year_sums **ret_years) {
  const steg_instrument *form = imported->entry->instrument;
  const steg_sum *total = steg_model_total(form);
  int32_t part = total ? steg_model_role_index(form, total->part) : -1;
  int32_t budget = steg_model_item_index(form, "budget"), outcome = steg_model_item_index(form, "utfall");
  year_sums *years = steg_arena_array(arena, imported->count + 1, sizeof *years);
  size_t count = 0;
  for (size_t i = 0; years && budget >= 0 && outcome >= 0 && i < imported->count; i++) {
    const steg_aggregate *row = &imported->rows[i];
    int year = steg_date_year(row->period.first);
    if (row->role != part)
      continue;
    if (!count || years[count - 1].year != year) /* rows come by period */
      years[count++] = (year_sums){.year = year};
    year_sums *sums = &years[count - 1];
    if (!isnan(row->numbers[budget])) {
      sums->budget += row->numbers[budget];
      sums->budgets++;
    }
    if (!isnan(row->numbers[outcome])) {
      sums->outcome += row->numbers[outcome];
      sums->outcomes++;
    }
  }
  *ret_years = years;
  return count;
}

static int print_imported(steg_session *session, const steg_initiative *initiative, steg_error *err) {
  steg_arena *arena = session->project->arena;
  steg_aggregates imported;
  bool has = false;
  if (read_imported(session, initiative, &imported, &has, err) < 0)
    return -1;
  if (!has)
    return 0;
  const char *const headers[] = {
      steg_session_pick(session, "\når (inläst)", "\nyear (imported)"), steg_session_pick(session, "budget", "budget"),
      steg_session_pick(session, "utfall", "outcome"), steg_session_pick(session, "kvar", "left")};
  steg_listing listing;
  year_sums *years = NULL;
  size_t count = sum_years(&imported, arena, &years);
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < count; i++) {
    const year_sums *sums = &years[i];
    const char *cells[] = {
        steg_arena_printf(arena, "%d", sums->year), steg_figures_number(session, sums->budgets ? sums->budget : NAN),
        steg_figures_number(session, sums->outcomes ? sums->outcome : NAN),
        steg_figures_number(session, sums->budgets && sums->outcomes ? sums->budget - sums->outcome : NAN)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err) < 0 ? -1 : steg_figures_print_stated(session, &imported, err);
}

/* A copy of the file's own tree with the imported budget, or null, under "imported_budget". */
static int put_one_json(steg_session *session, const steg_initiative *initiative, steg_error *err) {
  steg_arena *arena = session->project->arena;
  steg_aggregates imported;
  bool has = false;
  if (read_imported(session, initiative, &imported, &has, err) < 0)
    return -1;
  steg_tree *root = steg_tree_map(arena), *node = has ? steg_tree_map(arena) : steg_tree_null(arena);
  for (size_t i = 0; i < steg_tree_size(initiative->tree); i++)
    steg_tree_put(arena, root, steg_tree_key_at(initiative->tree, i), own_node(steg_tree_at(initiative->tree, i)));
  if (has) {
    year_sums *years = NULL;
    size_t count = sum_years(&imported, arena, &years);
    steg_tree *list = steg_tree_list(arena);
    for (size_t i = 0; i < count; i++) {
      const year_sums *sums = &years[i];
      bool both = sums->budgets && sums->outcomes;
      steg_tree *year = steg_tree_map(arena);
      steg_tree_put(arena, year, "year", steg_tree_integer(arena, sums->year));
      steg_tree_put(arena, year, "budget", steg_tree_real(arena, sums->budgets ? sums->budget : NAN));
      steg_tree_put(arena, year, "outcome", steg_tree_real(arena, sums->outcomes ? sums->outcome : NAN));
      steg_tree_put(arena, year, "left", steg_tree_real(arena, both ? sums->budget - sums->outcome : NAN));
      steg_tree_append(arena, list, year);
    }
    steg_tree_put(arena, node, "years", list);
    steg_tree_put(arena, node, "rows", steg_figures_rows_tree(session, &imported));
    steg_tree_put(arena, node, "stated", steg_figures_stated_tree(session, &imported));
  }
  steg_tree_put(arena, root, "imported_budget", node);
  return steg_session_put_json(root, err);
}

static int print_one(steg_session *session, const steg_initiative *initiative, steg_error *err) {
  steg_arena *arena = session->project->arena;
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 20);
  steg_buffer_printf(&out, "%s – %s\n%s · %s\n", initiative->id,
                     steg_session_pick(session, initiative->title_sv, initiative->title_en), initiative->federation,
                     period_text(arena, session->lang, initiative->period));
  if (initiative->target_group_sv)
    steg_buffer_printf(&out, "%s: %s\n", steg_session_pick(session, "Målgrupp", "Target group"),
                       steg_session_pick(session, initiative->target_group_sv, initiative->target_group_en));
  if (initiative->capacity)
    steg_buffer_printf(&out, "%s: %d\n", steg_session_pick(session, "Platser", "Places"), initiative->capacity);
  steg_buffer_char(&out, '\n');
  int status = steg_session_put(&out, err);
  steg_buffer_release(&out);
  if (status < 0 || print_goals(session, initiative, err) < 0)
    return -1;
  if (initiative->budget_count && print_budget(session, initiative, err) < 0)
    return -1;
  return print_imported(session, initiative, err);
}

static int list_all(steg_session *session, steg_error *err) {
  const steg_project *project = session->project;
  const char *const headers[] = {"id", steg_session_pick(session, "insats", "initiative"),
                                 steg_session_pick(session, "förbund", "federation"),
                                 steg_session_pick(session, "period", "period")};
  steg_listing listing;
  steg_listing_start(&listing, project->arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < project->initiative_count; i++) {
    const steg_initiative *initiative = &project->initiatives[i];
    const char *cells[] = {initiative->id, steg_session_pick(session, initiative->title_sv, initiative->title_en),
                           initiative->federation, period_text(project->arena, session->lang, initiative->period)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

int steg_verb_initiatives(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  int parts = arguments->word_count ? STEG_PROJECT_INITIATIVES | STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_SOUND
                                    : STEG_PROJECT_INITIATIVES;
  if (steg_session_open(session, parts, err) < 0)
    return -1;
  const steg_project *project = session->project;
  if (arguments->word_count) {
    const steg_initiative *initiative = steg_project_initiative(project, arguments->words[0]);
    if (!initiative)
      return steg_project_unknown_initiative(project, arguments->words[0], err);
    return session->json ? put_one_json(session, initiative, err) : print_one(session, initiative, err);
  }
  if (!session->json)
    return list_all(session, err);
  steg_tree *root = steg_tree_map(project->arena), *list = steg_tree_list(project->arena);
  for (size_t i = 0; i < project->initiative_count; i++)
    steg_tree_append(project->arena, list, own_node(project->initiatives[i].tree));
  steg_tree_put(project->arena, root, "initiatives", list);
  return steg_session_put_json(root, err);
}
