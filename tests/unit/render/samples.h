/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * samples - charts with invented figures, for the goldens (chart.c) and the page to look at (gallery.c).
 */
#ifndef STEG_TEST_RENDER_SAMPLES_H
#define STEG_TEST_RENDER_SAMPLES_H

#include "render/chart.h"
#include <stdio.h>
#include <string.h>

enum { SAMPLE_HIDDEN = -1, SAMPLE_SERIES = 7 };

typedef struct sample_row {
  const char *label, *base;
  double values[SAMPLE_SERIES]; /* SAMPLE_HIDDEN = hidden */
  const char *change;
  bool highlight, gap;
} sample_row;

typedef struct sample_chart {
  const char *name; /* of the golden */
  steg_chart_kind kind;
  const char *title, *subtitle, *note, *alt;
  steg_chart_series series[SAMPLE_SERIES + 1]; /* ends with a NULL label */
  double low, high;
  const char *unit, *change_label;
  int decimals;
  const sample_row *rows;
  size_t row_count;
} sample_chart;

#define SAMPLE_ROWS(...)                                                                                               \
  .rows = (const sample_row[]){__VA_ARGS__}, .row_count = sizeof((const sample_row[]){__VA_ARGS__}) / sizeof(sample_row)

static inline const char *sample_value_text(steg_arena *arena, const sample_chart *sample, double value) {
  if (sample->decimals) {
    long tenths = (long)(value * 10 + 0.5);
    return steg_arena_printf(arena, "%ld,%ld", tenths / 10, tenths % 10);
  }
  return steg_arena_printf(arena, *sample->unit == '%' ? "%ld\xC2\xA0%%" : "%ld", (long)(value + 0.5));
}

static inline const char *sample_sum(steg_arena *arena, const sample_chart *sample, const sample_row *row,
                                     steg_chart_side side) {
  double sum = 0;
  for (size_t i = 0; i < SAMPLE_SERIES && sample->series[i].label; i++)
    if (sample->series[i].side == side) {
      if (row->values[i] == SAMPLE_HIDDEN)
        return NULL;
      sum += row->values[i];
    }
  return sample_value_text(arena, sample, sum);
}

static inline steg_chart *sample_make(const sample_chart *sample, steg_arena *arena) {
  steg_chart *chart = steg_arena_alloc(arena, sizeof *chart);
  *chart = (steg_chart){.kind = sample->kind,
                        .id = sample->name,
                        .title = sample->title,
                        .subtitle = sample->subtitle,
                        .note = sample->note,
                        .alt = sample->alt,
                        .axis_low = sample->low,
                        .axis_high = sample->high,
                        .axis_unit = sample->unit,
                        .change_label = sample->change_label,
                        .row_count = sample->row_count};
  while (chart->series_count < SAMPLE_SERIES && sample->series[chart->series_count].label)
    chart->series_count++;
  chart->series = steg_arena_array(arena, chart->series_count, sizeof *chart->series);
  memcpy(chart->series, sample->series, chart->series_count * sizeof *chart->series);
  chart->rows = steg_arena_array(arena, chart->row_count, sizeof *chart->rows);
  for (size_t i = 0; i < chart->row_count; i++) {
    const sample_row *from = &sample->rows[i];
    steg_chart_row *row = &chart->rows[i];
    *row = (steg_chart_row){.label = from->label,
                            .base_text = from->base,
                            .change_text = from->change,
                            .highlight = from->highlight,
                            .gap_before = from->gap,
                            .negative_text = sample_sum(arena, sample, from, STEG_SIDE_NEGATIVE),
                            .positive_text = sample_sum(arena, sample, from, STEG_SIDE_POSITIVE)};
    row->values = steg_arena_array(arena, chart->series_count, sizeof *row->values);
    for (size_t j = 0; j < chart->series_count; j++) {
      bool hidden = from->values[j] == SAMPLE_HIDDEN;
      row->values[j] = (steg_chart_value){.hidden = hidden,
                                          .value = hidden ? 0 : from->values[j],
                                          .text = hidden ? ".." : sample_value_text(arena, sample, from->values[j])};
    }
  }
  return chart;
}

