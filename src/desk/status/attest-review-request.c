/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "status/attest-review-request.h"

#include <glib/gi18n.h>

#include "session/attest-time-words.h"
#include "text/attest-isolate.h"

/* Requests that were put away are remembered for this many submissions. */
#define MOST_REMEMBERED 200

struct _AttestReviewRequest
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  GSettings *settings;

  GtkRevealer *revealer;
  GtkLabel *title;
  GtkWidget *details;
  GtkToggleButton *more;
  GtkLabel *what;
  GtkLabel *asked;
  GtkLabel *due;
  GtkWidget *dismiss;
};

G_DEFINE_FINAL_TYPE (AttestReviewRequest, attest_review_request, ADW_TYPE_BIN)

static const char *
get_actor (AttestReviewRequest *self)
{
  return attest_session_get_actor (attest_article_state_get_session (self->state));
}

/* One submission to one person. */
static char *
make_key (AttestReviewRequest *self)
{
  const AttestAssessment *assessment = attest_article_state_get_assessment (self->state);

  return g_strdup_printf ("%s %s", assessment->submitted, get_actor (self));
}

static gboolean
is_put_away (AttestReviewRequest *self)
{
  g_auto (GStrv) away = g_settings_get_strv (self->settings, "requests-put-away");
  g_autofree char *key = make_key (self);

  return g_strv_contains ((const char *const *) away, key);
}

static gboolean
is_wanted (AttestReviewRequest *self)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const AttestAssessment *assessment = attest_article_state_get_assessment (self->state);

  return record != NULL && assessment != NULL && assessment->submitted != NULL && get_actor (self) != NULL &&
         assessment->status != ATTEST_STATUS_APPROVED && !record->is_author && record->part == ATTEST_PART_NONE &&
         record->refusals[ATTEST_ACT_VERDICT] == NULL && !is_put_away (self);
}

static char *
join_names (AttestReviewRequest *self, GStrv people)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; people != NULL && people[i] != NULL; i++)
    {
      g_autofree char *name = attest_session_dup_person_name (session, people[i]);

      if (i > 0)
        /* Translators: between names in a list */
        g_string_append (names, _ (" and "));
      g_string_append (names, name);
    }
  return g_string_free_and_steal (g_steal_pointer (&names));
}

static void
show_what (AttestReviewRequest *self, const AttestArticleRecord *record)
{
  const AttestReadability *readability = attest_article_state_get_readability (self->state);
  g_autofree char *authors = join_names (self, record->authors);
  g_autofree char *title = attest_isolate (record->article->title);
  g_autofree char *audience = attest_isolate (record->audience->label);
  g_autofree char *submitted = attest_time_dup_date (record->assessment->submitted_time);
  g_autofree char *words = NULL;
  g_autofree char *what = NULL;

  if (readability != NULL)
    words = g_strdup_printf (ngettext ("%u word", "%u words", readability->words), readability->words);
  /* Translators: an article's title, its audience, who wrote it, and when it was submitted */
  what =
      g_strdup_printf (_ ("“%s”, the text for %s. Written by %s. Submitted: %s."), title, audience, authors, submitted);
  if (words != NULL)
    {
      /* Translators: what a text is, and how long: "42 words" */
      g_autofree char *with_length = g_strdup_printf (_ ("%s It has %s."), what, words);

      gtk_label_set_label (self->what, with_length);
    }
  else
    {
      gtk_label_set_label (self->what, what);
    }
}

static void
show_due (AttestReviewRequest *self, const AttestArticleRecord *record)
{
  const char *day = record->assignment != NULL ? record->assignment->due : "";
  guint parts[3] = { 0 };
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *written = NULL;
  g_autofree char *due = NULL;

  if (sscanf (day, "%4u-%2u-%2u", &parts[0], &parts[1], &parts[2]) == 3)
    date = g_date_time_new_local ((int) parts[0], (int) parts[1], (int) parts[2], 0, 0, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->due), date != NULL);
  if (date == NULL)
    return;
  /* Translators: a day, such as "3 March 2026"; see the manual page of strftime */
  written = attest_isolate_take (g_date_time_format (date, _ ("%-e %B %Y")));
  due = g_strdup_printf (_ ("Your answer is asked for by %s."), written);
  gtk_label_set_label (self->due, due);
}

static void
show_request (AttestReviewRequest *self)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  gboolean wanted = is_wanted (self);

  if (wanted)
    {
      AttestSession *session = attest_article_state_get_session (self->state);
      g_autofree char *title = NULL;

      if (record->assignment != NULL)
        {
          g_autofree char *name = attest_session_dup_person_name (session, record->assignment->actor);

          title = g_strdup_printf (_ ("%s asks you to review this text"), name);
        }
      gtk_label_set_label (self->title, title != NULL ? title : _ ("This text waits for a review"));
      show_what (self, record);
      gtk_label_set_label (self->asked,
                           _ ("Read it, comment on words that should change, then say whether it is accurate, safe and "
                              "current. What is not yours to judge you leave to others."));
      show_due (self, record);
    }
  gtk_revealer_set_reveal_child (self->revealer, wanted);
  /* A card that is closed must not be met with the keyboard or by a screen reader. */
  gtk_widget_set_visible (GTK_WIDGET (self), wanted);
}

static void
dismiss_cb (AttestReviewRequest *self)
{
  g_auto (GStrv) before = g_settings_get_strv (self->settings, "requests-put-away");
  g_autoptr (GStrvBuilder) after = g_strv_builder_new ();
  g_auto (GStrv) away = NULL;
  guint n_before = g_strv_length (before);
  guint first = n_before >= MOST_REMEMBERED ? n_before - MOST_REMEMBERED + 1 : 0;

  for (guint i = first; i < n_before; i++)
    g_strv_builder_add (after, before[i]);
  g_strv_builder_take (after, make_key (self));
  away = g_strv_builder_end (after);
  g_settings_set_strv (self->settings, "requests-put-away", (const char *const *) away);
  show_request (self);
}

static void
show_details (AttestReviewRequest *self)
{
  gtk_widget_set_visible (
      self->details, !gtk_widget_get_visible (GTK_WIDGET (self->more)) || gtk_toggle_button_get_active (self->more));
}

void
attest_review_request_set_compact (AttestReviewRequest *self, gboolean compact)
{
  g_return_if_fail (ATTEST_IS_REVIEW_REQUEST (self));

  gtk_widget_set_visible (GTK_WIDGET (self->more), compact);
  show_details (self);
}

static void
attest_review_request_dispose (GObject *object)
{
  AttestReviewRequest *self = ATTEST_REVIEW_REQUEST (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  g_clear_object (&self->settings);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_REVIEW_REQUEST);

  G_OBJECT_CLASS (attest_review_request_parent_class)->dispose (object);
}

static void
attest_review_request_class_init (AttestReviewRequestClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_review_request_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-review-request.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestReviewRequest, revealer);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewRequest, title);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewRequest, details);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewRequest, more);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewRequest, what);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewRequest, asked);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewRequest, due);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewRequest, dismiss);
}

static void
attest_review_request_init (AttestReviewRequest *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APP_ID);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (self->dismiss, "clicked", G_CALLBACK (dismiss_cb), self);
  g_signal_connect_swapped (self->more, "toggled", G_CALLBACK (show_details), self);
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (show_request), self);
  g_signal_group_connect_swapped (self->signals, "computed", G_CALLBACK (show_request), self);
}

void
attest_review_request_set_state (AttestReviewRequest *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_REVIEW_REQUEST (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show_request (self);
}
