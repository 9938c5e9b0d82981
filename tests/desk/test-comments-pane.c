/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comments-pane.h"
#include "pane-fixture.h"

static void
set_up (PaneFixture *fixture, gconstpointer data)
{
  pane_fixture_set_up (fixture, data);
}

static void
show (PaneFixture *fixture)
{
  pane_fixture_show (fixture, g_object_new (ATTEST_TYPE_COMMENTS_PANE, NULL));
}

/* ---- What the pane shows and what can be done in it ---- */

typedef struct
{
  PaneFixture *fixture;
  const char *text;
} Shown;

static gboolean
has_control (gpointer data)
{
  const Shown *shown = data;

  return desk_fixture_find_shown (shown->fixture->pane, shown->text) != NULL;
}

static GtkWidget *
find (PaneFixture *fixture, const char *name)
{
  Shown shown = { fixture, name };

  if (!desk_fixture_wait (has_control, &shown))
    g_error ("nothing goes by “%s”", name);
  return desk_fixture_find_shown (fixture->pane, name);
}

static gboolean
offers (PaneFixture *fixture, const char *name)
{
  desk_fixture_settle (50);
  return desk_fixture_find_shown (fixture->pane, name) != NULL;
}

static void
fill (PaneFixture *fixture, const char *name, const char *text)
{
  GtkWidget *entry = find (fixture, name);

  if (GTK_IS_TEXT_VIEW (entry))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* Makes the comment's card the current one, as a click on its words does. */
static void
choose (PaneFixture *fixture, const char *comment)
{
  pane_fixture_find_comment (fixture, comment);
  attest_article_state_set_selected_comment (fixture->state, comment);
  desk_fixture_settle (50);
}

typedef struct
{
  PaneFixture *fixture;
  const char *comment;
  gboolean resolved;
  guint replies;
} Expected;

static gboolean
is_recorded (gpointer data)
{
  const Expected *expected = data;
  g_autoptr (AttestComment) comment =
      acts_load_comment (expected->fixture->session, expected->fixture->article, expected->comment);

  return comment->resolved == expected->resolved && comment->replies->len == expected->replies;
}

static void
expect_recorded (PaneFixture *fixture, const char *comment, gboolean resolved, guint replies)
{
  Expected expected = { fixture, comment, resolved, replies };

  if (desk_fixture_wait (is_recorded, &expected))
    return;
  g_test_message ("resolved %d with %u replies was expected", resolved, replies);
  g_assert_not_reached ();
}

/* ---- A new comment ---- */

static GPtrArray *
list_recorded (PaneFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *comments = attest_review_list_comments (
      attest_session_get_library (fixture->session), fixture->article, "doctor", NULL, &error);

  g_assert_no_error (error);
  return comments;
}

static gboolean
has_one (gpointer data)
{
  g_autoptr (GPtrArray) comments = list_recorded (data);

  return comments->len == 1;
}

static void
begin (PaneFixture *fixture, const char *words)
{
  pane_fixture_select (fixture, words);
  attest_comments_pane_begin (ATTEST_COMMENTS_PANE (fixture->pane));
  desk_fixture_settle (300);
}

static AttestComment *
take_the_one (PaneFixture *fixture)
{
  g_autoptr (GPtrArray) comments = NULL;

  g_assert_true (desk_fixture_wait (has_one, fixture));
  comments = list_recorded (fixture);
  return attest_comment_copy (g_ptr_array_index (comments, 0));
}

static void
test_add (PaneFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestComment) comment = NULL;

  show (fixture);
  attest_comments_pane_begin (ATTEST_COMMENTS_PANE (fixture->pane));
  g_assert_false (offers (fixture, "Your comment"));

  begin (fixture, "20 minutes");
  pane_fixture_expect (fixture, "20 minutes");
  desk_fixture_assert_named (fixture->pane);
  pane_fixture_press (fixture, "Question");
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "Comment")));
  fill (fixture, "Your comment", "For everybody?");
  pane_fixture_press (fixture, "Comment");

  comment = take_the_one (fixture);
  g_assert_cmpstr (comment->kind, ==, "question");
  g_assert_cmpstr (comment->text, ==, "For everybody?");
  g_assert_cmpstr (comment->anchor->exact, ==, "20 minutes");
  g_assert_cmpuint (comment->anchor->start, ==, (gsize) (strstr (PANE_TEXT, "20 minutes") - PANE_TEXT));
  g_assert_false (comment->blocking);
  /* Its card is the current one, with all that can be done. */
  pane_fixture_find_comment (fixture, comment->id);
  g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, comment->id);
  pane_fixture_expect (fixture, "For everybody?");
  find (fixture, "Resolve");
  desk_fixture_assert_named (fixture->pane);
}

