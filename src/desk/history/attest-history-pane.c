/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/attest-history-pane.h"

#include <glib/gi18n.h>

#include "history/attest-history-row.h"

struct _AttestHistoryPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  guint generation;
  GPtrArray *entries;
  /* As the list of people has them; the first is for all. */
  GPtrArray *person_ids;

  GtkStack *stack;
  GtkWidget *shortcuts;
  AdwActionRow *since_looked;
  AdwActionRow *since_verdict;
  GtkWidget *looked_arrow;
  GtkWidget *verdict_arrow;
  AdwComboRow *groups;
  AdwComboRow *people;
  GtkListBox *list;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (AttestHistoryPane, attest_history_pane, ADW_TYPE_BIN)

typedef struct
{
  GWeakRef pane;
  guint generation;
} Reload;

typedef struct
{
  char *article;
  char *person;
  gint64 since;
} Reader;

static void
reader_free (gpointer data)
{
  Reader *reader = data;

  g_free (reader->article);
  g_free (reader->person);
  g_free (reader);
}

static void
reload_free (gpointer data)
{
  Reload *request = data;

  g_weak_ref_clear (&request->pane);
  g_free (request);
}

static gboolean
load_entries (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Reader *reader = data;
  GPtrArray *entries = attest_history_load (library, reader->article, reader->person, reader->since, error);

  if (entries == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, entries);
  return TRUE;
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *day = attest_history_row_get_day (ATTEST_HISTORY_ROW (row));
  GtkWidget *header = NULL;

  if (before != NULL && g_strcmp0 (day, attest_history_row_get_day (ATTEST_HISTORY_ROW (before))) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  header = gtk_label_new (day);
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_widget_add_css_class (header, "history-day");
  gtk_list_box_row_set_header (row, header);
}

/* ---- What is shown ---- */

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  AttestHistoryPane *self = user_data;
  const AttestHistoryEntry *entry = attest_history_row_get_entry (ATTEST_HISTORY_ROW (row));
  guint group = adw_combo_row_get_selected (self->groups);
  guint person = adw_combo_row_get_selected (self->people);

  if (group > 0 && group != GTK_INVALID_LIST_POSITION && entry->group != group - 1)
    return FALSE;
  return person == 0 || person >= self->person_ids->len ||
         g_str_equal (g_ptr_array_index (self->person_ids, person), entry->person);
}

/* Everybody who did something, in the order in which they last did; whoever was chosen stays so. */
static void
show_people (AttestHistoryPane *self)
{
  guint chosen = adw_combo_row_get_selected (self->people);
  g_autofree char *before =
      chosen > 0 && chosen < self->person_ids->len ? g_strdup (g_ptr_array_index (self->person_ids, chosen)) : NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->person_ids, 0);
  g_ptr_array_add (self->person_ids, g_strdup (""));
  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const AttestHistoryEntry *entry = g_ptr_array_index (self->entries, i);

      if (!g_hash_table_add (known, entry->person))
        continue;
      if (g_strcmp0 (entry->person, before) == 0)
        selected = self->person_ids->len;
      g_ptr_array_add (self->person_ids, g_strdup (entry->person));
      gtk_string_list_append (names, entry->name);
    }
  adw_combo_row_set_model (self->people, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->people, selected);
}

/* ---- What changed since ---- */

static void
show_shortcut (AdwActionRow *row, GtkWidget *arrow, const char *revision, const char *words)
{
  adw_action_row_set_subtitle (row, words);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), revision != NULL);
  gtk_widget_set_visible (arrow, revision != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", revision != NULL ? revision : "", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.compare");
}

/* Entries are newest first. What was seen is the newest text before the oldest new one, also where the reader saved one in between. */
static void
show_since_looked (AttestHistoryPane *self, const char *audience)
{
  const char *seen = NULL;
  guint n_new = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const AttestHistoryEntry *entry = g_ptr_array_index (self->entries, i);

      if (!entry->is_save || g_strcmp0 (entry->audience, audience) != 0)
        continue;
      n_new += entry->is_new;
      if (entry->is_new)
        seen = NULL;
      else if (seen == NULL)
        seen = entry->revision;
    }
  if (n_new == 0)
    words = g_strdup (_ ("Nobody else changed this text"));
  else if (seen == NULL)
    words = g_strdup (_ ("All of this text is new"));
  else
    words = g_strdup_printf (ngettext ("%u new text", "%u new texts", n_new), n_new);
  show_shortcut (self->since_looked, self->looked_arrow, n_new > 0 ? seen : NULL, words);
}

/* Returns: (transfer full) (nullable): who acts, as somebody who was joined with others counts */
static char *
dup_actor (AttestHistoryPane *self)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  const char *actor = attest_session_get_actor (session);
  g_autoptr (AttestPerson) person =
      actor != NULL ? attest_library_find_person (attest_session_get_library (session), actor, NULL) : NULL;

  return person != NULL ? g_strdup (person->same_as) : NULL;
}

