/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "base/file.h"
#include "project/report.h"
#include "render/renderer.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { OUTPUT_MAX = 1 << 28, FORMATS_MAX = 8 };

typedef struct formats {
  const steg_renderer *rows[FORMATS_MAX];
  size_t count;
} formats;

static int read_formats(const char *given, formats *ret_formats, steg_error *err) {
  formats wanted = {.count = 0};
  const char *cursor = given ? given : "html";
  while (*cursor) {
    size_t size = strcspn(cursor, ",");
    char id[16] = "";
    if (size < sizeof id)
      memcpy(id, cursor, size);
    const steg_renderer *renderer = steg_renderer_find(id);
    if (!renderer || wanted.count == FORMATS_MAX) {
      char known[128] = "";
      for (size_t i = 0; i < steg_renderer_count(); i++)
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i ? ", " : "", steg_renderer_at(i)->id);
      return steg_error_set(err, STEG_ERROR_USAGE, "--to: this program writes %s", known);
    }
    wanted.rows[wanted.count++] = renderer;
    cursor += size + (cursor[size] == ',');
  }
  *ret_formats = wanted;
  return 0;
}

static const steg_tree *read_params(const steg_arguments *arguments, steg_arena *arena, steg_error *err) {
  steg_tree *params = steg_tree_map(arena);
  const char *given;
  for (size_t i = 0; (given = steg_arguments_nth(arguments, "param", i)) != NULL; i++) {
    const char *equals = strchr(given, '=');
    if (!equals || equals == given) {
      steg_error_set(err, STEG_ERROR_USAGE, "-P: expected KEY=VALUE");
      return NULL;
    }
    char *key = steg_arena_text_n(arena, given, (size_t)(equals - given));
    steg_tree_put(arena, params, key, steg_tree_text(arena, equals + 1));
  }
  if (steg_arena_failed(arena)) {
    steg_error_memory(err);
    return NULL;
  }
  return params;
}

/* arsrapport-jobbsam-2022-internt: report, the values of its parameters, and the marking; of [a-z0-9_-] alone. */
static char *file_stem(const steg_document *document, const steg_tree *params, steg_arena *arena) {
  char stem[200];
  size_t used = (size_t)snprintf(stem, 100, "%s", document->report);
  for (size_t i = 0; i < steg_tree_size(params) && used < 150; i++) {
    const char *value = steg_tree_get_text(steg_tree_at(params, i));
    stem[used++] = '-';
    for (; value && *value && used < 180; value++)
      stem[used++] = isalnum((unsigned char)*value) && (unsigned char)*value < 128
                         ? (char)tolower((unsigned char)*value)
                         : (*value == '_' ? '_' : '-');
  }
  stem[used] = '\0';
  return steg_arena_printf(arena, "%s%s", stem, document->marking ? "-internt" : "");
}

/* `-o`: a folder takes the made-up name, a file its own; with several formats only the folder or the stem counts. */
static char *output_path(const char *given, const char *stem, const steg_renderer *renderer, bool several,
                         steg_arena *arena) {
  if (!given)
    return steg_arena_printf(arena, "%s%s", stem, renderer->suffix);
  if (steg_file_is_folder(given))
    return steg_arena_printf(arena, "%s/%s%s", given, stem, renderer->suffix);
  size_t size = strlen(given), tail = strlen(renderer->suffix);
  bool has_suffix = size > tail && !strcmp(given + size - tail, renderer->suffix);
  return has_suffix || !several ? steg_arena_text(arena, given)
                                : steg_arena_printf(arena, "%s%s", given, renderer->suffix);
}

static size_t terminal_columns(void) {
  struct winsize window;
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 40 ? window.ws_col : 80;
}

static int render(const steg_renderer *renderer, const steg_session *session, const steg_document *document,
                  const char *path, steg_error *err) {
  if (!renderer)
    return steg_error_set(err, STEG_ERROR_USAGE, "--to: names no format");
  const bool to_output = !strcmp(path, "-");
  const steg_render_context context = {.theme = &session->project->settings.theme,
                                       .font_folder = session->project->places.fonts,
                                       .width = to_output ? terminal_columns() : 80,
                                       .color = to_output && isatty(STDOUT_FILENO) && !getenv("NO_COLOR")};
  steg_buffer out;
  steg_buffer_init(&out, OUTPUT_MAX);
  int status = renderer->write(document, &context, &out, err);
  if (status == 0 && steg_buffer_failed(&out))
    status = steg_error_memory(err);
  if (status == 0)
    status = to_output ? steg_session_put(&out, err) : steg_file_write(path, out.bytes, out.size, 0600, err);
  steg_buffer_release(&out);
  return status;
}

