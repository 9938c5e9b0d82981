/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "board/attest-policy-page.h"

#include <glib/gi18n.h>

#include "board/attest-policy-rules-row.h"
#include "review/attest-review.h"

struct _AttestPolicyPage
{
  AdwNavigationPage parent_instance;

  AttestPolicy *before;
  /* (element-type AdwSwitchRow): named by the key of the audience */
  GPtrArray *audience_rows;

  AdwSpinRow *sign_offs;
  AdwComboRow *roles;
  AdwSpinRow *editors;
  GtkEditable *specialty;
  AdwSwitchRow *independent;
  AdwComboRow *findings;
  AttestPolicyRulesRow *rules;
  AdwSpinRow *months;
  AdwPreferencesGroup *audiences;
  GtkWidget *removal;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (AttestPolicyPage, attest_policy_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  const char *label;
  const char *names[4];
} Choice;

/* Only reviewers give verdicts, so any list with their role, and an empty one, means all of them. */
static const Choice role_choices[] = {
  { N_ ("All reviewers"), { "reviewer" } },
  { N_ ("Reviewers who are also editors"), { "editor" } },
  { N_ ("Reviewers who are also authors"), { "author" } },
  { N_ ("Reviewers who are also editors or authors"), { "author", "editor" } },
};

static const Choice finding_choices[] = {
  { N_ ("None"), { NULL } },
  { N_ ("Errors"), { "error" } },
  { N_ ("Errors and warnings"), { "error", "warning" } },
  { N_ ("Everything that the checks find"), { "error", "warning", "hint" } },
};

static guint
find_roles (const char *const *roles)
{
  gboolean editors = g_strv_contains (roles, "editor");
  gboolean authors = g_strv_contains (roles, "author");

  if (g_strv_contains (roles, "reviewer") || (!editors && !authors))
    return 0;
  if (editors && authors)
    return 3;
  return editors ? 1 : 2;
}

static const struct
{
  const char *name;
  const char *label;
} severities[] = { { "error", N_ ("Errors") }, { "warning", N_ ("Warnings") }, { "hint", N_ ("Hints") } };

/* Those of @findings that are severities, the worst first: single rules stand in a row of their own. */
static GStrv
dup_severities (const char *const *findings)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_strv_contains (findings, severities[i].name))
      g_strv_builder_add (names, severities[i].name);
  return g_strv_builder_end (names);
}

/* GTK_INVALID_LIST_POSITION for what only the command line can say, such as warnings without errors. */
static guint
find_findings (const char *const *found)
{
  for (guint i = 0; i < G_N_ELEMENTS (finding_choices); i++)
    if (g_strv_equal (found, finding_choices[i].names))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static char *
dup_labels (const char *const *found)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_strv_contains (found, severities[i].name))
      g_strv_builder_add (labels, _ (severities[i].label));
  list = g_strv_builder_end (labels);
  return g_strjoinv (_ (", "), list);
}

static void
set_choices (AdwComboRow *row, const Choice *choices, guint n_choices, const char *other)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (labels, _ (choices[i].label));
  if (other != NULL)
    gtk_string_list_append (labels, other);
  adw_combo_row_set_model (row, G_LIST_MODEL (labels));
}

static void
show_findings (AttestPolicyPage *self)
{
  g_auto (GStrv) found = dup_severities ((const char *const *) self->before->blocking_findings);
  guint choice = find_findings ((const char *const *) found);
  g_autofree char *other = choice == GTK_INVALID_LIST_POSITION ? dup_labels ((const char *const *) found) : NULL;

  set_choices (self->findings, finding_choices, G_N_ELEMENTS (finding_choices), other);
  adw_combo_row_set_selected (self->findings, MIN (choice, G_N_ELEMENTS (finding_choices)));
  attest_policy_rules_row_show (self->rules, (const char *const *) self->before->blocking_findings);
}

static void
show_audiences (AttestPolicyPage *self, GPtrArray *audiences)
{
  for (guint i = 0; i < audiences->len; i++)
    {
      const AttestAudience *audience = audiences->pdata[i];
      GtkWidget *row = adw_switch_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), audience->label);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      gtk_widget_set_name (row, audience->key);
      adw_switch_row_set_active (ADW_SWITCH_ROW (row),
                                 g_strv_contains ((const char *const *) self->before->audiences, audience->key));
      adw_preferences_group_add (self->audiences, row);
      g_ptr_array_add (self->audience_rows, row);
    }
}

