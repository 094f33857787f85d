/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The walls, tried from inside: in a child that has put them up, each thing that a script must never do kills the child with
 * SIGSYS, or is refused by a limit. Under the sanitizers the walls are lower (safety: they can't run behind the real ones),
 * and are tried in the release build.
 */
#include "script/sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void open_file(void) {
  syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
}
static void open_old(void) {
  syscall(SYS_open, "/etc/passwd", O_RDONLY);
}
static void make_socket(void) {
  syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}
static void fork_off(void) {
  syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}
static void start_program(void) {
  char *const none[] = {NULL};
  syscall(SYS_execve, "/bin/true", none, none);
}
static void kill_parent(void) {
  syscall(SYS_kill, getppid(), SIGKILL);
}
static void trace(void) {
  syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0);
}
static void map_executable(void) {
  mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
static void make_executable(void) {
  syscall(SYS_mprotect, 4096, 4096, PROT_EXEC | PROT_READ);
}
static void map_file(void) {
  mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
}
static void write_elsewhere(void) {
  syscall(SYS_write, STDERR_FILENO, "x", 1);
}
static void read_elsewhere(void) {
  char c;
  syscall(SYS_read, STDOUT_FILENO, &c, 1);
}
static void raise_limit(void) {
  const struct rlimit wide = {1 << 20, 1 << 20};
  syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, &wide, NULL);
}
static void sleep_long(void) {
  const struct timespec hour = {.tv_sec = 3600};
  syscall(SYS_nanosleep, &hour, NULL);
}
static void control_process(void) {
  syscall(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
}
static void watch_memory(void) {
  syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0);
}
static void send_descriptor(void) {
  syscall(SYS_dup, STDIN_FILENO);
}
static void use_ring(void) {
  syscall(SYS_io_uring_setup, 1, NULL);
}

/* ---- what must still work */

static void compute(void) {
  struct timespec now;
  char *memory = malloc(20 << 20);
  memset(memory, 1, 20 << 20);
  memory = realloc(memory, 40 << 20);
  free(memory);
  for (int i = 0; i < 1000; i++)
    clock_gettime(CLOCK_MONOTONIC, &now);
  _exit(memory && now.tv_sec ? 42 : 1);
}
static void eat_memory(void) {
  size_t got = 0;
  while (malloc(1 << 20) && got < 2000)
    got++;
  _exit(got > 50 && got < 256 ? 42 : 1);
}
static void eat_time(void) {
  for (volatile unsigned n = 0;; n++)
    continue;
}

/* Status of a child that puts up the walls and then does it; doing it and living on is exit 7. */
static int try(void (*act)(void)) {
  pid_t child = fork();
  if (child == 0) {
    if (steg_sandbox_enter(1) != 0)
      _exit(9);
    act();
    _exit(7);
  }
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  return status;
}

static void walls_hold(void **test) {
  (void)test;
#ifdef STEGVIS_SANITIZED
  skip();
#endif
  static const struct {
    const char *what;
    void (*act)(void);
  } rows[] = {
      {"open", open_file},
      {"open, the old call", open_old},
      {"socket", make_socket},
      {"fork", fork_off},
      {"exec", start_program},
      {"kill", kill_parent},
      {"ptrace", trace},
      {"executable memory", map_executable},
      {"mprotect", make_executable},
      {"mapped file", map_file},
      {"write elsewhere", write_elsewhere},
      {"read elsewhere", read_elsewhere},
      {"higher limits", raise_limit},
      {"sleep", sleep_long},
      {"prctl", control_process},
      {"other's memory", watch_memory},
      {"dup", send_descriptor},
      {"io_uring", use_ring},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int status = try(rows[i].act);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
      fail_msg("%s: status %x, not killed by SIGSYS", rows[i].what, status);
  }
}

static void work_goes_on(void **test) {
  (void)test;
  int status = try(compute);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 42);
}

static void limits_hold(void **test) {
  (void)test;
#ifdef STEGVIS_SANITIZED
  skip();
#endif
  int status = try(eat_memory);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 42);
  status = try(eat_time);
  assert_true(WIFSIGNALED(status));
  assert_int_equal(WTERMSIG(status), SIGXCPU);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(walls_hold), cmocka_unit_test(work_goes_on),
                                     cmocka_unit_test(limits_hold)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
