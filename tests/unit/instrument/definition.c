/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Definitions as trees, written as JSON so that they can be read here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "instrument/definition.h"
#include "instrument/model.h"
#include "instrument/registry.h"
#include "instrument/rows.h"
#include <stdlib.h>
#include <string.h>

#define SOUND_EXPORT static
#include "../../plugins/sound.h"

/* ---- a reader for the JSON of this file: no escapes but \", no exponents ---------------------------------------------- */

static const char *skip_space(const char *at) {
  return at + strspn(at, " \n");
}

static steg_tree *read_json(steg_arena *arena, const char **cursor);

static const char *read_text(steg_arena *arena, const char **cursor) {
  const char *start = *cursor + 1, *end = strchr(start, '\'');
  assert_non_null(end);
  *cursor = end + 1;
  return steg_arena_text_n(arena, start, (size_t)(end - start));
}

static steg_tree *read_table(steg_arena *arena, const char **cursor, char close) {
  steg_tree *table = close == ']' ? steg_tree_list(arena) : steg_tree_map(arena);
  *cursor = skip_space(*cursor + 1);
  while (**cursor != close) {
    if (close == ']') {
      steg_tree_append(arena, table, read_json(arena, cursor));
    } else {
      const char *key = read_text(arena, cursor);
      *cursor = skip_space(*cursor);
      assert_int_equal(**cursor, ':');
      *cursor = skip_space(*cursor + 1);
      steg_tree_put(arena, table, key, read_json(arena, cursor));
    }
    *cursor = skip_space(*cursor);
    if (**cursor == ',')
      *cursor = skip_space(*cursor + 1);
  }
  *cursor = *cursor + 1;
  return table;
}

/* Texts stand in single quotes, since C has the double ones. */
static steg_tree *read_json(steg_arena *arena, const char **cursor) {
  *cursor = skip_space(*cursor);
  switch (**cursor) {
  case '\'':
    return steg_tree_text(arena, read_text(arena, cursor));
  case '[':
    return read_table(arena, cursor, ']');
  case '{':
    return read_table(arena, cursor, '}');
  case 't':
    *cursor += 4;
    return steg_tree_bool(arena, true);
  case 'f':
    *cursor += 5;
    return steg_tree_bool(arena, false);
  case 'n':
    *cursor += 4;
    return steg_tree_null(arena);
  default: {
    size_t size = strspn(*cursor, "-0123456789.");
    const char *number = steg_arena_text_n(arena, *cursor, size);
    assert_true(size > 0);
    *cursor += size;
    return strchr(number, '.') ? steg_tree_real(arena, atof(number)) : steg_tree_integer(arena, atoll(number));
  }
  }
}

static const steg_tree *json(steg_arena *arena, const char *text) {
  const char *cursor = text;
  const steg_tree *tree = read_json(arena, &cursor);
  assert_string_equal(skip_space(cursor), "");
  return tree;
}

/* ---- a definition of a few lines ---------------------------------------------------------------------------------------- */

#define HEAD                                                                                                           \
  "'id': 'trivsel', 'version': '1', 'title': 'Trivsel', 'owner': 'Förbundet', 'licence': 'fri', 'source': 'egen', "   \
  "'provenance': 'egna frågor', "
#define SMALL                                                                                                          \
  "{" HEAD "'kind': 'repeated', 'sensitive': false,"                                                                   \
  " 'scales': [{'id': 'ofta', 'better': 'up', 'levels': ['Aldrig', 'Ibland', {'label': 'Alltid', 'positive': true},"   \
  "             {'label': 'Vet ej', 'kind': 'off_scale'}]}],"                                                          \
  " 'items': [{'id': 'a', 'text': 'Trivs du?'}, {'id': 'b', 'text': {'sv': 'Sover du?', 'en': 'Do you sleep?'},"       \
  "            'label': 'Sömn', 'sensitive': true}],"                                                                 \
  " 'indexes': [{'id': 'summa', 'label': 'Summa', 'kind': 'sum', 'items': ['a', 'b'], 'better': 'up'}]}"

static void print_defects(const steg_defects *defects) {
  for (size_t i = 0; i < defects->count; i++)
    print_error("    %s at %s: %s\n", defects->rows[i].code, defects->rows[i].place, defects->rows[i].found);
}

static const steg_instrument *read_sound(steg_arena *arena, const char *text, const steg_instrument *original) {
  steg_defects defects = {0};
  const steg_instrument *form = steg_definition_read(json(arena, text), original, arena, &defects);
  if (form)
    assert_int_equal(steg_checker_run(form, arena, &defects), 0);
  print_defects(&defects);
  assert_int_equal(defects.count, 0);
  assert_non_null(form);
  return form;
}

