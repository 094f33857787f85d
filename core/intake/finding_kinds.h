/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding_kinds - the one table of everything that can be odd or wrong in a file: code, severity, reach, what is wrong, how
 * to mend it, in Swedish and English.
 *
 * Several kinds may share a code: they are the same fault with a more exact sentence. {a} and {b} in a text are filled by
 * whoever reports; they never hold a value from a personal column. What stands in [brackets] is left out where its filling is not
 * there: "[Menas {a}?]". Adding a kind is a row in finding_kinds.def.
 */
#ifndef STEG_INTAKE_FINDING_KINDS_H
#define STEG_INTAKE_FINDING_KINDS_H

#include "intake/finding.h"

/* NONE: nothing to report. */
typedef enum steg_finding_id {
  STEG_FINDING_NONE = 0,
#define STEG_FINDING_KIND(name, ...) STEG_FINDING_##name,
#include "intake/finding_kinds.def"
#undef STEG_FINDING_KIND
  STEG_FINDING_COUNT
} steg_finding_id;

typedef struct steg_finding_kind {
  const char *code;
  steg_severity severity;
  steg_finding_reach reach;
  const char *message_sv;
  const char *message_en;
  const char *mend_sv; /* NULL for notes that need nothing */
  const char *mend_en;
} steg_finding_kind;

const steg_finding_kind *steg_finding_kind_of(steg_finding_id id);
/* The first kind with the code, for `explain CODE`; NULL when there is none. Case apart. */
const steg_finding_kind *steg_finding_kind_find(const char *code);
/* All kinds, in the table's order: index below steg_finding_kind_count(). */
size_t steg_finding_kind_count(void);
const steg_finding_kind *steg_finding_kind_at(size_t index);

#endif
