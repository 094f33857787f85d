/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const char A[] = "189001019802";

static int verify(fixture *f, size_t *ret_count, char *text, size_t size) {
  steg_error err = {0};
  steg_store *store = NULL;
  fixture_ok(steg_store_open(f->path, STEG_STORE_READ, NULL, &store, &err), &err);
  int result = steg_audit_verify(store, ret_count, &err);
  snprintf(text, size, "%s", err.text);
  steg_store_close(store);
  return result;
}

static void every_write_is_an_entry(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1}};
  steg_error err = {0};
  size_t count = 0;
  size_t undone = 0;
  FIXTURE_COMMIT(f, &f->kort, rows);
  FIXTURE_COMMIT(f, &f->kort, rows); /* nothing new: no entry */
  fixture_ok(steg_batch_undo(f->store, 1, &undone, &err), &err);
  fixture_ok(steg_audit_append(f->store, "evaluate", "change kort", &err), &err);
  fixture_ok(steg_audit_verify(f->store, &count, &err), &err);
  assert_int_equal(count, 4);
  fixture_expect(f->path, "SELECT id, what, detail FROM audit ORDER BY id",
                 "1|init|\n2|import|batch 1, kort\n3|undo|batch 1, kort\n4|evaluate|change kort\n");
}

/* Whoever wants to change the log has to take the triggers away first, and then the chain tells. */
static void tampering_is_seen(void **state) {
  fixture *f = *state;
  static const struct {
    const char *what;
    const char *sql;
    const char *said; /* NULL: holds */
  } cases[] = {
      {"nothing", "SELECT 1", NULL},
      {"another word", "UPDATE audit SET detail = 'x' WHERE id = 3", "entry 3"},
      {"another time", "UPDATE audit SET at = at + 1 WHERE id = 2", "entry 2"},
      {"another verb", "UPDATE audit SET what = 'initt' WHERE id = 1", "entry 1"},
      {"one taken out", "DELETE FROM audit WHERE id = 3", "entry 3"},
      {"taken out and renumbered", "DELETE FROM audit WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 4", "entry 3"},
      {"the last one cut off", "DELETE FROM audit WHERE id = 5", "ends with entry 4, but 5"},
      {"one put in", "INSERT INTO audit SELECT 6, at, what, detail, hash FROM audit WHERE id = 5", "entry 6"},
      {"two exchanged", "UPDATE audit SET id = -id WHERE id IN (2, 3); UPDATE audit SET id = 5 + id WHERE id < 0",
       "entry 2"},
  };
  steg_error err = {0};
  for (int i = 0; i < 4; i++)
    fixture_ok(steg_audit_append(f->store, "evaluate", i % 2 ? "flow" : "change", &err), &err);
  fixture_close(f);
  sqlite3 *db = fixture_sqlite(f->path);
  assert_int_not_equal(sqlite3_exec(db, "UPDATE audit SET detail = 'x'", NULL, NULL, NULL), SQLITE_OK);
  assert_int_not_equal(sqlite3_exec(db, "DELETE FROM audit", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  char *triggers = fixture_query(f->path, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'");
  char *copy = steg_arena_printf(f->arena, "cp %s %s.kept", f->path, f->path);
  char *back = steg_arena_printf(f->arena, "cp %s.kept %s", f->path, f->path);
  assert_int_equal(system(copy), 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[768];
    size_t count = 0;
    assert_int_equal(system(back), 0);
    fixture_run(f->path, "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted");
    fixture_run(f->path, cases[i].sql);
    fixture_run(f->path, triggers);
    int result = verify(f, &count, text, sizeof text);
    if (!cases[i].said) {
      assert_int_equal(result, 0);
      assert_int_equal(count, 5);
    } else if (result == 0 || !strstr(text, cases[i].said))
      fail_msg("%s: %d %s", cases[i].what, result, text);
  }
  free(triggers);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {TEST(every_write_is_an_entry), TEST(tampering_is_seen)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
