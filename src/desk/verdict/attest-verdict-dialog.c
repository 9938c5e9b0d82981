/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "verdict/attest-verdict-dialog.h"

#include <glib/gi18n.h>

#include "checks/attest-checks.h"
#include "session/attest-explain.h"
#include "verdict/attest-verdict-changes.h"
#include "verdict/attest-verdict-question.h"
#include "verdict/attest-verdict-words.h"

struct _AttestVerdictDialog
{
  AdwDialog parent_instance;

  AttestArticleState *state;
  /* What the reviewer had before their eyes, and what changed until then: the article below may go on while they think. */
  char *revision;
  char *actor;
  AttestArticleRecord *record;

  AdwWindowTitle *heading;
  GtkButton *give;
  AdwBanner *banner;
  AttestVerdictChanges *changes;
  AttestVerdictQuestion *accurate;
  AttestVerdictQuestion *safe;
  AttestVerdictQuestion *current;
  AdwComboRow *meaning;
  GtkEditable *reason;
  GtkEditable *interests;
  GtkLabel *summary;
  GtkLabel *open;
  GtkLabel *covered;
};

G_DEFINE_FINAL_TYPE (AttestVerdictDialog, attest_verdict_dialog, ADW_TYPE_DIALOG)

static const struct
{
  const char *key;
  const char *label;
} meanings[] = {
  { "review", N_ ("I reviewed it") },
  { "approval", N_ ("I approve it") },
  { "responsibility", N_ ("I take responsibility for it") },
  { "authorship", N_ ("I share in its authorship") },
};

typedef struct
{
  char *article;
  char *audience;
  char *actor;
  char *revision;
  char *reason;
  char *interests;
  gboolean reaffirmed;
  AttestVerdict verdict;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->article);
  g_free (request->audience);
  g_free (request->actor);
  g_free (request->revision);
  g_free (request->reason);
  g_free (request->interests);
  g_free (request);
}

static gboolean
give_verdict (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  /* Of the very text that is signed, be the window's own checks done or not; findings that come later never undo an approval. */
  g_autoptr (GPtrArray) found = attest_checks_run_on_revision (library, request->revision, NULL, error);
  g_autofree char *findings = found != NULL ? attest_findings_dup_json (found) : NULL;

  if (found == NULL)
    return FALSE;
  if (request->reaffirmed)
    return attest_review_reaffirm (library,
                                   request->article,
                                   request->audience,
                                   request->actor,
                                   &request->verdict,
                                   request->revision,
                                   findings,
                                   error);
  return attest_review_give_verdict (library,
                                     request->article,
                                     request->audience,
                                     request->actor,
                                     &request->verdict,
                                     request->revision,
                                     findings,
                                     error);
}

static char *
dup_entry (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static gboolean
get_answers (AttestVerdictDialog *self, AttestVerdict *verdict)
{
  return attest_verdict_question_get_answer (self->accurate, &verdict->accurate) &&
         attest_verdict_question_get_answer (self->safe, &verdict->safe) &&
         attest_verdict_question_get_answer (self->current, &verdict->current);
}

static gboolean
has_answer (AttestVerdictDialog *self)
{
  AttestAnswer answer;

  return attest_verdict_question_get_answer (self->accurate, &answer) ||
         attest_verdict_question_get_answer (self->safe, &answer) ||
         attest_verdict_question_get_answer (self->current, &answer);
}

static Request *
make_request (AttestVerdictDialog *self)
{
  Request *request = g_new0 (Request, 1);

  get_answers (self, &request->verdict);
  request->article = g_strdup (attest_article_state_get_article_id (self->state));
  request->audience = g_strdup (attest_article_state_get_audience (self->state));
  request->actor = g_strdup (self->actor);
  /* The record refuses it where another text was submitted than the one in sight. */
  request->revision = g_strdup (self->revision);
  request->reason = dup_entry (self->reason);
  request->interests = dup_entry (self->interests);
  request->verdict.meaning = meanings[adw_combo_row_get_selected (self->meaning)].key;
  request->verdict.reason = request->reason;
  request->verdict.interests = request->interests;
  return request;
}

static void update (AttestVerdictDialog *self);

static DexFuture *
verdict_given (DexFuture *future, gpointer user_data)
{
  AttestVerdictDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return dex_future_new_true ();
    }
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
  update (self);
  return dex_future_new_true ();
}

static void
record (AttestVerdictDialog *self, Request *request)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  DexFuture *future = attest_session_perform (session, give_verdict, request, request_free);

  gtk_widget_set_sensitive (GTK_WIDGET (self->give), FALSE);
  attest_verdict_changes_set_refusal (self->changes, _ ("Your answer is being recorded."));
  dex_future_disown (dex_future_finally (future, verdict_given, g_object_ref (self), g_object_unref));
}

static void
give_clicked_cb (AttestVerdictDialog *self)
{
  record (self, make_request (self));
}

static void
reaffirm_cb (AttestVerdictDialog *self)
{
  Request *request = make_request (self);

  request->reaffirmed = TRUE;
  record (self, request);
}

static void
show_all_cb (AttestVerdictDialog *self)
{
  g_autoptr (AttestArticleRecord) record = attest_article_record_ref (self->record);
  g_autoptr (GtkWidget) window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));

  /* First, since a dialog that closes gives the keyboard back to where it came from. */
  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "win.compare", "(ss)", record->since->revision, record->since->to);
}

