/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

#include <glib/gi18n.h>

#include "article/attest-article-state-private.h"
#include "session/attest-future.h"
#include "session/attest-touched-words.h"

/* Submitting a text, and what its author is told before: what the checks found, and how far the edits reach for those who signed an earlier one. */

typedef struct
{
  char *article;
  char *audience;
  char *reader;
  GBytes *text;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->article);
  g_free (question->audience);
  g_free (question->reader);
  g_bytes_unref (question->text);
  g_free (question);
}

static gboolean
list_changes (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Question *question = data;
  g_autoptr (AttestHidden) hidden = attest_hidden_new (library, question->reader, g_get_real_time (), error);
  GPtrArray *changes = NULL;

  if (hidden == NULL)
    return FALSE;
  changes = attest_review_list_changes_in_text (library, question->article, question->audience, question->text, error);
  if (changes == NULL)
    return FALSE;
  for (guint i = changes->len; i > 0; i--)
    if (attest_hidden_has_event_with_hash (hidden, ((const AttestChangeSince *) changes->pdata[i - 1])->verdict))
      g_ptr_array_remove_index (changes, i - 1);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, changes);
  return TRUE;
}

static void
submit_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  attest_weak_ref_free (user_data);
  if (self == NULL)
    return;
  self->asks_to_submit = FALSE;
  if (g_strcmp0 (response, "submit") == 0 && self->state != NULL)
    attest_article_page_save_and_submit (self);
}

static guint
count_errors (AttestArticlePage *self)
{
  GPtrArray *findings = attest_article_state_get_findings (self->state);
  guint errors = 0;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const AttestFinding *finding = g_ptr_array_index (findings, i);

      errors += finding->severity == ATTEST_SEVERITY_ERROR && finding->waiver == NULL;
    }
  return errors;
}

/* ---- Those who signed ---- */

static gboolean
holds_sign_off (const AttestChangeSince *since)
{
  return since->signed_off && !since->lapsed;
}

/* People who signed the same text are told of together. */
static char *
join_signers (AttestArticlePage *self, GPtrArray *changes, const AttestChangeSince *one)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const AttestChangeSince *since = changes->pdata[i];
      g_autofree char *name = NULL;

      if (!holds_sign_off (since) || !g_str_equal (since->revision, one->revision))
        continue;
      name = attest_session_dup_short_name (session, since->person);
      if (names->len > 0)
        /* Translators: between names in a list */
        g_string_append (names, _ (" and "));
      g_string_append (names, name);
    }
  return g_string_free_and_steal (g_steal_pointer (&names));
}

static char *
describe_change (AttestArticlePage *self, GPtrArray *changes, const AttestChangeSince *since)
{
  g_autofree char *names = join_signers (self, changes, since);
  g_autofree char *reach = attest_change_since_dup_reach (since);

  if (since->change == ATTEST_CHANGE_NONE)
    /* Translators: %s is a name, or several */
    return g_strdup_printf (_ ("It is the very text that %s signed."), names);
  /* Translators: the first %s is a name, or several; %u is a revision's number; the last %s is a sentence: "Only white space or typography changed." */
  return g_strdup_printf (_ ("%s signed revision %u. %s"), names, since->number, reach);
}

static gboolean
was_told (GPtrArray *changes, guint end, const char *revision)
{
  for (guint i = 0; i < end; i++)
    {
      const AttestChangeSince *since = changes->pdata[i];

      if (holds_sign_off (since) && g_str_equal (since->revision, revision))
        return TRUE;
    }
  return FALSE;
}

/* @changes: (nullable): NULL where they could not be read, which keeps nobody from submitting */
static char *
describe (AttestArticlePage *self, GPtrArray *changes)
{
  guint errors = count_errors (self);
  g_autoptr (GString) body = g_string_new (NULL);

  if (errors > 0)
    g_string_append_printf (body,
                            ngettext ("Reviewers will see the text as it stands now. The checks found %u error in it.",
                                      "Reviewers will see the text as it stands now. The checks found %u errors in it.",
                                      errors),
                            errors);
  else
    g_string_append (body, _ ("Reviewers will see the text as it stands now."));
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const AttestChangeSince *since = changes->pdata[i];
      g_autofree char *words = NULL;

      if (!holds_sign_off (since) || was_told (changes, i, since->revision))
        continue;
      words = describe_change (self, changes, since);
      g_string_append_printf (body, "\n\n%s", words);
    }
  return g_string_free_and_steal (g_steal_pointer (&body));
}

/* ---- The question ---- */

static DexFuture *
ask (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);
  const GValue *value = dex_future_get_value (future, NULL);
  g_autofree char *body = NULL;
  AdwDialog *dialog = NULL;

  if (self == NULL)
    return dex_future_new_true ();
  self->asks_to_submit = self->state != NULL;
  if (self->state == NULL)
    return dex_future_new_true ();
  body = describe (self, value != NULL ? g_value_get_boxed (value) : NULL);
  dialog = adw_alert_dialog_new (_ ("Submit for review?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "submit", _ ("S_ubmit"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "submit", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "submit");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (
      ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, submit_chosen_cb, attest_weak_ref_new (self));
  return dex_future_new_true ();
}

void
attest_article_page_ask_to_submit (AttestArticlePage *self)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  Question *question = NULL;
  DexFuture *listed = NULL;

  /* The text is compared first, and who is quick could ask twice meanwhile. */
  if (self->asks_to_submit)
    return;
  self->asks_to_submit = TRUE;
  question = g_new0 (Question, 1);
  question->article = g_strdup (attest_article_state_get_article_id (self->state));
  question->audience = g_strdup (attest_article_state_get_audience (self->state));
  question->reader = g_strdup (attest_session_get_actor (session));
  question->text = attest_article_state_dup_buffer_text (self->state);
  listed = attest_session_perform (session, list_changes, question, question_free);
  dex_future_disown (dex_future_finally (listed, ask, attest_weak_ref_new (self), attest_weak_ref_free));
}
