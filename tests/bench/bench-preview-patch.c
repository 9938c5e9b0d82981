/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <stdlib.h>

#include "preview/attest-preview-messages.h"
#include "preview/attest-preview-web.h"

/* One edited block goes to the page and is laid out: inside the web process, and with the message there and back. Half of
 * the article is above the place, as when somebody types in the middle of it. */

#define RUNS 40
/* The web process tells time in milliseconds only, so what happens in it is timed by the dozen. */
#define BATCH 12

typedef struct
{
  gboolean done;
  double value;
} Answer;

static void
loaded_cb (WebKitWebView *web, WebKitLoadEvent event, gboolean *loaded)
{
  *loaded = event == WEBKIT_LOAD_FINISHED;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (value == NULL)
    g_error ("The page does not answer: %s", error->message);
  answer->value = jsc_value_to_double (value);
  answer->done = TRUE;
}

static double
call (WebKitWebView *web, const char *body, const char *there, const char *back)
{
  Answer answer = { 0 };
  g_autoptr (GVariant) arguments =
      g_variant_ref_sink (g_variant_new_parsed ("{'there': <%s>, 'back': <%s>}", there, back));

  webkit_web_view_call_async_javascript_function (
      web, body, -1, arguments, ATTEST_PREVIEW_WORLD, NULL, NULL, answered_cb, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  return answer.value;
}

static void
no_asset_cb (WebKitURISchemeRequest *request, gpointer user_data)
{
}

static WebKitWebView *
open_page (GtkWidget *window)
{
  WebKitWebView *web = attest_preview_web_view_new (no_asset_cb, NULL);
  g_autofree char *script = attest_preview_dup_script ();
  gboolean loaded = FALSE;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (web));
  g_signal_connect (web, "load-changed", G_CALLBACK (loaded_cb), &loaded);
  attest_preview_web_view_load (web);
  while (!loaded)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (web, &loaded);
  call (web, script, "", "");
  return web;
}

static AttestRendering *
render (guint n_blocks, const char *word)
{
  g_autoptr (GString) text = g_string_new ("# A question\n\n");
  g_autoptr (AttestDocument) document = NULL;
  const AttestRenderOptions options = { 0 };

  for (guint i = 1; i < n_blocks; i++)
    g_string_append_printf (text,
                            i % 12 == 0 ? "## Part %u\n\n"
                                        : "Paragraph %u speaks of *nothing* in particular, and takes a line or two to "
                                          "do so; this one says **%s** beside it.\n\n",
                            i,
                            i == n_blocks / 2 + 1 ? word : "less");
  document = attest_document_new (g_string_free_to_bytes (g_steal_pointer (&text)));
  return attest_render (document, &options);
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return a < b ? -1 : a > b;
}

static void
print_figures (const char *name, guint n_blocks, double *times)
{
  qsort (times, RUNS, sizeof (double), compare_cb);
  g_print ("{\"bench\":\"%s, %u blocks\",\"unit\":\"ms\",\"median\":%.3f,\"p95\":%.3f,\"runs\":%u,\"aim\":\"5 ms\"}\n",
           name,
           n_blocks,
           times[RUNS / 2],
           times[(guint) ((RUNS - 1) * 0.95 + 0.5)],
           RUNS);
}

static void
measure (WebKitWebView *web, guint n_blocks)
{
  g_autoptr (AttestRendering) one = render (n_blocks, "one");
  g_autoptr (AttestRendering) other = render (n_blocks, "other, longer than before");
  g_autofree char *all = attest_preview_patch_message (NULL, one, 1, NULL, FALSE, G_MAXSIZE);
  g_autofree char *there = attest_preview_patch_message (one, other, 2, NULL, TRUE, G_MAXSIZE);
  g_autofree char *back = attest_preview_patch_message (other, one, 3, NULL, TRUE, G_MAXSIZE);
  double inside[RUNS], outside[RUNS];

  call (web, "attestPreview.patch(JSON.parse(there)); return scrollTo(0, document.body.scrollHeight / 2);", all, "");
  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start;

      inside[i] = call (
          web,
          "const begin = performance.now();"
          "for (let i = 0; i < " G_STRINGIFY (BATCH) "; i++) {"
                                                     "  attestPreview.patch(JSON.parse(i % 2 ? back : there));"
                                                     "  document.querySelector('.page-own').getBoundingClientRect();"
                                                     "}"
                                                     "return (performance.now() - begin) / " G_STRINGIFY (BATCH) ";",
          there,
          back);
      start = g_get_monotonic_time ();
      call (web,
            "attestPreview.patch(JSON.parse(there));"
            "return document.querySelector('.page-own').getBoundingClientRect().height;",
            i % 2 ? back : there,
            "");
      outside[i] = (double) (g_get_monotonic_time () - start) / 1000;
    }
  print_figures ("block patch with layout in WebKit", n_blocks, inside);
  print_figures ("the same with the message there and back", n_blocks, outside);
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 100, 8000 };
  GtkWidget *window = NULL;

  gtk_init ();
  adw_init ();
  window = g_object_new (GTK_TYPE_WINDOW, "default-width", 600, "default-height", 800, NULL);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    measure (open_page (window), sizes[i]);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
