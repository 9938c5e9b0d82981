/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "board/attest-policy-rules-row.h"

#include <glib/gi18n.h>

#include "checks/attest-check-rules.h"

/* @rows: (element-type AdwSwitchRow): named by the rule; those that were on first */
struct _AttestPolicyRulesRow
{
  AdwExpanderRow parent_instance;

  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (AttestPolicyRulesRow, attest_policy_rules_row, ADW_TYPE_EXPANDER_ROW)

static void
tell_what_is_on (AttestPolicyRulesRow *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    if (adw_switch_row_get_active (self->rows->pdata[i]))
      g_strv_builder_add (builder, adw_preferences_row_get_title (self->rows->pdata[i]));
  labels = g_strv_builder_end (builder);
  joined = g_strjoinv (_ (", "), labels);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), labels[0] != NULL ? joined : _ ("None"));
}

static void
add_rule (AttestPolicyRulesRow *self, const char *name, gboolean on)
{
  const AttestCheckRule *rule = attest_check_rules_find (name);
  GtkWidget *row = adw_switch_row_new ();

  gtk_widget_set_name (row, name);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rule != NULL ? attest_check_rule_get_label (rule) : name);
  if (rule == NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("This version of Attest does not know this check"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), on);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (tell_what_is_on), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static gboolean
is_severity (const char *name)
{
  return attest_check_rules_knows (name) && attest_check_rules_find (name) == NULL;
}

void
attest_policy_rules_row_show (AttestPolicyRulesRow *self, const char *const *names)
{
  guint n_rules;
  const AttestCheckRule *rules = attest_check_rules_list (&n_rules);

  g_return_if_fail (ATTEST_IS_POLICY_RULES_ROW (self));

  for (guint i = 0; names[i] != NULL; i++)
    if (!is_severity (names[i]))
      add_rule (self, names[i], TRUE);
  for (guint i = 0; i < n_rules; i++)
    if (!g_strv_contains (names, rules[i].name))
      add_rule (self, rules[i].name, FALSE);
  tell_what_is_on (self);
}

GStrv
attest_policy_rules_row_dup_names (AttestPolicyRulesRow *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (ATTEST_IS_POLICY_RULES_ROW (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (adw_switch_row_get_active (self->rows->pdata[i]))
      g_strv_builder_add (names, gtk_widget_get_name (self->rows->pdata[i]));
  return g_strv_builder_end (names);
}

static void
attest_policy_rules_row_finalize (GObject *object)
{
  g_ptr_array_unref (ATTEST_POLICY_RULES_ROW (object)->rows);

  G_OBJECT_CLASS (attest_policy_rules_row_parent_class)->finalize (object);
}

static void
attest_policy_rules_row_class_init (AttestPolicyRulesRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_policy_rules_row_finalize;
}

static void
attest_policy_rules_row_init (AttestPolicyRulesRow *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}
