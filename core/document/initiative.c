/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/initiative.h"
#include "base/file.h"
#include "base/text.h"
#include "document/field.h"
#include <math.h>
#include <string.h>

enum { MOST_ROWS = 1000, MOST_WORDS = 200 };
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Fields without a place in steg_initiative are kept in the tree, where reports see them. */
static const char *const initiative_fields[] = {
    "api",       "id",           "title",    "federation",     "aliases",     "period", "municipalities",
    "age",       "target_group", "capacity", "planned_months", "instruments", "teams",  "priority_groups",
    "receivers", "goals",        "budget",   "about",          "facts"};
static const char *const goal_fields[] = {"id",     "text", "source",    "measure",    "item",   "comparator",
                                          "target", "unit", "tolerance", "population", "period", "note"};
static const char *const budget_fields[] = {"year",   "quarter",    "organisation", "category",
                                            "amount", "stated_sum", "note"};
static const char *const comparators[] = {">=", "<=", "about", "increase", "more_better_than_worse"};
enum { INCREASE = 3 }; /* its place above: a target is how much, and may be left out */
static const char *const units[] = {"share", "count", "per_year", "per_week", "level", "number"};

static int read_goal(const steg_field_place *place, const steg_tree *node, const char *path, steg_goal *ret_goal) {
  steg_goal goal = {0};
  int comparator, unit;
  if (steg_field_map(place, node, path, goal_fields, COUNT(goal_fields)) != 0 ||
      steg_field_text(place, node, path, "id", STEG_FIELD_REQUIRED, &goal.id) != 0 ||
      steg_field_both(place, node, path, "text", STEG_FIELD_REQUIRED, &goal.text_sv, &goal.text_en) != 0 ||
      steg_field_id(place, node, path, "source", STEG_FIELD_OPTIONAL, &goal.source) != 0 ||
      steg_field_id(place, node, path, "measure", STEG_FIELD_OPTIONAL, &goal.measure) != 0 ||
      steg_field_id(place, node, path, "item", STEG_FIELD_OPTIONAL, &goal.item) != 0 ||
      steg_field_word(place, node, path, "comparator", STEG_FIELD_OPTIONAL, comparators, COUNT(comparators),
                      &comparator) != 0 ||
      steg_field_real(place, node, path, "target", STEG_FIELD_OPTIONAL, &goal.target) != 0 ||
      steg_field_word(place, node, path, "unit", STEG_FIELD_OPTIONAL, units, COUNT(units), &unit) != 0)
    return -1;
  goal.comparator = comparator < 0 ? NULL : comparators[comparator];
  goal.unit = unit < 0 ? NULL : units[unit];
  bool compares_number = comparator >= 0 && comparator <= 2;
  if (!isnan(goal.target) && !compares_number && comparator != INCREASE)
    return steg_field_fault(place, path, "target", "needs a comparator: \">=\", \"<=\", \"about\" or \"increase\"");
  if (isnan(goal.target) && compares_number)
    return steg_field_fault(place, path, "comparator", "\"%s\" needs a target", goal.comparator);
  if (!isnan(goal.target) && unit == 0 && (goal.target < 0 || goal.target > 1))
    return steg_field_fault(place, path, "target", "a share is written from 0 to 1: 80 %% is 0.8");
  *ret_goal = goal;
  return 0;
}

static int read_goals(const steg_field_place *place, const steg_tree *tree, steg_initiative *initiative) {
  const steg_tree *list = NULL;
  if (steg_field_list(place, tree, "", "goals", STEG_FIELD_OPTIONAL, MOST_ROWS, &list) != 0)
    return -1;
  size_t count = steg_tree_size(list);
  steg_goal *goals = steg_arena_array(place->arena, count, sizeof *goals);
  if (!goals)
    return steg_error_memory(place->err);
  for (size_t i = 0; i < count; i++) {
    const char *path = steg_field_path_at(place, "", "goals", i);
    if (read_goal(place, steg_tree_at(list, i), path, &goals[i]) != 0)
      return -1;
    for (size_t j = 0; j < i; j++)
      if (strcmp(goals[j].id, goals[i].id) == 0)
        return steg_field_fault(place, path, "id", "\"%.40s\" is the id of goals[%zu] too", goals[i].id, j + 1);
  }
  initiative->goals = goals;
  initiative->goal_count = count;
  return 0;
}

