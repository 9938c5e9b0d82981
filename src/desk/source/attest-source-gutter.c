/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-gutter.h"

#include <adwaita.h>

#define GUTTER_WIDTH 20
#define DOT_SIZE 9.0f

struct _AttestSourceGutter
{
  GtkSourceGutterRenderer parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestSourceGutter, attest_source_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The mark to draw or to click at: the most important one of the line. Of equal ones the first. */
static GtkSourceMark *
find_mark (GtkSourceGutterRenderer *renderer, guint line)
{
  GtkSourceBuffer *buffer = gtk_source_gutter_renderer_get_buffer (renderer);
  g_autoptr (GSList) marks = NULL;
  GtkSourceMark *found = NULL;
  int best = 0;

  if (buffer == NULL)
    return NULL;
  marks = gtk_source_buffer_get_source_marks_at_line (buffer, (int) line, ATTEST_SOURCE_GUTTER_CATEGORY);
  for (GSList *item = marks; item != NULL; item = item->next)
    {
      int look = GPOINTER_TO_INT (g_object_get_data (item->data, "look"));

      if (look > best)
        {
          best = look;
          found = item->data;
        }
    }
  return found;
}

static void
choose_colour (int look, GdkRGBA *colour)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const char *name = NULL;

  if (look == ATTEST_SOURCE_GUTTER_BLOCKING)
    name = dark ? "#ff7b63" : "#c01c28";
  else if (look == ATTEST_SOURCE_GUTTER_SELECTED)
    name = dark ? "#ffa348" : "#e66100";
  else
    name = dark ? "#e5a50a" : "#d09b05";
  gdk_rgba_parse (colour, name);
}

static void
attest_source_gutter_snapshot_line (GtkSourceGutterRenderer *renderer,
                                    GtkSnapshot *snapshot,
                                    GtkSourceGutterLines *lines,
                                    guint line)
{
  GtkTextView *view = gtk_source_gutter_lines_get_view (lines);
  GtkSourceMark *mark = find_mark (renderer, line);
  GskRoundedRect shape;
  graphene_rect_t bounds;
  GdkRGBA colour;
  GtkTextIter start;
  GdkRectangle first;
  float radius = DOT_SIZE / 2;
  int look = 0;

  if (mark == NULL)
    return;
  look = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (mark), "look"));
  /* Beside the first row of a paragraph that is wrapped. */
  gtk_source_gutter_lines_get_iter_at_line (lines, &start, line);
  gtk_text_view_get_iter_location (view, &start, &first);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_LEFT, 0, first.y, NULL, &first.y);
  graphene_rect_init (&bounds,
                      ((float) gtk_widget_get_width (GTK_WIDGET (renderer)) - DOT_SIZE) / 2,
                      (float) first.y + ((float) first.height - DOT_SIZE) / 2,
                      DOT_SIZE,
                      DOT_SIZE);
  if (g_object_get_data (G_OBJECT (mark), "blocking") != NULL)
    radius = 2;
  gsk_rounded_rect_init_from_rect (&shape, &bounds, radius);
  choose_colour (look, &colour);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static gboolean
attest_source_gutter_query_activatable (GtkSourceGutterRenderer *renderer, GtkTextIter *iter, GdkRectangle *area)
{
  return find_mark (renderer, (guint) gtk_text_iter_get_line (iter)) != NULL;
}

static void
attest_source_gutter_activate (GtkSourceGutterRenderer *renderer,
                               GtkTextIter *iter,
                               GdkRectangle *area,
                               guint button,
                               GdkModifierType state,
                               int n_presses)
{
  GtkSourceMark *mark = find_mark (renderer, (guint) gtk_text_iter_get_line (iter));

  if (mark != NULL && button == GDK_BUTTON_PRIMARY)
    g_signal_emit (renderer, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (mark), "comment"));
}

static void
attest_source_gutter_class_init (AttestSourceGutterClass *klass)
{
  GtkSourceGutterRendererClass *renderer_class = GTK_SOURCE_GUTTER_RENDERER_CLASS (klass);

  renderer_class->snapshot_line = attest_source_gutter_snapshot_line;
  renderer_class->query_activatable = attest_source_gutter_query_activatable;
  renderer_class->activate = attest_source_gutter_activate;

  signals[SIGNAL_CHOSEN] = g_signal_new (
      "chosen", ATTEST_TYPE_SOURCE_GUTTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
attest_source_gutter_init (AttestSourceGutter *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), GUTTER_WIDTH, -1);
}

AttestSourceGutter *
attest_source_gutter_new (void)
{
  return g_object_new (ATTEST_TYPE_SOURCE_GUTTER, NULL);
}
