/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/workbook.h"

#include "base/buffer.h"
#include "intake/grow.h"
#include "intake/xml.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STRING_MAX = 1024 * 1024, FORMATS_MAX = 4096 };

/* ---- the workbook part: sheets, epoch */

typedef struct book_read {
  steg_xml xml;
  steg_workbook *workbook;
} book_read;

static void book_start(void *context, const char *name, const char **attributes) {
  book_read *read = context;
  steg_workbook *workbook = read->workbook;
  if (!strcmp(name, "workbookPr")) {
    const char *value = steg_xml_attribute(attributes, "date1904");
    if (value && (!strcmp(value, "1") || !strcmp(value, "true")))
      workbook->epoch = STEG_CALENDAR_1904;
  } else if (!strcmp(name, "externalReference")) {
    workbook->links_outside = true;
  } else if (!strcmp(name, "definedName")) {
    /* An annotated copy comes back: the sheet with its list of findings holds no data. */
    const char *title = steg_xml_attribute(attributes, "name"), *place = steg_xml_attribute(attributes, "localSheetId");
    unsigned long sheet = place ? strtoul(place, NULL, 10) : STEG_WORKBOOK_SHEETS_MAX;
    if (title && !strcmp(title, STEG_WORKBOOK_REVIEW) && sheet < workbook->sheet_count)
      workbook->sheets[sheet].hidden = workbook->sheets[sheet].review = true;
  } else if (!strcmp(name, "sheet")) {
    const char *title = steg_xml_attribute(attributes, "name"), *relation = NULL;
    const char *state = steg_xml_attribute(attributes, "state");
    /* "id" with a prefix is the relationship; sheetId is another thing. */
    for (const char **at = attributes; *at; at += 2)
      if (strchr(*at, ':') && !strcmp(strchr(*at, ':') + 1, "id"))
        relation = at[1];
    if (workbook->sheet_count == STEG_WORKBOOK_SHEETS_MAX || !relation || !title)
      return;
    workbook->sheets[workbook->sheet_count++] =
        (steg_workbook_sheet){.name = steg_arena_text(workbook->arena, title),
                              .relation = steg_arena_text(workbook->arena, relation),
                              .part = -1,
                              .hidden = state && strcmp(state, "visible") != 0};
  }
}

/* ---- relationships: which part is which sheet */

typedef struct relations_read {
  steg_xml xml;
  steg_workbook *workbook;
  int strings, styles; /* parts */
} relations_read;

static bool ends_with(const char *text, const char *ending) {
  size_t size = text ? strlen(text) : 0, length = strlen(ending);
  return size >= length && !strcmp(text + size - length, ending);
}

/* The entry that a target names, seen from xl/. -1 when it leads out of the file: another scheme, a way up, nothing there. */
static int resolve(const steg_workbook *workbook, const char *target) {
  char path[512];
  if (!strncmp(target, "./", 2))
    target += 2;
  if (strchr(target, ':') || strchr(target, '\\') || strstr(target, ".."))
    return -1;
  int length =
      target[0] == '/' ? snprintf(path, sizeof path, "%s", target + 1) : snprintf(path, sizeof path, "xl/%s", target);
  if (length < 0 || (size_t)length >= sizeof path || strncasecmp(path, "xl/", 3) != 0)
    return -1;
  return steg_zip_find(workbook->zip, path);
}

static void relation_start(void *context, const char *name, const char **attributes) {
  relations_read *read = context;
  steg_workbook *workbook = read->workbook;
  if (strcmp(name, "Relationship") != 0)
    return;
  const char *id = steg_xml_attribute(attributes, "Id"), *target = steg_xml_attribute(attributes, "Target");
  const char *type = steg_xml_attribute(attributes, "Type"), *mode = steg_xml_attribute(attributes, "TargetMode");
  if (ends_with(type, "/externalLink") || ends_with(type, "/connections") || (mode && !strcmp(mode, "External")))
    workbook->links_outside = true;
  /* A sheet of another kind has no cells: nothing to try. */
  bool other_sheet = ends_with(type, "/chartsheet") || ends_with(type, "/dialogsheet");
  for (size_t i = 0; other_sheet && id && i < workbook->sheet_count; i++)
    if (workbook->sheets[i].relation && !strcmp(workbook->sheets[i].relation, id))
      workbook->sheets[i].hidden = true;
  bool sheet = ends_with(type, "/worksheet"), strings = ends_with(type, "/sharedStrings"),
       styles = ends_with(type, "/styles");
  if (!id || !target || (!sheet && !strings && !styles))
    return;
  int part = mode && !strcmp(mode, "External") ? -1 : resolve(workbook, target);
  if (part < 0) {
    steg_xml_stop(&read->xml, STEG_FINDING_XLSX_REL);
    return;
  }
  read->strings = strings ? part : read->strings;
  read->styles = styles ? part : read->styles;
  for (size_t i = 0; sheet && i < workbook->sheet_count; i++)
    if (workbook->sheets[i].relation && !strcmp(workbook->sheets[i].relation, id))
      workbook->sheets[i].part = part;
}

