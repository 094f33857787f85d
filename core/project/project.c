/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/project.h"

#include "base/file.h"
#include "document/words.h"
#include "project/folder_list.h"
#include "project/instruments.h"
#include "script/script.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int steg_project_find(const char *folder, char ret_folder[STEG_PATH_MAX], steg_error *err) {
  char here[PATH_MAX], settings[STEG_PATH_MAX];
  if (!realpath(folder ? folder : ".", here))
    return folder ? steg_error_system(err, errno, "%s", folder)
                  : steg_error_system(err, errno, "the working directory can't be found");
  for (;;) {
    if (steg_file_join(settings, sizeof settings, here, "stegvis.lua", err) < 0)
      return -1;
    if (steg_file_exists(settings)) {
      snprintf(ret_folder, STEG_PATH_MAX, "%s", here);
      return 0;
    }
    char *slash = strrchr(here, '/');
    if (folder)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "no project here: no stegvis.lua in %s; make one with `stegvis init FOLDER`", folder);
    if (!slash || slash == here)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "no project here: no stegvis.lua in this folder nor in any folder above it; make one with "
                            "`stegvis init FOLDER`");
    *slash = '\0';
  }
}

static int by_id(const void *a, const void *b) {
  return strcmp(((const steg_initiative *)a)->id, ((const steg_initiative *)b)->id);
}

static int read_initiatives(steg_project *project, const char *const *paths, const steg_tree *const *trees,
                            size_t count, steg_error *err) {
  project->initiatives = steg_arena_array(project->arena, count ? count : 1, sizeof *project->initiatives);
  if (!project->initiatives)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++) {
    steg_initiative *initiative = &project->initiatives[i];
    if (steg_initiative_read(trees[i], paths[i], project->arena, initiative, err) < 0)
      return -1;
    for (size_t j = 0; j < i; j++)
      if (!strcmp(project->initiatives[j].id, initiative->id))
        return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the initiative %s stands in two files: %s and %s",
                              initiative->id, project->initiatives[j].path, paths[i]);
  }
  project->initiative_count = count;
  qsort(project->initiatives, count, sizeof *project->initiatives, by_id);
  return 0;
}

/* stegvis.lua and, when asked for, initiatives/: all in one worker, since starting one costs more than running them. */
static int open_files(steg_project *project, int parts, steg_error *err) {
  char settings[STEG_PATH_MAX], folder[STEG_PATH_MAX];
  const char **paths = NULL;
  size_t count = 0;
  if (steg_file_join(settings, sizeof settings, project->folder, "stegvis.lua", err) < 0 ||
      steg_file_join(folder, sizeof folder, project->folder, "initiatives", err) < 0 ||
      ((parts & STEG_PROJECT_INITIATIVES) && steg_folder_list(folder, ".lua", project->arena, &paths, &count, err) < 0))
    return -1;
  steg_script_job *jobs = steg_arena_array(project->arena, count + 1, sizeof *jobs);
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  const steg_tree **trees = steg_arena_array(project->arena, count + 1, sizeof *trees);
  if (!jobs || !trees)
    return steg_error_memory(err);
  jobs[0] = (steg_script_job){.kind = STEG_SCRIPT_SETTINGS, .path = settings, .program = project->places.program};
  for (size_t i = 0; i < count; i++)
    jobs[i + 1] = (steg_script_job){.kind = STEG_SCRIPT_INITIATIVE, .path = paths[i]};
  if (steg_script_run_all(jobs, count + 1, project->arena, trees, err) < 0 ||
      steg_settings_read(trees[0], project->arena, &project->settings, err) < 0)
    return -1;
  return parts & STEG_PROJECT_INITIATIVES ? read_initiatives(project, paths, trees + 1, count, err) : 0;
}

