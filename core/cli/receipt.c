/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/receipt.h"

#include "base/number.h"
#include "intake/letters.h"
#include <stdio.h>
#include <string.h>

const char *steg_receipt_severity_id(steg_severity severity) {
  return severity == STEG_SEVERITY_ERROR ? "error" : severity == STEG_SEVERITY_WARNING ? "warning" : "note";
}

const char *steg_receipt_severity_word(const steg_session *session, steg_severity severity) {
  switch (severity) {
  case STEG_SEVERITY_ERROR:
    return steg_session_pick(session, "fel", "error");
  case STEG_SEVERITY_WARNING:
    return steg_session_pick(session, "varning", "warning");
  default:
    return steg_session_pick(session, "not", "note");
  }
}

static void put_place(steg_buffer *out, const steg_session *session, const steg_finding *finding) {
  char letters[8], header[96];
  if (finding->sheet)
    steg_buffer_printf(out, "%s %s%s", steg_session_pick(session, "blad", "sheet"),
                       steg_session_clean(finding->sheet, header, sizeof header),
                       finding->row || finding->column ? ", " : "");
  if (finding->row && finding->column) {
    steg_letters_of_column(finding->column, letters);
    steg_buffer_printf(out, "%s %s%u", steg_session_pick(session, "cell", "cell"), letters, finding->row);
  } else if (finding->row) {
    steg_buffer_printf(out, "%s %u", steg_session_pick(session, "rad", "row"), finding->row);
  } else if (finding->column) {
    steg_letters_of_column(finding->column, letters);
    steg_buffer_printf(out, "%s %s", steg_session_pick(session, "kolumn", "column"), letters);
  } else if (!finding->sheet) {
    steg_buffer_text(out, steg_session_pick(session, "filen", "the file"));
  }
  if (finding->header)
    steg_buffer_printf(out, " (%s)", steg_session_clean(finding->header, header, sizeof header));
}

void steg_receipt_put_finding(steg_buffer *out, const steg_session *session, const steg_finding *finding) {
  char text[1024];
  steg_buffer_printf(out, "  %-8s %-18s ", steg_receipt_severity_word(session, finding->severity), finding->code);
  put_place(out, session, finding);
  if (finding->value)
    steg_buffer_printf(out, " \"%s\"", steg_session_clean(finding->value, text, sizeof text));
  steg_buffer_printf(out, ": %s", steg_session_clean(finding->message, text, sizeof text));
  if (finding->count > 1)
    steg_buffer_printf(out, " (%s %u %s)", steg_session_pick(session, "på", "on"), finding->count,
                       steg_session_pick(session, "rader", "rows"));
  steg_buffer_char(out, '\n');
  if (finding->hint)
    steg_buffer_printf(out, "  %-27s → %s\n", "", steg_session_clean(finding->hint, text, sizeof text));
}

static void put_count(steg_buffer *out, const steg_session *session, const char *before, size_t count,
                      const char *after) {
  steg_buffer_text(out, before);
  steg_number_write_integer(out, session->lang, (int64_t)count);
  steg_buffer_text(out, after);
}

static void put_outcome(steg_buffer *out, const steg_session *session, const steg_import_result *result,
                        const steg_commit_result *commit, steg_commit_mode mode) {
  put_count(out, session, "  ", result->rows, steg_session_pick(session, " rader lästa", " rows read"));
  if (!commit) {
    put_count(out, session, ", ", result->rejected, steg_session_pick(session, " med fel; ", " with errors; "));
    steg_buffer_text(out, steg_session_pick(session, "ingenting sparades.\n", "nothing was stored.\n"));
    return;
  }
  put_count(out, session, ": ", commit->inserted, steg_session_pick(session, " nya, ", " new, "));
  put_count(out, session, "", commit->updated, steg_session_pick(session, " ändrade, ", " changed, "));
  put_count(out, session, "", commit->unchanged, steg_session_pick(session, " oförändrade", " unchanged"));
  if (commit->removed)
    put_count(out, session, ", ", commit->removed, steg_session_pick(session, " borttagna", " removed"));
  if (result->rejected)
    put_count(out, session, ", ", result->rejected, steg_session_pick(session, " avvisade", " rejected"));
  if (commit->anonymous)
    put_count(out, session, ", ", commit->anonymous, steg_session_pick(session, " anonyma", " anonymous"));
  if (commit->derived)
    put_count(out, session, ", ", commit->derived,
              steg_session_pick(session, " deltaganden öppnade ur svaren", " participations opened from responses"));
  if (mode == STEG_COMMIT_DRY_RUN)
    steg_buffer_text(
        out, steg_session_pick(session, ". Provkörning: ingenting sparades.\n", ". Dry run: nothing was stored.\n"));
  else if (commit->batch)
    steg_buffer_printf(out, ". %s %lld (%s `stegvis undo %lld`)\n", steg_session_pick(session, "Inläsning", "Batch"),
                       (long long)commit->batch, steg_session_pick(session, "tas tillbaka med", "taken back by"),
                       (long long)commit->batch);
  else
    steg_buffer_text(out, steg_session_pick(session, ". Allt fanns redan.\n", ". Everything was there already.\n"));
}

