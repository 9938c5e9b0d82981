/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-overview-private.h"

#include <string.h>

#include "record/attest-article-table.h"
#include "record/attest-review-act-table.h"
#include "record/attest-revision-table.h"

/* As AttestVariant has it: due for another reason than its time, or never. */
#define DUE_ALREADY 1

/* The days by which a month may be shorter than another. */
#define MONTH_SLACK (4 * G_TIME_SPAN_DAY)

typedef struct
{
  gint64 time;
  const AttestOverviewText *text;
} Span;

/* @spans: (element-type Span): of all approvals; @by_topic: topic to its own */
typedef struct
{
  AttestOverview *overview;
  AttestOverviewPeople *people;
  AttestDatabase *database;
  guint sign_offs;
  int months;
  GArray *spans;
  GHashTable *by_topic;
} Approvals;

/* What one text went through. @acts: (element-type AttestReviewAct): in the total order */
typedef struct
{
  const AttestOverviewText *text;
  GPtrArray *acts;
  char *signed_hash;
} Way;

void
attest_overview_approvals_clear (AttestOverviewApprovals *self)
{
  g_clear_pointer (&self->topic, g_free);
  g_clear_pointer (&self->article, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->audience, g_free);
}

static void
approvals_free (gpointer data)
{
  attest_overview_approvals_clear (data);
  g_free (data);
}

static gint64
add_months (gint64 time, int months)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) moved = date != NULL ? g_date_time_add_months (date, months) : NULL;

  return moved != NULL ? g_date_time_to_unix_usec (moved) : 0;
}

/* ---- When one text was submitted and approved ---- */

static gboolean
tells_approval (const Approvals *self, const AttestOverviewText *text)
{
  return self->months > 0 && text->due_after > DUE_ALREADY;
}