static void test_small(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  const steg_instrument *form = read_sound(arena, SMALL, NULL);
  assert_string_equal(form->id, "trivsel");
  assert_int_equal(form->kind, STEG_KIND_REPEATED);

  static const steg_level levels[] = {
      {1, "s1", "Aldrig", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
      {2, "s2", "Ibland", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
      {3, "s3", "Alltid", NULL, STEG_LEVEL_STEP, 1, NULL, NULL},
      {-1, "off1", "Vet ej", NULL, STEG_LEVEL_OFF_SCALE, 0, NULL, NULL},
  };
  const steg_scale *scale = &form->scales.rows[0];
  assert_int_equal(scale->ordered, 1);
  assert_int_equal(scale->levels.count, 4);
  for (uint32_t i = 0; i < 4; i++) {
    const steg_level *level = &scale->levels.rows[i];
    assert_int_equal(level->value, levels[i].value);
    assert_string_equal(level->code, levels[i].code);
    assert_string_equal(level->label_sv, levels[i].label_sv);
    assert_int_equal(level->kind, levels[i].kind);
    assert_int_equal(level->positive, levels[i].positive);
  }
  const steg_item *a = steg_model_item(form, "a"), *b = steg_model_item(form, "b");
  assert_int_equal(a->type, STEG_ITEM_SCALE); /* the only scale, and that has an order */
  assert_string_equal(a->scale, "ofta");
  assert_int_equal(a->sensitivity, STEG_NEUTRAL);
  assert_int_equal(b->sensitivity, STEG_SENSITIVE);
  assert_string_equal(b->text_en, "Do you sleep?");
  assert_string_equal(b->label_sv, "Sömn");

  const steg_index *sum = &form->indexes.rows[0];
  assert_int_equal(sum->minimum_answered, 2);
  assert_true(sum->low == 2 && sum->high == 6);

  /* Columns that nobody wrote. */
  static const struct {
    const char *header;
    steg_column_target target;
    const char *aliases;
  } columns[] = {
      {"Deltagare", STEG_COLUMN_PERSON, NULL},
      {"Insats", STEG_COLUMN_INITIATIVE, NULL},
      {"Datum", STEG_COLUMN_DATE, NULL},
      {"Tillfälle", STEG_COLUMN_OCCASION, NULL},
      {"Handläggare", STEG_COLUMN_ATTRIBUTE, NULL},
      {"Trivs du?", STEG_COLUMN_ITEM, "a"},
      {"Sömn", STEG_COLUMN_ITEM, "Sover du?|b"},
  };
  assert_int_equal(form->columns.count, sizeof columns / sizeof columns[0]);
  for (uint32_t i = 0; i < form->columns.count; i++) {
    assert_string_equal(form->columns.rows[i].header, columns[i].header);
    assert_int_equal(form->columns.rows[i].target, columns[i].target);
    if (columns[i].aliases)
      assert_string_equal(form->columns.rows[i].aliases, columns[i].aliases);
  }
  steg_arena_free(arena);
}

/* Every field once: what was written must stand in the row. */
static void test_every_field(void **state) {
  (void)state;
  static const char text[] =
      "{'api': 1, " HEAD "'kind': 'register', 'interval_months': 6, 'retention_months': 36,"
      " 'scales': [{'id': 'inkomst', 'ordered': false, 'missing': ['Ej svar', 'Okänd'],"
      "   'groups': [{'id': 'egen', 'label': {'sv': 'Egen', 'en': 'Own'}}],"
      "   'levels': [{'value': 4, 'code': 'lon', 'label': 'Lön', 'group': 'egen', 'aliases': ['Inkomst', 'Arbete']},"
      "              {'code': 'stod', 'label': 'Stöd', 'kind': 'step'}]},"
      "  {'id': 'niva', 'better': 'down', 'levels': ['Låg', {'label': 'Mellan', 'kind': 'neutral'}, 'Hög']}],"
      " 'roles': [{'id': 'coach', 'label': 'Coach', 'aliases': 'Handledare'}, {'id': 'chef', 'label': 'Chef'}],"
      " 'items': [{'id': 'fore', 'text': 'Före', 'type': 'multi', 'scale': 'inkomst', 'extent': true, 'sensitive': "
      "true,"
      "            'after': 'efter', 'header': 'Inkomst före', 'aliases': ['Ink före']},"
      "  {'id': 'efter', 'text': 'Efter', 'type': 'multi', 'scale': 'inkomst', 'extent': true, 'sensitive': true},"
      "  {'id': 'val', 'text': 'Val', 'scale': 'inkomst', 'sensitive': true, 'required': true, 'roles': ['coach', "
      "'chef']},"
      "  {'id': 'svar', 'text': 'Svar', 'label': {'sv': 'Sv', 'en': 'An'}, 'topic': 'amne', 'scale': 'niva', "
      "'sensitive': false,"
      "   'occasions': ['start', 'end'], 'reversed': true, 'positive': ['s1'], 'placeholder': true},"
      "  {'id': 'mal', 'text': 'Mål', 'scale': 'niva', 'sensitive': false, 'goal_of': 'svar', 'retrospective': true},"
      "  {'id': 'spegel', 'text': 'Spegel', 'scale': 'niva', 'sensitive': false, 'mirrors': 'svar', 'roles': 'chef'},"
      "  {'id': 'tal', 'text': 'Tal', 'type': 'number', 'low': -1.5, 'high': 10, 'unit': 'kr', 'sensitive': false},"
      "  {'id': 'dag1', 'text': 'Dag ett', 'type': 'date', 'sensitive': false},"
      "  {'id': 'dag2', 'text': 'Dag två', 'type': 'date', 'sensitive': false},"
      "  {'id': 'ja', 'text': 'Ja?', 'type': 'flag', 'sensitive': false},"
      "  {'id': 'flera', 'text': 'Flera', 'type': 'multi', 'scale': 'inkomst', 'sensitive': true}],"
      " 'columns': [{'header': 'Svar start', 'item': 'svar', 'occasion': 'start', 'role': 'coach'},"
      "   {'header': 'Namn', 'target': 'ignore'}, {'header': 'Kön', 'attribute': 'sex', 'required': true, 'aliases': "
      "'Kön m/k'}],"
      " 'checks': [{'kind': 'implausible', 'item': 'tal', 'low': 0, 'high': 5, 'message': 'Ovanligt.', 'severity': "
      "'note'},"
      "   {'id': 'ordning', 'kind': 'date_order', 'item': 'dag1', 'other': 'dag2', 'message': 'Ordning.', 'severity': "
      "'error'},"
      "   {'id': 'kravs', 'kind': 'required_if', 'item': 'tal', 'other': 'val', 'level': 'lon',"
      "    'message': {'sv': 'Saknas.', 'en': 'Missing.'}},"
      "   {'id': 'lika', 'kind': 'straight_line', 'items': ['svar', 'mal', 'spegel'], 'message': 'Lika.'}],"
      " 'indexes': [{'id': 'snitt', 'label': 'Snitt', 'items': 'svar mal', 'minimum_answered': 1, 'multiplier': 0.5,"
      "    'meaningful_change': 0.5, 'better': 'down'}],"
      " 'crosswalk': [{'from_version': '0', 'item': 'svar', 'from_item': 'svar_gammal', 'kind': 'recoded', 'recode': "
      "'1=1 2=3'}]}";
  steg_arena *arena = steg_arena_new(0);
  steg_defects defects = {0};
  const steg_instrument *form = steg_definition_read(json(arena, text), NULL, arena, &defects);
  print_defects(&defects);
  assert_non_null(form);
  assert_int_equal(steg_checker_run(form, arena, &defects), 0);
  /* The one thing that is wrong: svar can only come in at the start, by the column that was written. */
  print_defects(&defects);
  assert_int_equal(defects.count, 0);

  assert_int_equal(form->kind, STEG_KIND_REGISTER);
  assert_int_equal(form->interval_months, 6);
  assert_int_equal(form->retention_months, 36);
  const steg_scale *income = steg_model_scale(form, "inkomst");
  assert_int_equal(income->ordered, 0);
  assert_int_equal(income->better, STEG_BETTER_NONE);
  assert_string_equal(income->missing, "Ej svar|Okänd");
  assert_string_equal(income->groups.rows[0].label_en, "Own");
  assert_int_equal(income->levels.rows[0].value, 4);
  assert_string_equal(income->levels.rows[0].aliases, "Inkomst|Arbete");
  assert_string_equal(income->levels.rows[0].group, "egen");
  assert_int_equal(income->levels.rows[1].value, 5); /* the next */
  assert_int_equal(steg_model_scale(form, "niva")->better, STEG_BETTER_DOWN);
  assert_int_equal(steg_model_scale(form, "niva")->levels.rows[1].kind, STEG_LEVEL_NEUTRAL);
  assert_string_equal(form->roles.rows[0].aliases, "Handledare");

  const steg_item *before = steg_model_item(form, "fore"), *choice = steg_model_item(form, "val");
  const steg_item *answer = steg_model_item(form, "svar"), *number = steg_model_item(form, "tal");
  assert_int_equal(before->type, STEG_ITEM_MULTI);
  assert_int_equal(before->extent, 1);
  assert_string_equal(before->after, "efter");
  assert_int_equal(choice->type, STEG_ITEM_CHOICE); /* a scale without order */
  assert_int_equal(choice->required, 1);
  assert_string_equal(choice->roles, "coach chef");
  assert_int_equal(answer->type, STEG_ITEM_SCALE);
  assert_string_equal(answer->label_en, "An");
  assert_string_equal(answer->topic, "amne");
  assert_string_equal(answer->occasions, "start end");
  assert_string_equal(answer->positive, "s1");
  assert_true(answer->reversed && answer->placeholder);
  assert_string_equal(steg_model_item(form, "mal")->goal_of, "svar");
  assert_int_equal(steg_model_item(form, "mal")->retrospective, 1);
  assert_string_equal(steg_model_item(form, "spegel")->mirrors, "svar");
  assert_true(number->low == -1.5 && number->high == 10 && !strcmp(number->unit, "kr"));

  assert_int_equal(form->columns.rows[0].occasion, STEG_OCCASION_START);
  assert_string_equal(form->columns.rows[0].role, "coach");
  assert_int_equal(form->columns.rows[0].target, STEG_COLUMN_ITEM);
  assert_int_equal(form->columns.rows[1].target, STEG_COLUMN_IGNORE);
  assert_int_equal(form->columns.rows[2].attribute, STEG_ATTRIBUTE_SEX);
  assert_int_equal(form->columns.rows[2].required, 1);
  unsigned sexes = 0, extents = 0;
  const char *aliases = NULL;
  for (uint32_t i = 0; i < form->columns.count; i++) {
    const steg_column *column = &form->columns.rows[i];
    sexes += column->attribute == STEG_ATTRIBUTE_SEX; /* the usual one is not added beside it */
    extents += column->target == STEG_COLUMN_EXTENT;
    if (!strcmp(column->header, "Inkomst före"))
      aliases = column->aliases;
  }
  assert_int_equal(sexes, 1);
  assert_int_equal(extents, 2);
  assert_string_equal(aliases, "Före|fore|Ink före");

  assert_int_equal(form->checks.rows[0].severity, STEG_SEVERITY_NOTE);
  assert_int_equal(form->checks.rows[1].severity, STEG_SEVERITY_ERROR);
  assert_int_equal(form->checks.rows[2].severity, STEG_SEVERITY_WARNING);
  assert_string_equal(form->checks.rows[2].text, "lon");
  assert_string_equal(form->checks.rows[2].message_en, "Missing.");
  assert_string_equal(form->checks.rows[3].text, "svar mal spegel");
  assert_int_equal(form->indexes.rows[0].kind, STEG_INDEX_MEAN);
  assert_true(form->indexes.rows[0].low == 0.5 && form->indexes.rows[0].high == 1.5);
  assert_int_equal(form->crosswalk.rows[0].kind, STEG_CROSSWALK_RECODED);
  assert_string_equal(form->crosswalk.rows[0].from_item, "svar_gammal");
  steg_arena_free(arena);
}

/* ---- what is wrong is found with its path ---------------------------------------------------------------------------------- */

static void test_faults(void **state) {
  (void)state;
#define SCALE "'scales': [{'id': 's', 'better': 'up', 'levels': ['Nej', 'Ja']}],"
#define REST HEAD "'kind': 'repeated', 'sensitive': false, " SCALE
  static const struct {
    const char *text;
    const char *code;
    const char *place;
    const char *piece; /* of the sentence */
  } rows[] = {
      {"'text'", "D_DEF_KIND", "definition", "It is a text"},
      {"[1, 2]", "D_DEF_KIND", "definition", "It is a list"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'api': 2}", "D_DEF_API", "api", "version 2"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'titl': 'T'}", "D_DEF_KEY", "definition", "nearest is title"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'without': 'a'}", "D_DEF_WITHOUT", "without", "extends nothing"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'extends': 'bipp'}", "D_DEF_EXTENDS", "extends", "\"bipp\""},
      {"{" HEAD "'sensitive': false, " SCALE "'items': []}", "D_DEF_MISSING", "kind", "kind of form"},
      {"{" HEAD "'kind': 'twice', 'sensitive': false, " SCALE "'items': []}", "D_DEF_WORD", "kind", "\"twice\""},
      {"{" HEAD "'kind': 3, 'sensitive': false, " SCALE "'items': []}", "D_DEF_WORD", "kind", "integer"},
      {"{" HEAD "'kind': 'repeated', 'interval_months': 1.5, " SCALE "'items': []}", "D_DEF_KIND", "interval_months",
       "real"},
      {"{" HEAD "'kind': 'repeated', 'interval_months': -1, " SCALE "'items': []}", "D_DEF_KIND", "interval_months",
       "whole"},
      {"{'title': 4, " SCALE "'items': []}", "D_DEF_KIND", "title", "integer"},
      {"{'title': {'sv': 4}, " SCALE "'items': []}", "D_DEF_KIND", "title.sv", "integer"},
      {"{'title': {'se': 'T'}, " SCALE "'items': []}", "D_DEF_KEY", "title", "\"se\""},
      {"{" REST "'items': 7}", "D_DEF_KIND", "items", "expected is a list"},
      {"{" REST "'items': {'id': 'a'}}", "D_DEF_KIND", "items", "expected is a list"},
      {"{" REST "'items': ['a']}", "D_DEF_KIND", "items[1]", "named fields"},
      {"{" REST "'items': [{'text': 'A'}]}", "D_DEF_MISSING", "items[1].id", "no id"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}, {'id': 'b', 'txt': 'B'}]}", "D_DEF_KEY", "items[2]",
       "nearest is text"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A', 'scale': 5}]}", "D_DEF_KIND", "items[1].scale", "integer"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A', 'required': 1}]}", "D_DEF_KIND", "items[1].required",
       "true or false"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A', 'low': 'x'}]}", "D_DEF_KIND", "items[1].low", "a number"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A', 'type': 'skala'}]}", "D_DEF_WORD", "items[1].type", "scale choice"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A', 'scale': 't'}]}", "D_DEF_MISSING", "items[1].type", "Neither"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A', 'roles': ['x', 3]}]}", "D_DEF_KIND", "items[1].roles[2]",
       "integer"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A', 'aliases': ['x|y']}]}", "D_DEF_BAR", "a.aliases[1]", "bar"},
      {"{" HEAD "'kind': 'repeated', " SCALE "'items': [{'id': 'a', 'text': 'A'}]}", "D_DEF_MISSING",
       "items[1].sensitive", "sensitive"},
      {"{" HEAD "'kind': 'repeated', 'scales': [{'id': 's', 'levels': ['Nej', 'Ja']}]}", "D_DEF_MISSING",
       "scales[1].better", "which way"},
      {"{" HEAD "'kind': 'repeated', 'scales': [{'id': 's', 'better': 'upp', 'levels': ['Nej', 'Ja']}]}", "D_DEF_WORD",
       "scales[1].better", "\"upp\""},
      {"{" HEAD "'kind': 'repeated', 'scales': [{'id': 's', 'better': 'up', 'levels': ['Nej', 2]}]}", "D_DEF_KIND",
       "scales[1].levels[2]", "integer"},
      {"{" HEAD "'kind': 'repeated', 'scales': [{'id': 's', 'better': 'up', 'levels': [{'labl': 'Nej'}]}]}",
       "D_DEF_KEY", "scales[1].levels[1]", "nearest is label"},
      {"{" HEAD "'kind': 'repeated', 'scales': [{'id': 's', 'better': 'up', 'groups': [4]}]}", "D_DEF_KIND",
       "scales[1].groups[1]", "integer"},
      {"{" HEAD "'kind': 'repeated', 'scales': ['s']}", "D_DEF_KIND", "scales[1]", "text"},
      {"{" REST "'roles': [{'label': 'R'}], 'items': [{'id': 'a', 'text': 'A'}]}", "D_DEF_MISSING", "roles[1].id",
       "no id"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'columns': [{'header': 'H'}]}", "D_DEF_MISSING",
       "columns[1].target", "where the column goes"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'columns': [{'header': 'H', 'attribute': 'kon'}]}", "D_DEF_WORD",
       "columns[1].attribute", "\"kon\""},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'checks': [{'item': 'a'}]}", "D_DEF_MISSING", "checks[1].kind",
       "checked"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'indexes': [{'id': 'i', 'kind': 'custom'}]}", "D_DEF_WORD",
       "indexes[1].kind", "mean sum"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'indexes': [{'id': 'i', 'items': 'a'}]}", "D_DEF_MISSING",
       "indexes[1].better", "which way"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'crosswalk': [{'kind': 'equal'}]}", "D_DEF_WORD",
       "crosswalk[1].kind", "same recoded broken"},
  };
  unsigned wrong = 0;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    steg_defects defects = {0};
    const steg_instrument *form = steg_definition_read(json(arena, rows[i].text), NULL, arena, &defects);
    bool found = false;
    for (size_t d = 0; d < defects.count; d++)
      found = found || (!strcmp(defects.rows[d].code, rows[i].code) && !strcmp(defects.rows[d].place, rows[i].place) &&
                        strstr(defects.rows[d].found, rows[i].piece));
    if (form || !found) {
      print_error("%s at %s not found in %s\n", rows[i].code, rows[i].place, rows[i].text);
      print_defects(&defects);
      wrong++;
    }
    steg_arena_free(arena);
  }
  assert_int_equal(wrong, 0);
}

