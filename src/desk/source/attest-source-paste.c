/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-paste.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <string.h>

#include "exchange/attest-html.h"
#include "exchange/attest-import.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-worker.h"
#include "source/attest-source-edit.h"

#define HTML "text/html"
#define READ_SIZE 65536

/* ---- The clipboard as futures ---- */

static void
html_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  GInputStream *stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (object), result, NULL, &error);

  g_value_init (&value, G_TYPE_INPUT_STREAM);
  g_value_take_object (&value, stream);
  attest_promise_settle (promise, &value, error);
}

static DexFuture *
read_html (GdkClipboard *clipboard)
{
  const char *types[] = { HTML, NULL };
  DexPromise *promise = dex_promise_new ();

  gdk_clipboard_read_async (clipboard, types, G_PRIORITY_DEFAULT, NULL, html_read_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
text_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_take_string (&value, gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error));
  attest_promise_settle (promise, &value, error);
}

static DexFuture *
read_text (GdkClipboard *clipboard)
{
  DexPromise *promise = dex_promise_new ();

  gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/* ---- From HTML to Markdown, off the main thread ---- */

static gboolean
convert (gpointer data, GValue *result, GError **error)
{
  char *markdown = attest_html_to_markdown (data, error);

  if (markdown == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, markdown);
  return TRUE;
}

static void
bytes_unref (gpointer data)
{
  g_bytes_unref (data);
}

/* All that a stream gives, and one byte more than is read at most, so that more is refused and not cut. */
static GBytes *
await_bytes (GInputStream *stream)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  while (bytes->len <= ATTEST_IMPORT_MAX_BYTES)
    {
      g_autoptr (GBytes) part =
          dex_await_boxed (dex_input_stream_read_bytes (stream, READ_SIZE, G_PRIORITY_DEFAULT), NULL);

      if (part == NULL || g_bytes_get_size (part) == 0)
        break;
      g_byte_array_append (bytes, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

typedef struct
{
  GWeakRef view;
  GdkClipboard *clipboard;
  gboolean rich;
} Paste;

static void
paste_free (gpointer data)
{
  Paste *paste = data;

  g_weak_ref_clear (&paste->view);
  g_object_unref (paste->clipboard);
  g_free (paste);
}

static char *
await_markdown (GdkClipboard *clipboard)
{
  g_autoptr (GInputStream) stream = dex_await_object (read_html (clipboard), NULL);
  g_autoptr (GBytes) html = NULL;

  if (stream == NULL)
    return NULL;
  html = await_bytes (stream);
  return dex_await_string (attest_worker_run (convert, g_steal_pointer (&html), bytes_unref), NULL);
}

/* The lines of an article end with LF alone. */
static char *
dup_with_line_feeds (const char *text)
{
  g_autoptr (GString) lines = g_string_new (text);

  g_string_replace (lines, "\r\n", "\n", 0);
  g_string_replace (lines, "\r", "\n", 0);
  return g_string_free_and_steal (g_steal_pointer (&lines));
}

static void
put_in (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  if (!gtk_text_view_get_editable (view))
    return;
  attest_source_edit_insert (buffer, text);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

static DexFuture *
paste_fiber (gpointer user_data)
{
  Paste *paste = user_data;
  g_autoptr (GtkTextView) view = NULL;
  g_autofree char *text = paste->rich ? await_markdown (paste->clipboard) : NULL;

  /* HTML that cannot be read whole, or has no words, has plain text beside it. */
  if (text == NULL || *text == '\0')
    {
      g_autofree char *plain = dex_await_string (read_text (paste->clipboard), NULL);

      g_free (text);
      text = plain != NULL ? dup_with_line_feeds (plain) : NULL;
    }
  view = g_weak_ref_get (&paste->view);
  if (view == NULL)
    return dex_future_new_true ();
  if (text != NULL && *text != '\0')
    put_in (view, text);
  else
    attest_feedback_toast (GTK_WIDGET (view),
                           _ ("There is no text to paste. Pictures cannot be pasted into an article."));
  return dex_future_new_true ();
}

static void
begin_paste (GtkTextView *view, gboolean rich)
{
  Paste *paste = g_new0 (Paste, 1);

  g_weak_ref_init (&paste->view, view);
  paste->clipboard = g_object_ref (gtk_widget_get_clipboard (GTK_WIDGET (view)));
  paste->rich = rich;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, paste_fiber, paste, paste_free));
}

static void
paste_cb (GtkTextView *view)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_clipboard_is_local (clipboard) || !gtk_text_view_get_editable (view))
    return;
  g_signal_stop_emission_by_name (view, "paste-clipboard");
  begin_paste (view, gdk_content_formats_contain_mime_type (formats, HTML));
}

void
attest_source_paste_add (GtkTextView *view)
{
  g_signal_connect (view, "paste-clipboard", G_CALLBACK (paste_cb), NULL);
}

void
attest_source_paste_plain (GtkTextView *view)
{
  if (gtk_text_view_get_editable (view))
    begin_paste (view, FALSE);
}
