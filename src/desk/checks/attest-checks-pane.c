/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-checks-pane.h"

#include <glib/gi18n.h>

#include "checks/attest-finding-item.h"
#include "checks/attest-finding-row.h"
#include "checks/attest-waive-finding.h"
#include "session/attest-menu.h"

/* How far inside of a row its menu stands when a key asks for it. */
#define KEY_MENU_INSET 24

struct _AttestChecksPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;

  GtkStack *stack;
  GtkListView *list;
  GListStore *shown;
  AdwStatusPage *empty;
  GtkLabel *refusal;
  GtkWidget *menu;

  /* What each line of the list shows: a finding of @findings, or NULL for the line that waived ones are folded under. */
  GPtrArray *findings;
  GPtrArray *lines;
  gboolean unfolded;
  guint menu_position;
};

G_DEFINE_FINAL_TYPE (AttestChecksPane, attest_checks_pane, ADW_TYPE_BIN)

/* ---- The list ---- */

static void
add_lines (AttestChecksPane *self, gboolean waived)
{
  for (guint i = 0; i < self->findings->len; i++)
    if ((((const AttestFinding *) self->findings->pdata[i])->waiver != NULL) == waived)
      g_ptr_array_add (self->lines, self->findings->pdata[i]);
}

/* Those that nobody decided stand first; the others below, folded under a line that says how many they are. */
static void
take_findings (AttestChecksPane *self, GPtrArray *findings)
{
  guint n_undecided = attest_findings_count_undecided (findings);

  g_ptr_array_set_size (self->lines, 0);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  if (findings == NULL)
    return;
  self->findings = g_ptr_array_ref (findings);
  add_lines (self, FALSE);
  if (n_undecided < findings->len)
    g_ptr_array_add (self->lines, NULL);
  if (self->unfolded)
    add_lines (self, TRUE);
}

static AttestFindingItem *
make_item (AttestChecksPane *self, const AttestFinding *finding)
{
  AttestLibrary *library = attest_session_get_library (attest_article_state_get_session (self->state));
  g_autoptr (AttestPerson) person = NULL;

  if (finding == NULL)
    return attest_finding_item_new_fold (self->findings->len - attest_findings_count_undecided (self->findings),
                                         self->unfolded);
  if (finding->waiver != NULL)
    person = attest_library_find_person (library, finding->waiver->actor, NULL);
  return attest_finding_item_new (
      finding, person != NULL ? person->name : NULL, attest_waive_finding_refusal (self->state, finding));
}

static gboolean
is_shown (AttestChecksPane *self, guint position, AttestFindingItem *item)
{
  g_autoptr (AttestFindingItem) shown = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  return attest_finding_item_shows (shown, item);
}

/* With each key almost all findings stay what they were; only what is between those at both ends is put anew. */
static void
update_shown (AttestChecksPane *self)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint n_new = self->lines->len;
  guint head = 0;
  guint tail = 0;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_new; i++)
    g_ptr_array_add (items, make_item (self, self->lines->pdata[i]));
  while (head < MIN (n_old, n_new) && is_shown (self, head, items->pdata[head]))
    head++;
  while (tail < MIN (n_old, n_new) - head && is_shown (self, n_old - 1 - tail, items->pdata[n_new - 1 - tail]))
    tail++;
  if (n_new > head + tail || n_old > head + tail)
    g_list_store_splice (self->shown, head, n_old - head - tail, items->pdata + head, n_new - head - tail);
}

/* The buttons say it too, where a pointer finds them; here it can be read. */
static void
show_refusal (AttestChecksPane *self)
{
  const AttestFinding *first = self->lines->len > 0 ? self->lines->pdata[0] : NULL;
  const char *refusal = first != NULL ? attest_waive_finding_refusal (self->state, first) : NULL;

  gtk_label_set_label (self->refusal, refusal != NULL ? refusal : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), refusal != NULL);
}

static void
show_findings (AttestChecksPane *self)
{
  take_findings (self, attest_article_state_get_findings (self->state));
  update_shown (self);
  show_refusal (self);
  adw_status_page_set_icon_name (self->empty, "attest-checks-symbolic");
  adw_status_page_set_title (self->empty, _ ("Nothing found"));
  adw_status_page_set_description (self->empty, _ ("The checks have nothing to say about this text."));
  gtk_stack_set_visible_child_name (self->stack, self->lines->len > 0 ? "list" : "empty");
}

static void
bind_row_cb (AttestChecksPane *self, GtkListItem *item)
{
  attest_finding_row_show (ATTEST_FINDING_ROW (gtk_list_item_get_child (item)));
}

/* ---- Gestures ---- */

