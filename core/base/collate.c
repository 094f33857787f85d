/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Unicode Collation Algorithm (UTS #10) at three levels over canonically decomposed text, without sort keys: each
 * level walks both texts anew, as most comparisons end at the first.
 */
#include "base/collate.h"
#include "base/collate_weights.h"
#include "base/text.h"
#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

enum {
  SEGMENT = 32,            /* code points of one letter with its marks; more marks count as a new segment */
  FIRST_MARK = 0x300,      /* the first combining character */
  OTHER_PRIMARY = 0x10000, /* above all in the table: other scripts, by code point */
  OTHER_SECONDARY = 0x100,
  DOT_OF_L_SECONDARY = 52 /* the dot of Catalan "l·" counts as an accent of the l */
};

typedef struct weight {
  uint32_t primary;
  uint32_t secondary;
  uint32_t tertiary;
} weight;

typedef struct walk {
  const char *at;
  const char *end;
  int next; /* in `weights` */
  int count;
  weight weights[SEGMENT * 3];
} walk;

static void push(walk *text, uint32_t primary, uint32_t secondary, uint32_t tertiary) {
  text->weights[text->count++] = (weight){primary, secondary, tertiary};
}

static int mark_class(uint32_t c) {
  return c < FIRST_MARK ? 0 : utf8proc_get_property((utf8proc_int32_t)c)->combining_class;
}

static void push_point(walk *text, uint32_t c) {
  const steg_collate_row *row = steg_collate_row_of(c);
  if (row) {
    for (int i = 0; i < row->count; i++)
      push(text, row->weights[i].primary, row->weights[i].secondary, row->weights[i].tertiary);
    return;
  }
  switch (utf8proc_category((utf8proc_int32_t)c)) {
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_CF:
    return; /* controls count at no level */
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_ME:
    push(text, 0, OTHER_SECONDARY + c, 1);
    return;
  default:
    push(text, OTHER_PRIMARY + c, 1, 1);
  }
}

/* Appends the canonical decomposition of c to points, as far as there is room. */
static int decompose(uint32_t c, uint32_t *points, int count) {
  utf8proc_int32_t parts[SEGMENT];
  int boundary = 0;
  utf8proc_ssize_t part_count =
      utf8proc_decompose_char((utf8proc_int32_t)c, parts, SEGMENT, UTF8PROC_DECOMPOSE, &boundary);
  for (utf8proc_ssize_t i = 0; i < part_count && i < SEGMENT && count < SEGMENT; i++)
    points[count++] = (uint32_t)parts[i];
  return count;
}

/* Canonical ordering: marks by class, those of a class in their order. */
static void order_marks(uint32_t *points, int count) {
  for (int i = 1; i < count; i++) {
    uint32_t c = points[i];
    int class = mark_class(c);
    int j = i;
    for (; class != 0 && j > 0 && mark_class(points[j - 1]) > class; j--)
      points[j] = points[j - 1];
    points[j] = c;
  }
}

/* A letter and its marks, when it is more than one plain character. */
static void push_segment(walk *text, uint32_t first) {
  uint32_t points[SEGMENT];
  int count = decompose(first, points, 0);
  while (text->at < text->end && count < SEGMENT) {
    const char *cursor = text->at;
    uint32_t c = steg_text_next(&cursor, text->end);
    if (mark_class(c) == 0)
      break;
    count = decompose(c, points, count);
    text->at = cursor;
  }
  order_marks(points, count);
  /* å is a with a ring, also when a dot below stands between: the mark must only be the first of its class. */
  int taken = 0;
  const steg_collate_weight *letter = NULL;
  for (int i = 1; i < count && !letter && points[0] < 0x80; i++)
    if (i == 1 || mark_class(points[i - 1]) != mark_class(points[i])) {
      letter = steg_collate_letter(points[0], points[i]);
      taken = i;
    }
  if (letter)
    push(text, letter->primary, letter->secondary, letter->tertiary);
  for (int i = letter ? 1 : 0; i < count; i++)
    if (!letter || i != taken)
      push_point(text, points[i]);
}

static bool fill(walk *text) {
  text->next = 0;
  text->count = 0;
  while (text->count == 0 && text->at < text->end) {
    uint32_t c = steg_text_next(&text->at, text->end);
    /* A lead byte below 0xCC begins a character below FIRST_MARK. */
    bool marked = text->at < text->end && (unsigned char)*text->at >= 0xCC;
    if (marked || c >= 0xC0) {
      push_segment(text, c);
      continue;
    }
    push_point(text, c);
    if ((c == 'l' || c == 'L') && text->end - text->at >= 2 && memcmp(text->at, "\xC2\xB7", 2) == 0) {
      push(text, 0, DOT_OF_L_SECONDARY, 1);
      text->at += 2;
    }
  }
  return text->count > 0;
}

typedef enum level { PRIMARY, SECONDARY, TERTIARY } level;

/* The next weight of the level that counts; 0 at the end. */
static uint32_t next_weight(walk *text, level at) {
  for (;;) {
    if (text->next == text->count && !fill(text))
      return 0;
    const weight *one = &text->weights[text->next++];
    uint32_t value = at == PRIMARY ? one->primary : at == SECONDARY ? one->secondary : one->tertiary;
    if (value)
      return value;
  }
}

static void start(walk *text, const char *bytes) {
  text->at = bytes;
  text->end = bytes + strlen(bytes);
  text->next = 0;
  text->count = 0;
}

int steg_collate_compare(const char *a, const char *b) {
  int bytes = strcmp(a, b);
  if (bytes == 0)
    return 0;
  walk left, right;
  for (level at = PRIMARY; at <= TERTIARY; at++) {
    start(&left, a);
    start(&right, b);
    uint32_t x, y;
    do {
      x = next_weight(&left, at);
      y = next_weight(&right, at);
    } while (x == y && x != 0);
    if (x != y)
      return x < y ? -1 : 1;
  }
  return bytes < 0 ? -1 : 1;
}
