/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the shipped plugins promise: they load without a finding, and hold what the field's own words say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "instrument/model.h"
#include "instrument/registry.h"
#include <stdio.h>
#include <string.h>

static steg_registry *registry;

static int load(void **state) {
  (void)state;
  steg_error err = {0};
  registry = steg_registry_new();
  if (steg_registry_load_folder(registry, STEGVIS_BUILD "/plugins", &err) ||
      steg_registry_load_folder(registry, STEGVIS_BUILD "/template", &err))
    return -1;
  return 0;
}

static int unload(void **state) {
  (void)state;
  steg_registry_free(registry);
  return 0;
}

static const steg_instrument *plugin(const char *id) {
  const steg_registry_entry *entry = steg_registry_find(registry, id);
  if (entry)
    return entry->instrument;
  fail_msg("the plugin %s is not there", id);
  return NULL;
}

static void test_all_load(void **state) {
  (void)state;
  static const char *const ids[] = {"bip", "halsoenkat", "indikatorer", "skapa", "sus", "template"};
  for (size_t i = 0; i < steg_registry_refusal_count(registry); i++)
    print_error("%s: %s\n", steg_registry_refusal_at(registry, i)->path, steg_registry_refusal_at(registry, i)->reason);
  assert_int_equal(steg_registry_refusal_count(registry), 0);
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
    plugin(ids[i]);
  for (size_t i = 0; i < steg_registry_count(registry); i++) {
    steg_arena *arena = steg_arena_new(0);
    steg_defects defects = {0};
    const steg_instrument *instrument = steg_registry_at(registry, i)->instrument;
    assert_int_equal(steg_checker_run(instrument, arena, &defects), 0);
    for (size_t d = 0; d < defects.count; d++)
      print_error("%s: %s: %s\n", instrument->id, defects.rows[d].place, defects.rows[d].found);
    assert_int_equal(defects.count, 0); /* no warning either */
    steg_arena_free(arena);
  }
}

/* A placeholder says so in its text, and only a placeholder does. */
static void test_placeholders(void **state) {
  (void)state;
  for (size_t i = 0; i < steg_registry_count(registry); i++) {
    const steg_instrument *instrument = steg_registry_at(registry, i)->instrument;
    for (uint32_t q = 0; q < instrument->items.count; q++) {
      const steg_item *item = &instrument->items.rows[q];
      if ((strncmp(item->text_sv, "Platshållare: ", strlen("Platshållare: ")) == 0) != (item->placeholder == 1))
        fail_msg("%s.%s: the mark and the text differ", instrument->id, item->id);
    }
  }
}

/* ---- BIP --------------------------------------------------------------------------------------------------------------- */

