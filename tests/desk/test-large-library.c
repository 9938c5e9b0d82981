/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "desk-fixture.h"
#include "library/attest-article-slot.h"
#include "library/attest-library-page.h"
#include "many-articles.h"
#include "record/attest-database-private.h"
#include "record/attest-library-private.h"
#include "record/attest-search.h"

/* A library of very many articles: rows are made for what is in sight, and what is looked for is found. */

#define SLOTS_AT_MOST 600
/* A window of 600 pixels shows six or seven, and some more are made above and below. */
#define ROWS_AT_MOST 16

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
  many_articles_add (fixture->session, fixture->n_articles);

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

typedef struct
{
  guint slots;
  guint rows;
} Count;

static gboolean
reads (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget))
    return g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (reads (child, words))
      return TRUE;
  return FALSE;
}

/* A slot in sight has a row, and the row shows what is in the slot. */
static void
look_at_slot (GtkWidget *list, AttestArticleSlot *slot, Count *count)
{
  AttestArticleRow *row = attest_article_slot_get_row (slot);
  g_autoptr (AttestArticleItem) item = NULL;
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (slot), list, &bounds));
  count->slots++;
  if (row == NULL)
    {
      g_assert_true (bounds.origin.y >= (float) gtk_widget_get_height (list) ||
                     bounds.origin.y + bounds.size.height <= 0);
      return;
    }
  count->rows++;
  g_object_get (row, "item", &item, NULL);
  g_assert_true (item == attest_article_slot_get_item (slot));
  g_assert_true (reads (GTK_WIDGET (row), attest_article_item_get_title (item)));
}

static Count
count_slots (GtkWidget *list)
{
  Count count = { 0 };

  for (GtkWidget *line = gtk_widget_get_first_child (list); line != NULL; line = gtk_widget_get_next_sibling (line))
    if (gtk_widget_get_mapped (line) && ATTEST_IS_ARTICLE_SLOT (gtk_widget_get_first_child (line)))
      look_at_slot (list, ATTEST_ARTICLE_SLOT (gtk_widget_get_first_child (line)), &count);
  return count;
}

static void
test_rows (Fixture *fixture)
{
  GtkListView *list = GTK_LIST_VIEW (desk_fixture_find (GTK_WIDGET (fixture->page), "Articles"));
  guint places[] = { 0, fixture->n_articles / 2, fixture->n_articles - 1, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      Count count;

      gtk_list_view_scroll_to (list, places[i], GTK_LIST_SCROLL_NONE, NULL);
      desk_fixture_settle (200);
      count = count_slots (GTK_WIDGET (list));
      g_assert_cmpuint (count.slots, <, SLOTS_AT_MOST);
      g_assert_cmpuint (count.rows, >, 3);
      if (i == 0)
        g_assert_cmpuint (count.rows, <, ROWS_AT_MOST);
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

/* Rows that SQLite gives a search, and to what is read of the board before: at an early one it takes longer than anybody waits for, at @held_row it stands still until it is let go on. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gint rows;
  gint held_row;
  gboolean let_go;
} Slow;

static int
slow_row_cb (unsigned event, void *data, void *statement, void *unused)
{
  Slow *slow = data;
  gint row = g_atomic_int_add (&slow->rows, 1) + 1;

  if (slow->held_row == 0)
    return 0;
  if (row == slow->held_row / 4)
    g_usleep (ATTEST_SEARCH_PATIENCE + 5000);
  if (row != slow->held_row)
    return 0;
  g_mutex_lock (&slow->mutex);
  while (!slow->let_go)
    g_cond_wait (&slow->cond, &slow->mutex);
  g_mutex_unlock (&slow->mutex);
  return 0;
}

static gboolean
trace (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  sqlite3_trace_v2 (attest_database_get_handle (attest_library_get_database (library)),
                    data != NULL ? SQLITE_TRACE_ROW : 0,
                    data != NULL ? slow_row_cb : NULL,
                    data);
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
trace_searches (Fixture *fixture, Slow *slow)
{
  g_autoptr (DexFuture) future = desk_fixture_await (attest_session_search (fixture->session, trace, slow, NULL), NULL);
}

static gboolean
has_some (gpointer data)
{
  guint n_shown = g_list_model_get_n_items (((Fixture *) data)->shown);

  return n_shown > 0 && n_shown <= ATTEST_SEARCH_RESULTS;
}

/* What a slow search found by then is shown, and the rest comes when there is more. */
static void
test_slow_search (Fixture *fixture)
{
  GtkEditable *search = GTK_EDITABLE (desk_fixture_find (GTK_WIDGET (fixture->page), "Search"));
  Slow slow = { 0 };

  trace_searches (fixture, &slow);
  gtk_editable_set_text (search, "some");
  expect (fixture, ATTEST_SEARCH_RESULTS);
  gtk_editable_set_text (search, "");
  expect (fixture, fixture->n_articles);

  slow.held_row = slow.rows * 3 / 4;
  g_atomic_int_set (&slow.rows, 0);
  gtk_editable_set_text (search, "some");
  g_assert_true (desk_fixture_wait (has_some, fixture));
  g_assert_cmpuint (g_list_model_get_n_items (fixture->shown), <, ATTEST_SEARCH_RESULTS);
  g_mutex_lock (&slow.mutex);
  slow.let_go = TRUE;
  g_cond_signal (&slow.cond);
  g_mutex_unlock (&slow.mutex);
  expect (fixture, ATTEST_SEARCH_RESULTS);

  trace_searches (fixture, NULL);
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
  test_slow_search (&fixture);
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
