/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker's life: walls first, then the job, then one answer. */
#include "base/buffer.h"
#include "script/program.h"
#include "script/sandbox.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { JOB_BYTES_MAX = 32 << 20, ANSWER_BYTES_MAX = 16 << 20, ARENA_MAX = 64 << 20, STATUS_NO_WALLS = 3 };
static const steg_tree_limits job_limits = {
    .max_bytes = JOB_BYTES_MAX, .max_nodes = 1000000, .max_depth = 64, .max_text = (size_t)1 << 20};

static steg_progress *map_page(void) {
  void *page = mmap(NULL, STEG_PROGRESS_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, STEG_PROGRESS_FD, 0);
  return page == MAP_FAILED || ((steg_progress *)page)->magic != STEG_PROGRESS_MAGIC ? NULL : page;
}

static int compare_nothing(const void *a, const void *b) {
  (void)a;
  (void)b;
  return 0;
}

/* glibc's qsort asks the kernel for the size of the memory on its first large sort, which the walls would not let pass. */
static void warm_up(void) {
  char rows[2048] = {0};
  qsort(rows, sizeof rows / 8, 8, compare_nothing);
}

static int read_all(steg_buffer *in) {
  char chunk[65536];
  for (;;) {
    ssize_t count = read(STDIN_FILENO, chunk, sizeof chunk);
    if (count == 0)
      return steg_buffer_failed(in) ? -1 : 0;
    if (count < 0 && errno != EINTR)
      return -1;
    if (count > 0)
      steg_buffer_append(in, chunk, (size_t)count);
  }
}

static int write_all(const char *bytes, size_t size) {
  while (size) {
    ssize_t count = write(STDOUT_FILENO, bytes, size);
    if (count < 0 && errno != EINTR)
      return -1;
    if (count > 0) {
      bytes += count;
      size -= (size_t)count;
    }
  }
  return 0;
}

/* {tree = } or {error = sentence}; NULL when memory is out. */
static steg_tree *answer(const steg_tree *job, bool last, steg_progress *page, steg_arena *arena) {
  const steg_program program = {.kind = (steg_script_kind)steg_tree_get_integer(steg_tree_get(job, "kind"), 0),
                                .name = steg_tree_get_text(steg_tree_get(job, "name")),
                                .source = steg_tree_get(job, "source"),
                                .modules = steg_tree_get(job, "modules"),
                                .metadata = steg_tree_get(job, "metadata")};
  char sentence[STEG_PROGRAM_SENTENCE] = "out of memory";
  /* Should the process die before the first line, the page names this file and no earlier one's line. */
  page->line = 0;
  snprintf(page->chunk, sizeof page->chunk, "%s", program.name ? program.name : "");
  steg_tree *result = steg_tree_map(arena), *tree = NULL;
  steg_state state;
  bool open = program.name && steg_tree_get_text(program.source) &&
              steg_state_open(&state, page->wall_ms, page->memory_mb, page) == 0;
  if (open && steg_program_run(&program, &state, arena, &tree, sentence) == 0)
    steg_tree_put(arena, result, "tree", tree);
  else
    steg_tree_put(arena, result, "error", steg_tree_text(arena, sentence));
  /* The last interpreter is not closed: the process ends now, and closing would only take time. */
  if (open && !last)
    steg_state_close(&state);
  return steg_tree_size(result) ? result : NULL;
}

/* One answer a job, in order, up to the first that failed. */
static steg_tree *answers(const steg_tree *jobs, steg_progress *page, steg_arena *arena) {
  steg_tree *list = steg_tree_list(arena);
  size_t count = steg_tree_size(jobs);
  for (size_t i = 0; i < count; i++) {
    steg_tree *one = answer(steg_tree_at(jobs, i), i + 1 == count, page, arena);
    if (steg_tree_append(arena, list, one) != 0)
      return NULL;
    if (steg_tree_get(one, "error"))
      break;
  }
  return list;
}

int steg_script_worker(void) {
  steg_progress *page = map_page();
  if (!page)
    return STATUS_NO_WALLS;
  close_range(STEG_PROGRESS_FD, ~0U, 0);
  warm_up();
  if (steg_sandbox_enter(page->wall_ms / 1000 + 2) != 0)
    return STATUS_NO_WALLS;
  steg_buffer in, out;
  steg_buffer_init(&in, JOB_BYTES_MAX);
  steg_buffer_init(&out, ANSWER_BYTES_MAX);
  steg_arena *arena = steg_arena_new(ARENA_MAX);
  const steg_tree *job;
  int status = 1;
  if (arena && read_all(&in) == 0 && steg_tree_read(in.bytes, in.size, &job_limits, arena, &job, NULL) == 0) {
    steg_tree_write(&out, answers(steg_tree_get(job, "jobs"), page, arena));
    if (!steg_buffer_failed(&out) && write_all(out.bytes, out.size) == 0)
      status = 0;
  }
  /* Without exit handlers: some of them, and the sanitizers', want what the walls refuse. */
  _exit(status);
}
