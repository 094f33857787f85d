/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports, from the Lua text to the document: the library scripts/stegvis in a worker, its tree through read.c. The instruments
 * are the project's own plugins, the initiatives its own files.
 */
#include "document/read.h"
#include "instrument/codebook.h"
#include "worker_main.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct fixture {
  steg_arena *arena;
  steg_registry *registry;
  steg_initiative initiatives[2];
  char folder[64];
} fixture;

static fixture all;

static int open_all(void **test) {
  (void)test;
  static const char *const files[] = {STEGVIS_SOURCE "/scripts/initiatives/evi_coacher.lua",
                                      STEGVIS_SOURCE "/scripts/initiatives/jobbsam.lua"};
  steg_error err = {0};
  all.arena = steg_arena_new(0);
  all.registry = steg_registry_new();
  snprintf(all.folder, sizeof all.folder, "/tmp/stegvis-report-XXXXXX");
  if (!mkdtemp(all.folder) || steg_registry_load_folder(all.registry, STEGVIS_BUILD "/plugins", &err) != 0)
    return -1;
  for (size_t i = 0; i < 2; i++) {
    const steg_tree *tree;
    const steg_script_job job = {.kind = STEG_SCRIPT_INITIATIVE, .path = files[i]};
    if (steg_script_run(&job, all.arena, &tree, &err) != 0 ||
        steg_initiative_read(tree, files[i], all.arena, &all.initiatives[i], &err) != 0) {
      print_error("%s\n", err.text);
      return -1;
    }
  }
  return 0;
}

static int close_all(void **test) {
  (void)test;
  char command[100];
  snprintf(command, sizeof command, "rm -rf %s", all.folder);
  steg_registry_free(all.registry);
  steg_arena_free(all.arena);
  return system(command);
}

static steg_tree *metadata(steg_tree *params) {
  steg_arena *arena = all.arena;
  steg_tree *root = steg_tree_map(arena), *instruments = steg_tree_list(arena), *initiatives = steg_tree_list(arena);
  for (size_t i = 0; i < steg_registry_count(all.registry); i++)
    steg_tree_append(arena, instruments, steg_codebook_make(steg_registry_at(all.registry, i)->instrument, arena));
  for (size_t i = 0; i < 2; i++) {
    union {
      const steg_tree *in;
      steg_tree *out;
    } tree = {.in = all.initiatives[i].tree};
    steg_tree_append(arena, initiatives, tree.out);
  }
  steg_tree_put(arena, root, "lang", steg_tree_text(arena, "sv"));
  steg_tree_put(arena, root, "params", params);
  steg_tree_put(arena, root, "instruments", instruments);
  steg_tree_put(arena, root, "initiatives", initiatives);
  steg_tree_put(arena, root, "age_bands", steg_tree_list(arena));
  return root;
}

static steg_tree *usual_params(void) {
  steg_tree *params = steg_tree_map(all.arena);
  steg_tree_put(all.arena, params, "year", steg_tree_text(all.arena, "2021"));
  steg_tree_put(all.arena, params, "initiative", steg_tree_text(all.arena, "jobbsam"));
  return params;
}

static int make(const char *path, steg_tree *params, steg_document *document, steg_error *err) {
  const char *const folders[] = {STEGVIS_SOURCE "/scripts", all.folder, NULL};
  const steg_script_job job = {
      .kind = STEG_SCRIPT_REPORT, .path = path, .module_folders = folders, .metadata = metadata(params)};
  const steg_tree *tree;
  *err = (steg_error){0};
  *document =
      (steg_document){.lang = STEG_LANG_SV, .script = path, .initiatives = all.initiatives, .initiative_count = 2};
  return steg_script_run(&job, all.arena, &tree, err) != 0
             ? -1
             : steg_read_document(tree, all.registry, all.arena, document, err);
}

