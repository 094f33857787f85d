/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/measure.h"
#include <string.h>

static const steg_measure measures[] = {
#define STEG_MEASURE(constant, id, instrument, sv, en) {STEG_MEASURE_##constant, (instrument) != 0, #id, sv, en},
#include "document/measures.def"
#undef STEG_MEASURE
};

/* Every list ends with the figures of the whole result's population. */
#define STEG_FIELDS(constant, ...)                                                                                     \
  static const char *const fields_of_##constant[] = {__VA_ARGS__, "registered", "measured", "paired"};
#include "document/fields.def"
#undef STEG_FIELDS

static const struct {
  const char *const *names;
  size_t count;
} fields[STEG_MEASURE_END] = {
#define STEG_FIELDS(constant, ...)                                                                                     \
  [STEG_MEASURE_##constant] = {fields_of_##constant, sizeof fields_of_##constant / sizeof fields_of_##constant[0]},
#include "document/fields.def"
#undef STEG_FIELDS
};

size_t steg_measure_fields(steg_measure_kind measure, const char *const **ret_names) {
  if (measure <= STEG_MEASURE_NONE || measure >= STEG_MEASURE_END)
    return 0;
  *ret_names = fields[measure].names;
  return fields[measure].count;
}

const steg_measure *steg_measure_find(const char *id) {
  for (size_t i = 0; id && i < steg_measure_count(); i++)
    if (strcmp(measures[i].id, id) == 0)
      return &measures[i];
  return NULL;
}

size_t steg_measure_count(void) {
  return sizeof measures / sizeof measures[0];
}

const steg_measure *steg_measure_at(size_t index) {
  return index < steg_measure_count() ? &measures[index] : NULL;
}
