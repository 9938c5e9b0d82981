/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "changes/attest-changes-page.h"

#include <glib/gi18n.h>

#include "changes/attest-changes-choice.h"
#include "changes/attest-changes-marks.h"
#include "changes/attest-changes-source.h"
#include "changes/attest-changes.h"
#include "preview/attest-layout-switch.h"
#include "preview/attest-preview-view.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-menu.h"
#include "session/attest-pane-keys.h"
#include "text/attest-isolate.h"

/* `current` counts changes of `changes`, G_MAXUINT before the reader has gone to one. */
struct _AttestChangesPage
{
  AdwNavigationPage parent_instance;

  AttestSession *session;
  GSettings *settings;
  GSimpleActionGroup *actions;
  AttestChanges *changes;
  guint current;
  guint generation;
  gboolean has_keys;
  guint frames;

  AdwWindowTitle *window_title;
  GtkMenuButton *menu_button;
  AttestChangesChoice *choice;
  GtkStack *stack;
  GtkBox *panes;
  AttestChangesSource *source;
  AttestPreviewView *preview;
  AdwStatusPage *status;
  GtkLabel *summary;
  GtkLabel *counter;
};

G_DEFINE_FINAL_TYPE (AttestChangesPage, attest_changes_page, ADW_TYPE_NAVIGATION_PAGE)

/* ---- Going from change to change ---- */

static guint
count_changes (AttestChangesPage *self)
{
  guint n_changes = 0;

  if (self->changes != NULL)
    attest_comparison_get_changes (self->changes->comparison, &n_changes);
  return n_changes;
}

static void
show_current (AttestChangesPage *self)
{
  g_autoptr (GArray) marks =
      self->current != G_MAXUINT ? attest_changes_dup_current_marks (self->changes, self->current) : NULL;

  attest_preview_view_set_current_change (self->preview, marks);
}

static void
show_counter (AttestChangesPage *self)
{
  guint n_changes = count_changes (self);
  g_autofree char *words = NULL;

  if (n_changes == 0)
    words = g_strdup ("");
  else if (self->current == G_MAXUINT)
    words = g_strdup_printf (ngettext ("%u change", "%u changes", n_changes), n_changes);
  else
    /* Translators: which of the changes is looked at, such as "3 of 12" */
    words = g_strdup_printf (_ ("%u of %u"), self->current + 1, n_changes);
  gtk_label_set_text (self->counter, words);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "next")),
                               n_changes > 0);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "previous")),
                               n_changes > 0);
}

static void
go_to (AttestChangesPage *self, guint index)
{
  g_autofree char *words = NULL;
  g_autofree char *spoken = NULL;

  self->current = index;
  attest_changes_source_show (self->source, index);
  show_current (self);
  show_counter (self);
  words = attest_changes_dup_words (self->changes, index);
  spoken = g_strdup_printf ("%s. %s", gtk_label_get_text (self->counter), words);
  attest_feedback_announce (GTK_WIDGET (self), spoken);
}

static void
next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestChangesPage *self = user_data;

  go_to (self, self->current == G_MAXUINT ? 0 : (self->current + 1) % count_changes (self));
}

static void
previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestChangesPage *self = user_data;
  guint n_changes = count_changes (self);

  go_to (self, self->current == G_MAXUINT || self->current == 0 ? n_changes - 1 : self->current - 1);
}

static void
chosen_cb (AttestChangesPage *self, guint index)
{
  go_to (self, index);
}

/* ---- What is shown ---- */

/* As in the history, only whoever may save is offered it. */
static void
add_restore_item (GMenu *menu, const char *revision)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_Restore the earlier text…"), NULL);

  g_menu_item_set_action_and_target (item, "article.restore-text", "s", revision);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
