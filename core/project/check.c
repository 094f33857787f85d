/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/check.h"

#include "base/file.h"
#include "document/read.h"
#include "project/check_plugin.h"
#include "project/folder_list.h"
#include "project/mappings.h"
#include "project/instruments.h"
#include "project/metadata.h"
#include "project/report.h"
#include "script/script.h"
#include <string.h>

static bool ends_with(const char *text, const char *tail) {
  size_t text_size = strlen(text), tail_size = strlen(tail);
  return text_size >= tail_size && !strcmp(text + text_size - tail_size, tail);
}

static bool in_folder(const char *path, const char *folder) {
  const char *slash = strrchr(path, '/');
  size_t size = strlen(folder);
  return slash && (size_t)(slash - path) >= size && !strncmp(slash - size, folder, size) &&
         ((size_t)(slash - path) == size || slash[-(ptrdiff_t)size - 1] == '/');
}

static int told(const steg_error *why, const char *path, steg_check_fn found, void *context) {
  found(context, path, STEG_SEVERITY_ERROR, why->text_sv, why->text);
  return 1;
}

static int check_data_file(const steg_project *project, steg_script_kind kind, const char *path, steg_check_fn found,
                           void *context) {
  steg_error why = {.kind = STEG_ERROR_NONE};
  const steg_tree *tree = NULL;
  const steg_script_job job = {.kind = kind, .path = path, .program = project->places.program};
  if (steg_script_run(&job, project->arena, &tree, &why) < 0)
    return told(&why, path, found, context);
  steg_settings settings;
  steg_initiative initiative;
  int status = kind == STEG_SCRIPT_SETTINGS ? steg_settings_read(tree, project->arena, &settings, &why)
                                            : steg_initiative_read(tree, path, project->arena, &initiative, &why);
  return status < 0 ? told(&why, path, found, context) : 0;
}

/* A value for each parameter without a default, so that the report can be built: the first initiative and its first year. */
static const steg_tree *sample_params(const steg_project *project, const steg_tree *declared) {
  steg_arena *arena = project->arena;
  steg_tree *params = steg_tree_map(arena);
  const steg_initiative *first = project->initiative_count ? &project->initiatives[0] : NULL;
  for (size_t i = 0; i < steg_tree_size(declared); i++) {
    const steg_tree *type = steg_tree_at(declared, i);
    const char *name =
        steg_tree_get_text(type) ? steg_tree_get_text(type) : steg_tree_get_text(steg_tree_get(type, "type"));
    const char *value = NULL;
    if (!name || steg_tree_get(type, "default"))
      continue;
    if (!strcmp(name, "initiative") && first)
      value = first->id;
    else if (!strcmp(name, "year") || !strcmp(name, "period"))
      value = first && first->period.first != STEG_DATE_NONE
                  ? steg_arena_printf(arena, "%d", steg_date_year(first->period.first))
                  : "2024";
    else if (!strcmp(name, "number"))
      value = "1";
    else if (!strcmp(name, "text"))
      value = "text";
    steg_tree_put(arena, params, steg_tree_key_at(declared, i), steg_tree_text(arena, value));
  }
  return params;
}

static int check_report(const steg_project *project, const char *path, steg_check_fn found, void *context) {
  steg_error why = {.kind = STEG_ERROR_NONE};
  char own[STEG_PATH_MAX];
  if (steg_file_join(own, sizeof own, project->folder, "reports/lib", &why) < 0)
    return told(&why, path, found, context);
  const char *const folders[] = {project->places.scripts, own, NULL};
  steg_script_job job = {
      .kind = STEG_SCRIPT_HEADER, .path = path, .module_folders = folders, .program = project->places.program};
  const steg_tree *header = NULL, *tree = NULL;
  if (steg_script_run(&job, project->arena, &header, &why) < 0)
    return told(&why, path, found, context);
  if (!project->initiative_count) {
    found(context, path, STEG_SEVERITY_NOTE, "projektet har ingen insats än: bara rapportens huvud granskades",
          "the project has no initiative yet: only the report's head was checked");
    return 0;
  }
  job.kind = STEG_SCRIPT_REPORT;
  const steg_tree *params = sample_params(project, steg_tree_get(header, "params"));
  job.metadata = steg_metadata_make(project, project->settings.lang, params, &why);
  steg_document document;
  memset(&document, 0, sizeof document);
  document.lang = project->settings.lang;
  document.initiatives = project->initiatives;
  document.initiative_count = project->initiative_count;
  document.script = path;
  if (!job.metadata || steg_script_run(&job, project->arena, &tree, &why) < 0 ||
      steg_read_document(tree, project->registry, project->arena, &document, &why) < 0)
    return told(&why, path, found, context);
  return 0;
}

