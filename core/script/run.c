/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"
#include "script/process.h"
#include "script/script.h"
#include "script/sentence.h"
#include "script/source.h"
#include "script/swedish.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum {
  WALL_MS = 10000,
  MEMORY_MB = 64,
  JOB_BYTES_MAX = 32 << 20,
  ANSWER_BYTES_MAX = 16 << 20,
  JOB_ARENA_MAX = 64 << 20
};

/* The first folder may be the library's own or the one that holds it as stegvis/. */
static int put_modules(const steg_script_job *job, steg_arena *arena, steg_tree *message, steg_error *err) {
  steg_tree *modules = steg_tree_map(arena);
  for (size_t i = 0; job->module_folders && job->module_folders[i]; i++) {
    const char *folder = job->module_folders[i];
    const char *inner = steg_arena_printf(arena, "%s/stegvis", folder);
    if (!inner)
      return steg_error_memory(err);
    if (i == 0 && steg_file_is_folder(inner))
      folder = inner;
    if (steg_source_read_folder(folder, i == 0 ? "stegvis" : "lib", arena, modules, err) != 0)
      return -1;
  }
  return steg_tree_put(arena, message, "modules", modules) == 0 ? 0 : steg_error_memory(err);
}

/* {kind, name, source, modules, metadata}; NULL with the error. */
static steg_tree *job_tree(const steg_script_job *job, steg_arena *arena, steg_error *err) {
  /* A tree from elsewhere is const; hanging it into the message changes nothing in it. */
  union {
    const steg_tree *in;
    steg_tree *out;
  } metadata = {.in = job->metadata};
  steg_tree *node = steg_tree_map(arena), *source = steg_source_read(job->path, arena, err);
  if (!source)
    return NULL;
  bool report = job->kind == STEG_SCRIPT_REPORT || job->kind == STEG_SCRIPT_HEADER;
  if (report && put_modules(job, arena, node, err) != 0)
    return NULL;
  steg_tree_put(arena, node, "kind", steg_tree_integer(arena, job->kind));
  steg_tree_put(arena, node, "name", steg_tree_text(arena, steg_file_name(job->path)));
  steg_tree_put(arena, node, "source", source);
  if (job->kind == STEG_SCRIPT_REPORT && metadata.in)
    steg_tree_put(arena, node, "metadata", metadata.out);
  if (!node || steg_arena_failed(arena)) {
    steg_error_memory(err);
    return NULL;
  }
  return node;
}

/* {jobs = [...]} */
static int make_message(const steg_script_job *jobs, size_t count, steg_arena *arena, steg_buffer *out,
                        steg_error *err) {
  steg_tree *message = steg_tree_map(arena), *list = steg_tree_list(arena);
  for (size_t i = 0; i < count; i++) {
    steg_tree *node = job_tree(&jobs[i], arena, err);
    if (!node)
      return -1;
    steg_tree_append(arena, list, node);
  }
  steg_tree_put(arena, message, "jobs", list);
  steg_tree_write(out, message);
  return steg_arena_failed(arena) || !message || steg_buffer_failed(out) ? steg_error_memory(err) : 0;
}

/* ---- how it ended */

/* One sentence for a worker that ended without a word of its own. */
static int tell_end(const steg_script_job *job, const steg_process_end *end, unsigned wall_ms, steg_error *err) {
  char place[STEG_SENTENCE_MAX + 8], chunk[STEG_SENTENCE_MAX + 8];
  const char *name = steg_file_name(job->path);
  steg_sentence_clean(end->chunk, strlen(end->chunk), chunk);
  steg_sentence_clean(name, strlen(name), place);
  if (*chunk && end->line)
    snprintf(place, sizeof place, "%.64s:%u", chunk, end->line);
  else if (*chunk)
    snprintf(place, sizeof place, "%.64s", chunk);
  int signal = WIFSIGNALED(end->status) ? WTERMSIG(end->status) : 0;
  if (end->timed_out || signal == SIGXCPU)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: ran longer than %u.%u seconds, and was ended", place,
                          wall_ms / 1000, wall_ms % 1000 / 100);
  if (end->overflowed)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: returned more than %d MB", place, ANSWER_BYTES_MAX >> 20);
  if (signal == SIGSYS)
    return steg_error_set(err, STEG_ERROR_SCRIPT,
                          "%s: asked the system for something no script may have, and was ended", place);
  if (signal == SIGINT || signal == SIGTERM || signal == SIGHUP)
    return steg_error_set(err, STEG_ERROR_INTERRUPTED, "%s: interrupted", place);
  if (signal == SIGKILL)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: was ended by the system (too much memory or time?)", place);
  if (signal)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: made the interpreter crash (signal %d); the rest is unharmed",
                          place, signal);
  if (WIFEXITED(end->status) && WEXITSTATUS(end->status) == 3)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "the script worker's walls can't be put up on this system (seccomp)");
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the script worker ended without an answer");
}

