/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every file of tests/data/cases/own, CSV and workbooks, comes out as its manifest says (README.md there has the words), with
 * every size of reading and in both languages, and says nothing personal.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include <cmocka.h>
#include <stdlib.h>
#include <time.h>
/* uses cmocka */
#include "case_result.h"

#define CASES STEGVIS_SOURCE "/tests/data/cases/own/"

enum { CASES_MAX = 800, MILLISECONDS_MAX = 5000 }; /* sanitizers and a busy machine; a second is asked of the program */

typedef struct kind_case {
  const char *path, *name, *expected, *read;
} kind_case;

static steg_arena *arena;
static kind_case cases[CASES_MAX];
static size_t case_count;

static const char *next_part(char **cursor) {
  char *part = strsep(cursor, "\t");
  return part ? part : "";
}

static void load(const char *folder, steg_buffer *text) {
  char path[512];
  steg_error err;
  snprintf(path, sizeof path, CASES "%s/manifest.tsv", folder);
  assert_int_equal(steg_file_read(path, 1 << 20, text, &err), 0);
  char *cursor = text->bytes;
  strsep(&cursor, "\n"); /* what the columns are called */
  for (char *line; (line = strsep(&cursor, "\n")) && *line;) {
    assert_true(case_count < CASES_MAX);
    kind_case *row = &cases[case_count++];
    row->name = next_part(&line);
    row->path = steg_arena_printf(arena, CASES "%s/%s", folder, row->name);
    row->expected = next_part(&line);
    next_part(&line);
    row->read = next_part(&line);
  }
}

static steg_import *read_case(const kind_case *row, size_t read_size, steg_lang lang) {
  static steg_registry_entry entry;
  steg_import_options options = small_options();
  steg_import *import = NULL;
  steg_error err = {0};
  entry = entry_of(&small_instrument, arena);
  options.read_size = read_size;
  options.lang = lang;
  if (steg_import_read(row->path, &entry, &options, &import, &err))
    fail_msg("%s: %s", row->name, err.text);
  return import;
}

/* ---- what was read */

