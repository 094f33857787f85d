/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/dialect.h"

#include "intake/csv.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { CANDIDATES = 4, ROWS_SEEN = 200 };

static const char candidates[CANDIDATES] = {';', ',', '\t', '|'};

const char *steg_dialect_name(char delimiter) {
  switch (delimiter) {
  case ';':
    return ";";
  case ',':
    return ",";
  case '\t':
    return "tab";
  case '|':
    return "|";
  default:
    return "?";
  }
}

/* What the opening looks like with one delimiter. */
typedef struct opening_trial {
  const steg_header_names *names;
  size_t best;         /* names on the best row */
  uint32_t header_row; /* of that row */
  size_t header_cells;
  size_t rows;
  size_t most_cells;
  size_t counts[ROWS_SEEN]; /* cells of each row seen */
  uint32_t row_of[ROWS_SEEN];
} opening_trial;

static int take_line(void *context, const steg_line *line) {
  opening_trial *trial = context;
  /* A row all of whose cells are names is the header row: the rows below need no look. */
  bool found = trial->best > 1 && trial->best == trial->header_cells;
  if (!found && trial->rows < STEG_HEADER_SEARCH && line->count <= STEG_COLUMNS_MAX) {
    size_t score = steg_header_score(trial->names, line);
    if (score > trial->best) {
      trial->best = score;
      trial->header_row = line->row;
      trial->header_cells = line->count;
    }
  }
  trial->counts[trial->rows] = line->count;
  trial->row_of[trial->rows] = line->row;
  trial->most_cells = line->count > trial->most_cells ? line->count : trial->most_cells;
  return ++trial->rows == ROWS_SEEN;
}

static int run_trial(const char *text, size_t size, char delimiter, const steg_header_names *names,
                     opening_trial *ret_trial) {
  steg_error err;
  *ret_trial = (opening_trial){.names = names};
  steg_csv *csv = steg_csv_new(delimiter, take_line, ret_trial);
  if (!csv)
    return -1;
  int result = steg_csv_feed_until(csv, text, size, &err);
  if (result == 0)
    result = steg_csv_end(csv, &err);
  steg_csv_free(csv);
  return result < 0 ? -1 : 0;
}

/* How often a delimiter parts each data row, when it does so equally in all of them; 0 when it does not. */
static size_t even_parts(const opening_trial *trial, uint32_t header_row) {
  size_t parts = 0, rows = 0;
  for (size_t i = 0; i < trial->rows; i++) {
    if (trial->row_of[i] <= header_row)
      continue;
    if (rows++ && trial->counts[i] != parts)
      return 0;
    parts = trial->counts[i];
  }
  return rows >= 2 && parts > 1 ? parts - 1 : 0;
}

/* A comma in at least three quarters as many places as the semicolon, in every row alike. */
static bool is_tie(const opening_trial *chosen, const opening_trial *other) {
  size_t parts = even_parts(chosen, chosen->header_row), rival = even_parts(other, chosen->header_row);
  return parts && rival && 4 * rival >= 3 * parts;
}

/* "sep=;" on the first line. */
static char said_delimiter(const char *text, size_t size) {
  if (size < 5 || strncasecmp(text, "sep=", 4) != 0)
    return 0;
  char said = text[4];
  return size == 5 || text[5] == '\r' || text[5] == '\n' ? said : 0;
}

/* The part of the opening that ends with a whole line. */
static size_t whole_lines(const char *text, size_t size) {
  size_t at = size;
  while (at && text[at - 1] != '\n' && text[at - 1] != '\r')
    at--;
  return at ? at : size;
}

static int settle_given(const char *text, size_t size, char delimiter, bool said, const steg_header_names *names,
                        steg_findings_book *book, steg_dialect *ret_dialect) {
  opening_trial trial;
  if (run_trial(text, size, delimiter, names, &trial))
    return -1;
  if (trial.most_cells < 2 && trial.best == 0 && !said) {
    steg_findings_add(book, &(steg_findings_report){.id = STEG_FINDING_DELIM_NAME});
    return 1;
  }
  *ret_dialect = (steg_dialect){.delimiter = delimiter, .header_row = trial.header_row, .said = said};
  return 0;
}

static int report_tie(steg_findings_book *book, char a, char b) {
  steg_findings_add(book, &(steg_findings_report){
                              .id = STEG_FINDING_DELIM_TIE, .a = steg_dialect_name(a), .b = steg_dialect_name(b)});
  return 1;
}

int steg_dialect_find(const char *text, size_t size, steg_dialect_extent extent, char given,
                      const steg_header_names *names, steg_findings_book *book, steg_dialect *ret_dialect) {
  size_t seen = extent == STEG_DIALECT_WHOLE ? size : whole_lines(text, size);
  char said = said_delimiter(text, seen);
  if (given || said)
    return settle_given(text, seen, given ? given : said, !given, names, book, ret_dialect);
  opening_trial *trials = malloc(CANDIDATES * sizeof *trials);
  int result = -1;
  size_t best = 0;
  if (!trials)
    return -1;
  for (size_t i = 0; i < CANDIDATES; i++)
    if (run_trial(text, seen, candidates[i], names, &trials[i]))
      goto done;
  for (size_t i = 1; i < CANDIDATES; i++) {
    bool better = trials[i].best > trials[best].best ||
                  (trials[best].best == 0 && trials[i].most_cells > trials[best].most_cells);
    best = better ? i : best;
  }
  result = 0;
  if (trials[best].best == 0 && trials[best].most_cells < 2) {
    steg_findings_add(book, &(steg_findings_report){.id = STEG_FINDING_DELIM, .row = 1});
    result = 1;
  }
  for (size_t i = 0; result == 0 && i < CANDIDATES; i++) {
    if (i == best || trials[best].header_cells < 2)
      continue;
    bool same_names = trials[i].best == trials[best].best && trials[best].best > 0 && trials[i].header_cells > 1;
    if (same_names || (trials[best].best && is_tie(&trials[best], &trials[i])))
      result = report_tie(book, candidates[best], candidates[i]);
  }
  if (result == 0)
    *ret_dialect = (steg_dialect){.delimiter = candidates[best], .header_row = trials[best].header_row};
done:
  free(trials);
  return result;
}
