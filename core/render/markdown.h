/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * markdown - prose of a report (CommonMark) read once for every format: libcmark parses, and the visitor gets the nodes
 * in order. Only here cmark.h.
 *
 * Raw HTML is never markup: it arrives as the text that was typed. Images are their alternative text, since a report
 * asks for nothing from anywhere. A link keeps its address only when that is http, https or mailto; else its words
 * stand alone. libcmark ends the process when memory is out; prose is at most a megabyte.
 */
#ifndef STEG_RENDER_MARKDOWN_H
#define STEG_RENDER_MARKDOWN_H

#include "base/error.h"
#include <stdbool.h>

typedef enum steg_markdown_kind {
  STEG_MARKDOWN_PARAGRAPH = 1,
  STEG_MARKDOWN_HEADING = 2,
  STEG_MARKDOWN_LIST = 3, /* ordered, start, tight */
  STEG_MARKDOWN_ITEM = 4,
  STEG_MARKDOWN_QUOTE = 5,
  STEG_MARKDOWN_EMPHASIS = 6,
  STEG_MARKDOWN_STRONG = 7,
  STEG_MARKDOWN_LINK = 8, /* url */
  /* The rest have no children: `leave` is not called. */
  STEG_MARKDOWN_TEXT = 9,        /* text */
  STEG_MARKDOWN_CODE = 10,       /* text */
  STEG_MARKDOWN_CODE_BLOCK = 11, /* text */
  STEG_MARKDOWN_BREAK = 12,      /* a line break the author asked for */
  STEG_MARKDOWN_SPACE = 13,      /* a line break of the source */
  STEG_MARKDOWN_RULE = 14
} steg_markdown_kind;

typedef struct steg_markdown_node {
  steg_markdown_kind kind;
  const char *text;
  const char *url; /* LINK: allowed address, NULL = refused */
  unsigned level;  /* HEADING: 1..6 */
  bool ordered;    /* LIST */
  int start;       /* LIST: first number */
  bool tight;      /* LIST; PARAGRAPH: stands in a tight list */
} steg_markdown_node;

typedef struct steg_markdown_visitor {
  void *state;
  void (*enter)(void *state, const steg_markdown_node *node);
  void (*leave)(void *state, const steg_markdown_node *node);
} steg_markdown_visitor;

int steg_markdown_visit(const char *text, const steg_markdown_visitor *visitor, steg_error *err);

/* Whether a link may lead there: http:, https: or mailto: in any case, no control characters or spaces. */
bool steg_markdown_url_allowed(const char *url);

#endif
