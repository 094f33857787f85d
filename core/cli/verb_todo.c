/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/iso.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/today.h"
#include "cli/verb.h"

#include "base/file.h"
#include "project/todo_book.h"
#include <string.h>

enum { BOOK_MAX = 1 << 27 };

/* What is lacking, by id and in words. */
static const struct {
  const char *id, *sv, *en;
} kinds[] = {
    [STEG_TODO_START] = {"start", "startmätning", "start measurement"},
    [STEG_TODO_ONGOING] = {"ongoing", "mätning under insatsen", "measurement on the way"},
    [STEG_TODO_END] = {"end", "slutmätning", "end measurement"},
    [STEG_TODO_EXIT] = {"exit", "avslut", "exit"},
    [STEG_TODO_PLAN] = {"plan", "handlingsplan", "plan"},
};

static const char *role_of(const steg_session *session, const steg_todo_row *row) {
  if (row->role < 0 || !row->instrument || row->kind == STEG_TODO_PLAN)
    return NULL;
  const steg_role *role = &row->instrument->roles.rows[row->role];
  return steg_session_pick(session, role->label_sv, role->label_en ? role->label_en : role->label_sv);
}

/* ---- as a table */

static int print_rows(steg_session *session, const steg_todo *todo, steg_error *err) {
  steg_arena *arena = session->project->arena;
  const char *const headers[] = {steg_session_pick(session, "förfaller", "due"),
                                 steg_session_pick(session, "läge", "state"),
                                 steg_session_pick(session, "deltagare", "participant"),
                                 "coach",
                                 steg_session_pick(session, "insats", "initiative"),
                                 steg_session_pick(session, "saknas", "lacking"),
                                 "instrument",
                                 steg_session_pick(session, "roll", "role")};
  steg_listing listing;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < todo->count; i++) {
    const steg_todo_row *row = &todo->rows[i];
    const char *person =
        row->code ? row->code
                  : steg_arena_printf(arena, "%s %s",
                                      steg_session_pick(session, "utan egen kod, start", "no own code, start"),
                                      steg_iso_text(arena, row->start));
    const char *cells[] = {steg_iso_text(arena, row->due),
                           row->overdue ? steg_session_pick(session, "försenad", "overdue")
                                        : steg_session_pick(session, "kommande", "to come"),
                           person,
                           row->coach,
                           row->initiative->id,
                           steg_session_pick(session, kinds[row->kind].sv, kinds[row->kind].en),
                           row->instrument ? row->instrument->id : NULL,
                           role_of(session, row)};
    steg_listing_row(&listing, cells);
  }
  return todo->count ? steg_listing_print(&listing, err) : 0;
}

static void say_rest(const steg_session *session, const steg_todo *todo, steg_date as_of) {
  steg_session_say(session, "%s %s: %zu %s, %zu %s", steg_session_pick(session, "Den", "On"),
                   steg_iso_text(session->project->arena, as_of), todo->count,
                   steg_session_pick(session, "saknas", "lacking"), todo->overdue,
                   steg_session_pick(session, "försenade", "overdue"));
  if (todo->plans_left_out)
    steg_session_say(session, "%s",
                     steg_session_pick(session,
                                       "Planer är inte med för insatser som inte använder instrumentet handelser.",
                                       "Plans are left out for initiatives that do not use the instrument handelser."));
}

/* ---- as JSON */

static steg_tree *row_tree(steg_arena *arena, const steg_todo_row *row) {
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "code", steg_tree_text(arena, row->code));
  steg_tree_put(arena, node, "start", steg_tree_text(arena, steg_iso_text(arena, row->start)));
  steg_tree_put(arena, node, "coach", steg_tree_text(arena, row->coach));
  steg_tree_put(arena, node, "initiative", steg_tree_text(arena, row->initiative->id));
  steg_tree_put(arena, node, "lacking", steg_tree_text(arena, kinds[row->kind].id));
  steg_tree_put(arena, node, "instrument", steg_tree_text(arena, row->instrument ? row->instrument->id : NULL));
  steg_tree_put(
      arena, node, "role",
      steg_tree_text(arena, row->role >= 0 && row->instrument ? row->instrument->roles.rows[row->role].id : NULL));
  steg_tree_put(arena, node, "due", steg_tree_text(arena, steg_iso_text(arena, row->due)));
  steg_tree_put(arena, node, "overdue", steg_tree_bool(arena, row->overdue));
  return node;
}

