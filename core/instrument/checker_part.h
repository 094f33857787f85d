/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checker_part - what the checker's files share: one file per noun, one sink for findings, the tests every row needs.
 *
 * Only checker*.c and definition*.c (which finds faults in the same way) include it. A part may rely on the sizes being right, and on nothing else: an id may be NULL, a text may
 * not be UTF-8, a count may be zero, and another part's rows may be just as wrong.
 */
#ifndef STEG_INSTRUMENT_CHECKER_PART_H
#define STEG_INSTRUMENT_CHECKER_PART_H

#include "instrument/checker.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct steg_checker {
  const steg_instrument *instrument;
  steg_arena *arena;
  steg_defects *defects;
  bool failed; /* memory is out */
} steg_checker;

void steg_checker_scales(steg_checker *checker);
void steg_checker_roles(steg_checker *checker);
void steg_checker_items(steg_checker *checker);
void steg_checker_columns(steg_checker *checker);
void steg_checker_checks(steg_checker *checker);
void steg_checker_indexes(steg_checker *checker);
void steg_checker_crosswalk(steg_checker *checker);
void steg_checker_sums(steg_checker *checker); /* and what else aggregates and events need */

/* ---- findings: `found` is a sentence, `mend` says what to do */
void steg_checker_report(steg_checker *checker, const char *code, steg_severity severity, const char *place,
                         const char *mend, const char *found, ...) __attribute__((format(printf, 6, 7)));
/* "items[3] q4"; `inside` ("scales[0] steps") is put before it with " / ", or NULL. Never NULL. */
const char *steg_checker_place(steg_checker *checker, const char *inside, const char *table, uint32_t index,
                               const char *id);
/* A text that may be NULL or broken, fit to stand in a sentence. Never NULL. */
const char *steg_checker_quote(steg_checker *checker, const char *text);

/* ---- tests; each reports what it finds, and returns whether the field can be used by later tests */
bool steg_checker_id(steg_checker *checker, const char *place, const char *field, const char *id);
bool steg_checker_required_text(steg_checker *checker, const char *place, const char *field, const char *text);
bool steg_checker_text(steg_checker *checker, const char *place, const char *field,
                       const char *text); /* NULL is fine */
void steg_checker_texts(steg_checker *checker, const char *place, const char *field_sv, const char *sv,
                        const char *field_en, const char *en); /* sv required, en optional */
bool steg_checker_enum(steg_checker *checker, const char *place, const char *field, int64_t value, int64_t last);
void steg_checker_flag(steg_checker *checker, const char *place, const char *field, uint32_t value);
bool steg_checker_real(steg_checker *checker, const char *place, const char *field, double value);
/* Whether an id (or code) may stand in a comparison: not NULL, UTF-8, not empty. Reports nothing. */
bool steg_checker_usable(const char *text);
/* Ids that stand twice in a table: `id` at row `index` against the rows before it, `stride` bytes apart from `first_id`. */
void steg_checker_twice(steg_checker *checker, const char *place, const char *const *first_id, size_t stride,
                        uint32_t index);

/* ---- look-ups that survive broken rows; -1 or NULL when not there */
int32_t steg_checker_find_item(const steg_checker *checker, const char *id, size_t size);
int32_t steg_checker_find_role(const steg_checker *checker, const char *id, size_t size);
const steg_scale *steg_checker_find_scale(const steg_checker *checker, const char *id);
int32_t steg_checker_find_level(const steg_scale *scale, const char *code, size_t size);
const steg_scale *steg_checker_scale_of(const steg_checker *checker, const steg_item *item);
/* The item that `id` names; reports an unknown one, with the nearest name. */
const steg_item *steg_checker_item_named(steg_checker *checker, const char *place, const char *field, const char *id);

/* ---- spellings that must be told apart: folded name and the owner's number, filled by the roles, levels and headers */
typedef struct steg_spelling {
  const char *folded;
  uint32_t owner;
} steg_spelling;
typedef struct steg_spellings {
  steg_spelling *rows;
  size_t count;
} steg_spellings;
/* Adds one name; returns the owner that has it already, or -1. */
int64_t steg_checker_spelling(steg_checker *checker, steg_spellings *spellings, const char *name, size_t size,
                              uint32_t owner);

#endif
