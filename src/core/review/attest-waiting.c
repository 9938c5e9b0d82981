/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-waiting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-board-table.h"
#include "record/attest-comment-table.h"
#include "record/attest-review-act-table.h"
#include "record/attest-revision-table.h"
#include "record/attest-variant-table.h"
#include "review/attest-facts-load.h"
#include "review/attest-open-comments.h"

static const struct
{
  const char *key;
  const char *label;
} reasons[] = {
  [ATTEST_WAITING_ASKED] = { "asked", N_ ("You are asked to review it") },
  [ATTEST_WAITING_REVIEW] = { "review", N_ ("It waits for a review") },
  [ATTEST_WAITING_REAFFIRM] = { "re-affirm", N_ ("You signed an earlier text, and this one is newer") },
  [ATTEST_WAITING_CHANGES] = { "changes", N_ ("Changes to your text are requested") },
  [ATTEST_WAITING_QUESTION] = { "question", N_ ("A question about your text is not answered") },
  [ATTEST_WAITING_SUGGESTION] = { "suggestion", N_ ("Words are suggested for your text") },
  [ATTEST_WAITING_COMMENT] = { "comment", N_ ("A comment on your text is open") },
  [ATTEST_WAITING_MENTIONED] = { "mentioned", N_ ("A comment names you") },
  [ATTEST_WAITING_ANSWERED] = { "answered", N_ ("A comment of yours was answered") },
  [ATTEST_WAITING_NEWER_TEXT] = { "newer-text", N_ ("The text was changed after your blocking comment") },
  [ATTEST_WAITING_NOBODY_ASKED] = { "nobody-asked", N_ ("Nobody is asked to review it") },
  [ATTEST_WAITING_TOO_FEW] = { "too-few", N_ ("Too few people can sign it off") },
  [ATTEST_WAITING_BLOCKING] = { "blocking-comment", N_ ("Only an editor can settle a blocking comment") },
  [ATTEST_WAITING_DUE] = { "due", N_ ("It is due for re-review") },
};

/* @me: ids of the person and of those joined with them; @n_reviewers: whose sign-off counts under every policy, 0 where that depends; @seen: what was found, so that each reason is told once */
typedef struct
{
  AttestLibrary *library;
  AttestDatabase *database;
  AttestReviewBoard *board;
  AttestHidden *hidden;
  GStrv me;
  gboolean edits;
  guint n_reviewers;
  gint64 now;
  GPtrArray *found;
  GHashTable *seen;
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->board, attest_review_board_free);
  g_clear_pointer (&self->hidden, attest_hidden_free);
  g_clear_pointer (&self->me, g_strfreev);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

const char *
attest_waiting_reason_to_string (AttestWaitingReason reason)
{
  g_return_val_if_fail (reason < G_N_ELEMENTS (reasons), NULL);

  return reasons[reason].key;
}

const char *
attest_waiting_reason_get_label (AttestWaitingReason reason)
{
  g_return_val_if_fail (reason < G_N_ELEMENTS (reasons), NULL);

  return _ (reasons[reason].label);
}

void
attest_waiting_free (AttestWaiting *self)
{
  if (self == NULL)
    return;

  g_free (self->article);
  g_free (self->audience);
  g_free (self);
}

static gboolean
is_me (const Search *self, const char *person)
{
  return g_strv_contains ((const char *const *) self->me, person);
}

static void
add (Search *self, const char *article, const char *audience, AttestWaitingReason reason)
{
  AttestWaiting *waiting;

  if (!g_hash_table_add (self->seen, g_strdup_printf ("%u %s %s", reason, article, audience)))
    return;
  waiting = g_new0 (AttestWaiting, 1);
  waiting->article = g_strdup (article);
  waiting->audience = g_strdup (audience);
  waiting->reason = reason;
  g_ptr_array_add (self->found, waiting);
}

/* ---- Who asks ---- */

static const AttestPerson *
find_person (GPtrArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++)
    if (strcmp (((const AttestPerson *) people->pdata[i])->id, id) == 0)
      return people->pdata[i];

  return NULL;
}

/* Where a policy counts the sign-offs of some reviewers alone, each text has to be looked at. */
static guint
count_reviewers (const Search *self)
{
  g_autoptr (GHashTable) reviewers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->board->policies->len; i++)
    {
      const char *const *roles = (const char *const *) ((const AttestPolicy *) self->board->policies->pdata[i])->roles;

      if (roles[0] != NULL && !g_strv_contains (roles, "reviewer"))
        return 0;
    }
  for (guint i = 0; i < self->board->people->len; i++)
    {
      const AttestPerson *person = self->board->people->pdata[i];

      if (g_strv_contains ((const char *const *) person->roles, "reviewer"))
        g_hash_table_add (reviewers, person->same_as);
    }

  return g_hash_table_size (reviewers);
}

