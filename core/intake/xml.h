/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * xml - one XML part of a ZIP through expat, streaming: names without their prefix, no document type, bounded depth.
 */
#ifndef STEG_INTAKE_XML_H
#define STEG_INTAKE_XML_H

#include "base/buffer.h"
#include "intake/zip.h"
#include <expat.h>

enum { STEG_XML_DEPTH_MAX = 64 };

/* What to do with the elements; any may be NULL. `name` has lost its prefix. A handler stops the parsing by steg_xml_stop. */
typedef struct steg_xml_handlers {
  void (*start)(void *context, const char *name, const char **attributes);
  void (*end)(void *context, const char *name);
  void (*text)(void *context, const char *text, int size);
} steg_xml_handlers;

typedef struct steg_xml {
  const steg_xml_handlers *handlers;
  void *context;
  XML_Parser parser;
  unsigned depth;
  steg_finding_id fault;
  bool stopped;
} steg_xml;

/* Parses the part. 0, or why it is refused (what a handler gave to steg_xml_stop, a fault of ZIP or XML; STEG_FINDING_COUNT:
 * memory). `xml` is set up here and lives in the caller, so that handlers can reach it. */
steg_finding_id steg_xml_read(steg_xml *xml, steg_zip *zip, int index, const steg_xml_handlers *handlers,
                              void *context);
/* From a handler: no more. 0 = all is well, but enough was read. */
void steg_xml_stop(steg_xml *xml, steg_finding_id fault);

/* The attribute of that name, prefix apart; NULL. */
const char *steg_xml_attribute(const char **attributes, const char *name);

/* "_x000D_": how a control character is written in a text (ECMA-376 part 1, 22.9.2.19), undone in place. Carriage returns go,
 * other control characters become spaces. */
void steg_xml_unescape(steg_buffer *text);

#endif
