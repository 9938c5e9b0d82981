/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "review/attest-assess.h"

/*
 * Random histories of a variant, judged by attest_review_assess () and by a second reading of DESIGN.md section 6 that keeps no state: for each place
 * in the history it looks back at all that came before. The two are written apart, so what they agree on is the rule and not a shared slip.
 */

#define MOST_OPS 28
#define N_PEOPLE 6
#define N_HASHES 4
#define SHORT_COUNT 4000
#define LONG_COUNT 400000

typedef enum
{
  OP_SAVE,
  OP_SUBMIT,
  OP_START,
  OP_RECUSE,
  OP_WITHDRAW,
  OP_VERDICT,
  OP_COMMENT,
  OP_RESOLVE,
  OP_POLICY,
  OP_REDACTED,
} OpKind;

typedef struct
{
  OpKind kind;
  int person;
  /* Counted by saves, from 0; of the save itself too. */
  int revision;
  int hash;
  AttestAnswer answers[3];
  gboolean reviewer;
  gboolean editor;
  gboolean other_bytes;
  guint findings;
  int comment;
  guint sign_offs;
  gboolean asks_editor;
} Op;

typedef struct
{
  Op ops[MOST_OPS];
  int n_ops;
  int same[N_PEOPLE];
} History;

/* ---- The second reading ---- */

typedef struct
{
  gboolean approved[MOST_OPS];
  int approved_at[MOST_OPS];
  guint authors[MOST_OPS];
} Approvals;

static guint
bit_of (const History *h, int person)
{
  return 1u << h->same[person];
}

static int
save_of (const History *h, int revision, int before)
{
  for (int i = 0; i < before; i++)
    if (h->ops[i].kind == OP_SAVE && h->ops[i].revision == revision)
      return i;

  return -1;
}

static int
hash_of (const History *h, int revision)
{
  int save = save_of (h, revision, h->n_ops);

  return save >= 0 ? h->ops[save].hash : -1;
}

/* S after the first @n ops, -1 for none; *@withdrawn: because of a withdrawal. */
static int
submitted_after (const History *h, int n, gboolean *withdrawn)
{
  int s = -1;

  *withdrawn = FALSE;
  for (int i = 0; i < n; i++)
    {
      const Op *op = &h->ops[i];

      if (op->kind == OP_SUBMIT && save_of (h, op->revision, i) >= 0 && op->revision > s)
        {
          s = op->revision;
          *withdrawn = FALSE;
        }
      if (op->kind == OP_WITHDRAW && s >= 0)
        {
          s = -1;
          *withdrawn = TRUE;
        }
    }

  return s;
}

/* Which time between withdrawals and redactions op @i falls in; -1 when nothing was submitted then. */
static int
epoch_of (const History *h, int i)
{
  gboolean withdrawn;
  int epoch = 0;

  for (int k = 0; k < i; k++)
    if ((h->ops[k].kind == OP_WITHDRAW && submitted_after (h, k, &withdrawn) >= 0) || h->ops[k].kind == OP_REDACTED)
      epoch++;

  return submitted_after (h, i, &withdrawn) >= 0 ? epoch : -1;
}

static gboolean
was_submitted (const History *h, int hash, int before)
{
  gboolean withdrawn;

  for (int i = 0; i < before; i++)
    if (h->ops[i].kind == OP_SUBMIT && save_of (h, h->ops[i].revision, i) >= 0 &&
        hash_of (h, h->ops[i].revision) == hash && h->ops[i].revision > submitted_after (h, i, &withdrawn))
      return TRUE;

  return FALSE;
}

static gboolean
is_recused (const History *h, int person, int hash, int before)
{
  for (int i = 0; i < before; i++)
    if (h->ops[i].kind == OP_RECUSE && h->same[h->ops[i].person] == h->same[person] &&
        save_of (h, h->ops[i].revision, i) >= 0 && hash_of (h, h->ops[i].revision) == hash &&
        was_submitted (h, hash, i))
      return TRUE;

  return FALSE;
}

static gboolean
is_valid_verdict (const History *h, int i)
{
  const Op *op = &h->ops[i];

  return op->kind == OP_VERDICT && op->reviewer && !op->other_bytes && save_of (h, op->revision, i) >= 0 &&
         was_submitted (h, hash_of (h, op->revision), i) && !is_recused (h, op->person, hash_of (h, op->revision), i);
}

