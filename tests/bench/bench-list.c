/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <stdlib.h>

#include "library/attest-article-item.h"
#include "library/attest-library-page.h"
#include "library/attest-open-comments-pane.h"
#include "record/attest-library.h"

/* bench-list LIBRARY: the list of a large library, in the longest turn of the main loop that each thing done to it takes: as long the window answers nothing. The library is written to. */

#define RUNS 5
#define OPENINGS 3
#define AIM "16 ms"

/* The main loop's own function to wait with has no data. */
static gint64 turn_began;
static gint64 longest_turn;

typedef struct
{
  AttestSession *session;
  GtkWidget *window;
  AttestLibraryPage *page;
  GtkEditable *search;
  GListModel *shown;
  GSettings *settings;
  double times[RUNS];
} Bench;

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  longest_turn = MAX (longest_turn, g_get_monotonic_time () - turn_began);
  result = g_poll (fds, n_fds, timeout);
  turn_began = g_get_monotonic_time ();
  return result;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Turns the main loop for a time in which nothing else than is measured goes on. Returns: the longest turn in it, in milliseconds */
static double
turn (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;
  guint timer = g_timeout_add (20, wake_cb, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return (double) longest_turn / 1000;
}

/* What is done from here to the next turn counts as a part of that turn. */
static void
begin (void)
{
  longest_turn = 0;
  turn_began = g_get_monotonic_time ();
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return a < b ? -1 : a > b;
}

static void
print_figures (const char *name, double *times, guint n_runs)
{
  qsort (times, n_runs, sizeof *times, compare_cb);
  g_print ("{\"bench\":\"longest turn of the main loop, %s\",\"unit\":\"ms\",\"median\":%.1f,\"p95\":%.1f,\"runs\":%u,"
           "\"aim\":\"" AIM "\"}\n",
           name,
           times[n_runs / 2],
           times[n_runs - 1],
           n_runs);
}

static GtkWidget *
find_type (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static AttestSession *
open_session (const char *path)
{
  g_autoptr (DexFuture) future = attest_session_open (path, ATTEST_SESSION_OPEN);
  g_autoptr (GError) error = NULL;
  const GValue *value;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, &error);
  if (value == NULL)
    g_error ("The library cannot be opened: %s", error->message);
  return g_value_dup_object (value);
}

static double
open_page (Bench *self, const char *path)
{
  self->session = open_session (path);
  self->page = g_object_ref_sink (g_object_new (ATTEST_TYPE_LIBRARY_PAGE, NULL));
  self->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 1200, "default-height", 760, "content", self->page, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  turn (1500);
  self->search = GTK_EDITABLE (find_type (GTK_WIDGET (self->page), GTK_TYPE_SEARCH_ENTRY));
  self->shown =
      G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (find_type (GTK_WIDGET (self->page), GTK_TYPE_LIST_VIEW))));
  begin ();
  attest_library_page_set_session (self->page, self->session);
  while (g_list_model_get_n_items (self->shown) == 0)
    g_main_context_iteration (NULL, TRUE);
  return turn (1500);
}

static void
close_page (Bench *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->page);
  g_clear_object (&self->session);
  turn (500);
}

static void
measure_orders (Bench *self)
{
  static const char *const orders[] = { "title", "status", "comments", "changed" };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *name = g_strdup_printf ("sorting by %s", orders[i]);

      for (guint run = 0; run < RUNS; run++)
        {
          g_settings_set_string (self->settings, "articles-order", orders[(i + 1) % G_N_ELEMENTS (orders)]);
          turn (1000);
          begin ();
          g_settings_set_string (self->settings, "articles-order", orders[i]);
          self->times[run] = turn (1000);
        }
      print_figures (name, self->times, RUNS);
    }
}

/* A word letter by letter, and all of it gone. */
static void
measure_typing (Bench *self)
{
  static const char word[] = "paramast";

  for (guint run = 0; run < RUNS; run++)
    {
      begin ();
      for (guint length = 1; length < sizeof word; length++)
        {
          g_autofree char *text = g_strndup (word, length);

          gtk_editable_set_text (self->search, text);
          turn (250);
        }
      turn (3000);
      gtk_editable_set_text (self->search, "");
      self->times[run] = turn (1500);
    }
  print_figures ("typing a word into the search", self->times, RUNS);
}