static void
show_since_verdict (AttestHistoryPane *self, const char *audience, const char *newest)
{
  g_autofree char *actor = dup_actor (self);
  const char *judged = NULL;

  for (guint i = 0; i < self->entries->len && judged == NULL; i++)
    {
      const AttestHistoryEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->is_verdict && g_strcmp0 (entry->audience, audience) == 0 && g_strcmp0 (entry->person, actor) == 0)
        judged = entry->revision;
    }
  if (judged == NULL)
    show_shortcut (self->since_verdict, self->verdict_arrow, NULL, _ ("You gave no verdict on this text"));
  else if (g_strcmp0 (judged, newest) == 0)
    show_shortcut (self->since_verdict, self->verdict_arrow, NULL, _ ("Your verdict is on the newest text"));
  else
    show_shortcut (self->since_verdict, self->verdict_arrow, judged, _ ("The text is not the one that you judged"));
}

static void
show_shortcuts (AttestHistoryPane *self)
{
  const AttestVariant *variant = attest_article_state_get_variant (self->state);

  AttestSession *session = attest_article_state_get_session (self->state);
  gboolean acts = variant != NULL && attest_session_get_actor (session) != NULL;

  /* Since when somebody looks is not known of whoever came to it after the article was opened. */
  gtk_widget_set_visible (GTK_WIDGET (self->since_looked),
                          acts && attest_session_get_reading_since (session) != G_MAXINT64);
  gtk_widget_set_visible (GTK_WIDGET (self->since_verdict), acts);
  gtk_widget_set_visible (self->shortcuts, acts);
  if (!acts)
    return;
  show_since_looked (self, variant->audience);
  show_since_verdict (self, variant->audience, variant->newest);
}

static void
show_entries (AttestHistoryPane *self)
{
  gboolean may_restore = attest_article_state_get_refusal (self->state, ATTEST_ACT_SAVE) == NULL;

  for (guint i = 0; i < self->entries->len; i++)
    gtk_list_box_append (self->list, attest_history_row_new (g_ptr_array_index (self->entries, i), may_restore));
  show_people (self);
  show_shortcuts (self);
}

/* ---- Reading ---- */

static DexFuture *
entries_loaded (DexFuture *future, gpointer user_data)
{
  Reload *request = user_data;
  g_autoptr (AttestHistoryPane) self = g_weak_ref_get (&request->pane);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  GPtrArray *entries = value != NULL ? g_value_get_boxed (value) : NULL;

  if (self == NULL || self->state == NULL || request->generation != self->generation)
    return dex_future_new_true ();
  gtk_list_box_remove_all (self->list);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  if (entries != NULL)
    {
      self->entries = g_ptr_array_ref (entries);
      show_entries (self);
    }
  adw_status_page_set_icon_name (self->empty, "attest-history-symbolic");
  adw_status_page_set_title (self->empty, _ ("No history"));
  adw_status_page_set_description (self->empty, error != NULL ? error->message : NULL);
  gtk_stack_set_visible_child_name (self->stack, entries != NULL && entries->len > 0 ? "list" : "empty");
  return dex_future_new_true ();
}

static void
reload (AttestHistoryPane *self)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  Reload *request = g_new0 (Reload, 1);
  Reader *reader = g_new0 (Reader, 1);
  DexFuture *future = NULL;

  g_weak_ref_init (&request->pane, self);
  request->generation = ++self->generation;
  reader->article = g_strdup (attest_article_state_get_article_id (self->state));
  reader->person = g_strdup (attest_session_get_actor (session));
  reader->since = attest_session_get_reading_since (session);
  future = attest_session_perform (session, load_entries, reader, reader_free);
  dex_future_disown (dex_future_finally (future, entries_loaded, request, reload_free));
}

static void
attest_history_pane_dispose (GObject *object)
{
  AttestHistoryPane *self = ATTEST_HISTORY_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  gtk_list_box_remove_all (self->list);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_HISTORY_PANE);

  G_OBJECT_CLASS (attest_history_pane_parent_class)->dispose (object);
}

static void
attest_history_pane_finalize (GObject *object)
{
  g_ptr_array_unref (ATTEST_HISTORY_PANE (object)->person_ids);

  G_OBJECT_CLASS (attest_history_pane_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, shortcuts);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, since_looked);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, since_verdict);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, looked_arrow);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, verdict_arrow);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, groups);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, people);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, empty);
}

static void
attest_history_pane_class_init (AttestHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_history_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_history_pane_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-history-pane.ui");
  bind_children (widget_class);
}

static void
attest_history_pane_init (AttestHistoryPane *self)
{
  g_auto (GStrv) names = attest_history_dup_group_names ();
  g_autoptr (GtkStringList) groups = gtk_string_list_new ((const char *const *) names);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->person_ids = g_ptr_array_new_with_free_func (g_free);
  adw_combo_row_set_model (self->groups, G_LIST_MODEL (groups));
  gtk_list_box_set_header_func (self->list, set_header, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect_object (
      self->groups, "notify::selected", G_CALLBACK (gtk_list_box_invalidate_filter), self->list, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->people, "notify::selected", G_CALLBACK (gtk_list_box_invalidate_filter), self->list, G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (reload), self);
}

void
attest_history_pane_set_state (AttestHistoryPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_HISTORY_PANE (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    reload (self);
}