void steg_receipt_print(const steg_session *session, const char *file, const steg_import_result *result,
                        const steg_commit_result *commit, steg_commit_mode mode) {
  if (session->talk == STEG_TALK_QUIET && !result->findings.errors)
    return;
  char clean[256];
  const char delimiter[4] = {'"', result->delimiter, '"', '\0'};
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 24);
  steg_buffer_printf(&out, "%s", steg_session_clean(file, clean, sizeof clean));
  if (result->encoding)
    steg_buffer_printf(&out, "  [%s%s%s]", result->encoding, result->delimiter ? ", " : "",
                       result->delimiter == '\t' ? "tab"
                       : result->delimiter       ? delimiter
                                                 : "");
  steg_buffer_char(&out, '\n');
  for (size_t i = 0; i < result->findings.count; i++)
    if (session->talk != STEG_TALK_QUIET || result->findings.rows[i].severity == STEG_SEVERITY_ERROR)
      steg_receipt_put_finding(&out, session, &result->findings.rows[i]);
  put_outcome(&out, session, result, commit, mode);
  fwrite(out.bytes, 1, out.size, stderr);
  steg_buffer_release(&out);
}

/* ---- JSON, as core/cli/README.md names it */

static steg_tree *count_or_null(steg_arena *arena, uint32_t count) {
  return count ? steg_tree_integer(arena, count) : steg_tree_null(arena);
}

steg_tree *steg_receipt_finding_tree(steg_arena *arena, const steg_finding *finding) {
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "code", steg_tree_text(arena, finding->code));
  steg_tree_put(arena, node, "severity", steg_tree_text(arena, steg_receipt_severity_id(finding->severity)));
  steg_tree_put(arena, node, "sheet", steg_tree_text(arena, finding->sheet));
  steg_tree_put(arena, node, "row", count_or_null(arena, finding->row));
  steg_tree_put(arena, node, "column",
                finding->header ? steg_tree_text(arena, finding->header) : count_or_null(arena, finding->column));
  char cell[24] = "";
  if (finding->row && finding->column) {
    char letters[8];
    steg_letters_of_column(finding->column, letters);
    snprintf(cell, sizeof cell, "%s%u", letters, finding->row);
  }
  steg_tree_put(arena, node, "cell", steg_tree_text(arena, cell[0] ? cell : NULL));
  steg_tree_put(arena, node, "value", steg_tree_text(arena, finding->value));
  steg_tree_put(arena, node, "message", steg_tree_text(arena, finding->message));
  steg_tree_put(arena, node, "hint", steg_tree_text(arena, finding->hint));
  steg_tree_put(arena, node, "count", steg_tree_integer(arena, finding->count));
  return node;
}

static steg_tree *removed_tree(steg_arena *arena, const steg_commit_removed *row) {
  steg_tree *node = steg_tree_map(arena);
  steg_buffer date;
  steg_buffer_init(&date, 64);
  steg_date_write_iso(&date, row->date);
  steg_tree_put(arena, node, "initiative", steg_tree_text(arena, row->initiative));
  steg_tree_put(arena, node, "date", steg_tree_text(arena, row->date != STEG_DATE_NONE ? date.bytes : NULL));
  steg_buffer_release(&date);
  return node;
}

steg_tree *steg_receipt_tree(steg_arena *arena, const char *file, const steg_import_result *result,
                             const steg_commit_result *commit) {
  const char delimiter[2] = {result->delimiter, '\0'};
  steg_tree *node = steg_tree_map(arena);
  steg_tree *findings = steg_tree_list(arena);
  for (size_t i = 0; i < result->findings.count; i++)
    steg_tree_append(arena, findings, steg_receipt_finding_tree(arena, &result->findings.rows[i]));
  steg_tree_put(arena, node, "file", steg_tree_text(arena, file));
  steg_tree_put(arena, node, "instrument",
                steg_tree_text(arena, result->set.entry ? result->set.entry->instrument->id : NULL));
  steg_tree_put(arena, node, "encoding", steg_tree_text(arena, result->encoding));
  steg_tree_put(arena, node, "delimiter", steg_tree_text(arena, result->delimiter ? delimiter : NULL));
  steg_tree_put(arena, node, "mapping", steg_tree_text(arena, result->mapping));
  steg_tree_put(arena, node, "rows", steg_tree_integer(arena, (int64_t)result->rows));
  steg_tree_put(arena, node, "accepted", steg_tree_integer(arena, (int64_t)(commit ? result->accepted : 0)));
  steg_tree_put(arena, node, "rejected", steg_tree_integer(arena, (int64_t)result->rejected));
  steg_tree_put(arena, node, "unchanged",
                commit ? steg_tree_integer(arena, (int64_t)commit->unchanged) : steg_tree_null(arena));
  steg_tree_put(arena, node, "updated",
                commit ? steg_tree_integer(arena, (int64_t)commit->updated) : steg_tree_null(arena));
  steg_tree_put(arena, node, "removed",
                commit ? steg_tree_integer(arena, (int64_t)commit->removed) : steg_tree_null(arena));
  if (commit && commit->removed_row_count) {
    steg_tree *removed = steg_tree_list(arena);
    for (size_t i = 0; i < commit->removed_row_count; i++)
      steg_tree_append(arena, removed, removed_tree(arena, &commit->removed_rows[i]));
    steg_tree_put(arena, node, "removed_rows", removed);
  }
  steg_tree_put(arena, node, "findings", findings);
  steg_tree_put(arena, node, "batch",
                commit && commit->batch ? steg_tree_integer(arena, commit->batch) : steg_tree_null(arena));
  return node;
}
