/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "review/attest-assess.h"

/*
 * Every sentence of DESIGN.md section 6 as cases. A script is a list of facts in their total order, a day apart:
 *
 *   A saves 1 x          revision 1 with the signed hash x (or - when it was redacted)
 *   A submits 1          B starts 1          B recuses 1          A withdraws
 *   B loses              an entry of B's that was redacted and may have stopped an approval
 *   B signs 1            three yeses; "denies": not safe; "abstains": current is not B's to judge. Then "as ROLES", "in SPECIALTIES", "hash H", "findings N", "found error:rule,warning:rule"
 *   C blocks 1 k         blocking comment k on revision 1; "closes k", "reopens 1 k"
 *   policy 2 reviewer 12 sign-offs, roles with commas or -, months; then "of TOPIC", "roles editor=1,author=1", "in SPECIALTY", "for AUDIENCES", "stops FINDINGS"
 *   clear t              articles with topic t follow the board's policy again
 *   topics t,u           the article has these topics, or - for none
 *   text patient yes     whether the article has an approved text for that audience; "own" for the one that the question is about
 *   B is C               one person, whenever
 *   now 400              the day that the question is asked
 *
 * A and Z are authors, B, C, D and H reviewers, E an editor, F editor and reviewer, G author and reviewer.
 */

#define DAY (G_TIME_SPAN_DAY)

static const char *const roles_of[] = {
  ['A'] = "author",   ['Z'] = "author", ['B'] = "reviewer",        ['C'] = "reviewer",       ['D'] = "reviewer",
  ['H'] = "reviewer", ['E'] = "editor", ['F'] = "editor,reviewer", ['G'] = "author,reviewer"
};

static void
take (GStrv *list, GStrv other)
{
  g_strfreev (*list);
  *list = other;
}

static GStrv
split_roles (const char *roles)
{
  return strcmp (roles, "-") == 0 ? g_strsplit ("", ",", -1) : g_strsplit (roles, ",", -1);
}

/* "error:rule,warning:rule"; what is returned points into @words. */
static GArray *
read_found (char **words)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AttestFindingFact));

  for (; *words != NULL; words++)
    {
      char *colon = strchr (*words, ':');

      *colon = '\0';
      g_array_append_val (found, ((AttestFindingFact) { .rule = colon + 1, .severity = *words }));
    }

  return found;
}

static void
add_verdict (AttestReviewFacts *facts, AttestActFact *act, char **words)
{
  const char *roles = roles_of[(guchar) words[0][0]];
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_auto (GStrv) held = NULL;
  g_auto (GStrv) specialties = g_new0 (char *, 1);
  g_auto (GStrv) found_words = g_new0 (char *, 1);
  g_autoptr (GArray) found = NULL;
  guint n_revisions;
  const AttestRevisionFact *revisions = attest_review_facts_get_revisions (facts, &n_revisions);

  act->kind = ATTEST_ACT_KIND_VERDICT;
  act->accurate = act->safe = act->current = ATTEST_ANSWER_YES;
  act->meaning = "approval";
  if (strcmp (words[1], "denies") == 0)
    act->safe = ATTEST_ANSWER_NO;
  if (strcmp (words[1], "abstains") == 0)
    act->current = ATTEST_ANSWER_NOT_MINE;
  for (guint i = 0; i < n_revisions; i++)
    {
      if (strcmp (revisions[i].id, words[2]) == 0)
        act->signed_hash = revisions[i].signed_hash != NULL ? revisions[i].signed_hash : "gone";
    }
  for (char **option = words + 3; option[0] != NULL; option += 2)
    {
      if (strcmp (option[0], "as") == 0)
        roles = option[1];
      else if (strcmp (option[0], "hash") == 0)
        act->signed_hash = option[1];
      else if (strcmp (option[0], "findings") == 0)
        act->findings = (guint) g_ascii_strtoull (option[1], NULL, 10);
      else if (strcmp (option[0], "in") == 0)
        take (&specialties, g_strsplit (option[1], ",", -1));
      else if (strcmp (option[0], "found") == 0)
        take (&found_words, g_strsplit (option[1], ",", -1));
      else
        g_error ("Unknown option %s", option[0]);
    }
  held = split_roles (roles);
  found = read_found (found_words);
  act->roles = (const char *const *) held;
  act->specialties = (const char *const *) specialties;
  act->recorded = (const AttestFindingFact *) (gconstpointer) found->data;
  act->n_recorded = found->len;
  attest_review_facts_add_act (facts, act);
}

static void
add_act (AttestReviewFacts *facts, AttestMoment moment, char **words)
{
  AttestActFact act = { .moment = moment, .actor = words[0], .revision = words[2], .reason = "because" };

  if (strcmp (words[1], "submits") == 0)
    act.kind = ATTEST_ACT_KIND_SUBMIT;
  else if (strcmp (words[1], "starts") == 0)
    act.kind = ATTEST_ACT_KIND_START;
  else if (strcmp (words[1], "recuses") == 0)
    act.kind = ATTEST_ACT_KIND_RECUSE;
  else if (strcmp (words[1], "withdraws") == 0)
    act.kind = ATTEST_ACT_KIND_WITHDRAW;
  else if (strcmp (words[1], "loses") == 0)
    act.kind = ATTEST_ACT_KIND_REDACTED;
  else if (strcmp (words[1], "signs") == 0 || strcmp (words[1], "denies") == 0 || strcmp (words[1], "abstains") == 0)
    {
      add_verdict (facts, &act, words);
      return;
    }
  else
    g_error ("Unknown act %s", words[1]);
  attest_review_facts_add_act (facts, &act);
}

static void
read_role_counts (AttestPolicyFact *policy, const char *counts)
{
  g_auto (GStrv) list = g_strsplit (counts, ",", -1);

  for (char **count = list; *count != NULL; count++)
    {
      char *sign = strchr (*count, '=');
      AttestRole role;

      *sign = '\0';
      g_assert_true (attest_role_from_string (*count, &role));
      policy->role_sign_offs[role] = (guint) g_ascii_strtoull (sign + 1, NULL, 10);
    }
}

static void
add_policy (AttestReviewFacts *facts, AttestMoment moment, char **words)
{
  g_auto (GStrv) roles = split_roles (words[2]);
  g_auto (GStrv) audiences = g_new0 (char *, 1);
  g_auto (GStrv) findings = g_new0 (char *, 1);
  AttestPolicyFact policy = { .moment = moment,
                              .sign_offs = (guint) g_ascii_strtoull (words[1], NULL, 10),
                              .roles = (const char *const *) roles,
                              .review_months = (guint) g_ascii_strtoull (words[3], NULL, 10) };

  for (char **option = words + 4; option[0] != NULL; option += 2)
    {
      if (strcmp (option[0], "of") == 0)
        policy.topic = option[1];
      else if (strcmp (option[0], "roles") == 0)
        read_role_counts (&policy, option[1]);
      else if (strcmp (option[0], "in") == 0)
        policy.specialty = option[1];
      else if (strcmp (option[0], "for") == 0)
        take (&audiences, g_strsplit (option[1], ",", -1));
      else if (strcmp (option[0], "stops") == 0)
        take (&findings, g_strsplit (option[1], ",", -1));
      else
        g_error ("Unknown option %s", option[0]);
    }
  policy.audiences = (const char *const *) audiences;
  policy.blocking_findings = (const char *const *) findings;
  attest_review_facts_add_policy (facts, &policy);
}

