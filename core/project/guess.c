/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/guess_part.h"

#include "base/text.h"
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
enum { ID_MAX = 24 };

/* Headers that are no items. `usual`: a definition of a repeated form has the column without saying so. */
static const struct {
  const char *names;
  steg_column_target target;
  steg_attribute attribute;
  bool usual;
} known[] = {
    {"Deltagare|Deltagar-id|Deltagarkod|Deltagarens kod|Personnummer|Personnr|Pnr|Samordningsnummer|Kod",
     STEG_COLUMN_PERSON, 0, true},
    {"Id|Respondent-id|Respondentid|Löpnummer|Deltagarnummer|Deltagarnr|Nr|Svars-id", STEG_COLUMN_PERSON, 0, false},
    {"Insats|Insatsnamn|Insats-id|Projekt", STEG_COLUMN_INITIATIVE, 0, true},
    {"Datum|Svarsdatum|Mätdatum|Datum för mätning", STEG_COLUMN_DATE, 0, true},
    {"Tidstämpel|Timestamp|Ifylld|Ifyllt datum|Slutförd|Inskickad|Besvarad|Date", STEG_COLUMN_DATE, 0, false},
    {"Tillfälle|Mättillfälle|Mätning|Formulär", STEG_COLUMN_OCCASION, 0, true},
    {"Mättidpunkt|Mätpunkt|Omgång", STEG_COLUMN_OCCASION, 0, false},
    {"Roll|Svarande|Vem svarar|Respondent", STEG_COLUMN_ROLE, 0, true},
    {"Svarandegrupp|Respondentgrupp", STEG_COLUMN_GROUP, 0, false},
    {"Period|Mätperiod|Termin", STEG_COLUMN_PERIOD, 0, false},
    {"Handläggare|Coach|Arbetscoach|Kontaktperson", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_COACH, true},
    {"Startdatum|Inskriven|Inskrivningsdatum", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START, false},
    {"Slutdatum|Avslutad|Avslutsdatum|Utskriven", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_END, false},
    {"Kön|Kon|Juridiskt kön", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_SEX, false},
    {"Födelseår|Födelsedatum|Född", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_BIRTH_YEAR, false},
    {"Ålder|Ålder vid start", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_AGE, false},
    {"Kommun|Kommunkod|Hemkommun|Folkbokföringskommun", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_MUNICIPALITY, false},
    {"Tätort|Stad/land", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_AREA, false},
    {"Remittent|Remitterad av", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_REFERRER, false},
    {"Team|Delteam", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_TEAM, false},
    /* Of the person, and none of ours. */
    {"Namn|Förnamn|Efternamn|Deltagarens "
     "namn|Name|E-post|Epost|E-postadress|Email|Mejl|Telefon|Telefonnummer|Mobil|Adress|"
     "IP-adress|Anteckning|Anteckningar",
     STEG_COLUMN_IGNORE, 0, false},
};

typedef struct guessing {
  const steg_grid *grid;
  steg_arena *arena;
  steg_guess *guess;
  int role_column; /* -1 = none */
  bool failed;
} guessing;

static bool in_list(const char *list, const char *text) {
  char name[96];
  while (*list) {
    size_t size = strcspn(list, "|");
    if (size < sizeof name) {
      memcpy(name, list, size);
      name[size] = '\0';
      if (steg_text_same(name, text))
        return true;
    }
    list += size + (list[size] == '|');
  }
  return false;
}

static int known_column(const char *header) {
  for (size_t i = 0; i < COUNT(known); i++)
    if (in_list(known[i].names, header))
      return (int)i;
  return -1;
}

/* ---- names */

/* Letters and digits of ASCII, å and ä as a, ö as o, everything else as one _. False when there is no room for all of it. */
static bool slug(const char *header, char out[ID_MAX + 1]) {
  size_t size = 0;
  const char *end = header + strlen(header);
  const char *cursor = header;
  while (cursor < end && size < ID_MAX) {
    uint32_t c = steg_text_next(&cursor, end);
    char letter = c == 0xe5 || c == 0xe4 || c == 0xc5 || c == 0xc4   ? 'a'
                  : c == 0xf6 || c == 0xd6                           ? 'o'
                  : c == 0xe9 || c == 0xc9                           ? 'e'
                  : c >= 'A' && c <= 'Z'                             ? (char)(c + ('a' - 'A'))
                  : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? (char)c
                                                                     : '_';
    if (letter == '_' && (!size || out[size - 1] == '_'))
      continue;
    out[size++] = letter;
  }
  while (size && out[size - 1] == '_')
    size--;
  out[size] = '\0';
  return cursor == end;
}

