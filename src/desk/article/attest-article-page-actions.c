/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

#include <glib/gi18n.h>

#include "article/attest-import-comments.h"
#include "article/attest-article-refusals.h"
#include "article/attest-save-comments.h"
#include "article/attest-save-text.h"
#include "article/attest-unkept-dialog.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "text/attest-headings.h"
#include "session/attest-reason-dialog.h"
#include "verdict/attest-verdict-dialog.h"

/* ---- An act of review: done on the record thread, then told ---- */

typedef struct
{
  AttestAct act;
  char *article;
  char *audience;
  char *actor;
  char *reason;
  GBytes *text;
} Act;

typedef struct
{
  GWeakRef page;
  const char *done;
  const char *failed;
} Told;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->article);
  g_free (act->audience);
  g_free (act->actor);
  g_free (act->reason);
  g_clear_pointer (&act->text, g_bytes_unref);
  g_free (act);
}

static void
told_free (gpointer data)
{
  Told *told = data;

  g_weak_ref_clear (&told->page);
  g_free (told);
}

static gboolean
do_act (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Act *act = data;
  g_autofree char *revision = NULL;

  switch (act->act)
    {
    case ATTEST_ACT_SUBMIT:
      return attest_review_submit (library, act->article, act->audience, act->actor, error);
    case ATTEST_ACT_START:
      return attest_review_start (library, act->article, act->audience, act->actor, error);
    case ATTEST_ACT_RECUSE:
      return attest_review_recuse (library, act->article, act->audience, act->actor, act->reason, error);
    case ATTEST_ACT_WITHDRAW:
      return attest_review_withdraw (library, act->article, act->audience, act->actor, act->reason, error);
    case ATTEST_ACT_SAVE:
      revision = attest_review_save_revision (library, act->article, act->audience, act->actor, act->text, NULL, error);
      return revision != NULL;
    case ATTEST_ACT_VERDICT:
    case ATTEST_ACT_COMMENT:
    case ATTEST_ACT_ASSIGN:
    case ATTEST_ACT_REMOVE:
    case ATTEST_ACT_RESTORE:
    case ATTEST_ACT_SETTINGS:
    case ATTEST_ACT_WAIVE:
      break;
    }
  g_return_val_if_reached (FALSE);
}

static DexFuture *
act_done (DexFuture *future, gpointer user_data)
{
  Told *told = user_data;
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (&told->page);
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      if (self != NULL && told->done != NULL)
        attest_feedback_toast (GTK_WIDGET (self), told->done);
      return dex_future_new_true ();
    }
  if (self != NULL)
    attest_feedback_error (GTK_WIDGET (self), told->failed, error);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
tell (AttestArticlePage *self, DexFuture *future, const char *done, const char *failed)
{
  Told *told = g_new0 (Told, 1);

  g_weak_ref_init (&told->page, self);
  told->done = done;
  told->failed = failed;
  return dex_future_finally (future, act_done, told, told_free);
}

static DexFuture *
perform (AttestArticlePage *self, AttestAct kind, const char *audience, const char *reason, GBytes *text)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  Act *act = g_new0 (Act, 1);

  act->act = kind;
  act->article = g_strdup (attest_article_state_get_article_id (self->state));
  act->audience = g_strdup (audience != NULL ? audience : attest_article_state_get_audience (self->state));
  act->actor = g_strdup (attest_session_get_actor (session));
  act->reason = g_strdup (reason);
  act->text = text != NULL ? g_bytes_ref (text) : NULL;
  return attest_session_perform (session, do_act, act, act_free);
}

/* ---- Save, submit, start ---- */

/* Whoever finds another text beside theirs does nothing further with it before they have seen that. */
static DexFuture *
save_text (AttestArticlePage *self)
{
  DexFuture *future = tell (self, attest_article_state_save (self->state), NULL, _ ("The text could not be saved"));

  return attest_article_page_show_second (self, future);
}

static void
save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  dex_future_disown (save_text (self));
}