static void
add_topics (AttestReviewFacts *facts, AttestMoment moment, const char *topics)
{
  g_auto (GStrv) list = split_roles (topics);

  attest_review_facts_add_topics (facts,
                                  &(AttestTopicsFact) { .moment = moment, .topics = (const char *const *) list });
}

static void
add_line (AttestReviewFacts *facts, AttestMoment moment, char **words)
{
  if (strcmp (words[0], "policy") == 0)
    add_policy (facts, moment, words);
  else if (strcmp (words[0], "clear") == 0)
    attest_review_facts_add_policy (facts,
                                    &(AttestPolicyFact) { .moment = moment, .topic = words[1], .cleared = TRUE });
  else if (strcmp (words[0], "topics") == 0)
    add_topics (facts, moment, words[1]);
  else if (strcmp (words[0], "text") == 0)
    attest_review_facts_add_audience (facts,
                                      &(AttestAudienceFact) { .key = words[1],
                                                              .published = strcmp (words[2], "yes") == 0,
                                                              .own = strcmp (words[2], "own") == 0 });
  else if (strcmp (words[1], "saves") == 0)
    attest_review_facts_add_revision (
        facts, &(AttestRevisionFact) { moment, words[2], words[0], strcmp (words[3], "-") == 0 ? NULL : words[3] });
  else if (strcmp (words[1], "blocks") == 0 || strcmp (words[1], "reopens") == 0)
    attest_review_facts_add_comment (facts, &(AttestCommentFact) { moment, words[3], words[2], TRUE });
  else if (strcmp (words[1], "closes") == 0)
    attest_review_facts_add_comment (facts, &(AttestCommentFact) { moment, words[2], "1", FALSE });
  else
    add_act (facts, moment, words);
}

static void
add_people (AttestReviewFacts *facts, const char *const *same)
{
  for (const char *id = "ABCDEFGHZ"; *id != '\0'; id++)
    {
      char name[2] = { *id, '\0' };
      char joined[2] = { *id, '\0' };
      g_auto (GStrv) roles = g_strsplit (roles_of[(guchar) *id], ",", -1);

      for (guint i = 0; same[i] != NULL; i += 2)
        {
          if (same[i][0] == *id)
            joined[0] = same[i + 1][0];
        }
      attest_review_facts_add_person (facts,
                                      &(AttestPersonFact) { name, name, joined, (const char *const *) roles, NULL });
    }
}

static gint64
day_of (gint64 day)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2025, 1, 1, 0, 0, 0);

  return g_date_time_to_unix_usec (start) + day * DAY;
}

/* With @backwards the facts are handed over last first, as a merge may bring them. */
static AttestReviewFacts *
make_facts (const char *script, gboolean backwards)
{
  g_auto (GStrv) lines = g_strsplit (script, ";", -1);
  g_autoptr (GPtrArray) same = g_ptr_array_new_with_free_func (g_free);
  guint length = g_strv_length (lines);
  gint64 now = 10;
  AttestReviewFacts *facts;

  for (guint i = 0; i < length; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (lines[i]), " ", -1);

      if (words[0] != NULL && strcmp (words[0], "now") == 0)
        now = g_ascii_strtoll (words[1], NULL, 10);
      else if (words[0] != NULL && g_strcmp0 (words[1], "is") == 0)
        {
          g_ptr_array_add (same, g_strdup (words[0]));
          g_ptr_array_add (same, g_strdup (words[2]));
        }
    }
  g_ptr_array_add (same, NULL);
  facts = attest_review_facts_new (day_of (now));

  /* Verdicts look their revision's hash up, so revisions go first either way. */
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < length; i++)
        {
          guint at = backwards ? length - 1 - i : i;
          g_auto (GStrv) words = g_strsplit (lines[at], " ", -1);
          AttestMoment moment = { at + 1, at % 2 ? "one" : "other", at + 1, day_of (at + 1) };

          if (words[0] == NULL || words[1] == NULL || strcmp (words[0], "now") == 0 || strcmp (words[1], "is") == 0)
            continue;
          if ((strcmp (words[1], "saves") == 0) == (pass == 0))
            add_line (facts, moment, words);
        }
    }
  add_people (facts, (const char *const *) same->pdata);

  return facts;
}

static char *
list_codes (const AttestAssessment *assessment)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < assessment->missing->len; i++)
    {
      const AttestMissing *missing = assessment->missing->pdata[i];

      g_assert_nonnull (missing->text);
      g_assert_cmpuint (strlen (missing->text), >, 5);
      g_assert_nonnull (missing->who);
      g_assert_cmpuint (strlen (missing->who), >, 0);
      g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", missing->code);
    }

  return g_string_free (codes, FALSE);
}

static char *
list_people (const GPtrArray *sign_offs)
{
  GString *people = g_string_new (NULL);

  for (guint i = 0; i < sign_offs->len; i++)
    g_string_append (people, ((const AttestSignOff *) sign_offs->pdata[i])->person);

  return g_string_free (people, FALSE);
}

typedef struct
{
  const char *name;
  const char *script;
  const char *status;
  const char *missing;
  const char *submitted;
  const char *published;
  const char *sign_offs;
  gboolean due;
} Case;

#define SUBMITTED "A saves 1 x;A submits 1;"
#define APPROVED SUBMITTED "B signs 1;C signs 1;"

