/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * signature - what kind of file the first bytes say it is, whatever its name ends with.
 */
#ifndef STEG_INTAKE_SIGNATURE_H
#define STEG_INTAKE_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>

/* Name of the kind for a person ("html", "xlsx", "gzip", "pdf" ...), or NULL when it may be text with columns.
 * A ZIP is called "xlsx", "ods", "docx" or "xlsm" when its first entries' names tell, else "zip". */
const char *steg_signature_of(const unsigned char *bytes, size_t size);
/* Whether an "xls" (an OLE file) is a workbook with a password: the stream of that name is in it. */
bool steg_signature_is_locked(const unsigned char *bytes, size_t size);

#endif
