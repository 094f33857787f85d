/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json - a document, or one measure's result, as a documented JSON object.
 *
 * Shares are 0 to 1 in full precision, whatever is printed beside them; a hidden figure is {"hidden": true} and nothing
 * more; what is not known, or not built yet, is null. Keys keep their order. The shapes stand in README.md.
 */
#ifndef STEG_RENDER_JSON_H
#define STEG_RENDER_JSON_H

#include "render/renderer.h"

int steg_json_write(const steg_document *document, const steg_render_context *context, steg_buffer *out,
                    steg_error *err);
/* What `evaluate --json` prints, by the names of the commands' contract; the document gives profile and marking. */
int steg_json_result(const steg_result *result, const steg_document *document, steg_buffer *out, steg_error *err);

#endif
