/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * project - a project's folder opened: settings, instruments, initiatives. The store is opened apart, by who needs it.
 *
 * The folder is the one that holds stegvis.lua, looked for upward from the working directory. Its own instruments/,
 * initiatives/ and reports/ come before the shipped ones.
 */
#ifndef STEG_PROJECT_PROJECT_H
#define STEG_PROJECT_PROJECT_H

#include "instrument/registry.h"
#include "intake/import.h"
#include "project/locate.h"
#include "project/settings.h"
#include "store/store.h"

typedef struct steg_project {
  steg_arena *arena; /* of everything below, and of the command */
  steg_locations places;
  char folder[STEG_PATH_MAX];
  char store_path[STEG_PATH_MAX];
  steg_settings settings;
  steg_registry *registry;
  steg_initiative *initiatives; /* sorted by id */
  size_t initiative_count;
} steg_project;

/* What to open: settings alone are quick; instruments load plugins and run definition files (SOUND: those that are wrong are passed
 * over, for verbs that mend or list them); initiatives run their Lua files. */
typedef enum steg_project_parts {
  STEG_PROJECT_SETTINGS = 0,
  STEG_PROJECT_INSTRUMENTS = 1,
  STEG_PROJECT_INITIATIVES = 2,
  STEG_PROJECT_SOUND = 4
} steg_project_parts;

/* Finds the folder: `folder` when given, else upward from the working directory. */
int steg_project_find(const char *folder, char ret_folder[STEG_PATH_MAX], steg_error *err);
/* `parts`: a sum of steg_project_parts. `store_file`: NULL = stegvis.db in the folder. */
int steg_project_open(const char *folder, const char *store_file, int parts, steg_project **ret_project,
                      steg_error *err);
void steg_project_close(steg_project *project);

const steg_initiative *steg_project_initiative(const steg_project *project, const char *id);
/* The sentence for an unknown name, with the nearest known one. Returns -1. */
int steg_project_unknown_initiative(const steg_project *project, const char *id, steg_error *err);
int steg_project_unknown_instrument(const steg_project *project, const char *id, steg_error *err);

int steg_project_store(const steg_project *project, steg_store_mode mode, steg_store **ret_store, steg_error *err);

/* Intake's view of the initiatives; in the project's arena. */
int steg_project_import_initiatives(const steg_project *project, const steg_import_initiative **ret_rows,
                                    size_t *ret_count, steg_error *err);

#endif
