/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comments-folding.h"

struct _AttestCommentsFolding
{
  GObject parent_instance;

  GtkViewport *viewport;
  AttestCommentsList *list;
  int width;
  gboolean unfold;
  guint tick;
};

G_DEFINE_FINAL_TYPE (AttestCommentsFolding, attest_comments_folding, G_TYPE_OBJECT)

static gboolean
fold_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestCommentsFolding *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->viewport));
  double page = gtk_adjustment_get_page_size (adjustment);
  /* The list's own place is that of the last frame still. */
  double top = gtk_adjustment_get_value (adjustment) - gtk_widget_get_margin_top (GTK_WIDGET (self->list));

  if (self->unfold)
    attest_comments_list_unfold (self->list);
  self->unfold = FALSE;
  /* A page on both sides is ready before it is scrolled to. */
  if (!attest_comments_list_fold (self->list, top - page, top + 2 * page))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

/* Before the layout of the next frame, since the adjustments change within one, too, when nothing may be shown or hidden. */
static void
fold_soon (AttestCommentsFolding *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), fold_cb, self, NULL);
}

/* Cards of another width or with larger letters have other heights. */
static void
measure_anew (AttestCommentsFolding *self)
{
  self->unfold = TRUE;
  fold_soon (self);
}

static void
extent_changed_cb (AttestCommentsFolding *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->viewport));
  int width = (int) gtk_adjustment_get_page_size (adjustment);

  if (self->width == width)
    {
      fold_soon (self);
      return;
    }
  self->width = width;
  measure_anew (self);
}

static void
attest_comments_folding_dispose (GObject *object)
{
  AttestCommentsFolding *self = ATTEST_COMMENTS_FOLDING (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick);
  self->tick = 0;

  G_OBJECT_CLASS (attest_comments_folding_parent_class)->dispose (object);
}

static void
attest_comments_folding_class_init (AttestCommentsFoldingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_comments_folding_dispose;
}

static void
attest_comments_folding_init (AttestCommentsFolding *self)
{
}

AttestCommentsFolding *
attest_comments_folding_new (GtkViewport *viewport, AttestCommentsList *list)
{
  AttestCommentsFolding *self = g_object_new (ATTEST_TYPE_COMMENTS_FOLDING, NULL);
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  GtkAdjustment *horizontal = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (viewport));
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (list));

  self->viewport = viewport;
  self->list = list;
  g_signal_connect_object (vertical, "value-changed", G_CALLBACK (fold_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vertical, "changed", G_CALLBACK (extent_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (horizontal, "changed", G_CALLBACK (extent_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "cards-changed", G_CALLBACK (fold_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (measure_anew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::gtk-font-name", G_CALLBACK (measure_anew), self, G_CONNECT_SWAPPED);
  return self;
}
