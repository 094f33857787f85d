/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * block - what a document is made of: the script's words and requests, then filled in by resolve.
 */
#ifndef STEG_DOCUMENT_BLOCK_H
#define STEG_DOCUMENT_BLOCK_H

#include "document/chart.h"
#include "document/request.h"
#include "document/table.h"

typedef enum steg_block_kind {
  STEG_BLOCK_SECTION = 1,     /* prose = heading; children */
  STEG_BLOCK_TEXT = 2,        /* prose: Markdown paragraphs */
  STEG_BLOCK_LIST = 3,        /* children: TEXT */
  STEG_BLOCK_KEY_FIGURES = 4, /* children: KEY_FIGURE */
  STEG_BLOCK_KEY_FIGURE = 5,  /* prose = label; place 0 = the figure */
  STEG_BLOCK_TABLE = 6,
  STEG_BLOCK_CHART = 7,
  STEG_BLOCK_GOALS = 8,
  STEG_BLOCK_CALLOUT = 9, /* prose */
  STEG_BLOCK_NOTE = 10,   /* prose, small */
  STEG_BLOCK_METHOD = 11, /* made by the engine from every result's `how` */
  STEG_BLOCK_PAGE_BREAK = 12,
  STEG_BLOCK_WHEN = 13,  /* children when the instrument is measured in the cohort, `otherwise` when not */
  STEG_BLOCK_BUDGET = 14 /* of one year, or year by year */
} steg_block_kind;

/* {name} in prose: a figure, or words that hang on one. */
typedef enum steg_place_kind {
  STEG_PLACE_FIGURE = 1,    /* {n}, {n|person|personer} */
  STEG_PLACE_DIRECTION = 2, /* "ökade", "minskade", "var oförändrad" */
  STEG_PLACE_CHOICE = 3,    /* one of several texts by the printed value */
  STEG_PLACE_TEXT = 4       /* a fixed text, such as a parameter */
} steg_place_kind;

typedef struct steg_choice {
  double at_least; /* -INFINITY = no bound */
  double below;    /* INFINITY = no bound */
  const char *sv, *en;
} steg_choice;

typedef struct steg_place {
  const char *name;
  steg_place_kind kind;
  steg_selector selector;
  const char *sv, *en;        /* TEXT */
  const steg_choice *choices; /* CHOICE, in order; the first that fits */
  size_t choice_count;
  const char *otherwise_sv, *otherwise_en;
} steg_place;

typedef struct steg_prose {
  const char *sv, *en;               /* Markdown with {places}; sv required */
  const char *hidden_sv, *hidden_en; /* used when a figure in it is hidden; NULL = left out then */
  steg_place *places;
  size_t place_count;
} steg_prose;

typedef struct steg_block steg_block;
struct steg_block {
  steg_block_kind kind;
  unsigned line; /* of the script */
  steg_prose prose;
  steg_block *children;
  size_t child_count;
  steg_block *otherwise;
  size_t otherwise_count;
  size_t request;             /* TABLE, CHART, WHEN: index into requests */
  steg_chart_kind chart_kind; /* CHART */
  const char *table_kind;     /* TABLE: "change", "matrix", ... ; NULL = the measure's own */
  const char *sort;           /* "value" or NULL: the order of the definition */
  size_t top;                 /* 0 = all */
  const char *initiative;     /* GOALS, BUDGET: id */
  int year;                   /* BUDGET: 0 = year by year */
  /* filled by resolve, in the document's language */
  const char *text;        /* Markdown with every place filled; NULL = left out */
  const steg_table *table; /* TABLE, GOALS, BUDGET, METHOD (sources) */
  const steg_chart *chart;
  const char *figure_text;   /* KEY_FIGURE: "57 %" */
  const char *figure_detail; /* KEY_FIGURE: "12 av 21"; NULL = none */
  bool omitted;              /* the branch not taken, or nothing to say */
};

#endif
