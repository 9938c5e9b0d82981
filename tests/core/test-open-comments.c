/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "review-fixture.h"

/* Open comments of all articles: which there are, in which order, and whom they wait for. */

#define TEXT "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes.\n"
#define DOSE "0.5 mg/kg"

static GPtrArray *
list (ReviewFixture *self, AttestOpenCommentsScope scope, const char *person, guint limit, gboolean *more)
{
  const AttestOpenCommentsQuery query = { .scope = scope, .person = person, .limit = limit };
  g_autoptr (GError) error = NULL;
  GPtrArray *comments = attest_review_list_open_comments (self->record.library, &query, more, &error);

  g_assert_no_error (error);
  g_assert_nonnull (comments);

  return comments;
}

static const AttestOpenComment *
find (GPtrArray *comments, const char *id)
{
  for (guint i = 0; i < comments->len; i++)
    if (g_str_equal (((const AttestOpenComment *) comments->pdata[i])->id, id))
      return comments->pdata[i];

  return NULL;
}

/* Both the list of what waits and the list of all say it. */
static void
assert_turn (ReviewFixture *self, const char *person, const char *id, AttestCommentTurn turn)
{
  g_autoptr (GPtrArray) waiting = list (self, ATTEST_OPEN_COMMENTS_WAITING, person, 0, NULL);
  g_autoptr (GPtrArray) all = list (self, ATTEST_OPEN_COMMENTS_ALL, person, 0, NULL);
  const AttestOpenComment *found = find (waiting, id);

  g_assert_nonnull (find (all, id));
  g_assert_cmpint (find (all, id)->turn, ==, turn);
  if (turn == ATTEST_COMMENT_TURN_OTHERS)
    g_assert_null (found);
  else
    g_assert_cmpint (found != NULL ? (int) found->turn : -1, ==, turn);
}

static void
assert_not_listed (ReviewFixture *self, const char *id)
{
  const char *const people[] = { self->author, self->editor, self->first, self->second, self->third };

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    for (guint scope = ATTEST_OPEN_COMMENTS_ALL; scope <= ATTEST_OPEN_COMMENTS_WAITING; scope++)
      {
        g_autoptr (GPtrArray) comments = list (self, scope, people[i], 0, NULL);

        g_assert_null (find (comments, id));
      }
}

static void
reply (ReviewFixture *self, const char *comment, const char *actor)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_review_reply (self->record.library, comment, actor, "I see it so.", NULL, &error);

  g_assert_no_error (error);
}

static char *
comment_as (ReviewFixture *self, const char *article, const char *actor, const char *kind, const char *suggestion)
{
  g_autoptr (GError) error = NULL;
  const char *start = strstr (TEXT, DOSE);
  const AttestCommentDraft draft = {
    .start = (gsize) (start - TEXT),
    .end = (gsize) (start - TEXT) + strlen (DOSE),
    .text = "As it stands.",
    .kind = kind,
    .suggestion = suggestion,
  };
  char *id = attest_review_add_comment (self->record.library, article, "doctor", actor, &draft, &error);

  g_assert_no_error (error);

  return id;
}

/* ---- What the list says ---- */

static void
test_list (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *other = review_make_article (self, "# Is it safe?\n\nMostly.\n");
  g_autofree char *older = review_comment (self, article, self->first, DOSE, TRUE);
  g_autofree char *newer = review_comment (self, other, self->second, "Mostly", FALSE);
  g_autoptr (GPtrArray) comments = list (self, ATTEST_OPEN_COMMENTS_ALL, NULL, 0, NULL);
  const AttestOpenComment *comment;

  g_assert_cmpuint (comments->len, ==, 2);
  comment = comments->pdata[0];
  g_assert_cmpstr (comment->id, ==, newer);
  g_assert_cmpstr (comment->last_actor, ==, self->second);
  g_assert_cmpint (comment->last, ==, comment->time);
  g_assert_cmpint (comment->turn, ==, ATTEST_COMMENT_TURN_OTHERS);

  /* What happens in a thread brings it to the top; what happens elsewhere in its article does not. */
  reply (self, older, self->author);
  reply (self, older, self->editor);
  g_free (review_save (self, other, self->author, "# Is it safe?\n\nMostly, yes.\n"));
  g_clear_pointer (&comments, g_ptr_array_unref);
  comments = list (self, ATTEST_OPEN_COMMENTS_ALL, NULL, 0, NULL);
  comment = comments->pdata[0];
  g_assert_cmpstr (comment->id, ==, older);
  g_assert_cmpstr (comment->article, ==, article);
  g_assert_cmpstr (comment->slug, ==, "can-it-help");
  g_assert_cmpstr (comment->title, ==, "Can it help?");
  g_assert_cmpstr (comment->audience, ==, "doctor");
  g_assert_cmpstr (comment->author, ==, self->first);
  g_assert_cmpstr (comment->text, ==, "Please look at this.");
  g_assert_cmpstr (comment->kind, ==, "change");
  g_assert_cmpstr (comment->quote, ==, DOSE);
  g_assert_true (comment->blocking);
  g_assert_cmpuint (comment->n_replies, ==, 2);
  g_assert_cmpint (comment->last, >, comment->time);
  g_assert_cmpstr (comment->last_actor, ==, self->editor);
}