#define VALUES(...) .values = {__VA_ARGS__}
#define ROW(text, n, changed, ...)                                                                                     \
  { .label = text, .base = n, .change = changed, __VA_ARGS__ }

#define LIKERT_5                                                                                                       \
  {                                                                                                                    \
    {"Inte alls", STEG_SIDE_NEGATIVE}, {"I låg grad", STEG_SIDE_NEGATIVE}, {"Varken eller", STEG_SIDE_NEUTRAL},        \
        {"I hög grad", STEG_SIDE_POSITIVE}, {                                                                          \
      "Helt och hållet", STEG_SIDE_POSITIVE                                                                            \
    }                                                                                                                  \
  }
#define BEFORE_AFTER                                                                                                   \
  {                                                                                                                    \
    {"Före", 0}, {                                                                                                     \
      "Efter", 0                                                                                                       \
    }                                                                                                                  \
  }

static const sample_chart samples[] = {
    {.name = "likert",
     .kind = STEG_CHART_LIKERT,
     .title = "De flesta blir bemötta med respekt – men stödet efteråt brister",
     .subtitle = "Hur väl stämmer påståendet? Andel av de svarande deltagarna, 2024.",
     .note = "Påhittade siffror. Den som inte kunde svara är inte medräknad. ”..” är en dold uppgift.",
     .alt = "Delat staplat diagram med sju påståenden.",
     .series = LIKERT_5,
     .unit = "%",
     SAMPLE_ROWS(
         ROW("Jag blev bemött med respekt av min handläggare", "n = 112", NULL, VALUES(3, 5, 9, 33, 50)),
         ROW("Jag vet vart jag ska vända mig om jag har frågor", "n = 109", NULL, VALUES(5, 9, 11, 36, 39)),
         ROW("Jag var delaktig i planeringen av min insats", "n = 105", NULL, VALUES(8, 12, 15, 36, 29),
             .highlight = true),
         ROW("Jag fick hjälp inom rimlig tid", "n = 111", NULL, VALUES(14, 17, 13, 31, 25)),
         ROW("Insatsen har ökat mina möjligheter att få ett arbete", "n = 98", NULL, VALUES(13, 18, 20, 30, 19)),
         ROW("Samarbetet mellan myndigheterna fungerade bra", "n = 7", NULL, VALUES(-1, -1, -1, -1, -1)),
         ROW("Jag fick stöd även efter att insatsen avslutats", "n = 85", NULL, VALUES(27, 26, 19, 18, 10)))},
    {.name = "likert-even",
     .kind = STEG_CHART_LIKERT,
     .title = "Fyra av fem mår bra",
     .subtitle = "Självskattad hälsa, sex steg utan mittpunkt.",
     .alt = "Delat staplat diagram.",
     .series = {{"Mycket dåligt", STEG_SIDE_NEGATIVE},
                {"Dåligt", STEG_SIDE_NEGATIVE},
                {"Ganska dåligt", STEG_SIDE_NEGATIVE},
                {"Ganska bra", STEG_SIDE_POSITIVE},
                {"Bra", STEG_SIDE_POSITIVE},
                {"Mycket bra", STEG_SIDE_POSITIVE}},
     .unit = "%",
     SAMPLE_ROWS(ROW("Kvinnor", NULL, NULL, VALUES(4, 7, 10, 28, 34, 17)),
                 ROW("Män", NULL, NULL, VALUES(3, 5, 11, 31, 31, 19)),
                 ROW("18–29 år", NULL, NULL, VALUES(6, 9, 14, 29, 27, 15), .gap = true),
                 ROW("30–64 år", NULL, NULL, VALUES(2, 4, 8, 29, 36, 21)))},
    {.name = "dumbbell",
     .kind = STEG_CHART_DUMBBELL,
     .title = "Unga deltagare närmar sig arbetsmarknaden snabbast",
     .subtitle = "Andel med arbete eller studier, före och efter insatsen.",
     .note = "Påhittade siffror. p.e. = procentenheter.",
     .alt = "Före-efter-diagram för nio grupper. Störst ökning: 18–24 år, från 14 till 41 procent.",
     .series = BEFORE_AFTER,
     .low = 0,
     .high = 60,
     .unit = "%",
     .change_label = "Förändring",
     SAMPLE_ROWS(
         ROW("18–24 år", "n = 196", "+27 p.e.", VALUES(14, 41)), ROW("25–34 år", "n = 341", "+19 p.e.", VALUES(17, 36)),
         ROW("35–44 år", "n = 287", "+14 p.e.", VALUES(16, 30)), ROW("45–54 år", "n = 214", "−11 p.e.", VALUES(23, 12)),
         ROW("55–64 år", "n = 122", "±0 p.e.", VALUES(9, 9)),
         ROW("Kvinnor", "n = 588", "+1 p.e.", VALUES(13, 14), .gap = true),
         ROW("Män", "n = 572", "+34 p.e.", VALUES(0, 34)),
         ROW("Annan könsidentitet", "n = 4", "..", VALUES(-1, -1), .gap = true),
         ROW("Okänt", "n = 31", "..", VALUES(11, -1)))},
    {.name = "dumbbell-mean",
     .kind = STEG_CHART_DUMBBELL,
     .title = "Tilltron till den egna arbetsförmågan växte mest",
     .subtitle = "Medelvärde på skalan 1–5 bland parade svar.",
     .alt = "Före-efter-diagram för fem frågor.",
     .series = BEFORE_AFTER,
     .low = 1,
     .high = 5,
     .unit = "",
     .change_label = "Förändring",
     .decimals = 1,
     SAMPLE_ROWS(ROW("Jag tror att jag kommer att klara av ett arbete inom ett år", "n = 48", "+1,3", VALUES(2.1, 3.4)),
                 ROW("Jag vet vad jag behöver göra för att komma närmare arbete", "n = 48", "+0,8", VALUES(2.8, 3.6)),
                 ROW("Min hälsa", "n = 47", "+0,1", VALUES(2.9, 3.0)),
                 ROW("Samarbete med andra", "n = 45", "0,0", VALUES(3.8, 3.8)),
                 ROW("Mitt nätverk kan hjälpa mig", "n = 46", "−0,4", VALUES(5, 4.6)))},
    {.name = "bars",
     .kind = STEG_CHART_BARS,
     .title = "Försörjningsstöd är den vanligaste inkomsten vid start",
     .subtitle = "Antal deltagare per inkomstkälla.",
     .alt = "Stapeldiagram.",
     .series = {{"Antal", 0}},
     .unit = "",
     SAMPLE_ROWS(ROW("Försörjningsstöd", NULL, NULL, VALUES(58), .highlight = true),
                 ROW("Sjukpenning", NULL, NULL, VALUES(31)), ROW("Aktivitetsersättning", NULL, NULL, VALUES(22)),
                 ROW("Aktivitetsstöd eller utvecklingsersättning", NULL, NULL, VALUES(17)),
                 ROW("A-kassa", NULL, NULL, VALUES(9)), ROW("Studiemedel", NULL, NULL, VALUES(-1)),
                 ROW("Ingen inkomst", NULL, NULL, VALUES(0)))},
    {.name = "bars-pair",
     .kind = STEG_CHART_BARS,
     .title = "Fler arbetar efter insatsen, färre har försörjningsstöd",
     .subtitle = "Andel av deltagarna med inkomstkällan, före och efter.",
     .alt = "Stapeldiagram med två staplar per inkomstkälla.",
     .series = BEFORE_AFTER,
     .low = 0,
     .high = 0,
     .unit = "%",
     SAMPLE_ROWS(ROW("Lön", "n = 160", NULL, VALUES(8, 27)), ROW("Studiemedel", "n = 160", NULL, VALUES(4, 11)),
                 ROW("Sjukpenning", "n = 160", NULL, VALUES(21, 14)),
                 ROW("Försörjningsstöd", "n = 160", NULL, VALUES(46, 29)),
                 ROW("Ingen inkomst", "n = 160", NULL, VALUES(-1, -1), .gap = true))},
};
enum { SAMPLE_COUNT = sizeof samples / sizeof samples[0] };

#endif
