/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "status/attest-review-stepper.h"

#include <glib/gi18n.h>

#include "session/attest-status-look.h"
#include "session/attest-time-words.h"
#include "status/attest-missing-list.h"

/* Characters of names; the rest is in the tooltip. */
#define NAMES_LONGEST 56

/* For how long a status is new: as long as it is seen to come. */
#define ARRIVAL_MICROSECONDS G_USEC_PER_SEC

struct _AttestReviewStepper
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;

  gboolean brief;
  char *shown_audience;
  AttestStatus shown_status;
  gint64 arrival;

  GtkBox *steps;
  GtkMenuButton *more;
  GtkImage *status_icon;
  GtkLabel *status_label;
  GtkLabel *more_label;
  GtkBox *way;
  GtkWidget *missing;
  AttestMissingList *missing_list;
  GtkLabel *policy;
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

/* Whether the status changed just now, before somebody's eyes, and not because another audience's is shown. */
static gboolean
arrives (AttestReviewStepper *self)
{
  return self->arrival != 0 && g_get_monotonic_time () < self->arrival + ARRIVAL_MICROSECONDS;
}

static void
note_status (AttestReviewStepper *self, AttestStatus status)
{
  const char *audience = attest_article_state_get_audience (self->state);

  if (g_set_str (&self->shown_audience, audience))
    self->arrival = 0;
  else if (self->shown_status != status)
    self->arrival = g_get_monotonic_time ();
  self->shown_status = status;
}

static GtkWidget *
make_words (const char *text, gboolean strong, gboolean dimmed)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, strong ? "caption-heading" : "caption");
  if (dimmed)
    gtk_widget_add_css_class (label, "dimmed");
  return label;
}

/* "Under review", and beside it the day. */
static GtkWidget *
make_title (const Step *step, const char *date)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (title), make_words (step->label, step->current, step->time == 0 && step->look == NULL));
  if (date != NULL)
    {
      GtkWidget *day = make_words (date, FALSE, TRUE);

      gtk_widget_add_css_class (day, "numeric");
      gtk_box_append (GTK_BOX (title), day);
    }
  return title;
}

static GtkWidget *
make_icon (const Step *step, gboolean arriving)
{
  const char *icon_name = step->time > 0 ? "attest-status-approved-symbolic" : "attest-status-submitted-symbolic";
  const char *style_class = step->time > 0 ? "success" : "dimmed";
  GtkWidget *icon = gtk_image_new_from_icon_name (step->look != NULL ? step->look->icon_name : icon_name);

  gtk_widget_add_css_class (icon, step->look != NULL ? step->look->style_class : style_class);
  if (arriving)
    gtk_widget_add_css_class (icon, "arrives");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return icon;
}

static GtkWidget *
make_step (const Step *step, gboolean arriving, int names_longest)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *date = step->time > 0 ? attest_time_dup_date (step->time) : NULL;

  gtk_box_append (GTK_BOX (words), make_title (step, date));
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  if (date != NULL && step->who != NULL)
    {
      GtkWidget *who = make_words (step->who, FALSE, TRUE);

      gtk_label_set_ellipsize (GTK_LABEL (who), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (who), names_longest);
      gtk_widget_set_tooltip_text (who, step->who);
      gtk_box_append (GTK_BOX (words), who);
    }
  gtk_box_append (GTK_BOX (box), make_icon (step, arriving));
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

