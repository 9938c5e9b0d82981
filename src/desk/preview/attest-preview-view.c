/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-view.h"

#include <glib/gi18n.h>

#include "preview/attest-preview-messages.h"
#include "preview/attest-preview-places.h"
#include "preview/attest-preview-web.h"

/*
 * Invariants: `shown` is what the page shows once `patching` is FALSE; while it is TRUE the page is on its way from
 * `shown` to `coming`. `wanted` is the newest rendering that was handed in and `marks` stand in its Markdown. Messages of
 * the page carry the generation of the rendering they speak of; those of another than `shown` are dropped.
 */
struct _AttestPreviewView
{
  AdwBin parent_instance;

  WebKitWebView *web;
  GCancellable *cancellable;

  AttestRendering *wanted;
  AttestRendering *coming;
  AttestRendering *shown;
  char *footer;
  GArray *marks;
  gint64 generation;

  gboolean loaded;
  gboolean patching;
  gboolean outdated;
  gboolean told_ready;

  gboolean scroll_waits;
  gsize scroll_byte;
  double scroll_fraction;
  guint crashes;

  AttestPreviewAsset asset;
  gpointer asset_data;
};

G_DEFINE_FINAL_TYPE (AttestPreviewView, attest_preview_view, ADW_TYPE_BIN)

enum
{
  READY,
  CLICKED,
  SELECTED,
  SCROLLED,
  LINK_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A text that brings the web process down again and again must not keep the machine busy. */
#define MAX_CRASHES 5

static void send_next (AttestPreviewView *self);

/* ---- Calls into the page ---- */

/* What is said goes over as an argument in JSON, never as code. */
static void
call_page (AttestPreviewView *self, const char *function, const char *message, GAsyncReadyCallback callback)
{
  g_autofree char *body = g_strdup_printf ("return attestPreview.%s(JSON.parse(message));", function);
  g_autoptr (GVariant) arguments = g_variant_ref_sink (g_variant_new_parsed ("{'message': <%s>}", message));

  webkit_web_view_call_async_javascript_function (self->web,
                                                  body,
                                                  -1,
                                                  arguments,
                                                  ATTEST_PREVIEW_WORLD,
                                                  NULL,
                                                  self->cancellable,
                                                  callback,
                                                  callback != NULL ? g_object_ref (self) : NULL);
}

static gboolean
is_settled (AttestPreviewView *self)
{
  return self->loaded && !self->patching && self->shown != NULL;
}

static void
send_marks (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  /* A rendering that is still on its way brings its marks with it. */
  if (!is_settled (self) || self->shown != self->wanted)
    return;
  message = attest_preview_mark_message (
      self->shown, (const AttestPreviewMark *) (gpointer) self->marks->data, self->marks->len);
  call_page (self, "mark", message, NULL);
}

static void
send_scroll (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  if (!self->scroll_waits || !is_settled (self))
    return;
  self->scroll_waits = FALSE;
  message = attest_preview_scroll_message (self->shown, self->scroll_byte, self->scroll_fraction);
  call_page (self, "scroll", message, NULL);
}

static void
send_look (AttestPreviewView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);
  g_autofree char *message = NULL;
  GdkRGBA paper;

  /* The same colours as the page's own, so that nothing flashes before its first paint. */
  gdk_rgba_parse (&paper, dark ? "#1b1d20" : "#ffffff");
  webkit_web_view_set_background_color (self->web, &paper);
  if (!self->loaded)
    return;
  message = attest_preview_look_message (dark, adw_style_manager_get_high_contrast (style));
  call_page (self, "look", message, NULL);
}

static void
patched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestPreviewView) self = ATTEST_PREVIEW_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value =
                webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->web == NULL || !self->patching)
    return;
  self->patching = FALSE;
  if (error != NULL)
    {
      /* The page is not what was thought of it; begin anew from an empty one. */
      g_message ("The preview is loaded anew: %s", error->message);
      g_clear_pointer (&self->coming, attest_rendering_unref);
      g_clear_pointer (&self->shown, attest_rendering_unref);
      self->loaded = FALSE;
      if (self->crashes++ < MAX_CRASHES)
        attest_preview_web_view_load (self->web);
      return;
    }
  g_clear_pointer (&self->shown, attest_rendering_unref);
  self->shown = g_steal_pointer (&self->coming);
  send_next (self);
  send_marks (self);
  send_scroll (self);
  if (!self->told_ready && !self->patching)
    {
      self->told_ready = TRUE;
      g_signal_emit (self, signals[READY], 0);
    }
}

