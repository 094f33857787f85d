/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parent's side: files that are no script, workers that die, hang, babble or never start, and nothing left behind. */
#include "worker_main.h"
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];

static int make_folder(void **test) {
  (void)test;
  snprintf(folder, sizeof folder, "/tmp/stegvis-run-XXXXXX");
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **test) {
  (void)test;
  char command[100];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

static const char *write_file(const char *name, const void *bytes, size_t size, mode_t mode) {
  static char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
  assert_true(fd >= 0 && write(fd, bytes, size) == (ssize_t)size);
  close(fd);
  return path;
}

static int run(const char *path, const char *program, unsigned wall_ms, steg_error *err) {
  steg_arena *arena = steg_arena_new(0);
  const steg_tree *tree;
  const steg_script_job job = {.kind = STEG_SCRIPT_SETTINGS, .path = path, .wall_ms = wall_ms, .program = program};
  *err = (steg_error){0};
  int result = steg_script_run(&job, arena, &tree, err);
  steg_arena_free(arena);
  return result;
}

static int open_descriptors(void) {
  DIR *own = opendir("/proc/self/fd");
  int count = 0;
  while (readdir(own))
    count++;
  closedir(own);
  return count;
}

static void refuses_what_is_no_script(void **test) {
  (void)test;
  static const struct {
    const char *bytes;
    size_t size;
    const char *wanted;
  } rows[] = {
      {"\xEF\xBB\xBFreturn 1", 11, "a.lua:1: begins with a byte order mark; save it as UTF-8 without one"},
      {"#!/usr/bin/lua\nreturn 1", 23, "a.lua:1: begins with #; a script is Lua from its first line"},
      {"\x1BLua\x54", 5, "a.lua: is compiled Lua; only its text is taken"},
      {"return 1\nlocal s = '\0'", 22, "a.lua:2: holds a zero byte"},
      {"\n\nreturn '\xE5'", 12, "a.lua:3: is not UTF-8; save it as UTF-8"},
  };
  steg_error err;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(run(write_file("a.lua", rows[i].bytes, rows[i].size, 0600), NULL, 0, &err), -1);
    assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
    assert_string_equal(err.text, rows[i].wanted);
  }
  char *large = calloc(1, (1 << 20) + 1);
  memset(large, ' ', (1 << 20) + 1);
  assert_int_equal(run(write_file("a.lua", large, (1 << 20) + 1, 0600), NULL, 0, &err), -1);
  assert_non_null(strstr(err.text, "larger than"));
  free(large);
  assert_int_equal(run("/nowhere/x.lua", NULL, 0, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_int_equal(run(folder, NULL, 0, &err), -1);
}

/* Programs in the worker's place, each with one bad end. */
static void tells_how_a_worker_ended(void **test) {
  (void)test;
  static const struct {
    const char *body;
    steg_error_kind kind;
    const char *wanted;
  } rows[] = {
      {"kill -SEGV $$", STEG_ERROR_SCRIPT, "a.lua: made the interpreter crash (signal 11); the rest is unharmed"},
      {"kill -SYS $$", STEG_ERROR_SCRIPT, "a.lua: asked the system for something no script may have, and was ended"},
      {"kill -XCPU $$", STEG_ERROR_SCRIPT, "a.lua: ran longer than 0.5 seconds, and was ended"},
      {"kill -KILL $$", STEG_ERROR_SCRIPT, "a.lua: was ended by the system (too much memory or time?)"},
      {"kill -INT $$", STEG_ERROR_INTERRUPTED, "a.lua: interrupted"},
      {"sleep 20 & kill -STOP $$", STEG_ERROR_SCRIPT, "a.lua: ran longer than 0.5 seconds, and was ended"},
      {"while :; do :; done", STEG_ERROR_SCRIPT, "a.lua: ran longer than 0.5 seconds, and was ended"},
      {"exec <&- >&-; while :; do :; done", STEG_ERROR_SCRIPT,
       "a.lua: was ended by the system (too much memory or time?)"},
      {"head -c 30000000 /dev/zero", STEG_ERROR_SCRIPT, "a.lua: returned more than 16 MB"},
      {"echo hello", STEG_ERROR_SCRIPT, "a.lua: the worker's answer can't be read"},
      {"exit 0", STEG_ERROR_SCRIPT, "a.lua: the worker's answer can't be read"},
      {"exit 1", STEG_ERROR_ENVIRONMENT, "the script worker ended without an answer"},
      {"exit 3", STEG_ERROR_ENVIRONMENT, "the script worker's walls can't be put up on this system (seccomp)"},
  };
  char path[200], program[200];
  snprintf(path, sizeof path, "%s", write_file("a.lua", "return 1", 8, 0600));
  int before = open_descriptors();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char body[200];
    snprintf(body, sizeof body, "#!/bin/sh\n%s\n", rows[i].body);
    snprintf(program, sizeof program, "%s", write_file("worker", body, strlen(body), 0700));
    struct timespec start, end;
    steg_error err;
    clock_gettime(CLOCK_MONOTONIC, &start);
    assert_int_equal(run(path, program, 500, &err), -1);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true((end.tv_sec - start.tv_sec) * 1000 + (end.tv_nsec - start.tv_nsec) / 1000000 <= 1500);
    assert_string_equal(err.text, rows[i].wanted);
    assert_int_equal(err.kind, rows[i].kind);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
  }
  assert_int_equal(open_descriptors(), before);
}

static void no_worker_can_be_had(void **test) {
  (void)test;
  steg_error err;
  const char *path = write_file("a.lua", "return 1", 8, 0600);
  assert_int_equal(run(path, "/nowhere/stegvis", 0, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_non_null(strstr(err.text, "can't be started"));
}

/* The worker itself, without the page that its parent gives it. */
static void worker_alone(void **test) {
  (void)test;
  int status = 0;
  pid_t child = fork();
  if (child == 0) {
    close(3);
    execl("/proc/self/exe", "stegvis", "--worker", (char *)NULL);
    _exit(99);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 3);
}

/* A caller's signals are as they were, and a worker that never listens doesn't end the caller. */
static void leaves_signals_alone(void **test) {
  (void)test;
  char body[200000];
  memset(body, ' ', sizeof body);
  memcpy(body, "return 1", 8);
  char path[200];
  snprintf(path, sizeof path, "%s", write_file("a.lua", body, sizeof body, 0600));
  const char *program = write_file("worker", "#!/bin/sh\nexec <&-\nsleep 0.1\nexit 1\n", 36, 0700);
  sigset_t before, after;
  sigprocmask(SIG_SETMASK, NULL, &before);
  steg_error err;
  assert_int_equal(run(path, program, 2000, &err), -1);
  sigprocmask(SIG_SETMASK, NULL, &after);
  assert_memory_equal(&before, &after, sizeof before);
  sigpending(&after);
  assert_false(sigismember(&after, SIGPIPE));
}

/* The environment and other open files don't reach the worker; seen by a program in its place. */
static void worker_is_bare(void **test) {
  (void)test;
  setenv("STEGVIS_SECRET", "secret", 1);
  int low = open("/etc/passwd", O_RDONLY), other = fcntl(low, F_DUPFD, 30); /* without close-on-exec, on purpose */
  close(low);
  char body[300], path[200], seen[200], text[4000] = "";
  int size = snprintf(body, sizeof body, "#!/bin/sh\n(env; ls -l /proc/$$/fd; echo done) > %s/seen\nexit 1\n", folder);
  snprintf(path, sizeof path, "%s", write_file("a.lua", "return 1", 8, 0600));
  steg_error err;
  run(path, write_file("worker", body, (size_t)size, 0700), 2000, &err);
  snprintf(seen, sizeof seen, "%s/seen", folder);
  FILE *file = fopen(seen, "r");
  assert_non_null(file);
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  close(other);
  assert_non_null(strstr(text, "done"));
  assert_null(strstr(text, "SECRET"));
  assert_null(strstr(text, "HOME"));
  assert_null(strstr(text, "passwd"));
  assert_non_null(strstr(text, "memfd:stegvis-worker"));
}

/* The first process whose parent is `parent`, with a line "Seccomp:\t2" in its status or after a second; 0 when none. */
static pid_t find_worker(pid_t parent, char *status, size_t size) {
  for (int i = 0; i < 200; i++) {
    DIR *all = opendir("/proc");
    for (const struct dirent *entry; (entry = readdir(all)) != NULL;) {
      char path[300], wanted[40];
      snprintf(path, sizeof path, "/proc/%s/status", entry->d_name);
      FILE *file = entry->d_name[0] >= '1' && entry->d_name[0] <= '9' ? fopen(path, "r") : NULL;
      if (!file)
        continue;
      status[fread(status, 1, size - 1, file)] = '\0';
      fclose(file);
      snprintf(wanted, sizeof wanted, "\nPPid:\t%d\n", (int)parent);
      if (strstr(status, wanted) && strstr(status, "\nSeccomp:\t2\n")) {
        pid_t found = (pid_t)atoi(entry->d_name);
        closedir(all);
        return found;
      }
    }
    closedir(all);
    usleep(5000);
  }
  return 0;
}

static void read_proc(pid_t pid, const char *name, char *out, size_t size) {
  char path[100];
  snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  out[fread(out, 1, size - 1, file)] = '\0';
  fclose(file);
}

/* The real worker while a script runs in it: its walls as the kernel sees them, and what it has open. */
static void worker_is_walled(void **test) {
  (void)test;
  char path[200], status[4096], limits[4096];
  snprintf(path, sizeof path, "%s", write_file("a.lua", "while true do end", 17, 0600));
  pid_t runner = fork();
  assert_true(runner >= 0);
  if (runner == 0) {
    steg_error err;
    run(path, NULL, 2000, &err);
    _exit(strstr(err.text, "a.lua:1: ran longer than 2 seconds") ? 0 : 1);
  }
  pid_t worker = find_worker(runner, status, sizeof status);
  assert_true(worker > 0);
  assert_non_null(strstr(status, "\nNoNewPrivs:\t1\n"));
  read_proc(worker, "limits", limits, sizeof limits);
  static const char *const wanted[] = {
      "Max cpu time              4                    5 ",         "Max file size             0                    0 ",
      "Max core file size        0                    0 ",         "Max processes             0                    0 ",
      "Max open files            0                    0 ",
#ifndef STEGVIS_SANITIZED
      "Max address space         268435456            268435456 ",
#endif
  };
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    if (!strstr(limits, wanted[i]))
      fail_msg("not in the worker's limits: %s\n%s", wanted[i], limits);
  snprintf(path, sizeof path, "/proc/%d/fd", (int)worker);
  DIR *open_files = opendir(path);
  assert_non_null(open_files);
  size_t count = 0;
  for (const struct dirent *entry; (entry = readdir(open_files)) != NULL;)
    count += entry->d_name[0] != '.';
  closedir(open_files);
#ifdef STEGVIS_SANITIZED
  assert_int_equal(count, 3); /* the sanitizers' words go to 2 */
#else
  assert_int_equal(count, 2);
#endif
  char environment[100];
  read_proc(worker, "environ", environment, sizeof environment);
#ifndef STEGVIS_SANITIZED
  assert_string_equal(environment, "");
#endif
  int end;
  assert_int_equal(waitpid(runner, &end, 0), runner);
  assert_int_equal(end, 0);
}

int main(int argc, char **argv) {
  STEG_WORKER_OR(argc, argv);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(refuses_what_is_no_script), cmocka_unit_test(tells_how_a_worker_ended),
      cmocka_unit_test(no_worker_can_be_had),      cmocka_unit_test(worker_alone),
      cmocka_unit_test(leaves_signals_alone),      cmocka_unit_test(worker_is_bare),
      cmocka_unit_test(worker_is_walled),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
