/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees that no library of ours would make: what is refused, with path and line; and one request alone. */
#include "document/read.h"
#include "lua_like.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const steg_level levels[] = {
    {.value = 1, .code = "l1", .label_sv = "1", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "l2", .label_sv = "2", .kind = STEG_LEVEL_STEP, .positive = 1},
};
static const steg_scale scales[] = {
    {.id = "steps", .levels = STEG_ROWS(levels), .groups = STEG_NO_ROWS, .ordered = 1, .better = STEG_BETTER_UP}};
static const steg_role roles[] = {{.id = "deltagare", .label_sv = "Deltagare"}, {.id = "coach", .label_sv = "Coach"}};
static const steg_item items[] = {
    {.id = "q1", .text_sv = "1?", .type = STEG_ITEM_SCALE, .scale = "steps", .sensitivity = STEG_SENSITIVE},
    {.id = "q2", .text_sv = "2?", .type = STEG_ITEM_TEXT, .sensitivity = STEG_SENSITIVE},
};
static const steg_column columns[] = {
    {.header = "Id", .target = STEG_COLUMN_PERSON, .required = 1},
    {.header = "Datum", .target = STEG_COLUMN_DATE, .required = 1},
    {.header = "Roll", .target = STEG_COLUMN_ROLE},
    {.header = "Insats", .target = STEG_COLUMN_INITIATIVE},
    {.header = "F1", .target = STEG_COLUMN_ITEM, .item = "q1"},
    {.header = "F2", .target = STEG_COLUMN_ITEM, .item = "q2"},
};
static const steg_instrument form = {.head = STEG_HEAD,
                                     .id = "form",
                                     .version = "1",
                                     .title_sv = "Form",
                                     .owner = "o",
                                     .licence = "l",
                                     .source = "s",
                                     .provenance = "p",
                                     .kind = STEG_KIND_REPEATED,
                                     .scales = STEG_ROWS(scales),
                                     .roles = STEG_ROWS(roles),
                                     .items = STEG_ROWS(items),
                                     .columns = STEG_ROWS(columns),
                                     .checks = STEG_NO_ROWS,
                                     .indexes = STEG_NO_ROWS,
                                     .crosswalk = STEG_NO_ROWS};

typedef struct fixture {
  steg_arena *arena;
  steg_registry *registry;
} fixture;
static fixture all;

static int open_all(void **test) {
  (void)test;
  steg_error err = {0};
  all.arena = steg_arena_new(0);
  all.registry = steg_registry_new();
  if (steg_registry_add(all.registry, &form, STEG_DOOR_DEFINITION, "form.lua", &err) == 0)
    return 0;
  print_error("%s\n", err.text);
  return -1;
}

static int close_all(void **test) {
  (void)test;
  steg_registry_free(all.registry);
  steg_arena_free(all.arena);
  return 0;
}

static const steg_initiative initiatives[] = {{.id = "stegen"}, {.id = "trappan"}};

static int read_text(const char *text, steg_document *document, steg_error *err) {
  *err = (steg_error){0};
  *document =
      (steg_document){.lang = STEG_LANG_SV, .script = "/a/r.lua", .initiatives = initiatives, .initiative_count = 2};
  return steg_read_document(lua_like(text, all.arena), all.registry, all.arena, document, err);
}

#define COHORT "cohort = {initiatives = {\"stegen\"}}"
#define COUNT "{measure = \"count\", " COHORT "}"
#define FORM "{measure = \"change\", instrument = \"form\", " COHORT "}"
#define DOC(blocks) "{api = 1, title = \"T\", requests = {" COUNT FORM "}, blocks = {" blocks "}}"
#define REQ(request) "{api = 1, title = \"T\", blocks = {}, requests = {" request "}}"

