/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/findings.h"

#include "intake/grow.h"
#include "intake/national.h"
#include "store/rows.h"
#include <string.h>

enum { SLOTS = 16384, FILLING_MAX = 200 };
_Static_assert(SLOTS >= 4 * STEG_FINDINGS_MOST, "the table of groups stays sparse");

typedef struct finding_sheet {
  const char *name; /* NULL: the file */
  const char **headers;
} finding_sheet;

typedef struct finding_group {
  steg_finding_id id;
  steg_severity severity;
  uint32_t sheet, column;
  uint32_t rows[STEG_FINDING_ROWS];
  uint32_t row_count; /* in rows */
  uint32_t count;
  const char *value, *a, *b, *code, *message_sv, *message_en;
  uint64_t key;
} finding_group;

/* A row of a group; kept together for all groups, since one bound holds for them all. */
typedef struct finding_mark {
  uint32_t group, row;
} finding_mark;

struct steg_findings_book {
  steg_arena *arena;
  finding_group *groups;
  size_t count, capacity;
  finding_mark *marks;
  size_t mark_count, mark_capacity, unmarked;
  int32_t slots[SLOTS];        /* group number + 1 */
  finding_sheet *sheets;       /* 0 is the file */
  uint32_t sheet_count, sheet; /* sheet: the one turned to */
  size_t sheet_capacity;
  size_t errors;
  bool stop_file, failed;
};

static int add_sheet(steg_findings_book *book, const char *name) {
  const char **headers = steg_arena_array(book->arena, STEG_COLUMNS_MAX + 1, sizeof *headers);
  if (!headers || steg_grow(&book->sheets, &book->sheet_capacity, book->sheet_count + 1, sizeof *book->sheets))
    return -1;
  book->sheets[book->sheet_count++] = (finding_sheet){name, headers};
  return 0;
}

steg_findings_book *steg_findings_new(void) {
  steg_findings_book *book = calloc(1, sizeof *book);
  if (!book)
    return NULL;
  book->arena = steg_arena_new(0);
  if (!book->arena || add_sheet(book, NULL)) {
    steg_findings_free(book);
    return NULL;
  }
  return book;
}

void steg_findings_free(steg_findings_book *book) {
  if (!book)
    return;
  steg_arena_free(book->arena);
  free(book->groups);
  free(book->marks);
  free(book->sheets);
  free(book);
}

uint32_t steg_findings_turn(steg_findings_book *book, const char *sheet) {
  char *name = steg_arena_text(book->arena, sheet);
  if (name)
    steg_national_mask(name);
  if (!name || add_sheet(book, name)) {
    book->failed = true;
    return 0;
  }
  return book->sheet = book->sheet_count - 1;
}

void steg_findings_turn_back(steg_findings_book *book) {
  book->sheet = 0;
}

/* The sheet of a report's row: said by the line, else the one turned to. */
static uint32_t sheet_of(const steg_findings_book *book, uint32_t row) {
  uint32_t sheet = book->sheet_count > 1 ? steg_row_line_sheet(row) : 0;
  return sheet && sheet < book->sheet_count ? sheet : book->sheet;
}

static uint32_t row_of(const steg_findings_book *book, uint32_t row) {
  return book->sheet_count > 1 ? steg_row_line_row(row) : row;
}

const char *steg_findings_line(steg_findings_book *book, uint32_t line) {
  const char *sheet = book->sheets[sheet_of(book, line)].name;
  return sheet ? steg_arena_printf(book->arena, "%u (%s)", row_of(book, line), sheet)
               : steg_arena_printf(book->arena, "%u", line);
}

void steg_findings_name_column(steg_findings_book *book, uint32_t column, const char *header) {
  if (header && steg_national_like_in_text(header, strlen(header)))
    header = NULL;
  if (column && column <= STEG_COLUMNS_MAX)
    book->sheets[book->sheet].headers[column] = steg_arena_text(book->arena, header);
}

