/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests/analyse tells the tools beforehand of every file but base/error.c:
 * these functions return -1, as base/error.h says. The tools see one file at a
 * time, so they would follow a path on which an error is set and 0 comes back.
 */
#ifndef STEG_TESTS_ANALYSE_H
#define STEG_TESTS_ANALYSE_H

#include "base/error.h"

static inline int steg_analyse_failed(int status) {
  (void)status;
  return -1;
}

#define steg_error_set(...) steg_analyse_failed(steg_error_set(__VA_ARGS__))
#define steg_error_vset(...) steg_analyse_failed(steg_error_vset(__VA_ARGS__))
#define steg_error_say(...) steg_analyse_failed(steg_error_say(__VA_ARGS__))
#define steg_error_prefix(...) steg_analyse_failed(steg_error_prefix(__VA_ARGS__))
#define steg_error_context(...) steg_analyse_failed(steg_error_context(__VA_ARGS__))
#define steg_error_memory(...) steg_analyse_failed(steg_error_memory(__VA_ARGS__))
#define steg_error_system(...) steg_analyse_failed(steg_error_system(__VA_ARGS__))

#endif
