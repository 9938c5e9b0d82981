/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "review/attest-comment.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/* How a card shows whom words name: where their names stand, else below the words. */

/** attest_mention_words_mark: Marks in @label the names of @mentions (ids): quietly, and the acting person's own so that it is found at a glance. */
void attest_mention_words_mark (GtkLabel *label, AttestSession *session, GStrv mentions);
/** attest_mention_words_tell_others: Has @label tell those of @mentions whose name of today does not stand in @text, and hides it where there are none. */
void attest_mention_words_tell_others (GtkLabel *label, AttestSession *session, const char *text, GStrv mentions);
/** attest_mention_words_name_me: Returns: whether @comment or a reply to it names the acting person */
gboolean attest_mention_words_name_me (AttestSession *session, const AttestComment *comment);

G_END_DECLS
