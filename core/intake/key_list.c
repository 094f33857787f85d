/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/key_list.h"

#include "intake/findings.h"
#include "intake/grid.h"
#include "intake/person.h"
#include <stdlib.h>
#include <string.h>

typedef struct key_list {
  const steg_import_options *options;
  const steg_grid *grid;
  steg_arena *arena;
  steg_findings_book *book;
  size_t columns[2]; /* of personnummer, of codes */
  steg_joining_pair *pairs;
  size_t pair_count;
} key_list;

/* ---- columns */

static const char *const number_headers[] = {"personnummer",
                                             "pnr",
                                             "persnr",
                                             "personnr",
                                             "samordningsnummer",
                                             "person",
                                             "persnummer",
                                             "national id",
                                             "pers. nr",
                                             "id-nummer",
                                             "personnummer/samordningsnummer"};
static const char *const code_headers[] = {
    "kod", "deltagarkod", "deltagar_id",    "deltagare",  "egen kod", "kodnyckel",   "löpnummer", "löpnr",
    "id",  "personkod",   "deltagarnummer", "deltagarnr", "code",     "participant", "nyckel"};

/* The first column with one of the headers; column_count when there is none. */
static size_t find_column(const steg_grid *grid, const char *const *headers, size_t header_count) {
  for (size_t column = 0; column < grid->column_count; column++)
    for (size_t i = 0; i < header_count; i++)
      if (steg_text_same(grid->headers[column], headers[i]))
        return column;
  return grid->column_count;
}

static void report(const key_list *list, steg_finding_id id, uint32_t row, size_t column, const char *a) {
  steg_findings_add(list->book, &(steg_findings_report){.id = id, .row = row, .column = (uint32_t)column, .a = a});
}

static bool find_columns(key_list *list) {
  const steg_grid *grid = list->grid;
  list->columns[0] = find_column(grid, number_headers, sizeof number_headers / sizeof number_headers[0]);
  list->columns[1] = find_column(grid, code_headers, sizeof code_headers / sizeof code_headers[0]);
  if (list->columns[0] < grid->column_count && list->columns[1] < grid->column_count) {
    for (int i = 0; i < 2; i++)
      steg_findings_name_column(list->book, (uint32_t)list->columns[i] + 1, grid->headers[list->columns[i]]);
    return true;
  }
  report(list, STEG_FINDING_LIST_COLUMNS, grid->header_line, 0, NULL);
  return false;
}

/* ---- rows */

static bool read_key(const key_list *list, size_t row, int which, steg_person_key *ret_key) {
  const size_t column = list->columns[which];
  const uint32_t line = list->grid->lines[row];
  const char *text = steg_grid_cell(list->grid, row, column);
  const steg_person person = steg_person_read(text, strlen(text), list->options);
  const steg_person_verdict wanted = which == 0 ? STEG_PERSON_NATIONAL : STEG_PERSON_CODE;
  if (person.verdict == STEG_PERSON_REFUSED)
    report(list, person.finding, line, column + 1, NULL);
  else if (person.verdict != wanted)
    report(list, which == 0 ? STEG_FINDING_LIST_NO_NUMBER : STEG_FINDING_LIST_NO_CODE, line, column + 1, NULL);
  else {
    if (person.finding)
      report(list, person.finding, line, column + 1, NULL);
    *ret_key = (steg_person_key){.kind = which == 0 ? STEG_KEY_NATIONAL : STEG_KEY_CODE, .text = text};
    if (which == 0)
      ret_key->text = steg_arena_text(list->arena, person.national.digits);
    return ret_key->text != NULL;
  }
  return false;
}

static int read_rows(key_list *list, steg_error *err) {
  const steg_grid *grid = list->grid;
  list->pairs = steg_arena_array(list->arena, grid->row_count, sizeof *list->pairs);
  if (!list->pairs)
    return steg_error_memory(err);
  for (size_t row = 0; row < grid->row_count; row++) {
    bool number = *steg_grid_cell(grid, row, list->columns[0]) != '\0';
    bool code = *steg_grid_cell(grid, row, list->columns[1]) != '\0';
    steg_joining_pair pair = {.line = grid->lines[row]};
    if (!number && !code)
      continue;
    if (!number || !code) {
      report(list, STEG_FINDING_LIST_EMPTY, pair.line, list->columns[number ? 1 : 0] + 1, NULL);
      continue;
    }
    bool sound = read_key(list, row, 0, &pair.keys[0]);
    if (read_key(list, row, 1, &pair.keys[1]) && sound)
      list->pairs[list->pair_count++] = pair;
  }
  return 0;
}