static void
update (AttestVerdictDialog *self)
{
  AttestVerdict verdict = { 0 };
  g_autofree char *reason = dup_entry (self->reason);
  gboolean complete = get_answers (self, &verdict);
  gboolean no = complete && (verdict.accurate == ATTEST_ANSWER_NO || verdict.safe == ATTEST_ANSWER_NO ||
                             verdict.current == ATTEST_ANSWER_NO);
  gboolean sign_off = complete && verdict.accurate == ATTEST_ANSWER_YES && verdict.safe == ATTEST_ANSWER_YES &&
                      verdict.current == ATTEST_ANSWER_YES;
  gboolean enough = FALSE;
  const char *summary =
      _ ("Answer the three questions. It is your own judgement that is recorded, with your name and the time.");

  if (sign_off)
    summary = _ ("Three yeses are a sign-off of exactly this text. A later change has to earn its own.");
  else if (no)
    summary = _ ("A no asks the author for changes. Say in the reason what is wrong.");
  else if (complete)
    summary = _ ("“Not mine to judge” is recorded and counts neither way.");
  gtk_label_set_label (self->summary, summary);
  gtk_button_set_label (self->give, sign_off ? _ ("_Sign off") : no ? _ ("_Ask for changes") : _ ("_Give verdict"));
  enough = complete && (!no || *reason != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->give), enough);
  attest_explain_disabled (GTK_WIDGET (self->give), enough ? NULL : summary, NULL);
  /* Whoever begins to answer gives a verdict of their own. */
  attest_verdict_changes_set_refusal (
      self->changes,
      has_answer (self)
          ? _ ("You began to answer the questions yourself. To re-affirm instead, cancel and open this again.")
          : NULL);
}

static void
attest_verdict_dialog_dispose (GObject *object)
{
  AttestVerdictDialog *self = ATTEST_VERDICT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_VERDICT_DIALOG);
  g_clear_pointer (&self->record, attest_article_record_unref);
  g_clear_pointer (&self->revision, g_free);
  g_clear_pointer (&self->actor, g_free);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_verdict_dialog_parent_class)->dispose (object);
}

static void
attest_verdict_dialog_class_init (AttestVerdictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_verdict_dialog_dispose;

  g_type_ensure (ATTEST_TYPE_VERDICT_CHANGES);
  g_type_ensure (ATTEST_TYPE_VERDICT_QUESTION);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-verdict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, give);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, accurate);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, safe);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, current);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, meaning);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, interests);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, open);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, covered);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
  gtk_widget_class_bind_template_callback (widget_class, reaffirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
}

static void
attest_verdict_dialog_init (AttestVerdictDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    gtk_string_list_append (labels, _ (meanings[i].label));
  adw_combo_row_set_model (self->meaning, G_LIST_MODEL (labels));
  g_signal_connect_swapped (self->accurate, "answered", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->safe, "answered", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->current, "answered", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->give, "clicked", G_CALLBACK (give_clicked_cb), self);
  update (self);
}

static void
show_meaning (AttestVerdictDialog *self, const char *audience)
{
  AttestVerdictMeaning asked = attest_verdict_get_meaning (audience);

  g_object_set (self->accurate, "subtitle", asked.accurate, NULL);
  g_object_set (self->safe, "subtitle", asked.safe, NULL);
  g_object_set (self->current, "subtitle", asked.current, NULL);
}

/* Who signed means the same again, until they say otherwise. */
static void
choose_meaning (AttestVerdictDialog *self, const AttestChangeSince *since)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_strcmp0 (since->meaning, meanings[i].key) == 0)
      adw_combo_row_set_selected (self->meaning, i);
}

/* What the board has of the reviewer's interests, to be corrected for this text: a competing interest is one with what a text is about. */
static void
show_interests (AttestVerdictDialog *self)
{
  AttestLibrary *library = attest_session_get_library (attest_article_state_get_session (self->state));
  g_autoptr (AttestPerson) person =
      self->actor != NULL ? attest_library_find_person (library, self->actor, NULL) : NULL;

  if (person != NULL)
    gtk_editable_set_text (self->interests, person->interests);
}

/* Which of an article's texts the verdict is on, what changed in it since the last one, and what it covers. */
static void
show_text (AttestVerdictDialog *self)
{
  const AttestArticleRecord *record = self->record;
  g_autofree char *open = attest_verdict_dup_open_words (self->state);
  g_autofree char *covered = attest_verdict_dup_covered_words (self->state);

  gtk_label_set_label (self->open, open);
  gtk_label_set_label (self->covered, covered);
  show_meaning (self, attest_article_state_get_audience (self->state));
  if (record == NULL)
    return;
  if (record->audience != NULL)
    adw_window_title_set_subtitle (self->heading, record->audience->label);
  attest_verdict_changes_show (self->changes, record->since, self->actor);
  if (record->since != NULL)
    choose_meaning (self, record->since);
}

AdwDialog *
attest_verdict_dialog_new (AttestArticleState *state)
{
  AttestVerdictDialog *self = NULL;
  AttestArticleRecord *record = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  self = g_object_new (ATTEST_TYPE_VERDICT_DIALOG, NULL);
  self->state = g_object_ref (state);
  self->revision = g_strdup (attest_article_state_get_revision (state));
  self->actor = g_strdup (attest_session_get_actor (attest_article_state_get_session (state)));
  record = attest_article_state_get_record (state);
  self->record = record != NULL ? attest_article_record_ref (record) : NULL;
  show_text (self);
  show_interests (self);
  return ADW_DIALOG (self);
}
