/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge/attest-merge-words.h"

#include <glib/gi18n.h>

#include "record/attest-article.h"
#include "text/attest-isolate.h"

static guint
count_board (const AttestMergeReport *report)
{
  return attest_merge_report_count (report, "board.") + attest_merge_report_count (report, "policy.") +
         attest_merge_report_count (report, "audience.") + attest_merge_report_count (report, "person.");
}

/* @line: (transfer full) */
static void
add_line (GString *lines, guint count, char *line)
{
  if (count > 0)
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
  g_free (line);
}

char *
attest_merge_words_dup_news (const AttestMergeReport *report)
{
  guint articles = attest_merge_report_count (report, "article.create");
  guint texts = attest_merge_report_count (report, "revision.save");
  guint comments =
      attest_merge_report_count (report, "comment.add") + attest_merge_report_count (report, "comment.add-about");
  guint replies = attest_merge_report_count (report, "comment.reply");
  guint verdicts =
      attest_merge_report_count (report, "review.verdict") + attest_merge_report_count (report, "review.reaffirm");
  guint waivers = attest_merge_report_count (report, "finding.waive");
  guint board = count_board (report);
  guint others = report->events - articles - texts - comments - replies - verdicts - waivers - board;
  GString *lines = g_string_new (NULL);

  add_line (lines, articles, g_strdup_printf (ngettext ("%u new article", "%u new articles", articles), articles));
  add_line (lines, texts, g_strdup_printf (ngettext ("%u new text", "%u new texts", texts), texts));
  add_line (lines, comments, g_strdup_printf (ngettext ("%u new comment", "%u new comments", comments), comments));
  add_line (lines, replies, g_strdup_printf (ngettext ("%u new reply", "%u new replies", replies), replies));
  add_line (lines, verdicts, g_strdup_printf (ngettext ("%u new verdict", "%u new verdicts", verdicts), verdicts));
  add_line (lines, waivers, g_strdup_printf (ngettext ("%u waived finding", "%u waived findings", waivers), waivers));
  add_line (
      lines,
      board,
      g_strdup_printf (ngettext ("%u change of people or settings", "%u changes of people or settings", board), board));
  add_line (lines, others, g_strdup_printf (ngettext ("%u other change", "%u other changes", others), others));

  return g_string_free (lines, FALSE);
}

char *
attest_merge_words_dup_parted (GPtrArray *parted)
{
  const AttestRevision *first = parted != NULL && parted->len > 0 ? parted->pdata[0] : NULL;

  if (first == NULL)
    return NULL;
  if (parted->len == 1)
    {
      g_autofree char *title = attest_isolate (first->title);

      return g_strdup_printf (_ ("“%s” was changed here and there. Both texts are kept; open the article to bring "
                                 "them together."),
                              title);
    }
  return g_strdup_printf (ngettext ("%u text was changed here and there. Both versions are kept; open the article to "
                                    "bring them together.",
                                    "%u texts were changed here and there. Both versions of each are kept; open the "
                                    "articles to bring them together.",
                                    parted->len),
                          parted->len);
}

char *
attest_merge_words_dup_dangers (const AttestMergeReport *report)
{
  guint redactions = attest_merge_report_count (report, "redact");
  g_autoptr (GString) text = g_string_new (NULL);

  if (report->other_board)
    g_string_append (text,
                     _ ("It comes from a board that yours has nothing in common with. Its people, its policy and its "
                        "settings would be mixed with yours, and that cannot be undone."));
  if (redactions > 0)
    {
      if (text->len > 0)
        g_string_append (text, "\n\n");
      g_string_append_printf (text,
                              ngettext ("It takes %u passage out of the record for good, as an editor there decided.",
                                        "It takes %u passages out of the record for good, as an editor there decided.",
                                        redactions),
                              redactions);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
