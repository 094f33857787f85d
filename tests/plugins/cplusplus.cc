// SPDX-License-Identifier: GPL-3.0-or-later
// A plugin written in C++17: rows by position, since designated initialisers came later.
#include <stegvis/instrument.h>

namespace {

const steg_level levels[] = {
    {1, "no", "Nej", "No", STEG_LEVEL_STEP, 0, nullptr, nullptr},
    {2, "yes", "Ja", "Yes", STEG_LEVEL_STEP, 1, nullptr, nullptr},
};

const steg_scale scales[] = {{"answers", STEG_ROWS(levels), STEG_NO_ROWS, 1, STEG_BETTER_UP, nullptr}};

const steg_item items[] = {{"q1",      "Trivs du?", "Are you happy?", nullptr,      nullptr, nullptr, STEG_ITEM_SCALE,
                            "answers", nullptr,     nullptr,          STEG_NEUTRAL, 0,       0,       0,
                            0,         0,           nullptr,          nullptr,      nullptr, nullptr, 0.0,
                            0.0,       nullptr}};

const steg_column columns[] = {
    {"Insats", nullptr, STEG_COLUMN_INITIATIVE, nullptr, nullptr, steg_occasion(), steg_attribute(), 0},
    {"Fråga 1", nullptr, STEG_COLUMN_ITEM, "q1", nullptr, steg_occasion(), steg_attribute(), 0},
};

} // namespace

STEG_EXPORT const steg_instrument stegvis_instrument = {STEG_HEAD,
                                                        "cplusplus",
                                                        "1",
                                                        "Prov i C++",
                                                        nullptr,
                                                        "Stegvis",
                                                        "GPL-3.0-or-later",
                                                        "Skrivet för proven",
                                                        "Allt är påhittat.",
                                                        STEG_KIND_ANONYMOUS,
                                                        0,
                                                        0,
                                                        STEG_ROWS(scales),
                                                        STEG_NO_ROWS,
                                                        STEG_ROWS(items),
                                                        STEG_ROWS(columns),
                                                        STEG_NO_ROWS,
                                                        STEG_NO_ROWS,
                                                        STEG_NO_ROWS,
                                                        nullptr,
                                                        nullptr,
                                                        STEG_NO_ROWS};
