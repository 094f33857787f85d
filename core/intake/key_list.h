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

/* One key as somebody types it, cleaned and judged as a cell of an import is: a personnummer, or else an own code. 0; 1 when it is
 * neither, with the finding's code ("E_PNR"; NULL: it is empty); -1 when memory is out. */
int steg_key_list_read_key(const char *text, const steg_import_options *options, steg_arena *arena,
                           steg_person_key *ret_key, const char **ret_code, steg_error *err);

/* options: century_by_sign, today (also the day of the link), lang. All of the result lies in the arena. -1 when the file can't be read
 * at all, or the store can't. */
int steg_key_list_link(steg_store *store, const char *federation, const char *path, const char *sheet,
                       const steg_import_options *options, steg_arena *arena, steg_key_list_result *ret_result,
                       steg_error *err);

#endif
