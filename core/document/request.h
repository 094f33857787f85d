/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * request - a figure or table of figures that a report asks for, without a number in it.
 */
#ifndef STEG_DOCUMENT_REQUEST_H
#define STEG_DOCUMENT_REQUEST_H

#include "base/date.h"
#include "document/figure.h"

typedef enum steg_event { STEG_EVENT_ACTIVE = 1, STEG_EVENT_STARTED = 2, STEG_EVENT_ENDED = 3 } steg_event;
typedef enum steg_counted { STEG_COUNTED_PARTICIPATIONS = 1, STEG_COUNTED_PERSONS = 2 } steg_counted;

/* Keeps those whose value in the dimension is one of `values`. Dimensions: sex, age_band, municipality, area, priority,
 * referrer, team, initiative, or <instrument>.<item> for a choice or scale item. */
typedef struct steg_filter {
  const char *dimension;
  const char *const *values;
  size_t value_count;
} steg_filter;

typedef struct steg_cohort {
  const char *const *initiatives; /* ids; never empty */
  size_t initiative_count;
  steg_period period;
  steg_event event;
  steg_counted counted;
  const steg_filter *filters;
  size_t filter_count;
} steg_cohort;

typedef enum steg_request_kind {
  STEG_REQUEST_MEASURE = 1, /* filled by evaluate/<measure>.c */
  STEG_REQUEST_SHARE = 2,   /* operand a of operand b */
  STEG_REQUEST_MINUS = 3,
  STEG_REQUEST_RATIO = 4,
  STEG_REQUEST_SUM = 5
} steg_request_kind;

/* Which figure of a request's result is meant. */
typedef struct steg_selector {
  size_t request;    /* index into the document's requests */
  const char *field; /* name of the figure; NULL = the result's only or main one (see steg_request_main_field) */
  const char *item, *role, *key;
  const char *group[STEG_BY_MAX]; /* value ids, NULL = all */
} steg_selector;

typedef struct steg_request {
  steg_request_kind kind;
  const steg_measure *measure; /* MEASURE */
  steg_cohort cohort;
  const char *instrument;   /* id, NULL = none */
  const char *const *items; /* ids; item_count 0 = all that the measure can take */
  size_t item_count;
  const char *role;     /* id, NULL = every role */
  const char *occasion; /* distribution: "start", "end", "last"; NULL = last */
  const char *by[STEG_BY_MAX];
  size_t by_count;
  steg_selector *operands; /* SHARE, MINUS, RATIO, SUM */
  size_t operand_count;
  unsigned line;       /* of the script, for messages; 0 = none */
  steg_result *result; /* filled by evaluate; its figures judged by disclose */
} steg_request;

/* The field a bare request stands for in prose: count -> "count", change -> "better" ... */
const char *steg_request_main_field(const steg_request *request);

#endif
