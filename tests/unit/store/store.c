/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "store/migration.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static const char A[] = "189001019802";

static void expect_refused(fixture *f, steg_store_mode mode, const char *fragment) {
  steg_error err = {0};
  steg_store *store = NULL;
  int result = steg_store_open(f->path, mode, f->keys, &store, &err);
  if (result == 0)
    fail_msg("opened, though it should say: %s", fragment);
  assert_null(store);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  if (!strstr(err.text, fragment))
    fail_msg("said: %s\nshould have: %s", err.text, fragment);
}

static void expect_refused_both(fixture *f, const char *fragment) {
  expect_refused(f, STEG_STORE_READ, fragment);
  expect_refused(f, STEG_STORE_WRITE, fragment);
}

static char *beside(const fixture *f, const char *name) {
  return steg_arena_printf(f->arena, "%s/%s", f->folder, name);
}

static char *key_path(const fixture *f, const char *id) {
  return steg_arena_printf(f->arena, "%s/%s.key", f->keys, id);
}

static char *bytes_of(const char *path, size_t *ret_size) {
  steg_error err = {0};
  steg_buffer buffer;
  steg_buffer_init(&buffer, 1 << 28);
  fixture_ok(steg_file_read(path, 1 << 28, &buffer, &err), &err);
  *ret_size = buffer.size;
  return buffer.bytes; /* to be freed */
}

static void put_bytes(const char *path, const void *bytes, size_t size) {
  steg_error err = {0};
  fixture_ok(steg_file_write(path, bytes, size, 0600, &err), &err);
}

/* ---- making */

static void a_new_store(void **state) {
  fixture *f = *state;
  struct stat info;
  steg_error err = {0};
  assert_int_equal(strlen(steg_store_id(f->store)), 32);
  assert_string_equal(steg_store_path(f->store), f->path);
  const char *files[] = {f->path, beside(f, "identity.db"), key_path(f, steg_store_id(f->store))};
  static const unsigned modes[] = {0600, 0600, 0400};
  for (int i = 0; i < 3; i++) {
    assert_int_equal(stat(files[i], &info), 0);
    assert_int_equal(info.st_mode & 0777, modes[i]);
  }
  assert_int_equal(info.st_size, 32);
  assert_int_equal(stat(f->keys, &info), 0);
  assert_int_equal(info.st_mode & 0777, 0700);
  fixture_expect(f->path, "PRAGMA application_id", "1398031687\n");                  /* "STEG" */
  fixture_expect(beside(f, "identity.db"), "PRAGMA application_id", "1398031689\n"); /* "STEI" */
  fixture_expect(f->path, "PRAGMA journal_mode", "delete\n");
  fixture_expect(
      f->path,
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%' AND name NOT LIKE 'sqlite%'",
      "0\n");
  fixture_sound(f);
  fixture_no_journal(f);
  assert_int_equal(steg_store_create(f->path, f->keys, &err), -1);
  assert_non_null(strstr(err.text, "is there already"));
  fixture_sound(f); /* and was left alone */
}

