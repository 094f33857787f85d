/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aggregates: what is a dimension and what a value, and the rows that say what rows state of each other. */
#include "instrument/checker_part.h"

#include "instrument/model.h"
#include <string.h>

/* Ids of the list that are values (or dimensions); reports the others. Returns how many. */
static unsigned list(steg_checker *checker, const char *place, const char *field, const char *ids, bool values) {
  unsigned count = 0;
  size_t size = 0;
  for (const char *cursor = ids, *word; (word = steg_model_next_word(&cursor, ' ', &size)); count++) {
    const steg_item *item =
        steg_checker_item_named(checker, place, field, steg_arena_text_n(checker->arena, word, size));
    if (item && steg_model_is_value(item) != values)
      steg_checker_report(checker, "D_SUM_ITEM", STEG_SEVERITY_ERROR, place,
                          values ? "name items of type NUMBER or PERCENT"
                                 : "name items of type CHOICE, SCALE, FLAG, DATE or TEXT",
                          values ? "The field %s names an item that holds no amount."
                                 : "The field %s names an item that is no dimension.",
                          field);
  }
  return count;
}

static void role(steg_checker *checker, const char *place, const char *field, const char *id) {
  if (!id || steg_checker_find_role(checker, id, strlen(id)) < 0)
    steg_checker_report(checker, "D_ROLE_UNKNOWN", STEG_SEVERITY_ERROR, place, "write the id of one of the roles",
                        "The field %s names the role %s, which is not there.", field, steg_checker_quote(checker, id));
}

static void count_is(steg_checker *checker, const char *place, const char *field, bool right, const char *mend) {
  if (!right)
    steg_checker_report(checker, "D_SUM_FIELD", STEG_SEVERITY_ERROR, place, mend,
                        "The field %s is empty, or has more than this kind of sum takes.", field);
}

static void sum(steg_checker *checker, const char *place, const steg_sum *row) {
  unsigned items = list(checker, place, "items", row->items, true);
  if (row->kind == STEG_SUM_TOTAL) {
    count_is(checker, place, "items", items > 0, "name the values that are added");
    count_is(checker, place, "over", !row->over && !row->stated && !row->base, "leave out over, stated and base");
    role(checker, place, "part", row->part);
    role(checker, place, "total", row->total);
    steg_checker_text(checker, place, "words", row->words);
    if (row->part && row->total && !strcmp(row->part, row->total))
      steg_checker_report(checker, "D_SUM_FIELD", STEG_SEVERITY_ERROR, place, "name two roles",
                          "The rows that are added and the rows that state the sum have the same role.");
    return;
  }
  count_is(checker, place, "items", items == 1, "name one value");
  count_is(checker, place, "over", list(checker, place, "over", row->over, false) > 0,
           "name the dimensions that are added over");
  count_is(checker, place, "stated", list(checker, place, "stated", row->stated, true) == 1, "name one value");
  count_is(checker, place, "base",
           list(checker, place, "base", row->base, true) <= (row->kind == STEG_SUM_SHARE ? 1u : 0u),
           "name one value for a share, and none else");
  count_is(checker, place, "part", !row->part && !row->total && !row->words, "leave out part, total and words");
}

static void dimensions(steg_checker *checker) {
  bool value = false;
  for (uint32_t i = 0; i < checker->instrument->items.count; i++) {
    const steg_item *item = &checker->instrument->items.rows[i];
    value = value || steg_model_is_value(item);
    if (item->type == STEG_ITEM_MULTI)
      steg_checker_report(checker, "D_ITEM_AGGREGATE", STEG_SEVERITY_ERROR,
                          steg_checker_place(checker, NULL, "items", i, item->id),
                          "use CHOICE, with one row for each level",
                          "An aggregate can't have several levels at once: they would be counted together.");
  }
  if (!value)
    steg_checker_report(checker, "D_ITEM_AGGREGATE", STEG_SEVERITY_ERROR, "items",
                        "add an item of type NUMBER or PERCENT", "The aggregate has no number.");
}

void steg_checker_sums(steg_checker *checker) {
  const steg_instrument *instrument = checker->instrument;
  bool aggregate = instrument->kind == STEG_KIND_AGGREGATE;
  if (aggregate)
    dimensions(checker);
  for (uint32_t i = 0; i < instrument->sums.count; i++) {
    const steg_sum *row = &instrument->sums.rows[i];
    const char *place = steg_checker_place(checker, NULL, "sums", i, row->id);
    if (steg_checker_id(checker, place, "id", row->id))
      steg_checker_twice(checker, place, &instrument->sums.rows[0].id, sizeof *row, i);
    if (!aggregate)
      steg_checker_report(checker, "D_SUM_KIND", STEG_SEVERITY_ERROR, place, "make the kind AGGREGATE, or leave it out",
                          "Sums over rows belong to aggregates only.");
    if (steg_checker_enum(checker, place, "kind", row->kind, STEG_SUM_SHARE))
      sum(checker, place, row);
  }
}
