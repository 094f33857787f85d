/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lookup - finds figures and lines in judged results.
 */
#ifndef STEG_RESOLVE_LOOKUP_H
#define STEG_RESOLVE_LOOKUP_H

#include "resolve/context.h"

/* What a line is about, apart from its group: the rows of most tables and charts. */
typedef struct steg_subject {
  int32_t item, role;     /* -1 = none */
  const char *key;        /* NULL = none */
  const char *label;      /* in the document's language */
  const steg_line *total; /* its line for all groups; NULL when there is none */
} steg_subject;

/* The figure that a selector means; NULL when the result has no such line or field. */
const steg_figure *steg_lookup_figure(const steg_document *document, const steg_selector *selector);
/* The field that a selector means, never NULL. */
const char *steg_lookup_field(const steg_document *document, const steg_selector *selector);
/* The same for the request's direction: the figure whose sign tells it (a change's mean, not its share of better). */
const steg_figure *steg_lookup_direction(const steg_document *document, const steg_selector *selector);

/* The line with exactly this item, role, key and group; NULL when there is none. */
const steg_line *steg_lookup_line(const steg_result *result, int32_t item, int32_t role, const char *key,
                                  const int32_t group[STEG_BY_MAX]);
/* The line of a subject in value `value` of dimension `dimension`, all of the other dimensions. */
const steg_line *steg_lookup_group(const steg_result *result, const steg_subject *subject, size_t dimension,
                                   int32_t value);

/* The subjects of a result in the order of its lines. Returns their count; 0 also when memory is out. */
size_t steg_lookup_subjects(const steg_resolve_context *context, const steg_result *result,
                            steg_subject **ret_subjects);
/* Whether the subjects speak of more than one item (role): then rows need its name. */
bool steg_lookup_many_items(const steg_subject *subjects, size_t count);
bool steg_lookup_many_roles(const steg_subject *subjects, size_t count);

const steg_item *steg_lookup_item(const steg_result *result, int32_t item);                  /* NULL for -1 */
const steg_scale *steg_lookup_scale(const steg_result *result, int32_t item);                /* NULL when it has none */
const char *steg_lookup_role_label(const steg_result *result, int32_t role, steg_lang lang); /* NULL for -1 */

/* Label of the nth step of a line's levels: the item's scale, else the result's own levels. NULL when there is none. */
const char *steg_lookup_level_label(const steg_result *result, int32_t item, size_t nth, steg_lang lang);
size_t steg_lookup_level_count(const steg_result *result, int32_t item);

/* Short name of an instrument ("BIP"): the catalogue's, else its title, else the id. */
const char *steg_lookup_instrument_name(const char *id, const steg_instrument *instrument, steg_lang lang);

static inline bool steg_lookup_is_number(const steg_figure *figure) {
  return figure && figure->kind == STEG_FIGURE_NUMBER;
}
static inline bool steg_lookup_is_hidden(const steg_figure *figure) {
  return figure && figure->kind == STEG_FIGURE_HIDDEN;
}

#endif
