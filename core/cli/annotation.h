/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * annotation - the annotated copy of an imported file, as `import --annotate` gives it and as a refused file's receipt offers it.
 */
#ifndef STEG_CLI_ANNOTATION_H
#define STEG_CLI_ANNOTATION_H

#include "cli/verb.h"

typedef struct steg_annotation {
  const steg_import *import;
  const char *path; /* of the file */
  const char *instrument;
  bool asked;   /* --annotate */
  bool stopped; /* the file was refused */
} steg_annotation;

/* After the receipt. With --annotate and findings: writes the copy and says where; with --json: puts "annotated" (the copy's name, or
 * null) into the file's receipt. Without it: a refused file's receipt ends with how to get one. */
int steg_annotation_tell(steg_session *session, const steg_annotation *annotation, steg_tree *receipt, steg_error *err);

#endif
