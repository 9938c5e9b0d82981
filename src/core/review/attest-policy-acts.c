/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-policy-acts.h"

#include <glib/gi18n-lib.h>

#include "record/attest-article.h"
#include "record/attest-policy-table.h"
#include "review/attest-act-context.h"

static int
compare_topics_cb (gconstpointer one, gconstpointer other)
{
  const AttestPolicy *a = *(const AttestPolicy *const *) one;
  const AttestPolicy *b = *(const AttestPolicy *const *) other;
  gboolean a_is_board = *a->topic == '\0';
  gboolean b_is_board = *b->topic == '\0';

  return a_is_board || b_is_board ? b_is_board - a_is_board : g_utf8_collate (a->topic, b->topic);
}

GPtrArray *
attest_review_list_policies (AttestLibrary *library, GError **error)
{
  g_autoptr (GPtrArray) all = attest_policy_table_list (attest_library_get_database (library), error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *policies;

  if (all == NULL)
    return NULL;
  policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  for (guint i = all->len; i > 0; i--)
    {
      const AttestPolicy *policy = all->pdata[i - 1];

      if (g_hash_table_add (seen, attest_dup_name_key (policy->topic)) && !policy->cleared)
        g_ptr_array_add (policies, attest_policy_copy (policy));
    }
  g_ptr_array_sort (policies, compare_topics_cb);

  return policies;
}

const AttestPolicy *
attest_review_find_policy (GPtrArray *policies, const char *topic)
{
  g_autofree char *key = attest_dup_name_key (topic);

  for (guint i = 0; i < policies->len; i++)
    {
      const AttestPolicy *policy = policies->pdata[i];
      g_autofree char *other = attest_dup_name_key (policy->topic);

      if (g_str_equal (key, other))
        return policy;
    }

  return NULL;
}

/* ---- What is taken ---- */

static gboolean
check_roles (const AttestPolicy *policy, GError **error)
{
  for (guint i = 0; policy->roles[i] != NULL; i++)
    {
      AttestRole role;

      if (!attest_role_from_string (policy->roles[i], &role))
        return attest_review_reject (error, _ ("“%s” is no role; use author, reviewer or editor"), policy->roles[i]);
    }
  for (guint i = 0; i < ATTEST_N_ROLES; i++)
    if (policy->role_sign_offs[i] > ATTEST_POLICY_MOST_SIGN_OFFS)
      return attest_review_reject (
          error, _ ("An approval takes at most %d sign-offs from people with one role"), ATTEST_POLICY_MOST_SIGN_OFFS);

  return TRUE;
}

static gboolean
check_audiences (AttestLibrary *library, const AttestPolicy *policy, GError **error)
{
  for (guint i = 0; policy->audiences[i] != NULL; i++)
    {
      g_autoptr (AttestAudience) audience = attest_library_find_audience (library, policy->audiences[i], NULL);

      if (audience == NULL)
        return attest_review_reject (error, _ ("The board has no audience “%s”"), policy->audiences[i]);
    }

  return TRUE;
}

static gboolean
check_findings (const AttestPolicy *policy, GError **error)
{
  for (guint i = 0; policy->blocking_findings[i] != NULL; i++)
    if (!g_regex_match_simple ("^[a-z0-9][a-z0-9-]*$", policy->blocking_findings[i], G_REGEX_DOLLAR_ENDONLY, 0))
      return attest_review_reject (
          error, _ ("“%s” is neither error, warning or hint nor the name of a check"), policy->blocking_findings[i]);

  return TRUE;
}

static gboolean
check_policy (AttestLibrary *library, const AttestPolicy *policy, GError **error)
{
  if (policy->cleared)
    return *policy->topic != '\0' || attest_review_reject (error, _ ("The board’s own policy can be changed only"));
  if (policy->sign_offs < 1 || policy->sign_offs > ATTEST_POLICY_MOST_SIGN_OFFS)
    return attest_review_reject (error, _ ("An approval takes from 1 to %d sign-offs"), ATTEST_POLICY_MOST_SIGN_OFFS);
  if (policy->review_months > ATTEST_POLICY_MOST_MONTHS)
    return attest_review_reject (
        error, _ ("A text is due for review after at most %d months"), ATTEST_POLICY_MOST_MONTHS);

  return check_roles (policy, error) && check_audiences (library, policy, error) && check_findings (policy, error);
}

/* ---- Saving ---- */

/* A topic without a policy that is to have none, and a policy that says what holds, are no change. */
static gboolean
changes_anything (GPtrArray *before, const AttestPolicy *policy)
{
  const AttestPolicy *now = attest_review_find_policy (before, policy->topic);

  return now != NULL ? !attest_policy_asks_same (now, policy) : !policy->cleared;
}

static gboolean
add_policies (AttestLibrary *library, const char *actor, GPtrArray *policies, GPtrArray *drafts, GError **error)
{
  g_autoptr (GPtrArray) before = attest_review_list_policies (library, error);

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < policies->len; i++)
    {
      const AttestPolicy *policy = policies->pdata[i];

      if (!check_policy (library, policy, error))
        return FALSE;
      if (changes_anything (before, policy))
        g_ptr_array_add (drafts,
                         attest_event_draft_new (policy->cleared ? "policy.clear" : "policy.set",
                                                 ATTEST_STREAM_BOARD,
                                                 actor,
                                                 attest_policy_to_body (policy)));
    }

  return TRUE;
}

gboolean
attest_review_save_settings (AttestLibrary *library,
                             const char *actor,
                             JsonObject *changes,
                             GPtrArray *policies,
                             GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  const char *who = actor != NULL ? actor : "";

  if (!attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, actor, error))
    return FALSE;
  if (changes != NULL)
    g_ptr_array_add (drafts, attest_event_draft_new ("board.set", ATTEST_STREAM_BOARD, who, json_object_ref (changes)));
  if (policies != NULL && !add_policies (library, who, policies, drafts, error))
    return FALSE;

  return drafts->len == 0 || attest_library_append (library, drafts, NULL, error);
}

gboolean
attest_review_save_policy (AttestLibrary *library,
                           const char *actor,
                           guint sign_offs,
                           const char *const *roles,
                           guint review_months,
                           GError **error)
{
  g_autoptr (GPtrArray) now = attest_review_list_policies (library, error);
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  AttestPolicy *policy;

  if (now == NULL)
    return FALSE;
  policy = attest_policy_copy (attest_review_find_policy (now, ""));
  g_ptr_array_add (policies, policy);
  policy->sign_offs = sign_offs;
  policy->review_months = review_months;
  g_strfreev (policy->roles);
  policy->roles = roles != NULL ? g_strdupv ((GStrv) roles) : g_new0 (char *, 1);

  return attest_review_save_settings (library, actor, NULL, policies, error);
}

gboolean
attest_review_save_board (AttestLibrary *library, const char *actor, JsonObject *changes, GError **error)
{
  return attest_review_save_settings (library, actor, changes, NULL, error);
}
