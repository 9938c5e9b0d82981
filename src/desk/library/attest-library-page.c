/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-library-page.h"

#include <glib/gi18n.h>

#include "library/attest-articles-pane.h"
#include "library/attest-library-header.h"
#include "library/attest-open-comments-pane.h"
#include "library/attest-queue-row.h"
#include "library/attest-queue-tally.h"
#include "library/attest-queue.h"
#include "overview/attest-overview-pane.h"
#include "people/attest-person-button.h"
#include "record/attest-review-file.h"
#include "session/attest-time-words.h"
#include "text/attest-isolate.h"

/* @tally: (nullable): the count that is under way */
struct _AttestLibraryPage
{
  AdwNavigationPage parent_instance;

  AttestSession *session;
  GPtrArray *all_queues;
  AttestQueue *queue;
  AttestQueueTally *tally;
  guint tally_source;

  AdwNavigationSplitView *split_view;
  AdwNavigationPage *sidebar_page;
  AdwNavigationPage *content_page;
  GtkListBox *queues;
  AttestPersonButton *person_button;
  AttestLibraryHeader *header;
  AdwBanner *banner;
  GtkStack *contents;
  AttestArticlesPane *pane;
  AttestOpenCommentsPane *comments;
  AttestOverviewPane *overview;
};

G_DEFINE_FINAL_TYPE (AttestLibraryPage, attest_library_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_OPEN_ARTICLE,
  SIGNAL_OPEN_COMMENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
has_same_topics (AttestLibraryPage *self, GPtrArray *topics)
{
  guint n_fixed = 0;

  while (n_fixed < self->all_queues->len && !attest_queue_is_topic (g_ptr_array_index (self->all_queues, n_fixed)))
    n_fixed++;
  if (self->all_queues->len - n_fixed != topics->len)
    return FALSE;
  for (guint i = 0; i < topics->len; i++)
    if (!g_str_equal (attest_queue_get_label (g_ptr_array_index (self->all_queues, n_fixed + i)),
                      g_ptr_array_index (topics, i)))
      return FALSE;
  return TRUE;
}

/* @position: (out) (optional): its row. Returns: (transfer none) (nullable) */
static AttestQueue *
find_queue (AttestLibraryPage *self, const char *id, int *position)
{
  for (guint i = 0; i < self->all_queues->len; i++)
    if (g_str_equal (attest_queue_get_id (g_ptr_array_index (self->all_queues, i)), id))
      {
        if (position != NULL)
          *position = (int) i;
        return g_ptr_array_index (self->all_queues, i);
      }
  return NULL;
}

/* Fills the sidebar anew only when its lines differ, so that the selection and the focus stay. */
static void
show_tally (AttestLibraryPage *self)
{
  g_autoptr (AttestQueueTally) tally = g_steal_pointer (&self->tally);
  g_autoptr (GPtrArray) topics = attest_queue_tally_dup_topics (tally);
  g_autofree char *chosen = g_strdup (self->queue != NULL ? attest_queue_get_id (self->queue) : "all");

  if (self->all_queues == NULL || !has_same_topics (self, topics))
    {
      self->queue = NULL;
      g_clear_pointer (&self->all_queues, g_ptr_array_unref);
      self->all_queues = attest_queue_list_fixed ();
      for (guint i = 0; i < topics->len; i++)
        g_ptr_array_add (self->all_queues, attest_queue_new_topic (g_ptr_array_index (topics, i)));
      gtk_list_box_remove_all (self->queues);
      for (guint i = 0; i < self->all_queues->len; i++)
        {
          AttestQueue *queue = g_ptr_array_index (self->all_queues, i);
          GtkWidget *row = attest_queue_row_new (queue);

          gtk_list_box_append (self->queues, row);
          if (g_str_equal (attest_queue_get_id (queue), chosen))
            gtk_list_box_select_row (self->queues, GTK_LIST_BOX_ROW (row));
        }
      if (gtk_list_box_get_selected_row (self->queues) == NULL)
        gtk_list_box_select_row (self->queues, gtk_list_box_get_row_at_index (self->queues, 1));
    }
  attest_queue_tally_tell (tally, self->all_queues);
  attest_open_comments_pane_set_total (self->comments, attest_queue_get_count (find_queue (self, "comments", NULL)));
}

static gboolean
count_piece_cb (gpointer user_data)
{
  AttestLibraryPage *self = user_data;

  if (attest_article_lines_do_piece (attest_queue_tally_step, self->tally))
    return G_SOURCE_CONTINUE;
  self->tally_source = 0;
  show_tally (self);
  return G_SOURCE_REMOVE;
}

static void
stop_counting (AttestLibraryPage *self)
{
  g_clear_handle_id (&self->tally_source, g_source_remove);
  g_clear_pointer (&self->tally, attest_queue_tally_free);
}

static void
count_queues (AttestLibraryPage *self)
{
  stop_counting (self);
  self->tally = attest_queue_tally_new (attest_articles_pane_get_lines (self->pane));
  if (attest_queue_tally_step (self->tally, ATTEST_ARTICLE_LINES_AT_ONCE))
    self->tally_source = g_idle_add (count_piece_cb, self);
  else
    show_tally (self);
}

static void
queue_selected_cb (AttestLibraryPage *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  self->queue = attest_queue_row_get_queue (ATTEST_QUEUE_ROW (row));
  adw_navigation_page_set_title (self->content_page, attest_queue_get_label (self->queue));
  if (attest_queue_is_comments (self->queue))
    {
      gtk_stack_set_visible_child (self->contents, GTK_WIDGET (self->comments));
      return;
    }
  if (attest_queue_is_overview (self->queue))
    {
      gtk_stack_set_visible_child (self->contents, GTK_WIDGET (self->overview));
      return;
    }
  attest_articles_pane_set_queue (self->pane, self->queue);
  gtk_stack_set_visible_child (self->contents, GTK_WIDGET (self->pane));
}

static void
queue_activated_cb (AttestLibraryPage *self, GtkListBoxRow *row)
{
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/* Before the first row of the topics, a heading. */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean topic = attest_queue_is_topic (attest_queue_row_get_queue (ATTEST_QUEUE_ROW (row)));
  gboolean topic_before =
      before != NULL && attest_queue_is_topic (attest_queue_row_get_queue (ATTEST_QUEUE_ROW (before)));
  GtkWidget *label = NULL;

  gtk_list_box_row_set_header (row, NULL);
  if (!topic || topic_before)
    return;
  label = gtk_label_new (_ ("Topics"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "queue-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_box_row_set_header (row, label);
}

static void
open_article_cb (AttestLibraryPage *self, const char *article, const char *audience)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_ARTICLE], 0, article, audience);
}