static void
test_cancel (PaneFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) comments = NULL;

  show (fixture);
  begin (fixture, "20 minutes");
  fill (fixture, "Your comment", "Never mind");
  pane_fixture_press (fixture, "Cancel");
  pane_fixture_expect (fixture, "No comments yet");
  comments = list_recorded (fixture);
  g_assert_cmpuint (comments->len, ==, 0);
}

/* Typing before the words while the comment is written: it is made on the same words of the revision, and shown where they are now. */
static void
test_add_while_typing (PaneFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestComment) comment = NULL;
  const AttestComment *shown = NULL;
  g_autofree char *text = NULL;

  show (fixture);
  begin (fixture, "30");
  pane_fixture_replace (fixture, "Some do.", "Some people find that they do — not all.");
  fill (fixture, "Your comment", "Why?");
  pane_fixture_press (fixture, "Comment");

  comment = take_the_one (fixture);
  g_assert_cmpstr (comment->anchor->exact, ==, "30");
  g_assert_true (g_str_has_prefix (&PANE_TEXT[comment->anchor->start], "30 is too long"));
  shown = pane_fixture_find_comment (fixture, comment->id);
  text = pane_fixture_dup_text (fixture);
  g_assert_cmpint (shown->placement->state, ==, ATTEST_ANCHOR_EXACT);
  g_assert_true (g_str_has_prefix (text + shown->placement->start, "30 is too long"));
}

/* Words that were never saved are saved with the comment. */
static void
test_add_on_unsaved (PaneFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestComment) comment = NULL;

  show (fixture);
  pane_fixture_replace (fixture, "Some do.", "Some do, in the morning.");
  begin (fixture, "morning");
  pane_fixture_expect (fixture, "These words are not saved yet.");
  fill (fixture, "Your comment", "Not in the afternoon?");
  pane_fixture_press (fixture, "Comment");

  comment = take_the_one (fixture);
  g_assert_cmpstr (comment->anchor->exact, ==, "morning");
  g_assert_cmpint (comment->placement->state, ==, ATTEST_ANCHOR_EXACT);
  g_assert_false (attest_article_state_get_modified (fixture->state));
}

/* ---- The thread ---- */

static void
test_thread (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "20 minutes", .text = "Is that so?", .kind = "question" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autoptr (AttestComment) comment = NULL;

  show (fixture);
  choose (fixture, id);
  fill (fixture, "Reply", "  It is; see the guideline.  ");
  pane_fixture_press (fixture, "Send the reply");
  expect_recorded (fixture, id, FALSE, 1);
  comment = acts_load_comment (fixture->session, fixture->article, id);
  g_assert_cmpstr (((AttestReply *) g_ptr_array_index (comment->replies, 0))->text, ==, "It is; see the guideline.");
  pane_fixture_expect (fixture, "It is; see the guideline.");
  desk_fixture_settle (50);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (fixture, "Reply"))), ==, "");

  pane_fixture_press (fixture, "Resolve");
  expect_recorded (fixture, id, TRUE, 1);
  pane_fixture_expect (fixture, "Nothing open");
  g_object_set (find (fixture, "Which comments"), "active-name", "resolved", NULL);
  pane_fixture_expect (fixture, "Resolved by Arthur");
  choose (fixture, id);
  g_assert_false (offers (fixture, "Reply"));
  pane_fixture_press (fixture, "Reopen");
  expect_recorded (fixture, id, FALSE, 1);
  pane_fixture_expect (fixture, "Nothing resolved yet");
}

