/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "status/attest-review-stepper.h"

#include <glib/gi18n.h>

#include "session/attest-status-look.h"

struct _AttestReviewStepper
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;

  AdwWrapBox *steps;
  GtkMenuButton *missing;
  GtkBox *missing_list;
};

G_DEFINE_FINAL_TYPE (AttestReviewStepper, attest_review_stepper, ADW_TYPE_BIN)

/* One step: @time is 0 while it is not reached. @look: (nullable): a look of its own, such as that of changes requested. */
static GtkWidget *
make_step (const char *label, gint64 time, gboolean current, const AttestStatusLook *look, GString *spoken)
{
  GtkWidget *step = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *icon_name = time > 0 ? "attest-status-approved-symbolic" : "attest-status-submitted-symbolic";
  const char *style_class = time > 0 ? "success" : "dimmed";
  GtkWidget *icon = gtk_image_new_from_icon_name (look != NULL ? look->icon_name : icon_name);
  GtkWidget *title = gtk_label_new (label);
  g_autofree char *date = time > 0 ? attest_time_dup_date (time) : NULL;

  gtk_widget_add_css_class (icon, look != NULL ? look->style_class : style_class);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, current ? "caption-heading" : "caption");
  if (time == 0 && look == NULL)
    gtk_widget_add_css_class (title, "dimmed");
  gtk_box_append (GTK_BOX (words), title);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  if (date != NULL)
    {
      GtkWidget *when = gtk_label_new (date);

      gtk_label_set_xalign (GTK_LABEL (when), 0);
      gtk_widget_add_css_class (when, "caption");
      gtk_widget_add_css_class (when, "dimmed");
      gtk_box_append (GTK_BOX (words), when);
    }
  gtk_box_append (GTK_BOX (step), icon);
  gtk_box_append (GTK_BOX (step), words);
  if (date != NULL)
    g_string_append_printf (spoken, "%s %s. ", label, date);
  return step;
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

static void
show_steps (AttestReviewStepper *self, const AttestAssessment *assessment, GString *spoken)
{
  const AttestStatus status = assessment != NULL ? assessment->status : ATTEST_STATUS_DRAFT;
  const gint64 submitted = assessment != NULL ? assessment->submitted_time : 0;
  const gint64 started = assessment != NULL ? assessment->started_time : 0;
  const gint64 approved = assessment != NULL && status == ATTEST_STATUS_APPROVED ? assessment->approved_time : 0;
  const gboolean due = assessment != NULL && assessment->due;
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    adw_wrap_box_remove (self->steps, child);
  add_step (self, make_step (_ ("Submitted"), submitted, status == ATTEST_STATUS_SUBMITTED, NULL, spoken));
  if (status == ATTEST_STATUS_CHANGES_REQUESTED)
    add_step (
        self,
        make_step (attest_status_get_label (status), started, TRUE, attest_status_get_look (status, FALSE), spoken));
  else
    add_step (self,
              make_step (_ ("Under review"),
                           started,
                           status == ATTEST_STATUS_UNDER_REVIEW,
                           status == ATTEST_STATUS_UNDER_REVIEW ? attest_status_get_look (status, FALSE) : NULL,
                           spoken));
  if (status == ATTEST_STATUS_WITHDRAWN)
    add_step (self,
              make_step (attest_status_get_label (status), 0, TRUE, attest_status_get_look (status, FALSE), spoken));
  else if (due && status == ATTEST_STATUS_APPROVED)
    add_step (
        self,
        make_step (_ ("Approved, due for re-review"), approved, TRUE, attest_status_get_look (status, TRUE), spoken));
  else
    add_step (self, make_step (_ ("Approved"), approved, status == ATTEST_STATUS_APPROVED, NULL, spoken));
}

static GtkWidget *
make_line (const char *text, const char *who)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  gtk_box_append (GTK_BOX (box), label);
  if (who != NULL && *who != '\0')
    {
      GtkWidget *by = gtk_label_new (who);

      gtk_label_set_xalign (GTK_LABEL (by), 0);
      gtk_label_set_wrap (GTK_LABEL (by), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (by), 38);
      gtk_widget_add_css_class (by, "caption");
      gtk_widget_add_css_class (by, "dimmed");
      gtk_box_append (GTK_BOX (box), by);
    }
  return box;
}

static void
show_missing (AttestReviewStepper *self, const AttestAssessment *assessment, GString *spoken)
{
  guint n_missing = assessment != NULL && assessment->missing != NULL ? assessment->missing->len : 0;
  g_autofree char *label = g_strdup_printf (ngettext ("%u thing missing", "%u things missing", n_missing), n_missing);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->missing_list))) != NULL)
    gtk_box_remove (self->missing_list, child);
  child = gtk_label_new (_ ("What approval still takes"));
  gtk_label_set_xalign (GTK_LABEL (child), 0);
  gtk_widget_add_css_class (child, "heading");
  gtk_box_append (self->missing_list, child);
  for (guint i = 0; i < n_missing; i++)
    {
      const AttestMissing *missing = g_ptr_array_index (assessment->missing, i);

      gtk_box_append (self->missing_list, make_line (missing->text, missing->who));
      g_string_append_printf (spoken, "%s ", missing->text);
    }
  gtk_menu_button_set_label (self->missing, label);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), n_missing > 0);
}

static void
show_assessment (AttestReviewStepper *self)
{
  const AttestAssessment *assessment = attest_article_state_get_assessment (self->state);
  g_autoptr (GString) spoken = g_string_new (NULL);
  g_autofree char *words = attest_status_dup_label (assessment != NULL ? assessment->status : ATTEST_STATUS_DRAFT,
                                                    assessment != NULL && assessment->due);

  g_string_append_printf (spoken, "%s. ", words);
  show_steps (self, assessment, spoken);
  show_missing (self, assessment, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken->str, -1);
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
