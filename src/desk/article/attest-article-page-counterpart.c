/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-worker.h"

/*
 * What is waited for until another audience's text is there and worked through.
 * @audience: whose text it is
 * @comment: an id
 * @from, @text, @start, @end: (nullable): the place of the comment, to be looked for in that text; NULL where the comment itself is to be shown
 */
struct _AttestWantedText
{
  char *audience;
  char *comment;
  char *from;
  GBytes *text;
  gsize start;
  gsize end;
};

void
attest_wanted_text_free (AttestWantedText *self)
{
  if (self == NULL)
    return;
  g_free (self->audience);
  g_free (self->comment);
  g_free (self->from);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self);
}

/* ---- Looking for the words ---- */

typedef struct
{
  GBytes *text;
  GBytes *other;
  gsize start;
  gsize end;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_bytes_unref (search->text);
  g_bytes_unref (search->other);
  g_free (search);
}

static gboolean
search (gpointer data, GValue *result, GError **error)
{
  const Search *request = data;
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);

  g_ptr_array_add (anchors, attest_anchor_new (request->text, request->start, request->end));
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, attest_counterparts_find (request->text, request->other, anchors));
  return TRUE;
}

typedef struct
{
  GWeakRef page;
  AttestWantedText *wanted;
  GBytes *other;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_weak_ref_clear (&found->page);
  attest_wanted_text_free (found->wanted);
  g_bytes_unref (found->other);
  g_free (found);
}

static DexFuture *
search_done (DexFuture *future, gpointer user_data)
{
  Found *found = user_data;
  const AttestWantedText *wanted = found->wanted;
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (&found->page);
  GPtrArray *counterparts = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autofree char *quote = NULL;

  /* Another text, or other words, may be there by now. */
  if (self == NULL || self->state == NULL || !attest_article_state_get_settled (self->state) ||
      !g_bytes_equal (attest_article_state_get_text (self->state), found->other))
    return dex_future_new_true ();
  quote = g_strndup ((const char *) g_bytes_get_data (wanted->text, NULL) + wanted->start, wanted->end - wanted->start);
  attest_counterpart_bar_show (
      self->counterpart_bar, g_ptr_array_steal_index (counterparts, 0), wanted->from, wanted->comment, quote);
  return dex_future_new_true ();
}

static void
look_for (AttestArticlePage *self, AttestWantedText *wanted)
{
  GBytes *other = attest_article_state_get_text (self->state);
  Search *request = g_new0 (Search, 1);
  Found *found = g_new0 (Found, 1);
  DexFuture *future = NULL;

  *request = (Search) { g_bytes_ref (wanted->text), g_bytes_ref (other), wanted->start, wanted->end };
  g_weak_ref_init (&found->page, self);
  found->wanted = wanted;
  found->other = g_bytes_ref (other);
  future = attest_worker_run (search, request, search_free);
  dex_future_disown (dex_future_then (future, search_done, found, found_free));
}

void
attest_article_page_show_wanted_text (AttestArticlePage *self)
{
  AttestWantedText *wanted = self->wanted_text;

  if (wanted == NULL || !attest_article_state_get_settled (self->state) ||
      g_strcmp0 (attest_article_state_get_audience (self->state), wanted->audience) != 0)
    return;
  self->wanted_text = NULL;
  if (wanted->text != NULL)
    {
      look_for (self, wanted);
      return;
    }
  attest_article_page_show_comment (self, wanted->comment);
  attest_wanted_text_free (wanted);
}

/* ---- Going there ---- */

static DexFuture *
text_loaded (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL || self == NULL)
    return dex_future_new_true ();
  g_clear_pointer (&self->wanted_text, attest_wanted_text_free);
  attest_feedback_error (GTK_WIDGET (self), _ ("The text could not be opened"), error);
  return dex_future_new_true ();
}

/* @wanted: (transfer full) */
static void
go_to (AttestArticlePage *self, AttestWantedText *wanted)
{
  DexFuture *future = NULL;

  g_clear_pointer (&self->wanted_text, attest_wanted_text_free);
  /* What was begun to be said would go with the text. */
  if (attest_article_sidebar_has_draft (self->sidebar))
    {
      attest_wanted_text_free (wanted);
      attest_feedback_toast (GTK_WIDGET (self), _ ("You are writing to a comment. Send it, or clear it, first."));
      return;
    }
  self->wanted_text = wanted;
  /* Else the keyboard goes from the card that goes to one that comes, and makes its comment the current one. */
  gtk_widget_child_focus (GTK_WIDGET (self->review_bar), GTK_DIR_TAB_FORWARD);
  attest_article_state_set_selected_comment (self->state, NULL);
  future = attest_article_state_load (self->state, wanted->audience);
  dex_future_disown (dex_future_finally (future, text_loaded, attest_weak_ref_new (self), attest_weak_ref_free));
}

static const AttestComment *
find_comment (AttestArticlePage *self, const char *id)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      if (g_str_equal (comment->id, id) && attest_comment_has_place (comment))
        return comment;
    }
  return NULL;
}

/* @parameter: the key of the audience in whose text it is looked for, and a comment on the text in sight. */
static void
show_counterpart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  const AttestComment *comment = NULL;
  AttestWantedText *wanted = NULL;
  const char *audience = NULL;
  const char *id = NULL;

  g_variant_get (parameter, "(&s&s)", &audience, &id);
  comment = find_comment (self, id);
  if (comment == NULL || g_strcmp0 (audience, attest_article_state_get_audience (self->state)) == 0)
    return;
  wanted = g_new0 (AttestWantedText, 1);
  wanted->audience = g_strdup (audience);
  wanted->comment = g_strdup (id);
  wanted->from = g_strdup (attest_article_state_get_audience (self->state));
  wanted->text = g_bytes_ref (attest_article_state_get_text (self->state));
  wanted->start = comment->placement->start;
  wanted->end = comment->placement->end;
  /* Where the sidebar lies over the text nothing of that could be seen. */
  if (adw_overlay_split_view_get_collapsed (self->split_view))
    g_settings_set_boolean (self->settings, "sidebar-visible", FALSE);
  go_to (self, wanted);
}

/* @parameter: the key of the audience whose comment it is, and its id. */
static void
back_to_comment (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestWantedText *wanted = g_new0 (AttestWantedText, 1);

  g_variant_get (parameter, "(ss)", &wanted->audience, &wanted->comment);
  go_to (user_data, wanted);
}

void
attest_article_page_add_counterpart_actions (AttestArticlePage *self)
{
  const GActionEntry entries[] = {
    { .name = "show-counterpart", .activate = show_counterpart, .parameter_type = "(ss)" },
    { .name = "back-to-comment", .activate = back_to_comment, .parameter_type = "(ss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
