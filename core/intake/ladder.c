/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ladder.h"

#include "base/text.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Steps that people use, from the least to the most, each in the words that mean it; then whether the most is good. A ladder of seven
 * has the plain words (of_five) second and sixth. */
static const struct {
  const char *steps[9];
  steg_better better; /* 0: hangs on the question */
} ladders[] = {
    {{"aldrig", "nästan aldrig|mycket sällan", "sällan", "ibland|då och då", "ofta", "för det mesta|oftast|mycket ofta",
      "nästan alltid", "alltid"},
     0},
    {{"aldrig", "mer sällan|sällan|några gånger per år|några gånger om året|någon gång per år|någon gång om året",
      "någon gång i månaden|någon gång per månad|en gång i månaden|varje månad",
      "flera gånger i månaden|flera gånger per månad|några gånger i månaden",
      "någon gång i veckan|någon gång per vecka|en gång i veckan|varje vecka",
      "flera gånger i veckan|flera gånger per vecka|några gånger i veckan", "varje dag|dagligen|nästan varje dag",
      "flera gånger om dagen|flera gånger per dag"},
     0},
    {{"inte någon gång", "ibland", "mindre än hälften av tiden", "mer än hälften av tiden", "största delen av tiden",
      "hela tiden"},
     0},
    {{"mycket dåligt", "dåligt", "ganska dåligt",
      "varken bra eller dåligt|varken gott eller dåligt|varken eller|någorlunda|hyfsat|okej", "ganska bra|ganska gott",
      "bra|gott", "mycket bra|mycket gott"},
     STEG_BETTER_UP},
    {{"mycket dålig", "dålig", "ganska dålig",
      "varken bra eller dålig|varken god eller dålig|varken eller|någorlunda|hyfsad|okej", "ganska bra|ganska god",
      "bra|god", "mycket bra|mycket god"},
     STEG_BETTER_UP},
    {{"dålig|dåligt", "någorlunda|ganska god|ganska gott", "god|gott|bra", "mycket god|mycket gott|mycket bra",
      "utmärkt"},
     STEG_BETTER_UP},
    {{"mycket missnöjd", "missnöjd", "ganska missnöjd", "varken nöjd eller missnöjd|varken eller", "ganska nöjd",
      "nöjd", "mycket nöjd"},
     STEG_BETTER_UP},
    {{"inte alls nöjd", "inte särskilt nöjd|inte så nöjd", "varken nöjd eller missnöjd|varken eller", "ganska nöjd",
      "nöjd", "mycket nöjd|helt nöjd"},
     STEG_BETTER_UP},
    {{"mycket sämre|mycket försämrad|mycket försämrat", "sämre|försämrad|försämrat", "lite sämre|något sämre",
      "oförändrad|oförändrat|ingen skillnad|varken bättre eller sämre|som tidigare", "lite bättre|något bättre",
      "bättre|förbättrad|förbättrat", "mycket bättre|mycket förbättrad|mycket förbättrat"},
     STEG_BETTER_UP},
    {{"instämmer inte alls|håller inte alls med|tar helt avstånd", "instämmer inte|håller inte med|tar avstånd",
      "instämmer till viss del|tar delvis avstånd", "varken eller|varken instämmer eller tar avstånd",
      "instämmer delvis|håller delvis med", "instämmer i stort sett|instämmer i hög grad", "instämmer|håller med",
      "instämmer helt|håller helt med"},
     0},
    {{"stämmer inte alls|stämmer mycket dåligt", "stämmer dåligt|stämmer inte", "stämmer ganska dåligt",
      "stämmer delvis|stämmer till viss del|stämmer någorlunda|stämmer varken bra eller dåligt|varken eller",
      "stämmer ganska bra", "stämmer bra|stämmer i stort sett",
      "stämmer helt|stämmer precis|stämmer mycket bra|stämmer helt och hållet"},
     0},
    {{"inte alls", "lite|knappast", "i liten grad|i låg grad|i liten utsträckning",
      "i viss mån|i viss utsträckning|till viss del|något|någorlunda", "delvis", "ganska mycket|till stor del",
      "i hög grad|i stor utsträckning", "mycket|i mycket hög grad|väldigt mycket", "helt|helt och hållet"},
     0},
    {{"nej, inte alls|nej, absolut inte|nej", "nej, knappast|nej, inte riktigt|tveksamt",
      "varken ja eller nej|varken eller", "delvis|ja, delvis|ja, till viss del|ja, lite|kanske|ibland",
      "ja, ganska mycket|ja, i stort sett|ja, till stor del", "ja, helt|ja, absolut|ja, mycket|ja, i hög grad|ja"},
     0},
    {{"inga|inga besvär", "lätta|lätta besvär|lindriga", "måttliga|måttliga besvär", "svåra|svåra besvär",
      "mycket svåra|mycket svåra besvär|extrema"},
     STEG_BETTER_DOWN},
    {{"låg|lågt", "ganska låg|ganska lågt", "medel|varken hög eller låg|varken eller", "ganska hög|ganska högt",
      "hög|högt"},
     0},
    {{"mycket låg|mycket lågt", "låg|lågt", "ganska låg|ganska lågt", "medel|varken hög eller låg|varken eller",
      "ganska hög|ganska högt", "hög|högt", "mycket hög|mycket högt"},
     0},
    {{"mycket liten", "liten", "ganska liten", "varken stor eller liten|varken eller|medel", "ganska stor", "stor",
      "mycket stor"},
     0},
    {{"mycket svårt", "svårt", "ganska svårt", "varken lätt eller svårt|varken eller", "ganska lätt", "lätt",
      "mycket lätt"},
     STEG_BETTER_UP},
    {{"mycket otrygg", "otrygg", "ganska otrygg", "varken trygg eller otrygg|varken eller", "ganska trygg", "trygg",
      "mycket trygg"},
     STEG_BETTER_UP},
    {{"mycket osannolikt", "osannolikt", "ganska osannolikt", "varken eller", "ganska sannolikt", "sannolikt",
      "mycket sannolikt"},
     0},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

size_t steg_ladder_count(void) {
  return COUNT(ladders);
}

size_t steg_ladder_size(size_t ladder) {
  size_t size = 0;
  while (size < COUNT(ladders[ladder].steps) && ladders[ladder].steps[size])
    size++;
  return size;
}

static bool has_word(const char *words, const char *text) {
  char word[64];
  for (size_t size = 0; *words; words += size + (words[size] == '|')) {
    size = strcspn(words, "|");
    snprintf(word, sizeof word, "%.*s", (int)size, words);
    if (steg_text_same(word, text))
      return true;
  }
  return false;
}

int steg_ladder_place(size_t ladder, const char *text) {
  for (size_t i = 0; i < steg_ladder_size(ladder); i++)
    if (has_word(ladders[ladder].steps[i], text))
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
