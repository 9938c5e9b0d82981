/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "article/attest-article-page.h"
#include "desk-fixture.h"
#include "record/attest-article.h"

/* The references of a sample article, which cites one of them several times. */

#define CITED "murrough2013"

typedef struct
{
  AttestSession *session;
  GtkWidget *window;
  AttestArticlePage *page;
  AttestArticleState *state;
  GtkListBox *list;
  guint64 start;
  guint64 end;
} Fixture;

static gboolean
is_computed (gpointer data)
{
  AttestArticleState *state = data;

  return attest_article_state_get_document (state) != NULL && attest_article_state_get_record (state) != NULL &&
         attest_article_state_get_references (state) != NULL;
}

static void
revealed_cb (Fixture *fixture, guint64 start, guint64 end)
{
  fixture->start = start;
  fixture->end = end;
}

static gboolean
shows_rows (gpointer data)
{
  Fixture *fixture = data;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (fixture->list, 0);

  return row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AttestArticle) article = NULL;

  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE_SAMPLE);
  article = attest_library_find_article (
      attest_session_get_library (fixture->session), "can-excessive-ketamine-use-cause-depression", NULL);
  fixture->page =
      g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (fixture->session, article->id, NULL)));
  fixture->state = attest_article_page_get_state (fixture->page);
  fixture->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 1200, "default-height", 700, "content", fixture->page, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (desk_fixture_wait (is_computed, fixture->state));
  g_signal_connect_swapped (fixture->state, "reveal", G_CALLBACK (revealed_cb), fixture);
  fixture->list = GTK_LIST_BOX (desk_fixture_find (GTK_WIDGET (fixture->page), "References"));
  g_action_group_activate_action (
      attest_article_page_get_actions (fixture->page), "show", g_variant_new_string ("references"));
  g_assert_true (desk_fixture_wait (shows_rows, fixture));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->state, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->session);
}

static char *
dup_revealed (Fixture *fixture)
{
  GBytes *markdown = attest_document_get_markdown (attest_article_state_get_document (fixture->state));
  const char *text = g_bytes_get_data (markdown, NULL);

  g_assert_cmpuint (fixture->end, <=, g_bytes_get_size (markdown));
  return g_strndup (text + fixture->start, fixture->end - fixture->start);
}

static guint
count_citations (Fixture *fixture)
{
  GPtrArray *citations = attest_document_get_citations (attest_article_state_get_document (fixture->state));
  guint n_found = 0;

  for (guint i = 0; i < citations->len; i++)
    {
      const AttestCitation *citation = g_ptr_array_index (citations, i);

      for (guint j = 0; j < citation->keys->len; j++)
        n_found += g_str_equal (((const AttestCitedKey *) g_ptr_array_index (citation->keys, j))->key, CITED);
    }
  return n_found;
}

static GtkListBoxRow *
find_row (Fixture *fixture, const char *words)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (fixture->list, i)) != NULL; i++)
    if (desk_fixture_says (GTK_WIDGET (row), words))
      return row;
  return NULL;
}

/* Each activation goes on to the next place, and after the last one to the first. */
static void
test_goes_to_citations (Fixture *fixture, gconstpointer data)
{
  GtkListBoxRow *row = find_row (fixture, "[@" CITED "]");
  guint n_citations = count_citations (fixture);
  guint64 first = 0;
  guint64 before = 0;

  g_assert_nonnull (row);
  g_assert_cmpuint (n_citations, >, 1);
  for (guint i = 0; i < n_citations; i++)
    {
      g_autofree char *text = NULL;

      gtk_widget_activate (GTK_WIDGET (row));
      text = dup_revealed (fixture);
      g_assert_true (g_str_has_prefix (text, "@" CITED));
      g_assert_cmpuint (fixture->start, >, before);
      before = fixture->start;
      if (i == 0)
        first = before;
    }
  gtk_widget_activate (GTK_WIDGET (row));
  g_assert_cmpuint (fixture->start, ==, first);
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  GtkListBoxRow *row = find_row (fixture, "[@" CITED "]");
  g_autofree char *words = g_strdup_printf ("Cited %u times", count_citations (fixture));

  g_assert_true (desk_fixture_says (GTK_WIDGET (row), words));
  desk_fixture_assert_named (GTK_WIDGET (fixture->list));
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/references/goes-to-citations", Fixture, NULL, set_up, test_goes_to_citations, tear_down);
  g_test_add ("/desk/references/counts", Fixture, NULL, set_up, test_counts, tear_down);

  return g_test_run ();
}
