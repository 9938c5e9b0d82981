/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

/* How much of what stands before the words is in sight above them, in bytes of the text: a few lines. */
#define BYTES_BEFORE 240

/* For so many frames the panes have to keep their width before they are taken to have it. */
#define STILL_FRAMES 20

/* Returns: (transfer none) (nullable): the comment that was asked for, where it has a place in the text */
static const AttestComment *
find_comment (AttestArticlePage *self, const char *id)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      if (g_strcmp0 (comment->id, id) == 0 && attest_comment_has_place (comment))
        return comment;
    }
  return NULL;
}

typedef struct
{
  char *comment;
  int width;
  guint n_frames;
} Settling;

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  g_free (settling->comment);
  g_free (settling);
}

/* The page comes in, its sidebar opens and its panes are halved: each time the lines of the source break elsewhere. */
static gboolean
settle_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestArticlePage *self = ATTEST_ARTICLE_PAGE (widget);
  Settling *settling = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self->source));
  const AttestComment *comment = NULL;

  if (settling->width == width && ++settling->n_frames < STILL_FRAMES)
    return G_SOURCE_CONTINUE;
  if (settling->width == width)
    {
      /* The card has grown since by what can be done with the current one. */
      attest_article_sidebar_focus_comment (self->sidebar);
      return G_SOURCE_REMOVE;
    }
  settling->width = width;
  settling->n_frames = 0;
  comment = find_comment (self, settling->comment);
  if (comment != NULL)
    attest_article_state_reveal (self->state, comment->placement->start, comment->placement->end);
  return G_SOURCE_CONTINUE;
}

void
attest_article_page_show_wanted_comment (AttestArticlePage *self)
{
  g_autofree char *id = NULL;
  const AttestComment *comment = NULL;
  Settling *settling = NULL;

  /* Where it stands is known once the text is worked through. */
  if (self->wanted_comment == NULL || attest_article_state_get_text (self->state) == NULL)
    return;
  id = g_steal_pointer (&self->wanted_comment);
  comment = find_comment (self, id);
  /* A preview that is not drawn yet begins there. */
  if (comment != NULL)
    attest_article_state_tell_scrolled (
        self->state, G_OBJECT (self), comment->placement->start - MIN (comment->placement->start, BYTES_BEFORE), 0);
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "show-comment", g_variant_new_string (id));
  attest_article_sidebar_focus_comment (self->sidebar);
  settling = g_new0 (Settling, 1);
  settling->comment = g_steal_pointer (&id);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), settle_cb, settling, settling_free);
}

void
attest_article_page_show_comment (AttestArticlePage *self, const char *comment)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_PAGE (self));
  g_return_if_fail (comment != NULL);

  g_set_str (&self->wanted_comment, comment);
  attest_article_page_show_wanted_comment (self);
}
