/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns. Those that a definition says come first; then those that go without saying: person, initiative, date and the like by
 * the form's kind, and one for every item that has none, under its label, its id and its text.
 */
#include "instrument/definition_part.h"

#include "instrument/model.h"
#include <string.h>

static const char target_words[] = "person initiative date occasion role item extent attribute group period ignore";
static const char attribute_words[] =
    "sex birth_year age municipality area start end coach referrer team priority source "
    "consent protected";

enum { REGISTER = 1, REPEATED = 2, ANONYMOUS = 4, EVENT = 8, AGGREGATE = 16 };

/* Headers as people have them. The first column names the kinds that have it. */
static const struct {
  int kinds;
  steg_column column;
} usual[] = {
    {REGISTER | REPEATED,
     {.header = "Deltagare",
      .aliases = "Deltagar-id|Deltagarkod|Deltagarens kod|Personnummer|Personnr|Pnr|Samordningsnummer|Kod",
      .target = STEG_COLUMN_PERSON,
      .required = 1}},
    {EVENT,
     {.header = "Deltagare",
      .aliases = "Deltagar-id|Deltagarkod|Deltagarens kod|Personnummer|Personnr|Pnr|Samordningsnummer|Kod",
      .target = STEG_COLUMN_PERSON}},
    {REGISTER | REPEATED | ANONYMOUS | EVENT | AGGREGATE,
     {.header = "Insats", .aliases = "Insatsnamn|Insats-id|Projekt", .target = STEG_COLUMN_INITIATIVE}},
    {REPEATED, {.header = "Datum", .aliases = "Svarsdatum|Mätdatum|Datum för mätning", .target = STEG_COLUMN_DATE}},
    {EVENT, {.header = "Datum", .aliases = "Dag", .target = STEG_COLUMN_DATE, .required = 1}},
    {EVENT, {.header = "Händelse", .aliases = "Typ|Aktivitet|Slag", .target = STEG_COLUMN_ROLE, .required = 1}},
    {AGGREGATE, {.header = "Slag", .aliases = "Typ", .target = STEG_COLUMN_ROLE}},
    {ANONYMOUS | AGGREGATE,
     {.header = "Period", .aliases = "År|Mätperiod|Termin", .target = STEG_COLUMN_PERIOD, .required = 1}},
    {REPEATED | ANONYMOUS,
     {.header = "Tillfälle", .aliases = "Mättillfälle|Mätning|Formulär", .target = STEG_COLUMN_OCCASION}},
    {REPEATED, {.header = "Roll", .aliases = "Svarande|Vem svarar|Respondent", .target = STEG_COLUMN_ROLE}},
    {ANONYMOUS,
     {.header = "Svarandegrupp", .aliases = "Grupp|Roll|Respondentgrupp|Svarande", .target = STEG_COLUMN_GROUP}},
    {REGISTER,
     {.header = "Startdatum",
      .aliases = "Inskriven|Inskrivningsdatum|Start|Datum start",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_START,
      .required = 1}},
    {REGISTER,
     {.header = "Slutdatum",
      .aliases = "Avslutad|Avslutsdatum|Slut|Datum avslut|Utskriven",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_END}},
    {REGISTER,
     {.header = "Kön",
      .aliases = "Kon|Juridiskt kön",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_SEX}},
    {REGISTER,
     {.header = "Födelseår",
      .aliases = "Födelsedatum|Född",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_BIRTH_YEAR}},
    {REGISTER,
     {.header = "Ålder vid start",
      .aliases = "Ålder",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_AGE}},
    {REGISTER,
     {.header = "Kommun",
      .aliases = "Kommunkod|Folkbokföringskommun|Hemkommun",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_MUNICIPALITY}},
    {REGISTER,
     {.header = "Tätort",
      .aliases = "Bostadsort|Ort|Stad/land",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_AREA}},
    {REGISTER | REPEATED,
     {.header = "Handläggare",
      .aliases = "Coach|Arbetscoach|Kontaktperson",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_COACH}},
    {REGISTER,
     {.header = "Remittent",
      .aliases = "Remitterande part|Remitterad av",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_REFERRER}},
    {REGISTER,
     {.header = "Team", .aliases = "Delteam", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_TEAM}},
    {REGISTER,
     {.header = "Prioriterad grupp",
      .aliases = "Prioriterad målgrupp",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_PRIORITY}},
    {REGISTER,
     {.header = "Källsystem", .aliases = "Källa", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_SOURCE}},
    {REGISTER,
     {.header = "Samtycke",
      .aliases = "Samtycker",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_CONSENT}},
    {REGISTER,
     {.header = "Skyddad identitet",
      .aliases = "Skyddade personuppgifter|Sekretessmarkering",
      .target = STEG_COLUMN_ATTRIBUTE,
      .attribute = STEG_ATTRIBUTE_PROTECTED}},
};

