/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/scaffold.h"

#include "base/file.h"
#include "instrument/model.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 1 << 20 };

void steg_scaffold_quote(steg_buffer *out, const char *text) {
  steg_buffer_char(out, '"');
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\')
      steg_buffer_char(out, '\\');
    steg_buffer_char(out, c < ' ' || c == 0x7f ? ' ' : *text);
  }
  steg_buffer_char(out, '"');
}

const char *steg_scaffold_title(const steg_scaffold_order *order, steg_arena *arena) {
  if (order->title)
    return order->title;
  char *title = steg_arena_text(arena, order->name);
  for (char *c = title; c && *c; c++)
    *c = *c == '_' ? ' ' : *c;
  if (title && title[0] >= 'a' && title[0] <= 'z')
    title[0] = (char)(title[0] - ('a' - 'A'));
  return title;
}

int steg_scaffold_write(const steg_project *project, const char *folder, const char *name, const steg_buffer *bytes,
                        const char **ret_path, steg_error *err) {
  char place[STEG_PATH_MAX], path[STEG_PATH_MAX];
  if (steg_buffer_failed(bytes))
    return steg_error_memory(err);
  if (steg_file_join(place, sizeof place, project->folder, folder, err) < 0 ||
      steg_file_join(path, sizeof path, place, name, err) < 0)
    return -1;
  if (steg_file_exists(path))
    return steg_error_set(err, STEG_ERROR_USAGE, "%s/%s is there already: take another name, or remove it", folder,
                          name);
  if (steg_file_make_folder(place, err) < 0 || steg_file_write(path, bytes->bytes, bytes->size, 0644, err) < 0)
    return -1;
  const char *kept = steg_arena_text(project->arena, path);
  if (!kept)
    return steg_error_memory(err);
  *ret_path = kept;
  return 0;
}

int steg_scaffold_definition(const steg_project *project, const steg_scaffold_order *order, const steg_buffer *bytes,
                             const char **ret_path, steg_error *err) {
  const char *name = steg_arena_printf(project->arena, "%s.lua", order->name);
  return name ? steg_scaffold_write(project, "instruments", name, bytes, ret_path, err) : steg_error_memory(err);
}

static int write_lua(const steg_project *project, const char *folder, const steg_scaffold_order *order,
                     const steg_buffer *bytes, const char **ret_path, steg_error *err) {
  const char *name = steg_arena_printf(project->arena, "%s.lua", order->name);
  return name ? steg_scaffold_write(project, folder, name, bytes, ret_path, err) : steg_error_memory(err);
}

/* ---- from texts with marks: @name@, @title@ and the like */

typedef struct mark {
  const char *name, *text;
} mark;

/* Marks that stand alone become the text as it is; the texts given are quoted where they must be. */
static void fill(steg_buffer *out, const char *text, const mark *marks, size_t count) {
  while (*text) {
    size_t found = count;
    for (size_t i = 0; *text == '@' && i < count; i++)
      if (!strncmp(text, marks[i].name, strlen(marks[i].name)))
        found = i;
    if (found == count) {
      steg_buffer_char(out, *text++);
      continue;
    }
    steg_buffer_text(out, marks[found].text);
    text += strlen(marks[found].name);
  }
}

static const char initiative_text[] =
    "-- @plain@: en insats. Ändra det som står; det som är utkommenterat kan utelämnas. Fälten: scripts/README.md.\n"
    "-- Granska med: stegvis check initiatives/@name@.lua\n"
    "return {\n"
    "  api = 1,\n"
    "  id = \"@name@\",\n"
    "  title = @title@,\n"
    "  federation = @federation@, -- förbundets namn, som det ska stå på rapporterna\n"
    "  -- aliases = { \"så här kallas insatsen i filerna\" },\n"
    "  period = \"2024-01-01..2026-12-31\",\n"
    "  -- municipalities = { \"0980\" }, -- kommunkoder, fyra siffror\n"
    "  age = { 16, 64 },\n"
    "  target_group = \"Vilka insatsen är till för\",\n"
    "  capacity = 30, -- platser samtidigt\n"
    "  planned_months = 12,\n"
    "  instruments = { @instruments@ },\n"
    "  -- teams = { \"Team A\" },\n"
    "  -- priority_groups = { \"Unga vuxna\" },\n"
    "  -- receivers = { \"Styrelsen\", \"Parterna\" },\n"
    "  -- about = \"Några meningar om hur insatsen arbetar.\",\n"
    "  goals = {\n"
    "    -- source: det som mäter målet; comparator: \">=\", \"<=\", \"about\", \"increase\" eller "
    "\"more_better_than_worse\"\n"
    "    { id = \"M1\", text = \"Minst 40 deltaganden per år\", source = \"sus\", measure = \"count\", comparator = "
    "\">=\",\n"
    "      target = 40, unit = \"per_year\" },\n"
    "    -- { id = \"M2\", text = \"Hälften går till arbete eller studier\", source = \"sus\", comparator = \">=\", "
    "target = 0.5,\n"
    "    --   unit = \"share\", note = \"hur målet ska läsas\" },\n"
    "  },\n"
    "  budget = {\n"
    "    { year = 2024, category = \"Löner\", amount = 1000000 },\n"
    "    -- { year = 2024, quarter = 1, organisation = \"Kommunen\", category = \"Lokaler\", amount = 50000 },\n"
    "    -- { year = 2024, stated_sum = true, amount = 1050000, note = \"summan som ansökan anger\" },\n"
    "  },\n"
    "}\n";

