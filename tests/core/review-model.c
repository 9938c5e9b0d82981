/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review-model.h"

#include <string.h>

#include "review-view.h"

static const char *const reviewers[] = { "reviewer", NULL };
static const char *const codes[] = { "not-submitted",    "sign-offs",  "own-text", "role",
                                     "blocking-comment", "verdict-no", "finding",  "recused",
                                     "withdrawn",        "specialty",  "audience" };

static int
find_beginning (const View *view)
{
  const Model *m = view->model;

  for (int i = 0; view->revision != NONE && i < view->moment; i++)
    {
      const Saying *saying = &m->sayings[i];
      gboolean begins = saying->speaks || (model_is_act (m, i, ATTEST_ACT_KIND_START) && saying->fits);

      if (begins && model_is_same_text (m, saying->revision, view->revision) &&
          model_is_still_said (m, i, view->moment) && !view->authors[saying->person])
        return i;
    }

  return NONE;
}

static const char *
get_status (const View *view)
{
  const Model *m = view->model;

  if (m->withdrawn[view->moment])
    return "withdrawn";
  if (view->revision == NONE)
    return "draft";
  if (m->approvals[view->revision].approved)
    return "approved";
  if (view_somebody_says_no (view))
    return "changes-requested";

  return find_beginning (view) != NONE ? "under-review" : "submitted";
}

/* Whether the newest verdict, if it came after line @since, recorded an error. */
static gboolean
has_newest_an_error (const View *view, int since)
{
  int newest = view_find_newest_verdict (view);
  const AttestActFact *act = newest > since ? model_get_line (view->model, newest)->act : NULL;

  for (guint i = 0; act != NULL && i < act->n_recorded; i++)
    if (strcmp (act->recorded[i].severity, "error") == 0)
      return TRUE;

  return FALSE;
}

/* Whether one of somebody's names is a reviewer whose sign-offs count and who has, where they are asked for, this role and this specialty. */
static gboolean
brings (const View *view, int person, const char *role, const char *specialty)
{
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (view->model->facts, &n_people);

  for (guint i = 0; i < n_people; i++)
    if (strcmp (people[i].same_as, view->model->people[person]) == 0 &&
        model_share_a_role (people[i].roles, reviewers) && asked_takes (&view->asked, people[i].roles) &&
        (role == NULL || asked_lists (people[i].roles, role)) &&
        (specialty == NULL || asked_lists (people[i].specialties, specialty)))
      return TRUE;

  return FALSE;
}

static gboolean
is_reviewer (const View *view, int person)
{
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (view->model->facts, &n_people);

  for (guint i = 0; i < n_people; i++)
    if (strcmp (people[i].same_as, view->model->people[person]) == 0 && model_share_a_role (people[i].roles, reviewers))
      return TRUE;

  return FALSE;
}

static gboolean
may_still_sign (const View *view, int person)
{
  return !view->authors[person] && brings (view, person, NULL, NULL) &&
         !model_is_recused (view->model, person, view->revision, view->moment) &&
         !view_is_sign_off (view, view_find_latest_verdict (view, person));
}

static gboolean
are_too_few (const View *view)
{
  int count = 0;

  for (int p = 0; p < view->model->n_people; p++)
    count += may_still_sign (view, p);

  return count < view_count_lacking (view);
}

/* Somebody's verdict does not count since they are an author, or would not and others are too few. */
static gboolean
is_own_text_in_the_way (const View *view)
{
  for (int p = 0; p < view->model->n_people; p++)
    if (view->authors[p] &&
        (view_find_latest_verdict (view, p) != NONE || (is_reviewer (view, p) && are_too_few (view))))
      return TRUE;

  return FALSE;
}

static gboolean
is_role_in_the_way (const View *view)
{
  const Model *m = view->model;

  for (int i = 0; i < view->moment; i++)
    {
      const Saying *saying = &m->sayings[i];
      const AttestActFact *act = model_get_line (m, i)->act;

      if (!model_is_act (m, i, ATTEST_ACT_KIND_VERDICT) || !saying->fits ||
          !model_is_same_text (m, saying->revision, view->revision))
        continue;
      if (!model_share_a_role (act->roles, reviewers))
        return TRUE;
      if (view_find_latest_verdict (view, saying->person) == i && model_is_three_yeses (act) &&
          !view->authors[saying->person] && !asked_takes (&view->asked, act->roles))
        return TRUE;
    }

  for (int role = 0; role < ATTEST_N_ROLES; role++)
    if (view_count_lacking_role (view, role) > 0)
      return TRUE;

  return are_too_few (view);
}