enum { USUAL_COUNT = sizeof usual / sizeof usual[0] };

/* The columns in the making, with every header that is taken. */
typedef struct columns {
  steg_definition *definition;
  steg_column *rows;
  uint32_t count;
  steg_spellings taken;
} columns;

static bool take(columns *made, const char *name, size_t size, uint32_t owner) {
  return steg_checker_spelling(&made->definition->checker, &made->taken, name, size, owner) < 0;
}

static void take_all(columns *made, uint32_t index) {
  const steg_column *row = &made->rows[index];
  size_t size = 0;
  if (row->header)
    take(made, row->header, strlen(row->header), index);
  for (const char *cursor = row->aliases, *word; (word = steg_model_next_word(&cursor, '|', &size));)
    take(made, word, size, index);
}

/* Appends the words of `more` that no column has yet. */
static const char *free_words(columns *made, const char *words, const char *more, uint32_t owner) {
  size_t size = 0;
  for (const char *cursor = more, *word; (word = steg_model_next_word(&cursor, '|', &size));)
    if (take(made, word, size, owner)) {
      const char *joined =
          steg_arena_printf(made->definition->arena, "%s%s%.*s", words ? words : "", words ? "|" : "", (int)size, word);
      words = joined ? joined : words;
    }
  return words;
}

static bool has(const columns *made, const steg_column *like) {
  for (uint32_t i = 0; i < made->count; i++) {
    const steg_column *row = &made->rows[i];
    bool same_item = !like->item || (row->item && !strcmp(row->item, like->item));
    if (row->target == like->target && row->attribute == like->attribute && same_item)
      return true;
  }
  return false;
}

static void column(columns *made, const steg_tree *node, const char *path) {
  steg_definition *definition = made->definition;
  if (!steg_definition_is_map(definition, node, path))
    return;
  steg_definition_keys(definition, node, path, "header aliases target item role occasion attribute required");
  steg_column fresh = {0};
  steg_column *row = &fresh;
  const char *header = steg_tree_get_text(steg_tree_get(node, "header"));
  for (uint32_t i = 0; header && i < definition->made->columns.count; i++)
    if (made->rows[i].header && steg_text_same(made->rows[i].header, header))
      row = &made->rows[i]; /* an overlay changes the column of that name */
  steg_definition_text(definition, node, path, "header", &row->header);
  steg_definition_words(definition, node, path, "aliases", '|', &row->aliases);
  steg_definition_text(definition, node, path, "item", &row->item);
  steg_definition_text(definition, node, path, "role", &row->role);
  row->occasion = (steg_occasion)steg_definition_word(definition, node, path, "occasion", "start ongoing end follow_up",
                                                      (int)row->occasion);
  row->attribute =
      (steg_attribute)steg_definition_word(definition, node, path, "attribute", attribute_words, (int)row->attribute);
  steg_definition_flag(definition, node, path, "required", &row->required);
  int otherwise = row->target      ? (int)row->target
                  : row->attribute ? STEG_COLUMN_ATTRIBUTE
                  : row->item      ? STEG_COLUMN_ITEM
                                   : 0;
  row->target = (steg_column_target)steg_definition_word(definition, node, path, "target", target_words, otherwise);
  if (!row->target && !steg_tree_get(node, "target"))
    steg_definition_fault(definition, path, "target", "D_DEF_MISSING",
                          "write target = \"person\", item = \"...\" or attribute = \"...\"",
                          "It is not said where the column goes.");
  if (row == &fresh)
    made->rows[made->count++] = fresh;
}