/* The latest verdict of a person (by stand-in) on some bytes among the first @n ops. */
static int
latest_verdict (const History *h, int stand_in, int hash, int n)
{
  if (is_recused (h, stand_in, hash, n))
    return -1;
  for (int i = n - 1; i >= 0; i--)
    if (h->ops[i].kind == OP_VERDICT && h->same[h->ops[i].person] == stand_in &&
        hash_of (h, h->ops[i].revision) == hash && is_valid_verdict (h, i))
      return i;

  return -1;
}

static gboolean
has (const Op *op, AttestAnswer answer)
{
  return op->answers[0] == answer || op->answers[1] == answer || op->answers[2] == answer;
}

static guint
authors_of (const History *h, int revision, const Approvals *approvals)
{
  guint authors = 0;
  int last = -1;

  for (int r = 0; r < revision; r++)
    if (approvals->approved[r])
      last = r;
  for (int i = 0; i < h->n_ops; i++)
    if (h->ops[i].kind == OP_SAVE && h->ops[i].revision <= revision &&
        (h->ops[i].revision > last || h->ops[i].hash == hash_of (h, revision)))
      authors |= bit_of (h, h->ops[i].person);

  return authors;
}

static const Op *
policy_after (const History *h, int n)
{
  static const Op standard = { .kind = OP_POLICY, .sign_offs = 2 };

  for (int i = n - 1; i >= 0; i--)
    if (h->ops[i].kind == OP_POLICY)
      return &h->ops[i];

  return &standard;
}

static guint
signers (const History *h, int revision, int n, guint authors, const Op *policy)
{
  guint found = 0;

  for (int p = 0; p < N_PEOPLE; p++)
    {
      int i = h->same[p] == p ? latest_verdict (h, p, hash_of (h, revision), n) : -1;

      if (i >= 0 && !has (&h->ops[i], ATTEST_ANSWER_NO) && !has (&h->ops[i], ATTEST_ANSWER_NOT_MINE) &&
          !(authors & 1u << p) && (!policy->asks_editor || h->ops[i].editor) && epoch_of (h, i) == epoch_of (h, n))
        found |= 1u << p;
    }

  return found;
}