/* ---- shared strings */

typedef struct strings_read {
  steg_xml xml;
  steg_workbook *workbook;
  steg_buffer text;
  bool in_text, in_phonetic;
} strings_read;

static void string_start(void *context, const char *name, const char **attributes) {
  strings_read *read = context;
  (void)attributes;
  if (!strcmp(name, "si"))
    steg_buffer_clear(&read->text);
  else if (!strcmp(name, "rPh")) /* how a Japanese word is pronounced: no part of the text */
    read->in_phonetic = true;
  else if (!strcmp(name, "t"))
    read->in_text = !read->in_phonetic;
}

static void string_end(void *context, const char *name) {
  strings_read *read = context;
  steg_workbook *workbook = read->workbook;
  if (!strcmp(name, "t")) {
    read->in_text = false;
  } else if (!strcmp(name, "rPh")) {
    read->in_phonetic = false;
  } else if (!strcmp(name, "si")) {
    steg_xml_unescape(&read->text);
    char *text = steg_arena_text_n(workbook->arena, read->text.bytes, read->text.size);
    if (!text ||
        steg_grow(&workbook->strings, &workbook->string_capacity, workbook->string_count + 1, sizeof(char *))) {
      steg_xml_stop(&read->xml, STEG_FINDING_COUNT);
      return;
    }
    workbook->strings[workbook->string_count++] = text;
  }
}

static void string_text(void *context, const char *text, int size) {
  strings_read *read = context;
  if (read->in_text && read->text.size < STRING_MAX)
    steg_buffer_append(&read->text, text, (size_t)size);
}

/* ---- styles: what a number is shown as */

typedef struct styles_read {
  steg_xml xml;
  steg_workbook *workbook;
  uint8_t *formats; /* look by number format id */
  bool in_cells;    /* inside cellXfs, the styles of cells */
} styles_read;

/* A format is one of dates when it has y, m, d, h or s outside quotes, escapes and brackets (but [h] counts hours), of percent
 * when it has %. */
static steg_number_look look_of_format(const char *format) {
  bool quoted = false;
  for (const char *at = format; *at; at++) {
    if (*at == '"')
      quoted = !quoted;
    else if (quoted)
      continue;
    else if ((*at == '\\' || *at == '_' || *at == '*') && at[1])
      at++;
    else if (*at == '[') {
      if (at[1] == 'h' || at[1] == 'H')
        return STEG_LOOK_DATE;
      at += strcspn(at, "]");
      if (!*at)
        break;
    } else if (strchr("yYmMdDhHsS", *at))
      return STEG_LOOK_DATE;
    else if (*at == '%')
      return STEG_LOOK_PERCENT;
    else if (*at == ';')
      break; /* the format of positive numbers is enough */
  }
  return STEG_LOOK_NUMBER;
}

/* Built-in formats (ECMA-376, 18.8.30): 9, 10 percent; 14-22, 45-47 dates and times; 27-36, 50-58 dates of East Asia. */
static steg_number_look look_of_id(const styles_read *read, unsigned long id) {
  if (id == 9 || id == 10)
    return STEG_LOOK_PERCENT;
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
    return STEG_LOOK_DATE;
  return id < FORMATS_MAX ? (steg_number_look)read->formats[id] : STEG_LOOK_NUMBER;
}

static void style_start(void *context, const char *name, const char **attributes) {
  styles_read *read = context;
  steg_workbook *workbook = read->workbook;
  const char *id = steg_xml_attribute(attributes, "numFmtId");
  if (!strcmp(name, "numFmt")) {
    const char *format = steg_xml_attribute(attributes, "formatCode");
    unsigned long number = id ? strtoul(id, NULL, 10) : FORMATS_MAX;
    if (format && number < FORMATS_MAX)
      read->formats[number] = (uint8_t)look_of_format(format);
  } else if (!strcmp(name, "cellXfs")) {
    read->in_cells = true;
  } else if (read->in_cells && !strcmp(name, "xf")) {
    if (steg_grow(&workbook->looks, &workbook->look_capacity, workbook->look_count + 1, 1)) {
      steg_xml_stop(&read->xml, STEG_FINDING_COUNT);
      return;
    }
    workbook->looks[workbook->look_count++] = (uint8_t)look_of_id(read, id ? strtoul(id, NULL, 10) : 0);
  }
}