static gboolean
is_specialty_lacking (const View *view)
{
  for (int i = 0; i < view->asked.n; i++)
    if (view_lacks_specialty (view, view->asked.policies[i]->specialty))
      return TRUE;

  return FALSE;
}

/* Of an approved text, what was asked when it was approved and is asked now. */
static gboolean
is_audience_lacking (const View *view)
{
  Asked now = asked_find (view->model->lines, view->moment);
  static const char *const all[] = { "doctor", "patient", "nurse", "student" };
  guint n_audiences;
  const AttestAudienceFact *audiences = attest_review_facts_get_audiences (view->model->facts, &n_audiences);

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      gboolean there = FALSE;

      for (guint k = 0; k < n_audiences; k++)
        there |= strcmp (audiences[k].key, all[i]) == 0 && (audiences[k].own || audiences[k].published);
      if (!there && asked_wants_audience (&view->asked, all[i]) && asked_wants_audience (&now, all[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_anybody_recused (const View *view)
{
  for (int p = 0; p < view->model->n_people; p++)
    if (!view->authors[p] && model_is_recused (view->model, p, view->revision, view->moment))
      return TRUE;

  return FALSE;
}

/* Whether a sign-off stands that has to be given anew. */
static gboolean
was_sign_off_ended (const View *view)
{
  for (int p = 0; p < view->model->n_people; p++)
    {
      int i = view->authors[p] ? NONE : view_find_latest_verdict (view, p);

      if (i != NONE && model_is_three_yeses (model_get_line (view->model, i)->act) &&
          !model_is_still_said (view->model, i, view->moment))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_missing (const View *view, const char *status, const char *code)
{
  const Model *m = view->model;
  gboolean approved = strcmp (status, "approved") == 0;
  int ending = m->ending[view->moment];
  gboolean redacted = ending != NONE && model_is_act (m, ending, ATTEST_ACT_KIND_REDACTED);

  if (view->revision == NONE)
    return strcmp (code, strcmp (status, "draft") == 0 ? "not-submitted" : "withdrawn") == 0;
  if (strcmp (code, "blocking-comment") == 0)
    return view_is_blocked (view);
  if (strcmp (code, "finding") == 0)
    return has_newest_an_error (view, approved ? m->approvals[view->revision].line : NONE) ||
           (!approved && view_is_stopped_by_findings (view));
  if (strcmp (code, "audience") == 0)
    return is_audience_lacking (view);
  if (approved)
    return FALSE;
  if (strcmp (code, "not-submitted") == 0)
    return model_get_line (m, view->revision)->revision->signed_hash == NULL;
  if (strcmp (code, "sign-offs") == 0)
    return view_count_lacking (view) > 0 || (redacted && was_sign_off_ended (view));
  if (strcmp (code, "specialty") == 0)
    return is_specialty_lacking (view);
  if (strcmp (code, "own-text") == 0)
    return is_own_text_in_the_way (view);
  if (strcmp (code, "role") == 0)
    return is_role_in_the_way (view);
  if (strcmp (code, "verdict-no") == 0)
    return view_somebody_says_no (view);
  if (strcmp (code, "recused") == 0)
    return view_count_lacking (view) > 0 && is_anybody_recused (view);

  return !redacted && was_sign_off_ended (view);
}

static gboolean
is_waited_for (const View *view, int person)
{
  int verdict = may_still_sign (view, person) ? view_find_latest_verdict (view, person) : NONE;

  return may_still_sign (view, person) &&
         (verdict == NONE || !model_is_still_said (view->model, verdict, view->moment));
}

static gboolean
is_asked (const View *view, int person)
{
  return attest_review_facts_is_asked (view->model->facts, view->model->people[person]) && is_waited_for (view, person);
}

static const char *const role_names[] = { "author", "reviewer", "editor" };

/* Whether the sign-offs of all who were asked would be all that is lacking. */
static gboolean
are_asked_enough (const View *view)
{
  int count = 0;
  int by_role[ATTEST_N_ROLES] = { 0 };

  for (int p = 0; p < view->model->n_people; p++)
    if (is_asked (view, p))
      {
        count++;
        for (int role = 0; role < ATTEST_N_ROLES; role++)
          by_role[role] += brings (view, p, role_names[role], NULL);
      }
  for (int role = 0; role < ATTEST_N_ROLES; role++)
    if (by_role[role] < view_count_lacking_role (view, role))
      return FALSE;
  for (int i = 0; i < view->asked.n; i++)
    {
      const char *specialty = view->asked.policies[i]->specialty;
      gboolean there = !view_lacks_specialty (view, specialty);

      for (int p = 0; p < view->model->n_people; p++)
        there |= is_asked (view, p) && brings (view, p, NULL, specialty);
      if (!there)
        return FALSE;
    }

  return count >= view_count_lacking (view);
}

/* Where sign-offs are enough and only who gave them is not, nobody is waited for who would change nothing. */
static gboolean
does_help (const View *view, int person)
{
  if (view_count_lacking (view) > 0 || !view_lacks_people (view))
    return TRUE;
  for (int role = 0; role < ATTEST_N_ROLES; role++)
    if (view_count_lacking_role (view, role) > 0 && brings (view, person, role_names[role], NULL))
      return TRUE;
  for (int i = 0; i < view->asked.n; i++)
    if (view_lacks_specialty (view, view->asked.policies[i]->specialty) &&
        brings (view, person, NULL, view->asked.policies[i]->specialty))
      return TRUE;

  return FALSE;
}

/* "Those asked if they are enough, else everybody who could sign off." All their names. */
static void
describe_waiting (const View *view, const char *status, GString *text)
{
  const Model *m = view->model;
  gboolean only_asked;
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (m->facts, &n_people);

  g_string_append (text, "; waits for");
  if (strcmp (status, "changes-requested") == 0)
    {
      int newest = view->moment - 1;

      while (!model_is_first (m, newest))
        newest--;
      g_string_append_printf (text, " %s", model_get_line (m, newest)->revision->author);
    }
  if (strcmp (status, "submitted") != 0 && strcmp (status, "under-review") != 0)
    return;

  only_asked = are_asked_enough (view);
  for (guint i = 0; i < n_people; i++)
    for (int p = 0; p < m->n_people; p++)
      if (strcmp (m->people[p], people[i].same_as) == 0 && is_waited_for (view, p) && does_help (view, p) &&
          (!only_asked || attest_review_facts_is_asked (m->facts, m->people[p])))
        g_string_append_printf (text, " %s", people[i].id);
}

static void
describe_step (GString *text, const char *step, const char *who, gint64 time)
{
  if (time != 0)
    g_string_append_printf (text, "; %s by %s at %" G_GINT64_FORMAT, step, who, time);
}

static void
describe_sign_offs (const View *view, const char *label, GString *text)
{
  g_autofree int *list = g_new (int, view->moment + 1);
  int count = view_list_sign_offs (view, list);

  g_string_append (text, label);
  for (int i = 0; i < count; i++)
    g_string_append_printf (text, " %s", model_get_line (view->model, list[i])->act->actor);
}

static gint64
add_months (gint64 time, guint months)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) end = g_date_time_add_months (start, (int) months);

  return months > 0 ? g_date_time_to_unix_usec (end) : 0;
}

static void
describe_published (const Model *m, int n, GString *text)
{
  int published = NONE;
  View view;
  gint64 due_after;
  Asked now = asked_find (m->lines, n);

  for (int i = 0; i < n; i++)
    if (m->approvals[i].approved)
      published = i;
  if (published == NONE)
    return;

  view_init (&view, m, published, n);
  due_after = add_months (m->approvals[published].time, asked_get_months (&now));
  g_string_append_printf (text,
                          "; publishes %s of %" G_GINT64_FORMAT " until %" G_GINT64_FORMAT,
                          model_get_line (m, published)->revision->id,
                          m->approvals[published].time,
                          due_after);
  if ((due_after > 0 && attest_review_facts_get_now (m->facts) >= due_after) || view_is_blocked (&view) ||
      has_newest_an_error (&view, m->approvals[published].line))
    g_string_append (text, " due");
  g_string_append_printf (
      text, " under %d%s", asked_count_sign_offs (&view.asked), is_audience_lacking (&view) ? " but not for all" : "");
  describe_sign_offs (&view, " signed by", text);
}

static char *
describe_moment (const Model *m, int n)
{
  int submission = m->submission[n];
  View view;
  int beginning;
  const char *status;
  GString *text;

  view_init (&view, m, m->submitted[n], n);
  beginning = find_beginning (&view);
  status = get_status (&view);
  text = g_string_new (status);

  if (view.revision != NONE)
    {
      g_string_append_printf (text, " %s", model_get_line (m, view.revision)->revision->id);
      describe_step (
          text, "submitted", model_get_line (m, submission)->act->actor, model_get_line (m, submission)->moment->time);
    }
  if (beginning != NONE)
    describe_step (
        text, "begun", model_get_line (m, beginning)->act->actor, model_get_line (m, beginning)->moment->time);
  if (strcmp (status, "approved") == 0)
    describe_step (text, "approved", "all", m->approvals[view.revision].time);
  describe_sign_offs (&view, "; signed by", text);
  describe_published (m, n, text);
  g_string_append_printf (text, "; asks %d", asked_count_sign_offs (&view.asked));
  g_string_append (text, "; lacks");
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (is_missing (&view, status, codes[i]))
      g_string_append_printf (text, " %s", codes[i]);
  describe_waiting (&view, status, text);

  return g_string_free (text, FALSE);
}

GPtrArray *
review_model_read (const AttestReviewFacts *facts)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func (g_free);
  Model m;

  model_init (&m, facts);
  g_ptr_array_add (answers, describe_moment (&m, 0));
  for (int n = 1; n <= (int) m.lines->len; n++)
    {
      model_judge (&m, n);
      g_ptr_array_add (answers, describe_moment (&m, n));
    }
  model_clear (&m);

  return answers;
}

/* ---- The same of an assessment ---- */

static void
describe_list (const GPtrArray *sign_offs, const char *label, GString *text)
{
  g_string_append (text, label);
  for (guint i = 0; i < sign_offs->len; i++)
    g_string_append_printf (text, " %s", ((const AttestSignOff *) sign_offs->pdata[i])->person);
}

static gboolean
has_code (const GPtrArray *missing, const char *code)
{
  for (guint i = 0; i < missing->len; i++)
    if (strcmp (((const AttestMissing *) missing->pdata[i])->code, code) == 0)
      return TRUE;

  return FALSE;
}

char *
review_model_describe (const AttestAssessment *assessment)
{
  GString *text = g_string_new (attest_status_to_string (assessment->status));

  if (assessment->submitted != NULL)
    g_string_append_printf (text, " %s", assessment->submitted);
  describe_step (text, "submitted", assessment->submitted_by, assessment->submitted_time);
  describe_step (text, "begun", assessment->started_by, assessment->started_time);
  describe_step (text, "approved", "all", assessment->approved_time);
  describe_list (assessment->sign_offs, "; signed by", text);
  if (assessment->published != NULL)
    {
      g_string_append_printf (text,
                              "; publishes %s of %" G_GINT64_FORMAT " until %" G_GINT64_FORMAT "%s under %u%s",
                              assessment->published,
                              assessment->published_time,
                              assessment->due_after,
                              assessment->due ? " due" : "",
                              assessment->published_policy->sign_offs,
                              assessment->lacking_audiences[0] != NULL ? " but not for all" : "");
      describe_list (assessment->published_sign_offs, " signed by", text);
    }
  g_string_append_printf (text, "; asks %u", assessment->policy->sign_offs);
  g_string_append (text, "; lacks");
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (has_code (assessment->missing, codes[i]))
      g_string_append_printf (text, " %s", codes[i]);
  g_string_append (text, "; waits for");
  for (guint i = 0; assessment->waiting_for[i] != NULL; i++)
    g_string_append_printf (text, " %s", assessment->waiting_for[i]);

  return g_string_free (text, FALSE);
}