static DexFuture *
submit_saved (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);

  if (self == NULL || self->state == NULL)
    return dex_future_new_true ();
  return tell (self,
               perform (self, ATTEST_ACT_SUBMIT, NULL, NULL, NULL),
               _ ("Submitted for review"),
               _ ("The text could not be submitted"));
}

void
attest_article_page_save_and_submit (AttestArticlePage *self)
{
  DexFuture *saved = attest_article_state_get_modified (self->state) ? save_text (self) : dex_future_new_true ();

  dex_future_disown (dex_future_then (saved, submit_saved, attest_weak_ref_new (self), attest_weak_ref_free));
}

static void
show_refusals (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  adw_dialog_present (attest_article_refusals_dialog_new (self->state), GTK_WIDGET (self));
}

static void
submit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_article_page_ask_to_submit (user_data);
}

static void
start (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  dex_future_disown (tell (self,
                           perform (self, ATTEST_ACT_START, NULL, NULL, NULL),
                           _ ("The review has begun"),
                           _ ("The review could not be started")));
}

/* ---- Verdict, recusal, withdrawal ---- */

/* Whoever reads another text than the submitted one is led to that first: a verdict is on what one has before one's eyes. */
static void
verdict (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  const AttestAssessment *assessment = attest_article_state_get_assessment (self->state);
  const char *submitted = assessment != NULL ? assessment->submitted : NULL;

  if (submitted == NULL || g_strcmp0 (attest_article_state_get_revision (self->state), submitted) == 0)
    adw_dialog_present (attest_verdict_dialog_new (self->state), GTK_WIDGET (self));
  else
    dex_future_disown (tell (self,
                             attest_article_state_read_revision (self->state, NULL, submitted),
                             _ ("This is the text that was submitted. Read it, then give your verdict."),
                             _ ("The text could not be opened")));
}

static void
recuse_for (AttestArticlePage *self, const char *reason)
{
  dex_future_disown (tell (self,
                           perform (self, ATTEST_ACT_RECUSE, NULL, reason, NULL),
                           _ ("You stepped aside from this text"),
                           _ ("That could not be recorded")));
}

static void
recuse (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwDialog *dialog = attest_reason_dialog_new (
      _ ("Step aside from this text?"),
      _ ("Say why you cannot judge it, such as that you know its author. You will not be asked for a verdict on it."),
      _ ("_Step aside"));

  g_signal_connect_object (dialog, "given", G_CALLBACK (recuse_for), user_data, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (user_data));
}

static void
withdraw_for (AttestArticlePage *self, const char *reason)
{
  dex_future_disown (tell (self,
                           perform (self, ATTEST_ACT_WITHDRAW, NULL, reason, NULL),
                           _ ("The text was withdrawn"),
                           _ ("The text could not be withdrawn")));
}

static void
withdraw (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwDialog *dialog = attest_reason_dialog_new (
      _ ("Withdraw this text?"),
      _ ("A page exported from now on says that the text was withdrawn, until something is submitted again. Say why."),
      _ ("_Withdraw"));

  g_signal_connect_object (dialog, "given", G_CALLBACK (withdraw_for), user_data, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (user_data));
}

/* ---- The rest ---- */

typedef struct
{
  GWeakRef page;
  char *audience;
} Variant;

static void
variant_free (gpointer data)
{
  Variant *variant = data;

  g_weak_ref_clear (&variant->page);
  g_free (variant->audience);
  g_free (variant);
}

static DexFuture *
variant_added (DexFuture *future, gpointer user_data)
{
  Variant *variant = user_data;
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (&variant->page);

  if (self == NULL || self->state == NULL)
    return dex_future_new_true ();
  return attest_article_state_load (self->state, variant->audience);
}

