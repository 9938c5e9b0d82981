/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-status-bar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "article/attest-hard-sentences.h"
#include "article/attest-published-link.h"

struct _AttestStatusBar
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  GSignalGroup *buffer_signals;

  GtkLabel *words;
  GtkWidget *grade;
  GtkLabel *grade_label;
  AttestHardSentences *hardest;
  GtkLabel *citations;
  AttestPublishedLink *published;
  GtkLabel *selection;
  GtkLabel *cursor;
  guint count_source;
};

G_DEFINE_FINAL_TYPE (AttestStatusBar, attest_status_bar, ADW_TYPE_BIN)

typedef enum
{
  PROP_COMPACT = 1,
} AttestStatusBarProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

static void
show_grade (AttestStatusBar *self, const AttestReadability *readability)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const double target = record != NULL && record->audience != NULL ? record->audience->grade_target : 0;
  g_autofree char *text = NULL;
  gboolean above = FALSE;

  gtk_widget_set_visible (self->grade, readability->graded && readability->words > 0);
  if (target > 0)
    {
      above = readability->flesch_kincaid_grade > target;
      /* Translators: the US school grade a text needs, and the grade it should not be above */
      text =
          g_strdup_printf (_ ("Reading grade %.1f, target %.0f"), MAX (readability->flesch_kincaid_grade, 0), target);
    }
  else
    {
      text = g_strdup_printf (_ ("Reading grade %.1f"), MAX (readability->flesch_kincaid_grade, 0));
    }
  gtk_label_set_label (self->grade_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grade), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_tooltip_text (
      self->grade,
      above ? _ ("Harder to read than this audience's target (Flesch-Kincaid). Choose to see the hardest sentences.")
            : _ ("Flesch-Kincaid grade of the running text. Choose to see the hardest sentences."));
  if (above)
    gtk_widget_add_css_class (GTK_WIDGET (self->grade_label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->grade_label), "warning");
}

static void
show_counts (AttestStatusBar *self)
{
  const AttestReadability *readability = attest_article_state_get_readability (self->state);
  AttestDocument *document = attest_article_state_get_document (self->state);
  g_autofree char *words = NULL;
  g_autofree char *citations = NULL;
  guint n_citations = 0;

  if (readability == NULL || document == NULL)
    return;
  n_citations = attest_document_get_citations (document)->len;
  words = g_strdup_printf (ngettext ("%u word", "%u words", readability->words), readability->words);
  citations = g_strdup_printf (ngettext ("%u citation", "%u citations", n_citations), n_citations);
  gtk_label_set_label (self->words, words);
  gtk_label_set_label (self->citations, citations);
  show_grade (self, readability);
}

static void
show_cursor (AttestStatusBar *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  g_autofree char *text = NULL;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  text = g_strdup_printf (
      _ ("Line %d, column %d"), gtk_text_iter_get_line (&iter) + 1, gtk_text_iter_get_line_offset (&iter) + 1);
  gtk_label_set_label (self->cursor, text);
}

/* Counted as the words of the whole text are. */
static char *
dup_selection_count (const char *text, const char *language)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new ();
  AttestSentence sentence = { .text = (char *) text, .start = 0, .end = strlen (text) };
  AttestReadability counts = { 0 };
  g_autofree char *words = NULL;
  g_autofree char *characters = NULL;
  glong n = g_utf8_strlen (text, -1);

  g_ptr_array_add (sentences, &sentence);
  attest_readability_measure_sentences (sentences, language, &counts);
  words = g_strdup_printf (ngettext ("%u word", "%u words", counts.words), counts.words);
  characters = g_strdup_printf (ngettext ("%ld character", "%ld characters", (gulong) n), n);
  /* Translators: "3 words, 14 characters selected" */
  return g_strdup_printf (_ ("%s, %s selected"), words, characters);
}

