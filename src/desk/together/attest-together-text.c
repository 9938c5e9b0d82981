/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "together/attest-together-text.h"

#include <gtksourceview/gtksource.h>

#include "source/attest-source-language.h"
#include "source/attest-source-look.h"
#include "text/attest-diff.h"

#define WORDS "attest-other-words"

struct _AttestTogetherText
{
  AdwBin parent_instance;

  AttestThreeWay *three_way;
  AttestTake side;
  GArray *fates; /* Fate, of each passage */
  guint current;
  AttestSourceLook *look;

  GtkLabel *title;
  AdwClampScrollable *clamp;
  GtkSourceView *view;
};

G_DEFINE_FINAL_TYPE (AttestTogetherText, attest_together_text, ADW_TYPE_BIN)

static guint chosen_signal;

typedef enum
{
  FATE_OPEN,
  FATE_TAKEN,
  FATE_LEFT,
  N_FATES,
} Fate;

/* Never by colour alone: what is left out is struck through, what is still to be decided underlined twice. The passage that is looked at is stronger. */
typedef struct
{
  const char *name;
  const char *light;
  const char *dark;
  PangoUnderline underline;
  gboolean strikethrough;
} Look;

static const Look looks[2][N_FATES] = {
  {
      [FATE_OPEN] = { "attest-open", "#fdeccb", "#53410f", PANGO_UNDERLINE_DOUBLE, FALSE },
      [FATE_TAKEN] = { "attest-taken", "#d3f0dc", "#1f4a30", PANGO_UNDERLINE_NONE, FALSE },
      [FATE_LEFT] = { "attest-left", "#ebebeb", "#3d3d3d", PANGO_UNDERLINE_NONE, TRUE },
  },
  {
      [FATE_OPEN] = { "attest-open-current", "#ffd591", "#8f5200", PANGO_UNDERLINE_DOUBLE, FALSE },
      [FATE_TAKEN] = { "attest-taken-current", "#93dcab", "#2d7a4c", PANGO_UNDERLINE_NONE, FALSE },
      [FATE_LEFT] = { "attest-left-current", "#cccccc", "#5e5e5e", PANGO_UNDERLINE_NONE, TRUE },
  },
};

static GtkTextBuffer *
get_buffer (AttestTogetherText *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static GtkTextTag *
get_tag (AttestTogetherText *self, const char *name)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (get_buffer (self)), name);

  return tag != NULL ? tag : gtk_text_buffer_create_tag (get_buffer (self), name, NULL);
}

static void
show_scheme (AttestTogetherText *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  attest_source_language_set_dark (GTK_SOURCE_BUFFER (get_buffer (self)), dark);
  for (guint i = 0; i < 2 * N_FATES; i++)
    {
      const Look *look = &looks[i / N_FATES][i % N_FATES];

      g_object_set (get_tag (self, look->name),
                    "background",
                    dark ? look->dark : look->light,
                    "strikethrough",
                    look->strikethrough,
                    "underline",
                    look->underline,
                    NULL);
    }
  g_object_set (get_tag (self, WORDS), "weight", PANGO_WEIGHT_BOLD, NULL);
}

/* ---- Places ---- */

static GBytes *
get_text (AttestTogetherText *self)
{
  return self->side == ATTEST_TAKE_ONE ? attest_three_way_get_one (self->three_way)
                                       : attest_three_way_get_other (self->three_way);
}

static const AttestPassage *
get_passage (AttestTogetherText *self, guint index)
{
  guint n_passages;
  const AttestPassage *passages = attest_three_way_get_passages (self->three_way, &n_passages);

  return index < n_passages ? &passages[index] : NULL;
}

static void
get_iter (AttestTogetherText *self, gsize byte, GtkTextIter *iter)
{
  const char *text = g_bytes_get_data (get_text (self), NULL);

  gtk_text_buffer_get_iter_at_offset (
      get_buffer (self), iter, text != NULL ? (int) g_utf8_strlen (text, (gssize) byte) : 0);
}

static void
get_passage_iters (AttestTogetherText *self, const AttestPassage *passage, GtkTextIter *start, GtkTextIter *end)
{
  gboolean one = self->side == ATTEST_TAKE_ONE;

  get_iter (self, one ? passage->one_start : passage->other_start, start);
  get_iter (self, one ? passage->one_end : passage->other_end, end);
}

/* ---- What is shown ---- */

static GBytes *
cut (GBytes *text, gsize start, gsize end)
{
  return g_bytes_new_from_bytes (text, start, end - start);
}

/* The words that the other text has not here. */
static void
mark_words (AttestTogetherText *self, const AttestPassage *passage)
{
  gboolean one = self->side == ATTEST_TAKE_ONE;
  gsize begin = one ? passage->one_start : passage->other_start;
  g_autoptr (GBytes) one_words = cut (attest_three_way_get_one (self->three_way), passage->one_start, passage->one_end);
  g_autoptr (GBytes) other_words =
      cut (attest_three_way_get_other (self->three_way), passage->other_start, passage->other_end);
  g_autoptr (AttestDiff) diff = NULL;
  const AttestDiffChange *changes;
  gsize n_changes;

  if (g_bytes_get_size (one_words) == 0 || g_bytes_get_size (other_words) == 0)
    return;
  diff = attest_diff_new (one_words, other_words);
  changes = attest_diff_get_changes (diff, &n_changes);
  for (gsize i = 0; i < n_changes; i++)
    {
      GtkTextIter start, end;

      if (changes[i].operation != (one ? ATTEST_DIFF_DELETE : ATTEST_DIFF_INSERT))
        continue;
      get_iter (self, begin + (one ? changes[i].old_start : changes[i].new_start), &start);
      get_iter (self, begin + (one ? changes[i].old_end : changes[i].new_end), &end);
      gtk_text_buffer_apply_tag_by_name (get_buffer (self), WORDS, &start, &end);
    }
}

