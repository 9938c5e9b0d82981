/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-independence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-comment-table.h"
#include "record/attest-person-table.h"
#include "record/attest-review-act-table.h"
#include "review/attest-facts-load.h"
#include "review/attest-independence-private.h"
#include "review/attest-requirement.h"

/* What stands before a verdict in the record, and whether whoever gave it could see it. */

/* AttestSaid: a verdict, a comment or a reply; all belongs to the rows that it was read from. */
typedef struct
{
  const char *event;
  const char *actor;
  gboolean verdict;
  AttestMoment moment;
} AttestSaid;

/* How things stood after each fact. @to_answer: by joined id, for each step whether they were to answer independently (GArray of gboolean); @authors: of what was submitted then;
 * @roles: (element-type AttestRoleChange): everybody's, since facts know roles as they are now alone; @n_roles: how many of them hold by now; @reviewers: who has the role by now */
typedef struct
{
  const AttestReviewFacts *facts;
  const GPtrArray *roles;
  guint n_roles;
  GHashTable *reviewers;
  GArray *moments;
  GArray *independent;
  GHashTable *to_answer;
  GPtrArray *authors;
} Replay;

static void
free_earlier (gpointer data)
{
  AttestEarlierAct *act = data;

  g_free (act->event);
  g_free (act->actor);
  g_free (act);
}

void
attest_verdict_order_free (AttestVerdictOrder *self)
{
  if (self == NULL)
    return;

  g_free (self->verdict);
  g_ptr_array_unref (self->earlier);
  g_free (self);
}

/* ---- How things stood ---- */

static void
replay_init (Replay *self, const AttestReviewFacts *facts, const GPtrArray *roles)
{
  self->facts = facts;
  self->roles = roles;
  self->reviewers = g_hash_table_new (g_str_hash, g_str_equal);
  self->moments = g_array_new (FALSE, FALSE, sizeof (AttestMoment));
  self->independent = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->to_answer = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  self->authors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

static void
replay_clear (Replay *self)
{
  g_clear_pointer (&self->reviewers, g_hash_table_unref);
  g_clear_pointer (&self->moments, g_array_unref);
  g_clear_pointer (&self->independent, g_array_unref);
  g_clear_pointer (&self->to_answer, g_hash_table_unref);
  g_clear_pointer (&self->authors, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replay, replay_clear)

static void
take_roles (Replay *self, const AttestMoment *until)
{
  for (; self->n_roles < self->roles->len; self->n_roles++)
    {
      const AttestRoleChange *change = self->roles->pdata[self->n_roles];
      const AttestMoment moment = { change->clock, change->device, change->sequence, 0 };

      if (attest_moment_compare (&moment, until) > 0)
        return;
      if (g_strv_contains ((const char *const *) change->roles, "reviewer"))
        g_hash_table_add (self->reviewers, change->person);
      else
        g_hash_table_remove (self->reviewers, change->person);
    }
}

/* @person: a joined id */
static gboolean
was_reviewer (const Replay *self, const char *person)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->reviewers);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (strcmp (attest_review_facts_get_same_as (self->facts, id), person) == 0)
      return TRUE;

  return FALSE;
}

static void
note_step (AttestReviewState *state, const AttestStep *step, gpointer user_data)
{
  Replay *self = user_data;
  gboolean independent = attest_review_state_get_policy (state)->independent;
  GHashTableIter iter;
  gpointer person, list;

  take_roles (self, step->moment);
  g_array_append_val (self->moments, *step->moment);
  g_array_append_val (self->independent, independent);
  g_ptr_array_add (self->authors,
                   state->submitted != NULL ? attest_review_state_dup_authors (state, state->submitted)
                                            : g_ptr_array_new ());
  g_hash_table_iter_init (&iter, self->to_answer);
  while (g_hash_table_iter_next (&iter, &person, &list))
    {
      gboolean hidden = was_reviewer (self, person) && attest_review_state_takes_answer (state, person);

      g_array_append_val ((GArray *) list, hidden);
    }
}

/* Returns: how many facts are not behind @moment */
static guint
count_steps (const Replay *self, const AttestMoment *moment)
{
  guint count = 0;

  while (count < self->moments->len &&
         attest_moment_compare (&g_array_index (self->moments, AttestMoment, count), moment) <= 0)
    count++;

  return count;
}

