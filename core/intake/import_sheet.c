/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/import_part.h"

#include "intake/sheet.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ROWS_BETWEEN_PROGRESS = 4096 };

/* Puts a refusal into the book: 1; or tells that memory is out: -1. */
static int refuse(steg_import *import, steg_finding_id fault, uint32_t row, const char *kind, steg_error *err) {
  if (fault == STEG_FINDING_COUNT)
    return steg_error_memory(err);
  steg_import_add(import, fault, row, kind, NULL);
  return 1;
}

static char decimal_mark(const steg_import *import) {
  return import->options.decimal_mark == '.' ? '.' : ',';
}

/* ---- which sheet */

/* The best row of a sheet's first ones. */
typedef struct header_trial {
  const steg_header_names *names;
  size_t best;
  uint32_t row;
  size_t rows;
} header_trial;

static int try_line(void *context, const steg_line *line) {
  header_trial *trial = context;
  size_t score = steg_header_score(trial->names, line);
  if (score > trial->best) {
    trial->best = score;
    trial->row = line->row;
  }
  return ++trial->rows == STEG_HEADER_SEARCH;
}

static const char *list_sheets(steg_import *import, const steg_workbook *workbook, const bool *wanted) {
  const char *list = "";
  for (size_t i = 0; list && i < workbook->sheet_count; i++)
    if (!wanted || wanted[i])
      list = steg_arena_printf(import->arena, "%s%s%s", list, *list ? ", " : "", workbook->sheets[i].name);
  return list;
}

/* The sheet that the user names, or the one of that number. */
static int find_given(const steg_workbook *workbook, const char *given) {
  char *end = NULL;
  for (size_t i = 0; i < workbook->sheet_count; i++)
    if (!strcmp(workbook->sheets[i].name, given))
      return (int)i;
  for (size_t i = 0; i < workbook->sheet_count; i++)
    if (steg_text_same(workbook->sheets[i].name, given))
      return (int)i;
  unsigned long number = strtoul(given, &end, 10);
  return *end || !number || number > workbook->sheet_count ? -1 : (int)number - 1;
}

/* The sheet that a mapping names, where the workbook has it. */
static int find_mapped(const steg_import *import, const steg_workbook *workbook) {
  const steg_import_options *options = &import->options;
  int given = -1;
  for (size_t i = 0; i < options->source_count && given < 0; i++)
    if (options->sources[i].sheet && (!options->mapping || !strcmp(options->mapping, options->sources[i].name)))
      given = find_given(workbook, options->sources[i].sheet);
  return given;
}

/* Sheets are tried by their headers: the one with the most names is it; two with as many are a question. */
static int choose_sheet(steg_import *import, steg_workbook *workbook, size_t *ret_sheet, steg_error *err) {
  bool wanted[STEG_WORKBOOK_SHEETS_MAX] = {false};
  size_t scores[STEG_WORKBOOK_SHEETS_MAX] = {0};
  size_t visible = 0, best_score = 0, best_count = 0, best = 0;
  int given = import->options.sheet ? find_given(workbook, import->options.sheet) : find_mapped(import, workbook);
  if (import->options.sheet && given < 0) {
    steg_findings_add(import->book, &(steg_findings_report){.id = STEG_FINDING_SHEET,
                                                            .a = import->options.sheet,
                                                            .b = list_sheets(import, workbook, NULL)});
    return 1;
  }
  for (size_t i = 0; i < workbook->sheet_count; i++) {
    header_trial trial = {.names = import->names};
    uint32_t row = 0;
    if ((given >= 0 && (size_t)given != i) || (given < 0 && workbook->sheets[i].hidden))
      continue;
    visible++;
    steg_finding_id fault = steg_sheet_read(workbook, i, decimal_mark(import), try_line, &trial, &row);
    if (fault)
      return refuse(import, fault, row, NULL, err);
    scores[i] = trial.best;
    wanted[i] = trial.best > 0 && trial.best >= best_score;
    if (trial.best > best_score || visible == 1) {
      memset(wanted, 0, i * sizeof *wanted);
      best = i;
      best_score = trial.best;
      best_count = 0;
      import->dialect.header_row = trial.row;
    }
    best_count += trial.best == best_score;
  }
  if (best_score && best_count > 1) {
    steg_import_add(import, STEG_FINDING_SHEET_TIE, 0, list_sheets(import, workbook, wanted), NULL);
    return 1;
  }
  size_t fitting = 0;
  for (size_t i = 0; i < workbook->sheet_count; i++)
    fitting += wanted[i] = best_score && scores[i] * 2 >= best_score;
  if (fitting > 1)
    steg_import_add(import, STEG_FINDING_SHEET_OTHERS, 0, workbook->sheets[best].name,
                    list_sheets(import, workbook, wanted));
  else if (visible > 1)
    steg_import_add(import, STEG_FINDING_SHEET_USED, 0, workbook->sheets[best].name, NULL);
  import->sheet = steg_arena_text(import->arena, workbook->sheets[best].name);
  *ret_sheet = best;
  return visible ? 0 : refuse(import, STEG_FINDING_XLSX, 0, NULL, err);
}