bool steg_findings_failed(const steg_findings_book *book) {
  return book->failed;
}

size_t steg_findings_errors(const steg_findings_book *book) {
  return book->errors;
}

bool steg_findings_stop_file(const steg_findings_book *book) {
  return book->stop_file;
}

/* FNV-1a: groups are few, and their order never depends on it. */
static uint64_t mix(uint64_t hash, const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ at[i]) * 0x100000001B3u;
  return (hash ^ 0xFF) * 0x100000001B3u;
}

static uint64_t mix_text(uint64_t hash, const char *text) {
  return text ? mix(hash, text, strlen(text)) : mix(hash, "\x01", 1);
}

/* At most STEG_FINDINGS_VALUE characters, ending in an ellipsis when cut. NULL for what nobody may see. */
static const char *shown_value(steg_findings_book *book, steg_field value) {
  if (!value.bytes || !value.size || steg_national_like_in_text(value.bytes, value.size))
    return NULL;
  const char *at = value.bytes, *end = value.bytes + value.size;
  size_t characters = 0;
  while (at < end && characters < STEG_FINDINGS_VALUE) {
    steg_text_next(&at, end);
    characters++;
  }
  const char *kept = steg_arena_text_n(book->arena, value.bytes, (size_t)(at - value.bytes));
  return kept && at < end ? steg_arena_printf(book->arena, "%s…", kept) : kept;
}

/* Fillings come from the file's headers too: the same care. */
static const char *shown_filling(steg_findings_book *book, const char *text) {
  if (!text)
    return NULL;
  if (steg_national_like_in_text(text, strlen(text)))
    return "…";
  return steg_arena_text_n(book->arena, text, strnlen(text, FILLING_MAX));
}

/* A column of numbers or dates written another way is one note with its first cell as the example, not one for every value. */
static bool is_rewriting(steg_finding_id id) {
  return id == STEG_FINDING_NUM_SPELLED || id == STEG_FINDING_DATE_SPELLED || id == STEG_FINDING_DATE_TIME;
}

static uint64_t key_of(const steg_findings_book *book, const steg_findings_report *report, bool with_value) {
  uint32_t sheet = sheet_of(book, report->row);
  uint64_t hash = 0xCBF29CE484222325u;
  hash = mix(hash, &report->id, sizeof report->id);
  hash = mix(hash, &report->column, sizeof report->column);
  hash = sheet ? mix(hash, &sheet, sizeof sheet) : hash;
  hash = mix_text(hash, report->code);
  hash = mix_text(hash, report->message_sv);
  if (!with_value || is_rewriting(report->id))
    return hash;
  hash = mix(hash, report->value.bytes ? report->value.bytes : "", report->value.bytes ? report->value.size : 0);
  return mix_text(mix_text(hash, report->a), report->b);
}

static void mark_row(steg_findings_book *book, uint32_t group, uint32_t row) {
  if (!row)
    return;
  if (book->mark_count == STEG_FINDINGS_MARKS) {
    book->unmarked++;
    return;
  }
  if (steg_grow(&book->marks, &book->mark_capacity, book->mark_count + 1, sizeof *book->marks)) {
    book->failed = true;
    return;
  }
  book->marks[book->mark_count++] = (finding_mark){group, row};
}

static void count_row(steg_findings_book *book, size_t number, uint32_t row) {
  finding_group *group = &book->groups[number];
  mark_row(book, (uint32_t)number, row);
  if (group->row_count < STEG_FINDING_ROWS && (!group->row_count || group->rows[group->row_count - 1] != row))
    group->rows[group->row_count++] = row;
  group->count++;
}

static steg_severity severity_of(const steg_findings_report *report) {
  return steg_finding_kind_of(report->id)->severity;
}

