/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child that imports, takes back and imports again is killed at 50 random moments: each time the store opens, is sound in every
 * check, and holds all of a file or nothing of it, in both files. */
#include "fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { KILLS = 50, PEOPLE = 400, CARDS = 2 * PEOPLE };

static void make_rows(fixture *f, fixture_row *cards, fixture_row *registered) {
  for (int i = 0; i < PEOPLE; i++) {
    const char *who = steg_arena_printf(f->arena, "D%d", i);
    cards[2 * i] = (fixture_row){who, .date = "2024-01-10", .scale = 1, .text = "en text som tar plats"};
    cards[2 * i + 1] = (fixture_row){who, .date = "2024-04-10", .scale = 2};
    registered[i] = (fixture_row){who, .role = -1, .start = "2024-01-01", .sex = 1};
  }
}

/* Imports and takes back for ever. */
static void work(fixture *f, fixture_row *cards, fixture_row *registered) {
  steg_error err = {0};
  if (steg_store_open(f->path, STEG_STORE_WRITE, f->keys, &f->store, &err) < 0)
    _exit(2);
  for (;;) {
    steg_commit_result first;
    steg_commit_result second;
    size_t rows = 0;
    if (fixture_try(f, &f->kort, cards, CARDS, STEG_COMMIT_STORE, &first, &err) < 0 ||
        fixture_try(f, &f->reg, registered, PEOPLE, STEG_COMMIT_STORE, &second, &err) < 0 ||
        steg_batch_undo(f->store, second.batch, &rows, &err) < 0 ||
        steg_batch_undo(f->store, first.batch, &rows, &err) < 0)
      _exit(3);
  }
}

static void undo_all(fixture *f) {
  steg_error err = {0};
  steg_batch *batches = NULL;
  size_t count = 0;
  size_t rows = 0;
  fixture_ok(steg_batch_list(f->store, f->arena, &batches, &count, &err), &err);
  while (count-- > 0)
    if (!batches[count].undone)
      fixture_ok(steg_batch_undo(f->store, batches[count].id, &rows, &err), &err);
}

/* What stands must be one of the four states that the child goes through. */
static void expect_whole(fixture *f) {
  static const char *const states[] = {"0|0|0|0\n", "800|0|400|1\n", "800|400|400|0\n"};
  char *cards = fixture_query(
      f->path, "SELECT (SELECT count(*) FROM answers_kort), (SELECT count(*) FROM answers_reg),"
               " (SELECT count(*) FROM participations), (SELECT ifnull(max(derived), 0) FROM participations)");
  char *keys = fixture_query(steg_arena_printf(f->arena, "%s/identity.db", f->folder), "SELECT count(*) FROM keys");
  bool known = false;
  for (size_t i = 0; i < 3; i++)
    known |= strcmp(cards, states[i]) == 0;
  if (!known)
    fail_msg("half a file: %s", cards);
  assert_string_equal(keys, strcmp(cards, states[0]) == 0 ? "0\n" : "400\n");
  free(cards);
  free(keys);
}

static bool left_a_journal(const fixture *f) {
  DIR *folder = opendir(f->folder);
  bool found = false;
  for (struct dirent *entry; (entry = readdir(folder));)
    found |= strstr(entry->d_name, "-journal") != NULL;
  closedir(folder);
  return found;
}

static void all_or_nothing(void **state) {
  fixture *f = *state;
  fixture_row *cards = calloc(CARDS, sizeof *cards);
  fixture_row *registered = calloc(PEOPLE, sizeof *registered);
  unsigned seed = 20240301;
  int journals = 0; /* the test is worth something only if some kills came in the middle */
  steg_error err = {0};
  make_rows(f, cards, registered);
  fixture_ok(steg_store_prepare(f->store, &f->kort, &err), &err);
  fixture_ok(steg_store_prepare(f->store, &f->reg, &err), &err);
  for (int kill_number = 0; kill_number < KILLS; kill_number++) {
    fixture_close(f);
    pid_t child = fork();
    if (child == 0)
      work(f, cards, registered);
    struct timespec wait = {.tv_nsec = 5000000 + (long)(rand_r(&seed) % 250) * 1000000};
    nanosleep(&wait, NULL);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status)); /* it had not failed by itself */
    journals += left_a_journal(f);
    if (kill_number % 2) { /* every other time the first one to come is a reader */
      fixture_ok(steg_store_open(f->path, STEG_STORE_READ, NULL, &f->store, &err), &err);
      fixture_sound(f);
      fixture_close(f);
    }
    fixture_open(f);
    fixture_sound(f);
    fixture_no_journal(f);
    expect_whole(f);
    undo_all(f);
    expect_whole(f);
  }
  print_message("%d of %d kills left a journal\n", journals, KILLS);
  assert_true(journals >= 5);
  free(cards);
  free(registered);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(all_or_nothing, fixture_setup, fixture_teardown)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
