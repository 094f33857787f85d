/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/replacement.h"

#include <stdio.h>
#include <unistd.h>

enum { SHOWN = 20 };

int steg_replacement_check(const steg_arguments *arguments, steg_error *err) {
  if (!steg_arguments_get(arguments, "replace"))
    return 0;
  if (arguments->word_count > 2)
    return steg_error_set(err, STEG_ERROR_USAGE, "--replace takes one file: it is all there is");
  if (steg_arguments_get(arguments, "keep-valid"))
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "--replace and --keep-valid: a file with errors is not the whole truth; mend it first");
  return 0;
}

void steg_replacement_show(const steg_session *session, const steg_commit_result *difference) {
  if (session->talk == STEG_TALK_QUIET)
    return;
  for (size_t i = 0; i < difference->removed_row_count && i < SHOWN; i++) {
    steg_buffer line;
    steg_buffer_init(&line, 4096);
    steg_date_write_iso(&line, difference->removed_rows[i].date);
    fprintf(stderr, "  %-8s %s  %s\n", steg_session_pick(session, "tas bort", "removed"),
            difference->removed_rows[i].initiative, line.bytes ? line.bytes : "");
    steg_buffer_release(&line);
  }
  if (difference->removed > SHOWN && difference->removed_row_count > SHOWN)
    fprintf(stderr, "  %-8s %s %zu %s\n", "…", steg_session_pick(session, "och", "and"), difference->removed - SHOWN,
            steg_session_pick(session, "till", "more"));
}

bool steg_replacement_agreed(const steg_session *session, const steg_arguments *arguments,
                             const steg_commit_result *difference) {
  char line[16];
  if (steg_arguments_get(arguments, "yes") || !(difference->inserted || difference->updated || difference->removed))
    return true;
  if (!isatty(STDIN_FILENO) || session->json || session->talk == STEG_TALK_QUIET)
    return false;
  fputs(steg_session_pick(session, "Ersätt det som finns lagrat? [j/N] ", "Replace what is stored? [y/N] "), stderr);
  fflush(stderr);
  if (!fgets(line, sizeof line, stdin))
    return false;
  return line[0] == 'j' || line[0] == 'J' || line[0] == 'y' || line[0] == 'Y';
}
