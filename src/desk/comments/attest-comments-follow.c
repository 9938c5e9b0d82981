/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comments-follow.h"

/* A card begins this far above its words, so that their first lines stand at one height. */
#define CARD_RISE 14

static gboolean
has_keyboard (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static double
get_top (GtkWidget *widget, GtkWidget *root)
{
  graphene_point_t point = GRAPHENE_POINT_INIT (0, 0);

  return gtk_widget_compute_point (widget, root, &GRAPHENE_POINT_INIT (0, 0), &point) ? (double) point.y : 0;
}

static void
set_room (GtkWidget *list, int room)
{
  if (gtk_widget_get_margin_top (list) != room)
    gtk_widget_set_margin_top (list, room);
}

void
attest_comments_follow (GtkViewport *viewport, GtkWidget *card, double y)
{
  GtkWidget *list = gtk_viewport_get_child (viewport);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (card));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  double spare = 0;
  double wanted = 0;

  g_return_if_fail (GTK_IS_VIEWPORT (viewport));
  g_return_if_fail (GTK_IS_WIDGET (card));

  if (root == NULL || !gtk_widget_get_mapped (card) || gtk_widget_get_height (card) == 0 || has_keyboard (list))
    return;
  /* How far the list's own top has to be above the viewport's; below it where it is less than nothing. */
  wanted = get_top (card, root) - get_top (list, root) - (y - CARD_RISE - get_top (GTK_WIDGET (viewport), root));
  spare = MAX (gtk_adjustment_get_page_size (adjustment) - gtk_widget_get_height (list), 0);
  set_room (list, wanted < 0 ? (int) MIN (-wanted, spare) : 0);
  gtk_adjustment_set_value (adjustment, MAX (wanted, 0));
}

void
attest_comments_follow_top (GtkViewport *viewport)
{
  GtkWidget *list = NULL;

  g_return_if_fail (GTK_IS_VIEWPORT (viewport));

  list = gtk_viewport_get_child (viewport);
  if (has_keyboard (list))
    return;
  set_room (list, 0);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), 0);
}

void
attest_comments_follow_end (GtkViewport *viewport)
{
  g_return_if_fail (GTK_IS_VIEWPORT (viewport));

  set_room (gtk_viewport_get_child (viewport), 0);
}
