/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "acts-fixture.h"
#include "article/attest-article-page.h"
#include "desk-fixture.h"
#include "record/attest-article.h"

/* Comments on the whole text and on references, on the page of a sample article. */

#define SLUG "can-excessive-ketamine-use-cause-depression"
#define REVIEWER "example-reviewer-one"
#define KEY "murrough2013"
#define MISSING "Nothing is said about an overdose."

typedef struct
{
  AttestSession *session;
  char *article;
  GtkWidget *window;
  AttestArticlePage *page;
  AttestArticleState *state;
} Fixture;

static gboolean
is_computed (gpointer data)
{
  AttestArticleState *state = data;

  return attest_article_state_get_document (state) != NULL && attest_article_state_get_record (state) != NULL &&
         attest_article_state_get_references (state) != NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestArticle) article = NULL;

  self->session = desk_fixture_open (ATTEST_SESSION_CREATE_SAMPLE);
  attest_session_set_actor (self->session, REVIEWER);
  article = attest_library_find_article (attest_session_get_library (self->session), SLUG, NULL);
  self->article = g_strdup (article->id);
}

static void
show (Fixture *self)
{
  self->page =
      g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (self->session, self->article, "doctor")));
  self->state = attest_article_page_get_state (self->page);
  self->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 1200, "default-height", 700, "content", self->page, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (desk_fixture_wait (is_computed, self->state));
  desk_fixture_settle (200);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  desk_fixture_settle (50);
  g_assert_finalize_object (self->page);
  g_assert_finalize_object (self->session);
  g_free (self->article);
}

static void
act (Fixture *self, const char *action, const char *parameter)
{
  g_action_group_activate_action (attest_article_page_get_actions (self->page),
                                  action,
                                  parameter != NULL ? g_variant_new_string (parameter) : NULL);
  desk_fixture_settle (300);
}

typedef struct
{
  Fixture *fixture;
  const char *text;
} Expected;

static gboolean
is_there (gpointer data)
{
  const Expected *expected = data;

  return desk_fixture_find_shown (GTK_WIDGET (expected->fixture->page), expected->text) != NULL;
}

static GtkWidget *
find (Fixture *self, const char *name)
{
  Expected expected = { self, name };

  if (!desk_fixture_wait (is_there, &expected))
    g_error ("nothing goes by “%s”", name);
  return desk_fixture_find_shown (GTK_WIDGET (self->page), name);
}

static gboolean
is_said (gpointer data)
{
  const Expected *expected = data;

  return desk_fixture_says (GTK_WIDGET (expected->fixture->page), expected->text);
}

static void
expect (Fixture *self, const char *text)
{
  Expected expected = { self, text };

  if (!desk_fixture_wait (is_said, &expected))
    g_error ("nothing says “%s”", text);
}

static gboolean
says (Fixture *self, const char *text)
{
  return desk_fixture_says (GTK_WIDGET (self->page), text);
}

static void
press (Fixture *self, const char *name)
{
  g_signal_emit_by_name (find (self, name), "clicked");
  desk_fixture_settle (300);
}

static const AttestComment *
find_by_text (Fixture *self, const char *text)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    if (g_str_equal (((const AttestComment *) comments->pdata[i])->text, text))
      return comments->pdata[i];
  return NULL;
}

static gboolean
is_listed (gpointer data)
{
  const Expected *expected = data;

  return find_by_text (expected->fixture, expected->text) != NULL;
}

static void
write_comment (Fixture *self, const char *text)
{
  Expected expected = { self, text };

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (self, "Your comment"))), text, -1);
  press (self, "Comment");
  g_assert_true (desk_fixture_wait (is_listed, &expected));
}

/* ---- On the whole text ---- */

