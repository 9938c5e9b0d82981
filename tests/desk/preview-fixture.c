/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview-fixture.h"

/* How the picture of a magnifying glass begins that is built into WebKit; no payload has it. */
#define SEARCH_ICON "data:image/svg+xml;utf-8, <svg xmlns='http://www.w3.org/2000/svg' width='16' hei"

static void
ready_cb (AttestPreviewView *view, gpointer user_data)
{
  ((PreviewFixture *) user_data)->ready = TRUE;
}

static gboolean
script_dialog_cb (WebKitWebView *web, WebKitScriptDialog *dialog, gpointer user_data)
{
  PreviewFixture *fixture = user_data;

  fixture->dialogs++;
  g_string_append_printf (fixture->offences, "dialog “%s”; ", webkit_script_dialog_get_message (dialog));
  return TRUE;
}

static void
resource_load_started_cb (WebKitWebView *web,
                          WebKitWebResource *resource,
                          WebKitURIRequest *request,
                          gpointer user_data)
{
  PreviewFixture *fixture = user_data;
  const char *uri = webkit_uri_request_get_uri (request);

  /* The wrapper page itself, images of the library, and what WebKit's own style sheet draws in a search field. */
  if (g_str_equal (uri, "about:blank") || g_str_has_prefix (uri, "asset:") || g_str_has_prefix (uri, SEARCH_ICON))
    return;
  fixture->loads++;
  g_string_append_printf (fixture->offences, "load of %.80s; ", uri);
}

void
preview_fixture_watch (PreviewFixture *fixture, WebKitWebView *web)
{
  g_signal_connect (web, "script-dialog", G_CALLBACK (script_dialog_cb), fixture);
  g_signal_connect (web, "resource-load-started", G_CALLBACK (resource_load_started_cb), fixture);
}

void
preview_fixture_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  dex_init ();
}

void
preview_fixture_set_up (PreviewFixture *fixture, gconstpointer data)
{
  fixture->offences = g_string_new (NULL);
  fixture->view = attest_preview_view_new ();
  fixture->web = WEBKIT_WEB_VIEW (g_object_ref (adw_bin_get_child (ADW_BIN (fixture->view))));
  fixture->window =
      g_object_new (GTK_TYPE_WINDOW, "default-width", 600, "default-height", 500, "child", fixture->view, NULL);
  g_signal_connect (fixture->view, "ready", G_CALLBACK (ready_cb), fixture);
  preview_fixture_watch (fixture, fixture->web);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

void
preview_fixture_tear_down (PreviewFixture *fixture, gconstpointer data)
{
  if (fixture->web != NULL)
    g_signal_handlers_disconnect_by_data (fixture->web, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->web);
  g_string_free (fixture->offences, TRUE);
}

void
preview_fixture_settle (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
}

/* The first patch waits for the page; after it the page answers calls in their order, so a description comes after what was sent before. */
static void
wait_until_ready (PreviewFixture *fixture)
{
  for (guint i = 0; i < 500 && !fixture->ready; i++)
    preview_fixture_settle (20);
  g_assert_true (fixture->ready);
  preview_fixture_settle (10);
}

AttestRendering *
preview_fixture_show (PreviewFixture *fixture, const char *markdown)
{
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));
  g_autoptr (AttestDocument) document = attest_document_new (bytes);
  const AttestRenderOptions options = { 0 };
  AttestRendering *rendering = attest_render (document, &options);

  attest_preview_view_set_rendering (fixture->view, rendering, NULL, TRUE);
  wait_until_ready (fixture);
  return rendering;
}

char *
preview_fixture_make_long_text (const char *end)
{
  GString *text = g_string_new ("# Long\n\n");

  for (guint i = 0; i < 80; i++)
    g_string_append_printf (
        text, "Paragraph %u speaks of nothing in particular and takes a line or two to do it.\n\n", i);
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

JsonObject *
preview_fixture_describe (PreviewFixture *fixture)
{
  g_autoptr (DexFuture) future = attest_preview_view_describe (fixture->view);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  const GValue *value;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  json_parser_load_from_data (parser, g_value_get_string (value), -1, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

typedef struct
{
  gboolean done;
  char *text;
} Evaluation;

static void
evaluated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Evaluation *evaluation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);

  evaluation->text = value != NULL ? jsc_value_to_string (value) : g_strdup (error->message);
  evaluation->done = TRUE;
}

char *
preview_fixture_evaluate (WebKitWebView *web, const char *script, const char *text, const char *world)
{
  Evaluation evaluation = { 0 };
  g_autoptr (GVariant) arguments =
      g_variant_ref_sink (g_variant_new_parsed ("{'text': <%s>}", text != NULL ? text : ""));

  webkit_web_view_call_async_javascript_function (
      web, script, -1, arguments, world, NULL, NULL, evaluated_cb, &evaluation);
  while (!evaluation.done)
    g_main_context_iteration (NULL, TRUE);
  return evaluation.text;
}
