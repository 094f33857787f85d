/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key_list - a list of who is who: a file with a column of personnummer and one of own codes, into the store.
 *
 * CSV or a workbook, read by `grid`; the columns are known by their headers, others are not looked at. Every cell is judged as an import
 * judges a key. All or nothing: one row that is wrong, or whose people can't be made one (joining.h), and nothing is stored.
 * A personnummer may have several codes; a code has one personnummer.
 */
#ifndef STEG_INTAKE_KEY_LIST_H
#define STEG_INTAKE_KEY_LIST_H

#include "intake/import.h"
#include "store/joining.h"

typedef struct steg_key_list_result {
  size_t rows;
  steg_findings findings; /* errors: nothing was stored */
  steg_joining joining;   /* zeroes when it was not */
} steg_key_list_result;

/* options: century_by_sign, today (also the day of the link), lang. All of the result lies in the arena. -1 when the file can't be read
 * at all, or the store can't. */
int steg_key_list_link(steg_store *store, const char *federation, const char *path, const char *sheet,
                       const steg_import_options *options, steg_arena *arena, steg_key_list_result *ret_result,
                       steg_error *err);

#endif
