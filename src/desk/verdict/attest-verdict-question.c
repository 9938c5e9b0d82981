/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "verdict/attest-verdict-question.h"

struct _AttestVerdictQuestion
{
  AdwPreferencesRow parent_instance;

  char *subtitle;
  gboolean compact;
  GtkOrientable *parts;
  AdwToggleGroup *answers;
};

G_DEFINE_FINAL_TYPE (AttestVerdictQuestion, attest_verdict_question, ADW_TYPE_PREFERENCES_ROW)

typedef enum
{
  PROP_SUBTITLE = 1,
  PROP_COMPACT,
} AttestVerdictQuestionProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
answer_changed_cb (AttestVerdictQuestion *self)
{
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
}

static void
title_changed_cb (AttestVerdictQuestion *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->answers),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                  -1);
}

static void
attest_verdict_question_dispose (GObject *object)
{
  AttestVerdictQuestion *self = ATTEST_VERDICT_QUESTION (object);

  /* The template lets go of its children, and the row must not do so again. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_VERDICT_QUESTION);
  g_clear_pointer (&self->subtitle, g_free);

  G_OBJECT_CLASS (attest_verdict_question_parent_class)->dispose (object);
}

static void
attest_verdict_question_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestVerdictQuestion *self = ATTEST_VERDICT_QUESTION (object);

  if (id == PROP_SUBTITLE)
    g_value_set_string (value, self->subtitle);
  else if (id == PROP_COMPACT)
    g_value_set_boolean (value, self->compact);
}

static void
attest_verdict_question_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestVerdictQuestion *self = ATTEST_VERDICT_QUESTION (object);

  if (id == PROP_SUBTITLE && g_set_str (&self->subtitle, g_value_get_string (value)))
    g_object_notify_by_pspec (object, pspec);
  if (id == PROP_COMPACT && self->compact != g_value_get_boolean (value))
    {
      self->compact = g_value_get_boolean (value);
      gtk_orientable_set_orientation (self->parts,
                                      self->compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
      g_object_notify_by_pspec (object, pspec);
    }
}

/* A row has nothing to do by itself: whoever gets to it wants to answer. */
static gboolean
attest_verdict_question_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (ATTEST_VERDICT_QUESTION (widget)->answers), GTK_DIR_TAB_FORWARD);
}

static void
attest_verdict_question_class_init (AttestVerdictQuestionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_verdict_question_dispose;
  object_class->get_property = attest_verdict_question_get_property;
  object_class->set_property = attest_verdict_question_set_property;
  widget_class->grab_focus = attest_verdict_question_grab_focus;

  properties[PROP_SUBTITLE] = g_param_spec_string (
      "subtitle", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] = g_param_spec_boolean (
      "compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_ANSWERED] =
      g_signal_new ("answered", ATTEST_TYPE_VERDICT_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-verdict-question.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictQuestion, parts);
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictQuestion, answers);
}

static void
attest_verdict_question_init (AttestVerdictQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* No answer stands there before the reviewer gives one: a yes by default would be a sign-off by habit. */
  adw_toggle_group_set_active (self->answers, GTK_INVALID_LIST_POSITION);
  g_signal_connect_swapped (self->answers, "notify::active", G_CALLBACK (answer_changed_cb), self);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

gboolean
attest_verdict_question_get_answer (AttestVerdictQuestion *self, AttestAnswer *answer)
{
  const AttestAnswer answers[] = { ATTEST_ANSWER_YES, ATTEST_ANSWER_NO, ATTEST_ANSWER_NOT_MINE };
  guint active = 0;

  g_return_val_if_fail (ATTEST_IS_VERDICT_QUESTION (self), FALSE);

  active = adw_toggle_group_get_active (self->answers);
  if (active >= G_N_ELEMENTS (answers))
    return FALSE;
  *answer = answers[active];
  return TRUE;
}
