/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/lexicon.h"

#include "base/text.h"
#include "intake/csv.h"
#include "intake/decoding.h"
#include "intake/grow.h"
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 16 << 20, COLUMNS = 5, VALUES_MAX = 100000 };

const char steg_lexicon_unused[] = "(används inte)";
const char steg_lexicon_no_answer[] = "(inget svar)";
static const char heads[] = "Kolumn i filen;Betyder;Värde i filen;Betyder värde;Säkerhet";

static const struct {
  const char *id, *sv, *en;
} certainties[] = {
    [STEG_CERTAINTY_SURE] = {"sure", "säker", "sure"},
    [STEG_CERTAINTY_PROPOSED] = {"proposed", "föreslagen", "proposed"},
    [STEG_CERTAINTY_UNKNOWN] = {"unknown", "okänd", "unknown"},
    [STEG_CERTAINTY_OWN] = {"own", "egen", "own"},
};
static const struct {
  const char *sv, *en;
} orders[] = {
    [STEG_DATE_DAY_FIRST] = {"dag först", "day first"},
    [STEG_DATE_MONTH_FIRST] = {"månad först", "month first"},
    [STEG_DATE_SERIAL] = {"dagnummer", "day number"},
};

const char *steg_certainty_word(steg_certainty certainty, steg_lang lang) {
  return steg_text_pick(lang, certainties[certainty].sv, certainties[certainty].en);
}

const char *steg_certainty_id(steg_certainty certainty) {
  return certainties[certainty].id;
}

const char *steg_date_order_word(steg_date_order order, steg_lang lang) {
  return steg_text_pick(lang, orders[order].sv, orders[order].en);
}

/* ---- looking up */

const steg_lexicon_column *steg_lexicon_column_of(const steg_lexicon *source, const char *header) {
  for (size_t i = 0; i < source->column_count; i++)
    if (steg_text_same(source->columns[i].header, header))
      return &source->columns[i];
  return NULL;
}

const steg_lexicon_value *steg_lexicon_value_of(const steg_lexicon_column *column, const char *spelling) {
  for (size_t i = 0; i < column->value_count; i++)
    if (steg_text_same(column->values[i].spelling, spelling))
      return &column->values[i];
  return NULL;
}

bool steg_lexicon_is_meant(const steg_lexicon_column *column) {
  return *column->meaning && strcmp(column->meaning, steg_lexicon_unused) != 0;
}

/* ---- reading */

/* A column while its values come. */
typedef struct source_draft {
  steg_lexicon_column column;
  steg_lexicon_value *values;
  size_t value_capacity;
} source_draft;

typedef struct source_reading {
  steg_arena *arena;
  steg_lexicon_told_fn told;
  void *context;
  const char *instrument, *sheet;
  source_draft *drafts;
  size_t count, capacity;
  bool failed;
} source_reading;

static const char *clean_cell(source_reading *reading, const steg_line *line, size_t index) {
  steg_buffer clean;
  if (index >= steg_line_stored(line))
    return "";
  steg_buffer_init(&clean, STEG_FIELD_MAX + 1);
  const char *text = NULL;
  if (steg_field_clean(line->cells[index], STEG_FIELD_TRIM, &clean) >= 0)
    text = steg_arena_text_n(reading->arena, clean.bytes, clean.size);
  steg_buffer_release(&clean);
  reading->failed = reading->failed || !text;
  return text ? text : "";
}

static steg_certainty certainty_of(const char *word) {
  for (size_t i = 1; i < sizeof certainties / sizeof *certainties; i++)
    if (steg_text_same(certainties[i].sv, word) || steg_text_same(certainties[i].en, word))
      return (steg_certainty)i;
  return STEG_CERTAINTY_OWN;
}

static steg_date_order order_of(const char *word) {
  for (size_t i = 1; i < sizeof orders / sizeof *orders; i++)
    if (steg_text_same(orders[i].sv, word) || steg_text_same(orders[i].en, word))
      return (steg_date_order)i;
  return 0;
}

