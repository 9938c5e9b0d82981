/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the list of people asks of the widget that somebody types in, be it a GtkTextView or a GtkEntry. Offsets are in characters. */

/** attest_mention_text_dup: Returns: (transfer full): all of it */
char *attest_mention_text_dup (GtkWidget *text);
/** attest_mention_text_get_cursor: where the cursor stands; -1 while something is selected */
int attest_mention_text_get_cursor (GtkWidget *text);
/** attest_mention_text_replace: Puts @words in the place of what stands from @start up to the cursor, as one edit. */
void attest_mention_text_replace (GtkWidget *text, int start, const char *words);
/** attest_mention_text_get_place: @place: (out): the cursor's place in the widget */
void attest_mention_text_get_place (GtkWidget *text, GdkRectangle *place);
/** attest_mention_text_connect: Calls @changed and @moved with @user_data, as long as that lives, when the text or the cursor's place changes. */
void attest_mention_text_connect (GtkWidget *text, GCallback changed, GCallback moved, GObject *user_data);

G_END_DECLS