int steg_project_open(const char *folder, const char *store_file, int parts, steg_project **ret_project,
                      steg_error *err) {
  steg_arena *arena = steg_arena_new(0);
  steg_project *project = arena ? steg_arena_alloc(arena, sizeof *project) : NULL;
  if (!project) {
    steg_arena_free(arena);
    return steg_error_memory(err);
  }
  project->arena = arena;
  if (steg_locate(&project->places, err) < 0 || steg_project_find(folder, project->folder, err) < 0)
    goto fail;
  if (store_file)
    snprintf(project->store_path, sizeof project->store_path, "%s", store_file);
  else if (steg_file_join(project->store_path, sizeof project->store_path, project->folder, "stegvis.db", err) < 0)
    goto fail;
  if (open_files(project, parts, err) < 0)
    goto fail;
  if ((parts & STEG_PROJECT_INSTRUMENTS) &&
      steg_instruments_open(project, parts & STEG_PROJECT_SOUND ? STEG_INSTRUMENTS_SOUND : STEG_INSTRUMENTS_ALL, NULL,
                            &project->registry, err) < 0)
    goto fail;
  *ret_project = project;
  return 0;
fail:
  steg_project_close(project);
  return -1;
}

void steg_project_close(steg_project *project) {
  if (!project)
    return;
  steg_registry_free(project->registry);
  steg_arena_free(project->arena); /* the project lives in its own arena */
}

const steg_initiative *steg_project_initiative(const steg_project *project, const char *id) {
  for (size_t i = 0; i < project->initiative_count; i++)
    if (!strcmp(project->initiatives[i].id, id))
      return &project->initiatives[i];
  return NULL;
}

int steg_project_unknown_initiative(const steg_project *project, const char *id, steg_error *err) {
  const char **names = steg_arena_array(project->arena, project->initiative_count + 1, sizeof *names);
  for (size_t i = 0; names && i < project->initiative_count; i++)
    names[i] = project->initiatives[i].id;
  const char *near = steg_text_nearest(id, names, names ? project->initiative_count : 0);
  if (near)
    return steg_error_set(err, STEG_ERROR_USAGE, "there is no initiative \"%s\": did you mean %s?", id, near);
  return steg_error_set(err, STEG_ERROR_USAGE, "there is no initiative \"%s\"; `stegvis initiatives` lists them", id);
}

int steg_project_unknown_instrument(const steg_project *project, const char *id, steg_error *err) {
  size_t count = steg_registry_count(project->registry);
  const char **names = steg_arena_array(project->arena, count + 1, sizeof *names);
  for (size_t i = 0; names && i < count; i++)
    names[i] = steg_registry_at(project->registry, i)->instrument->id;
  const char *near = steg_text_nearest(id, names, names ? count : 0);
  if (near)
    return steg_error_set(err, STEG_ERROR_USAGE, "there is no instrument \"%s\": did you mean %s?", id, near);
  return steg_error_set(err, STEG_ERROR_USAGE, "there is no instrument \"%s\"; `stegvis instruments` lists them", id);
}

int steg_project_store(const steg_project *project, steg_store_mode mode, steg_store **ret_store, steg_error *err) {
  return steg_store_open(project->store_path, mode, project->places.keys, ret_store, err);
}

int steg_project_import_initiatives(const steg_project *project, const steg_import_initiative **ret_rows,
                                    size_t *ret_count, steg_error *err) {
  steg_import_initiative *rows =
      steg_arena_array(project->arena, project->initiative_count ? project->initiative_count : 1, sizeof *rows);
  if (!rows)
    return steg_error_memory(err);
  for (size_t i = 0; i < project->initiative_count; i++) {
    const steg_initiative *initiative = &project->initiatives[i];
    rows[i] = (steg_import_initiative){.id = initiative->id,
                                       .title = initiative->title_sv,
                                       .aliases = initiative->aliases,
                                       .federation = initiative->federation,
                                       .age_low = initiative->age_low,
                                       .age_high = initiative->age_high};
  }
  *ret_rows = rows;
  *ret_count = project->initiative_count;
  return 0;
}
