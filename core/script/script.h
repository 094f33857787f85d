/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script - a Lua file run in its own process; back comes a tree, or one sentence about why not.
 *
 * The worker is this very program started as `stegvis --worker` with a pipe in and a pipe out and nothing else open. It gets the
 * source of the file and of the modules it may require, and metadata; no path it could open, no person, no figure.
 */
#ifndef STEG_SCRIPT_SCRIPT_H
#define STEG_SCRIPT_SCRIPT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/tree.h"

typedef enum steg_script_kind {
  STEG_SCRIPT_REPORT = 1,     /* returns the document's tree; `require`, `data` and `doc` are there */
  STEG_SCRIPT_INITIATIVE = 2, /* returns a table of data */
  STEG_SCRIPT_SETTINGS = 3,
  STEG_SCRIPT_DEFINITION = 4,
  STEG_SCRIPT_HEADER = 5 /* a report's own fields (id, title, params, needs) without building it */
} steg_script_kind;

typedef struct steg_script_job {
  steg_script_kind kind;
  const char *path; /* of the Lua file; its name without folders stands in messages */
  const char *const *
      module_folders; /* REPORT: where `require "stegvis.x"` (first) and "lib.x" (others) find x.lua; NULL-terminated */
  const steg_tree *
      metadata; /* REPORT: {lang, params, instruments: [codebook...], initiatives: [...], age_bands, period...}; else NULL */
  unsigned wall_ms;    /* 0 = 10 000 */
  unsigned memory_mb;  /* Lua's own limit, 0 = 64 */
  const char *program; /* path of the worker's program; NULL = /proc/self/exe */
} steg_script_job;

/* STEG_ERROR_SCRIPT with file and line for everything that the script did; STEG_ERROR_ENVIRONMENT when no worker could be had. */
int steg_script_run(const steg_script_job *job, steg_arena *arena, const steg_tree **ret_tree, steg_error *err);

/* Several data files (not reports) in one worker, each in an interpreter of its own: starting a process costs more than running
 * them. ret_trees has `count` places, filled in order; the first file that fails is the error. Limits are the first job's. */
int steg_script_run_all(const steg_script_job *jobs, size_t count, steg_arena *arena, const steg_tree **ret_trees,
                        steg_error *err);

/* The worker's whole life: called by main for `--worker`, never returns to other work. Exit status of the process. */
int steg_script_worker(void);

#endif