static void
open_comment_cb (AttestLibraryPage *self, const char *article, const char *audience, const char *comment)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_COMMENT], 0, article, audience, comment);
}

static void
choose_queue (AttestLibraryPage *self, const char *id)
{
  int position = 0;

  if (find_queue (self, id, &position) != NULL)
    gtk_list_box_select_row (self->queues, gtk_list_box_get_row_at_index (self->queues, position));
}

/* A line of the overview goes out of sight with what it leads to in its place, and would leave the keyboard nowhere. */
static void
go_to_queue (AttestLibraryPage *self, const char *queue)
{
  gboolean from_overview = gtk_stack_get_visible_child (self->contents) == GTK_WIDGET (self->overview);

  choose_queue (self, queue);
  if (from_overview)
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->contents), GTK_DIR_TAB_FORWARD);
}

/* Another list, such as from one with nothing in it. Its button gives the name, and has another one once the list is shown. */
static void
show_queue (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *wanted = g_variant_dup_string (parameter, NULL);

  go_to_queue (ATTEST_LIBRARY_PAGE (widget), wanted);
}

static void
show_person (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestLibraryPage *self = ATTEST_LIBRARY_PAGE (widget);
  g_autofree char *person = g_variant_dup_string (parameter, NULL);

  go_to_queue (self, "all");
  attest_articles_pane_choose_person (self->pane, person);
}