/* What only the checker sees comes by its own findings: the two together are the reader's border. */
static void test_then_checker(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *code;
  } rows[] = {
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}, {'id': 'a', 'text': 'B'}]}", "D_ID_TWICE"},
      {"{" REST "'items': [{'id': 'A b', 'text': 'A'}]}", "D_ID"},
      {"{" REST "'items': [{'id': 'a'}]}", "D_TEXT_MISSING"},
      {"{" REST "'items': []}", "D_NO_ITEMS"},
      {"{" REST "'items': [{'id': 'a', 'text': 'A'}], 'columns': [{'header': 'A', 'item': 'b'}]}", "D_ITEM_UNKNOWN"},
      {"{" REST "'roles': [{'id': 'r', 'label': 'R'}, {'id': 'r', 'label': 'Q'}], 'items': [{'id': 'a', 'text': 'A'}]}",
       "D_ID_TWICE"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    steg_defects defects = {0};
    const steg_instrument *form = steg_definition_read(json(arena, rows[i].text), NULL, arena, &defects);
    assert_non_null(form);
    assert_int_equal(steg_checker_run(form, arena, &defects), 0);
    bool found = false;
    for (size_t d = 0; d < defects.count; d++)
      found = found || !strcmp(defects.rows[d].code, rows[i].code);
    if (!found)
      fail_msg("no %s in %s", rows[i].code, rows[i].text);
    steg_arena_free(arena);
  }
}

