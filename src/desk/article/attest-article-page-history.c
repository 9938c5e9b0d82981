/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

#include <glib/gi18n.h>

#include "record/attest-unsaved.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-time-words.h"

/* An older text is read, or made the newest again. */

/* ---- Reading ---- */

static DexFuture *
revision_shown (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL && self != NULL)
    attest_feedback_error (GTK_WIDGET (self), _ ("The text could not be opened"), error);
  return dex_future_new_true ();
}

/* The page may lie under the one that shows what changed. */
void
attest_article_page_come_forward (AttestArticlePage *self)
{
  GtkWidget *navigation = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (navigation != NULL)
    adw_navigation_view_pop_to_page (ADW_NAVIGATION_VIEW (navigation), ADW_NAVIGATION_PAGE (self));
}

static void
read_text (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  const char *audience = NULL;
  const char *revision = NULL;
  DexFuture *future = NULL;

  g_variant_get (parameter, "(&s&s)", &audience, &revision);
  attest_article_page_come_forward (self);
  if (adw_overlay_split_view_get_collapsed (self->split_view))
    adw_overlay_split_view_set_show_sidebar (self->split_view, FALSE);
  future = attest_article_state_read_revision (self->state, audience, revision);
  dex_future_disown (dex_future_finally (future, revision_shown, attest_weak_ref_new (self), attest_weak_ref_free));
}

/* ---- The published text beside the newest ---- */

const char *
attest_article_page_get_compared (AttestArticlePage *self)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const AttestVariant *variant = attest_article_state_get_variant (self->state);

  if (record == NULL || record->published == NULL || variant == NULL)
    return NULL;
  return g_strcmp0 (record->published->id, variant->newest) != 0 ? variant->newest : NULL;
}

static void
compare_published (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);

  gtk_widget_activate_action (
      GTK_WIDGET (self), "win.compare", "(ss)", record->published->id, attest_article_page_get_compared (self));
}

/* ---- Restoring ---- */

typedef struct
{
  GWeakRef page;
  char *revision;
  guint number;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_weak_ref_clear (&restore->page);
  g_free (restore->revision);
  g_free (restore);
}

static DexFuture *
text_restored (DexFuture *future, gpointer user_data)
{
  Restore *restore = user_data;
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (&restore->page);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autofree char *words = NULL;

  if (self == NULL)
    return dex_future_new_true ();
  if (value == NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("The text could not be restored"), error);
      return dex_future_new_true ();
    }
  words = g_strdup_printf (_ ("Revision %u is the newest text again"), restore->number);
  attest_article_page_come_forward (self);
  attest_feedback_toast (GTK_WIDGET (self), words);
  return dex_future_new_true ();
}

static void
restore_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Restore *restore = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (&restore->page);

  if (self == NULL || self->state == NULL || !g_str_equal (response, "restore"))
    {
      restore_free (restore);
      return;
    }
  dex_future_disown (dex_future_finally (
      attest_article_state_restore (self->state, restore->revision), text_restored, restore, restore_free));
}

/* What was typed and not saved would be lost from sight. */
void
attest_article_page_ask_to_save_first (AttestArticlePage *self, const char *reason)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Save what you typed first"), reason);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
ask_to_restore (AttestArticlePage *self, const AttestRevision *revision)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Restore this text?"), NULL);
  g_autofree char *date = attest_time_dup_date (revision->time);
  Restore *restore = g_new0 (Restore, 1);

  adw_alert_dialog_format_body (
      ADW_ALERT_DIALOG (dialog),
      _ ("Revision %u of %s becomes the newest text, saved anew under your name. No text is lost: the one that is the "
         "newest now stays in the history. Sign-offs of other texts do not count for it."),
      revision->number,
      date);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "restore", _ ("_Restore"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "restore", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "restore");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_weak_ref_init (&restore->page, self);
  restore->revision = g_strdup (revision->id);
  restore->number = revision->number;
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog),
                           GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                           NULL,
                           restore_chosen_cb,
                           restore);
}

/* What was typed into the newest text and is not in sight would come back on top of the restored one. */
gboolean
attest_article_page_has_unsaved (AttestArticlePage *self, const char *article, const char *audience)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  const char *actor = attest_session_get_actor (session);
  g_autoptr (AttestUnsaved) unsaved = attest_unsaved_load (
      NULL, attest_session_get_path (session), article, audience, actor != NULL ? actor : "", NULL);

  return attest_article_state_get_modified (self->state) || unsaved != NULL;
}

static void
restore_text (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  AttestLibrary *library = attest_session_get_library (attest_article_state_get_session (self->state));
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRevision) revision =
      attest_library_load_revision (library, g_variant_get_string (parameter, NULL), &error);

  if (revision == NULL)
    attest_feedback_error (GTK_WIDGET (self), _ ("The text could not be restored"), error);
  else if (attest_article_page_has_unsaved (self, revision->article, revision->audience))
    attest_article_page_ask_to_save_first (
        self,
        _ ("The newest text for this audience has changes of yours that are not saved. Save or discard them, then "
           "restore the earlier text."));
  else
    ask_to_restore (self, revision);
}

void
attest_article_page_add_history_actions (AttestArticlePage *self)
{
  const GActionEntry entries[] = {
    { .name = "compare-published", .activate = compare_published },
    { .name = "read", .activate = read_text, .parameter_type = "(ss)" },
    { .name = "restore-text", .activate = restore_text, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