static void
test_gone (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *removed = review_make_article (self, TEXT);
  g_autofree char *stays = review_comment (self, removed, self->first, DOSE, FALSE);
  g_autofree char *retracted = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *resolved = review_comment (self, article, self->second, DOSE, FALSE);
  g_autofree char *redacted = review_comment (self, article, self->third, DOSE, FALSE);
  g_autoptr (GError) error = NULL;

  assert_turn (self, self->author, retracted, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->author, resolved, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->author, redacted, ATTEST_COMMENT_TURN_OWN_TEXT);
  g_assert_true (attest_review_retract (library, retracted, self->first, &error));
  g_assert_true (attest_review_resolve (library, resolved, self->author, NULL, &error));
  g_assert_true (attest_library_redact (library, self->editor, article, redacted, NULL, "A name", &error));
  assert_not_listed (self, retracted);
  assert_not_listed (self, resolved);
  assert_not_listed (self, redacted);

  assert_turn (self, self->author, stays, ATTEST_COMMENT_TURN_OWN_TEXT);
  g_assert_true (attest_review_remove (library, removed, self->author, NULL, &error));
  assert_not_listed (self, stays);
  g_assert_true (attest_review_restore (library, removed, self->author, &error));
  assert_turn (self, self->author, stays, ATTEST_COMMENT_TURN_OWN_TEXT);
}

static void
test_mine (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *one = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *other = review_comment (self, article, self->second, DOSE, TRUE);
  g_autoptr (GPtrArray) mine = NULL;
  g_autoptr (GPtrArray) blocking = NULL;
  g_autoptr (GError) error = NULL;
  AttestOpenCommentsQuery query = { .scope = ATTEST_OPEN_COMMENTS_MINE, .person = self->first, .blocking = TRUE };

  /* Taking part in a thread does not make it one's own. */
  reply (self, other, self->first);
  mine = list (self, ATTEST_OPEN_COMMENTS_MINE, self->first, 0, NULL);
  g_assert_cmpuint (mine->len, ==, 1);
  g_assert_nonnull (find (mine, one));
  g_clear_pointer (&mine, g_ptr_array_unref);

  attest_review_join_people (self->record.library, self->editor, self->first, self->second, "Married", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      mine = list (self, ATTEST_OPEN_COMMENTS_MINE, i == 0 ? self->first : self->second, 0, NULL);
      g_assert_cmpuint (mine->len, ==, 2);
      g_clear_pointer (&mine, g_ptr_array_unref);
    }
  blocking = attest_review_list_open_comments (self->record.library, &query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (blocking->len, ==, 1);
  g_assert_nonnull (find (blocking, other));
}

/* ---- Whose turn it is ---- */

static void
test_by_turns (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);

  assert_turn (self, self->author, id, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->first, id, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->second, id, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->editor, id, ATTEST_COMMENT_TURN_OTHERS);

  reply (self, id, self->author);
  assert_turn (self, self->author, id, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->first, id, ATTEST_COMMENT_TURN_ANSWERED);

  reply (self, id, self->first);
  assert_turn (self, self->author, id, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->first, id, ATTEST_COMMENT_TURN_OTHERS);

  /* Somebody else's word is one to both, and not to themselves. */
  reply (self, id, self->second);
  assert_turn (self, self->author, id, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->first, id, ATTEST_COMMENT_TURN_ANSWERED);
  assert_turn (self, self->second, id, ATTEST_COMMENT_TURN_OTHERS);
}