static void usual_columns(columns *made) {
  const steg_instrument *form = made->definition->made;
  static const int bits[] = {0,         REGISTER, REPEATED,
                             ANONYMOUS, EVENT,    AGGREGATE}; /* by kind; one that is not known has been reported */
  int kind = form->kind >= STEG_KIND_REGISTER && form->kind <= STEG_KIND_AGGREGATE ? bits[form->kind] : 0;
  for (size_t i = 0; i < USUAL_COUNT; i++) {
    steg_column row = usual[i].column;
    bool role = row.target == STEG_COLUMN_ROLE || row.target == STEG_COLUMN_GROUP;
    if (!(usual[i].kinds & kind) || has(made, &row) || (role && form->roles.count < (kind == EVENT ? 1u : 2u)))
      continue;
    if (!take(made, row.header, strlen(row.header), made->count))
      continue; /* the form uses the word for something else */
    row.aliases = free_words(made, NULL, row.aliases, made->count);
    made->rows[made->count++] = row;
  }
}

/* What the item's row says of its own column; the row is found by id, since placeholders may have gone. */
static const steg_tree *row_of_item(const columns *made, const char *id) {
  const steg_tree *list = steg_tree_get(made->definition->root, "items");
  for (size_t i = 0; i < steg_tree_size(list); i++) {
    const char *other = steg_tree_get_text(steg_tree_get(steg_tree_at(list, i), "id"));
    if (other && !strcmp(other, id))
      return steg_tree_at(list, i);
  }
  return NULL;
}

static void item_column(columns *made, const steg_item *item) {
  steg_definition *definition = made->definition;
  const steg_tree *node = row_of_item(made, item->id);
  const char *header = NULL, *aliases = NULL;
  steg_definition_text(definition, node, item->id, "header", &header);
  steg_definition_words(definition, node, item->id, "aliases", '|', &aliases);
  const char *names[] = {header, item->label_sv, item->text_sv, item->id};
  steg_column row = {.target = STEG_COLUMN_ITEM, .item = item->id};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (!names[i] || !*names[i] || !take(made, names[i], strlen(names[i]), made->count))
      continue;
    if (!row.header)
      row.header = names[i];
    else if (!strchr(names[i], '|') && !steg_text_same(row.header, names[i])) {
      const char *joined = steg_arena_printf(definition->arena, "%s%s%s", row.aliases ? row.aliases : "",
                                             row.aliases ? "|" : "", names[i]);
      row.aliases = joined ? joined : row.aliases;
    }
  }
  if (!row.header)
    row.header = item->id; /* taken too: the checker says by which column */
  row.aliases = free_words(made, row.aliases, aliases, made->count);
  made->rows[made->count++] = row;
  if (item->type != STEG_ITEM_MULTI || !item->extent)
    return;
  const char *extent = steg_arena_printf(definition->arena, "%s omfattning", row.header);
  if (extent && take(made, extent, strlen(extent), made->count))
    made->rows[made->count++] = (steg_column){.header = extent, .target = STEG_COLUMN_EXTENT, .item = item->id};
}

void steg_definition_columns(steg_definition *definition) {
  steg_instrument *form = definition->made;
  const steg_tree *list = steg_definition_list(definition, definition->root, "", "columns");
  columns made = {.definition = definition, .count = form->columns.count};
  made.rows = steg_definition_rows(definition, form->columns.rows, form->columns.count, sizeof *made.rows,
                                   steg_tree_size(list) + USUAL_COUNT + 2 * (size_t)form->items.count);
  if (!made.rows)
    return;
  for (size_t i = 0; i < steg_tree_size(list); i++)
    column(&made, steg_tree_at(list, i), steg_definition_path(definition, "", "columns", i));
  for (uint32_t i = 0; i < made.count; i++)
    take_all(&made, i);
  if (!definition->original)
    usual_columns(&made);
  for (uint32_t i = 0; i < form->items.count; i++) {
    const steg_item *item = &form->items.rows[i];
    const steg_column like = {.target = STEG_COLUMN_ITEM, .item = item->id};
    if (steg_checker_usable(item->id) && !has(&made, &like))
      item_column(&made, item);
  }
  form->columns.rows = made.rows;
  form->columns.count = made.count;
  form->columns.row_size = sizeof *made.rows;
}