static void
remove_children (GtkBox *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_step (AttestReviewStepper *self, const Step *step, GString *spoken)
{
  gboolean arriving = step->current && arrives (self);

  if (gtk_widget_get_first_child (GTK_WIDGET (self->steps)) != NULL)
    {
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_widget_set_size_request (line, 16, -1);
      gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
      gtk_box_append (self->steps, line);
    }
  gtk_box_append (self->steps, make_step (step, arriving, NAMES_LONGEST));
  gtk_box_append (self->way, make_step (step, arriving, -1));
  if (step->time > 0)
    {
      g_autofree char *date = attest_time_dup_date (step->time);

      g_string_append_printf (spoken, "%s %s", step->label, date);
      if (step->who != NULL)
        g_string_append_printf (spoken, " · %s", step->who);
      g_string_append (spoken, ". ");
    }
}

/* Without credentials, for which there is no room. */
static char *
dup_name (AttestReviewStepper *self, const char *person)
{
  return person != NULL ? attest_session_dup_short_name (attest_article_state_get_session (self->state), person) : NULL;
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

  remove_children (self->steps);
  remove_children (self->way);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    add_step (self, &steps[i], spoken);
}

/* The day of the last step that was taken; nothing for a draft. */
static char *
dup_last_day (const AttestAssessment *assessment)
{
  const gint64 times[] = { assessment->approved_time, assessment->started_time, assessment->submitted_time };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (times[i] > 0)
      return attest_time_dup_date (times[i]);
  return NULL;
}

/* Where part of it is hidden its number says nothing. */
static char *
dup_missing (const AttestAssessment *assessment)
{
  guint n_missing = assessment->missing->len;

  for (guint i = 0; i < n_missing; i++)
    if (g_str_equal (((const AttestMissing *) g_ptr_array_index (assessment->missing, i))->code, "hidden"))
      return g_strdup (_ ("Hidden for now"));
  return g_strdup_printf (ngettext ("%u thing missing", "%u things missing", n_missing), n_missing);
}

/* Where there is room the steps stand side by side and the button tells what is missing; else the button tells the status,
 * and its popover the steps. */
static void
show_button (AttestReviewStepper *self, const AttestAssessment *assessment)
{
  const AttestStatusLook *look = attest_status_get_look (assessment->status, assessment->due);
  guint n_missing = assessment->missing->len;
  g_autofree char *status = attest_status_dup_label (assessment->status, assessment->due);
  g_autofree char *missing = dup_missing (assessment);
  g_autofree char *day = dup_last_day (assessment);
  /* Once nothing is missing it is still told what the approval took. */
  const char *detail = n_missing > 0 ? missing : self->brief ? day : _ ("Policy");
  g_autofree char *both = n_missing > 0 ? g_strdup_printf ("%s, %s", status, missing) : g_strdup (status);

  gtk_image_set_from_icon_name (self->status_icon, look->icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->status_icon),
                              (const char *[]) { look->style_class, arrives (self) ? "arrives" : NULL, NULL });
  gtk_label_set_label (self->status_label, status);
  gtk_label_set_label (self->more_label, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->steps), !self->brief);
  gtk_widget_set_visible (GTK_WIDGET (self->way), self->brief);
  gtk_widget_set_visible (GTK_WIDGET (self->status_icon), self->brief);
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), self->brief);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), detail != NULL);
  gtk_widget_set_visible (self->missing, n_missing > 0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, self->brief ? both : detail, -1);
}

static void
show_missing (AttestReviewStepper *self, const AttestAssessment *assessment, GString *spoken)
{
  for (guint i = 0; i < assessment->missing->len; i++)
    g_string_append_printf (spoken, "%s ", ((const AttestMissing *) g_ptr_array_index (assessment->missing, i))->text);
  attest_missing_list_show (self->missing_list, self->state);
}

/* Which policy the text was approved under, or has to be. */
static void
show_policy (AttestReviewStepper *self, const AttestAssessment *assessment, GString *spoken)
{
  g_autofree char *sentence =
      attest_policy_in_force_dup_sentence (assessment->policy, assessment->status == ATTEST_STATUS_APPROVED);

  gtk_label_set_label (self->policy, sentence);
  g_string_append (spoken, sentence);
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
  note_status (self, assessment->status);
  words = attest_status_dup_label (assessment->status, assessment->due);
  g_string_append_printf (spoken, "%s. ", words);
  show_steps (self, assessment, spoken);
  show_missing (self, assessment, spoken);
  show_policy (self, assessment, spoken);
  show_button (self, assessment);
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
  gtk_menu_button_popdown (self->more);
}

static void
attest_review_stepper_dispose (GObject *object)
{
  AttestReviewStepper *self = ATTEST_REVIEW_STEPPER (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  g_clear_pointer (&self->shown_audience, g_free);
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
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, more);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, status_icon);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, status_label);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, more_label);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, way);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, missing);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, missing_list);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewStepper, policy);
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
  g_clear_pointer (&self->shown_audience, g_free);
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show_assessment (self);
}

void
attest_review_stepper_set_brief (AttestReviewStepper *self, gboolean brief)
{
  const AttestAssessment *assessment = NULL;

  g_return_if_fail (ATTEST_IS_REVIEW_STEPPER (self));

  if (self->brief == brief)
    return;
  self->brief = brief;
  assessment = self->state != NULL ? attest_article_state_get_assessment (self->state) : NULL;
  if (assessment != NULL)
    show_button (self, assessment);
}