static gboolean
somebody_says_no (const History *h, int revision, int n, guint authors)
{
  for (int p = 0; p < N_PEOPLE; p++)
    {
      int i = h->same[p] == p ? latest_verdict (h, p, hash_of (h, revision), n) : -1;

      if (i >= 0 && has (&h->ops[i], ATTEST_ANSWER_NO) && !(authors & 1u << p))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_blocked (const History *h, int revision, int n)
{
  for (int c = 0; c < MOST_OPS; c++)
    {
      int opened = -1;

      for (int i = 0; i < n; i++)
        {
          if (h->ops[i].kind == OP_COMMENT && h->ops[i].comment == c && save_of (h, h->ops[i].revision, i) >= 0)
            opened = h->ops[i].revision;
          if (h->ops[i].kind == OP_RESOLVE && h->ops[i].comment == c)
            opened = -1;
        }
      if (opened >= 0 && (opened <= revision || hash_of (h, opened) == hash_of (h, revision)))
        return TRUE;
    }

  return FALSE;
}

static guint
count_bits (guint bits)
{
  return (guint) __builtin_popcount (bits);
}

static void
find_approvals (const History *h, Approvals *a)
{
  gboolean withdrawn;

  memset (a, 0, sizeof *a);
  for (int n = 1; n <= h->n_ops; n++)
    {
      const Op *op = &h->ops[n - 1];
      int s = submitted_after (h, n, &withdrawn);
      guint authors;
      gboolean held = FALSE;

      for (int r = 0; r < MOST_OPS; r++)
        if (s < 0 || op->kind == OP_REDACTED ||
            (is_valid_verdict (h, n - 1) && has (op, ATTEST_ANSWER_NO) && hash_of (h, r) == hash_of (h, op->revision) &&
             !(a->authors[r] & bit_of (h, op->person))))
          a->approved[r] = FALSE;
      if (s < 0 || a->approved[s])
        continue;
      authors = authors_of (h, s, a);
      if (count_bits (signers (h, s, n, authors, policy_after (h, n))) < policy_after (h, n)->sign_offs ||
          somebody_says_no (h, s, n, authors) || is_blocked (h, s, n))
        continue;
      a->approved_at[s] = n;
      for (int r = 0; r < s; r++)
        if (!held && a->approved[r] && hash_of (h, r) == hash_of (h, s))
          {
            a->approved_at[s] = a->approved_at[r];
            held = TRUE;
          }
      a->authors[s] = authors;
      a->approved[s] = TRUE;
      g_assert_cmpuint (signers (h, s, n, authors, policy_after (h, n)) & authors, ==, 0);
    }
}

static gboolean
has_later_finding (const History *h, int revision, guint authors, int since)
{
  int newest = -1;

  for (int p = 0; p < N_PEOPLE; p++)
    {
      int i = h->same[p] == p && !(authors & 1u << p) ? latest_verdict (h, p, hash_of (h, revision), h->n_ops) : -1;

      newest = MAX (newest, i);
    }

  return newest >= since && h->ops[newest].findings > 0;
}

static gboolean
somebody_began (const History *h, int revision, guint authors)
{
  for (int i = 0; i < h->n_ops; i++)
    {
      const Op *op = &h->ops[i];
      gboolean begins = is_valid_verdict (h, i) || (op->kind == OP_START && save_of (h, op->revision, i) >= 0 &&
                                                    was_submitted (h, hash_of (h, op->revision), i));

      if (begins && hash_of (h, op->revision) == hash_of (h, revision) && epoch_of (h, i) == epoch_of (h, h->n_ops) &&
          !(authors & bit_of (h, op->person)))
        return TRUE;
    }

  return FALSE;
}

static char *
read_naively (const History *h)
{
  Approvals a;
  gboolean withdrawn;
  int s = submitted_after (h, h->n_ops, &withdrawn);
  int published = -1;
  guint authors = 0;
  guint signed_by = 0;
  const char *status;
  gboolean due = FALSE;

  find_approvals (h, &a);
  for (int r = 0; r < MOST_OPS; r++)
    if (a.approved[r])
      published = r;
  if (s >= 0)
    authors = a.approved[s] ? a.authors[s] : authors_of (h, s, &a);
  if (withdrawn)
    status = "withdrawn";
  else if (s < 0)
    status = "draft";
  else if (a.approved[s])
    status = "approved";
  else if (somebody_says_no (h, s, h->n_ops, authors))
    status = "changes-requested";
  else
    status = somebody_began (h, s, authors) ? "under-review" : "submitted";
  if (published >= 0)
    due = is_blocked (h, published, h->n_ops) ||
          has_later_finding (h, published, a.authors[published], a.approved_at[published]);
  if (s >= 0)
    signed_by = signers (h, s, h->n_ops, authors, policy_after (h, a.approved[s] ? a.approved_at[s] : h->n_ops));

  /* The policy of an approval that was taken over from the same bytes is that of the later one; the names do not tell, so they are left out then. */
  if (s >= 0 && a.approved[s])
    signed_by = 0;

  return g_strdup_printf ("%s S=%d P=%d due=%d signed=%u", status, s, published, due, signed_by);
}

/* ---- The first reading, of the same history ---- */

static AttestMoment
moment_of (int i)
{
  return (AttestMoment) { i / 2 + 1, i % 2 ? "y" : "x", i + 1, 0 };
}

static void
add_op (AttestReviewFacts *facts, const History *h, int i)
{
  static const char *const roles[][3] = {
    { NULL }, { "reviewer", NULL }, { "editor", NULL }, { "reviewer", "editor", NULL }
  };
  static const char *const asked[][2] = { { "reviewer", NULL }, { "editor", NULL } };
  const Op *op = &h->ops[i];
  AttestMoment moment = moment_of (i);
  g_autofree char *person = g_strdup_printf ("%d", op->person);
  g_autofree char *revision = g_strdup_printf ("r%d", op->revision);
  g_autofree char *hash = g_strdup_printf ("h%d", op->kind == OP_SAVE ? op->hash : hash_of (h, op->revision));
  g_autofree char *comment = g_strdup_printf ("c%d", op->comment);
  AttestActFact act = { .moment = moment, .actor = person, .revision = revision };

  switch (op->kind)
    {
    case OP_SAVE:
      attest_review_facts_add_revision (facts, &(AttestRevisionFact) { moment, revision, person, hash });
      return;
    case OP_COMMENT:
    case OP_RESOLVE:
      attest_review_facts_add_comment (facts,
                                       &(AttestCommentFact) { moment, comment, revision, op->kind == OP_COMMENT });
      return;
    case OP_POLICY:
      attest_review_facts_add_policy (facts, &(AttestPolicyFact) { moment, op->sign_offs, asked[op->asks_editor], 12 });
      return;
    case OP_SUBMIT:
      act.kind = ATTEST_ACT_KIND_SUBMIT;
      break;
    case OP_START:
      act.kind = ATTEST_ACT_KIND_START;
      break;
    case OP_RECUSE:
      act.kind = ATTEST_ACT_KIND_RECUSE;
      break;
    case OP_WITHDRAW:
      act.kind = ATTEST_ACT_KIND_WITHDRAW;
      act.revision = NULL;
      break;
    case OP_REDACTED:
      act.kind = ATTEST_ACT_KIND_REDACTED;
      act.revision = NULL;
      break;
    case OP_VERDICT:
    default:
      act.kind = ATTEST_ACT_KIND_VERDICT;
      act.signed_hash = op->other_bytes ? "other" : hash;
      act.accurate = op->answers[0];
      act.safe = op->answers[1];
      act.current = op->answers[2];
      act.findings = op->findings;
      act.roles = roles[op->reviewer + 2 * op->editor];
      break;
    }
  attest_review_facts_add_act (facts, &act);
}

static AttestReviewFacts *
make_facts (const History *h, GRand *shuffle)
{
  AttestReviewFacts *facts = attest_review_facts_new (0);
  int order[MOST_OPS];

  for (int i = 0; i < h->n_ops; i++)
    order[i] = i;
  for (int i = h->n_ops - 1; shuffle != NULL && i > 0; i--)
    {
      int j = g_rand_int_range (shuffle, 0, i + 1);
      int kept = order[i];

      order[i] = order[j];
      order[j] = kept;
    }
  for (int p = 0; p < N_PEOPLE; p++)
    {
      g_autofree char *id = g_strdup_printf ("%d", p);
      g_autofree char *same = g_strdup_printf ("%d", h->same[p]);

      attest_review_facts_add_person (facts, &(AttestPersonFact) { id, id, same, NULL });
      /* Who was asked changes no status: the second reading knows nothing of it. */
      if (shuffle != NULL && g_rand_boolean (shuffle))
        attest_review_facts_add_asked (facts, id);
    }
  for (int i = 0; i < h->n_ops; i++)
    add_op (facts, h, order[i]);

  return facts;
}

static char *
describe (const History *h, const AttestAssessment *assessment)
{
  guint signed_by = 0;

  for (guint i = 0; assessment->status != ATTEST_STATUS_APPROVED && i < assessment->sign_offs->len; i++)
    {
      const AttestSignOff *sign_off = assessment->sign_offs->pdata[i];

      signed_by |= bit_of (h, (int) g_ascii_strtoll (sign_off->person, NULL, 10));
    }

  return g_strdup_printf ("%s S=%s P=%s due=%d signed=%u",
                          attest_status_to_string (assessment->status),
                          assessment->submitted != NULL ? assessment->submitted + 1 : "-1",
                          assessment->published != NULL ? assessment->published + 1 : "-1",
                          assessment->due,
                          signed_by);
}

/* ---- Invariants ---- */

static void
assert_sign_offs (const History *h, const GPtrArray *sign_offs, const GStrv authors)
{
  guint seen = 0;

  for (guint i = 0; i < sign_offs->len; i++)
    {
      const AttestSignOff *sign_off = sign_offs->pdata[i];
      guint bit = bit_of (h, (int) g_ascii_strtoll (sign_off->person, NULL, 10));
      g_autofree char *stand_in = g_strdup_printf ("%d", h->same[g_ascii_strtoll (sign_off->person, NULL, 10)]);

      g_assert_cmpuint (seen & bit, ==, 0);
      seen |= bit;
      if (authors != NULL)
        g_assert_false (g_strv_contains ((const char *const *) authors, stand_in));
    }
}

/* Once reached, an approval goes only by a withdrawal, a no, a redaction, or a newer submission. */
static void
assert_stays (const Op *op, const AttestAssessment *before, const AttestAssessment *after)
{
  if (op->kind == OP_WITHDRAW || op->kind == OP_REDACTED || (op->kind == OP_VERDICT && has (op, ATTEST_ANSWER_NO)))
    return;
  if (before->published != NULL)
    g_assert_nonnull (after->published);
  if (before->status == ATTEST_STATUS_APPROVED && op->kind != OP_SUBMIT)
    {
      g_assert_cmpint (after->status, ==, ATTEST_STATUS_APPROVED);
      g_assert_cmpstr (after->published, ==, before->published);
      g_assert_cmpint (after->approved_time, ==, before->approved_time);
    }
  if (op->kind == OP_SAVE)
    g_assert_cmpint (after->status, ==, before->status);
}

static void
make_history (History *h, GRand *rand)
{
  int n_revisions = 0;

  h->n_ops = g_rand_int_range (rand, 1, MOST_OPS + 1);
  for (int p = 0; p < N_PEOPLE; p++)
    h->same[p] = p;
  if (g_rand_int_range (rand, 0, 3) == 0)
    h->same[g_rand_int_range (rand, 2, N_PEOPLE)] = g_rand_int_range (rand, 0, 2);
  for (int i = 0; i < h->n_ops; i++)
    {
      static const OpKind weights[] = { OP_SAVE,     OP_SAVE,    OP_SUBMIT,  OP_SUBMIT,  OP_START,   OP_RECUSE,
                                        OP_WITHDRAW, OP_VERDICT, OP_VERDICT, OP_VERDICT, OP_VERDICT, OP_VERDICT,
                                        OP_VERDICT,  OP_COMMENT, OP_RESOLVE, OP_POLICY };
      Op *op = &h->ops[i];

      memset (op, 0, sizeof *op);
      op->kind = i == 0 ? OP_SAVE : weights[g_rand_int_range (rand, 0, G_N_ELEMENTS (weights))];
      if (op->kind == OP_WITHDRAW && g_rand_boolean (rand))
        op->kind = g_rand_boolean (rand) ? OP_SUBMIT : OP_REDACTED;
      /* Mostly the first write and the others review. */
      op->person = op->kind == OP_SAVE ? g_rand_int_range (rand, 0, 3) : g_rand_int_range (rand, 1, N_PEOPLE);
      op->hash = g_rand_int_range (rand, 0, N_HASHES);
      op->comment = g_rand_int_range (rand, 0, 3);
      op->sign_offs = (guint) g_rand_int_range (rand, 1, 4);
      op->asks_editor = g_rand_int_range (rand, 0, 4) == 0;
      op->reviewer = g_rand_int_range (rand, 0, 8) > 0;
      op->editor = g_rand_boolean (rand);
      op->other_bytes = g_rand_int_range (rand, 0, 15) == 0;
      op->findings = g_rand_int_range (rand, 0, 4) == 0;
      for (int k = 0; k < 3; k++)
        op->answers[k] = g_rand_int_range (rand, 0, 40) == 0   ? ATTEST_ANSWER_NO
                         : g_rand_int_range (rand, 0, 40) == 0 ? ATTEST_ANSWER_NOT_MINE
                                                               : ATTEST_ANSWER_YES;
      if (op->kind == OP_SAVE)
        op->revision = n_revisions++;
      else
        op->revision = MAX (0, n_revisions - 1 - g_rand_int_range (rand, 0, 8) / 6);
    }
}

static void
assert_history (History *h, GRand *rand, guint *n_approved)
{
  g_autoptr (AttestAssessment) before = NULL;
  int n_ops = h->n_ops;

  for (h->n_ops = 1; h->n_ops <= n_ops; h->n_ops++)
    {
      g_autoptr (AttestReviewFacts) facts = make_facts (h, NULL);
      g_autoptr (AttestReviewFacts) shuffled = make_facts (h, rand);
      g_autoptr (AttestAssessment) assessment = attest_review_assess (facts);
      g_autoptr (AttestAssessment) again = attest_review_assess (shuffled);
      g_autofree char *one = describe (h, assessment);
      g_autofree char *other = describe (h, again);
      g_autofree char *naive = read_naively (h);
      g_auto (GStrv) authors = attest_review_dup_authors (facts, NULL);

      g_assert_cmpstr (one, ==, naive);
      g_assert_cmpstr (one, ==, other);
      assert_sign_offs (h, assessment->sign_offs, assessment->status != ATTEST_STATUS_APPROVED ? authors : NULL);
      assert_sign_offs (h, assessment->published_sign_offs, NULL);
      if (before != NULL)
        assert_stays (&h->ops[h->n_ops - 1], before, assessment);
      *n_approved += assessment->status == ATTEST_STATUS_APPROVED;
      g_clear_pointer (&before, attest_assessment_free);
      before = g_steal_pointer (&assessment);
    }
}

static void
test_against_second_reading (void)
{
  guint count = g_getenv ("ATTEST_LONG") != NULL ? LONG_COUNT : SHORT_COUNT;
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_approved = 0;

  g_test_message ("seed %u, %u histories", seed, count);
  for (guint i = 0; i < count; i++)
    {
      History history;

      make_history (&history, rand);
      assert_history (&history, rand, &n_approved);
    }
  g_test_message ("%u approved states", n_approved);
  g_assert_cmpuint (n_approved, >, count / 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/review/random/second-reading", test_against_second_reading);

  return g_test_run ();
}
