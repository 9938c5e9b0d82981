/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "preview/attest-preview-places.h"
#include "preview/attest-preview-view-private.h"
#include "session/attest-future.h"

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
  g_autoptr (JSCValue) some = jsc_value_object_get_property (message, "some");
  gsize start = 0, end = 0;

  self->has_selection = jsc_value_to_boolean (some);
  if (!find_source (self, get_int (message, "block"), get_int (message, "offset"), FALSE, &start) ||
      !find_source (self, get_int (message, "endBlock"), get_int (message, "endOffset"), TRUE, &end) || start >= end)
    start = end = 0;
  self->selection_start = start;
  self->selection_end = end;
  attest_preview_view_emit (self, ATTEST_PREVIEW_SELECTED, (guint64) start, (guint64) end);
}

static void
take_scroll (AttestPreviewView *self, JSCValue *message)
{
  g_autoptr (JSCValue) fraction = jsc_value_object_get_property (message, "fraction");
  gint64 number = get_int (message, "block");
  gsize n_blocks, byte;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (self->shown, &n_blocks);

  if (number < 0 || (gsize) number >= n_blocks)
    return;
  /* A block without text, such as a picture or a rule, is where its Markdown begins. */
  if (!find_source (self, number, get_int (message, "offset"), FALSE, &byte) || byte < blocks[number].start ||
      byte >= blocks[number].end)
    byte = blocks[number].start;
  self->scroll_byte = byte;
  self->scroll_fraction = jsc_value_to_double (fraction);
  attest_preview_view_emit (self, ATTEST_PREVIEW_SCROLLED, (guint64) byte, self->scroll_fraction);
}

/* A click behind the last letter of a line means that letter. */
static gboolean
find_pointed (AttestPreviewView *self, JSCValue *message, gsize *byte)
{
  gint64 block = get_int (message, "block");
  gint64 offset = get_int (message, "offset");

  return find_source (self, block, offset, FALSE, byte) ||
         (offset > 0 && find_source (self, block, offset - 1, FALSE, byte));
}

static void
message_cb (AttestPreviewView *self, JSCValue *message, WebKitUserContentManager *content)
{
  g_autoptr (JSCValue) kind_value = jsc_value_object_get_property (message, "kind");
  g_autofree char *kind = jsc_value_to_string (kind_value);
  gsize byte;

  if (!self->loaded || get_int (message, "generation") != self->generation)
    return;
  attest_preview_view_arrive (self);
  if (self->shown == NULL)
    return;
  if (g_str_equal (kind, "scrolled"))
    take_scroll (self, message);
  else if (g_str_equal (kind, "selected"))
    take_selection (self, message);
  else if (g_str_equal (kind, "clicked") && find_pointed (self, message, &byte))
    attest_preview_view_emit (self, ATTEST_PREVIEW_CLICKED, (guint64) byte);
  else if (g_str_equal (kind, "pointed"))
    self->pointed = find_pointed (self, message, &byte) ? byte : 0;
  else if (g_str_equal (kind, "found"))
    attest_preview_view_emit (
        self, ATTEST_PREVIEW_FOUND, (guint) get_int (message, "index"), (guint) get_int (message, "count"));
}

/* ---- The web view's own affairs ---- */

static void
script_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestPreviewView) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);

  attest_weak_ref_free (user_data);
  if (self == NULL || self->web == NULL)
    return;
  if (error != NULL)
    {
      g_warning ("The preview's own code does not run: %s", error->message);
      return;
    }
  attest_preview_view_start (self);
}

static void
load_changed_cb (AttestPreviewView *self, WebKitLoadEvent event, WebKitWebView *web)
{
  g_autofree char *script = NULL;

  if (event != WEBKIT_LOAD_FINISHED)
    return;
  script = attest_preview_dup_script ();
  webkit_web_view_evaluate_javascript (web,
                                       script,
                                       -1,
                                       ATTEST_PREVIEW_WORLD,
                                       "attest:preview.js",
                                       self->cancellable,
                                       script_ready_cb,
                                       attest_weak_ref_new (self));
}

static void
web_process_terminated_cb (AttestPreviewView *self, WebKitWebProcessTerminationReason reason, WebKitWebView *web)
{
  attest_preview_view_reload (self, "its web process ended");
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
        attest_preview_view_emit (self, ATTEST_PREVIEW_LINK_ACTIVATED, uri);
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
context_menu_cb (WebKitWebView *web, WebKitContextMenu *menu, WebKitHitTestResult *hit, gpointer user_data)
{
  g_autoptr (AttestPreviewView) self = g_weak_ref_get (user_data);
  gboolean selected;

  /* WebKit's own menu is for a browser: here there is nowhere to go, and nothing to save or to inspect. */
  webkit_context_menu_remove_all (menu);
  if (self == NULL)
    return TRUE;
  selected = self->selection_start < self->selection_end;
  attest_preview_view_emit (self,
                            ATTEST_PREVIEW_MENU,
                            menu,
                            (guint64) (selected ? self->selection_start : self->pointed),
                            (guint64) (selected ? self->selection_end : self->pointed));
  return webkit_context_menu_get_n_items (menu) == 0;
}

static void
free_weak_reference (gpointer data, GClosure *closure)
{
  GWeakRef *reference = data;

  g_weak_ref_clear (reference);
  g_free (reference);
}

void
attest_preview_view_make_web (AttestPreviewView *self)
{
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  g_weak_ref_init (reference, self);
  self->web = attest_preview_web_view_new (asset_request_cb, reference);
  /* The scheme's callback belongs to the context, which lives as long as the view and its signals. */
  g_signal_connect_data (self->web, "context-menu", G_CALLBACK (context_menu_cb), reference, free_weak_reference, 0);
  g_signal_connect_object (webkit_web_view_get_user_content_manager (self->web),
                           "script-message-received::preview",
                           G_CALLBACK (message_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "load-changed", G_CALLBACK (load_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web, "decide-policy", G_CALLBACK (decide_policy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->web, "web-process-terminated", G_CALLBACK (web_process_terminated_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->web), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preview"), -1);
}
