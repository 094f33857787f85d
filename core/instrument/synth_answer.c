/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one invented person answers at one time. First each item by itself, then what the instrument's checks say of several.
 */
#include "instrument/synth_part.h"

#include "base/number.h"
#include "instrument/model.h"
#include <math.h>
#include <string.h>

/* Percent. */
enum { OFF_SCALE = 3, SKIPPED = 3, SAME_CHOICE = 80, UNCHANGED_AFTER = 45, TWO_AT_ONCE = 25, GOAL_SAID = 60 };
/* Thousandths: how much of an answer is the person, how much the day; where on the scale people begin. */
enum { OWN = 700, DAILY = 450, BEGINNING = 420, GOAL_ABOVE = 900, COACH_BELOW = 150 };

const char *steg_synth_date(steg_date date, steg_arena *arena) {
  steg_buffer text;
  steg_buffer_init(&text, 32);
  steg_date_write_iso(&text, date);
  const char *kept = steg_arena_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return kept;
}

static int32_t clamp(int32_t value, int32_t low, int32_t high) {
  return value < low ? low : value > high ? high : value;
}

/* A stream that depends on the person and the item alone: what stays the same from time to time. */
static steg_chance of_item(const steg_synth_life *life, uint32_t item) {
  return steg_chance_of(life->seed, UINT64_C(0x100000) + item);
}

/* ---- steps */

static int32_t off_scale_level(const steg_scale *scale) {
  for (uint32_t i = 0; i < scale->levels.count; i++)
    if (scale->levels.rows[i].kind == STEG_LEVEL_OFF_SCALE)
      return (int32_t)i;
  return -1;
}

static int32_t step(const steg_scale *scale, const steg_item *item, const steg_synth_life *life,
                    const steg_synth_moment *moment, int32_t leaning, steg_chance *chance) {
  int32_t count = (int32_t)steg_model_step_count(scale);
  if (count < 1)
    return -1;
  int32_t change = scale->better == STEG_BETTER_NONE ? 0 : (int32_t)((int64_t)life->pace * moment->elapsed / 1000);
  int32_t where =
      (int32_t)(((int64_t)OWN * (life->standing + change) + (int64_t)DAILY * steg_chance_normal(chance)) / 1000);
  where += leaning + (item->goal_of ? GOAL_ABOVE : 0) - (item->mirrors ? COACH_BELOW : 0);
  if (item->retrospective)
    where = change - 300 + steg_chance_normal(chance) / 2; /* the change itself: none is the middle */
  bool down = (scale->better == STEG_BETTER_DOWN) != (item->reversed != 0);
  where = down ? -where : where;
  int32_t beginning = item->retrospective ? 500 : down ? 1000 - BEGINNING : BEGINNING;
  /* The scale's width is four standard deviations. */
  int32_t place = (count - 1) * beginning + where * (count - 1) / 4;
  int32_t nth = clamp((place + 500) / 1000, 0, count - 1);
  return steg_model_step(scale, (uint32_t)nth);
}

static int32_t choice(const steg_scale *scale, const steg_synth_life *life, uint32_t item, steg_chance *chance) {
  uint32_t count = steg_model_step_count(scale);
  if (!count)
    return -1;
  steg_chance standing = of_item(life, item);
  /* The smaller of two draws: the first of a list are the usual ones. */
  uint32_t a = steg_chance_below(&standing, count), b = steg_chance_below(&standing, count);
  uint32_t usual = a < b ? a : b;
  return steg_model_step(scale, steg_chance_hits(chance, SAME_CHOICE) ? usual : steg_chance_below(chance, count));
}

/* ---- several levels */

static void several(const steg_scale *scale, const steg_item *item, const steg_synth_life *life, uint32_t index,
                    steg_chance *chance, steg_synth_answer *answer) {
  static const int32_t whole[] = {100, 100, 100, 75, 50};
  static const int32_t parts[] = {25, 50, 75};
  answer->level = choice(scale, life, index, chance);
  answer->second = -1;
  answer->answered = answer->level >= 0;
  if (steg_chance_hits(chance, TWO_AT_ONCE) && steg_model_step_count(scale) > 1) {
    int32_t other = steg_model_step(scale, steg_chance_below(chance, steg_model_step_count(scale)));
    answer->second = other == answer->level ? -1 : other;
  }
  if (item->extent)
    answer->extent = answer->second < 0 ? whole[steg_chance_below(chance, sizeof whole / sizeof whole[0])]
                                        : parts[steg_chance_below(chance, sizeof parts / sizeof parts[0])];
}

