/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * annotate - FILE.granskad.xlsx: the cells of an imported file with every finding marked where it is, to be mended there and imported
 * again as it is.
 */
#ifndef STEG_PROJECT_ANNOTATE_H
#define STEG_PROJECT_ANNOTATE_H

#include "intake/import.h"
#include "project/project.h"

typedef struct steg_annotate_order {
  const steg_import *import;
  const char *path;       /* of the file that was imported */
  const char *instrument; /* id */
  steg_lang lang;
  const char *program; /* "Stegvis 0.1.0" */
} steg_annotate_order;

/* Writes <path>.granskad.xlsx with mode 0600, or leaves what was there. *ret_written: false when the file's cells could not be told
 * apart, so that there is nothing to mark. */
int steg_annotate_write(const steg_project *project, const steg_annotate_order *order, bool *ret_written,
                        steg_error *err);

#endif
