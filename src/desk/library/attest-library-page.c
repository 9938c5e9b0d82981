/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-library-page.h"

#include <glib/gi18n.h>

#include "library/attest-article-item.h"
#include "library/attest-article-row.h"
#include "library/attest-empty-library.h"
#include "library/attest-library-header.h"
#include "library/attest-queue-row.h"
#include "library/attest-queue.h"
#include "people/attest-person-button.h"

struct _AttestLibraryPage
{
  AdwNavigationPage parent_instance;

  AttestSession *session;
  GListStore *items;
  GtkCustomFilter *filter;
  GPtrArray *all_queues;
  AttestQueue *queue;
  GStrv words;
  guint generation;

  AdwNavigationSplitView *split_view;
  AdwNavigationPage *sidebar_page;
  AdwNavigationPage *content_page;
  GtkListBox *queues;
  AttestPersonButton *person_button;
  AdwBanner *banner;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *nothing;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (AttestLibraryPage, attest_library_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_OPEN_ARTICLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
filter_item (gpointer item, gpointer user_data)
{
  AttestLibraryPage *self = user_data;

  if (self->queue != NULL && !attest_queue_holds (self->queue, item))
    return FALSE;
  return attest_article_item_matches (item, (const char *const *) self->words);
}

static void
show_what_is_there (AttestLibraryPage *self)
{
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (self->list));

  gtk_widget_set_visible (GTK_WIDGET (self->search), g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
  else if (g_list_model_get_n_items (shown) > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
    }
  else
    {
      gboolean searching = self->words != NULL && self->words[0] != NULL;

      adw_status_page_set_icon_name (self->nothing, searching ? "edit-find-symbolic" : "attest-checks-symbolic");
      adw_status_page_set_title (self->nothing, searching ? _ ("Nothing found") : _ ("Nothing here"));
      adw_status_page_set_description (self->nothing,
                                       searching
                                       ? _ ("No article in this queue has all of these words in its title or topics.")
                                       : _ ("No article is in this queue now."));
      gtk_stack_set_visible_child_name (self->stack, "nothing");
    }
}

static void
refilter (AttestLibraryPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_what_is_there (self);
}

static void
count_queues (AttestLibraryPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < self->all_queues->len; i++)
    {
      AttestQueue *queue = g_ptr_array_index (self->all_queues, i);
      guint count = 0;

      for (guint j = 0; j < n_items; j++)
        {
          g_autoptr (AttestArticleItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), j);

          count += attest_queue_holds (queue, item) ? 1 : 0;
        }
      attest_queue_set_count (queue, count);
    }
}

static int
compare_topics (gconstpointer one, gconstpointer other)
{
  return g_utf8_collate (*(const char *const *) one, *(const char *const *) other);
}

/* Each topic of the library once, in the reader's order. */
static GPtrArray *
collect_topics (AttestLibraryPage *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *topics = g_ptr_array_new_with_free_func (g_free);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestArticleItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const AttestArticle *article = attest_article_item_get_article (item);

      for (guint j = 0; article->topics != NULL && article->topics[j] != NULL; j++)
        if (!g_hash_table_contains (seen, article->topics[j]))
          {
            char *topic = g_strdup (article->topics[j]);

            g_hash_table_add (seen, topic);
            g_ptr_array_add (topics, topic);
          }
    }
  g_ptr_array_sort (topics, compare_topics);
  return topics;
}

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

/* Fills the sidebar anew only when its lines differ, so that the selection and the focus stay. */
static void
update_queues (AttestLibraryPage *self)
{
  g_autoptr (GPtrArray) topics = collect_topics (self);
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
  count_queues (self);
}

static void
queue_selected_cb (AttestLibraryPage *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  self->queue = attest_queue_row_get_queue (ATTEST_QUEUE_ROW (row));
  adw_navigation_page_set_title (self->content_page, attest_queue_get_label (self->queue));
  refilter (self);
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
search_changed_cb (AttestLibraryPage *self, GtkSearchEntry *search)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (search)), -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (words, parts[i]);
  g_clear_pointer (&self->words, g_strfreev);
  self->words = g_strv_builder_end (words);
  refilter (self);
}

static void
row_activated_cb (AttestLibraryPage *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  g_autoptr (AttestArticleItem) item = g_list_model_get_item (model, position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN_ARTICLE], 0, attest_article_item_get_article (item)->id);
}

static void
show_banner (AttestLibraryPage *self, const AttestBoard *board)
{
  const char *title = NULL;
  const char *button = NULL;

  if (attest_session_get_chose_reading (self->session))
    {
      title = _ ("You opened this library for reading only.");
      button = _ ("_Open for changes");
    }
  else if (attest_session_get_read_only (self->session))
    {
      title = _ ("This library can only be read: its file or folder does not allow changes. To change it, copy it to a "
                 "folder of your own.");
    }
  else if (board->sample)
    {
      title = _ ("This is the sample library. Its content is not medical advice.");
    }
  if (title != NULL)
    adw_banner_set_title (self->banner, title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), button != NULL ? "win.retry" : NULL);
  adw_banner_set_button_label (self->banner, button);
  adw_banner_set_revealed (self->banner, title != NULL);
}

