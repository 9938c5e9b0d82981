/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-window.h"

#include <glib/gi18n.h>

#include "article/attest-article-page.h"
#include "article/attest-unkept-dialog.h"
#include "attest-menu-names.h"
#include "changes/attest-changes-page.h"
#include "attest-window-private.h"
#include "together/attest-together-page.h"

G_DEFINE_FINAL_TYPE (AttestWindow, attest_window, ADW_TYPE_APPLICATION_WINDOW)

static void
open_article_cb (AttestWindow *self, const char *article, const char *audience)
{
  attest_window_open_text (self, article, audience);
}

static void
open_comment_cb (AttestWindow *self, const char *article, const char *audience, const char *comment)
{
  attest_window_open_comment (self, article, audience, comment);
}

/* Whether the article's page stays below. */
static gboolean
is_over_article (AdwNavigationPage *page)
{
  return ATTEST_IS_CHANGES_PAGE (page) || ATTEST_IS_TOGETHER_PAGE (page);
}

/* The article's actions are the window's while it is in sight, so that its keys work wherever the focus is. */
static void
visible_page_cb (AttestWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);
  GActionGroup *actions =
      ATTEST_IS_ARTICLE_PAGE (page) ? attest_article_page_get_actions (ATTEST_ARTICLE_PAGE (page)) : NULL;

  gtk_widget_insert_action_group (GTK_WIDGET (self), "article", actions);
  if (actions == NULL && self->session != NULL && !is_over_article (page))
    attest_session_set_reading (self->session, NULL);
  attest_window_update_actions (self);
}

/* A library or a review file, which is opened; what is dropped beside it waits for that. */
static gboolean
open_dropped (AttestWindow *self, GListStore *files)
{
  guint n_files = g_list_model_get_n_items (G_LIST_MODEL (files));
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean found = FALSE;

  for (guint i = 0; i < n_files; i++)
    {
      GFile *file = g_list_model_get_item (G_LIST_MODEL (files), i);

      g_ptr_array_add (all, file);
      found |= attest_window_is_for_opening (file);
    }
  if (found)
    attest_window_open_files (self, (GFile **) all->pdata, all->len);
  return found;
}

static gboolean
drop_cb (AttestWindow *self, const GValue *value)
{
  GSList *dropped = g_value_get_boxed (value);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *item = dropped; item != NULL; item = item->next)
    g_list_store_append (files, item->data);
  if (open_dropped (self, files))
    return TRUE;
  if (self->session == NULL || attest_session_get_read_only (self->session) ||
      adw_navigation_view_get_visible_page (self->navigation) != ADW_NAVIGATION_PAGE (self->library))
    return FALSE;
  attest_window_import_files (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
accept_drops (AttestWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (target));
}

/* Ctrl+V in the library, outside of an entry, makes an article; entries and the source take it before this one sees it. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, AttestWindow *self)
{
  if (key != GDK_KEY_v || (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  if (adw_navigation_view_get_visible_page (self->navigation) != ADW_NAVIGATION_PAGE (self->library))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "library.paste", NULL);
  return GDK_EVENT_STOP;
}

static void
accept_paste (AttestWindow *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->library), controller);
}

gboolean
attest_window_may_leave (AttestWindow *self, const char *then)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);
  AttestArticleState *state = NULL;

  if (is_over_article (page))
    page = adw_navigation_view_get_previous_page (self->navigation, page);
  if (!ATTEST_IS_ARTICLE_PAGE (page))
    return TRUE;
  state = attest_article_page_get_state (ATTEST_ARTICLE_PAGE (page));
  if (attest_article_state_flush (state, NULL))
    return TRUE;
  attest_unkept_dialog_present (GTK_WIDGET (self), state, then);
  return FALSE;
}

/* Without the keyboard in it: GtkWindow holds on to what had the keyboard when it was hidden, for ever if that happens
 * twice in one frame, and an article's page holds a web process. */
void
attest_window_pop_articles (AttestWindow *self)
{
  if (adw_navigation_view_get_visible_page (self->navigation) != ADW_NAVIGATION_PAGE (self->library))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_navigation_view_pop_to_page (self->navigation, ADW_NAVIGATION_PAGE (self->library));
}

/* Whoever comes back from the program that took the library away is told at once. */
static void
active_cb (AttestWindow *self)
{
  if (self->session != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    attest_session_look_at_disk (self->session);
}

static gboolean
attest_window_close_request (GtkWindow *window)
{
  if (!attest_window_may_leave (ATTEST_WINDOW (window), "window.close"))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (attest_window_parent_class)->close_request (window);
}

static void
attest_window_dispose (GObject *object)
{
  AttestWindow *self = ATTEST_WINDOW (object);

  self->generation++;
  attest_window_end_upgrade (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->waiting);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_WINDOW);
  g_clear_object (&self->daily_copy);
  g_clear_object (&self->due_notice);
  g_clear_object (&self->session);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->waiting_file, g_free);

  G_OBJECT_CLASS (attest_window_parent_class)->dispose (object);
}

static void
attest_window_class_init (AttestWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = attest_window_close_request;

  g_type_ensure (ATTEST_TYPE_START_PAGE);
  g_type_ensure (ATTEST_TYPE_LIBRARY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, start);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, library);
  attest_window_bind_upgrade (widget_class);
  attest_window_install_actions (widget_class);
}

static void
attest_window_init (AttestWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->waiting = g_list_store_new (G_TYPE_FILE);
  self->settings = g_settings_new (APP_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);

  g_signal_connect_swapped (self->library, "open-article", G_CALLBACK (open_article_cb), self);
  g_signal_connect_swapped (self->library, "open-comment", G_CALLBACK (open_comment_cb), self);
  g_signal_connect_swapped (self->navigation, "notify::visible-page", G_CALLBACK (visible_page_cb), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  accept_drops (self);
  accept_paste (self);
  attest_menu_names_install (GTK_WINDOW (self));
  attest_window_update_actions (self);
}

AttestWindow *
attest_window_new (AdwApplication *application)
{
  return g_object_new (ATTEST_TYPE_WINDOW, "application", application, NULL);
}

void
attest_window_open_article (AttestWindow *self, const char *article)
{
  attest_window_open_text (self, article, NULL);
}

/* @comment: (nullable) */
static void
open_page (AttestWindow *self, const char *article, const char *audience, const char *comment)
{
  GtkWidget *page = NULL;

  if (self->session == NULL || !attest_window_may_leave (self, "win.show-library"))
    return;
  attest_window_pop_articles (self);
  attest_session_set_reading (self->session, article);
  page = attest_article_page_new (self->session, article, audience);
  if (comment != NULL)
    attest_article_page_show_comment (ATTEST_ARTICLE_PAGE (page), comment);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
}

void
attest_window_open_text (AttestWindow *self, const char *article, const char *audience)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));
  g_return_if_fail (article != NULL);

  open_page (self, article, audience, NULL);
}

void
attest_window_open_comment (AttestWindow *self, const char *article, const char *audience, const char *comment)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));
  g_return_if_fail (article != NULL);
  g_return_if_fail (comment != NULL);

  open_page (self, article, audience, comment);
}

AttestSession *
attest_window_get_session (AttestWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_WINDOW (self), NULL);

  return self->session;
}

void
attest_window_show_due (AttestWindow *self)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));

  if (!attest_window_may_leave (self, "win.show-library"))
    return;
  attest_window_pop_articles (self);
  attest_library_page_show_queue (self->library, "due");
}
