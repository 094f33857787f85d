/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No personnummer in any byte of the folder: not in the files, not in journals while they are there, not in what an undo or an update
 * leaves in free pages, not in a backup. */
#include "fixture.h"

#include "store/key.h"
#include <fcntl.h>

static const char *const people[] = {"189001019802", "189002019801", "189912319809", "189506159815"};

/* Spellings in which a number could stand: twelve digits, ten, with a dash, as an integer in a record, as UTF-16. */
static int find(const char *bytes, size_t size, const char *text, size_t text_size) {
  return memmem(bytes, size, text, text_size) != NULL;
}

static int shows(const char *bytes, size_t size, const char *number) {
  char dashed[16];
  char wide[32];
  unsigned char integer[8];
  snprintf(dashed, sizeof dashed, "%.6s-%.4s", number + 2, number + 8);
  for (int i = 0; i < 12; i++) {
    wide[2 * i] = number[i];
    wide[2 * i + 1] = 0;
  }
  uint64_t value = strtoull(number, NULL, 10);
  for (int i = 0; i < 8; i++)
    integer[i] = (unsigned char)(value >> (8 * (7 - i)));
  char unkeyed[STEG_HASH_TEXT];
  steg_hash_of(number, 12, unkeyed);
  return find(bytes, size, number, 12) || find(bytes, size, number + 2, 10) || find(bytes, size, dashed, 11) ||
         find(bytes, size, wide, 24) || find(bytes, size, (char *)integer + 2, 6) || find(bytes, size, unkeyed, 64);
}

static int scanned;

static void scan_folder(const char *folder) {
  DIR *entries = opendir(folder);
  assert_non_null(entries);
  for (struct dirent *entry; (entry = readdir(entries));) {
    char path[512];
    struct stat info;
    if (entry->d_name[0] == '.')
      continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    assert_int_equal(stat(path, &info), 0);
    if (S_ISDIR(info.st_mode)) {
      scan_folder(path);
      continue;
    }
    int file = open(path, O_RDONLY);
    char *bytes = malloc((size_t)info.st_size + 1);
    ssize_t size = read(file, bytes, (size_t)info.st_size);
    close(file);
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
      if (shows(bytes, (size_t)size, people[i]))
        fail_msg("%s holds a personnummer", path);
    free(bytes);
    scanned++;
  }
  closedir(entries);
}

/* The scan must be able to fail. */
static void the_scan_sees_one(void **state) {
  (void)state;
  char text[128];
  for (size_t i = 0; i < 3; i++) {
    static const char *const spellings[] = {"x189001019802y", "x9001019802", "900101-9802"};
    snprintf(text, sizeof text, "....%s....", spellings[i]);
    assert_true(shows(text, sizeof text, people[0]));
  }
  assert_false(shows("189001019803", 12, people[0]));
}

static int look(void *context, size_t done, size_t total) {
  (void)done;
  (void)total;
  scan_folder(context);
  return 0;
}

static void no_personnummer_in_any_byte(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  size_t undone = 0;
  fixture_row rows[8];
  for (int i = 0; i < 8; i++)
    rows[i] =
        (fixture_row){people[i % 4], .date = i < 4 ? "2024-01-10" : "2024-04-10", .scale = 1 + i % 3, .text = "fritt"};
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  for (int round = 0; round < 2; round++) {
    const steg_row_set *set = fixture_set(f, &f->kort, rows, 8);
    fixture_ok(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, look, f->folder, f->arena, &result, &err),
               &err);
    scan_folder(f->folder);
    rows[3].scale = 3;
  }
  /* An own code that is a personnummer after all is not kept in clear. */
  const fixture_row coded[] = {{"18900101-9802", .date = "2024-07-10", .scale = 1},
                               {"900201-9801", .date = "2024-07-10", .scale = 1},
                               {"K-1", .date = "2024-07-10", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, coded);
  fixture_expect(steg_arena_printf(f->arena, "%s/identity.db", f->folder),
                 "SELECT code FROM keys WHERE code IS NOT NULL", "K-1\n");
  scan_folder(f->folder);
  fixture_ok(steg_batch_undo(f->store, 3, &undone, &err), &err);
  fixture_ok(steg_batch_undo(f->store, 2, &undone, &err), &err);
  fixture_ok(steg_backup_make(f->store, steg_arena_printf(f->arena, "%s/backup", f->folder), &err), &err);
  scanned = 0;
  scan_folder(f->folder);
  assert_int_equal(scanned, 6); /* two files, the key, and the backup's three */
}

/* A file's own hash could be tried out when the file has one row: it is kept under the key. */
static void the_file_hash_is_keyed(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{people[0], .date = "2024-01-10", .scale = 1}};
  char plain[STEG_HASH_TEXT];
  FIXTURE_COMMIT(f, &f->kort, rows);
  steg_hash_of("prov", 4, plain);
  char *stored = fixture_query(f->path, "SELECT file_hash FROM batches");
  assert_int_equal(strlen(stored), 65);
  assert_int_not_equal(strncmp(stored, plain, 64), 0);
  free(stored);
}

/* Another store, another key: nothing of one leads to people of the other. Within one: kind, federation and text all count. */
static void pseudonyms(void **state) {
  (void)state;
  unsigned char one[32] = {1};
  unsigned char two[32] = {2};
  unsigned char base[16];
  unsigned char other[16];
  const steg_person_key person = {STEG_KEY_NATIONAL, "189001019802"};
  const steg_person_key code = {STEG_KEY_CODE, "189001019802"};
  const steg_person_key next = {STEG_KEY_NATIONAL, "189001019803"};
  steg_key_pseudonym(one, "a", &person, base);
  steg_key_pseudonym(one, "a", &person, other);
  assert_memory_equal(base, other, 16);
  steg_key_pseudonym(two, "a", &person, other);
  assert_memory_not_equal(base, other, 16);
  steg_key_pseudonym(one, "b", &person, other);
  assert_memory_not_equal(base, other, 16);
  steg_key_pseudonym(one, "a", &code, other);
  assert_memory_not_equal(base, other, 16);
  steg_key_pseudonym(one, "a", &next, other);
  assert_memory_not_equal(base, other, 16);
  const steg_person_key c = {STEG_KEY_CODE, "c"};
  const steg_person_key bc = {STEG_KEY_CODE, "bc"};
  steg_key_pseudonym(one, "ab", &c, base);
  steg_key_pseudonym(one, "a", &bc, other);
  assert_memory_not_equal(base, other, 16);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_scan_sees_one),
      TEST(no_personnummer_in_any_byte),
      TEST(the_file_hash_is_keyed),
      cmocka_unit_test(pseudonyms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