static void
activate_cb (AttestChecksPane *self, guint position)
{
  const AttestFinding *finding = position < self->lines->len ? self->lines->pdata[position] : NULL;

  if (finding != NULL)
    {
      attest_article_state_reveal (self->state, finding->start, finding->end);
      return;
    }
  if (position >= self->lines->len)
    return;
  self->unfolded = !self->unfolded;
  show_findings (self);
  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
decide (AttestChecksPane *self, guint position)
{
  const AttestFinding *finding = position < self->lines->len ? self->lines->pdata[position] : NULL;

  if (finding == NULL || attest_waive_finding_refusal (self->state, finding) != NULL)
    return;
  if (finding->waiver != NULL)
    attest_waive_finding_take_back (GTK_WIDGET (self), self->state, finding->waiver->id);
  else
    attest_waive_finding (GTK_WIDGET (self), self->state, finding);
}

static void
decide_cb (AttestChecksPane *self, AttestFindingRow *row)
{
  decide (self, attest_finding_row_get_position (row));
}

static void
setup_row_cb (AttestChecksPane *self, GtkListItem *item)
{
  GtkWidget *row = attest_finding_row_new (item);

  g_signal_connect_object (row, "decide", G_CALLBACK (decide_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

/* ---- The menu of a row ---- */

static void
decide_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestChecksPane *self = ATTEST_CHECKS_PANE (widget);

  decide (self, self->menu_position);
}

static void
reveal_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestChecksPane *self = ATTEST_CHECKS_PANE (widget);

  activate_cb (self, self->menu_position);
}

/* @x and @y: of @row */
static void
popup (AttestChecksPane *self, AttestFindingRow *row, double x, double y)
{
  guint position = attest_finding_row_get_position (row);
  const AttestFinding *finding = position < self->lines->len ? self->lines->pdata[position] : NULL;
  graphene_point_t at = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t place;
  g_autoptr (GMenu) model = g_menu_new ();

  if (finding == NULL || !gtk_widget_compute_point (GTK_WIDGET (row), GTK_WIDGET (self), &at, &place))
    return;
  self->menu_position = position;
  attest_menu_add (model, _ ("_Go to its place"), "checks.reveal", NULL);
  attest_menu_add (model, finding->waiver != NULL ? _ ("_Take back") : _ ("_Waive…"), "checks.decide", NULL);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "checks.decide", attest_waive_finding_refusal (self->state, finding) == NULL);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), G_MENU_MODEL (model));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) place.x, (int) place.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* @widget: a row, a part of one, or what the list has around one; all else is none. */
static AttestFindingRow *
find_row (GtkWidget *widget)
{
  GtkWidget *child = widget != NULL ? gtk_widget_get_first_child (widget) : NULL;

  if (widget == NULL || GTK_IS_LIST_VIEW (widget))
    return NULL;
  if (ATTEST_IS_FINDING_ROW (widget))
    return ATTEST_FINDING_ROW (widget);
  if (child != NULL && ATTEST_IS_FINDING_ROW (child))
    return ATTEST_FINDING_ROW (child);
  return ATTEST_FINDING_ROW (gtk_widget_get_ancestor (widget, ATTEST_TYPE_FINDING_ROW));
}

static void
right_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AttestChecksPane *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  AttestFindingRow *row = find_row (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));
  graphene_point_t at = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t inside;

  if (row == NULL || !gtk_widget_compute_point (list, GTK_WIDGET (row), &at, &inside))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  popup (self, row, inside.x, inside.y);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                AttestChecksPane *self)
{
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);
  AttestFindingRow *row = find_row (gtk_widget_get_focus_child (GTK_WIDGET (self->list)));

  if (row == NULL || !((keyval == GDK_KEY_Menu && held == 0) || (keyval == GDK_KEY_F10 && held == GDK_SHIFT_MASK)))
    return GDK_EVENT_PROPAGATE;
  popup (self, row, KEY_MENU_INSET, gtk_widget_get_height (GTK_WIDGET (row)) / 2.0);
  return GDK_EVENT_STOP;
}

static void
add_menu (AttestChecksPane *self)
{
  GtkGesture *right = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (right), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (right, "pressed", G_CALLBACK (right_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (right));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/* ---- The widget ---- */

static void
fill_list (AttestChecksPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;

  self->shown = g_list_store_new (ATTEST_TYPE_FINDING_ITEM);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
}

static void
attest_checks_pane_dispose (GObject *object)
{
  AttestChecksPane *self = ATTEST_CHECKS_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_CHECKS_PANE);

  G_OBJECT_CLASS (attest_checks_pane_parent_class)->dispose (object);
}

static void
attest_checks_pane_class_init (AttestChecksPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_checks_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-checks-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestChecksPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestChecksPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestChecksPane, empty);
  gtk_widget_class_bind_template_child (widget_class, AttestChecksPane, refusal);
  gtk_widget_class_install_action (widget_class, "checks.decide", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "checks.reveal", NULL, reveal_action);
}

static void
attest_checks_pane_init (AttestChecksPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = g_ptr_array_new ();
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "computed", G_CALLBACK (show_findings), self);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (show_findings), self);
  g_signal_group_connect_swapped (self->signals, "notify::modified", G_CALLBACK (show_findings), self);
  fill_list (self);
  add_menu (self);
}

void
attest_checks_pane_set_state (AttestChecksPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_CHECKS_PANE (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show_findings (self);
}