/* ---- columns that go without saying ---------------------------------------------------------------------------------------- */

static void test_headers(void **state) {
  (void)state;
  /* A label that is a usual header's word, two items with one label, and a text too that is taken. */
  static const char text[] =
      "{" REST
      "'items': [{'id': 'a', 'text': 'Vilket datum?', 'label': 'Datum'}, {'id': 'b', 'text': 'Två', 'label': 'Lika'},"
      " {'id': 'c', 'text': 'Tre', 'label': 'Lika'}, {'id': 'd', 'text': 'Tre'}]}";
  static const struct {
    const char *item;
    const char *header;
    const char *aliases;
  } rows[] = {{"a", "Vilket datum?", "a"}, {"b", "Lika", "Två|b"}, {"c", "Tre", "c"}, {"d", "d", NULL}};
  steg_arena *arena = steg_arena_new(0);
  const steg_instrument *form = read_sound(arena, text, NULL);
  for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
    for (uint32_t i = 0; i < form->columns.count; i++) {
      const steg_column *column = &form->columns.rows[i];
      if (!column->item || strcmp(column->item, rows[r].item) != 0)
        continue;
      assert_string_equal(column->header, rows[r].header);
      if (rows[r].aliases)
        assert_string_equal(column->aliases, rows[r].aliases);
      else
        assert_null(column->aliases);
    }
  steg_arena_free(arena);
}