static void reads_a_document(void **test) {
  (void)test;
  steg_document d;
  steg_error err;
  int result = read_text(
      "{api = 1, id = \"r\", title = {sv = \"{a}\", places = {a = {kind = \"text\", sv = \"x\"}}}, needs = {\"form\"},"
      " requests = {{measure = \"distribution\", instrument = \"form\", items = {\"q1\"}, role = \"coach\", occasion = "
      "\"end\","
      "   by = {\"sex\" \"form.q1\"}, line = 7, cohort = {initiatives = {\"stegen\" \"trappan\"}, period = {last = "
      "\"2021-06-30\"},"
      "   event = \"ended\", counted = \"persons\", filters = {{dimension = \"area\", values = {\"tatort\"}}}}}"
      "   {kind = \"minus\", line = 8, operands = {{request = 1, field = \"positive\", item = \"q1\", role = "
      "\"coach\"} {request = 1}}}},"
      " blocks = {{kind = \"section\", line = 3, prose = \"S\", children = {"
      "   {kind = \"text\", line = 4, prose = {sv = \"{{x}} {v} {n|en|flera} {c}\", hidden = \"dolt\", places = {"
      "     v = {kind = \"direction\", request = 2} n = {kind = \"figure\", request = 1, field = \"n\", group = {sex = "
      "\"kvinna\"}}"
      "     c = {kind = \"choice\", request = 1, choices = {{at_least = 0.5, below = 0.8, sv = \"a\"}}, otherwise = "
      "\"b\"}}}}"
      "   {kind = \"key_figures\", children = {{kind = \"key_figure\", prose = \"E\", figure = {request = 2}}}}}}"
      "   {kind = \"when\", request = 1, children = {{kind = \"method\"}}, otherwise = {{kind = \"page_break\"} {kind "
      "= \"note\", prose = \"N\"}}}}}",
      &d, &err);
  if (result != 0)
    fail_msg("%s", err.text);
  assert_string_equal(d.report, "r");
  const steg_request *first = &d.requests[0], *second = &d.requests[1];
  assert_int_equal(first->measure->kind, STEG_MEASURE_DISTRIBUTION);
  assert_int_equal(first->item_count, 1);
  assert_string_equal(first->role, "coach");
  assert_string_equal(first->occasion, "end");
  assert_string_equal(first->by[1], "form.q1");
  assert_int_equal(first->line, 7);
  assert_int_equal(first->cohort.initiative_count, 2);
  assert_int_equal(first->cohort.period.first, STEG_DATE_NONE);
  assert_int_equal(first->cohort.period.last, steg_date_make(2021, 6, 30));
  assert_int_equal(first->cohort.event, STEG_EVENT_ENDED);
  assert_int_equal(first->cohort.counted, STEG_COUNTED_PERSONS);
  assert_string_equal(first->cohort.filters[0].values[0], "tatort");
  assert_int_equal(second->kind, STEG_REQUEST_MINUS);
  assert_null(second->measure);
  assert_string_equal(second->operands[0].field, "positive");
  assert_null(second->operands[1].field);
  const steg_block *text = &d.blocks[0].children[0], *figure = &d.blocks[0].children[1].children[0];
  assert_int_equal(text->line, 4);
  assert_string_equal(text->prose.hidden_sv, "dolt");
  assert_int_equal(text->prose.place_count, 3);
  const steg_place *c = &text->prose.places[2];
  assert_true(c->choices[0].at_least == 0.5 && c->choices[0].below == 0.8);
  assert_string_equal(text->prose.places[1].selector.group[0], "kvinna");
  assert_string_equal(figure->prose.places[0].name, "figure");
  assert_int_equal(figure->prose.places[0].selector.request, 1);
  assert_int_equal(d.blocks[1].child_count, 1);
  assert_int_equal(d.blocks[1].otherwise_count, 2);
}

