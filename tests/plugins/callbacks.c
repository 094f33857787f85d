/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sound, with both callbacks: a finding on one item, and a custom index over two. */
#include <stegvis/instrument.h>

/* q1 is item 0, q3 is item 2. Answering both with the same step is odd, since q3 runs the other way. */
static int validate(const steg_record *record, const steg_services *services, void *sink) {
  const steg_value *q1 = &record->values[0], *q3 = &record->values[2];
  if (record->value_count < 3)
    return -1;
  if (!q1->missing && !q3->missing && q1->number == q3->number)
    services->finding(sink, STEG_SEVERITY_WARNING, 2, "E_OPPOSITE", "Frågorna 1 och 3 är motsatser men har samma svar.",
                      "Questions 1 and 3 are opposites but have the same answer.");
  return 0;
}

/* Twice the first answer plus the third turned round: 3 to 9. */
static int score(const steg_record *record, uint32_t index, double *ret_value, const steg_services *services,
                 void *sink) {
  (void)services;
  (void)sink;
  if (index || record->value_count < 3)
    return -1;
  if (record->values[0].missing || record->values[2].missing)
    return 1;
  *ret_value = 2 * record->values[0].number + (4 - record->values[2].number);
  return 0;
}

#define SOUND_ID "callbacks"
#define SOUND_INDEX_KIND STEG_INDEX_CUSTOM
#define SOUND_VALIDATE validate
#define SOUND_SCORE score
#include "sound.h"