/* One case a line. */
/* clang-format off */
static const Case cases[] = {
  /* Nothing submitted: draft. */
  { "draft/nothing", "", "draft", "not-submitted", NULL, NULL, "", FALSE },
  { "draft/saved", "A saves 1 x", "draft", "not-submitted", NULL, NULL, "", FALSE },
  { "draft/saved-often", "A saves 1 x;Z saves 2 y;A saves 3 z", "draft", "not-submitted", NULL, NULL, "", FALSE },
  { "draft/verdict-before-submission", "A saves 1 x;B signs 1;C signs 1", "draft", "not-submitted", NULL, NULL, "", FALSE },
  { "draft/start-before-submission", "A saves 1 x;B starts 1", "draft", "not-submitted", NULL, NULL, "", FALSE },
  { "draft/withdrawn-before-submission", "A saves 1 x;A withdraws", "draft", "not-submitted", NULL, NULL, "", FALSE },
  { "draft/blocking-comment", "A saves 1 x;B blocks 1 k", "draft", "not-submitted", NULL, NULL, "", FALSE },
  { "draft/unknown-revision-submitted", "A saves 1 x;A submits 7", "draft", "not-submitted", NULL, NULL, "", FALSE },

  /* Submitted, and nobody has begun. */
  { "submitted/plain", SUBMITTED, "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "submitted/saving-changes-nothing", SUBMITTED "A saves 2 y", "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "submitted/twice", SUBMITTED "A submits 1", "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "submitted/newer-moves-s", SUBMITTED "A saves 2 y;A submits 2", "submitted", "sign-offs", "2", NULL, "", FALSE },
  { "submitted/older-does-not-move-s", "A saves 1 x;A saves 2 y;A submits 2;A submits 1", "submitted", "sign-offs", "2", NULL, "", FALSE },
  { "submitted/start-of-older-does-not-count", SUBMITTED "B starts 1;A saves 2 y;A submits 2", "submitted", "sign-offs", "2", NULL, "", FALSE },
  { "submitted/verdict-on-older-does-not-count", SUBMITTED "A saves 2 y;A submits 2;B signs 1;C signs 1", "submitted", "sign-offs", "2", NULL, "", FALSE },
  { "submitted/start-by-author", SUBMITTED "A starts 1", "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "submitted/verdict-of-other-bytes", SUBMITTED "B signs 1 hash z;C signs 1 hash z", "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "submitted/verdict-before-submission", "A saves 1 x;B signs 1;C signs 1;A submits 1", "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "submitted/start-before-submission", "A saves 1 x;B starts 1;A submits 1", "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "submitted/no-of-other-bytes", SUBMITTED "B denies 1 hash z", "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "submitted/comment-does-not-begin", SUBMITTED "B blocks 1 k", "submitted", "blocking-comment sign-offs", "1", NULL, "", FALSE },
  { "submitted/recusal-does-not-begin", SUBMITTED "B recuses 1", "submitted", "sign-offs recused", "1", NULL, "", FALSE },
  { "submitted/redacted", "A saves 1 -;A submits 1", "submitted", "not-submitted sign-offs", "1", NULL, "", FALSE },
  { "submitted/only-older-redacted", "A saves 1 -;A saves 2 y;A submits 2", "submitted", "sign-offs", "2", NULL, "", FALSE },

  /* Somebody started or gave a verdict: a verdict implies start. */
  { "under-review/started", SUBMITTED "B starts 1", "under-review", "sign-offs", "1", NULL, "", FALSE },
  { "under-review/one-sign-off", SUBMITTED "B signs 1", "under-review", "sign-offs", "1", NULL, "B", FALSE },
  { "under-review/not-mine", SUBMITTED "B abstains 1", "under-review", "sign-offs", "1", NULL, "", FALSE },
  { "under-review/not-mine-counts-neither-way", SUBMITTED "B abstains 1;C signs 1", "under-review", "sign-offs", "1", NULL, "C", FALSE },
  { "under-review/saving-changes-nothing", SUBMITTED "B signs 1;A saves 2 y", "under-review", "sign-offs", "1", NULL, "B", FALSE },
  { "under-review/same-bytes-started", "A saves 1 x;A submits 1;B starts 1;Z saves 2 x;Z submits 2", "under-review", "sign-offs", "2", NULL, "", FALSE },
  { "under-review/two-but-three-asked", "policy 3 reviewer 12;" APPROVED, "under-review", "sign-offs", "1", NULL, "BC", FALSE },
  { "under-review/same-person-twice", SUBMITTED "B signs 1;B signs 1", "under-review", "sign-offs", "1", NULL, "B", FALSE },
  { "under-review/joined-people-count-once", SUBMITTED "B signs 1;C signs 1;C is B", "under-review", "sign-offs", "1", NULL, "C", FALSE },
  { "under-review/joined-the-other-way", SUBMITTED "B signs 1;C signs 1;B is C", "under-review", "sign-offs", "1", NULL, "C", FALSE },
  { "under-review/sign-off-taken-back", SUBMITTED "B signs 1;B abstains 1;C signs 1", "under-review", "sign-offs", "1", NULL, "C", FALSE },
  { "under-review/author-recuses", SUBMITTED "B starts 1;A recuses 1", "under-review", "sign-offs", "1", NULL, "", FALSE },
  { "under-review/starter-recused", SUBMITTED "B starts 1;B recuses 1", "under-review", "sign-offs recused", "1", NULL, "", FALSE },
  { "under-review/one-of-three-answers-each", SUBMITTED "B abstains 1;C abstains 1;D abstains 1", "under-review", "sign-offs", "1", NULL, "", FALSE },

  /* Nobody on their own text. */
  { "own-text/author-signs", "G saves 1 x;G submits 1;G signs 1", "submitted", "sign-offs own-text", "1", NULL, "", FALSE },
  { "own-text/author-and-one-other", "G saves 1 x;G submits 1;G signs 1;B signs 1", "under-review", "sign-offs own-text", "1", NULL, "B", FALSE },
  { "own-text/author-denies", "G saves 1 x;G submits 1;G denies 1", "submitted", "sign-offs own-text", "1", NULL, "", FALSE },
  { "own-text/author-does-not-stop-others", "G saves 1 x;G submits 1;G denies 1;B signs 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "own-text/joined-with-author", SUBMITTED "B signs 1;C signs 1;B is A", "under-review", "sign-offs own-text", "1", NULL, "C", FALSE },
  { "own-text/author-of-earlier-revision", "G saves 1 x;A saves 2 y;A submits 2;G signs 2;B signs 2", "under-review", "sign-offs own-text", "2", NULL, "B", FALSE },
  { "own-text/author-of-later-revision-signed-before", SUBMITTED "G signs 1;G saves 2 y;B signs 1", "approved", "", "1", "1", "GB", FALSE },
  { "own-text/later-revision-costs-the-right", SUBMITTED "G signs 1;G saves 2 y;G submits 2;G signs 2;B signs 2", "under-review", "sign-offs own-text", "2", NULL, "B", FALSE },
  { "own-text/since-last-approved", "G saves 1 x;G submits 1;B signs 1;C signs 1;A saves 2 y;A submits 2;G signs 2;B signs 2", "approved", "", "2", "2", "GB", FALSE },
  { "own-text/between-approved-and-s", APPROVED "G saves 2 y;A saves 3 z;A submits 3;G signs 3;B signs 3", "under-review", "sign-offs own-text", "3", "1", "B", FALSE },
  { "own-text/saver-of-the-same-bytes", "G saves 1 x;G submits 1;B signs 1;C signs 1;policy 3 reviewer 12;A saves 2 y;A saves 3 x;A submits 3;G signs 3", "under-review", "sign-offs own-text", "3", "1", "BC", FALSE },
  { "own-text/approval-ended-by-no-is-not-the-last-approved", "G saves 1 x;G submits 1;B signs 1;C signs 1;B denies 1;A saves 2 y;A submits 2;G signs 2;C signs 2", "under-review", "sign-offs own-text", "2", NULL, "C", FALSE },
  { "own-text/told-when-reviewers-run-out", "policy 4 reviewer 12;B saves 1 x;C saves 2 y;D saves 3 z;A submits 3", "submitted", "sign-offs own-text role", "3", NULL, "", FALSE },
  { "own-text/told-of-a-reviewer-joined-with-the-author", "policy 6 reviewer 12;A saves 1 x;A submits 1;B is A", "submitted", "sign-offs own-text role", "1", NULL, "", FALSE },
  { "own-text/applied-suggestion-makes-no-author", SUBMITTED "B blocks 1 k;A saves 2 y;B closes k;A submits 2;B signs 2;C signs 2", "approved", "", "2", "2", "BC", FALSE },

  /* Roles, as held at the verdict. */
  { "role/no-reviewer", SUBMITTED "E signs 1;B signs 1", "under-review", "sign-offs role", "1", NULL, "B", FALSE },
  { "role/no-reviewer-does-not-begin", SUBMITTED "E signs 1", "submitted", "sign-offs role", "1", NULL, "", FALSE },
  { "role/no-reviewer-cannot-deny", SUBMITTED "E denies 1;B signs 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "role/held-then-though-not-now", SUBMITTED "E signs 1 as reviewer;B signs 1", "approved", "", "1", "1", "EB", FALSE },
  { "role/held-now-though-not-then", SUBMITTED "B signs 1 as author;C signs 1", "under-review", "sign-offs role", "1", NULL, "C", FALSE },
  { "role/policy-asks-another", "policy 1 editor 12;" SUBMITTED "B signs 1", "under-review", "sign-offs role", "1", NULL, "", FALSE },
  { "role/policy-asks-another-and-has-it", "policy 1 editor 12;" SUBMITTED "F signs 1", "approved", "", "1", "1", "F", FALSE },
  { "role/no-counts-whatever-the-policy-asks", "policy 1 editor 12;" SUBMITTED "B denies 1;F signs 1", "changes-requested", "verdict-no", "1", NULL, "F", FALSE },
  { "role/empty-means-reviewer", "policy 1 - 12;" SUBMITTED "B signs 1", "approved", "", "1", "1", "B", FALSE },
  { "role/any-of-several", "policy 2 editor,reviewer 12;" SUBMITTED "B signs 1;F signs 1", "approved", "", "1", "1", "BF", FALSE },

  /* Approved. */
  { "approved/two", APPROVED, "approved", "", "1", "1", "BC", FALSE },
  { "approved/three", APPROVED "D signs 1", "approved", "", "1", "1", "BCD", FALSE },
  { "approved/one-asked", "policy 1 reviewer 12;" SUBMITTED "B signs 1", "approved", "", "1", "1", "B", FALSE },
  { "approved/none-asked-still-takes-one", "policy 0 reviewer 12;" SUBMITTED, "submitted", "sign-offs", "1", NULL, "", FALSE },
  { "approved/with-a-not-mine-beside", SUBMITTED "B signs 1;D abstains 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "approved/no-start-needed", SUBMITTED "B starts 1;B signs 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "approved/stays-under-a-save", APPROVED "A saves 2 y", "approved", "", "1", "1", "BC", FALSE },
  { "approved/stays-when-one-turns-to-not-mine", APPROVED "B abstains 1", "approved", "", "1", "1", "C", FALSE },
  { "approved/stays-when-one-is-recused-later", APPROVED "B recuses 1", "approved", "", "1", "1", "C", FALSE },
  { "approved/stays-under-a-stricter-policy", APPROVED "policy 3 reviewer 12", "approved", "", "1", "1", "BC", FALSE },
  { "approved/stays-under-other-roles", APPROVED "policy 2 editor 12", "approved", "", "1", "1", "BC", FALSE },
  { "approved/by-a-milder-policy", "policy 3 reviewer 12;" APPROVED "policy 2 reviewer 12", "approved", "", "1", "1", "BC", FALSE },
  { "approved/author-cannot-undo", "G saves 1 x;G submits 1;B signs 1;C signs 1;G denies 1", "approved", "", "1", "1", "BC", FALSE },
  { "approved/editor-without-role-cannot-undo", APPROVED "E denies 1", "approved", "", "1", "1", "BC", FALSE },
  { "approved/late-start-changes-nothing", APPROVED "D starts 1", "approved", "", "1", "1", "BC", FALSE },
  { "approved/submitting-it-again-changes-nothing", APPROVED "A submits 1", "approved", "", "1", "1", "BC", FALSE },
  { "approved/findings-known-do-not-stop", SUBMITTED "B signs 1 findings 2;C signs 1 findings 2", "approved", "", "1", "1", "BC", FALSE },
  { "approved/redacted-is-not", "A saves 1 -;A submits 1;B signs 1;C signs 1", "under-review", "not-submitted", "1", NULL, "BC", FALSE },
  { "approved/after-no-was-taken-back", SUBMITTED "B denies 1;C signs 1;B signs 1", "approved", "", "1", "1", "CB", FALSE },
  { "approved/again-after-later-no-was-taken-back", APPROVED "B denies 1;B signs 1", "approved", "", "1", "1", "CB", FALSE },

  /* A sign-off holds for every revision with the same signed hash. */
  { "hash/same-bytes-of-another", SUBMITTED "B signs 1;Z saves 2 x;Z submits 2;C signs 2", "approved", "", "2", "2", "BC", FALSE },
  { "hash/same-bytes-approved-at-submission", SUBMITTED "B signs 1;A saves 2 y;A submits 2;C signs 1;A saves 3 x;A submits 3", "approved", "", "3", "3", "BC", FALSE },
  { "hash/signed-though-a-newer-was-submitted", "A saves 1 x;A saves 2 y;A submits 2;A submits 1;B signs 1;A saves 3 x;A submits 3;C signs 3", "approved", "", "3", "3", "BC", FALSE },
  { "hash/other-bytes-need-their-own", SUBMITTED "B signs 1;A saves 2 y;A submits 2;C signs 2", "under-review", "sign-offs", "2", NULL, "C", FALSE },
  { "hash/no-holds-too", SUBMITTED "B denies 1;A saves 2 x;A submits 2", "changes-requested", "verdict-no sign-offs", "2", NULL, "", FALSE },
  { "hash/back-to-the-approved-bytes", APPROVED "A saves 2 y;A submits 2;A saves 3 x;A submits 3", "approved", "", "3", "3", "BC", FALSE },
  { "hash/signer-who-became-author", SUBMITTED "B signs 1;B saves 2 y;A saves 3 x;A submits 3;C signs 3", "under-review", "sign-offs own-text", "3", NULL, "C", FALSE },

  /* Published: the newest approved one. */
  { "published/newer-submitted", APPROVED "A saves 2 y;A submits 2", "submitted", "sign-offs", "2", "1", "", FALSE },
  { "published/newer-under-review", APPROVED "A saves 2 y;A submits 2;B signs 2", "under-review", "sign-offs", "2", "1", "B", FALSE },
  { "published/newer-denied", APPROVED "A saves 2 y;A submits 2;B denies 2", "changes-requested", "verdict-no sign-offs", "2", "1", "", FALSE },
  { "published/newer-approved", APPROVED "A saves 2 y;A submits 2;B signs 2;C signs 2", "approved", "", "2", "2", "BC", FALSE },
  { "published/later-no-on-the-published", APPROVED "A saves 2 y;A submits 2;B denies 1", "submitted", "sign-offs", "2", NULL, "", FALSE },
  { "published/falls-back-to-the-one-still-approved", APPROVED "A saves 2 y;A submits 2;B signs 2;C signs 2;B denies 2", "changes-requested", "verdict-no sign-offs", "2", "1", "C", FALSE },

  /* Changes requested: a latest verdict on S has a no. */
  { "no/one", SUBMITTED "B denies 1", "changes-requested", "verdict-no sign-offs", "1", NULL, "", FALSE },
  { "no/beside-enough-sign-offs", SUBMITTED "B denies 1;C signs 1;D signs 1", "changes-requested", "verdict-no", "1", NULL, "CD", FALSE },
  { "no/after-approval", APPROVED "D denies 1", "changes-requested", "verdict-no", "1", NULL, "BC", FALSE },
  { "no/of-a-signer-after-approval", APPROVED "B denies 1", "changes-requested", "verdict-no sign-offs", "1", NULL, "C", FALSE },
  { "no/turned-to-not-mine", SUBMITTED "B denies 1;B abstains 1;C signs 1", "under-review", "sign-offs", "1", NULL, "C", FALSE },
  { "no/newer-submission-leaves-it-behind", SUBMITTED "B denies 1;A saves 2 y;A submits 2", "submitted", "sign-offs", "2", NULL, "", FALSE },
  { "no/latest-of-joined-people", SUBMITTED "B denies 1;C signs 1;D signs 1;C is B", "approved", "", "1", "1", "CD", FALSE },
  { "no/latest-of-joined-people-is-no", SUBMITTED "C signs 1;B denies 1;D signs 1;C is B", "changes-requested", "verdict-no sign-offs", "1", NULL, "D", FALSE },
  { "no/lifted-by-recusal", SUBMITTED "B denies 1;B recuses 1;C signs 1;D signs 1", "approved", "", "1", "1", "CD", FALSE },
  { "no/of-bytes-that-came-second", "A saves 1 x;A saves 2 y;A submits 2;A submits 1;B denies 1;A saves 3 x;A submits 3;C signs 3;D signs 3", "changes-requested", "verdict-no", "3", NULL, "CD", FALSE },
  { "no/saving-changes-nothing", SUBMITTED "B denies 1;A saves 2 y", "changes-requested", "verdict-no sign-offs", "1", NULL, "", FALSE },

  /* Recusal. */
  { "recused/verdict-after-it", SUBMITTED "B recuses 1;B signs 1;C signs 1", "under-review", "sign-offs recused", "1", NULL, "C", FALSE },
  { "recused/no-after-it", SUBMITTED "B recuses 1;B denies 1;C signs 1;D signs 1", "approved", "", "1", "1", "CD", FALSE },
  { "recused/sign-off-before-it", SUBMITTED "B signs 1;B recuses 1;C signs 1", "under-review", "sign-offs recused", "1", NULL, "C", FALSE },
  { "recused/of-joined-person", SUBMITTED "B recuses 1;C signs 1;D signs 1;C is B", "under-review", "sign-offs recused", "1", NULL, "D", FALSE },
  { "recused/only-from-this-text", SUBMITTED "B recuses 1;A saves 2 y;A submits 2;B signs 2;C signs 2", "approved", "", "2", "2", "BC", FALSE },
  { "recused/before-submission", "A saves 1 x;B recuses 1;A submits 1;B signs 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },

  /* Blocking comments. */
  { "comment/stops-approval", SUBMITTED "D blocks 1 k;B signs 1;C signs 1", "under-review", "blocking-comment", "1", NULL, "BC", FALSE },
  { "comment/resolved-approves", SUBMITTED "D blocks 1 k;B signs 1;C signs 1;D closes k", "approved", "", "1", "1", "BC", FALSE },
  { "comment/one-of-two-resolved", SUBMITTED "D blocks 1 k;D blocks 1 l;B signs 1;C signs 1;D closes k", "under-review", "blocking-comment", "1", NULL, "BC", FALSE },
  { "comment/reopened-before-approval", SUBMITTED "D blocks 1 k;D closes k;D reopens 1 k;B signs 1;C signs 1", "under-review", "blocking-comment", "1", NULL, "BC", FALSE },
  { "comment/later-makes-due", APPROVED "D blocks 1 k", "approved", "blocking-comment", "1", "1", "BC", TRUE },
  { "comment/later-and-resolved", APPROVED "D blocks 1 k;D closes k", "approved", "", "1", "1", "BC", FALSE },
  { "comment/reopened-makes-due", SUBMITTED "D blocks 1 k;B signs 1;C signs 1;D closes k;D reopens 1 k", "approved", "blocking-comment", "1", "1", "BC", TRUE },
  { "comment/follows-to-a-newer-revision", SUBMITTED "D blocks 1 k;A saves 2 y;A submits 2;B signs 2;C signs 2", "under-review", "blocking-comment", "2", NULL, "BC", FALSE },
  { "comment/on-a-newer-text-does-not-block-s", SUBMITTED "A saves 2 y;D blocks 2 k;B signs 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "comment/on-a-newer-text-with-the-same-bytes", SUBMITTED "A saves 2 x;D blocks 2 k;B signs 1;C signs 1", "under-review", "blocking-comment", "1", NULL, "BC", FALSE },
  { "comment/on-the-published-while-newer-in-review", APPROVED "D blocks 1 k;A saves 2 y;A submits 2", "submitted", "blocking-comment sign-offs", "2", "1", "", TRUE },

  /* Findings are recorded at the verdict; later ones never undo an approval. */
  { "finding/told-while-in-review", SUBMITTED "B signs 1 findings 2", "under-review", "sign-offs finding", "1", NULL, "B", FALSE },
  { "finding/later-makes-due", APPROVED "D signs 1 findings 1", "approved", "finding", "1", "1", "BCD", TRUE },
  { "finding/gone-again", APPROVED "D signs 1 findings 1;B signs 1", "approved", "", "1", "1", "CDB", FALSE },
  { "finding/stays-later-when-an-author-denies", "G saves 1 x;G submits 1;B signs 1;C signs 1;D signs 1 findings 1;G denies 1", "approved", "finding", "1", "1", "BCD", TRUE },
  { "finding/of-an-author-is-nothing", "G saves 1 x;G submits 1;B signs 1;C signs 1;G signs 1 findings 3", "approved", "", "1", "1", "BC", FALSE },

  /* Withdrawn, until something is submitted again. */
  { "redacted/ends-an-approval", APPROVED "D loses", "submitted", "sign-offs sign-offs", "1", NULL, "", FALSE },
  { "redacted/ends-sign-offs", SUBMITTED "B signs 1;D loses;C signs 1", "under-review", "sign-offs sign-offs", "1", NULL, "C", FALSE },
  { "redacted/signed-anew", APPROVED "D loses;B signs 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "redacted/before-submission-stops-nothing", "A saves 1 x;D loses;A submits 1;B signs 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "redacted/no-holds", SUBMITTED "B denies 1;D loses", "changes-requested", "verdict-no sign-offs", "1", NULL, "", FALSE },
  { "redacted/withdrawal-holds", APPROVED "E withdraws;D loses", "withdrawn", "withdrawn", NULL, NULL, "", FALSE },
  { "redacted/same-bytes-after-it", APPROVED "D loses;A saves 2 x;A submits 2", "submitted", "sign-offs sign-offs", "2", NULL, "", FALSE },
  { "withdrawn/submitted", SUBMITTED "A withdraws", "withdrawn", "withdrawn", NULL, NULL, "", FALSE },
  { "withdrawn/approved", APPROVED "E withdraws", "withdrawn", "withdrawn", NULL, NULL, "", FALSE },
  { "withdrawn/saving-changes-nothing", APPROVED "E withdraws;A saves 2 y", "withdrawn", "withdrawn", NULL, NULL, "", FALSE },
  { "withdrawn/verdict-changes-nothing", APPROVED "E withdraws;D signs 1", "withdrawn", "withdrawn", NULL, NULL, "", FALSE },
  { "withdrawn/submitted-again", APPROVED "E withdraws;A saves 2 y;A submits 2", "submitted", "sign-offs", "2", NULL, "", FALSE },
  { "withdrawn/same-bytes-again", APPROVED "E withdraws;A submits 1", "submitted", "withdrawn sign-offs", "1", NULL, "", FALSE },
  { "withdrawn/same-bytes-signed-anew", APPROVED "E withdraws;A submits 1;B signs 1;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "withdrawn/verdict-while-withdrawn-is-no-sign-off", SUBMITTED "A withdraws;B signs 1;C signs 1;A submits 1", "submitted", "withdrawn sign-offs", "1", NULL, "", FALSE },
  { "withdrawn/no-holds", SUBMITTED "B denies 1;A withdraws;A submits 1", "changes-requested", "verdict-no sign-offs", "1", NULL, "", FALSE },
  { "withdrawn/newer-in-review-takes-all-down", APPROVED "A saves 2 y;A submits 2;E withdraws", "withdrawn", "withdrawn", NULL, NULL, "", FALSE },
  { "withdrawn/twice", APPROVED "E withdraws;E withdraws", "withdrawn", "withdrawn", NULL, NULL, "", FALSE },
  { "withdrawn/older-submitted-after", "A saves 1 x;A saves 2 y;A submits 2;A withdraws;A submits 1", "submitted", "sign-offs", "1", NULL, "", FALSE },

  /* Which policy: of the article's topics those that have one, else the board's. */
  { "policy/of-a-topic", "topics mood;policy 1 - 12 of mood;" SUBMITTED "B signs 1", "approved", "", "1", "1", "B", FALSE },
  { "policy/of-a-topic-in-other-capitals", "topics Mood;policy 1 - 12 of mOOD;" SUBMITTED "B signs 1", "approved", "", "1", "1", "B", FALSE },
  { "policy/of-another-topic", "topics sleep;policy 1 - 12 of mood;" SUBMITTED "B signs 1", "under-review", "sign-offs", "1", NULL, "B", FALSE },
  { "policy/a-topic-without-one-does-not-bring-the-boards", "topics mood,sleep;policy 1 - 12 of mood;policy 3 - 12;" SUBMITTED "B signs 1", "approved", "", "1", "1", "B", FALSE },
  { "policy/the-boards-does-not-change-a-topics", "topics mood;policy 3 - 12 of mood;" SUBMITTED "B signs 1;policy 1 - 12", "under-review", "sign-offs", "1", NULL, "B", FALSE },
  { "policy/strictest-of-two", "topics mood,sleep;policy 1 - 12 of mood;policy 3 - 12 of sleep;" SUBMITTED "B signs 1;C signs 1", "under-review", "sign-offs", "1", NULL, "BC", FALSE },
  { "policy/topic-comes-later", "policy 3 - 12 of mood;" SUBMITTED "B signs 1;topics mood;C signs 1", "under-review", "sign-offs", "1", NULL, "BC", FALSE },
  { "policy/topic-goes-and-it-is-approved", "topics mood;policy 3 - 12 of mood;" SUBMITTED "B signs 1;C signs 1;topics -", "approved", "", "1", "1", "BC", FALSE },
  { "policy/topic-comes-after-the-approval", "policy 3 - 12 of mood;" APPROVED "topics mood", "approved", "", "1", "1", "BC", FALSE },
  { "policy/cleared", "topics mood;policy 3 - 12 of mood;" SUBMITTED "B signs 1;C signs 1;clear mood", "approved", "", "1", "1", "BC", FALSE },
  { "policy/cleared-and-set-anew", "topics mood;policy 3 - 12 of mood;clear mood;policy 1 - 12 of mood;" SUBMITTED "B signs 1", "approved", "", "1", "1", "B", FALSE },
  { "policy/months-of-a-topic", "topics mood;policy 2 - 6 of mood;" APPROVED "now 200", "approved", "", "1", "1", "BC", TRUE },
  { "policy/shortest-months-that-are-not-never", "topics mood,sleep;policy 2 - 0 of mood;policy 2 - 6 of sleep;" APPROVED "now 200", "approved", "", "1", "1", "BC", TRUE },
  { "policy/both-never", "topics mood,sleep;policy 2 - 0 of mood;policy 2 - 0 of sleep;" APPROVED "now 9000", "approved", "", "1", "1", "BC", FALSE },
  { "policy/topic-comes-and-brings-its-months", "policy 2 - 6 of mood;" APPROVED "topics mood;now 200", "approved", "", "1", "1", "BC", TRUE },
  { "policy/roles-of-two-topics-are-both-asked", "topics mood,sleep;policy 1 editor 12 of mood;policy 1 author 12 of sleep;" SUBMITTED "B signs 1 as reviewer,editor;C signs 1 as reviewer,author", "under-review", "sign-offs role", "1", NULL, "", FALSE },
  { "policy/roles-of-two-topics-in-one-person", "topics mood,sleep;policy 1 editor 12 of mood;policy 1 author 12 of sleep;" SUBMITTED "B signs 1 as reviewer,editor,author", "approved", "", "1", "1", "B", FALSE },

  /* So many of a role, as held at the verdict. */
  { "role-count/lacking", "policy 2 - 12 roles editor=1;" APPROVED, "under-review", "role", "1", NULL, "BC", FALSE },
  { "role-count/there", "policy 2 - 12 roles editor=1;" SUBMITTED "B signs 1;F signs 1", "approved", "", "1", "1", "BF", FALSE },
  { "role-count/held-then", "policy 2 - 12 roles editor=1;" SUBMITTED "B signs 1;C signs 1 as reviewer,editor", "approved", "", "1", "1", "BC", FALSE },
  { "role-count/one-person-for-two-roles-is-one-sign-off", "policy 2 - 12 roles editor=1,author=1;" SUBMITTED "B signs 1 as reviewer,editor,author", "under-review", "sign-offs", "1", NULL, "B", FALSE },
  { "role-count/one-person-for-two-roles", "policy 2 - 12 roles editor=1,author=1;" SUBMITTED "B signs 1 as reviewer,editor,author;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "role-count/more-of-a-role-than-in-all", "policy 1 - 12 roles editor=2;" SUBMITTED "F signs 1", "under-review", "sign-offs role", "1", NULL, "F", FALSE },
  { "role-count/of-two-topics", "topics t,u;policy 2 - 12 of t roles editor=1;policy 2 - 12 of u roles author=1;" SUBMITTED "B signs 1;F signs 1", "under-review", "role", "1", NULL, "BF", FALSE },
  { "role-count/asked-after-the-approval", APPROVED "policy 2 - 12 roles editor=1", "approved", "", "1", "1", "BC", FALSE },

  /* A specialist among them, as they were at the verdict. */
  { "specialty/lacking", "policy 2 - 12 in psychiatry;" APPROVED, "under-review", "specialty", "1", NULL, "BC", FALSE },
  { "specialty/there-in-other-capitals", "policy 2 - 12 in psychiatry;" SUBMITTED "B signs 1 in Surgery,PSYCHIATRY;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "specialty/another", "policy 2 - 12 in psychiatry;" SUBMITTED "B signs 1 in surgery;C signs 1", "under-review", "specialty", "1", NULL, "BC", FALSE },
  { "specialty/of-a-no-is-nothing", "policy 1 - 12 in psychiatry;" SUBMITTED "B signs 1;C denies 1 in psychiatry", "changes-requested", "verdict-no specialty", "1", NULL, "B", FALSE },
  { "specialty/of-two-topics-in-one-person", "topics t,u;policy 1 - 12 of t in psychiatry;policy 1 - 12 of u in surgery;" SUBMITTED "B signs 1 in surgery,psychiatry", "approved", "", "1", "1", "B", FALSE },
  { "specialty/of-two-topics-one-lacking", "topics t,u;policy 1 - 12 of t in psychiatry;policy 1 - 12 of u in surgery;" SUBMITTED "B signs 1 in surgery", "under-review", "specialty", "1", NULL, "B", FALSE },

  /* What the checks found stops an approval where the policy says so. */
  { "blocking-finding/severity", "policy 2 - 12 stops error;" SUBMITTED "B signs 1;C signs 1 found error:dose", "under-review", "finding", "1", NULL, "BC", FALSE },
  { "blocking-finding/rule", "policy 2 - 12 stops dose;" SUBMITTED "B signs 1;C signs 1 found warning:dose", "under-review", "finding", "1", NULL, "BC", FALSE },
  { "blocking-finding/another-rule", "policy 2 - 12 stops dose;" SUBMITTED "B signs 1;C signs 1 found warning:link", "approved", "", "1", "1", "BC", FALSE },
  { "blocking-finding/gone-at-the-newest-verdict", "policy 2 - 12 stops error;" SUBMITTED "B signs 1 found error:dose;C signs 1", "approved", "", "1", "1", "BC", FALSE },
  { "blocking-finding/with-another-error", "policy 2 - 12 stops dose;" SUBMITTED "B signs 1;C signs 1 found error:dose,error:link", "under-review", "finding finding", "1", NULL, "BC", FALSE },
  { "blocking-finding/without-a-policy-stops-nothing", SUBMITTED "B signs 1;C signs 1 found error:dose", "approved", "", "1", "1", "BC", FALSE },
  { "blocking-finding/after-the-approval-makes-due", "policy 2 - 12 stops error;" APPROVED "D signs 1 found error:dose", "approved", "finding", "1", "1", "BCD", TRUE },
  { "blocking-finding/of-the-older-text", "policy 2 - 12 stops error;" SUBMITTED "B signs 1 found error:dose;A saves 2 y;A submits 2;B signs 2;C signs 2", "approved", "", "2", "2", "BC", FALSE },
  { "blocking-finding/asked-after-the-approval", SUBMITTED "B signs 1;C signs 1 found error:dose;policy 2 - 12 stops error", "approved", "", "1", "1", "BC", FALSE },
  { "blocking-finding/no-longer-asked", "policy 2 - 12 stops error;" SUBMITTED "B signs 1;C signs 1 found error:dose;policy 2 - 12", "approved", "", "1", "1", "BC", FALSE },

  /* An audience without an approved text is lacking in the article and stops no text. */
  { "audience/lacking", "text doctor own;text patient no;policy 2 - 12 for doctor,patient;" APPROVED, "approved", "audience", "1", "1", "BC", FALSE },
  { "audience/there", "text doctor own;text patient yes;policy 2 - 12 for doctor,patient;" APPROVED, "approved", "", "1", "1", "BC", FALSE },
  { "audience/in-review", "text doctor own;text patient no;policy 2 - 12 for patient;" SUBMITTED, "submitted", "sign-offs audience", "1", NULL, "", FALSE },
  { "audience/unknown-to-the-board", "text doctor own;policy 2 - 12 for patient;" APPROVED, "approved", "audience", "1", "1", "BC", FALSE },
  { "audience/asked-after-the-approval", "text doctor own;text patient no;" APPROVED "policy 2 - 12 for patient", "approved", "", "1", "1", "BC", FALSE },
  { "audience/no-longer-asked", "text doctor own;text patient no;policy 2 - 12 for patient;" APPROVED "policy 2 - 12", "approved", "", "1", "1", "BC", FALSE },

  /* Due: months after the approval, against today. */
  { "due/not-yet", APPROVED "now 368", "approved", "", "1", "1", "BC", FALSE },
  { "due/from-the-day", APPROVED "now 369", "approved", "", "1", "1", "BC", TRUE },
  { "due/long-ago", APPROVED "now 2000", "approved", "", "1", "1", "BC", TRUE },
  { "due/never", "policy 2 reviewer 0;" APPROVED "now 9000", "approved", "", "1", "1", "BC", FALSE },
  { "due/of-the-published-while-newer-in-review", APPROVED "A saves 2 y;A submits 2;now 400", "submitted", "sign-offs", "2", "1", "", TRUE },
  { "due/a-later-policy-sets-the-months", APPROVED "policy 2 reviewer 6;now 200", "approved", "", "1", "1", "BC", TRUE },
  { "due/same-bytes-again-put-nothing-off", APPROVED "A saves 2 x;A submits 2;now 369", "approved", "", "2", "2", "BC", TRUE },
  { "due/not-when-withdrawn", APPROVED "E withdraws;now 2000", "withdrawn", "withdrawn", NULL, NULL, "", FALSE },
  { "due/not-a-draft", "A saves 1 x;now 2000", "draft", "not-submitted", NULL, NULL, "", FALSE },
};
/* clang-format on */

static void
assert_case (const Case *expected, gboolean backwards)
{
  g_autoptr (AttestReviewFacts) facts = make_facts (expected->script, backwards);
  g_autoptr (AttestAssessment) assessment = attest_review_assess (facts);
  g_autofree char *codes = list_codes (assessment);
  g_autofree char *people = list_people (assessment->sign_offs);

  g_assert_cmpstr (attest_status_to_string (assessment->status), ==, expected->status);
  g_assert_cmpstr (codes, ==, expected->missing);
  g_assert_cmpstr (assessment->submitted, ==, expected->submitted);
  g_assert_cmpstr (assessment->published, ==, expected->published);
  g_assert_cmpstr (people, ==, expected->sign_offs);
  g_assert_cmpint (assessment->due, ==, expected->due);
}

static void
test_case (gconstpointer data)
{
  assert_case (data, FALSE);
  assert_case (data, TRUE);
}

static void
test_times (void)
{
  g_autoptr (AttestReviewFacts) facts = make_facts (APPROVED "D starts 1;A saves 2 y;A submits 2", FALSE);
  g_autoptr (AttestAssessment) assessment = attest_review_assess (facts);
  g_autoptr (AttestReviewFacts) earlier = make_facts (SUBMITTED "D starts 1;B signs 1;C signs 1", FALSE);
  g_autoptr (AttestAssessment) approved = attest_review_assess (earlier);
  g_autoptr (AttestAssessment) copy = attest_assessment_copy (approved);

  g_assert_cmpint (assessment->submitted_time, ==, day_of (7));
  g_assert_cmpint (assessment->started_time, ==, 0);
  g_assert_cmpint (assessment->approved_time, ==, 0);
  g_assert_cmpint (assessment->published_time, ==, day_of (4));
  g_assert_cmpint (assessment->due_after, ==, day_of (4 + 365));
  g_assert_cmpuint (assessment->published_sign_offs->len, ==, 2);

  g_assert_cmpint (approved->submitted_time, ==, day_of (2));
  g_assert_cmpint (approved->started_time, ==, day_of (3));
  g_assert_cmpint (approved->approved_time, ==, day_of (5));

  g_assert_cmpstr (copy->published, ==, approved->published);
  g_assert_cmpuint (copy->sign_offs->len, ==, 2);
  g_assert_cmpstr (((AttestSignOff *) copy->sign_offs->pdata[1])->meaning, ==, "approval");
}

static void
test_sentences (void)
{
  g_autoptr (AttestReviewFacts) facts = make_facts (SUBMITTED "B denies 1;D recuses 1;C signs 1", FALSE);
  g_autoptr (AttestAssessment) assessment = attest_review_assess (facts);
  AttestMissing *missing;

  g_assert_cmpuint (assessment->missing->len, ==, 3);
  missing = assessment->missing->pdata[0];
  g_assert_cmpstr (missing->text, ==, "B answered no: because");
  g_assert_cmpstr (missing->who, ==, "B or an author, by a new revision");
  missing = assessment->missing->pdata[1];
  g_assert_cmpstr (missing->text, ==, "1 more sign-off is needed.");
  g_assert_cmpstr (missing->who, ==, "B, F, G or H");
  missing = assessment->missing->pdata[2];
  g_assert_cmpstr (missing->text, ==, "D is recused from this text: because");
}

static void
test_names (void)
{
  g_autoptr (AttestReviewFacts) facts = make_facts (SUBMITTED "C starts 1;B signs 1", FALSE);
  g_autoptr (AttestAssessment) assessment = attest_review_assess (facts);
  g_autoptr (AttestAssessment) copy = attest_assessment_copy (assessment);
  g_autoptr (AttestReviewFacts) nothing = make_facts ("A saves 1 x", FALSE);
  g_autoptr (AttestAssessment) draft = attest_review_assess (nothing);

  g_assert_cmpstr (copy->submitted_by, ==, "A");
  g_assert_cmpstr (copy->started_by, ==, "C");
  g_assert_null (draft->submitted_by);
  g_assert_null (draft->started_by);
}

static void
test_parts (void)
{
  static const struct
  {
    const char *script;
    const char *person;
    AttestPart part;
  } parts[] = {
    { "A saves 1 x", "B", ATTEST_PART_NONE },
    { SUBMITTED, "B", ATTEST_PART_NONE },
    { SUBMITTED "B starts 1", "B", ATTEST_PART_STARTED },
    { SUBMITTED "B starts 1", "C", ATTEST_PART_NONE },
    { SUBMITTED "B starts 1;B is C", "C", ATTEST_PART_STARTED },
    { SUBMITTED "B abstains 1", "B", ATTEST_PART_ANSWERED },
    { SUBMITTED "B denies 1", "B", ATTEST_PART_ANSWERED },
    { SUBMITTED "B signs 1;B recuses 1", "B", ATTEST_PART_RECUSED },
    /* The same bytes are the same question; other bytes are a new one. */
    { SUBMITTED "B signs 1;A saves 2 x;A submits 2", "B", ATTEST_PART_ANSWERED },
    { SUBMITTED "B signs 1;A saves 2 y;A submits 2", "B", ATTEST_PART_NONE },
    /* A withdrawal ends what was said before it. */
    { SUBMITTED "B signs 1;A withdraws", "B", ATTEST_PART_NONE },
    { SUBMITTED "B signs 1;A withdraws;A submits 1", "B", ATTEST_PART_NONE },
    { SUBMITTED "B starts 1;A withdraws;A submits 1", "B", ATTEST_PART_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (AttestReviewFacts) facts = make_facts (parts[i].script, FALSE);

      g_test_message ("%s of %s", parts[i].person, parts[i].script);
      g_assert_cmpint (attest_review_get_part (facts, parts[i].person), ==, parts[i].part);
    }
}

static void
test_authors (void)
{
  g_autoptr (AttestReviewFacts) facts = make_facts (APPROVED "Z saves 2 y;B saves 3 z;A submits 3;C is B", FALSE);
  g_auto (GStrv) submitted = attest_review_dup_authors (facts, NULL);
  g_auto (GStrv) first = attest_review_dup_authors (facts, "1");
  g_auto (GStrv) unknown = attest_review_dup_authors (facts, "9");

  /* Nothing is approved here: B and C are one person, and one sign-off is too few. */
  g_assert_cmpuint (g_strv_length (submitted), ==, 3);
  g_assert_true (g_strv_contains ((const char *const *) submitted, "Z"));
  g_assert_cmpuint (g_strv_length (first), ==, 1);
  g_assert_cmpstr (first[0], ==, "A");
  g_assert_cmpuint (g_strv_length (unknown), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/review/assess/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/core/review/assess/times", test_times);
  g_test_add_func ("/core/review/assess/sentences", test_sentences);
  g_test_add_func ("/core/review/assess/names", test_names);
  g_test_add_func ("/core/review/assess/parts", test_parts);
  g_test_add_func ("/core/review/assess/authors", test_authors);

  return g_test_run ();
}
