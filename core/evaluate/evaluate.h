/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * evaluate - fills every request of a document with its result. What is counted, and how, stands in README.md.
 */
#ifndef STEG_EVALUATE_EVALUATE_H
#define STEG_EVALUATE_EVALUATE_H

#include "document/document.h"
#include "store/store.h"

typedef struct steg_age_band {
  const char *id;    /* "18-29" */
  const char *label; /* "18–29 år" */
  int low, high;     /* both included; 0 = open */
} steg_age_band;

/* Baseline: first response from `before` days before start to `after` days after it; last: latest up to end + `end_after` days
 * and the cutoff; at least `apart` days between. */
typedef struct steg_pairing_rule {
  int baseline_before_days, baseline_after_days, end_after_days, apart_days;
} steg_pairing_rule;
extern const steg_pairing_rule steg_pairing_default; /* 30, 45, 30, 60 */

typedef struct steg_evaluate_context {
  steg_store *store;
  const steg_registry *registry;
  const steg_initiative *initiatives;
  size_t initiative_count;
  const steg_age_band *age_bands; /* the project's, in order; a last open band "okänd ålder" is added by need */
  size_t age_band_count;
  steg_pairing_rule pairing;
  steg_date as_of; /* decides who is still in */
  steg_lang lang;
  const char *register_instrument; /* id of the register that income and exit reason come from: "sus" */
} steg_evaluate_context;

/* Requests are filled in order; data of one initiative and instrument are read once per document. */
int steg_evaluate_document(steg_document *document, const steg_evaluate_context *context, steg_arena *arena,
                           steg_error *err);

#endif