/* A column that somebody wrote keeps its word, even if it is that of a usual one. */
static void test_taken_header(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  const steg_instrument *form =
      read_sound(arena,
                 "{" REST "'interval_months': 0, 'items': [{'id': 'a', 'text': 'A', 'type': 'choice', 'topic': null}],"
                 " 'columns': [{'header': 'Insats', 'item': 'a'}]}",
                 NULL);
  assert_int_equal(form->interval_months, 0);
  assert_string_equal(form->items.rows[0].scale, "s"); /* the only one, for a type that needs one */
  for (uint32_t i = 0; i < form->columns.count; i++)
    assert_int_not_equal(form->columns.rows[i].target, STEG_COLUMN_INITIATIVE);
  steg_arena_free(arena);
}

static void test_kinds(void **state) {
  (void)state;
  static const struct {
    const char *kind;
    unsigned columns; /* usual ones */
    bool person, period, start;
  } rows[] = {
      {"repeated", 6, true, false, false}, {"register", 16, true, false, true}, {"anonymous", 4, false, true, false}};
  for (size_t r = 0; r < 3; r++) {
    steg_arena *arena = steg_arena_new(0);
    char *text = steg_arena_printf(arena,
                                   "{" HEAD "'kind': '%s', 'sensitive': true, " SCALE
                                   "'roles': [{'id': 'x', 'label': 'X'}, {'id': 'y', 'label': 'Y'}],"
                                   "'items': [{'id': 'a', 'text': 'A'}]}",
                                   rows[r].kind);
    const steg_instrument *form = read_sound(arena, text, NULL);
    bool person = false, period = false, start = false;
    for (uint32_t i = 0; i < form->columns.count; i++) {
      person = person || form->columns.rows[i].target == STEG_COLUMN_PERSON;
      period = period || form->columns.rows[i].target == STEG_COLUMN_PERIOD;
      start = start || form->columns.rows[i].attribute == STEG_ATTRIBUTE_START;
    }
    assert_int_equal(form->columns.count, rows[r].columns + 1);
    assert_true(person == rows[r].person && period == rows[r].period && start == rows[r].start);
    steg_arena_free(arena);
  }
}