static void test_bip_questions(void **state) {
  (void)state;
  static const char *const questions[] = {
      "Vet du vad du skulle vilja jobba med?",
      "Får du rätt slags stöd från familj och vänner när du behöver hjälp?",
      "Tror du att dina kunskaper och erfarenheter kan användas på en arbetsplats?",
      "Har du tid i vardagen för att fokusera på att få ett arbete/ta del av aktiviteter eller studier?",
      "Tror du själv att du klarar av ett arbete eller studier?",
      /* NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one question, too long for a line */
      "Hur tycker du din hälsa som helhet är (fysiskt, psykiskt, missbruk) i förhållande till att kunna jobba eller "
      "studera?",
      "Vet du vad du ska göra för att förbättra dina möjligheter att få ett jobb?",
      "Hur lätt har du att ta kontakt med personer du inte känner?",
      "Hur bra är du på att samarbeta med andra?",
  };
  const steg_instrument *bip = plugin("bip");
  assert_int_equal(bip->kind, STEG_KIND_REPEATED);
  assert_int_equal(bip->interval_months, 3);
  assert_int_equal(bip->indexes.count, 0); /* no total over the nine */
  const steg_item *items[9];
  for (int n = 1; n <= 9; n++) {
    char id[32];
    snprintf(id, sizeof id, "q%d", n);
    const steg_item *item = items[n - 1] = steg_model_item(bip, id);
    assert_non_null(item);
    assert_string_equal(item->text_sv, questions[n - 1]);
    assert_int_equal(item->sensitivity, STEG_SENSITIVE);
    assert_int_equal(item->placeholder, 0);
    assert_string_equal(item->roles, "deltagare");
    snprintf(id, sizeof id, "q%d_goal", n);
    assert_ptr_equal(steg_model_item(bip, steg_model_item(bip, id)->goal_of), item);
    snprintf(id, sizeof id, "c%d", n);
    assert_ptr_equal(steg_model_item(bip, steg_model_item(bip, id)->mirrors), item);
  }
  unsigned coach = 0;
  for (uint32_t i = 0; i < bip->items.count; i++)
    coach += bip->items.rows[i].roles && !strcmp(bip->items.rows[i].roles, "coach");
  assert_int_equal(coach, 11);
  assert_null(steg_model_item(bip, "c_job")->mirrors);
  assert_int_equal(steg_model_item(bip, "seeks_work")->type, STEG_ITEM_FLAG);
  assert_int_equal(steg_model_item(bip, "wage")->type, STEG_ITEM_FLAG);
  assert_int_equal(steg_model_role_index(bip, "Handläggare"), steg_model_role_index(bip, "coach"));
}

static void test_bip_scale(void **state) {
  (void)state;
  const steg_instrument *bip = plugin("bip");
  const steg_item *q5 = steg_model_item(bip, "q5");
  const steg_scale *scale = steg_model_item_scale(bip, q5);
  assert_int_equal(steg_model_step_count(scale), 5);
  assert_int_equal(scale->better, STEG_BETTER_UP);
  for (uint32_t n = 0; n < 5; n++) {
    const steg_level *level = &scale->levels.rows[steg_model_step(scale, n)];
    assert_int_equal(level->value, n + 1);
    assert_int_equal(steg_model_is_positive(q5, level), n >= 3);
  }
  int32_t cannot = steg_model_level_of_spelling(scale, "Kan inte svara");
  assert_int_equal(scale->levels.rows[cannot].value, -1);
  assert_int_equal(scale->levels.rows[cannot].kind, STEG_LEVEL_OFF_SCALE);
  assert_string_equal(scale->levels.rows[cannot].code, "kan_inte_svara");
}

/* ---- SUS --------------------------------------------------------------------------------------------------------------- */