static void
remove_cb (AttestPolicyPage *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
take_list (GStrv *list, const char *const *names)
{
  g_strfreev (*list);
  *list = g_strdupv ((GStrv) names);
}

/* A list that says the same in another order is left as it is. */
static void
take_findings (AttestPolicyPage *self, AttestPolicy *policy)
{
  guint choice = adw_combo_row_get_selected (self->findings);
  g_auto (GStrv) before = dup_severities ((const char *const *) policy->blocking_findings);
  g_auto (GStrv) rules = attest_policy_rules_row_dup_names (self->rules);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) now = NULL;
  gboolean same;

  g_strv_builder_addv (builder,
                       choice < G_N_ELEMENTS (finding_choices) ? (const char **) finding_choices[choice].names
                                                               : (const char **) before);
  g_strv_builder_addv (builder, (const char **) rules);
  now = g_strv_builder_end (builder);
  same = g_strv_length (now) == g_strv_length (policy->blocking_findings);
  for (guint i = 0; same && now[i] != NULL; i++)
    same = g_strv_contains ((const char *const *) policy->blocking_findings, now[i]);
  if (!same)
    take_list (&policy->blocking_findings, (const char *const *) now);
}

static void
take_audiences (AttestPolicyPage *self, AttestPolicy *policy)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < self->audience_rows->len; i++)
    if (adw_switch_row_get_active (self->audience_rows->pdata[i]))
      g_strv_builder_add (keys, gtk_widget_get_name (self->audience_rows->pdata[i]));
  g_strfreev (policy->audiences);
  policy->audiences = g_strv_builder_end (keys);
}

AttestPolicy *
attest_policy_page_dup_policy (AttestPolicyPage *self)
{
  AttestPolicy *policy;
  guint roles;

  g_return_val_if_fail (ATTEST_IS_POLICY_PAGE (self), NULL);

  policy = attest_policy_copy (self->before);
  roles = adw_combo_row_get_selected (self->roles);
  policy->sign_offs = (guint) adw_spin_row_get_value (self->sign_offs);
  policy->role_sign_offs[ATTEST_ROLE_EDITOR] = (guint) adw_spin_row_get_value (self->editors);
  policy->independent = adw_switch_row_get_active (self->independent);
  policy->review_months = (guint) adw_spin_row_get_value (self->months);
  g_free (policy->specialty);
  policy->specialty = g_strstrip (g_strdup (gtk_editable_get_text (self->specialty)));
  /* A list that says the same in other words is left as it is. */
  if (roles < G_N_ELEMENTS (role_choices) && roles != find_roles ((const char *const *) policy->roles))
    take_list (&policy->roles, role_choices[roles].names);
  take_findings (self, policy);
  take_audiences (self, policy);
  return policy;
}

static void
attest_policy_page_dispose (GObject *object)
{
  AttestPolicyPage *self = ATTEST_POLICY_PAGE (object);

  g_clear_pointer (&self->before, attest_policy_free);
  g_clear_pointer (&self->audience_rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_POLICY_PAGE);

  G_OBJECT_CLASS (attest_policy_page_parent_class)->dispose (object);
}

static void
attest_policy_page_class_init (AttestPolicyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_policy_page_dispose;
  signals[REMOVE] =
      g_signal_new ("remove", ATTEST_TYPE_POLICY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (ATTEST_TYPE_POLICY_RULES_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-policy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, sign_offs);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, roles);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, editors);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, specialty);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, independent);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, findings);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, rules);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, months);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, audiences);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, removal);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyPage, remove);
}

static void
attest_policy_page_init (AttestPolicyPage *self)
{
  self->audience_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_choices (self->roles, role_choices, G_N_ELEMENTS (role_choices), NULL);
  gtk_adjustment_set_upper (adw_spin_row_get_adjustment (self->sign_offs), ATTEST_POLICY_MOST_SIGN_OFFS);
  gtk_adjustment_set_upper (adw_spin_row_get_adjustment (self->editors), ATTEST_POLICY_MOST_SIGN_OFFS);
  gtk_adjustment_set_upper (adw_spin_row_get_adjustment (self->months), ATTEST_POLICY_MOST_MONTHS);
  g_signal_connect_swapped (self->remove, "activated", G_CALLBACK (remove_cb), self);
}

AttestPolicyPage *
attest_policy_page_new (const AttestPolicy *policy, GPtrArray *audiences)
{
  AttestPolicyPage *self = g_object_new (ATTEST_TYPE_POLICY_PAGE, NULL);
  gboolean of_topic = *policy->topic != '\0';

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), of_topic ? policy->topic : _ ("The board’s policy"));
  self->before = attest_policy_copy (policy);
  adw_spin_row_set_value (self->sign_offs, policy->sign_offs);
  adw_combo_row_set_selected (self->roles, find_roles ((const char *const *) policy->roles));
  adw_spin_row_set_value (self->editors, policy->role_sign_offs[ATTEST_ROLE_EDITOR]);
  gtk_editable_set_text (self->specialty, policy->specialty);
  adw_switch_row_set_active (self->independent, policy->independent);
  adw_spin_row_set_value (self->months, policy->review_months);
  gtk_widget_set_visible (self->removal, of_topic);
  show_findings (self);
  show_audiences (self, audiences);
  return self;
}
