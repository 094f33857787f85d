/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a column are, that are none as they stand. */
#include "intake/learn_part.h"

#include "instrument/model.h"
#include "intake/calendar.h"
#include "intake/ladder.h"
#include "intake/national.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DISTINCT = 200, LONGEST = 60, LABELS_MAX = 40 };

/* ---- dates */

static steg_date_order date_order(const steg_learn_cell *cells, size_t count, steg_certainty *ret_certainty) {
  size_t day_first = 0, month_first = 0, ambiguous = 0, serial = 0, others = 0;
  for (size_t i = 0; i < count; i++) {
    steg_date date = STEG_DATE_NONE;
    char *end = NULL;
    steg_calendar_verdict verdict =
        steg_calendar_read(cells[i].text, strlen(cells[i].text), STEG_CALENDAR_THIS_CENTURY, &date);
    long first = strtol(cells[i].text, &end, 10), second = *end && strchr("/.-", *end) ? strtol(end + 1, &end, 10) : 0;
    bool parts = first >= 1 && first <= 31 && second >= 1 && second <= 31;
    ambiguous += verdict == STEG_CALENDAR_AMBIGUOUS;
    serial += verdict == STEG_CALENDAR_SERIAL;
    others += verdict == STEG_CALENDAR_EXACT || verdict == STEG_CALENDAR_SPELLED;
    day_first += parts && first > 12 && second <= 12;
    month_first += parts && second > 12 && first <= 12;
  }
  *ret_certainty = STEG_CERTAINTY_SURE;
  if (ambiguous && !!day_first != !!month_first)
    return day_first ? STEG_DATE_DAY_FIRST : STEG_DATE_MONTH_FIRST;
  *ret_certainty = STEG_CERTAINTY_PROPOSED;
  return serial && !others && !ambiguous ? STEG_DATE_SERIAL : 0;
}

/* ---- labels */

/* What could not be about a person: short, few words, no digits in a row, no address. */
static bool is_level_like(const char *text) {
  size_t words = 1, digits = 0;
  if (steg_text_width(text) > LONGEST || strpbrk(text, "@|\n") || steg_national_like_in_text(text, strlen(text)))
    return false;
  for (const char *at = text; *at; at++) {
    words += *at == ' ';
    digits += isdigit((unsigned char)*at) != 0;
  }
  return words <= 8 && digits < 3;
}

/* The ladder that the most labels stand on, with a step of the scale for each; -1. */
static int ladder_of(const steg_learn_cell *cells, size_t count, const bool *wanted, size_t steps) {
  size_t best = 0;
  int found = -1;
  for (size_t ladder = 0; ladder < steg_ladder_count(); ladder++) {
    size_t on = 0;
    for (size_t i = 0; i < count; i++)
      on += wanted[i] && steg_ladder_step(ladder, cells[i].text, steps) >= 0;
    if (on <= best)
      continue;
    best = on;
    found = (int)ladder;
  }
  return found;
}

/* How a level is written in a mapping: a step by its number, a choice by its label. */
static const char *level_text(const steg_learning *learning, const steg_scale *scale, int32_t level) {
  return scale->ordered ? steg_arena_printf(learning->arena, "%d", (int)scale->levels.rows[level].value)
                        : scale->levels.rows[level].label_sv;
}

static const char *by_ladder(const steg_learning *learning, const steg_scale *scale, int ladder, const char *text) {
  uint32_t steps = steg_model_step_count(scale);
  int step = steg_ladder_step((size_t)ladder, text, steps);
  if (step < 0)
    return NULL;
  bool turned = steg_ladder_better((size_t)ladder) && scale->better != STEG_BETTER_NONE &&
                steg_ladder_better((size_t)ladder) != scale->better;
  return level_text(learning, scale, steg_model_step(scale, turned ? steps - 1 - (uint32_t)step : (uint32_t)step));
}

static const char *nearest_of(const steg_learning *learning, const steg_header_target *target, const char *text,
                              const steg_reading *reading) {
  const steg_scale *scale = steg_meaning_scale(&learning->meaning, target);
  if (reading->finding == STEG_FINDING_RANGE)
    return NULL;
  if (!scale)
    return reading->a;
  const char *label = steg_value_nearest_level(scale, text, learning->meaning.rules.lang, learning->arena);
  int32_t level = label ? steg_model_level_of_spelling(scale, label) : -1;
  return level >= 0 ? level_text(learning, scale, level) : NULL;
}

typedef struct value_list {
  steg_lexicon_value *rows;
  size_t count;
} value_list;

static void learn_labels(const steg_learning *learning, const steg_header_target *target, const steg_learn_cell *cells,
                         size_t count, const steg_lexicon_column *known, value_list *list) {
  const steg_scale *scale = steg_meaning_scale(&learning->meaning, target);
  bool wanted[DISTINCT] = {false};
  for (size_t i = 0; i < count; i++)
    wanted[i] = is_level_like(cells[i].text) &&
                steg_meaning_read(&learning->meaning, target, cells[i].text).kind == STEG_READING_REFUSED;
  int ladder = scale && scale->ordered ? ladder_of(cells, count, wanted, steg_model_step_count(scale)) : -1;
  for (size_t i = 0; i < count && list->count < LABELS_MAX; i++) {
    if (!wanted[i] || (known && steg_lexicon_value_of(known, cells[i].text)))
      continue;
    steg_reading reading = steg_meaning_read(&learning->meaning, target, cells[i].text);
    const char *meaning = ladder >= 0 ? by_ladder(learning, scale, ladder, cells[i].text) : NULL;
    meaning = meaning ? meaning : nearest_of(learning, target, cells[i].text, &reading);
    /* What is near to nothing and comes once may be anything, also somebody's name. */
    if (!meaning && (cells[i].count < 2 || strpbrk(cells[i].text, "0123456789")))
      continue;
    list->rows[list->count++] =
        (steg_lexicon_value){.spelling = cells[i].text,
                            .meaning = meaning ? meaning : "",
                            .certainty = meaning ? STEG_CERTAINTY_PROPOSED : STEG_CERTAINTY_UNKNOWN,
                            .count = cells[i].count};
  }
}

int steg_learn_values(const steg_learning *learning, size_t column, const steg_lexicon_column *known,
                      steg_lexicon_column *learned) {
  steg_header_target target = steg_header_target_of(learning->names, (size_t)learning->targets[column]);
  size_t known_count = known ? known->value_count : 0;
  steg_learn_cell cells[DISTINCT];
  bool more = false;
  value_list list = {.rows = steg_arena_array(learning->arena, known_count + LABELS_MAX, sizeof *list.rows)};
  if (!list.rows)
    return -1;
  for (size_t i = 0; i < known_count; i++)
    list.rows[list.count++] = known->values[i];
  learned->personal = target.personal;
  if (known && known->dates) {
    learned->dates = known->dates;
    learned->date_certainty = known->date_certainty;
  }
  if (!target.personal) {
    size_t count = steg_learn_cells(learning, column, cells, DISTINCT, &more);
    if (steg_meaning_is_date(&learning->meaning, &target) && !learned->dates) {
      learned->dates = date_order(cells, count, &learned->date_certainty);
      learned->date_certainty = learned->dates ? learned->date_certainty : 0;
    }
    list.count -= known_count;
    list.rows += known_count;
    if (steg_meaning_has_values(&learning->meaning, &target))
      learn_labels(learning, &target, cells, count, known, &list);
    list.rows -= known_count;
    list.count += known_count;
  }
  learned->values = list.rows;
  learned->value_count = list.count;
  return 0;
}
