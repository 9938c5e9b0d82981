/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-overview-private.h"

#include <string.h>

#include "record/attest-article-table.h"
#include "record/attest-body.h"
#include "record/attest-revision-table.h"

/* As AttestVariant has it: due for another reason than its time, or never. */
#define DUE_ALREADY 1

/* The days by which a month may be shorter than another. */
#define MONTH_SLACK (4 * G_TIME_SPAN_DAY)

typedef enum
{
  ACT_SUBMIT,
  ACT_WITHDRAW,
  ACT_VERDICT,
} ActKind;

/* What is kept of an act until its text is done. @person: joined; @revision, @signed_hash: (nullable), in the strings of Acts */
typedef struct
{
  ActKind kind;
  gint64 time;
  const char *person;
  const char *revision;
  const char *signed_hash;
  gboolean sign_off;
} Act;

typedef struct
{
  gint64 time;
  const AttestOverviewText *text;
} Span;

/*
 * @text: (nullable): the one whose acts are kept: it stands approved, perhaps since a time that counts
 * @spans: (element-type Span): of all approvals; @by_topic: topic to its own
 */
typedef struct
{
  AttestOverview *overview;
  AttestOverviewTexts *texts;
  AttestOverviewPeople *people;
  AttestDatabase *database;
  guint sign_offs;
  int months;
  const AttestOverviewText *text;
  GArray *acts;
  GStringChunk *strings;
  GArray *spans;
  GHashTable *by_topic;
} Acts;

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
tells_approval (const Acts *self, const AttestOverviewText *text)
{
  return self->months > 0 && text->due_after > DUE_ALREADY;
}

/* Returns: (transfer full) (nullable): what was signed; mostly a verdict tells, which is quicker than a look at the revision */
static char *
dup_signed_hash (Acts *self)
{
  g_autoptr (AttestRevision) revision = NULL;

  for (guint i = 0; i < self->acts->len; i++)
    {
      const Act *act = &g_array_index (self->acts, Act, i);

      if (act->signed_hash != NULL && g_strcmp0 (act->revision, self->text->published) == 0)
        return g_strdup (act->signed_hash);
    }
  revision = attest_revision_table_load (self->database, self->text->published, NULL);

  return revision != NULL ? g_strdup (revision->signed_hash) : NULL;
}

