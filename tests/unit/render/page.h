/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page - a settled document with every kind of block, its figures invented, for the tests of the formats. `hostile`
 * puts one text in every place that a text can stand.
 */
#ifndef STEG_TEST_RENDER_PAGE_H
#define STEG_TEST_RENDER_PAGE_H

#include "document/document.h"
#include "render/renderer.h"
#include <math.h>
#include <string.h>

static const steg_figure page_share = {.kind = STEG_FIGURE_NUMBER,
                                       .unit = STEG_UNIT_SHARE,
                                       .count = 14,
                                       .base = 23,
                                       .value = 14.0 / 23,
                                       .low = 0.4,
                                       .high = 0.8};
static const steg_figure page_hidden = {.kind = STEG_FIGURE_HIDDEN, .unit = STEG_UNIT_SHARE};
static const steg_figure page_missing = {.kind = STEG_FIGURE_MISSING, .unit = STEG_UNIT_COUNT};

static inline const char *page_text(const char *hostile, const char *text) {
  return hostile ? hostile : text;
}

static inline const steg_table *page_table(const char *hostile, steg_arena *arena, size_t column_count) {
  static const char *const heads[] = {"Fråga", "Par (n)", "Bättre", "Andel bättre", "Medelförändring"};
  static const char *const cells[3][5] = {{"Jobbmål", "23", "14", "61\xC2\xA0%", "+0,4"},
                                          {"Tid i vardagen, som är en lång rubrik", "21", "..", "..", "–"},
                                          {"Alla", "44", "14", "32\xC2\xA0%", "+0,2"}};
  static const steg_figure *const figures[3] = {&page_share, &page_hidden, &page_missing};
  steg_table *table = steg_arena_alloc(arena, sizeof *table);
  table->caption = page_text(hostile, "Tabell 1. Stegförflyttning");
  table->note = page_text(hostile, "Två punkter (..) betyder att uppgiften inte visas.");
  table->columns = steg_arena_array(arena, column_count, sizeof *table->columns);
  table->column_count = column_count;
  table->rows = steg_arena_array(arena, 3, sizeof *table->rows);
  table->row_count = 3;
  for (size_t c = 0; c < column_count; c++)
    table->columns[c] = (steg_table_column){page_text(hostile, heads[c]), c > 0};
  for (size_t r = 0; r < 3; r++) {
    table->rows[r] = (steg_table_row){
        .cells = steg_arena_array(arena, column_count, sizeof(steg_cell)), .total = r == 2, .indent = r == 1};
    for (size_t c = 0; c < column_count; c++)
      table->rows[r].cells[c] = (steg_cell){
          .form = STEG_CELL_TEXT, .text = page_text(hostile, cells[r][c]), .figure = c == 3 ? figures[r] : NULL};
  }
  return table;
}

static inline const steg_chart *page_chart(const char *hostile, steg_arena *arena) {
  static const char *const labels[] = {"16–29 år", "30–44 år", "45–64 år"}, *const values[] = {"34", "51", ".."};
  steg_chart *chart = steg_arena_alloc(arena, sizeof *chart);
  *chart = (steg_chart){.kind = STEG_CHART_BARS,
                        .id = "diagram-1",
                        .title = page_text(hostile, "Flest i gruppen 30–44 år: 51 av 103"),
                        .subtitle = page_text(hostile, "Diagram 1. Antal deltaganden efter ålder."),
                        .note = page_text(hostile, "Källa: påhittad."),
                        .alt = page_text(hostile, "Stapeldiagram med 3 rader."),
                        .series = steg_arena_array(arena, 1, sizeof *chart->series),
                        .series_count = 1,
                        .rows = steg_arena_array(arena, 3, sizeof *chart->rows),
                        .row_count = 3,
                        .axis_high = 51,
                        .axis_unit = "",
                        .table = page_table(hostile, arena, 3)};
  chart->series[0].label = page_text(hostile, "Antal");
  for (size_t r = 0; r < 3; r++) {
    chart->rows[r] = (steg_chart_row){.label = page_text(hostile, labels[r]), .highlight = r == 1};
    chart->rows[r].values = steg_arena_array(arena, 1, sizeof *chart->rows[r].values);
    chart->rows[r].values[0] = (steg_chart_value){.hidden = r == 2,
                                                  .value = r == 2 ? 0
                                                           : r    ? 51
                                                                  : 34,
                                                  .text = page_text(hostile, values[r])};
  }
  return chart;
}

static inline steg_block page_block(steg_block_kind kind, const char *text) {
  return (steg_block){.kind = kind, .text = text};
}

