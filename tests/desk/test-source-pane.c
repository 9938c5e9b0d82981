/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtksourceview/gtksource.h>

#include "pane-fixture.h"
#include "source/attest-source-gutter.h"
#include "source/attest-source-pane.h"

static void
set_up (PaneFixture *fixture, gconstpointer data)
{
  pane_fixture_set_up (fixture, data);
}

static void
show (PaneFixture *fixture)
{
  pane_fixture_show (fixture, g_object_new (ATTEST_TYPE_SOURCE_PANE, NULL));
}

static GtkTextBuffer *
get_buffer (PaneFixture *fixture)
{
  return GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state));
}

/* What is highlighted with a tag, each stretch in brackets. */
static char *
dup_marked (PaneFixture *fixture, const char *tag_name)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (get_buffer (fixture)), tag_name);
  g_autoptr (GString) marked = g_string_new (NULL);
  GtkTextIter start;

  g_assert_nonnull (tag);
  gtk_text_buffer_get_start_iter (get_buffer (fixture), &start);
  while (gtk_text_iter_starts_tag (&start, tag) || gtk_text_iter_forward_to_tag_toggle (&start, tag))
    {
      GtkTextIter end = start;
      g_autofree char *words = NULL;

      if (!gtk_text_iter_starts_tag (&start, tag))
        continue;
      gtk_text_iter_forward_to_tag_toggle (&end, tag);
      words = gtk_text_buffer_get_text (get_buffer (fixture), &start, &end, TRUE);
      g_string_append_printf (marked, "[%s]", words);
      start = end;
    }
  return g_string_free_and_steal (g_steal_pointer (&marked));
}

typedef struct
{
  PaneFixture *fixture;
  const char *tag;
  const char *words;
} Marked;

static gboolean
is_marked (gpointer data)
{
  const Marked *marked = data;
  g_autofree char *words = dup_marked (marked->fixture, marked->tag);

  return g_str_equal (words, marked->words);
}

static void
expect_marked (PaneFixture *fixture, const char *tag, const char *words)
{
  Marked marked = { fixture, tag, words };
  g_autofree char *found = NULL;

  if (desk_fixture_wait (is_marked, &marked))
    return;
  found = dup_marked (fixture, tag);
  g_test_message ("%s marks %s, not %s", tag, found, words);
  g_test_fail ();
}

/* The lines with a dot in the gutter, from 0. */
static char *
dup_dots (PaneFixture *fixture)
{
  g_autoptr (GString) dots = g_string_new (NULL);

  for (int line = 0; line < gtk_text_buffer_get_line_count (get_buffer (fixture)); line++)
    {
      g_autoptr (GSList) marks = gtk_source_buffer_get_source_marks_at_line (
          GTK_SOURCE_BUFFER (get_buffer (fixture)), line, ATTEST_SOURCE_GUTTER_CATEGORY);

      if (marks != NULL)
        g_string_append_printf (dots, "%d:%u ", line, g_slist_length (marks));
    }
  return g_string_free_and_steal (g_steal_pointer (&dots));
}

static GtkTextView *
get_view (PaneFixture *fixture)
{
  return GTK_TEXT_VIEW (desk_fixture_find (fixture->pane, "Source"));
}

static void
test_text (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  show (fixture);
  text = pane_fixture_dup_text (fixture);
  g_assert_cmpstr (text, ==, PANE_TEXT);
  g_assert_true (gtk_text_view_get_editable (get_view (fixture)));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_view (fixture)), GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  desk_fixture_assert_named (fixture->pane);

  /* Somebody who did not write it reads it, until they choose to edit. */
  pane_fixture_act_as (fixture, fixture->editor);
  g_assert_false (gtk_text_view_get_editable (get_view (fixture)));
  gtk_test_accessible_assert_property (get_view (fixture), GTK_ACCESSIBLE_PROPERTY_READ_ONLY, TRUE);
  attest_article_state_set_edit_anyway (fixture->state);
  g_assert_true (gtk_text_view_get_editable (get_view (fixture)));
  pane_fixture_act_as (fixture, fixture->reviewer);
  attest_article_state_set_edit_anyway (fixture->state);
  g_assert_false (gtk_text_view_get_editable (get_view (fixture)));
}

static void
test_marks (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remarks[] = { { .quote = "20 minutes" },
                                  { .quote = "30 is", .blocking = TRUE },
                                  { .quote = "Coffee" } };
  g_autofree char *first = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remarks[0]);
  g_autofree char *second = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remarks[1]);
  g_autofree char *third = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remarks[2]);
  g_autofree char *dots = NULL;

  show (fixture);
  expect_marked (fixture, "attest-comment", "[20 minutes][Coffee]");
  expect_marked (fixture, "attest-blocking", "[30 is]");
  expect_marked (fixture, "attest-selected", "");
  dots = dup_dots (fixture);
  g_assert_cmpstr (dots, ==, "2:2 4:1 ");

  attest_article_state_set_selected_comment (fixture->state, third);
  expect_marked (fixture, "attest-selected", "[Coffee]");
}

