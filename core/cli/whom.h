/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * whom - who is meant: the KEY of a command, and the federation it is known in.
 *
 * KEY is an own code, or "-": then it is asked for on the terminal without being shown, or read as a line of standard input. A personnummer
 * is taken in no other way: what stands on a command line is seen by others on the machine and kept by the shell. No sentence
 * repeats a key.
 */
#ifndef STEG_CLI_WHOM_H
#define STEG_CLI_WHOM_H

#include "cli/verb.h"
#include "store/rows.h"

/* The n-th key of the command; the same rule for each. The text lies in the project's arena. */
int steg_whom_key(const steg_session *session, const char *word, steg_person_key *ret_key, steg_error *err);
/* --federation, or the one that the project's initiatives have. Needs STEG_PROJECT_INITIATIVES. */
int steg_whom_federation(const steg_session *session, const steg_arguments *arguments, const char **ret_federation,
                         steg_error *err);
/* The person that has the key: in `federation` where the command tells it (an initiative's), else in --federation, else in the only
 * one of the project's that knows the key. Refused as steg_individual_find, and with the question which federation is meant when
 * several know it. Needs the store opened for writing and STEG_PROJECT_INITIATIVES. */
int steg_whom_person(const steg_session *session, const steg_arguments *arguments, const char *federation,
                     const steg_person_key *key, const char **ret_federation, int64_t *ret_person, steg_error *err);
/* What an import would judge a key by. */
steg_import_options steg_whom_options(const steg_session *session);

#endif