static bool is_taken(const steg_guess *guess, const char *id) {
  for (size_t i = 0; i < guess->item_count; i++)
    if (!strcmp(guess->items[i].id, id))
      return true;
  return false;
}

/* A short header is the id; a whole question is q and its number. */
static const char *id_of(guessing *on, const char *header) {
  char id[ID_MAX + 1], wanted[ID_MAX + 16];
  bool plain = slug(header, id) && !strchr(header, '?') && id[0] >= 'a' && id[0] <= 'z';
  if (plain)
    snprintf(wanted, sizeof wanted, "%s", id);
  else
    snprintf(wanted, sizeof wanted, "q%zu", on->guess->item_count + 1);
  for (int n = 2; is_taken(on->guess, wanted) && n < 1000; n++)
    snprintf(wanted, sizeof wanted, "%s_%d", plain ? id : "q", n);
  return steg_arena_text(on->arena, wanted);
}

/* ---- roles */

static void find_roles(guessing *on) {
  steg_guess *guess = on->guess;
  for (size_t row = 0; on->role_column >= 0 && row < on->grid->row_count; row++) {
    const char *text = steg_grid_cell(on->grid, row, (size_t)on->role_column);
    bool there = !*text;
    for (size_t i = 0; i < guess->role_count; i++)
      there = there || steg_text_same(guess->roles[i], text);
    if (!there && guess->role_count < STEG_GUESS_WORDS)
      guess->roles[guess->role_count++] = text;
  }
}

/* The roles that ever answer the column; 0 when all do. */
static uint64_t roles_of(const guessing *on, size_t column) {
  const steg_guess *guess = on->guess;
  uint64_t roles = 0;
  for (size_t row = 0; row < on->grid->row_count && guess->role_count > 1; row++) {
    const char *role = steg_grid_cell(on->grid, row, (size_t)on->role_column);
    if (!*steg_grid_cell(on->grid, row, column))
      continue;
    for (size_t i = 0; i < guess->role_count; i++)
      if (steg_text_same(guess->roles[i], role))
        roles |= UINT64_C(1) << i;
  }
  uint64_t all = (UINT64_C(1) << guess->role_count) - 1;
  return roles == all ? 0 : roles;
}

/* ---- wide sheets */

static const struct {
  const char *word;
  bool is_end;
} marks[] = {{"start", false}, {"före", false}, {"vid start", false}, {"inskrivning", false}, {"slut", true},
             {"avslut", true}, {"efter", true}, {"vid slut", true},   {"vid avslut", true},   {"utskrivning", true}};

/* Takes "start" or "slut" off the end or the beginning: 0 not there, 1 start, 2 end. */
static int occasion_in(const char *header, char *ret_stem, size_t room) {
  size_t size = strlen(header);
  for (size_t i = COUNT(marks); i-- > 0;) {
    size_t mark = strlen(marks[i].word);
    if (size <= mark + 1 || size >= room)
      continue;
    char tail[32], front[32];
    snprintf(tail, sizeof tail, "%s", header + size - mark);
    memcpy(front, header, mark);
    front[mark] = '\0';
    bool at_end = steg_text_same(tail, marks[i].word) && strchr(" -_,:(", header[size - mark - 1]);
    bool at_front = steg_text_same(front, marks[i].word) && strchr(" -_,:", header[mark]);
    if (!at_end && !at_front)
      continue;
    if (at_end)
      snprintf(ret_stem, room, "%.*s", (int)(size - mark), header);
    else
      snprintf(ret_stem, room, "%s", header + mark);
    char *stem = ret_stem + strspn(ret_stem, " -_,:(");
    memmove(ret_stem, stem, strlen(stem) + 1);
    for (size_t left = strlen(ret_stem); left && strchr(" -_,:(", ret_stem[left - 1]);)
      ret_stem[--left] = '\0';
    return *ret_stem ? (marks[i].is_end ? 2 : 1) : 0;
  }
  return 0;
}

/* The column of the same item at the other time; -1 when there is none. */
static int twin_of(const steg_grid *grid, size_t column) {
  char stem[200], other[200];
  int mine = occasion_in(grid->headers[column], stem, sizeof stem);
  for (size_t i = 0; mine && i < grid->column_count; i++)
    if (i != column && occasion_in(grid->headers[i], other, sizeof other) == 3 - mine && steg_text_same(stem, other) &&
        known_column(grid->headers[i]) < 0)
      return (int)i;
  return -1;
}

/* ---- items */