/* Whether there was a moment from @from until @until, a verdict of @person, when what was said at @from was not hidden from them. */
static gboolean
could_see (const Replay *self, const char *person, const AttestMoment *from, const AttestMoment *until)
{
  const GArray *hidden = g_hash_table_lookup (self->to_answer, person);
  guint first = count_steps (self, from);
  guint last = count_steps (self, until) - 1;

  if (first == 0)
    return TRUE;
  for (guint i = first - 1; i < last; i++)
    if (!g_array_index (hidden, gboolean, i))
      return TRUE;

  return FALSE;
}

/* ---- What was said ---- */

static int
compare_said (gconstpointer one, gconstpointer other)
{
  return attest_moment_compare (&((const AttestSaid *) one)->moment, &((const AttestSaid *) other)->moment);
}

static void
add_comment (GArray *said, const AttestCommentRow *row)
{
  g_array_append_val (
      said, ((AttestSaid) { row->id, row->author, FALSE, { row->clock, row->device, row->sequence, row->time } }));
}

static void
add_replies (GArray *said, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestCommentReplyRow *row = rows->pdata[i];

      g_array_append_val (
          said, ((AttestSaid) { row->id, row->author, FALSE, { row->clock, row->device, row->sequence, row->time } }));
    }
}

/* @rows: what the result's words belong to, which the lists are added to. Returns: (transfer full) (nullable): in the total order */
static GArray *
list_said (AttestDatabase *database, const char *article, const char *audience, GPtrArray *rows, GError **error)
{
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (AttestSaid));
  GPtrArray *acts = attest_review_act_table_list_brief (database, article, audience, error);
  GPtrArray *comments = acts != NULL ? attest_comment_table_list (database, article, audience, error) : NULL;

  if (acts != NULL)
    g_ptr_array_add (rows, acts);
  if (comments == NULL)
    return NULL;
  g_ptr_array_add (rows, comments);
  for (guint i = 0; i < acts->len; i++)
    {
      const AttestReviewAct *act = acts->pdata[i];

      if (strcmp (act->kind, "verdict") == 0)
        g_array_append_val (
            said,
            ((AttestSaid) { act->event, act->actor, TRUE, { act->clock, act->device, act->sequence, act->time } }));
    }
  for (guint i = 0; i < comments->len; i++)
    {
      GPtrArray *replies =
          attest_comment_reply_table_list (database, ((AttestCommentRow *) comments->pdata[i])->id, error);

      if (replies == NULL)
        return NULL;
      g_ptr_array_add (rows, replies);
      add_comment (said, comments->pdata[i]);
      add_replies (said, replies);
    }
  g_array_sort (said, compare_said);

  return g_steal_pointer (&said);
}

/* ---- The order ---- */

static const char *
join (const Replay *self, const char *person)
{
  return attest_review_facts_get_same_as (self->facts, person);
}

static AttestVerdictOrder *
make_order (const Replay *self, const GArray *said, guint index)
{
  const AttestSaid *verdict = &g_array_index (said, AttestSaid, index);
  guint steps = count_steps (self, &verdict->moment);
  const char *giver = join (self, verdict->actor);
  const GPtrArray *authors;
  AttestVerdictOrder *order;

  if (steps < 2 || !g_array_index (self->independent, gboolean, steps - 2))
    return NULL;

  authors = self->authors->pdata[steps - 2];
  order = g_new0 (AttestVerdictOrder, 1);
  order->verdict = g_strdup (verdict->event);
  order->earlier = g_ptr_array_new_with_free_func (free_earlier);
  for (guint i = 0; i < index; i++)
    {
      const AttestSaid *earlier = &g_array_index (said, AttestSaid, i);
      const char *person = join (self, earlier->actor);
      AttestEarlierAct *act;

      if (strcmp (person, giver) == 0 && earlier->verdict)
        {
          order->again = TRUE;
          g_ptr_array_set_size (order->earlier, 0);
        }
      if (strcmp (person, giver) == 0 || attest_person_list_has (authors, person))
        continue;
      act = g_new0 (AttestEarlierAct, 1);
      act->event = g_strdup (earlier->event);
      act->actor = g_strdup (earlier->actor);
      act->verdict = earlier->verdict;
      act->seen = could_see (self, giver, &earlier->moment, &verdict->moment);
      g_ptr_array_add (order->earlier, act);
    }

  return order;
}

