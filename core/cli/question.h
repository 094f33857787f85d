/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * question - asks before something that can't be taken back.
 */
#ifndef STEG_CLI_QUESTION_H
#define STEG_CLI_QUESTION_H

#include "cli/verb.h"

/* Where there is nobody to ask: a verb that needs --yes then is refused before it does anything. */
int steg_question_possible(const steg_arguments *arguments, steg_error *err);
/* 0 when --yes was given or the answer is yes; -1 with a sentence otherwise. */
int steg_question_ask(const steg_session *session, const steg_arguments *arguments, const char *sv, const char *en,
                      steg_error *err);

#endif
