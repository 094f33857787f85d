/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column a header is, that is no name of one. */
#include "intake/learn_part.h"

#include "instrument/model.h"
#include "intake/national.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTAINED = 6, NUMBERED = 1000, NAMED = 500, NEAR = 400, DISTINCT = 60 };

/* ---- words in a header */

static steg_occasion occasion_in(const char *header) {
  static const struct {
    const char *word;
    steg_occasion occasion;
  } words[] = {{"start", STEG_OCCASION_START}, {"före", STEG_OCCASION_START},           {"innan", STEG_OCCASION_START},
               {"slut", STEG_OCCASION_END},    {"avslut", STEG_OCCASION_END},           {"efter", STEG_OCCASION_END},
               {"end", STEG_OCCASION_END},     {"uppföljning", STEG_OCCASION_FOLLOW_UP}};
  char copy[256];
  snprintf(copy, sizeof copy, "%s", header);
  for (char *rest = copy, *word; (word = strsep(&rest, " -_/()[]:.,?\n\t"));)
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
      if (*word && steg_text_same(words[i].word, word))
        return words[i].occasion;
  return 0;
}

static void digits_of(const char *text, char out[32]) {
  size_t count = 0;
  for (; *text && count < 31; text++)
    if (isdigit((unsigned char)*text))
      out[count++] = *text;
  out[count] = '\0';
}

static bool same_digits(const char *a, const char *b) {
  char left[32], right[32];
  digits_of(a, left);
  digits_of(b, right);
  return !strcmp(left, right);
}

/* "1.", "1. Hur mår du?", "F1", "Fråga 1: ...": the number; 0 = none. */
static unsigned number_of(const char *header) {
  static const char *const leads[] = {"fråga", "fraga", "question", "item", "f", "q", "nr"};
  for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
    size_t size = strlen(leads[i]);
    if (!strncasecmp(header, leads[i], size) && strspn(header + size, " 0123456789")) {
      header += size + strspn(header + size, " ");
      break;
    }
  }
  size_t digits = strspn(header, "0123456789");
  if (!digits || digits > 3 || (header[digits] && !strchr(".):- \n", header[digits])))
    return 0;
  return (unsigned)atoi(header);
}

/* What people call columns that no instrument names so; names in full, folded. */
static const struct {
  const char *words;
  steg_column_target target;
} usual[] = {
    {"kodnr|klientkod|personkod|persnr|deltagarens id|deltagarens "
     "nummer|klient|klientnr|klientnummer|klient-id|brukare|id|deltagarnr|deltagarnummer|respondent-id|löpnummer|kod|"
     "kodnummer",
     STEG_COLUMN_PERSON},
    {"tidstämpel|timestamp|ifylld|ifyllt|ifyllt datum|ifylld den|slutförd|inskickad|besvarad|svarat|date|dag|när",
     STEG_COLUMN_DATE},
    {"mättidpunkt|mätpunkt|omgång|tidpunkt|gång|formulär", STEG_COLUMN_OCCASION},
    {"insats|projekt|aktivitet|verksamhet", STEG_COLUMN_INITIATIVE},
};

static int32_t usual_target(const steg_learning *learning, const char *header) {
  for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
    const char *cursor = usual[i].words;
    size_t size = 0;
    for (const char *word; (word = steg_model_next_word(&cursor, '|', &size));) {
      char name[64];
      snprintf(name, sizeof name, "%.*s", (int)size, word);
      if (!steg_text_same(name, header))
        continue;
      for (size_t k = 0; k < steg_header_target_count(learning->names); k++) {
        steg_header_target target = steg_header_target_of(learning->names, k);
        if (target.column && target.column->target == usual[i].target && !target.column->occasion)
          return (int32_t)k;
      }
    }
  }
  return -1;
}

/* ---- how well a header fits a column */

static int32_t numbered_target(const steg_learning *learning, unsigned number) {
  static const char *const forms[] = {"Fråga %u", "q%u", "f%u", "item%u", "%u"};
  char name[32];
  for (size_t i = 0; number && i < sizeof forms / sizeof *forms; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(name, sizeof name, forms[i], number);
#pragma GCC diagnostic pop
    int32_t found = steg_header_find(learning->names, name);
    if (found >= 0)
      return found;
  }
  return -1;
}

/* By one name: 0 = not at all. */
static int fit_of_name(const char *header, const char *folded, const char *name) {
  size_t size = strlen(name), own = strlen(folded), away;
  if (size >= CONTAINED && strstr(folded, name) && (size >= 12 || same_digits(folded, name)))
    return NAMED + (int)(size < 90 ? size : 90);
  if (own >= 2 * CONTAINED && strstr(name, folded))
    return NAMED + (int)(own < 90 ? own : 90);
  if (!same_digits(folded, name))
    return 0;
  away = steg_text_distance(header, name);
  return away <= own / 3 && away <= size / 3 ? NEAR - (int)away : 0;
}

