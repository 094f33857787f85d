/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * instruments - every instrument of a project: the program's plugins, those of $STEGVIS_PLUGINS, and the definition files in the
 * project's own instruments/ folder.
 *
 * Definition files are taken in the order of their names, but one that extends another comes after it; several that extend the
 * same one are put over each other in that order. A file that is wrong is refused with the first thing that is wrong in it.
 */
#ifndef STEG_PROJECT_INSTRUMENTS_H
#define STEG_PROJECT_INSTRUMENTS_H

#include "project/check.h"

typedef enum steg_instruments_rule {
  STEG_INSTRUMENTS_ALL = 1,  /* a definition file that is wrong is an error */
  STEG_INSTRUMENTS_SOUND = 2 /* it is passed over: for whoever lists what is wrong */
} steg_instruments_rule;

/* `skip`: path of a definition file to leave out, or NULL. The caller frees the registry. */
int steg_instruments_open(const steg_project *project, steg_instruments_rule rule, const char *skip,
                          steg_registry **ret_registry, steg_error *err);
/* Everything that is wrong in one definition file, beside the project's other instruments. Returns the number of errors, -1 only
 * when the others can't be had. */
int steg_instruments_check(const steg_project *project, const char *path, steg_check_fn found, void *context,
                           steg_error *err);

#endif
