/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/question.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int steg_question_possible(const steg_arguments *arguments, steg_error *err) {
  if (steg_arguments_get(arguments, "yes") || isatty(STDIN_FILENO))
    return 0;
  return steg_error_set(err, STEG_ERROR_USAGE,
                        "this can't be taken back, and there is no terminal to ask on: add --yes if it is meant");
}

static bool is_yes(const char *line) {
  static const char *const words[] = {"j", "ja", "y", "yes"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (steg_text_same(line, words[i]))
      return true;
  return false;
}

int steg_question_ask(const steg_session *session, const steg_arguments *arguments, const char *sv, const char *en,
                      steg_error *err) {
  char line[16];
  size_t used = 0;
  char c;
  if (steg_arguments_get(arguments, "yes"))
    return 0;
  if (steg_question_possible(arguments, err) < 0)
    return -1;
  fprintf(stderr, "%s [%s] ", steg_session_pick(session, sv, en), steg_session_pick(session, "j/N", "y/N"));
  fflush(stderr);
  while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
    if (used + 1 < sizeof line)
      line[used++] = c;
  line[used] = '\0';
  return is_yes(line) ? 0 : steg_error_set(err, STEG_ERROR_FINDINGS, "nothing was done");
}
