/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/source.h"
#include "base/file.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE_MAX = 1 << 20, FILES_MAX = 200 };

static int check(const char *name, const char *bytes, size_t size, steg_error *err) {
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s:1: begins with a byte order mark; save it as UTF-8 without one",
                          name);
  if (size && bytes[0] == '#')
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s:1: begins with #; a script is Lua from its first line", name);
  if (size && bytes[0] == '\x1B')
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s: is compiled Lua; only its text is taken", name);
  const char *zero = size ? memchr(bytes, '\0', size) : NULL;
  size_t valid = steg_text_valid(bytes, size);
  size_t bad = zero && (size_t)(zero - bytes) < valid ? (size_t)(zero - bytes) : valid;
  if (bad == size)
    return 0;
  unsigned line = 1;
  for (size_t i = 0; i < bad; i++)
    line += bytes[i] == '\n';
  if (bad == valid)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "%s:%u: is not UTF-8; save it as UTF-8", name, line);
  return steg_error_set(err, STEG_ERROR_SCRIPT, "%s:%u: holds a zero byte", name, line);
}

steg_tree *steg_source_read(const char *path, steg_arena *arena, steg_error *err) {
  steg_tree *node = NULL;
  steg_buffer bytes;
  steg_buffer_init(&bytes, SOURCE_MAX);
  if (steg_file_read(path, SOURCE_MAX, &bytes, err) == 0 &&
      check(steg_file_name(path), bytes.bytes, bytes.size, err) == 0) {
    node = steg_tree_text_n(arena, bytes.bytes, bytes.size);
    if (!node)
      steg_error_memory(err);
  }
  steg_buffer_release(&bytes);
  return node;
}

/* "x" of "x.lua" when x is an id; NULL otherwise. */
static const char *module_name(const char *file, steg_arena *arena) {
  size_t size = strlen(file);
  if (size <= 4 || strcmp(file + size - 4, ".lua") != 0)
    return NULL;
  const char *name = steg_arena_text_n(arena, file, size - 4);
  return name && steg_text_is_id(name) ? name : NULL;
}

/* A file that only tells editors what there is (LuaLS) is never run. */
static bool is_for_editors(const steg_tree *source) {
  return strncmp(steg_tree_get_text(source), "---@meta", strlen("---@meta")) == 0;
}

static int compare_names(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int steg_source_read_folder(const char *folder, const char *prefix, steg_arena *arena, steg_tree *map,
                            steg_error *err) {
  DIR *open_folder = opendir(folder);
  if (!open_folder)
    return errno == ENOENT || errno == ENOTDIR ? 0 : steg_error_system(err, errno, "%s", folder);
  const char *names[FILES_MAX] = {NULL};
  size_t count = 0;
  for (const struct dirent *entry; count < FILES_MAX && (entry = readdir(open_folder)) != NULL;) {
    names[count] = module_name(entry->d_name, arena);
    count += names[count] != NULL;
  }
  closedir(open_folder);
  /* In the order of their names: the message, and so every fault, is the same on every machine. */
  qsort(names, count, sizeof *names, compare_names);
  for (size_t i = 0; i < count; i++) {
    const char *path = steg_arena_printf(arena, "%s/%s.lua", folder, names[i]);
    const char *key = steg_arena_printf(arena, "%s.%s", prefix, names[i]);
    if (!path || !key)
      return steg_error_memory(err);
    steg_tree *source = steg_source_read(path, arena, err);
    if (!source)
      return -1;
    if (!is_for_editors(source) && steg_tree_put(arena, map, key, source) != 0)
      return steg_error_memory(err);
  }
  return 0;
}