static void
set_person (Search *self, const char *id)
{
  const AttestPerson *person = find_person (self->board->people, id);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_strv_builder_add (ids, id);
  for (guint i = 0; person != NULL && i < self->board->people->len; i++)
    {
      const AttestPerson *other = self->board->people->pdata[i];

      if (strcmp (other->same_as, person->same_as) == 0 && strcmp (other->id, id) != 0)
        g_strv_builder_add (ids, other->id);
    }
  self->me = g_strv_builder_end (ids);
  self->edits = person != NULL && g_strv_contains ((const char *const *) person->roles, "editor");
  self->n_reviewers = count_reviewers (self);
}

/* ---- Reviewers and authors ---- */

/* *@signed_before: whether they ever signed a text of this variant: that it was another one follows from their verdict being awaited. */
static gboolean
look_for_sign_off (Search *self, const AttestVariantTurn *turn, gboolean *signed_before, GError **error)
{
  g_autoptr (GPtrArray) acts =
      attest_review_act_table_list_brief (self->database, turn->article, turn->audience, error);

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const AttestReviewAct *act = acts->pdata[i];

      *signed_before |= is_me (self, act->actor) && g_strcmp0 (act->accurate, "yes") == 0 &&
                        g_strcmp0 (act->safe, "yes") == 0 && g_strcmp0 (act->current, "yes") == 0;
    }

  return acts != NULL;
}

static gboolean
judge_awaited (Search *self, const AttestVariantTurn *turn, GError **error)
{
  gboolean signed_before = FALSE;

  if (strcmp (turn->status, "changes-requested") == 0)
    {
      add (self, turn->article, turn->audience, ATTEST_WAITING_CHANGES);
      return TRUE;
    }
  if (!look_for_sign_off (self, turn, &signed_before, error))
    return FALSE;
  if (signed_before)
    add (self, turn->article, turn->audience, ATTEST_WAITING_REAFFIRM);
  if (turn->asked)
    add (self, turn->article, turn->audience, ATTEST_WAITING_ASKED);
  else if (!signed_before)
    add (self, turn->article, turn->audience, ATTEST_WAITING_REVIEW);

  return TRUE;
}

/* ---- Editors ---- */

/* The most that any policy asks: where more people are awaited, they are enough. */
static guint
get_most_sign_offs (const Search *self)
{
  guint most = ATTEST_POLICY_FIRST_SIGN_OFFS;

  for (guint i = 0; i < self->board->policies->len; i++)
    {
      const AttestPolicy *policy = self->board->policies->pdata[i];

      most = MAX (most, policy->sign_offs);
      for (guint role = 0; role < ATTEST_N_ROLES; role++)
        most = MAX (most, policy->role_sign_offs[role]);
    }

  return most;
}

static gboolean
judge_quorum (Search *self, const AttestVariantTurn *turn, GError **error)
{
  g_autoptr (AttestReviewFacts) facts = NULL;
  guint most = get_most_sign_offs (self);
  guint involved;

  if (turn->n_awaited >= most)
    return TRUE;
  /* Whoever cannot sign it off any more has saved it or answered. */
  if (!attest_variant_table_count_involved (self->database, turn->article, turn->audience, &involved, error))
    return FALSE;
  if (self->n_reviewers >= most + involved)
    return TRUE;
  facts = attest_review_facts_load_text (self->database, self->board, turn->article, turn->audience, self->now, error);
  if (facts != NULL && attest_review_lacks_reviewers (facts))
    add (self, turn->article, turn->audience, ATTEST_WAITING_TOO_FEW);

  return facts != NULL;
}

static const char *
get_same_as (const Search *self, const char *id)
{
  const AttestPerson *person = find_person (self->board->people, id);

  return person != NULL ? person->same_as : id;
}

static gboolean
has_saved (const Search *self, GPtrArray *revisions, const char *person)
{
  for (guint i = 0; i < revisions->len; i++)
    if (strcmp (get_same_as (self, ((const AttestRevisionAuthorRow *) revisions->pdata[i])->author),
                get_same_as (self, person)) == 0)
      return TRUE;

  return FALSE;
}

/* Whether a comment that blocks is of somebody who ever saved the text, without whom the facts need not be loaded: nearly all are of reviewers. */
static gboolean
may_be_stuck (const Search *self, const AttestVariantTurn *turn, GPtrArray *comments, gboolean *stuck, GError **error)
{
  g_autoptr (GPtrArray) revisions =
      attest_revision_table_list_authors (self->database, turn->article, turn->audience, error);

  *stuck = FALSE;
  for (guint i = 0; revisions != NULL && i < comments->len && !*stuck; i++)
    {
      const AttestCommentRow *comment = comments->pdata[i];

      *stuck = comment->blocking && strcmp (comment->audience, turn->audience) == 0 &&
               has_saved (self, revisions, comment->author);
    }

  return revisions != NULL;
}

