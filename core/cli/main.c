/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main - the only place that exits. Exit codes are the contract of the program (core/cli/README.md).
 */
#include "cli/arguments.h"

#include "intake/national.h"
#include "script/script.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Nothing personal may be left behind: no core file, and what is made is for its owner alone. */
static void close_the_door(void) {
  const struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  umask(077);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a full disk: a sentence and a rollback */
}

static int exit_code(const steg_error *err) {
  enum { EXIT_INTERRUPTED = 130 };
  return err->kind == STEG_ERROR_INTERRUPTED ? EXIT_INTERRUPTED : err->kind ? (int)err->kind : STEG_ERROR_ENVIRONMENT;
}

static int run(int argc, char **argv, steg_session *session, steg_error *err) {
  const steg_verb *verb = NULL;
  steg_asked asked = STEG_ASKED_RUN;
  int rest = argc;
  if (steg_arguments_global(argc, argv, session, &verb, &rest, &asked, err) < 0)
    return -1;
  if (asked == STEG_ASKED_VERSION) {
    puts(steg_session_program);
    return 0;
  }
  if (!verb) {
    if (asked != STEG_ASKED_HELP)
      return steg_error_set(err, STEG_ERROR_USAGE, "usage: stegvis VERB …; `stegvis --help` lists the verbs");
    steg_help_program(session);
    return 0;
  }
  steg_arguments arguments;
  if (steg_arguments_read(argc - rest + 1, argv + rest - 1, verb, session, &arguments, &asked, err) < 0)
    return -1;
  if (asked == STEG_ASKED_HELP) {
    steg_help_verb(session, verb);
    return 0;
  }
  return verb->run(session, &arguments, err);
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "--worker"))
    return steg_script_worker();
  close_the_door();
  steg_session_catch_interrupts();
  steg_session session = {.lang = STEG_LANG_SV, .talk = STEG_TALK_NORMAL};
  steg_error err = {.kind = STEG_ERROR_NONE};
  int status = run(argc, argv, &session, &err);
  steg_session_close(&session);
  if (status < 0 && err.text[0]) {
    /* Whatever sentence it is, and whatever word of the command line it repeats. */
    char *sentence = session.lang == STEG_LANG_EN ? err.text : err.text_sv;
    steg_national_mask(sentence);
    fprintf(stderr, "stegvis: %s\n", sentence);
  }
  if (status >= 0 && fflush(stdout)) {
    fprintf(stderr, "stegvis: %s\n",
            steg_session_pick(&session, "standard ut kan inte skrivas", "standard output can't be written"));
    return STEG_ERROR_ENVIRONMENT;
  }
  return status < 0 ? exit_code(&err) : 0;
}
