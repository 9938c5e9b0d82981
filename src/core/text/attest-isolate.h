/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is put into a sentence, such as a day, a name or a title, may be written in another direction than the sentence, whose parts would change places with its own. */

/** attest_isolate: @words: what is put into a sentence. Returns: (transfer full): the same, between Unicode's isolates where their direction may be another than that of the sentences. Any thread */
char *attest_isolate (const char *words);

/** attest_isolate_take: the same. @words: (transfer full) */
char *attest_isolate_take (char *words);

/** attest_isolate_remove: Returns: (transfer full): @sentence without isolates, for what another program reads */
char *attest_isolate_remove (const char *sentence);

G_END_DECLS
