/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "board/attest-policies-group.h"

#include <glib/gi18n.h>

#include "board/attest-policy-page.h"
#include "record/attest-article-table.h"
#include "review/attest-review.h"

/* Entry: one policy and its row; @before: (nullable): what holds, NULL for a topic that has none. */
typedef struct
{
  AttestPolicy *before;
  AttestPolicy *now;
  GtkWidget *row;
} Entry;

struct _AttestPoliciesGroup
{
  AdwPreferencesGroup parent_instance;

  AttestSession *session;
  /* (element-type AttestAudience) */
  GPtrArray *audiences;
  /* (element-type Entry): the board's first */
  GPtrArray *entries;
  Entry *open;
  /* Topics that articles have, of which the row offers those without a policy. */
  GStrv topics;
  GtkStringList *offered;

  AdwComboRow *add;
  GtkWidget *effect;
};

G_DEFINE_FINAL_TYPE (AttestPoliciesGroup, attest_policies_group, ADW_TYPE_PREFERENCES_GROUP)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  attest_policy_free (entry->before);
  attest_policy_free (entry->now);
  g_free (entry);
}

static gboolean
is_entry_changed (const Entry *entry)
{
  if (entry->before == NULL)
    return !entry->now->cleared;
  return !attest_policy_asks_same (entry->before, entry->now);
}

gboolean
attest_policies_group_is_changed (AttestPoliciesGroup *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (is_entry_changed (self->entries->pdata[i]))
      return TRUE;
  return FALSE;
}

GPtrArray *
attest_policies_group_dup_policies (AttestPoliciesGroup *self)
{
  GPtrArray *policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (policies, attest_policy_copy (((Entry *) self->entries->pdata[i])->now));
  return policies;
}

/* ---- What a change does ---- */

static GWeakRef *
weak_ref_new (AttestPoliciesGroup *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

typedef struct
{
  char *reader;
  GPtrArray *policies;
} Question;

static Question *
question_new (AttestPoliciesGroup *self)
{
  Question *question = g_new0 (Question, 1);

  question->reader = g_strdup (attest_session_get_actor (self->session));
  question->policies = attest_policies_group_dup_policies (self);

  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->reader);
  g_ptr_array_unref (question->policies);
  g_free (question);
}

static gboolean
find_effect (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Question *question = data;
  AttestPolicyEffect effect;

  if (!attest_review_find_policy_effect (library, question->reader, question->policies, &effect, error))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, attest_policy_effect_dup_sentences (&effect));
  return TRUE;
}

static DexFuture *
effect_found_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestPoliciesGroup) self = g_weak_ref_get (user_data);
  const GValue *sentences = dex_future_get_value (future, NULL);

  if (sentences != NULL && self != NULL && self->session != NULL && attest_policies_group_is_changed (self))
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->effect), g_value_get_string (sentences));
      gtk_widget_set_visible (self->effect, TRUE);
    }
  return dex_future_new_true ();
}

static void
update_effect (AttestPoliciesGroup *self)
{
  DexFuture *future;

  gtk_widget_set_visible (self->effect, FALSE);
  if (!attest_policies_group_is_changed (self))
    return;
  future = attest_session_search (self->session, find_effect, question_new (self), question_free);
  dex_future_disown (dex_future_finally (future, effect_found_cb, weak_ref_new (self), weak_ref_free));
}

/* ---- Topics without a policy ---- */

static gboolean
has_policy (AttestPoliciesGroup *self, const char *topic)
{
  g_autofree char *key = attest_dup_name_key (topic);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];
      g_autofree char *other = attest_dup_name_key (entry->now->topic);

      if (!entry->now->cleared && g_str_equal (key, other))
        return TRUE;
    }
  return FALSE;
}

static void
update_offered (AttestPoliciesGroup *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->offered));

  adw_combo_row_set_selected (self->add, 0);
  gtk_string_list_splice (self->offered, 1, n_items - 1, NULL);
  for (guint i = 0; self->topics != NULL && self->topics[i] != NULL; i++)
    if (!has_policy (self, self->topics[i]))
      gtk_string_list_append (self->offered, self->topics[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->add), g_list_model_get_n_items (G_LIST_MODEL (self->offered)) > 1);
}

static gboolean
list_topics (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  GStrv topics = attest_article_table_list_topics (attest_library_get_database (library), error);

  if (topics == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, topics);
  return TRUE;
}

static DexFuture *
topics_listed_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestPoliciesGroup) self = g_weak_ref_get (user_data);
  const GValue *topics = dex_future_get_value (future, NULL);

  if (topics != NULL && self != NULL && self->session != NULL)
    {
      self->topics = g_value_dup_boxed (topics);
      update_offered (self);
    }
  return dex_future_new_true ();
}

/* ---- Rows and pages ---- */

static void
update_row (Entry *entry)
{
  g_autofree char *terms = entry->now->cleared ? NULL : attest_policy_dup_terms (entry->now);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (entry->row), terms != NULL ? terms : "");
  gtk_widget_set_visible (entry->row, !entry->now->cleared);
}