/* ---- numbers */

/* The narrowest of the item's own limits and its checks'. */
static void limits(const steg_instrument *form, const steg_item *item, double *ret_low, double *ret_high) {
  double low = item->low, high = item->high;
  if (item->type == STEG_ITEM_PERCENT || (low == 0 && high == 0)) {
    low = 0;
    high = 100;
  }
  for (uint32_t i = 0; i < form->checks.count; i++) {
    const steg_check *check = &form->checks.rows[i];
    if ((check->kind != STEG_CHECK_RANGE && check->kind != STEG_CHECK_IMPLAUSIBLE) || !check->item ||
        strcmp(check->item, item->id) != 0)
      continue;
    low = check->low > low ? check->low : low;
    high = check->high < high ? check->high : high;
  }
  *ret_low = low;
  *ret_high = high < low ? low : high;
}

static const char *number(const steg_instrument *form, const steg_item *item, steg_chance *chance, steg_arena *arena) {
  double low = 0, high = 0;
  limits(form, item, &low, &high);
  /* The square of a uniform: small numbers are the usual ones. */
  uint32_t draw = steg_chance_below(chance, 1000);
  uint32_t part = draw * draw / 1000; /* thousandths */
  steg_buffer text;
  steg_buffer_init(&text, 400);
  if (floor(high) - ceil(low) >= 2) {
    double whole = ceil(low) + floor((floor(high) - ceil(low)) * part / 1000);
    steg_number_write_exact(&text, whole);
  } else {
    /* Hundredths that lie within, with a decimal comma; else the lower limit itself. */
    double hundredths = ceil(low * 100) + floor((floor(high * 100) - ceil(low * 100)) * part / 1000);
    if (hundredths > floor(high * 100))
      steg_number_write_exact(&text, low);
    else
      steg_number_write_exact(&text, hundredths / 100);
    char *point = strchr(text.bytes, '.');
    if (point)
      *point = ',';
  }
  const char *kept = steg_arena_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return kept;
}

/* ---- one item */

static const char *const sentences[] = {"Bra bemötande",
                                        "Jag har fått den hjälp jag behövde",
                                        "Mer tid med coachen hade varit bra",
                                        "Planeringen gick fortare än jag trodde",
                                        "Jag vet vad nästa steg är",
                                        "Det tog tid innan vi kom i gång"};

/* The item that holds the same fact at the start, or -1. */
static int32_t before_of(const steg_instrument *form, const steg_item *item) {
  for (uint32_t i = 0; i < form->items.count; i++)
    if (form->items.rows[i].after && !strcmp(form->items.rows[i].after, item->id))
      return (int32_t)i;
  return -1;
}

/* Facts of the end are not known of somebody who is still in. */
static bool belongs_to_the_end(const steg_instrument *form, const steg_item *item) {
  return before_of(form, item) >= 0 || (item->topic && !strcmp(item->topic, "avslut")) ||
         (item->occasions && !steg_text_in_list(item->occasions, ' ', "start"));
}

/* The same fact at the end: often the same, else something better where the scale knows what is. */
static void after(const steg_scale *scale, const steg_synth_answer *before, steg_chance *chance,
                  steg_synth_answer *answer) {
  if (before->answered && steg_chance_hits(chance, UNCHANGED_AFTER)) {
    *answer = *before;
    return;
  }
  int32_t good[64];
  uint32_t count = 0;
  for (uint32_t i = 0; i < scale->levels.count && count < sizeof good / sizeof good[0]; i++)
    if (scale->levels.rows[i].positive)
      good[count++] = (int32_t)i;
  if (count) {
    answer->level = good[steg_chance_below(chance, count)];
    if (answer->second == answer->level)
      answer->second = -1;
  }
}

