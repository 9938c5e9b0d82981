/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-articles-pane-private.h"

#include <glib/gi18n.h>

#include "library/attest-article-slot.h"

G_DEFINE_FINAL_TYPE (AttestArticlesPane, attest_articles_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPEN_ARTICLE,
  SIGNAL_READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- What is in sight ---- */

static gboolean
is_library_empty (AttestArticlesPane *self)
{
  return attest_article_lines_get_n_lines (attest_article_list_get_lines (self->articles)) == 0;
}

static void
show_what_is_there (AttestArticlesPane *self)
{
  gboolean empty = is_library_empty (self);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->articles));

  /* "Nothing found" is not said before everything was looked at. */
  if (n_shown == 0 && !empty && attest_article_list_get_pending (self->articles))
    return;

  gtk_widget_set_visible (self->search_row, !empty);
  gtk_widget_set_sensitive (GTK_WIDGET (self->select), n_shown > 0);
  if (n_shown == 0)
    attest_article_selection_set_active (self->selection, FALSE);
  if (empty)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
  else if (n_shown > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
    }
  else if (self->queue != NULL)
    {
      attest_empty_queue_show (self->nothing, self->queue, attest_article_list_get_searching (self->articles));
      gtk_stack_set_visible_child_name (self->stack, "nothing");
    }
}

static void
read_cb (AttestArticlesPane *self)
{
  g_signal_emit (self, signals[SIGNAL_READ], 0);
  show_what_is_there (self);
  attest_articles_pane_update_actions (self);
}

static void
order_changed_cb (AttestArticlesPane *self)
{
  attest_article_list_set_order (self->articles,
                                 g_settings_get_enum (self->settings, "articles-order"),
                                 g_settings_get_boolean (self->settings, "articles-reversed"));
}

/* ---- Search ---- */

