/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-page.h"
#include "exchange/attest-sample.h"
#include "record/attest-article.h"
#include "review/attest-review.h"

/*
 * make-pages FOLDER [PAYLOADS.json]: exports the sample's articles to FOLDER/sample, and to FOLDER/hostile one article for each payload, which
 * stands in all its fields; the payload itself is beside it as NUMBER.txt. PAYLOADS.json is an array of objects with a member "payload".
 */

/* Each way in that a page has, so that the test can fail without the outside data too. */
static const char *const own_payloads[] = {
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
  "<a href=\"javascript:alert(1)\">x</a>",
  "<img src=\"http://canary.invalid/picture.png\">",
  "<link rel=stylesheet href=\"http://canary.invalid/style.css\">",
  "<style>@import 'http://canary.invalid/import.css';</style>",
  "<meta http-equiv=refresh content=\"0;url=http://canary.invalid/\">",
  "<form action=\"http://canary.invalid/\"><button autofocus onfocus=alert(1)>x</button></form>",
  "</title></style></script><script>alert(1)</script>",
  "<details open ontoggle=alert(1)>",
};

static void
stop_at (GError *error)
{
  if (error)
    g_error ("%s", error->message);
}

static AttestLibrary *
make_library (AttestRegistry *registry, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *state = g_strconcat (path, ".state", NULL);
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = attest_library_create (path, registry, state, &error);

  stop_at (error);
  return library;
}

static void
export_sample (AttestRegistry *registry, const char *folder)
{
  g_autoptr (AttestLibrary) library = make_library (registry, folder, "sample.attest-library");
  g_autofree char *out = g_build_filename (folder, "sample", NULL);
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;

  attest_sample_fill (library, &error);
  stop_at (error);
  articles = attest_library_list_articles (library, NULL, NULL, 0, NULL);
  for (guint i = 0; i < articles->len; i++)
    {
      AttestArticle *article = g_ptr_array_index (articles, i);
      g_autoptr (GPtrArray) variants = attest_library_list_variants (library, article->id, NULL);
      g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
      g_auto (GStrv) audiences = NULL;
      g_autofree char *path = NULL;

      for (guint j = 0; j < variants->len; j++)
        g_strv_builder_add (keys, ((AttestVariant *) g_ptr_array_index (variants, j))->audience);
      audiences = g_strv_builder_end (keys);
      path = attest_page_export (library, article->id, (const char *const *) audiences, out, NULL, NULL, &error);
      stop_at (error);
    }
}

static char *
make_references (const char *payload)
{
  static const char *const fields[] = { "title", "container-title", "publisher", "URL", "DOI", "PMID", "page" };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) item = json_object_new ();

  json_object_set_string_member (item, "id", "a");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    json_object_set_string_member (item, fields[i], payload);
  json_node_set_object (node, item);
  return json_to_string (node, FALSE);
}

static void
export_payload (AttestLibrary *library, const char *editor, const char *folder, guint number, const char *payload)
{
  static const char *const fields[] = { "name", "notice", "policy_url", "follow_up_url", "disclaimer" };
  g_autofree char *slug = g_strdup_printf ("%u", number);
  g_autofree char *text = g_strdup_printf ("# %s\n\n%s\n\n[@a] [x](%s)\n\n- %s\n", payload, payload, payload, payload);
  g_autofree char *references = make_references (payload);
  g_autofree char *name = g_strdup_printf ("%u.txt", number);
  g_autofree char *beside = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) markdown = g_bytes_new (text, strlen (text));
  g_autoptr (JsonObject) board = json_object_new ();
  g_autofree char *article = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    json_object_set_string_member (board, fields[i], payload);
  /* The record may refuse some of it, which is as good. */
  attest_review_save_board (library, editor, board, NULL);
  article = attest_review_create_article (
      library, editor, slug, "en", NULL, "doctor", markdown, references, payload, 0, NULL, &error);
  stop_at (error);
  path = attest_page_export (library, article, NULL, folder, NULL, NULL, &error);
  stop_at (error);
  g_file_set_contents (beside, payload, -1, &error);
  stop_at (error);
}

static void
export_hostile (AttestRegistry *registry, const char *folder, const char *payloads)
{
  static const char *const roles[] = { "author", "editor", NULL };
  g_autoptr (AttestLibrary) library = make_library (registry, folder, "hostile.attest-library");
  g_autofree char *out = g_build_filename (folder, "hostile", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *editor = attest_review_save_person (
      library, NULL, NULL, &(AttestPersonChange) { .name = "<script>alert(1)</script>", .roles = roles }, &error);
  JsonArray *cases;
  guint number = 0;

  stop_at (error);
  for (guint i = 0; i < G_N_ELEMENTS (own_payloads); i++)
    export_payload (library, editor, out, ++number, own_payloads[i]);
  if (!payloads)
    return;
  json_parser_load_from_file (parser, payloads, &error);
  stop_at (error);
  cases = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (cases); i++)
    export_payload (library,
                    editor,
                    out,
                    ++number,
                    json_object_get_string_member (json_array_get_object_element (cases, i), "payload"));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AttestRegistry) registry = attest_registry_new ();

  if (argc < 2)
    return 2;
  attest_review_register (registry);
  export_sample (registry, argv[1]);
  export_hostile (registry, argv[1], argc > 2 ? argv[2] : NULL);
  return 0;
}
