/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-search.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"

/* A selection of more than this is a passage, not what somebody looks for. */
#define LONGEST_SELECTION 80

struct _AttestSourceSearch
{
  AdwBin parent_instance;

  GtkTextView *view;
  GtkSourceSearchSettings *settings;
  GtkSourceSearchContext *context;

  GtkRevealer *revealer;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;
  GtkToggleButton *replace_mode;
  GtkToggleButton *match_case;
  GtkToggleButton *whole_words;
  GtkWidget *close;
  GtkWidget *replace_row;
  GtkEditable *replacement;
  GtkWidget *replace_one;
  GtkWidget *replace_all;
};

G_DEFINE_FINAL_TYPE (AttestSourceSearch, attest_source_search, ADW_TYPE_BIN)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Counting ---- */

static char *
dup_count (AttestSourceSearch *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (self->context));
  int n = gtk_source_search_context_get_occurrences_count (self->context);
  int position = 0;
  GtkTextIter start;
  GtkTextIter end;

  if (gtk_source_search_settings_get_search_text (self->settings) == NULL || n < 0)
    return g_strdup ("");
  if (n == 0)
    return g_strdup (_ ("No matches"));
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  position = gtk_source_search_context_get_occurrence_position (self->context, &start, &end);
  if (position > 0)
    /* Translators: the number of the match that is selected, and how many there are */
    return g_strdup_printf (_ ("%d of %d"), position, n);
  return g_strdup_printf (ngettext ("%d match", "%d matches", (gulong) n), n);
}

static void
show_count (AttestSourceSearch *self)
{
  g_autofree char *text = NULL;
  gboolean some = FALSE;

  if (self->context == NULL)
    return;
  text = dup_count (self);
  some = gtk_source_search_context_get_occurrences_count (self->context) > 0;
  gtk_label_set_label (self->count, text);
  gtk_widget_set_sensitive (self->previous, some);
  gtk_widget_set_sensitive (self->next, some);
  gtk_widget_set_sensitive (self->replace_one, some);
  gtk_widget_set_sensitive (self->replace_all, some);
  if (!some && *text != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
counted_cb (AttestSourceSearch *self)
{
  int n = gtk_source_search_context_get_occurrences_count (self->context);

  show_count (self);
  if (n >= 0 && gtk_source_search_settings_get_search_text (self->settings) != NULL &&
      gtk_revealer_get_reveal_child (self->revealer))
    gtk_accessible_announce (
        GTK_ACCESSIBLE (self->entry), gtk_label_get_label (self->count), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

/* ---- Going to matches ---- */

static gboolean
find_match (AttestSourceSearch *self, const GtkTextIter *from, int step, GtkTextIter *start, GtkTextIter *end)
{
  if (step > 0)
    return gtk_source_search_context_forward (self->context, from, start, end, NULL);
  return gtk_source_search_context_backward (self->context, from, start, end, NULL);
}

static void
select_match (AttestSourceSearch *self, const GtkTextIter *from, int step)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (self->context));
  GtkTextIter start;
  GtkTextIter end;

  if (find_match (self, from, step, &start, &end))
    {
      gtk_text_buffer_select_range (buffer, &end, &start);
      gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (buffer), 0.2, FALSE, 0, 0);
    }
  show_count (self);
}

void
attest_source_search_step (AttestSourceSearch *self, int step)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (ATTEST_IS_SOURCE_SEARCH (self));

  if (self->context == NULL)
    return;
  if (gtk_source_search_settings_get_search_text (self->settings) == NULL)
    {
      attest_source_search_open (self, FALSE);
      return;
    }
  gtk_text_buffer_get_selection_bounds (
      GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (self->context)), &start, &end);
  select_match (self, step > 0 ? &end : &start, step);
}

static void
next_cb (AttestSourceSearch *self)
{
  attest_source_search_step (self, 1);
}

static void
previous_cb (AttestSourceSearch *self)
{
  attest_source_search_step (self, -1);
}

/* While somebody types what they look for, the first match behind the cursor is shown. */
static void
search (AttestSourceSearch *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GtkTextIter start;

  gtk_source_search_settings_set_search_text (self->settings, *text != '\0' ? text : NULL);
  if (self->context == NULL || *text == '\0')
    {
      show_count (self);
      return;
    }
  gtk_text_buffer_get_selection_bounds (
      GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (self->context)), &start, NULL);
  select_match (self, &start, 1);
}

/* The entry tells late what it was given when it was opened. Nothing is selected in the text then any more, since that ends
 * the entry's own selection, which is to be typed over. */
static void
text_changed_cb (AttestSourceSearch *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (*text == '\0' || g_strcmp0 (gtk_source_search_settings_get_search_text (self->settings), text) != 0)
    search (self);
}

/* ---- Replacing ---- */

static void
replace_one_cb (AttestSourceSearch *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (self->context));
  const char *text = gtk_editable_get_text (self->replacement);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  if (gtk_source_search_context_get_occurrence_position (self->context, &start, &end) > 0)
    {
      gtk_text_buffer_begin_user_action (buffer);
      gtk_source_search_context_replace (self->context, &start, &end, text, -1, NULL);
      gtk_text_buffer_end_user_action (buffer);
      select_match (self, &end, 1);
      return;
    }
  select_match (self, &start, 1);
}