static void
send_next (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  if (!self->loaded || self->patching || !self->outdated || (self->wanted == NULL && self->shown == NULL))
    return;
  message = attest_preview_patch_message (self->shown, self->wanted, ++self->generation, self->footer);
  self->patching = TRUE;
  self->outdated = FALSE;
  self->coming = self->wanted != NULL ? attest_rendering_ref (self->wanted) : NULL;
  call_page (self, "patch", message, patched_cb);
}

/* ---- What the page tells ---- */

static gint64
get_int (JSCValue *message, const char *name)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, name);

  return (gint64) jsc_value_to_double (value);
}

static gboolean
find_source (AttestPreviewView *self, gint64 block, gint64 offset, gboolean end, gsize *byte)
{
  const AttestPreviewPlace place = { (guint) MAX (block, 0), (guint) MAX (offset, 0) };
  gsize text_byte, start, stop, length;

  if (block < 0 || !attest_preview_text_at_place (self->shown, &place, &text_byte))
    return FALSE;
  attest_rendering_get_text (self->shown, &length);
  if (end ? text_byte == 0 : text_byte >= length)
    return FALSE;
  /* The character at (or, for an end, before) the place says which Markdown stands behind it. */
  if (!attest_rendering_text_to_source (
          self->shown, end ? text_byte - 1 : text_byte, end ? text_byte : text_byte + 1, &start, &stop))
    return FALSE;
  *byte = end ? stop : start;
  return TRUE;
}

static void
take_selection (AttestPreviewView *self, JSCValue *message)
{
  gsize start = 0, end = 0;

  if (!find_source (self, get_int (message, "block"), get_int (message, "offset"), FALSE, &start) ||
      !find_source (self, get_int (message, "endBlock"), get_int (message, "endOffset"), TRUE, &end) || start >= end)
    start = end = 0;
  g_signal_emit (self, signals[SELECTED], 0, (guint64) start, (guint64) end);
}

static void
take_scroll (AttestPreviewView *self, JSCValue *message)
{
  g_autoptr (JSCValue) fraction = jsc_value_object_get_property (message, "fraction");
  gint64 number = get_int (message, "block");
  gsize n_blocks;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (self->shown, &n_blocks);

  if (number < 0 || (gsize) number >= n_blocks)
    return;
  self->scroll_byte = blocks[number].start;
  self->scroll_fraction = jsc_value_to_double (fraction);
  g_signal_emit (self, signals[SCROLLED], 0, (guint64) self->scroll_byte, self->scroll_fraction);
}

static void
message_cb (AttestPreviewView *self, JSCValue *message, WebKitUserContentManager *content)
{
  g_autoptr (JSCValue) kind_value = jsc_value_object_get_property (message, "kind");
  g_autofree char *kind = jsc_value_to_string (kind_value);
  gsize byte;

  if (self->shown == NULL || self->patching || get_int (message, "generation") != self->generation)
    return;
  if (g_str_equal (kind, "scrolled"))
    take_scroll (self, message);
  else if (g_str_equal (kind, "selected"))
    take_selection (self, message);
  else if (g_str_equal (kind, "clicked") &&
           find_source (self, get_int (message, "block"), get_int (message, "offset"), FALSE, &byte))
    g_signal_emit (self, signals[CLICKED], 0, (guint64) byte);
}

/* ---- The web view's own affairs ---- */

static void
script_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestPreviewView) self = ATTEST_PREVIEW_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (self->web == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      g_warning ("The preview's own code does not run: %s", error->message);
      return;
    }
  self->loaded = TRUE;
  self->outdated = TRUE;
  send_look (self);
  send_next (self);
}