static void
show_board (AttestLibraryPage *self)
{
  g_autoptr (AttestBoard) board = attest_library_load_board (attest_session_get_library (self->session), NULL);

  if (board == NULL)
    return;
  adw_navigation_page_set_title (self->sidebar_page, *board->name != '\0' ? board->name : _ ("Attest"));
  show_banner (self, board);
}

typedef struct
{
  GWeakRef page;
  char *actor;
  guint generation;
} Reload;

static void
reload_free (gpointer data)
{
  Reload *reload = data;

  g_weak_ref_clear (&reload->page);
  g_free (reload->actor);
  g_free (reload);
}

static gboolean
load_items (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  GPtrArray *items = attest_article_item_load_all (library, data, error);

  if (items == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, items);
  return TRUE;
}

static DexFuture *
items_loaded (DexFuture *future, gpointer user_data)
{
  Reload *reload = user_data;
  g_autoptr (AttestLibraryPage) self = g_weak_ref_get (&reload->page);
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *items = value != NULL ? g_value_get_boxed (value) : NULL;

  /* A list that cannot be read now, such as while another program writes, is read again with the next change. */
  if (self == NULL || items == NULL || reload->generation != self->generation)
    return dex_future_new_true ();
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  update_queues (self);
  show_what_is_there (self);
  return dex_future_new_true ();
}

static void
reload (AttestLibraryPage *self)
{
  Reload *request = NULL;
  DexFuture *future = NULL;

  if (self->session == NULL)
    return;
  show_board (self);
  request = g_new0 (Reload, 1);
  g_weak_ref_init (&request->page, self);
  request->generation = ++self->generation;
  future =
      attest_session_perform (self->session, load_items, g_strdup (attest_session_get_actor (self->session)), g_free);
  dex_future_disown (dex_future_finally (future, items_loaded, request, reload_free));
}

static void
session_changed_cb (AttestSession *session, const char *const *streams, AttestLibraryPage *self)
{
  reload (self);
}

static void
actor_changed_cb (AttestSession *session, GParamSpec *pspec, AttestLibraryPage *self)
{
  reload (self);
}

static void
attest_library_page_dispose (GObject *object)
{
  AttestLibraryPage *self = ATTEST_LIBRARY_PAGE (object);

  attest_library_page_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_LIBRARY_PAGE);
  self->queue = NULL;
  g_clear_pointer (&self->all_queues, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_object (&self->items);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (attest_library_page_parent_class)->dispose (object);
}

static void
attest_library_page_class_init (AttestLibraryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_library_page_dispose;

  signals[SIGNAL_OPEN_ARTICLE] = g_signal_new (
      "open-article", ATTEST_TYPE_LIBRARY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (ATTEST_TYPE_ARTICLE_ITEM);
  g_type_ensure (ATTEST_TYPE_ARTICLE_ROW);
  g_type_ensure (ATTEST_TYPE_EMPTY_LIBRARY);
  g_type_ensure (ATTEST_TYPE_LIBRARY_HEADER);
  g_type_ensure (ATTEST_TYPE_PERSON_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-library-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, sidebar_page);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, content_page);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, queues);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, person_button);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, search);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, list);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryPage, progress);
}

static void
attest_library_page_init (AttestLibraryPage *self)
{
  GtkFilterListModel *filtered = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->items = g_list_store_new (ATTEST_TYPE_ARTICLE_ITEM);
  self->filter = gtk_custom_filter_new (filter_item, self, NULL);
  filtered =
      gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), GTK_FILTER (g_object_ref (self->filter)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (filtered))));

  gtk_list_box_set_header_func (self->queues, update_header, NULL, NULL);
  g_signal_connect_swapped (self->queues, "row-selected", G_CALLBACK (queue_selected_cb), self);
  g_signal_connect_swapped (self->queues, "row-activated", G_CALLBACK (queue_activated_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activated_cb), self);
  update_queues (self);
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
  if (session == NULL)
    return;
  g_list_store_remove_all (self->items);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (session, "notify::actor", G_CALLBACK (actor_changed_cb), self, G_CONNECT_DEFAULT);
  reload (self);
}

void
attest_library_page_set_progress (AttestLibraryPage *self, double fraction)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  gtk_revealer_set_reveal_child (self->progress_revealer, fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, MIN (fraction, 1));
}

void
attest_library_page_focus_search (AttestLibraryPage *self)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
attest_library_page_choose_person (AttestLibraryPage *self)
{
  g_return_if_fail (ATTEST_IS_LIBRARY_PAGE (self));

  adw_navigation_split_view_set_show_content (self->split_view,
                                              !adw_navigation_split_view_get_collapsed (self->split_view));
  attest_person_button_popup (self->person_button);
}