static void
replace_all_cb (AttestSourceSearch *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (self->context));
  const char *text = gtk_editable_get_text (self->replacement);
  g_autofree char *told = NULL;
  guint n = 0;

  gtk_text_buffer_begin_user_action (buffer);
  n = gtk_source_search_context_replace_all (self->context, text, -1, NULL);
  gtk_text_buffer_end_user_action (buffer);
  told = g_strdup_printf (ngettext ("%u match was replaced", "%u matches were replaced", n), n);
  attest_feedback_toast (GTK_WIDGET (self), told);
}

/* ---- The bar ---- */

static void
show_replace_cb (AttestSourceSearch *self)
{
  if (gtk_toggle_button_get_active (self->replace_mode) && gtk_revealer_get_reveal_child (self->revealer))
    gtk_widget_grab_focus (GTK_WIDGET (self->replacement));
}

void
attest_source_search_open (AttestSourceSearch *self, gboolean replace)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (ATTEST_IS_SOURCE_SEARCH (self));

  if (self->context == NULL)
    return;
  buffer = GTK_TEXT_BUFFER (gtk_source_search_context_get_buffer (self->context));
  gtk_toggle_button_set_active (self->replace_mode,
                                replace && gtk_widget_get_sensitive (GTK_WIDGET (self->replace_mode)));
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_source_search_context_set_highlight (self->context, TRUE);
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end) &&
      gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end) &&
      gtk_text_iter_get_offset (&end) - gtk_text_iter_get_offset (&start) <= LONGEST_SELECTION)
    {
      g_autofree char *words = gtk_text_iter_get_slice (&start, &end);

      gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
    }
  search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  /* The text's own selection has ended with that, at its end; the match that it was is still the next one. */
  if (!gtk_text_buffer_get_has_selection (buffer))
    gtk_text_buffer_place_cursor (buffer, &start);
}

void
attest_source_search_close (AttestSourceSearch *self)
{
  g_return_if_fail (ATTEST_IS_SOURCE_SEARCH (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  if (self->context != NULL)
    gtk_source_search_context_set_highlight (self->context, FALSE);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType modifiers,
                AttestSourceSearch *self)
{
  gboolean enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;

  if (key == GDK_KEY_Escape)
    {
      attest_source_search_close (self);
      return GDK_EVENT_STOP;
    }
  if (enter && (modifiers & GDK_SHIFT_MASK) != 0)
    {
      attest_source_search_step (self, -1);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

void
attest_source_search_set_view (AttestSourceSearch *self, GtkTextView *view)
{
  g_return_if_fail (ATTEST_IS_SOURCE_SEARCH (self));

  self->view = view;
}

void
attest_source_search_set_buffer (AttestSourceSearch *self, GtkSourceBuffer *buffer)
{
  g_return_if_fail (ATTEST_IS_SOURCE_SEARCH (self));

  if (self->context != NULL)
    {
      gtk_source_search_context_set_highlight (self->context, FALSE);
      g_signal_handlers_disconnect_by_data (self->context, self);
    }
  g_clear_object (&self->context);
  if (buffer == NULL)
    return;
  self->context = gtk_source_search_context_new (buffer, self->settings);
  gtk_source_search_context_set_highlight (self->context, gtk_revealer_get_reveal_child (self->revealer));
  g_signal_connect_object (
      self->context, "notify::occurrences-count", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  show_count (self);
}

void
attest_source_search_set_editable (AttestSourceSearch *self, const char *reason)
{
  g_return_if_fail (ATTEST_IS_SOURCE_SEARCH (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->replace_mode), reason == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->replace_mode), reason != NULL ? reason : _ ("Replace"));
  if (reason != NULL)
    gtk_toggle_button_set_active (self->replace_mode, FALSE);
}

static void
attest_source_search_dispose (GObject *object)
{
  AttestSourceSearch *self = ATTEST_SOURCE_SEARCH (object);

  attest_source_search_set_buffer (self, NULL);
  g_clear_object (&self->settings);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_SOURCE_SEARCH);

  G_OBJECT_CLASS (attest_source_search_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, revealer);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, count);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, previous);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, next);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, replace_mode);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, match_case);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, whole_words);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, close);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, replace_row);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, replacement);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, replace_one);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceSearch, replace_all);
}

static void
attest_source_search_class_init (AttestSourceSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_source_search_dispose;

  signals[SIGNAL_CLOSED] =
      g_signal_new ("closed", ATTEST_TYPE_SOURCE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-source-search.ui");
  bind_children (widget_class);
}

static void
attest_source_search_init (AttestSourceSearch *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = gtk_source_search_settings_new ();
  gtk_source_search_settings_set_wrap_around (self->settings, TRUE);
  g_object_bind_property (self->match_case, "active", self->settings, "case-sensitive", G_BINDING_DEFAULT);
  g_object_bind_property (self->whole_words, "active", self->settings, "at-word-boundaries", G_BINDING_DEFAULT);

  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (self->replacement, "activate", G_CALLBACK (replace_one_cb), self);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (self->previous, "clicked", G_CALLBACK (previous_cb), self);
  g_signal_connect_swapped (self->close, "clicked", G_CALLBACK (attest_source_search_close), self);
  g_signal_connect_swapped (self->replace_one, "clicked", G_CALLBACK (replace_one_cb), self);
  g_signal_connect_swapped (self->replace_all, "clicked", G_CALLBACK (replace_all_cb), self);
  g_signal_connect_swapped (self->replace_mode, "toggled", G_CALLBACK (show_replace_cb), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
