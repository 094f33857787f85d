/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forms - the scope of a measure of an anonymous instrument. Its answers belong to no participation, so each form of the
 * initiatives and period is a member of its own. Nobody is known by sex or age: filters and breakdowns other than by initiative
 * are refused, and event and unit of the cohort say nothing.
 */
#ifndef STEG_EVALUATE_FORMS_H
#define STEG_EVALUATE_FORMS_H

#include "evaluate/scope.h"

/* As steg_scope_open. The result's unit is "forms"; population and measured are filled by steg_forms_count. */
int steg_forms_open(steg_evaluation *evaluation, const steg_request *request, const steg_registry_entry *entry,
                    steg_scope *ret_scope, steg_result *result, steg_error *err);
/* Forms of the roles asked for, at the moment: the population, all of them measured. */
void steg_forms_count(const steg_scope *scope, steg_moment moment, steg_result *result);

#endif
