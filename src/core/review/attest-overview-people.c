/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-overview-private.h"

#include <string.h>

#include "record/attest-article.h"
#include "record/attest-assignment-table.h"
#include "record/attest-comment-table.h"
#include "record/attest-review-act-table.h"
#include "record/attest-variant-table.h"

/*
 * Everybody who counts as one.
 *
 * @reviewer: has the role, under one of their names
 * @asked: texts (AttestOverviewText) that they were asked to review, to the day until when
 * @counted: the text that was counted last, since two of their names may stand at one
 */
typedef struct
{
  char *id;
  char *name;
  gboolean reviewer;
  GHashTable *asked;
  gconstpointer counted;
  AttestOverviewReviewer figures;
} Person;

static void
person_free (gpointer data)
{
  Person *person = data;

  g_free (person->id);
  g_free (person->name);
  g_hash_table_unref (person->asked);
  g_free (person->figures.next_day);
  g_free (person);
}

static void
reviewer_free (gpointer data)
{
  AttestOverviewReviewer *reviewer = data;

  g_free (reviewer->person);
  g_free (reviewer->name);
  g_free (reviewer->next_day);
  g_free (reviewer);
}

/* ---- Who counts as one ---- */

static Person *
find_person (AttestOverviewPeople *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

static Person *
ensure_person (AttestOverviewPeople *self, const char *id)
{
  Person *person = find_person (self, id);

  if (person != NULL)
    return person;
  person = g_new0 (Person, 1);
  person->id = g_strdup (id);
  person->asked = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_ptr_array_add (self->all, person);
  g_hash_table_insert (self->by_id, g_strdup (id), person);

  return person;
}

gboolean
attest_overview_people_init (AttestOverviewPeople *self, AttestLibrary *library, GError **error)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (library, error);

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->all = g_ptr_array_new_with_free_func (person_free);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AttestPerson *row = people->pdata[i];
      Person *person = ensure_person (self, row->same_as);

      if (person->name == NULL || strcmp (row->id, row->same_as) == 0)
        g_set_str (&person->name, row->name);
      person->reviewer = person->reviewer || g_strv_contains ((const char *const *) row->roles, "reviewer");
      g_hash_table_insert (self->by_id, g_strdup (row->id), person);
    }

  return people != NULL;
}

void
attest_overview_people_clear (AttestOverviewPeople *self)
{
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
}

const char *
attest_overview_people_same (AttestOverviewPeople *self, const char *person)
{
  const Person *found = find_person (self, person);

  return found != NULL ? found->id : person;
}

/* ---- What waits for them ---- */

/* A text with changes requested waits for its author, who may be a reviewer of others. */
static gboolean
is_in_review (const AttestOverviewText *text)
{
  return text->status == ATTEST_STATUS_SUBMITTED || text->status == ATTEST_STATUS_UNDER_REVIEW;
}

/* A day is earlier than none. */
static gboolean
is_earlier (const char *day, const char *other)
{
  return *day != '\0' && (*other == '\0' || strcmp (day, other) < 0);
}

/* @hidden: (nullable): from whoever reads */
typedef struct
{
  AttestOverviewPeople *people;
  AttestOverviewTexts *texts;
  const char *today;
  AttestHidden *hidden;
} Visit;

static void
add_asked (const AttestAssignment *assignment, gpointer user_data)
{
  Visit *visit = user_data;
  const AttestOverviewText *text = attest_overview_texts_find (visit->texts, assignment->article, assignment->audience);
  Person *person = find_person (visit->people, assignment->reviewer);
  const char *before;

  if (text == NULL || person == NULL || !is_in_review (text))
    return;
  before = g_hash_table_lookup (person->asked, text);
  if (before == NULL || is_earlier (assignment->due, before))
    g_hash_table_insert (person->asked, (gpointer) text, g_strdup (assignment->due));
}

/* Whoever is not waited for any more has given a verdict, so that a text which hides those waits for nobody else in sight. */
static gboolean
may_be_counted (const Visit *visit, const char *article, const char *audience, const char *id)
{
  const AttestIndependence *independence =
      visit->hidden != NULL ? attest_hidden_find (visit->hidden, article, audience) : NULL;

  return independence == NULL || attest_independence_shows_person (independence, id);
}

static void
add_waiting (const char *article, const char *audience, const char *id, gpointer user_data)
{
  Visit *visit = user_data;
  const AttestOverviewText *text = attest_overview_texts_find (visit->texts, article, audience);
  Person *person = find_person (visit->people, id);
  const char *day;

  if (text == NULL || person == NULL || person->counted == text || !is_in_review (text) ||
      !may_be_counted (visit, article, audience, id))
    return;
  person->counted = text;
  person->figures.waiting++;
  day = g_hash_table_lookup (person->asked, text);
  if (day == NULL)
    return;
  person->figures.asked++;
  person->figures.overdue += *day != '\0' && strcmp (day, visit->today) < 0;
  if (is_earlier (day, person->figures.next_day != NULL ? person->figures.next_day : ""))
    g_set_str (&person->figures.next_day, day);
}

