/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measure - the names of the measures, from measures.def. What each counts, exactly, stands in evaluate/README.md.
 */
#ifndef STEG_DOCUMENT_MEASURE_H
#define STEG_DOCUMENT_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum steg_measure_kind {
  STEG_MEASURE_NONE = 0,
#define STEG_MEASURE(constant, id, instrument, sv, en) STEG_MEASURE_##constant,
#include "document/measures.def"
#undef STEG_MEASURE
  STEG_MEASURE_END
} steg_measure_kind;

typedef struct steg_measure {
  steg_measure_kind kind;
  bool needs_instrument;
  const char *id;
  const char *label_sv, *label_en;
} steg_measure;

/* The names of the figures that a line of the measure can have (fields.def), those of the population last. */
size_t steg_measure_fields(steg_measure_kind measure, const char *const **ret_names);

const steg_measure *steg_measure_find(const char *id); /* NULL when there is none */
size_t steg_measure_count(void);
const steg_measure *steg_measure_at(size_t index);

#endif
