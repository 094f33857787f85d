/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const char A[] = "189001019802";
static const char B[] = "189002019801";

typedef struct faults {
  int count;
  char text[4096];
} faults;

static void collect(void *context, const steg_error *found) {
  faults *list = context;
  list->count++;
  snprintf(list->text + strlen(list->text), sizeof list->text - strlen(list->text), "%s\n", found->text);
}

static void make(fixture *f) {
  const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .coach = "c1"}};
  const fixture_row cards[] = {{A, .date = "2024-01-10", .scale = 1, .text = "å", .number = 0.1},
                               {B, .date = "2024-01-10", .scale = 2}};
  const fixture_row changed[] = {{A, .date = "2024-01-10", .scale = 2, .text = "å"}};
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, cards);
  FIXTURE_COMMIT(f, &f->kort, changed);
  fixture_sound(f);
}

/* Every change that quick_check lets pass, in live and in replaced rows. */
static void slips_are_seen(void **state) {
  fixture *f = *state;
  static const struct {
    const char *sql;
    const char *said;
  } cases[] = {
      {"UPDATE answers_kort SET date = 3 WHERE _batch = 3", "rows of batch 3 are not what was imported"},
      {"UPDATE answers_kort SET _occasion = 1 WHERE _batch = 2", "rows of batch 2"},
      {"UPDATE answers_kort SET ord = 'a' WHERE _batch = 3", "rows of batch 3"},
      {"UPDATE replaced_kort SET tal = 0.10000000000000002", "rows of batch 2"},
      {"UPDATE replaced_kort SET date = NULL", "rows of batch 2"},
      {"UPDATE participations SET coach = 'c2' WHERE batch = 1", "rows of batch 1"},
      {"UPDATE participations SET start = start + 1 WHERE batch = 2", "rows of batch 2"},
      {"UPDATE answers_kort SET date = batch, batch = date WHERE _batch = 3", "rows of batch 3"},
      {"DELETE FROM answers_kort WHERE _batch = 3", "batch 3 wrote 1 rows, but 0 are there"},
      {"UPDATE answers_kort SET _batch = 7 WHERE _batch = 3", "1 rows belong to no batch"},
      {"DELETE FROM participations", "refer to something that is not in participations"},
      {"UPDATE answers_kort SET dag = date, date = NULL WHERE _batch = 3",
       "rows of batch 3"}, /* the same number elsewhere */
      {"UPDATE batches SET undone = 1 WHERE id = 3", "batch 3 was undone, but 1 of its rows"},
  };
  make(f);
  fixture_close(f);
  char *keep = steg_arena_printf(f->arena, "cp %s %s.kept", f->path, f->path);
  char *back = steg_arena_printf(f->arena, "cp %s.kept %s", f->path, f->path);
  assert_int_equal(system(keep), 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    faults list = {0};
    steg_error err = {0};
    steg_store *store = NULL;
    assert_int_equal(system(back), 0);
    fixture_run(f->path, cases[i].sql);
    fixture_ok(steg_store_open(f->path, STEG_STORE_READ, NULL, &store, &err), &err);
    int count = steg_store_check(store, NULL, collect, &list, &err);
    steg_store_close(store);
    assert_int_equal(count, list.count);
    if (count < 1 || !strstr(list.text, cases[i].said))
      fail_msg("%s: %d %s%s", cases[i].sql, count, list.text, err.text);
  }
}

/* Single bytes turned over anywhere in the file: never a crash, and an answer that changed is always seen. */
static void bytes_turned_over(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  make(f);
  fixture_close(f);
  char *rows = fixture_query(f->path, "SELECT * FROM answers_kort, participations");
  steg_buffer file;
  steg_buffer_init(&file, 1 << 24);
  fixture_ok(steg_file_read(f->path, 1 << 24, &file, &err), &err);
  int seen = 0;
  int missed = 0;
  for (size_t at = 100; at < file.size; at += 131) {
    faults list = {0};
    steg_store *store = NULL;
    file.bytes[at] ^= 0x55;
    fixture_ok(steg_file_write(f->path, file.bytes, file.size, 0600, &err), &err);
    file.bytes[at] ^= 0x55;
    int count = -1;
    if (steg_store_open(f->path, STEG_STORE_READ, NULL, &store, &err) == 0)
      count = steg_store_check(store, NULL, collect, &list, &err);
    if (count == 0) { /* an unused byte: then all rows must be what they were */
      char *now = fixture_query(f->path, "SELECT * FROM answers_kort, participations");
      missed += strcmp(now, rows) != 0;
      free(now);
    }
    seen += count != 0;
    steg_store_close(store);
  }
  assert_int_equal(missed, 0);
  assert_true(seen > 20);
  steg_buffer_release(&file);
  free(rows);
}

/* The program's own instrument is not the one that the store's batches were read by. */
static void another_content_under_the_same_version(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  faults list = {0};
  make(f);
  static const steg_column columns[] = {{.header = "Deltagare", .target = STEG_COLUMN_PERSON},
                                        {.header = "Datum", .target = STEG_COLUMN_DATE},
                                        {.header = "Skala", .target = STEG_COLUMN_ITEM, .item = "date"}};
  steg_instrument other = fixture_kort;
  other.items.count = 1;
  other.columns.rows = columns;
  other.columns.count = 3;
  other.columns.row_size = sizeof columns[0];
  steg_registry *registry = steg_registry_new();
  fixture_ok(steg_registry_add(registry, &other, STEG_DOOR_DEFINITION, "prov", &err), &err);
  assert_int_equal(steg_store_check(f->store, registry, collect, &list, &err), 1);
  assert_non_null(strstr(list.text, "was imported with other content"));
  steg_registry_free(registry);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {TEST(slips_are_seen), TEST(bytes_turned_over),
                                     TEST(another_content_under_the_same_version)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
