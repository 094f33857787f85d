/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * copy - private to the room: a consistent copy of one database file, made by SQLite's backup interface.
 */
#ifndef STEG_STORE_COPY_H
#define STEG_STORE_COPY_H

#include "base/error.h"

/* Copies the database at `from` to `to` (mode 0600; replaced whole when it is there) by a temporary file, fsync and rename. */
int steg_copy_file(const char *from, const char *to, steg_error *err);

#endif
