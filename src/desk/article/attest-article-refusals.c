/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-refusals.h"

#include <glib/gi18n.h>

#include "session/attest-refusals-dialog.h"
#include "text/attest-isolate.h"

static const struct
{
  AttestAct act;
  const char *name;
} acts[] = {
  { ATTEST_ACT_SAVE, N_ ("Save, or restore an earlier text") },
  { ATTEST_ACT_COMMENT, N_ ("Comment, or import comments") },
  { ATTEST_ACT_SUBMIT, N_ ("Submit for review") },
  { ATTEST_ACT_START, N_ ("Start review") },
  { ATTEST_ACT_VERDICT, N_ ("Give a verdict") },
  { ATTEST_ACT_RECUSE, N_ ("Step aside") },
  { ATTEST_ACT_WITHDRAW, N_ ("Withdraw") },
};

/* What is typed can be submitted once it is saved, which submitting does. */
static const char *
get_reason (AttestArticleState *state, AttestAct act)
{
  if (act != ATTEST_ACT_SUBMIT)
    return attest_article_state_get_refusal (state, act);
  if (attest_article_state_get_modified (state))
    return attest_article_state_get_refusal (state, ATTEST_ACT_SAVE);
  if (attest_article_state_get_refusal (state, act) == NULL && attest_article_state_get_reads_older (state))
    return _ ("An older text is in sight, and what is submitted is the newest. Show that one first.");
  return attest_article_state_get_refusal (state, act);
}

static const char *
get_comparing_reason (AttestArticleState *state)
{
  const AttestArticleRecord *record = attest_article_state_get_record (state);
  const AttestVariant *variant = attest_article_state_get_variant (state);

  if (record->published == NULL)
    return _ ("No text is published yet. One is as soon as reviewers have signed it off.");
  if (variant != NULL && g_strcmp0 (record->published->id, variant->newest) == 0)
    return _ ("The newest text is the published one. There is nothing to compare until somebody saves another.");
  return NULL;
}

/* Returns: (transfer full) (element-type AttestRefusal) */
static GArray *
list_refusals (AttestArticleState *state)
{
  GArray *refusals = g_array_new (FALSE, FALSE, sizeof (AttestRefusal));
  AttestRefusal comparing = { _ ("Compare with the published text"), NULL };

  if (attest_article_state_get_record (state) == NULL)
    return refusals;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      AttestRefusal refusal = { _ (acts[i].name), get_reason (state, acts[i].act) };

      if (refusal.reason != NULL)
        g_array_append_val (refusals, refusal);
    }
  comparing.reason = get_comparing_reason (state);
  if (comparing.reason != NULL)
    g_array_append_val (refusals, comparing);
  return refusals;
}

gboolean
attest_article_refusals_exist (AttestArticleState *state)
{
  g_autoptr (GArray) refusals = list_refusals (state);

  return refusals->len > 0;
}

AdwDialog *
attest_article_refusals_dialog_new (AttestArticleState *state)
{
  g_autoptr (GArray) refusals = NULL;
  g_autofree char *whose = NULL;
  const char *name = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  refusals = list_refusals (state);
  name = attest_session_get_actor_name (attest_article_state_get_session (state));
  if (name != NULL)
    {
      g_autofree char *isolated = attest_isolate (name);

      /* Translators: %s is a person's name */
      whose = g_strdup_printf (_ ("What %s cannot do with this text now."), isolated);
    }
  return attest_refusals_dialog_new ((const AttestRefusal *) (gconstpointer) refusals->data, refusals->len, whose);
}
