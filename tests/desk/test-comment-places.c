/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

#include "pane-fixture.h"
#include "source/attest-source-gutter.h"
#include "source/attest-source-pane.h"

/* Where comments stand while the text is worked on with the keys and menus of the source. */

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

static GtkTextView *
get_view (PaneFixture *fixture)
{
  return GTK_TEXT_VIEW (desk_fixture_find (fixture->pane, "Source"));
}

static char *
comment_on (PaneFixture *fixture, const char *quote)
{
  const ActsComment remark = { .quote = quote };

  return acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
}

/* ---- What the keyboard does ---- */

static void
cut (PaneFixture *fixture, const char *words)
{
  pane_fixture_select (fixture, words);
  g_signal_emit_by_name (get_view (fixture), "cut-clipboard");
  pane_fixture_wait_computed (fixture);
}

static void
copy (PaneFixture *fixture, const char *words)
{
  pane_fixture_select (fixture, words);
  g_signal_emit_by_name (get_view (fixture), "copy-clipboard");
}

static gboolean
is_pasted (gpointer data)
{
  return *(gboolean *) data;
}

static void
paste_done_cb (gboolean *done)
{
  *done = TRUE;
}

static void
paste_before (PaneFixture *fixture, const char *words)
{
  g_autofree char *text = pane_fixture_dup_text (fixture);
  gboolean done = FALSE;
  gulong handler = g_signal_connect_swapped (get_buffer (fixture), "paste-done", G_CALLBACK (paste_done_cb), &done);
  GtkTextIter iter;

  g_assert_nonnull (strstr (text, words));
  attest_article_state_get_iter_at_byte (fixture->state, (gsize) (strstr (text, words) - text), &iter);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &iter);
  g_signal_emit_by_name (get_view (fixture), "paste-clipboard");
  g_assert_true (desk_fixture_wait (is_pasted, &done));
  g_signal_handler_disconnect (get_buffer (fixture), handler);
  pane_fixture_wait_computed (fixture);
}

static void
undo (PaneFixture *fixture)
{
  gtk_text_buffer_undo (get_buffer (fixture));
  pane_fixture_wait_computed (fixture);
}

static void
redo (PaneFixture *fixture)
{
  gtk_text_buffer_redo (get_buffer (fixture));
  pane_fixture_wait_computed (fixture);
}

/* ---- Where a comment stands ---- */

/* "state|text before~words~text behind", ten characters of each. */
static char *
describe (PaneFixture *fixture, const char *id)
{
  const AttestPlacement *place = pane_fixture_find_comment (fixture, id)->placement;
  g_autofree char *text = pane_fixture_dup_text (fixture);
  const char *state = attest_anchor_state_to_string (place->state);

  if (place->state == ATTEST_ANCHOR_ORPHAN)
    return g_strdup (state);
  return g_strdup_printf ("%s|%.*s~%.*s~%.10s",
                          state,
                          (int) MIN (place->start, 10),
                          text + place->start - MIN (place->start, 10),
                          (int) (place->end - place->start),
                          text + place->start,
                          text + place->end);
}

typedef struct
{
  PaneFixture *fixture;
  const char *id;
  const char *place;
} Expected;

static gboolean
is_there (gpointer data)
{
  const Expected *expected = data;
  g_autofree char *place = describe (expected->fixture, expected->id);

  return g_str_equal (place, expected->place);
}

static void
expect (PaneFixture *fixture, const char *id, const char *place)
{
  Expected expected = { fixture, id, place };
  g_autofree char *found = NULL;

  if (desk_fixture_wait (is_there, &expected))
    return;
  found = describe (fixture, id);
  g_test_message ("stands at %s, not at %s", found, place);
  g_test_fail ();
}

static gboolean
is_saved (gpointer data)
{
  return !attest_article_state_get_modified (data);
}

static void
save (PaneFixture *fixture)
{
  dex_unref (desk_fixture_await (attest_article_state_save (fixture->state), NULL));
  g_assert_true (desk_fixture_wait (is_saved, fixture->state));
  pane_fixture_wait_computed (fixture);
  desk_fixture_settle (100);
}

