/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-review-summary.h"

#include "record/attest-comment-table.h"
#include "record/attest-variant-table.h"
#include "review/attest-facts-load.h"

/* As AttestVariant has it: due for another reason than its time. */
#define DUE_ALREADY 1

static gboolean
summarize_variant (AttestDatabase *database,
                   const AttestReviewBoard *board,
                   const char *article,
                   const char *audience,
                   GError **error)
{
  /* At the beginning of time nothing is due because of its age, so what is due has another reason. */
  g_autoptr (AttestReviewFacts) facts = attest_review_facts_load_text (database, board, article, audience, 0, error);
  g_autoptr (AttestAssessment) assessment = facts != NULL ? attest_review_assess_briefly (facts) : NULL;
  AttestVariantSummary summary = { 0 };

  if (assessment == NULL ||
      !attest_comment_table_count_open (
          database, article, audience, &summary.open_comments, &summary.open_blocking_comments, error))
    return FALSE;

  summary.status = attest_status_to_string (assessment->status);
  summary.submitted = assessment->submitted;
  summary.published = assessment->published;
  summary.waiting_for = (const char *const *) assessment->waiting_for;
  summary.due_after = assessment->due ? DUE_ALREADY : assessment->due_after;

  return attest_variant_table_set_summary (database, article, audience, &summary, error);
}

static gboolean
summarize_article (AttestDatabase *database, const AttestReviewBoard *board, const char *article, GError **error)
{
  g_autoptr (GPtrArray) audiences = attest_variant_table_list_audiences (database, article, error);

  for (guint i = 0; audiences != NULL && i < audiences->len; i++)
    if (!summarize_variant (database, board, article, audiences->pdata[i], error))
      return FALSE;

  return audiences != NULL;
}

static void
free_board (gpointer board)
{
  attest_review_board_free (board);
}

/* To read the people and the policies anew for each event would take longer than all else that is done for it.
 *
 * Returns: (transfer none) (nullable): NULL with @error */
static AttestReviewBoard *
get_board (AttestDatabase *database, GError **error)
{
  AttestReviewBoard *board = attest_database_get_board (database);

  if (board != NULL)
    return attest_review_board_refresh (board, database, error) ? board : NULL;
  board = attest_review_board_load (database, error);
  if (board == NULL)
    return NULL;
  /* What other audiences have is no part of a summary, and would be read for each text. */
  board->asks_audiences = FALSE;
  attest_database_keep_board (database, board, free_board);

  return board;
}

gboolean
attest_review_summarize (AttestDatabase *database, GPtrArray *articles, GError **error)
{
  const AttestReviewBoard *board = get_board (database, error);

  for (guint i = 0; board != NULL && i < articles->len; i++)
    if (!summarize_article (database, board, articles->pdata[i], error))
      return FALSE;

  return board != NULL;
}
