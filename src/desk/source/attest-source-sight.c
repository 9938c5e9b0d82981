/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-sight.h"

struct _AttestSourceSight
{
  GObject parent_instance;

  GtkTextView *view;
  GtkAdjustment *adjustment;
  AttestArticleState *state;
  GSignalGroup *state_signals;
  guint tick;
};

G_DEFINE_FINAL_TYPE (AttestSourceSight, attest_source_sight, G_TYPE_OBJECT)

/* The lines that can be seen, with all of the first and the last. */
typedef struct
{
  GdkRectangle rectangle;
  GtkTextIter start;
  GtkTextIter end;
} Visible;

static void
get_visible (AttestSourceSight *self, Visible *visible)
{
  GdkRectangle *rectangle = &visible->rectangle;

  gtk_text_view_get_visible_rect (self->view, rectangle);
  gtk_text_view_get_line_at_y (self->view, &visible->start, rectangle->y, NULL);
  gtk_text_view_get_line_at_y (self->view, &visible->end, rectangle->y + rectangle->height, NULL);
  gtk_text_iter_forward_line (&visible->end);
}

/* Whether the first words of @comment can be seen; then @y is their top in buffer coordinates. To ask for a place lays its line
 * out, which takes too long to do for each comment of a long text. */
static gboolean
is_in_sight (AttestSourceSight *self, const AttestComment *comment, const Visible *visible, int *y)
{
  const GdkRectangle *rectangle = &visible->rectangle;
  GdkRectangle place;
  GtkTextIter iter;

  if (comment->resolved || !attest_comment_has_place (comment))
    return FALSE;
  attest_article_state_get_iter_at_byte (self->state, comment->placement->start, &iter);
  if (gtk_text_iter_compare (&iter, &visible->start) < 0 || gtk_text_iter_compare (&iter, &visible->end) > 0)
    return FALSE;
  gtk_text_view_get_iter_location (self->view, &iter, &place);
  *y = place.y;
  return place.y + place.height > rectangle->y && place.y < rectangle->y + rectangle->height;
}

static const AttestComment *
find_comment (AttestSourceSight *self, int *y)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);
  const char *current = attest_article_state_get_selected_comment (self->state);
  const AttestComment *found = NULL;
  Visible visible;
  int place = 0;

  get_visible (self, &visible);
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);
      gboolean wanted = g_strcmp0 (comment->id, current) == 0;

      if ((found != NULL && !wanted) || !is_in_sight (self, comment, &visible, &place))
        continue;
      found = comment;
      *y = place;
      if (wanted)
        break;
    }
  return found;
}

static gboolean
tell_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestSourceSight *self = user_data;
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  const AttestComment *comment = NULL;
  graphene_point_t point = GRAPHENE_POINT_INIT (0, 0);
  int y = 0;

  self->tick = 0;
  if (self->state == NULL || root == NULL || !gtk_widget_get_mapped (widget))
    return G_SOURCE_REMOVE;
  comment = find_comment (self, &y);
  if (comment == NULL)
    return G_SOURCE_REMOVE;
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, 0, y, NULL, &y);
  if (gtk_widget_compute_point (widget, root, &GRAPHENE_POINT_INIT (0, (float) y), &point))
    attest_article_state_tell_in_sight (self->state, comment->id, (double) point.y);
  return G_SOURCE_REMOVE;
}

/* In the next frame, when the text stands where it is going to be seen. */
static void
look_cb (AttestSourceSight *self)
{
  if (self->state != NULL && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tell_cb, self, NULL);
}

static void
attest_source_sight_dispose (GObject *object)
{
  AttestSourceSight *self = ATTEST_SOURCE_SIGHT (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  self->tick = 0;
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->state_signals);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_source_sight_parent_class)->dispose (object);
}

static void
attest_source_sight_class_init (AttestSourceSightClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_source_sight_dispose;
}

static void
attest_source_sight_init (AttestSourceSight *self)
{
  self->state_signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->state_signals, "comments-changed", G_CALLBACK (look_cb), self);
  g_signal_group_connect_swapped (self->state_signals, "notify::selected-comment", G_CALLBACK (look_cb), self);
}

AttestSourceSight *
attest_source_sight_new (GtkTextView *view, GtkAdjustment *adjustment)
{
  AttestSourceSight *self = g_object_new (ATTEST_TYPE_SOURCE_SIGHT, NULL);

  self->view = view;
  self->adjustment = g_object_ref (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (look_cb), self);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (look_cb), self);
  return self;
}

void
attest_source_sight_set_state (AttestSourceSight *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_SOURCE_SIGHT (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->state_signals, state);
  look_cb (self);
}
