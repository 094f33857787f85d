/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs a file made on the spot: sizes, changes under way, options, rows that are kept, people without consent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/file.h"
#include "small_instrument.h"
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER                                                                                                         \
  "deltagar_id;insats;inskriven;avslutad;kon;forsorjning_fore;forsorjning_efter;halsa;belopp_kr;fritext\r\n"

static char folder[] = "/tmp/stegvis-intake-XXXXXX";
static steg_arena *arena;
static steg_registry_entry entry;

static const char *path_of(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static const char *write_file(const char *name, const char *text) {
  steg_error err;
  assert_int_equal(steg_file_write(path_of(name), text, strlen(text), 0600, &err), 0);
  return path_of(name);
}

static steg_import *read_with(const char *path, const steg_import_options *options) {
  steg_error err = {0};
  steg_import *import = NULL;
  if (steg_import_read(path, &entry, options, &import, &err))
    fail_msg("%s", err.text);
  return import;
}

static steg_import *read_text(const char *text) {
  steg_import_options options = small_options();
  return read_with(write_file("file.csv", text), &options);
}

static const steg_finding *finding_of(const steg_import *import, const char *code) {
  const steg_findings *findings = &steg_import_result_of(import)->findings;
  for (size_t i = 0; i < findings->count; i++)
    if (!strcmp(findings->rows[i].code, code))
      return &findings->rows[i];
  return NULL;
}

static void must_have(const steg_import *import, const char *code) {
  if (finding_of(import, code))
    return;
  const steg_findings *findings = &steg_import_result_of(import)->findings;
  for (size_t i = 0; i < findings->count; i++)
    print_message("%s row %u: %s\n", findings->rows[i].code, findings->rows[i].row, findings->rows[i].message);
  fail_msg("%s is not there", code);
}

static const steg_import_result *result_of(const steg_import *import) {
  return steg_import_result_of(import);
}

/* ---- the file */

static void says_why_a_file_cannot_be_read(void **state) {
  (void)state;
  steg_import_options options = small_options();
  steg_import *import = NULL;
  steg_error err = {0};
  assert_int_equal(steg_import_read(path_of("pnr_18920303-9822_saknas.csv"), &entry, &options, &import, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_null(strstr(err.text, "9822")); /* a name may hold a number: never shown */
  assert_int_equal(steg_import_read(folder, &entry, &options, &import, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
  assert_int_equal(steg_import_read(path_of("pipe"), &entry, &options, &import, &err), -1); /* and does not wait */
  unlink(path_of("pipe"));
  assert_null(import);
}

static void refuses_a_line_without_end(void **state) {
  (void)state;
  int fd = open(path_of("line.csv"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  static char block[1 << 20];
  memset(block, 'x', sizeof block);
  for (int i = 0; i < 100; i++)
    assert_int_equal(write(fd, block, sizeof block), (ssize_t)sizeof block);
  close(fd);
  steg_import_options options = small_options();
  steg_import *import = read_with(path_of("line.csv"), &options);
  must_have(import, "E_LEN");
  assert_int_equal(result_of(import)->set.row_count, 0);
  steg_import_free(import);
  unlink(path_of("line.csv"));
}

/* The same after good lines: the line is cut off long before its end. */
static void refuses_a_long_line_further_down(void **state) {
  (void)state;
  FILE *file = fopen(path_of("line.csv"), "w");
  fputs(HEADER "P1;liten;2024-01-10;;K;;Arbete;40;0;\r\n", file);
  for (int i = 0; i < 20 * 1000 * 1000; i++)
    fputc('x', file);
  fclose(file);
  steg_import_options options = small_options();
  steg_import *import = read_with(path_of("line.csv"), &options);
  const steg_finding *finding = finding_of(import, "E_LEN");
  assert_non_null(finding);
  assert_int_equal(finding->reach, STEG_REACH_FILE);
  assert_int_equal(finding->row, 3);
  steg_import_free(import);
  unlink(path_of("line.csv"));
}

typedef struct file_meddling {
  const char *path;
  off_t size;
  int how; /* 0 grows, 1 is cut, 2 is overwritten in place */
  bool done;
} file_meddling;

static int meddle(void *context, uint64_t done, uint64_t total) {
  file_meddling *meddling = context;
  if (meddling->done || done <= total / 2)
    return 0;
  meddling->done = true;
  if (meddling->how == 1)
    return truncate(meddling->path, meddling->size / 2);
  int fd = open(meddling->path, meddling->how == 0 ? O_WRONLY | O_APPEND : O_WRONLY);
  if (meddling->how == 2)
    lseek(fd, meddling->size - 10, SEEK_SET);
  ssize_t written = write(fd, "P9;liten\r\n", 10);
  close(fd);
  return written < 0;
}

static void notices_a_file_that_changes(void **state) {
  (void)state;
  steg_buffer text;
  steg_buffer_init(&text, 1 << 20);
  steg_buffer_text(&text, HEADER);
  for (int i = 0; i < 2000; i++)
    steg_buffer_printf(&text, "P%d;liten;2024-01-10;;K;;Arbete;40;0;\r\n", i);
  for (int how = 0; how < 3; how++) {
    const char *path = write_file("changes.csv", text.bytes);
    file_meddling meddling = {.path = path, .size = (off_t)text.size, .how = how};
    steg_import_options options = small_options();
    options.progress = meddle;
    options.progress_context = &meddling;
    options.read_size = 4096;
    steg_import *import = read_with(path, &options);
    assert_true(meddling.done);
    must_have(import, "E_CHANGED");
    assert_int_equal(result_of(import)->set.row_count, 0);
    steg_import_free(import);
  }
  steg_buffer_release(&text);
}

static int cancel(void *context, uint64_t done, uint64_t total) {
  return done > *(uint64_t *)context * total / 100;
}

static void can_be_cancelled(void **state) {
  (void)state;
  const char *path = write_file("file.csv", HEADER "P1;liten;2024-01-10;;K;;Arbete;40;0;\r\n");
  for (uint64_t percent = 0; percent < 90; percent += 60) {
    steg_import_options options = small_options();
    steg_import *import = NULL;
    steg_error err = {0};
    options.progress = cancel;
    options.progress_context = &percent;
    options.read_size = 16;
    assert_int_equal(steg_import_read(path, &entry, &options, &import, &err), -1);
    assert_int_equal(err.kind, STEG_ERROR_INTERRUPTED);
    assert_null(import);
  }
}

/* A large file in little memory: 300 000 rows, or five million with STEGVIS_LONG. */
static void streams_a_large_file(void **state) {
  (void)state;
  size_t count = getenv("STEGVIS_LONG") ? 5000000 : 300000;
  FILE *file = fopen(path_of("large.csv"), "w");
  fputs(HEADER, file);
  for (size_t i = 0; i < count; i++)
    fprintf(file, "P%zu;liten;2024-01-10;2024-06-0%zu;K;Studier;Arbete;%zu;0;\r\n", i / 2, 1 + i % 2, i % 100);
  fclose(file);
  steg_import_options options = small_options();
  steg_import *import = read_with(path_of("large.csv"), &options);
  assert_int_equal(result_of(import)->rows, count);
  must_have(import, "E_DUP_CONFLICT"); /* every second row says another end */
  assert_int_equal(finding_of(import, "E_DUP_CONFLICT")->severity, STEG_SEVERITY_ERROR);
  assert_int_equal(result_of(import)->rejected, count);
  assert_true(result_of(import)->findings.count <= 5000);
  steg_import_free(import);
  unlink(path_of("large.csv"));
#ifndef STEGVIS_SANITIZED
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  assert_true(usage.ru_maxrss < (long)(40 * 1024 + count / 5)); /* kilobytes: about 200 bytes a row */
#endif
}

/* ---- options */

/* A register may ask nothing: its rows are participations, and the same one twice is one. */
static void keeps_rows_without_a_question_once(void **state) {
  (void)state;
  const char *text =
      "deltagar_id;insats;inskriven\nJS-001;liten;2024-01-10\nJS-001;liten;2024-01-10\nJS-002;liten;2024-01-10\n";
  steg_import_options options = small_options();
  steg_import *import = read_with(write_file("file.csv", text), &options);
  const steg_row_set *set = &result_of(import)->set;
  must_have(import, "W_DUP");
  assert_int_equal(set->row_count, 2);
  assert_int_equal(steg_rows_width(set), 0);
  assert_int_equal(steg_rows_value(set, 1, 2), STEG_SLOT_NONE);
  steg_import_free(import);
}

static void takes_columns_by_the_user_s_word(void **state) {
  (void)state;
  static const steg_import_column columns[] = {{"halsa", "Mående (0-100)"}, {"kön", "Gender"}};
  static const steg_import_column wrong[] = {{"halsa", "Finns ej"}};
  static const steg_import_column unknown[] = {{"humör", "Mående (0-100)"}};
  const char *text = "deltagar_id;insats;inskriven;Gender;Mående (0-100)\r\nP1;liten;2024-01-10;K;40\r\n";
  steg_import_options options = small_options();
  options.columns = columns;
  options.column_count = 2;
  steg_import *import = read_with(write_file("file.csv", text), &options);
  assert_int_equal(result_of(import)->findings.count, 0);
  const steg_row_set *set = &result_of(import)->set;
  assert_true(set->numbers[steg_rows_value(set, 0, 2)] == 40);
  assert_int_equal(set->attributes[set->rows[0].attributes].sex, STEG_SEX_WOMAN);
  steg_import_free(import);
  const steg_import_column *bad[] = {wrong, unknown};
  for (size_t i = 0; i < 2; i++) {
    options.columns = bad[i];
    options.column_count = 1;
    import = read_with(path_of("file.csv"), &options);
    must_have(import, "E_COLUMN_OPTION");
    steg_import_free(import);
  }
}

static void suggests_what_was_meant(void **state) {
  (void)state;
  steg_import *import = read_text("deltagar_id;instas;inskriven;telefon\r\nP1;liten;2024-01-10;0701234567\r\n");
  const steg_finding *missing = finding_of(import, "E_HDR_MISSING");
  assert_non_null(missing);
  assert_non_null(strstr(missing->hint, "--column insats=instas"));
  must_have(import, "W_HDR_UNKNOWN");
  steg_import_free(import);
  import = read_text(HEADER "P1;Väden vidare;2024-01-10;;K;;Arbette;40;0;\r\n");
  assert_non_null(strstr(finding_of(import, "E_INITIATIVE")->hint, "Vägen vidare"));
  assert_non_null(strstr(finding_of(import, "E_CAT")->hint, "Arbete"));
  assert_string_equal(finding_of(import, "E_CAT")->value, "Arbette");
  assert_string_equal(finding_of(import, "E_CAT")->header, "forsorjning_efter");
  assert_int_equal(finding_of(import, "E_CAT")->column, 7);
  steg_import_free(import);
}

static void takes_the_initiative_for_the_whole_file(void **state) {
  (void)state;
  steg_import_options options = small_options();
  const char *text = "deltagar_id;inskriven\r\nP1;2024-01-10\r\n";
  steg_import *import = read_with(write_file("file.csv", text), &options);
  must_have(import, "E_HDR_MISSING");
  steg_import_free(import);
  options.initiative = "liten";
  import = read_with(path_of("file.csv"), &options);
  assert_int_equal(result_of(import)->findings.count, 0);
  assert_string_equal(result_of(import)->set.initiatives[0].id, "liten");
  assert_string_equal(result_of(import)->set.initiatives[0].federation, "vattern");
  steg_import_free(import);
}

static void dots_for_thousands_only_by_setting(void **state) {
  (void)state;
  const char *text = HEADER "P1;liten;2024-01-10;;K;;Arbete;40;1.234;\r\n";
  steg_import_options options = small_options();
  steg_import *import = read_with(write_file("file.csv", text), &options);
  must_have(import, "E_NUM_AMBIG");
  steg_import_free(import);
  options.thousands_dot = true;
  import = read_with(path_of("file.csv"), &options);
  assert_int_equal(result_of(import)->findings.errors, 0);
  assert_true(result_of(import)->set.numbers[steg_rows_value(&result_of(import)->set, 0, 3)] == 1234);
  steg_import_free(import);
}

/* ---- rows that are kept, and those that are not */

#define GOOD(id) id ";liten;2024-01-10;;K;;Arbete;40;0;\r\n"
static void keeps_the_valid_rows_and_hands_back_the_others(void **state) {
  (void)state;
  const char *bad = "P2;liten;2024-02-30;;K;;Arbete;40;0;\"två\r\nrader\"\r\n";
  steg_buffer text, wanted, written;
  steg_error err;
  steg_buffer_init(&text, 10000);
  steg_buffer_init(&wanted, 10000);
  steg_buffer_init(&written, 10000);
  steg_buffer_printf(&text, "Rubrik\r\n%s%s%s%s%s", HEADER, GOOD("P1"), bad, GOOD("P3"),
                     "P4;liten;i går;;K;;Arbete;40;0;");
  steg_buffer_printf(&wanted, "%s%s%s", HEADER, bad, "P4;liten;i går;;K;;Arbete;40;0;");
  steg_import_options options = small_options();
  options.keep = STEG_IMPORT_KEEP_VALID;
  steg_import *import = read_with(write_file("file.csv", text.bytes), &options);
  const steg_import_result *result = result_of(import);
  assert_int_equal(result->rows, 4);
  assert_int_equal(result->accepted, 2);
  assert_int_equal(result->rejected, 2);
  assert_int_equal(result->rejected_lines[0], 4);
  assert_int_equal(result->rejected_lines[1], 6);
  assert_int_equal(result->set.row_count, 2);
  assert_int_equal(steg_import_write_rejected(import, path_of("file.csv"), &err), 0);
  assert_int_equal(steg_file_read(path_of("file.csv.rejected.csv"), 10000, &written, &err), 0);
  assert_string_equal(written.bytes, wanted.bytes);
  steg_import_free(import);
  options.keep = STEG_IMPORT_ALL_OR_NOTHING;
  import = read_with(path_of("file.csv"), &options);
  assert_int_equal(result_of(import)->set.row_count, 0);
  assert_int_equal(result_of(import)->accepted, 0);
  assert_int_equal(result_of(import)->findings.errors, 2);
  steg_import_free(import);
  steg_buffer_release(&text);
  steg_buffer_release(&wanted);
  steg_buffer_release(&written);
}

/* Two rows that contradict each other: neither is known to be right. */
static void keeps_neither_of_two_that_differ(void **state) {
  (void)state;
  const char *text =
      HEADER GOOD("P1") "P2;liten;2024-01-10;;K;;Arbete;40;0;\r\nP2;liten;2024-01-10;;K;;Arbete;41;0;\r\n";
  steg_import_options options = small_options();
  options.keep = STEG_IMPORT_KEEP_VALID;
  steg_import *import = read_with(write_file("file.csv", text), &options);
  assert_int_equal(result_of(import)->set.row_count, 1);
  assert_int_equal(result_of(import)->set.rows[0].line, 2);
  assert_int_equal(result_of(import)->rejected, 2);
  const steg_finding *finding = finding_of(import, "E_DUP_CONFLICT");
  assert_int_equal(finding->row, 4);
  assert_non_null(strstr(finding->message, "3"));
  steg_import_free(import);
}

static void groups_what_is_the_same(void **state) {
  (void)state;
  steg_buffer text;
  steg_buffer_init(&text, 1 << 24);
  steg_buffer_text(&text, HEADER);
  for (int i = 0; i < 20000; i++)
    steg_buffer_printf(&text, "P%d;liten;2024-01-10;;K;;%s;40;x%d;\r\n", i, i % 2 ? "Lotteri" : "Arbete", i);
  steg_import *import = read_text(text.bytes);
  const steg_findings *findings = &result_of(import)->findings;
  const steg_finding *same = finding_of(import, "E_CAT");
  assert_int_equal(same->count, 10000);
  assert_int_equal(same->row_count, STEG_FINDING_ROWS);
  for (uint32_t i = 0; i < same->row_count; i++)
    assert_int_equal(same->rows[i], 3 + 2 * i);
  uint64_t numbers = 0;
  for (size_t i = 0; i < findings->count; i++)
    numbers += strcmp(findings->rows[i].code, "E_NUM") ? 0 : findings->rows[i].count;
  assert_int_equal(numbers, 20000); /* all are counted, though not all are shown */
  assert_true(findings->count < 1100);
  steg_import_free(import);
  steg_buffer_release(&text);
}

/* ---- people */

static void people_without_consent_become_anonymous(void **state) {
  (void)state;
  static const struct {
    const char *row;
    bool anonymous, error;
  } rows[] = {{"18900101-9802;liten;2024-05-10;K;ja;nej;40", false, false},
              {"18900101-9802;liten;2024-05-10;K;nej;nej;40", true, false},
              {"18900101-9802;liten;2024-05-10;K;;nej;40", true, false}, /* no flag is no consent */
              {"18900101-9802;liten;2024-05-10;K;ja;ja;40", true, false},
              {"18900101-9803;liten;2024-05-10;K;nej;;x", true, false}, /* neither key nor answers are read */
              {"18900101-9803;liten;2024-05-10;K;ja;;40", false, true},
              {"SEKRETESS;liten;2024-05-10;K;ja;;40", true, false},
              {";liten;2024-05-10;K;ja;;40", true, false},
              {"18900101-9802;liten;2024-05-10;K;kanske;;40", false, true}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[512];
    snprintf(text, sizeof text, "deltagar_id;insats;inskriven;kon;samtycke;skyddad;halsa\r\n%s\r\n", rows[i].row);
    steg_import *import = read_text(text);
    const steg_import_result *result = result_of(import);
    if ((result->findings.errors > 0) != rows[i].error)
      fail_msg("row %zu: %zu errors", i, result->findings.errors);
    if (!rows[i].error) {
      const steg_row *row = &result->set.rows[0];
      const steg_attributes *attributes = &result->set.attributes[row->attributes];
      assert_int_equal(row->person == STEG_ROW_NOBODY, rows[i].anonymous);
      assert_int_equal(attributes->start, steg_date_make(2024, rows[i].anonymous ? 1 : 5, rows[i].anonymous ? 1 : 10));
      assert_int_equal(attributes->sex, STEG_SEX_WOMAN);
      assert_int_equal(attributes->birth_year, rows[i].anonymous ? 0 : 1890);
      assert_int_equal((steg_rows_value(&result->set, 0, 2) == STEG_SLOT_NONE), rows[i].anonymous);
      assert_int_equal(result->set.person_count, rows[i].anonymous ? 0 : 1);
      assert_int_equal(result->findings.notes > 0, rows[i].anonymous);
    }
    steg_import_free(import);
  }
}

static void a_number_says_sex_and_year(void **state) {
  (void)state;
  steg_import *import = read_text("deltagar_id;insats;inskriven\r\n18910202-9817;liten;2024-05-10\r\n");
  const steg_attributes *attributes = &result_of(import)->set.attributes[0];
  assert_int_equal(attributes->sex, STEG_SEX_MAN);
  assert_int_equal(attributes->birth_year, 1891);
  assert_string_equal(result_of(import)->set.people[0].text, "189102029817");
  assert_int_equal(result_of(import)->set.people[0].kind, STEG_KEY_NATIONAL);
  steg_import_free(import);
  import = read_text("deltagar_id;insats;inskriven;kon\r\n18910202-9817;liten;2024-05-10;K\r\n");
  must_have(import, "W_SEX");
  assert_int_equal(result_of(import)->set.attributes[0].sex, STEG_SEX_WOMAN);
  steg_import_free(import);
}

static void one_person_however_written(void **state) {
  (void)state;
  steg_import *import =
      read_text("deltagar_id;insats;inskriven\r\n18910202-9817;liten;2023-05-10\r\n"
                "189102029817;liten;2024-05-10\r\n18910202 9817;liten;2024-06-10\r\nP-1;liten;2024-06-10\r\n"
                "p-1;liten;2024-06-10\r\n");
  assert_int_equal(result_of(import)->set.person_count, 3); /* own codes are as written */
  assert_int_equal(result_of(import)->set.row_count, 5);
  steg_import_free(import);
}

static void refuses_rows_that_are_no_participants(void **state) {
  (void)state;
  static const struct {
    const char *row, *code;
  } rows[] = {{"Summa;liten;2024-01-10;;K;;;40;0;", "E_TOTAL_ROW"},
              {"Kalle 18900101-9802;liten;2024-01-10;;K;;;40;0;", "E_PNR"},
              {"P1;;2024-01-10;;K;;;40;0;", "E_INITIATIVE"},
              {"P1;liten;;;K;;;40;0;", "E_DATE_MISSING"},
              {"P1;liten;2024-01-10;;K;;;40;0", "E_COLS"}, /* cut off: the last line, without its end */
              {"P1;liten;2024-01-10;;K;;;40;0;a\x01"
               "b\r\n",
               NULL},
              {"P1;liten;2024-01-10;;K;;;4\x01"
               "0;0;\r\n",
               "E_CTRL"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[512];
    snprintf(text, sizeof text, HEADER "%s", rows[i].row);
    steg_import *import = read_text(text);
    if (rows[i].code)
      must_have(import, rows[i].code);
    else
      assert_int_equal(result_of(import)->findings.errors, 0);
    steg_import_free(import);
  }
}

static void small_oddities(void **state) {
  (void)state;
  static const struct {
    const char *text, *code;
    size_t rows;
  } rows[] = {{HEADER GOOD("P1") "\x1A", "N_CTRL_Z", 1},
              {HEADER GOOD("P1") ";;;;;;;;;\r\n\r\n" GOOD("P2"), "N_EMPTY_ROWS", 2},
              {HEADER "P1;liten;2024-01-10;;K;;Arbete\r\n", "E_COLS", 0},
              {HEADER "P1;liten;2026-01-10;;K;;Arbete;40;0;\r\n", "W_DATE", 1},
              {"deltagar_id;insats;inskriven;;halsa\r\nP1;liten;2024-01-10;hemligt;4\r\n", "W_HDR_EMPTY", 1},
              {"deltagar_id;insats;inskriven;kommun\r\nP1;liten;2024-01-10;643\r\n", "N_MUNICIPALITY", 1},
              {" \r\n\r\n", "E_EMPTY", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_import *import = read_text(rows[i].text);
    must_have(import, rows[i].code);
    assert_int_equal(result_of(import)->set.row_count, rows[i].rows);
    steg_import_free(import);
  }
}

static void tells_the_latest_day_that_has_been(void **state) {
  (void)state;
  steg_import *import =
      read_text(HEADER "P1;liten;2024-01-10;2024-06-30;K;;;;;\r\nP2;liten;2024-02-10;2030-01-01;K;;;;;\r\n");
  assert_int_equal(result_of(import)->last_date, steg_date_make(2024, 6, 30)); /* 2030 is planned, not seen */
  steg_import_free(import);
}

static void masks_the_file_name(void **state) {
  (void)state;
  steg_import_options options = small_options();
  steg_import *import = read_with(write_file("sus 18920303-9822.csv", HEADER GOOD("P1")), &options);
  must_have(import, "W_PII_NAME");
  assert_string_equal(steg_import_file_name(import), "sus xxxxxxxx-xxxx.csv");
  steg_import_free(import);
}

static int set_up(void **state) {
  (void)state;
  arena = steg_arena_new(0);
  entry = (steg_registry_entry){
      .instrument = &small_instrument, .layout = steg_layout_make(&small_instrument, arena), .path = ""};
  return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  char command[300];
  steg_arena_free(arena);
  snprintf(command, sizeof command, "rm -r '%s'", folder);
  return system(command);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(says_why_a_file_cannot_be_read),
      cmocka_unit_test(refuses_a_line_without_end),
      cmocka_unit_test(refuses_a_long_line_further_down),
      cmocka_unit_test(notices_a_file_that_changes),
      cmocka_unit_test(can_be_cancelled),
      cmocka_unit_test(streams_a_large_file),
      cmocka_unit_test(keeps_rows_without_a_question_once),
      cmocka_unit_test(takes_columns_by_the_user_s_word),
      cmocka_unit_test(suggests_what_was_meant),
      cmocka_unit_test(takes_the_initiative_for_the_whole_file),
      cmocka_unit_test(dots_for_thousands_only_by_setting),
      cmocka_unit_test(keeps_the_valid_rows_and_hands_back_the_others),
      cmocka_unit_test(keeps_neither_of_two_that_differ),
      cmocka_unit_test(groups_what_is_the_same),
      cmocka_unit_test(people_without_consent_become_anonymous),
      cmocka_unit_test(a_number_says_sex_and_year),
      cmocka_unit_test(one_person_however_written),
      cmocka_unit_test(refuses_rows_that_are_no_participants),
      cmocka_unit_test(small_oddities),
      cmocka_unit_test(tells_the_latest_day_that_has_been),
      cmocka_unit_test(masks_the_file_name),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