/* A blocking comment: the text's author may not settle it, its own author may, an editor may with a reason. */
static void
test_blocking (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "30", .text = "Says who?", .blocking = TRUE };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autoptr (AttestComment) comment = NULL;

  show (fixture);
  choose (fixture, id);
  pane_fixture_press (fixture, "Resolve");
  pane_fixture_expect (fixture, "Arthur wrote part of this text");
  g_assert_false (offers (fixture, "Why is it settled?"));
  expect_recorded (fixture, id, FALSE, 0);

  pane_fixture_act_as (fixture, fixture->editor);
  choose (fixture, id);
  g_assert_false (desk_fixture_says (fixture->pane, "Arthur wrote part of this text"));
  pane_fixture_press (fixture, "Resolve");
  find (fixture, "Why is it settled?");
  desk_fixture_settle (100);
  expect_recorded (fixture, id, FALSE, 0);
  pane_fixture_press (fixture, "Cancel");
  g_assert_false (offers (fixture, "Why is it settled?"));
  pane_fixture_press (fixture, "Resolve");
  fill (fixture, "Why is it settled?", "Half a reas");
  pane_fixture_act_as (fixture, fixture->author);
  pane_fixture_act_as (fixture, fixture->editor);
  g_assert_false (offers (fixture, "Why is it settled?"));
  pane_fixture_press (fixture, "Resolve");
  fill (fixture, "Why is it settled?", "The guideline says so");
  pane_fixture_press (fixture, "Resolve");
  expect_recorded (fixture, id, TRUE, 0);
  comment = acts_load_comment (fixture->session, fixture->article, id);
  g_assert_cmpstr (comment->resolved_reason, ==, "The guideline says so");
  g_object_set (find (fixture, "Which comments"), "active-name", "resolved", NULL);
  pane_fixture_expect (fixture, "Resolved by Edith, MD: The guideline says so");

  pane_fixture_act_as (fixture, fixture->reviewer);
  choose (fixture, id);
  pane_fixture_press (fixture, "Reopen");
  expect_recorded (fixture, id, FALSE, 0);
  g_object_set (find (fixture, "Which comments"), "active-name", "open", NULL);
  choose (fixture, id);
  pane_fixture_press (fixture, "Resolve");
  expect_recorded (fixture, id, TRUE, 0);
}

/* ---- Where a comment stands ---- */

static void
test_changed (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "A nap of 20 minutes is enough" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);

  show (fixture);
  choose (fixture, id);
  g_assert_false (desk_fixture_says (fixture->pane, "The words have changed since"));
  pane_fixture_replace (fixture, "20 minutes", "25 minutes");
  pane_fixture_wait_computed (fixture);
  pane_fixture_expect (fixture, "The words have changed since");
  pane_fixture_expect (fixture, "A nap of 20 minutes 25 minutes is enough");
}

static void
test_moved (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "A nap of 20 minutes is enough — 30 is too long." };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);

  show (fixture);
  choose (fixture, id);
  pane_fixture_replace (fixture, " A nap of 20 minutes is enough — 30 is too long.", "");
  pane_fixture_replace (
      fixture, "Ask your doctor first.", "Ask your doctor first. A nap of 20 minutes is enough — 30 is too long.");
  pane_fixture_wait_computed (fixture);
  pane_fixture_expect (fixture, "The words stand in another place now");
  g_assert_false (offers (fixture, "Attach to selection"));
}

