/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every file of tests/lua/cases in a worker of its own, with two seconds: scripts that try to escape, hang, eat memory, leak
 * addresses or crash the interpreter. What each may come to stands in its head:
 *   -- want: OK SAFE|ERROR|LIMIT_CPU ...
 * OK SAFE = returned a text that begins with SAFE · OK = returned · ERROR = one sentence · LIMIT_CPU, LIMIT_WALL = ended for its
 * time · LIMIT_MEM = for its memory · CHILD_DIED = the process died · ANY, ANYLIMIT = anything but an escape. A text that
 * begins with ESCAPE is a failure whatever the head says, and so is more than half a second beyond the limit. STEGVIS_WORKER in the
 * environment names the program to start; without it, this very test is the worker.
 */
#include "worker_main.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define FOLDER STEGVIS_SOURCE "/tests/lua/cases"
enum { WALL_MS = 2000, LATE_MS = 500, MOST = 400, AT_ONCE = 4 };

typedef struct outcome {
  int result;
  long took_ms;
  char text[800];
} outcome;

static long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void run(const char *path, unsigned wall_ms, outcome *ret) {
  steg_arena *arena = steg_arena_new(0);
  steg_error err = {0};
  const steg_tree *tree = NULL;
  const steg_script_job job = {
      .kind = STEG_SCRIPT_SETTINGS, .path = path, .wall_ms = wall_ms, .program = getenv("STEGVIS_WORKER")};
  long start = now_ms();
  ret->result = steg_script_run(&job, arena, &tree, &err);
  ret->took_ms = now_ms() - start;
  const char *text = ret->result == 0 ? steg_tree_get_text(tree) : err.text;
  snprintf(ret->text, sizeof ret->text, "%s", text ? text : "(data)");
  steg_arena_free(arena);
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_lua(const struct dirent *entry) {
  size_t size = strlen(entry->d_name);
  return size > 4 && strcmp(entry->d_name + size - 4, ".lua") == 0;
}

static void read_want(const char *path, char *want, size_t size) {
  char line[500];
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  want[0] = '\0';
  while (fgets(line, sizeof line, file) && strncmp(line, "--", 2) == 0)
    if (strncmp(line, "-- want: ", 9) == 0)
      snprintf(want, size, "%.*s", (int)strcspn(line + 9, "\r\n"), line + 9);
  fclose(file);
  assert_true(want[0] != '\0');
}

/* What it came to, as the heads call it. */
static const char *kind_of(const outcome *got) {
  if (got->result == 0)
    return strncmp(got->text, "SAFE", 4) == 0 ? "OK SAFE" : strncmp(got->text, "ESCAPE", 6) == 0 ? "ESCAPE" : "OK";
  if (strstr(got->text, "ran longer than"))
    return "LIMIT_CPU";
  if (strstr(got->text, "MB of memory") || strstr(got->text, "returned more than"))
    return "LIMIT_MEM";
  if (strstr(got->text, "interpreter crash") || strstr(got->text, "was ended"))
    return "CHILD_DIED";
  return "ERROR";
}

static bool allows(const char *want, const char *kind) {
  if (strcmp(kind, "ESCAPE") == 0)
    return false;
  char copy[200];
  snprintf(copy, sizeof copy, "%s", want);
  for (char *word = strtok(copy, "|"); word; word = strtok(NULL, "|")) {
    if (strcmp(word, kind) == 0 || strcmp(word, "ANY") == 0 || strcmp(word, "ANYLIMIT") == 0 ||
        (strcmp(word, "OK") == 0 && strncmp(kind, "OK", 2) == 0) ||
        (strcmp(word, "LIMIT_WALL") == 0 && strcmp(kind, "LIMIT_CPU") == 0))
      return true;
  }
  return false;
}

/* One sentence: a file, no folder, no control character, no address. */
static bool is_sentence(const outcome *got) {
  if (got->result == 0)
    return true;
  for (const char *c = got->text; *c; c++)
    if ((unsigned char)*c < 0x20)
      return false;
  return strlen(got->text) < 767 && !strchr(got->text, '/') && !strstr(got->text, "0x") && strstr(got->text, ".lua");
}

static void all_cases(void **state) {
  (void)state;
  struct dirent **files;
  int count = scandir(FOLDER, &files, is_lua, by_name);
  assert_true(count > 50 && count < MOST);
  outcome *outcomes = mmap(NULL, sizeof(outcome) * MOST, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  assert_true(outcomes != MAP_FAILED);
  int running = 0, failed = 0;
  for (int i = 0; i < count || running; i++) {
    if (running == AT_ONCE || i >= count) {
      assert_true(wait(NULL) > 0);
      running--;
    }
    if (i >= count)
      continue;
    char path[700];
    snprintf(path, sizeof path, "%s/%s", FOLDER, files[i]->d_name);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
      run(path, WALL_MS, &outcomes[i]);
      _exit(0);
    }
    running++;
  }
  for (int i = 0; i < count; i++) {
    char path[700], want[200];
    snprintf(path, sizeof path, "%s/%s", FOLDER, files[i]->d_name);
    read_want(path, want, sizeof want);
    outcome *got = &outcomes[i];
    if (got->took_ms > WALL_MS + LATE_MS) /* four at once on a busy machine: what counts is how it does alone */
      run(path, WALL_MS, got);
    bool in_time = got->took_ms <= WALL_MS + LATE_MS;
#ifdef STEGVIS_SANITIZED
    /* Slowed down tenfold, a script that ends by itself may not make it in two seconds. */
    if (strcmp(kind_of(got), "LIMIT_CPU") == 0 && !allows(want, "LIMIT_CPU"))
      run(path, 10 * WALL_MS, got);
#endif
    const char *kind = kind_of(got);
    bool right = allows(want, kind) && is_sentence(got) && in_time;
    failed += !right;
    printf("%s %-36s %5ld ms  %-10s %s\n", right ? "  " : "##", files[i]->d_name, got->took_ms, kind, got->text);
    free(files[i]);
  }
  free(files);
  munmap(outcomes, sizeof(outcome) * MOST);
  assert_int_equal(failed, 0);
}

int main(int argc, char **argv) {
  STEG_WORKER_OR(argc, argv);
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
