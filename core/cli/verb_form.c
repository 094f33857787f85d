/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"
#include "cli/verb.h"

#include "base/file.h"
#include "instrument/model.h"
#include "render/form.h"
#include <stdio.h>
#include <string.h>

enum { OUTPUT_MAX = 1 << 27, FORMATS_MAX = 8 };

typedef struct formats {
  const steg_form_format *rows[FORMATS_MAX];
  size_t count;
} formats;

static int read_formats(const char *given, formats *ret_formats, steg_error *err) {
  formats wanted = {.count = 0};
  for (const char *cursor = given ? given : "html"; *cursor;) {
    size_t size = strcspn(cursor, ",");
    char id[16] = "";
    if (size < sizeof id)
      memcpy(id, cursor, size);
    const steg_form_format *format = steg_form_find(id);
    if (!format || wanted.count == FORMATS_MAX)
      return steg_error_set(err, STEG_ERROR_USAGE, "--to: a form is written as html, csv or xlsx");
    wanted.rows[wanted.count++] = format;
    cursor += size + (cursor[size] == ',');
  }
  *ret_formats = wanted;
  return 0;
}

static int read_role(const steg_instrument *form, const char *given, int32_t *ret_role, steg_error *err) {
  *ret_role = -1;
  if (!given)
    return 0;
  *ret_role = steg_model_role_index(form, given);
  if (*ret_role >= 0)
    return 0;
  char known[256] = "";
  for (uint32_t i = 0; i < form->roles.count && strlen(known) < sizeof known - 50; i++)
    snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i ? ", " : "", form->roles.rows[i].id);
  return steg_error_set(err, STEG_ERROR_USAGE, "--role: %s has the roles %s", form->id, *known ? known : "–");
}

int steg_verb_form(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  formats wanted = {.count = 0};
  const char *given = steg_arguments_get(arguments, "output");
  if (read_formats(steg_arguments_get(arguments, "to"), &wanted, err) < 0)
    return -1;
  if (wanted.count > 1 && given && !strcmp(given, "-"))
    return steg_error_set(err, STEG_ERROR_USAGE, "-o -: takes one format");
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS, err) < 0)
    return -1;
  const steg_project *project = session->project;
  const steg_registry_entry *entry = steg_registry_find(project->registry, arguments->words[0]);
  if (!entry)
    return steg_project_unknown_instrument(project, arguments->words[0], err);
  steg_form_context context = {.theme = &project->settings.theme,
                               .font_folder = project->places.fonts,
                               .lang = session->lang,
                               .program = steg_session_program};
  const char *role = steg_arguments_get(arguments, "role");
  if (read_role(entry->instrument, role, &context.role, err) < 0)
    return -1;
  steg_tree *files = steg_tree_list(project->arena);
  for (size_t i = 0; i < wanted.count; i++) {
    const char *name =
        steg_arena_printf(project->arena, "%s%s%s%s", entry->instrument->id, role ? "-" : "",
                          role ? entry->instrument->roles.rows[context.role].id : "", wanted.rows[i]->suffix);
    const char *path = NULL;
    if (!name)
      return steg_error_memory(err);
    if (wanted.count > 1 && given && !steg_file_is_folder(given))
      return steg_error_set(err, STEG_ERROR_USAGE, "-o: with several formats, name a folder");
    steg_buffer out;
    steg_buffer_init(&out, OUTPUT_MAX);
    int status = wanted.rows[i]->write(entry->instrument, &context, &out, err);
    if (status == 0)
      status = steg_output_path(given, name, project->arena, &path, err);
    if (status == 0)
      status = steg_output_write(session, &out, path, STEG_OUTPUT_PLAIN, err);
    steg_buffer_release(&out);
    if (status < 0)
      return -1;
    steg_tree_append(project->arena, files, steg_tree_text(project->arena, path));
  }
  if (!session->json || (given && !strcmp(given, "-")))
    return 0;
  steg_tree *root = steg_tree_map(project->arena);
  steg_tree_put(project->arena, root, "instrument", steg_tree_text(project->arena, entry->instrument->id));
  steg_tree_put(project->arena, root, "files", files);
  return steg_session_put_json(root, err);
}
