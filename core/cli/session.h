/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session - one run of the program: the global options, and how it talks. Results go to standard output, talk to standard error.
 */
#ifndef STEG_CLI_SESSION_H
#define STEG_CLI_SESSION_H

#include "base/buffer.h"
#include "base/tree.h"
#include "document/document.h"
#include "project/project.h"
#include <stdbool.h>

typedef enum steg_talk { STEG_TALK_QUIET = 1, STEG_TALK_NORMAL = 2, STEG_TALK_VERBOSE = 3 } steg_talk;

typedef struct steg_session {
  const char *project_folder; /* --project, NULL = look upward */
  const char *store_file;     /* --store, NULL = stegvis.db of the project */
  steg_lang lang;
  bool lang_given;
  bool json;
  steg_talk talk;
  steg_project *project; /* opened by steg_session_open */
  steg_store *store;     /* opened by steg_session_store */
} steg_session;

/* The program's name and version: "Stegvis 0.1.0". */
extern const char steg_session_program[];

/* Opens the project once (parts as in project.h); takes its language when none was asked for. */
int steg_session_open(steg_session *session, int parts, steg_error *err);
int steg_session_store(steg_session *session, steg_store_mode mode, steg_error *err);
/* What was shown open to its reader goes to the audit log before it is shown; under the other profiles nothing is written. */
int steg_session_audit(steg_session *session, const char *verb, const char *what, steg_profile profile,
                       steg_error *err);
void steg_session_close(steg_session *session);

/* Picks by the session's language. */
const char *steg_session_pick(const steg_session *session, const char *sv, const char *en);
/* A line of talk to standard error; silent with -q. */
void steg_session_say(const steg_session *session, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* All bytes to standard output; an error when they can't be written (a full disk, a closed pipe). */
int steg_session_put(const steg_buffer *bytes, steg_error *err);
int steg_session_put_json(const steg_tree *tree, steg_error *err);

/* Text from files or the command line without control characters, so that a terminal can't be steered by it: at most `size` - 1 bytes. */
const char *steg_session_clean(const char *text, char *out, size_t size);

/* Progress on a terminal (standard error), nothing otherwise: how much of how much, percent, seconds left. */
typedef enum steg_progress_unit { STEG_PROGRESS_KILOBYTES = 1, STEG_PROGRESS_ROWS = 2 } steg_progress_unit;
typedef struct steg_progress {
  const steg_session *session;
  const char *what;
  steg_progress_unit unit;
  int64_t started_ms, shown_ms;
} steg_progress;
void steg_progress_start(steg_progress *progress, const steg_session *session, const char *what,
                         steg_progress_unit unit);
/* `done` and `total` in bytes (KILOBYTES) or rows. */
void steg_progress_show(steg_progress *progress, uint64_t done, uint64_t total);
void steg_progress_end(steg_progress *progress);

/* Set by the handler of SIGINT and SIGTERM: long work looks at it and rolls back. */
bool steg_session_interrupted(void);
void steg_session_catch_interrupts(void);

#endif