static void making_where_one_cannot(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  assert_int_equal(steg_store_create("/nowhere/at/all/stegvis.db", f->keys, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  char *path = steg_arena_printf(f->arena, "%s/sub", f->folder);
  mkdir(path, 0700);
  path = steg_arena_printf(f->arena, "%s/stegvis.db", path);
  assert_int_equal(steg_store_create(path, "/proc/keys", &err), -1); /* no key, no files */
  assert_false(steg_file_exists(path));
}

/* ---- opening: one sentence for each thing that is wrong */

static void missing(void **state) {
  fixture *f = *state;
  fixture_close(f);
  unlink(beside(f, "identity.db"));
  expect_refused(f, STEG_STORE_WRITE, "no store file");
  unlink(f->path);
  expect_refused_both(f, "there is no store file");
}

static void no_database(void **state) {
  fixture *f = *state;
  fixture_close(f);
  char text[4096];
  memset(text, 'x', sizeof text);
  put_bytes(f->path, text, sizeof text);
  expect_refused_both(f, "is no SQLite database");
  put_bytes(f->path, "", 0);
  expect_refused_both(f, "is empty");
}

static void of_another_program(void **state) {
  fixture *f = *state;
  fixture_close(f);
  fixture_run(f->path, "PRAGMA application_id = 1");
  expect_refused_both(f, "another program");
  fixture_run(f->path, "PRAGMA application_id = 0; PRAGMA user_version = 0");
  expect_refused_both(f, "another program");
}

static void newer(void **state) {
  fixture *f = *state;
  size_t before_size = 0;
  size_t after_size = 0;
  fixture_close(f);
  fixture_run(f->path, "PRAGMA user_version = 99");
  char *before = bytes_of(f->path, &before_size);
  expect_refused_both(f, "newer Stegvis");
  char *after = bytes_of(f->path, &after_size);
  assert_int_equal(before_size, after_size);
  assert_memory_equal(before, after, before_size);
  free(before);
  free(after);
}

static void damaged(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, rows);
  fixture_close(f);
  size_t size = 0;
  char *bytes = bytes_of(f->path, &size);
  /* Every place of the header and the schema's page, one after the other: a sentence or a store that opens, never a crash. */
  int refused = 0;
  char *copy = malloc(size);
  for (size_t at = 0; at < 4096; at += at < 112 ? 1 : 61) {
    steg_store *store = NULL;
    steg_error err = {0};
    memcpy(copy, bytes, size);
    copy[at] = (char)~copy[at];
    put_bytes(f->path, copy, size);
    if (steg_store_open(f->path, STEG_STORE_WRITE, f->keys, &store, &err) < 0) {
      refused++;
      assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
      assert_true(strlen(err.text) > 20);
    }
    steg_store_close(store);
  }
  assert_true(refused > 30);
  put_bytes(f->path, bytes, size / 2);
  expect_refused_both(f, "damaged");
  free(bytes);
  free(copy);
}

static void open_to_others(void **state) {
  fixture *f = *state;
  fixture_close(f);
  chmod(f->path, 0640);
  expect_refused_both(f, "chmod 600");
  chmod(f->path, 0600);
  chmod(beside(f, "identity.db"), 0604);
  expect_refused(f, STEG_STORE_WRITE, "chmod 600");
}

static void a_link(void **state) {
  fixture *f = *state;
  fixture_close(f);
  char *real = beside(f, "real.db");
  assert_int_equal(rename(f->path, real), 0);
  assert_int_equal(symlink(real, f->path), 0);
  expect_refused_both(f, "is a link");
  unlink(f->path);
  mkdir(f->path, 0700);
  expect_refused_both(f, "no ordinary file");
}

static void through_a_linked_folder(void **state) {
  fixture *f = *state;
  steg_store *store = NULL;
  steg_error err = {0};
  char *link = steg_arena_printf(f->arena, "%s/link", f->folder);
  assert_int_equal(symlink(f->folder, link), 0);
  fixture_ok(steg_store_open(steg_arena_printf(f->arena, "%s/stegvis.db", link), STEG_STORE_READ, NULL, &store, &err),
             &err);
  assert_string_equal(steg_store_path(store), f->path); /* the real one */
  steg_store_close(store);
}

static void the_key(void **state) {
  fixture *f = *state;
  char *key = key_path(f, steg_store_id(f->store));
  char *away = beside(f, "away.key");
  size_t size = 0;
  steg_store *store = NULL;
  steg_error err = {0};
  fixture_close(f);
  char *bytes = bytes_of(key, &size);
  rename(key, away);
  expect_refused(f, STEG_STORE_WRITE, "key");
  expect_refused(f, STEG_STORE_WRITE, "is missing");
  fixture_ok(steg_store_open(f->path, STEG_STORE_READ, NULL, &store, &err), &err); /* reading needs none */
  steg_store_close(store);
  symlink(away, key);
  expect_refused(f, STEG_STORE_WRITE, "key file");
  unlink(key);
  put_bytes(key, bytes, 31);
  expect_refused(f, STEG_STORE_WRITE, "must be 32 bytes");
  put_bytes(key, "0123456789abcdef0123456789abcdef", 32);
  expect_refused(f, STEG_STORE_WRITE, "is not the key of this store");
  put_bytes(key, bytes, 32);
  chmod(key, 0440);
  expect_refused(f, STEG_STORE_WRITE, "can be read by others");
  chmod(key, 0400);
  fixture_open(f);
  free(bytes);
}

static void files_that_do_not_belong_together(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1}};
  char *identity = beside(f, "identity.db");
  size_t size = 0;
  char *older = bytes_of(identity, &size);
  FIXTURE_COMMIT(f, &f->kort, rows);
  fixture_close(f);
  put_bytes(identity, older, size);
  expect_refused(f, STEG_STORE_WRITE, "of different age");
  fixture_run(identity, "UPDATE meta SET store = '00000000000000000000000000000000'");
  expect_refused(f, STEG_STORE_WRITE, "another store");
  put_bytes(identity, "", 0);
  expect_refused(f, STEG_STORE_WRITE, "identity.db");
  free(older);
}

