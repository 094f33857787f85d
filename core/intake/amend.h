/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * amend - one ITEM=VALUE of a correction, understood as a cell of a file would be.
 *
 * ITEM is an item's id, a header of the instrument, or one of: date start end sex birth_year municipality area coach referrer team
 * priority source. VALUE is read by the readers of cells: labels, codes, numbers, dates; empty empties.
 */
#ifndef STEG_INTAKE_AMEND_H
#define STEG_INTAKE_AMEND_H

#include "intake/import.h"
#include "store/correct.h"

enum { STEG_AMEND_SLOTS = 100 }; /* levels of one multiple choice */

typedef enum steg_amend_outcome {
  STEG_AMEND_READ = 0,
  STEG_AMEND_REFUSED = 1, /* reported in the findings */
  STEG_AMEND_UNKNOWN = 2, /* there is no such thing to mend in the instrument */
  STEG_AMEND_MEMORY = 3
} steg_amend_outcome;

/* What was found while values were read. */
typedef struct steg_amend steg_amend;

/* `options`: marks of numbers, today, language. Everything given must outlive it. NULL when memory is out. */
steg_amend *steg_amend_new(const steg_registry_entry *entry, const steg_import_options *options, steg_arena *arena);
void steg_amend_free(steg_amend *amend); /* takes NULL */
/* Writes at most STEG_AMEND_SLOTS changes. Texts lie in the arena. */
steg_amend_outcome steg_amend_read(steg_amend *amend, const char *name, const char *value,
                                   steg_correct_change *ret_changes, size_t *ret_count);
/* In the arena. -1 when memory is out. */
int steg_amend_findings(const steg_amend *amend, steg_findings *ret_findings);

#endif