static void
load_changed_cb (AttestPreviewView *self, WebKitLoadEvent event, WebKitWebView *web)
{
  g_autoptr (GBytes) script = NULL;

  if (event != WEBKIT_LOAD_FINISHED)
    return;
  script = attest_preview_dup_script ();
  webkit_web_view_evaluate_javascript (web,
                                       g_bytes_get_data (script, NULL),
                                       (gssize) g_bytes_get_size (script),
                                       ATTEST_PREVIEW_WORLD,
                                       "attest:preview.js",
                                       self->cancellable,
                                       script_ready_cb,
                                       g_object_ref (self));
}

static void
web_process_terminated_cb (AttestPreviewView *self, WebKitWebProcessTerminationReason reason, WebKitWebView *web)
{
  self->loaded = FALSE;
  self->patching = FALSE;
  g_clear_pointer (&self->shown, attest_rendering_unref);
  g_clear_pointer (&self->coming, attest_rendering_unref);
  if (self->crashes++ >= MAX_CRASHES)
    {
      g_message ("The preview’s web process ended %u times; it is left alone until the text changes", self->crashes);
      return;
    }
  g_message ("The preview’s web process ended; the preview is loaded anew");
  self->scroll_waits = TRUE;
  attest_preview_web_view_load (web);
}

static gboolean
decide_policy_cb (AttestPreviewView *self,
                  WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type,
                  WebKitWebView *web)
{
  WebKitNavigationAction *action;
  const char *uri;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return FALSE;
  action = webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION && g_strcmp0 (uri, "about:blank") == 0 &&
      webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_OTHER && !self->loaded)
    return FALSE;
  if (webkit_navigation_action_is_user_gesture (action) && uri != NULL)
    {
      g_autofree char *scheme = g_uri_parse_scheme (uri);

      if (scheme != NULL && g_strv_contains ((const char *const[]) { "https", "http", "mailto", "tel", NULL }, scheme))
        g_signal_emit (self, signals[LINK_ACTIVATED], 0, uri);
    }
  webkit_policy_decision_ignore (decision);
  return TRUE;
}

static void
asset_request_cb (WebKitURISchemeRequest *request, gpointer user_data)
{
  GWeakRef *reference = user_data;
  g_autoptr (AttestPreviewView) self = g_weak_ref_get (reference);
  const char *sha256 = webkit_uri_scheme_request_get_path (request);
  g_autoptr (GBytes) bytes = self != NULL && self->asset != NULL ? self->asset (sha256, self->asset_data) : NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    {
      error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The library has no image %s"), sha256);
      webkit_uri_scheme_request_finish_error (request, error);
      return;
    }
  stream = g_memory_input_stream_new_from_bytes (bytes);
  webkit_uri_scheme_request_finish (request, stream, (gint64) g_bytes_get_size (bytes), NULL);
}

static gboolean
refuse_menu_cb (WebKitWebView *web, WebKitContextMenu *menu, WebKitHitTestResult *hit, gpointer user_data)
{
  g_autoptr (GList) items = g_list_copy (webkit_context_menu_get_items (menu));

  /* Copying is all of WebKit's own menu that has a meaning on a page that goes nowhere. */
  for (GList *item = items; item != NULL; item = item->next)
    if (webkit_context_menu_item_get_stock_action (item->data) != WEBKIT_CONTEXT_MENU_ACTION_COPY)
      webkit_context_menu_remove (menu, item->data);
  return webkit_context_menu_get_n_items (menu) == 0;
}

/* ---- The object ---- */

static void
free_weak_reference (gpointer data, GClosure *closure)
{
  GWeakRef *reference = data;

  g_weak_ref_clear (reference);
  g_free (reference);
}

