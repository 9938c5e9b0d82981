/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "changes/attest-changes-source.h"

#include <gtksourceview/gtksource.h>

#include "source/attest-source-language.h"
#include "source/attest-source-look.h"

#define CURRENT "attest-current-change"

struct _AttestChangesSource
{
  AdwBin parent_instance;

  AttestChanges *changes;
  AttestSourceLook *look;

  AdwClampScrollable *clamp;
  GtkSourceView *view;
};

G_DEFINE_FINAL_TYPE (AttestChangesSource, attest_changes_source, ADW_TYPE_BIN)

static guint chosen_signal;

/* Never by colour alone: what is gone is struck through, what is new underlined. */
typedef struct
{
  const char *name;
  const char *light;
  const char *dark;
  PangoUnderline underline;
  gboolean strikethrough;
} Look;

static const Look looks[] = {
  [ATTEST_PIECE_SAME] = { NULL, NULL, NULL, PANGO_UNDERLINE_NONE, FALSE },
  [ATTEST_PIECE_DELETED] = { "attest-deleted", "#fbdcdc", "#5c2a2d", PANGO_UNDERLINE_NONE, TRUE },
  [ATTEST_PIECE_INSERTED] = { "attest-inserted", "#d3f0dc", "#1f4a30", PANGO_UNDERLINE_SINGLE, FALSE },
  [ATTEST_PIECE_MOVED_AWAY] = { "attest-moved-away", "#dbe8fb", "#24406b", PANGO_UNDERLINE_NONE, TRUE },
  [ATTEST_PIECE_MOVED_HERE] = { "attest-moved-here", "#dbe8fb", "#24406b", PANGO_UNDERLINE_SINGLE, FALSE },
};

static GtkTextTag *
get_tag (GtkTextBuffer *buffer, const char *name)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);

  return tag != NULL ? tag : gtk_text_buffer_create_tag (buffer, name, NULL);
}

static void
show_scheme (AttestChangesSource *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  attest_source_language_set_dark (GTK_SOURCE_BUFFER (buffer), dark);
  for (guint i = ATTEST_PIECE_DELETED; i < G_N_ELEMENTS (looks); i++)
    g_object_set (get_tag (buffer, looks[i].name),
                  "background",
                  dark ? looks[i].dark : looks[i].light,
                  "strikethrough",
                  looks[i].strikethrough,
                  "underline",
                  looks[i].underline,
                  NULL);
  /* The last made lies above the others. */
  g_object_set (get_tag (buffer, CURRENT), "background", dark ? "#8f5200" : "#ffd591", NULL);
}

static void
get_iter_at_byte (AttestChangesSource *self, gsize byte, GtkTextIter *iter)
{
  const char *text = g_bytes_get_data (attest_comparison_get_text (self->changes->comparison), NULL);

  gtk_text_buffer_get_iter_at_offset (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), iter, (int) g_utf8_strlen (text, (gssize) byte));
}

/* Pieces stand one after the other, so that each character is counted once. */
static void
apply_tags (AttestChangesSource *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  const char *text = g_bytes_get_data (attest_comparison_get_text (self->changes->comparison), NULL);
  guint n_pieces = 0;
  const AttestPiece *pieces = attest_comparison_get_pieces (self->changes->comparison, &n_pieces);
  int offset = 0;

  for (guint i = 0; i < n_pieces; i++)
    {
      const AttestPiece *piece = &pieces[i];
      int length = (int) g_utf8_strlen (text + piece->start, (gssize) (piece->end - piece->start));
      GtkTextIter start, end;

      if (piece->kind != ATTEST_PIECE_SAME)
        {
          gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
          gtk_text_buffer_get_iter_at_offset (buffer, &end, offset + length);
          gtk_text_buffer_apply_tag_by_name (buffer, looks[piece->kind].name, &start, &end);
        }
      offset += length;
    }
}

