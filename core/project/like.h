/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * like - the people of a file that is there (own codes, start and end, initiative), for invented data that fit it.
 */
#ifndef STEG_PROJECT_LIKE_H
#define STEG_PROJECT_LIKE_H

#include "instrument/synth.h"
#include "project/project.h"

/* Columns are known by the headers of the instrument, and of every register there is (SUS). A file whose keys look like
 * personnummer is refused: invented data must never carry one. `sheet`: of a workbook, name or number;
 * NULL = the fullest. In the project's arena. */
int steg_like_read(const steg_project *project, const steg_instrument *instrument, const char *path, const char *sheet,
                   steg_synth_person **ret_people, size_t *ret_count, steg_error *err);

#endif
