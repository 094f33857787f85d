/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mappings - the mappings of a project: `mappings/<name>.csv`, one a source (intake/lexicon.h says what stands in one).
 */
#ifndef STEG_PROJECT_MAPPINGS_H
#define STEG_PROJECT_MAPPINGS_H

#include "project/project.h"

/* A fault in a mapping: path as shown, line (0 = the file), cause and mend. */
typedef void (*steg_mappings_told_fn)(void *context, const char *path, uint32_t line, const char *sv, const char *en);

/* All mappings as they stand, sorted by name; faults of the files' form are told. In the project's arena. */
int steg_mappings_list(const steg_project *project, steg_mappings_told_fn told, void *context,
                       const steg_lexicon **ret_sources, size_t *ret_count, steg_error *err);
/* Those of one instrument (or of none in particular), checked against it. *ret_faults: how many were told; sources with a fault
 * are not to be read with. `options`: for initiatives. */
int steg_mappings_load(const steg_project *project, const steg_registry_entry *entry,
                       const steg_import_options *options, steg_mappings_told_fn told, void *context,
                       const steg_lexicon **ret_sources, size_t *ret_count, size_t *ret_faults, steg_error *err);
/* Faults of one file, against the instrument it names: for `check`. Their count. */
int steg_mappings_check(const steg_project *project, const char *path, steg_mappings_told_fn told, void *context,
                        steg_error *err);

/* A name fit for a file, from that of a data file: "svar 2024-06.csv" is "svar". In the project's arena; NULL when memory is out. */
const char *steg_mappings_name(const steg_project *project, const char *path, const char *otherwise);
/* -1 with the sentence when it is none: letters, digits, - and _, at most 60 bytes. */
int steg_mappings_judge_name(const char *name, steg_error *err);
/* Writes mappings/<name>.csv, making the folder. *ret_path in the project's arena. */
int steg_mappings_save(const steg_project *project, const steg_lexicon *source, const char **ret_path, steg_error *err);
/* Marks every proposal of one mapping as the user's own word and saves it. *ret_count: how many there were. -1 with the nearest name
 * when there is none. */
int steg_mappings_confirm(const steg_project *project, const char *name, size_t *ret_count, steg_error *err);
/* -1 with the nearest name when there is none. */
int steg_mappings_forget(const steg_project *project, const char *name, steg_error *err);
const steg_lexicon *steg_mappings_find(const steg_lexicon *sources, size_t count, const char *name);
/* The sentence for an unknown name, with the nearest. Returns -1. */
int steg_mappings_unknown(const steg_lexicon *sources, size_t count, const char *name, steg_error *err);

#endif
