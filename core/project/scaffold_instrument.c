/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A definition file written from a guess. */
#include "project/scaffold.h"

#include "base/file.h"
#include "instrument/model.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 20, LINE = 120 };

/* The file in the making. */
typedef struct lua {
  steg_buffer *out;
  const steg_guess *guess;
  const steg_scaffold_order *order;
} lua;

static void raw(lua *to, const char *text) {
  steg_buffer_text(to->out, text);
}

static void quote(lua *to, const char *text) {
  steg_scaffold_quote(to->out, text);
}

/* key = "text" with what stands before it. */
static void field(lua *to, const char *before, const char *text) {
  raw(to, before);
  quote(to, text);
}

static void words(lua *to, const char *const *list, size_t count) {
  raw(to, "{ ");
  for (size_t i = 0; i < count; i++) {
    raw(to, i ? ", " : "");
    quote(to, list[i]);
  }
  raw(to, " }");
}

/* ---- what the data could not tell */

static size_t undecided(const lua *to) {
  size_t count = 0;
  for (size_t i = 0; i < to->guess->scale_count; i++)
    count += to->guess->scales[i].ordered && !to->guess->scales[i].better;
  return count;
}

/* Choices that several questions share are mostly steps in words that are not known. */
static bool may_be_steps(const steg_guess *guess, size_t scale) {
  size_t items = 0;
  for (size_t i = 0; i < guess->item_count; i++)
    items += guess->items[i].scale == (int)scale && guess->items[i].type != STEG_ITEM_MULTI;
  return items > 1 && guess->scales[scale].level_count > 2;
}

static void head(lua *to) {
  const steg_guess *guess = to->guess;
  steg_buffer_printf(to->out, "-- Gissat ur %s (%zu rader). Granska: stegvis check instruments/%s.lua\n",
                     to->order->source, guess->rows, to->order->name);
  if (undecided(to) && !to->order->better)
    steg_buffer_printf(to->out,
                       "-- Syns inte i data: vilket håll som är bra på %zu %s (better = \"none\" tills det sägs; "
                       "--better up|down).\n",
                       undecided(to), undecided(to) == 1 ? "skala" : "skalor");
  for (size_t i = 0; i < guess->scale_count; i++)
    if (!guess->scales[i].ordered && may_be_steps(guess, i))
      steg_buffer_printf(
          to->out,
          "-- Syns inte i data: om svaren i %s är steg. Sätt dem då i ordning, minst först, och byt ordered = false "
          "mot better = \"up\" eller \"down\".\n",
          guess->scales[i].id);
  if (to->order->sensitive < 0)
    raw(to, "-- Syns inte i data: vad som är känsligt (allt, tills annat sägs; --sensitive no, eller sensitive = false "
            "på en "
            "fråga).\n");
  raw(to, "-- Syns inte i data: ägare och villkor, om ordalydelsen är den officiella, och vilka steg som är positiva "
          "(positive = true).\n");
  for (size_t i = 0; i < guess->empty_count; i++)
    steg_buffer_printf(to->out, "-- Utelämnad, eftersom den är tom i filen: %s\n", guess->empty[i]);
  if (guess->kind == STEG_KIND_ANONYMOUS) {
    bool period = false;
    for (size_t i = 0; i < guess->column_count; i++)
      period = period || guess->columns[i].target == STEG_COLUMN_PERIOD;
    if (!period)
      raw(to, "-- Filen har varken deltagare eller period: en anonym enkät behöver en kolumn Period (2024, 2024-H1) "
              "för att "
              "läsas in.\n");
  }
}

/* ---- rows */

static bool numbered(const steg_guess_scale *scale, size_t place) {
  return scale->ordered && isdigit((unsigned char)scale->levels[place][0]) &&
         (size_t)atoi(scale->levels[place]) != place + 1;
}

static void level(lua *to, const char *label, long value, bool say_value, bool first) {
  raw(to, first ? "" : ", ");
  if (say_value)
    steg_buffer_printf(to->out, "{ value = %ld, label = ", value);
  quote(to, label);
  raw(to, say_value ? " }" : "");
}

static void scale(lua *to, const steg_guess_scale *row) {
  char number[16];
  steg_better better = row->better ? row->better : to->order->better ? to->order->better : STEG_BETTER_NONE;
  static const char *const names[] = {"", "up", "down", "none"};
  steg_buffer_printf(to->out, "    { id = \"%s\", ", row->id);
  if (row->ordered)
    steg_buffer_printf(to->out, "better = \"%s\", ", names[better]);
  else
    raw(to, "ordered = false, ");
  if (row->missing_count) {
    raw(to, "missing = ");
    words(to, row->missing, row->missing_count);
    raw(to, ", ");
  }
  raw(to, "levels = { ");
  for (int value = row->low; row->numbers && value <= row->high; value++) {
    snprintf(number, sizeof number, "%d", value);
    level(to, number, value, row->low != 1 && value == row->low, value == row->low);
  }
  for (size_t i = 0; !row->numbers && i < row->level_count; i++)
    level(to, row->levels[i], atol(row->levels[i]), numbered(row, i), i == 0);
  for (size_t i = 0; i < row->off_count; i++) {
    field(to, ", { label = ", row->off[i]);
    raw(to, ", kind = \"off_scale\" }");
  }
  raw(to, " } },\n");
}

