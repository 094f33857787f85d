/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/compound.h"

#include "instrument/layout.h"
#include "instrument/model.h"
#include <math.h>
#include <string.h>
#include <strings.h>

enum { PIECES_MAX = 32, UNKNOWN = -1, BAD_EXTENT = -2 };

static const char separators[] = ",;/+&|\n";

static steg_reading chosen(int32_t whole) {
  return (steg_reading){.kind = STEG_READING_VALUE, .whole = whole};
}

static steg_reading refused(steg_finding_id id, const char *a) {
  return (steg_reading){.kind = STEG_READING_REFUSED, .finding = id, .a = a};
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

steg_reading steg_compound_read_extent(const char *text, size_t size) {
  double number = 0;
  steg_number_rules rules = {.decimal_mark = ',', .unit = "%"};
  if (steg_value_is_spreadsheet_error(text))
    return refused(STEG_FINDING_EXCEL_ERR, NULL);
  if (steg_number_read(text, size, &rules, &number) <= STEG_NUMBER_SPELLED) {
    if (number != floor(number) || number < 1 || number > 100)
      return refused(STEG_FINDING_EXTENT, NULL);
    return chosen((int32_t)number);
  }
  steg_reading empty = steg_value_read_absence(text, size);
  return empty.kind ? empty : refused(STEG_FINDING_EXTENT, NULL);
}

static void trim_in_place(char **text) {
  while (**text == ' ')
    (*text)++;
  for (size_t size = strlen(*text); size && (*text)[size - 1] == ' ';)
    (*text)[--size] = '\0';
}

/* Takes "50 %", "(50%)" or "50" off the end, or "50 %" off the start. 0 = none there, -1 = not 1..100. */
static int take_extent(char **text) {
  size_t size = strlen(*text);
  char *end = *text + size;
  char *percent = strchr(*text, '%');
  char *digits = NULL, *stop = NULL;
  if (percent) {
    stop = percent;
    while (stop > *text && stop[-1] == ' ')
      stop--;
    digits = stop;
    while (digits > *text && digits[-1] >= '0' && digits[-1] <= '9')
      digits--;
  } else {
    stop = end;
    while (stop > *text && (stop[-1] == ' ' || stop[-1] == ')'))
      stop--;
    digits = stop;
    while (digits > *text && digits[-1] >= '0' && digits[-1] <= '9')
      digits--;
    if (digits == stop || digits == *text || (digits[-1] != ' ' && digits[-1] != '(' && digits[-1] != ':'))
      return 0;
  }
  if (digits == stop || (digits > *text && (digits[-1] == ',' || digits[-1] == '.')))
    return -1;
  int extent = 0;
  for (char *at = digits; at < stop && extent <= 1000; at++)
    extent = extent * 10 + (*at - '0');
  if (digits == *text) { /* "50 % sjukpenning" */
    *text = percent ? percent + 1 : end;
  } else {
    char *rest = percent ? percent + 1 : stop;
    if (rest[strspn(rest, " )")])
      return -1;
    while (digits > *text && strchr(" (:", digits[-1]))
      digits--;
    *digits = '\0';
  }
  trim_in_place(text);
  return extent >= 1 && extent <= 100 ? extent : -1;
}

/* One choice with its extent. Returns the level's index, UNKNOWN or BAD_EXTENT. */
static int32_t read_choice(char *text, const steg_scale *scale, int32_t *ret_extent) {
  trim_in_place(&text);
  *ret_extent = 0;
  int32_t whole = steg_model_level_of_spelling(scale, text);
  if (whole >= 0)
    return whole;
  int extent = take_extent(&text);
  if (extent < 0)
    return BAD_EXTENT;
  *ret_extent = extent;
  return *text ? steg_model_level_of_spelling(scale, text) : UNKNOWN;
}

/* A piece between two separators; `before` is where the separator before it begins, the text's start for the first. */
typedef struct cell_piece {
  const char *before, *start;
} cell_piece;

static size_t cut(const char *text, size_t size, cell_piece pieces[PIECES_MAX + 1]) {
  size_t count = 0;
  pieces[count++] = (cell_piece){text, text};
  for (const char *at = text; *at && count < PIECES_MAX; at++) {
    bool decimal = *at == ',' && at > text && is_digit(at[-1]) && is_digit(at[1]); /* 33,3 % */
    if (!decimal && strchr(separators, *at))
      pieces[count++] = (cell_piece){at, at + 1};
    else if (!strncasecmp(at, " och ", 5))
      pieces[count++] = (cell_piece){at, at + 5};
  }
  pieces[count] = (cell_piece){text + size, text + size};
  return count;
}

/* The longest run of pieces from `first` that is a choice: its level and extent. Returns how many pieces it took; 0 when none
 * is, and *ret_level then tells what the first piece alone was, UNKNOWN or BAD_EXTENT. */
static size_t take_run(const cell_piece *pieces, size_t count, size_t first, const steg_scale *scale, steg_arena *arena,
                       int32_t *ret_level, int32_t *ret_extent) {
  for (size_t next = count; next > first; next--) {
    const char *start = pieces[first].start;
    char *run = steg_arena_text_n(arena, start, (size_t)(pieces[next].before - start));
    *ret_level = run ? read_choice(run, scale, ret_extent) : UNKNOWN;
    if (*ret_level >= 0)
      return next - first;
  }
  return 0;
}

static bool is_blank_piece(const cell_piece *piece) {
  return piece->start + strspn(piece->start, " ") >= piece[1].before;
}

static steg_reading unknown(const char *text, const steg_scale *scale, const steg_value_rules *rules,
                            steg_arena *arena) {
  const char *near = steg_value_nearest_level(scale, text, rules->lang, arena);
  return refused(near ? STEG_FINDING_CAT_NEAR : STEG_FINDING_CAT, near);
}

steg_reading steg_compound_read(const char *text, size_t size, const steg_scale *scale, const steg_value_rules *rules,
                                steg_arena *arena, int32_t *extents) {
  cell_piece pieces[PIECES_MAX + 1];
  int32_t level = UNKNOWN, extent = 0, choices = 0;
  for (uint32_t i = 0; i < scale->levels.count; i++)
    extents[i] = STEG_SLOT_NONE;
  if (steg_value_is_spreadsheet_error(text))
    return refused(STEG_FINDING_EXCEL_ERR, NULL);
  if (size && steg_value_is_missing_code(scale, text))
    return (steg_reading){.kind = STEG_READING_EMPTY};
  steg_reading empty = steg_value_read_absence(text, size);
  if (empty.kind && steg_model_level_of_spelling(scale, text) < 0)
    return empty;
  size_t count = cut(text, size, pieces);
  for (size_t i = 0; i < count;) {
    if (is_blank_piece(&pieces[i])) {
      i++;
      continue;
    }
    size_t taken = take_run(pieces, count, i, scale, arena, &level, &extent);
    if (!taken)
      return level == BAD_EXTENT ? refused(STEG_FINDING_EXTENT, NULL) : unknown(text, scale, rules, arena);
    if (extents[level] != STEG_SLOT_NONE)
      return refused(STEG_FINDING_CAT_MULTI, NULL);
    extents[level] = extent;
    choices++;
    i += taken;
  }
  return choices ? chosen(choices) : (steg_reading){.kind = STEG_READING_EMPTY};
}
