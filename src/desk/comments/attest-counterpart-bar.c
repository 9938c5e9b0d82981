/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-counterpart-bar.h"

#include <glib/gi18n.h>

/* After so many frames the panes have their sizes: the bar itself, and a sidebar that goes, make lines break elsewhere. */
#define STILL_FRAMES 24

struct _AttestCounterpartBar
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  AttestCounterpart *counterpart;
  /* (element-type GtkTextMark): two for each place, its start and its end */
  GPtrArray *marks;
  guint index;
  guint tick;
  guint n_frames;

  GtkLabel *message;
  GtkLabel *quote;
  GtkWidget *steps;
  GtkLabel *number;
  GtkButton *previous;
  GtkButton *next;
  GtkButton *back;
  GtkButton *close;
};

G_DEFINE_FINAL_TYPE (AttestCounterpartBar, attest_counterpart_bar, ADW_TYPE_BIN)

static void
free_mark (gpointer data)
{
  GtkTextMark *mark = data;

  if (!gtk_text_mark_get_deleted (mark))
    gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (mark), mark);
  g_object_unref (mark);
}

static void
stop_settling (AttestCounterpartBar *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

static void
hide (AttestCounterpartBar *self)
{
  stop_settling (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (self->state != NULL)
    attest_article_state_set_shown_place (self->state, NULL, NULL);
  g_ptr_array_set_size (self->marks, 0);
  g_clear_pointer (&self->counterpart, attest_counterpart_free);
}

static void
add_mark (AttestCounterpartBar *self, gsize byte, gboolean left)
{
  GtkTextIter iter;

  attest_article_state_get_iter_at_byte (self->state, byte, &iter);
  g_ptr_array_add (self->marks,
                   g_object_ref (gtk_text_buffer_create_mark (
                       GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state)), NULL, &iter, left)));
}

static gsize
get_byte (AttestCounterpartBar *self, guint mark)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (
      GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state)), &iter, self->marks->pdata[mark]);
  return attest_article_state_get_byte_at_iter (self->state, &iter);
}

/* Of a section the heading, or its first line, is enough to find it by. */
static gsize
find_line_end (AttestCounterpartBar *self, gsize start)
{
  GtkTextIter iter;

  attest_article_state_get_iter_at_byte (self->state, start, &iter);
  if (!gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  return attest_article_state_get_byte_at_iter (self->state, &iter);
}

static void
mark_places (AttestCounterpartBar *self)
{
  for (guint i = 0; i < self->counterpart->places->len; i++)
    {
      const AttestCounterpartPlace *place = &g_array_index (self->counterpart->places, AttestCounterpartPlace, i);
      gboolean section = place->kind == ATTEST_COUNTERPART_SECTION;

      add_mark (self, place->range.start, FALSE);
      add_mark (self, section ? find_line_end (self, place->range.start) : place->range.end, TRUE);
    }
}

static void
reveal (AttestCounterpartBar *self)
{
  attest_article_state_reveal (self->state, get_byte (self, 2 * self->index), get_byte (self, 2 * self->index + 1));
}

/* A menu that closes gives the keyboard to whatever it finds, and in the text keys would take the place of the words that are selected. */
static void
take_keyboard (AttestCounterpartBar *self)
{
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_widget_grab_focus (GTK_WIDGET (self->back));
}

static gboolean
settle_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestCounterpartBar *self = ATTEST_COUNTERPART_BAR (widget);

  if (++self->n_frames < STILL_FRAMES)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  reveal (self);
  take_keyboard (self);
  return G_SOURCE_REMOVE;
}