static void
expect_attached (PaneFixture *fixture, const char *comment, const char *words)
{
  g_autoptr (AttestComment) found = NULL;
  g_autofree char *text = pane_fixture_dup_text (fixture);

  desk_fixture_settle (300);
  found = acts_load_comment (fixture->session, fixture->article, comment);
  g_assert_cmpint (found->placement->state, !=, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpmem (
      text + found->placement->start, found->placement->end - found->placement->start, words, strlen (words));
}

static void
test_attach (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "Coffee before a nap works for many people." };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autofree char *revision = acts_save (
      fixture->session,
      fixture->article,
      "# Do naps help?\n\nSome do. A nap of 20 minutes is enough — 30 is too long.\n\nAsk your doctor first.\n");
  g_autofree char *name = NULL;
  g_autofree char *told = NULL;

  show (fixture);
  choose (fixture, id);
  pane_fixture_expect (fixture, "Without a place in the text");
  pane_fixture_expect (fixture, "These words are not in the text any more.");
  desk_fixture_assert_named (fixture->pane);
  pane_fixture_press (fixture, "Attach to selection");
  pane_fixture_expect (fixture, "Select the words that the comment is about");

  pane_fixture_replace (fixture, "Ask your doctor first.", "Ask your nurse first.");
  pane_fixture_select (fixture, "nurse");
  pane_fixture_press (fixture, "Attach to selection");
  pane_fixture_expect (fixture, "These words are not saved yet.");

  /* The place is the same words in the revision, though they stand elsewhere in what is being typed. */
  pane_fixture_replace (fixture, "Some do.", "Many people say that they do.");
  pane_fixture_select (fixture, "30 is too long");
  pane_fixture_press (fixture, "Attach to selection");
  desk_fixture_settle (200);
  dex_unref (desk_fixture_await (attest_article_state_save (fixture->state), NULL));
  expect_attached (fixture, id, "30 is too long");
  name = attest_session_dup_short_name (fixture->session, fixture->author);
  told = g_strdup_printf ("Attached here by %s. It was written about these words:", name);
  pane_fixture_expect (fixture, told);
  pane_fixture_expect (fixture, remark.quote);
}

/* The candidates of a comment are places in a text; what is typed before them moves them. */
static void
test_candidates (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "20 minutes" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autofree char *revision = acts_save (fixture->session,
                                         fixture->article,
                                         "# Do naps help?\n\n"
                                         "Coffee before a nap works for many people. Ask your doctor first.\n\n"
                                         "They last 20 minutes. Others last 20 minutes.\n");

  show (fixture);
  g_assert_cmpint (pane_fixture_find_comment (fixture, id)->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  choose (fixture, id);
  pane_fixture_expect (fixture, "They may be here now:");
  pane_fixture_replace (fixture, "Coffee before", "Strong and hot coffee before");
  pane_fixture_wait_computed (fixture);
  desk_fixture_settle (100);
  desk_fixture_assert_named (fixture->pane);
  pane_fixture_press (fixture, "20 minutes");
  desk_fixture_settle (200);
  dex_unref (desk_fixture_await (attest_article_state_save (fixture->state), NULL));
  expect_attached (fixture, id, "20 minutes");
}

/* Words that are only typed so far can be no comment's place: it stands in a revision. */
static void
test_candidates_not_saved (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "20 minutes" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autoptr (AttestComment) comment = NULL;

  show (fixture);
  choose (fixture, id);
  pane_fixture_replace (
      fixture, "Some do. A nap of 20 minutes is enough — 30 is too long.", "It depends, as many have found who tried.");
  pane_fixture_replace (fixture, "Ask your doctor first.", "They last 20 minutes. Others last 20 minutes.");
  pane_fixture_wait_computed (fixture);
  g_assert_cmpint (pane_fixture_find_comment (fixture, id)->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  pane_fixture_expect (fixture, "They may be here now:");
  pane_fixture_press (fixture, "20 minutes");
  pane_fixture_expect (fixture, "These words are not saved yet.");
  desk_fixture_settle (200);
  comment = acts_load_comment (fixture->session, fixture->article, id);
  g_assert_cmpint (comment->placement->state, ==, ATTEST_ANCHOR_EXACT);
}

/* ---- Suggestions ---- */

static gboolean
is_changed (gpointer data)
{
  return attest_article_state_get_modified (data);
}

static void
test_use_these_words (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "30 is too long", .kind = "change", .suggestion = "30 may be too long" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autofree char *text = NULL;
  g_autofree char *undone = NULL;

  show (fixture);
  choose (fixture, id);
  pane_fixture_expect (fixture, "30 is may be too long");
  pane_fixture_press (fixture, "Use these words");
  text = pane_fixture_dup_text (fixture);
  g_assert_nonnull (strstr (text, "enough — 30 may be too long.\n"));
  g_assert_true (desk_fixture_wait (is_changed, fixture->state));
  pane_fixture_wait_computed (fixture);
  g_assert_false (offers (fixture, "Use these words"));

  g_assert_true (gtk_text_buffer_get_can_undo (GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state))));
  gtk_text_buffer_undo (GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state)));
  undone = pane_fixture_dup_text (fixture);
  g_assert_cmpstr (undone, ==, PANE_TEXT);
  pane_fixture_wait_computed (fixture);
  g_assert_true (offers (fixture, "Use these words"));
  expect_recorded (fixture, id, FALSE, 0);
}

