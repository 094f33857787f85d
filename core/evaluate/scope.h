/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scope - what a measure starts from: the members, their groups, and the instrument's answers; and what it fills of a result
 * besides its lines: population, breakdowns, how it was counted.
 */
#ifndef STEG_EVALUATE_SCOPE_H
#define STEG_EVALUATE_SCOPE_H

#include "evaluate/grouping.h"
#include "evaluate/tally.h"

/* An item as one role answers it: what a line is about. */
typedef struct steg_asked {
  int32_t item;
  int32_t role; /* -1 when the instrument has no roles */
  const steg_item *row;
  const steg_scale *scale; /* NULL when the type has none */
  uint32_t slot;           /* its first */
} steg_asked;

typedef struct steg_scope {
  const steg_request *request;
  steg_members members;
  steg_grouping grouping;
  const steg_registry_entry *entry; /* NULL without an instrument */
  const steg_readings **answers;    /* by member's place */
  steg_asked *asked;
  size_t asked_count;
  bool *roles; /* by role + 1: asked for */
} steg_scope;

/* Whether a measure can take the item; `chosen`: the request names it. */
typedef bool (*steg_scope_takes_fn)(const steg_instrument *instrument, const steg_item *item, bool chosen);

/* Gathers members and groups; fills by, registered and how of the result, measured and paired as not applicable.
 * `instrument` NULL: none. */
int steg_scope_open(steg_evaluation *evaluation, const steg_request *request, const char *instrument,
                    steg_scope *ret_scope, steg_result *result, steg_error *err);
/* Fills by and how of the result, and the population: every member, none of them measured or paired yet. */
int steg_scope_describe(steg_evaluation *evaluation, const steg_scope *scope, steg_result *result, steg_error *err);
/* Lists the items asked for with each role that answers them, in the instrument's order. Error when the request names an item that
 * the measure can't take. */
int steg_scope_ask(steg_evaluation *evaluation, steg_scope *scope, steg_scope_takes_fn takes, steg_error *err);
/* Every role of the request, without regard to items. */
int steg_scope_ask_roles(steg_evaluation *evaluation, steg_scope *scope, steg_error *err);

const steg_pairing *steg_scope_pairing(const steg_scope *scope, const steg_member *member, int32_t role);
/* The best outcome over the roles asked for. */
steg_pairing_outcome steg_scope_outcome(const steg_scope *scope, const steg_member *member);

typedef enum steg_moment { STEG_MOMENT_START = 1, STEG_MOMENT_END = 2, STEG_MOMENT_LAST = 3 } steg_moment;

/* Kept row of the member's response at the moment: baseline, end measurement, or the latest; -1 = none. */
int32_t steg_scope_row(const steg_scope *scope, const steg_member *member, int32_t role, steg_moment moment);
/* Fills measured (a response at the moment, in some role asked for), and the exclusions by reason. */
int steg_scope_count_measured(steg_evaluation *evaluation, const steg_scope *scope, steg_moment moment,
                              steg_result *result, steg_error *err);
/* Fills measured, paired, the exclusions by reason and the pairing rule from the roles asked for. */
int steg_scope_count_pairs(steg_evaluation *evaluation, const steg_scope *scope, steg_result *result, steg_error *err);
/* Adds a reason; a count of 0 adds nothing. */
int steg_scope_exclude(steg_evaluation *evaluation, steg_result *result, const char *reason, int64_t count,
                       steg_error *err);

/* count lines, in the results' arena: their group set, item and role -1. Line index = group * per_group + n. */
int steg_scope_lines(steg_evaluation *evaluation, const steg_scope *scope, size_t per_group, steg_result *result,
                     steg_error *err);
steg_sensitivity steg_scope_sensitivity(const steg_scope *scope, size_t group, const steg_item *item);

#endif
