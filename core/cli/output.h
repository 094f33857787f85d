/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * output - where a verb's file goes: what -o says, or a name made up; and the writing of it.
 */
#ifndef STEG_CLI_OUTPUT_H
#define STEG_CLI_OUTPUT_H

#include "cli/session.h"

typedef enum steg_output_kind {
  STEG_OUTPUT_PLAIN = 1,  /* no person in it: readable by whom the owner's umask allows */
  STEG_OUTPUT_PRIVATE = 2 /* may hold answers: for its owner alone */
} steg_output_kind;

/* `given` is -o: NULL = `name` in the working directory; a folder = `name` in it; "-" = standard output (ret_path is then "-");
 * else the file itself. */
int steg_output_path(const char *given, const char *name, steg_arena *arena, const char **ret_path, steg_error *err);
/* Writes to the path, and says its name on standard output. "-" writes the bytes there instead. */
int steg_output_write(const steg_session *session, const steg_buffer *bytes, const char *path, steg_output_kind kind,
                      steg_error *err);

#endif
