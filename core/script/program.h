/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * program - one script from its source to its tree, in the worker.
 */
#ifndef STEG_SCRIPT_PROGRAM_H
#define STEG_SCRIPT_PROGRAM_H

#include "script/script.h"
#include "script/state.h"

/* Fields of a job's message: {kind, name, source, modules, metadata}. */
typedef struct steg_program {
  steg_script_kind kind;
  const char *name; /* of the file, without folders: the chunk's name */
  const steg_tree *source;
  const steg_tree *modules;  /* {"stegvis.x" = source, "lib.x" = source}; NULL = none */
  const steg_tree *metadata; /* REPORT; else NULL */
} steg_program;

/* Runs it in a state just opened. 0 with the tree (in the arena), or -1 with one sentence. */
int steg_program_run(const steg_program *program, steg_state *state, steg_arena *arena, steg_tree **ret_tree,
                     char ret_sentence[]);
enum { STEG_PROGRAM_SENTENCE = 1400 };

#endif
