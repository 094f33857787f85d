/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/mapping_faults.h"

#include <stdio.h>

void steg_mapping_faults_file(void *context, const char *path, uint32_t line, const char *sv, const char *en) {
  steg_mapping_faults *faults = context;
  char clean[512];
  faults->count++;
  if (line)
    fprintf(stderr, "%s%s%s %u: ", path, *path ? ", " : "", steg_session_pick(faults->session, "rad", "row"), line);
  else if (*path)
    fprintf(stderr, "%s: ", path);
  fprintf(stderr, "%s\n", steg_session_clean(steg_session_pick(faults->session, sv, en), clean, sizeof clean));
}

void steg_mapping_faults_line(void *context, uint32_t line, const char *sv, const char *en) {
  steg_mapping_faults_file(context, "", line, sv, en);
}

int steg_mapping_faults_end(const steg_mapping_faults *faults, steg_error *err) {
  return faults->count ? steg_error_set(err, STEG_ERROR_FINDINGS,
                                        "%zu faults in the mapping: mend it as said above, or import with --no-mapping",
                                        faults->count)
                       : 0;
}
