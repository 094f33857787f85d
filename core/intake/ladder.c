/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ladder.h"

#include "base/text.h"
#include <string.h>

/* Steps that people use, from the least to the most; the last word says whether the most is good. */
static const struct {
  const char *words[9];
  steg_better better; /* 0: hangs on the question */
} ladders[] = {
    {{"aldrig", "nästan aldrig", "sällan", "ibland", "ofta", "för det mesta", "nästan alltid", "alltid"}, 0},
    {{"inte någon gång", "ibland", "mindre än hälften av tiden", "mer än hälften av tiden", "största delen av tiden",
      "hela tiden"},
     0},
    {{"mycket dåligt", "dåligt", "ganska dåligt", "varken bra eller dåligt", "ganska bra", "bra", "mycket bra"},
     STEG_BETTER_UP},
    {{"mycket dålig", "dålig", "ganska dålig", "varken bra eller dålig", "ganska bra", "bra", "mycket bra"},
     STEG_BETTER_UP},
    {{"mycket missnöjd", "missnöjd", "ganska missnöjd", "varken nöjd eller missnöjd", "ganska nöjd", "nöjd",
      "mycket nöjd"},
     STEG_BETTER_UP},
    {{"mycket sämre", "sämre", "lite sämre", "oförändrad", "lite bättre", "bättre", "mycket bättre"}, STEG_BETTER_UP},
    {{"mycket sämre", "sämre", "lite sämre", "oförändrat", "lite bättre", "bättre", "mycket bättre"}, STEG_BETTER_UP},
    {{"instämmer inte alls", "instämmer inte", "instämmer till viss del", "varken eller", "instämmer delvis",
      "instämmer i stort sett", "instämmer", "instämmer helt"},
     0},
    {{"stämmer inte alls", "stämmer dåligt", "stämmer delvis", "varken eller", "stämmer ganska bra", "stämmer bra",
      "stämmer helt", "stämmer precis"},
     0},
    {{"inte alls", "lite", "i liten grad", "i viss mån", "delvis", "ganska mycket", "i hög grad", "mycket", "helt"}, 0},
    {{"inga", "lätta", "måttliga", "svåra", "mycket svåra"}, STEG_BETTER_DOWN},
    {{"låg", "ganska låg", "medel", "ganska hög", "hög"}, 0},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

size_t steg_ladder_count(void) {
  return COUNT(ladders);
}

size_t steg_ladder_size(size_t ladder) {
  size_t size = 0;
  while (size < COUNT(ladders[ladder].words) && ladders[ladder].words[size])
    size++;
  return size;
}

int steg_ladder_place(size_t ladder, const char *text) {
  for (size_t i = 0; i < steg_ladder_size(ladder); i++)
    if (steg_text_same(ladders[ladder].words[i], text))
      return (int)i;
  return -1;
}

steg_better steg_ladder_better(size_t ladder) {
  return ladders[ladder].better;
}

/* Forms of five mostly leave out the plain ones of seven. */
static int of_five(int place) {
  static const int usual[] = {0, -1, 1, 2, 3, -1, 4}; /* mycket, ganska, varken, ganska, mycket */
  return place > 6 ? -1 : usual[place];
}

int steg_ladder_step(size_t ladder, const char *text, size_t steps) {
  int place = steg_ladder_place(ladder, text);
  if (place < 0 || steg_ladder_size(ladder) == steps)
    return place;
  return steps == 5 && steg_ladder_size(ladder) == 7 ? of_five(place) : -1;
}