/* ---- headers and rows */

typedef struct sheet_lines {
  steg_import *import;
  uint32_t header_row;
  uint32_t number; /* among the sheets that are read, from 1; 0 = there is but one */
  const char *coach;
  int result; /* of the header row; 2 = cancelled */
  bool mapped;
  size_t rows;
} sheet_lines;

static int start_typing(sheet_lines *lines) {
  steg_import *import = lines->import;
  if (import->typing)
    return steg_typing_turn(import->typing, import->mapping, lines->coach);
  import->typing = steg_typing_new(import->entry, &import->options, import->mapping, import->book);
  return !import->typing || (lines->number && steg_typing_turn(import->typing, import->mapping, lines->coach)) ? -1 : 0;
}

/* The header row first, then the rows below it: one reading does both, since rows come in order. */
static int take_line(void *context, const steg_line *line) {
  sheet_lines *lines = context;
  steg_import *import = lines->import;
  if (!lines->header_row || line->row < lines->header_row) {
    steg_import_note_above(import, line);
    lines->rows++;
    return 0;
  }
  if (!lines->mapped) {
    lines->mapped = true;
    lines->result = steg_import_map(import, line);
    if (lines->result == 0)
      lines->result = start_typing(lines);
    return lines->result != 0;
  }
  if (++lines->rows % ROWS_BETWEEN_PROGRESS == 0 && steg_import_progress(import, import->survey.size)) {
    lines->result = 2;
    return 1;
  }
  if (!lines->number || line->row <= import->mapping->row)
    return steg_import_take_line(import, line);
  steg_line numbered = *line;
  numbered.row = steg_row_line(lines->number, line->row);
  import->outcome = steg_typing_line(import->typing, &numbered);
  return import->outcome;
}

static int read_rows(steg_import *import, steg_workbook *workbook, size_t sheet, sheet_lines *lines, steg_error *err) {
  uint32_t row = 0;
  steg_finding_id fault = steg_sheet_read(workbook, sheet, decimal_mark(import), take_line, lines, &row);
  if (lines->result == 2)
    return steg_error_set(err, STEG_ERROR_INTERRUPTED, "interrupted: nothing was stored");
  if (lines->result < 0 || import->outcome == STEG_TYPING_MEMORY)
    return steg_error_memory(err);
  if (fault)
    return refuse(import, fault, row, NULL, err);
  if (!lines->mapped && !lines->rows)
    return refuse(import, STEG_FINDING_EMPTY, 0, NULL, err);
  if (!lines->mapped)
    steg_header_report_none(import->names, import->book);
  else if (workbook->hidden_rows || (workbook->hidden_column && workbook->hidden_column <= import->mapping->count))
    steg_import_add(import, STEG_FINDING_HIDDEN, 0, NULL, NULL);
  return 0;
}

/* ---- all sheets */

/* Names that programs give, and those of lists: nobody's. */
static bool is_name(const char *sheet) {
  static const char *const others[] = {"svar",   "data",      "start", "slut",    "resultat",
                                       "enkät",  "enkäter",   "bip",   "export",  "lista",
                                       "tabell", "deltagare", "alla",  "results", "answers"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (steg_text_same(others[i], sheet))
      return false;
  static const char *const numbered[] = {"blad", "sheet", "ark", "tabell", "table"};
  for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
    size_t size = strlen(numbered[i]);
    if (!strncasecmp(sheet, numbered[i], size) && sheet[size + strspn(sheet + size, " 0123456789()")] == '\0')
      return false;
  }
  return !strpbrk(sheet, "0123456789");
}

static bool knows_coach(const steg_instrument *instrument) {
  for (uint32_t i = 0; i < instrument->columns.count; i++)
    if (instrument->columns.rows[i].target == STEG_COLUMN_ATTRIBUTE &&
        instrument->columns.rows[i].attribute == STEG_ATTRIBUTE_COACH)
      return true;
  return false;
}

