/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-print.h"

#include <glib/gi18n.h>

#include "source/attest-source-language.h"

#define MARGIN_MM 18

/* A copy, since paper is white on a dark desktop too, and has no comments. */
static GtkSourceBuffer *
copy_buffer (GtkSourceBuffer *buffer)
{
  GtkSourceBuffer *copy = gtk_source_buffer_new (NULL);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  text = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (buffer), &start, &end, TRUE);
  attest_source_language_apply (copy);
  attest_source_language_set_dark (copy, FALSE);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (copy), text, -1);
  return copy;
}

/* In steps, so that a long text does not stop the window. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, GtkSourcePrintCompositor *compositor)
{
  if (!gtk_source_print_compositor_paginate (compositor, context))
    return FALSE;
  gtk_print_operation_set_n_pages (operation, gtk_source_print_compositor_get_n_pages (compositor));
  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, GtkSourcePrintCompositor *compositor)
{
  gtk_source_print_compositor_draw_page (compositor, context, page);
}

static GtkSourcePrintCompositor *
make_compositor (GtkSourceBuffer *buffer, const char *title)
{
  GtkSourcePrintCompositor *compositor = gtk_source_print_compositor_new (buffer);
  g_autoptr (GString) escaped = g_string_new (title);

  /* Per cent signs say where page numbers go. */
  g_string_replace (escaped, "%", "%%", 0);
  gtk_source_print_compositor_set_wrap_mode (compositor, GTK_WRAP_WORD_CHAR);
  gtk_source_print_compositor_set_body_font_name (compositor, "Monospace 10");
  gtk_source_print_compositor_set_print_header (compositor, TRUE);
  gtk_source_print_compositor_set_header_format (compositor, TRUE, escaped->str, NULL, NULL);
  gtk_source_print_compositor_set_print_footer (compositor, TRUE);
  /* Translators: at the foot of a printed page; %N is its number and %Q how many there are */
  gtk_source_print_compositor_set_footer_format (compositor, FALSE, NULL, _ ("Page %N of %Q"), NULL);
  gtk_source_print_compositor_set_top_margin (compositor, MARGIN_MM, GTK_UNIT_MM);
  gtk_source_print_compositor_set_bottom_margin (compositor, MARGIN_MM, GTK_UNIT_MM);
  gtk_source_print_compositor_set_left_margin (compositor, MARGIN_MM, GTK_UNIT_MM);
  gtk_source_print_compositor_set_right_margin (compositor, MARGIN_MM, GTK_UNIT_MM);
  return compositor;
}

gboolean
attest_source_print (GtkWindow *window, GtkSourceBuffer *buffer, const char *title, const char *path, GError **error)
{
  g_autoptr (GtkSourceBuffer) copy = copy_buffer (buffer);
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  GtkSourcePrintCompositor *compositor = make_compositor (copy, title);

  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, path == NULL);
  /* The operation goes on after this function where it asks for a printer. */
  g_object_set_data_full (G_OBJECT (operation), "compositor", compositor, g_object_unref);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), compositor);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), compositor);
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation,
                                  path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                               : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                  window,
                                  error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}
