/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sandbox - the walls around the worker process, put up before it reads anything.
 */
#ifndef STEG_SCRIPT_SANDBOX_H
#define STEG_SCRIPT_SANDBOX_H

#include <stdbool.h>

/*
 * In this order: no new privileges; no core file; limits of processor time (`cpu_seconds`), memory (256 MB of address space),
 * file size 0, no further descriptors, no further processes; Landlock without a single rule, where the kernel has it; and a
 * seccomp filter that leaves memory, the clock, reading descriptor 0 and writing descriptor 1. Anything else kills the
 * process with SIGSYS. Returns 0, or the errno of the wall that could not be put up (a missing Landlock is none).
 *
 * Under the sanitizers the address space is not limited (they reserve terabytes), and the filter refuses with EPERM
 * instead of killing, but for what the sanitizers need.
 */
int steg_sandbox_enter(unsigned cpu_seconds);

#endif