static void
update_all (AttestPoliciesGroup *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    update_row (self->entries->pdata[i]);
  update_offered (self);
  update_effect (self);
}

static void
page_hiding_cb (AttestPoliciesGroup *self, AttestPolicyPage *page)
{
  if (self->open == NULL || self->session == NULL)
    return;
  if (!self->open->now->cleared)
    {
      attest_policy_free (self->open->now);
      self->open->now = attest_policy_page_dup_policy (page);
    }
  self->open = NULL;
  update_all (self);
}

static AdwNavigationView *
find_view (AttestPoliciesGroup *self)
{
  return ADW_NAVIGATION_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW));
}

static void
page_remove_cb (AttestPoliciesGroup *self)
{
  if (self->open != NULL)
    self->open->now->cleared = TRUE;
  adw_navigation_view_pop (find_view (self));
}

static void
open_entry (AttestPoliciesGroup *self, Entry *entry)
{
  AttestPolicyPage *page = attest_policy_page_new (entry->now, self->audiences);

  self->open = entry;
  g_signal_connect_object (page, "hiding", G_CALLBACK (page_hiding_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "remove", G_CALLBACK (page_remove_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (find_view (self), ADW_NAVIGATION_PAGE (page));
}

static void
row_activated_cb (AttestPoliciesGroup *self, GtkWidget *row)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((Entry *) self->entries->pdata[i])->row == row)
      open_entry (self, self->entries->pdata[i]);
}

/* @before: (nullable) (transfer none); @now: (transfer full) */
static Entry *
add_entry (AttestPoliciesGroup *self, const AttestPolicy *before, AttestPolicy *now)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->before = before != NULL ? attest_policy_copy (before) : NULL;
  entry->now = now;
  entry->row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row),
                                 *now->topic != '\0' ? now->topic : _ ("The board’s policy"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (entry->row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (entry->row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (entry->row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->entries, entry);
  /* What is added last stands last, and these two belong below the policies. */
  g_object_ref (self->add);
  g_object_ref (self->effect);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->add));
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->effect);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), entry->row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->add));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->effect);
  g_object_unref (self->add);
  g_object_unref (self->effect);
  update_row (entry);
  return entry;
}

/* A topic's policy begins as what holds for it now, which is the board's. */
static void
add_selected_cb (AttestPoliciesGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->add);
  AttestPolicy *policy;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION || self->entries->len == 0)
    return;
  policy = attest_policy_copy (((Entry *) self->entries->pdata[0])->now);
  g_free (policy->topic);
  policy->topic = g_strdup (gtk_string_list_get_string (self->offered, selected));
  open_entry (self, add_entry (self, NULL, policy));
}

gboolean
attest_policies_group_show (AttestPoliciesGroup *self, AttestSession *session, GError **error)
{
  AttestLibrary *library = attest_session_get_library (session);
  g_autoptr (GPtrArray) policies = attest_review_list_policies (library, error);
  DexFuture *future;

  g_return_val_if_fail (ATTEST_IS_POLICIES_GROUP (self), FALSE);

  self->audiences = policies != NULL ? attest_library_list_audiences (library, error) : NULL;
  if (self->audiences == NULL)
    return FALSE;
  self->session = g_object_ref (session);
  for (guint i = 0; i < policies->len; i++)
    add_entry (self, policies->pdata[i], attest_policy_copy (policies->pdata[i]));
  future = attest_session_search (session, list_topics, NULL, NULL);
  dex_future_disown (dex_future_finally (future, topics_listed_cb, weak_ref_new (self), weak_ref_free));
  return TRUE;
}

static void
attest_policies_group_dispose (GObject *object)
{
  AttestPoliciesGroup *self = ATTEST_POLICIES_GROUP (object);

  self->open = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->topics, g_strfreev);
  g_clear_object (&self->offered);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_POLICIES_GROUP);

  G_OBJECT_CLASS (attest_policies_group_parent_class)->dispose (object);
}

static void
attest_policies_group_finalize (GObject *object)
{
  g_ptr_array_unref (ATTEST_POLICIES_GROUP (object)->entries);

  G_OBJECT_CLASS (attest_policies_group_parent_class)->finalize (object);
}

static void
attest_policies_group_class_init (AttestPoliciesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_policies_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_policies_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-policies-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPoliciesGroup, add);
  gtk_widget_class_bind_template_child (widget_class, AttestPoliciesGroup, effect);
}

static void
attest_policies_group_init (AttestPoliciesGroup *self)
{
  const char *const first[] = { _ ("Choose a topic"), NULL };

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->offered = gtk_string_list_new (first);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->add, G_LIST_MODEL (self->offered));
  gtk_widget_set_visible (GTK_WIDGET (self->add), FALSE);
  g_signal_connect_object (self->add, "notify::selected", G_CALLBACK (add_selected_cb), self, G_CONNECT_SWAPPED);
}
