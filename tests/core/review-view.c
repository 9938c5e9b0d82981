/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review-view.h"

#include <string.h>

#define NOBODY -1

static const char *const reviewers[] = { "reviewer", NULL };

/* ---- The order, and who is who ---- */

static int
compare_lines_cb (gconstpointer one, gconstpointer other)
{
  const AttestMoment *a = ((const ReviewLine *) one)->moment;
  const AttestMoment *b = ((const ReviewLine *) other)->moment;

  if (a->clock != b->clock)
    return a->clock < b->clock ? -1 : 1;
  if (strcmp (a->device, b->device) != 0)
    return strcmp (a->device, b->device);

  return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

GArray *
review_model_dup_lines (const AttestReviewFacts *facts)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (ReviewLine));
  guint length;
  const AttestPolicyFact *policies = attest_review_facts_get_policies (facts, &length);
  const AttestTopicsFact *topics;
  const AttestRevisionFact *revisions;
  const AttestActFact *acts;
  const AttestCommentFact *comments;

  for (guint i = 0; i < length; i++)
    g_array_append_val (lines, ((ReviewLine) { .moment = &policies[i].moment, .policy = &policies[i] }));
  topics = attest_review_facts_get_topics (facts, &length);
  for (guint i = 0; i < length; i++)
    g_array_append_val (lines, ((ReviewLine) { .moment = &topics[i].moment, .topics = &topics[i] }));
  revisions = attest_review_facts_get_revisions (facts, &length);
  for (guint i = 0; i < length; i++)
    g_array_append_val (lines, ((ReviewLine) { .moment = &revisions[i].moment, .revision = &revisions[i] }));
  acts = attest_review_facts_get_acts (facts, &length);
  for (guint i = 0; i < length; i++)
    g_array_append_val (lines, ((ReviewLine) { .moment = &acts[i].moment, .act = &acts[i] }));
  comments = attest_review_facts_get_comments (facts, &length);
  for (guint i = 0; i < length; i++)
    g_array_append_val (lines, ((ReviewLine) { .moment = &comments[i].moment, .comment = &comments[i] }));
  g_array_sort (lines, compare_lines_cb);

  return lines;
}

const ReviewLine *
model_get_line (const Model *m, int i)
{
  return &g_array_index (m->lines, ReviewLine, i);
}

static int
number_person (Model *m, const char *id)
{
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (m->facts, &n_people);

  for (guint i = 0; i < n_people; i++)
    if (strcmp (people[i].id, id) == 0)
      {
        id = people[i].same_as;
        break;
      }
  for (int i = 0; i < m->n_people; i++)
    if (strcmp (m->people[i], id) == 0)
      return i;
  g_assert_cmpint (m->n_people, <, MOST_PEOPLE);
  m->people[m->n_people] = id;

  return m->n_people++;
}

static int
find_revision (const Model *m, const char *id, int before)
{
  for (int i = 0; i < before; i++)
    if (model_get_line (m, i)->revision != NULL && strcmp (model_get_line (m, i)->revision->id, id) == 0)
      return i;

  return NONE;
}

gboolean
model_is_first (const Model *m, int i)
{
  const AttestRevisionFact *revision = model_get_line (m, i)->revision;

  return revision != NULL && find_revision (m, revision->id, i) == NONE;
}

/* "A sign-off holds for every revision with the same signed hash." What was redacted has none, and is like itself alone. */
gboolean
model_is_same_text (const Model *m, int one, int other)
{
  const char *hash = model_get_line (m, one)->revision->signed_hash;
  const char *other_hash = model_get_line (m, other)->revision->signed_hash;

  return one == other || (hash != NULL && other_hash != NULL && strcmp (hash, other_hash) == 0);
}

gboolean
model_is_act (const Model *m, int i, AttestActKind kind)
{
  return model_get_line (m, i)->act != NULL && model_get_line (m, i)->act->kind == kind;
}

gboolean
model_share_a_role (const char *const *roles, const char *const *others)
{
  for (; roles != NULL && *roles != NULL; roles++)
    for (const char *const *other = others; *other != NULL; other++)
      if (strcmp (*roles, *other) == 0)
        return TRUE;

  return FALSE;
}

/* ---- What was submitted, and who may be listened to ---- */

/* "From its newest submitted revision S"; "withdrawn since: withdrawn, until something is submitted again". An ending is what no sign-off outlives: a withdrawal, or an entry
 * that was redacted and may have been one. */
