/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/example.h"

#include "base/file.h"
#include "project/folder_list.h"
#include "store/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COPY_MAX = 1 << 26 };

static const char empty_settings[] =
    "-- Inställningar för projektet. Alla fält utom api kan utelämnas; scripts/README.md beskriver dem.\n"
    "return {\n"
    "  api = 1,\n"
    "  federation = nil, -- förbundets namn, som det ska stå på rapporterna\n"
    "  lang = \"sv\",\n"
    "  k = 5, -- minsta antal som visas i publicerade rapporter (5 till 10)\n"
    "  age_bands = { { 16, 29 }, { 30, 44 }, { 45, 64 } },\n"
    "  retention_months = nil, -- månader efter avslut som deltaganden sparas; sedan gallrar stegvis purge\n"
    "}\n";

static int copy_file(const char *from, const char *to, steg_error *err) {
  steg_buffer bytes;
  steg_buffer_init(&bytes, COPY_MAX);
  int status = steg_file_read(from, COPY_MAX, &bytes, err);
  if (status == 0)
    status = steg_file_write(to, bytes.bytes, bytes.size, 0600, err);
  steg_buffer_release(&bytes);
  return status;
}

/* Copies the files of one folder that have the suffix. */
static int copy_files(const char *from, const char *suffix, const char *to, steg_error *err) {
  steg_arena *arena = steg_arena_new(0);
  const char **paths = NULL;
  size_t count = 0;
  int status = arena ? steg_folder_list(from, suffix, arena, &paths, &count, err) : steg_error_memory(err);
  if (status == 0 && count)
    status = steg_file_make_folder(to, err);
  for (size_t i = 0; status == 0 && i < count; i++) {
    char target[STEG_PATH_MAX];
    status = steg_file_join(target, sizeof target, to, steg_file_name(paths[i]), err);
    if (status == 0)
      status = copy_file(paths[i], target, err);
  }
  steg_arena_free(arena);
  return status;
}

static int copy_example(const steg_locations *places, const char *folder, steg_error *err) {
  /* from (below the shipped scripts), suffix, to (below the project) */
  static const char *const copies[][3] = {{"example", ".csv", "data"},
                                          {"example/felaktig", ".csv", "data/felaktig"},
                                          {"initiatives", ".lua", "initiatives"},
                                          {"example", ".lua", "."}};
  for (size_t i = 0; i < sizeof copies / sizeof copies[0]; i++) {
    char from[STEG_PATH_MAX], to[STEG_PATH_MAX];
    if (steg_file_join(from, sizeof from, places->scripts, copies[i][0], err) < 0 ||
        steg_file_join(to, sizeof to, folder, copies[i][2], err) < 0 || copy_files(from, copies[i][1], to, err) < 0)
      return -1;
  }
  return 0;
}

int steg_example_make(const char *folder, steg_init_kind kind, const char *store_file, steg_error *err) {
  static const char *const folders[] = {"instruments", "initiatives", "reports"};
  steg_locations places;
  char path[STEG_PATH_MAX];
  if (steg_locate(&places, err) < 0 || steg_file_join(path, sizeof path, folder, "stegvis.lua", err) < 0)
    return -1;
  if (steg_file_exists(path))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s holds a project already", folder);
  if (steg_file_make_folder(folder, err) < 0)
    return -1;
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
    if (steg_file_join(path, sizeof path, folder, folders[i], err) < 0 || steg_file_make_folder(path, err) < 0)
      return -1;
  if (steg_file_join(path, sizeof path, folder, "stegvis.db", err) < 0 ||
      steg_store_create(store_file ? store_file : path, places.keys, err) < 0)
    return -1;
  /* The settings make it a project, so they come last: a half-made folder is none. */
  if (kind == STEG_INIT_EXAMPLE)
    return copy_example(&places, folder, err);
  if (steg_file_join(path, sizeof path, folder, "stegvis.lua", err) < 0)
    return -1;
  return steg_file_write(path, empty_settings, sizeof empty_settings - 1, 0600, err);
}

/* By the number that a name begins with, then by name: 10-... comes after 9-... */
static int by_number(const void *a, const void *b) {
  const char *left = steg_file_name(((const steg_example_file *)a)->path);
  const char *right = steg_file_name(((const steg_example_file *)b)->path);
  long first = strtol(left, NULL, 10), second = strtol(right, NULL, 10);
  return first == second ? strcmp(left, right) : (first > second) - (first < second);
}

int steg_example_files(const steg_project *project, steg_example_file **ret_files, size_t *ret_count, steg_error *err) {
  char folder[STEG_PATH_MAX];
  const char **paths = NULL;
  size_t count = 0;
  if (steg_file_join(folder, sizeof folder, project->folder, "data", err) < 0 ||
      steg_folder_list(folder, ".csv", project->arena, &paths, &count, err) < 0)
    return -1;
  steg_example_file *files = steg_arena_array(project->arena, count ? count : 1, sizeof *files);
  if (!files)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++) {
    const char *name = steg_file_name(paths[i]);
    const char *instrument = strchr(name, '-');
    size_t size = instrument ? strcspn(instrument + 1, "-.") : 0;
    files[i].path = paths[i];
    files[i].instrument = instrument ? steg_arena_text_n(project->arena, instrument + 1, size) : "";
    if (!files[i].instrument)
      return steg_error_memory(err);
  }
  qsort(files, count, sizeof *files, by_number);
  *ret_files = files;
  *ret_count = count;
  return 0;
}
