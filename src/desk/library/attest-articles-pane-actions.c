/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-articles-pane-private.h"

#include <glib/gi18n.h>

#include "library/attest-article-settings-dialog.h"
#include "library/attest-assign-dialog.h"
#include "library/attest-title-dialog.h"
#include "session/attest-explain.h"
#include "session/attest-feedback.h"
#include "session/attest-refusals-dialog.h"
#include "text/attest-isolate.h"

/* What an action needs to make sense: one article or any number, in the library or removed, and somebody who may change articles. */
typedef enum
{
  NEEDS_ONE = 1 << 0,
  NEEDS_PRESENT = 1 << 1,
  NEEDS_REMOVED = 1 << 2,
  NEEDS_WRITER = 1 << 3,
} Needs;

GPtrArray *
attest_articles_pane_dup_targets (AttestArticlesPane *self)
{
  GPtrArray *items = NULL;
  GtkWidget *focused = NULL;
  AttestArticleItem *item = NULL;

  if (self->targets != NULL)
    return g_ptr_array_copy (self->targets, (GCopyFunc) (GCallback) g_object_ref, NULL);
  items = attest_article_selection_dup_items (self->selection);
  focused = items->len == 0 ? attest_articles_pane_find_focused (self) : NULL;
  if (focused == NULL || attest_article_selection_get_active (self->selection))
    return items;
  g_object_get (focused, "item", &item, NULL);
  if (item != NULL)
    g_ptr_array_add (items, item);
  return items;
}

static gboolean
is_removed (AttestArticlesPane *self)
{
  return self->queue != NULL && attest_queue_is_removed (self->queue);
}

/* Returns: (transfer full) (nullable): why whoever acts may not change articles */
static char *
dup_refusal (AttestArticlesPane *self)
{
  const char *actor = attest_session_get_actor (self->session);
  g_autoptr (AttestPerson) person = NULL;
  g_autofree char *name = NULL;

  if (attest_session_get_refusal (self->session) != NULL)
    return g_strdup (attest_session_get_refusal (self->session));
  if (actor != NULL)
    person = attest_library_find_person (attest_session_get_library (self->session), actor, NULL);
  if (person == NULL)
    return g_strdup (_ ("Choose who you are first."));
  if (g_strv_contains ((const char *const *) person->roles, "author") ||
      g_strv_contains ((const char *const *) person->roles, "editor"))
    return NULL;
  name = attest_isolate (person->name);
  /* Translators: %s is a person's name */
  return g_strdup_printf (_ ("%s is neither author nor editor. An editor can give them one of these roles."), name);
}

static AttestArticleItem *
dup_target (AttestArticlesPane *self)
{
  g_autoptr (GPtrArray) items = attest_articles_pane_dup_targets (self);

  return items->len == 1 ? g_object_ref (g_ptr_array_index (items, 0)) : NULL;
}

static void
open_article (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (AttestArticleItem) item = dup_target (ATTEST_ARTICLES_PANE (widget));

  if (item != NULL)
    attest_articles_pane_open (ATTEST_ARTICLES_PANE (widget), item);
}

static void
select_target (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestArticlesPane *self = ATTEST_ARTICLES_PANE (widget);
  g_autoptr (AttestArticleItem) wanted = dup_target (self);
  guint position =
      wanted != NULL ? attest_article_list_find_position (self->articles, wanted) : GTK_INVALID_LIST_POSITION;

  if (position != GTK_INVALID_LIST_POSITION)
    attest_article_selection_toggle (self->selection, position);
}

static void
duplicated_cb (AttestArticlesPane *self, const char *article)
{
  g_signal_emit_by_name (self, "open-article", article, NULL);
}

static void
ask_title (GtkWidget *widget, gboolean duplicate)
{
  AttestArticlesPane *self = ATTEST_ARTICLES_PANE (widget);
  g_autoptr (AttestArticleItem) item = dup_target (self);
  AdwDialog *dialog = NULL;

  if (item == NULL)
    return;
  dialog = attest_title_dialog_new (self->session, item, duplicate);
  if (duplicate)
    g_signal_connect_object (dialog, "done", G_CALLBACK (duplicated_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
rename_article (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_title (widget, FALSE);
}

static void
duplicate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_title (widget, TRUE);
}

static void
change_settings (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestArticlesPane *self = ATTEST_ARTICLES_PANE (widget);
  g_autoptr (AttestArticleItem) item = dup_target (self);

  if (item != NULL)
    adw_dialog_present (attest_article_settings_dialog_new (self->session, item), widget);
}

typedef struct
{
  GWeakRef pane;
  GPtrArray *items;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  g_weak_ref_clear (&asking->pane);
  g_ptr_array_unref (asking->items);
  g_free (asking);
}

static void
reviewer_chosen_cb (AdwDialog *dialog, const char *reviewer, const char *audience, const char *due, Asking *asking)
{
  g_autoptr (AttestArticlesPane) self = g_weak_ref_get (&asking->pane);

  if (self != NULL && self->session != NULL)
    attest_articles_pane_assign (self, asking->items, reviewer, audience, due);
}

static void
assign (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestArticlesPane *self = ATTEST_ARTICLES_PANE (widget);
  g_autoptr (GPtrArray) items = attest_articles_pane_dup_targets (self);
  AdwDialog *dialog = NULL;
  Asking *asking = NULL;

  if (items->len == 0)
    return;
  dialog = attest_assign_dialog_new (self->session, items);
  asking = g_new0 (Asking, 1);
  g_weak_ref_init (&asking->pane, self);
  asking->items = g_steal_pointer (&items);
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (reviewer_chosen_cb), asking, asking_free, G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, widget);
}

static void export (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) items = attest_articles_pane_dup_targets (ATTEST_ARTICLES_PANE (widget));

  if (items->len > 0)
    attest_articles_pane_export (ATTEST_ARTICLES_PANE (widget), items);
}

