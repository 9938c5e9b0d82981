/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-language.h"

#define LANGUAGE "attest-markdown"
#define FOLDER "resource:///io/github/attestdesk/Attest/source"

void
attest_source_language_apply (GtkSourceBuffer *buffer)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  const char *const *paths = gtk_source_language_manager_get_search_path (manager);

  /* Once it has read its folders the manager takes no more of them. */
  if (!g_strv_contains (paths, FOLDER))
    gtk_source_language_manager_append_search_path (manager, FOLDER);
  gtk_source_buffer_set_language (buffer, gtk_source_language_manager_get_language (manager, LANGUAGE));
}

void
attest_source_language_set_dark (GtkSourceBuffer *buffer, gboolean dark)
{
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();
  const char *const *paths = gtk_source_style_scheme_manager_get_search_path (manager);

  if (!g_strv_contains (paths, FOLDER))
    gtk_source_style_scheme_manager_append_search_path (manager, FOLDER);
  gtk_source_buffer_set_style_scheme (
      buffer, gtk_source_style_scheme_manager_get_scheme (manager, dark ? "attest-dark" : "attest"));
}
