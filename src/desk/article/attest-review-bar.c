/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-review-bar.h"

#include "audience/attest-audience-switcher.h"
#include "status/attest-review-request.h"
#include "status/attest-review-stepper.h"

struct _AttestReviewBar
{
  AdwBin parent_instance;

  GtkBox *status;
  AttestAudienceSwitcher *audience;
  AttestReviewStepper *stepper;
  AttestReviewRequest *request;
  gboolean brief;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (AttestReviewBar, attest_review_bar, ADW_TYPE_BIN)

typedef enum
{
  PROP_BRIEF = 1,
  PROP_COMPACT,
} AttestReviewBarProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

static void
attest_review_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AttestReviewBarProperty) id)
    {
    case PROP_BRIEF:
      g_value_set_boolean (value, ATTEST_REVIEW_BAR (object)->brief);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, ATTEST_REVIEW_BAR (object)->compact);
      break;
    }
}

static void
set_brief (AttestReviewBar *self, gboolean brief)
{
  if (self->brief == brief)
    return;
  self->brief = brief;
  attest_review_stepper_set_brief (self->stepper, brief);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BRIEF]);
}

static void
set_compact (AttestReviewBar *self, gboolean compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->status),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->stepper), compact ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  attest_audience_switcher_set_compact (self->audience, compact);
  attest_review_request_set_compact (self->request, compact);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
attest_review_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestReviewBar *self = ATTEST_REVIEW_BAR (object);

  switch ((AttestReviewBarProperty) id)
    {
    case PROP_BRIEF:
      set_brief (self, g_value_get_boolean (value));
      break;
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    }
}

static void
attest_review_bar_dispose (GObject *object)
{
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_REVIEW_BAR);

  G_OBJECT_CLASS (attest_review_bar_parent_class)->dispose (object);
}

static void
attest_review_bar_class_init (AttestReviewBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_review_bar_dispose;
  G_OBJECT_CLASS (klass)->get_property = attest_review_bar_get_property;
  G_OBJECT_CLASS (klass)->set_property = attest_review_bar_set_property;

  properties[PROP_BRIEF] = g_param_spec_boolean (
      "brief", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] = g_param_spec_boolean (
      "compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  g_type_ensure (ATTEST_TYPE_AUDIENCE_SWITCHER);
  g_type_ensure (ATTEST_TYPE_REVIEW_REQUEST);
  g_type_ensure (ATTEST_TYPE_REVIEW_STEPPER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-review-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestReviewBar, status);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewBar, audience);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewBar, stepper);
  gtk_widget_class_bind_template_child (widget_class, AttestReviewBar, request);
}

static void
attest_review_bar_init (AttestReviewBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
attest_review_bar_set_state (AttestReviewBar *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_REVIEW_BAR (self));

  attest_audience_switcher_set_state (self->audience, state);
  attest_review_stepper_set_state (self->stepper, state);
  attest_review_request_set_state (self->request, state);
}