static void
test_whole (Fixture *self, gconstpointer data)
{
  const AttestComment *comment = NULL;

  show (self);
  act (self, "comment-whole", NULL);
  find (self, "Your comment");
  expect (self, "On the whole text");
  /* There are no words that others could be suggested for. */
  press (self, "Change");
  g_assert_null (desk_fixture_find_shown (GTK_WIDGET (self->page), "Suggested words"));
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (desk_fixture_find_type (GTK_WIDGET (self->page), GTK_TYPE_CHECK_BUTTON)), TRUE);
  write_comment (self, MISSING);

  comment = find_by_text (self, MISSING);
  g_assert_cmpint (comment->about, ==, ATTEST_COMMENT_ABOUT_TEXT);
  g_assert_cmpstr (comment->kind, ==, "change");
  g_assert_true (comment->blocking);
  g_assert_true (comment == attest_article_state_get_comments (self->state)->pdata[0]);
  g_assert_cmpstr (attest_article_state_get_selected_comment (self->state), ==, comment->id);
  expect (self, MISSING);
  expect (self, "On the whole text");
  g_assert_false (says (self, "These words are not in the text any more"));
  g_assert_null (desk_fixture_find_shown (GTK_WIDGET (self->page), "Attach to selection"));
  g_assert_null (desk_fixture_find_shown (GTK_WIDGET (self->page), "Show the reference"));
  desk_fixture_assert_named (GTK_WIDGET (self->page));
}

/* From one subject to another what was typed and chosen is kept, and back on words they are quoted. */
static void
test_subjects (Fixture *self, gconstpointer data)
{
  GtkTextIter start;
  GtkTextIter end;
  const AttestComment *comment = NULL;

  show (self);
  act (self, "comment-whole", NULL);
  press (self, "Question");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (self, "Your comment"))), "Why?", -1);
  act (self, "comment-reference", KEY);
  expect (self, "On reference: ");
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state)), &start, 2);
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state)), &end, 5);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state)), &start, &end);
  act (self, "comment", NULL);
  g_assert_false (says (self, "On reference: "));
  write_comment (self, "Why?");
  comment = find_by_text (self, "Why?");
  g_assert_cmpint (comment->about, ==, ATTEST_COMMENT_ABOUT_WORDS);
  g_assert_null (comment->reference);
  g_assert_cmpstr (comment->kind, ==, "question");
  g_assert_cmpuint (strlen (comment->anchor->exact), ==, 3);
}

/* The next comment is the first one of the list; acts on it are those on any other. */
static void
test_step (Fixture *self, gconstpointer data)
{
  const ActsComment whole = { .text = MISSING, .blocking = TRUE };
  const ActsComment cited = { .text = "Retracted", .reference = KEY };
  g_autofree char *first = acts_comment (self->session, self->article, REVIEWER, &whole);
  g_autofree char *second = acts_comment (self->session, self->article, "example-reviewer-two", &cited);
  g_autoptr (AttestComment) comment = NULL;

  show (self);
  expect (self, MISSING);
  act (self, "next-comment", NULL);
  g_assert_cmpstr (attest_article_state_get_selected_comment (self->state), ==, first);
  act (self, "next-comment", NULL);
  g_assert_cmpstr (attest_article_state_get_selected_comment (self->state), ==, second);
  act (self, "previous-comment", NULL);
  g_assert_cmpstr (attest_article_state_get_selected_comment (self->state), ==, first);
  press (self, "Resolve");
  desk_fixture_settle (500);
  comment = acts_load_comment (self->session, self->article, first);
  g_assert_true (comment->resolved);
}

static gboolean
is_in_sight (gpointer data)
{
  const Expected *expected = data;
  GtkWidget *list = desk_fixture_find (GTK_WIDGET (expected->fixture->page), "Comments");
  GtkWidget *viewport = gtk_widget_get_ancestor (list, GTK_TYPE_VIEWPORT);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0);
  graphene_rect_t bounds;

  return viewport != NULL && row != NULL && desk_fixture_says (GTK_WIDGET (row), expected->text) &&
         gtk_widget_compute_bounds (GTK_WIDGET (row), viewport, &bounds) && bounds.origin.y >= 0;
}

/* At the text's beginning the first cards are in sight, although they are beside no words; and one that is chosen stays so. */
static void
test_in_sight (Fixture *self, gconstpointer data)
{
  const ActsComment whole = { .text = MISSING };
  Expected expected = { self, MISSING };
  g_autofree char *id = NULL;

  for (guint i = 0; i < 6; i++)
    {
      g_free (id);
      id = acts_comment (self->session, self->article, REVIEWER, &whole);
    }
  show (self);
  act (self, "show", "comments");
  g_assert_true (desk_fixture_wait (is_in_sight, &expected));
  desk_fixture_settle (1000);
  g_assert_true (is_in_sight (&expected));
  act (self, "next-comment", NULL);
  desk_fixture_settle (1000);
  g_assert_true (is_in_sight (&expected));
}