/* In the moment after a key, places are those of the text before it: the words that are replaced are the right ones all the same. */
static void
test_use_these_words_at_once (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "30 is too long", .kind = "change", .suggestion = "30 may be too long" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autofree char *text = NULL;

  show (fixture);
  choose (fixture, id);
  g_assert_true (offers (fixture, "Use these words"));
  pane_fixture_replace (fixture, "Some do.", "Some people do — others do not.");
  pane_fixture_press (fixture, "Use these words");
  desk_fixture_settle (200);
  text = pane_fixture_dup_text (fixture);
  g_assert_nonnull (
      strstr (text, "Some people do — others do not. A nap of 20 minutes is enough — 30 may be too long.\n"));
}

/* Once the places are those of the text after the key, they are these that count. */
static void
test_use_these_words_later (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "30 is too long", .kind = "change", .suggestion = "30 may be too long" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autofree char *text = NULL;

  show (fixture);
  choose (fixture, id);
  g_assert_true (offers (fixture, "Use these words"));
  pane_fixture_replace (fixture, "Some do.", "Some people do — others do not.");
  pane_fixture_wait_computed (fixture);
  desk_fixture_settle (100);
  pane_fixture_press (fixture, "Use these words");
  desk_fixture_settle (200);
  text = pane_fixture_dup_text (fixture);
  g_assert_nonnull (
      strstr (text, "Some people do — others do not. A nap of 20 minutes is enough — 30 may be too long.\n"));
}

/* Who may not type in the source is not offered to change it. */
static void
test_suggestion_for_reader (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "30 is too long", .kind = "change", .suggestion = "30 may be too long" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);

  show (fixture);
  pane_fixture_act_as (fixture, fixture->reviewer);
  choose (fixture, id);
  pane_fixture_expect (fixture, "Suggested words");
  g_assert_false (offers (fixture, "Use these words"));
}

/* ---- The list ---- */

static void
test_step (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment remarks[] = { { .quote = "Ask your doctor" },
                                  { .quote = "A nap of 20 minutes" },
                                  { .quote = "20 minutes" } };
  g_autofree char *last = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remarks[0]);
  g_autofree char *outer = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remarks[1]);
  g_autofree char *inner = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remarks[2]);
  const char *order[] = { outer, inner, last, outer };

  show (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      attest_comments_pane_step (ATTEST_COMMENTS_PANE (fixture->pane), 1);
      g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, order[i]);
    }
  attest_comments_pane_step (ATTEST_COMMENTS_PANE (fixture->pane), -1);
  g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, last);
}

#define N_MANY 60

typedef struct
{
  PaneFixture *fixture;
  const char *quote;
  gboolean shown;
} Part;

static gboolean
is_part_shown (gpointer data)
{
  const Part *part = data;

  return desk_fixture_says (part->fixture->pane, part->quote) == part->shown;
}

static void
expect_part (PaneFixture *fixture, const char *quote, gboolean shown)
{
  Part part = { fixture, quote, shown };

  if (desk_fixture_wait (is_part_shown, &part))
    return;
  g_test_message ("“%s” is %s", quote, shown ? "not shown" : "shown");
  g_test_fail ();
}

