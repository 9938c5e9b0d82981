/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-editor.h"

#include <glib/gi18n.h>

#include "comments/attest-comment-acts.h"
#include "comments/attest-comment-kind.h"
#include "comments/attest-comment-words.h"
#include "comments/attest-mention-chooser.h"
#include "session/attest-future.h"

struct _AttestCommentEditor
{
  AdwBin parent_instance;

  /* What it is about: the words between @start and @end, which are NULL where it is about none. */
  AttestArticleState *state;
  AttestCommentAbout about;
  char *reference;
  GtkTextMark *start;
  GtkTextMark *end;
  const AttestCommentKind *kind;
  gboolean begun;
  gboolean sending;
  AttestMentionChooser *mentions;

  GtkLabel *quote;
  GtkWidget *unsaved;
  AdwWrapBox *kinds;
  GtkLabel *hint;
  GtkTextView *text;
  GtkWidget *suggestion_box;
  GtkTextView *suggestion;
  GtkCheckButton *blocking;
  GtkLabel *error;
  GtkWidget *cancel;
  GtkWidget *post;
};

G_DEFINE_FINAL_TYPE (AttestCommentEditor, attest_comment_editor, ADW_TYPE_BIN)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
set_text (GtkTextView *view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

/* Words can be suggested for words alone. */
static gboolean
may_suggest (AttestCommentEditor *self)
{
  return self->about == ATTEST_COMMENT_ABOUT_WORDS && g_str_equal (self->kind->key, "change");
}

/* ---- The words that are commented on ---- */

static void
forget_range (AttestCommentEditor *self)
{
  if (self->start != NULL)
    gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (self->start), self->start);
  if (self->end != NULL)
    gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (self->end), self->end);
  g_clear_object (&self->start);
  g_clear_object (&self->end);
}

static gboolean
take_selection (AttestCommentEditor *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter start;
  GtkTextIter end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return FALSE;
  forget_range (self);
  self->start = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &start, FALSE));
  self->end = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &end, TRUE));
  return TRUE;
}

/* The whole text as it is now, and where the words stand in it. */
static GBytes *
dup_range (AttestCommentEditor *self, gsize *start, gsize *end)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter first;
  GtkTextIter last;
  char *text = NULL;

  gtk_text_buffer_get_iter_at_mark (buffer, &first, self->start);
  gtk_text_buffer_get_iter_at_mark (buffer, &last, self->end);
  *start = attest_article_state_get_byte_at_iter (self->state, &first);
  *end = attest_article_state_get_byte_at_iter (self->state, &last);
  gtk_text_buffer_get_bounds (buffer, &first, &last);
  text = gtk_text_buffer_get_text (buffer, &first, &last, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

static void
show_quote (AttestCommentEditor *self)
{
  g_autoptr (GBytes) text = NULL;
  g_autofree char *words = NULL;
  g_autofree char *quote = NULL;
  gsize start = 0;
  gsize end = 0;

  text = dup_range (self, &start, &end);
  words = attest_comment_words_of_text (text, start, end);
  if (attest_article_state_get_text (self->state) != NULL &&
      g_bytes_equal (text, attest_article_state_get_text (self->state)))
    quote = attest_comment_words_quote (self->state, start, end);
  gtk_label_set_label (self->quote, quote != NULL ? quote : words);
  set_text (self->suggestion, words);
  gtk_widget_set_visible (self->unsaved, !attest_comment_acts_find_in_base (self->state, text, &start, &end));
}

/* ---- Kind ---- */

static void
update_post (AttestCommentEditor *self)
{
  g_autofree char *text = dup_text (self->text);
  g_autofree char *suggestion = dup_text (self->suggestion);
  gboolean suggests =
      may_suggest (self) && *suggestion != '\0' && !g_str_equal (suggestion, gtk_label_get_label (self->quote));

  /* Agreeing and deleting say enough by themselves, and so does a text to put instead. */
  gtk_widget_set_sensitive (self->post,
                            !self->sending && (*text != '\0' || suggests || g_str_equal (self->kind->key, "agree") ||
                                               g_str_equal (self->kind->key, "delete")));
}

static void
choose_kind (AttestCommentEditor *self, const AttestCommentKind *kind)
{
  self->kind = kind;
  gtk_label_set_label (self->hint, _ (kind->hint));
  gtk_widget_set_visible (self->suggestion_box, may_suggest (self));
  update_post (self);
}

static GtkWidget *
find_button (AttestCommentEditor *self, const AttestCommentKind *kind)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->kinds));

  while (button != NULL && g_object_get_data (G_OBJECT (button), "kind") != kind)
    button = gtk_widget_get_next_sibling (button);
  return button;
}

static void
kind_toggled_cb (AttestCommentEditor *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    choose_kind (self, g_object_get_data (G_OBJECT (button), "kind"));
}

