/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "overview/attest-overview-bar.h"

#define HEIGHT 8
#define NATURAL_WIDTH 200
#define LEAST_WIDTH 4
#define TRACK_ALPHA 0.12f

struct _AttestOverviewBar
{
  GtkWidget parent_instance;

  double part;
};

G_DEFINE_FINAL_TYPE (AttestOverviewBar, attest_overview_bar, GTK_TYPE_WIDGET)

static void
attest_overview_bar_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = HEIGHT;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : NATURAL_WIDTH;
}

static void
draw (GtkSnapshot *snapshot, const GdkRGBA *color, float x, float width)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, 0, width, HEIGHT), HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
attest_overview_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AttestOverviewBar *self = ATTEST_OVERVIEW_BAR (widget);
  float width = (float) gtk_widget_get_width (widget);
  float filled = self->part > 0 ? MAX ((float) self->part * width, LEAST_WIDTH) : 0;
  GdkRGBA color;
  GdkRGBA track;

  /* What is not there has no colour: a pale red would be seen as some. */
  gtk_widget_get_color (widget, &color);
  gtk_widget_get_color (gtk_widget_get_parent (widget), &track);
  track.alpha *= TRACK_ALPHA;
  draw (snapshot, &track, 0, width);
  if (filled > 0)
    draw (snapshot, &color, gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - filled : 0, filled);
}

static void
attest_overview_bar_class_init (AttestOverviewBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = attest_overview_bar_measure;
  widget_class->snapshot = attest_overview_bar_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
attest_overview_bar_init (AttestOverviewBar *self)
{
}

void
attest_overview_bar_set_part (AttestOverviewBar *self, double part)
{
  g_return_if_fail (ATTEST_IS_OVERVIEW_BAR (self));

  self->part = CLAMP (part, 0, 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
