/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * comparability - what a reader is told where answers or registrations do not mean quite the same: versions of a form, source
 * systems, and questions that are asked in other words than the form's own.
 */
#ifndef STEG_RESOLVE_COMPARABILITY_H
#define STEG_RESOLVE_COMPARABILITY_H

#include "base/buffer.h"
#include "resolve/context.h"

/* For a table's note; NULL when there is nothing to say. */
const char *steg_comparability_note(const steg_resolve_context *context, const steg_result *result);
/* For the method section: one item for each break and each form with reworded questions, over all results of the document. Writes nothing
 * when there is none. */
void steg_comparability_write(const steg_resolve_context *context, steg_buffer *out);

#endif