/* Where comments are in sight and articles are what is asked for. */
static void
show_articles (AttestLibraryPage *self)
{
  if (gtk_stack_get_visible_child (self->contents) != GTK_WIDGET (self->pane))
    choose_queue (self, "all");
}

/* What the file says of itself, which anybody can write. */
static char *
describe_review_file (AttestLibraryPage *self)
{
  AttestLibrary *library = attest_session_get_library (self->session);
  const AttestReviewFileOrigin *origin = attest_library_get_review_file_origin (library);
  g_autoptr (AttestPerson) person = attest_library_find_person (library, origin->person, NULL);
  g_autofree char *name = person != NULL ? attest_isolate (person->name) : NULL;
  g_autofree char *day = origin->time != 0 ? attest_time_dup_date (origin->time) : NULL;

  if (person != NULL && g_str_equal (person->id, origin->person) && day != NULL)
    /* Translators: a person's name, and a date such as "Today, 14:05" */
    return g_strdup_printf (_ ("A review file. It says that it is from %s (%s). It can only be read."), name, day);
  if (day != NULL)
    /* Translators: a date such as "Today, 14:05" */
    return g_strdup_printf (_ ("A review file that does not say who saved it (%s). It can only be read."), day);
  return g_strdup (_ ("A review file that does not say who saved it. It can only be read."));
}

static void
show_banner (AttestLibraryPage *self, gboolean sample)
{
  const GError *trouble = attest_session_get_trouble (self->session);
  g_autofree char *description = NULL;
  AttestLibrary *library = attest_session_get_library (self->session);
  const char *warning = attest_storage_get_warning (attest_library_get_storage (library));
  const char *title = NULL;
  const char *button = NULL;
  const char *action = NULL;

  if (attest_session_is_review_file (self->session))
    {
      description = describe_review_file (self);
      title = description;
      button = _ ("_Take into library");
      action = "win.take-review-file";
    }
  else if (trouble != NULL)
    {
      gboolean replaced = g_error_matches (trouble, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_REPLACED);

      title = trouble->message;
      button = replaced ? _ ("_Open anew") : _ ("Make a _copy…");
      action = replaced ? "win.retry" : "library.make-copy";
    }
  else if (attest_session_get_chose_reading (self->session))
    {
      title = _ ("You opened this library for reading only.");
      button = _ ("_Open for changes");
      action = "win.retry";
    }
  else if (attest_session_get_read_only (self->session))
    {
      title = attest_session_get_refusal (self->session);
    }
  else if (warning != NULL)
    {
      title = warning;
    }
  else if (sample)
    {
      title = _ ("This is the sample library. Its content is not medical advice.");
    }
  if (title != NULL)
    adw_banner_set_title (self->banner, title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), action);
  adw_banner_set_button_label (self->banner, button);
  adw_banner_set_revealed (self->banner, title != NULL);
}

static void
show_board (AttestLibraryPage *self)
{
  g_autoptr (AttestBoard) board = attest_library_load_board (attest_session_get_library (self->session), NULL);

  if (board != NULL)
    adw_navigation_page_set_title (self->sidebar_page, *board->name != '\0' ? board->name : _ ("Attest"));
  show_banner (self, board != NULL && board->sample);
}

static void
session_changed_cb (AttestSession *session, const char *const *streams, AttestLibraryPage *self)
{
  if (streams == NULL || g_strv_contains (streams, ATTEST_STREAM_BOARD))
    show_board (self);
}

static void
attest_library_page_dispose (GObject *object)
{
  AttestLibraryPage *self = ATTEST_LIBRARY_PAGE (object);

  attest_library_page_set_session (self, NULL);
  stop_counting (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_LIBRARY_PAGE);
  self->queue = NULL;
  g_clear_pointer (&self->all_queues, g_ptr_array_unref);

  G_OBJECT_CLASS (attest_library_page_parent_class)->dispose (object);
}