static void a_schema_that_others_changed(void **state) {
  fixture *f = *state;
  fixture_close(f);
  fixture_run(f->path, "CREATE TRIGGER t AFTER INSERT ON batches BEGIN SELECT 1; END");
  expect_refused_both(f, "another program changed the tables");
  fixture_run(f->path, "DROP TRIGGER t");
  fixture_open(f);
  fixture_close(f);
  fixture_run(beside(f, "identity.db"), "CREATE TABLE t(x)");
  expect_refused(f, STEG_STORE_WRITE, "another program changed the tables");
}

/* Another process holds the store: the sentence says which one. */
static void locked(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1}};
  steg_error err = {0};
  steg_commit_result result;
  int ready[2];
  char byte = 0;
  fixture_ok(steg_store_prepare(f->store, &f->kort, &err), &err);
  assert_int_equal(pipe(ready), 0);
  pid_t child = fork();
  if (child == 0) {
    sqlite3 *db = NULL;
    if (sqlite3_open(f->path, &db) == SQLITE_OK && sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
        write(ready[1], "x", 1) == 1)
      pause();
    _exit(1);
  }
  assert_int_equal(read(ready[0], &byte, 1), 1);
  int refused = fixture_try(f, &f->kort, rows, 1, STEG_COMMIT_STORE, &result, &err);
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  close(ready[0]);
  close(ready[1]);
  assert_int_equal(refused, -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_non_null(strstr(err.text, "is in use by"));
  char who[64];
  snprintf(who, sizeof who, "(process %d)", (int)child);
  /* Some containers hide the kernel's table of locks. */
  bool told = strstr(err.text, who) != NULL;
  if (!told)
    assert_non_null(strstr(err.text, "another program"));
  fixture_commit(f, &f->kort, rows, 1); /* and then it works */
}

/* ---- writing where one cannot */

static void a_full_disk(void **state) {
  fixture *f = *state;
  enum { ROWS = 2000 };
  static const char *const dates[] = {"2024-01-10", "2024-04-10"};
  fixture_row *rows = calloc(ROWS, sizeof *rows);
  steg_error err = {0};
  steg_commit_result result;
  for (int i = 0; i < ROWS; i++)
    rows[i] = (fixture_row){.who = steg_arena_printf(f->arena, "D%d", i / 2), .date = dates[i % 2], .scale = 1};
  fixture_ok(steg_store_prepare(f->store, &f->kort, &err), &err);
  char *before = fixture_dump(f);
  fixture_close(f);
  pid_t child = fork();
  if (child == 0) {
    /* No file may grow beyond 60 kB: what a full disk does, for one process. */
    struct rlimit limit = {60000, 60000};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    steg_store *store = NULL;
    if (steg_store_open(f->path, STEG_STORE_WRITE, f->keys, &store, &err) < 0)
      _exit(9);
    f->store = store;
    int code = fixture_try(f, &f->kort, rows, ROWS, STEG_COMMIT_STORE, &result, &err) == 0 ? 8
               : err.kind == STEG_ERROR_ENVIRONMENT                                        ? 7
                                                                                           : 6;
    steg_store_close(store);
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 7);
  fixture_open(f);
  fixture_same_dump(f, before);
  fixture_sound(f);
  fixture_no_journal(f);
  free(rows);
}

/* ---- reading */

static void a_reader_sees_one_moment(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1}};
  steg_store *reader = NULL;
  steg_error err = {0};
  FIXTURE_COMMIT(f, &f->kort, rows);
  fixture_ok(steg_store_open(f->path, STEG_STORE_READ, NULL, &reader, &err), &err);
  int64_t generation = steg_store_generation(reader);
  assert_int_equal(generation, steg_store_generation(f->store));
  assert_int_equal(steg_participation_initiative(reader, "jobbsam", &err), 1001);
  assert_int_equal(steg_participation_initiative(reader, "okand", &err), 0);
  steg_commit_result result;
  assert_int_equal(fixture_try(f, &f->kort, rows, 1, STEG_COMMIT_DRY_RUN, &result, &err), 0);
  /* The log can be written all the same, by the reader itself. */
  fixture_ok(steg_audit_append(reader, "evaluate", "flow", &err), &err);
  assert_int_equal(steg_store_generation(reader), generation);
  assert_int_equal(fixture_try(f, &f->kort, rows, 1, STEG_COMMIT_STORE, &result, &err), 0);
  steg_store *other = reader;
  f->store = (steg_store_close(f->store), other);
  assert_int_equal(fixture_try(f, &f->kort, rows, 1, STEG_COMMIT_STORE, &result, &err), -1); /* opened for reading */
  assert_non_null(strstr(err.text, "for reading only"));
}

