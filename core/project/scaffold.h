/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scaffold - a first version of an instrument, initiative, report or plugin, in the project's own folders, that passes `check` as it
 * stands. A file that is there is never overwritten.
 */
#ifndef STEG_PROJECT_SCAFFOLD_H
#define STEG_PROJECT_SCAFFOLD_H

#include "project/guess.h"
#include "project/project.h"

typedef struct steg_scaffold_order {
  const char *name;       /* id of what is made */
  const char *title;      /* NULL = made of the name */
  const char *instrument; /* report: what it measures progression with; NULL = what the initiative uses */
  const char *source;     /* instrument from a file: the file's name without folders */
  steg_better better;     /* instrument: of every scale whose direction the data can't tell; 0 = not answered */
  int sensitive;          /* instrument: 1 yes, 0 no, -1 = not answered (then yes) */
} steg_scaffold_order;

/* *ret_path: what was made, in the project's arena. */
int steg_scaffold_initiative(const steg_project *project, const steg_scaffold_order *order, const char **ret_path,
                             steg_error *err);
int steg_scaffold_report(const steg_project *project, const steg_scaffold_order *order, const char **ret_path,
                         steg_error *err);
/* A folder plugins/NAME: the template under another name. */
int steg_scaffold_plugin(const steg_project *project, const steg_scaffold_order *order, const char **ret_path,
                         steg_error *err);
int steg_scaffold_instrument(const steg_project *project, const steg_scaffold_order *order, const steg_guess *guess,
                             const char **ret_path, steg_error *err);
/* A copy of a shipped definition (scripts/definitions), or of one of the project's, under the name. */
int steg_scaffold_like(const steg_project *project, const steg_scaffold_order *order, const char *like,
                       const char **ret_path, steg_error *err);
/* The instrument's next version: its definition file with the version raised and every item *same* in its crosswalk; an overlay
 * for an instrument that is no definition file of the project. */
int steg_scaffold_next_version(const steg_project *project, const steg_scaffold_order *order, const char **ret_path,
                               steg_error *err);

/* For scaffold*.c: writes a new file; refuses one that is there. `folder` is below the project. */
int steg_scaffold_write(const steg_project *project, const char *folder, const char *name, const steg_buffer *bytes,
                        const char **ret_path, steg_error *err);
/* The same for a definition file with the order's name. */
int steg_scaffold_definition(const steg_project *project, const steg_scaffold_order *order, const steg_buffer *bytes,
                             const char **ret_path, steg_error *err);
/* "text" as Lua reads it; line ends and control characters become spaces. */
void steg_scaffold_quote(steg_buffer *out, const char *text);
/* The order's title, else the name with a capital letter and spaces. */
const char *steg_scaffold_title(const steg_scaffold_order *order, steg_arena *arena);

#endif
