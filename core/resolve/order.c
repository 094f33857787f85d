/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/order.h"
#include "resolve/wording.h"
#include <math.h>
#include <string.h>

size_t steg_order_make(const double *values, size_t count, const char *sort, size_t top, size_t *ret_order) {
  size_t known = 0;
  if (!sort && top == 0) {
    for (size_t i = 0; i < count; i++)
      ret_order[i] = i;
    return count;
  }
  for (size_t i = 0; i < count; i++) /* insertion keeps ties in order; the lists are short */
    if (!isnan(values[i])) {
      size_t place = known++;
      for (; place > 0 && values[ret_order[place - 1]] < values[i]; place--)
        ret_order[place] = ret_order[place - 1];
      ret_order[place] = i;
    }
  if (top > 0)
    return known < top ? known : top;
  size_t shown = known;
  for (size_t i = 0; i < count; i++)
    if (isnan(values[i]))
      ret_order[shown++] = i;
  return shown;
}

size_t steg_order_subjects(const steg_resolve_context *context, const steg_block *block, const char *field,
                           steg_subject *subjects, size_t count) {
  if (!block || (!block->sort && block->top == 0) || count == 0)
    return count;
  double *values = steg_arena_array(context->arena, count, sizeof *values);
  size_t *order = steg_arena_array(context->arena, count, sizeof *order);
  steg_subject *copy = steg_arena_array(context->arena, count, sizeof *copy);
  if (!values || !order || !copy)
    return 0;
  for (size_t i = 0; i < count; i++)
    values[i] = steg_wording_printed_value(context, steg_figure_named(subjects[i].total, field));
  memcpy(copy, subjects, count * sizeof *copy);
  size_t shown = steg_order_make(values, count, block->sort, block->top, order);
  for (size_t i = 0; i < shown; i++)
    subjects[i] = copy[order[i]];
  return shown;
}