/* ---- older stores */

/* Takes every step but the first of the schema back, so that the files are as the program before it left them. */
static void make_older(fixture *f) {
  steg_error err = {0};
  char hash[STEG_HASH_TEXT];
  const char *const files[] = {f->path, beside(f, "identity.db")};
  fixture_run(files[0], "DROP VIEW participations_view; DROP VIEW IF EXISTS view_kort; ALTER TABLE batches DROP COLUMN kind;"
                        "ALTER TABLE batches DROP COLUMN removed; DROP TABLE moved; DROP TABLE instrument_items;"
                        "PRAGMA user_version = 1");
  fixture_run(files[1], "DROP TABLE consents; DROP TABLE links; DROP TABLE remains; PRAGMA user_version = 1");
  for (int i = 0; i < 2; i++) {
    sqlite3 *db = fixture_sqlite(files[i]);
    fixture_ok(steg_migration_schema_hash(db, "main", hash, &err), &err);
    sqlite3_close(db);
    fixture_run(files[i], steg_arena_printf(f->arena, "UPDATE meta SET schema_hash = '%s'", hash));
  }
}

static void an_older_store_is_copied_and_brought_up_to_date(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1}};
  struct stat info;
  FIXTURE_COMMIT(f, &f->kort, rows);
  fixture_close(f);
  /* view_kort is made by the next import, and reads what the old store does not have */
  static const char objects[] = "SELECT name, sql FROM sqlite_schema WHERE name <> 'view_kort' ORDER BY name";
  char *schema = fixture_query(f->path, objects);
  char *identity_schema = fixture_query(beside(f, "identity.db"), "SELECT name, sql FROM sqlite_schema ORDER BY name");
  make_older(f);
  char *before = fixture_dump(f);
  expect_refused(f, STEG_STORE_READ, "older Stegvis");
  fixture_same_dump(f, before);
  fixture_open(f);
  fixture_expect(f->path, objects, schema);
  fixture_expect(beside(f, "identity.db"), "SELECT name, sql FROM sqlite_schema ORDER BY name", identity_schema);
  fixture_expect(f->path, "PRAGMA user_version", steg_arena_printf(f->arena, "%d\n", steg_migration_latest()));
  fixture_expect(f->path, "SELECT initiative, start FROM participations_view", "jobbsam|2024-01-10\n");
  fixture_expect(beside(f, "stegvis.db.version-1"), "SELECT count(*) FROM answers_kort", "1\n");
  assert_int_equal(stat(beside(f, "identity.db.version-1"), &info), 0);
  assert_int_equal(info.st_mode & 0777, 0600);
  fixture_sound(f);
  fixture_no_journal(f);
  free(schema);
  free(identity_schema);
}

/* A step that fails half-way leaves the store as it was. */
static void a_migration_that_fails_changes_nothing(void **state) {
  fixture *f = *state;
  fixture_close(f);
  make_older(f);
  fixture_run(beside(f, "identity.db"), "CREATE TABLE consents(x, y)"); /* in the way of the step, and sealed */
  char hash[STEG_HASH_TEXT];
  steg_error err = {0};
  sqlite3 *db = fixture_sqlite(beside(f, "identity.db"));
  fixture_ok(steg_migration_schema_hash(db, "main", hash, &err), &err);
  sqlite3_close(db);
  fixture_run(beside(f, "identity.db"), steg_arena_printf(f->arena, "UPDATE meta SET schema_hash = '%s'", hash));
  char *before = fixture_dump(f);
  expect_refused(f, STEG_STORE_WRITE, "step 2 of the store's schema");
  fixture_same_dump(f, before);
  fixture_expect(f->path, "PRAGMA user_version", "1\n");
  fixture_no_journal(f);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_new_store),
      TEST(making_where_one_cannot),
      TEST(missing),
      TEST(no_database),
      TEST(of_another_program),
      TEST(newer),
      TEST(damaged),
      TEST(open_to_others),
      TEST(a_link),
      TEST(through_a_linked_folder),
      TEST(the_key),
      TEST(files_that_do_not_belong_together),
      TEST(a_schema_that_others_changed),
      TEST(locked),
      TEST(a_full_disk),
      TEST(a_reader_sees_one_moment),
      TEST(an_older_store_is_copied_and_brought_up_to_date),
      TEST(a_migration_that_fails_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
