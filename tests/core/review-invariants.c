/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review-invariants.h"

#include <string.h>

typedef struct
{
  const AttestReviewFacts *facts;
  const ReviewLine *lines;
  guint n_lines;
} Past;

static const char *
get_joined (const Past *past, const char *id)
{
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (past->facts, &n_people);

  for (guint i = 0; i < n_people; i++)
    if (strcmp (people[i].id, id) == 0)
      return people[i].same_as;

  return id;
}

static gboolean
is_same_person (const Past *past, const char *one, const char *other)
{
  return strcmp (get_joined (past, one), get_joined (past, other)) == 0;
}

static gboolean
has_role (const char *const *roles, const char *role)
{
  for (; roles != NULL && *roles != NULL; roles++)
    if (strcmp (*roles, role) == 0)
      return TRUE;

  return FALSE;
}

/* The line on which a revision was saved, the first one if there are several; the number of lines where there is none. */
static guint
find_save (const Past *past, const char *revision, guint before)
{
  for (guint i = 0; revision != NULL && i < before; i++)
    if (past->lines[i].revision != NULL && strcmp (past->lines[i].revision->id, revision) == 0)
      return i;

  return past->n_lines;
}

/* The newest policy of this topic, or of the board where that is empty. */
static const AttestPolicyFact *
find_policy (const Past *past, const char *topic)
{
  for (guint i = past->n_lines; i > 0; i--)
    if (past->lines[i - 1].policy != NULL && g_ascii_strcasecmp (past->lines[i - 1].policy->topic, topic) == 0)
      return past->lines[i - 1].policy;

  return NULL;
}

static const char *const *
find_topics (const Past *past)
{
  static const char *const none[] = { NULL };

  for (guint i = past->n_lines; i > 0; i--)
    if (past->lines[i - 1].topics != NULL)
      return past->lines[i - 1].topics->topics;

  return none;
}

static gboolean
has_ended_since (const Past *past, guint line)
{
  for (guint i = line + 1; i < past->n_lines; i++)
    if (past->lines[i].act != NULL &&
        (past->lines[i].act->kind == ATTEST_ACT_KIND_WITHDRAW || past->lines[i].act->kind == ATTEST_ACT_KIND_REDACTED))
      return TRUE;

  return FALSE;
}

