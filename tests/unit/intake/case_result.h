/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked at in every result of reading a case file, whoever made the file. After cmocka.h. */
#ifndef CASE_RESULT_H
#define CASE_RESULT_H

#include "base/buffer.h"
#include "intake/finding_kinds.h"
#include "intake/national.h"
#include "small_instrument.h"
#include <stdio.h>
#include <string.h>

static inline steg_registry_entry entry_of(const steg_instrument *instrument, steg_arena *arena) {
  return (steg_registry_entry){.instrument = instrument, .layout = steg_layout_make(instrument, arena), .path = ""};
}

static inline const steg_finding *finding_with(const steg_findings *findings, const char *code) {
  for (size_t i = 0; i < findings->count; i++)
    if (!strcmp(findings->rows[i].code, code))
      return &findings->rows[i];
  return NULL;
}

static inline void print_findings(const char *file, const steg_import_result *result) {
  for (size_t i = 0; i < result->findings.count; i++) {
    const steg_finding *finding = &result->findings.rows[i];
    print_message("%s: row %u column %u %s %s | %s | %s (%u)\n", file, finding->row, finding->column, finding->code,
                  finding->value ? finding->value : "-", finding->message, finding->hint ? finding->hint : "-",
                  finding->count);
  }
}

/* Everything that a result says, as text: to compare two of them. */
static inline void write_result(steg_buffer *out, const steg_import_result *result) {
  steg_buffer_printf(out, "%s %c %zu %zu %zu %s %d\n", result->encoding ? result->encoding : "-",
                     result->delimiter ? result->delimiter : '0', result->rows, result->accepted, result->rejected,
                     result->file_hash, (int)result->last_date);
  for (size_t i = 0; i < result->findings.count; i++) {
    const steg_finding *finding = &result->findings.rows[i];
    steg_buffer_printf(out, "%s %u %u %u %s|%s|%s|%s\n", finding->code, finding->row, finding->column, finding->count,
                       finding->header ? finding->header : "", finding->value ? finding->value : "", finding->message,
                       finding->hint ? finding->hint : "");
  }
  const steg_row_set *set = &result->set;
  for (size_t i = 0; i < set->row_count; i++) {
    const steg_row *row = &set->rows[i];
    steg_buffer_printf(out, "%u %s %s %d %d %d", row->line, set->initiatives[row->initiative].id,
                       row->person < 0 ? "-" : set->people[row->person].text, (int)row->date, row->role, row->occasion);
    for (uint32_t k = 0; k < set->entry->layout->slot_count; k++) {
      int32_t slot = steg_rows_value(set, i, k);
      steg_slot_kind kind = set->entry->layout->slots[k].kind;
      if (slot == STEG_SLOT_NONE)
        steg_buffer_text(out, " .");
      else if (kind == STEG_SLOT_TEXT)
        steg_buffer_printf(out, " %s", set->texts[slot]);
      else if (kind == STEG_SLOT_NUMBER)
        steg_buffer_printf(out, " %lld", (long long)(set->numbers[slot] * 1000));
      else
        steg_buffer_printf(out, " %d", (int)slot);
    }
    if (row->attributes >= 0) {
      const steg_attributes *attributes = &set->attributes[row->attributes];
      steg_buffer_printf(out, " | %d %d %d %d", (int)attributes->start, (int)attributes->end, attributes->birth_year,
                         (int)attributes->sex);
    }
    steg_buffer_char(out, '\n');
  }
}

/* Cause and mend are there, and nothing of the personal columns is: no run of digits of any number in the files. */
static inline void check_wording(const char *file, const steg_findings *findings) {
  for (size_t i = 0; i < findings->count; i++) {
    const steg_finding *finding = &findings->rows[i];
    const char *texts[] = {finding->message, finding->hint, finding->value, finding->header};
    if (!finding->message || !*finding->message || strstr(finding->message, "{a}"))
      fail_msg("%s: %s has no message", file, finding->code);
    if (finding->severity != STEG_SEVERITY_NOTE && (!finding->hint || !*finding->hint))
      fail_msg("%s: %s does not say how to mend it", file, finding->code);
    if (finding->reach == STEG_REACH_ROW && !finding->row)
      fail_msg("%s: %s has no row", file, finding->code);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
      if (!texts[k] || (finding->severity == STEG_SEVERITY_WARNING && !strcmp(finding->code, "W_TEST")))
        continue; /* its text names the test person that everybody knows */
      if (steg_national_like_in_text(texts[k], strlen(texts[k])) || strstr(texts[k], "9802") ||
          strstr(texts[k], "9817") || strstr(texts[k], "9822") || strstr(texts[k], "9837") ||
          strstr(texts[k], "SKYDDAD"))
        fail_msg("%s: %s shows something personal: %s", file, finding->code, texts[k]);
    }
  }
}

#endif