/* Puts N_MANY comments into the article, each about its own paragraph. Returns: (transfer full): the last one's id */
static char *
comment_on_many (PaneFixture *fixture)
{
  g_autoptr (GString) text = g_string_new ("# Many\n\n");
  g_autofree char *revision = NULL;
  char *comment = NULL;

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (text, "Paragraph %02u of a text about naps in the afternoon.\n\n", i);
  revision = acts_save (fixture->session, fixture->article, text->str);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *quote = g_strdup_printf ("Paragraph %02u of a text about naps in the afternoon", i);
      const ActsComment remark = { .quote = quote, .kind = "note" };

      g_free (comment);
      comment = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
    }
  return comment;
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_VIEWPORT (widget))
    return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_adjustment (child);
  return found;
}

/* Shows the pane to the reviewer, until the last of many cards is folded. Returns: (transfer none): what scrolls it */
static GtkAdjustment *
show_folded (PaneFixture *fixture)
{
  show (fixture);
  pane_fixture_act_as (fixture, fixture->reviewer);
  expect_part (fixture, "Paragraph 00", TRUE);
  expect_part (fixture, "Paragraph 59", FALSE);
  return find_adjustment (fixture->pane);
}

/* The parts of a card far out of sight are put away, and nothing on the screen tells: no height changes, and they are back
 * when the card is scrolled to, is chosen, or changes. */
static void
test_fold (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *last = comment_on_many (fixture);
  GtkAdjustment *adjustment = show_folded (fixture);
  double height = gtk_adjustment_get_upper (adjustment);

  gtk_adjustment_set_value (adjustment, height);
  expect_part (fixture, "Paragraph 59", TRUE);
  expect_part (fixture, "Paragraph 00", FALSE);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==, height);

  choose (fixture, last);
  fill (fixture, "Reply", "Not yet sent");
  gtk_adjustment_set_value (adjustment, 0);
  expect_part (fixture, "Paragraph 00", TRUE);
  attest_article_state_set_selected_comment (fixture->state, NULL);
  expect_part (fixture, "Paragraph 59", FALSE);
  choose (fixture, last);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (fixture, "Reply"))), ==, "Not yet sent");
}

/* A narrower sidebar needs higher cards, also of those that are put away. */
static void
test_fold_width (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *last = comment_on_many (fixture);
  GtkAdjustment *adjustment = show_folded (fixture);
  double height = gtk_adjustment_get_upper (adjustment);

  gtk_widget_set_size_request (fixture->pane, 150, -1);
  gtk_widget_set_halign (fixture->pane, GTK_ALIGN_START);
  expect_part (fixture, "Paragraph 59", FALSE);
  desk_fixture_settle (200);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), !=, height);
  height = gtk_adjustment_get_upper (adjustment);
  gtk_adjustment_set_value (adjustment, height);
  expect_part (fixture, "Paragraph 59", TRUE);
  desk_fixture_settle (200);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==, height);
}

#define ADD(path, test) g_test_add ("/desk/comments/" path, PaneFixture, NULL, set_up, test, pane_fixture_tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("add", test_add);
  ADD ("cancel", test_cancel);
  ADD ("add-while-typing", test_add_while_typing);
  ADD ("add-on-unsaved", test_add_on_unsaved);
  ADD ("thread", test_thread);
  ADD ("blocking", test_blocking);
  ADD ("changed", test_changed);
  ADD ("moved", test_moved);
  ADD ("attach", test_attach);
  ADD ("candidates", test_candidates);
  ADD ("candidates-not-saved", test_candidates_not_saved);
  ADD ("use-these-words", test_use_these_words);
  ADD ("use-these-words-at-once", test_use_these_words_at_once);
  ADD ("use-these-words-later", test_use_these_words_later);
  ADD ("suggestion-for-reader", test_suggestion_for_reader);
  ADD ("step", test_step);
  ADD ("fold", test_fold);
  ADD ("fold-width", test_fold_width);

  return g_test_run ();
}