/* A few words are too little for a comparison of texts to go by; who saw them being cut and pasted knows. */
static void
test_cut_and_paste (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *id = comment_on (fixture, "20 minutes");

  show (fixture);
  expect (fixture, id, "exact| A nap of ~20 minutes~ is enough");
  cut (fixture, "20 minutes");
  expect (fixture, id, "orphan");
  paste_before (fixture, "works for");
  expect (fixture, id, "moved|ore a nap ~20 minutes~works for ");

  /* It follows what is typed, around and in it. */
  pane_fixture_replace (fixture, "Do naps", "Do short — short — naps");
  pane_fixture_wait_computed (fixture);
  expect (fixture, id, "moved|ore a nap ~20 minutes~works for ");
  pane_fixture_replace (fixture, "20 min", "20 full min");
  pane_fixture_wait_computed (fixture);
  expect (fixture, id, "changed|ore a nap ~20 full minutes~works for ");
  undo (fixture);
  undo (fixture);
  expect (fixture, id, "moved|ore a nap ~20 minutes~works for ");

  /* Undo takes the paste and the cut back, redo does them again. */
  undo (fixture);
  expect (fixture, id, "orphan");
  undo (fixture);
  expect (fixture, id, "exact| A nap of ~20 minutes~ is enough");
  redo (fixture);
  redo (fixture);
  expect (fixture, id, "moved|ore a nap ~20 minutes~works for ");

  save (fixture);
  expect (fixture, id, "exact|ore a nap ~20 minutes~works for ");
}

/* A whole section takes all its comments along, those that overlap too; the others stay. */
static void
test_section (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *outer = comment_on (fixture, "A nap of 20 minutes is enough");
  g_autofree char *inner = comment_on (fixture, "20 minutes");
  g_autofree char *other = comment_on (fixture, "Ask your");

  show (fixture);
  cut (fixture, "Some do. A nap of 20 minutes is enough — 30 is too long.\n\n");
  paste_before (fixture, "Ask your");
  expect (fixture, outer, "moved| Some do. ~A nap of 20 minutes is enough~ — 30 is");
  expect (fixture, inner, "moved| A nap of ~20 minutes~ is enough");
  expect (fixture, other, "exact|oo long.\n\n~Ask your~ doctor fi");
  save (fixture);
  expect (fixture, inner, "exact| A nap of ~20 minutes~ is enough");
  expect (fixture, other, "exact|oo long.\n\n~Ask your~ doctor fi");
}

/* Of two copies the first has the comment; a copy that was never cut has none. */
static void
test_copies (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *id = comment_on (fixture, "20 minutes");

  show (fixture);
  expect (fixture, id, "exact| A nap of ~20 minutes~ is enough");
  cut (fixture, "20 minutes");
  paste_before (fixture, "works for");
  paste_before (fixture, "doctor first");
  expect (fixture, id, "moved|ore a nap ~20 minutes~works for ");
  undo (fixture);
  undo (fixture);
  undo (fixture);
  expect (fixture, id, "exact| A nap of ~20 minutes~ is enough");

  cut (fixture, "20 minutes");
  copy (fixture, "Coffee");
  paste_before (fixture, "works for");
  expect (fixture, id, "orphan");
}

/* Words that somebody types anew are not those that were cut. */
static void
test_typed_anew (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *id = comment_on (fixture, "20");
  GtkTextIter iter;

  show (fixture);
  expect (fixture, id, "exact| A nap of ~20~ minutes i");
  cut (fixture, "20");
  gtk_text_buffer_get_end_iter (get_buffer (fixture), &iter);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &iter);
  gtk_text_buffer_insert_at_cursor (get_buffer (fixture), "2", -1);
  desk_fixture_settle (20);
  gtk_text_buffer_insert_at_cursor (get_buffer (fixture), "0", -1);
  pane_fixture_wait_computed (fixture);
  expect (fixture, id, "orphan");
}

/* Lines that the keyboard moves take their comments along, as lines that are dragged do: what was taken out is what is put in. */
static void
test_moved_lines (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *id = comment_on (fixture, "20 minutes");
  g_autofree char *text = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  show (fixture);
  text = pane_fixture_dup_text (fixture);
  before = describe (fixture, id);
  pane_fixture_select (fixture, "20 minutes");
  g_signal_emit_by_name (get_view (fixture), "move-lines", TRUE);
  pane_fixture_wait_computed (fixture);
  moved = pane_fixture_dup_text (fixture);
  after = describe (fixture, id);
  g_test_message ("%s, then %s", before, after);
  g_assert_cmpstr (moved, !=, text);
  g_assert_nonnull (strstr (after, "~20 minutes~ is enough"));
  undo (fixture);
  expect (fixture, id, before);
}

/* As GtkTextView does it for a hand: the words are put in where they are dropped, and taken away where they were. */
static void
test_dragged_line (PaneFixture *fixture, gconstpointer data)
{
  static const char *line = "A nap of 20 minutes is enough — 30 is too long.";
  g_autofree char *id = comment_on (fixture, "20 minutes");
  GtkTextIter iter;

  show (fixture);
  gtk_text_buffer_begin_user_action (get_buffer (fixture));
  gtk_text_buffer_get_end_iter (get_buffer (fixture), &iter);
  gtk_text_buffer_insert_interactive (get_buffer (fixture), &iter, line, -1, TRUE);
  pane_fixture_select (fixture, line);
  gtk_text_buffer_delete_selection (get_buffer (fixture), TRUE, TRUE);
  gtk_text_buffer_end_user_action (get_buffer (fixture));
  pane_fixture_wait_computed (fixture);
  expect (fixture, id, "moved|\nA nap of ~20 minutes~ is enough");
  undo (fixture);
  expect (fixture, id, "exact| A nap of ~20 minutes~ is enough");
}