static const struct {
  const char *tree, *wanted;
} faults[] = {
    {"5", "expected a table with named fields: found a whole number"},
    {"{}", "api: is missing"},
    {"{api = 1}", "title: is missing"},
    {"{api = 1, title = \"T\", needs = {\"forn\"}}",
     "needs[1]: the instrument \"forn\" is not loaded; `stegvis instruments` lists those that are"},
    {"{api = 1, title = \"T\", bloks = {}}", "\"bloks\" is not known; did you mean \"blocks\"?"},
    {"{api = 1, title = \"T\", blocks = 5}", "blocks: expected a list: found a whole number"},
    /* requests */
    {REQ("5"), "requests[1]: expected a request"},
    {REQ("{}"), "requests[1]: expected a request"},
    {REQ("{line = 4}"), "4: requests[1].measure: is missing"},
    {REQ("{line = -4}"), "requests[1].line: -4 is outside 0 to 10000000"},
    {REQ("{kind = \"magic\"}"),
     "requests[1].kind: \"magic\" is not known; known are: measure, share, minus, ratio, sum"},
    {REQ("{measure = \"chnge\"}"), "requests[1].measure: \"chnge\" is not known; did you mean \"change\"?"},
    {REQ("{measure = \"count\"}"), "requests[1].cohort: is missing"},
    {REQ("{measure = \"count\", cohort = {}}"), "requests[1].cohort.initiatives: names no initiative"},
    {REQ("{measure = \"count\", cohort = {initiatives = {\"stege\"}}}"),
     "requests[1].cohort.initiatives[1]: \"stege\" is not known; did you mean \"stegen\"?"},
    {REQ("{measure = \"count\", cohort = {initiatives = {\"stegen\"}, event = \"active \"}}"),
     "requests[1].cohort.event: \"active \" is not known; did you mean \"active\"?"},
    {REQ("{measure = \"count\", cohort = {initiatives = {\"stegen\"}, filters = {{dimension = \"sex\"}}}}"),
     "requests[1].cohort.filters[1].values: names no value to keep"},
    {REQ("{measure = \"count\", cohort = {initiatives = {\"stegen\"}, filters = {{dimension = \"sax\", values = "
         "{\"x\"}}}}}"),
     "requests[1].cohort.filters[1].dimension: \"sax\" is not known; did you mean \"sex\"?"},
    {REQ("{measure = \"count\", " COHORT ", items = {\"q1\"}}"),
     "requests[1].items: says nothing without an instrument"},
    {REQ("{measure = \"count\", " COHORT ", role = \"coach\"}"),
     "requests[1].role: says nothing without an instrument"},
    {REQ("{measure = \"count\", " COHORT ", occasion = \"end\"}"),
     "requests[1].occasion: belongs to the measure distribution only"},
    {REQ("{measure = \"change\", " COHORT "}"), "requests[1].instrument: is missing"},
    {REQ("{measure = \"change\", instrument = \"forn\", " COHORT "}"),
     "requests[1].instrument: \"forn\" is not known; did you mean \"form\"?"},
    {REQ("{measure = \"count\", " COHORT ", by = {\"form.q2\"}}"),
     "requests[1].by[1]: form.q2 is of type text; only a scale or choice item makes groups"},
    {REQ("{measure = \"count\", " COHORT ", by = {\"form.q3\"}}"),
     "requests[1].by[1]: \"q3\" is not known; known are: q1, q2"},
    {REQ("{measure = \"count\", " COHORT ", by = {\"forn.q1\"}}"),
     "requests[1].by[1]: \"forn\" is not known; did you mean \"form\"?"},
    {REQ("{kind = \"share\", operands = {}}"), "requests[1].operands: share takes two, found 0"},
    {REQ("{kind = \"sum\", operands = {}}"), "requests[1].operands: sum takes at least one, found 0"},
    {REQ("{kind = \"sum\", operands = {{request = 1}}}"), "requests[1].operands[1].request: 1 is outside 1 to 0"},
    {REQ(COUNT "{kind = \"sum\", operands = {{request = 2}}}"), "requests[2].operands[1].request: 2 is outside 1 to 1"},
    {REQ(COUNT "{kind = \"sum\", operands = {{request = 1, item = \"q1\"}}}"),
     "requests[2].operands[1].item: the request has no instrument"},
    {REQ(COUNT "{kind = \"sum\", operands = {{request = 1}}} {kind = \"sum\", operands = {{request = 2, field = "
               "\"count\"}}}"),
     "requests[3].operands[1].field: \"count\" is not known; known are: value"},
    {REQ(FORM "{kind = \"sum\", operands = {{request = 1, item = \"q7\"}}}"),
     "requests[2].operands[1].item: \"q7\" is not known; known are: q1, q2"},
    {REQ(FORM "{kind = \"sum\", operands = {{request = 1, role = \"coch\"}}}"),
     "requests[2].operands[1].role: \"coch\" is not known; did you mean \"coach\"?"},
    {REQ(COUNT "{kind = \"sum\", cohort = {}, operands = {}}"),
     "requests[2]: \"cohort\" is not known; known are: kind, operands, line"},
    /* blocks */
    {DOC("5"), "blocks[1]: expected a block"},
    {DOC("{kind = \"txt\"}"), "blocks[1].kind: \"txt\" is not known; did you mean \"text\"?"},
    {DOC("{kind = \"text\", line = 9}"), "9: blocks[1].prose: is missing"},
    {DOC("{kind = \"text\", prose = 5}"), "blocks[1].prose: expected a table with named fields: found a whole number"},
    {DOC("{kind = \"text\", prose = {en = \"x\"}}"), "blocks[1].prose.sv: is missing"},
    {DOC("{kind = \"method\", prose = \"x\"}"), "blocks[1]: \"prose\" is not known; known are: kind, line"},
    {DOC("{kind = \"list\", children = {{kind = \"note\", prose = \"x\"}}}"),
     "blocks[1].children[1].kind: expected the kind \"text\""},
    {DOC("{kind = \"key_figures\", children = {{kind = \"text\", prose = \"x\"}}}"),
     "blocks[1].children[1].kind: expected the kind \"key_figure\""},
    {DOC("{kind = \"key_figure\", prose = \"x\"}"), "blocks[1].figure: expected a figure"},
    {DOC("{kind = \"key_figure\", prose = \"x\", figure = {request = 3}}"),
     "blocks[1].figure.request: 3 is outside 1 to 2"},
    {DOC("{kind = \"key_figure\", prose = {sv = \"{figure}\", places = {figure = {kind = \"text\", sv = \"x\"}}}, "
         "figure = {request = 1}}"),
     "blocks[1].prose.places.figure: is the name of the figure itself"},
    {DOC("{kind = \"table\"}"), "blocks[1].request: is missing"},
    {DOC("{kind = \"table\", request = 0}"), "blocks[1].request: 0 is outside 1 to 2"},
    {DOC("{kind = \"table\", request = 1, sort = \"name\"}"),
     "blocks[1].sort: \"name\" is not known; known are: value"},
    {DOC("{kind = \"table\", request = 1, table = \"change\"}"),
     "blocks[1].table: \"change\" is not known; known are: count, intervals, matrix, responses"},
    {DOC("{kind = \"chart\", request = 1}"), "blocks[1].chart: is missing"},
    {DOC("{kind = \"chart\", request = 1, chart = \"bar\"}"),
     "blocks[1].chart: \"bar\" is not known; did you mean \"bars\"?"},
    {DOC("{kind = \"goals\"}"), "blocks[1].initiative: is missing"},
    {DOC("{kind = \"goals\", initiative = \"stege\"}"), "blocks[1].initiative: there is no initiative \"stege\""},
    {DOC("{kind = \"when\", request = 1}"), "blocks[1].request: expected one with an instrument"},
    {DOC("{kind = \"section\", line = 5, prose = \"S\", children = {{kind = \"text\", line = 6, prose = \"{x}\"}}}"),
     "6: blocks[1].children[1].prose.sv: {x} stands in the text, but no place is given"},
    /* prose */
    {DOC("{kind = \"text\", prose = {sv = \"x\", places = {Å = 1}}}"), NULL},
    {DOC("{kind = \"text\", prose = {sv = \"{a}\", places = {a = 5}}}"),
     "blocks[1].prose.places.a: expected a place: a figure, a direction, a choice or a text"},
    {DOC("{kind = \"text\", prose = {sv = \"{a}\", places = {a = {kind = \"text\"}}}}"),
     "blocks[1].prose.places.a.sv: is missing"},
    {DOC("{kind = \"text\", prose = {sv = \"{a}\", places = {a = {kind = \"number\", request = 1}}}}"),
     "blocks[1].prose.places.a.kind: \"number\" is not known; known are: figure, direction, choice, text"},
    {DOC("{kind = \"text\", prose = {sv = \"{a}\", places = {a = {kind = \"choice\", request = 1}}}}"),
     "blocks[1].prose.places.a.choices: is missing"},
    {DOC("{kind = \"text\", prose = {sv = \"{a}\", places = {a = {kind = \"choice\", request = 1, choices = {{sv = "
         "\"x\"}}}}}}"),
     "blocks[1].prose.places.a.choices[1]: has neither at_least nor below; what fits every value is `otherwise`"},
    {DOC("{kind = \"text\", prose = {sv = \"{a}\", places = {a = {kind = \"choice\", request = 1, choices = {{at_least "
         "= 1, below = 1, sv = \"x\"}}}}}}"),
     "blocks[1].prose.places.a.choices[1]: no value is at_least and below at once"},
    {DOC("{kind = \"text\", prose = {sv = \"a\", places = {a = {kind = \"text\", sv = \"x\"}}}}"),
     "blocks[1].prose.places: {a} stands in no text"},
    {DOC("{kind = \"text\", prose = {sv = \"{b}\", places = {a = {kind = \"text\", sv = \"x\"}}}}"),
     "blocks[1].prose.sv: \"b\" is not known; known are: a"},
    {DOC("{kind = \"text\", prose = \"{}\"}"), "blocks[1].prose.sv: a { that begins no place such as {n}: \"{}\""},
    {DOC("{kind = \"text\", prose = \"{{a}\"}"), NULL},
    {DOC("{kind = \"text\", prose = \"{a{b}}\"}"),
     "blocks[1].prose.sv: a { that begins no place such as {n}: \"{a{b}}\""},
    {DOC("{kind = \"text\", prose = {sv = \"{a|b}\", places = {a = {kind = \"figure\", request = 1}}}}"),
     "blocks[1].prose.sv: {a|...}: expected a figure and two words, {n|person|personer}"},
    {DOC("{kind = \"text\", prose = {sv = \"{a|b|c}\", places = {a = {kind = \"text\", sv = \"x\"}}}}"),
     "blocks[1].prose.sv: {a|...}: expected a figure and two words, {n|person|personer}"},
};

