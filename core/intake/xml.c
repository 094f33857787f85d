/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/xml.h"

#include <stdlib.h>
#include <string.h>

static const char *without_prefix(const char *name) {
  const char *colon = strchr(name, ':');
  return colon ? colon + 1 : name;
}

const char *steg_xml_attribute(const char **attributes, const char *name) {
  for (; *attributes; attributes += 2)
    if (!strcmp(without_prefix(attributes[0]), name))
      return attributes[1];
  return NULL;
}

void steg_xml_stop(steg_xml *xml, steg_finding_id fault) {
  xml->stopped = true;
  xml->fault = xml->fault ? xml->fault : fault;
  XML_StopParser(xml->parser, XML_FALSE);
}

static void XMLCALL take_start(void *context, const char *name, const char **attributes) {
  steg_xml *xml = context;
  if (xml->stopped)
    return;
  if (++xml->depth > STEG_XML_DEPTH_MAX) {
    steg_xml_stop(xml, STEG_FINDING_XML_DEPTH);
    return;
  }
  if (xml->handlers->start)
    xml->handlers->start(xml->context, without_prefix(name), attributes);
}

static void XMLCALL take_end(void *context, const char *name) {
  steg_xml *xml = context;
  if (xml->stopped)
    return;
  xml->depth--;
  if (xml->handlers->end)
    xml->handlers->end(xml->context, without_prefix(name));
}

static void XMLCALL take_text(void *context, const char *text, int size) {
  steg_xml *xml = context;
  if (!xml->stopped && xml->handlers->text)
    xml->handlers->text(xml->context, text, size);
}

/* No part of a workbook has one; entities, external files and bombs all begin here. */
static void XMLCALL take_doctype(void *context, const char *name, const char *system_id, const char *public_id,
                                 int has_subset) {
  (void)name;
  (void)system_id;
  (void)public_id;
  (void)has_subset;
  steg_xml_stop(context, STEG_FINDING_XML_DTD);
}

static int take_piece(void *context, const char *bytes, size_t size, bool last) {
  steg_xml *xml = context;
  if (XML_Parse(xml->parser, bytes, (int)size, last) == XML_STATUS_OK)
    return xml->stopped;
  if (!xml->stopped)
    xml->fault = XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY ? STEG_FINDING_COUNT : STEG_FINDING_XML;
  return 1;
}

steg_finding_id steg_xml_read(steg_xml *xml, steg_zip *zip, int index, const steg_xml_handlers *handlers,
                              void *context) {
  int stopped = 0;
  *xml = (steg_xml){.handlers = handlers, .context = context, .parser = XML_ParserCreate(NULL)};
  if (!xml->parser)
    return STEG_FINDING_COUNT;
  XML_SetUserData(xml->parser, xml);
  XML_SetElementHandler(xml->parser, take_start, take_end);
  XML_SetCharacterDataHandler(xml->parser, take_text);
  XML_SetStartDoctypeDeclHandler(xml->parser, take_doctype);
  steg_finding_id fault = steg_zip_read(zip, index, take_piece, xml, &stopped);
  XML_ParserFree(xml->parser);
  xml->parser = NULL;
  return fault ? fault : xml->fault;
}

void steg_xml_unescape(steg_buffer *text) {
  char *from = text->bytes, *to = text->bytes, *end = text->bytes + text->size;
  if (!text->size || !strstr(text->bytes, "_x"))
    return;
  while (from < end) {
    if (end - from >= 7 && from[0] == '_' && from[1] == 'x' && from[6] == '_' &&
        strspn(from + 2, "0123456789abcdefABCDEF") >= 4) {
      char digits[5] = {from[2], from[3], from[4], from[5], '\0'};
      unsigned long c = strtoul(digits, NULL, 16);
      if (c < 0x80 && c != 0x0D)
        *to++ = c < 0x20 ? ' ' : (char)c;
      if (c < 0x80) {
        from += 7;
        continue;
      }
    }
    *to++ = *from++;
  }
  *to = '\0';
  text->size = (size_t)(to - text->bytes);
}
