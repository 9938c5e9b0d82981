/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-waive-finding.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "session/attest-feedback.h"
#include "session/attest-reason-dialog.h"

/* ---- What is done on the record thread ---- */

typedef struct
{
  char *article;
  char *audience;
  char *actor;
  char *revision;
  char *rule;
  char *pack;
  char *about;
  char *waiver;
  char *reason;
  AttestFindingPlace place;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->article);
  g_free (act->audience);
  g_free (act->actor);
  g_free (act->revision);
  g_free (act->rule);
  g_free (act->pack);
  g_free (act->about);
  g_free (act->waiver);
  g_free (act->reason);
  g_free (act);
}

static Act *
act_new (AttestArticleState *state)
{
  Act *act = g_new0 (Act, 1);

  act->article = g_strdup (attest_article_state_get_article_id (state));
  act->audience = g_strdup (attest_article_state_get_audience (state));
  act->actor = g_strdup (attest_session_get_actor (attest_article_state_get_session (state)));
  act->revision = g_strdup (attest_article_state_get_revision (state));
  return act;
}

static gboolean
waive (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Act *act = data;
  char *id = attest_review_waive_finding (
      library, act->article, act->audience, act->actor, act->revision, &act->place, act->reason, error);

  if (id == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, id);
  return TRUE;
}

static gboolean
take_back (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Act *act = data;

  return attest_review_take_waiver_back (library, act->article, act->actor, act->waiver, NULL, error);
}

/* ---- What is told of it ---- */

/* @widget and @state as long as they are there; @waiver: of the toast that undoes it. */
typedef struct
{
  GWeakRef widget;
  GWeakRef state;
  Act *act;
  char *waiver;
} Told;

static Told *
told_new (GtkWidget *widget, AttestArticleState *state)
{
  Told *told = g_new0 (Told, 1);

  g_weak_ref_init (&told->widget, widget);
  g_weak_ref_init (&told->state, state);
  return told;
}

static void
told_free (gpointer data)
{
  Told *told = data;

  g_weak_ref_clear (&told->widget);
  g_weak_ref_clear (&told->state);
  g_clear_pointer (&told->act, act_free);
  g_free (told->waiver);
  g_free (told);
}

static void
closure_free (gpointer data, GClosure *closure)
{
  told_free (data);
}

static void
undo_cb (AdwToast *toast, Told *told)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&told->widget);
  g_autoptr (AttestArticleState) state = g_weak_ref_get (&told->state);

  if (widget != NULL && state != NULL)
    attest_waive_finding_take_back (widget, state, told->waiver);
}

static DexFuture *
waived (DexFuture *future, gpointer user_data)
{
  Told *told = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&told->widget);
  g_autoptr (AttestArticleState) state = g_weak_ref_get (&told->state);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  AdwToast *toast = NULL;
  Told *undo = NULL;

  if (widget == NULL || state == NULL)
    return dex_future_new_true ();
  if (value == NULL)
    {
      attest_feedback_error (widget, _ ("The finding could not be waived"), error);
      return dex_future_new_true ();
    }
  toast = attest_feedback_toast_with_undo (widget, _ ("The finding was waived"));
  if (toast != NULL)
    {
      undo = told_new (widget, state);
      undo->waiver = g_value_dup_string (value);
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, closure_free, G_CONNECT_DEFAULT);
    }
  return dex_future_new_true ();
}

static DexFuture *
taken_back (DexFuture *future, gpointer user_data)
{
  Told *told = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&told->widget);
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      if (widget != NULL)
        attest_feedback_toast (widget, _ ("The waiver was taken back"));
    }
  else if (widget != NULL)
    attest_feedback_error (widget, _ ("The waiver could not be taken back"), error);
  return dex_future_new_true ();
}

/* ---- Gestures ---- */

const char *
attest_waive_finding_refusal (AttestArticleState *state, const AttestFinding *finding)
{
  const char *actor = attest_session_get_actor (attest_article_state_get_session (state));

  /* One's own decision may always be taken back, as far as anything can be written. */
  if (finding->waiver != NULL && g_strcmp0 (finding->waiver->actor, actor) == 0)
    return attest_article_state_get_refusal (state, ATTEST_ACT_COMMENT);
  if (attest_article_state_get_refusal (state, ATTEST_ACT_WAIVE) != NULL)
    return attest_article_state_get_refusal (state, ATTEST_ACT_WAIVE);
  if (finding->waiver == NULL &&
      (attest_article_state_get_modified (state) || attest_article_state_get_revision (state) == NULL))
    return _ ("Save the text first: a finding is waived in a text that others can read.");
  return NULL;
}

static void
given_cb (Told *told, const char *reason)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&told->widget);
  g_autoptr (AttestArticleState) state = g_weak_ref_get (&told->state);
  DexFuture *future = NULL;

  if (widget == NULL || state == NULL || told->act == NULL)
    return;
  told->act->reason = g_strdup (reason);
  future =
      attest_session_perform (attest_article_state_get_session (state), waive, g_steal_pointer (&told->act), act_free);
  dex_future_disown (dex_future_finally (future, waived, told_new (widget, state), told_free));
}

static char *
dup_question (const AttestFinding *finding)
{
  const char *why =
      _ ("Say why it is no fault. Others see who waived it and why. Where the words or what stands beside "
         "them change, it is a finding again.");

  if (finding->text == NULL || *finding->text == '\0')
    return g_strdup_printf ("%s\n\n%s", finding->message, why);
  /* Translators: what a check says, the words that it is about, and what waiving it means */
  return g_strdup_printf (_ ("%s\n\n“%s”\n\n%s"), finding->message, finding->text, why);
}

void
attest_waive_finding (GtkWidget *widget, AttestArticleState *state, const AttestFinding *finding)
{
  g_autofree char *question = dup_question (finding);
  AdwDialog *dialog = attest_reason_dialog_new (_ ("Waive this finding?"), question, _ ("_Waive"));
  Told *told = told_new (widget, state);
  Act *act = act_new (state);

  act->rule = g_strdup (finding->rule);
  act->pack = g_strdup (finding->pack);
  act->place = attest_finding_get_place (finding);
  act->about = g_strdup (act->place.about);
  act->place.rule = act->rule;
  act->place.pack = act->pack;
  act->place.about = act->about;
  told->act = act;
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "give", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_data (dialog, "given", G_CALLBACK (given_cb), told, closure_free, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

void
attest_waive_finding_take_back (GtkWidget *widget, AttestArticleState *state, const char *waiver)
{
  Act *act = act_new (state);
  DexFuture *future = NULL;

  act->waiver = g_strdup (waiver);
  future = attest_session_perform (attest_article_state_get_session (state), take_back, act, act_free);
  dex_future_disown (dex_future_finally (future, taken_back, told_new (widget, state), told_free));
}
