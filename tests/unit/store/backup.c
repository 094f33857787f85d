/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "store/connection.h"
#include "store/erasure.h"

static const char A[] = "189001019802";
static const char B[] = "189002019801";

static const fixture_row cards[] = {{A, .date = "2024-01-10", .scale = 1, .text = "å"},
                                    {B, .date = "2024-01-10", .scale = 2},
                                    {"K1", .date = "2024-01-10", .scale = 2}};
static const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-12-31", .sex = 1}};

static char *in(const fixture *f, const char *name) {
  return steg_arena_printf(f->arena, "%s/%s", f->folder, name);
}

static void make(fixture *f, const char *name) {
  steg_error err = {0};
  fixture_ok(steg_backup_make(f->store, in(f, name), &err), &err);
}

static void expect_refused(fixture *f, const char *name, const char *fragment) {
  steg_error err = {0};
  if (steg_backup_restore(in(f, name), f->path, f->keys, &err) == 0 || !strstr(err.text, fragment) ||
      err.kind != STEG_ERROR_ENVIRONMENT)
    fail_msg("said: %s\nshould have: %s", err.text, fragment);
}

static void there_and_back(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  struct stat info;
  FIXTURE_COMMIT(f, &f->kort, cards);
  char *before = fixture_dump(f);
  make(f, "b1");
  assert_int_equal(stat(in(f, "b1"), &info), 0);
  assert_int_equal(info.st_mode & 0777, 0700);
  assert_int_equal(stat(in(f, "b1/identity.db"), &info), 0);
  assert_int_equal(info.st_mode & 0777, 0600);
  char command[256];
  snprintf(command, sizeof command,
           "cd %s/b1 && ls | tr '\\n' ' ' > ../list && sed -n '/  /p' manifest | sha256sum --check --quiet", f->folder);
  assert_int_equal(system(command), 0); /* the manifest's sums are those of sha256sum */
  steg_buffer list;
  steg_buffer_init(&list, 1000);
  fixture_ok(steg_file_read(in(f, "list"), 1000, &list, &err), &err);
  assert_string_equal(list.bytes, "identity.db manifest stegvis.db ");
  steg_buffer_release(&list);
  assert_int_equal(steg_backup_make(f->store, in(f, "b1"), &err), -1); /* there already */
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_close(f);
  fixture_ok(steg_backup_restore(in(f, "b1"), f->path, f->keys, &err), &err);
  fixture_open(f);
  fixture_same_dump(f, before);
  fixture_sound(f);
  fixture_no_journal(f);
  /* What was replaced is kept beside, and is a store still. */
  fixture_expect(in(f, "stegvis.db.before-restore"), "SELECT count(*) FROM answers_reg", "1\n");
  assert_true(steg_file_exists(in(f, "identity.db.before-restore")));
  fixture_expect(f->path, "SELECT group_concat(what, ' ') FROM (SELECT what FROM audit ORDER BY id)",
                 "init import backup restore\n");
  fixture_close(f);
  fixture_ok(steg_backup_restore(in(f, "b1"), f->path, f->keys, &err), &err); /* again: the first kept one stays */
  assert_true(steg_file_exists(in(f, "stegvis.db.before-restore.2")));
  fixture_expect(in(f, "stegvis.db.before-restore"), "SELECT count(*) FROM answers_reg", "1\n");
}

static void over_nothing_and_over_a_wreck(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  FIXTURE_COMMIT(f, &f->kort, cards);
  char *before = fixture_dump(f);
  make(f, "b1");
  fixture_close(f);
  unlink(f->path);
  unlink(in(f, "identity.db"));
  fixture_ok(steg_backup_restore(in(f, "b1"), f->path, f->keys, &err), &err);
  fixture_open(f);
  fixture_sound(f);
  fixture_close(f);
  fixture_ok(steg_file_write(f->path, "wreck", 5, 0600, &err), &err);
  fixture_ok(steg_file_write(in(f, "identity.db"), "wreck", 5, 0600, &err), &err);
  fixture_ok(steg_file_write(in(f, "stegvis.db-journal"), "wreck", 5, 0600, &err), &err);
  fixture_ok(steg_backup_restore(in(f, "b1"), f->path, f->keys, &err), &err);
  fixture_open(f);
  fixture_same_dump(f, before);
  fixture_sound(f);
}

static int keep_journal(void *context, size_t done, size_t total) {
  (void)done;
  (void)total;
  fixture *f = context;
  char command[256];
  snprintf(command, sizeof command, "cp %s/stegvis.db-journal %s/journal", f->folder, f->folder);
  return system(command) != 0;
}

/* A program was killed and nobody has written since: its journal must not be rolled back into the restored file. */
static void a_hot_journal_stays_with_the_old_file(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  FIXTURE_COMMIT(f, &f->kort, cards);
  make(f, "b1");
  char *before = fixture_dump(f);
  const fixture_row more[] = {{"K7", "annan", "2024-02-10", .scale = 1}, {A, .date = "2024-02-10", .scale = 1}};
  const steg_row_set *set = fixture_set(f, &f->kort, more, 2);
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  sqlite3_exec(f->store->db, "PRAGMA cache_size = 1; PRAGMA cache_spill = 1", NULL, NULL, NULL);
  fixture_ok(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, keep_journal, f, f->arena, &result, &err),
             &err);
  fixture_close(f);
  /* The file of the half-done write is gone, its journal is not. */
  assert_int_equal(unlink(f->path), 0);
  assert_int_equal(rename(in(f, "journal"), in(f, "stegvis.db-journal")), 0);
  fixture_ok(steg_backup_restore(in(f, "b1"), f->path, f->keys, &err), &err);
  assert_false(steg_file_exists(in(f, "stegvis.db-journal")));
  fixture_open(f);
  fixture_same_dump(f, before);
  fixture_sound(f);
}

