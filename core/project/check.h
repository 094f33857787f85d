/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check - a plugin, Lua file, store or whole project looked over: every finding is one sentence with its place, in both languages
 * (what the checker says of an instrument is for its author, and English in both).
 *
 * A plugin is loaded in a child process, so that one that crashes is a finding like any other. A report is run with its
 * parameters' defaults (the first initiative, the first year of its period); no data are needed.
 */
#ifndef STEG_PROJECT_CHECK_H
#define STEG_PROJECT_CHECK_H

#include "project/project.h"

typedef void (*steg_check_fn)(void *context, const char *path, steg_severity severity, const char *sv, const char *en);

/* What `path` is, is told by its name: *.so plugin, *.db store, a folder with stegvis.lua a project, stegvis.lua settings,
 * initiatives/…lua an initiative, instruments/…lua a definition, other *.lua a report. `project` may have any parts open but must
 * have INSTRUMENTS and INITIATIVES for reports. Returns the number of findings of severity ERROR, or -1. */
int steg_check_path(const steg_project *project, const char *path, steg_check_fn found, void *context,
                    steg_error *err);

/* The whole project: own definitions and reports, plugins that were refused, the store. */
int steg_check_project(const steg_project *project, steg_check_fn found, void *context, steg_error *err);

#endif
