/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/definition.h"

#include "instrument/definition_part.h"
#include "instrument/fingerprint.h"
#include <string.h>

static const char root_keys[] =
    "api extends id version title owner licence source provenance kind interval_months "
    "retention_months sensitive scales roles items without columns checks indexes crosswalk sums";

const char *steg_definition_extends(const steg_tree *tree) {
  return steg_tree_get_text(steg_tree_get(tree, "extends"));
}

static void kind(steg_definition *definition) {
  steg_instrument *made = definition->made;
  int word = steg_definition_word(definition, definition->root, "", "kind",
                                  "register repeated anonymous event aggregate", (int)made->kind);
  if (definition->original && word != (int)definition->original->kind)
    steg_definition_fault(definition, "", "kind", "D_DEF_EXTENDS", "leave it out",
                          "An overlay can't make another kind of form of its original.");
  else
    made->kind = (steg_kind)word;
  if (!word && !steg_tree_get(definition->root, "kind"))
    steg_definition_fault(
        definition, "", "kind", "D_DEF_MISSING",
        "write kind = \"repeated\" (answered at several times), \"register\" (one row per participation), "
        "\"anonymous\" (no person), \"event\" (what happened on a day) or \"aggregate\" (numbers of a period)",
        "It is not said what kind of form it is.");
}

static void head(steg_definition *definition) {
  steg_instrument *made = definition->made;
  const steg_tree *root = definition->root;
  uint32_t api = 1;
  steg_definition_count(definition, root, "", "api", &api);
  if (api != 1)
    steg_definition_fault(definition, "", "api", "D_DEF_API", "write api = 1, or use a newer program",
                          "The definition is written for version %u; this program reads version 1.", api);
  steg_definition_id(definition, root, "", &made->id);
  steg_definition_text(definition, root, "", "version", &made->version);
  steg_definition_both(definition, root, "", "title", &made->title_sv, &made->title_en);
  steg_definition_text(definition, root, "", "owner", &made->owner);
  steg_definition_text(definition, root, "", "licence", &made->licence);
  steg_definition_text(definition, root, "", "source", &made->source);
  steg_definition_text(definition, root, "", "provenance", &made->provenance);
  steg_definition_count(definition, root, "", "interval_months", &made->interval_months);
  steg_definition_count(definition, root, "", "retention_months", &made->retention_months);
  kind(definition);
  uint32_t sensitive = 0;
  steg_definition_flag(definition, root, "", "sensitive", &sensitive);
  if (steg_tree_get(root, "sensitive"))
    definition->sensitivity = sensitive ? STEG_SENSITIVE : STEG_NEUTRAL;
}

/* Answers are kept with version and content; new words under an old version could not be told from the old ones. */
static void version(steg_definition *definition) {
  const steg_instrument *original = definition->original;
  steg_instrument *made = definition->made;
  char now[STEG_HASH_TEXT], then[STEG_HASH_TEXT];
  if (!original || definition->checker.defects->errors || !made->version ||
      strcmp(made->version, original->version) != 0 || strcmp(made->id, original->id) != 0)
    return;
  steg_fingerprint_content(made, now);
  steg_fingerprint_content(original, then);
  if (strcmp(now, then) != 0)
    steg_definition_fault(
        definition, "", "version", "D_DEF_VERSION",
        "give the overlay a version of its own, such as version = \"2024-1\"",
        "The overlay changes what is asked (wording, levels or items), but keeps the original's version "
        "%s.",
        steg_checker_quote(&definition->checker, original->version));
}

/* A callback knows items by their place: items may be added after them, but none may go. */
static void callbacks(steg_definition *definition) {
  if (definition->original && definition->made->items.count < definition->original->items.count &&
      (definition->made->score || definition->made->validate))
    steg_definition_fault(definition, "", "without", "D_DEF_WITHOUT", "leave it out",
                          "The original has callbacks, which know its items by place: none can be taken away.");
}

const steg_instrument *steg_definition_read(const steg_tree *tree, const steg_instrument *original, steg_arena *arena,
                                            steg_defects *defects) {
  size_t before = defects->errors;
  steg_instrument *made = steg_arena_alloc(arena, sizeof *made);
  if (!made)
    return NULL;
  steg_definition definition = {
      .checker = {.instrument = made, .arena = arena, .defects = defects}, .arena = arena, .root = tree, .made = made};
  if (!steg_definition_is_map(&definition, tree, ""))
    return NULL;
  const char *extends = steg_definition_extends(tree);
  if (extends && !original) {
    steg_definition_fault(&definition, "", "extends", "D_DEF_EXTENDS", "write the id of an instrument that is there",
                          "The instrument %s, which it extends, is not there.",
                          steg_checker_quote(&definition.checker, extends));
    return NULL;
  }
  if (extends) {
    definition.original = original;
    *made = *original;
  }
  made->head = (steg_head)STEG_HEAD;

  steg_definition_keys(&definition, tree, "", root_keys);
  head(&definition);
  steg_definition_scales(&definition);
  steg_definition_roles(&definition);
  steg_definition_items(&definition);
  steg_definition_without(&definition);
  steg_definition_columns(&definition);
  steg_definition_checks(&definition);
  steg_definition_indexes(&definition);
  steg_definition_crosswalk(&definition);
  steg_definition_sums(&definition);
  if (defects->errors > before || definition.checker.failed || steg_arena_failed(arena))
    return NULL;
  callbacks(&definition);
  version(&definition);
  steg_definition_same_items(&definition);
  return definition.checker.defects->errors > before ? NULL : made;
}
