/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column's values are. */
#include "project/guess_part.h"

#include "base/text.h"
#include "intake/calendar.h"
#include "intake/ladder.h"
#include "intake/national.h"
#include "intake/number.h"
#include "intake/value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const off_words[] = {"vet inte",    "vet ej",      "kan inte svara",  "kan ej svara",
                                        "ingen åsikt", "ej relevant", "inte relevant",   "vill inte svara",
                                        "osäker",      "kis",         "inte tillämpligt"};
static const char *const missing_words[] = {"ej svar",   "inget svar", "ej besvarad",
                                            "obesvarad", "bortfall",   "ej ifyllt"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_one_of(const char *const *words, size_t count, const char *text) {
  for (size_t i = 0; i < count; i++)
    if (steg_text_same(words[i], text))
      return true;
  return false;
}

static void add_word(const char **list, size_t *count, const char *text) {
  for (size_t i = 0; i < *count; i++)
    if (steg_text_same(list[i], text))
      return;
  if (*count < STEG_GUESS_WORDS)
    list[(*count)++] = text;
}

void steg_guess_count(steg_guess_values *values, const char *text) {
  if (!*text)
    return;
  if (is_one_of(off_words, COUNT(off_words), text)) {
    add_word(values->off, &values->off_count, text);
    values->filled++;
    return;
  }
  if (is_one_of(missing_words, COUNT(missing_words), text)) {
    add_word(values->missing, &values->missing_count, text);
    return;
  }
  if (steg_value_absence_of(text, strlen(text)))
    return;
  values->filled++;
  for (size_t i = 0; i < values->distinct; i++)
    if (steg_text_same(values->texts[i], text)) {
      values->counts[i]++;
      return;
    }
  if (values->distinct == STEG_GUESS_DISTINCT) {
    values->many = true;
    return;
  }
  values->texts[values->distinct] = text;
  values->counts[values->distinct++] = 1;
}

/* ---- tests of all values */

static bool all_dates(const steg_guess_values *values) {
  for (size_t i = 0; i < values->distinct; i++) {
    steg_date date;
    steg_calendar_verdict verdict =
        steg_calendar_read(values->texts[i], strlen(values->texts[i]), STEG_CALENDAR_THIS_CENTURY, &date);
    /* A number of six digits may be a date; a date that is written as one always is exact. */
    if (verdict > STEG_CALENDAR_TIMED || !strpbrk(values->texts[i], "-/. "))
      return false;
  }
  return values->distinct > 0;
}

static bool all_flags(const steg_guess_values *values) {
  static const char *const words[] = {"ja", "nej", "yes", "no", "sant", "falskt", "true", "false", "x"};
  for (size_t i = 0; i < values->distinct; i++)
    if (!is_one_of(words, COUNT(words), values->texts[i]))
      return false;
  return values->distinct > 0 && values->distinct <= 2 && !values->off_count;
}

static bool whole(const char *text, long *ret_number) {
  char *end = NULL;
  long number = strtol(text, &end, 10);
  if (end == text || *end || number < -9999 || number > 1000000)
    return false;
  *ret_number = number;
  return true;
}

static bool all_numbers(const steg_guess_values *values, bool *ret_percent) {
  const steg_number_rules rules = {.decimal_mark = ',', .unit = "%"};
  bool percent = values->distinct > 0;
  for (size_t i = 0; i < values->distinct; i++) {
    double number = 0;
    if (steg_number_read(values->texts[i], strlen(values->texts[i]), &rules, &number) > STEG_NUMBER_SPELLED)
      return false;
    percent = percent && strchr(values->texts[i], '%') && number >= 0 && number <= 100;
  }
  *ret_percent = percent;
  return values->distinct > 0;
}

/* ---- steps */

/* A number of nines, or below zero, that stands apart from the others: a code for no answer. */
static bool is_code(long number, long high) {
  return number < 0 || ((number == 9 || number == 99 || number == 98 || number == 999) && number > high + 1);
}

/* Whole numbers from 0 or 1 to at most 10, apart from codes. */
static bool number_scale(steg_guess_values *values, steg_guess_scale *scale) {
  enum { MOST = 10 };
  long high = -1, low = MOST + 1, number = 0;
  for (size_t i = 0; i < values->distinct; i++) {
    if (!whole(values->texts[i], &number))
      return false;
    if (number >= 0 && number <= MOST && number > high && !(number == 9 && values->distinct <= 8))
      high = number;
  }
  for (size_t i = 0; i < values->distinct; i++) {
    (void)whole(values->texts[i], &number);
    if (is_code(number, high)) {
      add_word(scale->missing, &scale->missing_count, values->texts[i]);
      continue;
    }
    if (number > MOST)
      return false;
    high = number > high ? number : high;
    low = number < low ? number : low;
  }
  if (high < 1)
    return false;
  scale->numbers = scale->ordered = true;
  scale->low = low == 0 ? 0 : 1;
  scale->high = (int)high;
  return true;
}

static bool ladder_scale(const steg_guess_values *values, steg_guess_scale *scale) {
  for (size_t ladder = 0; ladder < steg_ladder_count(); ladder++) {
    bool all = values->distinct > 1;
    for (size_t i = 0; all && i < values->distinct; i++)
      all = steg_ladder_place(ladder, values->texts[i]) >= 0;
    if (!all)
      continue;
    for (size_t place = 0; place < steg_ladder_size(ladder); place++)
      for (size_t i = 0; i < values->distinct; i++)
        if (steg_ladder_place(ladder, values->texts[i]) == (int)place)
          scale->levels[scale->level_count++] = values->texts[i];
    scale->ordered = true;
    scale->better = steg_ladder_better(ladder);
    return true;
  }
  return false;
}

static int by_lead(const void *a, const void *b) {
  return atoi(*(const char *const *)a) - atoi(*(const char *const *)b);
}

/* "1 - Aldrig", "2 - Ibland": the number says the order. */
static bool numbered_scale(const steg_guess_values *values, steg_guess_scale *scale) {
  if (values->distinct < 2 || values->distinct > STEG_GUESS_WORDS)
    return false;
  for (size_t i = 0; i < values->distinct; i++) {
    size_t lead = strspn(values->texts[i], "0123456789");
    const char *rest = values->texts[i] + lead;
    if (!lead || lead > 2 || !*rest || !strchr(" .-:=)", *rest))
      return false;
  }
  memcpy(scale->levels, values->texts, values->distinct * sizeof *values->texts);
  scale->level_count = values->distinct;
  qsort(scale->levels, scale->level_count, sizeof *scale->levels, by_lead);
  scale->ordered = true;
  return true;
}

/* ---- choices */

/* A label that could be about a person, or is too long for one, is never written to a definition. */
static bool fit_for_label(const char *text) {
  enum { LONGEST = 70 };
  return steg_text_width(text) <= LONGEST && !strchr(text, '@') && !strchr(text, '|') &&
         !steg_national_like_in_text(text, strlen(text));
}

/* A question that asks for words of one's own, whatever few words they happened to be. */
static bool asks_for_words(const char *header, steg_arena *arena) {
  static const char *const hints[] = {"kommentar", "egnaord",  "synpunkt", "villsäga", "tillägga",
                                      "beskriv",   "motivera", "fritext",  "berätta",  "comment"};
  const char *folded = steg_text_fold(arena, header, strlen(header));
  for (size_t i = 0; folded && i < COUNT(hints); i++)
    if (strstr(folded, hints[i]))
      return true;
  return false;
}

static bool few_labels(const steg_guess_values *values) {
  enum { MOST = 15 };
  if (values->many || values->distinct < 2 || values->distinct > MOST || values->filled < 2 * values->distinct)
    return false;
  for (size_t i = 0; i < values->distinct; i++)
    if (!fit_for_label(values->texts[i]))
      return false;
  return true;
}

/* Cells of several labels: the pieces between commas are few, and come again. */
static bool pieces_of(const steg_guess_values *values, steg_arena *arena, steg_guess_values *ret_pieces) {
  size_t compound = 0;
  memset(ret_pieces, 0, sizeof *ret_pieces);
  for (size_t i = 0; i < values->distinct; i++) {
    char *copy = steg_arena_text(arena, values->texts[i]);
    size_t pieces = 0;
    for (char *rest = copy, *piece; copy && (piece = strsep(&rest, ",;"));) {
      piece += strspn(piece, " ");
      size_t size = strlen(piece);
      while (size && piece[size - 1] == ' ')
        piece[--size] = '\0';
      for (size_t n = 0; *piece && n < values->counts[i]; n++)
        steg_guess_count(ret_pieces, piece);
      pieces += *piece != '\0';
    }
    compound += pieces > 1;
  }
  return compound > 0 && few_labels(ret_pieces) && ret_pieces->distinct < values->distinct;
}

static void take_labels(const steg_guess_values *values, steg_guess_scale *scale) {
  for (size_t i = 0; i < values->distinct && i < STEG_GUESS_LEVELS; i++)
    scale->levels[scale->level_count++] = values->texts[i];
  scale->better = STEG_BETTER_NONE;
}

steg_item_type steg_guess_type(const char *header, steg_guess_values *values, steg_arena *arena,
                               steg_guess_scale *ret_scale) {
  bool percent = false;
  steg_guess_values pieces;
  steg_guess_scale scale = {0};
  memcpy(scale.off, values->off, sizeof scale.off);
  memcpy(scale.missing, values->missing, sizeof scale.missing);
  scale.off_count = values->off_count;
  scale.missing_count = values->missing_count;
  steg_item_type type = STEG_ITEM_TEXT;
  if (asks_for_words(header, arena))
    return STEG_ITEM_TEXT;
  if (all_dates(values))
    return STEG_ITEM_DATE;
  if (all_flags(values))
    return STEG_ITEM_FLAG;
  if (!values->many && number_scale(values, &scale))
    type = STEG_ITEM_SCALE; /* NOLINT(bugprone-branch-clone): the order of the questions is the guess */
  else if (!values->many && all_numbers(values, &percent))
    return percent || strchr(header, '%') ? STEG_ITEM_PERCENT : STEG_ITEM_NUMBER;
  else if (!values->many && (ladder_scale(values, &scale) || (few_labels(values) && numbered_scale(values, &scale))))
    type = STEG_ITEM_SCALE;
  else if (few_labels(values) && !pieces_of(values, arena, &pieces)) {
    take_labels(values, &scale);
    type = STEG_ITEM_CHOICE;
  } else if (!values->many && pieces_of(values, arena, &pieces)) {
    take_labels(&pieces, &scale);
    type = STEG_ITEM_MULTI;
  } else if (values->many && all_numbers(values, &percent)) {
    return percent ? STEG_ITEM_PERCENT : STEG_ITEM_NUMBER;
  }
  if (type != STEG_ITEM_TEXT)
    *ret_scale = scale;
  return type;
}

/* ---- one scale for several columns */

static int place_in(const steg_guess_scale *scale, const char *label) {
  for (size_t i = 0; i < scale->level_count; i++)
    if (steg_text_same(scale->levels[i], label))
      return (int)i;
  return -1;
}

/* Both on one ladder: their union, in the ladder's order. */
static bool join_ladders(steg_guess_scale *one, const steg_guess_scale *other) {
  steg_guess_values both = {0};
  for (size_t i = 0; i < one->level_count; i++)
    steg_guess_count(&both, one->levels[i]);
  for (size_t i = 0; i < other->level_count; i++)
    steg_guess_count(&both, other->levels[i]);
  steg_guess_scale joined = {0};
  if (!ladder_scale(&both, &joined))
    return false;
  memcpy(one->levels, joined.levels, sizeof one->levels);
  one->level_count = joined.level_count;
  return true;
}

bool steg_guess_join(steg_guess_scale *one, const steg_guess_scale *other) {
  if (one->numbers != other->numbers || one->ordered != other->ordered)
    return false;
  if (one->numbers) {
    /* 0 to 10 and 1 to 5 are two scales; 1 to 4 may be 1 to 5 that nobody has the most of. */
    if (one->low != other->low || abs(one->high - other->high) > 1 || one->high < 3 || other->high < 3)
      return false;
    one->high = other->high > one->high ? other->high : one->high;
  } else {
    size_t shared = 0;
    for (size_t i = 0; i < other->level_count; i++)
      shared += place_in(one, other->levels[i]) >= 0;
    bool equal = shared == other->level_count && (shared == one->level_count || one->ordered);
    if (!equal && !(one->ordered && shared && join_ladders(one, other)))
      return false;
  }
  for (size_t i = 0; i < other->off_count; i++)
    add_word(one->off, &one->off_count, other->off[i]);
  for (size_t i = 0; i < other->missing_count; i++)
    add_word(one->missing, &one->missing_count, other->missing[i]);
  return true;
}
