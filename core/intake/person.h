/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * person - the cell that says who: a personnummer, the federation's own code, nobody, or somebody whose identity is protected.
 */
#ifndef STEG_INTAKE_PERSON_H
#define STEG_INTAKE_PERSON_H

#include "intake/finding_kinds.h"
#include "intake/import.h"
#include "intake/national.h"

enum { STEG_PERSON_CODE_MAX = 40 }; /* characters */

typedef enum steg_person_verdict {
  STEG_PERSON_NATIONAL = 1, /* `national` is set */
  STEG_PERSON_CODE = 2,     /* the text itself is the key */
  STEG_PERSON_NOBODY = 3,   /* becomes an anonymous row */
  STEG_PERSON_REFUSED = 4
} steg_person_verdict;

typedef struct steg_person {
  steg_person_verdict verdict;
  steg_finding_id finding; /* REFUSED, NOBODY: why; else what was normalised, 0 = nothing */
  steg_national national;
} steg_person;

/* `text` is cleaned and terminated. */
steg_person steg_person_read(const char *text, size_t size, const steg_import_options *options);

#endif