static gboolean
kind_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  AttestCommentEditor *self = user_data;
  const AttestCommentKind *kind = attest_comment_kind_find (g_variant_get_string (arguments, NULL));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (self, kind)), TRUE);
  return GDK_EVENT_STOP;
}

/* The letter stands on the button, since a key that nobody sees is none. */
static GtkWidget *
make_kind_content (const AttestCommentKind *kind)
{
  const char letter[] = { g_ascii_toupper (kind->letter), '\0' };
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (kind->icon_name);
  GtkWidget *key = gtk_label_new (letter);

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (key, "key-hint");
  gtk_box_append (GTK_BOX (content), icon);
  gtk_box_append (GTK_BOX (content), gtk_label_new (attest_comment_kind_get_label (kind->key)));
  gtk_box_append (GTK_BOX (content), key);
  return content;
}

static void
add_kinds (AttestCommentEditor *self)
{
  const AttestCommentKind *kinds = NULL;
  GtkToggleButton *group = NULL;
  guint n_kinds = 0;

  kinds = attest_comment_kinds_get (&n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();
      g_autofree char *keys = g_strdup_printf ("Alt+%c", g_ascii_toupper (kinds[i].letter));
      g_autofree char *tooltip = g_strdup_printf ("%s (%s)", _ (kinds[i].hint), keys);

      gtk_button_set_child (GTK_BUTTON (button), make_kind_content (&kinds[i]));
      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      attest_comment_kind_get_label (kinds[i].key),
                                      GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                      keys,
                                      -1);
      gtk_widget_add_css_class (button, "comment-kind-button");
      g_object_set_data (G_OBJECT (button), "kind", (gpointer) &kinds[i]);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
      group = GTK_TOGGLE_BUTTON (button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (kind_toggled_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->kinds, button);
    }
}

/* ---- Posting ---- */

static void
show_error (AttestCommentEditor *self, const char *message)
{
  gtk_label_set_label (self->error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DexFuture *
posted (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestCommentEditor) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL)
    return dex_future_new_true ();
  self->sending = FALSE;
  update_post (self);
  if (value == NULL)
    {
      show_error (self, error->message);
      return dex_future_new_true ();
    }
  if (self->state != NULL)
    attest_article_state_set_selected_comment (self->state, g_value_get_string (value));
  attest_comment_editor_end (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, TRUE);
  return dex_future_new_true ();
}

static void
post_cb (AttestCommentEditor *self)
{
  g_autofree char *words = dup_text (self->text);
  g_autofree char *suggestion = dup_text (self->suggestion);
  g_autofree char *quoted = NULL;
  g_autoptr (GBytes) text = NULL;
  g_auto (GStrv) chosen = attest_mention_chooser_dup_chosen (self->mentions);
  AttestCommentInput input = {
    .about = self->about, .reference = self->reference, .words = words, .kind = self->kind->key
  };

  if (!self->begun || !gtk_widget_get_sensitive (self->post))
    return;
  text = self->start != NULL ? dup_range (self, &input.start, &input.end) : NULL;
  if (text != NULL && input.start >= input.end)
    {
      show_error (self, _ ("The words that this comment is about were deleted. Select others and try again."));
      return;
    }
  quoted = attest_comment_words_of_text (text, input.start, input.end);
  if (may_suggest (self) && *suggestion != '\0' && !g_str_equal (suggestion, quoted))
    input.suggestion = suggestion;
  input.text = text;
  input.chosen = (const char *const *) chosen;
  input.blocking = gtk_check_button_get_active (self->blocking);
  show_error (self, NULL);
  self->sending = TRUE;
  update_post (self);
  dex_future_disown (dex_future_finally (
      attest_comment_acts_add (self->state, &input), posted, attest_weak_ref_new (self), attest_weak_ref_free));
}

static void
cancel_cb (AttestCommentEditor *self)
{
  attest_comment_editor_end (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, FALSE);
}

static gboolean
post_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  post_cb (user_data);
  return GDK_EVENT_STOP;
}

static gboolean
cancel_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  cancel_cb (user_data);
  return GDK_EVENT_STOP;
}

/* ---- The widget ---- */

static void
attest_comment_editor_dispose (GObject *object)
{
  AttestCommentEditor *self = ATTEST_COMMENT_EDITOR (object);

  forget_range (self);
  g_clear_object (&self->mentions);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COMMENT_EDITOR);
  g_clear_object (&self->state);
  g_clear_pointer (&self->reference, g_free);

  G_OBJECT_CLASS (attest_comment_editor_parent_class)->dispose (object);
}

static void
attest_comment_editor_class_init (AttestCommentEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_comment_editor_dispose;

  signals[SIGNAL_CLOSED] = g_signal_new (
      "closed", ATTEST_TYPE_COMMENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-comment-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, quote);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, unsaved);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, kinds);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, hint);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, text);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, suggestion_box);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, suggestion);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, blocking);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, error);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, cancel);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditor, post);
}