static inline void page_make(const char *hostile, steg_arena *arena, steg_document *document) {
  steg_block *keys = steg_arena_array(arena, 3, sizeof *keys), *items = steg_arena_array(arena, 3, sizeof *items);
  steg_block *first = steg_arena_array(arena, 8, sizeof *first), *inner = steg_arena_array(arena, 1, sizeof *inner);
  steg_block *taken = steg_arena_array(arena, 1, sizeof *taken), *other = steg_arena_array(arena, 1, sizeof *other);
  steg_block *blocks = steg_arena_array(arena, 5, sizeof *blocks), *second = steg_arena_array(arena, 3, sizeof *second);
  static const char *const figures[] = {"103", "34\xC2\xA0%", ".."}, *const names[] = {"deltaganden",
                                                                                       "är mätta två gånger",
                                                                                       "har lön"};
  for (size_t i = 0; i < 3; i++) {
    keys[i] = page_block(STEG_BLOCK_KEY_FIGURE, page_text(hostile, names[i]));
    keys[i].figure_text = page_text(hostile, figures[i]);
    keys[i].figure_detail = i == 1 ? page_text(hostile, "35 av 103") : NULL;
  }
  items[0] = page_block(STEG_BLOCK_TEXT, page_text(hostile, "En *kort* punkt."));
  items[1] = page_block(STEG_BLOCK_TEXT, NULL);
  items[1].omitted = true;
  items[2] = page_block(STEG_BLOCK_TEXT,
                        page_text(hostile, "En punkt som är så lång att den inte får plats på en rad i ett fönster."));
  taken[0] = page_block(STEG_BLOCK_TEXT, page_text(hostile, "Gren som togs."));
  other[0] = page_block(STEG_BLOCK_TEXT, "Gren som inte togs.");
  other[0].omitted = true;
  first[0] = page_block(STEG_BLOCK_KEY_FIGURES, NULL);
  first[0].children = keys;
  first[0].child_count = 3;
  first[1] = page_block(
      STEG_BLOCK_TEXT,
      page_text(hostile,
                "Under 2024 deltog **103 personer**. Läs hos [Finsam](https://www.finsam.se/?a=1&b=\"2\") eller "
                "[här](javascript:alert(1)).\n\n1. Första\n2. Andra\n\n<b>rå</b> text\\\nny rad"));
  first[2] = page_block(STEG_BLOCK_LIST, NULL);
  first[2].children = items;
  first[2].child_count = 3;
  first[3] = page_block(STEG_BLOCK_CALLOUT, page_text(hostile, "**Obs.** Läs antalen."));
  first[4] = page_block(STEG_BLOCK_NOTE, page_text(hostile, "En liten not."));
  first[5] = page_block(STEG_BLOCK_WHEN, NULL);
  first[5].children = taken;
  first[5].child_count = 1;
  first[5].otherwise = other;
  first[5].otherwise_count = 1;
  first[6] = page_block(STEG_BLOCK_PAGE_BREAK, NULL);
  first[7] = page_block(STEG_BLOCK_TEXT, "Utelämnad.");
  first[7].omitted = true;
  inner[0] = page_block(STEG_BLOCK_CHART, NULL);
  inner[0].chart = page_chart(hostile, arena);
  second[0] = page_block(STEG_BLOCK_TABLE, NULL);
  second[0].table = page_table(hostile, arena, 5);
  second[1] = page_block(STEG_BLOCK_SECTION, page_text(hostile, "Diagram & kurvor"));
  second[1].children = inner;
  second[1].child_count = 1;
  second[2] = page_block(STEG_BLOCK_GOALS, page_text(hostile, "Insatsen har inga registrerade mål."));
  blocks[0] = page_block(STEG_BLOCK_SECTION, page_text(hostile, "Sammanfattning"));
  blocks[0].children = first;
  blocks[0].child_count = 8;
  blocks[1] = page_block(STEG_BLOCK_SECTION, "Utelämnat avsnitt");
  blocks[1].omitted = true;
  blocks[2] = page_block(STEG_BLOCK_SECTION, page_text(hostile, "Resultat"));
  blocks[2].children = second;
  blocks[2].child_count = 3;
  steg_block *method = steg_arena_array(arena, 1, sizeof *method);
  method[0] = page_block(STEG_BLOCK_METHOD,
                         page_text(hostile, "### Vilka som räknas\n\nAlla.\n\n- Ingen mätning: 4\n- Övriga: 2"));
  method[0].table = page_table(hostile, arena, 2);
  blocks[3] = page_block(STEG_BLOCK_SECTION, page_text(hostile, "Metod"));
  blocks[3].children = method;
  blocks[3].child_count = 1;
  blocks[4] = page_block(STEG_BLOCK_TEXT, page_text(hostile, "Efter avsnitten."));
  *document = (steg_document){.report = "prov",
                              .lang = STEG_LANG_SV,
                              .title_text = page_text(hostile, "Årsrapport 2024"),
                              .receiver_text = page_text(hostile, "Styrelsen"),
                              .subtitle = page_text(hostile, "Insatsen, 2024"),
                              .federation = page_text(hostile, "Förbundet"),
                              .profile = STEG_PROFILE_PUBLIC,
                              .k = 5,
                              .as_of = steg_date_make(2024, 12, 31),
                              .data_date = steg_date_make(2025, 1, 15),
                              .program = page_text(hostile, "Stegvis 0.1.0"),
                              .marking = page_text(hostile, "INTERNT – ej röjandeskyddat"),
                              .blocks = blocks,
                              .block_count = 5};
}

/* Texts that break out where something forgot to escape: each is data from a file that a federation could be sent. */
static const char *const page_hostile[] = {
    "<svg onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "</style><style>*{display:none}",
    "</title><script>alert(1)</script>",
    "--></p><img src=x onerror=alert(1)><!--",
    "<w:p/>]]><!-- --></w:t>",
    "=1+1",
    "[klick](javascript:alert(1))",
    "[klick](  JaVaScRiPt:alert(1) \"t\")",
    "![bild](https://example.org/a.png)",
    "<https://example.org/\"onclick=alert(1)>",
    "a\xE2\x80\xA8"
    "b\xE2\x80\xA9"
    "c", /* line ends to a script */
    "\xE2\x80\xAE"
    "gnp.exe",                        /* turns the text round */
    "x\x1B[2J\x1B]0;titel\x07y\x08z", /* moves a terminal's cursor, names its window */
    "a\xC2\x9B"
    "31mb",                /* the same as one C1 character */
    "\xFF\xFE\x80 trasig", /* not UTF-8 */
    "%s%n%x {0} {1}",
    "```\n</code></pre><script>",
    "rad 1\r\nrad 2\ttab",
};
enum { PAGE_HOSTILE_COUNT = sizeof page_hostile / sizeof page_hostile[0] };

#endif
