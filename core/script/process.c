/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/process.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct worker {
  pid_t pid;         /* 0 = none */
  int input, output; /* our ends of its pipes, -1 = closed */
  int page_fd;
  steg_progress *page;
  int64_t deadline_ms;
} worker;

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void close_fd(int *fd) {
  if (*fd >= 0)
    close(*fd);
  *fd = -1;
}

/* ---- start */

static int make_page(worker *this, unsigned wall_ms, unsigned memory_mb, steg_error *err) {
  this->page_fd = memfd_create("stegvis-worker", MFD_CLOEXEC);
  if (this->page_fd < 0 || ftruncate(this->page_fd, STEG_PROGRESS_SIZE) != 0)
    return steg_error_system(err, errno, "the script worker's page");
  void *page = mmap(NULL, STEG_PROGRESS_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, this->page_fd, 0);
  if (page == MAP_FAILED)
    return steg_error_system(err, errno, "the script worker's page");
  this->page = page;
  *this->page = (steg_progress){.magic = STEG_PROGRESS_MAGIC,
                                .wall_ms = wall_ms,
                                .memory_mb = memory_mb,
                                .deadline_ns = (now_ms() + wall_ms) * 1000000};
  return 0;
}

/* dup2 of a descriptor onto itself leaves its close-on-exec flag: ours are moved above what the worker gets. */
static int above(int fd) {
  int moved = fcntl(fd, F_DUPFD_CLOEXEC, STEG_PROGRESS_FD + 1);
  int reason = errno;
  close(fd);
  errno = reason;
  return moved;
}

static int spawn(worker *this, const char *program, int child_input, int child_output, steg_error *err) {
  char name[] = "stegvis", flag[] = "--worker";
  char *const arguments[] = {name, flag, NULL};
  /* Nothing of the person's environment; the sanitizers alone must be told not to look for leaks, which takes ptrace. */
#ifdef STEGVIS_SANITIZED
  char options[] = "ASAN_OPTIONS=detect_leaks=0";
  char *const environment[] = {options, NULL};
#else
  char *const environment[] = {NULL};
#endif
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  sigdelset(&all, SIGKILL);
  sigdelset(&all, SIGSTOP);
  int result = posix_spawn_file_actions_init(&actions);
  if (result != 0)
    return steg_error_system(err, result, "the script worker");
  result = posix_spawnattr_init(&attributes);
  if (result != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return steg_error_system(err, result, "the script worker");
  }
  result = posix_spawn_file_actions_adddup2(&actions, child_input, STDIN_FILENO);
  if (result == 0)
    result = posix_spawn_file_actions_adddup2(&actions, child_output, STDOUT_FILENO);
  if (result == 0)
    result = posix_spawn_file_actions_adddup2(&actions, this->page_fd, STEG_PROGRESS_FD);
#ifndef STEGVIS_SANITIZED /* their reports go to the standard error output */
  if (result == 0)
    result = posix_spawn_file_actions_addclose(&actions, STDERR_FILENO);
#endif
  if (result == 0)
    result = posix_spawn_file_actions_addclosefrom_np(&actions, STEG_PROGRESS_FD + 1);
  if (result == 0)
    result = posix_spawnattr_setsigmask(&attributes, &none);
  if (result == 0)
    result = posix_spawnattr_setsigdefault(&attributes, &all);
  if (result == 0)
    result = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (result == 0)
    result = posix_spawn(&this->pid, program, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (result != 0) {
    this->pid = 0;
    return steg_error_system(err, result, "the script worker can't be started from %s", program);
  }
  return 0;
}

static int start(worker *this, const char *program, unsigned wall_ms, unsigned memory_mb, steg_error *err) {
  int in[2] = {-1, -1}, out[2] = {-1, -1}, result = -1;
  if (make_page(this, wall_ms, memory_mb, err) != 0)
    return -1;
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || (in[0] = above(in[0])) < 0 ||
      (out[1] = above(out[1])) < 0 || (this->page_fd = above(this->page_fd)) < 0 ||
      fcntl(in[1], F_SETFL, O_NONBLOCK) != 0 || fcntl(out[0], F_SETFL, O_NONBLOCK) != 0)
    steg_error_system(err, errno, "the script worker's pipes");
  else
    result = spawn(this, program, in[0], out[1], err);
  close_fd(&in[0]);
  close_fd(&out[1]);
  this->input = in[1];
  this->output = out[0];
  return result;
}

