/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <gtksourceview/gtksource.h>
#include <stdlib.h>
#include <webkit/webkit.h>

/*
 * The floor that the desk is measured against: a bare window with a source view and a web view that shows what cmark-gfm
 * makes of the whole text after each change. The straightforward way, with nothing clever in it.
 *
 *     floor FILE
 */

static char *
render (const char *text)
{
  const char *const extensions[] = { "table", "strikethrough", "autolink", "tasklist" };
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_DEFAULT);
  cmark_node *document = NULL;
  char *html = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension (extensions[i]));
  cmark_parser_feed (parser, text, strlen (text));
  document = cmark_parser_finish (parser);
  html = cmark_render_html (document, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions (parser));
  cmark_node_free (document);
  cmark_parser_free (parser);
  return html;
}

static void
changed_cb (GtkTextBuffer *buffer, WebKitWebView *web)
{
  g_autoptr (GVariant) arguments = NULL;
  g_autofree char *text = NULL;
  char *html = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  html = render (text);
  arguments = g_variant_ref_sink (g_variant_new_parsed ("{'html': <%s>}", html));
  webkit_web_view_call_async_javascript_function (
      web, "document.body.innerHTML = html;", -1, arguments, NULL, NULL, NULL, NULL, NULL);
  free (html);
}

static void
load_changed_cb (WebKitWebView *web, WebKitLoadEvent event, GtkTextBuffer *buffer)
{
  if (event != WEBKIT_LOAD_FINISHED)
    return;
  changed_cb (buffer, web);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), web, G_CONNECT_DEFAULT);
}

static GtkWidget *
make_source (const char *path)
{
  GtkWidget *view = gtk_source_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (buffer),
                                  gtk_source_language_manager_get_language (languages, "markdown"));
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Source", -1);
  return view;
}

static void
activate_cb (GtkApplication *application, const char *path)
{
  GtkWidget *view = make_source (path);
  GtkWidget *web = g_object_new (WEBKIT_TYPE_WEB_VIEW, "hexpand", TRUE, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *window = adw_application_window_new (application);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_paned_set_start_child (GTK_PANED (paned), scroller);
  gtk_paned_set_end_child (GTK_PANED (paned), web);
  gtk_paned_set_position (GTK_PANED (paned), 600);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), paned);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), toolbar);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 780);
  g_signal_connect_object (web,
                           "load-changed",
                           G_CALLBACK (load_changed_cb),
                           gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                           G_CONNECT_DEFAULT);
  webkit_web_view_load_html (WEBKIT_WEB_VIEW (web), "<!DOCTYPE html><body></body>", NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (view);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.attestdesk.Floor", G_APPLICATION_NON_UNIQUE);

  if (argc != 2)
    return 2;
  gtk_source_init ();
  cmark_gfm_core_extensions_ensure_registered ();
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), argv[1]);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