static void
clear_way (Way *self)
{
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_clear_pointer (&self->signed_hash, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Way, clear_way)

/* Mostly a verdict tells what was signed, which is quicker than a look at the revision. */
static void
find_signed_hash (const Approvals *self, Way *way)
{
  g_autoptr (AttestRevision) revision = NULL;

  for (guint i = 0; i < way->acts->len; i++)
    {
      const AttestReviewAct *act = way->acts->pdata[i];

      if (act->signed_hash != NULL && g_strcmp0 (act->revision, way->text->published) == 0)
        {
          way->signed_hash = g_strdup (act->signed_hash);
          return;
        }
    }
  revision = attest_revision_table_load (self->database, way->text->published, NULL);
  if (revision != NULL)
    way->signed_hash = g_strdup (revision->signed_hash);
}

/* Whether @revision has the bytes that are published; of one that nobody answered to it is not known. */
static gboolean
is_same_text (const Way *way, const char *revision)
{
  if (g_strcmp0 (revision, way->text->published) == 0)
    return TRUE;
  for (guint i = 0; i < way->acts->len; i++)
    {
      const AttestReviewAct *act = way->acts->pdata[i];

      if (g_strcmp0 (act->signed_hash, way->signed_hash) == 0 && g_strcmp0 (act->revision, revision) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_yes (const char *answer)
{
  return g_strcmp0 (answer, "yes") == 0;
}

static gboolean
is_sign_off (const Way *way, const AttestReviewAct *act)
{
  return strcmp (act->kind, "verdict") == 0 && g_strcmp0 (act->signed_hash, way->signed_hash) == 0 &&
         is_yes (act->accurate) && is_yes (act->safe) && is_yes (act->current);
}

/* Returns: (transfer container) (element-type AttestReviewAct): the sign-offs since @submitted, which is when it was */
static GPtrArray *
list_sign_offs (const Way *way, gint64 *submitted)
{
  GPtrArray *sign_offs = g_ptr_array_new ();

  *submitted = 0;
  for (guint i = 0; i < way->acts->len; i++)
    {
      AttestReviewAct *act = way->acts->pdata[i];

      if (strcmp (act->kind, "withdraw") == 0)
        {
          *submitted = 0;
          g_ptr_array_set_size (sign_offs, 0);
        }
      else if (strcmp (act->kind, "submit") == 0 && *submitted == 0 && is_same_text (way, act->revision))
        *submitted = act->time;
      else if (is_sign_off (way, act))
        g_ptr_array_add (sign_offs, act);
    }

  return sign_offs;
}

/* The one of whose day the text is due again; else no sign-off, but a comment that was settled, completed it. */
static gint64
find_by_due (const Approvals *self, const Way *way, GPtrArray *sign_offs)
{
  for (guint i = 0; i < sign_offs->len; i++)
    {
      const AttestReviewAct *act = sign_offs->pdata[i];

      if (add_months (act->time, self->months) == way->text->due_after)
        return act->time;
    }

  return add_months (way->text->due_after, -self->months);
}

/* Returns: 0 where nobody signed */
static gint64
find_by_number (const Approvals *self, GPtrArray *sign_offs)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 time = 0;

  for (guint i = 0; i < sign_offs->len && g_hash_table_size (people) < self->sign_offs; i++)
    {
      const AttestReviewAct *act = sign_offs->pdata[i];

      if (g_hash_table_add (people, (gpointer) attest_overview_people_same (self->people, act->actor)))
        time = act->time;
    }

  return time;
}

static void
add_span (Approvals *self, const Span *span)
{
  g_auto (GStrv) topics = attest_article_table_dup_topics (self->database, span->text->article);

  g_array_append_vals (self->spans, span, 1);
  for (guint i = 0; topics[i] != NULL; i++)
    {
      GArray *spans = g_hash_table_lookup (self->by_topic, topics[i]);

      if (spans == NULL)
        {
          spans = g_array_new (FALSE, FALSE, sizeof (Span));
          g_hash_table_insert (self->by_topic, g_strdup (topics[i]), spans);
        }
      g_array_append_vals (spans, span, 1);
    }
}

static gboolean
may_count (const Approvals *self, const AttestOverviewText *text)
{
  if (text->published == NULL)
    return FALSE;

  return !tells_approval (self, text) ||
         add_months (text->due_after, -self->months) + MONTH_SLACK >= self->overview->since;
}

/* Returns: FALSE with @error */
static gboolean
look_at_text (Approvals *self, const AttestOverviewText *text, GError **error)
{
  g_auto (Way) way = { .text = text };
  g_autoptr (GPtrArray) sign_offs = NULL;
  gint64 submitted;
  gint64 approved;

  way.acts = attest_review_act_table_list_brief (self->database, text->article, text->audience, error);
  if (way.acts == NULL)
    return FALSE;
  find_signed_hash (self, &way);
  if (way.signed_hash == NULL)
    return TRUE;
  sign_offs = list_sign_offs (&way, &submitted);
  approved = tells_approval (self, text) ? find_by_due (self, &way, sign_offs) : find_by_number (self, sign_offs);
  /* A clock that was wrong made nothing quicker than at once. */
  if (submitted > 0 && approved > 0 && approved >= self->overview->since)
    add_span (self, &(Span) { MAX (approved - submitted, 0), text });

  return TRUE;
}

/* ---- The figures ---- */

static int
compare_spans (gconstpointer one, gconstpointer other)
{
  const Span *first = one;
  const Span *second = other;
  int order = (first->time > second->time) - (first->time < second->time);

  if (order == 0)
    order = strcmp (first->text->article, second->text->article);

  return order != 0 ? order : strcmp (first->text->audience, second->text->audience);
}

static void
fill_in (Approvals *self, AttestOverviewApprovals *approvals, GArray *spans)
{
  const Span *sorted = (const Span *) (gpointer) spans->data;
  g_autoptr (AttestArticle) article = NULL;
  const Span *slowest;

  approvals->count = spans->len;
  if (spans->len == 0)
    return;
  g_array_sort (spans, compare_spans);
  slowest = &sorted[spans->len - 1];
  approvals->median = (sorted[(spans->len - 1) / 2].time + sorted[spans->len / 2].time) / 2;
  approvals->slowest = slowest->time;
  approvals->article = g_strdup (slowest->text->article);
  approvals->audience = g_strdup (slowest->text->audience);
  article = attest_article_table_load (self->database, slowest->text->article, NULL);
  approvals->title = g_strdup (article != NULL ? article->title : slowest->text->article);
}

static int
compare_topics (gconstpointer one, gconstpointer other)
{
  const AttestOverviewApprovals *first = one;
  const AttestOverviewApprovals *second = other;
  int order = g_utf8_collate (first->topic, second->topic);

  return order != 0 ? order : strcmp (first->topic, second->topic);
}

static GPtrArray *
list_topics (Approvals *self)
{
  GPtrArray *topics = g_ptr_array_new_with_free_func (approvals_free);
  GHashTableIter iter;
  gpointer topic;
  gpointer spans;

  g_hash_table_iter_init (&iter, self->by_topic);
  while (g_hash_table_iter_next (&iter, &topic, &spans))
    {
      AttestOverviewApprovals *approvals = g_new0 (AttestOverviewApprovals, 1);

      approvals->topic = g_strdup (topic);
      fill_in (self, approvals, spans);
      g_ptr_array_add (topics, approvals);
    }
  g_ptr_array_sort_values (topics, compare_topics);

  return topics;
}

gboolean
attest_overview_count_approvals (AttestOverview *self,
                                 AttestOverviewTexts *texts,
                                 AttestOverviewPeople *people,
                                 AttestLibrary *library,
                                 GError **error)
{
  g_autoptr (AttestBoard) board = attest_library_load_board (library, error);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GHashTable) by_topic =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  Approvals approvals = { .overview = self, .people = people, .spans = spans, .by_topic = by_topic };

  if (board == NULL)
    return FALSE;
  approvals.database = attest_library_get_database (library);
  approvals.sign_offs = board->sign_offs;
  approvals.months = (int) MIN (board->review_months, 1200);
  for (guint i = 0; i < texts->texts->len; i++)
    {
      const AttestOverviewText *text = &g_array_index (texts->texts, AttestOverviewText, i);

      if (may_count (&approvals, text) && !look_at_text (&approvals, text, error))
        return FALSE;
    }
  fill_in (&approvals, &self->approvals, spans);
  self->topics = list_topics (&approvals);

  return TRUE;
}