/* As attest_review_resolve() has it: never an author of the newest text, be they who wrote the comment or the editor. */
static gboolean
judge_blocking (Search *self, const AttestVariantTurn *turn, GError **error)
{
  g_autoptr (GPtrArray) comments = attest_comment_table_list_open (self->database, turn->article, error);
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (AttestReviewFacts) facts = NULL;
  g_auto (GStrv) authors = NULL;
  const char *const *list;
  gboolean stuck;

  if (comments == NULL || !may_be_stuck (self, turn, comments, &stuck, error))
    return FALSE;
  if (!stuck)
    return TRUE;
  variant = attest_variant_table_find (self->database, turn->article, turn->audience, error);
  if (variant != NULL)
    facts =
        attest_review_facts_load_text (self->database, self->board, turn->article, turn->audience, self->now, error);
  if (facts == NULL)
    return FALSE;
  authors = attest_review_dup_authors (facts, variant->newest);
  list = (const char *const *) authors;
  if (g_strv_contains (list, attest_review_facts_get_same_as (facts, self->me[0])))
    return TRUE;
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestCommentRow *comment = comments->pdata[i];

      if (comment->blocking && strcmp (comment->audience, turn->audience) == 0 &&
          !attest_hidden_has (self->hidden, turn->article, turn->audience, comment->id) &&
          g_strv_contains (list, attest_review_facts_get_same_as (facts, comment->author)))
        add (self, turn->article, turn->audience, ATTEST_WAITING_BLOCKING);
    }

  return TRUE;
}

static gboolean
judge_for_editor (Search *self, const AttestVariantTurn *turn, GError **error)
{
  gboolean in_review = strcmp (turn->status, "submitted") == 0 || strcmp (turn->status, "under-review") == 0;

  if (in_review && turn->n_asked == 0)
    add (self, turn->article, turn->audience, ATTEST_WAITING_NOBODY_ASKED);
  if ((in_review && !judge_quorum (self, turn, error)) ||
      (turn->blocking_comments > 0 && !judge_blocking (self, turn, error)))
    return FALSE;
  if (turn->due_after > 0 && turn->due_after <= self->now)
    add (self, turn->article, turn->audience, ATTEST_WAITING_DUE);

  return TRUE;
}

/* ---- Comments ---- */

static AttestWaitingReason
get_reason (const AttestOpenComment *comment)
{
  switch (comment->turn)
    {
    case ATTEST_COMMENT_TURN_MENTIONED:
      return ATTEST_WAITING_MENTIONED;
    case ATTEST_COMMENT_TURN_ANSWERED:
      return ATTEST_WAITING_ANSWERED;
    case ATTEST_COMMENT_TURN_NEWER_TEXT:
      return ATTEST_WAITING_NEWER_TEXT;
    case ATTEST_COMMENT_TURN_OWN_TEXT:
    case ATTEST_COMMENT_TURN_OTHERS:
    default:
      break;
    }
  if (comment->suggests)
    return ATTEST_WAITING_SUGGESTION;

  return strcmp (comment->kind, "question") == 0 ? ATTEST_WAITING_QUESTION : ATTEST_WAITING_COMMENT;
}

/* @article: (nullable): NULL for all */
static gboolean
add_comments (Search *self, const char *article, GError **error)
{
  const AttestOpenCommentsQuery query = {
    .scope = ATTEST_OPEN_COMMENTS_WAITING, .person = self->me[0], .article = article, .hidden = self->hidden
  };
  GError *local_error = NULL;
  g_autoptr (GPtrArray) comments = attest_review_list_open_comments (self->library, &query, NULL, &local_error);

  /* An event may name an article that was not made yet. */
  if (article != NULL && g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_error_free (local_error);
      return TRUE;
    }
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestOpenComment *comment = comments->pdata[i];

      add (self, comment->article, comment->audience, get_reason (comment));
    }
  if (comments == NULL)
    g_propagate_error (error, local_error);

  return comments != NULL;
}

/* ---- The whole ---- */

static gboolean
add_texts (Search *self, const char *const *articles, GError **error)
{
  g_autoptr (GPtrArray) turns = attest_variant_table_list_turns (
      self->database, (const char *const *) self->me, articles, self->edits, self->now, error);

  for (guint i = 0; turns != NULL && i < turns->len; i++)
    {
      const AttestVariantTurn *turn = turns->pdata[i];

      if ((turn->awaited && !judge_awaited (self, turn, error)) ||
          (self->edits && !judge_for_editor (self, turn, error)))
        return FALSE;
    }

  return turns != NULL;
}

GPtrArray *
attest_review_list_waiting (AttestLibrary *library,
                            const char *person,
                            const char *const *articles,
                            gint64 now,
                            GError **error)
{
  g_auto (Search) search = { .library = library, .database = attest_library_get_database (library), .now = now };

  search.board = attest_review_board_load (search.database, error);
  search.hidden = search.board != NULL ? attest_hidden_new (library, person, now, error) : NULL;
  if (search.hidden == NULL)
    return NULL;
  search.found = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_waiting_free);
  search.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  set_person (&search, person);
  if (!add_texts (&search, articles, error))
    return NULL;
  if (articles == NULL && !add_comments (&search, NULL, error))
    return NULL;
  for (guint i = 0; articles != NULL && articles[i] != NULL; i++)
    if (!add_comments (&search, articles[i], error))
      return NULL;

  return g_steal_pointer (&search.found);
}
