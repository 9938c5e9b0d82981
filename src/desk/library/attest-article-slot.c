/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-slot.h"

/* The height of an empty slot before any row was seen: one line of title, one of statuses. */
#define FIRST_HEIGHT 58

/* So far outside of what is in sight rows are made as well, in pixels: a turn of the wheel meets no empty one. */
#define MARGIN 120

/*
 * @row: (nullable)
 * @shown: @row shows @item, and not one that was here before
 * @placed: it has its place among the others since it has @item; before it seems to be at the top of the list
 * @usual_height: of an empty slot: as high as the row that it had before, or else as one in sight, so that the bar beside the list hardly moves
 */
struct _AttestArticleSlot
{
  GtkWidget parent_instance;

  AttestArticleItem *item;
  gboolean selecting;
  gboolean selected;
  gboolean telling;
  GtkWidget *row;
  gboolean shown;
  gboolean placed;
  int usual_height;
};

G_DEFINE_FINAL_TYPE (AttestArticleSlot, attest_article_slot, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ITEM = 1,
  PROP_SELECTING,
  PROP_SELECTED,
  PROP_TELLING,
} AttestArticleSlotProperty;

static GParamSpec *properties[PROP_TELLING + 1];

enum
{
  SIGNAL_FILLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_item (AttestArticleSlot *self, AttestArticleItem *item)
{
  if (!g_set_object (&self->item, item))
    return;
  if (self->shown)
    self->usual_height = gtk_widget_get_height (GTK_WIDGET (self));
  self->shown = FALSE;
  self->placed = FALSE;
  if (self->row != NULL)
    gtk_widget_set_child_visible (self->row, FALSE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
fill (AttestArticleSlot *self)
{
  if (self->row == NULL)
    {
      self->row = g_object_new (ATTEST_TYPE_ARTICLE_ROW, NULL);
      g_object_bind_property (self, "selecting", self->row, "selecting", G_BINDING_SYNC_CREATE);
      g_object_bind_property (self, "selected", self->row, "selected", G_BINDING_SYNC_CREATE);
      g_object_bind_property (self, "telling", self->row, "telling", G_BINDING_SYNC_CREATE);
      gtk_widget_set_parent (self->row, GTK_WIDGET (self));
    }
  g_object_set (self->row, "item", self->item, NULL);
  self->shown = TRUE;
  gtk_widget_set_child_visible (self->row, TRUE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_FILLED], 0);
}

/* ---- GtkWidget ---- */

static GtkSizeRequestMode
attest_article_slot_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
attest_article_slot_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  AttestArticleSlot *self = ATTEST_ARTICLE_SLOT (widget);

  if (self->shown)
    gtk_widget_measure (self->row, orientation, for_size, minimum, natural, NULL, NULL);
  else if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = self->usual_height;
}

static void
attest_article_slot_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AttestArticleSlot *self = ATTEST_ARTICLE_SLOT (widget);

  self->placed = TRUE;
  if (self->shown)
    gtk_widget_allocate (self->row, width, height, baseline, NULL);
}

/* ---- The object ---- */

static void
attest_article_slot_dispose (GObject *object)
{
  AttestArticleSlot *self = ATTEST_ARTICLE_SLOT (object);

  g_clear_pointer (&self->row, gtk_widget_unparent);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (attest_article_slot_parent_class)->dispose (object);
}

static void
attest_article_slot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestArticleSlot *self = ATTEST_ARTICLE_SLOT (object);

  switch ((AttestArticleSlotProperty) id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    case PROP_SELECTING:
      g_value_set_boolean (value, self->selecting);
      break;
    case PROP_SELECTED:
      g_value_set_boolean (value, self->selected);
      break;
    case PROP_TELLING:
      g_value_set_boolean (value, self->telling);
      break;
    }
}

static void
attest_article_slot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestArticleSlot *self = ATTEST_ARTICLE_SLOT (object);

  switch ((AttestArticleSlotProperty) id)
    {
    case PROP_ITEM:
      set_item (self, g_value_get_object (value));
      break;
    case PROP_SELECTING:
      self->selecting = g_value_get_boolean (value);
      break;
    case PROP_SELECTED:
      self->selected = g_value_get_boolean (value);
      break;
    case PROP_TELLING:
      self->telling = g_value_get_boolean (value);
      break;
    }
}