/* The Swedish of what the worker said, beside its English. */
static void put_swedish(const char *english, steg_error *err) {
  if (!err)
    return;
  steg_error spoken = {.kind = err->kind};
  steg_buffer swedish;
  steg_buffer_init(&swedish, 4 * STEG_SENTENCE_MAX);
  steg_swedish_put(&swedish, english);
  if (!steg_buffer_failed(&swedish)) {
    steg_error_set(&spoken, err->kind, "%s", swedish.bytes);
    memcpy(err->text_sv, spoken.text, sizeof err->text_sv);
  }
  steg_buffer_release(&swedish);
}

static int read_one(const steg_script_job *job, const steg_tree *answer, const steg_tree **ret_tree, steg_error *err) {
  const char *sentence = steg_tree_get_text(steg_tree_get(answer, "error"));
  if (sentence) {
    char clean[STEG_SENTENCE_MAX + 8];
    steg_sentence_clean(sentence, strlen(sentence), clean);
    steg_error_set(err, STEG_ERROR_SCRIPT, "%s", clean);
    put_swedish(clean, err);
    return -1;
  }
  const steg_tree *tree = steg_tree_get(answer, "tree");
  if (!tree)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: returns nothing", steg_file_name(job->path));
  *ret_tree = tree;
  return 0;
}

static int read_answers(const steg_script_job *jobs, size_t count, const steg_buffer *out, steg_arena *arena,
                        const steg_tree **ret_trees, steg_error *err) {
  const steg_tree *answers;
  if (steg_tree_read(out->bytes, out->size, NULL, arena, &answers, err) != 0 ||
      steg_tree_kind_of(answers) != STEG_TREE_LIST)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: the worker's answer can't be read", steg_file_name(jobs->path));
  for (size_t i = 0; i < count; i++)
    if (read_one(&jobs[i], steg_tree_at(answers, i), &ret_trees[i], err) != 0)
      return -1;
  return 0;
}

int steg_script_run_all(const steg_script_job *jobs, size_t count, steg_arena *arena, const steg_tree **ret_trees,
                        steg_error *err) {
  if (!count)
    return 0;
  unsigned wall_ms = jobs->wall_ms ? jobs->wall_ms : WALL_MS;
  unsigned memory_mb = jobs->memory_mb ? jobs->memory_mb : MEMORY_MB;
  int result = -1;
  steg_process_end end;
  steg_buffer in, out;
  steg_buffer_init(&in, JOB_BYTES_MAX);
  steg_buffer_init(&out, ANSWER_BYTES_MAX);
  steg_arena *scratch = steg_arena_new(JOB_ARENA_MAX);
  if (!scratch)
    steg_error_memory(err);
  else if (make_message(jobs, count, scratch, &in, err) == 0 &&
           steg_process_run(jobs->program, wall_ms, memory_mb, in.bytes, in.size, &out, &end, err) == 0) {
    bool answered = WIFEXITED(end.status) && WEXITSTATUS(end.status) == 0 && !end.timed_out && !end.overflowed;
    result = answered ? read_answers(jobs, count, &out, arena, ret_trees, err) : tell_end(jobs, &end, wall_ms, err);
  }
  steg_arena_free(scratch);
  steg_buffer_release(&out);
  steg_buffer_release(&in);
  return result;
}

int steg_script_run(const steg_script_job *job, steg_arena *arena, const steg_tree **ret_tree, steg_error *err) {
  return steg_script_run_all(job, 1, arena, ret_tree, err);
}