static const char *write_script(const char *name, const char *text) {
  const char *path = steg_arena_printf(all.arena, "%s/%s", all.folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  fclose(file);
  return path;
}

/* The report of the design's manual, word for word. */
static const char EXAMPLE[] =
    "return {\n"
    "  api = 1, title = \"Årsrapport {year}\", params = { year = \"year\", initiative = \"initiative\" },\n"
    "  build = function(data, doc)\n"
    "    local c = data:cohort{ initiative = data.params.initiative, period = data.params.year }\n"
    "    doc:section(\"Deltagare\", function()\n"
    "      doc:text(\"Under {year} deltog {n|person|personer}, varav {k|kvinna|kvinnor}.\", { n = c:count(), k = "
    "c:count{ sex "
    "= \"kvinna\" } })\n"
    "      doc:table(c:by(\"sex\", \"age_band\"))\n"
    "    end)\n"
    "    doc:section(\"Stegförflyttning\", function()\n"
    "      local ch = c:change(\"bip\")\n"
    "      doc:chart(\"change\", ch)           -- chart, its data table and its alt text are one block\n"
    "      doc:table(ch)\n"
    "    end)\n"
    "    doc:goals(c:goals())\n"
    "  end,\n"
    "}\n";

static void the_manuals_example(void **test) {
  (void)test;
  steg_document d;
  steg_error err;
  if (make(write_script("example.lua", EXAMPLE), usual_params(), &d, &err) != 0)
    fail_msg("%s", err.text);
  assert_string_equal(d.title.sv, "Årsrapport {year}");
  assert_int_equal(d.title.place_count, 1);
  assert_int_equal(d.title.places[0].kind, STEG_PLACE_TEXT);
  assert_string_equal(d.title.places[0].sv, "2021");
  assert_int_equal(d.block_count, 3);
  assert_int_equal(d.request_count, 4);
  const steg_block *people = &d.blocks[0], *text = &people->children[0];
  assert_int_equal(people->kind, STEG_BLOCK_SECTION);
  assert_int_equal(people->line, 5);
  assert_int_equal(text->line, 6);
  assert_int_equal(text->prose.place_count, 3);
  const steg_request *women = NULL;
  for (size_t i = 0; i < 3; i++)
    if (strcmp(text->prose.places[i].name, "k") == 0)
      women = &d.requests[text->prose.places[i].selector.request];
  assert_non_null(women);
  assert_int_equal(women->measure->kind, STEG_MEASURE_COUNT);
  assert_int_equal(women->line, 6);
  assert_int_equal(women->cohort.initiative_count, 1);
  assert_string_equal(women->cohort.initiatives[0], "jobbsam");
  assert_int_equal(women->cohort.period.first, steg_date_make(2021, 1, 1));
  assert_int_equal(women->cohort.period.last, steg_date_make(2021, 12, 31));
  assert_int_equal(women->cohort.event, STEG_EVENT_ACTIVE);
  assert_int_equal(women->cohort.filter_count, 1);
  assert_string_equal(women->cohort.filters[0].dimension, "sex");
  assert_string_equal(women->cohort.filters[0].values[0], "kvinna");
  const steg_request *by = &d.requests[people->children[1].request];
  assert_int_equal(by->by_count, 2);
  assert_string_equal(by->by[0], "sex");
  assert_string_equal(by->by[1], "age_band");
  const steg_block *chart = &d.blocks[1].children[0], *table = &d.blocks[1].children[1];
  assert_int_equal(chart->chart_kind, STEG_CHART_DUMBBELL);
  assert_int_equal(chart->request, table->request); /* one request, counted once */
  assert_string_equal(d.requests[chart->request].instrument, "bip");
  assert_int_equal(d.blocks[2].kind, STEG_BLOCK_GOALS);
  assert_string_equal(d.blocks[2].initiative, "jobbsam");
}

static size_t count_kind(const steg_block *blocks, size_t count, steg_block_kind kind) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++)
    found += (blocks[i].kind == kind) + count_kind(blocks[i].children, blocks[i].child_count, kind) +
             count_kind(blocks[i].otherwise, blocks[i].otherwise_count, kind);
  return found;
}

