/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

/**
 * big_library_make:
 * @state_folder: as attest_library_create() takes it
 * @n_articles: each has a text of 8 kB and, one with another, ten events by three devices
 *
 * Makes a library as ten years of reviews leave it. Events are written side by side for some hundred articles that are open at a time, with hashes and
 * chains that are right; then the log is folded and the search index merged. The same number gives the same events. Says on stderr how long it takes.
 */
void big_library_make (const char *path, const char *state_folder, guint n_articles);
