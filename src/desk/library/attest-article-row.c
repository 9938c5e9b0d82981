/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "status/attest-status-chip.h"
#include "session/attest-status-look.h"
#include "session/attest-time-words.h"

struct _AttestArticleRow
{
  GtkBox parent_instance;

  AttestArticleItem *item;
  gboolean telling;

  GtkCheckButton *check;
  GtkLabel *title;
  GtkLabel *found;
  AdwWrapBox *chips;
  GtkWidget *facts;
  GtkWidget *waits_box;
  GtkLabel *waits;
  GtkWidget *new_label;
  GtkLabel *updated;
  GtkWidget *comments;
  GtkLabel *comment_count;
};

G_DEFINE_FINAL_TYPE (AttestArticleRow, attest_article_row, GTK_TYPE_BOX)

typedef enum
{
  PROP_ITEM = 1,
  PROP_SELECTING,
  PROP_SELECTED,
  PROP_TELLING,
} AttestArticleRowProperty;

static GParamSpec *properties[PROP_TELLING + 1];

static void
show_comments (AttestArticleRow *self)
{
  guint open = attest_article_line_get_open_comments (attest_article_item_get_line (self->item));
  g_autofree char *count = g_strdup_printf ("%u", open);
  g_autofree char *spoken = g_strdup_printf (ngettext ("%u open comment", "%u open comments", open), open);

  gtk_widget_set_visible (self->comments, open > 0);
  gtk_label_set_label (self->comment_count, count);
  gtk_widget_set_tooltip_text (self->comments, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->comments), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_times (AttestArticleRow *self)
{
  const AttestArticleLine *line = attest_article_item_get_line (self->item);
  gint64 removal = attest_article_line_get_removed (line);
  g_autofree char *date = attest_time_dup_date (removal != 0 ? removal : attest_article_line_get_updated (line));
  /* Translators: %s is a day */
  g_autofree char *removed = g_strdup_printf (_ ("Removed %s"), date);

  gtk_label_set_label (self->updated, removal != 0 ? removed : date);
  gtk_widget_set_visible (self->new_label, attest_article_line_get_new (line));
}

static void
show_waits (AttestArticleRow *self)
{
  g_auto (GStrv) waits = attest_article_item_dup_waits (self->item, self->telling);
  g_autofree char *lines = g_strjoinv ("\n", waits);

  gtk_label_set_label (self->waits, lines);
  gtk_widget_set_visible (self->waits_box, waits[0] != NULL);
}

/* The statuses stand before the facts, on lines of their own where there is no room. */
static void
show_texts (AttestArticleRow *self, const AttestArticleLine *line)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips));
  GtkWidget *last = NULL;

  for (guint i = 0; i < attest_article_line_get_n_texts (line); i++)
    {
      if (chip == self->facts)
        {
          GtkWidget *another = attest_status_chip_new ();

          adw_wrap_box_insert_child_after (self->chips, another, last);
          chip = another;
        }
      attest_status_chip_show (ATTEST_STATUS_CHIP (chip),
                               attest_article_line_get_audience_label (line, i),
                               attest_article_line_get_status (line, i),
                               attest_article_line_get_due (line, i));
      last = chip;
      chip = gtk_widget_get_next_sibling (chip);
    }
  while (chip != self->facts)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (chip);

      adw_wrap_box_remove (self->chips, chip);
      chip = next;
    }
}

static void
show_item (AttestArticleRow *self)
{
  const AttestArticleLine *line = attest_article_item_get_line (self->item);

  gtk_label_set_label (self->title, attest_article_line_get_title (line));
  show_times (self);
  show_waits (self);
  show_texts (self, line);
  show_comments (self);
}

static void
attest_article_row_dispose (GObject *object)
{
  AttestArticleRow *self = ATTEST_ARTICLE_ROW (object);

  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_ARTICLE_ROW);

  G_OBJECT_CLASS (attest_article_row_parent_class)->dispose (object);
}

static void
attest_article_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestArticleRow *self = ATTEST_ARTICLE_ROW (object);

  switch ((AttestArticleRowProperty) id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    case PROP_SELECTING:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->check)));
      break;
    case PROP_SELECTED:
      g_value_set_boolean (value, gtk_check_button_get_active (self->check));
      break;
    case PROP_TELLING:
      g_value_set_boolean (value, self->telling);
      break;
    }
}