static source_draft *draft_of(source_reading *reading, const char *header, uint32_t line) {
  for (size_t i = 0; i < reading->count; i++)
    if (steg_text_same(reading->drafts[i].column.header, header))
      return &reading->drafts[i];
  if (steg_grow(&reading->drafts, &reading->capacity, reading->count + 1, sizeof *reading->drafts)) {
    reading->failed = true;
    return NULL;
  }
  source_draft *draft = &reading->drafts[reading->count++];
  *draft =
      (source_draft){.column = {.header = header, .meaning = "", .certainty = STEG_CERTAINTY_UNKNOWN, .line = line}};
  return draft;
}

static void take_value(source_reading *reading, source_draft *draft, const steg_lexicon_value *value) {
  for (size_t i = 0; i < draft->column.value_count; i++)
    if (steg_text_same(draft->values[i].spelling, value->spelling)) {
      reading->told(reading->context, value->line, "Värdet står två gånger för samma kolumn: ta bort den ena raden.",
                    "The value stands twice for one column: remove one of the rows.");
      return;
    }
  if (draft->column.value_count >= VALUES_MAX ||
      steg_grow(&draft->values, &draft->value_capacity, draft->column.value_count + 1, sizeof *draft->values)) {
    reading->failed = true;
    return;
  }
  draft->values[draft->column.value_count++] = *value;
}

static void take_date_order(source_reading *reading, source_draft *draft, const char *word, steg_certainty certainty,
                            uint32_t line) {
  draft->column.dates = order_of(word);
  draft->column.date_certainty = draft->column.dates ? certainty : 0;
  if (*word && !draft->column.dates)
    reading->told(reading->context, line, "Okänt sätt att skriva datum: ange dag först, månad först eller dagnummer.",
                  "Unknown way of writing dates: give day first, month first or day number.");
}

static void take_column(source_reading *reading, source_draft *draft, const char *meaning, steg_certainty certainty,
                        uint32_t line) {
  if (draft->column.line && draft->column.line != line && *draft->column.meaning) {
    reading->told(reading->context, line, "Kolumnen står två gånger med en betydelse: ta bort den ena raden.",
                  "The column stands twice with a meaning: remove one of the rows.");
    return;
  }
  draft->column.meaning = meaning;
  draft->column.certainty = certainty;
  draft->column.line = line;
}

static int take_line(void *context, const steg_line *line) {
  source_reading *reading = context;
  const char *cells[COLUMNS];
  bool blank = true;
  for (size_t i = 0; i < COLUMNS; i++) {
    cells[i] = clean_cell(reading, line, i);
    blank = blank && !*cells[i];
  }
  if (blank || reading->failed || steg_text_same(cells[0], "Kolumn i filen") ||
      steg_text_same(cells[0], "Column in the file"))
    return reading->failed;
  if (!*cells[0]) {
    reading->told(reading->context, line->row, "Raden säger inte vilken kolumn den gäller: fyll i Kolumn i filen.",
                  "The row does not say which column it is of: fill in the first cell.");
    return 0;
  }
  if (!strcmp(cells[0], "(instrument)")) {
    reading->instrument = cells[1];
    return 0;
  }
  if (!strcmp(cells[0], "(blad)")) {
    reading->sheet = cells[1];
    return 0;
  }
  source_draft *draft = draft_of(reading, cells[0], line->row);
  if (!draft)
    return 1;
  steg_certainty certainty = certainty_of(cells[4]);
  if (!*cells[2])
    take_column(reading, draft, cells[1], certainty, line->row);
  else if (!strcmp(cells[2], "(datum)"))
    take_date_order(reading, draft, cells[3], certainty, line->row);
  else
    take_value(
        reading, draft,
        &(steg_lexicon_value){.spelling = cells[2], .meaning = cells[3], .certainty = certainty, .line = line->row});
  return 0;
}

static int finish(source_reading *reading, const char *name, steg_lexicon *ret_source) {
  steg_lexicon_column *columns = steg_arena_array(reading->arena, reading->count, sizeof *columns);
  if (!columns)
    return -1;
  for (size_t i = 0; i < reading->count; i++) {
    source_draft *draft = &reading->drafts[i];
    columns[i] = draft->column;
    if (!draft->column.value_count)
      continue;
    steg_lexicon_value *values = steg_arena_array(reading->arena, draft->column.value_count, sizeof *values);
    if (!values)
      return -1;
    memcpy(values, draft->values, draft->column.value_count * sizeof *values);
    columns[i].values = values;
  }
  *ret_source = (steg_lexicon){.name = name,
                              .instrument = reading->instrument,
                              .sheet = reading->sheet && *reading->sheet ? reading->sheet : NULL,
                              .columns = columns,
                              .column_count = reading->count};
  return 0;
}

