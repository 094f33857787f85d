/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/folder_list.h"

#include "base/file.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_suffix(const char *name, const char *suffix) {
  size_t name_size = strlen(name), suffix_size = strlen(suffix);
  return name_size > suffix_size && !strcmp(name + name_size - suffix_size, suffix);
}

int steg_folder_list(const char *folder, const char *suffix, steg_arena *arena, const char ***ret_paths,
                     size_t *ret_count, steg_error *err) {
  enum { MOST = 4096 };
  DIR *open_folder = opendir(folder);
  if (!open_folder && errno != ENOENT)
    return steg_error_system(err, errno, "%s", folder);
  const char **paths = steg_arena_array(arena, MOST, sizeof *paths);
  if (!paths) {
    if (open_folder)
      closedir(open_folder);
    return steg_error_memory(err);
  }
  size_t count = 0;
  for (const struct dirent *entry; open_folder && (entry = readdir(open_folder)) != NULL && count < MOST;) {
    if (entry->d_name[0] == '.' || !has_suffix(entry->d_name, suffix))
      continue;
    paths[count] = steg_arena_printf(arena, "%s/%s", folder, entry->d_name);
    if (!paths[count++]) {
      closedir(open_folder);
      return steg_error_memory(err);
    }
  }
  if (open_folder)
    closedir(open_folder);
  qsort(paths, count, sizeof *paths, by_name);
  *ret_paths = paths;
  *ret_count = count;
  return 0;
}