static gboolean
is_same_text (const Acts *self, const char *revision, const char *signed_hash)
{
  if (g_strcmp0 (revision, self->text->published) == 0)
    return TRUE;
  for (guint i = 0; i < self->acts->len; i++)
    {
      const Act *act = &g_array_index (self->acts, Act, i);

      if (g_strcmp0 (act->signed_hash, signed_hash) == 0 && g_strcmp0 (act->revision, revision) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer full) (element-type Act): the sign-offs since @submitted, which is when it was */
static GPtrArray *
list_sign_offs (const Acts *self, const char *signed_hash, gint64 *submitted)
{
  GPtrArray *sign_offs = g_ptr_array_new ();

  *submitted = 0;
  for (guint i = 0; i < self->acts->len; i++)
    {
      Act *act = &g_array_index (self->acts, Act, i);

      if (act->kind == ACT_WITHDRAW)
        {
          *submitted = 0;
          g_ptr_array_set_size (sign_offs, 0);
        }
      else if (act->kind == ACT_SUBMIT && *submitted == 0 && is_same_text (self, act->revision, signed_hash))
        *submitted = act->time;
      else if (act->kind == ACT_VERDICT && act->sign_off && g_strcmp0 (act->signed_hash, signed_hash) == 0)
        g_ptr_array_add (sign_offs, act);
    }

  return sign_offs;
}

/* The one of whose day the text is due again; else no sign-off, but a comment that was settled, completed it. */
static gint64
find_by_due (const Acts *self, GPtrArray *sign_offs)
{
  for (guint i = 0; i < sign_offs->len; i++)
    {
      const Act *act = sign_offs->pdata[i];

      if (add_months (act->time, self->months) == self->text->due_after)
        return act->time;
    }

  return add_months (self->text->due_after, -self->months);
}

/* Returns: 0 where nobody signed */
static gint64
find_by_number (const Acts *self, GPtrArray *sign_offs)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 time = 0;

  for (guint i = 0; i < sign_offs->len && g_hash_table_size (people) < self->sign_offs; i++)
    {
      const Act *act = sign_offs->pdata[i];

      if (g_hash_table_add (people, (gpointer) act->person))
        time = act->time;
    }

  return time;
}

static void
add_to_topics (Acts *self, const Span *span)
{
  g_auto (GStrv) topics = attest_body_texts_from_json (span->text->topics);

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

static void
finish_text (Acts *self)
{
  g_autofree char *signed_hash = self->text != NULL ? dup_signed_hash (self) : NULL;
  g_autoptr (GPtrArray) sign_offs = NULL;
  gint64 submitted = 0;
  gint64 approved;

  if (signed_hash != NULL)
    {
      sign_offs = list_sign_offs (self, signed_hash, &submitted);
      approved = tells_approval (self, self->text) ? find_by_due (self, sign_offs) : find_by_number (self, sign_offs);
      if (submitted > 0 && approved > 0 && approved >= self->overview->since)
        {
          /* A clock that was wrong made nothing quicker than at once. */
          Span span = { MAX (approved - submitted, 0), self->text };

          g_array_append_val (self->spans, span);
          add_to_topics (self, &span);
        }
    }
  self->text = NULL;
  g_array_set_size (self->acts, 0);
  g_string_chunk_clear (self->strings);
}

/* ---- All acts ---- */

static gboolean
may_count (const Acts *self, const AttestOverviewText *text)
{
  if (text->published == NULL)
    return FALSE;

  return !tells_approval (self, text) ||
         add_months (text->due_after, -self->months) + MONTH_SLACK >= self->overview->since;
}

static const char *
keep (Acts *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static gboolean
is_yes (const char *answer)
{
  return g_strcmp0 (answer, "yes") == 0;
}

static void
keep_act (Acts *self, const AttestReviewAct *row, ActKind kind)
{
  const Act act = {
    .kind = kind,
    .time = row->time,
    .person = attest_overview_people_same (self->people, keep (self, row->actor)),
    .revision = keep (self, row->revision),
    .signed_hash = keep (self, row->signed_hash),
    .sign_off = is_yes (row->accurate) && is_yes (row->safe) && is_yes (row->current),
  };

  g_array_append_val (self->acts, act);
}

static gboolean
parse_kind (const char *name, ActKind *kind)
{
  static const char *const names[] = { "submit", "withdraw", "verdict" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *kind = (ActKind) i;
        return TRUE;
      }

  return FALSE;
}

static void
add_act (const AttestReviewAct *row, gpointer user_data)
{
  Acts *self = user_data;
  const AttestOverviewText *text = attest_overview_texts_find (self->texts, row->article, row->audience);
  ActKind kind;

  if (text != self->text && self->text != NULL)
    finish_text (self);
  if (text == NULL || !parse_kind (row->kind, &kind))
    return;
  if (kind == ACT_VERDICT && row->time >= self->overview->since)
    attest_overview_people_add_verdict (self->people, row->actor);
  if (self->text == NULL && may_count (self, text))
    self->text = text;
  if (self->text != NULL)
    keep_act (self, row, kind);
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
fill_in (Acts *self, AttestOverviewApprovals *approvals, GArray *spans)
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
list_topics (Acts *self)
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
attest_overview_count_acts (AttestOverview *self,
                            AttestOverviewTexts *texts,
                            AttestOverviewPeople *people,
                            AttestLibrary *library,
                            GError **error)
{
  g_autoptr (AttestBoard) board = attest_library_load_board (library, error);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Act));
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GHashTable) by_topic =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  Acts acts = { .overview = self, .texts = texts, .people = people, .acts = kept, .spans = spans };
  gboolean done;

  if (board == NULL)
    return FALSE;
  acts.database = attest_library_get_database (library);
  acts.sign_offs = board->sign_offs;
  acts.months = (int) MIN (board->review_months, 1200);
  acts.by_topic = by_topic;
  acts.strings = g_string_chunk_new (4096);
  attest_overview_texts_begin (texts);
  done = attest_review_act_table_visit (acts.database, add_act, &acts, error);
  finish_text (&acts);
  g_string_chunk_free (acts.strings);
  fill_in (&acts, &self->approvals, spans);
  self->topics = list_topics (&acts);

  return done;
}
