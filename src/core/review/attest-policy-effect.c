/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-policy-acts.h"

#include <glib/gi18n-lib.h>

#include "record/attest-variant-table.h"
#include "review/attest-facts-load.h"
#include "review/attest-hidden.h"

/* What a change of policies does to the texts that are in review: each is judged as it is, and once more with the new policies behind all that happened. */

/* Judging more would keep who asks waiting for more than a moment; what is told of so many holds for the others too. */
#define MOST_TEXTS 2000

static guint
count_lacking (const AttestAssessment *assessment)
{
  return assessment->policy->sign_offs > assessment->sign_offs->len
             ? assessment->policy->sign_offs - assessment->sign_offs->len
             : 0;
}

static guint
count_code (const AttestAssessment *assessment, const char *code)
{
  guint count = 0;

  for (guint i = 0; i < assessment->missing->len; i++)
    count += g_str_equal (((const AttestMissing *) assessment->missing->pdata[i])->code, code);

  return count;
}

static gboolean
has_more_of (const AttestAssessment *before, const AttestAssessment *after, const char *code)
{
  return count_code (after, code) > count_code (before, code);
}

static void
compare (AttestPolicyEffect *effect, const AttestAssessment *before, const AttestAssessment *after)
{
  guint lacked = count_lacking (before);
  guint lacks = count_lacking (after);

  if (after->status == ATTEST_STATUS_APPROVED)
    {
      effect->approved++;
      return;
    }
  if (lacks > lacked)
    {
      effect->more++;
      effect->least_more = effect->more == 1 ? lacks - lacked : MIN (effect->least_more, lacks - lacked);
      effect->most_more = MAX (effect->most_more, lacks - lacked);
    }
  effect->fewer += lacks < lacked;
  effect->people += after->n_lacking_people > before->n_lacking_people;
  effect->too_few += lacks > lacked && has_more_of (before, after, "role");
  effect->findings += after->n_blocking_findings > 0 && before->n_blocking_findings == 0;
  effect->audiences += has_more_of (before, after, "audience");
}

static gboolean
judge_text (AttestPolicyEffect *effect,
            AttestDatabase *database,
            const AttestReviewBoard *board,
            const AttestVariant *variant,
            GPtrArray *policies,
            GError **error)
{
  g_autoptr (AttestReviewFacts) facts =
      attest_review_facts_load_text (database, board, variant->article, variant->audience, g_get_real_time (), error);
  g_autoptr (AttestAssessment) before = facts != NULL ? attest_review_assess (facts) : NULL;
  g_autoptr (AttestAssessment) after = NULL;

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < policies->len; i++)
    {
      g_autoptr (AttestPolicy) policy = attest_policy_copy (policies->pdata[i]);

      policy->clock = G_MAXINT64;
      policy->sequence = i;
      attest_review_facts_add_policy_row (facts, policy, NULL);
    }
  after = attest_review_assess (facts);
  compare (effect, before, after);

  return TRUE;
}

gboolean
attest_review_find_policy_effect (AttestLibrary *library,
                                  const char *reader,
                                  GPtrArray *policies,
                                  AttestPolicyEffect *effect,
                                  GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (GPtrArray) variants = attest_variant_table_list_in_review (database, error);
  g_autoptr (AttestReviewBoard) board = variants != NULL ? attest_review_board_load (database, error) : NULL;
  g_autoptr (AttestHidden) hidden =
      board != NULL ? attest_hidden_new (library, reader, g_get_real_time (), error) : NULL;

  *effect = (AttestPolicyEffect) { 0 };
  if (hidden == NULL)
    return FALSE;
  /* The new policies may ask what none did before. */
  board->has_topics = TRUE;
  board->asks_audiences = TRUE;
  effect->texts = variants->len;
  effect->looked_at = MIN (variants->len, MOST_TEXTS);
  for (guint i = 0; i < effect->looked_at; i++)
    {
      const AttestVariant *variant = variants->pdata[i];

      if (attest_hidden_find (hidden, variant->article, variant->audience) != NULL)
        effect->hidden++;
      else if (!judge_text (effect, database, board, variant, policies, error))
        return FALSE;
    }

  return TRUE;
}

/* ---- In words ---- */

static void
append (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static char *
tell_more (const AttestPolicyEffect *self)
{
  g_autofree char *texts = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u text in review", "%u texts in review", self->more), self->more);

  if (self->least_more != self->most_more)
    /* Translators: %s is "3 texts in review" */
    return g_strdup_printf (_ ("%s will need more sign-offs."), texts);

  /* Translators: %s is "3 texts in review" */
  return g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE, "%s will need %u more sign-off.", "%s will need %u more sign-offs.", self->most_more),
      texts,
      self->most_more);
}

char *
attest_policy_effect_dup_sentences (const AttestPolicyEffect *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->texts == 0)
    return g_strdup (_ ("No text is in review now."));
  if (self->more > 0)
    append (text, tell_more (self));
  if (self->fewer > 0)
    append (text,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "%u text in review will need fewer sign-offs.",
                                          "%u texts in review will need fewer sign-offs.",
                                          self->fewer),
                             self->fewer));
  if (self->people > 0)
    append (text,
            g_strdup_printf (
                g_dngettext (GETTEXT_PACKAGE,
                             "%u text in review will need a sign-off from somebody with a role or a specialty.",
                             "%u texts in review will need a sign-off from somebody with a role or a specialty.",
                             self->people),
                self->people));
  if (self->too_few > 0)
    append (text,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "For %u of them the board has too few people who could sign off.",
                                          "For %u of them the board has too few people who could sign off.",
                                          self->too_few),
                             self->too_few));
  if (self->findings > 0)
    append (text,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "%u text in review will be held up by what the checks found.",
                                          "%u texts in review will be held up by what the checks found.",
                                          self->findings),
                             self->findings));
  if (self->audiences > 0)
    append (text,
            g_strdup_printf (
                g_dngettext (GETTEXT_PACKAGE,
                             "%u text in review is of an article that will need an approved text for another audience.",
                             "%u texts in review are of articles that will need an approved text for another audience.",
                             self->audiences),
                self->audiences));
  if (self->approved > 0)
    append (text,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "%u text in review will be approved at once.",
                                          "%u texts in review will be approved at once.",
                                          self->approved),
                             self->approved));
  if (self->hidden > 0)
    append (text,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "%u text is left out here, since you still have to review it independently.",
                                          "%u texts are left out here, since you still have to review them "
                                          "independently.",
                                          self->hidden),
                             self->hidden));
  if (text->len == 0)
    append (text, g_strdup (_ ("Nothing changes for the texts that are in review.")));
  if (self->looked_at < self->texts)
    append (text, g_strdup_printf (_ ("This was worked out for %u of %u texts."), self->looked_at, self->texts));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
