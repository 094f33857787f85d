/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/finding_kinds.h"

#include <strings.h>

static const steg_finding_kind kinds[STEG_FINDING_COUNT] = {
#define STEG_FINDING_KIND(name, code, severity, reach, ...)                                                            \
  [STEG_FINDING_##name] = {#code, STEG_SEVERITY_##severity, STEG_REACH_##reach, __VA_ARGS__},
#include "intake/finding_kinds.def"
#undef STEG_FINDING_KIND
};

const steg_finding_kind *steg_finding_kind_of(steg_finding_id id) {
  return &kinds[id];
}

size_t steg_finding_kind_count(void) {
  return STEG_FINDING_COUNT - 1;
}

const steg_finding_kind *steg_finding_kind_at(size_t index) {
  return &kinds[index + 1];
}

const steg_finding_kind *steg_finding_kind_find(const char *code) {
  for (size_t i = 1; code && i < STEG_FINDING_COUNT; i++)
    if (!strcasecmp(kinds[i].code, code))
      return &kinds[i];
  return NULL;
}