static const char report_text[] =
    "-- @name@: en rapport. Flytta, ta bort och lägg till kapitel; alla fält och funktioner: scripts/README.md.\n"
    "-- Skriv den med: stegvis report @name@ -P initiative=ID -P year=2024\n"
    "local sections = require \"stegvis.sections\"\n"
    "\n"
    "return {\n"
    "  api = 1,\n"
    "  id = \"@name@\",\n"
    "  title = @title@,\n"
    "  receiver = \"Styrgruppen\",\n"
    "  params = { initiative = \"initiative\", year = \"year\" },\n"
    "\n"
    "  build = function(data, doc)\n"
    "    local cohort = data:cohort{ initiative = data.params.initiative, period = data.params.year }\n"
    "    local when = tostring(data.params.year)\n"
    "\n"
    "    sections.initiative(doc, data, cohort)\n"
    "    sections.flow(doc, data, cohort, { when = when@option@ })\n"
    "@progression@"
    "    sections.goals(doc, data, cohort)\n"
    "\n"
    "    doc:section(\"Våra egna ord\", function()\n"
    "      doc:text(\"Under {when} togs {all|deltagande|deltaganden} emot.\", { when = when, all = cohort:count() })\n"
    "    end)\n"
    "\n"
    "    sections.method(doc, data, cohort)\n"
    "  end,\n"
    "}\n";

static const char *quoted(steg_arena *arena, const char *text) {
  steg_buffer out;
  steg_buffer_init(&out, 1 << 14);
  steg_scaffold_quote(&out, text ? text : "");
  const char *kept = steg_arena_text_n(arena, out.bytes, out.size);
  steg_buffer_release(&out);
  return kept;
}

int steg_scaffold_initiative(const steg_project *project, const steg_scaffold_order *order, const char **ret_path,
                             steg_error *err) {
  const char *title = steg_scaffold_title(order, project->arena);
  const char *federation = project->settings.federation ? project->settings.federation : "Samordningsförbundet";
  const char *instruments = steg_registry_find(project->registry, "sus") ? "\"sus\"" : "";
  if (steg_registry_find(project->registry, "bip"))
    instruments = *instruments ? "\"sus\", \"bip\"" : "\"bip\"";
  const mark marks[] = {{"@name@", order->name},
                        {"@plain@", title},
                        {"@title@", quoted(project->arena, title)},
                        {"@federation@", quoted(project->arena, federation)},
                        {"@instruments@", instruments}};
  steg_buffer out;
  steg_buffer_init(&out, FILE_MAX);
  fill(&out, initiative_text, marks, sizeof marks / sizeof marks[0]);
  int status = write_lua(project, "initiatives", order, &out, ret_path, err);
  steg_buffer_release(&out);
  return status;
}

/* A chart of shares with positive answers needs that some steps are. */
static bool has_positive(const steg_instrument *instrument) {
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    const steg_scale *scale = steg_model_item_scale(instrument, item);
    for (uint32_t k = 0; scale && scale->ordered && k < scale->levels.count; k++)
      if (steg_model_is_positive(item, &scale->levels.rows[k]))
        return true;
  }
  return false;
}

