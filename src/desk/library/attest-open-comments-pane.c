/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-open-comments-pane.h"

#include <glib/gi18n.h>

#include "library/attest-open-comment-list.h"
#include "library/attest-open-comment-row.h"

/* @begins: something else was asked for, and its answer is shown from its beginning */
struct _AttestOpenCommentsPane
{
  AdwBin parent_instance;

  AttestSession *session;
  GSettings *settings;
  AttestOpenCommentList *comments;
  gboolean begins;
  guint total;

  AdwToggleGroup *scopes;
  AdwToggle *all_toggle;
  AdwToggle *mine_toggle;
  AdwToggle *waiting_toggle;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  AdwStatusPage *nothing;
  GtkActionable *action;
};

G_DEFINE_FINAL_TYPE (AttestOpenCommentsPane, attest_open_comments_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPEN_COMMENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* By scope. @action, @target: what the button does; of a target that is another scope the action is in this pane. */
static const struct
{
  const char *name;
  const char *icon_name;
  const char *title;
  const char *text;
  const char *label;
  const char *action;
  const char *target;
} scopes[] = {
  [ATTEST_OPEN_COMMENTS_ALL] = { "all",
                                 "attest-comments-symbolic",
                                 N_ ("No open comments"),
                                 N_ ("What people say about the words of an article stands here until it is settled. "
                                     "To "
                                     "comment, open an article, select words and press Ctrl+Alt+M."),
                                 N_ ("Show _all articles"),
                                 "articles.show-queue",
                                 "all" },
  [ATTEST_OPEN_COMMENTS_MINE] = { "mine",
                                  "attest-comments-symbolic",
                                  N_ ("None of your comments is open"),
                                  N_ ("What you say about the words of an article stands here until it is settled, so "
                                      "that you see what becomes of it."),
                                  N_ ("Show all _open comments"),
                                  "open-comments.show",
                                  "all" },
  [ATTEST_OPEN_COMMENTS_WAITING] = { "waiting",
                                     "object-select-symbolic",
                                     N_ ("No comment waits for you"),
                                     N_ ("Comments on texts that you wrote come here until you answer or settle them. "
                                         "So "
                                         "do your own when somebody answers and, where they block approval, when the "
                                         "text was changed."),
                                     N_ ("Show all _open comments"),
                                     "open-comments.show",
                                     "all" },
};

static AttestOpenCommentsScope
get_scope (AttestOpenCommentsPane *self)
{
  const char *name = adw_toggle_group_get_active_name (self->scopes);

  for (guint scope = 0; scope < G_N_ELEMENTS (scopes); scope++)
    if (g_strcmp0 (scopes[scope].name, name) == 0)
      return scope;
  return ATTEST_OPEN_COMMENTS_ALL;
}

/* ---- What is in sight ---- */

static void
show_count (AdwToggle *toggle, const char *label, guint count, guint most)
{
  g_autofree char *with_count = NULL;

  if (count > most)
    with_count = g_strdup_printf ("%s %u+", label, most);
  else if (count > 0)
    with_count = g_strdup_printf ("%s %u", label, count);
  adw_toggle_set_label (toggle, with_count != NULL ? with_count : label);
}

static void
show_counts (AttestOpenCommentsPane *self)
{
  show_count (self->all_toggle, _ ("All open"), self->total, G_MAXUINT);
  show_count (self->mine_toggle,
              _ ("Mine"),
              attest_open_comment_list_get_count (self->comments, ATTEST_OPEN_COMMENTS_MINE),
              ATTEST_OPEN_COMMENTS_COUNTED);
  show_count (self->waiting_toggle,
              _ ("Waiting for me"),
              attest_open_comment_list_get_count (self->comments, ATTEST_OPEN_COMMENTS_WAITING),
              ATTEST_OPEN_COMMENTS_COUNTED);
}

static void
teach (AttestOpenCommentsPane *self, AttestOpenCommentsScope scope)
{
  adw_status_page_set_icon_name (self->nothing, scopes[scope].icon_name);
  adw_status_page_set_title (self->nothing, _ (scopes[scope].title));
  adw_status_page_set_description (self->nothing, _ (scopes[scope].text));
  gtk_button_set_label (GTK_BUTTON (self->action), _ (scopes[scope].label));
  gtk_actionable_set_action_name (self->action, NULL);
  gtk_actionable_set_action_target (self->action, "s", scopes[scope].target);
  gtk_actionable_set_action_name (self->action, scopes[scope].action);
}

/* Before the end is in sight, so that nobody waits for it. */
static void
scrolled_cb (AttestOpenCommentsPane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (adjustment);
  double upper = gtk_adjustment_get_upper (adjustment);

  /* Before what was read is laid out there is nothing to scroll. */
  if (upper > page && gtk_adjustment_get_value (adjustment) + 2 * page >= upper &&
      gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    attest_open_comment_list_read_more (self->comments);
}

static void
read_cb (AttestOpenCommentsPane *self)
{
  gboolean nothing = g_list_model_get_n_items (attest_open_comment_list_get_items (self->comments)) == 0;

  show_counts (self);
  if (!attest_open_comment_list_get_answered (self->comments))
    return;
  if (nothing)
    teach (self, get_scope (self));
  else if (self->begins)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
  self->begins = FALSE;
  gtk_stack_set_visible_child_name (self->stack, nothing ? "nothing" : "list");
  scrolled_cb (self);
}

static gboolean
somebody_acts (AttestOpenCommentsPane *self)
{
  return self->session != NULL && attest_session_get_actor (self->session) != NULL;
}

static void
scope_changed_cb (AttestOpenCommentsPane *self)
{
  AttestOpenCommentsScope scope = get_scope (self);

  if (somebody_acts (self))
    g_settings_set_string (self->settings, "open-comments", scopes[scope].name);
  self->begins = TRUE;
  attest_open_comment_list_set_scope (self->comments, scope);
}

/* While nobody acts no comment is anybody's; what was chosen comes back with somebody who does. */
static void
actor_changed_cb (AttestOpenCommentsPane *self)
{
  gboolean acts = somebody_acts (self);
  g_autofree char *chosen = acts ? g_settings_get_string (self->settings, "open-comments") : g_strdup ("all");

  adw_toggle_set_enabled (self->mine_toggle, acts);
  adw_toggle_set_enabled (self->waiting_toggle, acts);
  adw_toggle_set_tooltip (self->mine_toggle, acts ? "" : _ ("Choose who you are first."));
  adw_toggle_set_tooltip (self->waiting_toggle, acts ? "" : _ ("Choose who you are first."));
  self->begins = TRUE;
  adw_toggle_group_set_active_name (self->scopes, chosen);
}

static void
show_scope (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_toggle_group_set_active_name (ATTEST_OPEN_COMMENTS_PANE (widget)->scopes, g_variant_get_string (parameter, NULL));
}

/* ---- Rows ---- */

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *row = g_object_new (ATTEST_TYPE_OPEN_COMMENT_ROW, NULL);

  g_object_bind_property (list_item, "item", row, "item", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_autofree char *spoken =
      attest_open_comment_item_dup_spoken (ATTEST_OPEN_COMMENT_ITEM (gtk_list_item_get_item (list_item)));

  gtk_list_item_set_accessible_label (list_item, spoken);
}

static void
activate_cb (AttestOpenCommentsPane *self, guint position)
{
  g_autoptr (AttestOpenCommentItem) item =
      g_list_model_get_item (attest_open_comment_list_get_items (self->comments), position);
  const AttestOpenComment *comment;

  if (item == NULL)
    return;
  comment = attest_open_comment_item_get_comment (item);
  g_signal_emit (self, signals[SIGNAL_OPEN_COMMENT], 0, comment->article, comment->audience, comment->id);
}

/* ---- The object ---- */

/* Out of sight it is not read again with every change. */
static void
attest_open_comments_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (attest_open_comments_pane_parent_class)->map (widget);
  attest_open_comment_list_set_active (ATTEST_OPEN_COMMENTS_PANE (widget)->comments, TRUE);
}

static void
attest_open_comments_pane_unmap (GtkWidget *widget)
{
  attest_open_comment_list_set_active (ATTEST_OPEN_COMMENTS_PANE (widget)->comments, FALSE);
  GTK_WIDGET_CLASS (attest_open_comments_pane_parent_class)->unmap (widget);
}

static void
attest_open_comments_pane_dispose (GObject *object)
{
  AttestOpenCommentsPane *self = ATTEST_OPEN_COMMENTS_PANE (object);

  if (self->list != NULL)
    {
      attest_open_comments_pane_set_session (self, NULL);
      gtk_list_view_set_factory (self->list, NULL);
      gtk_list_view_set_model (self->list, NULL);
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_OPEN_COMMENTS_PANE);
  g_clear_object (&self->comments);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (attest_open_comments_pane_parent_class)->dispose (object);
}

static void
attest_open_comments_pane_class_init (AttestOpenCommentsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_open_comments_pane_dispose;
  widget_class->map = attest_open_comments_pane_map;
  widget_class->unmap = attest_open_comments_pane_unmap;

  signals[SIGNAL_OPEN_COMMENT] = g_signal_new ("open-comment",
                                               ATTEST_TYPE_OPEN_COMMENTS_PANE,
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attestdesk/Attest/attest-open-comments-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, scopes);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, all_toggle);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, mine_toggle);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, waiting_toggle);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentsPane, action);
  gtk_widget_class_install_action (widget_class, "open-comments.show", "s", show_scope);
}

static void
attest_open_comments_pane_init (AttestOpenCommentsPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->comments = attest_open_comment_list_new ();
  self->settings = g_settings_new (APP_ID);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  model = gtk_no_selection_new (g_object_ref (attest_open_comment_list_get_items (self->comments)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  gtk_list_view_set_factory (self->list, factory);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comments, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scopes, "notify::active-name", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  actor_changed_cb (self);
}

void
attest_open_comments_pane_set_session (AttestOpenCommentsPane *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_OPEN_COMMENTS_PANE (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  attest_open_comment_list_set_session (self->comments, session);
  if (session != NULL)
    g_signal_connect_object (session, "notify::actor", G_CALLBACK (actor_changed_cb), self, G_CONNECT_SWAPPED);
  actor_changed_cb (self);
}

void
attest_open_comments_pane_set_total (AttestOpenCommentsPane *self, guint total)
{
  g_return_if_fail (ATTEST_IS_OPEN_COMMENTS_PANE (self));

  if (self->total == total)
    return;
  self->total = total;
  show_counts (self);
}
