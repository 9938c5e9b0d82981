/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-web.h"

#include "exchange/attest-page.h"

#define RESOURCES "/io/github/attestdesk/Attest/preview/"

static WebKitSettings *
make_settings (void)
{
  /* Script must be on for our own world; with markup off no script, handler or javascript: address of a text exists. */
  return WEBKIT_SETTINGS (g_object_new (WEBKIT_TYPE_SETTINGS,
                                        "enable-javascript",
                                        TRUE,
                                        "enable-javascript-markup",
                                        FALSE,
                                        "enable-html5-database",
                                        FALSE,
                                        "enable-html5-local-storage",
                                        FALSE,
                                        "enable-media",
                                        FALSE,
                                        "enable-mediasource",
                                        FALSE,
                                        "enable-webaudio",
                                        FALSE,
                                        "enable-webgl",
                                        FALSE,
                                        "enable-webrtc",
                                        FALSE,
                                        "enable-page-cache",
                                        FALSE,
                                        "enable-developer-extras",
                                        FALSE,
                                        "enable-back-forward-navigation-gestures",
                                        FALSE,
                                        "javascript-can-open-windows-automatically",
                                        FALSE,
                                        "allow-file-access-from-file-urls",
                                        FALSE,
                                        "allow-universal-access-from-file-urls",
                                        FALSE,
                                        NULL));
}

/* WebKit keeps a text of no size inside of its view, to know the keys of a text by. Tab would lead there, and no key out of it. */
static void
take_from_keyboard (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_can_focus (child, FALSE);
}

WebKitWebView *
attest_preview_web_view_new (AttestPreviewAssetRequest request, gpointer user_data)
{
  g_autoptr (WebKitNetworkSession) network = webkit_network_session_new_ephemeral ();
  g_autoptr (WebKitWebContext) context = webkit_web_context_new ();
  g_autoptr (WebKitUserContentManager) content = webkit_user_content_manager_new ();
  g_autoptr (WebKitSettings) settings = make_settings ();
  WebKitWebView *view = NULL;

  webkit_web_context_register_uri_scheme (context, "asset", request, user_data, NULL);
  webkit_user_content_manager_register_script_message_handler (content, "preview", ATTEST_PREVIEW_WORLD);
  view = WEBKIT_WEB_VIEW (g_object_new (WEBKIT_TYPE_WEB_VIEW,
                                        "web-context",
                                        context,
                                        "network-session",
                                        network,
                                        "user-content-manager",
                                        content,
                                        "settings",
                                        settings,
                                        "default-content-security-policy",
                                        ATTEST_PREVIEW_POLICY,
                                        NULL));
  take_from_keyboard (GTK_WIDGET (view));
  return view;
}

static GBytes *
load_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("The program was built without %s: %s", path, error->message);
  return bytes;
}

static char *
dup_resource_text (const char *name)
{
  g_autoptr (GBytes) bytes = load_resource (name);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
attest_preview_web_view_load (WebKitWebView *view)
{
  g_autofree char *wrapper = dup_resource_text ("preview.html");
  g_autofree char *page_style = attest_page_dup_style ();
  g_autofree char *own_style = dup_resource_text ("preview.css");
  g_autofree char *style = g_strconcat (page_style, own_style, NULL);
  g_autoptr (GString) html = g_string_new (wrapper);

  g_string_replace (html, "@STYLE@", style, 1);
  webkit_web_view_load_html (view, html->str, NULL);
}

char *
attest_preview_dup_script (void)
{
  static const char *const names[] = { "preview.js",      "preview-follow.js", "preview-point.js",
                                       "preview-find.js", "preview-beside.js", "preview-changes.js" };
  g_autoptr (GString) script = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *part = dup_resource_text (names[i]);

      g_string_append (script, part);
    }
  return g_string_free (g_steal_pointer (&script), FALSE);
}