/* Assistive technology does not know a bar yet that comes into sight in this turn of the main loop, and would hear nothing from it. */
static void
announce (AttestCounterpartBar *self, const char *message)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (root), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_place (AttestCounterpartBar *self)
{
  guint n_places = self->counterpart->places->len;
  g_autofree char *message = attest_counterpart_dup_message (self->counterpart, self->index);
  g_autofree char *number = NULL;

  gtk_label_set_label (self->message, message);
  gtk_widget_set_visible (self->steps, n_places > 1);
  /* Translators: which of the places in a text is shown, of how many */
  number = g_strdup_printf (_ ("%u of %u"), self->index + 1, n_places);
  gtk_label_set_label (self->number, number);
  announce (self, message);
  if (n_places == 0)
    return;
  attest_article_state_set_shown_place (
      self->state, self->marks->pdata[2 * self->index], self->marks->pdata[2 * self->index + 1]);
  attest_article_state_select (self->state, get_byte (self, 2 * self->index), get_byte (self, 2 * self->index + 1));
  reveal (self);
  stop_settling (self);
  self->n_frames = 0;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), settle_cb, NULL, NULL);
}

static void
step (AttestCounterpartBar *self, guint by)
{
  self->index = (self->index + by) % self->counterpart->places->len;
  show_place (self);
}

static void
previous_cb (AttestCounterpartBar *self)
{
  step (self, self->counterpart->places->len - 1);
}

static void
next_cb (AttestCounterpartBar *self)
{
  step (self, 1);
}

static void
attest_counterpart_bar_dispose (GObject *object)
{
  AttestCounterpartBar *self = ATTEST_COUNTERPART_BAR (object);

  stop_settling (self);
  if (self->state != NULL)
    attest_article_state_set_shown_place (self->state, NULL, NULL);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_clear_pointer (&self->counterpart, attest_counterpart_free);
  g_clear_object (&self->state);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COUNTERPART_BAR);

  G_OBJECT_CLASS (attest_counterpart_bar_parent_class)->dispose (object);
}

static void
attest_counterpart_bar_class_init (AttestCounterpartBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_counterpart_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-counterpart-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCounterpartBar, message);
  gtk_widget_class_bind_template_child (widget_class, AttestCounterpartBar, quote);
  gtk_widget_class_bind_template_child (widget_class, AttestCounterpartBar, steps);
  gtk_widget_class_bind_template_child (widget_class, AttestCounterpartBar, number);
  gtk_widget_class_bind_template_child (widget_class, AttestCounterpartBar, previous);
  gtk_widget_class_bind_template_child (widget_class, AttestCounterpartBar, next);
  gtk_widget_class_bind_template_child (widget_class, AttestCounterpartBar, back);
  gtk_widget_class_bind_template_child (widget_class, AttestCounterpartBar, close);
}

static void
attest_counterpart_bar_init (AttestCounterpartBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->marks = g_ptr_array_new_with_free_func (free_mark);
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (hide), self);
  g_signal_connect_swapped (self->previous, "clicked", G_CALLBACK (previous_cb), self);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (self->close, "clicked", G_CALLBACK (hide), self);
}

void
attest_counterpart_bar_set_state (AttestCounterpartBar *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_COUNTERPART_BAR (self));
  g_return_if_fail (state == NULL || ATTEST_IS_ARTICLE_STATE (state));

  hide (self);
  g_set_object (&self->state, state);
  g_signal_group_set_target (self->signals, state);
}

void
attest_counterpart_bar_show (AttestCounterpartBar *self,
                             AttestCounterpart *counterpart,
                             const char *from,
                             const char *comment,
                             const char *quote)
{
  g_autofree char *words = NULL;

  g_return_if_fail (ATTEST_IS_COUNTERPART_BAR (self));
  g_return_if_fail (self->state != NULL && counterpart != NULL);

  hide (self);
  self->counterpart = counterpart;
  self->index = 0;
  mark_places (self);
  /* Translators: the words of a text that a comment is about */
  words = g_strdup_printf (_ ("The comment is on “%s”"), quote);
  gtk_label_set_label (self->quote, g_strdelimit (words, "\n", ' '));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->back), "(ss)", from, comment);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "article.back-to-comment");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  show_place (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->back));
}