static void
follow_submissions (Model *m)
{
  m->submitted[0] = m->submission[0] = m->ending[0] = NONE;
  m->withdrawn[0] = FALSE;
  for (int i = 0; i < (int) m->lines->len; i++)
    {
      int revision = m->sayings[i].revision;
      int n = i + 1;

      m->submitted[n] = m->submitted[i];
      m->submission[n] = m->submission[i];
      m->withdrawn[n] = m->withdrawn[i];
      m->ending[n] = m->ending[i];
      if (model_is_act (m, i, ATTEST_ACT_KIND_SUBMIT) && revision > m->submitted[i])
        {
          m->submitted[n] = revision;
          m->submission[n] = i;
          m->withdrawn[n] = FALSE;
        }
      if (model_is_act (m, i, ATTEST_ACT_KIND_WITHDRAW) && m->submitted[i] != NONE)
        {
          m->submitted[n] = m->submission[n] = NONE;
          m->withdrawn[n] = TRUE;
          m->ending[n] = i;
        }
      if (model_is_act (m, i, ATTEST_ACT_KIND_REDACTED))
        m->ending[n] = i;
    }
}

/* Also where a newer one had been: whoever answers has only the one before them. */
static gboolean
was_submitted (const Model *m, int revision, int n)
{
  for (int i = 0; i < n; i++)
    if (model_is_act (m, i, ATTEST_ACT_KIND_SUBMIT) && m->sayings[i].revision != NONE &&
        model_is_same_text (m, m->sayings[i].revision, revision))
      return TRUE;

  return FALSE;
}

/* "Somebody recused from a text has no verdict on it": neither before nor after. */
gboolean
model_is_recused (const Model *m, int person, int revision, int n)
{
  for (int i = 0; i < n; i++)
    if (model_is_act (m, i, ATTEST_ACT_KIND_RECUSE) && m->sayings[i].fits && m->sayings[i].person == person &&
        model_is_same_text (m, m->sayings[i].revision, revision))
      return TRUE;

  return FALSE;
}

/* What somebody does to a text that nobody submitted, or says of other bytes than stand there, is nothing. */
static void
judge_saying (Model *m, int i)
{
  const AttestActFact *act = model_get_line (m, i)->act;
  Saying *saying = &m->sayings[i];
  const char *hash;

  if (act == NULL || saying->revision == NONE || !was_submitted (m, saying->revision, i))
    return;
  hash = model_get_line (m, saying->revision)->revision->signed_hash;
  saying->fits = act->kind != ATTEST_ACT_KIND_VERDICT || hash == NULL || g_strcmp0 (act->signed_hash, hash) == 0;
  saying->speaks = act->kind == ATTEST_ACT_KIND_VERDICT && saying->fits && model_share_a_role (act->roles, reviewers) &&
                   !model_is_recused (m, saying->person, saying->revision, i);
}

static void
read_sayings (Model *m)
{
  for (int i = 0; i < (int) m->lines->len; i++)
    {
      const ReviewLine *line = model_get_line (m, i);
      const char *revision = NULL;
      const char *person = NULL;

      if (line->revision != NULL)
        person = line->revision->author;
      if (line->act != NULL)
        {
          person = line->act->actor;
          revision = line->act->revision;
        }
      if (line->comment != NULL)
        revision = line->comment->revision;
      m->sayings[i].person = person != NULL ? number_person (m, person) : NOBODY;
      m->sayings[i].revision = revision != NULL ? find_revision (m, revision, i) : NONE;
    }
  follow_submissions (m);
  for (int i = 0; i < (int) m->lines->len; i++)
    judge_saying (m, i);
}

/* ---- Verdicts ---- */

int
view_find_latest_verdict (const View *view, int person)
{
  const Model *m = view->model;

  if (model_is_recused (m, person, view->revision, view->moment))
    return NONE;
  for (int i = view->moment - 1; i >= 0; i--)
    if (m->sayings[i].speaks && m->sayings[i].person == person &&
        model_is_same_text (m, m->sayings[i].revision, view->revision))
      return i;

  return NONE;
}

gboolean
model_is_three_yeses (const AttestActFact *act)
{
  return act->accurate == ATTEST_ANSWER_YES && act->safe == ATTEST_ANSWER_YES && act->current == ATTEST_ANSWER_YES;
}