static void
attest_article_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestArticleRow *self = ATTEST_ARTICLE_ROW (object);

  switch ((AttestArticleRowProperty) id)
    {
    case PROP_ITEM:
      if (g_set_object (&self->item, g_value_get_object (value)) && self->item != NULL)
        show_item (self);
      break;
    case PROP_SELECTING:
      gtk_widget_set_visible (GTK_WIDGET (self->check), g_value_get_boolean (value));
      break;
    case PROP_SELECTED:
      gtk_check_button_set_active (self->check, g_value_get_boolean (value));
      break;
    case PROP_TELLING:
      self->telling = g_value_get_boolean (value);
      if (self->item != NULL)
        show_waits (self);
      break;
    }
}

static void
attest_article_row_class_init (AttestArticleRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_article_row_dispose;
  object_class->get_property = attest_article_row_get_property;
  object_class->set_property = attest_article_row_set_property;

  properties[PROP_ITEM] =
      g_param_spec_object ("item", NULL, NULL, ATTEST_TYPE_ARTICLE_ITEM, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTING] =
      g_param_spec_boolean ("selecting", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTED] =
      g_param_spec_boolean ("selected", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TELLING] =
      g_param_spec_boolean ("telling", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-article-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, check);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, waits_box);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, waits);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, new_label);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, found);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, chips);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, facts);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, updated);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, comments);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, comment_count);
}

static void
attest_article_row_init (AttestArticleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- What a search found in it ---- */

static const char *
find_audience_label (AttestArticleRow *self, const char *audience)
{
  const AttestArticleLine *line = attest_article_item_get_line (self->item);

  for (guint i = 0; audience != NULL && i < attest_article_line_get_n_texts (line); i++)
    if (g_str_equal (attest_article_line_get_audience (line, i), audience))
      return attest_article_line_get_audience_label (line, i);
  return NULL;
}

/* Returns: (transfer full) (nullable): where the words stand; NULL in the title, which is read anyway */
static char *
dup_place_words (AttestArticleRow *self, const AttestSearchResult *result)
{
  const char *label = find_audience_label (self, result->audience);

  switch (result->match)
    {
    case ATTEST_SEARCH_MATCH_TEXT:
      /* Translators: %s is an audience, such as "Patient" */
      return label != NULL ? g_strdup_printf (_ ("%s text"), label) : g_strdup (_ ("Text"));
    case ATTEST_SEARCH_MATCH_COMMENT:
      return label != NULL ? g_strdup_printf (_ ("Comment on the %s text"), label) : g_strdup (_ ("Comment"));
    case ATTEST_SEARCH_MATCH_REFERENCE:
      return g_strdup (_ ("Reference"));
    case ATTEST_SEARCH_MATCH_PERSON:
      return g_strdup (_ ("Person"));
    case ATTEST_SEARCH_MATCH_TITLE:
    case ATTEST_SEARCH_MATCH_NONE:
    default:
      return NULL;
    }
}

/* The snippet with what was looked for in bold, as Pango markup. */
static void
append_snippet (GString *markup, const AttestSearchResult *result)
{
  gsize at = 0;

  for (guint i = 0; i < result->marks->len; i++)
    {
      const AttestSearchMark *mark = &g_array_index (result->marks, AttestSearchMark, i);
      g_autofree char *before = g_markup_escape_text (result->snippet + at, (gssize) (mark->start - at));
      g_autofree char *words = g_markup_escape_text (result->snippet + mark->start, (gssize) (mark->end - mark->start));

      g_string_append_printf (markup, "%s<b>%s</b>", before, words);
      at = mark->end;
    }
  if (result->snippet[at] != '\0')
    {
      g_autofree char *rest = g_markup_escape_text (result->snippet + at, -1);

      g_string_append (markup, rest);
    }
}

void
attest_article_row_show_result (AttestArticleRow *self, const AttestSearchResult *result)
{
  g_autofree char *place = NULL;
  g_autofree char *escaped = NULL;
  g_autoptr (GString) markup = NULL;

  g_return_if_fail (ATTEST_IS_ARTICLE_ROW (self));

  place = result != NULL && self->item != NULL ? dup_place_words (self, result) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->found), place != NULL);
  if (place == NULL)
    {
      gtk_label_set_label (self->found, "");
      return;
    }
  escaped = g_markup_escape_text (place, -1);
  markup = g_string_new (NULL);
  /* Translators: before what was found, such as "Patient text: …" */
  g_string_append_printf (markup, _ ("%s: "), escaped);
  append_snippet (markup, result);
  gtk_label_set_markup (self->found, markup->str);
}

const char *
attest_article_row_get_found (AttestArticleRow *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_ROW (self), NULL);

  return gtk_label_get_text (self->found);
}