static void style_end(void *context, const char *name) {
  styles_read *read = context;
  if (!strcmp(name, "cellXfs"))
    read->in_cells = false;
}

/* ---- all of it */

static steg_finding_id read_strings(steg_workbook *workbook, int part) {
  static const steg_xml_handlers handlers = {string_start, string_end, string_text};
  strings_read read = {.workbook = workbook};
  steg_buffer_init(&read.text, STRING_MAX + 65536);
  steg_finding_id fault = steg_xml_read(&read.xml, workbook->zip, part, &handlers, &read);
  steg_buffer_release(&read.text);
  return fault;
}

static steg_finding_id read_styles(steg_workbook *workbook, int part) {
  static const steg_xml_handlers handlers = {style_start, style_end, NULL};
  styles_read read = {.workbook = workbook, .formats = steg_arena_alloc(workbook->arena, FORMATS_MAX)};
  return read.formats ? steg_xml_read(&read.xml, workbook->zip, part, &handlers, &read) : STEG_FINDING_COUNT;
}

/* What kind of ZIP it is; NULL for a workbook without macros. */
static const char *other_kind(const steg_zip *zip) {
  if (steg_zip_has_ending(zip, "vbaProject.bin") || steg_zip_has_opening(zip, "xl/macrosheets/"))
    return "xlsm";
  if (steg_zip_find(zip, "xl/workbook.xml") >= 0)
    return NULL;
  return steg_zip_find(zip, "xl/workbook.bin") >= 0     ? "xlsb"
         : steg_zip_find(zip, "word/document.xml") >= 0 ? "docx"
         : steg_zip_find(zip, "content.xml") >= 0       ? "ods"
                                                        : "zip";
}

steg_finding_id steg_workbook_open(int fd, steg_workbook *ret_workbook, const char **ret_kind) {
  static const steg_xml_handlers book_handlers = {book_start, NULL, NULL};
  static const steg_xml_handlers relation_handlers = {relation_start, NULL, NULL};
  steg_workbook *workbook = ret_workbook;
  *workbook = (steg_workbook){.epoch = STEG_CALENDAR_1900, .arena = steg_arena_new(0)};
  if (!workbook->arena)
    return STEG_FINDING_COUNT;
  steg_finding_id fault = steg_zip_open(fd, &workbook->zip);
  if (fault)
    return fault;
  *ret_kind = other_kind(workbook->zip);
  if (*ret_kind)
    return STEG_FINDING_TYPE;
  /* Nothing in the content types is gone by; but they are to be as clean as the rest. */
  static const steg_xml_handlers no_handlers = {NULL, NULL, NULL};
  steg_xml types;
  int types_part = steg_zip_find(workbook->zip, "[Content_Types].xml");
  if (types_part >= 0 && (fault = steg_xml_read(&types, workbook->zip, types_part, &no_handlers, NULL)))
    return fault;
  book_read book = {.workbook = workbook};
  relations_read relations = {.workbook = workbook, .strings = -1, .styles = -1};
  int relations_part = steg_zip_find(workbook->zip, "xl/_rels/workbook.xml.rels");
  if (relations_part < 0)
    return STEG_FINDING_XLSX;
  fault =
      steg_xml_read(&book.xml, workbook->zip, steg_zip_find(workbook->zip, "xl/workbook.xml"), &book_handlers, &book);
  if (!fault)
    fault = steg_xml_read(&relations.xml, workbook->zip, relations_part, &relation_handlers, &relations);
  if (!fault && relations.strings >= 0)
    fault = read_strings(workbook, relations.strings);
  if (!fault && relations.styles >= 0)
    fault = read_styles(workbook, relations.styles);
  if (!fault && steg_arena_failed(workbook->arena))
    fault = STEG_FINDING_COUNT;
  return fault ? fault : workbook->sheet_count ? 0 : STEG_FINDING_XLSX;
}

void steg_workbook_release(steg_workbook *workbook) {
  steg_zip_free(workbook->zip);
  steg_arena_free(workbook->arena);
  free(workbook->strings);
  free(workbook->looks);
  *workbook = (steg_workbook){0};
}