static void item(lua *to, const steg_guess_item *row) {
  const steg_guess *guess = to->guess;
  steg_buffer_printf(to->out, "    { id = \"%s\", ", row->id);
  if (row->scale >= 0)
    steg_buffer_printf(to->out, "scale = \"%s\", ", guess->scales[row->scale].id);
  if (row->scale < 0 || row->type == STEG_ITEM_MULTI)
    steg_buffer_printf(to->out, "type = \"%s\", ", steg_model_item_type_name(row->type));
  if (row->roles) {
    raw(to, "roles = { ");
    bool first = true;
    for (size_t i = 0; i < guess->role_count; i++)
      if (row->roles >> i & 1) {
        steg_buffer_printf(to->out, "%s\"roll%zu\"", first ? "" : ", ", i + 1);
        first = false;
      }
    raw(to, " }, ");
  }
  field(to, "text = ", row->header);
  raw(to, " },\n");
}

static bool says_column(const steg_guess_column *column, steg_kind kind) {
  /* What a register or an anonymous form has by itself is said all the same: it does no harm. */
  return !column->usual || kind != STEG_KIND_REPEATED;
}

static const char *occasion_name(int occasion) {
  return occasion == STEG_GUESS_END ? "end" : "start";
}

static void column(lua *to, const steg_guess_column *row) {
  static const char *const targets[] = {"",     "person", "initiative", "date",  "occasion", "role",
                                        "item", "extent", "attribute",  "group", "period",   "ignore"};
  static const char *const attributes[] = {"",     "sex",      "birth_year", "age",     "municipality",
                                           "area", "start",    "end",        "coach",   "referrer",
                                           "team", "priority", "source",     "consent", "protected"};
  field(to, "    { header = ", row->header);
  if (row->occasion)
    steg_buffer_printf(to->out, ", target = \"date\", occasion = \"%s\" },\n", occasion_name(row->occasion));
  else if (row->target == STEG_COLUMN_ATTRIBUTE)
    steg_buffer_printf(to->out, ", attribute = \"%s\" },\n", attributes[row->attribute]);
  else
    steg_buffer_printf(to->out, ", target = \"%s\" },\n", targets[row->target]);
}

static void columns(lua *to) {
  const steg_guess *guess = to->guess;
  size_t count = 0;
  for (size_t i = 0; i < guess->column_count; i++)
    count += says_column(&guess->columns[i], guess->kind);
  for (size_t i = 0; i < guess->item_count; i++)
    count += guess->items[i].place_count;
  if (!count)
    return;
  raw(to, "  columns = {\n");
  for (size_t i = 0; i < guess->column_count; i++)
    if (says_column(&guess->columns[i], guess->kind))
      column(to, &guess->columns[i]);
  for (size_t i = 0; i < guess->item_count; i++) {
    const steg_guess_item *row = &guess->items[i];
    for (size_t k = 0; k < row->place_count; k++) {
      const steg_guess_place *place = &row->places[k];
      field(to, k ? " { header = " : "    { header = ", place->header);
      steg_buffer_printf(to->out, ", item = \"%s\"", row->id);
      if (place->occasion)
        steg_buffer_printf(to->out, ", occasion = \"%s\"", occasion_name(place->occasion));
      if (place->role)
        steg_buffer_printf(to->out, ", role = \"roll%d\"", place->role);
      raw(to, k + 1 < row->place_count ? " }," : " },\n");
    }
  }
  raw(to, "  },\n");
}

static void roles(lua *to) {
  const steg_guess *guess = to->guess;
  if (guess->role_count < 2)
    return;
  raw(to, "  roles = { ");
  for (size_t i = 0; i < guess->role_count; i++) {
    steg_buffer_printf(to->out, "%s{ id = \"roll%zu\", label = ", i ? ", " : "", i + 1);
    quote(to, guess->roles[i]);
    raw(to, " }");
  }
  raw(to, " },\n");
}

static void definition(lua *to, const steg_project *project) {
  const steg_guess *guess = to->guess;
  const char *title = steg_scaffold_title(to->order, project->arena);
  head(to);
  raw(to, "return {\n  api = 1, ");
  field(to, "id = ", to->order->name);
  field(to, ", version = \"1\", title = ", title ? title : to->order->name);
  raw(to, ",\n");
  field(to, "  owner = ", project->settings.federation ? project->settings.federation : "ej angiven");
  raw(to, ", licence = \"ej angiven\", source = ");
  quote(to, to->order->source);
  raw(to, ",\n  provenance = \"Frågorna är rubrikerna i filen; deras ordalydelse är inte jämförd med formuläret.\",\n");
  steg_buffer_printf(to->out, "  kind = \"%s\", sensitive = %s,\n", steg_model_kind_name(guess->kind),
                     to->order->sensitive == 0 ? "false" : "true");
  if (guess->scale_count)
    raw(to, "  scales = {\n");
  for (size_t i = 0; i < guess->scale_count; i++)
    scale(to, &guess->scales[i]);
  raw(to, guess->scale_count ? "  },\n" : "");
  roles(to);
  raw(to, "  items = {\n");
  for (size_t i = 0; i < guess->item_count; i++)
    item(to, &guess->items[i]);
  raw(to, "  },\n");
  columns(to);
  raw(to, "}\n");
}

int steg_scaffold_instrument(const steg_project *project, const steg_scaffold_order *order, const steg_guess *guess,
                             const char **ret_path, steg_error *err) {
  if (!guess->item_count)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "%s: no column in it looks like a question; is the header row there?", order->source);
  steg_buffer out;
  steg_buffer_init(&out, FILE_MAX);
  lua to = {&out, guess, order};
  definition(&to, project);
  int status = steg_scaffold_definition(project, order, &out, ret_path, err);
  steg_buffer_release(&out);
  return status;
}