/* How a new text begins: see AttestAudienceSwitcher. */
static GBytes *
load_beginning (AttestArticlePage *self, const char *audience, const char *how, GError **error)
{
  AttestLibrary *library = attest_session_get_library (attest_article_state_get_session (self->state));
  const char *article = attest_article_state_get_article_id (self->state);
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GBytes) copy = NULL;
  g_autoptr (AttestDocument) document = NULL;
  char *text = NULL;

  if (g_str_equal (how, "empty"))
    {
      text = g_strdup_printf ("# %s\n\n", attest_article_state_get_article (self->state)->title);
      return g_bytes_new_take (text, strlen (text));
    }
  revision = attest_library_find_revision (library, article, audience, 0, error);
  copy = revision != NULL ? attest_library_load_content (library, revision->text, error) : NULL;
  if (copy == NULL || g_str_equal (how, "copy"))
    return g_steal_pointer (&copy);
  document = attest_document_new (copy);
  text = attest_document_dup_headings_only (document);
  return g_bytes_new_take (text, strlen (text));
}

static void
add_variant (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;
  const char *audience = NULL;
  const char *source = NULL;
  const char *how = NULL;
  Variant *variant = NULL;
  DexFuture *future = NULL;

  g_variant_get (parameter, "(&s&s&s)", &audience, &source, &how);
  text = load_beginning (self, source, how, &error);
  if (text == NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("The text could not be added"), error);
      return;
    }
  variant = g_new0 (Variant, 1);
  g_weak_ref_init (&variant->page, self);
  variant->audience = g_strdup (audience);
  future = tell (self, perform (self, ATTEST_ACT_SAVE, audience, NULL, text), NULL, _ ("The text could not be added"));
  dex_future_disown (dex_future_then (future, variant_added, variant, variant_free));
}

static void
discard (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  dex_future_disown (attest_article_state_discard (ATTEST_ARTICLE_PAGE (user_data)->state));
}

static void
copy_text (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_unkept_copy (GTK_WIDGET (user_data), ATTEST_ARTICLE_PAGE (user_data)->state);
}

static void
save_text_as (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_save_text_as (GTK_WIDGET (user_data), ATTEST_ARTICLE_PAGE (user_data)->state);
}

/* @parameter: the name of a format. */
static void
export_comments (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  AttestCommentsFormat format;

  if (attest_comments_format_from_name (g_variant_get_string (parameter, NULL), &format))
    attest_save_comments_as (GTK_WIDGET (self), self->state, format);
}

static void
import_comments (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_import_comments (GTK_WIDGET (user_data), ATTEST_ARTICLE_PAGE (user_data)->state);
}

static void
show_newest (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  dex_future_disown (tell (self,
                           attest_article_state_read_revision (self->state, NULL, NULL),
                           NULL,
                           _ ("The newest text could not be opened")));
}

static void
edit_anyway (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  attest_article_state_set_edit_anyway (self->state);
  gtk_widget_grab_focus (GTK_WIDGET (self->source));
}

static void
comment (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  g_settings_set_boolean (self->settings, "sidebar-visible", TRUE);
  attest_article_sidebar_begin_comment (self->sidebar);
}

static void
begin_comment_about (AttestArticlePage *self, const char *reference)
{
  g_settings_set_boolean (self->settings, "sidebar-visible", TRUE);
  attest_article_sidebar_begin_comment_about (self->sidebar, reference);
}

static void
comment_whole (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  begin_comment_about (user_data, NULL);
}

static void
comment_reference (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  begin_comment_about (user_data, g_variant_get_string (parameter, NULL));
}

static void
show_reference (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  g_settings_set_boolean (self->settings, "sidebar-visible", TRUE);
  attest_article_sidebar_show_reference (self->sidebar, g_variant_get_string (parameter, NULL));
}

static void
show_comment (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "show", g_variant_new_string ("comments"));
  attest_article_state_choose_comment (self->state, g_variant_get_string (parameter, NULL));
}

static void
step_comment (AttestArticlePage *self, int step)
{
  g_settings_set_boolean (self->settings, "sidebar-visible", TRUE);
  attest_article_sidebar_step_comment (self->sidebar, step);
}

static void
next_comment (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step_comment (user_data, 1);
}

static void
previous_comment (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step_comment (user_data, -1);
}