static void
make_web_view (AttestPreviewView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  g_weak_ref_init (reference, self);
  self->web = attest_preview_web_view_new (asset_request_cb, reference);
  /* The scheme's callback belongs to the context, which lives as long as the view and its signals. */
  g_signal_connect_data (self->web, "context-menu", G_CALLBACK (refuse_menu_cb), reference, free_weak_reference, 0);
  g_signal_connect_object (webkit_web_view_get_user_content_manager (self->web),
                           "script-message-received::preview",
                           G_CALLBACK (message_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "load-changed", G_CALLBACK (load_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "decide-policy", G_CALLBACK (decide_policy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->web, "web-process-terminated", G_CALLBACK (web_process_terminated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (send_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (send_look), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->web), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preview"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->web));
  send_look (self);
  attest_preview_web_view_load (self->web);
}

static void
attest_preview_view_dispose (GObject *object)
{
  AttestPreviewView *self = ATTEST_PREVIEW_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  self->web = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->wanted, attest_rendering_unref);
  g_clear_pointer (&self->coming, attest_rendering_unref);
  g_clear_pointer (&self->shown, attest_rendering_unref);

  G_OBJECT_CLASS (attest_preview_view_parent_class)->dispose (object);
}

static void
attest_preview_view_finalize (GObject *object)
{
  AttestPreviewView *self = ATTEST_PREVIEW_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->footer, g_free);
  g_clear_pointer (&self->marks, g_array_unref);

  G_OBJECT_CLASS (attest_preview_view_parent_class)->finalize (object);
}

static void
attest_preview_view_class_init (AttestPreviewViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = attest_preview_view_dispose;
  object_class->finalize = attest_preview_view_finalize;

  signals[READY] = g_signal_new ("ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLICKED] =
      g_signal_new ("clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[SELECTED] = g_signal_new (
      "selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_UINT64);
  signals[SCROLLED] = g_signal_new (
      "scrolled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_DOUBLE);
  signals[LINK_ACTIVATED] =
      g_signal_new ("link-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
attest_preview_view_init (AttestPreviewView *self)
{
  self->cancellable = g_cancellable_new ();
  self->marks = g_array_new (FALSE, FALSE, sizeof (AttestPreviewMark));
  make_web_view (self);
}

AttestPreviewView *
attest_preview_view_new (void)
{
  return g_object_new (ATTEST_TYPE_PREVIEW_VIEW, NULL);
}

void
attest_preview_view_set_asset_func (AttestPreviewView *self, AttestPreviewAsset func, gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  self->asset = func;
  self->asset_data = user_data;
}

void
attest_preview_view_set_rendering (AttestPreviewView *self, AttestRendering *rendering, const char *footer)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  if (rendering != NULL)
    attest_rendering_ref (rendering);
  g_clear_pointer (&self->wanted, attest_rendering_unref);
  self->wanted = rendering;
  g_set_str (&self->footer, footer);
  g_array_set_size (self->marks, 0);
  self->outdated = TRUE;
  send_next (self);
}

void
attest_preview_view_set_marks (AttestPreviewView *self, const AttestPreviewMark *marks, gsize n_marks)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  g_array_set_size (self->marks, 0);
  if (n_marks > 0)
    g_array_append_vals (self->marks, marks, (guint) n_marks);
  send_marks (self);
}

void
attest_preview_view_scroll_to (AttestPreviewView *self, gsize byte, double fraction)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  self->scroll_byte = byte;
  self->scroll_fraction = fraction;
  self->scroll_waits = TRUE;
  send_scroll (self);
}

void
attest_preview_view_reveal (AttestPreviewView *self, gsize start, gsize end)
{
  g_autofree char *message = NULL;

  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  if (is_settled (self))
    message = attest_preview_reveal_message (self->shown, start, end);
  if (message != NULL)
    call_page (self, "reveal", message, NULL);
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = DEX_PROMISE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (value == NULL)
    dex_promise_reject (promise, g_steal_pointer (&error));
  else
    dex_promise_resolve_string (promise, jsc_value_to_string (value));
}

DexFuture *
attest_preview_view_describe (AttestPreviewView *self)
{
  DexPromise *promise;

  dex_return_error_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  promise = dex_promise_new ();
  webkit_web_view_evaluate_javascript (self->web,
                                       "attestPreview.describe()",
                                       -1,
                                       ATTEST_PREVIEW_WORLD,
                                       NULL,
                                       self->cancellable,
                                       described_cb,
                                       dex_ref (promise));
  return DEX_FUTURE (promise);
}
