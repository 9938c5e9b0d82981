/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <stdlib.h>
#include <time.h>

#include "library/attest-article-item.h"
#include "library/attest-library-page.h"
#include "library/attest-open-comments-pane.h"
#include "record/attest-library.h"

/*
 * bench-list LIBRARY: the list of a large library, in the longest turn of the main loop that each thing done to it takes: as long the window answers nothing. Beside the clock's time
 * stands what the main thread took of the processor, which other programs do not lengthen, and a plain GtkListView of as many lines, of which all is GTK's own. The
 * library is written to.
 */

#define RUNS 5
#define OPENINGS 3
#define AIM "16 ms"
#define PLAIN_LINES 100000

/* The main loop's own function to wait with has no data. */
static gint64 turn_began;
static gint64 longest_turn;
static gint64 turn_processor;
static gint64 longest_processor;

typedef struct
{
  AttestSession *session;
  GtkWidget *window;
  AttestLibraryPage *page;
  GtkEditable *search;
  GListModel *shown;
  GSettings *settings;
  double times[RUNS];
  double processor[RUNS];
} Bench;

/* Of this thread, in microseconds. */
static gint64
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  gint64 now = g_get_monotonic_time ();
  gint64 processor = get_processor_time ();

  if (processor - turn_processor > 16000 && g_getenv ("ATTEST_TELL_TURNS") != NULL)
    g_printerr ("turn %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                turn_began,
                now,
                processor - turn_processor);
  longest_turn = MAX (longest_turn, now - turn_began);
  longest_processor = MAX (longest_processor, processor - turn_processor);
  result = g_poll (fds, n_fds, timeout);
  turn_began = g_get_monotonic_time ();
  turn_processor = get_processor_time ();
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
  longest_processor = 0;
  turn_began = g_get_monotonic_time ();
  turn_processor = get_processor_time ();
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return a < b ? -1 : a > b;
}

static void
note (Bench *self, guint run, double time)
{
  self->times[run] = time;
  self->processor[run] = (double) longest_processor / 1000;
}

static void
print_line (const char *name, const char *what, double *times, guint n_runs)
{
  qsort (times, n_runs, sizeof *times, compare_cb);
  g_print (
      "{\"bench\":\"longest turn of the main loop, %s%s\",\"unit\":\"ms\",\"median\":%.1f,\"p95\":%.1f,\"runs\":%u,"
      "\"aim\":\"" AIM "\"}\n",
      name,
      what,
      times[n_runs / 2],
      times[n_runs - 1],
      n_runs);
}

static void
print_figures (Bench *self, const char *name, guint n_runs)
{
  print_line (name, "", self->times, n_runs);
  print_line (name, ", by processor time", self->processor, n_runs);
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
          note (self, run, turn (1000));
        }
      print_figures (self, name, RUNS);
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
      note (self, run, turn (1500));
    }
  print_figures (self, "typing a word into the search", RUNS);
}

/* Of the list at the side. */
enum
{
  ROW_WAITING,
  ROW_ALL,
  ROW_COMMENTS,
  ROW_OVERVIEW,
  ROW_DRAFT,
};

static void
choose (GtkListBox *queues, int row)
{
  gtk_list_box_select_row (queues, gtk_list_box_get_row_at_index (queues, row));
}

/* There and back; what is there is made when it is first shown. */
static void
measure_row (Bench *self, int row, const char *name)
{
  GtkListBox *queues = GTK_LIST_BOX (find_type (GTK_WIDGET (self->page), GTK_TYPE_LIST_BOX));

  for (guint run = 0; run < RUNS; run++)
    {
      begin ();
      choose (queues, row);
      turn (1000);
      choose (queues, ROW_ALL);
      note (self, run, turn (1000));
    }
  print_figures (self, name, RUNS);
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
      choose (queues, ROW_COMMENTS);
      while (g_list_model_get_n_items (rows) == 0)
        turn (20);
      turn (1000);
      gtk_list_view_scroll_to (list, g_list_model_get_n_items (rows) - 1, GTK_LIST_SCROLL_NONE, NULL);
      turn (1000);
      choose (queues, ROW_ALL);
      note (self, run, turn (1000));
    }
  print_figures (self, "to the comments of all and back", RUNS);
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
      note (self, run, turn (1000));
    }
  print_figures (self, "one article changes", RUNS);
}

/* ---- What is GTK's own ---- */

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GListModel *
make_lines (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < PLAIN_LINES; i++)
    g_strv_builder_take (builder, g_strdup_printf ("Line %u", i));
  lines = g_strv_builder_end (builder);

  return G_LIST_MODEL (gtk_string_list_new ((const char *const *) lines));
}

/* The least that a list of so many lines can do: one label in each. All lines come at once, and then others in their place. */
static void
measure_plain (Bench *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_single_selection_new (NULL));
  GtkWidget *list = gtk_list_view_new (selection, factory);
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", list, NULL);
  GtkWidget *window =
      g_object_new (GTK_TYPE_WINDOW, "default-width", 1200, "default-height", 760, "child", scrolled, NULL);
  GListModel *lines[] = { make_lines (), make_lines () };

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  turn (1500);
  for (guint run = 0; run < OPENINGS; run++)
    {
      gtk_single_selection_set_model (GTK_SINGLE_SELECTION (selection), NULL);
      turn (500);
      begin ();
      gtk_single_selection_set_model (GTK_SINGLE_SELECTION (selection), lines[0]);
      note (self, run, turn (1000));
    }
  print_figures (self, "a plain list of as many lines, opening", OPENINGS);
  for (guint run = 0; run < RUNS; run++)
    {
      begin ();
      gtk_single_selection_set_model (GTK_SINGLE_SELECTION (selection), lines[(run + 1) % 2]);
      note (self, run, turn (1000));
    }
  print_figures (self, "a plain list of as many lines, others in their place", RUNS);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (lines[0]);
  g_object_unref (lines[1]);
  turn (500);
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
      note (&bench, i, open_page (&bench, argv[1]));
    }
  print_figures (&bench, "opening", OPENINGS);
  measure_orders (&bench);
  measure_row (&bench, ROW_DRAFT, "to the drafts and back");
  measure_row (&bench, ROW_OVERVIEW, "to the overview and back");
  measure_comments (&bench);
  measure_typing (&bench);
  measure_change (&bench);
  close_page (&bench);
  measure_plain (&bench);
  g_clear_object (&bench.settings);
  return EXIT_SUCCESS;
}
