/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "board/attest-policy-group.h"

#include <glib/gi18n.h>

#include "review/attest-review.h"

struct _AttestPolicyGroup
{
  AdwPreferencesGroup parent_instance;

  AdwSpinRow *sign_offs;
  AdwComboRow *roles;
  AdwSpinRow *months;
};

G_DEFINE_FINAL_TYPE (AttestPolicyGroup, attest_policy_group, ADW_TYPE_PREFERENCES_GROUP)

/* Only reviewers give verdicts, so any list with their role, and an empty one, means all of them. */
static const struct
{
  const char *label;
  const char *roles[3];
} choices[] = {
  { N_ ("All reviewers"), { "reviewer" } },
  { N_ ("Reviewers who are also editors"), { "editor" } },
  { N_ ("Reviewers who are also authors"), { "author" } },
  { N_ ("Reviewers who are also editors or authors"), { "author", "editor" } },
};

static guint
find_choice (const char *const *roles)
{
  gboolean editors = g_strv_contains (roles, "editor");
  gboolean authors = g_strv_contains (roles, "author");

  if (g_strv_contains (roles, "reviewer") || (!editors && !authors))
    return 0;
  if (editors && authors)
    return 3;
  return editors ? 1 : 2;
}

void
attest_policy_group_show (AttestPolicyGroup *self, const AttestPolicy *policy)
{
  g_return_if_fail (ATTEST_IS_POLICY_GROUP (self));
  g_return_if_fail (policy != NULL);

  adw_spin_row_set_value (self->sign_offs, policy->sign_offs);
  adw_combo_row_set_selected (self->roles, find_choice ((const char *const *) policy->roles));
  adw_spin_row_set_value (self->months, policy->review_months);
}

AttestPolicy *
attest_policy_group_dup_policy (AttestPolicyGroup *self, const AttestPolicy *before)
{
  AttestPolicy *policy = attest_policy_copy (before);
  guint choice = adw_combo_row_get_selected (self->roles);

  policy->sign_offs = (guint) adw_spin_row_get_value (self->sign_offs);
  policy->review_months = (guint) adw_spin_row_get_value (self->months);
  /* A list that says the same in other words is left as it is. */
  if (choice < G_N_ELEMENTS (choices) && choice != find_choice ((const char *const *) before->roles))
    {
      g_strfreev (policy->roles);
      policy->roles = g_strdupv ((GStrv) choices[choice].roles);
    }

  return policy;
}

static void
attest_policy_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_POLICY_GROUP);

  G_OBJECT_CLASS (attest_policy_group_parent_class)->dispose (object);
}

static void
attest_policy_group_class_init (AttestPolicyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_policy_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-policy-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyGroup, sign_offs);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyGroup, roles);
  gtk_widget_class_bind_template_child (widget_class, AttestPolicyGroup, months);
}

static void
attest_policy_group_init (AttestPolicyGroup *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (labels, _ (choices[i].label));
  adw_combo_row_set_model (self->roles, G_LIST_MODEL (labels));
  gtk_adjustment_set_upper (adw_spin_row_get_adjustment (self->sign_offs), ATTEST_POLICY_MOST_SIGN_OFFS);
  gtk_adjustment_set_upper (adw_spin_row_get_adjustment (self->months), ATTEST_POLICY_MOST_MONTHS);
}
