/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestMentionChooser:
 *
 * Offers the people of the board while a person types “@” and the beginning of a name in a text widget. The keyboard stays in the text: Up, Down, Enter and Escape work on the
 * list while it is open and on the text else, and a screen reader is told what is chosen. What is inserted is the name as it is read, and who was meant by it is kept by id.
 */
#define ATTEST_TYPE_MENTION_CHOOSER (attest_mention_chooser_get_type ())
G_DECLARE_FINAL_TYPE (AttestMentionChooser, attest_mention_chooser, ATTEST, MENTION_CHOOSER, GObject)

/** attest_mention_chooser_new: @text: a GtkTextView or a GtkEntry, which it does not keep alive. */
AttestMentionChooser *attest_mention_chooser_new (GtkWidget *text);
/** attest_mention_chooser_set_session: @session: whose board is offered */
void attest_mention_chooser_set_session (AttestMentionChooser *self, AttestSession *session);
/** attest_mention_chooser_dup_chosen: Returns: (transfer full): ids of those who were chosen and whose names still stand in the text: of one name no more than stand there, the last chosen */
GStrv attest_mention_chooser_dup_chosen (AttestMentionChooser *self);
/** attest_mention_chooser_forget: For a text that begins anew. */
void attest_mention_chooser_forget (AttestMentionChooser *self);

G_END_DECLS