static void test_sus_groups(void **state) {
  (void)state;
  static const struct {
    const char *item;
    const char *spelling; /* as somebody writes it */
    const char *group;
  } rows[] = {
      {"income_before", "Sjukpenning", "ohalsa"},
      {"income_before", "rehabiliteringspenning", "ohalsa"},
      {"income_before", "aktivitetsersättning", "ohalsa"},
      {"income_before", "sjukersättning", "ohalsa"},
      {"income_before", "A-kassa", "arbetsmarknadsstod"},
      {"income_before", "a kassa", "arbetsmarknadsstod"},
      {"income_before", "aktivitetsstöd", "arbetsmarknadsstod"},
      {"income_before", "utvecklingsersättning", "arbetsmarknadsstod"},
      {"income_before", "etableringsersättning", "arbetsmarknadsstod"},
      {"income_after", "försörjningsstöd", "ekonomiskt_bistand"},
      {"income_after", "lön", "egen"},
      {"income_after", "ingen offentlig försörjning", "egen"},
      {"income_after", "föräldrapenning", "egen"}, /* counts as no public support */
      {"income_after", "ålderspension", "egen"},
      {"income_after", "studiestöd", "ovrigt"},
      {"income_after", "annan", "ovrigt"},
      {"occupation_before", "arbete osubventionerat", "arbete"},
      {"occupation_before", "subventionerat arbete", "arbete"},
      {"occupation_before", "eget företag", "arbete"},
      {"occupation_after", "studier", "studier"},
      {"occupation_after", "aktivt arbetssökande", "arbetssokande"},
      {"occupation_after", "övrigt", "ovrigt"},
      {"exit_reason", "till vård/medicinsk rehabilitering", "enligt_plan"},
      {"exit_reason", "flytt", "annat_skal"},
      {"exit_reason", "samtycke återkallat", "annat_skal"},
      {"exit_reason", "felregistrering", "raknas_inte"},
  };
  const steg_instrument *sus = plugin("sus");
  unsigned wrong = 0;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const steg_scale *scale = steg_model_item_scale(sus, steg_model_item(sus, rows[i].item));
    int32_t level = steg_model_level_of_spelling(scale, rows[i].spelling);
    const char *group = level < 0 ? NULL : scale->levels.rows[level].group;
    if (!group || strcmp(group, rows[i].group) != 0) {
      print_error("%s %s: %s\n", rows[i].item, rows[i].spelling, group ? group : "no level");
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
  assert_int_equal(steg_model_step_count(steg_model_scale(sus, "income")), 15);
  assert_int_equal(steg_model_step_count(steg_model_scale(sus, "occupation")), 6);
  assert_int_equal(steg_model_step_count(steg_model_scale(sus, "education")), 6);
  assert_int_equal(steg_model_step_count(steg_model_scale(sus, "exit_reason")), 12);
}

static void test_sus_items(void **state) {
  (void)state;
  static const struct {
    const char *id;
    steg_item_type type;
    steg_sensitivity sensitivity;
    const char *after;
  } rows[] = {
      {"education", STEG_ITEM_CHOICE, STEG_NEUTRAL, NULL},
      {"income_before", STEG_ITEM_MULTI, STEG_SENSITIVE, "income_after"},
      {"income_after", STEG_ITEM_MULTI, STEG_SENSITIVE, NULL},
      {"occupation_before", STEG_ITEM_MULTI, STEG_SENSITIVE, "occupation_after"},
      {"occupation_after", STEG_ITEM_MULTI, STEG_SENSITIVE, NULL},
      {"support_months_before", STEG_ITEM_NUMBER, STEG_SENSITIVE, NULL},
      {"exit_reason", STEG_ITEM_CHOICE, STEG_SENSITIVE, NULL},
  };
  const steg_instrument *sus = plugin("sus");
  assert_int_equal(sus->kind, STEG_KIND_REGISTER);
  assert_int_equal(sus->items.count, sizeof rows / sizeof rows[0]);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const steg_item *item = steg_model_item(sus, rows[i].id);
    assert_non_null(item);
    assert_int_equal(item->type, rows[i].type);
    assert_int_equal(item->sensitivity, rows[i].sensitivity);
    assert_int_equal(item->extent, item->type == STEG_ITEM_MULTI);
    assert_true(rows[i].after ? item->after && !strcmp(item->after, rows[i].after) : !item->after);
  }
  bool attributes[STEG_ATTRIBUTE_PROTECTED + 1] = {false};
  for (uint32_t i = 0; i < sus->columns.count; i++)
    attributes[sus->columns.rows[i].attribute] = true;
  for (int a = STEG_ATTRIBUTE_SEX; a <= STEG_ATTRIBUTE_PROTECTED; a++)
    assert_true(attributes[a]);
}

/* ---- Indikatorer, Hälsoenkät, SKAPA: what is confirmed, and that the rest is marked --------------------------------------- */