static void
focus_first_row (AttestArticlesPane *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return;
  /* The first says which article the list hands the keyboard to, and the second hands it on. */
  gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
search_changed_cb (AttestArticlesPane *self)
{
  attest_article_list_set_search (self->articles, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  show_what_is_there (self);
}

static void
filters_changed_cb (AttestArticlesPane *self)
{
  AttestArticleFilters filters;

  attest_search_filters_get (self->filters, &filters);
  attest_article_list_set_filters (self->articles, &filters);
}

static void
searched_cb (AttestArticlesPane *self)
{
  gtk_widget_set_visible (self->partial, attest_article_list_get_partial (self->articles));
  show_what_is_there (self);
}

/* A key typed in the list goes into the entry; the next one is typed there. */
static void
search_started_cb (AttestArticlesPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

static void
stop_search_cb (AttestArticlesPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  focus_first_row (self);
}

/* ---- Rows ---- */

static void
name_row (GtkListItem *list_item)
{
  AttestArticleSlot *slot = ATTEST_ARTICLE_SLOT (gtk_list_item_get_child (list_item));
  AttestArticleRow *row = attest_article_slot_get_row (slot);
  const char *found = row != NULL ? attest_article_row_get_found (row) : "";
  gboolean telling = FALSE;
  g_autofree char *spoken = NULL;
  g_autofree char *with_found = NULL;

  g_object_get (slot, "telling", &telling, NULL);
  spoken = attest_article_item_dup_spoken (gtk_list_item_get_item (list_item), telling);
  with_found = *found != '\0' ? g_strdup_printf ("%s; %s", spoken, found) : g_strdup (spoken);
  gtk_list_item_set_accessible_label (list_item, with_found);
}

/* What the search found in the article stands in its row; it changes while the row stays. */
static void
result_changed_cb (AttestArticleList *articles, AttestArticleSlot *slot)
{
  AttestArticleRow *row = attest_article_slot_get_row (slot);

  if (row == NULL)
    return;
  attest_article_row_show_result (row, attest_article_list_find_result (articles, attest_article_slot_get_item (slot)));
  name_row (g_object_get_data (G_OBJECT (slot), "list-item"));
}

static void
slot_filled_cb (AttestArticleSlot *slot, AttestArticlesPane *self)
{
  result_changed_cb (self->articles, slot);
}

/* Another queue was chosen, and the article is in both. */
static void
telling_changed_cb (AttestArticleSlot *slot, GParamSpec *pspec, GtkListItem *list_item)
{
  if (gtk_list_item_get_item (list_item) != NULL)
    name_row (list_item);
}

static void
setup_slot (GtkSignalListItemFactory *factory, GtkListItem *list_item, AttestArticlesPane *self)
{
  GtkWidget *slot = g_object_new (ATTEST_TYPE_ARTICLE_SLOT, NULL);

  /* The slot is the list item's child, so that it never outlives it. */
  g_object_set_data (G_OBJECT (slot), "list-item", list_item);
  g_signal_connect_object (slot, "filled", G_CALLBACK (slot_filled_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->articles, "searched", G_CALLBACK (result_changed_cb), slot, G_CONNECT_DEFAULT);
  g_object_bind_property (list_item, "item", slot, "item", G_BINDING_SYNC_CREATE);
  g_object_bind_property (list_item, "selected", slot, "selected", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->selection, "active", slot, "selecting", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->articles, "telling", slot, "telling", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (list_item, slot);
  g_signal_connect (slot, "notify::telling", G_CALLBACK (telling_changed_cb), list_item);
}

static void
bind_slot (GtkSignalListItemFactory *factory, GtkListItem *list_item, AttestArticlesPane *self)
{
  name_row (list_item);
}

/* The text that the search found something in, else the base. */
void
attest_articles_pane_open (AttestArticlesPane *self, AttestArticleItem *item)
{
  const AttestSearchResult *result = attest_article_list_find_result (self->articles, item);

  g_signal_emit (self,
                 signals[SIGNAL_OPEN_ARTICLE],
                 0,
                 attest_article_item_get_id (item),
                 result != NULL ? result->audience : NULL);
}

static void
activate_cb (AttestArticlesPane *self, guint position)
{
  g_autoptr (AttestArticleItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;
  if (attest_article_selection_get_active (self->selection))
    attest_article_selection_toggle (self->selection, position);
  else
    attest_articles_pane_open (self, item);
}

static void
selection_changed_cb (AttestArticlesPane *self)
{
  gboolean active = attest_article_selection_get_active (self->selection);

  gtk_toggle_button_set_active (self->select, active);
  gtk_revealer_set_reveal_child (self->bar_revealer, active);
  attest_articles_pane_update_actions (self);
}

static void
select_toggled_cb (AttestArticlesPane *self)
{
  attest_article_selection_set_active (self->selection, gtk_toggle_button_get_active (self->select));
}

static void
cancel_cb (AttestArticlesPane *self)
{
  if (self->batch != NULL)
    attest_article_batch_cancel (self->batch);
  gtk_widget_set_sensitive (self->cancel, FALSE);
}

/* Before the list view hears of it: where all articles go and others come, the row with the keyboard goes too. */
static void
articles_go_cb (AttestArticlesPane *self, guint position, guint removed, guint added)
{
  if (attest_article_list_get_exchanging (self->articles))
    self->gives_keyboard = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
}

/* After it made rows for them. */
static void
articles_came_cb (AttestArticlesPane *self, guint position, guint removed, guint added)
{
  if (added == 0 || !self->gives_keyboard)
    return;
  self->gives_keyboard = FALSE;
  focus_first_row (self);
}

/* ---- The object ---- */

static void
attest_articles_pane_dispose (GObject *object)
{
  AttestArticlesPane *self = ATTEST_ARTICLES_PANE (object);

  attest_articles_pane_set_session (self, NULL);
  if (self->list != NULL)
    {
      gtk_search_entry_set_key_capture_widget (self->search, NULL);
      gtk_list_view_set_factory (self->list, NULL);
      gtk_list_view_set_model (self->list, NULL);
    }
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_ARTICLES_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->articles);
  g_clear_object (&self->settings);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->batch, attest_article_batch_unref);

  G_OBJECT_CLASS (attest_articles_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, search_row);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, search);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, filters);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, partial);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, sort);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, select);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, empty_library);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, bar_revealer);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, progress);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlesPane, cancel);
}