static void
save_review_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) items = attest_articles_pane_dup_targets (ATTEST_ARTICLES_PANE (widget));
  GVariantBuilder ids;

  if (items->len == 0)
    return;
  g_variant_builder_init (&ids, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < items->len; i++)
    g_variant_builder_add (&ids, "s", attest_article_item_get_id (g_ptr_array_index (items, i)));
  gtk_widget_activate_action (widget, "win.save-review-file", "as", &ids);
}

static void
remove_articles (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) items = attest_articles_pane_dup_targets (ATTEST_ARTICLES_PANE (widget));

  if (items->len > 0)
    attest_articles_pane_remove (ATTEST_ARTICLES_PANE (widget), items);
}

static void
restore (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) items = attest_articles_pane_dup_targets (ATTEST_ARTICLES_PANE (widget));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < items->len; i++)
    g_strv_builder_add (ids, attest_article_item_get_id (g_ptr_array_index (items, i)));
  list = g_strv_builder_end (ids);
  joined = g_strjoinv (",", list);
  attest_articles_pane_restore (ATTEST_ARTICLES_PANE (widget), joined);
}

/* What the menu of an article has dimmed, which is the same for all of it. */
static void
show_refusal (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestArticlesPane *self = ATTEST_ARTICLES_PANE (widget);
  g_autofree char *reason = dup_refusal (self);
  const AttestRefusal refusal = {
    is_removed (self) ? _ ("Bring back") : _ ("Rename, short name and topics, duplicate, ask for a review, remove"),
    reason,
  };

  if (reason != NULL)
    adw_dialog_present (attest_refusals_dialog_new (&refusal, 1, NULL), widget);
}

static void
clear_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestArticlesPane *self = ATTEST_ARTICLES_PANE (widget);

  attest_search_filters_clear (self->filters);
  g_signal_emit_by_name (self->search, "stop-search");
}

static const struct
{
  const char *name;
  guint needs;
  GtkWidgetActionActivateFunc run;
  /* Its button on the bar below several chosen articles. */
  const char *label;
} actions[] = {
  { "articles.open", NEEDS_ONE, open_article, NULL },
  { "articles.select", NEEDS_ONE, select_target, NULL },
  { "articles.rename", NEEDS_ONE | NEEDS_PRESENT | NEEDS_WRITER, rename_article, NULL },
  { "articles.settings", NEEDS_ONE | NEEDS_PRESENT | NEEDS_WRITER, change_settings, NULL },
  { "articles.duplicate", NEEDS_ONE | NEEDS_PRESENT | NEEDS_WRITER, duplicate, NULL },
  { "articles.assign", NEEDS_PRESENT | NEEDS_WRITER, assign, N_ ("_Ask for a review…") },
  { "articles.export", NEEDS_PRESENT, export, N_ ("_Export…") },
  { "articles.save-review-file", NEEDS_PRESENT, save_review_file, N_ ("Save as review _file…") },
  { "articles.remove", NEEDS_PRESENT | NEEDS_WRITER, remove_articles, N_ ("Re_move") },
  { "articles.restore", NEEDS_REMOVED | NEEDS_WRITER, restore, N_ ("_Bring back") },
};

void
attest_articles_pane_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, NULL, actions[i].run);
  gtk_widget_class_install_action (klass, "articles.refusal", NULL, show_refusal);
  gtk_widget_class_install_action (klass, "articles.clear-search", NULL, clear_search);
}

void
attest_articles_pane_fill_bar (AttestArticlesPane *self)
{
  gboolean removed = is_removed (self);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->bar))) != NULL)
    adw_wrap_box_remove (self->bar, child);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *button = NULL;

      if (actions[i].label == NULL || removed != ((actions[i].needs & NEEDS_REMOVED) != 0))
        continue;
      button = gtk_button_new_with_mnemonic (_ (actions[i].label));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), actions[i].name);
      adw_wrap_box_append (self->bar, button);
    }
}

static gboolean
needs_writer (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      return (actions[i].needs & NEEDS_WRITER) != 0;
  return FALSE;
}

/* @refusal: (nullable) */
static void
explain_bar (AttestArticlesPane *self, const char *refusal)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->bar)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    attest_explain_disabled (
        button, needs_writer (gtk_actionable_get_action_name (GTK_ACTIONABLE (button))) ? refusal : NULL, NULL);
}

/*
 * The keyboard's own article is not looked at, since it changes with each key: its actions stay enabled and find out for themselves.
 */
void
attest_articles_pane_update_actions (AttestArticlesPane *self)
{
  guint n_chosen =
      self->targets != NULL ? self->targets->len : attest_article_selection_get_n_selected (self->selection);
  gboolean selecting = self->targets == NULL && attest_article_selection_get_active (self->selection);
  gboolean removed = is_removed (self);
  g_autofree char *refusal = self->session != NULL ? dup_refusal (self) : NULL;
  gboolean writer = self->session != NULL && refusal == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      guint needs = actions[i].needs;
      gboolean enabled = (n_chosen > 0 || !selecting) && (writer || !(needs & NEEDS_WRITER)) &&
                         (n_chosen <= 1 || !(needs & NEEDS_ONE)) && (!removed || !(needs & NEEDS_PRESENT)) &&
                         (removed || !(needs & NEEDS_REMOVED));

      gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, enabled);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "articles.refusal", refusal != NULL);
  explain_bar (self, refusal);
}
