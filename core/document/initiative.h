/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * initiative - a financed initiative as its Lua file says: federation, target group, capacity, period, budget, goals.
 */
#ifndef STEG_DOCUMENT_INITIATIVE_H
#define STEG_DOCUMENT_INITIATIVE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/tree.h"

typedef struct steg_goal {
  const char *id;
  const char *text_sv, *text_en;
  const char *source;  /* instrument id, "events", "counts", or NULL: no instrument measures it */
  const char *measure; /* NULL = not decided */
  const char *item;
  const char *comparator; /* ">=", "about", "increase", "more_better_than_worse", or NULL */
  double target;          /* NaN = without a number */
  const char *unit;       /* "share", "count", "per_year" ... or NULL */
} steg_goal;

typedef struct steg_budget_row {
  int year;
  int quarter;                           /* 0 = the whole year */
  const char *organisation;              /* or NULL */
  const char *category_sv, *category_en; /* NULL for a stated sum */
  double amount;                         /* kr; NaN = left empty, which is not zero */
  bool stated_sum;                       /* a sum as the application states it */
} steg_budget_row;

typedef struct steg_initiative {
  const char *id;
  const char *title_sv, *title_en;
  const char *federation;     /* name */
  const char *const *aliases; /* NULL-terminated */
  steg_period period;
  const int32_t *municipalities; /* kommunkod */
  size_t municipality_count;
  const char *target_group_sv, *target_group_en;
  int age_low, age_high;          /* 0 = not said */
  int capacity;                   /* participants at a time, 0 = not said */
  int planned_months;             /* planned length, 0 = not said */
  const char *const *instruments; /* ids it uses, NULL-terminated */
  const char *const *teams;
  const char *const *priority_groups;
  const char *const *receivers;
  const steg_goal *goals;
  size_t goal_count;
  const steg_budget_row *budget;
  size_t budget_count;
  const char *path;
  const steg_tree *tree; /* as the file returned it: what report scripts see */
} steg_initiative;

/* Every fault names the field's path. */
int steg_initiative_read(const steg_tree *tree, const char *path, steg_arena *arena, steg_initiative *ret_initiative,
                         steg_error *err);

#endif
