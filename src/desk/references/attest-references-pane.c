/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "references/attest-references-pane.h"

#include <glib/gi18n.h>

#include "session/attest-explain.h"
#include "session/attest-feedback.h"

struct _AttestReferencesPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  char *shown;
  /* The keys of the rows, and the citation that was gone to last. */
  GPtrArray *keys;
  char *last_key;
  gsize last_place;

  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (AttestReferencesPane, attest_references_pane, ADW_TYPE_BIN)

/* Where @key is cited after @after, else where it is first; NULL when it is not cited at all. */
static const AttestCitedKey *
find_citation (AttestDocument *document, const char *key, gsize after, guint *n_found)
{
  GPtrArray *citations = attest_document_get_citations (document);
  const AttestCitedKey *first = NULL;
  const AttestCitedKey *next = NULL;

  *n_found = 0;
  for (guint i = 0; i < citations->len; i++)
    {
      const AttestCitation *citation = g_ptr_array_index (citations, i);

      for (guint j = 0; j < citation->keys->len; j++)
        {
          const AttestCitedKey *cited = g_ptr_array_index (citation->keys, j);

          if (g_strcmp0 (cited->key, key) != 0)
            continue;
          (*n_found)++;
          if (first == NULL)
            first = cited;
          if (next == NULL && cited->start > after)
            next = cited;
        }
    }
  return next != NULL ? next : first;
}

static GtkWidget *
make_label (const char *text, const char *const *style_classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_css_classes (label, (const char **) style_classes);
  return label;
}

static GtkWidget *
make_button (const char *icon, const char *tooltip, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static guint
count_open_comments (AttestReferencesPane *self, const char *key)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);
  guint count = 0;

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      count += !comment->resolved && g_strcmp0 (comment->reference, key) == 0;
    }
  return count;
}

/* How often it is cited, and how much is open about it. */
static char *
dup_facts (AttestReferencesPane *self, const char *key, gboolean cited, guint n_cited)
{
  guint n_open = count_open_comments (self, key);
  g_autofree char *times = cited ? g_strdup_printf (ngettext ("Cited %u time", "Cited %u times", n_cited), n_cited)
                                 : g_strdup (_ ("Not cited in this text"));
  g_autofree char *open = g_strdup_printf (ngettext ("%u open comment", "%u open comments", n_open), n_open);

  return n_open > 0 ? g_strdup_printf ("%s · %s", times, open) : g_steal_pointer (&times);
}

static const char *
get_refusal (AttestReferencesPane *self)
{
  return attest_article_state_get_refusal (self->state, ATTEST_ACT_COMMENT);
}