/* ---- overlays --------------------------------------------------------------------------------------------------------------- */

static void test_overlay(void **state) {
  (void)state;
  static const char text[] =
      "{'extends': 'sound', 'version': '2-hb', 'title': 'Vårt formulär', 'sensitive': true,"
      " 'scales': [{'id': 'steps', 'levels': [{'code': 'never', 'label': 'Inte alls'}, {'value': 3, 'aliases': "
      "['Mycket']},"
      "             {'code': 'mostly', 'value': 4, 'label': 'Nästan alltid', 'positive': true}]},"
      "  {'id': 'income', 'groups': [{'id': 'own', 'label': 'Eget'}, {'id': 'none', 'label': 'Inget'}]}],"
      " 'roles': [{'id': 'deltagare', 'aliases': 'Den sökande'}, {'id': 'chef', 'label': 'Chef'}],"
      " 'items': [{'id': 'q1', 'positive': ['so_so', 'always']}, {'id': 'days', 'text': 'Dagar den här månaden'},"
      "           {'id': 'extra', 'text': 'Vår egen fråga', 'scale': 'steps'}],"
      " 'columns': [{'header': 'Fråga 1', 'aliases': ['F1', 'Första frågan']}, {'header': 'Extra', 'item': 'extra'}],"
      " 'checks': [{'id': 'days_odd', 'high': 30}, {'id': 'income_sum', 'severity': 'note'}],"
      " 'indexes': [{'id': 'wellbeing', 'high': 4}]}";
  steg_arena *arena = steg_arena_new(0);
  const steg_instrument *form = read_sound(arena, text, &stegvis_instrument);
  assert_string_equal(form->id, "sound");
  assert_string_equal(form->version, "2-hb");
  assert_string_equal(form->title_sv, "Vårt formulär");
  assert_null(form->title_en); /* the English title was another's translation */
  assert_string_equal(form->owner, "Stegvis");
  assert_int_equal(form->items.count, 14);
  const steg_scale *steps = steg_model_scale(form, "steps");
  assert_int_equal(steps->levels.count, 5);
  assert_string_equal(steps->levels.rows[0].label_sv, "Inte alls");
  assert_string_equal(steps->levels.rows[2].label_sv, "Alltid");
  assert_string_equal(steps->levels.rows[2].aliases, "Mycket");
  assert_int_equal(steps->levels.rows[4].value, 4);
  assert_int_equal(steps->better, STEG_BETTER_UP);
  assert_string_equal(steg_model_item(form, "q1")->positive, "so_so always");
  assert_string_equal(steg_model_item(form, "q1")->text_sv, "Hur ofta sover du gott?");
  assert_int_equal(steg_model_item(form, "extra")->sensitivity, STEG_SENSITIVE);
  assert_int_equal(steg_model_item(form, "days")->sensitivity, STEG_NEUTRAL); /* as it was */
  assert_int_equal(form->columns.count, 22);
  assert_string_equal(form->columns.rows[5].aliases, "F1|Första frågan");
  assert_string_equal(form->columns.rows[5].item, "q1");
  assert_true(form->checks.rows[0].high == 30 && form->checks.rows[0].low == 0);
  assert_int_equal(form->checks.count, 5);
  assert_int_equal(form->checks.rows[3].severity, STEG_SEVERITY_NOTE);
  assert_int_equal(form->roles.count, 3);
  assert_string_equal(form->roles.rows[0].aliases, "Den sökande");
  assert_string_equal(form->roles.rows[0].label_sv, "Deltagare");
  const steg_scale *income = steg_model_scale(form, "income");
  assert_int_equal(income->groups.count, 3);
  assert_string_equal(income->groups.rows[0].label_sv, "Eget");
  assert_string_equal(income->groups.rows[1].label_sv, "Offentlig");
  assert_true(form->indexes.rows[0].high == 4);

  /* Items on the changed scale, and the reworded one, no longer mean what they did; the others do. */
  static const char *const same[] = {"main_income", "incomes", "share", "began", "ended", "words", "works"};
  unsigned from_two = 0;
  for (uint32_t i = 0; i < form->crosswalk.count; i++) {
    const steg_crosswalk *row = &form->crosswalk.rows[i];
    if (strcmp(row->from_version, "2") != 0)
      continue;
    assert_int_equal(row->kind, STEG_CROSSWALK_SAME);
    assert_string_equal(row->item, same[from_two++]);
  }
  assert_int_equal(from_two, 7);
  /* The original is as it was. */
  assert_string_equal(stegvis_instrument.scales.rows[0].levels.rows[0].label_sv, "Aldrig");
  steg_arena_free(arena);
}

