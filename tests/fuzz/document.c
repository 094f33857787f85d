/* SPDX-License-Identifier: GPL-3.0-or-later */
// rooms: base instrument document
/*
 * The readers of what a script returned, on any tree: a document, an initiative, one request, a theme. The first byte chooses
 * which. What is refused says why, in one line of UTF-8, and leaves the output alone; in what is taken every reference holds, so that
 * evaluate, resolve and render can go without a further test.
 */
#include "base/text.h"
#include "document/read.h"
#include "document/theme.h"
#include "instrument/model.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SOUND_EXPORT static
#include "../plugins/sound.h"

static void require(bool holds) {
  if (!holds)
    abort();
}

static void require_sentence(const steg_error *err) {
  require(err->kind == STEG_ERROR_SCRIPT && err->text[0]);
  size_t size = strlen(err->text);
  require(steg_text_valid(err->text, size) == size);
  for (size_t i = 0; i < size; i++)
    require((unsigned char)err->text[i] >= 0x20);
}

static void use_selector(const steg_document *document, const steg_selector *selector) {
  require(selector->request < document->request_count);
  const steg_request *request = &document->requests[selector->request];
  for (size_t d = 0; d < STEG_BY_MAX; d++)
    require(!selector->group[d] || d < request->by_count);
  if (selector->item || selector->role)
    require(request->instrument != NULL);
  if (selector->item)
    require(steg_model_item(&stegvis_instrument, selector->item) != NULL);
  require(*steg_request_main_field(request));
}

static void use_prose(const steg_document *document, const steg_prose *prose) {
  for (size_t i = 0; i < prose->place_count; i++) {
    const steg_place *place = &prose->places[i];
    require(steg_text_is_id(place->name));
    for (size_t j = 0; j < i; j++)
      require(strcmp(prose->places[j].name, place->name) != 0);
    switch (place->kind) {
    case STEG_PLACE_TEXT:
      require(place->sv != NULL);
      break;
    case STEG_PLACE_CHOICE:
      for (size_t c = 0; c < place->choice_count; c++)
        require(place->choices[c].sv && place->choices[c].at_least < place->choices[c].below);
      use_selector(document, &place->selector);
      break;
    case STEG_PLACE_FIGURE:
    case STEG_PLACE_DIRECTION:
      use_selector(document, &place->selector);
      break;
    default:
      require(false);
    }
  }
}

static size_t use_blocks(const steg_document *document, const steg_block *blocks, size_t count) {
  size_t total = count;
  for (size_t i = 0; i < count; i++) {
    const steg_block *block = &blocks[i];
    use_prose(document, &block->prose);
    bool words = block->kind == STEG_BLOCK_SECTION || block->kind == STEG_BLOCK_TEXT ||
                 block->kind == STEG_BLOCK_CALLOUT || block->kind == STEG_BLOCK_NOTE ||
                 block->kind == STEG_BLOCK_KEY_FIGURE;
    require(!words || block->prose.sv);
    if (block->kind == STEG_BLOCK_TABLE || block->kind == STEG_BLOCK_CHART || block->kind == STEG_BLOCK_WHEN) {
      require(block->request < document->request_count);
      require(document->requests[block->request].kind == STEG_REQUEST_MEASURE);
      require(block->kind != STEG_BLOCK_WHEN || document->requests[block->request].instrument);
    }
    require(block->kind != STEG_BLOCK_CHART || steg_chart_kind_id(block->chart_kind));
    require(block->kind != STEG_BLOCK_KEY_FIGURE || block->prose.places[0].kind == STEG_PLACE_FIGURE);
    for (size_t c = 0; c < block->child_count; c++) {
      require(block->kind != STEG_BLOCK_LIST || block->children[c].kind == STEG_BLOCK_TEXT);
      require(block->kind != STEG_BLOCK_KEY_FIGURES || block->children[c].kind == STEG_BLOCK_KEY_FIGURE);
    }
    total += use_blocks(document, block->children, block->child_count) +
             use_blocks(document, block->otherwise, block->otherwise_count);
  }
  return total;
}

