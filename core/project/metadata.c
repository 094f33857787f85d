/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/metadata.h"

#include "instrument/codebook.h"

/* A tree read from the wire is const, but nothing below changes it: it is only hung into another. */
static steg_tree *shared(const steg_tree *tree) {
  union {
    const steg_tree *in;
    steg_tree *out;
  } both = {.in = tree};
  return both.out;
}

const steg_tree *steg_metadata_make(const steg_project *project, steg_lang lang, const steg_tree *params,
                                    steg_error *err) {
  steg_arena *arena = project->arena;
  steg_tree *root = steg_tree_map(arena);
  steg_tree *instruments = steg_tree_list(arena);
  steg_tree *initiatives = steg_tree_list(arena);
  steg_tree *bands = steg_tree_list(arena);
  for (size_t i = 0; i < steg_registry_count(project->registry); i++)
    steg_tree_append(arena, instruments, steg_codebook_make(steg_registry_at(project->registry, i)->instrument, arena));
  for (size_t i = 0; i < project->initiative_count; i++)
    steg_tree_append(arena, initiatives, shared(project->initiatives[i].tree));
  for (size_t i = 0; i < project->settings.age_band_count; i++) {
    steg_tree *band = steg_tree_map(arena);
    steg_tree_put(arena, band, "id", steg_tree_text(arena, project->settings.age_bands[i].id));
    steg_tree_put(arena, band, "label", steg_tree_text(arena, project->settings.age_bands[i].label));
    steg_tree_append(arena, bands, band);
  }
  steg_tree_put(arena, root, "lang", steg_tree_text(arena, lang == STEG_LANG_EN ? "en" : "sv"));
  steg_tree_put(arena, root, "params", params ? shared(params) : steg_tree_map(arena));
  steg_tree_put(arena, root, "instruments", instruments);
  steg_tree_put(arena, root, "initiatives", initiatives);
  steg_tree_put(arena, root, "age_bands", bands);
  if (steg_arena_failed(arena)) {
    steg_error_memory(err);
    return NULL;
  }
  return root;
}
