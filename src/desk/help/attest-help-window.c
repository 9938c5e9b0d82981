/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "help/attest-help-window.h"

#include <glib/gi18n.h>

#include "exchange/attest-page.h"
#include "preview/attest-preview-web.h"

#define RESOURCES "/io/github/attestdesk/Attest/"
#define SCHEME "help:"
#define FIRST_PAGE "index"

/* Invariants: the rows of `pages` stand in the order of `ids`. `visited` holds the ids of the pages that lead to `page`, the last one last; `page` itself is not among them. */
struct _AttestHelpWindow
{
  AdwApplicationWindow parent_instance;

  GKeyFile *titles;
  GStrv ids;
  char *page;
  char *section;
  GPtrArray *visited;
  gboolean selecting;

  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  GtkListBox *pages;
  AdwBin *place;
  WebKitWebView *web;
};

G_DEFINE_FINAL_TYPE (AttestHelpWindow, attest_help_window, ADW_TYPE_APPLICATION_WINDOW)

static char *
dup_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

/* ---- Showing a page ---- */

static void
load (AttestHelpWindow *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autofree char *name = g_strdup_printf ("help/%s.html", self->page);
  g_autofree char *body = dup_resource (name);
  g_autofree char *page_style = attest_page_dup_style ();
  g_autofree char *preview_style = dup_resource ("preview/preview.css");
  g_autofree char *help_style = dup_resource ("help/help.css");
  g_autofree char *html = NULL;

  g_return_if_fail (body != NULL);

  html = g_strdup_printf ("<!DOCTYPE html><html lang=\"en\" data-theme=\"%s\" data-contrast=\"%s\"><head>"
                          "<meta charset=\"utf-8\"><title>%s</title><style>%s%s%s</style></head>"
                          "<body><main class=\"prose\">%s</main></body></html>",
                          adw_style_manager_get_dark (style) ? "dark" : "light",
                          adw_style_manager_get_high_contrast (style) ? "more" : "no-preference",
                          self->page,
                          page_style,
                          preview_style,
                          help_style,
                          body);
  webkit_web_view_load_html (self->web, html, NULL);
}

static void
load_changed_cb (AttestHelpWindow *self, WebKitLoadEvent event, WebKitWebView *web)
{
  g_autoptr (GVariant) arguments = NULL;

  if (event != WEBKIT_LOAD_FINISHED || self->section == NULL)
    return;
  arguments = g_variant_ref_sink (g_variant_new_parsed ("{'section': <%s>}", self->section));
  webkit_web_view_call_async_javascript_function (web,
                                                  "document.getElementById(section)?.scrollIntoView();",
                                                  -1,
                                                  arguments,
                                                  ATTEST_PREVIEW_WORLD,
                                                  NULL,
                                                  NULL,
                                                  NULL,
                                                  NULL);
}

static void
look_changed_cb (AttestHelpWindow *self)
{
  GdkRGBA paper;

  /* The page's own colours, so that nothing flashes before its first paint. */
  gdk_rgba_parse (&paper, adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "#1b1d20" : "#ffffff");
  webkit_web_view_set_background_color (self->web, &paper);
  if (self->page != NULL)
    load (self);
}

static void
select_row (AttestHelpWindow *self)
{
  self->selecting = TRUE;
  for (int i = 0; self->ids[i] != NULL; i++)
    if (g_str_equal (self->ids[i], self->page))
      gtk_list_box_select_row (self->pages, gtk_list_box_get_row_at_index (self->pages, i));
  self->selecting = FALSE;
}

static void
show_page (AttestHelpWindow *self, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, "#", 2);
  g_autofree char *title = g_key_file_get_string (self->titles, "pages", parts[0], NULL);

  if (title == NULL)
    {
      g_warning ("The help has no page “%s”", target);
      return;
    }
  g_set_str (&self->page, parts[0]);
  g_set_str (&self->section, parts[1]);
  adw_navigation_page_set_title (self->content_page, title);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->visited->len > 0);
  select_row (self);
  load (self);
}

static void
go_to (AttestHelpWindow *self, const char *target)
{
  if (self->page != NULL && !g_str_has_prefix (target, self->page))
    g_ptr_array_add (self->visited, g_strdup (self->page));
  show_page (self, target);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestHelpWindow *self = ATTEST_HELP_WINDOW (widget);
  g_autofree char *page = NULL;

  if (self->visited->len == 0)
    return;
  page = g_ptr_array_steal_index (self->visited, self->visited->len - 1);
  show_page (self, page);
}

/* ---- Where a reader goes ---- */

