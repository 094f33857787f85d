/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings - what a project's stegvis.lua says. Every field has a default; an unknown one is refused by name.
 */
#ifndef STEG_PROJECT_SETTINGS_H
#define STEG_PROJECT_SETTINGS_H

#include "document/theme.h"
#include "evaluate/evaluate.h"

typedef struct steg_settings {
  const char *federation; /* name on reports; NULL = the initiative's own */
  steg_lang lang;
  unsigned public_k; /* threshold of `publicerad`: 5..10 */
  steg_age_band *age_bands;
  size_t age_band_count;
  steg_pairing_rule pairing;
  bool century_by_sign; /* century = "sign" */
  bool thousands_dot;   /* thousands = "dot" */
  char decimal_mark;
  unsigned retention_months; /* kept so long after a participation's end; 0 = nothing said */
  steg_theme theme;
} steg_settings;

/* `tree` NULL gives the defaults. Faults name the field. */
int steg_settings_read(const steg_tree *tree, steg_arena *arena, steg_settings *ret_settings, steg_error *err);

#endif
