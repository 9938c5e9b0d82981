/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-fixture.h"

#include "attest-window-private.h"
#include "desk-fixture.h"

static gboolean
has_opened (gpointer data)
{
  AttestWindow *window = data;

  return g_strcmp0 (gtk_stack_get_visible_child_name (window->stack), "opening") != 0;
}

void
window_fixture_wait (AttestWindow *window)
{
  g_assert_true (desk_fixture_wait (has_opened, window));
}

double
window_fixture_open (AttestWindow *window, const char *path, AttestSessionMode mode)
{
  gint64 begin = g_get_monotonic_time ();

  attest_window_open_library (window, path, mode);
  window_fixture_wait (window);
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

gboolean
window_fixture_shows_library (AttestWindow *window)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (window->stack), "desk") == 0;
}

AdwStatusPage *
window_fixture_get_start (AttestWindow *window)
{
  GtkWidget *view = adw_bin_get_child (ADW_BIN (window->start));

  return ADW_STATUS_PAGE (adw_toolbar_view_get_content (ADW_TOOLBAR_VIEW (view)));
}

char *
window_fixture_dup_offers (AttestWindow *window)
{
  GtkWidget *box = adw_status_page_get_child (window_fixture_get_start (window));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) offers = NULL;

  for (GtkWidget *button = gtk_widget_get_first_child (box); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      if (!gtk_widget_get_visible (button))
        continue;
      g_assert_true (gtk_widget_get_sensitive (button));
      g_assert_true (gtk_widget_has_css_class (button, "suggested-action") ==
                     (button == gtk_widget_get_first_child (box)));
      g_strv_builder_add (builder, gtk_button_get_label (GTK_BUTTON (button)));
    }
  offers = g_strv_builder_end (builder);
  return g_strjoinv (" | ", offers);
}

const char *
window_fixture_get_banner (GtkWidget *root)
{
  if (ADW_IS_BANNER (root) && adw_banner_get_revealed (ADW_BANNER (root)) && gtk_widget_get_mapped (root))
    return adw_banner_get_title (ADW_BANNER (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *title = window_fixture_get_banner (child);

      if (title != NULL)
        return title;
    }
  return NULL;
}

char *
window_fixture_hash_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      g_autofree char *hash = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &contents, &length, NULL))
        hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
      g_ptr_array_add (lines, g_strdup_printf ("%s %s", name, hash != NULL ? hash : "folder"));
    }
  g_ptr_array_sort_values (lines, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}
