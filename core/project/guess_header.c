/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a header says beside its question: who answers, and when. */
#include "project/guess_part.h"

#include "base/text.h"
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct mark {
  const char *word;
  int meaning;
} mark;

static const mark occasions[] = {
    {"start", STEG_GUESS_START},       {"före", STEG_GUESS_START},   {"vid start", STEG_GUESS_START},
    {"inskrivning", STEG_GUESS_START}, {"slut", STEG_GUESS_END},     {"avslut", STEG_GUESS_END},
    {"efter", STEG_GUESS_END},         {"vid slut", STEG_GUESS_END}, {"vid avslut", STEG_GUESS_END},
    {"utskrivning", STEG_GUESS_END},
};

static const char *const role_labels[] = {"Deltagare", "Coach", "Handläggare", "Chef", "Arbetsgivare"};
static const mark roles[] = {
    {"deltagare", 1},
    {"deltagaren", 1},
    {"deltagarens svar", 1},
    {"klient", 1},
    {"självskattning", 1},
    {"coach", 2},
    {"coachen", 2},
    {"coachens svar", 2},
    {"coachens skattning", 2},
    {"coachens bedömning", 2},
    {"handläggare", 3},
    {"handläggaren", 3},
    {"handläggarens svar", 3},
    {"handläggarens bedömning", 3},
    {"chef", 4},
    {"chefen", 4},
    {"arbetsgivare", 5},
    {"arbetsgivaren", 5},
};

const char *steg_guess_role_label(int role) {
  return role_labels[role - 1];
}

/* Bytes of the separator that `text` begins with: a space, a sign or a dash; 0 = none. */
static size_t separator_at(const char *text) {
  if (!strncmp(text, "\xe2\x80\x93", 3) || !strncmp(text, "\xe2\x80\x94", 3))
    return 3;
  return *text && strchr(" -_,:;/([", *text) ? 1 : 0;
}

static size_t separator_before(const char *text, size_t size) {
  if (size >= 3 && separator_at(text + size - 3) == 3)
    return 3;
  return size && separator_at(text + size - 1) == 1 ? 1 : 0;
}

static void put_stem(char *out, size_t room, const char *text, size_t size) {
  for (size_t step; size && (step = separator_at(text)); text += step)
    size -= step;
  for (size_t step; size && (step = separator_before(text, size));)
    size -= step;
  snprintf(out, room, "%.*s", (int)size, text);
}

/* Takes a mark off the end or the beginning of `header`, into `stem`; its meaning, or 0. A role must stand apart by more than a
 * space: "Coachen lyssnar" is a question. */
static int take(const char *header, const mark *marks, size_t count, bool apart, char *stem, size_t room) {
  size_t whole = strlen(header), size = whole;
  if (size >= room)
    return 0;
  while (size && strchr(" )]", header[size - 1]))
    size--;
  for (size_t i = count; i-- > 0;) {
    size_t length = strlen(marks[i].word);
    char tail[40], front[40];
    if (size <= length + 1)
      continue;
    snprintf(tail, sizeof tail, "%.*s", (int)length, header + size - length);
    snprintf(front, sizeof front, "%.*s", (int)length, header);
    size_t left = size - length, gap = separator_before(header, left);
    size_t sign = left;
    while (sign && header[sign - 1] == ' ')
      sign--;
    if (gap && steg_text_same(tail, marks[i].word) && (!apart || separator_before(header, sign))) {
      put_stem(stem, room, header, left);
      return *stem ? marks[i].meaning : 0;
    }
    gap = separator_at(header + length);
    sign = length + strspn(header + length, " ");
    if (gap && steg_text_same(front, marks[i].word) && (!apart || separator_at(header + sign))) {
      put_stem(stem, room, header + length, whole - length);
      return *stem ? marks[i].meaning : 0;
    }
  }
  return 0;
}

void steg_guess_header_read(const char *header, bool with_role, bool with_occasion, steg_guess_header *ret_header) {
  steg_guess_header said = {0};
  char stem[STEG_GUESS_STEM];
  snprintf(said.stem, sizeof said.stem, "%s", header);
  /* In either order: "Coach: Hälsa start", "Start – Hälsa (coach)", "Hälsa coach: start". */
  for (int turn = 0; turn < 2; turn++) {
    int role = with_role && !said.role ? take(said.stem, roles, COUNT(roles), true, stem, sizeof stem) : 0;
    if (role) {
      said.role = role;
      snprintf(said.stem, sizeof said.stem, "%s", stem);
    }
    int occasion =
        with_occasion && !said.occasion ? take(said.stem, occasions, COUNT(occasions), false, stem, sizeof stem) : 0;
    if (occasion) {
      said.occasion = occasion;
      snprintf(said.stem, sizeof said.stem, "%s", stem);
    }
  }
  *ret_header = said;
}
