/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/checker_part.h"

#include "base/text.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_NAMES = 64, QUOTE_BYTES = 60 };

static bool grow(steg_checker *checker) {
  steg_defects *defects = checker->defects;
  /* The room is a power of two from 8, so the count alone says when it is used up. */
  if (defects->count && (defects->count < 8 || (defects->count & (defects->count - 1))))
    return true;
  size_t room = defects->count ? defects->count * 2 : 8;
  steg_defect *rows = steg_arena_array(checker->arena, room, sizeof *rows);
  if (!rows)
    return false;
  if (defects->count)
    memcpy(rows, defects->rows, defects->count * sizeof *rows);
  defects->rows = rows;
  return true;
}

void steg_checker_report(steg_checker *checker, const char *code, steg_severity severity, const char *place,
                         const char *mend, const char *found, ...) {
  char sentence[600];
  va_list arguments;
  va_start(arguments, found);
  vsnprintf(sentence, sizeof sentence, found, arguments);
  va_end(arguments);
  const char *copy = steg_arena_text(checker->arena, sentence);
  const char *place_copy = steg_arena_text(checker->arena, place);
  if (!copy || !place_copy || !grow(checker)) {
    checker->failed = true;
    return;
  }
  checker->defects->rows[checker->defects->count++] =
      (steg_defect){.code = code, .severity = severity, .place = place_copy, .found = copy, .mend = mend};
  if (severity == STEG_SEVERITY_ERROR)
    checker->defects->errors++;
}

bool steg_checker_usable(const char *text) {
  return text && *text && steg_text_valid(text, strlen(text)) == strlen(text);
}

const char *steg_checker_quote(steg_checker *checker, const char *text) {
  if (!text)
    return "(none)";
  size_t size = strlen(text);
  if (steg_text_valid(text, size) != size)
    return "(not UTF-8)";
  if (size > QUOTE_BYTES) {
    size = QUOTE_BYTES;
    while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
      size--;
  }
  const char *quoted = steg_arena_printf(checker->arena, "\"%.*s%s\"", (int)size, text, text[size] ? "…" : "");
  return quoted ? quoted : "(out of memory)";
}

const char *steg_checker_place(steg_checker *checker, const char *inside, const char *table, uint32_t index,
                               const char *id) {
  const char *shown = steg_checker_usable(id) && strlen(id) <= QUOTE_BYTES ? id : "";
  const char *place = steg_arena_printf(checker->arena, "%s%s%s[%u]%s%s", inside ? inside : "", inside ? " / " : "",
                                        table, index, *shown ? " " : "", shown);
  return place ? place : table;
}

bool steg_checker_text(steg_checker *checker, const char *place, const char *field, const char *text) {
  if (!text)
    return true;
  size_t size = strlen(text);
  size_t bad = steg_text_valid(text, size);
  if (bad < size) {
    steg_checker_report(checker, "D_TEXT_UTF8", STEG_SEVERITY_ERROR, place, "save the source file as UTF-8",
                        "%s is not UTF-8 from byte %zu on.", field, bad + 1);
    return false;
  }
  for (const char *c = text; *c; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7F) {
      steg_checker_report(checker, "D_TEXT_CONTROL", STEG_SEVERITY_ERROR, place, "write it as one line without tabs",
                          "%s holds a control character (line break, tab or the like) at byte %zu.", field,
                          (size_t)(c - text) + 1);
      return false;
    }
  return true;
}

bool steg_checker_required_text(steg_checker *checker, const char *place, const char *field, const char *text) {
  if (text && text[strspn(text, " ")])
    return steg_checker_text(checker, place, field, text);
  steg_checker_report(checker, "D_TEXT_MISSING", STEG_SEVERITY_ERROR, place,
                      "write it, in Swedish where it ends in _sv", "%s is %s, but it is required.", field,
                      text ? "empty" : "missing");
  return false;
}

void steg_checker_texts(steg_checker *checker, const char *place, const char *field_sv, const char *sv,
                        const char *field_en, const char *en) {
  steg_checker_required_text(checker, place, field_sv, sv);
  steg_checker_text(checker, place, field_en, en);
}

bool steg_checker_id(steg_checker *checker, const char *place, const char *field, const char *id) {
  if (!id) {
    steg_checker_report(checker, "D_ID_MISSING", STEG_SEVERITY_ERROR, place, "give it one",
                        "%s is missing: nothing could refer to the row.", field);
    return false;
  }
  if (!steg_text_is_id(id)) {
    steg_checker_report(checker, "D_ID", STEG_SEVERITY_ERROR, place,
                        "begin with a letter a-z, then a-z, 0-9 and '_', at most 40 characters",
                        "%s is %s, which is no id.", field, steg_checker_quote(checker, id));
    return false;
  }
  return true;
}

bool steg_checker_enum(steg_checker *checker, const char *place, const char *field, int64_t value, int64_t last) {
  if (value >= 1 && value <= last)
    return true;
  steg_checker_report(checker, "D_ENUM", STEG_SEVERITY_ERROR, place, "use one of the header's names for it",
                      "%s is %lld; known values are 1 to %lld%s.", field, (long long)value, (long long)last,
                      value ? "" : " (0 means that it was never set)");
  return false;
}