/* The report's first section on the terminal: what a person wants to know before opening the file. */
static int show_summary(const steg_session *session, const steg_document *document, steg_error *err) {
  const steg_renderer *text = steg_renderer_find("txt");
  if (session->talk == STEG_TALK_QUIET || session->json || !text)
    return 0;
  steg_document summary = *document;
  for (size_t i = 0; i < summary.block_count; i++)
    if (summary.blocks[i].kind == STEG_BLOCK_SECTION && !summary.blocks[i].omitted) {
      summary.block_count = i + 1;
      break;
    }
  return render(text, session, &summary, "-", err);
}

static int write_all(steg_session *session, const steg_document *document, const formats *wanted, const char *given,
                     const steg_tree *params, steg_error *err) {
  steg_arena *arena = session->project->arena;
  const char *stem = file_stem(document, params, arena);
  steg_tree *files = steg_tree_list(arena);
  const bool to_output = given && !strcmp(given, "-");
  if (to_output && wanted->count > 1)
    return steg_error_set(err, STEG_ERROR_USAGE, "-o -: takes one format");
  if (to_output)
    return render(wanted->rows[0], session, document, "-", err);
  if (show_summary(session, document, err) < 0)
    return -1;
  for (size_t i = 0; i < wanted->count; i++) {
    const char *path = stem ? output_path(given, stem, wanted->rows[i], wanted->count > 1, arena) : NULL;
    if (!path)
      return steg_error_memory(err);
    if (render(wanted->rows[i], session, document, path, err) < 0)
      return -1;
    steg_tree_append(arena, files, steg_tree_text(arena, path));
    if (!session->json)
      printf("%s\n", path);
  }
  if (!session->json)
    return 0;
  steg_tree *root = steg_tree_map(arena);
  steg_tree_put(arena, root, "report", steg_tree_text(arena, document->report));
  steg_tree_put(arena, root, "profile", steg_tree_text(arena, steg_profile_id(document->profile)));
  steg_tree_put(arena, root, "files", files);
  return steg_session_put_json(root, err);
}

/* A value of -P that the report does not take, or one that it lacks, is the command line's fault; a default that is wrong, the script's. */
static bool is_about_params(const steg_arguments *arguments, const char *text) {
  char named[128];
  const char *given;
  if (strstr(text, ": needs the parameter ") || strstr(text, ": takes no parameters, but ") ||
      strstr(text, ": parameters: '"))
    return true;
  for (size_t i = 0; (given = steg_arguments_nth(arguments, "param", i)) != NULL; i++) {
    snprintf(named, sizeof named, ": parameter %.*s: ", (int)strcspn(given, "="), given);
    if (strstr(text, named))
      return true;
  }
  return false;
}

int steg_verb_report(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  formats wanted = {.count = 0};
  steg_report_order order = {.name = arguments->words[0], .program = steg_session_program, .as_of = STEG_DATE_NONE};
  if (read_formats(steg_arguments_get(arguments, "to"), &wanted, err) < 0)
    return -1;
  const char *profile = steg_arguments_get(arguments, "profile");
  order.profile = steg_profile_find(profile ? profile : "arbetsmaterial");
  if (!order.profile)
    return steg_error_set(err, STEG_ERROR_USAGE, "--profile: expected arbetsmaterial, styrgrupp or publicerad");
  const char *as_of = steg_arguments_get(arguments, "as-of");
  if (as_of && (order.as_of = steg_date_parse_iso(as_of)) == STEG_DATE_NONE)
    return steg_error_set(err, STEG_ERROR_USAGE, "--as-of: expected a day as 2024-12-31");
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0 ||
      steg_session_store(session, STEG_STORE_READ, err) < 0)
    return -1;
  order.lang = session->lang;
  order.params = read_params(arguments, session->project->arena, err);
  steg_document *document = NULL;
  if (!order.params)
    return -1;
  if (steg_report_build(session->project, session->store, &order, &document, err) < 0) {
    if (err->kind == STEG_ERROR_SCRIPT && is_about_params(arguments, err->text))
      err->kind = STEG_ERROR_USAGE;
    return -1;
  }
  if (steg_session_audit(session, "report", document->report, document->profile, err) < 0)
    return -1;
  return write_all(session, document, &wanted, steg_arguments_get(arguments, "output"), order.params, err);
}
