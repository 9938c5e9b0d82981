/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * random_events_write:
 * @shared_texts: whether articles may come to have the same text
 *
 * Appends what a board may do, by GLib's random numbers for tests: to its settings and people, or to one of the articles article-0 to article-3, which it makes first. Acts of
 * review are among it where the library knows them.
 */
void random_events_write (AttestLibrary *library, gboolean shared_texts);

G_END_DECLS
