/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * receipt - what an import tells: findings, counts, and the JSON of the contract.
 */
#ifndef STEG_CLI_RECEIPT_H
#define STEG_CLI_RECEIPT_H

#include "cli/session.h"
#include "intake/import.h"
#include "store/commit.h"

/* "error", "warning" or "note": the word in JSON, and in a person's language. */
const char *steg_receipt_severity_id(steg_severity severity);
const char *steg_receipt_severity_word(const steg_session *session, steg_severity severity);

/* One finding as lines of talk, and as JSON. */
void steg_receipt_put_finding(steg_buffer *out, const steg_session *session, const steg_finding *finding);
steg_tree *steg_receipt_finding_tree(steg_arena *arena, const steg_finding *finding);

/* `file`: name without folders, fit to print. `commit` NULL when the file was refused. */
void steg_receipt_print(const steg_session *session, const char *file, const steg_import_result *result,
                        const steg_commit_result *commit, steg_commit_mode mode);
steg_tree *steg_receipt_tree(steg_arena *arena, const char *file, const steg_import_result *result,
                             const steg_commit_result *commit);

#endif
