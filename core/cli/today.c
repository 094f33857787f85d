/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/today.h"

#include <stdlib.h>
#include <time.h>

steg_date steg_today(void) {
  enum { DAY_SECONDS = 86400 };
  const char *epoch = getenv("SOURCE_DATE_EPOCH");
  if (epoch && *epoch) {
    char *end = NULL;
    long long seconds = strtoll(epoch, &end, 10);
    if (end && !*end && seconds >= 0)
      return (steg_date)(seconds / DAY_SECONDS);
  }
  return (steg_date)(time(NULL) / DAY_SECONDS);
}
