/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * today - the one place that asks what day it is: SOURCE_DATE_EPOCH when it is set, else the clock (UTC).
 */
#ifndef STEG_CLI_TODAY_H
#define STEG_CLI_TODAY_H

#include "base/date.h"

steg_date steg_today(void);

#endif
