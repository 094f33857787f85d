/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A definition file made of one that is there: under another name, or as its next version. */
#include "project/scaffold.h"

#include "base/file.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 };

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
    status = steg_scaffold_definition(project, order, &made, ret_path, err);
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

/* Steps that an overlay did not write down, because nothing had changed: they must stand when something does. Returns the
 * version of the instrument below, which the last of them lead from; NULL when there is none. */
static const char *unwritten_rows(steg_buffer *out, const steg_instrument *form, const char *text, steg_arena *arena) {
  const char *below = NULL;
  for (uint32_t i = 0; i < form->crosswalk.count; i++) {
    const steg_crosswalk *row = &form->crosswalk.rows[i];
    const char *step = steg_arena_printf(arena, "from_version = \"%s\", item = \"%s\"", row->from_version, row->item);
    if (row->kind != STEG_CROSSWALK_SAME || row->from_item || !step || strstr(text, step))
      continue;
    steg_buffer_printf(out, "    { %s, kind = \"same\" },\n", step);
    below = row->from_version;
  }
  return below;
}

static bool has_step(const steg_instrument *form, const char *version, const char *item) {
  for (uint32_t i = 0; i < form->crosswalk.count; i++)
    if (!strcmp(form->crosswalk.rows[i].from_version, version) && !strcmp(form->crosswalk.rows[i].item, item))
      return true;
  return false;
}

/* What the overlay changed before this was asked for has no step from below any more. Whether it still means the same only its author
 * knows: offered, not said. */
static void offered_rows(steg_buffer *out, const steg_registry_entry *entry, const char *below, const char *text,
                         steg_arena *arena) {
  const steg_instrument *form = entry->instrument;
  for (uint32_t i = 0; below && entry->reworded && i < form->items.count; i++) {
    const char *step = steg_arena_printf(arena, "from_version = \"%s\", item = \"%s\"", below, form->items.rows[i].id);
    if (entry->reworded[i] && !has_step(form, below, form->items.rows[i].id) && step && !strstr(text, step))
      steg_buffer_printf(
          out,
          "    -- Ändrad sedan version %s, vars svar inte räknas. Betyder de samma sak: ta bort strecken.\n"
          "    -- { %s, kind = \"same\" },\n",
          below, step);
  }
}

static void same_rows(steg_buffer *out, const steg_instrument *form) {
  for (uint32_t i = 0; i < form->items.count; i++)
    steg_buffer_printf(out, "    { from_version = \"%s\", item = \"%s\", kind = \"same\" },\n", form->version,
                       form->items.rows[i].id);
}

/* Where the last field before `end` ends without a comma; NULL when it has one. Comments to the end of a line are passed over. */
static const char *bare_end(const char *text, const char *end) {
  while (end > text) {
    const char *line = end, *stop;
    while (line > text && line[-1] != '\n')
      line--;
    for (stop = line; stop < end && !(stop[0] == '-' && stop + 1 < end && stop[1] == '-');)
      stop++;
    while (stop > line && isspace((unsigned char)stop[-1]))
      stop--;
    if (stop > line)
      return strchr(",;{", stop[-1]) ? NULL : stop;
    end = line > text ? line - 1 : text;
  }
  return NULL;
}

/* The file's text with its version raised and the crosswalk filled; 1 when the places are not found in it. */
static int raise_version(const steg_registry_entry *entry, char *text, const char *next, steg_buffer *out,
                         steg_arena *arena) {
  const steg_instrument *form = entry->instrument;
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
  const char *bare = walk ? NULL : bare_end(whole, place), *from = bare ? bare : place;
  steg_buffer_append(out, whole, (size_t)(from - whole));
  if (bare)
    steg_buffer_char(out, ',');
  steg_buffer_append(out, from, (size_t)(place - from));
  if (bare && place > whole && place[-1] != '\n')
    steg_buffer_char(out, '\n');
  steg_buffer_text(
      out, walk ? "\n"
                : "  -- same: svaren kan jämföras. Ändra till recoded eller broken där frågan betyder något annat.\n"
                  "  crosswalk = {\n");
  same_rows(out, form);
  offered_rows(out, entry, unwritten_rows(out, form, whole, arena), whole, arena);
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
    status = steg_scaffold_definition(project, order, &made, ret_path, err);
  } else {
    status = steg_file_read(entry->path, FILE_MAX, &bytes, err);
    if (status == 0 && raise_version(entry, bytes.bytes, next, &made, project->arena))
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