/* ---- Comments that overlap ---- */

static void
test_overlap (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *outer = comment_on (fixture, "A nap of 20 minutes is enough");
  g_autofree char *inner = comment_on (fixture, "20 minutes");
  g_autofree char *middle = comment_on (fixture, "nap of 20 minutes");
  const gsize both = (gsize) (strstr (PANE_TEXT, "20 min") - PANE_TEXT);
  const char *order[] = { inner, middle, outer, inner };
  GtkTextIter iter;

  show (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *current = attest_article_state_get_selected_comment (fixture->state);

      g_assert_true (attest_article_state_choose_comment_at (fixture->state, both, current));
      g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, order[i]);
    }
  g_assert_false (attest_article_state_choose_comment_at (fixture->state, 0, NULL));

  /* Walking through the words of the current comment with the keyboard stays with it. */
  attest_article_state_set_selected_comment (fixture->state, outer);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (fixture)));
  attest_article_state_get_iter_at_byte (fixture->state, both + 3, &iter);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &iter);
  g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, outer);
}

static GtkWidget *
find_gutter (GtkWidget *root)
{
  if (ATTEST_IS_SOURCE_GUTTER (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_gutter (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A line with several comments: its dot leads to one after the other. */
static void
test_gutter (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment blocking = { .quote = "30 is too long", .blocking = TRUE };
  g_autofree char *first = comment_on (fixture, "Some do");
  g_autofree char *second = comment_on (fixture, "20 minutes");
  g_autofree char *third = acts_comment (fixture->session, fixture->article, fixture->reviewer, &blocking);
  const char *order[] = { third, first, second, third };
  GdkRectangle area = { 0, 0, 20, 20 };
  GtkTextIter iter;

  show (fixture);
  pane_fixture_find_comment (fixture, third);
  desk_fixture_settle (100);
  attest_article_state_get_iter_at_byte (fixture->state, (gsize) (strstr (PANE_TEXT, "Some") - PANE_TEXT), &iter);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gtk_source_gutter_renderer_activate (
          GTK_SOURCE_GUTTER_RENDERER (find_gutter (fixture->pane)), &iter, &area, GDK_BUTTON_PRIMARY, 0, 1);
      g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, order[i]);
      desk_fixture_settle (20);
    }
}

static void
in_sight_cb (char **told, const char *comment, double y)
{
  g_set_str (told, comment);
  g_assert_cmpfloat (y, >=, 0);
}

typedef struct
{
  char **told;
  const char *comment;
} Told;

static gboolean
is_told (gpointer data)
{
  const Told *told = data;

  return g_strcmp0 (*told->told, told->comment) == 0;
}

/* The source tells which card is to stand beside the text: the first in sight, or the current one where it is in sight. */
static void
test_in_sight (PaneFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("# Long\n\n");
  g_autofree char *revision = NULL;
  g_auto (GStrv) ids = g_new0 (char *, 4);
  g_autofree char *told = NULL;
  const char *quotes[] = { "Paragraph 2 ", "Paragraph 4 ", "Paragraph 150 " };
  gsize byte = 0;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "Paragraph %u of a long text about naps and what they are good for.\n\n", i);
  revision = acts_save (fixture->session, fixture->article, text->str);
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    ids[i] = comment_on (fixture, quotes[i]);
  byte = (gsize) (strstr (text->str, quotes[2]) - text->str);
  show (fixture);
  g_signal_connect_swapped (fixture->state, "in-sight", G_CALLBACK (in_sight_cb), &told);
  attest_article_state_set_selected_comment (fixture->state, ids[2]);
  g_assert_true (desk_fixture_wait (is_told, &(Told) { &told, ids[0] }));
  attest_article_state_set_selected_comment (fixture->state, ids[1]);
  g_assert_true (desk_fixture_wait (is_told, &(Told) { &told, ids[1] }));
  attest_article_state_reveal (fixture->state, byte, byte + 10);
  g_assert_true (desk_fixture_wait (is_told, &(Told) { &told, ids[2] }));
}

#define ADD(path, test)                                                                                                \
  g_test_add ("/desk/comment-places/" path, PaneFixture, NULL, set_up, test, pane_fixture_tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("cut-and-paste", test_cut_and_paste);
  ADD ("section", test_section);
  ADD ("copies", test_copies);
  ADD ("typed-anew", test_typed_anew);
  ADD ("moved-lines", test_moved_lines);
  ADD ("dragged-line", test_dragged_line);
  ADD ("overlap", test_overlap);
  ADD ("gutter", test_gutter);
  ADD ("in-sight", test_in_sight);

  return g_test_run ();
}
