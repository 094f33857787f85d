/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/theme.h"
#include "base/text.h"
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

const steg_theme steg_theme_default = {
    .ink = 0x1B1B1B,
    .muted = 0x595959,
    .grid = 0xE2E2E2,
    .axis = 0x8A8A8A,
    .link = 0x1F4E79,
    .callout = 0xEEF4F9,
    .paper = 0xFFFFFF,
    .likert = {0x9A4A0C, 0xE5AE72, 0xDADADA, 0x9CC4DE, 0x1B5A87},
    .likert_ink = {0xFFFFFF, 0x1B1B1B, 0x1B1B1B, 0x1B1B1B, 0xFFFFFF},
    .category = {0x1B5A87, 0xC97700, 0x6B6B6B, 0x2A93E0, 0x662238, 0xB0211B},
    .highlight = 0x1B5A87,
    .rest = 0xBDBDBD,
};

/* A field of the theme: `count` colours at `offset`. */
typedef struct theme_field {
  const char *name;
  size_t offset;
  size_t count;
} theme_field;

#define FIELD(name, count)                                                                                             \
  { #name, offsetof(steg_theme, name), count }
static const theme_field fields[] = {FIELD(ink, 1),        FIELD(muted, 1),    FIELD(grid, 1),      FIELD(axis, 1),
                                     FIELD(link, 1),       FIELD(callout, 1),  FIELD(paper, 1),     FIELD(likert, 5),
                                     FIELD(likert_ink, 5), FIELD(category, 6), FIELD(highlight, 1), FIELD(rest, 1)};
enum { FIELD_COUNT = sizeof fields / sizeof fields[0] };

/* WCAG 2.1, "relative luminance". */
static double channel(uint32_t colour, int shift) {
  double part = (double)((colour >> shift) & 0xFF) / 255.0;
  return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour) {
  return 0.2126 * channel(colour, 16) + 0.7152 * channel(colour, 8) + 0.0722 * channel(colour, 0);
}

double steg_theme_contrast(uint32_t a, uint32_t b) {
  double first = luminance(a), second = luminance(b);
  double lighter = first > second ? first : second;
  double darker = first > second ? second : first;
  return (lighter + 0.05) / (darker + 0.05);
}

/* "#RRGGBB". */
static int read_colour(const char *name, const steg_tree *node, uint32_t *ret_colour, steg_error *err) {
  const char *text = steg_tree_get_text(node);
  uint32_t colour = 0;
  size_t digits = 0;
  if (text && text[0] == '#')
    for (const char *c = text + 1; *c; c++, digits++) {
      int digit = *c >= '0' && *c <= '9'   ? *c - '0'
                  : *c >= 'a' && *c <= 'f' ? *c - 'a' + 10
                  : *c >= 'A' && *c <= 'F' ? *c - 'A' + 10
                                           : -1;
      if (digit < 0 || digits >= 6)
        break;
      colour = colour << 4 | (uint32_t)digit;
    }
  if (!text || digits != 6 || strlen(text) != 7)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: a colour is written as text like \"#1B5A87\"", name);
  *ret_colour = colour;
  return 0;
}

static int read_field(const theme_field *field, const steg_tree *node, steg_theme *theme, steg_error *err) {
  uint32_t *colours = (uint32_t *)(void *)((char *)theme + field->offset);
  if (field->count == 1)
    return read_colour(field->name, node, colours, err);
  if (steg_tree_kind_of(node) != STEG_TREE_LIST || steg_tree_size(node) != field->count)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: expected a list of %zu colours", field->name, field->count);
  for (size_t i = 0; i < field->count; i++)
    if (read_colour(field->name, steg_tree_at(node, i), &colours[i], err) != 0)
      return -1;
  return 0;
}

/* Contrast is told in tenths: integers keep the C locale's decimal point out of the sentence. */
static int check_text(const char *name, uint32_t text, const char *ground_name, uint32_t ground, steg_error *err) {
  double contrast = steg_theme_contrast(text, ground);
  if (contrast >= 4.5)
    return 0;
  int tenths = (int)(contrast * 10.0);
  return steg_error_set(err, STEG_ERROR_SCRIPT,
                        "%s: #%06X on %s #%06X has a contrast of %d.%d:1; text needs at least 4.5:1", name,
                        (unsigned)text, ground_name, (unsigned)ground, tenths / 10, tenths % 10);
}

static int check_contrast(const steg_theme *theme, steg_error *err) {
  if (check_text("ink", theme->ink, "paper", theme->paper, err) != 0 ||
      check_text("muted", theme->muted, "paper", theme->paper, err) != 0 ||
      check_text("link", theme->link, "paper", theme->paper, err) != 0 ||
      check_text("ink", theme->ink, "callout", theme->callout, err) != 0)
    return -1;
  for (size_t i = 0; i < 5; i++)
    if (check_text("likert_ink", theme->likert_ink[i], "likert", theme->likert[i], err) != 0)
      return -1;
  return 0;
}

int steg_theme_read(const steg_tree *tree, steg_theme *theme, steg_error *err) {
  bool empty = steg_tree_kind_of(tree) == STEG_TREE_LIST && steg_tree_size(tree) == 0;
  if (steg_tree_kind_of(tree) != STEG_TREE_MAP && !empty)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "expected a table of colours");
  const char *names[FIELD_COUNT];
  for (size_t i = 0; i < FIELD_COUNT; i++)
    names[i] = fields[i].name;
  steg_theme read = *theme;
  for (size_t i = 0; i < steg_tree_size(tree); i++) {
    const char *key = steg_tree_key_at(tree, i);
    const theme_field *field = NULL;
    for (size_t j = 0; j < FIELD_COUNT; j++)
      if (strcmp(fields[j].name, key) == 0)
        field = &fields[j];
    if (!field) {
      const char *near = steg_text_nearest(key, names, FIELD_COUNT);
      if (near)
        return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: no such colour; did you mean %s?", key, near);
      return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: no such colour", key);
    }
    if (read_field(field, steg_tree_at(tree, i), &read, err) != 0)
      return -1;
  }
  if (check_contrast(&read, err) != 0)
    return -1;
  *theme = read;
  return 0;
}