static gboolean
asks_independence (const AttestReviewBoard *board)
{
  for (guint i = 0; i < board->policies->len; i++)
    if (((const AttestPolicy *) board->policies->pdata[i])->independent)
      return TRUE;

  return FALSE;
}

GPtrArray *
attest_review_list_verdict_orders (AttestLibrary *library, const char *article, const char *audience, GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_verdict_order_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (AttestReviewBoard) board = attest_review_board_load (database, error);
  g_autoptr (AttestReviewFacts) facts = NULL;
  g_autoptr (AttestReviewState) state = NULL;
  g_autoptr (GPtrArray) roles = NULL;
  g_autoptr (GArray) said = NULL;
  g_auto (Replay) replay = { 0 };

  if (board == NULL || !asks_independence (board))
    return board != NULL ? g_steal_pointer (&orders) : NULL;
  facts = attest_review_facts_load_with_board (database, board, article, audience, g_get_real_time (), error);
  roles = facts != NULL ? attest_role_change_table_list (database, error) : NULL;
  said = roles != NULL ? list_said (database, article, audience, rows, error) : NULL;
  if (said == NULL)
    return NULL;
  replay_init (&replay, facts, roles);
  for (guint i = 0; i < said->len; i++)
    if (g_array_index (said, AttestSaid, i).verdict)
      g_hash_table_insert (replay.to_answer,
                           (gpointer) join (&replay, g_array_index (said, AttestSaid, i).actor),
                           g_array_new (FALSE, FALSE, sizeof (gboolean)));
  state = attest_review_fold (facts, note_step, &replay);
  for (guint i = 0; i < said->len; i++)
    {
      AttestVerdictOrder *order = g_array_index (said, AttestSaid, i).verdict ? make_order (&replay, said, i) : NULL;

      if (order != NULL)
        g_ptr_array_add (orders, order);
    }

  return g_steal_pointer (&orders);
}

/* ---- In words ---- */

static const char nothing[] =
    N_ ("By the record’s order given independently: nobody else but the text’s authors had said anything about it.");
static const char nothing_since[] = N_ (
    "By the record’s order given independently: since this reviewer’s verdict before it, nobody else but the text’s "
    "authors had said anything about it.");
static const char kept_hidden[] = N_ (
    "By the record’s order given independently: others had said something before it (verdicts: {verdicts}, comments "
    "and replies: {comments}), which Attest keeps hidden from a reviewer until they give theirs.");
static const char in_sight[] = N_ (
    "The policy asked for an independent verdict, but before it the reviewer could see what others had said (verdicts: "
    "{verdicts}, comments and replies: {comments}).");

/* @seen: of what could be seen alone */
static void
fill_in (GString *text, const AttestVerdictOrder *self, gboolean seen)
{
  guint counts[2] = { 0, 0 };
  g_autofree char *verdicts = NULL;
  g_autofree char *comments = NULL;

  for (guint i = 0; i < self->earlier->len; i++)
    {
      const AttestEarlierAct *act = self->earlier->pdata[i];

      counts[act->verdict ? 0 : 1] += !seen || act->seen;
    }
  verdicts = g_strdup_printf ("%u", counts[0]);
  comments = g_strdup_printf ("%u", counts[1]);
  g_string_replace (text, "{verdicts}", verdicts, 0);
  g_string_replace (text, "{comments}", comments, 0);
}

char *
attest_verdict_order_dup_sentence (const AttestVerdictOrder *self, gboolean translated)
{
  const char *sentence = self->again ? nothing_since : nothing;
  g_autoptr (GString) text = NULL;
  gboolean seen = FALSE;

  for (guint i = 0; i < self->earlier->len; i++)
    seen |= ((const AttestEarlierAct *) self->earlier->pdata[i])->seen;
  if (seen)
    sentence = in_sight;
  else if (self->earlier->len > 0)
    sentence = kept_hidden;
  text = g_string_new (translated ? _ (sentence) : sentence);
  fill_in (text, self, seen);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
