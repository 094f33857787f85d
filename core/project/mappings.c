/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/mappings.h"

#include "base/file.h"
#include "intake/learn.h"
#include "intake/national.h"
#include "project/folder_list.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MAX = 4 << 20, NAME_MAX_BYTES = 60, MAPPINGS_MAX = 500 };

/* ---- one file */

typedef struct mapping_faults {
  steg_mappings_told_fn told;
  void *context;
  const char *path;
  size_t count;
} mapping_faults;

static void tell(void *context, uint32_t line, const char *sv, const char *en) {
  mapping_faults *faults = context;
  faults->count++;
  if (faults->told)
    faults->told(faults->context, faults->path, line, sv, en);
}

static const char *name_of(const steg_project *project, const char *path) {
  const char *name = steg_file_name(path);
  return steg_arena_text_n(project->arena, name, strlen(name) - strlen(".csv"));
}

static int read_one(const steg_project *project, const char *path, mapping_faults *faults, steg_lexicon *ret_source,
                    steg_error *err) {
  steg_buffer bytes;
  steg_buffer_init(&bytes, FILE_MAX);
  faults->path = steg_arena_printf(project->arena, "mappings/%s", steg_file_name(path));
  int result = steg_file_read(path, FILE_MAX, &bytes, err);
  if (result == 0)
    result = steg_lexicon_read(bytes.bytes, bytes.size, name_of(project, path), project->arena, tell, faults,
                               ret_source, err);
  steg_buffer_release(&bytes);
  return result;
}

static int list_files(const steg_project *project, const char ***ret_paths, size_t *ret_count, steg_error *err) {
  char folder[STEG_PATH_MAX];
  if (steg_file_join(folder, sizeof folder, project->folder, "mappings", err) < 0 ||
      steg_folder_list(folder, ".csv", project->arena, ret_paths, ret_count, err) < 0)
    return -1;
  if (*ret_count > MAPPINGS_MAX)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "mappings/ has more than %d files", MAPPINGS_MAX);
  return 0;
}

int steg_mappings_list(const steg_project *project, steg_mappings_told_fn told, void *context,
                       const steg_lexicon **ret_sources, size_t *ret_count, steg_error *err) {
  const char **paths = NULL;
  size_t count = 0;
  mapping_faults faults = {told, context, NULL, 0};
  if (list_files(project, &paths, &count, err) < 0)
    return -1;
  steg_lexicon *sources = steg_arena_array(project->arena, count, sizeof *sources);
  if (!sources)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++)
    if (read_one(project, paths[i], &faults, &sources[i], err) < 0)
      return -1;
  *ret_sources = sources;
  *ret_count = count;
  return 0;
}

int steg_mappings_load(const steg_project *project, const steg_registry_entry *entry,
                       const steg_import_options *options, steg_mappings_told_fn told, void *context,
                       const steg_lexicon **ret_sources, size_t *ret_count, size_t *ret_faults, steg_error *err) {
  const char **paths = NULL;
  size_t count = 0, kept = 0;
  mapping_faults faults = {told, context, NULL, 0};
  if (list_files(project, &paths, &count, err) < 0)
    return -1;
  steg_lexicon *sources = steg_arena_array(project->arena, count, sizeof *sources);
  if (!sources)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++) {
    steg_lexicon *source = &sources[kept];
    mapping_faults form = {NULL, NULL, NULL, 0};
    if (read_one(project, paths[i], &form, source, err) < 0)
      return -1;
    if (source->instrument && *source->instrument && strcmp(source->instrument, entry->instrument->id) != 0)
      continue;
    if (form.count && read_one(project, paths[i], &faults, source, err) < 0) /* once more, to tell */
      return -1;
    faults.path = form.path;
    if (steg_learn_check(source, entry, options, tell, &faults, err) < 0)
      return -1;
    kept++;
  }
  *ret_sources = sources;
  *ret_count = kept;
  *ret_faults = faults.count;
  return 0;
}

int steg_mappings_check(const steg_project *project, const char *path, steg_mappings_told_fn told, void *context,
                        steg_error *err) {
  mapping_faults faults = {told, context, NULL, 0};
  steg_lexicon source = {0};
  steg_import_options options = {.lang = project->settings.lang, .decimal_mark = project->settings.decimal_mark};
  if (read_one(project, path, &faults, &source, err) < 0 ||
      steg_project_import_initiatives(project, &options.initiatives, &options.initiative_count, err) < 0)
    return -1;
  const steg_registry_entry *entry =
      source.instrument ? steg_registry_find(project->registry, source.instrument) : NULL;
  if (!entry)
    tell(&faults, 0, "Instrumentet på raden (instrument) finns inte: skriv dess id, som stegvis instruments visar det.",
         "There is no such instrument as the row (instrument) says: write its id, as stegvis instruments shows it.");
  else if (steg_learn_check(&source, entry, &options, tell, &faults, err) < 0)
    return -1;
  return (int)faults.count;
}

/* ---- names and files */

