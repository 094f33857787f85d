/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/answer.h"

#include "instrument/model.h"

const int32_t *steg_answer_steps(const steg_scale *scale, steg_arena *arena) {
  int32_t *steps = steg_arena_array(arena, scale->levels.count, sizeof *steps);
  for (uint32_t l = 0; steps && l < scale->levels.count; l++)
    steps[l] = -1;
  /* By the scale's order, not the definition's: a form may print its steps from the best one down. */
  for (uint32_t s = 0; steps && s < steg_model_step_count(scale); s++)
    steps[steg_model_step(scale, s)] = (int32_t)s;
  return steps;
}

static bool chose_any(const int32_t *slots, uint32_t count) {
  for (uint32_t l = 0; l < count; l++)
    if (slots[l] != STEG_SLOT_NONE)
      return true;
  return false;
}

static steg_answer empty(const steg_readings *answers, const steg_asked *asked, int32_t row) {
  steg_occasion occasion = (steg_occasion)answers->occasions[row];
  return (steg_answer){.kind = steg_model_occasion_asks(asked->row, occasion) ? STEG_ANSWER_MISSING
                                                                              : STEG_ANSWER_NOT_ASKED};
}

static steg_answer read_level(const steg_readings *answers, const steg_asked *asked, const int32_t *step_of_level,
                              int32_t row, int32_t slot) {
  int32_t level = slot == STEG_SLOT_NONE ? -1 : steg_model_level_of_value(asked->scale, slot);
  if (level < 0)
    return empty(answers, asked, row);
  if (step_of_level[level] < 0)
    return (steg_answer){.kind = STEG_ANSWER_CANNOT};
  return (steg_answer){.kind = STEG_ANSWER_VALUE, .step = step_of_level[level]};
}

steg_answer steg_answer_read(const steg_readings *answers, const steg_asked *asked, const int32_t *step_of_level,
                             int32_t row) {
  const int32_t *slots = steg_readings_slots(answers, row);
  if (!slots)
    return (steg_answer){.kind = STEG_ANSWER_NO_RESPONSE};
  steg_crossing_kind kind = steg_readings_kind(answers, row, asked->item);
  if (kind == STEG_CROSSING_BROKEN || kind == STEG_CROSSING_ABSENT)
    return (steg_answer){.kind = kind == STEG_CROSSING_BROKEN ? STEG_ANSWER_BROKEN : STEG_ANSWER_NOT_ASKED};
  int32_t slot = slots[asked->slot];
  switch (asked->row->type) {
  case STEG_ITEM_SCALE:
  case STEG_ITEM_CHOICE:
    return read_level(answers, asked, step_of_level, row, slot);
  case STEG_ITEM_MULTI:
    return chose_any(slots + asked->slot, asked->scale->levels.count)
               ? (steg_answer){.kind = STEG_ANSWER_VALUE, .slots = slots + asked->slot}
               : empty(answers, asked, row);
  case STEG_ITEM_NUMBER:
  case STEG_ITEM_PERCENT:
  case STEG_ITEM_FLAG:
    break;
  case STEG_ITEM_DATE:
  case STEG_ITEM_TEXT:
    return (steg_answer){.kind = STEG_ANSWER_MISSING}; /* no measure takes them */
  }
  if (slot == STEG_SLOT_NONE)
    return empty(answers, asked, row);
  if (asked->row->type == STEG_ITEM_FLAG)
    return (steg_answer){.kind = STEG_ANSWER_VALUE, .step = slot};
  return (steg_answer){.kind = STEG_ANSWER_VALUE, .number = steg_readings_number(answers, row, asked->slot)};
}
