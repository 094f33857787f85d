/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/sheet.h"

#include "instrument/model.h"
#include <string.h>

enum { FIRST_BIRTH_YEAR = 1900, LAST_BIRTH_YEAR = 2100, OLDEST_AGE = 110 };

typedef struct word {
  const char *sv, *en;
} word;

static const word occasions[] = {
    {NULL, NULL}, {"Start", "Start"}, {"Pågående", "Ongoing"}, {"Slut", "End"}, {"Uppföljning", "Follow-up"}};
static const word sexes[] = {{"Kvinna", "Woman"}, {"Man", "Man"}, {"Annat", "Other"}, {"Okänt", "Unknown"}};
static const word areas[] = {{"Tätort", "Urban"}, {"Utanför tätort", "Rural"}};
static const word flags[] = {{"Ja", "Yes"}, {"Nej", "No"}};

const char *steg_sheet_occasion(steg_lang lang, steg_occasion occasion) {
  return occasion >= STEG_OCCASION_START && occasion <= STEG_OCCASION_FOLLOW_UP
             ? steg_text_pick(lang, occasions[occasion].sv, occasions[occasion].en)
             : NULL;
}

const char *steg_sheet_flag(steg_lang lang, bool value) {
  const word *row = &flags[value ? 0 : 1];
  return steg_text_pick(lang, row->sv, row->en);
}

/* ---- what a cell may hold */

static int take_words(steg_sheet_column *column, const word *rows, uint32_t count, steg_lang lang, steg_arena *arena) {
  column->words = steg_arena_array(arena, count ? count : 1, sizeof *column->words);
  if (!column->words)
    return -1;
  for (uint32_t i = 0; i < count; i++)
    column->words[i] = steg_text_pick(lang, rows[i].sv, rows[i].en);
  column->word_count = count;
  column->kind = STEG_SHEET_WORDS;
  return 0;
}

static int take_levels(steg_sheet_column *column, const steg_scale *scale, steg_lang lang, steg_arena *arena) {
  column->words = steg_arena_array(arena, scale->levels.count, sizeof *column->words);
  if (!column->words)
    return -1;
  for (uint32_t i = 0; i < scale->levels.count; i++)
    column->words[i] = steg_text_pick(lang, scale->levels.rows[i].label_sv, scale->levels.rows[i].label_en);
  column->word_count = scale->levels.count;
  return 0;
}

static int take_roles(steg_sheet_column *column, const steg_instrument *form, steg_lang lang, steg_arena *arena) {
  column->words = steg_arena_array(arena, form->roles.count ? form->roles.count : 1, sizeof *column->words);
  if (!column->words)
    return -1;
  for (uint32_t i = 0; i < form->roles.count; i++)
    column->words[i] = steg_text_pick(lang, form->roles.rows[i].label_sv, form->roles.rows[i].label_en);
  column->word_count = form->roles.count;
  column->kind = form->roles.count ? STEG_SHEET_WORDS : STEG_SHEET_TEXT;
  return 0;
}

static int of_item(const steg_instrument *form, steg_sheet_column *column, steg_lang lang, steg_arena *arena) {
  const steg_item *item = column->item;
  switch (item->type) {
  case STEG_ITEM_SCALE:
  case STEG_ITEM_CHOICE:
    column->kind = STEG_SHEET_WORDS;
    return take_levels(column, steg_model_item_scale(form, item), lang, arena);
  case STEG_ITEM_MULTI:
    column->kind = STEG_SHEET_SEVERAL;
    return take_levels(column, steg_model_item_scale(form, item), lang, arena);
  case STEG_ITEM_FLAG:
    return take_words(column, flags, sizeof flags / sizeof flags[0], lang, arena);
  case STEG_ITEM_DATE:
    column->kind = STEG_SHEET_DATE;
    return 0;
  case STEG_ITEM_NUMBER:
    column->kind = STEG_SHEET_NUMBER;
    column->low = item->low;
    column->high = item->high;
    return 0;
  case STEG_ITEM_PERCENT:
    column->kind = STEG_SHEET_NUMBER;
    column->high = 100;
    return 0;
  case STEG_ITEM_TEXT:
    break;
  }
  column->kind = STEG_SHEET_TEXT;
  return 0;
}

static int of_attribute(steg_sheet_column *column, steg_lang lang, steg_arena *arena) {
  switch (column->column->attribute) {
  case STEG_ATTRIBUTE_SEX:
    return take_words(column, sexes, sizeof sexes / sizeof sexes[0], lang, arena);
  case STEG_ATTRIBUTE_AREA:
    return take_words(column, areas, sizeof areas / sizeof areas[0], lang, arena);
  case STEG_ATTRIBUTE_CONSENT:
  case STEG_ATTRIBUTE_PROTECTED:
    return take_words(column, flags, sizeof flags / sizeof flags[0], lang, arena);
  case STEG_ATTRIBUTE_START:
  case STEG_ATTRIBUTE_END:
    column->kind = STEG_SHEET_DATE;
    return 0;
  case STEG_ATTRIBUTE_BIRTH_YEAR:
    column->kind = STEG_SHEET_WHOLE;
    column->low = FIRST_BIRTH_YEAR;
    column->high = LAST_BIRTH_YEAR;
    return 0;
  case STEG_ATTRIBUTE_AGE:
    column->kind = STEG_SHEET_WHOLE;
    column->high = OLDEST_AGE;
    return 0;
  default:
    column->kind = STEG_SHEET_TEXT;
    return 0;
  }
}

