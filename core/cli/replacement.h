/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replacement - import --replace: the difference is shown before anything is stored, and somebody must say yes to it.
 */
#ifndef STEG_CLI_REPLACEMENT_H
#define STEG_CLI_REPLACEMENT_H

#include "cli/verb.h"
#include "store/commit.h"

/* Refuses what does not go together with --replace: several files, --keep-valid. */
int steg_replacement_check(const steg_arguments *arguments, steg_error *err);
/* The rows that would go, as talk: initiative and date (a register's: the start). */
void steg_replacement_show(const steg_session *session, const steg_commit_result *difference);
/* Whether to go on: --yes, nothing that differs, or a yes on the terminal. */
bool steg_replacement_agreed(const steg_session *session, const steg_arguments *arguments,
                             const steg_commit_result *difference);

#endif