/* The chapter on progression: the shared one, or the change of the one instrument, of its first role. */
static const char *progression_of(const steg_project *project, const steg_scaffold_order *order) {
  if (!order->instrument)
    return "    sections.progression(doc, data, cohort, { when = when })\n";
  const steg_registry_entry *entry = steg_registry_find(project->registry, order->instrument);
  const char *role = entry && entry->instrument->roles.count
                         ? steg_arena_printf(project->arena, ", { role = \"%s\" }", entry->instrument->roles.rows[0].id)
                         : "";
  return steg_arena_printf(project->arena,
                           "    doc:section(\"Stegförflyttning\", function()\n"
                           "      local change = cohort:change(\"%s\"%s)\n"
                           "      doc:chart(\"%s\", change)\n"
                           "      doc:table(change)\n"
                           "    end)\n",
                           order->instrument, role ? role : "",
                           entry && has_positive(entry->instrument) ? "dumbbell" : "bars");
}

int steg_scaffold_report(const steg_project *project, const steg_scaffold_order *order, const char **ret_path,
                         steg_error *err) {
  /* A file's name is no heading: letters of Swedish are not in it. */
  const char *title = order->title ? order->title : "Rapport";
  const char *option =
      order->instrument ? steg_arena_printf(project->arena, ", instrument = \"%s\"", order->instrument) : "";
  const char *progression = progression_of(project, order);
  const char *shown = steg_arena_printf(project->arena, "%s {year}: {initiative}", title ? title : "");
  if (!option || !shown || !title || !progression)
    return steg_error_memory(err);
  const mark marks[] = {{"@name@", order->name},
                        {"@title@", quoted(project->arena, shown)},
                        {"@progression@", progression},
                        {"@option@", option}};
  steg_buffer out;
  steg_buffer_init(&out, FILE_MAX);
  fill(&out, report_text, marks, sizeof marks / sizeof marks[0]);
  int status = write_lua(project, "reports", order, &out, ret_path, err);
  steg_buffer_release(&out);
  return status;
}

/* ---- plugin */

static const char *const plugin_files[] = {"template.c", "CMakeLists.txt", "README.md",
                                           "sample.csv", "expected.tsv",   "test"};

/* The id "template" is the name of the folder, the file and the target; it stands in no other word. */
static void rename_all(steg_buffer *out, const char *text, const char *name) {
  static const char old[] = "template";
  for (const char *found; (found = strstr(text, old)) != NULL; text = found + sizeof old - 1) {
    steg_buffer_append(out, text, (size_t)(found - text));
    steg_buffer_text(out, name);
  }
  steg_buffer_text(out, text);
}

static int copy_file(const steg_project *project, const char *from, const char *folder, const char *name,
                     const char *id, const char **ret_path, steg_error *err) {
  char path[STEG_PATH_MAX];
  steg_buffer bytes, renamed;
  steg_buffer_init(&bytes, FILE_MAX);
  steg_buffer_init(&renamed, FILE_MAX);
  int status = steg_file_join(path, sizeof path, from, name, err);
  if (status == 0)
    status = steg_file_read(path, FILE_MAX, &bytes, err);
  if (status == 0) {
    rename_all(&renamed, bytes.bytes, id);
    const char *target = strcmp(name, "template.c") ? name : steg_arena_printf(project->arena, "%s.c", id);
    status = target ? steg_scaffold_write(project, folder, target, &renamed, ret_path, err) : steg_error_memory(err);
  }
  if (status == 0 && !strcmp(name, "test") && (!*ret_path || chmod(*ret_path, 0755) < 0))
    status = steg_error_system(err, errno, "%s", name);
  steg_buffer_release(&bytes);
  steg_buffer_release(&renamed);
  return status;
}

int steg_scaffold_plugin(const steg_project *project, const steg_scaffold_order *order, const char **ret_path,
                         steg_error *err) {
  char from[STEG_PATH_MAX], plugins[STEG_PATH_MAX];
  const char *path = NULL;
  const char *folder = steg_arena_printf(project->arena, "plugins/%s", order->name);
  if (!folder)
    return steg_error_memory(err);
  /* Beside the scripts; by name, since they may be a link to elsewhere. */
  char share[STEG_PATH_MAX];
  snprintf(share, sizeof share, "%s", project->places.scripts);
  char *slash = strrchr(share, '/');
  if (slash)
    *slash = '\0';
  if (steg_file_join(from, sizeof from, share, "template", err) < 0 ||
      steg_file_join(plugins, sizeof plugins, project->folder, "plugins", err) < 0 ||
      steg_file_make_folder(plugins, err) < 0)
    return -1;
  for (size_t i = 0; i < sizeof plugin_files / sizeof plugin_files[0]; i++)
    if (copy_file(project, from, folder, plugin_files[i], order->name, &path, err) < 0)
      return -1;
  *ret_path = folder;
  return 0;
}
