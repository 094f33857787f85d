/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arguments - the command line taken apart, and the help printed from the same tables. On getopt_long.
 */
#ifndef STEG_CLI_ARGUMENTS_H
#define STEG_CLI_ARGUMENTS_H

#include "cli/verb.h"

typedef enum steg_asked { STEG_ASKED_RUN = 1, STEG_ASKED_HELP = 2, STEG_ASKED_VERSION = 3 } steg_asked;

/* Global options up to the verb. *ret_verb is NULL when none was named (help and version need none). `*ret_rest` is the index of
 * the first word after the verb. Global options may also follow the verb: steg_arguments_read takes them. */
int steg_arguments_global(int argc, char **argv, steg_session *session, const steg_verb **ret_verb, int *ret_rest,
                          steg_asked *ret_asked, steg_error *err);
int steg_arguments_read(int argc, char **argv, const steg_verb *verb, steg_session *session,
                        steg_arguments *ret_arguments, steg_asked *ret_asked, steg_error *err);

void steg_help_program(const steg_session *session);
void steg_help_verb(const steg_session *session, const steg_verb *verb);

#endif
