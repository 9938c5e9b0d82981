/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "status/attest-review-stepper.h"

#include <glib/gi18n.h>

#include "session/attest-status-look.h"
#include "status/attest-missing-list.h"

/* Characters of date and names; the rest is in the tooltip. */
#define DETAILS_LONGEST 30

struct _AttestReviewStepper
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;

  AdwWrapBox *steps;
  GtkMenuButton *missing;
  AttestMissingList *missing_list;
};

G_DEFINE_FINAL_TYPE (AttestReviewStepper, attest_review_stepper, ADW_TYPE_BIN)

/* What a step of the way looks like. @time is 0 while it is not reached; @who: (nullable): names of those who took it;
 * @look: (nullable): a look of its own, such as that of changes requested. */
typedef struct
{
  const char *label;
  gint64 time;
  const char *who;
  gboolean current;
  const AttestStatusLook *look;
} Step;

static GtkWidget *
make_details (const char *text, const char *whole)
{
  GtkWidget *details = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (details), 0);
  gtk_label_set_ellipsize (GTK_LABEL (details), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (details), DETAILS_LONGEST);
  gtk_widget_set_tooltip_text (details, whole);
  gtk_widget_add_css_class (details, "caption");
  gtk_widget_add_css_class (details, "dimmed");
  return details;
}

static GtkWidget *
make_step (const Step *step, GString *spoken)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *icon_name = step->time > 0 ? "attest-status-approved-symbolic" : "attest-status-submitted-symbolic";
  const char *style_class = step->time > 0 ? "success" : "dimmed";
  GtkWidget *icon = gtk_image_new_from_icon_name (step->look != NULL ? step->look->icon_name : icon_name);
  GtkWidget *title = gtk_label_new (step->label);
  g_autofree char *date = step->time > 0 ? attest_time_dup_date (step->time) : NULL;
  g_autofree char *details = NULL;

  gtk_widget_add_css_class (icon, step->look != NULL ? step->look->style_class : style_class);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, step->current ? "caption-heading" : "caption");
  if (step->time == 0 && step->look == NULL)
    gtk_widget_add_css_class (title, "dimmed");
  gtk_box_append (GTK_BOX (words), title);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  if (date != NULL)
    {
      details = step->who != NULL ? g_strdup_printf ("%s · %s", date, step->who) : g_strdup (date);
      gtk_box_append (GTK_BOX (words), make_details (details, details));
      g_string_append_printf (spoken, "%s %s. ", step->label, details);
    }
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

static void
add_step (AttestReviewStepper *self, GtkWidget *step)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (self->steps)) != NULL)
    {
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_widget_set_size_request (line, 16, -1);
      gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
      adw_wrap_box_append (self->steps, line);
    }
  adw_wrap_box_append (self->steps, step);
}

/* Without credentials, for which there is no room. */
static char *
dup_name (AttestReviewStepper *self, const char *person)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  g_autofree char *name = person != NULL ? attest_session_dup_person_name (session, person) : NULL;

  return name != NULL ? g_strndup (name, strcspn (name, ",(")) : NULL;
}

/* Those whose sign-offs made the approval. */
static char *
dup_signers (AttestReviewStepper *self, const AttestAssessment *assessment)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < assessment->sign_offs->len; i++)
    {
      const AttestSignOff *sign_off = g_ptr_array_index (assessment->sign_offs, i);
      g_autofree char *name = dup_name (self, sign_off->person);

      if (i > 0)
        /* Translators: between names in a list */
        g_string_append (names, _ (", "));
      g_string_append (names, name);
    }
  return names->len > 0 ? g_string_free_and_steal (g_steal_pointer (&names)) : NULL;
}

static Step
make_last_step (const AttestAssessment *assessment, const char *signers)
{
  const AttestStatusLook *look = attest_status_get_look (assessment->status, assessment->due);

  if (assessment->status == ATTEST_STATUS_WITHDRAWN)
    return (Step) { attest_status_get_label (assessment->status), 0, NULL, TRUE, look };
  if (assessment->status != ATTEST_STATUS_APPROVED)
    return (Step) { _ ("Approved"), 0, NULL, FALSE, NULL };
  if (assessment->due)
    return (Step) { _ ("Approved, due for re-review"), assessment->approved_time, signers, TRUE, look };
  return (Step) { _ ("Approved"), assessment->approved_time, signers, TRUE, NULL };
}

