/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explained.h"

#include <string.h>

#include "desk-fixture.h"
#include "window-fixture.h"

#define MISSING "What is missing…"

/* A reason is a sentence and not a name. */
#define FEWEST_WORDS 4

/* What is dimmed for no reason of the review, and plainly so: there is nothing that it could be done to. */
static const char *const plain[] = {
  "Save",     /* nothing was typed */
  "Previous", /* and the next two: nothing was found, or there is one comment alone */
  "Next",
  "Reset",          /* the size is the usual one */
  "Reset the font", /* the font is the usual one */
  "Undo",
  "Redo",
  "Cut", /* nothing is selected */
  "Copy",
  "Paste", /* nothing was copied */
  "Delete",
  "Clear filters",      /* none is chosen */
  "Keyboard shortcuts", /* and the next two: a test has no application */
  "Help",
  "About Attest",
};

static gboolean
is_plain (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (plain[i], name))
      return TRUE;
  return FALSE;
}

static gboolean
explains (const char *words)
{
  guint count = 1;

  for (const char *at = words; at != NULL && *at != '\0'; at++)
    count += *at == ' ';
  return words != NULL && count >= FEWEST_WORDS;
}

static gboolean
is_menu_item (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton");
}

static char *
dup_item_name (GtkWidget *item)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  g_object_get (item, "text", &text, NULL);
  parts = g_strsplit (text != NULL ? text : "", "_", -1);
  return g_strjoinv ("", parts);
}

static const char *
find_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return gtk_label_get_text (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *words = find_words (child);

      if (words != NULL)
        return words;
    }
  return NULL;
}

static char *
dup_name (GtkWidget *control)
{
  const char *words = find_words (control);
  const char *tooltip = gtk_widget_get_tooltip_text (control);

  if (words != NULL)
    return g_strdup (words);
  return g_strdup_printf ("%s “%s”", G_OBJECT_TYPE_NAME (control), tooltip != NULL ? tooltip : "");
}

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_LIST_BOX_ROW (widget) ||
         GTK_IS_EDITABLE (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_SWITCH (widget) ||
         ADW_IS_PREFERENCES_GROUP (widget);
}

/* By itself, and not since all around it is. */
static gboolean
is_disabled (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return !gtk_widget_get_sensitive (widget) && (parent == NULL || gtk_widget_is_sensitive (parent));
}

static void
fail (const char *what, const char *name)
{
  g_test_message ("%s: “%s”", what, name);
  g_test_fail ();
}

/* ---- Menus ---- */

static void
collect_items (GtkWidget *widget, GPtrArray *items)
{
  /* A button for the way back from a submenu is an item as well. */
  if (is_menu_item (widget) && gtk_widget_get_visible (widget))
    g_ptr_array_add (items, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_items (child, items);
}

static GtkWidget *
find_item (GPtrArray *items, const char *name)
{
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *own = dup_item_name (items->pdata[i]);

      if (g_str_equal (own, name))
        return items->pdata[i];
    }
  return NULL;
}

/* Whether a row of the dialog speaks of @name, by its first word, and says why. */
static gboolean
has_row (GtkWidget *root, const char *name)
{
  if (ADW_IS_ACTION_ROW (root))
    {
      g_auto (GStrv) words = g_strsplit (name, " ", 2);
      g_autofree char *wanted = g_utf8_casefold (words[0], -1);
      g_autofree char *title = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), -1);

      g_strdelimit (wanted, "…", '\0');
      if (strstr (title, wanted) != NULL && explains (adw_action_row_get_subtitle (ADW_ACTION_ROW (root))))
        return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_row (child, name))
      return TRUE;
  return FALSE;
}

static gboolean
has_dialog (gpointer window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  return dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) == NULL;
}

