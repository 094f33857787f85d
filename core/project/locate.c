/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/locate.h"

#include "base/file.h"
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef STEGVIS_PLUGIN_SUFFIX
#define STEGVIS_PLUGIN_SUFFIX "lib/stegvis/plugins"
#endif

static int program_path(char out[STEG_PATH_MAX], steg_error *err) {
  ssize_t size = readlink("/proc/self/exe", out, STEG_PATH_MAX - 1);
  if (size < 0)
    return steg_error_system(err, errno, "the program's own path can't be read");
  out[size] = '\0';
  return 0;
}

/* <folder>/<tail> when it is a folder; an empty text otherwise. */
static int folder_under(char out[STEG_PATH_MAX], const char *folder, const char *tail, steg_error *err) {
  if (steg_file_join(out, STEG_PATH_MAX, folder, tail, err) < 0)
    return -1;
  if (!steg_file_is_folder(out))
    out[0] = '\0';
  return 0;
}

static int key_folder(char out[STEG_PATH_MAX], steg_error *err) {
  const char *data = getenv("XDG_DATA_HOME");
  if (data && data[0] == '/') /* the XDG rule: a relative path is ignored */
    return steg_file_join(out, STEG_PATH_MAX, data, "stegvis", err);
  const char *home = getenv("HOME");
  if (!home || home[0] != '/') {
    const struct passwd *who = getpwuid(getuid());
    home = who ? who->pw_dir : NULL;
  }
  if (!home || home[0] != '/')
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "no home folder is known: set HOME or XDG_DATA_HOME");
  return steg_file_join(out, STEG_PATH_MAX, home, ".local/share/stegvis", err);
}

int steg_locate(steg_locations *ret_locations, steg_error *err) {
  /* share, plugins: relative to the folder of the program */
  static const struct {
    const char *share, *plugins;
  } layouts[] = {{"share", "plugins"}, {"../share/stegvis", "../" STEGVIS_PLUGIN_SUFFIX}};
  steg_locations found;
  memset(&found, 0, sizeof found);
  if (program_path(found.program, err) < 0)
    return -1;
  char folder[STEG_PATH_MAX];
  snprintf(folder, sizeof folder, "%s", found.program);
  char *slash = strrchr(folder, '/');
  if (slash)
    *slash = '\0';

  for (size_t i = 0; i < sizeof layouts / sizeof layouts[0] && !found.scripts[0]; i++) {
    char share[STEG_PATH_MAX];
    if (folder_under(share, folder, layouts[i].share, err) < 0)
      return -1;
    if (!share[0])
      continue;
    if (folder_under(found.scripts, share, "scripts", err) < 0 ||
        folder_under(found.reports, share, "reports", err) < 0 || folder_under(found.fonts, share, "fonts", err) < 0 ||
        folder_under(found.plugins, folder, layouts[i].plugins, err) < 0)
      return -1;
  }
  if (!found.scripts[0] || !found.reports[0] || !found.fonts[0])
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "the program's own files (scripts, reports, fonts) are not beside it nor where it was "
                          "installed: install it again");
  if (key_folder(found.keys, err) < 0)
    return -1;
  *ret_locations = found;
  return 0;
}