static GtkWidget *
make_facts (AttestReferencesPane *self, const char *key, const char *words, const char *reference)
{
  const char *quiet_code[] = { "dimmed", "monospace", NULL };
  const char *quiet_words[] = { "dimmed", "caption", NULL };
  g_autofree char *citation = g_strdup_printf ("[@%s]", key);
  GtkWidget *facts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *key_label = make_label (citation, quiet_code);
  GtkWidget *words_label = make_label (words, quiet_words);
  GtkWidget *comment =
      make_button ("attest-comments-symbolic", _ ("Comment on this reference…"), "article.comment-reference", key);

  gtk_label_set_wrap (GTK_LABEL (key_label), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (key_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (words_label, TRUE);
  gtk_box_append (GTK_BOX (facts), key_label);
  gtk_box_append (GTK_BOX (facts), words_label);
  attest_explain_disabled (comment, get_refusal (self), _ ("Comment on this reference…"));
  gtk_box_append (GTK_BOX (facts), comment);
  gtk_box_append (GTK_BOX (facts),
                  make_button ("edit-copy-symbolic", _ ("Copy the reference"), "references.copy", reference));
  return facts;
}

static GtkWidget *
make_row (AttestReferencesPane *self, AttestReferences *references, const char *key, guint number)
{
  const char *quiet[] = { "dimmed", "numeric", NULL };
  const char *plain[] = { NULL };
  g_autoptr (AttestReferenceText) text = attest_reference_format (attest_references_get_item (references, key));
  AttestDocument *document = attest_article_state_get_document (self->state);
  guint n_cited = 0;
  const gboolean cited = document != NULL && find_citation (document, key, 0, &n_cited) != NULL;
  g_autofree char *place = number > 0 ? g_strdup_printf ("%u.", number) : g_strdup ("–");
  g_autofree char *facts = dup_facts (self, key, cited, n_cited);
  g_autofree char *spoken = g_strdup_printf ("%s %s", text->plain, facts);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *number_label = make_label (place, quiet);

  gtk_label_set_width_chars (GTK_LABEL (number_label), 3);
  gtk_label_set_xalign (GTK_LABEL (number_label), 1);
  gtk_widget_set_valign (number_label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (words), make_label (text->plain, plain));
  gtk_box_append (GTK_BOX (words), make_facts (self, key, facts, text->plain));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), cited);
  if (cited)
    gtk_widget_set_tooltip_text (row, _ ("Go to where this is cited"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
append (AttestReferencesPane *self, AttestReferences *references, const char *key, guint number)
{
  g_ptr_array_add (self->keys, g_strdup (key));
  gtk_list_box_append (self->list, make_row (self, references, key, number));
}

static void
fill (AttestReferencesPane *self, AttestReferences *references, const char *const *cited)
{
  guint length = attest_references_get_length (references);
  guint number = 0;

  gtk_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->keys, 0);
  for (guint i = 0; cited[i] != NULL; i++)
    if (attest_references_get_item (references, cited[i]) != NULL)
      append (self, references, cited[i], ++number);
  for (guint i = 0; i < length; i++)
    if (!g_strv_contains (cited, attest_references_get_key (references, i)))
      append (self, references, attest_references_get_key (references, i), 0);
  gtk_stack_set_visible_child_name (self->stack, length > 0 ? "list" : "empty");
}

/* Each citation once, so that the list is made anew when one comes or goes. */
static char *
dup_citations (AttestDocument *document)
{
  GPtrArray *citations = attest_document_get_citations (document);
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < citations->len; i++)
    {
      const AttestCitation *citation = g_ptr_array_index (citations, i);

      for (guint j = 0; j < citation->keys->len; j++)
        g_string_append_printf (keys, "%s ", ((const AttestCitedKey *) g_ptr_array_index (citation->keys, j))->key);
    }
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

/* The keys that open comments are about, each as often as there are some. */
static char *
dup_open_comments (AttestReferencesPane *self)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      if (!comment->resolved && comment->reference != NULL)
        g_string_append_printf (keys, "%s ", comment->reference);
    }
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

/* Made anew only when citations, references, what is open about them or whether they may be commented on changed: what is typed beside must not take the keyboard from a row. */
static void
show_references (AttestReferencesPane *self)
{
  AttestReferences *references = attest_article_state_get_references (self->state);
  AttestDocument *document = attest_article_state_get_document (self->state);
  g_auto (GStrv) cited = document != NULL ? attest_document_dup_cited_keys (document) : g_new0 (char *, 1);
  g_autofree char *keys = document != NULL ? dup_citations (document) : g_strdup ("");
  g_autofree char *json = references != NULL ? attest_references_to_json (references) : g_strdup ("");
  g_autofree char *open = dup_open_comments (self);
  const char *refusal = get_refusal (self) != NULL ? get_refusal (self) : "";
  g_autofree char *shown = g_strconcat (keys, "\n", open, "\n", refusal, "\n", json, NULL);

  adw_status_page_set_icon_name (self->empty, "attest-references-symbolic");
  adw_status_page_set_title (self->empty, _ ("No references"));
  adw_status_page_set_description (
      self->empty, _ ("References come in with an article, or by “attest-cli references import”. Cite one as [@key]."));
  if (references == NULL || !g_set_str (&self->shown, shown))
    return;
  fill (self, references, (const char *const *) cited);
}

static void
row_activated_cb (AttestReferencesPane *self, GtkListBoxRow *row)
{
  AttestDocument *document = attest_article_state_get_document (self->state);
  const char *key = g_ptr_array_index (self->keys, (guint) gtk_list_box_row_get_index (row));
  const AttestCitedKey *cited = NULL;
  guint n_found = 0;

  if (document == NULL)
    return;
  /* The next one each time, and the first one again after the last. */
  cited = find_citation (document, key, g_strcmp0 (self->last_key, key) == 0 ? self->last_place : 0, &n_found);
  if (cited == NULL)
    return;
  g_set_str (&self->last_key, key);
  self->last_place = cited->start;
  attest_article_state_reveal (self->state, cited->start, cited->end);
}

static void
copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  attest_feedback_toast (widget, _ ("The reference was copied"));
}

static void
attest_references_pane_dispose (GObject *object)
{
  AttestReferencesPane *self = ATTEST_REFERENCES_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->last_key, g_free);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_REFERENCES_PANE);

  G_OBJECT_CLASS (attest_references_pane_parent_class)->dispose (object);
}

static void
attest_references_pane_class_init (AttestReferencesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_references_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-references-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestReferencesPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestReferencesPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestReferencesPane, empty);
  gtk_widget_class_install_action (widget_class, "references.copy", "s", copy);
}

static void
attest_references_pane_init (AttestReferencesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->keys = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "computed", G_CALLBACK (show_references), self);
  g_signal_group_connect_swapped (self->signals, "comments-changed", G_CALLBACK (show_references), self);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (show_references), self);
}

void
attest_references_pane_set_state (AttestReferencesPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_REFERENCES_PANE (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show_references (self);
}

void
attest_references_pane_show (AttestReferencesPane *self, const char *key)
{
  guint index = 0;

  g_return_if_fail (ATTEST_IS_REFERENCES_PANE (self));

  if (!g_ptr_array_find_with_equal_func (self->keys, key, g_str_equal, &index))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) index)));
}