static gboolean
count_cb (gpointer user_data)
{
  AttestStatusBar *self = user_data;
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  const AttestArticle *article = attest_article_state_get_article (self->state);
  GtkTextIter start;
  GtkTextIter end;
  gboolean selected = gtk_text_buffer_get_selection_bounds (buffer, &start, &end);

  self->count_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->selection), selected);
  gtk_widget_set_visible (GTK_WIDGET (self->cursor), !selected);
  if (selected)
    {
      g_autofree char *text = gtk_text_iter_get_slice (&start, &end);
      g_autofree char *count = dup_selection_count (text, article != NULL ? article->language : NULL);

      gtk_label_set_label (self->selection, count);
    }
  return G_SOURCE_REMOVE;
}

/* Once nothing else is to be done: a selection that grows with the mouse is not counted at each step. */
static void
selection_changed_cb (AttestStatusBar *self)
{
  if (self->count_source == 0 && self->state != NULL)
    self->count_source = g_idle_add_full (G_PRIORITY_LOW, count_cb, self, NULL);
}

static void
cursor_moved_cb (AttestStatusBar *self)
{
  show_cursor (self);
  if (gtk_text_buffer_get_has_selection (GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state))))
    selection_changed_cb (self);
}

static void
attest_status_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestStatusBar *self = ATTEST_STATUS_BAR (object);

  switch ((AttestStatusBarProperty) id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, !gtk_widget_get_visible (GTK_WIDGET (self->cursor)));
      break;
    }
}

static void
attest_status_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestStatusBar *self = ATTEST_STATUS_BAR (object);

  switch ((AttestStatusBarProperty) id)
    {
    case PROP_COMPACT:
      if (gtk_widget_get_visible (GTK_WIDGET (self->cursor)) != g_value_get_boolean (value))
        break;
      gtk_widget_set_visible (GTK_WIDGET (self->cursor), !g_value_get_boolean (value));
      g_object_notify_by_pspec (object, properties[PROP_COMPACT]);
      break;
    }
}

static void
attest_status_bar_dispose (GObject *object)
{
  AttestStatusBar *self = ATTEST_STATUS_BAR (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->buffer_signals);
  g_clear_object (&self->state);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_STATUS_BAR);

  G_OBJECT_CLASS (attest_status_bar_parent_class)->dispose (object);
}

static void
attest_status_bar_class_init (AttestStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_status_bar_dispose;
  G_OBJECT_CLASS (klass)->get_property = attest_status_bar_get_property;
  G_OBJECT_CLASS (klass)->set_property = attest_status_bar_set_property;

  properties[PROP_COMPACT] = g_param_spec_boolean (
      "compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  g_type_ensure (ATTEST_TYPE_HARD_SENTENCES);
  g_type_ensure (ATTEST_TYPE_PUBLISHED_LINK);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-status-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestStatusBar, words);
  gtk_widget_class_bind_template_child (widget_class, AttestStatusBar, grade);
  gtk_widget_class_bind_template_child (widget_class, AttestStatusBar, grade_label);
  gtk_widget_class_bind_template_child (widget_class, AttestStatusBar, hardest);
  gtk_widget_class_bind_template_child (widget_class, AttestStatusBar, citations);
  gtk_widget_class_bind_template_child (widget_class, AttestStatusBar, published);
  gtk_widget_class_bind_template_child (widget_class, AttestStatusBar, selection);
  gtk_widget_class_bind_template_child (widget_class, AttestStatusBar, cursor);
}

static void
attest_status_bar_init (AttestStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "computed", G_CALLBACK (show_counts), self);
  self->buffer_signals = g_signal_group_new (GTK_TYPE_TEXT_BUFFER);
  g_signal_group_connect_swapped (self->buffer_signals, "notify::cursor-position", G_CALLBACK (cursor_moved_cb), self);
  g_signal_group_connect_swapped (
      self->buffer_signals, "notify::has-selection", G_CALLBACK (selection_changed_cb), self);
}

void
attest_status_bar_set_state (AttestStatusBar *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_STATUS_BAR (self));

  if (!g_set_object (&self->state, state))
    return;
  g_clear_handle_id (&self->count_source, g_source_remove);
  attest_hard_sentences_set_state (self->hardest, state);
  attest_published_link_set_state (self->published, state);
  g_signal_group_set_target (self->signals, state);
  g_signal_group_set_target (self->buffer_signals, state != NULL ? attest_article_state_get_buffer (state) : NULL);
  if (state == NULL)
    return;
  show_counts (self);
  show_cursor (self);
}