/* "a\\sb" as the manifest writes it against "a b". */
static bool is_text(const char *written, const char *text) {
  for (; *written; written++, text++) {
    char c = *written;
    if (c == '\\') {
      c = *++written;
      c = c == 's' ? ' ' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
    if (c != *text)
      return false;
  }
  return !*text;
}

static bool is_number(const steg_row_set *set, uint32_t item, const char *wanted) {
  int32_t slot = steg_rows_value(set, 0, set->entry->layout->first_slot[item]);
  char *end = NULL;
  double value = strtod(wanted, &end);
  return !*end && slot != STEG_SLOT_NONE && set->numbers[slot] == value;
}

static bool is_level(const steg_row_set *set, uint32_t item, const char *wanted) {
  return steg_rows_value(set, 0, set->entry->layout->first_slot[item]) == strtol(wanted, NULL, 10);
}

/* One "name=value" of the first row. */
static bool holds(const steg_row_set *set, const char *name, const char *wanted) {
  if (!strcmp(name, "rows"))
    return set->row_count == strtoul(wanted, NULL, 10);
  if (!strcmp(name, "people"))
    return set->person_count == strtoul(wanted, NULL, 10);
  if (!set->row_count)
    return false;
  const steg_attributes *attributes = &set->attributes[set->rows[0].attributes];
  if (!strcmp(name, "key"))
    return is_text(wanted, set->people[set->rows[0].person].text);
  if (!strcmp(name, "start"))
    return attributes->start == steg_date_parse_iso(wanted);
  if (!strcmp(name, "sex"))
    return (long)attributes->sex == strtol(wanted, NULL, 10);
  if (!strcmp(name, "kommun"))
    return attributes->municipality == strtol(wanted, NULL, 10);
  if (!strcmp(name, "fore"))
    return is_level(set, 0, wanted);
  if (!strcmp(name, "efter"))
    return is_level(set, 1, wanted);
  if (!strcmp(name, "halsa"))
    return is_number(set, 2, wanted);
  if (!strcmp(name, "belopp"))
    return is_number(set, 3, wanted);
  int32_t text = steg_rows_value(set, 0, set->entry->layout->first_slot[4]);
  return !strcmp(name, "text") && text != STEG_SLOT_NONE && is_text(wanted, set->texts[text]);
}

static const char *check_read(const kind_case *row, const steg_row_set *set) {
  char *cursor = steg_arena_text(arena, row->read);
  for (char *pair; (pair = strsep(&cursor, " "));) {
    char *name = strsep(&pair, "=");
    if (*name && !holds(set, name, pair ? pair : ""))
      return steg_arena_printf(arena, "read otherwise: %s", name);
  }
  return NULL;
}

/* ---- what was said */

static bool in_list(const char *list, const char *code) {
  return steg_text_in_list(list, ' ', code);
}

/* OK: exactly these notes, each once or oftener. */
static const char *check_notes(const steg_findings *findings, const char *codes) {
  char *copy = steg_arena_text(arena, codes);
  for (size_t i = 0; i < findings->count; i++)
    if (!in_list(codes, findings->rows[i].code))
      return steg_arena_printf(arena, "says %s", findings->rows[i].code);
  for (char *code; (code = strsep(&copy, " "));)
    if (*code && !finding_with(findings, code))
      return steg_arena_printf(arena, "does not say %s", code);
  return NULL;
}

static const char *check_outcome(const kind_case *row, const steg_import_result *result) {
  const steg_findings *findings = &result->findings;
  char word[8] = "", codes[64] = "", detail[32] = "";
  bool taken = findings->errors == 0 && !finding_with(findings, "E_EMPTY");
  sscanf(row->expected, "%7s %63[^\n]", word, codes);
  if (!strcmp(word, "OK"))
    return !taken ? "not taken" : findings->warnings ? "warned" : check_notes(findings, codes);
  char *rest = strchr(codes, ' ');
  if (rest) {
    *rest = '\0';
    snprintf(detail, sizeof detail, "%s", rest + 1);
  }
  const steg_finding *finding = finding_with(findings, codes);
  if (!finding)
    return "the code is not there";
  unsigned line = 0;
  if (sscanf(detail, "line %u", &line) == 1 && finding->row != line)
    return "another line";
  if (*detail && !line && !strstr(finding->message, detail))
    return "the message does not name it";
  if (!strcmp(word, "WARN"))
    return taken && finding->severity == STEG_SEVERITY_WARNING ? NULL : "not taken with a warning";
  if (finding->severity != STEG_SEVERITY_ERROR || taken || result->accepted || result->set.row_count)
    return "not refused";
  return !strcmp(word, finding->reach == STEG_REACH_ROW ? "ROW" : "FILE") ? NULL : "another reach";
}

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static void every_case(void **state) {
  (void)state;
  size_t failed = 0;
  for (size_t i = 0; i < case_count; i++) {
    for (steg_lang lang = STEG_LANG_SV; lang <= STEG_LANG_EN; lang++) {
      double begun = milliseconds();
      steg_import *import = read_case(&cases[i], 0, lang);
      double taken = milliseconds() - begun;
      const steg_import_result *result = steg_import_result_of(import);
      const char *fault = check_outcome(&cases[i], result);
      fault = fault ? fault : check_read(&cases[i], &result->set);
      fault = fault ? fault : taken > MILLISECONDS_MAX ? "too slow" : NULL;
      check_wording(cases[i].name, &result->findings);
      if (fault && lang == STEG_LANG_SV) {
        print_message("%s: expected %s: %s\n", cases[i].name, cases[i].expected, fault);
        print_findings(cases[i].name, result);
        failed++;
      }
      steg_import_free(import);
    }
  }
  print_message("%zu of %zu cases as expected\n", case_count - failed, case_count);
  assert_int_equal(failed, 0);
  assert_true(case_count > 100);
}

static void same_with_every_read_size(void **state) {
  (void)state;
  static const size_t sizes[] = {65536, 1, 7, 4096};
  for (size_t i = 0; i < case_count; i++) {
    steg_buffer first, other;
    steg_buffer_init(&first, 1 << 24);
    steg_buffer_init(&other, 1 << 24);
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
      steg_import *import = read_case(&cases[i], sizes[k], STEG_LANG_SV);
      steg_buffer_clear(&other);
      write_result(k ? &other : &first, steg_import_result_of(import));
      if (k && strcmp(first.bytes, other.bytes) != 0)
        fail_msg("%s: pieces of %zu bytes give another result:\n%s\n%s", cases[i].name, sizes[k], first.bytes,
                 other.bytes);
      steg_import_free(import);
    }
    steg_buffer_release(&first);
    steg_buffer_release(&other);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_case), cmocka_unit_test(same_with_every_read_size)};
  steg_buffer csv, xlsx;
  arena = steg_arena_new(0);
  steg_buffer_init(&csv, 1 << 20);
  steg_buffer_init(&xlsx, 1 << 20);
  load("csv", &csv);
  load("xlsx", &xlsx);
  int result = cmocka_run_group_tests(tests, NULL, NULL);
  steg_buffer_release(&csv);
  steg_buffer_release(&xlsx);
  steg_arena_free(arena);
  return result;
}
