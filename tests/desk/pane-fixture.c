/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pane-fixture.h"

#include <string.h>

void
pane_fixture_set_up (PaneFixture *self, gconstpointer data)
{
  self->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  self->editor = desk_fixture_add_person (self->session, "Edith", "editor");
  attest_session_set_actor (self->session, self->editor);
  self->author = desk_fixture_add_person (self->session, "Arthur", "author");
  self->reviewer = desk_fixture_add_person (self->session, "Rosa", "reviewer");
  attest_session_set_actor (self->session, self->author);
  self->article = desk_fixture_add_article (self->session, PANE_TEXT);
}

void
pane_fixture_tear_down (PaneFixture *self, gconstpointer data)
{
  if (self->window != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self->window));
      desk_fixture_settle (50);
      g_assert_finalize_object (self->pane);
      g_assert_finalize_object (self->state);
    }
  g_assert_finalize_object (self->session);
  g_free (self->editor);
  g_free (self->author);
  g_free (self->reviewer);
  g_free (self->article);
}

char *
pane_fixture_dup_text (PaneFixture *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static gboolean
is_computed (gpointer data)
{
  PaneFixture *self = data;
  GBytes *computed = attest_article_state_get_text (self->state);
  g_autofree char *text = pane_fixture_dup_text (self);
  g_autoptr (GBytes) now = g_bytes_new (text, strlen (text));

  return computed != NULL && g_bytes_equal (computed, now) && attest_article_state_get_record (self->state) != NULL;
}

void
pane_fixture_wait_computed (PaneFixture *self)
{
  g_assert_true (desk_fixture_wait (is_computed, self));
}

static gboolean
is_on_screen (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

void
pane_fixture_show (PaneFixture *self, GtkWidget *pane)
{
  self->state = attest_article_state_new (self->session, self->article, NULL);
  dex_unref (desk_fixture_await (attest_article_state_load (self->state, NULL), NULL));
  pane_fixture_wait_computed (self);
  self->pane = g_object_ref_sink (pane);
  g_object_set (pane, "state", self->state, NULL);
  self->window = g_object_new (ADW_TYPE_WINDOW, "default-width", 420, "default-height", 700, "content", pane, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (desk_fixture_wait (is_on_screen, pane));
  desk_fixture_settle (100);
}

void
pane_fixture_act_as (PaneFixture *self, const char *person)
{
  attest_session_set_actor (self->session, person);
  dex_unref (desk_fixture_await (attest_article_state_load (self->state, NULL), NULL));
  pane_fixture_wait_computed (self);
  desk_fixture_settle (100);
}

static void
find_words (PaneFixture *self, const char *words, GtkTextIter *start, GtkTextIter *end)
{
  g_autofree char *text = pane_fixture_dup_text (self);
  const char *found = strstr (text, words);

  g_assert_nonnull (found);
  attest_article_state_get_iter_at_byte (self->state, (gsize) (found - text), start);
  attest_article_state_get_iter_at_byte (self->state, (gsize) (found - text) + strlen (words), end);
}

void
pane_fixture_select (PaneFixture *self, const char *words)
{
  GtkTextIter start;
  GtkTextIter end;

  find_words (self, words, &start, &end);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state)), &end, &start);
}

void
pane_fixture_replace (PaneFixture *self, const char *old, const char *words)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter start;
  GtkTextIter end;

  find_words (self, old, &start, &end);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, words, -1);
  gtk_text_buffer_end_user_action (buffer);
}

typedef struct
{
  PaneFixture *fixture;
  const char *id;
  const AttestComment *found;
} Wanted;

static gboolean
is_there (gpointer data)
{
  Wanted *wanted = data;
  GPtrArray *comments = attest_article_state_get_comments (wanted->fixture->state);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    if (g_str_equal (((const AttestComment *) g_ptr_array_index (comments, i))->id, wanted->id))
      wanted->found = g_ptr_array_index (comments, i);
  return wanted->found != NULL;
}

const AttestComment *
pane_fixture_find_comment (PaneFixture *self, const char *comment)
{
  Wanted wanted = { self, comment, NULL };

  g_assert_true (desk_fixture_wait (is_there, &wanted));
  return wanted.found;
}

/* ---- What the pane shows and what can be done in it ---- */

typedef struct
{
  GtkWidget *pane;
  const char *text;
} Shown;

static gboolean
is_said (gpointer data)
{
  const Shown *shown = data;

  return desk_fixture_says (shown->pane, shown->text);
}

void
pane_fixture_expect (PaneFixture *self, const char *text)
{
  Shown shown = { self->pane, text };

  if (desk_fixture_wait (is_said, &shown))
    return;
  g_test_message ("nothing says “%s”", text);
  g_test_fail ();
}

static gboolean
can_be_pressed (gpointer data)
{
  const Shown *shown = data;
  GtkWidget *button = desk_fixture_find_shown (shown->pane, shown->text);

  return GTK_IS_BUTTON (button) && gtk_widget_get_sensitive (button);
}

void
pane_fixture_press (PaneFixture *self, const char *name)
{
  Shown shown = { self->pane, name };

  if (!desk_fixture_wait (can_be_pressed, &shown))
    g_error ("no button that can be pressed goes by “%s”", name);
  g_signal_emit_by_name (desk_fixture_find_shown (self->pane, name), "clicked");
}