static void test_indikatorer(void **state) {
  (void)state;
  static const char *const groups[] = {"Deltagare", "Insatspersonal", "Styrelse", "Chefer i samverkan", "Remittenter"};
  const steg_instrument *form = plugin("indikatorer");
  assert_int_equal(form->kind, STEG_KIND_ANONYMOUS);
  assert_int_equal(form->roles.count, 5);
  assert_int_equal(form->items.count, 16); /* fifteen and the one on equality */
  for (int32_t g = 0; g < 5; g++) {
    assert_int_equal(steg_model_role_index(form, groups[g]), g);
    unsigned answered = 0;
    for (uint32_t i = 0; i < form->items.count; i++)
      answered += steg_model_role_answers(form, &form->items.rows[i], g);
    assert_true(answered >= 3);
  }
  for (uint32_t i = 0; i < form->items.count; i++) {
    const steg_item *item = &form->items.rows[i];
    assert_int_equal(item->placeholder, 1); /* no official wording is shipped */
    assert_int_equal(item->sensitivity, STEG_NEUTRAL);
    assert_non_null(item->positive); /* said by each item, since it differs */
  }
  const steg_item *fifth = steg_model_item(form, "d5");
  assert_non_null(strstr(fifth->text_sv, "hantera sin situation"));
  assert_true(steg_model_occasion_asks(fifth, STEG_OCCASION_ONGOING));
  assert_true(steg_model_occasion_asks(fifth, STEG_OCCASION_END));
  assert_false(steg_model_occasion_asks(fifth, STEG_OCCASION_START));
  const steg_scale *scale = steg_model_item_scale(form, fifth);
  int32_t best = steg_model_step(scale, steg_model_step_count(scale) - 1);
  assert_string_equal(scale->levels.rows[best].label_sv, "Alltid");
}

static void test_halsoenkat(void **state) {
  (void)state;
  static const char *const areas[] = {"health", "quality_of_life", "economy", "relations", "self_confidence"};
  const steg_instrument *form = plugin("halsoenkat");
  assert_int_equal(form->kind, STEG_KIND_REPEATED);
  for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
    char id[64];
    snprintf(id, sizeof id, "%s_change", areas[i]);
    const steg_item *level = steg_model_item(form, areas[i]), *change = steg_model_item(form, id);
    assert_true(level && change);
    assert_int_equal(level->retrospective, 0);
    assert_int_equal(change->retrospective, 1);
    assert_true(steg_model_occasion_asks(level, STEG_OCCASION_START));
    assert_false(steg_model_occasion_asks(change, STEG_OCCASION_START));
    assert_int_equal(level->sensitivity + change->sensitivity, 2 * STEG_SENSITIVE);
  }
  const steg_scale *change = steg_model_scale(form, "change");
  static const struct {
    const char *spelling;
    int32_t value;
  } rows[] = {{"mycket sämre", 1}, {"oförändrad", 3}, {"mycket bättre", 5}};
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(change->levels.rows[steg_model_level_of_spelling(change, rows[i].spelling)].value, rows[i].value);
  assert_int_equal(change->levels.rows[steg_model_level_of_value(change, 3)].kind, STEG_LEVEL_NEUTRAL);
}

static void test_skapa(void **state) {
  (void)state;
  const steg_instrument *form = plugin("skapa");
  assert_int_equal(form->kind, STEG_KIND_REPEATED);
  assert_int_equal(form->roles.count, 2);
  assert_int_equal(steg_model_step_count(steg_model_scale(form, "steps")), 5);
  for (uint32_t i = 0; i < form->items.count; i++) {
    const steg_item *item = &form->items.rows[i];
    assert_int_equal(item->placeholder, 1);
    assert_int_equal(item->sensitivity, STEG_SENSITIVE);
    assert_int_equal(item->mirrors != NULL, !strcmp(item->roles, "coach"));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_all_load),    cmocka_unit_test(test_placeholders), cmocka_unit_test(test_bip_questions),
      cmocka_unit_test(test_bip_scale),   cmocka_unit_test(test_sus_groups),   cmocka_unit_test(test_sus_items),
      cmocka_unit_test(test_indikatorer), cmocka_unit_test(test_halsoenkat),   cmocka_unit_test(test_skapa),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
