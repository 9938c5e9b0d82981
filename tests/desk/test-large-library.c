/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "desk-fixture.h"
#include "library/attest-article-row.h"
#include "library/attest-library-page.h"
#include "record/attest-library.h"

/* A library of very many articles: rows are made for what is in sight, and what is looked for is found. */

#define BATCH 1000
#define ROWS_AT_MOST 600

typedef struct
{
  AttestSession *session;
  GtkWidget *window;
  AttestLibraryPage *page;
  GListModel *shown;
  guint n_articles;
  guint wanted;
} Fixture;

static guint
get_number_of_articles (void)
{
  if (g_getenv ("ATTEST_LONG") != NULL)
    return 100000;
  /* Still so many that they are sorted piece by piece. */
  return g_getenv ("ATTEST_SANITIZED") != NULL ? 6000 : 10000;
}

static void
add_drafts (GPtrArray *drafts, guint number)
{
  g_autofree char *id = g_strdup_printf ("article-%u", number);
  g_autofree char *title = g_strdup_printf ("Article number%07u", (number * 7919) % 1000003);
  g_autofree char *markdown = g_strdup_printf ("# %s\n\nSome words.\n", title);
  g_autoptr (GBytes) content = g_bytes_new (markdown, strlen (markdown));
  JsonObject *article = json_object_new ();
  JsonObject *body = json_object_new ();
  AttestEventDraft *draft = attest_event_draft_new ("revision.save", id, "p1", body);

  json_object_set_string_member (article, "slug", id);
  json_object_set_string_member (article, "language", "en");
  json_object_set_array_member (article, "topics", json_array_new ());
  g_ptr_array_add (drafts, attest_event_draft_new ("article.create", id, "p1", article));

  json_object_set_string_member (body, "audience", "doctor");
  json_object_set_string_member (body, "language", "en");
  json_object_set_string_member (body, "title", title);
  json_object_set_string_member (body, "text", attest_event_draft_add_content (draft, content));
  json_object_set_string_member (body, "references", "[]");
  json_object_set_array_member (body, "assets", json_array_new ());
  json_object_set_string_member (body, "disclaimer", "");
  json_object_set_array_member (body, "parents", json_array_new ());
  json_object_set_array_member (body, "places", json_array_new ());
  g_ptr_array_add (drafts, draft);
}

static gboolean
fill (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  guint first = GPOINTER_TO_UINT (data);

  for (guint i = first; i < first + BATCH; i++)
    add_drafts (drafts, i);
  g_value_init (result, G_TYPE_BOOLEAN);
  return attest_library_append (library, drafts, NULL, error);
}

static gboolean
has_wanted (gpointer data)
{
  Fixture *fixture = data;

  return g_list_model_get_n_items (fixture->shown) == fixture->wanted;
}

static void
expect (Fixture *fixture, guint n_articles)
{
  fixture->wanted = n_articles;
  /* Ten seconds are meant for a few articles. */
  for (guint i = 0; i < 12 && !desk_fixture_wait (has_wanted, fixture); i++)
    g_test_message ("%u articles are shown", g_list_model_get_n_items (fixture->shown));
  /* A list that only passes through this number on its way to another one is not meant. */
  desk_fixture_settle (300);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->shown), ==, n_articles);
}

static void
set_up (Fixture *fixture)
{
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->n_articles = get_number_of_articles ();
  for (guint i = 0; i < fixture->n_articles; i += BATCH)
    {
      g_autoptr (DexFuture) future =
          desk_fixture_await (attest_session_perform (fixture->session, fill, GUINT_TO_POINTER (i), NULL), NULL);
    }

  fixture->page = g_object_ref_sink (g_object_new (ATTEST_TYPE_LIBRARY_PAGE, NULL));
  fixture->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 900, "default-height", 600, "content", fixture->page, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  attest_library_page_set_session (fixture->page, fixture->session);
  fixture->shown = G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (desk_fixture_find (GTK_WIDGET (fixture->page), "Articles"))));
  expect (fixture, fixture->n_articles);
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->session);
}

static guint
count_rows (GtkWidget *widget)
{
  guint count = ATTEST_IS_ARTICLE_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_rows (child);
  return count;
}

static void
test_rows (Fixture *fixture)
{
  GtkListView *list = GTK_LIST_VIEW (desk_fixture_find (GTK_WIDGET (fixture->page), "Articles"));
  guint places[] = { 0, fixture->n_articles / 2, fixture->n_articles - 1, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gtk_list_view_scroll_to (list, places[i], GTK_LIST_SCROLL_NONE, NULL);
      desk_fixture_settle (200);
      g_assert_cmpuint (count_rows (GTK_WIDGET (list)), >, 0);
      g_assert_cmpuint (count_rows (GTK_WIDGET (list)), <, ROWS_AT_MOST);
    }
}

static void
test_search (Fixture *fixture)
{
  GtkEditable *search = GTK_EDITABLE (desk_fixture_find (GTK_WIDGET (fixture->page), "Search"));

  gtk_editable_set_text (search, "number0007919");
  expect (fixture, 1);
  gtk_editable_set_text (search, "nothing like it");
  expect (fixture, 0);
  gtk_editable_set_text (search, "");
  expect (fixture, fixture->n_articles);
}

/* One library for all, since it takes long to make. */
static void
test_all (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  test_rows (&fixture);
  test_search (&fixture);
  test_rows (&fixture);
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);
  g_test_add_func ("/large-library/rows-and-search", test_all);
  return g_test_run ();
}
