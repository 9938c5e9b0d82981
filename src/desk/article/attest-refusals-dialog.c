/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-refusals-dialog.h"

#include <glib/gi18n.h>

/* A menu cannot say why one of its items is dimmed; this does, for all of them together. */

static const struct
{
  AttestAct act;
  const char *name;
} acts[] = {
  { ATTEST_ACT_SAVE, N_ ("Save") },
  { ATTEST_ACT_COMMENT, N_ ("Comment") },
  { ATTEST_ACT_SUBMIT, N_ ("Submit for review") },
  { ATTEST_ACT_START, N_ ("Start review") },
  { ATTEST_ACT_VERDICT, N_ ("Give a verdict") },
  { ATTEST_ACT_RECUSE, N_ ("Step aside") },
  { ATTEST_ACT_WITHDRAW, N_ ("Withdraw") },
};

/* What is typed can be submitted once it is saved, which submitting does. */
static const char *
get_reason (AttestArticleState *state, AttestAct act)
{
  if (attest_article_state_get_record (state) == NULL)
    return NULL;
  if (act == ATTEST_ACT_SUBMIT && attest_article_state_get_modified (state))
    act = ATTEST_ACT_SAVE;
  return attest_article_state_get_refusal (state, act);
}

gboolean
attest_refusals_exist (AttestArticleState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (get_reason (state, acts[i].act) != NULL)
      return TRUE;
  return FALSE;
}

static void
add_row (AdwPreferencesGroup *group, const char *name, const char *reason)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
  adw_preferences_group_add (group, row);
}

AdwDialog *
attest_refusals_dialog_new (AttestArticleState *state)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  const char *name = attest_session_get_actor_name (attest_article_state_get_session (state));

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      const char *reason = get_reason (state, acts[i].act);

      if (reason != NULL)
        add_row (ADW_PREFERENCES_GROUP (group), _ (acts[i].name), reason);
    }
  if (name != NULL)
    {
      /* Translators: %s is a person's name */
      g_autofree char *whose = g_strdup_printf (_ ("What %s cannot do with this text now."), name);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), whose);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("What is missing"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
