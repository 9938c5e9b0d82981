/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/attest-history-pane.h"

#include <glib/gi18n.h>

#include "history/attest-history-words.h"
#include "session/attest-time-words.h"

struct _AttestHistoryPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  guint generation;

  GtkStack *stack;
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
add_words (GtkBox *box, const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_box_append (box, label);
}

/* What happened, and below it what was said; the day stands above all that happened on it. */
static GtkWidget *
make_words (const AttestHistoryEntry *entry, const char *time)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_hexpand (words, TRUE);
  add_words (GTK_BOX (words), entry->text, NULL);
  if (entry->detail != NULL)
    add_words (GTK_BOX (words), entry->detail, "history-detail");
  add_words (GTK_BOX (words), time, "history-time");
  return words;
}

static GtkWidget *
make_icon (const AttestHistoryEntry *entry)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (entry->icon_name);

  gtk_widget_add_css_class (icon, entry->style_class);
  gtk_widget_add_css_class (icon, "history-icon");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return icon;
}

static GtkWidget *
make_row (const AttestHistoryEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *time = attest_time_dup_clock (entry->time);
  g_autofree char *day = attest_time_dup_day (entry->time);
  g_autofree char *spoken =
      g_strdup_printf ("%s. %s %s. %s", entry->text, day, time, entry->detail != NULL ? entry->detail : "");

  gtk_box_append (GTK_BOX (box), make_icon (entry));
  gtk_box_append (GTK_BOX (box), make_words (entry, time));
  if (entry->is_new)
    {
      /* Translators: beside something that happened since the reader last looked */
      GtkWidget *label = gtk_label_new (_ ("New"));

      gtk_widget_add_css_class (label, "new-label");
      gtk_widget_set_valign (label, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "day", g_steal_pointer (&day), g_free);
  return row;
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *day = g_object_get_data (G_OBJECT (row), "day");
  GtkWidget *header = NULL;

  if (before != NULL && g_strcmp0 (day, g_object_get_data (G_OBJECT (before), "day")) == 0)
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
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (entries, i)));
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
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_HISTORY_PANE);

  G_OBJECT_CLASS (attest_history_pane_parent_class)->dispose (object);
}

static void
attest_history_pane_class_init (AttestHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_history_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPane, empty);
}

static void
attest_history_pane_init (AttestHistoryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, set_header, NULL, NULL);
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