static void the_annual_report(void **test) {
  (void)test;
  steg_document d;
  steg_error err;
  if (make(STEGVIS_SOURCE "/reports/arsrapport.lua", usual_params(), &d, &err) != 0)
    fail_msg("%s", err.text);
  assert_int_equal(d.block_count, 12); /* a chapter each, events among them */
  assert_true(count_kind(d.blocks, d.block_count, STEG_BLOCK_CHART) >= 5);
  assert_true(count_kind(d.blocks, d.block_count, STEG_BLOCK_TABLE) >= 6);
  assert_int_equal(count_kind(d.blocks, d.block_count, STEG_BLOCK_METHOD), 1);
  assert_int_equal(count_kind(d.blocks, d.block_count, STEG_BLOCK_GOALS), 1);
  assert_int_equal(count_kind(d.blocks, d.block_count, STEG_BLOCK_BUDGET), 2); /* of the year, and year by year */
}

/* Every block and every kind of place once; both languages; a module of the project's own. */
static const char EVERYTHING[] =
    "local own = require \"lib.own\"\n"
    "return { api = 1, id = \"allt\", title = { sv = \"Allt\", en = \"All\" }, receiver = \"Styrelsen\", needs = { "
    "\"bip\" },\n"
    "  params = { period = { type = \"period\", default = \"2021-H1\" }, limit = { type = \"number\", default = 2.5 "
    "},\n"
    "             who = { type = \"text\", default = \"alla\" } },\n"
    "  build = function(data, doc)\n"
    "    local c = data:cohort{ initiative = { \"jobbsam\", \"evi_coacher\" }, period = data.params.period, event = "
    "\"ended\", unit = \"persons\",\n"
    "      age_band = { \"16-29\", \"30-44\" }, where = { [\"sus.education\"] = \"gymnasium\" } }\n"
    "    local ch = c:change(\"bip\", { items = \"q5\", role = \"deltagare\", by = \"sex\" })\n"
    "    local better = ch:figure(\"better\", { item = \"q5\", group = { sex = \"kvinna\" } })\n"
    "    doc:text({ sv = \"{period}: {n} {d} {c} {t} {x}\", en = \"{n} {d} {c} {t} {x}\", hidden = { sv = \"dolt\", en "
    "= \"hidden\" } }, {\n"
    "      n = better, d = ch:direction(), t = { sv = \"ett\", en = \"one\" }, x = 1234567,\n"
    "      c = better:choose{ { at_least = 0.8, \"många\" }, { below = 0.5, sv = \"få\", en = \"few\" }, otherwise = "
    "\"en del\" } })\n"
    "    doc:list({ \"{who}\", { \"{n}\", { n = c:count() } } })\n"
    "    doc:key_figures{ { \"Andel\", data:share(c:count{ sex = \"man\" }, c:count()) }, { { sv = \"{limit}\" }, "
    "data:sum(c:count(), c:count()) } }\n"
    "    doc:table(ch, { kind = \"intervals\", caption = \"Egen {who}\" }) doc:table(c:by(\"municipality\"), { sort = "
    "\"value\", top = 3 })\n"
    "    doc:chart(c:distribution(\"bip\", { occasion = \"start\" })) doc:chart(\"bars\", c:flow(\"bip\"), { title = "
    "\"Flöde\" }) doc:chart(c:income())\n"
    "    doc:choose(better, { { at_least = 0.5, \"Fler än hälften.\" }, otherwise = \"Färre.\", hidden = \"Dolt.\" })\n"
    "    doc:when_measured(\"skapa\", c, function() doc:callout(\"Mätt\") end, function() doc:note(\"Inte mätt\") "
    "end)\n"
    "    doc:page_break() doc:goals(c:goals()) doc:method() doc:text(own.words)\n"
    "    doc:text(\"{a} {b}\", { a = data:minus(better, ch:figure(\"worse\")), b = data:ratio(c:count(), c:with{ event "
    "= \"started\" }:count()) })\n"
    "  end }\n";

