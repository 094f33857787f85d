/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answer - one answer to one item, told apart: a value, an answer beside the scale, no answer, not asked, or asked in a way that can't
 * be compared. Only the first is a number.
 */
#ifndef STEG_EVALUATE_ANSWER_H
#define STEG_EVALUATE_ANSWER_H

#include "evaluate/scope.h"

typedef enum steg_answer_kind {
  STEG_ANSWER_NO_RESPONSE = 0, /* there is no form */
  STEG_ANSWER_VALUE = 1,
  STEG_ANSWER_CANNOT = 2,    /* beside the scale: "kan inte svara" */
  STEG_ANSWER_MISSING = 3,   /* the form leaves it open */
  STEG_ANSWER_NOT_ASKED = 4, /* the form of that occasion or version has no such question */
  STEG_ANSWER_BROKEN = 5,    /* answered, but as an earlier version asked it, which can't be compared */
  STEG_ANSWER_KINDS
} steg_answer_kind;

typedef struct steg_answer {
  steg_answer_kind kind;
  int32_t step;         /* VALUE of SCALE, CHOICE: which step, from 0; FLAG: 0 or 1; else 0 */
  double number;        /* VALUE of NUMBER, PERCENT */
  const int32_t *slots; /* VALUE of MULTI: by level, as layout.h */
} steg_answer;

/* step_of_level: by level index, its step or -1: see steg_answer_steps; SCALE and CHOICE only. `row`: a kept row, -1 = no
 * response. */
steg_answer steg_answer_read(const steg_readings *answers, const steg_asked *asked, const int32_t *step_of_level,
                             int32_t row);
/* By level of the scale: its step's number, -1 for an off-scale one. NULL when memory is out. */
const int32_t *steg_answer_steps(const steg_scale *scale, steg_arena *arena);

#endif
