/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "verdict/attest-verdict-words.h"

#include <glib/gi18n.h>

/* As much of a hash as two people can compare by eye. */
#define SHOWN_DIGITS 8

static const struct
{
  const char *audience;
  AttestVerdictMeaning meaning;
} meanings[] = {
  { "patient",
    { N_ ("No more and no less than the sources say"),
      N_ ("Who should not, red flags, when to get help"),
      N_ ("Nothing newer; phone numbers are right") } },
  { "public",
    { N_ ("No more and no less than the sources say"),
      N_ ("Does no harm if followed; when to get help"),
      N_ ("Nothing newer; phone numbers are right") } },
  { "nurse",
    { N_ ("Every dose and step agrees with its source"),
      N_ ("Doses, routes, limits, what to monitor"),
      N_ ("No newer guideline or warning") } },
  { "doctor",
    { N_ ("Doses and effects agree with their sources"),
      N_ ("Doses, contraindications, interactions"),
      N_ ("No newer guideline or warning") } },
  { "student",
    { N_ ("What is made simple is not made wrong"),
      N_ ("Does no harm if put into practice"),
      N_ ("It is what is done today") } },
};

AttestVerdictMeaning
attest_verdict_get_meaning (const char *audience)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      const AttestVerdictMeaning *meaning = &meanings[i].meaning;

      if (g_strcmp0 (audience, meanings[i].audience) == 0)
        return (AttestVerdictMeaning) { _ (meaning->accurate), _ (meaning->safe), _ (meaning->current) };
    }

  return (AttestVerdictMeaning) {
    _ ("Every statement agrees with its source"),
    _ ("Doses, warnings and limits do no harm"),
    _ ("Nothing newer says otherwise"),
  };
}

static char *
dup_comment_words (AttestArticleState *state)
{
  const char *actor = attest_session_get_actor (attest_article_state_get_session (state));
  GPtrArray *comments = attest_article_state_get_comments (state);
  guint n_open = 0;
  guint n_blocking = 0;

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      if (comment->resolved || g_strcmp0 (comment->author, actor) != 0)
        continue;
      n_open++;
      n_blocking += comment->blocking;
    }
  if (n_open == 0)
    return g_strdup (_ ("You have no open comments on this text."));
  if (n_blocking == 0)
    return g_strdup_printf (
        ngettext ("You have %u open comment on this text.", "You have %u open comments on this text.", n_open), n_open);
  return g_strdup_printf (ngettext ("You have %u open comment on this text. Those that block an approval: %u.",
                                    "You have %u open comments on this text. Those that block an approval: %u.",
                                    n_open),
                          n_open,
                          n_blocking);
}

static char *
dup_undecided_words (guint n_errors, guint n_warnings)
{
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  g_autofree char *warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);

  /* Translators: "The checks found 1 error and 2 warnings that are not decided." */
  return g_strdup_printf (_ ("The checks found %s and %s that are not decided."), errors, warnings);
}

static char *
dup_finding_words (AttestArticleState *state)
{
  GPtrArray *findings = attest_article_state_get_findings (state);
  guint counts[ATTEST_SEVERITY_HINT + 1] = { 0 };
  guint n_waived = 0;
  g_autofree char *undecided = NULL;
  g_autofree char *waived = NULL;

  if (findings == NULL)
    return g_strdup (_ ("The checks are not done yet."));
  for (guint i = 0; i < findings->len; i++)
    {
      const AttestFinding *finding = g_ptr_array_index (findings, i);

      if (finding->waiver != NULL)
        n_waived++;
      else
        counts[finding->severity]++;
    }
  if (counts[ATTEST_SEVERITY_ERROR] + counts[ATTEST_SEVERITY_WARNING] > 0)
    undecided = dup_undecided_words (counts[ATTEST_SEVERITY_ERROR], counts[ATTEST_SEVERITY_WARNING]);
  else
    undecided = g_strdup (n_waived > 0 ? _ ("All that the checks found is decided.") : _ ("The checks found nothing."));
  if (n_waived == 0)
    return g_steal_pointer (&undecided);
  waived = g_strdup_printf (ngettext ("%u finding was waived.", "%u findings were waived.", n_waived), n_waived);
  return g_strdup_printf ("%s %s", undecided, waived);
}

char *
attest_verdict_dup_open_words (AttestArticleState *state)
{
  g_autofree char *comments = dup_comment_words (state);
  g_autofree char *findings = dup_finding_words (state);

  return g_strdup_printf ("%s %s", comments, findings);
}

static guint
count_references (const AttestRevision *revision)
{
  g_autoptr (AttestReferences) references = attest_references_new_from_json (revision->references, NULL);

  return references != NULL ? attest_references_get_length (references) : 0;
}

char *
attest_verdict_dup_covered_words (AttestArticleState *state)
{
  const AttestArticleRecord *record = attest_article_state_get_record (state);
  const AttestRevision *revision = record != NULL ? record->revision : NULL;
  g_autofree char *digits = NULL;
  guint n_references;

  if (revision == NULL || revision->signed_hash == NULL)
    return g_strdup ("");
  digits = g_strndup (revision->signed_hash, SHOWN_DIGITS);
  n_references = count_references (revision);
  /* Translators: %u is a revision's number and a number of references, %s the first digits of a hash */
  return g_strdup_printf (
      ngettext ("Your signature covers revision %u with %u cited reference and the disclaimer (%s…).",
                "Your signature covers revision %u with %u cited references and the disclaimer (%s…).",
                n_references),
      revision->number,
      n_references,
      digits);
}
