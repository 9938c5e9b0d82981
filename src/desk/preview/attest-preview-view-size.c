/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-view-private.h"

/* Two columns of a text that are narrower than this, together, are shown smaller rather than broken into scraps. */
#define BOTH_COLUMNS 560

void
attest_preview_view_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  AttestPreviewView *self = ATTEST_PREVIEW_VIEW (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->web != NULL)
    gtk_widget_measure (GTK_WIDGET (self->web), orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
}

void
attest_preview_view_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AttestPreviewView *self = ATTEST_PREVIEW_VIEW (widget);
  int least = self->beside != NULL ? BOTH_COLUMNS : self->width;
  double zoom = least > 0 ? MIN (self->zoom, (double) width / least) : self->zoom;
  int page = least > 0 && self->beside == NULL ? MIN (width, (int) (least * zoom + 0.5)) : width;
  g_autoptr (GskTransform) transform = NULL;

  if (self->web == NULL)
    return;
  if (ABS (webkit_web_view_get_zoom_level (self->web) - zoom) > 0.001)
    webkit_web_view_set_zoom_level (self->web, zoom);
  transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) ((width - page) / 2), 0));
  gtk_widget_allocate (GTK_WIDGET (self->web), page, height, baseline, g_steal_pointer (&transform));
}

void
attest_preview_view_set_size (AttestPreviewView *self, int width, double zoom)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));
  g_return_if_fail (width >= 0 && zoom > 0);

  self->width = width;
  self->zoom = zoom;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