/* Placeholders: filled in they are none any more, and those the form does not have can be taken away. */
static int no_validate(const steg_record *record, const steg_services *services, void *sink) {
  (void)record, (void)services, (void)sink;
  return 0;
}

static void test_placeholders(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_instrument *original = (steg_instrument *)(void *)steg_rows_copy(&stegvis_instrument, arena);
  ((steg_item *)(void *)original->items.rows)[0].placeholder = 1;
  ((steg_item *)(void *)original->items.rows)[7].placeholder = 1; /* days: has a column and two checks */
  ((steg_item *)(void *)original->items.rows)[10].placeholder = 1;
  ((steg_item *)(void *)original->items.rows)[8].placeholder = 1;
  ((steg_item *)(void *)original->items.rows)[8].type = STEG_ITEM_NUMBER;
  ((steg_item *)(void *)original->items.rows)[8].mirrors = "days";
  const steg_instrument *form = read_sound(arena,
                                           "{'extends': 'sound', 'version': '3', 'without': ['days'], 'items': [{'id': "
                                           "'q1', 'text': 'Sover du?'}, {'id': 'ended', 'label': 'Slut'}]}",
                                           original);
  assert_int_equal(form->items.count, 12);
  assert_null(steg_model_item(form, "days"));
  assert_int_equal(form->columns.count, 20);
  assert_int_equal(form->checks.count, 3);
  assert_int_equal(steg_model_item(form, "q1")->placeholder, 0);
  assert_int_equal(steg_model_item(form, "ended")->placeholder, 1);
  assert_null(steg_model_item(form, "share")->mirrors); /* what it mirrored is gone */
  assert_string_equal(steg_model_item(form, "c1")->mirrors, "q1");
  assert_int_equal(original->items.count, 13);

  static const char *const refused[] = {"{'extends': 'sound', 'version': '3', 'without': ['q3']}",
                                        "{'extends': 'sound', 'version': '3', 'without': 'q33'}"};
  for (size_t i = 0; i < 2; i++) {
    steg_defects defects = {0};
    assert_null(steg_definition_read(json(arena, refused[i]), original, arena, &defects));
    assert_string_equal(defects.rows[0].code, "D_DEF_WITHOUT");
  }
  original->validate = no_validate; /* it knows its items by place */
  steg_defects defects = {0};
  assert_null(steg_definition_read(json(arena, "{'extends': 'sound', 'version': '3', 'without': ['days']}"), original,
                                   arena, &defects));
  assert_string_equal(defects.rows[0].code, "D_DEF_WITHOUT");
  steg_arena_free(arena);
}

