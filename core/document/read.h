/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read - the tree that a report script returned, made into a document. The tree is untrusted: every field is checked for
 * type, range and reference, unknown fields are refused by name with the nearest known one. Shape: document/README.md.
 */
#ifndef STEG_DOCUMENT_READ_H
#define STEG_DOCUMENT_READ_H

#include "base/tree.h"
#include "document/document.h"
#include "instrument/registry.h"

/* `document` zeroed by the caller but for `lang`, `initiatives`, `script`. Sets STEG_ERROR_SCRIPT with the script's line where the
 * tree carries one. */
int steg_read_document(const steg_tree *tree, const steg_registry *registry, steg_arena *arena, steg_document *document,
                       steg_error *err);
/* One request alone (the same shape as in a document): for `evaluate` on the command line. */
int steg_read_request(const steg_tree *tree, const steg_registry *registry, steg_arena *arena,
                      steg_request *ret_request, steg_error *err);

#endif