static int scale_of(guessing *on, const steg_guess_scale *scale) {
  steg_guess *guess = on->guess;
  for (size_t i = 0; i < guess->scale_count; i++)
    if (steg_guess_join(&guess->scales[i], scale))
      return (int)i;
  steg_guess_scale *row = &guess->scales[guess->scale_count];
  *row = *scale;
  size_t number = 1;
  for (size_t i = 0; i < guess->scale_count; i++)
    number += guess->scales[i].ordered == row->ordered;
  row->id = steg_arena_printf(on->arena, "%s%zu", row->ordered ? "skala" : "val", number);
  return (int)guess->scale_count++;
}

static void item(guessing *on, size_t column, int twin) {
  steg_guess *guess = on->guess;
  const steg_grid *grid = on->grid;
  steg_guess_values *values = steg_arena_alloc(on->arena, sizeof *values);
  steg_guess_item *row = &guess->items[guess->item_count];
  steg_guess_scale scale = {0};
  char stem[200];
  if (!values) {
    on->failed = true;
    return;
  }
  for (size_t i = 0; i < grid->row_count; i++) {
    steg_guess_count(values, steg_grid_cell(grid, i, column));
    if (twin >= 0)
      steg_guess_count(values, steg_grid_cell(grid, i, (size_t)twin));
  }
  if (!values->filled) {
    guess->empty[guess->empty_count++] = grid->headers[column];
    return;
  }
  row->header = grid->headers[column];
  if (twin >= 0) {
    bool end_first = occasion_in(grid->headers[column], stem, sizeof stem) == 2;
    row->start = grid->headers[end_first ? (size_t)twin : column];
    row->end = grid->headers[end_first ? column : (size_t)twin];
    row->header = steg_arena_text(on->arena, stem);
  }
  row->id = row->header ? id_of(on, row->header) : NULL;
  row->type = steg_guess_type(row->header ? row->header : "", values, on->arena, &scale);
  row->scale = row->type <= STEG_ITEM_MULTI ? scale_of(on, &scale) : -1;
  row->roles = roles_of(on, column) | (twin >= 0 ? roles_of(on, (size_t)twin) : 0);
  on->failed = on->failed || !row->id;
  guess->item_count++;
}

static void one_column(guessing *on, size_t column) {
  const char *header = on->grid->headers[column];
  int place = known_column(header);
  if (!*header)
    return;
  if (place >= 0) {
    on->guess->columns[on->guess->column_count++] =
        (steg_guess_column){header, known[place].target, known[place].attribute, known[place].usual};
    return;
  }
  int twin = twin_of(on->grid, column);
  if (twin < 0 || (size_t)twin > column) /* a pair is taken at its first */
    item(on, column, twin);
}

static bool has(const steg_guess *guess, steg_column_target target, steg_attribute attribute) {
  for (size_t i = 0; i < guess->column_count; i++)
    if (guess->columns[i].target == target && guess->columns[i].attribute == attribute)
      return true;
  return false;
}

int steg_guess_make(const steg_grid *grid, steg_arena *arena, steg_guess *ret_guess) {
  steg_guess guess = {.rows = grid->row_count};
  size_t most = grid->column_count + 1;
  guessing on = {.grid = grid, .arena = arena, .guess = &guess, .role_column = -1};
  guess.scales = steg_arena_array(arena, most, sizeof *guess.scales);
  guess.items = steg_arena_array(arena, most, sizeof *guess.items);
  guess.columns = steg_arena_array(arena, most, sizeof *guess.columns);
  guess.empty = steg_arena_array(arena, most, sizeof *guess.empty);
  if (!guess.scales || !guess.items || !guess.columns || !guess.empty)
    return -1;
  for (size_t i = 0; i < grid->column_count; i++) {
    int place = known_column(grid->headers[i]);
    if (place >= 0 && (known[place].target == STEG_COLUMN_ROLE || known[place].target == STEG_COLUMN_GROUP))
      on.role_column = (int)i;
  }
  find_roles(&on);
  for (size_t i = 0; i < grid->column_count; i++)
    one_column(&on, i);
  bool person = has(&guess, STEG_COLUMN_PERSON, 0), wide = false;
  for (size_t i = 0; i < guess.item_count; i++)
    wide = wide || guess.items[i].start;
  guess.kind = !person ? STEG_KIND_ANONYMOUS
               : has(&guess, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START) && !has(&guess, STEG_COLUMN_DATE, 0) && !wide
                   ? STEG_KIND_REGISTER
                   : STEG_KIND_REPEATED;
  if (on.failed || steg_arena_failed(arena))
    return -1;
  *ret_guess = guess;
  return 0;
}
