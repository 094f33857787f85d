/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/listing.h"
#include "cli/verb.h"

#include "store/batch.h"
#include <time.h>

static const char *moment(steg_arena *arena, int64_t seconds) {
  time_t when = (time_t)seconds;
  struct tm utc;
  if (!gmtime_r(&when, &utc))
    return "";
  return steg_arena_printf(arena, "%04d-%02d-%02d %02d:%02d UTC", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                           utc.tm_hour, utc.tm_min);
}

static const char *kind_id(steg_batch_kind kind) {
  return kind == STEG_BATCH_REPLACE ? "replace" : kind == STEG_BATCH_CORRECT ? "correct" : "import";
}

static const char *kind_word(const steg_session *session, steg_batch_kind kind) {
  switch (kind) {
  case STEG_BATCH_REPLACE:
    return steg_session_pick(session, "ersättning", "replacement");
  case STEG_BATCH_CORRECT:
    return steg_session_pick(session, "rättelse", "correction");
  default:
    return steg_session_pick(session, "inläsning", "import");
  }
}

static steg_tree *batch_tree(steg_arena *arena, const steg_batch *batch) {
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "batch", steg_tree_integer(arena, batch->id));
  steg_tree_put(arena, node, "kind", steg_tree_text(arena, kind_id(batch->kind)));
  steg_tree_put(arena, node, "instrument", steg_tree_text(arena, batch->instrument));
  steg_tree_put(arena, node, "version", steg_tree_text(arena, batch->version));
  steg_tree_put(arena, node, "file", steg_tree_text(arena, batch->file_name));
  steg_tree_put(arena, node, "file_sha256", steg_tree_text(arena, batch->file_hash));
  steg_tree_put(arena, node, "rows_sha256", steg_tree_text(arena, batch->rows_hash));
  steg_tree_put(arena, node, "imported", steg_tree_text(arena, moment(arena, batch->imported_at)));
  steg_tree_put(arena, node, "inserted", steg_tree_integer(arena, (int64_t)batch->inserted));
  steg_tree_put(arena, node, "updated", steg_tree_integer(arena, (int64_t)batch->updated));
  steg_tree_put(arena, node, "unchanged", steg_tree_integer(arena, (int64_t)batch->unchanged));
  steg_tree_put(arena, node, "removed", steg_tree_integer(arena, (int64_t)batch->removed));
  steg_tree_put(arena, node, "undone", steg_tree_bool(arena, batch->undone));
  return node;
}

int steg_verb_batches(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  (void)arguments;
  if (steg_session_open(session, STEG_PROJECT_SETTINGS, err) < 0 ||
      steg_session_store(session, STEG_STORE_READ, err) < 0)
    return -1;
  steg_arena *arena = session->project->arena;
  steg_batch *batches = NULL;
  size_t count = 0;
  if (steg_batch_list(session->store, arena, &batches, &count, err) < 0)
    return -1;
  if (session->json) {
    steg_tree *root = steg_tree_map(arena), *list = steg_tree_list(arena);
    for (size_t i = 0; i < count; i++)
      steg_tree_append(arena, list, batch_tree(arena, &batches[i]));
    steg_tree_put(arena, root, "batches", list);
    return steg_session_put_json(root, err);
  }
  const char *const headers[] = {steg_session_pick(session, "nr", "no"),
                                 steg_session_pick(session, "slag", "kind"),
                                 steg_session_pick(session, "instrument", "instrument"),
                                 steg_session_pick(session, "inläst", "imported"),
                                 steg_session_pick(session, "nya", "new"),
                                 steg_session_pick(session, "ändrade", "changed"),
                                 steg_session_pick(session, "borttagna", "removed"),
                                 steg_session_pick(session, "fil", "file")};
  steg_listing listing;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < count; i++) {
    const steg_batch *batch = &batches[i];
    const char *cells[] = {
        steg_arena_printf(arena, "%lld", (long long)batch->id),
        kind_word(session, batch->kind),
        batch->instrument,
        moment(arena, batch->imported_at),
        steg_arena_printf(arena, "%zu", batch->inserted),
        steg_arena_printf(arena, "%zu", batch->updated),
        steg_arena_printf(arena, "%zu", batch->removed),
        steg_arena_printf(arena, "%s%s", batch->file_name,
                          !batch->undone ? "" : steg_session_pick(session, " (tillbakatagen)", " (undone)"))};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}