static void
add_key (AttestCommentEditor *self,
         GtkShortcutController *keys,
         const char *trigger,
         GtkShortcutFunc func,
         const char *argument)
{
  GtkShortcut *shortcut =
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_callback_action_new (func, self, NULL));

  if (argument != NULL)
    gtk_shortcut_set_arguments (shortcut, g_variant_new_string (argument));
  gtk_shortcut_controller_add_shortcut (keys, shortcut);
}

/* In the capture phase, since a text view takes Return for itself. While one of the kinds has the keyboard its letter is
 * enough. */
static void
add_keys (AttestCommentEditor *self)
{
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());
  GtkShortcutController *letters = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());
  /* What is open above the text, such as a list of people, is closed before the comment is given up. */
  GtkShortcutController *last = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());
  const AttestCommentKind *kinds = NULL;
  guint n_kinds = 0;

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (keys), GTK_PHASE_CAPTURE);
  kinds = attest_comment_kinds_get (&n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    {
      const char letter[] = { kinds[i].letter, '\0' };
      g_autofree char *trigger = g_strdup_printf ("<Alt>%c", kinds[i].letter);

      add_key (self, keys, trigger, kind_key_cb, kinds[i].key);
      add_key (self, letters, letter, kind_key_cb, kinds[i].key);
    }
  add_key (self, keys, "<Control>Return", post_key_cb, NULL);
  add_key (self, keys, "<Control>KP_Enter", post_key_cb, NULL);
  add_key (self, last, "Escape", cancel_key_cb, NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (keys));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (last));
  gtk_widget_add_controller (GTK_WIDGET (self->kinds), GTK_EVENT_CONTROLLER (letters));
}

/* A check button's own label does not wrap, and would make a narrow window with large text wider than it is. */
static void
add_blocking_label (AttestCommentEditor *self)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Blocks approval until it is settled"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->blocking));
  gtk_check_button_set_child (self->blocking, label);
  gtk_accessible_update_relation (
      GTK_ACCESSIBLE (self->blocking), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

static void
attest_comment_editor_init (AttestCommentEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->kind = attest_comment_kind_find ("change");
  add_kinds (self);
  add_keys (self);
  add_blocking_label (self);
  self->mentions = attest_mention_chooser_new (GTK_WIDGET (self->text));
  g_signal_connect_object (
      gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (update_post), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      gtk_text_view_get_buffer (self->suggestion), "changed", G_CALLBACK (update_post), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (self->post, "clicked", G_CALLBACK (post_cb), self);
}

/* What was typed and chosen for another subject is kept. @kind: where nothing was */
static void
begin (AttestCommentEditor *self, const char *kind)
{
  show_error (self, NULL);
  attest_mention_chooser_set_session (self->mentions, attest_article_state_get_session (self->state));
  if (!self->begun)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (self, attest_comment_kind_find (kind))), TRUE);
  self->begun = TRUE;
  choose_kind (self, self->kind);
}

gboolean
attest_comment_editor_begin (AttestCommentEditor *self, AttestArticleState *state)
{
  g_return_val_if_fail (ATTEST_IS_COMMENT_EDITOR (self), FALSE);
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), FALSE);

  if (self->state != state)
    forget_range (self);
  g_set_object (&self->state, state);
  if (!take_selection (self))
    return FALSE;
  self->about = ATTEST_COMMENT_ABOUT_WORDS;
  g_clear_pointer (&self->reference, g_free);
  show_quote (self);
  /* Who may not type in the source suggests instead; authors mostly talk. */
  begin (self, attest_article_state_get_editable (state) ? "note" : "change");
  return TRUE;
}

void
attest_comment_editor_begin_about (AttestCommentEditor *self, AttestArticleState *state, const char *reference)
{
  g_autofree char *subject = NULL;

  g_return_if_fail (ATTEST_IS_COMMENT_EDITOR (self));
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (state));

  forget_range (self);
  g_set_object (&self->state, state);
  self->about = reference != NULL ? ATTEST_COMMENT_ABOUT_REFERENCE : ATTEST_COMMENT_ABOUT_TEXT;
  g_set_str (&self->reference, reference);
  subject = attest_comment_words_subject (state, reference);
  gtk_label_set_label (self->quote, subject);
  set_text (self->suggestion, "");
  gtk_widget_set_visible (self->unsaved, FALSE);
  begin (self, reference != NULL ? "evidence" : "note");
}

void
attest_comment_editor_focus (AttestCommentEditor *self)
{
  g_return_if_fail (ATTEST_IS_COMMENT_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

void
attest_comment_editor_end (AttestCommentEditor *self)
{
  g_return_if_fail (ATTEST_IS_COMMENT_EDITOR (self));

  forget_range (self);
  self->begun = FALSE;
  attest_mention_chooser_forget (self->mentions);
  set_text (self->text, "");
  set_text (self->suggestion, "");
  gtk_check_button_set_active (self->blocking, FALSE);
  show_error (self, NULL);
}