static void
test_declined_and_reopened (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *suggesting = comment_as (self, article, self->first, "change", "0.4 mg/kg");
  g_autofree char *blocking = review_comment (self, article, self->first, DOSE, TRUE);
  g_autofree char *settled = review_comment (self, article, self->first, DOSE, FALSE);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  /* Nobody but whoever wrote it settles one that blocks, so that a decline hands it back. */
  g_assert_true (attest_review_edit_comment (library, blocking, self->first, NULL, "0.3 mg/kg", NULL, &error));
  g_assert_true (attest_review_decline (library, blocking, self->author, "Too little", &error));
  assert_turn (self, self->author, blocking, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->first, blocking, ATTEST_COMMENT_TURN_ANSWERED);
  g_assert_true (attest_review_decline (library, suggesting, self->author, "Too little", &error));
  assert_not_listed (self, suggesting);

  /* Being reopened is a word too, and no reply. */
  reply (self, settled, self->author);
  g_assert_true (attest_review_resolve (library, settled, self->author, NULL, &error));
  assert_not_listed (self, settled);
  g_assert_true (attest_review_reopen (library, settled, self->first, &error));
  assert_turn (self, self->author, settled, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->first, settled, ATTEST_COMMENT_TURN_OTHERS);
  all = list (self, ATTEST_OPEN_COMMENTS_ALL, NULL, 0, NULL);
  g_assert_cmpuint (find (all, settled)->n_replies, ==, 1);
  g_assert_cmpuint (find (all, blocking)->n_replies, ==, 0);
  g_assert_true (attest_review_resolve (library, settled, self->first, NULL, &error));
  g_assert_true (attest_review_reopen (library, settled, self->author, &error));
  assert_turn (self, self->author, settled, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->first, settled, ATTEST_COMMENT_TURN_ANSWERED);
}

static void
test_newer_text (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *blocking = review_comment (self, article, self->first, DOSE, TRUE);
  g_autofree char *plain = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *own = review_comment (self, article, self->third, DOSE, TRUE);

  assert_turn (self, self->first, blocking, ATTEST_COMMENT_TURN_OTHERS);
  g_free (review_save (self, article, self->author, TEXT "More.\n"));
  assert_turn (self, self->first, blocking, ATTEST_COMMENT_TURN_NEWER_TEXT);
  assert_turn (self, self->first, plain, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->third, own, ATTEST_COMMENT_TURN_NEWER_TEXT);
  /* A newer text says nothing about a comment: it is the author's until they say so. */
  assert_turn (self, self->author, blocking, ATTEST_COMMENT_TURN_OWN_TEXT);

  /* Who looked and is not content hands it back. */
  reply (self, blocking, self->first);
  assert_turn (self, self->first, blocking, ATTEST_COMMENT_TURN_OTHERS);
  g_free (review_save (self, article, self->author, TEXT "Still more.\n"));
  assert_turn (self, self->first, blocking, ATTEST_COMMENT_TURN_NEWER_TEXT);

  /* Who saved the newest text may not settle what blocks it. */
  g_free (review_save (self, article, self->third, TEXT "Mine.\n"));
  assert_turn (self, self->third, own, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->first, blocking, ATTEST_COMMENT_TURN_NEWER_TEXT);
}

static void
test_authors (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *revision = review_save (self, article, self->third, TEXT "More.\n");
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *own = review_comment (self, article, self->third, DOSE, FALSE);
  g_autofree char *agreement = comment_as (self, article, self->first, "agree", NULL);

  assert_turn (self, self->author, id, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->third, id, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->third, own, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->author, own, ATTEST_COMMENT_TURN_OWN_TEXT);

  assert_turn (self, self->author, agreement, ATTEST_COMMENT_TURN_OTHERS);
  reply (self, agreement, self->second);
  assert_turn (self, self->author, agreement, ATTEST_COMMENT_TURN_OWN_TEXT);
  assert_turn (self, self->first, agreement, ATTEST_COMMENT_TURN_ANSWERED);
}

static void
test_joined (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *blocking = review_comment (self, article, self->first, DOSE, TRUE);
  g_autoptr (GError) error = NULL;

  reply (self, id, self->second);
  assert_turn (self, self->first, id, ATTEST_COMMENT_TURN_ANSWERED);
  attest_review_join_people (library, self->editor, self->first, self->second, NULL, &error);
  attest_review_join_people (library, self->editor, self->author, self->third, NULL, &error);
  g_assert_no_error (error);

  /* Nobody answers themselves, and the other name has what the one has. */
  assert_turn (self, self->first, id, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->second, id, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->third, id, ATTEST_COMMENT_TURN_OWN_TEXT);
  reply (self, id, self->third);
  assert_turn (self, self->author, id, ATTEST_COMMENT_TURN_OTHERS);
  assert_turn (self, self->second, id, ATTEST_COMMENT_TURN_ANSWERED);
  g_free (review_save (self, article, self->third, TEXT "More.\n"));
  assert_turn (self, self->second, blocking, ATTEST_COMMENT_TURN_NEWER_TEXT);
}