static void a_backup_from_a_reader(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  FIXTURE_COMMIT(f, &f->kort, cards);
  fixture_close(f);
  fixture_ok(steg_store_open(f->path, STEG_STORE_READ, NULL, &f->store, &err), &err);
  make(f, "b1");
  fixture_close(f);
  fixture_ok(steg_backup_restore(in(f, "b1"), f->path, f->keys, &err), &err);
  fixture_open(f);
  fixture_sound(f);
}

static void what_is_not_a_sound_backup(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  FIXTURE_COMMIT(f, &f->kort, cards);
  make(f, "b1");
  fixture_close(f);
  char *before = fixture_dump(f);
  static const struct {
    const char *spoil; /* shell, in a copy of the backup */
    const char *said;
  } cases[] = {
      {"rm manifest", "has no manifest"},
      {"echo x > manifest", "can't be read"},
      {"sed -i s/stegvis.db/other.db/ manifest", "can't be read"},
      {"printf x | dd of=stegvis.db bs=1 seek=5000 conv=notrunc 2>/dev/null", "not what the backup's manifest says"},
      {"printf x | dd of=identity.db bs=1 seek=5000 conv=notrunc 2>/dev/null", "not what the backup's manifest says"},
      {"truncate -s 8192 stegvis.db", "not what the backup's manifest says"},
      {"rm identity.db", "identity.db"},
      /* Someone who knows the manifest, too: the batches' sums see an answer that was changed. */
      {"sqlite3 stegvis.db 'UPDATE answers_kort SET date = 3' && (head -3 manifest; sha256sum stegvis.db identity.db) "
       "> m && mv m manifest",
       "not what was imported"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char command[512];
    snprintf(command, sizeof command, "rm -rf %s/b2 && cp -r %s/b1 %s/b2 && cd %s/b2 && %s", f->folder, f->folder,
             f->folder, f->folder, cases[i].spoil);
    assert_int_equal(system(command), 0);
    expect_refused(f, "b2", cases[i].said);
  }
  expect_refused(f, "nowhere", "no manifest");
  fixture_same_dump(f, before); /* and the store stands as it did */
  /* Without the key it is no good, and says so. */
  fixture_ok(steg_file_make_folder(in(f, "nokeys"), &err), &err);
  assert_int_equal(steg_backup_restore(in(f, "b1"), f->path, in(f, "nokeys"), &err), -1);
  assert_non_null(strstr(err.text, "key"));
  fixture_open(f);
  fixture_sound(f);
}

static void not_over_another_store(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  make(f, "b1");
  fixture_ok(steg_file_make_folder(in(f, "other"), &err), &err);
  char *other = in(f, "other/stegvis.db");
  fixture_ok(steg_store_create(other, f->keys, &err), &err);
  assert_int_equal(steg_backup_restore(in(f, "b1"), other, f->keys, &err), -1);
  assert_non_null(strstr(err.text, "another store"));
}

/* Erased after the backup was made: restoring does not bring the person back. */
static void erasures_are_replayed(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  size_t rows = 0;
  FIXTURE_COMMIT(f, &f->kort, cards);
  FIXTURE_COMMIT(f, &f->reg, registered);
  make(f, "b1");
  char *person = fixture_query(f->path, "SELECT person FROM participations WHERE derived = 0");
  fixture_ok(steg_connection_begin(f->store, &err), &err);
  fixture_ok(steg_erasure_run(f->store->db, f->store->key, strtoll(person, NULL, 10), &rows, &err), &err);
  fixture_ok(steg_connection_commit(f->store, &err), &err);
  assert_int_equal(rows, 4); /* card, register row, participation, and the derived one it had replaced */
  fixture_sound(f);
  fixture_expect(in(f, "identity.db"), "SELECT (SELECT count(*) FROM keys), (SELECT count(*) FROM erasures)", "2|1\n");
  /* The old files: as they were, and with a row more, so that they are looked at row by row. */
  const fixture_row more_cards[] = {cards[0], cards[1], cards[2], {B, .date = "2024-05-10", .scale = 2}};
  const fixture_row more_registered[] = {registered[0], {B, .role = -1, .start = "2024-01-01"}};
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, cards);
  assert_int_equal(result.inserted, 0);
  result = FIXTURE_COMMIT(f, &f->kort, more_cards);
  assert_int_equal(result.inserted, 1);
  assert_int_equal(result.anonymous, 1);
  result = FIXTURE_COMMIT(f, &f->reg, more_registered);
  assert_int_equal(result.anonymous, 1);
  fixture_expect(f->path, "SELECT count(*), count(person) FROM participations",
                 "3|2\n"); /* a woman of 2024, nobody in particular */
  fixture_close(f);
  fixture_ok(steg_backup_restore(in(f, "b1"), f->path, f->keys, &err), &err);
  fixture_open(f);
  fixture_sound(f);
  fixture_expect(f->path,
                 "SELECT (SELECT count(*) FROM participations), (SELECT count(*) FROM answers_kort), (SELECT count(*) "
                 "FROM answers_reg)",
                 "2|2|0\n");
  fixture_expect(in(f, "identity.db"), "SELECT (SELECT count(*) FROM keys), (SELECT count(*) FROM erasures)", "2|1\n");
  char *found = steg_arena_printf(f->arena, "SELECT count(*) FROM participations WHERE person = %s", person);
  fixture_expect(f->path, found, "0\n");
  free(person);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(there_and_back),         TEST(over_nothing_and_over_a_wreck), TEST(a_hot_journal_stays_with_the_old_file),
      TEST(a_backup_from_a_reader), TEST(what_is_not_a_sound_backup),    TEST(not_over_another_store),
      TEST(erasures_are_replayed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