static int compare_codes(const void *a, const void *b) {
  const steg_joining_pair *x = *(const steg_joining_pair *const *)a;
  const steg_joining_pair *y = *(const steg_joining_pair *const *)b;
  int order = strcmp(x->keys[1].text, y->keys[1].text);
  return order ? order : (x->line > y->line) - (x->line < y->line);
}

static int find_doubles(const key_list *list, steg_error *err) {
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  const steg_joining_pair **sorted = malloc(sizeof *sorted * (list->pair_count + 1));
  if (!sorted)
    return steg_error_memory(err);
  for (size_t i = 0; i < list->pair_count; i++)
    sorted[i] = &list->pairs[i];
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  qsort(sorted, list->pair_count, sizeof *sorted, compare_codes);
  for (size_t i = 1, first = 0; i < list->pair_count; i++) {
    if (strcmp(sorted[i]->keys[1].text, sorted[first]->keys[1].text) != 0)
      first = i;
    else if (strcmp(sorted[i]->keys[0].text, sorted[first]->keys[0].text) != 0)
      report(list, STEG_FINDING_LIST_CODE_TWICE, sorted[i]->line, list->columns[1] + 1,
             steg_arena_printf(list->arena, "%u", sorted[first]->line));
  }
  free(sorted);
  return 0;
}

/* ---- what the store says */

static void report_problems(const key_list *list, const steg_joining *joining) {
  static const steg_finding_id kinds[] = {[STEG_JOINING_ERASED] = STEG_FINDING_ERASED,
                                          [STEG_JOINING_STARTS] = STEG_FINDING_JOIN_STARTS,
                                          [STEG_JOINING_ANSWERS] = STEG_FINDING_JOIN_ANSWERS};
  for (size_t i = 0; i < joining->problem_count; i++)
    report(list, kinds[joining->problems[i].fault], joining->problems[i].line, 0, joining->problems[i].where);
}

int steg_key_list_read_key(const char *text, const steg_import_options *options, steg_arena *arena,
                           steg_person_key *ret_key, const char **ret_code, steg_error *err) {
  steg_buffer clean;
  steg_buffer_init(&clean, STEG_FIELD_MAX + 1);
  steg_person_key key = {.kind = STEG_KEY_CODE};
  const char *code = NULL;
  int result = 0;
  if (steg_field_clean((steg_field){.bytes = text, .size = strlen(text)}, STEG_FIELD_TRIM, &clean) < 0) {
    steg_buffer_release(&clean);
    return steg_error_memory(err);
  }
  if (!clean.size)
    result = 1;
  else {
    const steg_person person = steg_person_read(clean.bytes, clean.size, options);
    if (person.verdict == STEG_PERSON_NATIONAL)
      key = (steg_person_key){.kind = STEG_KEY_NATIONAL, .text = steg_arena_text(arena, person.national.digits)};
    else if (person.verdict == STEG_PERSON_CODE)
      key.text = steg_arena_text_n(arena, clean.bytes, clean.size);
    else {
      code = steg_finding_kind_of(person.finding)->code;
      result = 1;
    }
  }
  if (clean.size)
    explicit_bzero(clean.bytes, clean.size);
  steg_buffer_release(&clean);
  if (result == 0 && !key.text)
    return steg_error_memory(err);
  if (result == 0)
    *ret_key = key;
  *ret_code = code;
  return result;
}

int steg_key_list_link(steg_store *store, const char *federation, const char *path, const char *sheet,
                       const steg_import_options *options, steg_arena *arena, steg_key_list_result *ret_result,
                       steg_error *err) {
  steg_grid grid;
  steg_key_list_result result = {0};
  if (steg_grid_read(path, sheet, arena, &grid, err) < 0)
    return -1;
  key_list list = {.options = options, .grid = &grid, .arena = arena, .book = steg_findings_new()};
  if (!list.book)
    return steg_error_memory(err);
  int status = 0;
  result.rows = grid.row_count;
  if (find_columns(&list)) {
    status = read_rows(&list, err);
    if (status == 0)
      status = find_doubles(&list, err);
    if (status == 0 && !steg_findings_errors(list.book))
      status = steg_joining_link(store, federation, list.pairs, list.pair_count, options->today, arena, &result.joining,
                                 err);
    if (status == 0)
      report_problems(&list, &result.joining);
  }
  if (status == 0 && (steg_findings_failed(list.book) || steg_arena_failed(arena) ||
                      steg_findings_write(list.book, options->lang, arena, &result.findings) < 0))
    status = steg_error_memory(err);
  steg_findings_free(list.book);
  if (status < 0)
    return -1;
  if (result.findings.errors)
    result.joining = (steg_joining){0};
  *ret_result = result;
  return 0;
}
