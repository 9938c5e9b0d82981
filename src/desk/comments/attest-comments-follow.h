/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * attest_comments_follow:
 * @viewport: around the list of cards, which is its child
 * @card: one of them
 * @y: how high in the window its words stand
 *
 * Puts the card beside its words: by scrolling, and where all cards fit with room to spare, by moving them down together.
 * What does not fit comes as near as it can; no card is hidden for another's place. A list that grows or shrinks
 * meanwhile stands right when asked again in the next frame. Does nothing while somebody is at work in the cards, which must not run away
 * under their hands.
 */
void attest_comments_follow (GtkViewport *viewport, GtkWidget *card, double y);

/** attest_comments_follow_top: Shows the first card, for those that are beside no words. Does nothing while somebody is at work in the cards. */
void attest_comments_follow_top (GtkViewport *viewport);

/** attest_comments_follow_end: Takes away the room that was made; the list shows another article. */
void attest_comments_follow_end (GtkViewport *viewport);

G_END_DECLS
