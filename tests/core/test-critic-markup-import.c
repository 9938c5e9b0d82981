/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-comments-export.h"
#include "exchange/attest-comments-import.h"
#include "review-fixture.h"

#define TEXT                                                                                                           \
  "# Käse and *tablets*\n\nTake two tablets – not more. 服用两片。\n\n## Dose & time\n\n- Take **one** at night.\n- "  \
  "Do not "                                                                                                            \
  "drive.\n\n1. First\n2. Second\n\nAsk your doctor. Take one at noon.\n"

static AttestCommentsTaken
import (ReviewFixture *self, const char *article, const char *marked)
{
  g_autoptr (GError) error = NULL;
  AttestCommentsTaken taken;

  attest_comments_import (self->record.library, article, "doctor", self->second, marked, &taken, &error);
  g_assert_no_error (error);

  return taken;
}

static char *export (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;
  char *marked =
      attest_comments_export (self->record.library, article, "doctor", ATTEST_COMMENTS_CRITIC_MARKUP, &error);

  g_assert_no_error (error);

  return marked;
}

static GPtrArray *
list (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *comments = attest_review_list_comments (self->record.library, article, "doctor", NULL, &error);

  g_assert_no_error (error);

  return comments;
}

static const AttestComment *
find (GPtrArray *comments, const char *text)
{
  for (guint i = 0; i < comments->len; i++)
    if (g_str_has_suffix (((const AttestComment *) comments->pdata[i])->text, text))
      return comments->pdata[i];
  g_error ("no comment ends with “%s”", text);
}

static void
assert_on (const AttestComment *comment, const char *text, const char *words, gsize start)
{
  g_autofree char *there =
      g_strndup (&text[comment->placement->start], comment->placement->end - comment->placement->start);

  g_assert_cmpstr (attest_anchor_state_to_string (comment->placement->state), ==, "exact");
  g_assert_cmpstr (there, ==, words);
  g_assert_cmpuint (comment->placement->start, ==, start);
}

static gsize
find_place (const char *text, const char *before, const char *words)
{
  const char *at = strstr (text, before);

  g_assert_nonnull (at);
  at = strstr (at, words);
  g_assert_nonnull (at);

  return (gsize) (at - text);
}

/* @marks: from, to, from, to ..., ended by NULL. Each is put in place of the first one. Returns: (transfer full) */
static char *
mark (const char *text, const char *const *marks)
{
  GString *marked = g_string_new (text);

  for (gsize i = 0; marks[i] != NULL; i += 2)
    g_assert_cmpuint (g_string_replace (marked, marks[i], marks[i + 1], 1), ==, 1);

  return g_string_free (marked, FALSE);
}

static char *
comment (ReviewFixture *self, const char *article, AttestCommentDraft draft)
{
  g_autoptr (GError) error = NULL;
  char *id = attest_review_add_comment (self->record.library, article, "doctor", self->first, &draft, &error);

  g_assert_no_error (error);

  return id;
}

/* ---- By somebody who knows nothing of Attest ---- */

static void
test_by_others (ReviewFixture *self, gconstpointer data)
{
  static const char *const marks[] = {
    "two tablets",
    "{~~two~>three~~}{>>Really<<} tablets",
    "服用两片",
    "{--服用两片--}",
    "**one**",
    "{==**one**==}{>>Of which?<<}{>>Of ours.<<}",
    "drive.",
    "drive{++ or cycle++}.",
    "First",
    "First{>>Second?<<}",
    "Take one at noon",
    "{==Take one at noon==}",
    NULL,
  };
  g_autofree char *marked = mark (TEXT, marks);
  g_autofree char *article = review_make_article (self, TEXT);
  AttestCommentsTaken taken = import (self, article, marked);
  g_autoptr (GPtrArray) comments = list (self, article);
  AttestCommentsTaken again = import (self, article, marked);
  const AttestComment *one = find (comments, "Really");

  g_assert_cmpuint (taken.comments, ==, 6);
  g_assert_cmpuint (taken.replies, ==, 1);
  g_assert_cmpuint (taken.orphans + taken.known + taken.wordless + taken.unread, ==, 0);
  g_assert_false (taken.is_other_text);
  g_assert_cmpuint (again.comments + again.replies, ==, 0);
  g_assert_cmpuint (again.known, ==, 7);

  assert_on (one, TEXT, "two", find_place (TEXT, "Take two", "two"));
  g_assert_cmpstr (one->kind, ==, "change");
  g_assert_cmpstr (one->suggestion, ==, "three");
  g_assert_cmpstr (one->text, ==, "From a file: Really");
  g_assert_cmpstr (one->author, ==, self->second);
  one = comments->pdata[1];
  assert_on (one, TEXT, "服用两片", find_place (TEXT, "服", "服"));
  g_assert_cmpstr (one->kind, ==, "delete");
  one = find (comments, "Of which?");
  assert_on (one, TEXT, "**one**", find_place (TEXT, "**one", "**one"));
  g_assert_cmpstr (one->kind, ==, "question");
  g_assert_cmpuint (one->replies->len, ==, 1);
  one = comments->pdata[3];
  assert_on (one, TEXT, "drive", find_place (TEXT, "drive", "drive"));
  g_assert_cmpstr (one->suggestion, ==, "drive or cycle");
  assert_on (find (comments, "Second?"), TEXT, "First", find_place (TEXT, "First", "First"));
  /* "Take one" stands elsewhere too: in this text there is no doubt. */
  one = comments->pdata[5];
  assert_on (one, TEXT, "Take one at noon", find_place (TEXT, "Take one at noon", "Take"));
  g_assert_cmpstr (one->text, ==, "From a file: Marked, without a word.");
}

