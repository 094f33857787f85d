/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html - a document as one HTML file: no script, no request to anywhere, faces and drawings inside. Its content
 * security policy says so too.
 */
#ifndef STEG_RENDER_HTML_H
#define STEG_RENDER_HTML_H

#include "render/renderer.h"

/* STEG_ERROR_ENVIRONMENT when the fonts can't be read or memory is out. */
int steg_html_write(const steg_document *document, const steg_render_context *context, steg_buffer *out,
                    steg_error *err);

#endif
