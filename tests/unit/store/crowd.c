/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two importers and three readers at once: every import is stored, and a reader always sees whole ones. */
#include "fixture.h"

#include <sys/wait.h>
#include <time.h>

enum { WRITERS = 2, READERS = 3, IMPORTS = 12, PEOPLE = 40 };

/* Each import: PEOPLE people of its own, two cards each. */
static int import_all(fixture *f, int writer) {
  fixture_row rows[2 * PEOPLE];
  for (int n = 0; n < IMPORTS; n++) {
    steg_error err = {0};
    steg_commit_result result;
    for (int i = 0; i < 2 * PEOPLE; i++)
      rows[i] = (fixture_row){.who = steg_arena_printf(f->arena, "W%d-%d-%d", writer, n, i / 2),
                              .date = i % 2 ? "2024-04-10" : "2024-01-10",
                              .scale = 1};
    if (steg_store_open(f->path, STEG_STORE_WRITE, f->keys, &f->store, &err) < 0 ||
        fixture_try(f, &f->kort, rows, 2 * PEOPLE, STEG_COMMIT_STORE, &result, &err) < 0) {
      fprintf(stderr, "writer %d: %s\n", writer, err.text);
      return 1;
    }
    fixture_close(f);
  }
  return 0;
}

/* Reads until the writers are done. Both tables in one session must fit each other, and hold whole imports. */
static int read_all(fixture *f) {
  steg_error err = {0};
  size_t count = 0;
  for (int round = 0; count < (size_t)WRITERS * IMPORTS * PEOPLE && round < 4000; round++) {
    steg_store *store = NULL;
    steg_participation *rows = NULL;
    steg_response_cursor *cursor = NULL;
    steg_response response;
    size_t cards = 0;
    steg_arena *arena = steg_arena_new(0);
    const int32_t initiative = 1001;
    if (steg_store_open(f->path, STEG_STORE_READ, NULL, &store, &err) < 0 ||
        steg_participation_load(store, &initiative, 1, arena, &rows, &count, &err) < 0)
      goto fail;
    struct timespec nap = {.tv_nsec = 3000000}; /* so that a writer comes in between, if it can */
    nanosleep(&nap, NULL);
    if (steg_response_open(store, &f->kort, 0, INT32_MAX, &cursor, &err) < 0)
      goto fail;
    while (steg_response_next(cursor, &response, &err) == 1)
      cards++;
    steg_response_close(cursor);
    steg_store_close(store);
    steg_arena_free(arena);
    if (cards != 2 * count || count % PEOPLE != 0) {
      fprintf(stderr, "a reader saw %zu people and %zu cards\n", count, cards);
      return 1;
    }
    continue;
  fail:
    fprintf(stderr, "reader: %s\n", err.text);
    return 1;
  }
  return count == (size_t)WRITERS * IMPORTS * PEOPLE ? 0 : 1;
}

static void writers_and_readers(void **state) {
  fixture *f = *state;
  pid_t children[WRITERS + READERS];
  steg_error err = {0};
  fixture_ok(steg_store_prepare(f->store, &f->kort, &err), &err);
  fixture_close(f);
  for (int i = 0; i < WRITERS + READERS; i++) {
    children[i] = fork();
    if (children[i] == 0)
      _exit(i < WRITERS ? import_all(f, i) : read_all(f));
  }
  for (int i = 0; i < WRITERS + READERS; i++) {
    int status = 0;
    waitpid(children[i], &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
  }
  fixture_open(f);
  fixture_sound(f);
  fixture_no_journal(f);
  fixture_expect(f->path,
                 "SELECT (SELECT count(*) FROM answers_kort), (SELECT count(*) FROM participations),"
                 " (SELECT count(*) FROM batches), (SELECT count(*) FROM audit)",
                 "1920|960|24|25\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(writers_and_readers, fixture_setup, fixture_teardown)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