/* An overlay that changes what is asked needs a version of its own; one that only names headers and positive steps does not. */
static void test_overlay_version(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *code; /* NULL = taken */
  } rows[] = {
      {"{'extends': 'sound', 'items': [{'id': 'q1', 'positive': 'always'}]}", NULL},
      {"{'extends': 'sound', 'columns': [{'header': 'Fråga 1', 'aliases': 'Ett'}]}", NULL},
      {"{'extends': 'sound', 'items': [{'id': 'q1', 'text': 'Sover du?'}]}", "D_DEF_VERSION"},
      {"{'extends': 'sound', 'items': [{'id': 'q9', 'text': 'Ny', 'type': 'flag', 'sensitive': false}]}",
       "D_DEF_VERSION"},
      {"{'extends': 'sound', 'id': 'other', 'items': [{'id': 'q1', 'text': 'Sover du?'}]}", NULL},
      {"{'extends': 'sound', 'kind': 'repeated'}", NULL},
      {"{'extends': 'sound', 'kind': 'register'}", "D_DEF_EXTENDS"},
      {"{'extends': 'sound', 'scales': [{'id': 'steps', 'levels': ['Mer']}]}", "D_DEF_LEVEL"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    steg_defects defects = {0};
    const steg_instrument *form = steg_definition_read(json(arena, rows[i].text), &stegvis_instrument, arena, &defects);
    if (rows[i].code ? form || strcmp(defects.rows[0].code, rows[i].code) != 0 : !form)
      fail_msg("%s: %s", rows[i].text, defects.count ? defects.rows[0].found : "nothing found");
    steg_arena_free(arena);
  }
  steg_arena *arena = steg_arena_new(0);
  /* The first item means what it did; what is declared is not declared again. */
  const steg_instrument *form =
      read_sound(arena,
                 "{'extends': 'sound', 'version': '3', 'items': [{'id': 'works', 'text': 'Har du arbete?'}],"
                 " 'crosswalk': [{'from_version': '2', 'item': 'share', 'kind': 'broken'}]}",
                 &stegvis_instrument);
  assert_int_equal(form->crosswalk.count, 2 + 1 + 11);
  assert_string_equal(form->crosswalk.rows[2].item, "share");
  assert_string_equal(form->crosswalk.rows[3].item, "q1");
  for (uint32_t i = 3; i < form->crosswalk.count; i++) {
    assert_int_equal(form->crosswalk.rows[i].kind, STEG_CROSSWALK_SAME);
    assert_string_not_equal(form->crosswalk.rows[i].item, "share");
    assert_string_not_equal(form->crosswalk.rows[i].item, "works");
  }
  assert_string_equal(steg_definition_extends(json(arena, "{'extends': 'bip'}")), "bip");
  assert_null(steg_definition_extends(json(arena, "{'id': 'bip'}")));
  assert_null(steg_definition_extends(NULL));
  steg_arena_free(arena);
}

/* In the registry an overlay takes its original's place; something else by the same id does not. */
static void test_registry(void **state) {
  (void)state;
  steg_registry *registry = steg_registry_new();
  steg_arena *arena = steg_arena_new(0);
  steg_error err = {0};
  assert_int_equal(steg_registry_add(registry, &stegvis_instrument, STEG_DOOR_PLUGIN, "sound.so", &err), 0);
  const steg_instrument *former = steg_registry_find(registry, "sound")->instrument;
  const steg_instrument *form =
      read_sound(arena, "{'extends': 'sound', 'version': '3', 'items': [{'id': 'q1', 'text': 'Sover du?'}]}", former);
  assert_int_equal(steg_registry_add(registry, form, STEG_DOOR_DEFINITION, "o.lua", &err), -1);
  if (steg_registry_add(registry, form, STEG_DOOR_OVERLAY, "o.lua", &err))
    fail_msg("%s", err.text);
  assert_int_equal(steg_registry_count(registry), 1);
  const steg_registry_entry *entry = steg_registry_find(registry, "sound");
  assert_int_equal(entry->door, STEG_DOOR_OVERLAY);
  assert_string_equal(entry->path, "o.lua");
  assert_string_equal(entry->instrument->items.rows[0].text_sv, "Sover du?");
  assert_string_equal(former->items.rows[0].text_sv, "Hur ofta sover du gott?");

  const steg_instrument *small = read_sound(arena, SMALL, NULL);
  steg_instrument impostor = *small;
  impostor.id = "sound";
  assert_int_equal(steg_registry_add(registry, &impostor, STEG_DOOR_OVERLAY, "x.lua", &err), -1);
  assert_non_null(strstr(err.text, "lacks or changes the type of \"q1\""));
  assert_int_equal(steg_registry_add(registry, small, STEG_DOOR_OVERLAY, "new.lua", &err), 0);
  assert_int_equal(steg_registry_count(registry), 2);
  steg_arena_free(arena);
  steg_registry_free(registry);
}

static void test_memory(void **state) {
  (void)state;
  steg_arena *source = steg_arena_new(0);
  const steg_tree *trees[] = {json(source, SMALL),
                              json(source, "{'extends': 'sound', 'version': '3', 'scales': [{'id': 'steps', 'levels': "
                                           "[{'code': 'never', 'label': 'Nej'}]}, {'id': 'steps', 'missing': 'Ej'}],"
                                           "'items': [{'id': 'q1', 'text': 'Sover du?'}]}")};
  unsigned failures = 0, successes = 0;
  for (size_t room = 256; room < 24000; room += 64) {
    for (size_t t = 0; t < 2; t++) {
      steg_arena *arena = steg_arena_new(room);
      steg_defects defects = {0};
      const steg_instrument *original = t ? &stegvis_instrument : NULL;
      const steg_instrument *form = arena ? steg_definition_read(trees[t], original, arena, &defects) : NULL;
      assert_true(form ? !defects.count : true);
      failures += !form;
      successes += form != NULL;
      steg_arena_free(arena);
    }
  }
  assert_true(failures > 0 && successes > 0);
  steg_arena_free(source);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_small),           cmocka_unit_test(test_every_field), cmocka_unit_test(test_faults),
      cmocka_unit_test(test_then_checker),    cmocka_unit_test(test_headers),     cmocka_unit_test(test_kinds),
      cmocka_unit_test(test_taken_header),    cmocka_unit_test(test_overlay),     cmocka_unit_test(test_placeholders),
      cmocka_unit_test(test_overlay_version), cmocka_unit_test(test_registry),    cmocka_unit_test(test_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
