/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text - a document for the terminal: paragraphs broken at the width, aligned tables, charts as small bars beside their
 * numbers.
 *
 * Nothing of the data can move the cursor or colour the screen: control characters and direction marks are replaced
 * before anything is measured. Escapes are written only by this file, and only when the context allows colour.
 */
#ifndef STEG_RENDER_TEXT_H
#define STEG_RENDER_TEXT_H

#include "render/renderer.h"

int steg_text_write(const steg_document *document, const steg_render_context *context, steg_buffer *out,
                    steg_error *err);

#endif