static void use_request(const steg_request *request) {
  require(request->by_count <= STEG_BY_MAX);
  if (request->kind != STEG_REQUEST_MEASURE)
    return;
  require(request->measure && request->cohort.initiative_count > 0);
  require(request->instrument || !request->measure->needs_instrument);
  require(request->cohort.event >= STEG_EVENT_ACTIVE && request->cohort.counted >= STEG_COUNTED_PARTICIPATIONS);
  steg_period period = request->cohort.period;
  require(period.first == STEG_DATE_NONE || period.last == STEG_DATE_NONE || period.first <= period.last);
  for (size_t i = 0; i < request->item_count; i++)
    require(steg_model_item(&stegvis_instrument, request->items[i]) != NULL);
}

static void try_document(const steg_tree *root, const steg_registry *registry, steg_arena *arena) {
  static const steg_initiative known[] = {{.id = "x"}};
  steg_document document = {.lang = STEG_LANG_SV, .script = "/a/s.lua", .initiatives = known, .initiative_count = 1};
  steg_error err = {0};
  if (steg_read_document(root, registry, arena, &document, &err) != 0) {
    require_sentence(&err);
    require(!document.blocks && !document.requests && !document.title.sv);
    return;
  }
  require(document.title.sv != NULL);
  use_prose(&document, &document.title);
  for (size_t i = 0; i < document.request_count; i++) {
    use_request(&document.requests[i]);
    for (size_t o = 0; o < document.requests[i].operand_count; o++) {
      require(document.requests[i].operands[o].request < i);
      use_selector(&document, &document.requests[i].operands[o]);
    }
  }
  require(use_blocks(&document, document.blocks, document.block_count) <= 5000);
}

static void try_initiative(const steg_tree *root, steg_arena *arena) {
  steg_initiative read = {0};
  steg_error err = {0};
  if (steg_initiative_read(root, "/a/i.lua", arena, &read, &err) != 0) {
    require_sentence(&err);
    require(read.id == NULL);
    return;
  }
  require(steg_text_is_id(read.id) && read.title_sv && read.federation);
  for (size_t i = 0; i < read.goal_count; i++)
    require(read.goals[i].id && read.goals[i].text_sv);
  for (size_t i = 0; i < read.budget_count; i++)
    require(read.budget[i].category_sv || (read.budget[i].stated_sum && !isnan(read.budget[i].amount)));
  for (size_t i = 0; i < read.municipality_count; i++)
    require(read.municipalities[i] >= 0 && read.municipalities[i] <= 9999);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static steg_registry *registry;
  if (!registry) {
    registry = steg_registry_new();
    require(steg_registry_add(registry, &stegvis_instrument, STEG_DOOR_DEFINITION, "sound.lua", NULL) == 0);
  }
  if (!size)
    return 0;
  steg_arena *arena = steg_arena_new(0);
  const steg_tree *root = NULL;
  steg_error err = {0};
  if (steg_tree_read(bytes + 1, size - 1, NULL, arena, &root, NULL) == 0) {
    steg_theme theme = steg_theme_default;
    steg_request request = {0};
    switch (bytes[0] % 4) {
    case 0:
      try_document(root, registry, arena);
      break;
    case 1:
      try_initiative(root, arena);
      break;
    case 2:
      if (steg_read_request(root, registry, arena, &request, &err) == 0)
        use_request(&request);
      else
        require_sentence(&err);
      break;
    default:
      if (steg_theme_read(root, &theme, &err) != 0)
        require(err.text[0] && memcmp(&theme, &steg_theme_default, sizeof theme) == 0);
      else
        require(steg_theme_contrast(theme.ink, theme.paper) >= 4.5);
    }
  }
  steg_arena_free(arena);
  return 0;
}
