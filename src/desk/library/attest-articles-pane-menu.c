/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-articles-pane-private.h"

#include <glib/gi18n.h>

#include "library/attest-article-slot.h"
#include "session/attest-future.h"

/* How far inside of a row its menu stands when a key asks for it. */
#define KEY_MENU_INSET 24

typedef struct
{
  const char *label;
  const char *action;
} Entry;

/* A line without a label begins the next section. */
static const Entry entries[] = {
  { N_ ("_Open"), "articles.open" },
  { N_ ("_Select"), "articles.select" },
  { NULL, NULL },
  { N_ ("_Rename…"), "articles.rename" },
  { N_ ("Short _name and topics…"), "articles.settings" },
  { N_ ("_Duplicate…"), "articles.duplicate" },
  { NULL, NULL },
  { N_ ("_Ask for a review…"), "articles.assign" },
  { N_ ("_Export…"), "articles.export" },
  { N_ ("Save as review _file…"), "articles.save-review-file" },
  { NULL, NULL },
  { N_ ("Re_move"), "articles.remove" },
  { NULL, NULL },
  { N_ ("_What is missing…"), "articles.refusal" },
};

static const Entry removed_entries[] = {
  { N_ ("_Open"), "articles.open" },
  { N_ ("_Bring back"), "articles.restore" },
  { NULL, NULL },
  { N_ ("_What is missing…"), "articles.refusal" },
};

/* Where nothing is missing, nothing asks for it. */
static void
append (GMenu *section, const Entry *entry)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (_ (entry->label), entry->action);

  if (g_str_equal (entry->action, "articles.refusal"))
    g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (section, item);
}

static GMenuModel *
make_menu (gboolean removed)
{
  const Entry *table = removed ? removed_entries : entries;
  guint n_entries = removed ? G_N_ELEMENTS (removed_entries) : G_N_ELEMENTS (entries);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < n_entries; i++)
    {
      if (table[i].label != NULL)
        {
          append (section, &table[i]);
          continue;
        }
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      g_object_unref (section);
      section = g_menu_new ();
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

static gboolean
forget_targets_cb (gpointer data)
{
  g_autoptr (AttestArticlesPane) self = g_weak_ref_get (data);

  if (self == NULL || gtk_widget_get_visible (self->menu))
    return G_SOURCE_REMOVE;
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  attest_articles_pane_update_actions (self);
  return G_SOURCE_REMOVE;
}

/* The chosen item acts after the menu has gone, and needs to know on what until then. */
static void
menu_closed_cb (AttestArticlesPane *self)
{
  /* Or the window looks for a place for the keyboard by itself a frame later, and takes it away from a dialog that the item opened. */
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, forget_targets_cb, attest_weak_ref_new (self), attest_weak_ref_free);
}

static gboolean
is_chosen (GPtrArray *items, AttestArticleItem *item)
{
  const char *id = attest_article_item_get_id (item);

  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (attest_article_item_get_id (g_ptr_array_index (items, i)), id))
      return TRUE;
  return FALSE;
}

/* On one of several chosen articles the menu speaks of all of them, elsewhere of the one under it. */
static void
set_targets (AttestArticlesPane *self, AttestArticleItem *item)
{
  g_autoptr (GPtrArray) chosen = attest_article_selection_dup_items (self->selection);

  g_clear_pointer (&self->targets, g_ptr_array_unref);
  if (is_chosen (chosen, item))
    {
      self->targets = g_steal_pointer (&chosen);
      return;
    }
  self->targets = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->targets, g_object_ref (item));
}

/* The menu hangs on the pane and not on the row: what is typed in the list goes into the search, and a menu has keys of its own. @x and @y: of @row */
static void
popup (AttestArticlesPane *self, GtkWidget *row, double x, double y)
{
  AttestArticleItem *item = attest_article_slot_get_item (ATTEST_ARTICLE_SLOT (row));
  g_autoptr (GMenuModel) model = NULL;
  graphene_point_t at = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t place;

  if (item == NULL || !gtk_widget_compute_point (row, GTK_WIDGET (self), &at, &place))
    return;
  set_targets (self, item);
  attest_articles_pane_update_actions (self);
  model = make_menu (attest_article_line_get_removed (attest_article_item_get_line (item)) != 0);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) place.x, (int) place.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* @widget: a row, a part of one, or what the list has around one; all else is none. */
static GtkWidget *
find_row (GtkWidget *widget)
{
  if (widget == NULL || GTK_IS_LIST_VIEW (widget))
    return NULL;
  if (ATTEST_IS_ARTICLE_SLOT (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ATTEST_IS_ARTICLE_SLOT (child))
      return child;
  return gtk_widget_get_ancestor (widget, ATTEST_TYPE_ARTICLE_SLOT);
}

GtkWidget *
attest_articles_pane_find_focused (AttestArticlesPane *self)
{
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return focused != NULL ? find_row (focused) : NULL;
}

static void
right_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AttestArticlesPane *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  GtkWidget *row = find_row (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));
  graphene_point_t at = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t inside;

  if (row == NULL || !gtk_widget_compute_point (list, row, &at, &inside))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  popup (self, row, inside.x, inside.y);
}

static guint
find_position (AttestArticlesPane *self, GtkWidget *row)
{
  AttestArticleItem *item = attest_article_slot_get_item (ATTEST_ARTICLE_SLOT (row));

  return item != NULL ? attest_article_list_find_position (self->articles, item) : GTK_INVALID_LIST_POSITION;
}

/* With Ctrl or Shift a click chooses, where it would open the article otherwise. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AttestArticlesPane *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *row = NULL;
  guint position;

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  row = find_row (gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT));
  position = row != NULL ? find_position (self, row) : GTK_INVALID_LIST_POSITION;
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (state & GDK_SHIFT_MASK)
    attest_article_selection_extend (self->selection, position);
  else
    attest_article_selection_toggle (self->selection, position);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                AttestArticlesPane *self)
{
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);
  GtkWidget *row = attest_articles_pane_find_focused (self);

  if (row != NULL && ((keyval == GDK_KEY_Menu && held == 0) || (keyval == GDK_KEY_F10 && held == GDK_SHIFT_MASK)))
    popup (self, row, KEY_MENU_INSET, gtk_widget_get_height (row) / 2.0);
  else if (held == 0 && keyval == GDK_KEY_F2)
    gtk_widget_activate_action (GTK_WIDGET (self), "articles.rename", NULL);
  else if (held == 0 && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete))
    gtk_widget_activate_action (GTK_WIDGET (self), "articles.remove", NULL);
  else if (held == 0 && keyval == GDK_KEY_Escape && attest_article_selection_get_active (self->selection))
    attest_article_selection_set_active (self->selection, FALSE);
  else if (held == 0 && keyval == GDK_KEY_Escape && attest_article_list_get_searching (self->articles))
    gtk_widget_activate_action (GTK_WIDGET (self), "articles.clear-search", NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

void
attest_articles_pane_add_menu (AttestArticlesPane *self)
{
  GtkGesture *right = gtk_gesture_click_new ();
  GtkGesture *choosing = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (menu_closed_cb), self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (right), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (right, "pressed", G_CALLBACK (right_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (right));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (choosing), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (choosing), GTK_PHASE_CAPTURE);
  g_signal_connect_object (choosing, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (choosing));

  /* Before the search, which hands on whatever is typed here to its entry, where Shift+F10 is a key too. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), keys);
}
