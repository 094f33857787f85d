/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/whom.h"

#include "cli/today.h"
#include "intake/key_list.h"
#include "intake/national.h"
#include "store/individual.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 256 };

steg_import_options steg_whom_options(const steg_session *session) {
  return (steg_import_options){
      .century_by_sign = session->project->settings.century_by_sign, .today = steg_today(), .lang = session->lang};
}

/* ---- reading */

/* One line, byte by byte, so that the next key or an answer is left to whoever reads next. */
static int read_line(char *line, size_t size, steg_error *err) {
  size_t used = 0;
  for (;;) {
    char c;
    ssize_t got = read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR && !steg_session_interrupted())
      continue;
    if (got < 0 && errno == EINTR)
      return steg_error_set(err, STEG_ERROR_INTERRUPTED, "interrupted: nothing was done");
    if (got < 0)
      return steg_error_system(err, errno, "standard input");
    if (got == 0 && used == 0)
      return steg_error_set(err, STEG_ERROR_USAGE, "standard input has no key: write one on a line of its own");
    if (got == 0 || c == '\n')
      break;
    if (used + 1 >= size)
      return steg_error_set(err, STEG_ERROR_USAGE, "the key on standard input is too long");
    line[used++] = c;
  }
  line[used] = '\0';
  return 0;
}

static int ask(const steg_session *session, char *line, size_t size, steg_error *err) {
  struct termios before;
  if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0)
    return read_line(line, size, err);
  struct termios silent = before;
  silent.c_lflag &= ~(tcflag_t)ECHO;
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent); /* before the question: it throws away what was typed too early */
  fputs(steg_session_pick(session, "Personnummer eller kod (visas inte): ", "Personnummer or code (not shown): "),
        stderr);
  fflush(stderr);
  int status = read_line(line, size, err);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
  fputc('\n', stderr);
  return status;
}

/* ---- judging */

static int take(const steg_session *session, const char *text, steg_person_key *ret_key, steg_error *err) {
  const steg_import_options options = steg_whom_options(session);
  const char *code = NULL;
  int status = steg_key_list_read_key(text, &options, session->project->arena, ret_key, &code, err);
  if (status <= 0)
    return status;
  return code ? steg_error_set(err, STEG_ERROR_USAGE,
                               "the key is neither a personnummer nor an own code (%s); `stegvis explain %s` says why",
                               code, code)
              : steg_error_set(err, STEG_ERROR_USAGE, "the key is empty");
}

/* Right or wrong: a slip of a finger is still somebody's. */
static bool is_like_national(const char *word) {
  steg_national ignored;
  return steg_national_read(word, strlen(word), STEG_NATIONAL_SIGN, steg_today(), &ignored) != STEG_NATIONAL_NOT_ONE ||
         steg_national_like_in_text(word, strlen(word));
}

int steg_whom_key(const steg_session *session, const char *word, steg_person_key *ret_key, steg_error *err) {
  char line[LINE_MAX_BYTES];
  if (strcmp(word, "-") != 0) {
    if (is_like_national(word))
      return steg_error_set(err, STEG_ERROR_USAGE,
                            "a personnummer is not given on the command line, where others can see it and the shell "
                            "keeps it: write - instead, and give it when asked, or on standard input");
    return take(session, word, ret_key, err);
  }
  int status = ask(session, line, sizeof line, err);
  if (status == 0)
    status = take(session, line, ret_key, err);
  explicit_bzero(line, sizeof line);
  return status;
}

/* ---- the federation */

static const char *federation_at(const steg_project *project, size_t index) {
  const char *federation = project->initiatives[index].federation;
  return federation ? federation : "";
}

static bool is_first(const steg_project *project, size_t index) {
  for (size_t i = 0; i < index; i++)
    if (strcmp(federation_at(project, i), federation_at(project, index)) == 0)
      return false;
  return true;
}

int steg_whom_federation(const steg_session *session, const steg_arguments *arguments, const char **ret_federation,
                         steg_error *err) {
  const steg_project *project = session->project;
  const char *asked = steg_arguments_get(arguments, "federation");
  const char *found = NULL;
  size_t count = 0;
  steg_buffer names;
  steg_buffer_init(&names, 1 << 16);
  for (size_t i = 0; i < project->initiative_count; i++) {
    if (!is_first(project, i))
      continue;
    const char *federation = federation_at(project, i);
    steg_buffer_printf(&names, "%s%s", count++ ? ", " : "", federation);
    if (!asked || steg_text_same(asked, federation))
      found = federation;
  }
  int status = 0;
  if (!count)
    status = steg_error_set(err, STEG_ERROR_USAGE, "the project has no initiatives, so nobody is known in it");
  else if (asked && !found)
    status = steg_error_set(err, STEG_ERROR_USAGE, "--federation: the project's are: %s", names.bytes);
  else if (!asked && count > 1)
    status = steg_error_set(err, STEG_ERROR_USAGE,
                            "people are known within their federation, and the project has several: say which by "
                            "--federation (%s)",
                            names.bytes);
  steg_buffer_release(&names);
  if (status < 0)
    return -1;
  *ret_federation = found;
  return 0;
}

int steg_whom_person(const steg_session *session, const steg_arguments *arguments, const char *federation,
                     const steg_person_key *key, const char **ret_federation, int64_t *ret_person, steg_error *err) {
  const steg_project *project = session->project;
  const char *only = NULL;
  int64_t person = 0;
  size_t knowing = 0;
  if (!federation && !steg_arguments_get(arguments, "federation") && project->initiative_count > 1) {
    for (size_t i = 0; i < project->initiative_count; i++) {
      int64_t found = 0;
      if (!is_first(project, i))
        continue;
      int status = steg_individual_find(session->store, federation_at(project, i), key, &found, err);
      if (status < 0 && status != STEG_INDIVIDUAL_NOBODY)
        return -1; /* erased, or the store can't be read */
      if (status == 0) {
        knowing++;
        only = federation_at(project, i);
        person = found;
      }
    }
    if (knowing == 1) {
      *ret_federation = only;
      *ret_person = person;
      return 0;
    }
    if (!knowing)
      return steg_error_set(err, STEG_ERROR_FINDINGS, "nobody in the store has that key");
  }
  if (!federation && steg_whom_federation(session, arguments, &federation, err) < 0)
    return -1;
  if (steg_individual_find(session->store, federation, key, &person, err) < 0)
    return -1;
  *ret_federation = federation;
  *ret_person = person;
  return 0;
}