AdwDialog *
explained_await_dialog (GtkWidget *window)
{
  g_assert_true (desk_fixture_wait (has_dialog, window));
  desk_fixture_settle (100);
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

void
explained_close_dialog (GtkWidget *window)
{
  adw_dialog_force_close (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  g_assert_true (desk_fixture_wait (has_no_dialog, window));
}

/* @names: (element-type utf8): the dimmed items of the menu */
static void
look_at_missing (GtkWidget *window, GtkWidget *missing, GPtrArray *names)
{
  AdwDialog *dialog = NULL;

  g_signal_emit_by_name (missing, "clicked");
  dialog = explained_await_dialog (window);
  for (guint i = 0; i < names->len; i++)
    if (!has_row (GTK_WIDGET (dialog), names->pdata[i]) && !is_plain (names->pdata[i]))
      fail ("“What is missing” does not say why", names->pdata[i]);
  explained_close_dialog (window);
}

static void
walk_menu (GtkWidget *window, GtkWidget *menu, const char *reading, GPtrArray *names)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) dimmed = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *missing = NULL;

  collect_items (menu, items);
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *name = dup_item_name (items->pdata[i]);

      if (gtk_widget_get_sensitive (items->pdata[i]))
        continue;
      g_ptr_array_add (names, g_strdup (name));
      g_ptr_array_add (dimmed, g_steal_pointer (&name));
    }
  missing = find_item (items, MISSING);
  if (dimmed->len == 0)
    return;
  if (missing != NULL && gtk_widget_get_sensitive (missing))
    look_at_missing (window, missing, dimmed);
  else if (reading == NULL || window_fixture_get_banner (window) == NULL)
    for (guint i = 0; i < dimmed->len; i++)
      if (!is_plain (dimmed->pdata[i]))
        fail ("nothing says why the item is dimmed", dimmed->pdata[i]);
}

/* ---- All else ---- */

static gboolean
is_told (GtkWidget *control)
{
  return explains (gtk_widget_get_tooltip_text (control)) &&
         gtk_test_accessible_has_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* Toggles of libadwaita, whose buttons inside are its own. */
static void
look_at_toggles (GtkWidget *group, GPtrArray *names)
{
  for (guint i = 0; i < adw_toggle_group_get_n_toggles (ADW_TOGGLE_GROUP (group)); i++)
    {
      AdwToggle *toggle = adw_toggle_group_get_toggle (ADW_TOGGLE_GROUP (group), i);

      if (adw_toggle_get_enabled (toggle))
        continue;
      g_ptr_array_add (names, g_strdup (adw_toggle_get_label (toggle)));
      if (!explains (adw_toggle_get_tooltip (toggle)))
        fail ("nothing says why the toggle is dimmed", adw_toggle_get_label (toggle));
    }
}

static void
look_at (GtkWidget *control, GPtrArray *names)
{
  g_autofree char *name = dup_name (control);
  const char *tooltip = gtk_widget_get_tooltip_text (control);

  if (!is_told (control) && !is_plain (name) && !(tooltip != NULL && is_plain (tooltip)))
    fail ("nothing says why the control is dimmed", name);
  g_ptr_array_add (names, g_steal_pointer (&name));
}

static void
walk (GtkWidget *window, GtkWidget *widget, const char *reading, GPtrArray *names)
{
  if (GTK_IS_POPOVER_MENU (widget) && gtk_widget_get_mapped (gtk_widget_get_parent (widget)))
    {
      walk_menu (window, widget, reading, names);
      return;
    }
  /* What is inside of a web view belongs to the web process. */
  if (!gtk_widget_get_mapped (widget) || g_str_equal (G_OBJECT_TYPE_NAME (widget), "WebKitWebView"))
    return;
  if (ADW_IS_TOGGLE_GROUP (widget))
    {
      look_at_toggles (widget, names);
      return;
    }
  if (is_control (widget) && is_disabled (widget))
    look_at (widget, names);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (window, child, reading, names);
}

GPtrArray *
explained_walk (GtkWidget *window, GtkWidget *root, const char *reading)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  walk (window, root, reading, names);
  for (guint i = 0; i < names->len; i++)
    g_test_message ("dimmed: %s", (const char *) names->pdata[i]);
  return names;
}

void
explained_assert (GtkWidget *control, const char *words)
{
  g_autofree char *differs = NULL;

  g_assert_nonnull (control);
  g_assert_false (gtk_widget_get_sensitive (control));
  if (gtk_widget_get_tooltip_text (control) == NULL || strstr (gtk_widget_get_tooltip_text (control), words) == NULL)
    fail (words, gtk_widget_get_tooltip_text (control) != NULL ? gtk_widget_get_tooltip_text (control) : "");
  differs = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_widget_get_tooltip_text (control));
  g_assert_null (differs);
}