/* The target of the same item with the occasion that the header says; itself where the instrument has none; -1. */
static int32_t at_occasion(const steg_learning *learning, int32_t target, steg_occasion occasion) {
  steg_header_target own = steg_header_target_of(learning->names, (size_t)target);
  steg_occasion has = own.column ? own.column->occasion : 0;
  bool others = false;
  if (has == occasion || !occasion)
    return has == occasion ? target : -1;
  for (size_t i = 0; i < steg_header_target_count(learning->names); i++) {
    steg_header_target other = steg_header_target_of(learning->names, i);
    bool same = other.item == own.item && other.column && own.column && other.column->target == own.column->target &&
                other.column->attribute == own.column->attribute && (other.role == own.role || own.role < 0);
    if (same && other.column->occasion == occasion)
      return (int32_t)i;
    others = others || (same && other.column->occasion);
  }
  return has || others ? -1 : target;
}

static bool all_read(const steg_learning *learning, const steg_header_target *target, const steg_learn_cell *cells,
                     size_t count) {
  size_t read = 0;
  for (size_t i = 0; i < count; i++) {
    steg_reading reading = steg_meaning_read(&learning->meaning, target, cells[i].text);
    /* A date that may be two days is a date. */
    bool date = reading.finding == STEG_FINDING_DATE_AMBIG || reading.finding == STEG_FINDING_DATE_SERIAL;
    if (reading.kind == STEG_READING_REFUSED && !date)
      return false;
    read += date || reading.kind == STEG_READING_VALUE;
  }
  return read > 0;
}

static bool has_letters(const steg_learn_cell *cells, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!strpbrk(cells[i].text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
      return false;
  return count > 0;
}

/* Told by the values: the one free column that they can be of. */
static int32_t target_by_values(const steg_learning *learning, size_t column) {
  steg_learn_cell cells[DISTINCT];
  bool more = false;
  int32_t only = -1;
  bool plain = false; /* `only` is the column of dates that says no occasion: it goes before start and end */
  size_t count = steg_learn_cells(learning, column, cells, DISTINCT, &more), numbers = 0;
  for (size_t i = 0; i < count; i++)
    numbers += steg_national_in_text(cells[i].text, strlen(cells[i].text));
  for (size_t i = 0; count && i < steg_header_target_count(learning->names); i++) {
    steg_header_target target = steg_header_target_of(learning->names, i);
    bool can = target.column && target.column->target == STEG_COLUMN_PERSON ? numbers * 2 > count
               : target.personal || numbers                                 ? false
               : steg_meaning_is_date(&learning->meaning, &target)
                   ? all_read(learning, &target, cells, count)
                   : steg_meaning_has_values(&learning->meaning, &target) && !more && has_letters(cells, count) &&
                         all_read(learning, &target, cells, count);
    if (!can || learning->taken[i])
      continue;
    bool is_plain = target.column && target.column->target == STEG_COLUMN_DATE && !target.column->occasion;
    if (only >= 0 && !is_plain && !plain)
      return -1;
    only = plain ? only : (int32_t)i;
    plain = plain || is_plain;
  }
  return only;
}

/* ---- the best first */

typedef struct proposal {
  int32_t target;
  int fit;
  bool tied;
} proposal;

static proposal propose(const steg_learning *learning, size_t column) {
  const char *header = learning->grid->headers[column];
  char *folded = steg_text_fold(learning->arena, header, strlen(header));
  steg_occasion occasion = occasion_in(header);
  proposal best = {.target = -1};
  int32_t numbered = numbered_target(learning, number_of(header));
  numbered = numbered >= 0 && occasion ? at_occasion(learning, numbered, occasion) : numbered;
  if (numbered >= 0 && !learning->taken[numbered])
    return (proposal){numbered, NUMBERED, false};
  int32_t called = usual_target(learning, header);
  if (called >= 0 && !learning->taken[called])
    return (proposal){called, NUMBERED - 1, false};
  size_t target = 0;
  const char *name = folded && strlen(folded) >= 3 ? steg_header_name_at(learning->names, 0, &target) : NULL;
  for (size_t i = 0; name; name = steg_header_name_at(learning->names, ++i, &target)) {
    int fit = fit_of_name(header, folded, name);
    int32_t meant = fit && occasion ? at_occasion(learning, (int32_t)target, occasion) : (int32_t)target;
    if (!fit || meant < 0 || learning->taken[meant] || fit < best.fit)
      continue;
    best.tied = fit == best.fit && meant != best.target ? true : fit > best.fit ? false : best.tied;
    best.target = meant;
    best.fit = fit;
  }
  if (best.tied)
    return (proposal){.target = -1};
  return best;
}

static void take(steg_learning *learning, size_t column, int32_t target) {
  learning->targets[column] = target;
  learning->certainties[column] = STEG_CERTAINTY_PROPOSED;
  learning->taken[target] = true;
}

int steg_learn_headers(steg_learning *learning) {
  size_t count = learning->grid->column_count;
  for (;;) {
    proposal best = {.target = -1};
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
      if (learning->targets[i] != -1 || !*learning->grid->headers[i])
        continue;
      proposal here = propose(learning, i);
      if (here.target >= 0 && here.fit > best.fit) {
        best = here;
        at = i;
      }
    }
    if (best.target < 0)
      break;
    take(learning, at, best.target);
  }
  for (size_t i = 0; i < count; i++) {
    int32_t told = learning->targets[i] == -1 && *learning->grid->headers[i] ? target_by_values(learning, i) : -1;
    if (told >= 0)
      take(learning, i, told);
  }
  return steg_arena_failed(learning->arena) ? -1 : 0;
}
