/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mapping_faults - faults of a mapping file told to standard error, one a line, and their end.
 */
#ifndef STEG_CLI_MAPPING_FAULTS_H
#define STEG_CLI_MAPPING_FAULTS_H

#include "cli/session.h"

typedef struct steg_mapping_faults {
  const steg_session *session;
  size_t count;
} steg_mapping_faults;

/* As steg_lexicon_told_fn and steg_mappings_told_fn; the context is a steg_mapping_faults. */
void steg_mapping_faults_line(void *context, uint32_t line, const char *sv, const char *en);
void steg_mapping_faults_file(void *context, const char *path, uint32_t line, const char *sv, const char *en);
/* -1 with a sentence when there were any. */
int steg_mapping_faults_end(const steg_mapping_faults *faults, steg_error *err);

#endif