fill_menu (AttestChangesPage *self)
{
  const AttestRevision *before = self->changes->before.revision;
  const AttestRevision *after = self->changes->after.revision;
  const char *audience = self->changes->audience->key;
  g_autoptr (GMenu) menu = g_menu_new ();

  if (before != NULL)
    {
      attest_menu_add (
          menu, _ ("Read the _earlier text"), "article.read", g_variant_new ("(ss)", audience, before->id));
      add_restore_item (menu, before->id);
    }
  attest_menu_add (menu, _ ("Read the _later text"), "article.read", g_variant_new ("(ss)", audience, after->id));
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
show_status (AttestChangesPage *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
show_page (AttestChangesPage *self)
{
  AttestChanges *changes = self->changes;
  g_autoptr (GArray) pairs = attest_changes_dup_pairs (changes);
  g_autoptr (GArray) marks = attest_changes_dup_marks (changes);

  attest_preview_view_set_rendering (self->preview, changes->before.rendering, changes->before.footer, FALSE);
  attest_preview_view_set_beside (self->preview, changes->after.rendering, changes->after.footer);
  attest_preview_view_set_pairs (self->preview, pairs);
  attest_preview_view_set_changes (self->preview, marks);
  show_current (self);
}

/* What a sign-off covers is more than the words, so that is said as well. */
static void
show_summary (AttestChangesPage *self)
{
  g_autofree char *words = count_changes (self) > 0 ? attest_changes_dup_summary (self->changes) : NULL;
  g_autofree char *other = attest_changes_dup_other_words (self->changes);
  g_autofree char *both = words != NULL && other != NULL ? g_strdup_printf ("%s. %s", words, other) : NULL;

  gtk_label_set_text (self->summary, both != NULL ? both : words != NULL ? words : "");
  if (words != NULL)
    gtk_stack_set_visible_child_name (self->stack, "changes");
  else if (other != NULL)
    show_status (self, _ ("The words are the same"), other);
  else
    show_status (
        self, _ ("No difference"), _ ("The two texts are the same, word for word, and so are their references."));
}

static void
show_changes (AttestChangesPage *self)
{
  AttestChanges *changes = self->changes;
  g_autofree char *title = attest_isolate (changes->article->title);
  g_autofree char *audience = attest_isolate (changes->audience->label);
  g_autofree char *subtitle = g_strdup_printf ("%s, %s", title, audience);

  attest_changes_choice_show (self->choice, self->session, changes);
  fill_menu (self);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  attest_changes_source_set_changes (self->source, changes);
  self->current = G_MAXUINT;
  show_page (self);
  show_counter (self);
  show_summary (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu_button), TRUE);
}

typedef struct
{
  GWeakRef page;
  guint generation;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_weak_ref_clear (&load->page);
  g_free (load);
}

static DexFuture *
changes_loaded (DexFuture *future, gpointer user_data)
{
  Load *load = user_data;
  g_autoptr (AttestChangesPage) self = g_weak_ref_get (&load->page);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL || load->generation != self->generation)
    return dex_future_new_true ();
  if (value == NULL)
    {
      gtk_label_set_text (self->summary, "");
      show_status (self, _ ("The texts could not be compared"), error->message);
      return dex_future_new_true ();
    }
  g_clear_pointer (&self->changes, attest_changes_unref);
  self->changes = g_value_dup_boxed (value);
  show_changes (self);
  return dex_future_new_true ();
}