static int read_budget_row(const steg_field_place *place, const steg_tree *node, const char *path,
                           steg_budget_row *ret_row) {
  steg_budget_row row = {0};
  int64_t year, quarter;
  if (steg_field_map(place, node, path, budget_fields, COUNT(budget_fields)) != 0 ||
      steg_field_integer(place, node, path, "year", STEG_FIELD_REQUIRED, 1990, 2200, 0, &year) != 0 ||
      steg_field_integer(place, node, path, "quarter", STEG_FIELD_OPTIONAL, 1, 4, 0, &quarter) != 0 ||
      steg_field_text(place, node, path, "organisation", STEG_FIELD_OPTIONAL, &row.organisation) != 0 ||
      steg_field_both(place, node, path, "category", STEG_FIELD_OPTIONAL, &row.category_sv, &row.category_en) != 0 ||
      steg_field_real(place, node, path, "amount", STEG_FIELD_OPTIONAL, &row.amount) != 0 ||
      steg_field_bool(place, node, path, "stated_sum", &row.stated_sum) != 0)
    return -1;
  if (!row.category_sv && !row.stated_sum)
    return steg_field_fault(place, path, "category", "is missing; only a row with stated_sum = true has none");
  if (row.stated_sum && isnan(row.amount))
    return steg_field_fault(place, path, "amount", "is missing in a stated sum");
  row.year = (int)year;
  row.quarter = (int)quarter;
  *ret_row = row;
  return 0;
}

static int read_budget(const steg_field_place *place, const steg_tree *tree, steg_initiative *initiative) {
  const steg_tree *list = NULL;
  if (steg_field_list(place, tree, "", "budget", STEG_FIELD_OPTIONAL, MOST_ROWS, &list) != 0)
    return -1;
  size_t count = steg_tree_size(list);
  steg_budget_row *rows = steg_arena_array(place->arena, count, sizeof *rows);
  if (!rows)
    return steg_error_memory(place->err);
  for (size_t i = 0; i < count; i++)
    if (read_budget_row(place, steg_tree_at(list, i), steg_field_path_at(place, "", "budget", i), &rows[i]) != 0)
      return -1;
  initiative->budget = rows;
  initiative->budget_count = count;
  return 0;
}

/* Texts of four digits: a leading zero is part of a kommunkod, so a number is refused. */
static int read_municipalities(const steg_field_place *place, const steg_tree *tree, steg_initiative *initiative) {
  const char *const *codes;
  size_t count;
  if (steg_field_texts(place, tree, "", "municipalities", MOST_WORDS, &codes, &count) != 0)
    return -1;
  int32_t *numbers = steg_arena_array(place->arena, count, sizeof *numbers);
  if (!numbers)
    return steg_error_memory(place->err);
  for (size_t i = 0; i < count; i++) {
    if (strlen(codes[i]) != 4 || strspn(codes[i], "0123456789") != 4)
      return steg_field_fault(place, steg_field_path_at(place, "", "municipalities", i), NULL,
                              "\"%.40s\" is no kommunkod: four digits in quotes, such as \"0643\"", codes[i]);
    for (const char *digit = codes[i]; *digit; digit++)
      numbers[i] = numbers[i] * 10 + (*digit - '0');
  }
  initiative->municipalities = numbers;
  initiative->municipality_count = count;
  return 0;
}