/* Whether there is a verdict that can be this sign-off: of a reviewer, three yeses on these very bytes, and no withdrawal since. */
static gboolean
is_backed (const Past *past, const AttestSignOff *sign_off, const char *bytes)
{
  for (guint i = 0; i < past->n_lines; i++)
    {
      const AttestActFact *act = past->lines[i].act;
      guint save = act != NULL ? find_save (past, act->revision, i) : past->n_lines;

      if (save < past->n_lines && act->kind == ATTEST_ACT_KIND_VERDICT && strcmp (act->actor, sign_off->person) == 0 &&
          act->moment.time == sign_off->time && act->accurate == ATTEST_ANSWER_YES && act->safe == ATTEST_ANSWER_YES &&
          act->current == ATTEST_ANSWER_YES && has_role (act->roles, "reviewer") &&
          g_strcmp0 (act->signed_hash, bytes) == 0 && g_strcmp0 (past->lines[save].revision->signed_hash, bytes) == 0 &&
          !has_ended_since (past, i))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_written (const Past *past, const char *person, guint save)
{
  const AttestRevisionFact *revision = past->lines[save].revision;

  for (guint i = 0; i <= save; i++)
    {
      const AttestRevisionFact *earlier = past->lines[i].revision;

      if (earlier != NULL && find_save (past, earlier->id, i) == past->n_lines &&
          (earlier == revision || g_strcmp0 (earlier->signed_hash, revision->signed_hash) == 0) &&
          is_same_person (past, earlier->author, person))
        return TRUE;
    }

  return FALSE;
}

static char *
check_sign_offs (const Past *past, const GPtrArray *sign_offs, const char *submitted)
{
  guint save = find_save (past, submitted, past->n_lines);
  const char *bytes = save < past->n_lines ? past->lines[save].revision->signed_hash : NULL;

  for (guint i = 0; i < sign_offs->len; i++)
    {
      const AttestSignOff *sign_off = sign_offs->pdata[i];

      if (save == past->n_lines)
        return g_strdup ("something is signed that nobody saved");
      /* Of a text that was redacted no bytes are known, and it can neither be approved. */
      if (bytes != NULL && !is_backed (past, sign_off, bytes))
        return g_strdup_printf ("%s has not signed the bytes of %s", sign_off->person, submitted);
      if (bytes != NULL && has_written (past, sign_off->person, save))
        return g_strdup_printf ("%s signs what they wrote, %s", sign_off->person, submitted);
      for (guint k = 0; k < i; k++)
        if (is_same_person (past, sign_off->person, ((const AttestSignOff *) sign_offs->pdata[k])->person))
          return g_strdup_printf ("%s counts twice", sign_off->person);
    }

  return NULL;
}

static char *
check_open_comments (const Past *past, guint save)
{
  const char *bytes = past->lines[save].revision->signed_hash;

  for (guint i = 0; i < past->n_lines; i++)
    {
      const AttestCommentFact *comment = past->lines[i].comment;
      guint on = comment != NULL && comment->open ? find_save (past, comment->revision, i) : past->n_lines;
      gboolean open =
          on < past->n_lines && (on <= save || g_strcmp0 (past->lines[on].revision->signed_hash, bytes) == 0);

      for (guint k = i + 1; open && k < past->n_lines; k++)
        {
          const AttestCommentFact *later = past->lines[k].comment;

          open = later == NULL || strcmp (later->comment, comment->comment) != 0 ||
                 (later->open && find_save (past, later->revision, k) == past->n_lines);
        }
      if (open)
        return g_strdup_printf ("it is approved while %s is open", comment->comment);
    }

  return NULL;
}

/* The verdict that a sign-off is: the newest of this person at that time. */
static const AttestActFact *
find_verdict (const Past *past, const AttestSignOff *sign_off)
{
  for (guint i = past->n_lines; i > 0; i--)
    {
      const AttestActFact *act = past->lines[i - 1].act;

      if (act != NULL && act->kind == ATTEST_ACT_KIND_VERDICT && strcmp (act->actor, sign_off->person) == 0 &&
          act->moment.time == sign_off->time)
        return act;
    }

  return NULL;
}

static gboolean
has_specialty (const AttestActFact *act, const char *specialty)
{
  for (const char *const *one = act->specialties; one != NULL && *one != NULL; one++)
    if (g_ascii_strcasecmp (*one, specialty) == 0)
      return TRUE;

  return FALSE;
}

/* What one policy asks of those who signed off. */
static char *
check_policy (const Past *past, const AttestPolicyFact *policy, const GPtrArray *sign_offs)
{
  static const char *const names[] = { "author", "reviewer", "editor" };
  guint by_role[ATTEST_N_ROLES] = { 0 };
  gboolean specialist = *policy->specialty == '\0';

  for (guint i = 0; i < sign_offs->len; i++)
    {
      const AttestActFact *act = find_verdict (past, sign_offs->pdata[i]);

      for (guint role = 0; act != NULL && role < ATTEST_N_ROLES; role++)
        by_role[role] += has_role (act->roles, names[role]);
      specialist |= act != NULL && has_specialty (act, policy->specialty);
    }
  if (sign_offs->len < MAX (policy->sign_offs, 1))
    return g_strdup_printf ("it is approved by %u of %u", sign_offs->len, policy->sign_offs);
  for (guint role = 0; role < ATTEST_N_ROLES; role++)
    if (by_role[role] < policy->role_sign_offs[role])
      return g_strdup_printf ("it is approved with too few of the role %s", names[role]);

  return specialist ? NULL : g_strdup_printf ("it is approved without a specialist in %s", policy->specialty);
}

static char *
check_policies (const Past *past, const GPtrArray *sign_offs)
{
  const AttestPolicyFact *board = find_policy (past, "");
  gboolean has_own = FALSE;
  char *breach = NULL;

  for (const char *const *topic = find_topics (past); breach == NULL && *topic != NULL; topic++)
    {
      const AttestPolicyFact *policy = find_policy (past, *topic);

      if (policy == NULL || policy->cleared)
        continue;
      has_own = TRUE;
      breach = check_policy (past, policy, sign_offs);
    }
  if (has_own || breach != NULL)
    return breach;
  if (board != NULL)
    return check_policy (past, board, sign_offs);

  return sign_offs->len >= 2 ? NULL : g_strdup_printf ("it is approved by %u of 2", sign_offs->len);
}

/* It was reached just now, so what holds now held then. */
static char *
check_new_approval (const Past *past, const AttestAssessment *after)
{
  char *breach = check_policies (past, after->sign_offs);
  guint save = find_save (past, after->submitted, past->n_lines);

  if (breach != NULL)
    return breach;
  if (save == past->n_lines || past->lines[save].revision->signed_hash == NULL)
    return g_strdup ("it is approved and nobody can read it");
  if (after->published == NULL)
    return g_strdup ("it is approved and not published");

  return check_open_comments (past, save);
}

static gboolean
may_take_back (const ReviewLine *line)
{
  const AttestActFact *act = line->act;

  if (act == NULL)
    return FALSE;

  return act->kind == ATTEST_ACT_KIND_WITHDRAW || act->kind == ATTEST_ACT_KIND_REDACTED ||
         (act->kind == ATTEST_ACT_KIND_VERDICT &&
          (act->accurate == ATTEST_ANSWER_NO || act->safe == ATTEST_ANSWER_NO || act->current == ATTEST_ANSWER_NO));
}

/* Once reached, an approval goes only by a withdrawal, a no, a redaction, or a newer submission; saving never changes status. */
static char *
check_stays (const ReviewLine *line, const AttestAssessment *before, const AttestAssessment *after)
{
  gboolean submits = line->act != NULL && line->act->kind == ATTEST_ACT_KIND_SUBMIT;

  if (may_take_back (line))
    return NULL;
  if (line->revision != NULL && before->status != after->status)
    return g_strdup ("saving changes the status");
  if (before->published != NULL && after->published == NULL)
    return g_strdup ("what was published is gone");
  if (before->status == ATTEST_STATUS_APPROVED && !submits &&
      (after->status != ATTEST_STATUS_APPROVED || g_strcmp0 (before->published, after->published) != 0 ||
       before->approved_time != after->approved_time))
    return g_strdup ("the approval does not stay");

  return NULL;
}

char *
review_invariants_find_breach (const AttestReviewFacts *facts,
                               const ReviewLine *lines,
                               guint n_lines,
                               const AttestAssessment *before,
                               const AttestAssessment *after)
{
  Past past = { facts, lines, n_lines };
  gboolean was_approved = before != NULL && before->status == ATTEST_STATUS_APPROVED &&
                          g_strcmp0 (before->submitted, after->submitted) == 0;
  char *breach = check_sign_offs (&past, after->sign_offs, after->submitted);

  if (breach == NULL)
    breach = check_sign_offs (&past, after->published_sign_offs, after->published);
  if (breach == NULL && after->status == ATTEST_STATUS_APPROVED && !was_approved)
    breach = check_new_approval (&past, after);
  if (breach == NULL && before != NULL)
    breach = check_stays (&lines[n_lines - 1], before, after);

  return breach;
}
