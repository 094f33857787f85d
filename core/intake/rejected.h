/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rejected - the rows that were not taken, copied out of the file as they stand, to be mended and imported again.
 */
#ifndef STEG_INTAKE_REJECTED_H
#define STEG_INTAKE_REJECTED_H

#include "base/error.h"
#include "intake/decoding.h"

typedef struct steg_rejected_source {
  const char *path;
  steg_encoding encoding;
  size_t bom;
  char delimiter;
  uint32_t header_row;
  const uint32_t *rows; /* sorted */
  size_t row_count;
} steg_rejected_source;

/* Header row and rows, byte for byte; a UTF-16 file's in UTF-8 with a byte order mark. Mode 0600: the rows are personal. */
int steg_rejected_write(const steg_rejected_source *source, const char *path, steg_error *err);

#endif
