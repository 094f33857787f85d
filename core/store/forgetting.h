/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forgetting - a person erased from both files for good, by command.
 *
 * Answers, participations and what they replaced, keys, links and consents go; a tombstone per key stays, which stops an old file
 * (standing.h) and an older backup (restore). Both files are written anew afterwards, so that no byte of the person is left in
 * them. Backups made before, and reports that were written, are not reached: the reports of which the audit knows are listed.
 */
#ifndef STEG_STORE_FORGETTING_H
#define STEG_STORE_FORGETTING_H

#include "base/arena.h"
#include "store/store.h"

/* A report that was made since the person's first row came in. */
typedef struct steg_forgetting_report {
  int64_t at;         /* seconds since 1970-01-01 UTC */
  const char *what;   /* verb: "report", "release" */
  const char *detail; /* as the audit has it: profile and name */
} steg_forgetting_report;

typedef struct steg_forgetting {
  size_t rows; /* of stegvis.db, replaced ones too */
  size_t participations;
  steg_forgetting_report *reports; /* in order of time; in the arena */
  size_t report_count;
} steg_forgetting;

/* What would go. Nothing is written. */
int steg_forgetting_plan(steg_store *store, int64_t person, steg_arena *arena, steg_forgetting *ret_forgetting,
                         steg_error *err);
/* One transaction with its entry in the audit. */
int steg_forgetting_run(steg_store *store, int64_t person, steg_arena *arena, steg_forgetting *ret_forgetting,
                        steg_error *err);

#endif