static void
export_page (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_article_page_export (user_data);
}

static void
export_record (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_article_page_export_record (user_data);
}

static void
print_page (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_preview_pane_print (ATTEST_ARTICLE_PAGE (user_data)->preview);
}

static void
go_to_source (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->source)))
    g_settings_set_string (self->settings, "layout", "both");
  gtk_widget_grab_focus (GTK_WIDGET (self->source));
}

static void
do_suggested (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  if (self->suggestion != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), self->suggestion, NULL);
}

/* Whoever asks for a page of the sidebar wants to see it, also where the sidebar was put away. */
static void
show_sidebar_page (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;

  g_settings_set_string (self->settings, "sidebar-page", g_variant_get_string (parameter, NULL));
  g_settings_set_boolean (self->settings, "sidebar-visible", TRUE);
}

static void
save_review_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  const char *const articles[] = { attest_article_state_get_article_id (self->state), NULL };

  gtk_widget_activate_action (GTK_WIDGET (self), "win.save-review-file", "^as", articles);
}

static void
take_review_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (user_data), "win.take-review-file", NULL);
}

void
attest_article_page_add_actions (AttestArticlePage *self)
{
  const GActionEntry entries[] = {
    { .name = "save", .activate = save },
    { .name = "refusals", .activate = show_refusals },
    { .name = "submit", .activate = submit },
    { .name = "start", .activate = start },
    { .name = "verdict", .activate = verdict },
    { .name = "recuse", .activate = recuse },
    { .name = "withdraw", .activate = withdraw },
    { .name = "add-variant", .activate = add_variant, .parameter_type = "(sss)" },
    { .name = "discard", .activate = discard },
    { .name = "copy-text", .activate = copy_text },
    { .name = "save-text-as", .activate = save_text_as },
    { .name = "export-comments", .activate = export_comments, .parameter_type = "s" },
    { .name = "import-comments", .activate = import_comments },
    { .name = "show-newest", .activate = show_newest },
    { .name = "edit-anyway", .activate = edit_anyway },
    { .name = "comment", .activate = comment },
    { .name = "comment-whole", .activate = comment_whole },
    { .name = "comment-reference", .activate = comment_reference, .parameter_type = "s" },
    { .name = "show-reference", .activate = show_reference, .parameter_type = "s" },
    { .name = "show-comment", .activate = show_comment, .parameter_type = "s" },
    { .name = "next-comment", .activate = next_comment },
    { .name = "previous-comment", .activate = previous_comment },
    { .name = "export", .activate = export_page },
    { .name = "export-record", .activate = export_record },
    { .name = "save-review-file", .activate = save_review_file },
    { .name = "take-review-file", .activate = take_review_file },
    { .name = "print-page", .activate = print_page },
    { .name = "go-to-source", .activate = go_to_source },
    { .name = "suggested", .activate = do_suggested },
    { .name = "show", .activate = show_sidebar_page, .parameter_type = "s" },
  };
  const char *keys[] = { "layout", "sidebar-visible" };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  attest_article_page_add_history_actions (self);
  attest_article_page_add_together_actions (self);
  attest_article_page_add_counterpart_actions (self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (self->actions), action);
    }
}

static void
enable (AttestArticlePage *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                               enabled);
}

static gboolean
may (AttestArticlePage *self, AttestAct act)
{
  return attest_article_state_get_record (self->state) != NULL &&
         attest_article_state_get_refusal (self->state, act) == NULL;
}

/* A text that was submitted already is not offered for submission again. */
static gboolean
has_something_to_submit (AttestArticlePage *self)
{
  const AttestVariant *variant = attest_article_state_get_variant (self->state);
  const AttestAssessment *assessment = attest_article_state_get_assessment (self->state);

  if (variant == NULL || assessment == NULL)
    return FALSE;
  /* What is typed is saved first; until then the record knows of nothing new that could be submitted. */
  if (!may (self, attest_article_state_get_modified (self->state) ? ATTEST_ACT_SAVE : ATTEST_ACT_SUBMIT))
    return FALSE;
  /* What is submitted is the newest text, so that is to be in sight. */
  if (attest_article_state_get_reads_older (self->state))
    return FALSE;
  return attest_article_state_get_modified (self->state) || assessment->status == ATTEST_STATUS_WITHDRAWN ||
         g_strcmp0 (variant->newest, variant->submitted) != 0;
}