/* ---- talk */

/* Writes what the pipe takes; closes it at the end, or when the worker no longer listens (how it ended tells why). */
static void feed(worker *this, const char **input, size_t *size) {
  ssize_t count = write(this->input, *input, *size);
  if (count >= 0) {
    *input += count;
    *size -= (size_t)count;
  }
  if (*size == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
    close_fd(&this->input);
}

static void listen_once(worker *this, steg_buffer *output) {
  char chunk[65536];
  ssize_t count = read(this->output, chunk, sizeof chunk);
  if (count > 0)
    steg_buffer_append(output, chunk, (size_t)count);
  else if (count == 0 || (errno != EAGAIN && errno != EINTR))
    close_fd(&this->output);
}

/* Until the worker has closed its output, or the time is over. */
static void talk(worker *this, const char *input, size_t size, steg_buffer *output, steg_process_end *end) {
  while (this->output >= 0 && !end->timed_out && !end->overflowed) {
    int64_t left = this->deadline_ms - now_ms();
    struct pollfd watched[2] = {{this->output, POLLIN, 0}, {this->input, POLLOUT, 0}};
    int ready = left > 0 ? poll(watched, this->input >= 0 ? 2 : 1, (int)left) : 0;
    if (ready == 0 && left <= 0) {
      end->timed_out = true;
    } else if (ready > 0) {
      if (this->input >= 0 && watched[1].revents)
        feed(this, &input, &size);
      if (watched[0].revents)
        listen_once(this, output);
      end->overflowed = steg_buffer_failed(output);
    }
  }
}

/* ---- end */

/* How the process ended. One that has said everything and closed its output gets a moment to end by itself, so that its own
 * status is seen, and is then killed. */
static void reap(worker *this, steg_process_end *end) {
  enum { MOMENTS = 200 };
  if (end->timed_out || end->overflowed)
    kill(this->pid, SIGKILL);
  for (int i = 0;; i++) {
    bool killed = end->timed_out || end->overflowed || i >= MOMENTS;
    pid_t ended = waitpid(this->pid, &end->status, killed ? 0 : WNOHANG);
    if (ended == this->pid || (ended < 0 && errno != EINTR))
      break;
    if (i == MOMENTS - 1)
      kill(this->pid, SIGKILL);
    const struct timespec moment = {.tv_nsec = i < 10 ? 50000 : 1000000};
    nanosleep(&moment, NULL);
  }
  this->pid = 0;
  end->line = this->page->line;
  memcpy(end->chunk, this->page->chunk, sizeof end->chunk);
  end->chunk[sizeof end->chunk - 1] = '\0';
}

/* Writing to a worker that has died raises SIGPIPE, whose default would end us. Blocked meanwhile, and taken away when it came. */
static void restore_signals(const sigset_t *before) {
  static const struct timespec now = {0};
  sigset_t pipe_only;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  int taken = sigismember(before, SIGPIPE) ? 0 : -1;
  while (taken < 0) {
    taken = sigtimedwait(&pipe_only, NULL, &now);
    if (taken < 0 && errno != EINTR) /* none came */
      break;
  }
  pthread_sigmask(SIG_SETMASK, before, NULL);
}

int steg_process_run(const char *program, unsigned wall_ms, unsigned memory_mb, const void *input, size_t input_size,
                     steg_buffer *output, steg_process_end *ret_end, steg_error *err) {
  worker this = {.input = -1, .output = -1, .page_fd = -1};
  steg_process_end end = {0};
  sigset_t pipe_only, before;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
  this.deadline_ms = now_ms() + wall_ms + STEG_PROCESS_GRACE_MS;
  int result = start(&this, program ? program : "/proc/self/exe", wall_ms, memory_mb, err);
  if (result == 0 && this.page) {
    talk(&this, input, input_size, output, &end);
    close_fd(&this.input);
    reap(&this, &end);
    *ret_end = end;
  }
  close_fd(&this.input);
  close_fd(&this.output);
  close_fd(&this.page_fd);
  if (this.page)
    munmap(this.page, STEG_PROGRESS_SIZE);
  restore_signals(&before);
  return result;
}