static void
show_steps (AttestReviewStepper *self, const AttestAssessment *assessment, GString *spoken)
{
  const AttestStatus status = assessment->status;
  const AttestStatusLook *look = attest_status_get_look (status, FALSE);
  g_autofree char *submitter = dup_name (self, assessment->submitted_by);
  g_autofree char *starter = dup_name (self, assessment->started_by);
  g_autofree char *signers = dup_signers (self, assessment);
  const gboolean refused = status == ATTEST_STATUS_CHANGES_REQUESTED;
  const gboolean reading = refused || status == ATTEST_STATUS_UNDER_REVIEW;
  const Step steps[] = {
    { _ ("Submitted"), assessment->submitted_time, submitter, status == ATTEST_STATUS_SUBMITTED, NULL },
    { refused ? attest_status_get_label (status) : _ ("Under review"),
      assessment->started_time,
      starter,
      reading,
      reading ? look : NULL },
    make_last_step (assessment, signers),
  };
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    adw_wrap_box_remove (self->steps, child);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    add_step (self, make_step (&steps[i], spoken));
}

static void
show_missing (AttestReviewStepper *self, const AttestAssessment *assessment, GString *spoken)
{
  guint n_missing = assessment->missing->len;
  g_autofree char *label = g_strdup_printf (ngettext ("%u thing missing", "%u things missing", n_missing), n_missing);

  for (guint i = 0; i < n_missing; i++)
    g_string_append_printf (spoken, "%s ", ((const AttestMissing *) g_ptr_array_index (assessment->missing, i))->text);
  attest_missing_list_show (self->missing_list, self->state);
  gtk_menu_button_set_label (self->missing, label);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), n_missing > 0);
}

static void
show_assessment (AttestReviewStepper *self)
{
  const AttestAssessment *assessment = attest_article_state_get_assessment (self->state);
  g_autoptr (GString) spoken = g_string_new (NULL);
  g_autofree char *words = NULL;

  /* A text that was never saved has no review yet. */
  gtk_widget_set_visible (GTK_WIDGET (self), assessment != NULL);
  if (assessment == NULL)
    return;
  words = attest_status_dup_label (assessment->status, assessment->due);
  g_string_append_printf (spoken, "%s. ", words);
  show_steps (self, assessment, spoken);
  show_missing (self, assessment, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken->str, -1);
}

/* Which comments block is known once their places are. */
static void
comments_changed_cb (AttestReviewStepper *self)
{
  if (attest_article_state_get_assessment (self->state) != NULL)
    attest_missing_list_show (self->missing_list, self->state);
}

static void
followed_cb (AttestReviewStepper *self)
{
  gtk_menu_button_popdown (self->missing);
}

static void
attest_review_stepper_dispose (GObject *object)
{
  AttestReviewStepper *self = ATTEST_REVIEW_STEPPER (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_REVIEW_STEPPER);

  G_OBJECT_CLASS (attest_review_stepper_parent_class)->dispose (object);
}

static void
attest_review_stepper_class_init (AttestReviewStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_review_stepper_dispose;
  g_type_ensure (ATTEST_TYPE_MISSING_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-review-stepper.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, steps);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, missing);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, missing_list);
}

static void
attest_review_stepper_init (AttestReviewStepper *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (show_assessment), self);
  g_signal_group_connect_swapped (self->signals, "comments-changed", G_CALLBACK (comments_changed_cb), self);
  g_signal_connect_object (self->missing_list, "followed", G_CALLBACK (followed_cb), self, G_CONNECT_SWAPPED);
}

void
attest_review_stepper_set_state (AttestReviewStepper *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_REVIEW_STEPPER (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show_assessment (self);
}