/* Which of the two kinds of files it is, its text tells. */
static void
test_formats (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, "{x} and [y]\n");
  static const char *const nothing[] = { "",           "Only words.", "{x} and [y]\n",
                                         "{\"a\": 1}", "[{",          "[{\"a\": \"{>>b<<}\"",
                                         "12" };
  AttestCommentsTaken taken = import (self, article, "{++So ++}{x} and [y]\n");

  g_assert_cmpuint (taken.comments, ==, 1);
  taken = import (self, article, "[{++y++}] {x} and");
  g_assert_true (taken.is_other_text);
  taken = import (self, article, " [ {\"bodyValue\":\"{>>a<<}\",\"target\":{\"selector\":{\"exact\":\"and\"}}}]");
  g_assert_cmpuint (taken.comments, ==, 1);
  g_assert_false (taken.is_other_text);
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          attest_comments_import (self->record.library, article, "doctor", self->second, nothing[i], &taken, &error));
      g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
    }
}

/* ---- Another text ---- */

/* A file that went out with an older revision: its comments are on that one, and go on from there. */
static void
test_older_revision (ReviewFixture *self, gconstpointer data)
{
  static const char *const marks[] = {
    "Take two tablets", "{==Take two tablets==}{>>Hm<<}", "drive", "{--drive--}{>>Gone<<}", NULL
  };
  static const char newer[] = "# Käse and *tablets*\n\nTake three tablets – not more. 服用两片。\n\n## Dose & time\n";
  g_autofree char *marked = mark (TEXT, marks);
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *revision = review_save (self, article, self->author, newer);
  AttestCommentsTaken taken = import (self, article, marked);
  g_autoptr (GPtrArray) comments = list (self, article);
  const AttestComment *one = find (comments, "Hm");
  AttestCommentsTaken again = import (self, article, marked);

  g_assert_cmpuint (taken.comments, ==, 2);
  g_assert_cmpuint (taken.orphans, ==, 0);
  g_assert_false (taken.is_other_text);
  g_assert_cmpstr (one->revision, !=, revision);
  g_assert_cmpstr (attest_anchor_state_to_string (one->placement->state), ==, "changed");
  g_assert_cmpuint (one->placement->start, ==, find_place (newer, "Take three", "Take"));
  g_assert_cmpint (find (comments, "Gone")->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpuint (again.known, ==, 2);
}

/* Of several revisions with the same text the newest. */
static void
test_text_that_is_back (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *between = review_save (self, article, self->author, "# Another\n");
  g_autofree char *back = review_save (self, article, self->author, TEXT);
  AttestCommentsTaken taken = import (self, article, TEXT "{>>Hm<<}");
  g_autoptr (GPtrArray) comments = list (self, article);

  g_assert_cmpuint (taken.comments, ==, 1);
  g_assert_cmpstr (find (comments, "Hm")->revision, ==, back);
}

/* Editors end a file as they like. */
static void
test_last_lines (ReviewFixture *self, gconstpointer data)
{
  static const char *const ends[] = { "", "\n", "\n\n", "{++\n++}", "\n{>>Hm<<}\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *article = review_make_article (self, "# Twice\n\nTake one.\n\nTake one.\n");
      g_autofree char *marked = g_strconcat ("# Twice\n\nTake one.\n\nTake {--one--}.", ends[i], NULL);
      AttestCommentsTaken taken = import (self, article, marked);
      g_autoptr (GPtrArray) comments = list (self, article);
      const AttestComment *one = comments->pdata[comments->len - 1];

      g_assert_false (taken.is_other_text);
      g_assert_cmpuint (taken.orphans, ==, 0);
      g_assert_cmpuint (one->placement->start, ==, strlen ("# Twice\n\nTake one.\n\nTake "));
    }
  {
    g_autofree char *article = review_make_article (self, "# Twice\n\nTake one.\n");
    AttestCommentsTaken taken = import (self, article, "# Twice\n\nTake {==one.\n\n==}{>>Hm<<}");

    g_assert_false (taken.is_other_text);
    g_assert_cmpuint (taken.orphans, ==, 1);
  }
}

/* A text that was blanked is not there to be commented on; what is left is compared with what is there. */
static void
test_redacted (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *newer = review_save (self, article, self->author, "# Another\n\nDo not drive.\n");
  g_autoptr (GPtrArray) revisions = attest_library_list_revisions (self->record.library, article, "doctor", NULL);
  g_autoptr (GError) error = NULL;
  AttestCommentsTaken taken;

  attest_library_redact (self->record.library,
                         self->editor,
                         article,
                         NULL,
                         ((AttestRevision *) revisions->pdata[0])->text,
                         "Names a patient",
                         &error);
  g_assert_no_error (error);
  taken = import (self, article, TEXT "{>>Hm<<}");
  g_assert_true (taken.is_other_text);
  g_assert_cmpuint (taken.orphans, ==, 1);
}

#define DOSES                                                                                                          \
  "# Doses\n\nSwallow the 2 tablets whole with a glass of cold water.\n\nChildren take 2 tablets daily, with "         \
  "water.\n\nAdults take 2 tablets daily, with water.\n\nStore below 25 degrees. Ask before.\n"

/*
 * The text was changed here, and in the file too, without marks: words go where the comparison is sure of them. The dose of adults became another one here, and the
 * remark on it is not for children, whose dose has the same words and nearly the same ones around them.
 */
static void
test_other_text (ReviewFixture *self, gconstpointer data)
{
  static const char here[] =
      "# Doses\n\nA new paragraph.\n\nChildren take 2 tablets daily, with water.\n\nAdults take 3 capsules at "
      "night, with water.\n\nStore below 30 degrees. Ask before.\n\nAt noon swallow the 2 tablets whole with a glass "
      "of cold water.\n";
  static const char *const marks[] = { "Adults take 2 tablets",
                                       "Adults take {==2 tablets==}{>>Why?<<}",
                                       "Ask before",
                                       "{~~Ask~>Ask us~~} ever before",
                                       "below 25 degrees",
                                       "{==below 25 degrees==}{>>Cold?<<}",
                                       "Swallow the 2 tablets whole with a glass of cold water",
                                       "{==Swallow the 2 tablets whole with a glass of cold water==}{>>How?<<}",
                                       NULL };
  g_autofree char *marked = mark (DOSES, marks);
  g_autofree char *article = review_make_article (self, here);
  AttestCommentsTaken taken = import (self, article, marked);
  g_autoptr (GPtrArray) comments = list (self, article);
  const AttestComment *lost = find (comments, "Why?");
  AttestCommentsTaken again = import (self, article, marked);

  g_assert_true (taken.is_other_text);
  g_assert_cmpuint (taken.comments, ==, 4);
  g_assert_cmpuint (taken.orphans, ==, 3);
  assert_on (comments->pdata[0], here, "Ask", find_place (here, "Ask", "Ask"));
  g_assert_cmpint (lost->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpstr (lost->anchor->exact, ==, "2 tablets");
  /* It is offered, and not taken. */
  g_assert_nonnull (lost->placement->candidates);
  /* Words that became others, in their place or in a new one. */
  g_assert_cmpint (find (comments, "Cold?")->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpint (find (comments, "How?")->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpuint (again.known, ==, 4);
}

/* What has no mark because its sign is not closed is told, with its line. */
static void
test_unread (ReviewFixture *self, gconstpointer data)
{
  static const char *const marks[] = { "two", "{++two", "drive", "{==drive==}{>>Hm<<}", NULL };
  g_autofree char *marked = mark (TEXT, marks);
  g_autofree char *article = review_make_article (self, TEXT);
  AttestCommentsTaken taken = import (self, article, marked);
  g_autoptr (GPtrArray) comments = list (self, article);

  g_assert_cmpuint (taken.unread, ==, 1);
  g_assert_cmpuint (taken.unread_line, ==, 3);
  g_assert_true (taken.is_other_text);
  g_assert_cmpuint (taken.comments, ==, 1);
  assert_on (find (comments, "Hm"), TEXT, "drive", find_place (TEXT, "drive", "drive"));
}

/* A text that has signs of its own is not exported with comments in it, but a colleague may write some into it all the same. */
static void
test_own_signs (ReviewFixture *self, gconstpointer data)
{
  static const char text[] = "# Signs\n\nWrite {++more++} or {-- less.\n";
  g_autofree char *article = review_make_article (self, text);
  AttestCommentsTaken taken = import (self, article, "# Signs\n\n{==Write==}{>>Hm<<} {++more++} or {-- less.\n");
  g_autoptr (GPtrArray) comments = list (self, article);

  g_assert_cmpuint (taken.comments, ==, 1);
  g_assert_cmpuint (taken.unread, ==, 0);
  g_assert_false (taken.is_other_text);
  assert_on (find (comments, "Hm"), text, "Write", find_place (text, "Write", "Write"));
}

/* ---- What Attest wrote itself ---- */

static AttestCommentDraft
draft_on (const char *quote, const char *kind, const char *text, const char *suggestion)
{
  const char *at = strstr (TEXT, quote);

  g_assert_nonnull (at);
  return (AttestCommentDraft) { .start = (gsize) (at - TEXT),
                                .end = (gsize) (at - TEXT) + strlen (quote),
                                .text = text,
                                .kind = kind,
                                .suggestion = suggestion };
}

static void
decline (ReviewFixture *self, const char *comment_id)
{
  g_autoptr (GError) error = NULL;

  attest_review_decline (self->record.library, comment_id, self->author, "Too few", &error);
  g_assert_no_error (error);
}

/* A text whose comments are of every sort that is written in its own way: changed, gone, declined, over one another, answered and resolved. */
static char *
make_commented (ReviewFixture *self)
{
  char *article = review_make_article (self, TEXT);
  AttestCommentDraft blocking = draft_on ("at night", "change", "Declined", "at noon");
  g_autofree char *changed = comment (self, article, draft_on ("two tablets", "change", "Changed", "one"));
  g_autofree char *deleted = comment (self, article, draft_on ("服用两片", "delete", "", NULL));
  g_autofree char *answered =
      comment (self, article, draft_on ("Do not drive", "evidence", "Say\n\nwhy / Ann: so", NULL));
  g_autofree char *over = comment (self, article, draft_on ("not drive", "change", "Over <<} it", "- never\n- drive"));
  g_autofree char *wide = comment (self, article, draft_on ("Second\n\nAsk", "question", "Over two", "a\n\nb"));
  g_autofree char *agreed = comment (self, article, draft_on ("Take one at noon", "agree", "", NULL));
  g_autofree char *resolved = comment (self, article, draft_on ("First", "note", "Resolved", NULL));
  g_autofree char *reply =
      attest_review_reply (self->record.library, answered, self->author, "Because:\nso.", NULL, NULL);
  g_autofree char *declined = NULL;

  blocking.blocking = TRUE;
  declined = comment (self, article, blocking);
  decline (self, declined);
  g_assert_nonnull (reply);
  g_assert_true (attest_review_resolve (self->record.library, resolved, self->first, "Yes", NULL));

  return article;
}

static void
assert_nothing_new (ReviewFixture *self, const char *article, const char *marked, guint known)
{
  AttestCommentsTaken taken = import (self, article, marked);

  g_assert_cmpuint (taken.comments + taken.replies + taken.wordless + taken.unread, ==, 0);
  g_assert_cmpuint (taken.known, ==, known);
}

/* Sent back unchanged it brings nothing, whatever became of the text and of the comments meanwhile, as long as they say the same. */
static void
test_sent_back (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_commented (self);
  g_autofree char *marked = export (self, article);
  g_autofree char *changed = NULL;
  g_autofree char *revision = NULL;
  g_autoptr (GPtrArray) comments = list (self, article);

  assert_nothing_new (self, article, marked, 8);
  g_assert_true (attest_review_resolve (self->record.library, find (comments, "Changed")->id, self->first, "", NULL));
  assert_nothing_new (self, article, marked, 8);
  g_assert_true (attest_review_reopen (self->record.library, find (comments, "Changed")->id, self->first, NULL));
  revision = review_save (self,
                          article,
                          self->author,
                          "# Käse and *tablets*\n\nTake three tablets – not more.\n\n- Take **one** at night.\n");
  assert_nothing_new (self, article, marked, 8);
  changed = export (self, article);
  g_assert_nonnull (strstr (changed, "when this read"));
  g_assert_nonnull (strstr (changed, "which has no place"));
  assert_nothing_new (self, article, changed, 8);
}

/* What was put on other words, or was taken back meanwhile, is not what stands here. */
static void
test_not_known (ReviewFixture *self, gconstpointer data)
{
  static const char *const marks[] = { "{~~two tablets~>one~~}", "two {~~tablets~>one~~}", NULL };
  g_autofree char *article = make_commented (self);
  g_autofree char *marked = export (self, article);
  g_autofree char *elsewhere = mark (marked, marks);
  g_autoptr (GPtrArray) comments = list (self, article);
  AttestCommentsTaken taken = import (self, article, elsewhere);

  g_assert_cmpuint (taken.comments, ==, 1);
  g_assert_cmpuint (taken.known, ==, 7);
  g_assert_true (attest_review_retract (self->record.library, find (comments, "Changed")->id, self->first, NULL));
  taken = import (self, article, marked);
  g_assert_cmpuint (taken.comments, ==, 1);
  g_assert_cmpuint (taken.known, ==, 7);
}

/* A colleague adds to what Attest wrote: an answer to a comment that is there, and a remark. */
static void
test_answered (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_commented (self);
  g_autofree char *marked = export (self, article);
  static const char *const marks[] = {
    "Changed<<}", "Changed<<}{>>I think so too<<}", " doctor", " {~~doctor~>nurse~~}", NULL
  };
  g_autofree char *answered = mark (marked, marks);
  AttestCommentsTaken taken = import (self, article, answered);
  g_autoptr (GPtrArray) comments = list (self, article);

  g_assert_cmpuint (taken.replies, ==, 1);
  g_assert_cmpuint (taken.comments, ==, 1);
  g_assert_cmpuint (taken.known, ==, 8);
  g_assert_cmpuint (find (comments, "Changed")->replies->len, ==, 1);
  assert_nothing_new (self, article, answered, 10);
}

static void
assert_same (const AttestComment *one, const AttestComment *same)
{
  if (one->declined_by != NULL)
    g_assert_null (same->suggestion);
  else
    g_assert_cmpstr (same->suggestion, ==, one->suggestion);
  g_assert_cmpstr (same->kind, ==, one->kind);
  g_assert_cmpint (same->blocking, ==, one->blocking);
  g_assert_cmpuint (same->replies->len, ==, one->replies->len);
  g_assert_true (g_str_has_prefix (same->text, "From "));
}

/* Into a copy of the text it brings the same comments on the same words. */
static void
test_own_export (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_commented (self);
  g_autofree char *other = review_make_article (self, TEXT);
  g_autofree char *marked = export (self, article);
  AttestCommentsTaken taken = import (self, other, marked);
  g_autoptr (GPtrArray) before = list (self, article);
  g_autoptr (GPtrArray) after = list (self, other);
  guint k = 0;

  g_assert_cmpuint (taken.comments, ==, 7);
  g_assert_cmpuint (taken.orphans, ==, 0);
  g_assert_cmpuint (taken.replies, ==, 1);
  for (guint i = 0; i < before->len; i++)
    {
      const AttestComment *one = before->pdata[i];
      const AttestComment *same = after->pdata[k];

      if (one->resolved)
        continue;
      k++;
      g_assert_cmpint (same->placement->state, ==, ATTEST_ANCHOR_EXACT);
      g_assert_cmpuint (one->placement->start, ==, same->placement->start);
      g_assert_cmpuint (one->placement->end, ==, same->placement->end);
      assert_same (one, same);
    }
  g_assert_cmpuint (k, ==, after->len);
  g_assert_nonnull (find (after, "From Rita First: Changed"));
  g_assert_nonnull (find (after, "Declined by Ann Author: Too few. Declined"));
  assert_nothing_new (self, other, marked, 8);
}

/* ---- Anything anywhere ---- */

static const char *const pieces[] = { "~",    "-", "=",  "{", "}",       "<",   ">",  "+",  "\n",  "~>",
                                      "\n\n", "é", "服", "*", "tablet ", "2. ", "# ", "\\", "<b>", "{++" };

static char *
make_text (guint most)
{
  GString *text = g_string_new ("x");
  guint count = (guint) g_test_rand_int_range (1, (gint32) most);

  for (guint i = 0; i < count; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static void
add_anywhere (ReviewFixture *self, const char *article)
{
  static const char *const kinds[] = { "change", "delete", "note", "question", "agree", "evidence" };
  glong length = g_utf8_strlen (TEXT, -1);
  glong start = g_test_rand_int_range (0, (gint32) length - 1);
  glong wanted = start + g_test_rand_int_range (1, 40);
  glong end = MIN (length, wanted);
  g_autofree char *text = make_text (12);
  g_autofree char *suggestion = g_test_rand_int_range (0, 2) == 0 ? make_text (12) : NULL;
  AttestCommentDraft draft = { .start = (gsize) (g_utf8_offset_to_pointer (TEXT, start) - TEXT),
                               .end = (gsize) (g_utf8_offset_to_pointer (TEXT, end) - TEXT),
                               .text = text,
                               .kind = kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))],
                               .suggestion = suggestion };
  g_autofree char *id = comment (self, article, draft);
}

/* The words of an orphan stand several times in those of the comment before it, which is all that a file can say of comments over one another. */
static gboolean
is_ambiguous (const AttestComment *one)
{
  const char *first = strstr (TEXT, one->anchor->exact);

  return first != NULL && strstr (first + 1, one->anchor->exact) != NULL;
}

/* Whatever people write, and on whatever: in a copy of the text each comment has the same place, kind and suggestion, or it says that it has none. */
static void
test_anything (ReviewFixture *self, gconstpointer data)
{
  guint rounds = g_getenv ("ATTEST_LONG") != NULL ? 400 : 25;
  guint lost = 0;

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *article = review_make_article (self, TEXT);
      g_autofree char *other = review_make_article (self, TEXT);
      g_autofree char *marked = NULL;
      g_autoptr (GPtrArray) before = NULL;
      g_autoptr (GPtrArray) after = NULL;
      AttestCommentsTaken taken;

      for (guint k = 0; k < 8; k++)
        add_anywhere (self, article);
      marked = export (self, article);
      taken = import (self, other, marked);
      g_assert_cmpuint (taken.comments, ==, 8);
      g_assert_cmpuint (taken.wordless + taken.unread, ==, 0);
      g_assert_false (taken.is_other_text);
      before = list (self, article);
      after = list (self, other);
      for (guint k = 0; k < before->len; k++)
        {
          const AttestComment *one = before->pdata[k];
          guint found = 0;

          for (guint n = 0; n < after->len && !found; n++)
            {
              const AttestComment *same = after->pdata[n];

              found = same->placement->start == one->placement->start && same->placement->end == one->placement->end &&
                      g_str_equal (same->kind, one->kind) && g_strcmp0 (same->suggestion, one->suggestion) == 0;
            }
          if (!found && !is_ambiguous (one))
            g_error ("“%s” on “%s” is not there any more:\n%s", one->text, one->anchor->exact, marked);
          lost += !found;
        }
      assert_nothing_new (self, article, marked, 8);
      assert_nothing_new (self, other, marked, 8);
    }
  g_test_message ("%u of %u have no place", lost, rounds * 8);
  g_assert_cmpuint (lost, <=, rounds);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/critic-markup-import/" path,                                                                      \
              ReviewFixture,                                                                                           \
              NULL,                                                                                                    \
              review_fixture_set_up,                                                                                   \
              function,                                                                                                \
              review_fixture_tear_down)
  ADD ("by-others", test_by_others);
  ADD ("formats", test_formats);
  ADD ("older-revision", test_older_revision);
  ADD ("text-that-is-back", test_text_that_is_back);
  ADD ("last-lines", test_last_lines);
  ADD ("redacted", test_redacted);
  ADD ("other-text", test_other_text);
  ADD ("unread", test_unread);
  ADD ("own-signs", test_own_signs);
  ADD ("sent-back", test_sent_back);
  ADD ("not-known", test_not_known);
  ADD ("answered", test_answered);
  ADD ("own-export", test_own_export);
  ADD ("anything", test_anything);

  return g_test_run ();
}
