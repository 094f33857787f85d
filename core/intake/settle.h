/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settle - a file that was read, judged against what the store holds: what no file can say by itself. Nothing is written.
 *
 * Between steg_import_read and steg_commit_run. Reads the store, adds findings to the import's own (grouped as they are) and takes the
 * lines that are refused out of the set, with every row of the line. Like the reading: an error on a row refuses the whole file unless it is
 * read with KEEP_VALID; errors.findings, accepted, rejected and rejected_lines of the result say so afterwards. Rows of a file that was refused
 * already are judged too, so that all findings come in one pass; a file that could not be read at all is left alone.
 */
#ifndef STEG_INTAKE_SETTLE_H
#define STEG_INTAKE_SETTLE_H

#include "intake/import.h"
#include "store/commit.h"

/* `store` is open for writing (people are known by the key alone); `registry`: all instruments, whose forms may be at the same occasion.
 * `today`: for what time has to do with it; STEG_DATE_NONE = not known. -1 on errors of the store or memory, not on findings. */
int steg_import_settle(steg_import *import, steg_store *store, const steg_registry *registry, steg_date today,
                       steg_error *err);

/* After settling, for steg_commit_run of the import's rows: its `source.plan`. The import's; NULL when there is none. */
steg_plan *steg_import_plan(const steg_import *import);

/* After steg_commit_run: what the rows changed, as findings W_UPDATED by row and column. Values are told of columns that are not personal. */
/* A stored number in words: "Aldrig", "50 %", "2024-03-01"; "tomt" for NaN. NULL for texts and personal columns, which are not shown.
 * slot: -1 = the attribute. */
const char *steg_change_text(const steg_registry_entry *entry, int32_t slot, steg_attribute attribute, double value,
                             steg_lang lang, steg_arena *arena);
int steg_import_tell_changes(steg_import *import, const steg_commit_result *committed, steg_error *err);

#endif