static void every_function(void **test) {
  (void)test;
  write_script("own.lua", "local name, host = ...\nreturn { words = host == nil and data == nil and name or \"?\" }\n");
  steg_document d;
  steg_error err;
  if (make(write_script("everything.lua", EVERYTHING), steg_tree_map(all.arena), &d, &err) != 0)
    fail_msg("%s", err.text);
  assert_string_equal(d.report, "allt");
  const steg_prose *prose = &d.blocks[0].prose;
  assert_string_equal(prose->hidden_en, "hidden");
  for (size_t i = 0; i < prose->place_count; i++) {
    const steg_place *place = &prose->places[i];
    if (strcmp(place->name, "period") == 0)
      assert_string_equal(place->sv, "första halvåret 2021");
    if (strcmp(place->name, "x") == 0) {
      assert_string_equal(place->sv, "1\xC2\xA0"
                                     "234\xC2\xA0"
                                     "567");
      assert_string_equal(place->en, "1,234,567");
    }
    if (strcmp(place->name, "c") == 0) {
      assert_int_equal(place->kind, STEG_PLACE_CHOICE);
      assert_int_equal(place->choice_count, 2);
      assert_true(place->choices[0].at_least == 0.8);
      assert_string_equal(place->choices[1].en, "few");
      assert_string_equal(place->otherwise_sv, "en del");
      assert_string_equal(place->selector.group[0], "kvinna");
    }
  }
  const steg_cohort *cohort = &d.requests[prose->places[0].selector.request].cohort;
  assert_int_equal(cohort->filter_count, 2);
  assert_int_equal(cohort->counted, STEG_COUNTED_PERSONS);
  assert_int_equal(cohort->event, STEG_EVENT_ENDED);
  const steg_block *figures = &d.blocks[2];
  assert_string_equal(figures->children[0].prose.places[0].name, "figure");
  const steg_request *share = &d.requests[figures->children[0].prose.places[0].selector.request];
  assert_int_equal(share->kind, STEG_REQUEST_SHARE);
  assert_int_equal(share->operand_count, 2);
  assert_string_equal(figures->children[1].prose.places[1].sv, "2,5");
  assert_string_equal(d.blocks[3].table_kind, "intervals");
  assert_int_equal(d.blocks[4].top, 3);
  assert_int_equal(d.blocks[5].chart_kind, STEG_CHART_LIKERT);
  assert_string_equal(d.blocks[6].prose.sv, "Flöde");
  assert_string_equal(d.blocks[8].prose.hidden_sv, "Dolt.");
  assert_int_equal(d.blocks[9].kind, STEG_BLOCK_WHEN);
  assert_string_equal(d.requests[d.blocks[9].request].instrument, "skapa");
  assert_int_equal(d.blocks[9].otherwise_count, 1);
  bool own = false; /* the project's own file got its name, and nothing that only the library's files get */
  for (size_t i = 10; i < d.block_count; i++)
    own = own || (d.blocks[i].prose.sv && strcmp(d.blocks[i].prose.sv, "lib.own") == 0);
  assert_true(own);
}