static void
attest_articles_pane_class_init (AttestArticlesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_articles_pane_dispose;

  signals[SIGNAL_OPEN_ARTICLE] = g_signal_new ("open-article",
                                               ATTEST_TYPE_ARTICLES_PANE,
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               2,
                                               G_TYPE_STRING,
                                               G_TYPE_STRING);
  signals[SIGNAL_READ] =
      g_signal_new ("read", ATTEST_TYPE_ARTICLES_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ATTEST_TYPE_EMPTY_LIBRARY);
  g_type_ensure (ATTEST_TYPE_EMPTY_QUEUE);
  g_type_ensure (ATTEST_TYPE_SEARCH_FILTERS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-articles-pane.ui");
  bind_children (widget_class);
  attest_articles_pane_install_actions (widget_class);
}

static void
sort_by_settings (AttestArticlesPane *self)
{
  static const char *const keys[] = { "articles-order", "articles-reversed" };
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/attestdesk/Attest/attest-sort-menu.ui");
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->settings = g_settings_new (APP_ID);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);
      g_autofree char *changed = g_strconcat ("changed::", keys[i], NULL);

      g_action_map_add_action (G_ACTION_MAP (group), action);
      g_signal_connect_object (self->settings, changed, G_CALLBACK (order_changed_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sort", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (self->sort, G_MENU_MODEL (gtk_builder_get_object (builder, "sort_menu")));
  order_changed_cb (self);
}

static void
show_list (AttestArticlesPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_slot), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_slot), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->articles, "items-changed", G_CALLBACK (articles_go_cb), self, G_CONNECT_SWAPPED);
  self->selection = attest_article_selection_new (g_object_ref (self->articles));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->list, factory);
  attest_article_slots_watch (self->list);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (articles_came_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_object (
      self->selection, "notify::active", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->selection, "notify::n-selected", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
attest_articles_pane_init (AttestArticlesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->articles = attest_article_list_new ();
  show_list (self);
  sort_by_settings (self);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->stack));
  attest_articles_pane_add_menu (self);
  g_signal_connect_object (self->articles, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "searched", G_CALLBACK (searched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->filters, "changed", G_CALLBACK (filters_changed_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "search-started", G_CALLBACK (search_started_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (focus_first_row), self);
  g_signal_connect_swapped (self->select, "toggled", G_CALLBACK (select_toggled_cb), self);
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (cancel_cb), self);
  attest_articles_pane_update_actions (self);
}

void
attest_articles_pane_set_session (AttestArticlesPane *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_ARTICLES_PANE (self));

  if (!g_set_object (&self->session, session))
    return;
  attest_article_list_set_session (self->articles, session);
  if (self->filters != NULL)
    attest_search_filters_set_session (self->filters, session);
  if (session == NULL)
    return;
  attest_empty_queue_set_refusal (self->nothing, attest_session_get_refusal (session));
  attest_empty_library_set_refusal (self->empty_library, attest_session_get_refusal (session));
  g_signal_connect_object (
      session, "notify::actor", G_CALLBACK (attest_articles_pane_update_actions), self, G_CONNECT_SWAPPED);
  attest_articles_pane_update_actions (self);
}

void
attest_articles_pane_set_queue (AttestArticlesPane *self, AttestQueue *queue)
{
  g_return_if_fail (ATTEST_IS_ARTICLES_PANE (self));

  if (g_set_object (&self->queue, queue))
    {
      attest_article_selection_set_active (self->selection, FALSE);
      attest_article_list_set_queue (self->articles, queue);
      attest_articles_pane_fill_bar (self);
    }
  show_what_is_there (self);
  attest_articles_pane_update_actions (self);
}

AttestArticleLines *
attest_articles_pane_get_lines (AttestArticlesPane *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLES_PANE (self), NULL);

  return attest_article_list_get_lines (self->articles);
}

void
attest_articles_pane_set_progress (AttestArticlesPane *self, const char *text, double fraction)
{
  g_return_if_fail (ATTEST_IS_ARTICLES_PANE (self));

  gtk_revealer_set_reveal_child (self->progress_revealer, fraction >= 0);
  gtk_widget_set_visible (self->cancel, self->batch != NULL);
  if (fraction < 0)
    return;
  gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, MIN (fraction, 1));
}

void
attest_articles_pane_choose_person (AttestArticlesPane *self, const char *person)
{
  g_return_if_fail (ATTEST_IS_ARTICLES_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  attest_search_filters_choose_person (self->filters, person);
}

void
attest_articles_pane_focus_search (AttestArticlesPane *self)
{
  g_return_if_fail (ATTEST_IS_ARTICLES_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
