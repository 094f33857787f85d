/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/request.h"

const char *steg_request_main_field(const steg_request *request) {
  if (request->kind != STEG_REQUEST_MEASURE || !request->measure)
    return "value";
  switch (request->measure->kind) {
  case STEG_MEASURE_COUNT:
  case STEG_MEASURE_FLOW:
  case STEG_MEASURE_EVENTS:
    return "count";
  case STEG_MEASURE_DISTRIBUTION:
    return "positive";
  case STEG_MEASURE_CHANGE:
    return "better";
  case STEG_MEASURE_INCOME:
    return "after";
  case STEG_MEASURE_NONE:
  case STEG_MEASURE_END:
    break;
  }
  return "value";
}
