/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/chart.h"
#include <string.h>

static const char *const kind_ids[] = {
    NULL,
#define STEG_CHART(constant, id, sv, en) #id,
#include "document/charts.def"
#undef STEG_CHART
};

const char *steg_chart_kind_id(steg_chart_kind kind) {
  return kind > STEG_CHART_NONE && kind < STEG_CHART_END ? kind_ids[kind] : NULL;
}

steg_chart_kind steg_chart_kind_find(const char *id) {
  for (int kind = STEG_CHART_NONE + 1; id && kind < STEG_CHART_END; kind++)
    if (strcmp(kind_ids[kind], id) == 0)
      return (steg_chart_kind)kind;
  return STEG_CHART_NONE;
}