static int32_t add_group(steg_findings_book *book, const steg_findings_report *report, uint64_t key, size_t slot,
                         bool with_value) {
  if (steg_grow(&book->groups, &book->capacity, book->count + 1, sizeof *book->groups)) {
    book->failed = true;
    return -1;
  }
  steg_arena *arena = book->arena;
  book->groups[book->count] = (finding_group){.id = report->id,
                                              .severity = severity_of(report),
                                              .sheet = sheet_of(book, report->row),
                                              .column = report->column,
                                              .value = with_value ? shown_value(book, report->value) : NULL,
                                              .a = shown_filling(book, report->a),
                                              .b = shown_filling(book, report->b),
                                              .code = steg_arena_text(arena, report->code),
                                              .message_sv = steg_arena_text(arena, report->message_sv),
                                              .message_en = steg_arena_text(arena, report->message_en),
                                              .key = key};
  book->failed = book->failed || steg_arena_failed(arena);
  count_row(book, book->count, row_of(book, report->row));
  book->slots[slot] = (int32_t)++book->count;
  return (int32_t)book->count - 1;
}

int32_t steg_findings_add(steg_findings_book *book, const steg_findings_report *report) {
  if (severity_of(report) == STEG_SEVERITY_ERROR) {
    book->errors++;
    book->stop_file = book->stop_file || steg_finding_kind_of(report->id)->reach == STEG_REACH_FILE;
  }
  bool with_value = true;
  uint64_t key = key_of(book, report, true);
  for (int pass = 0; pass < 2; pass++) {
    size_t slot = key % SLOTS;
    while (book->slots[slot] && book->groups[book->slots[slot] - 1].key != key)
      slot = (slot + 1) % SLOTS;
    if (book->slots[slot]) {
      count_row(book, (size_t)book->slots[slot] - 1, row_of(book, report->row));
      return book->slots[slot] - 1;
    }
    if (book->count < STEG_FINDINGS_GROUPS || pass == 1)
      return book->count < STEG_FINDINGS_MOST ? add_group(book, report, key, slot, with_value)
                                              : (int32_t)book->count - 1;
    with_value = false;
    key = key_of(book, report, false);
  }
  return -1;
}

void steg_findings_again(steg_findings_book *book, int32_t number, uint32_t row) {
  if (number < 0)
    return;
  count_row(book, (size_t)number, row_of(book, row));
  if (book->groups[number].severity == STEG_SEVERITY_ERROR)
    book->errors++;
}

/* The fillings that a part of a sentence has are there. */
static bool is_filled(const char *at, const char *end, const char *a, const char *b) {
  for (; at + 3 <= end; at++)
    if ((!strncmp(at, "{a}", 3) && !a) || (!strncmp(at, "{b}", 3) && !b))
      return false;
  return true;
}

/* A sentence with its fillings put in; a part in brackets only where its own are there. */
static const char *fill(steg_arena *arena, const char *sentence, const char *a, const char *b) {
  steg_buffer text;
  steg_buffer_init(&text, 4096);
  for (const char *at = sentence; at && *at;) {
    const char *end = *at == '[' ? strchr(at, ']') : NULL;
    if (end && !is_filled(at, end, a, b)) {
      at = end + 1;
    } else if (*at == '[' || *at == ']') {
      at++;
    } else if (!strncmp(at, "{a}", 3) || !strncmp(at, "{b}", 3)) {
      const char *filling = at[1] == 'a' ? a : b;
      steg_buffer_text(&text, filling ? filling : "…");
      at += 3;
    } else {
      steg_buffer_char(&text, *at++);
    }
  }
  const char *result = sentence ? steg_arena_text_n(arena, text.bytes, text.size) : NULL;
  steg_buffer_release(&text);
  return result;
}

typedef struct finding_order {
  bool of_row; /* the file's own first */
  uint32_t sheet, row, column;
  size_t number;
} finding_order;

