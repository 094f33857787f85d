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
    {"Din kod|Din deltagarkod|Personlig kod|Din personliga kod|Ange din kod|Ange din "
     "deltagarkod|Kodnummer|Kodnr|Klientkod",
     STEG_COLUMN_PERSON, 0, false},
    {"Deltagarnummer|Deltagarnr|Löpnummer|Id|Respondent-id|Respondentid|Nr|Svars-id", STEG_COLUMN_PERSON, 0, false},
    {"Insats|Insatsnamn|Insats-id|Projekt", STEG_COLUMN_INITIATIVE, 0, true},
    {"Vilken insats deltar du i?|Din insats|Vilken insats gäller det?|Namn på insatsen", STEG_COLUMN_INITIATIVE, 0,
     false},
    {"Datum|Svarsdatum|Mätdatum|Datum för mätning", STEG_COLUMN_DATE, 0, true},
    {"Dagens datum|Ifyllt datum|Datum för ifyllande|Ifylld|Ifylld "
     "den|Besvarad|Slutförd|Inskickad|Slutförandetid|Sluttid|"
     "Completion time|Tidstämpel|Tidsstämpel|Timestamp|Date",
     STEG_COLUMN_DATE, 0, false},
    {"Starttid|Start time|Senast ändrad|Senaste ändringstid|Tid för senaste ändring|Last modified time",
     STEG_COLUMN_DATE, 0, false},
    {"Tillfälle|Mättillfälle|Mätning|Formulär", STEG_COLUMN_OCCASION, 0, true},
    {"Mättidpunkt|Mätpunkt|Omgång|Vilket tillfälle gäller svaret?|Start eller slut|Start/slut", STEG_COLUMN_OCCASION, 0,
     false},
    {"Roll|Svarande|Vem svarar|Respondent", STEG_COLUMN_ROLE, 0, true},
    {"Svarandegrupp|Respondentgrupp", STEG_COLUMN_GROUP, 0, false},
    {"Period|Mätperiod|Termin", STEG_COLUMN_PERIOD, 0, false},
    {"Handläggare|Coach|Arbetscoach|Kontaktperson", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_COACH, true},
    {"Din coach|Min coach|Vem är din coach?|Coachens namn|Namn på coach|Jobbcoach|Din handläggare|Min handläggare|"
     "Ansvarig handläggare|Handläggarens namn|Din kontaktperson|Handledare",
     STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_COACH, false},
    {"Startdatum|Inskriven|Inskrivningsdatum", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START, false},
    {"Slutdatum|Avslutad|Avslutsdatum|Utskriven", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_END, false},
    {"Kön|Kon|Juridiskt kön|Ditt kön", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_SEX, false},
    {"Födelseår|Födelsedatum|Född|Ditt födelseår|Vilket år är du född?", STEG_COLUMN_ATTRIBUTE,
     STEG_ATTRIBUTE_BIRTH_YEAR, false},
    {"Ålder|Ålder vid start|Hur gammal är du?|Din ålder", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_AGE, false},
    {"Kommun|Kommunkod|Hemkommun|Folkbokföringskommun", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_MUNICIPALITY, false},
    {"Tätort|Stad/land", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_AREA, false},
    {"Remittent|Remitterad av", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_REFERRER, false},
    {"Team|Delteam", STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_TEAM, false},
    /* Of the person, and none of ours. */
    {"Namn|Förnamn|Efternamn|Deltagarens "
     "namn|Name|Ditt namn|För- och efternamn|Fullständigt namn|Vad heter du?|Din e-post|Din e-postadress|Email "
     "address|"
     "Language|E-post|Epost|E-postadress|Email|Mejl|Telefon|Telefonnummer|Mobil|Adress|"
     "IP-adress|Anteckning|Anteckningar",
     STEG_COLUMN_IGNORE, 0, false},
};

