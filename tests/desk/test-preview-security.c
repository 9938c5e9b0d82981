/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview-fixture.h"

#include "preview/attest-preview-web.h"

/* Payloads of our own, so that the test means something where the outside data is absent. */
static const char *const own_payloads[] = {
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<img src=\"http://127.0.0.1:9/canary.png\">",
  "<svg onload=alert(1)></svg>",
  "<iframe src=\"javascript:alert(1)\"></iframe>",
  "<a href=\"javascript:alert(1)\">x</a>",
  "[x](javascript:alert(1)) ![x](http://127.0.0.1:9/canary.png)",
  "<style>@import url('http://127.0.0.1:9/canary.css');</style>",
  "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">",
  "<link rel=stylesheet href=\"http://127.0.0.1:9/canary.css\">",
};

static GPtrArray *
load_payloads (void)
{
  g_autoptr (GPtrArray) payloads = g_ptr_array_new_with_free_func (g_free);
  const char *folder = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : "", "corpus", "xss", "dompurify-expect.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();

  for (guint i = 0; i < G_N_ELEMENTS (own_payloads); i++)
    g_ptr_array_add (payloads, g_strdup (own_payloads[i]));
  if (folder != NULL && json_parser_load_from_file (parser, path, NULL))
    {
      JsonArray *array = json_node_get_array (json_parser_get_root (parser));

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_ptr_array_add (
            payloads, g_strdup (json_object_get_string_member (json_array_get_object_element (array, i), "payload")));
      g_assert_cmpuint (payloads->len, >, 100);
    }
  else
    g_test_message ("only our own %u payloads: the outside data is not here", payloads->len);
  return g_steal_pointer (&payloads);
}

static void
assert_innocent (PreviewFixture *fixture, const char *payload)
{
  if (fixture->dialogs + fixture->loads > 0)
    g_error ("%s\ndid this: %s", payload, fixture->offences->str);
  g_assert_cmpstr (webkit_web_view_get_uri (fixture->web), ==, "about:blank");
}

/* As the source of an article, which is the way that a hostile text would come. */
static void
test_source (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) payloads = load_payloads ();

  for (guint i = 0; i < payloads->len; i++)
    {
      g_autofree char *markdown = g_strconcat ("# T\n\n", payloads->pdata[i], "\n", NULL);
      g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, markdown);
      g_autoptr (JsonObject) page = preview_fixture_describe (fixture);
      JsonArray *blocks = json_object_get_array_member (page, "blocks");
      gsize n_blocks;

      attest_rendering_get_blocks (rendering, &n_blocks);
      g_assert_cmpuint (json_array_get_length (blocks), ==, n_blocks);
      preview_fixture_settle (15);
      assert_innocent (fixture, payloads->pdata[i]);
    }
}

/* As if the renderer had let it through: the walls behind it hold by themselves. */
static void
test_walls (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) payloads = load_payloads ();
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, "# T\n");

  for (guint i = 0; i < payloads->len; i++)
    {
      g_autofree char *done =
          preview_fixture_evaluate (fixture->web,
                                    "document.getElementById('article').innerHTML = text;"
                                    "for (const a of document.querySelectorAll('#article a')) a.click();",
                                    payloads->pdata[i],
                                    ATTEST_PREVIEW_WORLD);

      preview_fixture_settle (15);
      assert_innocent (fixture, payloads->pdata[i]);
    }
}

/* The same payloads in a view without the protections: the canary must sing, or the tests above prove nothing. */
static void
test_canary (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) payloads = load_payloads ();
  WebKitWebView *bare = WEBKIT_WEB_VIEW (g_object_ref_sink (webkit_web_view_new ()));

  preview_fixture_watch (fixture, bare);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (bare));
  for (guint i = 0; i < payloads->len; i++)
    {
      g_autofree char *html = g_strconcat ("<!DOCTYPE html><body>", payloads->pdata[i], NULL);

      webkit_web_view_load_html (bare, html, NULL);
      preview_fixture_settle (60);
    }
  g_test_message ("without protections: %u dialogs, %u loads", fixture->dialogs, fixture->loads);
  g_assert_cmpuint (fixture->dialogs, >=, 3);
  g_assert_cmpuint (fixture->loads, >=, 2);
  g_signal_handlers_disconnect_by_data (bare, fixture);
  g_object_unref (bare);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  dex_init ();

#define ADD(name, function)                                                                                            \
  g_test_add ("/desk/preview/security/" name,                                                                          \
              PreviewFixture,                                                                                          \
              NULL,                                                                                                    \
              preview_fixture_set_up,                                                                                  \
              function,                                                                                                \
              preview_fixture_tear_down)
  ADD ("source", test_source);
  ADD ("walls", test_walls);
  ADD ("canary", test_canary);
  return g_test_run ();
}
