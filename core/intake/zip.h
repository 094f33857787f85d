/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zip - the parts of a ZIP file, inflated in a stream and never trusted: neither sizes nor names nor offsets.
 *
 * Read by the central directory alone. Refused: a file without one or cut, two entries of one name (what one reader sees and
 * another one reads could differ), encryption, methods other than stored and deflate, more than a hundredfold inflation after
 * the first MiB, more than 200 MB in all, a wrong check sum, an entry whose own header differs from the directory's, entries that
 * lie over each other, names that lead out (absolute, with "..", a drive or a backslash), two records that both could be the end.
 */
#ifndef STEG_INTAKE_ZIP_H
#define STEG_INTAKE_ZIP_H

#include "intake/finding_kinds.h"
#include <stdbool.h>
#include <stddef.h>

enum { STEG_ZIP_TOTAL_MAX = 200 * 1000 * 1000, STEG_ZIP_RATIO_MAX = 100, STEG_ZIP_ENTRIES_MAX = 10000 };

typedef struct steg_zip steg_zip;

/* `fd` stays the caller's and must outlive it. 0, or why it is refused; STEG_FINDING_COUNT stands for lack of memory. */
steg_finding_id steg_zip_open(int fd, steg_zip **ret_zip);
void steg_zip_free(steg_zip *zip);

/* Index by name, case apart; -1 when there is none. */
int steg_zip_find(const steg_zip *zip, const char *name);
/* Whether an entry's name ends so, case apart. */
bool steg_zip_has_ending(const steg_zip *zip, const char *ending);
/* Whether an entry's name begins so, case apart. */
bool steg_zip_has_opening(const steg_zip *zip, const char *opening);

/* Takes a piece of a part; nonzero stops the reading. */
typedef int (*steg_zip_fn)(void *context, const char *bytes, size_t size, bool last);

/* Inflates an entry. 0 when it was read to its end with the right check sum or `take` stopped it (*ret_stopped: what it
 * returned); else why it is refused. */
steg_finding_id steg_zip_read(steg_zip *zip, int index, steg_zip_fn take, void *context, int *ret_stopped);

#endif