/* Faults of an author, each with the line it stands on. `body` is the function build, `c` a cohort. */
static const struct {
  const char *body, *wanted;
} faults[] = {
    {"doc:txt('x')", "f.lua:4: doc: 'txt' is not known; did you mean 'text'?"},
    {"data:chort{}", "f.lua:4: data: 'chort' is not known; did you mean 'cohort'?"},
    {"c:chnge('bip')", "f.lua:4: cohort: 'chnge' is not known; did you mean 'change'?"},
    {"doc:text('{n} personer')", "f.lua:4: doc:text: {n}: 'n' is not known; known are: initiative, year"},
    {"doc:text('personer', { n = c:count() })", "f.lua:4: doc:text: {n} stands in no text"},
    {"doc:text('{n}', { n = c })",
     "f.lua:4: doc:text: {n}: a place is a request, a figure, a direction, a choice, a text or a number; found cohort"},
    {"doc:text()", "f.lua:4: doc:text: expected a text, or { sv = \"...\", en = \"...\" }; found nil"},
    {"doc:text{ se = 'x' }", "f.lua:4: doc:text: 'se' is not known; known are: sv, en, hidden"},
    {"doc:table(c)", "f.lua:4: doc:table: expected a request such as cohort:change(\"bip\"), found cohort"},
    {"doc:table(c:count(), { srt = 'value' })", "f.lua:4: doc:table: 'srt' is not known; did you mean 'sort'?"},
    {"doc:chart('pie', c:count())", "f.lua:4: doc:chart: the kind: 'pie' is not known; known are: likert, dumbbell, "
                                    "bars, change, income, distribution, flow, count"},
    {"doc:section('x')", "f.lua:4: doc:section: what it holds: expected a function, found nothing"},
    {"doc:section('x', function() doc:section('y', 3) end)",
     "f.lua:4: doc:section: what it holds: expected a function, found a number"},
    {"doc:goals(c)", "f.lua:4: doc:goals: expected cohort:goals(), found cohort"},
    {"data:cohort{ initiative = 'jobsam' }",
     "f.lua:4: cohort: initiative: 'jobsam' is not known; did you mean 'jobbsam'?"},
    {"data:cohort{ event = 'begun' }",
     "f.lua:4: cohort: event: 'begun' is not known; known are: active, started, ended"},
    {"data:cohort{ kön = 'man' }", NULL},
    {"data:instrument('bipp')", "f.lua:4: instrument: 'bipp' is not known; did you mean 'bip'?"},
    {"data:share(c, c:count())", "f.lua:4: share: operand 1 is cohort, and must be a request or a figure"},
    {"c:count():figure('count', { itm = 'q5' })", "f.lua:4: figure: 'itm' is not known; did you mean 'item'?"},
    {"doc:text('{x}', { x = c:count():choose{ { at_least = 1, '{n}' } } })",
     "f.lua:4: choose[1]: a choice can't hold places; put them beside it in the text"},
    {"doc:key_figures{ { 'x', 5 } }",
     "f.lua:4: doc:key_figures[1]: expected { label, figure }, and found number for the figure"},
    {"doc:when_measured('bip', function() end)",
     "f.lua:4: doc:when_measured: expected instrument, cohort, function, function; found function for the cohort"},
    {"error('own words')", "f.lua:4: own words"},
    {"local x = nil\nx.y = 1", "f.lua:5: attempt to index a nil value (local 'x')"},
    {"local function f(d)\nd:table(5)\nend\nf(doc)",
     "f.lua:5: doc:table: expected a request such as cohort:change(\"bip\"), found number (called from f.lua:7)"},
    {"", "f.lua: build: adds nothing to the document"},
    {"require 'stegvis.section'", "f.lua:4: require: there is no 'stegvis.section'; did you mean 'stegvis.sections'?"},
    {"require 'os'", "f.lua:4: require: there is no 'os'; a report finds \"stegvis.x\" and the project's \"lib.x\""},
    /* found when the tree is read */
    {"doc:table(c:change('bop'))", "f.lua:4: requests[1].instrument: \"bop\" is not known; did you mean \"bip\"?"},
    {"doc:table(c:change('bip', { items = 'q99' }))",
     "f.lua:4: requests[1].items[1]: \"q99\" is not known; did you mean \"q9\"?"},
    {"doc:table(c:change('bip', { role = 'coch' }))",
     "f.lua:4: requests[1].role: \"coch\" is not known; did you mean \"coach\"?"},
    {"doc:table(c:by('kon'))", NULL},
    {"doc:table(c:by('sex', 'sex'))", "f.lua:4: requests[1].by[2]: \"sex\" is there twice"},
    {"doc:table(c:by('sex', 'area', 'team', 'age_band'))", "f.lua:4: requests[1].by: has 4 rows; at most 3 are taken"},
    {"doc:table(c:by('bip.seeks_work'))",
     "f.lua:4: requests[1].by[1]: bip.seeks_work is of type flag; only a scale or choice item makes groups"},
    {"doc:table(c:count{ sex = 'kvina' })",
     "f.lua:4: requests[1].cohort.filters[1].values[1]: \"kvina\" is not known; did you mean \"kvinna\"?"},
    {"doc:table(data:cohort{ period = '2021-13' }:count())",
     "f.lua:4: requests[1].cohort.period: \"2021-13\" is no period; write 2024, 2024-H1, 2024-Q3, 2024-05 or "
     "2024-01-01..2024-06-30"},
    {"doc:text('{x}', { x = c:change('bip'):figure('beter') })",
     "f.lua:4: blocks[1].prose.places.x.field: \"beter\" is not known; did you mean \"better\"?"},
    {"doc:text('{x}', { x = c:count():figure('count', { group = { sex = 'man' } }) })",
     "f.lua:4: blocks[1].prose.places.x.group: the request has no breakdown"},
    {"doc:text('{x|en}', { x = c:count() })",
     "f.lua:4: blocks[1].prose.sv: {x|...}: expected a figure and two words, {n|person|personer}"},
    {"doc:text('{ x')", "f.lua:4: blocks[1].prose.sv: a { that begins no place such as {n}: \"{ x\""},
    {"doc:table(c:count(), { kind = 'matrix' }) doc:table(c:count(), { kind = 'matix' })",
     "f.lua:4: blocks[2].table: \"matix\" is not known; did you mean \"matrix\"?"},
    {"doc:table(c:count(), { top = 0 })", "f.lua:4: blocks[1].top: 0 is outside 1 to 1000"},
};