static void
attest_library_page_class_init (AttestLibraryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_library_page_dispose;

  signals[SIGNAL_OPEN_ARTICLE] = g_signal_new ("open-article",
                                               ATTEST_TYPE_LIBRARY_PAGE,
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               2,
                                               G_TYPE_STRING,
                                               G_TYPE_STRING);

  signals[SIGNAL_OPEN_COMMENT] = g_signal_new ("open-comment",
                                               ATTEST_TYPE_LIBRARY_PAGE,
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               3,
                                               G_TYPE_STRING,
                                               G_TYPE_STRING,
                                               G_TYPE_STRING);

  g_type_ensure (ATTEST_TYPE_ARTICLES_PANE);
  g_type_ensure (ATTEST_TYPE_LIBRARY_HEADER);
  g_type_ensure (ATTEST_TYPE_OPEN_COMMENTS_PANE);
  g_type_ensure (ATTEST_TYPE_OVERVIEW_PANE);
  g_type_ensure (ATTEST_TYPE_PERSON_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-library-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, sidebar_page);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, content_page);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, queues);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, person_button);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, header);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, contents);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, pane);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, comments);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, overview);
  gtk_widget_class_install_action (widget_class, "articles.show-queue", "s", show_queue);
  gtk_widget_class_install_action (widget_class, "articles.show-person", "s", show_person);
}

static void
attest_library_page_init (AttestLibraryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_list_box_set_header_func (self->queues, update_header, NULL, NULL);
  g_signal_connect_swapped (self->queues, "row-selected", G_CALLBACK (queue_selected_cb), self);
  g_signal_connect_swapped (self->queues, "row-activated", G_CALLBACK (queue_activated_cb), self);
  g_signal_connect_swapped (self->pane, "open-article", G_CALLBACK (open_article_cb), self);
  g_signal_connect_swapped (self->comments, "open-comment", G_CALLBACK (open_comment_cb), self);
  g_signal_connect_swapped (self->pane, "read", G_CALLBACK (count_queues), self);
  count_queues (self);
}

void
attest_library_page_set_session (AttestLibraryPage *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));
  g_return_if_fail (session == NULL || ATTEST_IS_SESSION (session));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (self->person_button != NULL)
    attest_person_button_set_session (self->person_button, session);
  if (self->pane != NULL)
    attest_articles_pane_set_session (self->pane, session);
  if (self->comments != NULL)
    attest_open_comments_pane_set_session (self->comments, session);
  if (self->overview != NULL)
    attest_overview_pane_set_session (self->overview, session);
  if (session == NULL)
    return;
  /* Nobody acts on a review file. */
  gtk_widget_set_visible (GTK_WIDGET (self->person_button), !attest_session_is_review_file (session));
  attest_library_header_set_session (self->header, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (session, "notify::trouble", G_CALLBACK (show_board), self, G_CONNECT_SWAPPED);
  show_board (self);
}

void
attest_library_page_set_progress (AttestLibraryPage *self, double fraction)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  if (fraction >= 0)
    show_articles (self);
  attest_articles_pane_set_progress (self->pane, _ ("Importing"), fraction);
}

void
attest_library_page_focus_search (AttestLibraryPage *self)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  show_articles (self);
  attest_articles_pane_focus_search (self->pane);
}

void
attest_library_page_show_overview (AttestLibraryPage *self)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  choose_queue (self, "overview");
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  attest_overview_pane_focus (self->overview);
}

void
attest_library_page_show_queue (AttestLibraryPage *self, const char *queue)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  go_to_queue (self, queue);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

gboolean
attest_library_page_shows_queue (AttestLibraryPage *self, const char *queue)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY_PAGE (self), FALSE);

  return self->queue != NULL && g_str_equal (attest_queue_get_id (self->queue), queue);
}

void
attest_library_page_choose_person (AttestLibraryPage *self)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  adw_navigation_split_view_set_show_content (self->split_view,
                                              !adw_navigation_split_view_get_collapsed (self->split_view));
  attest_person_button_popup (self->person_button);
}

void
attest_library_page_restore (AttestLibraryPage *self, const char *articles)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  attest_articles_pane_restore (self->pane, articles);
}
