/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-gutter.h"

#include <adwaita.h>

#define GUTTER_WIDTH 20
#define DOT_SIZE 9.0f
#define BLOCKING_RADIUS 2.0f
#define STACK_SHIFT 3.0f

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

static int
get_number (GtkSourceMark *mark, const char *name)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (mark), name));
}

static int
compare_marks_cb (gconstpointer one, gconstpointer other)
{
  return get_number ((GtkSourceMark *) one, "order") - get_number ((GtkSourceMark *) other, "order");
}

/* The marks of a line, in the order of their comments. Returns: (transfer container) */
static GSList *
list_marks (GtkSourceGutterRenderer *renderer, guint line)
{
  GtkSourceBuffer *buffer = gtk_source_gutter_renderer_get_buffer (renderer);
  GSList *marks = NULL;

  if (buffer != NULL)
    marks = gtk_source_buffer_get_source_marks_at_line (buffer, (int) line, ATTEST_SOURCE_GUTTER_CATEGORY);
  return g_slist_sort (marks, compare_marks_cb);
}

/* The mark to draw: the most important one. Of equal ones the first. */
static GtkSourceMark *
find_mark (GSList *marks)
{
  GtkSourceMark *found = NULL;

  for (GSList *item = marks; item != NULL; item = item->next)
    if (found == NULL || get_number (item->data, "look") > get_number (found, "look"))
      found = item->data;
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
draw_dot (GtkSnapshot *snapshot, const graphene_point_t *at, gboolean blocking, const GdkRGBA *colour)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (at->x, at->y, DOT_SIZE, DOT_SIZE);
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &bounds, blocking ? BLOCKING_RADIUS : DOT_SIZE / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
attest_source_gutter_snapshot_line (GtkSourceGutterRenderer *renderer,
                                    GtkSnapshot *snapshot,
                                    GtkSourceGutterLines *lines,
                                    guint line)
{
  GtkTextView *view = gtk_source_gutter_lines_get_view (lines);
  g_autoptr (GSList) marks = list_marks (renderer, line);
  GtkSourceMark *mark = find_mark (marks);
  graphene_point_t at;
  GdkRGBA colour;
  GtkTextIter start;
  GdkRectangle first;
  gboolean blocking = FALSE;

  if (mark == NULL)
    return;
  /* Beside the first row of a paragraph that is wrapped. */
  gtk_source_gutter_lines_get_iter_at_line (lines, &start, line);
  gtk_text_view_get_iter_location (view, &start, &first);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_LEFT, 0, first.y, NULL, &first.y);
  at.x = ((float) gtk_widget_get_width (GTK_WIDGET (renderer)) - DOT_SIZE) / 2;
  at.y = (float) first.y + ((float) first.height - DOT_SIZE) / 2;
  choose_colour (get_number (mark, "look"), &colour);
  blocking = g_object_get_data (G_OBJECT (mark), "blocking") != NULL;
  if (marks->next != NULL)
    {
      /* There is more than one: the edge of another looks out from under it. */
      const GdkRGBA behind = { colour.red, colour.green, colour.blue, colour.alpha * 0.45f };
      const graphene_point_t under = { at.x + STACK_SHIFT, at.y + STACK_SHIFT };

      at.x -= STACK_SHIFT / 2;
      draw_dot (snapshot, &under, blocking, &behind);
    }
  draw_dot (snapshot, &at, blocking, &colour);
}

static gboolean
attest_source_gutter_query_activatable (GtkSourceGutterRenderer *renderer, GtkTextIter *iter, GdkRectangle *area)
{
  g_autoptr (GSList) marks = list_marks (renderer, (guint) gtk_text_iter_get_line (iter));

  return marks != NULL;
}

/* The most important comment of the line; once one of them is the current one, the next, so that all can be reached. */
static void
attest_source_gutter_activate (GtkSourceGutterRenderer *renderer,
                               GtkTextIter *iter,
                               GdkRectangle *area,
                               guint button,
                               GdkModifierType state,
                               int n_presses)
{
  g_autoptr (GSList) marks = list_marks (renderer, (guint) gtk_text_iter_get_line (iter));
  GtkSourceMark *chosen = find_mark (marks);

  if (chosen == NULL || button != GDK_BUTTON_PRIMARY)
    return;
  if (get_number (chosen, "look") == ATTEST_SOURCE_GUTTER_SELECTED)
    {
      GSList *next = g_slist_find (marks, chosen)->next;

      chosen = next != NULL ? next->data : marks->data;
    }
  g_signal_emit (renderer, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (chosen), "comment"));
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