static steg_tree *todo_tree(steg_arena *arena, const steg_todo *todo, steg_date as_of) {
  steg_tree *root = steg_tree_map(arena), *rows = steg_tree_list(arena);
  for (size_t i = 0; i < todo->count; i++)
    steg_tree_append(arena, rows, row_tree(arena, &todo->rows[i]));
  steg_tree_put(arena, root, "as_of", steg_tree_text(arena, steg_iso_text(arena, as_of)));
  steg_tree_put(arena, root, "count", steg_tree_integer(arena, (int64_t)todo->count));
  steg_tree_put(arena, root, "overdue", steg_tree_integer(arena, (int64_t)todo->overdue));
  steg_tree_put(arena, root, "plans_left_out", steg_tree_bool(arena, todo->plans_left_out));
  steg_tree_put(arena, root, "todo", rows);
  return root;
}

/* ---- a workbook per coach */

static int write_books(steg_session *session, const steg_todo *todo, const char *folder, steg_tree *files,
                       steg_error *err) {
  const steg_project *project = session->project;
  steg_todo_book *books = NULL;
  size_t count = 0, without_code = 0;
  if (folder && steg_file_make_folder(folder, err) < 0)
    return -1;
  if (steg_todo_books(project, todo, session->lang, &books, &count, err) < 0)
    return -1;
  for (size_t i = 0; i < count; i++) {
    const char *path = NULL;
    without_code += books[i].without_code;
    if (!books[i].rows)
      continue;
    steg_buffer out;
    steg_buffer_init(&out, BOOK_MAX);
    int status = steg_todo_book_write(project, &books[i], session->lang, steg_session_program, &out, err);
    if (status == 0)
      status = steg_output_path(folder, books[i].name, project->arena, &path, err);
    if (status == 0)
      status = steg_output_write(session, &out, path, STEG_OUTPUT_PRIVATE, err);
    steg_buffer_release(&out);
    if (status < 0)
      return -1;
    steg_tree_append(project->arena, files, steg_tree_text(project->arena, path));
  }
  if (without_code)
    steg_session_say(session, "%zu %s", without_code,
                     steg_session_pick(session, "rader gäller deltagare utan egen kod och står inte i arbetsböckerna.",
                                       "rows are about people without an own code, and are not in the workbooks."));
  return 0;
}

static int read_order(steg_session *session, const steg_arguments *arguments, steg_todo_order *ret_order,
                      steg_error *err) {
  const char *as_of = steg_arguments_get(arguments, "as-of");
  steg_todo_order order = {.initiative = steg_arguments_get(arguments, "initiative"),
                           .coach = steg_arguments_get(arguments, "coach"),
                           .instrument = steg_arguments_get(arguments, "instrument"),
                           .as_of = as_of ? steg_date_parse_iso(as_of) : steg_today()};
  if (order.as_of == STEG_DATE_NONE)
    return steg_error_set(err, STEG_ERROR_USAGE, "--as-of: expected a day as 2024-12-31");
  if (order.initiative && !steg_project_initiative(session->project, order.initiative))
    return steg_project_unknown_initiative(session->project, order.initiative, err);
  if (order.instrument && !steg_registry_find(session->project->registry, order.instrument))
    return steg_project_unknown_instrument(session->project, order.instrument, err);
  *ret_order = order;
  return 0;
}

int steg_verb_todo(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const char *format = steg_arguments_get(arguments, "to"), *folder = steg_arguments_get(arguments, "output");
  steg_todo_order order = {0};
  steg_todo todo;
  if (format && strcmp(format, "xlsx") != 0)
    return steg_error_set(err, STEG_ERROR_USAGE, "--to: todo is written as xlsx, a workbook per coach");
  if (folder && !format)
    return steg_error_set(err, STEG_ERROR_USAGE, "-o: names the folder for --to xlsx");
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0 ||
      read_order(session, arguments, &order, err) < 0 || steg_session_store(session, STEG_STORE_WRITE, err) < 0)
    return -1;
  /* It shows people: who asked for which list stands in the log before anything is shown. */
  if (steg_session_audit(session, "todo", order.initiative ? order.initiative : "alla insatser", STEG_PROFILE_WORKING,
                         err) < 0 ||
      steg_todo_make(session->project, session->store, &order, &todo, err) < 0)
    return -1;
  steg_tree *root = todo_tree(session->project->arena, &todo, order.as_of);
  if (format) {
    steg_tree *files = steg_tree_list(session->project->arena);
    if (write_books(session, &todo, folder, files, err) < 0)
      return -1;
    steg_tree_put(session->project->arena, root, "files", files);
  } else if (!session->json && print_rows(session, &todo, err) < 0) {
    return -1;
  }
  if (session->json)
    return steg_session_put_json(root, err);
  say_rest(session, &todo, order.as_of);
  return 0;
}
