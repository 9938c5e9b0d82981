/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-pane-private.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"
#include "session/attest-pane-keys.h"
#include "source/attest-citation-dialog.h"
#include "source/attest-link-dialog.h"
#include "source/attest-source-edit.h"
#include "source/attest-source-outline.h"
#include "source/attest-source-paste.h"
#include "source/attest-source-print.h"
#include "source/attest-table-dialog.h"

static GtkTextBuffer *
get_buffer (AttestSourcePane *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

/* ---- Format ---- */

typedef AttestEdit *(*MakeEdit) (AttestDocument *document, gsize start, gsize end, int argument);

static void
format (AttestSourcePane *self, MakeEdit make, int argument)
{
  gsize start = 0;
  gsize end = 0;
  g_autoptr (AttestDocument) document = NULL;

  document = attest_source_edit_dup_document (get_buffer (self), &start, &end);
  attest_source_edit_apply (get_buffer (self),
                            g_bytes_get_data (attest_document_get_markdown (document), NULL),
                            0,
                            make (document, start, end, argument));
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (get_buffer (self)));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static AttestEdit *
make_emphasis (AttestDocument *document, gsize start, gsize end, int emphasis)
{
  return attest_edit_toggle_emphasis (document, start, end, (AttestEmphasis) emphasis);
}

static AttestEdit *
make_heading (AttestDocument *document, gsize start, gsize end, int level)
{
  return attest_edit_toggle_heading (document, start, end, (guint) level);
}

static AttestEdit *
make_lines (AttestDocument *document, gsize start, gsize end, int kind)
{
  return attest_edit_toggle_lines (document, start, end, (AttestLineKind) kind);
}

static void
bold (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  format (user_data, make_emphasis, ATTEST_EMPHASIS_BOLD);
}

static void
italic (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  format (user_data, make_emphasis, ATTEST_EMPHASIS_ITALIC);
}

static void
heading (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  format (user_data, make_heading, CLAMP (g_variant_get_int32 (parameter), 0, 6));
}

static void
bullets (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  format (user_data, make_lines, ATTEST_LINE_BULLET);
}

static void
numbers (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  format (user_data, make_lines, ATTEST_LINE_NUMBER);
}

static void
quote (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  format (user_data, make_lines, ATTEST_LINE_QUOTE);
}

static void
insert_link (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestSourcePane *self = user_data;

  adw_dialog_present (attest_link_dialog_new (get_buffer (self)), GTK_WIDGET (self));
}

static void
insert_table (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestSourcePane *self = user_data;

  adw_dialog_present (attest_table_dialog_new (get_buffer (self)), GTK_WIDGET (self));
}

static void
cite (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestSourcePane *self = user_data;
  AttestReferences *references = attest_article_state_get_references (self->state);

  adw_dialog_present (attest_citation_dialog_new (get_buffer (self), references), GTK_WIDGET (self));
}

static void
paste_plain (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_source_paste_plain (GTK_TEXT_VIEW (ATTEST_SOURCE_PANE (user_data)->view));
}

/* ---- Find and go ---- */

static void
find (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_source_search_open (ATTEST_SOURCE_PANE (user_data)->search, FALSE);
}

static void
replace (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_source_search_open (ATTEST_SOURCE_PANE (user_data)->search, TRUE);
}

static void
find_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_source_search_step (ATTEST_SOURCE_PANE (user_data)->search, 1);
}

static void
find_previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_source_search_step (ATTEST_SOURCE_PANE (user_data)->search, -1);
}

static void
outline (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestSourcePane *self = user_data;

  adw_dialog_present (attest_source_outline_new (self->state, GTK_WIDGET (self->view)), GTK_WIDGET (self));
}

/* ---- Look ---- */

static void
zoom_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_source_look_zoom (ATTEST_SOURCE_PANE (user_data)->look, 1);
}

static void
zoom_out (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_source_look_zoom (ATTEST_SOURCE_PANE (user_data)->look, -1);
}

static void
zoom_reset (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_source_look_zoom (ATTEST_SOURCE_PANE (user_data)->look, 0);
}

static void
reset_font (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_settings_reset (ATTEST_SOURCE_PANE (user_data)->settings, "source-font");
}

static void
print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestSourcePane *self = user_data;
  AttestDocument *document = attest_article_state_get_document (self->state);
  const char *title = document != NULL ? attest_document_get_title (document) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;

  if (!attest_source_print (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                            GTK_SOURCE_BUFFER (get_buffer (self)),
                            title != NULL ? title : _ ("Article"),
                            NULL,
                            &error))
    attest_feedback_error (GTK_WIDGET (self), _ ("The source could not be printed"), error);
}

void
attest_source_pane_add_actions (AttestSourcePane *self)
{
  const GActionEntry entries[] = {
    { .name = "bold", .activate = bold },
    { .name = "italic", .activate = italic },
    { .name = "heading", .activate = heading, .parameter_type = "i" },
    { .name = "bullets", .activate = bullets },
    { .name = "numbers", .activate = numbers },
    { .name = "quote", .activate = quote },
    { .name = "link", .activate = insert_link },
    { .name = "table", .activate = insert_table },
    { .name = "cite", .activate = cite },
    { .name = "paste-plain", .activate = paste_plain },
    { .name = "replace", .activate = replace },
    { .name = "find", .activate = find },
    { .name = "find-next", .activate = find_next },
    { .name = "find-previous", .activate = find_previous },
    { .name = "outline", .activate = outline },
    { .name = "zoom-in", .activate = zoom_in },
    { .name = "zoom-out", .activate = zoom_out },
    { .name = "zoom-reset", .activate = zoom_reset },
    { .name = "font-reset", .activate = reset_font },
    { .name = "print", .activate = print },
  };
  const char *keys[] = { "focus-mode", "check-spelling" };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (self->actions), action);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "source", G_ACTION_GROUP (self->actions));
}

void
attest_source_pane_update_actions (AttestSourcePane *self)
{
  const char *const writing[] = { "bold", "italic", "heading", "bullets",     "numbers", "quote",
                                  "link", "table",  "cite",    "paste-plain", "replace" };
  gboolean editable = self->state != NULL && attest_article_state_get_editable (self->state);

  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), writing[i])), editable);
}

void
attest_source_pane_bind_keys (AttestSourcePane *self)
{
  const char *const writing[] = { "source.bold",        "source.italic",
                                  "source.heading(0)",  "source.heading(1)",
                                  "source.heading(2)",  "source.heading(3)",
                                  "source.bullets",     "source.numbers",
                                  "source.quote",       "source.link",
                                  "source.table",       "source.cite",
                                  "source.paste-plain", NULL };
  const char *const reading[] = { "source.find",
                                  "source.replace",
                                  "source.find-next",
                                  "source.find-previous",
                                  "source.outline",
                                  "source.zoom-in",
                                  "source.zoom-out",
                                  "source.zoom-reset",
                                  "source.focus-mode",
                                  "source.print",
                                  NULL };

  if (self->keys_bound)
    return;
  /* What writes is for the text alone: an entry of the search bar has keys of its own. */
  self->keys_bound = attest_pane_keys_bind (GTK_WIDGET (self->view), writing, GTK_PHASE_CAPTURE) &&
                     attest_pane_keys_bind (GTK_WIDGET (self), reading, GTK_PHASE_CAPTURE);
}