typedef struct guessing {
  const steg_grid *grid;
  steg_arena *arena;
  steg_guess *guess;
  int role_column;          /* -1 = none */
  steg_guess_header *heads; /* what each header says beside its question */
  bool *paired;             /* whether the other occasion of it is there */
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

/* "7. Hur mår du?", "12b) Hur sover du?": the number that the form gives the question, and its letter. */
static bool own_number(const char *header, char out[8]) {
  size_t digits = strspn(header, "0123456789"), letter = header[digits] >= 'a' && header[digits] <= 'e';
  const char *after = header + digits + letter;
  if (!digits || digits > 3 || !*after || !strchr(".):", *after))
    return false;
  snprintf(out, 8, "q%.*s", (int)(digits + letter), header);
  return true;
}

/* A short header is the id; a whole question is q and its number, the form's own where it has one. */
static const char *id_of(guessing *on, const char *header) {
  char id[ID_MAX + 1], wanted[ID_MAX + 16];
  bool plain = slug(header, id) && !strchr(header, '?') && id[0] >= 'a' && id[0] <= 'z';
  if (plain)
    snprintf(wanted, sizeof wanted, "%s", id);
  else if (!own_number(header, wanted) || is_taken(on->guess, wanted))
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

static bool other_side(const guessing *on, size_t column) {
  const steg_guess_header *mine = &on->heads[column];
  for (size_t i = 0; mine->occasion && i < on->grid->column_count; i++)
    if (on->heads[i].occasion == 3 - mine->occasion && on->heads[i].role == mine->role &&
        steg_text_same(on->heads[i].stem, mine->stem))
      return true;
  return false;
}

/* Roles in headers count when two of them are there and no column tells the role; an occasion when the other one is there too. */
static void read_headers(guessing *on) {
  const steg_grid *grid = on->grid;
  steg_guess *guess = on->guess;
  int first = 0;
  bool several = false;
  for (size_t i = 0; i < grid->column_count; i++) {
    bool open = on->role_column < 0 && known_column(grid->headers[i]) < 0;
    steg_guess_header_read(grid->headers[i], open, true, &on->heads[i]);
    several = several || (first && on->heads[i].role && on->heads[i].role != first);
    first = first ? first : on->heads[i].role;
  }
  for (size_t i = 0; i < grid->column_count; i++)
    if (!several && on->heads[i].role)
      steg_guess_header_read(grid->headers[i], false, true, &on->heads[i]);
  for (size_t i = 0; i < grid->column_count; i++)
    on->paired[i] = other_side(on, i);
  for (size_t i = 0; i < grid->column_count; i++)
    if (!on->paired[i])
      steg_guess_header_read(grid->headers[i], several && on->heads[i].role, false, &on->heads[i]);
  for (size_t i = 0; i < grid->column_count; i++) {
    if (!on->heads[i].role)
      continue;
    const char *label = steg_guess_role_label(on->heads[i].role);
    size_t place = 0;
    while (place < guess->role_count && strcmp(guess->roles[place], label) != 0)
      place++;
    if (place == guess->role_count)
      guess->roles[guess->role_count++] = label;
    on->heads[i].role = (int)place + 1;
  }
}

/* Whether two columns are one question: their marks differ, and what is left is the same. */
static bool same_question(const guessing *on, size_t a, size_t b) {
  const steg_guess_header *one = &on->heads[a], *other = &on->heads[b];
  return (one->role || one->occasion) && (other->role || other->occasion) && steg_text_same(one->stem, other->stem);
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

/* The columns of a wide sheet's question; none when it has but one that says nothing. */
static void find_places(guessing *on, size_t column, steg_guess_item *row) {
  const steg_grid *grid = on->grid;
  if (!on->heads[column].role && !on->heads[column].occasion)
    return;
  row->places = steg_arena_array(on->arena, grid->column_count, sizeof *row->places);
  on->failed = on->failed || !row->places;
  for (size_t i = column; row->places && i < grid->column_count; i++)
    if (same_question(on, column, i))
      row->places[row->place_count++] = (steg_guess_place){grid->headers[i], on->heads[i].occasion, on->heads[i].role};
}

static void item(guessing *on, size_t column) {
  steg_guess *guess = on->guess;
  const steg_grid *grid = on->grid;
  steg_guess_values *values = steg_arena_alloc(on->arena, sizeof *values);
  steg_guess_item *row = &guess->items[guess->item_count];
  steg_guess_scale scale = {0};
  if (!values) {
    on->failed = true;
    return;
  }
  for (size_t k = column; k < grid->column_count; k++)
    for (size_t i = 0; (k == column || same_question(on, column, k)) && i < grid->row_count; i++)
      steg_guess_count(values, steg_grid_cell(grid, i, k));
  if (!values->filled) {
    guess->empty[guess->empty_count++] = grid->headers[column];
    return;
  }
  find_places(on, column, row);
  row->header = row->place_count ? steg_arena_text(on->arena, on->heads[column].stem) : grid->headers[column];
  row->id = row->header ? id_of(on, row->header) : NULL;
  row->type = steg_guess_type(row->header ? row->header : "", values, on->arena, &scale);
  row->scale = row->type <= STEG_ITEM_MULTI ? scale_of(on, &scale) : -1;
  if (on->role_column >= 0)
    for (size_t k = column; k < grid->column_count; k++)
      row->roles |= k == column || same_question(on, column, k) ? roles_of(on, k) : 0;
  for (size_t i = 0; i < row->place_count; i++)
    row->roles |= row->places[i].role ? UINT64_C(1) << (row->places[i].role - 1) : 0;
  if (row->roles == (UINT64_C(1) << guess->role_count) - 1)
    row->roles = 0;
  on->failed = on->failed || !row->id;
  guess->item_count++;
}

/* Whether a column before it in `known`, or in the file, is the same thing already: a form's own number beside the participant's
 * code, the time it was begun beside the time it was sent. */
static bool is_second(const guessing *on, size_t column, int place) {
  for (size_t i = 0; i < on->grid->column_count; i++) {
    int other = known_column(on->grid->headers[i]);
    if (other >= 0 && known[other].target == known[place].target && known[other].attribute == known[place].attribute &&
        (other < place || (other == place && i < column)))
      return true;
  }
  return false;
}

static void one_column(guessing *on, size_t column) {
  const char *header = on->grid->headers[column];
  const steg_guess_header *head = &on->heads[column];
  int place = known_column(header);
  if (!*header)
    return;
  if (place >= 0) {
    bool second = known[place].target != STEG_COLUMN_IGNORE && is_second(on, column, place);
    on->guess->columns[on->guess->column_count++] =
        (steg_guess_column){header, second ? STEG_COLUMN_IGNORE : known[place].target,
                            second ? 0 : known[place].attribute, !second && known[place].usual, 0};
    return;
  }
  int stem = head->occasion ? known_column(head->stem) : -1;
  if (stem >= 0 && known[stem].target == STEG_COLUMN_DATE) {
    on->guess->columns[on->guess->column_count++] =
        (steg_guess_column){header, STEG_COLUMN_DATE, 0, false, head->occasion};
    return;
  }
  for (size_t i = 0; i < column; i++)
    if (same_question(on, column, i))
      return; /* taken at its first column */
  item(on, column);
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
  on.heads = steg_arena_array(arena, most, sizeof *on.heads);
  on.paired = steg_arena_array(arena, most, sizeof *on.paired);
  if (!guess.scales || !guess.items || !guess.columns || !guess.empty || !on.heads || !on.paired)
    return -1;
  for (size_t i = 0; i < grid->column_count; i++) {
    int place = known_column(grid->headers[i]);
    if (place >= 0 && (known[place].target == STEG_COLUMN_ROLE || known[place].target == STEG_COLUMN_GROUP))
      on.role_column = (int)i;
  }
  find_roles(&on);
  read_headers(&on);
  for (size_t i = 0; i < grid->column_count; i++)
    one_column(&on, i);
  bool person = has(&guess, STEG_COLUMN_PERSON, 0), wide = false;
  for (size_t i = 0; i < guess.item_count; i++)
    wide = wide || guess.items[i].place_count;
  guess.kind = !person ? STEG_KIND_ANONYMOUS
               : has(&guess, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START) && !has(&guess, STEG_COLUMN_DATE, 0) && !wide
                   ? STEG_KIND_REGISTER
                   : STEG_KIND_REPEATED;
  if (on.failed || steg_arena_failed(arena))
    return -1;
  *ret_guess = guess;
  return 0;
}