static void
row_selected_cb (AttestHelpWindow *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->selecting)
    go_to (self, self->ids[gtk_list_box_row_get_index (row)]);
}

static gboolean
decide_policy_cb (AttestHelpWindow *self,
                  WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type,
                  WebKitWebView *web)
{
  WebKitNavigationAction *action = NULL;
  const char *address = NULL;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return FALSE;
  action = webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  address = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  /* What we load ourselves; all else is ours to decide. */
  if (g_str_has_prefix (address, "about:blank") &&
      webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_OTHER)
    return FALSE;
  webkit_policy_decision_ignore (decision);
  if (g_str_has_prefix (address, SCHEME))
    go_to (self, address + strlen (SCHEME));
  return TRUE;
}

static gboolean
refuse_menu_cb (WebKitWebView *web, WebKitContextMenu *menu, WebKitHitTestResult *hit, gpointer user_data)
{
  g_autoptr (GList) items = g_list_copy (webkit_context_menu_get_items (menu));

  for (GList *item = items; item != NULL; item = item->next)
    if (webkit_context_menu_item_get_stock_action (item->data) != WEBKIT_CONTEXT_MENU_ACTION_COPY)
      webkit_context_menu_remove (menu, item->data);
  return webkit_context_menu_get_n_items (menu) == 0;
}

static void
refuse_asset (WebKitURISchemeRequest *request, gpointer user_data)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The help has no pictures");

  webkit_uri_scheme_request_finish_error (request, error);
}

/* ---- The object ---- */

static void
add_rows (AttestHelpWindow *self)
{
  g_autoptr (GBytes) index = g_resources_lookup_data (RESOURCES "help/help.ini", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  self->titles = g_key_file_new ();
  g_key_file_load_from_bytes (self->titles, index, G_KEY_FILE_NONE, NULL);
  self->ids = g_key_file_get_keys (self->titles, "pages", NULL, NULL);
  for (guint i = 0; self->ids[i] != NULL; i++)
    {
      g_autofree char *title = g_key_file_get_string (self->titles, "pages", self->ids[i], NULL);
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *label = gtk_label_new (title);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
      gtk_list_box_append (self->pages, row);
    }
}

static void
add_web_view (AttestHelpWindow *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->web = attest_preview_web_view_new (refuse_asset, NULL);
  g_signal_connect_object (self->web, "decide-policy", G_CALLBACK (decide_policy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "load-changed", G_CALLBACK (load_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "context-menu", G_CALLBACK (refuse_menu_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->web), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Page"), -1);
  adw_bin_set_child (self->place, GTK_WIDGET (self->web));
  look_changed_cb (self);
}

static void
attest_help_window_dispose (GObject *object)
{
  AttestHelpWindow *self = ATTEST_HELP_WINDOW (object);

  g_clear_pointer (&self->titles, g_key_file_unref);
  g_clear_pointer (&self->ids, g_strfreev);
  g_clear_pointer (&self->visited, g_ptr_array_unref);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->section, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_HELP_WINDOW);

  G_OBJECT_CLASS (attest_help_window_parent_class)->dispose (object);
}

static void
attest_help_window_class_init (AttestHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_help_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCES "attest-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestHelpWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, AttestHelpWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, AttestHelpWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AttestHelpWindow, place);
  gtk_widget_class_install_action (widget_class, "help.back", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
attest_help_window_init (AttestHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->visited = g_ptr_array_new_with_free_func (g_free);
  add_rows (self);
  add_web_view (self);
  g_signal_connect_object (self->pages, "row-selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
}

void
attest_help_window_present (GtkApplication *application, const char *page)
{
  AttestHelpWindow *self = NULL;

  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (GList *window = gtk_application_get_windows (application); window != NULL; window = window->next)
    if (ATTEST_IS_HELP_WINDOW (window->data))
      self = window->data;
  if (self == NULL)
    self = g_object_new (ATTEST_TYPE_HELP_WINDOW, "application", application, NULL);
  if (page != NULL || self->page == NULL)
    go_to (self, page != NULL ? page : FIRST_PAGE);
  gtk_window_present (GTK_WINDOW (self));
}

const char *
attest_help_window_get_page (AttestHelpWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_HELP_WINDOW (self), NULL);

  return self->page;
}

const char *const *
attest_help_window_get_pages (AttestHelpWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_HELP_WINDOW (self), NULL);

  return (const char *const *) self->ids;
}

GtkWidget *
attest_help_window_get_web_view (AttestHelpWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_HELP_WINDOW (self), NULL);

  return GTK_WIDGET (self->web);
}
