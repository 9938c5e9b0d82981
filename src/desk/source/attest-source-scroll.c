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

/*
 * Source and preview stand still at the same lines: those that something on the page begins with. A blank line, front
 * matter or the rule of a table goes with the line before it, or at the top of the text with the first.
 */
typedef struct
{
  int start;
  int end;
} Stretch;

static gsize
get_line_byte (AttestSourceScroll *self, int line)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  return attest_article_state_get_byte_at_iter (self->state, &iter);
}

/* The number of the block that begins at or before a byte. */
static gsize
find_block (const AttestRenderedBlock *blocks, gsize n_blocks, gsize byte)
{
  gsize low = 0;
  gsize high = n_blocks;

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (blocks[middle].start <= byte)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_seen (AttestSourceScroll *self, AttestRendering *rendering, int line, int n_lines)
{
  gsize start = get_line_byte (self, line);
  gsize end = line + 1 < n_lines ? get_line_byte (self, line + 1) : G_MAXSIZE;
  gsize n_blocks = 0;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (rendering, &n_blocks);
  const AttestRenderedBlock *block = &blocks[find_block (blocks, n_blocks, end - 1)];

  return (block->start >= start && block->start < end) ||
         attest_rendering_source_to_text (rendering, start, end, NULL, NULL);
}

static gboolean
find_stretch (AttestSourceScroll *self, int line, Stretch *stretch)
{
  AttestRendering *rendering = attest_article_state_get_rendering (self->state);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  int n_lines = gtk_text_buffer_get_line_count (buffer);
  gsize n_blocks = 0;
  const AttestRenderedBlock *blocks = NULL;
  GtkTextIter first;

  if (rendering == NULL)
    return FALSE;
  blocks = attest_rendering_get_blocks (rendering, &n_blocks);
  if (n_blocks == 0)
    return FALSE;
  attest_article_state_get_iter_at_byte (self->state, blocks[0].start, &first);
  stretch->start = MAX (line, gtk_text_iter_get_line (&first));
  while (stretch->start > gtk_text_iter_get_line (&first) && !is_seen (self, rendering, stretch->start, n_lines))
    stretch->start--;
  stretch->end = stretch->start + 1;
  while (stretch->end < n_lines && !is_seen (self, rendering, stretch->end, n_lines))
    stretch->end++;
  if (stretch->start == gtk_text_iter_get_line (&first))
    stretch->start = 0;
  return TRUE;
}

/* Top and bottom of a stretch in the view's buffer coordinates; the first has the margin above the text with it. */
static void
measure_stretch (AttestSourceScroll *self, const Stretch *stretch, int *top, int *bottom)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter iter;
  int height = 0;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, stretch->start);
  gtk_text_view_get_line_yrange (self->view, &iter, top, &height);
  gtk_text_buffer_get_iter_at_line (buffer, &iter, stretch->end - 1);
  gtk_text_view_get_line_yrange (self->view, &iter, bottom, &height);
  *bottom += height;
  if (stretch->start == 0)
    *top -= gtk_text_view_get_top_margin (self->view);
}

static gboolean
tell_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestSourceScroll *self = user_data;
  Stretch stretch;
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
  if (!find_stretch (self, gtk_text_iter_get_line (&iter), &stretch))
    return G_SOURCE_REMOVE;
  measure_stretch (self, &stretch, &top, &bottom);
  if (bottom > top)
    fraction = CLAMP ((double) (visible.y - top) / (bottom - top), 0, 1);
  attest_article_state_tell_scrolled (self->state, G_OBJECT (self), get_line_byte (self, stretch.start), fraction);
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
  Stretch stretch;
  GtkTextIter iter;
  int top = 0;
  int bottom = 0;

  if (origin == G_OBJECT (self) || self->adjustment == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return;
  attest_article_state_get_iter_at_byte (self->state, (gsize) byte, &iter);
  if (!find_stretch (self, gtk_text_iter_get_line (&iter), &stretch))
    return;
  measure_stretch (self, &stretch, &top, &bottom);
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

/* The view shows the line that the cursor came to, and no more. Above the first one there is the margin. */
static void
cursor_moved_cb (AttestSourceScroll *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  if (self->adjustment != NULL && gtk_text_iter_get_line (&iter) == 0 &&
      !gtk_text_view_backward_display_line (self->view, &iter))
    gtk_adjustment_set_value (self->adjustment, 0);
}

AttestSourceScroll *
attest_source_scroll_new (GtkTextView *view)
{
  AttestSourceScroll *self = g_object_new (ATTEST_TYPE_SOURCE_SCROLL, NULL);

  self->view = view;
  g_signal_connect_object (
      view, "move-cursor", G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
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
