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
 * Puts the card beside its words: by scrolling, and where there are too few cards for that, by moving the list down. What
 * does not fit comes as near as it can. Does nothing while somebody is at work in the cards, which must not run away
 * under their hands.
 */
void attest_comments_follow (GtkViewport *viewport, GtkWidget *card, double y);

G_END_DECLS