void steg_checker_flag(steg_checker *checker, const char *place, const char *field, uint32_t value) {
  if (value > 1)
    steg_checker_report(checker, "D_FLAG", STEG_SEVERITY_ERROR, place, "write 0 or 1", "%s is %u; it must be 0 or 1.",
                        field, value);
}

bool steg_checker_real(steg_checker *checker, const char *place, const char *field, double value) {
  if (isfinite(value))
    return true;
  steg_checker_report(checker, "D_REAL", STEG_SEVERITY_ERROR, place, "write a plain number",
                      "%s is not a finite number.", field);
  return false;
}

void steg_checker_twice(steg_checker *checker, const char *place, const char *const *first_id, size_t stride,
                        uint32_t index) {
  const char *id = *(const char *const *)(const void *)((const char *)first_id + index * stride);
  if (!steg_checker_usable(id))
    return;
  for (uint32_t i = 0; i < index; i++) {
    const char *other = *(const char *const *)(const void *)((const char *)first_id + i * stride);
    if (other && !strcmp(id, other)) {
      steg_checker_report(checker, "D_ID_TWICE", STEG_SEVERITY_ERROR, place, "give one of them another id",
                          "The id %s is already that of row %u.", steg_checker_quote(checker, id), i);
      return;
    }
  }
}

static bool same(const char *id, const char *text, size_t size) {
  return id && strlen(id) == size && !memcmp(id, text, size);
}

int32_t steg_checker_find_item(const steg_checker *checker, const char *id, size_t size) {
  for (uint32_t i = 0; i < checker->instrument->items.count; i++)
    if (same(checker->instrument->items.rows[i].id, id, size))
      return (int32_t)i;
  return -1;
}

int32_t steg_checker_find_role(const steg_checker *checker, const char *id, size_t size) {
  for (uint32_t i = 0; i < checker->instrument->roles.count; i++)
    if (same(checker->instrument->roles.rows[i].id, id, size))
      return (int32_t)i;
  return -1;
}

const steg_scale *steg_checker_find_scale(const steg_checker *checker, const char *id) {
  for (uint32_t i = 0; id && i < checker->instrument->scales.count; i++)
    if (same(checker->instrument->scales.rows[i].id, id, strlen(id)))
      return &checker->instrument->scales.rows[i];
  return NULL;
}

const steg_scale *steg_checker_scale_of(const steg_checker *checker, const steg_item *item) {
  bool has = item->type == STEG_ITEM_SCALE || item->type == STEG_ITEM_CHOICE || item->type == STEG_ITEM_MULTI;
  return has ? steg_checker_find_scale(checker, item->scale) : NULL;
}

int32_t steg_checker_find_level(const steg_scale *scale, const char *code, size_t size) {
  for (uint32_t i = 0; i < scale->levels.count; i++)
    if (same(scale->levels.rows[i].code, code, size))
      return (int32_t)i;
  return -1;
}

const steg_item *steg_checker_item_named(steg_checker *checker, const char *place, const char *field, const char *id) {
  int32_t index = id ? steg_checker_find_item(checker, id, strlen(id)) : -1;
  if (index >= 0)
    return &checker->instrument->items.rows[index];
  const char *names[MAX_NAMES];
  size_t count = 0;
  for (uint32_t i = 0; i < checker->instrument->items.count && count < MAX_NAMES; i++)
    if (steg_checker_usable(checker->instrument->items.rows[i].id))
      names[count++] = checker->instrument->items.rows[i].id;
  const char *nearest = steg_checker_usable(id) ? steg_text_nearest(id, names, count) : NULL;
  steg_checker_report(checker, "D_ITEM_UNKNOWN", STEG_SEVERITY_ERROR, place, "write the id of one of the items",
                      "%s names the item %s, which is not there%s%s.", field, steg_checker_quote(checker, id),
                      nearest ? "; the nearest is " : "", nearest ? nearest : "");
  return NULL;
}

int64_t steg_checker_spelling(steg_checker *checker, steg_spellings *spellings, const char *name, size_t size,
                              uint32_t owner) {
  if (!name || !size || steg_text_valid(name, size) < size)
    return -1;
  const char *folded = steg_text_fold(checker->arena, name, size);
  if (!folded) {
    checker->failed = true;
    return -1;
  }
  for (size_t i = 0; i < spellings->count; i++)
    if (!strcmp(spellings->rows[i].folded, folded))
      return spellings->rows[i].owner == owner ? -1 : (int64_t)spellings->rows[i].owner;
  if (!spellings->count || (spellings->count >= 16 && !(spellings->count & (spellings->count - 1)))) {
    steg_spelling *rows = steg_arena_array(checker->arena, spellings->count ? spellings->count * 2 : 16, sizeof *rows);
    if (!rows) {
      checker->failed = true;
      return -1;
    }
    if (spellings->count)
      memcpy(rows, spellings->rows, spellings->count * sizeof *rows);
    spellings->rows = rows;
  }
  spellings->rows[spellings->count++] = (steg_spelling){folded, owner};
  return -1;
}