static void faults_of_authors(void **test) {
  (void)test;
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    const char *text = steg_arena_printf(all.arena,
                                         "return { api = 1, title = 'x', params = { year = 'year', initiative = "
                                         "'initiative' },\nbuild = function(data, doc)\nlocal c = data:cohort{ "
                                         "initiative = data.params.initiative }\n%s\nend }\n",
                                         faults[i].body);
    steg_document d;
    steg_error err;
    assert_int_equal(make(write_script("f.lua", text), usual_params(), &d, &err), -1);
    assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
    if (faults[i].wanted)
      assert_string_equal(err.text, faults[i].wanted);
    assert_non_null(strstr(err.text, "f.lua:"));
  }
}

/* The report's own table and its parameters. */
static const struct {
  const char *head, *name, *value, *wanted;
} heads[] = {
    {"api = 2, title = 'x', build = b", NULL, NULL, "h.lua: api: expected 1, found 2"},
    {"api = 1, build = b", NULL, NULL, "h.lua: title: is missing"},
    {"api = 1, title = 'x'", NULL, NULL, "h.lua: build: expected a function(data, doc), found nil"},
    {"api = 1, title = 'x', build = b, param = {}", NULL, NULL, "h.lua: 'param' is not known; did you mean 'params'?"},
    {"api = 1, title = 'x', build = b, needs = { 'eq5d' }", NULL, NULL,
     "h.lua: needs[1]: the instrument \"eq5d\" is not loaded; `stegvis instruments` lists those that are"},
    {"api = 1, title = '{name}', build = b", NULL, NULL, "h.lua: title: {name}: 'name' is not known; known are: "},
    {"api = 1, title = 'x', build = b", "year", "2021", "h.lua: takes no parameters, but year is given"},
    {"api = 1, title = 'x', build = b, params = { year = 'year' }", NULL, NULL,
     "h.lua: needs the parameter year (a year): give it with -P year=..."},
    {"api = 1, title = 'x', build = b, params = { year = 'year' }", "yaer", "2021",
     "h.lua: parameters: 'yaer' is not known; known are: year"},
    {"api = 1, title = 'x', build = b, params = { year = 'year' }", "year", "20x1",
     "h.lua: parameter year: expected a year, such as 2024, found '20x1'"},
    {"api = 1, title = 'x', build = b, params = { p = 'period' }", "p", "2021-Q5",
     "h.lua: parameter p: expected a period: 2024, 2024-H1, 2024-Q3, 2024-05 or 2024-01-01..2024-06-30, found "
     "'2021-Q5'"},
    {"api = 1, title = 'x', build = b, params = { n = 'number' }", "n", "ten",
     "h.lua: parameter n: expected a number, found 'ten'"},
    {"api = 1, title = 'x', build = b, params = { i = 'initiative' }", "i", "jobsam",
     "h.lua: parameter i: 'jobsam' is not known; did you mean 'jobbsam'?"},
    {"api = 1, title = 'x', build = b, params = { i = 'initiative' }", NULL, NULL,
     "h.lua: needs the parameter i (one of evi_coacher, jobbsam): give it with -P i=..."},
    {"api = 1, title = 'x', build = b, params = { i = 'initativ' }", "i", "x",
     "h.lua: params.i: the type: 'initativ' is not known; did you mean 'initiative'?"},
    {"api = 1, title = '{n} {y} {p}', build = b, params = { n = 'number', y = { type = 'year', default = 2020 }, p = { "
     "type "
     "= 'text', default = 'å' } }",
     "n", "1,5", NULL},
};