gboolean
attest_overview_people_count_waiting (AttestOverviewPeople *self,
                                      AttestOverviewTexts *texts,
                                      AttestDatabase *database,
                                      const char *today,
                                      AttestHidden *hidden,
                                      GError **error)
{
  Visit visit = { self, texts, today, hidden };

  attest_overview_texts_begin (texts);
  if (!attest_assignment_table_visit (database, add_asked, &visit, error))
    return FALSE;
  attest_overview_texts_begin (texts);

  return attest_variant_table_visit_waiting (database, add_waiting, &visit, error);
}

/* ---- What they did ---- */

static void
add_comment (const char *article, const char *author, gpointer user_data)
{
  Visit *visit = user_data;
  Person *person = find_person (visit->people, author);

  if (person != NULL && !g_hash_table_contains (visit->texts->removed, article))
    person->figures.open_comments++;
}

static void
add_verdict (const char *article, const char *actor, gpointer user_data)
{
  Visit *visit = user_data;
  Person *person = find_person (visit->people, actor);

  if (person != NULL && !g_hash_table_contains (visit->texts->removed, article))
    person->figures.verdicts++;
}

gboolean
attest_overview_people_count_done (AttestOverviewPeople *self,
                                   AttestOverviewTexts *texts,
                                   AttestDatabase *database,
                                   gint64 since,
                                   GError **error)
{
  Visit visit = { self, texts, NULL, NULL };

  return attest_comment_table_visit_open_authors (database, add_comment, &visit, error) &&
         attest_review_act_table_visit_verdicts (database, since, add_verdict, &visit, error);
}

/* ---- What is hidden ---- */

static void
forget_comments (AttestOverviewPeople *self, AttestHidden *hidden, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestCommentRow *row = rows->pdata[i];
      Person *person = find_person (self, row->author);

      if (person != NULL && !row->resolved && person->figures.open_comments > 0 &&
          attest_hidden_has (hidden, row->article, row->audience, row->id))
        person->figures.open_comments--;
    }
}

static void
forget_verdicts (AttestOverviewPeople *self, const AttestIndependence *independence, GPtrArray *acts, gint64 since)
{
  for (guint i = 0; i < acts->len; i++)
    {
      const AttestReviewAct *act = acts->pdata[i];
      const AttestMoment moment = { act->clock, act->device, act->sequence, act->time };
      Person *person = find_person (self, act->actor);

      if (person != NULL && strcmp (act->kind, "verdict") == 0 && act->time >= since && person->figures.verdicts > 0 &&
          attest_independence_hides (independence, act->actor, &moment))
        person->figures.verdicts--;
    }
}

gboolean
attest_overview_people_take_out (AttestOverviewPeople *self,
                                 AttestHidden *hidden,
                                 AttestDatabase *database,
                                 gint64 since,
                                 GError **error)
{
  g_autoptr (GPtrArray) variants = NULL;

  if (hidden == NULL || !attest_hidden_is_active (hidden))
    return TRUE;
  variants = attest_variant_table_list_in_review (database, error);
  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      const AttestVariant *variant = variants->pdata[i];
      const AttestIndependence *independence = attest_hidden_find (hidden, variant->article, variant->audience);
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (GPtrArray) acts = NULL;

      if (independence == NULL)
        continue;
      rows = attest_comment_table_list (database, variant->article, variant->audience, error);
      acts = rows != NULL ? attest_review_act_table_list_brief (database, variant->article, variant->audience, error)
                          : NULL;
      if (acts == NULL)
        return FALSE;
      forget_comments (self, hidden, rows);
      forget_verdicts (self, independence, acts, since);
    }

  return variants != NULL;
}

/* ---- The list ---- */

static int
compare_reviewers (gconstpointer one, gconstpointer other)
{
  const AttestOverviewReviewer *first = one;
  const AttestOverviewReviewer *second = other;

  if (first->waiting != second->waiting)
    return first->waiting < second->waiting ? 1 : -1;

  return g_utf8_collate (first->name, second->name);
}

GPtrArray *
attest_overview_people_list (AttestOverviewPeople *self)
{
  GPtrArray *reviewers = g_ptr_array_new_with_free_func (reviewer_free);

  for (guint i = 0; i < self->all->len; i++)
    {
      Person *person = self->all->pdata[i];
      AttestOverviewReviewer *reviewer;

      if (!person->reviewer && person->figures.asked == 0 && person->figures.verdicts == 0)
        continue;
      reviewer = g_memdup2 (&person->figures, sizeof person->figures);
      reviewer->person = g_strdup (person->id);
      reviewer->name = g_strdup (person->name != NULL ? person->name : person->id);
      reviewer->next_day = g_strdup (person->figures.next_day != NULL ? person->figures.next_day : "");
      g_ptr_array_add (reviewers, reviewer);
    }
  g_ptr_array_sort_values (reviewers, compare_reviewers);

  return reviewers;
}
