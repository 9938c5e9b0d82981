/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-scroll.h"

/* Scrolling that was asked for by others is over after this: GtkTextView may put it off until heights are known. */
#define QUIET_TIME (300 * G_TIME_SPAN_MILLISECOND)

struct _AttestSourceScroll
{
  GObject parent_instance;

  GtkTextView *view;
  GtkAdjustment *adjustment;
  AttestArticleState *state;
  GSignalGroup *state_signals;
  gint64 quiet_until;
  guint tick;
};

G_DEFINE_FINAL_TYPE (AttestSourceScroll, attest_source_scroll, G_TYPE_OBJECT)

/* The block that holds a byte, or the last before it. */
static const AttestRenderedBlock *
find_block (AttestSourceScroll *self, gsize byte)
{
  AttestRendering *rendering = attest_article_state_get_rendering (self->state);
  const AttestRenderedBlock *blocks = NULL;
  gsize n_blocks = 0;
  gsize low = 0;
  gsize high = 0;

  if (rendering == NULL)
    return NULL;
  blocks = attest_rendering_get_blocks (rendering, &n_blocks);
  high = n_blocks;
  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (blocks[middle].start <= byte)
        low = middle;
      else
        high = middle;
    }
  return n_blocks > 0 ? &blocks[low] : NULL;
}

/* Top and bottom of a block in the view's buffer coordinates. */
static void
measure_block (AttestSourceScroll *self, const AttestRenderedBlock *block, int *top, int *bottom)
{
  GtkTextIter iter;
  int height = 0;

  attest_article_state_get_iter_at_byte (self->state, block->start, &iter);
  gtk_text_view_get_line_yrange (self->view, &iter, top, &height);
  attest_article_state_get_iter_at_byte (self->state, block->end > block->start ? block->end - 1 : block->end, &iter);
  gtk_text_view_get_line_yrange (self->view, &iter, bottom, &height);
  *bottom += height;
}

static gboolean
tell_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestSourceScroll *self = user_data;
  const AttestRenderedBlock *block = NULL;
  GdkRectangle visible;
  GtkTextIter iter;
  int top = 0;
  int bottom = 0;
  double fraction = 0;

  self->tick = 0;
  if (self->state == NULL)
    return G_SOURCE_REMOVE;
  gtk_text_view_get_visible_rect (self->view, &visible);
  gtk_text_view_get_line_at_y (self->view, &iter, visible.y, NULL);
  gtk_text_iter_forward_to_line_end (&iter);
  block = find_block (self, attest_article_state_get_byte_at_iter (self->state, &iter));
  if (block == NULL)
    return G_SOURCE_REMOVE;
  measure_block (self, block, &top, &bottom);
  if (bottom > top)
    fraction = CLAMP ((double) (visible.y - top) / (bottom - top), 0, 1);
  attest_article_state_tell_scrolled (self->state, G_OBJECT (self), block->start, fraction);
  return G_SOURCE_REMOVE;
}

static void
value_changed_cb (AttestSourceScroll *self)
{
  if (self->state == NULL || self->tick != 0 || g_get_monotonic_time () < self->quiet_until)
    return;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tell_cb, self, NULL);
}

static void
scrolled_cb (AttestSourceScroll *self, GObject *origin, guint64 byte, double fraction)
{
  const AttestRenderedBlock *block = NULL;
  int top = 0;
  int bottom = 0;

  if (origin == G_OBJECT (self) || self->adjustment == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return;
  block = find_block (self, (gsize) byte);
  if (block == NULL)
    return;
  measure_block (self, block, &top, &bottom);
  self->quiet_until = g_get_monotonic_time () + QUIET_TIME;
  gtk_adjustment_set_value (self->adjustment,
                            top + fraction * (bottom - top) + gtk_text_view_get_top_margin (self->view));
}

static void
loaded_cb (AttestSourceScroll *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  gsize byte = attest_article_state_get_scroll (self->state);
  GtkTextMark *mark = NULL;
  GtkTextIter iter;

  /* By a mark, since heights of lines in a fresh text are not known yet. */
  self->quiet_until = g_get_monotonic_time () + 2 * QUIET_TIME;
  if (byte == 0)
    {
      gtk_adjustment_set_value (self->adjustment, 0);
      return;
    }
  attest_article_state_get_iter_at_byte (self->state, byte, &iter);
  mark = gtk_text_buffer_create_mark (buffer, NULL, &iter, TRUE);
  gtk_text_view_scroll_to_mark (self->view, mark, 0, TRUE, 0, 0);
  gtk_text_buffer_delete_mark (buffer, mark);
}

static void
attest_source_scroll_dispose (GObject *object)
{
  AttestSourceScroll *self = ATTEST_SOURCE_SCROLL (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  self->tick = 0;
  attest_source_scroll_set_adjustment (self, NULL);
  g_clear_object (&self->state_signals);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_source_scroll_parent_class)->dispose (object);
}

static void
attest_source_scroll_class_init (AttestSourceScrollClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_source_scroll_dispose;
}

static void
attest_source_scroll_init (AttestSourceScroll *self)
{
  self->state_signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->state_signals, "scrolled", G_CALLBACK (scrolled_cb), self);
  g_signal_group_connect_swapped (self->state_signals, "loaded", G_CALLBACK (loaded_cb), self);
}

AttestSourceScroll *
attest_source_scroll_new (GtkTextView *view)
{
  AttestSourceScroll *self = g_object_new (ATTEST_TYPE_SOURCE_SCROLL, NULL);

  self->view = view;
  return self;
}

void
attest_source_scroll_set_state (AttestSourceScroll *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_SOURCE_SCROLL (self));

  if (g_set_object (&self->state, state))
    g_signal_group_set_target (self->state_signals, state);
}

void
attest_source_scroll_set_adjustment (AttestSourceScroll *self, GtkAdjustment *adjustment)
{
  g_return_if_fail (ATTEST_IS_SOURCE_SCROLL (self));

  if (self->adjustment == adjustment)
    return;
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_set_object (&self->adjustment, adjustment);
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
}

void
attest_source_scroll_reveal (AttestSourceScroll *self, gsize byte)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextMark *mark = NULL;
  GtkTextIter iter;

  g_return_if_fail (ATTEST_IS_SOURCE_SCROLL (self));

  if (self->state == NULL)
    return;
  buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  self->quiet_until = g_get_monotonic_time () + QUIET_TIME;
  attest_article_state_get_iter_at_byte (self->state, byte, &iter);
  mark = gtk_text_buffer_create_mark (buffer, NULL, &iter, TRUE);
  gtk_text_view_scroll_to_mark (self->view, mark, 0.15, FALSE, 0, 0);
  gtk_text_buffer_delete_mark (buffer, mark);
}