/* One of several sheets: turned to, mapped and read. As steg_import_read_sheet. */
static int read_one_of(steg_import *import, steg_workbook *workbook, size_t sheet, uint32_t header_row,
                       steg_error *err) {
  const char *name = workbook->sheets[sheet].name;
  sheet_lines lines = {.import = import, .header_row = header_row, .number = steg_findings_turn(import->book, name)};
  bool coach = is_name(name) && knows_coach(import->entry->instrument);
  lines.coach = coach ? name : NULL;
  import->mapping = steg_arena_alloc(import->arena, sizeof *import->mapping);
  if (!lines.number || !import->mapping)
    return steg_error_memory(err);
  import->dialect.header_row = header_row;
  memset(import->above, 0, sizeof import->above);
  import->sheets[import->sheet_count++] = (steg_import_part_sheet){sheet, import->mapping};
  steg_import_add(import, coach ? STEG_FINDING_SHEET_COACH : STEG_FINDING_SHEET_USED, 0, name, NULL);
  return read_rows(import, workbook, sheet, &lines, err);
}

/* Every sheet with at least half as many of the names as the one with the most: what lacks a column is then said, and what is
 * a list or an instruction is passed over. */
static int read_all(steg_import *import, steg_workbook *workbook, steg_error *err) {
  header_trial trials[STEG_WORKBOOK_SHEETS_MAX] = {{0}};
  size_t best = 0;
  for (size_t i = 0; i < workbook->sheet_count; i++) {
    uint32_t row = 0;
    if (workbook->sheets[i].hidden)
      continue;
    trials[i].names = import->names;
    steg_finding_id fault = steg_sheet_read(workbook, i, decimal_mark(import), try_line, &trials[i], &row);
    if (fault)
      return refuse(import, fault, row, NULL, err);
    best = trials[i].best > best ? trials[i].best : best;
  }
  if (!best) {
    steg_import_add(import, STEG_FINDING_SHEETS_NONE, 0, list_sheets(import, workbook, NULL), NULL);
    return 1;
  }
  import->sheets = steg_arena_array(import->arena, workbook->sheet_count, sizeof *import->sheets);
  if (!import->sheets)
    return steg_error_memory(err);
  int result = 0;
  for (size_t i = 0; i < workbook->sheet_count && result >= 0; i++) {
    if (workbook->sheets[i].hidden)
      continue;
    if (trials[i].best * 2 >= best) {
      result = read_one_of(import, workbook, i, trials[i].row, err);
    } else if (!steg_findings_turn(import->book, workbook->sheets[i].name)) {
      result = steg_error_memory(err);
    } else {
      import->sheets[import->sheet_count++] = (steg_import_part_sheet){i, NULL};
      steg_import_add(import, STEG_FINDING_SHEET_PASSED, 0, NULL, NULL);
    }
  }
  steg_findings_turn_back(import->book);
  return result < 0 ? -1 : 0;
}

/* The one that was asked for, or that has the headers. */
static int read_chosen(steg_import *import, steg_workbook *workbook, steg_error *err) {
  size_t sheet = 0;
  int result = choose_sheet(import, workbook, &sheet, err);
  sheet_lines lines = {.import = import, .header_row = import->dialect.header_row};
  return result ? result : read_rows(import, workbook, sheet, &lines, err);
}

int steg_import_read_sheet(steg_import *import, steg_error *err) {
  steg_workbook *workbook = steg_arena_alloc(import->arena, sizeof *workbook);
  const char *kind = NULL;
  if (!workbook)
    return steg_error_memory(err);
  import->result.encoding = "xlsx";
  steg_finding_id fault = steg_workbook_open(import->fd, workbook, &kind);
  int result = fault                                              ? refuse(import, fault, 0, kind, err)
               : import->options.sheets == STEG_IMPORT_ALL_SHEETS ? read_all(import, workbook, err)
                                                                  : read_chosen(import, workbook, err);
  if (result == 0 && workbook->links_outside)
    steg_import_add(import, STEG_FINDING_XLSX_EXT, 0, NULL, NULL);
  if (result == 0 && workbook->epoch == STEG_CALENDAR_1904)
    steg_import_add(import, STEG_FINDING_DATE1904, 0, NULL, NULL);
  if (result >= 0 && steg_import_has_changed(import, NULL))
    steg_import_add(import, STEG_FINDING_CHANGED, 0, NULL, NULL);
  steg_workbook_release(workbook);
  return result;
}