static void names_faults(void **test) {
  (void)test;
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    steg_document d;
    steg_error err;
    int result = read_text(faults[i].tree, &d, &err);
    if (!faults[i].wanted) /* "Å" ends the key of lua_like; "{{a}" is a brace and words */
      continue;
    assert_int_equal(result, -1);
    assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
    assert_memory_equal(err.text, "r.lua:", 6);
    const char *rest = err.text + 6 + (err.text[6] == ' ');
    assert_string_equal(rest, faults[i].wanted);
    assert_null(d.blocks); /* untouched */
  }
}

static void limits(void **test) {
  (void)test;
  steg_arena *arena = all.arena;
  steg_document d;
  steg_error err;
  /* 300 sections of 20 blocks are more than 5 000 blocks together, though no list is too long. */
  steg_tree *root = steg_tree_map(arena), *blocks = steg_tree_list(arena);
  for (int s = 0; s < 300; s++) {
    steg_tree *section = steg_tree_map(arena), *children = steg_tree_list(arena);
    steg_tree_put(arena, section, "kind", steg_tree_text(arena, "section"));
    steg_tree_put(arena, section, "prose", steg_tree_text(arena, "S"));
    for (int b = 0; b < 20; b++) {
      steg_tree *block = steg_tree_map(arena);
      steg_tree_put(arena, block, "kind", steg_tree_text(arena, "page_break"));
      steg_tree_append(arena, children, block);
    }
    steg_tree_put(arena, section, "children", children);
    steg_tree_append(arena, blocks, section);
  }
  steg_tree_put(arena, root, "api", steg_tree_integer(arena, 1));
  steg_tree_put(arena, root, "title", steg_tree_text(arena, "T"));
  steg_tree_put(arena, root, "blocks", blocks);
  err = (steg_error){0};
  d = (steg_document){.lang = STEG_LANG_SV};
  assert_int_equal(steg_read_document(root, all.registry, arena, &d, &err), -1);
  assert_non_null(strstr(err.text, "the report has more than 5000 blocks"));
  /* Prose of 20 001 bytes. */
  char *long_text = calloc(1, 20002);
  memset(long_text, 'x', 20001);
  steg_tree_put(arena, root, "blocks", steg_tree_list(arena));
  steg_tree_put(arena, root, "title", steg_tree_text(arena, long_text));
  assert_int_equal(steg_read_document(root, all.registry, arena, &d, &err), -1);
  assert_string_equal(err.text, "title.sv: is longer than 20000 bytes");
  long_text[20000] = '\0';
  steg_tree_put(arena, root, "title", steg_tree_text(arena, long_text));
  assert_int_equal(steg_read_document(root, all.registry, arena, &d, &err), 0);
  free(long_text);
}

static void one_request_alone(void **test) {
  (void)test;
  steg_request request = {.line = 77};
  steg_error err = {0};
  assert_int_equal(
      steg_read_request(
          lua_like(
              "{measure = \"change\", instrument = \"form\", cohort = {initiatives = {\"any\"}, period = \"2021-Q2\"}}",
              all.arena),
          all.registry, all.arena, &request, &err),
      0);
  assert_int_equal(request.cohort.period.first, steg_date_make(2021, 4, 1));
  assert_string_equal(request.cohort.initiatives[0], "any"); /* the caller knows which there are */
  assert_int_equal(steg_read_request(lua_like("{measure = \"change\", instrument = \"fom\", " COHORT "}", all.arena),
                                     all.registry, all.arena, &request, &err),
                   -1);
  assert_string_equal(err.text, "instrument: \"fom\" is not known; did you mean \"form\"?");
  assert_int_equal(steg_read_request(lua_like("{kind = \"sum\", operands = {{request = 1}}}", all.arena), all.registry,
                                     all.arena, &request, &err),
                   -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_a_document), cmocka_unit_test(names_faults),
                                     cmocka_unit_test(limits), cmocka_unit_test(one_request_alone)};
  return cmocka_run_group_tests(tests, open_all, close_all);
}
