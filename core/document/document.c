/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/document.h"
#include <string.h>

static const char *const profile_ids[] = {NULL, "arbetsmaterial", "styrgrupp", "publicerad"};

const char *steg_profile_id(steg_profile profile) {
  return profile >= STEG_PROFILE_WORKING && profile <= STEG_PROFILE_PUBLIC ? profile_ids[profile] : NULL;
}

steg_profile steg_profile_find(const char *id) {
  for (int profile = STEG_PROFILE_WORKING; id && profile <= STEG_PROFILE_PUBLIC; profile++)
    if (strcmp(profile_ids[profile], id) == 0)
      return (steg_profile)profile;
  return 0;
}