/* The delimiter that Excel used when it saved the file again; the first line says it. */
static char delimiter_of(const char *text, size_t size) {
  for (size_t i = 0; i < size && text[i] != '\n'; i++)
    if (text[i] == ';' || text[i] == '\t' || text[i] == ',')
      return text[i];
  return ';';
}

int steg_lexicon_read(const char *bytes, size_t size, const char *name, steg_arena *arena, steg_lexicon_told_fn told,
                     void *context, steg_lexicon *ret_source, steg_error *err) {
  source_reading reading = {.arena = arena, .told = told, .context = context};
  steg_buffer text;
  int result = -1;
  size_t bom = size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
  /* A spreadsheet program may have saved it as plain CSV. */
  steg_decoder decoder = {.encoding = steg_text_valid(bytes + bom, size - bom) == size - bom
                                          ? STEG_ENCODING_UTF8
                                          : STEG_ENCODING_WINDOWS_1252};
  steg_buffer_init(&text, TEXT_MAX);
  steg_decoding_fault fault = steg_decoder_feed(&decoder, (const unsigned char *)bytes + bom, size - bom, &text);
  /* A NUL would end a text before its cell does. */
  bool is_text = (!fault || fault == STEG_DECODING_MEMORY) && !(size && memchr(bytes, '\0', size));
  steg_csv *csv = fault || !is_text ? NULL : steg_csv_new(delimiter_of(text.bytes, text.size), take_line, &reading);
  if (!is_text) {
    told(context, 0, "Filen är ingen text: spara den som CSV UTF-8.", "The file is no text: save it as CSV UTF-8.");
    *ret_source = (steg_lexicon){.name = name};
    result = 0;
  } else if (csv && steg_csv_feed(csv, text.bytes, text.size, err) >= 0 && steg_csv_end(csv, err) >= 0 &&
             !reading.failed) {
    result = finish(&reading, name, ret_source);
  }
  steg_csv_free(csv);
  steg_buffer_release(&text);
  for (size_t i = 0; i < reading.count; i++)
    free(reading.drafts[i].values);
  free(reading.drafts);
  return result < 0 ? steg_error_memory(err) : 0;
}

/* ---- writing */

static void put_cell(steg_buffer *out, const char *text, char after) {
  bool quote = strpbrk(text, ";\"\r\n") != NULL;
  steg_buffer_text(out, quote ? "\"" : "");
  for (; *text; text++) {
    steg_buffer_char(out, *text);
    if (*text == '"')
      steg_buffer_char(out, '"');
  }
  steg_buffer_text(out, quote ? "\"" : "");
  if (after)
    steg_buffer_char(out, after);
}

static void put_row(steg_buffer *out, const char *a, const char *b, const char *c, const char *d, const char *e) {
  put_cell(out, a, ';');
  put_cell(out, b, ';');
  put_cell(out, c, ';');
  put_cell(out, d, ';');
  put_cell(out, e, 0);
  steg_buffer_text(out, "\r\n");
}

void steg_lexicon_write(const steg_lexicon *source, steg_buffer *out) {
  steg_buffer_text(out, "\xEF\xBB\xBF");
  steg_buffer_text(out, heads);
  steg_buffer_text(out, "\r\n");
  put_row(out, "(instrument)", source->instrument ? source->instrument : "", "", "", "");
  if (source->sheet)
    put_row(out, "(blad)", source->sheet, "", "", "");
  for (size_t i = 0; i < source->column_count; i++) {
    const steg_lexicon_column *column = &source->columns[i];
    put_row(out, column->header, column->meaning, "", "", certainties[column->certainty].sv);
    if (column->dates)
      put_row(out, column->header, "", "(datum)", orders[column->dates].sv, certainties[column->date_certainty].sv);
    for (size_t k = 0; k < column->value_count; k++)
      put_row(out, column->header, "", column->values[k].spelling, column->values[k].meaning,
              certainties[column->values[k].certainty].sv);
  }
}
