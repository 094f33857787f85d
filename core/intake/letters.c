/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/letters.h"

#include <stddef.h>

const char *steg_letters_of_column(uint32_t column, char out[8]) {
  char reversed[8];
  size_t count = 0;
  for (; column && count < 6; column = (column - 1) / 26)
    reversed[count++] = (char)('A' + (column - 1) % 26);
  for (size_t i = 0; i < count; i++)
    out[i] = reversed[count - 1 - i];
  out[count] = '\0';
  return out;
}
