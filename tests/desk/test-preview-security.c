/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview-fixture.h"

#include "exchange/attest-page.h"
#include "preview/attest-preview-web.h"
#include "review/attest-review.h"

/* Payloads of our own, so that the test means something where the outside data is absent. */
static const char *const own_payloads[] = {
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<img src=\"http://127.0.0.1:8009/canary.png\">",
  "<svg onload=alert(1)></svg>",
  "<iframe src=\"javascript:alert(1)\"></iframe>",
  "<a href=\"javascript:alert(1)\">x</a>",
  "[x](javascript:alert(1)) ![x](http://127.0.0.1:8009/canary.png)",
  "<style>@import url('http://127.0.0.1:8009/canary.css');</style>",
  "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:8009/\">",
  "<link rel=stylesheet href=\"http://127.0.0.1:8009/canary.css\">",
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
                                    "attestPage.article.innerHTML = text;"
                                    "for (const a of attestPage.article.querySelectorAll('a')) a.click();",
                                    payloads->pdata[i],
                                    ATTEST_PREVIEW_WORLD);

      preview_fixture_settle (15);
      assert_innocent (fixture, payloads->pdata[i]);
    }
}

/* A page of an article and a board that are made of the payload wherever a text can stand. */
static char *
make_page (AttestLibrary *library, const char *editor, guint number, const char *payload)
{
  g_autofree char *slug = g_strdup_printf ("article-%u", number);
  g_autofree char *text = g_strdup_printf ("# %s\n\n%s\n\n[x](%s)\n\n- %s\n", payload, payload, payload, payload);
  g_autoptr (GBytes) markdown = g_bytes_new (text, strlen (text));
  g_autoptr (JsonObject) board = json_object_new ();
  g_autoptr (GBytes) page = NULL;
  g_autofree char *article = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (board, "name", payload);
  json_object_set_string_member (board, "notice", payload);
  /* The record may refuse some of it, which is as good. */
  attest_review_save_board (library, editor, board, NULL);
  article = attest_review_create_article (
      library, editor, slug, "en", NULL, "doctor", markdown, NULL, payload, 0, NULL, &error);
  g_assert_no_error (error);
  page = attest_page_build (library, article, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
}

/* The exported page, in a browser that would run and load anything. */
static void
test_page (PreviewFixture *fixture, gconstpointer data)
{
  static const char *const roles[] = { "editor", "author", NULL };
  g_autoptr (GPtrArray) payloads = load_payloads ();
  g_autofree char *folder = g_dir_make_tmp ("attest-page-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "board.attest-library", NULL);
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  WebKitWebView *bare = WEBKIT_WEB_VIEW (g_object_ref_sink (webkit_web_view_new ()));
  g_autoptr (AttestLibrary) library = NULL;
  g_autofree char *editor = NULL;
  g_autoptr (GError) error = NULL;

  attest_review_register (registry);
  library = attest_library_create (path, registry, folder, &error);
  g_assert_no_error (error);
  editor = attest_review_save_person (
      library,
      "",
      NULL,
      &(AttestPersonChange) { .name = "Editor", .credentials = "", .email = "", .orcid = "", .roles = roles },
      &error);
  g_assert_no_error (error);
  preview_fixture_watch (fixture, bare);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (bare));
  for (guint i = 0; i < payloads->len; i++)
    {
      g_autofree char *html = make_page (library, editor, i, payloads->pdata[i]);

      webkit_web_view_load_html (bare, html, NULL);
      preview_fixture_settle (60);
      if (fixture->dialogs + fixture->loads > 0)
        g_error ("a page with %s\ndid this: %s", (char *) payloads->pdata[i], fixture->offences->str);
    }
  g_signal_handlers_disconnect_by_data (bare, fixture);
  g_object_unref (bare);
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
      guint before = fixture->dialogs + fixture->loads;

      webkit_web_view_load_html (bare, html, NULL);
      /* Ours come first and get the time that a busy machine may need. */
      for (guint j = 0; j < (i < G_N_ELEMENTS (own_payloads) ? 40 : 1) && fixture->dialogs + fixture->loads == before;
           j++)
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
  preview_fixture_init (&argc, &argv);

#define ADD(name, function)                                                                                            \
  g_test_add ("/desk/preview/security/" name,                                                                          \
              PreviewFixture,                                                                                          \
              NULL,                                                                                                    \
              preview_fixture_set_up,                                                                                  \
              function,                                                                                                \
              preview_fixture_tear_down)
  ADD ("source", test_source);
  ADD ("walls", test_walls);
  ADD ("page", test_page);
  ADD ("canary", test_canary);
  return g_test_run ();
}
