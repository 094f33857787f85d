/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * todo - what is lacking about the people of the store, and when it was or is due.
 *
 * | what       | lacking                                                        | due                                  | listed from        |
 * | START      | no baseline (evaluate/pairing) in a role that is asked then    | start + the rule's days after (45)   | start              |
 * | ONGOING    | still in, and the last measurement is as old as the interval   | last measurement + interval_months   | 30 days before     |
 * | END        | ended, and no end measurement (evaluate/pairing)               | end + the rule's days after (30)     | end                |
 * | EXIT       | no end date, though the planned length has passed, or a        | start + the initiative's planned     | that day           |
 * |            | response is declared as the end's                              | months (12 unless said); that answer |                    |
 * | PLAN       | no event `handlingsplan` of the instrument `handelser`         | start + 6 months                     | start              |
 *
 * An instrument that measures is a repeated one with scale items, which the initiative uses; a role is asked at an occasion when it
 * has such an item then. Waivers (evaluate/waiver) count as not lacking. Anonymous people, felregistrering, and participations
 * that have not started are left out. A plan can only be looked for where the initiative uses `handelser`.
 */
#ifndef STEG_PROJECT_TODO_H
#define STEG_PROJECT_TODO_H

#include "project/project.h"

typedef enum steg_todo_kind {
  STEG_TODO_START = 1,
  STEG_TODO_ONGOING = 2,
  STEG_TODO_END = 3,
  STEG_TODO_EXIT = 4,
  STEG_TODO_PLAN = 5
} steg_todo_kind;

typedef struct steg_todo_row {
  steg_todo_kind kind;
  const char *code;  /* the person's own; NULL = known by personnummer alone */
  steg_date start;   /* of the participation */
  const char *coach; /* or NULL */
  const steg_initiative *initiative;
  const steg_instrument *instrument; /* NULL: an exit where the project has no register */
  int32_t role;                      /* -1 = none */
  steg_date due;
  bool overdue; /* due before the day asked for */
} steg_todo_row;

typedef struct steg_todo {
  steg_todo_row *rows; /* overdue first, then by due date; ties by initiative, coach, code, instrument and role */
  size_t count, overdue;
  bool plans_left_out; /* in some initiative a plan could not be looked for */
} steg_todo;

typedef struct steg_todo_order {
  const char *initiative; /* id, NULL = all of the project */
  const char *coach;      /* name, without case; NULL = all */
  const char *instrument; /* id, NULL = all; exits are the register's, plans handelser's */
  steg_date as_of;        /* never NONE */
} steg_todo_order;

/* `store` opened for writing: the codes are in identity.db. In the project's arena. */
int steg_todo_make(const steg_project *project, steg_store *store, const steg_todo_order *order, steg_todo *ret_todo,
                   steg_error *err);

#endif