static void
measure_queues (Bench *self)
{
  GtkListBox *queues = GTK_LIST_BOX (find_type (GTK_WIDGET (self->page), GTK_TYPE_LIST_BOX));

  for (guint run = 0; run < RUNS; run++)
    {
      begin ();
      /* Drafts, a few of all, and all. */
      gtk_list_box_select_row (queues, gtk_list_box_get_row_at_index (queues, 3));
      turn (1000);
      gtk_list_box_select_row (queues, gtk_list_box_get_row_at_index (queues, 1));
      self->times[run] = turn (1000);
    }
  print_figures ("to another list and back", self->times, RUNS);
}

/* To the comments of all articles, their end, and the articles again. */
static void
measure_comments (Bench *self)
{
  GtkListBox *queues = GTK_LIST_BOX (find_type (GTK_WIDGET (self->page), GTK_TYPE_LIST_BOX));
  GtkWidget *comments = find_type (GTK_WIDGET (self->page), ATTEST_TYPE_OPEN_COMMENTS_PANE);
  GtkListView *list = GTK_LIST_VIEW (find_type (comments, GTK_TYPE_LIST_VIEW));
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (list));

  attest_session_set_actor (self->session, "person-20");
  turn (3000);
  for (guint run = 0; run < RUNS; run++)
    {
      begin ();
      gtk_list_box_select_row (queues, gtk_list_box_get_row_at_index (queues, 2));
      while (g_list_model_get_n_items (rows) == 0)
        turn (20);
      turn (1000);
      gtk_list_view_scroll_to (list, g_list_model_get_n_items (rows) - 1, GTK_LIST_SCROLL_NONE, NULL);
      turn (1000);
      gtk_list_box_select_row (queues, gtk_list_box_get_row_at_index (queues, 1));
      self->times[run] = turn (1000);
    }
  print_figures ("to the comments of all and back", self->times, RUNS);
}

static gboolean
change_article (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  JsonObject *body = json_object_new ();
  JsonArray *topics = json_array_new ();
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);

  json_array_add_string_element (topics, "Topic 1");
  json_object_set_array_member (body, "topics", topics);
  g_ptr_array_add (drafts, attest_event_draft_new ("article.set", data, "author", body));
  g_value_init (result, G_TYPE_BOOLEAN);
  return attest_library_append (library, drafts, NULL, error);
}

static gboolean
is_first (Bench *self, const char *id)
{
  g_autoptr (AttestArticleItem) first = g_list_model_get_item (self->shown, 0);

  return g_str_equal (attest_article_item_get_id (first), id);
}

/* It is sorted by the last change, so that it comes first once it is read again. */
static void
measure_change (Bench *self)
{
  for (guint run = 0; run < RUNS; run++)
    {
      g_autoptr (AttestArticleItem) item = g_list_model_get_item (self->shown, 50);
      g_autofree char *id = g_strdup (attest_article_item_get_id (item));

      gint64 patience = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

      begin ();
      dex_future_disown (attest_session_perform (self->session, change_article, g_strdup (id), g_free));
      while (!is_first (self, id))
        {
          if (g_get_monotonic_time () > patience)
            g_error ("The changed article does not come first");
          turn (20);
        }
      self->times[run] = turn (1000);
    }
  print_figures ("one article changes", self->times, RUNS);
}

int
main (int argc, char *argv[])
{
  Bench bench = { 0 };

  if (argc != 2)
    return EXIT_FAILURE;
  dex_init ();
  adw_init ();
  gtk_source_init ();
  g_main_context_set_poll_func (NULL, poll_cb);
  bench.settings = g_settings_new (APP_ID);
  for (guint i = 0; i < OPENINGS; i++)
    {
      if (i > 0)
        close_page (&bench);
      bench.times[i] = open_page (&bench, argv[1]);
    }
  print_figures ("opening", bench.times, OPENINGS);
  measure_orders (&bench);
  measure_queues (&bench);
  measure_comments (&bench);
  measure_typing (&bench);
  measure_change (&bench);
  close_page (&bench);
  g_clear_object (&bench.settings);
  return EXIT_SUCCESS;
}
