/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/instruments.h"

#include "base/file.h"
#include "instrument/definition.h"
#include "project/folder_list.h"
#include "script/script.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A definition file on its way in. */
typedef struct pending {
  const char *path;
  const steg_tree *tree;
  bool done;
} pending;

static int run(const steg_project *project, const char *path, const steg_tree **ret_tree, steg_error *err) {
  const steg_script_job job = {.kind = STEG_SCRIPT_DEFINITION, .path = path, .program = project->places.program};
  return steg_script_run(&job, project->arena, ret_tree, err);
}

/* The first thing that is wrong, with file and field. */
static int refuse(const char *path, const steg_defects *defects, steg_error *err) {
  for (size_t i = 0; i < defects->count; i++)
    if (defects->rows[i].severity == STEG_SEVERITY_ERROR)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: %s: %s (`stegvis check %s` tells everything)",
                            steg_file_name(path), defects->rows[i].place, defects->rows[i].found, path);
  return steg_error_memory(err);
}

static int take(const steg_project *project, steg_registry *registry, const char *path, const steg_tree *tree,
                steg_error *err) {
  const char *extends = steg_definition_extends(tree);
  const steg_registry_entry *entry = steg_registry_find(registry, extends);
  steg_defects defects = {0};
  const steg_instrument *made = steg_definition_read(tree, entry ? entry->instrument : NULL, project->arena, &defects);
  if (!made)
    return refuse(path, &defects, err);
  defects = (steg_defects){0};
  if (steg_checker_run(made, project->arena, &defects) < 0)
    return steg_error_memory(err);
  if (defects.errors)
    return refuse(path, &defects, err);
  if (steg_registry_add(registry, made, extends ? STEG_DOOR_OVERLAY : STEG_DOOR_DEFINITION, path, err) < 0)
    return steg_error_prefix(err, "%s", steg_file_name(path));
  return 0;
}

/* Whether another file that is still to come makes the instrument that this one extends. */
static bool must_wait(const pending *rows, size_t count, const pending *row) {
  const char *extends = steg_definition_extends(row->tree);
  for (size_t i = 0; extends && i < count; i++) {
    const char *id = steg_tree_get_text(steg_tree_get(rows[i].tree, "id"));
    if (&rows[i] != row && !rows[i].done && id && !strcmp(id, extends))
      return true;
  }
  return false;
}

static int take_files(const steg_project *project, steg_instruments_rule rule, const char *skip,
                      steg_registry *registry, steg_error *err) {
  char folder[STEG_PATH_MAX];
  const char **paths = NULL;
  size_t found = 0, count = 0;
  if (steg_file_join(folder, sizeof folder, project->folder, "instruments", err) < 0 ||
      steg_folder_list(folder, ".lua", project->arena, &paths, &found, err) < 0)
    return -1;
  pending *rows = steg_arena_array(project->arena, found + 1, sizeof *rows);
  if (!rows)
    return steg_error_memory(err);
  for (size_t i = 0; i < found; i++) {
    if (skip && !strcmp(steg_file_name(paths[i]), steg_file_name(skip)))
      continue;
    rows[count].path = paths[i];
    if (run(project, paths[i], &rows[count].tree, err) < 0) {
      if (rule == STEG_INSTRUMENTS_ALL)
        return -1;
      continue;
    }
    count++;
  }
  for (size_t left = count, before = 0; left && left != before;) {
    before = left;
    for (size_t i = 0; i < count; i++) {
      if (rows[i].done || must_wait(rows, count, &rows[i]))
        continue;
      rows[i].done = true;
      left--;
      if (take(project, registry, rows[i].path, rows[i].tree, err) < 0 && rule == STEG_INSTRUMENTS_ALL)
        return -1;
    }
  }
  for (size_t i = 0; i < count; i++)
    if (!rows[i].done && rule == STEG_INSTRUMENTS_ALL)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: the definition files extend each other in a ring",
                            steg_file_name(rows[i].path));
  return 0;
}

int steg_instruments_open(const steg_project *project, steg_instruments_rule rule, const char *skip,
                          steg_registry **ret_registry, steg_error *err) {
  steg_registry *registry = steg_registry_new();
  if (!registry)
    return steg_error_memory(err);
  /* A folder of plugins in the environment is a decision of its owner; never the working directory. */
  const char *extra = getenv("STEGVIS_PLUGINS");
  if ((project->places.plugins[0] && steg_registry_load_folder(registry, project->places.plugins, err) < 0) ||
      (extra && extra[0] == '/' && steg_registry_load_folder(registry, extra, err) < 0) ||
      take_files(project, rule, skip, registry, err) < 0) {
    steg_registry_free(registry);
    return -1;
  }
  if (rule == STEG_INSTRUMENTS_SOUND)
    *err = (steg_error){.kind = STEG_ERROR_NONE}; /* what was passed over is not an error */
  *ret_registry = registry;
  return 0;
}

/* ---- looking over one file */

static int tell(const steg_defects *defects, const char *path, steg_check_fn found, void *context) {
  char sentence[2048]; /* for the instrument's author: English */
  int errors = 0;
  for (size_t i = 0; i < defects->count; i++) {
    const steg_defect *row = &defects->rows[i];
    snprintf(sentence, sizeof sentence, "%s: %s%s%s", row->place, row->found, row->mend ? " " : "",
             row->mend ? row->mend : "");
    found(context, path, row->severity, sentence, sentence);
    errors += row->severity == STEG_SEVERITY_ERROR;
  }
  return errors;
}

int steg_instruments_check(const steg_project *project, const char *path, steg_check_fn found, void *context,
                           steg_error *err) {
  steg_registry *registry = NULL;
  const steg_tree *tree = NULL;
  steg_error why = {.kind = STEG_ERROR_NONE};
  steg_defects defects = {0};
  if (steg_instruments_open(project, STEG_INSTRUMENTS_SOUND, path, &registry, err) < 0)
    return -1;
  int errors = 0;
  if (run(project, path, &tree, &why) < 0) {
    found(context, path, STEG_SEVERITY_ERROR, why.text_sv, why.text);
    errors = 1;
  } else {
    const char *extends = steg_definition_extends(tree);
    const steg_registry_entry *entry = steg_registry_find(registry, extends);
    const steg_instrument *made =
        steg_definition_read(tree, entry ? entry->instrument : NULL, project->arena, &defects);
    /* What the reader says is wrong comes alone: the checker would tell of the same again. */
    if (made && steg_checker_run(made, project->arena, &defects) < 0)
      errors = steg_error_memory(err);
    if (errors >= 0)
      errors = tell(&defects, path, found, context);
    if (made && errors == 0 &&
        steg_registry_add(registry, made, extends ? STEG_DOOR_OVERLAY : STEG_DOOR_DEFINITION, path, &why) < 0) {
      found(context, path, STEG_SEVERITY_ERROR, why.text_sv, why.text);
      errors = 1;
    }
  }
  steg_registry_free(registry);
  return errors;
}