static bool is_name_byte(char c) {
  return isalnum((unsigned char)c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

int steg_mappings_judge_name(const char *name, steg_error *err) {
  size_t size = strlen(name);
  for (size_t i = 0; i < size; i++)
    if (!is_name_byte(name[i]))
      size = 0;
  if (!size || size > NAME_MAX_BYTES || steg_text_valid(name, size) != size || steg_national_like_in_text(name, size))
    return steg_error_set(err, STEG_ERROR_USAGE, "--name: letters, digits, - and _, at most %d bytes", NAME_MAX_BYTES);
  return 0;
}

const char *steg_mappings_name(const steg_project *project, const char *path, const char *otherwise) {
  steg_error ignored = {.kind = STEG_ERROR_NONE};
  char *name = steg_arena_text(project->arena, steg_file_name(path));
  if (!name)
    return NULL;
  steg_national_mask(name);
  char *dot = strrchr(name, '.');
  if (dot)
    *dot = '\0';
  for (char *at = name; *at; at++)
    *at = is_name_byte(*at) ? *at : '-';
  /* What a file of next month has otherwise. */
  size_t size = strlen(name);
  while (size && (isdigit((unsigned char)name[size - 1]) || name[size - 1] == '-' || name[size - 1] == '_'))
    name[--size] = '\0';
  return steg_mappings_judge_name(name, &ignored) < 0 ? otherwise : name;
}

static int path_of(const steg_project *project, const char *name, char ret_path[STEG_PATH_MAX], steg_error *err) {
  char folder[STEG_PATH_MAX];
  const char *file = steg_arena_printf(project->arena, "%s.csv", name);
  if (!file)
    return steg_error_memory(err);
  return steg_file_join(folder, sizeof folder, project->folder, "mappings", err) < 0
             ? -1
             : steg_file_join(ret_path, STEG_PATH_MAX, folder, file, err);
}

int steg_mappings_save(const steg_project *project, const steg_lexicon *source, const char **ret_path,
                       steg_error *err) {
  char folder[STEG_PATH_MAX], path[STEG_PATH_MAX];
  steg_buffer out;
  if (steg_file_join(folder, sizeof folder, project->folder, "mappings", err) < 0 ||
      path_of(project, source->name, path, err) < 0 ||
      (!steg_file_is_folder(folder) && steg_file_make_folder(folder, err) < 0))
    return -1;
  steg_buffer_init(&out, FILE_MAX);
  steg_lexicon_write(source, &out);
  int result =
      steg_buffer_failed(&out) ? steg_error_memory(err) : steg_file_write(path, out.bytes, out.size, 0640, err);
  steg_buffer_release(&out);
  *ret_path = steg_arena_printf(project->arena, "mappings/%s.csv", source->name);
  return result;
}

const steg_lexicon *steg_mappings_find(const steg_lexicon *sources, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(sources[i].name, name))
      return &sources[i];
  return NULL;
}

int steg_mappings_unknown(const steg_lexicon *sources, size_t count, const char *name, steg_error *err) {
  const char *names[MAPPINGS_MAX];
  for (size_t i = 0; i < count; i++)
    names[i] = sources[i].name;
  const char *near = count ? steg_text_nearest(name, names, count) : NULL;
  if (near)
    return steg_error_set(err, STEG_ERROR_USAGE, "there is no mapping \"%s\": did you mean %s?", name, near);
  return steg_error_set(err, STEG_ERROR_USAGE, "there is no mapping \"%s\"; `stegvis map --list` shows those there are",
                        name);
}

static size_t confirm_values(steg_arena *arena, steg_lexicon_column *column, bool *ret_failed) {
  steg_lexicon_value *values = steg_arena_array(arena, column->value_count + 1, sizeof *values);
  size_t count = 0;
  *ret_failed = *ret_failed || !values;
  for (size_t i = 0; values && i < column->value_count; i++) {
    values[i] = column->values[i];
    if (*values[i].meaning && values[i].certainty == STEG_CERTAINTY_PROPOSED) {
      values[i].certainty = STEG_CERTAINTY_OWN;
      count++;
    }
  }
  column->values = values;
  return count;
}

int steg_mappings_confirm(const steg_project *project, const char *name, size_t *ret_count, steg_error *err) {
  const steg_lexicon *sources = NULL, *source;
  const char *path = NULL;
  size_t count = 0, confirmed = 0;
  bool failed = false;
  if (steg_mappings_list(project, NULL, NULL, &sources, &count, err) < 0)
    return -1;
  if (!(source = steg_mappings_find(sources, count, name)))
    return steg_mappings_unknown(sources, count, name, err);
  steg_lexicon kept = *source;
  steg_lexicon_column *columns = steg_arena_array(project->arena, kept.column_count + 1, sizeof *columns);
  if (!columns)
    return steg_error_memory(err);
  for (size_t i = 0; i < kept.column_count; i++) {
    columns[i] = source->columns[i];
    if (*columns[i].meaning && columns[i].certainty == STEG_CERTAINTY_PROPOSED) {
      columns[i].certainty = STEG_CERTAINTY_OWN;
      confirmed++;
    }
    if (columns[i].dates && columns[i].date_certainty == STEG_CERTAINTY_PROPOSED) {
      columns[i].date_certainty = STEG_CERTAINTY_OWN;
      confirmed++;
    }
    confirmed += confirm_values(project->arena, &columns[i], &failed);
  }
  kept.columns = columns;
  if (failed)
    return steg_error_memory(err);
  if (steg_mappings_save(project, &kept, &path, err) < 0)
    return -1;
  *ret_count = confirmed;
  return 0;
}

int steg_mappings_forget(const steg_project *project, const char *name, steg_error *err) {
  const steg_lexicon *sources = NULL;
  size_t count = 0;
  char path[STEG_PATH_MAX];
  if (steg_mappings_list(project, NULL, NULL, &sources, &count, err) < 0)
    return -1;
  if (!steg_mappings_find(sources, count, name))
    return steg_mappings_unknown(sources, count, name, err);
  if (path_of(project, name, path, err) < 0)
    return -1;
  return unlink(path) ? steg_error_system(err, errno, "%s", path) : 0;
}
