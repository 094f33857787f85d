/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/measure.h"
#include <string.h>

static const steg_measure measures[] = {
#define STEG_MEASURE(constant, id, instrument, sv, en) {STEG_MEASURE_##constant, #id, (instrument) != 0, sv, en},
#include "document/measures.def"
#undef STEG_MEASURE
};

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