void
attest_together_text_set_texts (AttestTogetherText *self, AttestThreeWay *three_way, AttestTake side, const char *title)
{
  gsize length = 0;
  const char *text = NULL;
  guint n_passages = 0;
  GtkTextIter start;

  g_return_if_fail (ATTEST_IS_TOGETHER_TEXT (self));
  g_return_if_fail (three_way != NULL);

  attest_three_way_ref (three_way);
  g_clear_pointer (&self->three_way, attest_three_way_unref);
  self->three_way = three_way;
  self->side = side;
  gtk_label_set_text (self->title, title);
  text = g_bytes_get_data (get_text (self), &length);
  gtk_text_buffer_set_text (get_buffer (self), length > 0 ? text : "", (int) length);
  attest_three_way_get_passages (three_way, &n_passages);
  g_array_set_size (self->fates, 0);
  g_array_set_size (self->fates, n_passages);
  self->current = G_MAXUINT;
  for (guint i = 0; i < n_passages; i++)
    mark_words (self, get_passage (self, i));
  gtk_text_buffer_get_start_iter (get_buffer (self), &start);
  gtk_text_buffer_place_cursor (get_buffer (self), &start);
}

static void
paint (AttestTogetherText *self, guint passage)
{
  const AttestPassage *found = get_passage (self, passage);
  Fate fate = g_array_index (self->fates, Fate, passage);
  GtkTextIter start, end;

  get_passage_iters (self, found, &start, &end);
  for (guint i = 0; i < 2 * N_FATES; i++)
    gtk_text_buffer_remove_tag_by_name (get_buffer (self), looks[i / N_FATES][i % N_FATES].name, &start, &end);
  gtk_text_buffer_apply_tag_by_name (get_buffer (self), looks[passage == self->current][fate].name, &start, &end);
}

void
attest_together_text_mark (AttestTogetherText *self, guint passage, AttestTake take, gboolean decided)
{
  g_return_if_fail (ATTEST_IS_TOGETHER_TEXT (self));
  g_return_if_fail (passage < self->fates->len);

  g_array_index (self->fates, Fate, passage) = !decided ? FATE_OPEN : (take & self->side) != 0 ? FATE_TAKEN : FATE_LEFT;
  paint (self, passage);
}

void
attest_together_text_show (AttestTogetherText *self, guint passage)
{
  guint before = 0;
  GtkTextIter start, end;

  g_return_if_fail (ATTEST_IS_TOGETHER_TEXT (self));
  g_return_if_fail (passage < self->fates->len);

  before = self->current;
  self->current = passage;
  if (before < self->fates->len)
    paint (self, before);
  paint (self, passage);
  get_passage_iters (self, get_passage (self, passage), &start, &end);
  gtk_text_buffer_place_cursor (get_buffer (self), &start);
  gtk_text_view_scroll_to_mark (
      GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (get_buffer (self)), 0, TRUE, 0, 0.3);
}

/* ---- Clicks ---- */

static void
released_cb (AttestTogetherText *self, int n_press, double x, double y)
{
  GtkTextIter iter;
  int buffer_x, buffer_y;

  if (self->three_way == NULL || gtk_text_buffer_get_has_selection (get_buffer (self)))
    return;
  gtk_text_view_window_to_buffer_coords (
      GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self->view), &iter, buffer_x, buffer_y))
    return;
  for (guint i = 0; get_passage (self, i) != NULL; i++)
    {
      GtkTextIter start, end;

      get_passage_iters (self, get_passage (self, i), &start, &end);
      if (gtk_text_iter_compare (&start, &iter) <= 0 && gtk_text_iter_compare (&iter, &end) < 0)
        {
          g_signal_emit (self, chosen_signal, 0, i);
          return;
        }
    }
}

/* ---- The object ---- */

static void
attest_together_text_dispose (GObject *object)
{
  AttestTogetherText *self = ATTEST_TOGETHER_TEXT (object);

  g_clear_object (&self->look);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_TOGETHER_TEXT);
  g_clear_pointer (&self->three_way, attest_three_way_unref);
  g_clear_pointer (&self->fates, g_array_unref);

  G_OBJECT_CLASS (attest_together_text_parent_class)->dispose (object);
}

static void
attest_together_text_class_init (AttestTogetherTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_together_text_dispose;
  chosen_signal = g_signal_new (
      "chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-together-text.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherText, title);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherText, clamp);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherText, view);
}

static void
attest_together_text_init (AttestTogetherText *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->fates = g_array_new (FALSE, TRUE, sizeof (Fate));
  self->current = G_MAXUINT;
  self->look = attest_source_look_new (GTK_TEXT_VIEW (self->view), self->clamp);
  attest_source_language_apply (GTK_SOURCE_BUFFER (get_buffer (self)));
  show_scheme (self);
  g_signal_connect_object (
      adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show_scheme), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}
