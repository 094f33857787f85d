/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/annotate.h"

#include "base/file.h"
#include "intake/letters.h"
#include "intake/original.h"
#include "render/marked.h"
#include <stdlib.h>
#include <string.h>

enum { COPY_MAX = 1 << 30 };

typedef struct annotation {
  const steg_annotate_order *order;
  const steg_findings *findings;
  steg_arena *arena;
  steg_marked *marked;
  steg_remark *remarks;
  steg_mark *marks; /* of the sheet being read */
  steg_marked_cell *cells;
  int32_t sheets; /* so far */
  steg_error *err;
} annotation;

/* ---- words */

static const char *place_of(const annotation *made, const steg_finding *finding) {
  char letters[8];
  steg_lang lang = made->order->lang;
  steg_arena *arena = made->arena;
  const char *sheet =
      finding->sheet ? steg_arena_printf(arena, "%s, ", finding->sheet) : ""; /* where several sheets are read */
  const char *header = finding->header ? steg_arena_printf(arena, " (%s)", finding->header) : "";
  steg_letters_of_column(finding->column, letters);
  if (finding->row && finding->column)
    return steg_arena_printf(arena, "%s%s%u%s", sheet, letters, finding->row, header);
  if (finding->row)
    return steg_arena_printf(arena, "%s%s %u%s", sheet, steg_text_pick(lang, "rad", "row"), finding->row, header);
  if (finding->column)
    return steg_arena_printf(arena, "%s%s %s%s", sheet, steg_text_pick(lang, "kolumn", "column"), letters, header);
  return steg_arena_printf(arena, "%s%s", sheet, steg_text_pick(lang, "filen", "the file"));
}

/* "B7, B9 …": rows of the group after the first. */
static const char *elsewhere_of(const annotation *made, const steg_finding *finding) {
  char letters[8];
  const char *list = NULL;
  steg_letters_of_column(finding->column, letters);
  for (uint32_t i = 1; i < finding->row_count; i++)
    list = steg_arena_printf(made->arena, "%s%s%s%u", list ? list : "", list ? ", " : "", letters, finding->rows[i]);
  return list && finding->count > finding->row_count ? steg_arena_printf(made->arena, "%s …", list) : list;
}

/* ---- marks */

static int compare_marks(const void *a, const void *b) {
  const steg_mark *x = a, *y = b;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  if (x->column != y->column)
    return x->column < y->column ? -1 : 1;
  return x->remark < y->remark ? -1 : x->remark > y->remark;
}

/* What is wrong with a column as a whole is marked on its header. */
static size_t marks_of(const annotation *made, const steg_finding *finding, uint32_t remark, uint32_t header_row,
                       steg_mark *out) {
  for (uint32_t i = 0; i < finding->mark_count; i++)
    out[i] = (steg_mark){finding->marks[i], finding->column, remark};
  if (finding->mark_count || !finding->column || !header_row)
    return finding->mark_count;
  made->remarks[remark].row = header_row;
  made->remarks[remark].column = finding->column;
  out[0] = (steg_mark){header_row, finding->column, remark};
  return 1;
}

static int begin_sheet(void *context, const char *name, uint32_t header_row) {
  annotation *made = context;
  size_t count = 0;
  for (uint32_t i = 0; i < made->findings->count; i++) {
    const steg_finding *finding = &made->findings->rows[i];
    if (!steg_original_is_in(made->order->import, finding, name))
      continue;
    if (finding->row || finding->column)
      made->remarks[i].sheet = made->sheets;
    count += marks_of(made, finding, i, header_row, made->marks + count);
  }
  qsort(made->marks, count, sizeof *made->marks, compare_marks);
  made->sheets++;
  return steg_marked_begin(made->marked, name, header_row, made->remarks, made->marks, count, made->err);
}

static int take_row(void *context, uint32_t row, const steg_original_cell *cells, size_t count) {
  annotation *made = context;
  for (size_t i = 0; i < count; i++)
    made->cells[i] = (steg_marked_cell){cells[i].bytes, cells[i].size};
  return steg_marked_row(made->marked, row, made->cells, count, made->err);
}

static int prepare(annotation *made) {
  size_t count = made->findings->count, marks = count; /* each may have a mark on a header */
  made->remarks = steg_arena_array(made->arena, count + 1, sizeof *made->remarks);
  made->cells = steg_arena_array(made->arena, STEG_ORIGINAL_COLUMNS, sizeof *made->cells);
  for (size_t i = 0; made->remarks && i < count; i++) {
    const steg_finding *finding = &made->findings->rows[i];
    marks += finding->mark_count;
    made->remarks[i] = (steg_remark){.severity = finding->severity,
                                     .code = finding->code,
                                     .place = place_of(made, finding),
                                     .elsewhere = elsewhere_of(made, finding),
                                     .value = finding->value,
                                     .message = finding->message,
                                     .hint = finding->hint,
                                     .count = finding->count,
                                     .sheet = -1,
                                     .row = finding->row,
                                     .column = finding->column};
  }
  made->marks = steg_arena_array(made->arena, marks + 1, sizeof *made->marks);
  return steg_arena_failed(made->arena) ? -1 : 0;
}

/* ---- the copy */

static int fill(annotation *made, const steg_marked_context *context, const char *target, bool *ret_written) {
  const steg_original_reader reader = {.sheet = begin_sheet, .row = take_row, .context = made};
  made->marked = steg_marked_new(context, made->err);
  if (!made->marked)
    return -1;
  int status = steg_original_read(made->order->import, &reader, made->err);
  if (status > 0 || (status == 0 && !made->sheets)) {
    *ret_written = false;
    return 0;
  }
  if (status < 0)
    return -1;
  steg_buffer out;
  steg_buffer_init(&out, COPY_MAX);
  status =
      steg_marked_finish(made->marked, made->remarks, made->findings->count, made->findings->unmarked, &out, made->err);
  if (status == 0)
    status = steg_file_write(target, out.bytes, out.size, 0600, made->err);
  steg_buffer_release(&out);
  *ret_written = status == 0;
  return status;
}

int steg_annotate_write(const steg_project *project, const steg_annotate_order *order, bool *ret_written,
                        steg_error *err) {
  annotation made = {.order = order,
                     .findings = &steg_import_result_of(order->import)->findings,
                     .arena = steg_arena_new(0),
                     .err = err};
  const char *name = steg_file_name(order->path);
  const char *folder =
      name == order->path ? "." : steg_arena_text_n(made.arena, order->path, (size_t)(name - order->path));
  const char *target = steg_arena_printf(made.arena, "%s.granskad.xlsx", order->path);
  const steg_marked_context context = {.theme = &project->settings.theme,
                                       .lang = order->lang,
                                       .program = order->program,
                                       .title = steg_import_file_name(order->import),
                                       .folder = folder,
                                       .instrument = order->instrument};
  int status =
      folder && target && prepare(&made) == 0 ? fill(&made, &context, target, ret_written) : steg_error_memory(err);
  steg_marked_free(made.marked);
  steg_arena_free(made.arena);
  return status;
}