/* Highlights move with what is typed, at once, and stand on the same words once all is computed; undo takes them back. */
static void
test_marks_follow (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "20 minutes" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autofree char *typed = NULL;
  g_autofree char *dots = NULL;

  show (fixture);
  expect_marked (fixture, "attest-comment", "[20 minutes]");
  pane_fixture_replace (fixture, "Some do.", "Näps do.\n\nSome — really.");
  typed = dup_marked (fixture, "attest-comment");
  g_assert_cmpstr (typed, ==, "[20 minutes]");
  pane_fixture_wait_computed (fixture);
  desk_fixture_settle (50);
  expect_marked (fixture, "attest-comment", "[20 minutes]");
  dots = dup_dots (fixture);
  g_assert_cmpstr (dots, ==, "4:1 ");

  gtk_text_buffer_undo (get_buffer (fixture));
  pane_fixture_wait_computed (fixture);
  desk_fixture_settle (50);
  expect_marked (fixture, "attest-comment", "[20 minutes]");
  pane_fixture_replace (fixture, "A nap of 20 minutes is enough — 30 is too long.", "It depends.");
  pane_fixture_wait_computed (fixture);
  expect_marked (fixture, "attest-comment", "");
  gtk_text_buffer_undo (get_buffer (fixture));
  expect_marked (fixture, "attest-comment", "[20 minutes]");
}

/* The cursor on commented words makes theirs the current comment, of two the one on fewer words. */
static void
test_cursor_selects (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remarks[] = { { .quote = "A nap of 20 minutes is enough" }, { .quote = "20 minutes" } };
  g_autofree char *outer = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remarks[0]);
  g_autofree char *inner = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remarks[1]);
  GtkTextIter iter;

  show (fixture);
  pane_fixture_find_comment (fixture, inner);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (fixture)));
  desk_fixture_settle (50);
  attest_article_state_get_iter_at_byte (fixture->state, (gsize) (strstr (PANE_TEXT, "minutes is") - PANE_TEXT), &iter);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &iter);
  g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, inner);
  attest_article_state_get_iter_at_byte (fixture->state, (gsize) (strstr (PANE_TEXT, "enough") - PANE_TEXT), &iter);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &iter);
  g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, outer);
}

static void
test_button (PaneFixture *fixture, gconstpointer data)
{
  GtkTextIter start;

  show (fixture);
  g_assert_null (desk_fixture_find_shown (fixture->pane, "Comment on the selection"));
  pane_fixture_select (fixture, "20 minutes");
  desk_fixture_settle (100);
  g_assert_nonnull (desk_fixture_find_shown (fixture->pane, "Comment on the selection"));
  desk_fixture_assert_named (fixture->pane);
  gtk_text_buffer_get_start_iter (get_buffer (fixture), &start);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &start);
  desk_fixture_settle (100);
  g_assert_null (desk_fixture_find_shown (fixture->pane, "Comment on the selection"));
}

static void
test_reveal (PaneFixture *fixture, gconstpointer data)
{
  const gsize start = (gsize) (strstr (PANE_TEXT, "Ask your") - PANE_TEXT);

  show (fixture);
  attest_article_state_reveal (fixture->state, start, start + strlen ("Ask your doctor"));
  expect_marked (fixture, "attest-flash", "[Ask your doctor]");
  expect_marked (fixture, "attest-flash", "");
}

typedef struct
{
  PaneFixture *fixture;
  gsize byte;
} Place;

static gboolean
is_in_sight (gpointer data)
{
  const Place *where = data;
  GdkRectangle visible;
  GdkRectangle place;
  GtkTextIter iter;

  attest_article_state_get_iter_at_byte (where->fixture->state, where->byte, &iter);
  gtk_text_view_get_iter_location (get_view (where->fixture), &iter, &place);
  gtk_text_view_get_visible_rect (get_view (where->fixture), &visible);
  return place.y >= visible.y && place.y + place.height <= visible.y + visible.height;
}

static gboolean
is_at_top (gpointer data)
{
  GtkScrollable *view = GTK_SCROLLABLE (get_view (data));

  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (view)) == 0;
}

/* A place far down is scrolled into sight, and the pane tells the others only of what a person scrolled. */
static void
test_scroll (PaneFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("# Long\n\n");
  g_autofree char *revision = NULL;
  gsize byte = 0;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "Paragraph %u of a long text about naps and what they are good for.\n\n", i);
  byte = (gsize) (strstr (text->str, "Paragraph 150") - text->str);
  revision = acts_save (fixture->session, fixture->article, text->str);
  show (fixture);
  attest_article_state_reveal (fixture->state, byte, byte + 13);
  g_assert_true (desk_fixture_wait (is_in_sight, &(Place) { fixture, byte }));

  /* The margin above the text comes back with its first line, or the preview would stop short of its own top. */
  g_signal_emit_by_name (get_view (fixture), "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, -1, FALSE);
  g_assert_true (desk_fixture_wait (is_at_top, fixture));
}

#define ADD(path, test) g_test_add ("/desk/source/" path, PaneFixture, NULL, set_up, test, pane_fixture_tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("text", test_text);
  ADD ("marks", test_marks);
  ADD ("marks-follow", test_marks_follow);
  ADD ("cursor-selects", test_cursor_selects);
  ADD ("button", test_button);
  ADD ("reveal", test_reveal);
  ADD ("scroll", test_scroll);

  return g_test_run ();
}