/* ---- On a reference ---- */

static void
test_reference (Fixture *self, gconstpointer data)
{
  const AttestComment *comment = NULL;
  GtkWidget *focus = NULL;
  GtkWidget *row = NULL;

  show (self);
  act (self, "show", "references");
  expect (self, "[@" KEY "]");
  act (self, "comment-reference", KEY);
  expect (self, "On reference: ");
  write_comment (self, "This trial was retracted.");
  comment = find_by_text (self, "This trial was retracted.");
  g_assert_cmpint (comment->about, ==, ATTEST_COMMENT_ABOUT_REFERENCE);
  g_assert_cmpstr (comment->reference, ==, KEY);
  g_assert_cmpstr (comment->kind, ==, "evidence");
  expect (self, "On references");
  g_assert_false (says (self, "This text does not cite it"));
  desk_fixture_assert_named (GTK_WIDGET (self->page));

  /* The card leads to the row, which counts it. */
  press (self, "Show the reference");
  expect (self, "1 open comment");
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  g_assert_nonnull (row);
  g_assert_true (desk_fixture_says (row, "[@" KEY "]"));
  g_assert_true (desk_fixture_says (row, "1 open comment"));
  g_assert_nonnull (desk_fixture_find_shown (row, "Comment on this reference…"));
  desk_fixture_assert_named (GTK_WIDGET (self->page));
}

/* Each row's button is about its own reference. */
static void
test_row_button (Fixture *self, gconstpointer data)
{
  GtkListBox *list = NULL;
  GtkWidget *button = NULL;
  g_autofree char *key = NULL;
  GVariant *target = NULL;

  show (self);
  act (self, "show", "references");
  expect (self, "[@" KEY "]");
  list = GTK_LIST_BOX (desk_fixture_find (GTK_WIDGET (self->page), "References"));
  button = desk_fixture_find_shown (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)), "Comment on this reference…");
  g_assert_nonnull (button);
  target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button));
  key = g_variant_dup_string (target, NULL);
  g_signal_emit_by_name (button, "clicked");
  desk_fixture_settle (300);
  write_comment (self, "Which edition?");
  g_assert_cmpstr (find_by_text (self, "Which edition?")->reference, ==, key);
}

static gboolean
is_uncited (gpointer data)
{
  Fixture *self = data;
  const AttestComment *comment = find_by_text (self, "Retracted");

  return comment != NULL && comment->uncited;
}

/* As soon as the typed text cites it no more. The whole text is still what it is about. */
static void
test_uncited (Fixture *self, gconstpointer data)
{
  const ActsComment cited = { .text = "Retracted", .reference = KEY };
  const ActsComment whole = { .text = MISSING };

  g_free (acts_comment (self->session, self->article, REVIEWER, &cited));
  g_free (acts_comment (self->session, self->article, REVIEWER, &whole));
  show (self);
  expect (self, "Retracted");
  g_assert_false (says (self, "This text does not cite it"));
  gtk_text_buffer_set_text (
      GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state)), "# Nothing\n\nis cited here.\n", -1);
  g_assert_true (desk_fixture_wait (is_uncited, self));
  expect (self, "This text does not cite it, or not any more.");
  g_assert_cmpint (find_by_text (self, MISSING)->placement->state, ==, ATTEST_ANCHOR_EXACT);
  g_assert_false (attest_comment_is_lost (find_by_text (self, "Retracted")));
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

#define ADD(path, function) g_test_add ("/desk/comments-about/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("whole", test_whole);
  ADD ("subjects", test_subjects);
  ADD ("step", test_step);
  ADD ("in-sight", test_in_sight);
  ADD ("reference", test_reference);
  ADD ("row-button", test_row_button);
  ADD ("uncited", test_uncited);

  return g_test_run ();
}