void
attest_changes_source_set_changes (AttestChangesSource *self, AttestChanges *changes)
{
  GtkTextBuffer *buffer = NULL;
  gsize length = 0;
  const char *text = NULL;
  GtkTextIter start;

  g_return_if_fail (ATTEST_IS_CHANGES_SOURCE (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  attest_changes_ref (changes);
  g_clear_pointer (&self->changes, attest_changes_unref);
  self->changes = changes;
  text = g_bytes_get_data (attest_comparison_get_text (changes->comparison), &length);
  gtk_text_buffer_set_text (buffer, length > 0 ? text : "", (int) length);
  apply_tags (self);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

void
attest_changes_source_show (AttestChangesSource *self, guint index)
{
  GtkTextBuffer *buffer = NULL;
  guint n_pieces = 0, n_changes = 0;
  const AttestPiece *pieces = NULL;
  const AttestChange *changes = NULL;
  GtkTextIter first, last, start, end;

  g_return_if_fail (ATTEST_IS_CHANGES_SOURCE (self));
  g_return_if_fail (self->changes != NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  pieces = attest_comparison_get_pieces (self->changes->comparison, &n_pieces);
  changes = attest_comparison_get_changes (self->changes->comparison, &n_changes);
  gtk_text_buffer_get_bounds (buffer, &first, &last);
  gtk_text_buffer_remove_tag_by_name (buffer, CURRENT, &first, &last);
  if (index >= n_changes)
    return;
  get_iter_at_byte (self, pieces[changes[index].first].start, &start);
  get_iter_at_byte (self, pieces[changes[index].last].end, &end);
  gtk_text_buffer_apply_tag_by_name (buffer, CURRENT, &start, &end);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (buffer), 0, TRUE, 0, 0.3);
}

/* ---- Clicks ---- */

static gsize
get_byte_at_iter (AttestChangesSource *self, const GtkTextIter *iter)
{
  const char *text = g_bytes_get_data (attest_comparison_get_text (self->changes->comparison), NULL);

  return (gsize) (g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (iter)) - text);
}

static void
released_cb (AttestChangesSource *self, int n_press, double x, double y)
{
  guint n_pieces = 0, n_changes = 0;
  const AttestPiece *pieces = NULL;
  const AttestChange *changes = NULL;
  GtkTextIter iter;
  gsize byte;
  int buffer_x, buffer_y;

  if (self->changes == NULL ||
      gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view))))
    return;
  gtk_text_view_window_to_buffer_coords (
      GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self->view), &iter, buffer_x, buffer_y))
    return;
  byte = get_byte_at_iter (self, &iter);
  pieces = attest_comparison_get_pieces (self->changes->comparison, &n_pieces);
  changes = attest_comparison_get_changes (self->changes->comparison, &n_changes);
  for (guint i = 0; i < n_changes; i++)
    if (byte >= pieces[changes[i].first].start && byte < pieces[changes[i].last].end)
      {
        g_signal_emit (self, chosen_signal, 0, i);
        return;
      }
}

/* ---- The object ---- */

static void
attest_changes_source_dispose (GObject *object)
{
  AttestChangesSource *self = ATTEST_CHANGES_SOURCE (object);

  g_clear_object (&self->look);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_CHANGES_SOURCE);
  g_clear_pointer (&self->changes, attest_changes_unref);

  G_OBJECT_CLASS (attest_changes_source_parent_class)->dispose (object);
}

static void
attest_changes_source_class_init (AttestChangesSourceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_changes_source_dispose;
  chosen_signal = g_signal_new (
      "chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-changes-source.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestChangesSource, clamp);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesSource, view);
}

static void
attest_changes_source_init (AttestChangesSource *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->look = attest_source_look_new (GTK_TEXT_VIEW (self->view), self->clamp);
  attest_source_language_apply (GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view))));
  show_scheme (self);
  g_signal_connect_object (
      adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show_scheme), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}