static int of_column(const steg_instrument *form, steg_sheet_column *column, steg_lang lang, steg_arena *arena) {
  switch (column->column->target) {
  case STEG_COLUMN_ITEM:
    return of_item(form, column, lang, arena);
  case STEG_COLUMN_EXTENT:
    column->kind = STEG_SHEET_WHOLE;
    column->low = 1;
    column->high = 100;
    return 0;
  case STEG_COLUMN_ATTRIBUTE:
    return of_attribute(column, lang, arena);
  case STEG_COLUMN_OCCASION:
    return take_words(column, occasions + 1, sizeof occasions / sizeof occasions[0] - 1, lang, arena);
  case STEG_COLUMN_ROLE:
  case STEG_COLUMN_GROUP:
    return take_roles(column, form, lang, arena);
  case STEG_COLUMN_DATE:
    column->kind = STEG_SHEET_DATE;
    return 0;
  default:
    column->kind = STEG_SHEET_TEXT;
    return 0;
  }
}

/* ---- which columns */

static bool has_birth_year(const steg_instrument *form) {
  for (uint32_t i = 0; i < form->columns.count; i++)
    if (form->columns.rows[i].target == STEG_COLUMN_ATTRIBUTE &&
        form->columns.rows[i].attribute == STEG_ATTRIBUTE_BIRTH_YEAR)
      return true;
  return false;
}

static bool same_role(const char *a, const char *b) {
  return a && b ? !strcmp(a, b) : a == b;
}

/* Another column takes the same answers: a more general one (no occasion, no role said), or an equal one before it. */
static bool stands_already(const steg_instrument *form, uint32_t index) {
  const steg_column *column = &form->columns.rows[index];
  for (uint32_t i = 0; i < form->columns.count; i++) {
    const steg_column *other = &form->columns.rows[i];
    if (i == index || other->target != STEG_COLUMN_ITEM || strcmp(other->item, column->item) != 0)
      continue;
    bool equal = other->occasion == column->occasion && same_role(other->role, column->role);
    bool covers = (!other->occasion || other->occasion == column->occasion) &&
                  (!other->role || same_role(other->role, column->role));
    if (equal ? i < index : covers)
      return true;
  }
  return false;
}

static bool belongs(const steg_instrument *form, uint32_t index) {
  const steg_column *column = &form->columns.rows[index];
  if (column->target == STEG_COLUMN_IGNORE)
    return false;
  if (column->target == STEG_COLUMN_ATTRIBUTE && column->attribute == STEG_ATTRIBUTE_AGE)
    return !has_birth_year(form);
  return column->target != STEG_COLUMN_ITEM || !stands_already(form, index);
}

int steg_sheet_make(const steg_instrument *instrument, steg_lang lang, steg_arena *arena, steg_sheet *ret_sheet) {
  steg_sheet sheet = {.instrument = instrument};
  uint32_t count = instrument->columns.count;
  sheet.columns = steg_arena_array(arena, count ? count : 1, sizeof *sheet.columns);
  if (!sheet.columns)
    return -1;
  for (uint32_t i = 0; i < count; i++) {
    if (!belongs(instrument, i))
      continue;
    steg_sheet_column *column = &sheet.columns[sheet.column_count++];
    column->column = &instrument->columns.rows[i];
    column->item = steg_model_item(instrument, column->column->item);
    if (of_column(instrument, column, lang, arena) < 0)
      return -1;
  }
  *ret_sheet = sheet;
  return 0;
}

bool steg_sheet_role_fills(const steg_sheet *sheet, const steg_sheet_column *column, int32_t role) {
  if (role < 0 || !column->item)
    return true;
  if (column->column->role && steg_model_role_index(sheet->instrument, column->column->role) != role)
    return false;
  return steg_model_role_answers(sheet->instrument, column->item, role);
}

/* ---- as a file */

void steg_sheet_write_cell(steg_buffer *out, const char *text) {
  if (!text)
    return;
  if (!strpbrk(text, ";\"\r\n") && text[0] != ' ') {
    steg_buffer_text(out, text);
    return;
  }
  steg_buffer_char(out, '"');
  for (; *text; text++) {
    if (*text == '"')
      steg_buffer_char(out, '"');
    steg_buffer_char(out, *text);
  }
  steg_buffer_char(out, '"');
}

void steg_sheet_write_headers(const steg_sheet *sheet, steg_buffer *out) {
  steg_buffer_text(out, "\xEF\xBB\xBF");
  for (uint32_t i = 0; i < sheet->column_count; i++) {
    if (i)
      steg_buffer_char(out, ';');
    steg_sheet_write_cell(out, sheet->columns[i].column->header);
  }
  steg_buffer_text(out, "\r\n");
}