static gboolean
says_no (const AttestActFact *act)
{
  return act->accurate == ATTEST_ANSWER_NO || act->safe == ATTEST_ANSWER_NO || act->current == ATTEST_ANSWER_NO;
}

/* Whether line @i was said while something was submitted, and nothing has ended what was said then. */
gboolean
model_is_still_said (const Model *m, int i, int n)
{
  return m->submitted[i] != NONE && i > m->ending[n];
}

gboolean
view_is_sign_off (const View *view, int i)
{
  const AttestActFact *act = i != NONE ? model_get_line (view->model, i)->act : NULL;

  return act != NULL && model_is_three_yeses (act) && model_is_still_said (view->model, i, view->moment) &&
         asked_takes (&view->asked, act->roles) && !view->authors[view->model->sayings[i].person];
}

/* The lines of the verdicts that count, one of a person, the oldest first. */
int
view_list_sign_offs (const View *view, int *list)
{
  int count = 0;

  for (int i = 0; view->revision != NONE && i < view->moment; i++)
    if (view->model->sayings[i].speaks && view_is_sign_off (view, i) &&
        view_find_latest_verdict (view, view->model->sayings[i].person) == i)
      list[count++] = i;

  return count;
}

int
view_count_lacking (const View *view)
{
  g_autofree int *list = g_new (int, view->moment + 1);

  return MAX (asked_count_sign_offs (&view->asked) - view_list_sign_offs (view, list), 0);
}

int
view_count_lacking_role (const View *view, AttestRole role)
{
  static const char *const names[] = { "author", "reviewer", "editor" };
  g_autofree int *list = g_new (int, view->moment + 1);
  int n_sign_offs = view_list_sign_offs (view, list);
  int lacking = asked_count_role (&view->asked, role);

  for (int i = 0; i < n_sign_offs; i++)
    lacking -= asked_lists (model_get_line (view->model, list[i])->act->roles, names[role]);

  return MAX (lacking, 0);
}

gboolean
view_lacks_specialty (const View *view, const char *specialty)
{
  g_autofree int *list = g_new (int, view->moment + 1);
  int n_sign_offs = view_list_sign_offs (view, list);

  for (int i = 0; i < n_sign_offs; i++)
    if (asked_lists (model_get_line (view->model, list[i])->act->specialties, specialty))
      return FALSE;

  return *specialty != '\0';
}

gboolean
view_lacks_people (const View *view)
{
  for (int role = 0; role < ATTEST_N_ROLES; role++)
    if (view_count_lacking_role (view, role) > 0)
      return TRUE;
  for (int i = 0; i < view->asked.n; i++)
    if (view_lacks_specialty (view, view->asked.policies[i]->specialty))
      return TRUE;

  return FALSE;
}

int
view_find_newest_verdict (const View *view)
{
  int newest = NONE;

  for (int p = 0; p < view->model->n_people; p++)
    if (!view->authors[p])
      newest = MAX (newest, view_find_latest_verdict (view, p));

  return newest;
}

gboolean
view_is_stopped_by_findings (const View *view)
{
  int newest = view_find_newest_verdict (view);
  const AttestActFact *act = newest != NONE ? model_get_line (view->model, newest)->act : NULL;

  for (guint i = 0; act != NULL && i < act->n_recorded; i++)
    if (asked_stops (&view->asked, &act->recorded[i]))
      return TRUE;

  return FALSE;
}

gboolean
view_somebody_says_no (const View *view)
{
  for (int p = 0; p < view->model->n_people; p++)
    {
      int i = view->authors[p] ? NONE : view_find_latest_verdict (view, p);

      if (i != NONE && says_no (model_get_line (view->model, i)->act))
        return TRUE;
    }

  return FALSE;
}

/* "A comment blocks every revision from the one that it was made on; resolving, not saving, ends that." */
gboolean
view_is_blocked (const View *view)
{
  const Model *m = view->model;

  for (int i = 0; i < view->moment; i++)
    {
      const AttestCommentFact *opened = model_get_line (m, i)->comment;
      int revision = m->sayings[i].revision;
      gboolean stands = opened != NULL && opened->open && revision != NONE;

      for (int k = i + 1; stands && k < view->moment; k++)
        {
          const AttestCommentFact *later = model_get_line (m, k)->comment;

          if (later != NULL && strcmp (later->comment, opened->comment) == 0 &&
              (!later->open || m->sayings[k].revision != NONE))
            stands = FALSE;
        }
      if (stands && (revision <= view->revision || model_is_same_text (m, revision, view->revision)))
        return TRUE;
    }

  return FALSE;
}