static int compare(const void *a, const void *b) {
  const finding_order *x = a, *y = b;
  if (x->of_row != y->of_row)
    return x->of_row ? 1 : -1;
  if (x->sheet != y->sheet)
    return x->sheet < y->sheet ? -1 : 1;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  if (x->column != y->column)
    return x->column < y->column ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static steg_finding finding_of(const steg_findings_book *book, const finding_group *group, steg_lang lang,
                               steg_arena *arena) {
  const steg_finding_kind *kind = steg_finding_kind_of(group->id);
  uint32_t *rows = steg_arena_array(arena, STEG_FINDING_ROWS, sizeof *rows);
  if (rows)
    memcpy(rows, group->rows, sizeof group->rows);
  const char *message = group->message_sv ? steg_text_pick(lang, group->message_sv, group->message_en)
                                          : steg_text_pick(lang, kind->message_sv, kind->message_en);
  const char *mend = steg_text_pick(lang, kind->mend_sv, kind->mend_en);
  return (steg_finding){
      .code = steg_arena_text(arena, group->code ? group->code : kind->code),
      .severity = group->severity,
      .reach = kind->reach,
      .sheet = steg_arena_text(arena, book->sheets[group->sheet].name),
      .row = group->rows[0],
      .column = group->column,
      .header = group->column && group->column <= STEG_COLUMNS_MAX
                    ? steg_arena_text(arena, book->sheets[group->sheet].headers[group->column])
                    : NULL,
      .value = steg_arena_text(arena, group->value),
      .message = group->message_sv ? steg_arena_text(arena, message) : fill(arena, message, group->a, group->b),
      .hint = fill(arena, mend, group->a, group->b),
      .count = group->count,
      .rows = rows,
      .row_count = group->row_count,
  };
}

/* Gives every group its rows: `of_group` is where a group's finding stands. */
static int share_marks(const steg_findings_book *book, const size_t *of_group, steg_arena *arena, steg_finding *rows) {
  uint32_t *all = steg_arena_array(arena, book->mark_count, sizeof *all);
  uint32_t **ends = steg_arena_array(arena, book->count, sizeof *ends);
  if (!all || !ends)
    return -1;
  for (size_t i = 0; i < book->mark_count; i++)
    rows[of_group[book->marks[i].group]].mark_count++;
  for (size_t i = 0; i < book->count; i++) {
    rows[i].marks = ends[i] = all;
    all += rows[i].mark_count;
  }
  for (size_t i = 0; i < book->mark_count; i++)
    *ends[of_group[book->marks[i].group]]++ = book->marks[i].row;
  return 0;
}

int steg_findings_write(const steg_findings_book *book, steg_lang lang, steg_arena *arena,
                        steg_findings *ret_findings) {
  steg_finding *rows = steg_arena_array(arena, book->count, sizeof *rows);
  finding_order *orders = steg_arena_array(arena, book->count, sizeof *orders);
  size_t *of_group = steg_arena_array(arena, book->count, sizeof *of_group);
  if (!rows || !orders || !of_group)
    return -1;
  for (size_t i = 0; i < book->count; i++) {
    const finding_group *group = &book->groups[i];
    bool of_row = steg_finding_kind_of(group->id)->reach != STEG_REACH_FILE && group->rows[0];
    orders[i] = (finding_order){of_row, group->sheet, group->rows[0], group->column, i};
  }
  qsort(orders, book->count, sizeof *orders, compare);
  steg_findings findings = {.rows = rows, .count = book->count, .unmarked = book->unmarked};
  for (size_t i = 0; i < book->count; i++) {
    rows[i] = finding_of(book, &book->groups[orders[i].number], lang, arena);
    of_group[orders[i].number] = i;
    findings.errors += rows[i].severity == STEG_SEVERITY_ERROR;
    findings.warnings += rows[i].severity == STEG_SEVERITY_WARNING;
    findings.notes += rows[i].severity == STEG_SEVERITY_NOTE;
  }
  if (share_marks(book, of_group, arena, rows) < 0 || steg_arena_failed(arena))
    return -1;
  *ret_findings = findings;
  return 0;
}