/* ---- Many ---- */

#define N_ARTICLES 24

/* An article's newest comment may be far older than its last change, and its oldest one newer than those of others. */
static void
make_many (ReviewFixture *self)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) comments = g_ptr_array_new_with_free_func (g_free);
  const char *const people[] = { self->author, self->first, self->second, self->third };

  for (guint i = 0; i < N_ARTICLES; i++)
    g_ptr_array_add (articles, review_make_article (self, TEXT));
  for (guint i = 0; i < 4 * N_ARTICLES; i++)
    {
      const char *article = articles->pdata[g_rand_int_range (random, 0, N_ARTICLES)];
      const char *actor = people[g_rand_int_range (random, 0, G_N_ELEMENTS (people))];
      g_autofree char *text = g_strdup_printf (TEXT "Change %u.\n", i);

      if (i % 4 == 0)
        g_free (review_save (self, article, i % 8 == 0 ? self->author : self->third, text));
      else if (i % 4 == 3)
        reply (self, comments->pdata[g_rand_int_range (random, 0, (gint32) comments->len)], actor);
      else
        g_ptr_array_add (comments, review_comment (self, article, actor, DOSE, i % 3 == 0));
    }
}

static void
assert_beginning (ReviewFixture *self, AttestOpenCommentsScope scope, const char *person)
{
  g_autoptr (GPtrArray) all = list (self, scope, person, 0, NULL);

  g_assert_cmpuint (all->len, >=, 3);
  for (guint i = 1; i < all->len; i++)
    g_assert_cmpint (
        ((const AttestOpenComment *) all->pdata[i - 1])->last, >=, ((const AttestOpenComment *) all->pdata[i])->last);
  for (guint limit = 1; limit <= all->len + 1; limit++)
    {
      gboolean more = FALSE;
      g_autoptr (GPtrArray) some = list (self, scope, person, limit, &more);

      g_assert_cmpuint (some->len, ==, MIN (limit, all->len));
      g_assert_true (more == (limit < all->len));
      for (guint i = 0; i < some->len; i++)
        g_assert_cmpstr (
            ((const AttestOpenComment *) some->pdata[i])->id, ==, ((const AttestOpenComment *) all->pdata[i])->id);
    }
}

static void
test_limit (ReviewFixture *self, gconstpointer data)
{
  make_many (self);
  assert_beginning (self, ATTEST_OPEN_COMMENTS_ALL, NULL);
  assert_beginning (self, ATTEST_OPEN_COMMENTS_MINE, self->first);
  assert_beginning (self, ATTEST_OPEN_COMMENTS_WAITING, self->author);
  assert_beginning (self, ATTEST_OPEN_COMMENTS_WAITING, self->first);
}

/* Who is only in some articles loses nothing of what the list of all says waits for them. */
static void
test_waiting_is_all (ReviewFixture *self, gconstpointer data)
{
  const char *const people[] = { self->author, self->editor, self->first, self->second, self->third };

  make_many (self);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (GPtrArray) all = list (self, ATTEST_OPEN_COMMENTS_ALL, people[i], 0, NULL);
      g_autoptr (GPtrArray) waiting = list (self, ATTEST_OPEN_COMMENTS_WAITING, people[i], 0, NULL);
      g_autoptr (GPtrArray) mine = list (self, ATTEST_OPEN_COMMENTS_MINE, people[i], 0, NULL);
      guint n_waiting = 0;
      guint n_mine = 0;

      for (guint k = 0; k < all->len; k++)
        {
          const AttestOpenComment *comment = all->pdata[k];

          n_waiting += comment->turn != ATTEST_COMMENT_TURN_OTHERS;
          n_mine += g_str_equal (comment->author, people[i]);
        }
      g_assert_cmpuint (waiting->len, ==, n_waiting);
      g_assert_cmpuint (mine->len, ==, n_mine);
    }
}

#define ADD(path, function)                                                                                            \
  g_test_add (                                                                                                         \
      "/core/open-comments/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("list", test_list);
  ADD ("gone", test_gone);
  ADD ("mine", test_mine);
  ADD ("by-turns", test_by_turns);
  ADD ("declined-and-reopened", test_declined_and_reopened);
  ADD ("newer-text", test_newer_text);
  ADD ("authors", test_authors);
  ADD ("joined", test_joined);
  ADD ("limit", test_limit);
  ADD ("waiting-is-all", test_waiting_is_all);

  return g_test_run ();
}
