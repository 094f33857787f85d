/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A definition file written from a guess, from another definition, or as the next version of one. */
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

static void head(lua *to) {
  const steg_guess *guess = to->guess;
  steg_buffer_printf(to->out, "-- Gissat ur %s (%zu rader). Granska: stegvis check instruments/%s.lua\n",
                     to->order->source, guess->rows, to->order->name);
  if (undecided(to) && !to->order->better)
    steg_buffer_printf(to->out,
                       "-- Syns inte i data: vilket håll som är bra på %zu skalor (better = \"none\" tills det sägs; "
                       "--better up|down).\n",
                       undecided(to));
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

static void column(lua *to, const steg_guess_column *row) {
  static const char *const targets[] = {"",     "person", "initiative", "date",  "occasion", "role",
                                        "item", "extent", "attribute",  "group", "period",   "ignore"};
  static const char *const attributes[] = {"",     "sex",      "birth_year", "age",     "municipality",
                                           "area", "start",    "end",        "coach",   "referrer",
                                           "team", "priority", "source",     "consent", "protected"};
  field(to, "    { header = ", row->header);
  if (row->target == STEG_COLUMN_ATTRIBUTE)
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
    count += guess->items[i].start != NULL;
  if (!count)
    return;
  raw(to, "  columns = {\n");
  for (size_t i = 0; i < guess->column_count; i++)
    if (says_column(&guess->columns[i], guess->kind))
      column(to, &guess->columns[i]);
  for (size_t i = 0; i < guess->item_count; i++) {
    const steg_guess_item *row = &guess->items[i];
    for (int end = 0; row->start && end < 2; end++) {
      field(to, "    { header = ", end ? row->end : row->start);
      steg_buffer_printf(to->out, ", item = \"%s\", occasion = \"%s\" },\n", row->id, end ? "end" : "start");
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

static int write_definition(const steg_project *project, const steg_scaffold_order *order, const steg_buffer *bytes,
                            const char **ret_path, steg_error *err) {
  const char *name = steg_arena_printf(project->arena, "%s.lua", order->name);
  return name ? steg_scaffold_write(project, "instruments", name, bytes, ret_path, err) : steg_error_memory(err);
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
  int status = write_definition(project, order, &out, ret_path, err);
  steg_buffer_release(&out);
  return status;
}

/* ---- from a definition that is there */

/* The text after `key = ` of the first line that begins with it or has it after a comma: where its quoted value stands. */
static char *value_of(char *text, const char *key, size_t *ret_size) {
  size_t size = strlen(key);
  for (char *found = text; (found = strstr(found, key)) != NULL; found += size) {
    if (found > text && (isalnum((unsigned char)found[-1]) || found[-1] == '_'))
      continue;
    char *at = found + size;
    at += strspn(at, " ");
    if (*at != '=')
      continue;
    at += 1 + strspn(at + 1, " ");
    char *end = *at == '"' ? strchr(at + 1, '"') : NULL;
    if (!end)
      continue;
    *ret_size = (size_t)(end - at - 1);
    return at + 1;
  }
  return NULL;
}

static void replaced(steg_buffer *out, const char *text, const char *place, size_t size, const char *with) {
  steg_buffer_append(out, text, (size_t)(place - text));
  steg_buffer_text(out, with);
  steg_buffer_text(out, place + size);
}

static int read_definition(const char *folder, const char *name, steg_arena *arena, steg_buffer *out, char *path,
                           steg_error *err) {
  const char *file = steg_arena_printf(arena, "%s.lua", name);
  if (!file)
    return steg_error_memory(err);
  if (steg_file_join(path, STEG_PATH_MAX, folder, file, err) < 0)
    return -1;
  return steg_file_exists(path) ? steg_file_read(path, FILE_MAX, out, err) : 1;
}

int steg_scaffold_like(const steg_project *project, const steg_scaffold_order *order, const char *like,
                       const char **ret_path, steg_error *err) {
  char folder[STEG_PATH_MAX], path[STEG_PATH_MAX];
  size_t size = 0;
  steg_buffer bytes, made;
  steg_buffer_init(&bytes, FILE_MAX);
  steg_buffer_init(&made, FILE_MAX);
  int status =
      steg_text_is_id(like) ? 0 : steg_error_set(err, STEG_ERROR_USAGE, "--like: expected the id of a definition");
  if (status == 0)
    status = steg_file_join(folder, sizeof folder, project->folder, "instruments", err);
  if (status == 0)
    status = read_definition(folder, like, project->arena, &bytes, path, err);
  if (status == 1 && (status = steg_file_join(folder, sizeof folder, project->places.scripts, "definitions", err)) == 0)
    status = read_definition(folder, like, project->arena, &bytes, path, err);
  if (status == 1)
    status = steg_error_set(err, STEG_ERROR_USAGE, "--like: there is no definition %s; shipped are exempel_20 and who5",
                            like);
  if (status == 0) {
    char *id = value_of(bytes.bytes, "id", &size);
    if (id)
      replaced(&made, bytes.bytes, id, size, order->name);
    else
      status = steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: its id is not written as id = \"...\"", path);
  }
  if (status == 0)
    status = write_definition(project, order, &made, ret_path, err);
  steg_buffer_release(&bytes);
  steg_buffer_release(&made);
  return status;
}

/* ---- the next version */

/* "1" -> "2", "2024-1" -> "2024-2", "a" -> "a.2". */
static const char *next_version(const char *version, steg_arena *arena) {
  size_t size = strlen(version), digits = 0;
  while (digits < size && digits < 9 && isdigit((unsigned char)version[size - 1 - digits]))
    digits++;
  return digits ? steg_arena_printf(arena, "%.*s%ld", (int)(size - digits), version, atol(version + size - digits) + 1)
                : steg_arena_printf(arena, "%s.2", version);
}

static void same_rows(steg_buffer *out, const steg_instrument *form) {
  for (uint32_t i = 0; i < form->items.count; i++)
    steg_buffer_printf(out, "    { from_version = \"%s\", item = \"%s\", kind = \"same\" },\n", form->version,
                       form->items.rows[i].id);
}

/* The file's text with its version raised and the crosswalk filled; 1 when the places are not found in it. */
static int raise_version(const steg_instrument *form, char *text, const char *next, steg_buffer *out,
                         steg_arena *arena) {
  size_t size = 0;
  char *version = value_of(text, "version", &size);
  if (!version || strlen(form->version) != size || memcmp(version, form->version, size) != 0)
    return 1;
  steg_buffer raised;
  steg_buffer_init(&raised, FILE_MAX);
  replaced(&raised, text, version, size, next);
  char *whole = steg_arena_text_n(arena, raised.bytes, raised.size);
  steg_buffer_release(&raised);
  char *walk = whole ? strstr(whole, "\n  crosswalk = {") : NULL;
  char *end = whole ? strrchr(whole, '}') : NULL;
  if (!whole || !end)
    return 1;
  char *place = walk ? strchr(walk, '{') + 1 : end;
  steg_buffer_append(out, whole, (size_t)(place - whole));
  steg_buffer_text(
      out, walk ? "\n"
                : "  -- same: svaren kan jämföras. Ändra till recoded eller broken där frågan betyder något annat.\n"
                  "  crosswalk = {\n");
  same_rows(out, form);
  if (!walk)
    steg_buffer_text(out, "  },\n");
  steg_buffer_text(out, walk && *place == '\n' ? place + 1 : place);
  return 0;
}

int steg_scaffold_next_version(const steg_project *project, const steg_scaffold_order *order, const char **ret_path,
                               steg_error *err) {
  const steg_registry_entry *entry = steg_registry_find(project->registry, order->name);
  if (!entry)
    return steg_project_unknown_instrument(project, order->name, err);
  const steg_instrument *form = entry->instrument;
  const char *next = next_version(form->version, project->arena);
  if (!next)
    return steg_error_memory(err);
  steg_buffer bytes, made;
  steg_buffer_init(&bytes, FILE_MAX);
  steg_buffer_init(&made, FILE_MAX);
  int status = 0;
  if (entry->door == STEG_DOOR_PLUGIN) {
    steg_buffer_printf(
        &made,
        "-- Nästa version av %s: det som ändras skrivs här; det som betyder samma sak märks av sig självt.\n"
        "return {\n  extends = \"%s\", version = \"%s\",\n  items = {\n"
        "    -- { id = \"%s\", text = \"Ny ordalydelse\" },\n  },\n}\n",
        form->id, form->id, next, form->items.rows[0].id);
    status = write_definition(project, order, &made, ret_path, err);
  } else {
    status = steg_file_read(entry->path, FILE_MAX, &bytes, err);
    if (status == 0 && raise_version(form, bytes.bytes, next, &made, project->arena))
      status = steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                              "%s: write version = \"%s\" in it yourself; it is not written there as plain text",
                              entry->path, next);
    if (status == 0 && steg_buffer_failed(&made))
      status = steg_error_memory(err);
    if (status == 0)
      status = steg_file_write(entry->path, made.bytes, made.size, 0644, err);
    if (status == 0)
      *ret_path = entry->path;
  }
  steg_buffer_release(&bytes);
  steg_buffer_release(&made);
  return status;
}
