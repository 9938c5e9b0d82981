/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "overview/attest-overview-columns.h"

#include <glib/gi18n.h>
#include <string.h>

#define PLOT_HEIGHT 96
#define SPACE 4
#define COLUMN_SHARE 0.62f
#define MOST_COLUMN_WIDTH 36.0f
#define LINE_ALPHA 0.3f

/* Words are as large as the reader has them, so that the chart is as high as they need. */
struct _AttestOverviewColumns
{
  GtkWidget parent_instance;

  AttestOverviewMonth months[ATTEST_OVERVIEW_MONTHS];
  PangoLayout *numbers[ATTEST_OVERVIEW_MONTHS];
  PangoLayout *names[ATTEST_OVERVIEW_MONTHS];
  int line_height;
  int widest_name;
};

G_DEFINE_FINAL_TYPE (AttestOverviewColumns, attest_overview_columns, GTK_TYPE_WIDGET)

/* ---- Words ---- */

static char *
format_month (const AttestOverviewMonth *month, const char *format)
{
  g_autoptr (GDateTime) date = month->year > 0 ? g_date_time_new_utc (month->year, month->month, 1, 0, 0, 0) : NULL;

  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

char *
attest_overview_dup_month (const AttestOverviewMonth *month)
{
  return format_month (month, "%OB %Y");
}

/* Below the first column and each January stands the year, too. */
static char *
dup_name (const AttestOverviewColumns *self, guint index)
{
  const AttestOverviewMonth *month = &self->months[index];

  return format_month (month, index == 0 || month->month == 1 ? "%Ob\n%Y" : "%Ob");
}

static void
lay_out_words (AttestOverviewColumns *self)
{
  self->widest_name = 0;
  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", self->months[i].due);
      g_autofree char *name = dup_name (self, i);
      int width;

      g_set_object (&self->numbers[i], NULL);
      g_set_object (&self->names[i], NULL);
      self->numbers[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), number);
      self->names[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
      pango_layout_set_alignment (self->names[i], PANGO_ALIGN_CENTER);
      pango_layout_get_pixel_size (self->numbers[i], NULL, &self->line_height);
      pango_layout_get_pixel_size (self->names[i], &width, NULL);
      self->widest_name = MAX (self->widest_name, width);
    }
}

/* ---- Drawing ---- */

static void
attest_overview_columns_measure (GtkWidget *widget,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural,
                                 int *minimum_baseline,
                                 int *natural_baseline)
{
  AttestOverviewColumns *self = ATTEST_OVERVIEW_COLUMNS (widget);

  /* A number above, a month and a year below. */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = PLOT_HEIGHT + 3 * self->line_height + 2 * SPACE;
  else
    *minimum = ATTEST_OVERVIEW_MONTHS * 12;
  *natural = *minimum;
}

/* @width: what there is; words that need more are drawn smaller. */
static void
draw_words (GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *color, float center, float y, float width)
{
  int needed;
  float scale;

  pango_layout_get_pixel_size (layout, &needed, NULL);
  scale = needed > 0 ? MIN (1.0f, width / (float) needed) : 1.0f;
  /* The layout is as wide as its longest line, so that its lines are centered to one another. */
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (center - (float) needed * scale / 2, y));
  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_column (GtkSnapshot *snapshot, const GdkRGBA *color, float center, float width, float bottom, float height)
{
  graphene_rect_t place = GRAPHENE_RECT_INIT (center - width / 2, bottom - height, width, height);
  graphene_size_t round = GRAPHENE_SIZE_INIT (MIN (4, height), MIN (4, height));
  graphene_size_t corner = GRAPHENE_SIZE_INIT (0, 0);
  GskRoundedRect outline;

  if (height <= 0)
    return;
  gsk_rounded_rect_init (&outline, &place, &round, &round, &corner, &corner);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, &place);
  gtk_snapshot_pop (snapshot);
}

static void
find_text_color (GtkWidget *widget, GdkRGBA *color)
{
  gtk_widget_get_color (gtk_widget_get_parent (widget), color);
}

static guint
find_most (const AttestOverviewColumns *self)
{
  guint most = 1;

  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    most = MAX (most, self->months[i].due);

  return most;
}

static void
attest_overview_columns_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AttestOverviewColumns *self = ATTEST_OVERVIEW_COLUMNS (widget);
  gboolean backwards = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float) gtk_widget_get_width (widget);
  float step = width / ATTEST_OVERVIEW_MONTHS;
  float bottom = (float) (self->line_height + SPACE + PLOT_HEIGHT);
  guint every = step > 0 ? (guint) ((float) (self->widest_name + SPACE) / step) + 1 : 1;
  guint most = find_most (self);
  GdkRGBA color;
  GdkRGBA text;
  GdkRGBA line;

  gtk_widget_get_color (widget, &color);
  find_text_color (widget, &text);
  line = text;
  line.alpha *= LINE_ALPHA;
  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    {
      float center = step * ((float) (backwards ? ATTEST_OVERVIEW_MONTHS - 1 - i : i) + 0.5f);
      float height = (float) PLOT_HEIGHT * (float) self->months[i].due / (float) most;

      draw_column (snapshot, &color, center, MIN (step * COLUMN_SHARE, MOST_COLUMN_WIDTH), bottom, height);
      draw_words (
          snapshot, self->numbers[i], &text, center, bottom - height - (float) (self->line_height + SPACE), step - 1);
      if (i % every == 0)
        draw_words (snapshot, self->names[i], &text, center, bottom + SPACE, step * (float) every);
    }
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (0, bottom, width, 1));
}

/* ---- The object ---- */

static void
attest_overview_columns_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (attest_overview_columns_parent_class)->css_changed (widget, change);

  lay_out_words (ATTEST_OVERVIEW_COLUMNS (widget));
  gtk_widget_queue_resize (widget);
}

static void
attest_overview_columns_dispose (GObject *object)
{
  AttestOverviewColumns *self = ATTEST_OVERVIEW_COLUMNS (object);

  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    {
      g_clear_object (&self->numbers[i]);
      g_clear_object (&self->names[i]);
    }

  G_OBJECT_CLASS (attest_overview_columns_parent_class)->dispose (object);
}

static void
attest_overview_columns_class_init (AttestOverviewColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_overview_columns_dispose;
  widget_class->measure = attest_overview_columns_measure;
  widget_class->snapshot = attest_overview_columns_snapshot;
  widget_class->css_changed = attest_overview_columns_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
attest_overview_columns_init (AttestOverviewColumns *self)
{
  lay_out_words (self);
}

static void
say (AttestOverviewColumns *self)
{
  g_autoptr (GString) words = g_string_new (_ ("Re-reviews that fall due"));

  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    {
      g_autofree char *month = attest_overview_dup_month (&self->months[i]);

      g_string_append_printf (words, "%s %s: %u", i == 0 ? ":" : ";", month, self->months[i].due);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);
}

void
attest_overview_columns_set (AttestOverviewColumns *self, const AttestOverviewMonth *months)
{
  g_return_if_fail (ATTEST_IS_OVERVIEW_COLUMNS (self));

  memcpy (self->months, months, sizeof self->months);
  lay_out_words (self);
  say (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
