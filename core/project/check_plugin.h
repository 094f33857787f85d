/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_plugin - loads a plugin in a child process and tells what was found there.
 */
#ifndef STEG_PROJECT_CHECK_PLUGIN_H
#define STEG_PROJECT_CHECK_PLUGIN_H

#include "project/check.h"

int steg_check_plugin(const char *path, steg_check_fn found, void *context, steg_error *err);

#endif
