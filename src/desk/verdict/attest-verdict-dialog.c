/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "verdict/attest-verdict-dialog.h"

#include <glib/gi18n.h>

#include "verdict/attest-verdict-question.h"

struct _AttestVerdictDialog
{
  AdwDialog parent_instance;

  AttestArticleState *state;

  AdwWindowTitle *heading;
  GtkButton *give;
  AdwBanner *banner;
  AttestVerdictQuestion *accurate;
  AttestVerdictQuestion *safe;
  AttestVerdictQuestion *current;
  AdwComboRow *meaning;
  GtkEditable *reason;
  GtkLabel *summary;
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
  char *findings;
  char *reason;
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
  g_free (request->findings);
  g_free (request->reason);
  g_free (request);
}

static gboolean
give_verdict (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;

  return attest_review_give_verdict (library,
                                     request->article,
                                     request->audience,
                                     request->actor,
                                     &request->verdict,
                                     request->revision,
                                     request->findings,
                                     error);
}

/* The open errors that the reviewer had before their eyes; findings that come later never undo an approval. */
static char *
collect_findings (AttestVerdictDialog *self)
{
  GPtrArray *findings = attest_article_state_get_findings (self->state);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const AttestFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity != ATTEST_SEVERITY_ERROR)
        continue;
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "rule");
      json_builder_add_string_value (builder, finding->rule);
      json_builder_set_member_name (builder, "severity");
      json_builder_add_string_value (builder, attest_severity_to_string (finding->severity));
      json_builder_set_member_name (builder, "pack");
      json_builder_add_string_value (builder, finding->pack);
      json_builder_set_member_name (builder, "start");
      json_builder_add_int_value (builder, (gint64) finding->start);
      json_builder_set_member_name (builder, "end");
      json_builder_add_int_value (builder, (gint64) finding->end);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static char *
dup_reason (AttestVerdictDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
}

static gboolean
get_answers (AttestVerdictDialog *self, AttestVerdict *verdict)
{
  return attest_verdict_question_get_answer (self->accurate, &verdict->accurate) &&
         attest_verdict_question_get_answer (self->safe, &verdict->safe) &&
         attest_verdict_question_get_answer (self->current, &verdict->current);
}

static Request *
make_request (AttestVerdictDialog *self)
{
  Request *request = g_new0 (Request, 1);

  get_answers (self, &request->verdict);
  request->article = g_strdup (attest_article_state_get_article_id (self->state));
  request->audience = g_strdup (attest_article_state_get_audience (self->state));
  request->actor = g_strdup (attest_session_get_actor (attest_article_state_get_session (self->state)));
  /* The record refuses it where another text was submitted than the one in sight. */
  request->revision = g_strdup (attest_article_state_get_revision (self->state));
  request->findings = collect_findings (self);
  request->reason = dup_reason (self);
  request->verdict.meaning = meanings[adw_combo_row_get_selected (self->meaning)].key;
  request->verdict.reason = request->reason;
  return request;
}

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
  gtk_widget_set_sensitive (GTK_WIDGET (self->give), TRUE);
  return dex_future_new_true ();
}

static void
give_clicked_cb (AttestVerdictDialog *self)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  DexFuture *future = attest_session_perform (session, give_verdict, make_request (self), request_free);

  gtk_widget_set_sensitive (GTK_WIDGET (self->give), FALSE);
  dex_future_disown (dex_future_finally (future, verdict_given, g_object_ref (self), g_object_unref));
}

static void
update (AttestVerdictDialog *self)
{
  AttestVerdict verdict = { 0 };
  g_autofree char *reason = dup_reason (self);
  gboolean complete = get_answers (self, &verdict);
  gboolean no = complete && (verdict.accurate == ATTEST_ANSWER_NO || verdict.safe == ATTEST_ANSWER_NO ||
                             verdict.current == ATTEST_ANSWER_NO);
  gboolean sign_off = complete && verdict.accurate == ATTEST_ANSWER_YES && verdict.safe == ATTEST_ANSWER_YES &&
                      verdict.current == ATTEST_ANSWER_YES;
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
  gtk_widget_set_sensitive (GTK_WIDGET (self->give), complete && (!no || *reason != '\0'));
}

static void
attest_verdict_dialog_dispose (GObject *object)
{
  AttestVerdictDialog *self = ATTEST_VERDICT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_VERDICT_DIALOG);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_verdict_dialog_parent_class)->dispose (object);
}

static void
attest_verdict_dialog_class_init (AttestVerdictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_verdict_dialog_dispose;

  g_type_ensure (ATTEST_TYPE_VERDICT_QUESTION);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-verdict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, give);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, accurate);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, safe);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, current);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, meaning);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictDialog, summary);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
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

/* Which of an article's texts the verdict is on. */
static void
show_text (AttestVerdictDialog *self)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);

  if (record != NULL && record->audience != NULL)
    adw_window_title_set_subtitle (self->heading, record->audience->label);
}

AdwDialog *
attest_verdict_dialog_new (AttestArticleState *state)
{
  AttestVerdictDialog *self = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  self = g_object_new (ATTEST_TYPE_VERDICT_DIALOG, NULL);
  self->state = g_object_ref (state);
  show_text (self);
  return ADW_DIALOG (self);
}