static void faults_of_heads(void **test) {
  (void)test;
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
    steg_tree *params = steg_tree_map(all.arena);
    if (heads[i].name)
      steg_tree_put(all.arena, params, heads[i].name, steg_tree_text(all.arena, heads[i].value));
    const char *text = steg_arena_printf(
        all.arena, "local b = function(data, doc) doc:page_break() end\nreturn { %s }\n", heads[i].head);
    steg_document d;
    steg_error err;
    int result = make(write_script("h.lua", text), params, &d, &err);
    assert_int_equal(result, heads[i].wanted ? -1 : 0);
    if (heads[i].wanted)
      assert_string_equal(err.text, heads[i].wanted);
  }
}

/* A report's own fields, without building it: no metadata, and a build that fails is not called. */
static void header_alone(void **test) {
  (void)test;
  const char *const folders[] = {STEGVIS_SOURCE "/scripts", NULL};
  const char *path = write_script(
      "head.lua", "local s = require 'stegvis.sections'\nreturn { api = 1, id = 'head', title = { sv "
                  "= 'Å', en = 'A' }, params = { year = 'year' }, build = function() error('never') end }");
  const steg_script_job job = {.kind = STEG_SCRIPT_HEADER, .path = path, .module_folders = folders};
  const steg_tree *tree;
  steg_error err = {0};
  assert_int_equal(steg_script_run(&job, all.arena, &tree, &err), 0);
  assert_string_equal(steg_tree_get_text(steg_tree_get(steg_tree_get(tree, "title"), "sv")), "Å");
  assert_string_equal(steg_tree_get_text(steg_tree_get(steg_tree_get(tree, "params"), "year")), "year");
  assert_null(steg_tree_get(tree, "build"));
}

/* The same script gives the same document, byte for byte, however often. */
static void same_bytes(void **test) {
  (void)test;
  const char *const folders[] = {STEGVIS_SOURCE "/scripts", NULL};
  const steg_script_job job = {.kind = STEG_SCRIPT_REPORT,
                               .path = STEGVIS_SOURCE "/reports/arsrapport.lua",
                               .module_folders = folders,
                               .metadata = metadata(usual_params())};
  steg_buffer first, again;
  steg_buffer_init(&first, 1 << 24);
  steg_buffer_init(&again, 1 << 24);
  for (int i = 0; i < 5; i++) {
    const steg_tree *tree;
    steg_error err = {0};
    assert_int_equal(steg_script_run(&job, all.arena, &tree, &err), 0);
    steg_buffer_clear(&again);
    steg_tree_write(i ? &again : &first, tree);
    if (i)
      assert_memory_equal(first.bytes, again.bytes, first.size);
  }
  steg_buffer_release(&first);
  steg_buffer_release(&again);
}

int main(int argc, char **argv) {
  STEG_WORKER_OR(argc, argv);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_manuals_example), cmocka_unit_test(the_annual_report), cmocka_unit_test(every_function),
      cmocka_unit_test(faults_of_authors),   cmocka_unit_test(faults_of_heads),   cmocka_unit_test(header_alone),
      cmocka_unit_test(same_bytes),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