static void answer_item(const steg_sheet *sheet, uint32_t index, const steg_synth_life *life,
                        const steg_synth_moment *moment, steg_chance *chance, steg_arena *arena,
                        steg_synth_answer *answers) {
  const steg_instrument *form = sheet->instrument;
  const steg_item *item = &form->items.rows[index];
  const steg_scale *scale = steg_model_item_scale(form, item);
  steg_synth_answer *answer = &answers[index];
  steg_chance standing = of_item(life, index);
  int32_t leaning = steg_chance_normal(&standing) * 3 / 10; /* some questions are easier than others for everyone */
  *answer = (steg_synth_answer){.level = -1, .second = -1, .date = STEG_DATE_NONE};
  bool skip = steg_chance_hits(chance, SKIPPED), off = steg_chance_hits(chance, OFF_SCALE);
  if (item->goal_of && (moment->occasion != STEG_OCCASION_START || !steg_chance_hits(chance, GOAL_SAID)))
    skip = true;
  if (skip && !item->required)
    return;
  answer->answered = true;
  switch (item->type) {
  case STEG_ITEM_SCALE:
    answer->level =
        off && off_scale_level(scale) >= 0 ? off_scale_level(scale) : step(scale, item, life, moment, leaning, chance);
    answer->answered = answer->level >= 0;
    break;
  case STEG_ITEM_CHOICE:
    answer->level = choice(scale, life, index, chance);
    answer->answered = answer->level >= 0;
    break;
  case STEG_ITEM_MULTI:
    several(scale, item, life, index, chance, answer);
    break;
  case STEG_ITEM_NUMBER:
  case STEG_ITEM_PERCENT:
    answer->text = number(form, item, chance, arena);
    break;
  case STEG_ITEM_DATE: {
    steg_date last = moment->date != STEG_DATE_NONE ? moment->date : life->latest;
    uint32_t days = last > life->start ? (uint32_t)(last - life->start) : 0;
    answer->date = life->start + (steg_date)steg_chance_below(chance, days + 1);
    break;
  }
  case STEG_ITEM_TEXT:
    answer->text = steg_chance_hits(chance, 30)
                       ? sentences[steg_chance_below(chance, sizeof sentences / sizeof sentences[0])]
                       : "";
    if (item->required && !*answer->text)
      answer->text = sentences[0];
    answer->answered = *answer->text != '\0';
    break;
  case STEG_ITEM_FLAG: {
    int32_t own = life->standing + (int32_t)((int64_t)life->pace * moment->elapsed / 1000);
    answer->text = steg_sheet_flag(STEG_LANG_SV, own + steg_chance_normal(chance) > 600);
    break;
  }
  }
  int32_t before = before_of(form, item);
  if (before >= 0 && scale)
    after(scale, &answers[before], chance, answer);
}

/* ---- what the checks say of several items */

static void order_of_dates(const steg_instrument *form, steg_synth_answer *answers) {
  /* As many rounds as there are checks settle any chain of them. */
  for (uint32_t round = 0; round < form->checks.count; round++)
    for (uint32_t i = 0; i < form->checks.count; i++) {
      const steg_check *check = &form->checks.rows[i];
      int32_t first = steg_model_item_index(form, check->item), second = steg_model_item_index(form, check->other);
      if (check->kind == STEG_CHECK_DATE_ORDER && first >= 0 && second >= 0 && answers[first].answered &&
          answers[second].answered && answers[first].date > answers[second].date)
        answers[second].date = answers[first].date;
    }
}

static bool has_level(const steg_instrument *form, int32_t item, const steg_synth_answer *answer, const char *code) {
  const steg_scale *scale = steg_model_item_scale(form, &form->items.rows[item]);
  int32_t level = scale && code ? steg_model_level_of_code(scale, code) : -1;
  return answer->answered && level >= 0 && (answer->level == level || answer->second == level);
}

