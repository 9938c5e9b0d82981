/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Small letters without accents, each list ended by NULL. */

extern const char *const attest_drug_stems[];
extern const char *const attest_drug_exceptions[];
extern const char *const attest_drug_names[];
extern const char *const attest_drug_small_words[];

G_END_DECLS