void
attest_article_page_update_actions (AttestArticlePage *self)
{
  enable (self, "save", may (self, ATTEST_ACT_SAVE) && attest_article_state_get_modified (self->state));
  enable (self, "submit", has_something_to_submit (self));
  enable (self, "start", may (self, ATTEST_ACT_START));
  enable (self, "verdict", may (self, ATTEST_ACT_VERDICT));
  enable (self, "recuse", may (self, ATTEST_ACT_RECUSE));
  enable (self, "withdraw", may (self, ATTEST_ACT_WITHDRAW));
  enable (self, "refusals", attest_article_refusals_exist (self->state));
  enable (self, "compare-published", attest_article_page_get_compared (self) != NULL);
  enable (self, "add-variant", may (self, ATTEST_ACT_SAVE));
  enable (self, "restore-text", may (self, ATTEST_ACT_SAVE));
  enable (self, "comment", may (self, ATTEST_ACT_COMMENT));
  enable (self, "comment-whole", may (self, ATTEST_ACT_COMMENT));
  enable (self, "comment-reference", may (self, ATTEST_ACT_COMMENT));
  enable (self, "discard", attest_article_state_get_modified (self->state));
  enable (self, "save-text-as", attest_article_state_get_record (self->state) != NULL);
  enable (self, "save-review-file", attest_article_state_get_record (self->state) != NULL);
  enable (self, "export", attest_article_state_get_variant (self->state) != NULL);
  enable (self, "import-comments", may (self, ATTEST_ACT_COMMENT));
  enable (self, "export-comments", attest_article_state_get_variant (self->state) != NULL);
  enable (self, "export-record", attest_article_state_get_record (self->state) != NULL);
}

AttestSuggestion
attest_article_page_suggest (AttestArticlePage *self)
{
  const AttestSuggestion steps[] = {
    [ATTEST_NEXT_STEP_NONE] = { NULL, NULL },
    [ATTEST_NEXT_STEP_SAVE] = { "save", _ ("_Save") },
    [ATTEST_NEXT_STEP_START] = { "start", _ ("Start _review") },
    [ATTEST_NEXT_STEP_VERDICT] = { "verdict", _ ("Give a _verdict…") },
    [ATTEST_NEXT_STEP_SUBMIT] = { "submit", _ ("S_ubmit for review…") },
    [ATTEST_NEXT_STEP_EXPORT] = { "export", _ ("_Export…") },
  };
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const AttestAssessment *assessment = attest_article_state_get_assessment (self->state);
  AttestNextStepFacts facts = { .modified = attest_article_state_get_modified (self->state) };
  AttestNextStep step;

  if (record == NULL)
    return steps[ATTEST_NEXT_STEP_NONE];
  for (guint i = 0; i < G_N_ELEMENTS (facts.may); i++)
    facts.may[i] = may (self, (AttestAct) i);
  facts.status = assessment != NULL ? assessment->status : ATTEST_STATUS_DRAFT;
  facts.part = record->part;
  facts.author = record->is_author;
  facts.unsubmitted = has_something_to_submit (self);
  facts.published = assessment != NULL && assessment->published != NULL;
  step = attest_review_suggest (&facts);
  /* A verdict starts a review, so nobody who signed has to start it first. */
  if ((step == ATTEST_NEXT_STEP_START || step == ATTEST_NEXT_STEP_VERDICT) && record->since != NULL &&
      attest_change_since_may_reaffirm (record->since,
                                        attest_session_get_actor (attest_article_state_get_session (self->state))))
    return (AttestSuggestion) { "verdict", _ ("Re-affirm or re_view…") };
  return steps[step];
}
