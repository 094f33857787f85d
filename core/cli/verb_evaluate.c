/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "document/read.h"
#include "document/words.h"
#include "project/report.h"
#include "render/json.h"
#include "render/renderer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OUTPUT_MAX = 1 << 28 };

/* "sex,age_band" and repeated options as a list of texts. */
static steg_tree *text_list(const steg_arguments *arguments, const char *option, steg_arena *arena) {
  steg_tree *list = steg_tree_list(arena);
  const char *given;
  for (size_t i = 0; (given = steg_arguments_nth(arguments, option, i)) != NULL; i++)
    while (*given) {
      size_t size = strcspn(given, ",");
      if (size)
        steg_tree_append(arena, list, steg_tree_text_n(arena, given, size));
      given += size + (given[size] == ',');
    }
  return list;
}

static void put_option(const steg_arguments *arguments, const char *option, steg_tree *map, steg_arena *arena) {
  const char *given = steg_arguments_get(arguments, option);
  if (given)
    steg_tree_put(arena, map, option, steg_tree_text(arena, given));
}

/* The words of the command line in the shape that a report script gives, so that one reader checks both. */
static const steg_tree *request_tree(const steg_session *session, const steg_arguments *arguments, steg_error *err) {
  steg_arena *arena = session->project->arena;
  steg_tree *request = steg_tree_map(arena), *cohort = steg_tree_map(arena);
  steg_tree *initiatives = text_list(arguments, "initiative", arena), *items = text_list(arguments, "item", arena);
  const bool all = steg_tree_size(initiatives) == 0;
  for (size_t i = 0; all && i < session->project->initiative_count; i++)
    steg_tree_append(arena, initiatives, steg_tree_text(arena, session->project->initiatives[i].id));
  steg_tree_put(arena, cohort, "initiatives", initiatives);
  put_option(arguments, "period", cohort, arena);
  put_option(arguments, "event", cohort, arena);
  steg_tree_put(arena, request, "kind", steg_tree_text(arena, "measure"));
  steg_tree_put(arena, request, "measure", steg_tree_text(arena, arguments->words[0]));
  steg_tree_put(arena, request, "cohort", cohort);
  put_option(arguments, "instrument", request, arena);
  put_option(arguments, "role", request, arena);
  put_option(arguments, "occasion", request, arena);
  if (steg_tree_size(items))
    steg_tree_put(arena, request, "items", items);
  steg_tree_put(arena, request, "by", text_list(arguments, "by", arena));
  if (steg_arena_failed(arena)) {
    steg_error_memory(err);
    return NULL;
  }
  return request;
}

static int print_result(const steg_session *session, const steg_document *document, steg_error *err) {
  const steg_renderer *text = steg_renderer_find("txt");
  const steg_render_context context = {.theme = &session->project->settings.theme,
                                       .font_folder = session->project->places.fonts,
                                       .width = 100,
                                       .color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR")};
  steg_buffer out;
  steg_buffer_init(&out, OUTPUT_MAX);
  int status = session->json ? steg_json_result(document->requests[0].result, document, &out, err)
                             : text->write(document, &context, &out, err);
  if (status == 0)
    status = steg_session_put(&out, err);
  steg_buffer_release(&out);
  return status;
}

/* The place in a request that a sentence begins with, as the option that it came from: "by[1]: ..." is "--by: ...". */
static void name_option(char *text, size_t size) {
  static const char *const options[][2] = {{"by", "--by"},
                                           {"cohort.period", "--period"},
                                           {"cohort.event", "--event"},
                                           {"items", "--item"},
                                           {"role", "--role"},
                                           {"cohort.initiatives", "--initiative"},
                                           {"occasion", "--occasion"},
                                           {"instrument", "--instrument"},
                                           {"measure", "MEASURE"}};
  char named[sizeof((steg_error *)0)->text];
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    size_t length = strlen(options[i][0]);
    if (strncmp(text, options[i][0], length) != 0 || (text[length] != ':' && text[length] != '['))
      continue;
    const char *rest = strchr(text + length, ':');
    snprintf(named, sizeof named, "%s%s", options[i][1], rest ? rest : "");
    snprintf(text, size, "%s", named);
    return;
  }
}

int steg_verb_evaluate(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const char *profile = steg_arguments_get(arguments, "profile"), *day = steg_arguments_get(arguments, "as-of");
  steg_date as_of = STEG_DATE_NONE;
  steg_document document;
  memset(&document, 0, sizeof document);
  document.profile = steg_profile_find(profile ? profile : "arbetsmaterial");
  if (!document.profile)
    return steg_error_set(err, STEG_ERROR_USAGE, "--profile: expected arbetsmaterial, styrgrupp or publicerad");
  if (day && (as_of = steg_date_parse_iso(day)) == STEG_DATE_NONE)
    return steg_error_set(err, STEG_ERROR_USAGE, "--as-of: expected a day as 2024-12-31");
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0 ||
      steg_session_store(session, STEG_STORE_READ, err) < 0)
    return -1;
  const steg_project *project = session->project;
  const steg_tree *tree = request_tree(session, arguments, err);
  steg_request request;
  memset(&request, 0, sizeof request);
  if (!tree)
    return -1;
  if (steg_read_request(tree, project->registry, project->arena, &request, err) < 0) {
    err->kind = STEG_ERROR_USAGE; /* the same fault in a script is the script's */
    name_option(err->text, sizeof err->text);
    name_option(err->text_sv, sizeof err->text_sv);
    return -1;
  }
  for (size_t i = 0; i < request.cohort.initiative_count; i++)
    if (!steg_project_initiative(project, request.cohort.initiatives[i]))
      return steg_project_unknown_initiative(project, request.cohort.initiatives[i], err);
  steg_block block = {.kind = STEG_BLOCK_TABLE, .request = 0};
  document.report = "evaluate";
  document.script = "evaluate";
  document.lang = session->lang;
  document.program = steg_session_program;
  document.federation = project->settings.federation;
  document.marking = steg_words_get(session->lang, STEG_WORD_internal_marking);
  document.title.sv = request.measure->label_sv;
  document.title.en = request.measure->label_en;
  document.blocks = &block;
  document.block_count = 1;
  document.requests = &request;
  document.request_count = 1;
  document.initiatives = project->initiatives;
  document.initiative_count = project->initiative_count;
  if (steg_report_settle(project, session->store, as_of, &document, err) < 0)
    return -1;
  if (steg_session_audit(session, "evaluate", request.measure->id, document.profile, err) < 0)
    return -1;
  return print_result(session, &document, err);
}
