/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-hard-sentences.h"

#include <glib/gi18n.h>

#include "session/attest-future.h"
#include "session/attest-worker.h"
#include "text/attest-isolate.h"

#define MOST 10
#define SENTENCE_LINES 3

struct _AttestHardSentences
{
  GtkPopover parent_instance;

  AttestArticleState *state;

  GtkLabel *explanation;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AttestHardSentences, attest_hard_sentences, GTK_TYPE_POPOVER)

typedef struct
{
  AttestDocument *document;
  char *language;
  double target;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  attest_document_unref (request->document);
  g_free (request->language);
  g_free (request);
}

static gboolean
find_hardest (gpointer data, GValue *result, GError **error)
{
  const Request *request = data;

  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result,
                      attest_readability_dup_hardest (request->document, request->language, request->target, MOST));
  return TRUE;
}

static GtkWidget *
make_label (const char *text, int lines, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  return label;
}

static void
add_sentence (AttestHardSentences *self, const AttestHardSentence *sentence)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *words = g_strdup_printf (ngettext ("%u word", "%u words", sentence->words), sentence->words);
  /* Translators: length and reading grade of one sentence, such as "31 words, grade 18.2" */
  g_autofree char *details = g_strdup_printf (_ ("%s, grade %.1f"), words, MAX (sentence->grade, 0));
  GtkWidget *numbers = make_label (details, 1, "caption");

  gtk_widget_add_css_class (numbers, "dimmed");
  gtk_widget_add_css_class (numbers, "numeric");
  gtk_box_append (GTK_BOX (box), make_label (sentence->text, SENTENCE_LINES, NULL));
  gtk_box_append (GTK_BOX (box), numbers);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "start", GSIZE_TO_POINTER (sentence->start));
  g_object_set_data (G_OBJECT (row), "end", GSIZE_TO_POINTER (sentence->end));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence->text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  details,
                                  -1);
  gtk_list_box_append (self->list, row);
}

static DexFuture *
found (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestHardSentences) self = g_weak_ref_get (user_data);
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *hardest = value != NULL ? g_value_get_boxed (value) : NULL;

  if (self == NULL || hardest == NULL)
    return dex_future_new_true ();
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < hardest->len; i++)
    add_sentence (self, g_ptr_array_index (hardest, i));
  if (hardest->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  return dex_future_new_true ();
}

static void
show_cb (AttestHardSentences *self)
{
  AttestDocument *document = self->state != NULL ? attest_article_state_get_document (self->state) : NULL;
  const AttestArticleRecord *record = self->state != NULL ? attest_article_state_get_record (self->state) : NULL;
  g_autofree char *audience = NULL;
  g_autofree char *explanation = NULL;
  Request *request = NULL;
  double target = 0;

  if (document == NULL || record == NULL)
    return;
  target = record->audience->grade_target;
  audience = attest_isolate (record->audience->label);
  if (target > 0)
    explanation = g_strdup_printf (
        /* Translators: %s is an audience, %.0f a US school grade */
        _ ("%s should be able to read at grade %.0f. Making these sentences shorter helps most."),
        audience,
        target);
  gtk_label_set_label (self->explanation,
                       explanation != NULL ? explanation : _ ("Making these sentences shorter helps most."));
  request = g_new0 (Request, 1);
  request->document = attest_document_ref (document);
  request->language = g_strdup (record->article->language);
  request->target = target;
  dex_future_disown (dex_future_finally (attest_worker_run (find_hardest, request, request_free),
                                         found,
                                         attest_weak_ref_new (self),
                                         attest_weak_ref_free));
}

static void
row_activated_cb (AttestHardSentences *self, GtkListBoxRow *row)
{
  gsize start = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "start"));
  gsize end = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "end"));

  gtk_popover_popdown (GTK_POPOVER (self));
  attest_article_state_select (self->state, start, end);
  attest_article_state_reveal (self->state, start, end);
}

static void
attest_hard_sentences_dispose (GObject *object)
{
  AttestHardSentences *self = ATTEST_HARD_SENTENCES (object);

  g_clear_object (&self->state);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_HARD_SENTENCES);

  G_OBJECT_CLASS (attest_hard_sentences_parent_class)->dispose (object);
}

static void
attest_hard_sentences_class_init (AttestHardSentencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_hard_sentences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-hard-sentences.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestHardSentences, explanation);
  gtk_widget_class_bind_template_child (widget_class, AttestHardSentences, list);
}

static void
attest_hard_sentences_init (AttestHardSentences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "show", G_CALLBACK (show_cb), NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

void
attest_hard_sentences_set_state (AttestHardSentences *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_HARD_SENTENCES (self));

  g_set_object (&self->state, state);
}
