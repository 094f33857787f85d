/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * metadata - what a report script may know: codebooks, initiatives, parameters, age bands. No person, no figure.
 */
#ifndef STEG_PROJECT_METADATA_H
#define STEG_PROJECT_METADATA_H

#include "project/project.h"

/* {lang, params, instruments = [codebook], initiatives = [as their files say, each with its id], age_bands = [{id, label}]} */
const steg_tree *steg_metadata_make(const steg_project *project, steg_lang lang, const steg_tree *params,
                                    steg_error *err);

#endif
