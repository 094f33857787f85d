/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/header_source.h"

#include "base/text.h"
#include <string.h>

static bool has_header(const char *const *headers, size_t count, const char *header) {
  for (size_t i = 0; i < count; i++)
    if (*headers[i] && steg_text_same(headers[i], header))
      return true;
  return false;
}

const steg_lexicon_column *steg_header_source_lacks(const steg_lexicon *source, const char *const *headers,
                                                   size_t count) {
  for (size_t i = 0; i < source->column_count; i++)
    if (steg_lexicon_is_meant(&source->columns[i]) && !has_header(headers, count, source->columns[i].header))
      return &source->columns[i];
  return NULL;
}

static size_t meant_count(const steg_lexicon *source) {
  size_t count = 0;
  for (size_t i = 0; i < source->column_count; i++)
    count += steg_lexicon_is_meant(&source->columns[i]);
  return count;
}

static bool fits(const steg_lexicon *source, const char *const *headers, size_t count) {
  size_t named = 0, known = 0;
  for (size_t i = 0; i < count; i++) {
    named += *headers[i] != '\0';
    known += *headers[i] && steg_lexicon_column_of(source, headers[i]);
  }
  return meant_count(source) && known * 4 >= named * 3 && !steg_header_source_lacks(source, headers, count);
}

const steg_lexicon *steg_header_source_choose(const steg_import_options *options, const char *const *headers,
                                             size_t count) {
  const steg_lexicon *best = NULL;
  for (size_t i = 0; i < options->source_count; i++) {
    const steg_lexicon *source = &options->sources[i];
    if (options->mapping) {
      if (!strcmp(options->mapping, source->name))
        return source;
      continue;
    }
    if (fits(source, headers, count) && (!best || meant_count(source) > meant_count(best)))
      best = source;
  }
  return best;
}

bool steg_header_source_knows(const steg_import_options *options, const char *header) {
  for (size_t i = 0; i < options->source_count; i++) {
    if (options->mapping && strcmp(options->mapping, options->sources[i].name) != 0)
      continue;
    const steg_lexicon_column *column = steg_lexicon_column_of(&options->sources[i], header);
    if (column && steg_lexicon_is_meant(column))
      return true;
  }
  return false;
}
