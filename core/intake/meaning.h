/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * meaning - whether a text is a value of a column, by the rules an import reads with.
 */
#ifndef STEG_INTAKE_MEANING_H
#define STEG_INTAKE_MEANING_H

#include "intake/header.h"

typedef struct steg_meaning {
  const steg_instrument *instrument;
  const steg_import_options *options;
  steg_value_rules rules;
  steg_arena *arena;
  int32_t *choices; /* as many as the largest scale has levels */
} steg_meaning;

/* -1 when memory is out. */
int steg_meaning_start(const steg_instrument *instrument, const steg_import_options *options, steg_arena *arena,
                       steg_meaning *ret_meaning);
/* As typing would read it, without a word to anybody; `a` of a refusal may be the nearest value. Person and free text: EMPTY. */
steg_reading steg_meaning_read(const steg_meaning *meaning, const steg_header_target *target, const char *text);
/* Whether the column takes one of a few values, which a mapping may spell otherwise. */
bool steg_meaning_has_values(const steg_meaning *meaning, const steg_header_target *target);
bool steg_meaning_is_date(const steg_meaning *meaning, const steg_header_target *target);
const steg_scale *steg_meaning_scale(const steg_meaning *meaning, const steg_header_target *target);

#endif
