/* SPDX-License-Identifier: GPL-3.0-or-later */
// rooms: base instrument
/*
 * The definition reader and the checker behind it, on any tree: what is refused says why; what passes the checker can be laid
 * out, printed, copied and registered without a further test, and the copy is the same instrument. The first byte chooses whether
 * there is an original to extend.
 */
#include "instrument/definition.h"
#include "base/text.h"
#include "instrument/codebook.h"
#include "instrument/fingerprint.h"
#include "instrument/layout.h"
#include "instrument/model.h"
#include "instrument/registry.h"
#include "instrument/rows.h"
#include <stdlib.h>
#include <string.h>

#define SOUND_EXPORT static
#include "../plugins/sound.h"

static void require(bool holds) {
  if (!holds)
    abort();
}

static void require_sentences(const steg_defects *defects) {
  size_t errors = 0;
  for (size_t i = 0; i < defects->count; i++) {
    const steg_defect *defect = &defects->rows[i];
    require(defect->code && *defect->place && *defect->found && *defect->mend);
    require(steg_text_valid(defect->found, strlen(defect->found)) == strlen(defect->found));
    require(steg_text_valid(defect->place, strlen(defect->place)) == strlen(defect->place));
    errors += defect->severity == STEG_SEVERITY_ERROR;
  }
  require(errors == defects->errors);
}

/* Everything the engine does with an instrument that the checker has passed. */
static void use(const steg_instrument *form, steg_arena *arena, bool overlay) {
  const steg_layout *layout = steg_layout_make(form, arena);
  require(layout && layout->slot_count >= form->items.count);
  for (uint32_t i = 0; i < layout->slot_count; i++)
    require(layout->slots[i].name && *layout->slots[i].name);
  for (uint32_t i = 0; i < form->items.count; i++) {
    const steg_scale *scale = steg_model_item_scale(form, &form->items.rows[i]);
    for (uint32_t n = 0; scale && n < steg_model_step_count(scale); n++)
      require(steg_model_step(scale, n) >= 0);
    require(steg_model_item_label(&form->items.rows[i], STEG_LANG_EN) != NULL);
  }
  steg_buffer json;
  steg_buffer_init(&json, (size_t)64 << 20);
  steg_tree_write_json(&json, steg_codebook_make(form, arena));
  require(!steg_buffer_failed(&json) && steg_text_valid(json.bytes, json.size) == json.size);
  steg_buffer_release(&json);

  char content[STEG_HASH_TEXT], again[STEG_HASH_TEXT];
  steg_fingerprint_content(form, content);
  steg_registry *registry = steg_registry_new();
  steg_error err = {0};
  if (overlay)
    require(!steg_registry_add(registry, &stegvis_instrument, STEG_DOOR_PLUGIN, "sound.so", &err));
  /* An overlay can be refused for what it lost; anything else that is sound is taken. */
  if (!steg_registry_add(registry, form, overlay ? STEG_DOOR_OVERLAY : STEG_DOOR_DEFINITION, "x.lua", &err)) {
    const steg_registry_entry *entry = steg_registry_find(registry, form->id);
    steg_fingerprint_content(entry->instrument, again);
    require(!strcmp(content, again) && !strcmp(content, entry->fingerprint));
  } else {
    require(overlay && err.text[0]);
  }
  steg_registry_free(registry);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (!size)
    return 0;
  steg_arena *arena = steg_arena_new(0);
  const steg_tree *root = NULL;
  steg_error err = {0};
  bool overlay = bytes[0] & 1;
  if (!steg_tree_read(bytes + 1, size - 1, NULL, arena, &root, &err)) {
    steg_defects defects = {0};
    const steg_instrument *form = steg_definition_read(root, overlay ? &stegvis_instrument : NULL, arena, &defects);
    require((form == NULL) == (defects.errors > 0));
    if (form)
      require(!steg_checker_run(form, arena, &defects));
    require_sentences(&defects);
    if (form && !defects.errors)
      use(form, arena, overlay && steg_definition_extends(root));
  }
  steg_arena_free(arena);
  return 0;
}