/* ---- Approval ---- */

/* "Authors of S: all who saved a revision since the last approved one"; "whoever saved the very bytes of S before is an author of S too". */
static void
find_authors (const Model *m, int revision, gboolean *authors)
{
  int last_approved = NONE;

  for (int i = 0; i < revision; i++)
    if (m->approvals[i].approved)
      last_approved = i;
  for (int i = 0; i <= revision; i++)
    if (model_is_first (m, i) && (i > last_approved || model_is_same_text (m, i, revision)))
      authors[m->sayings[i].person] = TRUE;
}

void
view_init (View *view, const Model *m, int revision, int n)
{
  *view = (View) { .model = m, .revision = revision, .moment = n, .asked = asked_find (m->lines, n) };
  if (revision != NONE && m->approvals[revision].approved)
    {
      view->asked = m->approvals[revision].asked;
      memcpy (view->authors, m->approvals[revision].authors, sizeof view->authors);
    }
  else if (revision != NONE)
    find_authors (m, revision, view->authors);
}

static gboolean
may_be_approved (const View *view)
{
  return model_get_line (view->model, view->revision)->revision->signed_hash != NULL &&
         view_count_lacking (view) == 0 && !view_lacks_people (view) && !view_is_stopped_by_findings (view) &&
         !view_somebody_says_no (view) && !view_is_blocked (view);
}

/* The time of a change of policy, or of topics, is not known: then that of what came before it is told. */
static gint64
get_time (const Model *m, int i)
{
  while (i >= 0 && model_get_line (m, i)->moment->time == 0)
    i--;

  return i >= 0 ? model_get_line (m, i)->moment->time : 0;
}

static void
approve (Model *m, const View *view)
{
  Approval *approval = &m->approvals[view->revision];

  approval->approved = TRUE;
  approval->line = view->moment - 1;
  approval->time = get_time (m, view->moment - 1);
  approval->asked = view->asked;
  memcpy (approval->authors, view->authors, sizeof view->authors);

  /* The same bytes again are no new approval, and put no re-review off. */
  for (int i = 0; i < (int) m->lines->len; i++)
    if (i != view->revision && m->approvals[i].approved && model_is_same_text (m, i, view->revision))
      {
        approval->line = m->approvals[i].line;
        approval->time = m->approvals[i].time;
      }
}

/* "Until withdrawal or a reviewer's later no", or a redaction of what may have been one. */
static void
take_approvals_back (Model *m, int line)
{
  const Saying *saying = &m->sayings[line];

  for (int i = 0; i < (int) m->lines->len; i++)
    {
      Approval *approval = &m->approvals[i];

      if (!approval->approved)
        continue;
      if (m->ending[line + 1] == line)
        approval->approved = FALSE;
      else if (saying->speaks && says_no (model_get_line (m, line)->act) &&
               model_is_same_text (m, saying->revision, i) && !approval->authors[saying->person])
        approval->approved = FALSE;
    }
}

void
model_judge (Model *m, int n)
{
  View view;

  take_approvals_back (m, n - 1);
  view_init (&view, m, m->submitted[n], n);
  if (view.revision != NONE && !m->approvals[view.revision].approved && may_be_approved (&view))
    approve (m, &view);
}

void
model_init (Model *m, const AttestReviewFacts *facts)
{
  GArray *lines = review_model_dup_lines (facts);
  gsize n_moments = lines->len + 1;
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (facts, &n_people);

  *m = (Model) { .facts = facts,
                 .lines = lines,
                 .sayings = g_new0 (Saying, n_moments),
                 .approvals = g_new0 (Approval, n_moments),
                 .submitted = g_new0 (int, n_moments),
                 .submission = g_new0 (int, n_moments),
                 .withdrawn = g_new0 (gboolean, n_moments),
                 .ending = g_new0 (int, n_moments) };
  for (guint i = 0; i < n_people; i++)
    number_person (m, people[i].id);
  read_sayings (m);
}

void
model_clear (Model *m)
{
  g_array_unref (m->lines);
  g_free (m->sayings);
  g_free (m->approvals);
  g_free (m->submitted);
  g_free (m->submission);
  g_free (m->withdrawn);
  g_free (m->ending);
}