/* Whether the item must be answered because another is answered in a certain way. */
static bool is_asked_for(const steg_instrument *form, uint32_t item, const steg_synth_answer *answers) {
  for (uint32_t i = 0; i < form->checks.count; i++) {
    const steg_check *check = &form->checks.rows[i];
    int32_t other = steg_model_item_index(form, check->other);
    if (check->kind == STEG_CHECK_REQUIRED_IF && other >= 0 && check->item &&
        !strcmp(check->item, form->items.rows[item].id) && has_level(form, other, &answers[other], check->text))
      return true;
  }
  return false;
}

static void no_straight_line(const steg_instrument *form, const steg_check *check, steg_synth_answer *answers) {
  int32_t last = -1, level = -1;
  size_t size = 0;
  for (const char *cursor = check->text, *word; (word = steg_model_next_word(&cursor, ' ', &size));) {
    int32_t item = -1;
    for (uint32_t i = 0; i < form->items.count; i++)
      if (strlen(form->items.rows[i].id) == size && !memcmp(form->items.rows[i].id, word, size))
        item = (int32_t)i;
    if (item < 0 || !answers[item].answered)
      continue;
    if (last >= 0 && answers[item].level != level)
      return;
    level = answers[item].level;
    last = item;
  }
  const steg_scale *scale = last < 0 ? NULL : steg_model_item_scale(form, &form->items.rows[last]);
  for (uint32_t i = 0; scale && i + 1 < steg_model_step_count(scale); i++)
    if (steg_model_step(scale, i) == level || i + 2 == steg_model_step_count(scale)) {
      answers[last].level = steg_model_step(scale, steg_model_step(scale, i) == level ? i + 1 : i);
      return;
    }
}

void steg_synth_answers(const steg_sheet *sheet, const steg_synth_life *life, const steg_synth_moment *moment,
                        steg_chance *chance, steg_arena *arena, steg_synth_answer *answers) {
  const steg_instrument *form = sheet->instrument;
  bool still_in = form->kind == STEG_KIND_REGISTER && life->end == STEG_DATE_NONE;
  for (uint32_t i = 0; i < form->items.count; i++) {
    const steg_item *item = &form->items.rows[i];
    answers[i] = (steg_synth_answer){.level = -1, .second = -1, .date = STEG_DATE_NONE};
    if (steg_model_role_answers(form, item, moment->role) && steg_model_occasion_asks(item, moment->occasion) &&
        (item->required || !still_in || !belongs_to_the_end(form, item)))
      answer_item(sheet, i, life, moment, chance, arena, answers);
  }
  order_of_dates(form, answers);
  for (uint32_t i = 0; i < form->items.count; i++)
    for (int tries = 0; tries < 200 && !answers[i].answered && is_asked_for(form, i, answers); tries++)
      answer_item(sheet, i, life, moment, chance, arena, answers);
  for (uint32_t i = 0; i < form->checks.count; i++)
    if (form->checks.rows[i].kind == STEG_CHECK_STRAIGHT_LINE)
      no_straight_line(form, &form->checks.rows[i], answers);
}

const char *steg_synth_cell(const steg_sheet *sheet, const steg_sheet_column *column, const steg_synth_answer *answer,
                            bool has_extent, steg_arena *arena) {
  const steg_scale *scale = steg_model_item_scale(sheet->instrument, column->item);
  if (!answer->answered)
    return NULL;
  bool single = answer->second < 0;
  if (column->column->target == STEG_COLUMN_EXTENT)
    return single && answer->extent ? steg_arena_printf(arena, "%d", (int)answer->extent) : NULL;
  if (column->item->type == STEG_ITEM_DATE)
    return steg_synth_date(answer->date, arena);
  if (column->item->type != STEG_ITEM_MULTI)
    return scale ? scale->levels.rows[answer->level].label_sv : answer->text;
  const char *first = scale->levels.rows[answer->level].label_sv;
  const char *second = single ? NULL : scale->levels.rows[answer->second].label_sv;
  if (single)
    return answer->extent && !has_extent ? steg_arena_printf(arena, "%s %d %%", first, (int)answer->extent) : first;
  return answer->extent ? steg_arena_printf(arena, "%s %d %%, %s %d %%", first, (int)answer->extent, second,
                                            100 - (int)answer->extent)
                        : steg_arena_printf(arena, "%s, %s", first, second);
}