typedef struct store_check {
  const char *path;
  steg_check_fn found;
  void *context;
} store_check;

static void store_fault(void *context, const steg_error *fault) {
  const store_check *check = context;
  told(fault, check->path, check->found, check->context);
}

static int check_store(const steg_project *project, const char *path, steg_check_fn found, void *context) {
  steg_error why = {.kind = STEG_ERROR_NONE};
  steg_store *store = NULL;
  store_check check = {path, found, context};
  if (steg_store_open(path, STEG_STORE_WRITE, project->places.keys, &store, &why) < 0)
    return told(&why, path, found, context);
  int faults = steg_store_check(store, project->registry, store_fault, &check, &why);
  steg_store_close(store);
  return faults < 0 ? told(&why, path, found, context) : faults;
}

typedef struct mapping_check {
  const steg_project *project;
  steg_check_fn found;
  void *context;
} mapping_check;

static void mapping_fault(void *context, const char *path, uint32_t line, const char *sv, const char *en) {
  const mapping_check *check = context;
  steg_arena *arena = check->project->arena;
  if (line) {
    sv = steg_arena_printf(arena, "rad %u: %s", line, sv);
    en = steg_arena_printf(arena, "row %u: %s", line, en);
  }
  check->found(check->context, path, STEG_SEVERITY_ERROR, sv ? sv : "", en ? en : "");
}

static int check_mapping(const steg_project *project, const char *path, steg_check_fn found, void *context,
                         steg_error *err) {
  mapping_check check = {project, found, context};
  return steg_mappings_check(project, path, mapping_fault, &check, err);
}

int steg_check_path(const steg_project *project, const char *path, steg_check_fn found, void *context,
                    steg_error *err) {
  if (steg_file_is_folder(path))
    return steg_error_set(err, STEG_ERROR_USAGE, "%s is a folder: name a file in it, or run `stegvis check` inside it",
                          path);
  if (!steg_file_exists(path))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: no such file", path);
  if (ends_with(path, ".so"))
    return steg_check_plugin(path, found, context, err);
  if (ends_with(path, ".db"))
    return check_store(project, path, found, context);
  if (ends_with(path, ".csv") && in_folder(path, "mappings"))
    return check_mapping(project, path, found, context, err);
  if (!ends_with(path, ".lua"))
    return steg_error_set(err, STEG_ERROR_USAGE, "%s: check takes .lua, .so and .db files", path);
  if (!strcmp(steg_file_name(path), "stegvis.lua"))
    return check_data_file(project, STEG_SCRIPT_SETTINGS, path, found, context);
  if (in_folder(path, "instruments"))
    return steg_instruments_check(project, path, found, context, err);
  if (in_folder(path, "initiatives"))
    return check_data_file(project, STEG_SCRIPT_INITIATIVE, path, found, context);
  return check_report(project, path, found, context);
}

int steg_check_project(const steg_project *project, steg_check_fn found, void *context, steg_error *err) {
  char folder[STEG_PATH_MAX];
  const char **paths = NULL;
  size_t count = 0;
  int errors = 0;
  for (size_t i = 0; i < steg_registry_refusal_count(project->registry); i++) {
    const steg_refusal *refusal = steg_registry_refusal_at(project->registry, i);
    found(context, refusal->path, STEG_SEVERITY_ERROR, refusal->reason_sv, refusal->reason);
    errors++;
  }
  if (steg_file_join(folder, sizeof folder, project->folder, "instruments", err) < 0 ||
      steg_folder_list(folder, ".lua", project->arena, &paths, &count, err) < 0)
    return -1;
  for (size_t i = 0; i < count; i++) {
    int more = steg_instruments_check(project, paths[i], found, context, err);
    if (more < 0)
      return -1;
    errors += more;
  }
  if (steg_file_join(folder, sizeof folder, project->folder, "mappings", err) < 0 ||
      steg_folder_list(folder, ".csv", project->arena, &paths, &count, err) < 0)
    return -1;
  for (size_t i = 0; i < count; i++) {
    int more = check_mapping(project, paths[i], found, context, err);
    if (more < 0)
      return -1;
    errors += more;
  }
  if (steg_file_join(folder, sizeof folder, project->folder, "reports", err) < 0 ||
      steg_folder_list(folder, ".lua", project->arena, &paths, &count, err) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    errors += check_report(project, paths[i], found, context);
  return errors + check_store(project, project->store_path, found, context);
}
