/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-refusals-dialog.h"

#include <glib/gi18n.h>

static void
add_row (AdwPreferencesGroup *group, const AttestRefusal *refusal)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), refusal->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), refusal->reason);
  adw_preferences_group_add (group, row);
}

AdwDialog *
attest_refusals_dialog_new (const AttestRefusal *refusals, guint n_refusals, const char *description)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < n_refusals; i++)
    add_row (ADW_PREFERENCES_GROUP (group), &refusals[i]);
  if (description != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (description, -1);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("What is missing"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
