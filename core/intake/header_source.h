/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * header_source - which of the mappings that were learned is that of a header row.
 *
 * A mapping fits when every column that it gives a meaning stands in the row, and at least three quarters of the row's headers
 * stand in it: so a source may lose a column that nobody read, or gain one. Of several the one with the most columns that mean
 * something; then the first.
 */
#ifndef STEG_INTAKE_HEADER_SOURCE_H
#define STEG_INTAKE_HEADER_SOURCE_H

#include "intake/import.h"

/* `headers`: cleaned, "" where there is none. The one named by options->mapping in any case; NULL when none fits. */
const steg_lexicon *steg_header_source_choose(const steg_import_options *options, const char *const *headers,
                                             size_t count);
/* Whether some mapping knows what the header (folded or not) means: such a row may be the header row. */
bool steg_header_source_knows(const steg_import_options *options, const char *header);
/* The first column that the mapping means and the row does not have; NULL. */
const steg_lexicon_column *steg_header_source_lacks(const steg_lexicon *source, const char *const *headers, size_t count);

#endif
