/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"
#include "session/attest-future.h"

/* Two texts that were saved apart are looked at beside each other, and what comes of them is typed on. */

static void
compare_heads (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  gtk_widget_activate_action (GTK_WIDGET (self),
                              "win.bring-together",
                              "(ss)",
                              attest_article_state_get_article_id (self->state),
                              attest_article_state_get_audience (self->state));
}

/* Whether somebody else saved a text that was made from the same one as @id, or from that further on, while it was being typed. */
static gboolean
came_second (AttestArticlePage *self, const char *id)
{
  AttestLibrary *library = attest_session_get_library (attest_article_state_get_session (self->state));
  g_autoptr (AttestRevision) saved = attest_library_load_revision (library, id, NULL);
  g_autoptr (GPtrArray) heads =
      saved != NULL ? attest_review_list_heads (library, saved->article, saved->audience, NULL) : NULL;

  for (guint i = 0; heads != NULL && saved->parents != NULL && i < heads->len; i++)
    {
      const AttestRevision *head = g_ptr_array_index (heads, i);
      g_autoptr (AttestRevision) origin = NULL;

      if (!g_str_equal (head->id, id) && attest_review_find_origin (library, saved, head, &origin, NULL) &&
          origin != NULL && g_strv_contains ((const char *const *) saved->parents, origin->id))
        return TRUE;
    }
  return FALSE;
}

static DexFuture *
saved (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);
  const char *id = self != NULL && self->state != NULL ? attest_article_state_get_revision (self->state) : NULL;

  if (id == NULL || !came_second (self, id))
    return dex_future_new_true ();
  compare_heads (NULL, NULL, self);
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "two texts");
}

DexFuture *
attest_article_page_show_second (AttestArticlePage *self, DexFuture *future)
{
  return dex_future_then (future, saved, attest_weak_ref_new (self), attest_weak_ref_free);
}

static DexFuture *
brought_together (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return dex_future_new_true ();
  if (dex_future_get_value (future, &error) == NULL)
    attest_feedback_error (GTK_WIDGET (self), _ ("The texts could not be brought together"), error);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->source));
  return dex_future_new_true ();
}

static void
go_on (AttestArticlePage *self, GVariant *parameter)
{
  const char *parent = NULL;
  const char *joined = NULL;
  const char *words = NULL;
  g_autoptr (GBytes) text = NULL;
  DexFuture *future = NULL;

  g_variant_get (parameter, "(&s&s&s)", &parent, &joined, &words);
  text = g_bytes_new (words, strlen (words));
  attest_article_page_come_forward (self);
  if (!attest_article_state_get_editable (self->state))
    attest_article_state_set_edit_anyway (self->state);
  future = attest_article_state_bring_together (self->state, text, parent, joined);
  dex_future_disown (dex_future_finally (future, brought_together, attest_weak_ref_new (self), attest_weak_ref_free));
}

typedef struct
{
  GWeakRef page;
  GVariant *parameter;
} Asked;

static void
asked_free (Asked *asked)
{
  g_weak_ref_clear (&asked->page);
  g_variant_unref (asked->parameter);
  g_free (asked);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (&asked->page);

  if (self != NULL && self->state != NULL && g_str_equal (response, "edit"))
    go_on (self, asked->parameter);
  asked_free (asked);
}

/* Whoever writes a text cannot sign it off. */
static void
ask_to_write (AttestArticlePage *self, GVariant *parameter)
{
  AdwDialog *dialog =
      adw_alert_dialog_new (_ ("Write this text?"),
                            _ ("You did not write this text so far. Bringing the two together makes you "
                               "one of its authors, which costs you the right to sign it off."));
  Asked *asked = g_new0 (Asked, 1);

  g_weak_ref_init (&asked->page, self);
  asked->parameter = g_variant_ref (parameter);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "edit", _ ("_Write it"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (
      ADW_ALERT_DIALOG (dialog), GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), NULL, answered_cb, asked);
}

static void
bring_together (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);

  if (record == NULL)
    return;
  if (record->refusals[ATTEST_ACT_SAVE] != NULL)
    {
      g_autoptr (GError) refused =
          g_error_new_literal (ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED, record->refusals[ATTEST_ACT_SAVE]);

      attest_feedback_error (GTK_WIDGET (self), _ ("The texts could not be brought together"), refused);
    }
  else if (attest_article_page_has_unsaved (self, record->article->id, record->audience->key))
    attest_article_page_ask_to_save_first (self,
                                           _ ("The newest text for this audience has changes of yours that are not "
                                              "saved. Save or discard them, then bring "
                                              "the two texts together."));
  else if (!record->is_author)
    ask_to_write (self, parameter);
  else
    go_on (self, parameter);
}

void
attest_article_page_add_together_actions (AttestArticlePage *self)
{
  const GActionEntry entries[] = {
    { .name = "compare-heads", .activate = compare_heads },
    { .name = "bring-together", .activate = bring_together, .parameter_type = "(sss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