static void
load_changes (AttestChangesPage *self, const char *before, const char *after)
{
  Load *load = g_new0 (Load, 1);

  g_weak_ref_init (&load->page, self);
  load->generation = ++self->generation;
  /* What is said of the texts before is not true of those that were chosen. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu_button), FALSE);
  gtk_label_set_text (self->summary, _ ("Comparing…"));
  gtk_label_set_text (self->counter, "");
  dex_future_disown (
      dex_future_finally (attest_changes_load (self->session, before, after), changes_loaded, load, load_free));
}

static void
texts_chosen_cb (AttestChangesPage *self)
{
  load_changes (self, attest_changes_choice_get_before (self->choice), attest_changes_choice_get_after (self->choice));
}

/* A source that comes into sight finds out how high its lines are in the first frames. */
#define FRAMES_TO_SETTLE 4

static gboolean
show_again_cb (GtkWidget *source, GdkFrameClock *clock, gpointer user_data)
{
  AttestChangesPage *self = user_data;

  if (self->current != G_MAXUINT)
    attest_changes_source_show (self->source, self->current);
  return ++self->frames < FRAMES_TO_SETTLE ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
layout_changed_cb (AttestChangesPage *self)
{
  g_autofree char *layout = g_settings_get_string (self->settings, "changes-layout");

  gtk_widget_set_visible (GTK_WIDGET (self->source), !g_str_equal (layout, "preview"));
  gtk_widget_set_visible (GTK_WIDGET (self->preview), !g_str_equal (layout, "source"));
  /* What was out of sight could not be scrolled to. */
  self->frames = 0;
  if (gtk_widget_get_visible (GTK_WIDGET (self->source)))
    gtk_widget_add_tick_callback (GTK_WIDGET (self->source), show_again_cb, self, NULL);
}

/* ---- The object ---- */

static GBytes *
load_asset (const char *sha256, gpointer user_data)
{
  AttestChangesPage *self = user_data;

  return attest_library_load_content (attest_session_get_library (self->session), sha256, NULL);
}

static void
attest_changes_page_dispose (GObject *object)
{
  AttestChangesPage *self = ATTEST_CHANGES_PAGE (object);

  self->generation++;
  if (self->preview != NULL)
    attest_preview_view_set_asset_func (self->preview, NULL, NULL);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_CHANGES_PAGE);
  g_clear_pointer (&self->changes, attest_changes_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (attest_changes_page_parent_class)->dispose (object);
}

static void
attest_changes_page_root (GtkWidget *widget)
{
  const char *const actions[] = { "changes.next", "changes.previous", NULL };
  AttestChangesPage *self = ATTEST_CHANGES_PAGE (widget);

  GTK_WIDGET_CLASS (attest_changes_page_parent_class)->root (widget);
  if (!self->has_keys)
    self->has_keys = attest_pane_keys_bind (widget, actions, GTK_PHASE_CAPTURE);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, choice);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, panes);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, source);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, preview);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, status);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, summary);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesPage, counter);
}

static void
attest_changes_page_class_init (AttestChangesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_changes_page_dispose;
  widget_class->root = attest_changes_page_root;

  g_type_ensure (ATTEST_TYPE_CHANGES_CHOICE);
  g_type_ensure (ATTEST_TYPE_CHANGES_SOURCE);
  g_type_ensure (ATTEST_TYPE_LAYOUT_SWITCH);
  g_type_ensure (ATTEST_TYPE_PREVIEW_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-changes-page.ui");
  bind_children (widget_class);
}

static void
attest_changes_page_init (AttestChangesPage *self)
{
  const GActionEntry entries[] = {
    { .name = "next", .activate = next },
    { .name = "previous", .activate = previous },
  };

  gtk_widget_init_template (GTK_WIDGET (self));

  self->current = G_MAXUINT;
  self->settings = g_settings_new (APP_ID);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "changes", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (
      self->settings, "changed::changes-layout", G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->choice, "chosen", G_CALLBACK (texts_chosen_cb), self);
  g_signal_connect_swapped (self->source, "chosen", G_CALLBACK (chosen_cb), self);
  attest_preview_view_set_asset_func (self->preview, load_asset, self);
  layout_changed_cb (self);
  show_counter (self);
}

GtkWidget *
attest_changes_page_new (AttestSession *session, const char *before, const char *after, GActionGroup *actions)
{
  AttestChangesPage *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);

  self = g_object_new (ATTEST_TYPE_CHANGES_PAGE, NULL);
  self->session = g_object_ref (session);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "article", actions);
  load_changes (self, before, after);
  return GTK_WIDGET (self);
}