/* {low, high}, both included; 0 or nothing = open. */
static int read_age(const steg_field_place *place, const steg_tree *tree, steg_initiative *initiative) {
  const steg_tree *list = NULL;
  if (steg_field_list(place, tree, "", "age", STEG_FIELD_OPTIONAL, 2, &list) != 0)
    return -1;
  int64_t bounds[2] = {0, 0};
  for (size_t i = 0; i < steg_tree_size(list); i++) {
    bounds[i] = steg_tree_get_integer(steg_tree_at(list, i), -1);
    if (bounds[i] < 0 || bounds[i] > 120)
      return steg_field_fault(place, steg_field_path_at(place, "", "age", i), NULL, "expected an age from 0 to 120");
  }
  if (bounds[1] && bounds[1] < bounds[0])
    return steg_field_fault(place, "", "age", "the lower age stands first: {16, 64}");
  initiative->age_low = (int)bounds[0];
  initiative->age_high = (int)bounds[1];
  return 0;
}

static int read_words(const steg_field_place *place, const steg_tree *tree, steg_initiative *initiative) {
  const struct {
    const char *key;
    const char *const **texts;
  } lists[] = {{"aliases", &initiative->aliases},
               {"instruments", &initiative->instruments},
               {"teams", &initiative->teams},
               {"priority_groups", &initiative->priority_groups},
               {"receivers", &initiative->receivers}};
  for (size_t i = 0; i < COUNT(lists); i++)
    if (steg_field_texts(place, tree, "", lists[i].key, MOST_WORDS, lists[i].texts, NULL) != 0)
      return -1;
  for (size_t i = 0; initiative->instruments[i]; i++)
    if (!steg_text_is_id(initiative->instruments[i]))
      return steg_field_fault(place, steg_field_path_at(place, "", "instruments", i), NULL,
                              "\"%.60s\" is no instrument's id", initiative->instruments[i]);
  return 0;
}

int steg_initiative_read(const steg_tree *tree, const char *path, steg_arena *arena, steg_initiative *ret_initiative,
                         steg_error *err) {
  const steg_field_place place = {.file = path ? steg_file_name(path) : NULL, .arena = arena, .err = err};
  steg_initiative initiative = {.path = path, .tree = tree};
  int64_t api, capacity, months;
  if (steg_field_map(&place, tree, "", initiative_fields, COUNT(initiative_fields)) != 0 ||
      steg_field_integer(&place, tree, "", "api", STEG_FIELD_REQUIRED, 1, 1, 0, &api) != 0 ||
      steg_field_id(&place, tree, "", "id", STEG_FIELD_REQUIRED, &initiative.id) != 0 ||
      steg_field_both(&place, tree, "", "title", STEG_FIELD_REQUIRED, &initiative.title_sv, &initiative.title_en) !=
          0 ||
      steg_field_text(&place, tree, "", "federation", STEG_FIELD_REQUIRED, &initiative.federation) != 0 ||
      steg_field_period(&place, tree, "", "period", STEG_FIELD_REQUIRED, &initiative.period) != 0 ||
      steg_field_both(&place, tree, "", "target_group", STEG_FIELD_OPTIONAL, &initiative.target_group_sv,
                      &initiative.target_group_en) != 0 ||
      steg_field_integer(&place, tree, "", "capacity", STEG_FIELD_OPTIONAL, 1, 100000, 0, &capacity) != 0 ||
      steg_field_integer(&place, tree, "", "planned_months", STEG_FIELD_OPTIONAL, 1, 240, 0, &months) != 0 ||
      read_municipalities(&place, tree, &initiative) != 0 || read_age(&place, tree, &initiative) != 0 ||
      read_words(&place, tree, &initiative) != 0 || read_goals(&place, tree, &initiative) != 0 ||
      read_budget(&place, tree, &initiative) != 0)
    return -1;
  initiative.capacity = (int)capacity;
  initiative.planned_months = (int)months;
  *ret_initiative = initiative;
  return 0;
}
