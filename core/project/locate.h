/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * locate - where the program's own files are: beside it in a build tree (share/, plugins/), or where it was installed
 * (<prefix>/share/stegvis, <prefix>/lib.../stegvis/plugins), found from /proc/self/exe; and the person's data folder.
 */
#ifndef STEG_PROJECT_LOCATE_H
#define STEG_PROJECT_LOCATE_H

#include "base/error.h"

enum { STEG_PATH_MAX = 4096 };

typedef struct steg_locations {
  char program[STEG_PATH_MAX]; /* the program itself */
  char plugins[STEG_PATH_MAX];
  char scripts[STEG_PATH_MAX]; /* holds stegvis/, initiatives/, example/ */
  char reports[STEG_PATH_MAX];
  char fonts[STEG_PATH_MAX];
  char keys[STEG_PATH_MAX]; /* $XDG_DATA_HOME/stegvis, or ~/.local/share/stegvis */
} steg_locations;

int steg_locate(steg_locations *ret_locations, steg_error *err);

#endif
