/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/listing.h"
#include "cli/verb.h"

#include "instrument/codebook.h"
#include "instrument/model.h"

static int print_codebook(steg_session *session, const steg_registry_entry *entry, steg_error *err) {
  const steg_instrument *instrument = entry->instrument;
  steg_arena *arena = session->project->arena;
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 24);
  steg_buffer_printf(&out, "%s – %s\n%s: %s · %s: %s · %s\n%s: %s\n%s: %s\n%s\n\n", instrument->id,
                     steg_session_pick(session, instrument->title_sv, instrument->title_en),
                     steg_session_pick(session, "version", "version"), instrument->version,
                     steg_session_pick(session, "typ", "kind"), steg_model_kind_name(instrument->kind), entry->path,
                     steg_session_pick(session, "Ägare", "Owner"), instrument->owner,
                     steg_session_pick(session, "Villkor", "Licence"), instrument->licence, instrument->provenance);
  int status = steg_session_put(&out, err);
  steg_buffer_release(&out);
  if (status < 0)
    return -1;
  const char *const headers[] = {
      "id", steg_session_pick(session, "typ", "type"), steg_session_pick(session, "skala", "scale"),
      steg_session_pick(session, "skydd", "protection"), steg_session_pick(session, "fråga", "item")};
  steg_listing listing;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    const char *cells[] = {item->id, steg_model_item_type_name(item->type), item->scale,
                           item->sensitivity == STEG_SENSITIVE ? steg_session_pick(session, "känslig", "sensitive")
                                                               : steg_session_pick(session, "neutral", "neutral"),
                           steg_session_pick(session, item->text_sv, item->text_en)};
    steg_listing_row(&listing, cells);
  }
  if (steg_listing_print(&listing, err) < 0)
    return -1;
  const char *const level_headers[] = {
      steg_session_pick(session, "\nskala", "\nscale"), steg_session_pick(session, "värde", "value"),
      steg_session_pick(session, "kod", "code"), steg_session_pick(session, "svar", "answer")};
  steg_listing_start(&listing, arena, level_headers, sizeof level_headers / sizeof level_headers[0]);
  for (uint32_t i = 0; i < instrument->scales.count; i++)
    for (uint32_t j = 0; j < instrument->scales.rows[i].levels.count; j++) {
      const steg_level *level = &instrument->scales.rows[i].levels.rows[j];
      const char *cells[] = {instrument->scales.rows[i].id, steg_arena_printf(arena, "%d", level->value), level->code,
                             steg_session_pick(session, level->label_sv, level->label_en)};
      steg_listing_row(&listing, cells);
    }
  return steg_listing_print(&listing, err);
}

static int list_all(steg_session *session, steg_error *err) {
  const steg_registry *registry = session->project->registry;
  steg_arena *arena = session->project->arena;
  const char *const headers[] = {"id", "version", steg_session_pick(session, "typ", "kind"),
                                 steg_session_pick(session, "frågor", "items"),
                                 steg_session_pick(session, "titel", "title")};
  steg_listing listing;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < steg_registry_count(registry); i++) {
    const steg_instrument *instrument = steg_registry_at(registry, i)->instrument;
    const char *cells[] = {instrument->id, instrument->version, steg_model_kind_name(instrument->kind),
                           steg_arena_printf(arena, "%u", instrument->items.count),
                           steg_session_pick(session, instrument->title_sv, instrument->title_en)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

int steg_verb_instruments(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS, err) < 0)
    return -1;
  const steg_registry *registry = session->project->registry;
  steg_arena *arena = session->project->arena;
  if (arguments->word_count) {
    const steg_registry_entry *entry = steg_registry_find(registry, arguments->words[0]);
    if (!entry)
      return steg_project_unknown_instrument(session->project, arguments->words[0], err);
    return session->json ? steg_session_put_json(steg_codebook_make(entry->instrument, arena), err)
                         : print_codebook(session, entry, err);
  }
  if (!session->json)
    return list_all(session, err);
  steg_tree *root = steg_tree_map(arena), *list = steg_tree_list(arena);
  for (size_t i = 0; i < steg_registry_count(registry); i++)
    steg_tree_append(arena, list, steg_codebook_make(steg_registry_at(registry, i)->instrument, arena));
  steg_tree_put(arena, root, "instruments", list);
  return steg_session_put_json(root, err);
}