static void
attest_article_slot_class_init (AttestArticleSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_article_slot_dispose;
  object_class->get_property = attest_article_slot_get_property;
  object_class->set_property = attest_article_slot_set_property;
  widget_class->get_request_mode = attest_article_slot_get_request_mode;
  widget_class->measure = attest_article_slot_measure;
  widget_class->size_allocate = attest_article_slot_size_allocate;

  properties[PROP_ITEM] =
      g_param_spec_object ("item", NULL, NULL, ATTEST_TYPE_ARTICLE_ITEM, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTING] =
      g_param_spec_boolean ("selecting", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTED] =
      g_param_spec_boolean ("selected", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TELLING] =
      g_param_spec_boolean ("telling", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_FILLED] =
      g_signal_new ("filled", ATTEST_TYPE_ARTICLE_SLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_article_slot_init (AttestArticleSlot *self)
{
  self->usual_height = FIRST_HEIGHT;
}

AttestArticleItem *
attest_article_slot_get_item (AttestArticleSlot *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_SLOT (self), NULL);

  return self->item;
}

AttestArticleRow *
attest_article_slot_get_row (AttestArticleSlot *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_SLOT (self), NULL);

  return self->shown ? ATTEST_ARTICLE_ROW (self->row) : NULL;
}

/* ---- What is in sight ---- */

/*
 * A list that is watched.
 * @frame, @times: how often it was laid out for the frame that comes
 */
typedef struct
{
  GtkWidget *list;
  gint64 frame;
  guint times;
} Watch;

static gboolean
is_in_sight (GtkWidget *list, AttestArticleSlot *self, float margin)
{
  float height = (float) gtk_widget_get_height (list);
  graphene_rect_t bounds;

  return self->placed && gtk_widget_compute_bounds (GTK_WIDGET (self), list, &bounds) &&
         bounds.origin.y < height + margin && bounds.origin.y + bounds.size.height > -margin;
}

static void
set_usual_height (AttestArticleSlot *self, int height)
{
  if (height == 0 || self->usual_height != FIRST_HEIGHT || height == FIRST_HEIGHT)
    return;
  self->usual_height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
fill_what_is_in_sight (GtkWidget *list, float margin)
{
  int usual_height = 0;

  for (GtkWidget *line = gtk_widget_get_first_child (list); line != NULL; line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *child = gtk_widget_get_first_child (line);
      AttestArticleSlot *self = ATTEST_IS_ARTICLE_SLOT (child) ? ATTEST_ARTICLE_SLOT (child) : NULL;

      if (self == NULL || self->item == NULL)
        continue;
      if (self->shown)
        usual_height = gtk_widget_get_height (child);
      else if (is_in_sight (list, self, margin))
        fill (self);
      else
        set_usual_height (self, usual_height);
    }
}

static gboolean
lay_out_again_cb (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_allocate (list);
  return G_SOURCE_REMOVE;
}

/* Everything has its place now, and nothing was painted. Rows that are not as high as their slots ask for new places before it is: for that the frame
 * has room a few times. */
static void
laid_out_cb (GdkFrameClock *clock, Watch *watch)
{
  gint64 frame = gdk_frame_clock_get_frame_counter (clock);

  if (!gtk_widget_get_mapped (watch->list))
    return;
  watch->times = frame == watch->frame ? watch->times + 1 : 0;
  watch->frame = frame;
  if (watch->times == 0)
    fill_what_is_in_sight (watch->list, MARGIN);
  else if (watch->times == 1)
    fill_what_is_in_sight (watch->list, 0);
  else if (watch->times == 2)
    gtk_widget_add_tick_callback (watch->list, lay_out_again_cb, NULL, NULL);
}

static void
realize_cb (GtkWidget *list, Watch *watch)
{
  g_signal_connect_after (gtk_widget_get_frame_clock (list), "layout", G_CALLBACK (laid_out_cb), watch);
}

static void
unrealize_cb (GtkWidget *list, Watch *watch)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (list), watch);
}

void
attest_article_slots_watch (GtkListView *list)
{
  Watch *watch = NULL;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));
  g_return_if_fail (!gtk_widget_get_realized (GTK_WIDGET (list)));

  watch = g_new0 (Watch, 1);
  watch->list = GTK_WIDGET (list);
  watch->frame = -1;
  g_object_set_data_full (G_OBJECT (list), "attest-article-slots", watch, g_free);
  g_signal_connect (list, "realize", G_CALLBACK (realize_cb), watch);
  g_signal_connect (list, "unrealize", G_CALLBACK (unrealize_cb), watch);
}
