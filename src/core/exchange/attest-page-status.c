/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-page-status.h"

#include "text/attest-render.h"

#define DEFAULT_NOTICE "For education only. This text has not been approved by the board yet, so use it with caution."

void
attest_page_append_escaped (GString *html, const char *text)
{
  g_autofree char *escaped = attest_escape_html (text ? text : "", -1);

  g_string_append (html, escaped);
}

void
attest_page_append_time (GString *html, gint64 time)
{
  g_autofree char *day = attest_page_dup_day (time, FALSE);
  g_autofree char *words = attest_page_dup_day (time, TRUE);

  g_string_append_printf (html, "<time datetime=\"%s\">%s</time>", day, words);
}

/* Every text has it but one that is approved, in a library that is no sample. */
static void
append_notice (GString *html, const AttestPageFacts *facts, const AttestPageText *text)
{
  if (text->approved && !facts->board->sample)
    return;

  g_string_append (html, "<div class=\"notice\" role=\"note\">\n<p dir=\"auto\">");
  attest_page_append_escaped (html, *facts->board->notice ? facts->board->notice : DEFAULT_NOTICE);
  g_string_append (html, "</p>\n");
  if (facts->board->sample)
    g_string_append (html, "<p>This page is a sample. Its board, its people and their reviews are invented.</p>\n");
  if (!text->understood)
    g_string_append (html,
                     "<p>Its review record could not be read whole, so nothing is said about its approval.</p>\n");
  g_string_append (html, "</div>\n");
}

typedef enum
{
  STEP_TO_DO,
  STEP_CURRENT,
  STEP_DONE,
} Step;

static void
append_step (GString *html, const char *name, Step step, gint64 time, const char *remark)
{
  static const char *const classes[] = { "to-do", "current", "done" };
  static const char *const words[] = { "not reached yet", "current step", "done" };

  g_string_append_printf (html,
                          "<li class=\"%s\"%s><span class=\"step\">%s</span><span class=\"hidden\">, %s</span>",
                          classes[step],
                          step == STEP_CURRENT ? " aria-current=\"step\"" : "",
                          name,
                          words[step]);
  if (remark)
    g_string_append_printf (html, " <span class=\"remark\">%s</span>", remark);
  else if (time > 0 && step != STEP_TO_DO)
    {
      g_string_append (html, " <span class=\"remark\">");
      attest_page_append_time (html, time);
      g_string_append (html, "</span>");
    }
  g_string_append (html, "</li>\n");
}

/* The steps of the text that is on the page: an approved one is at its last step, whatever became of newer texts meanwhile. */
static void
append_steps (GString *html, const AttestPageText *text)
{
  const AttestAssessment *assessment = text->assessment;
  gboolean same = g_strcmp0 (assessment->submitted, text->revision->id) == 0;

  if (!text->understood || text->withdrawn)
    return;

  g_string_append (html, "<ol class=\"steps\" aria-label=\"Review status\">\n");
  if (text->approved)
    {
      append_step (html, "Submitted", STEP_DONE, same ? assessment->submitted_time : 0, NULL);
      append_step (html, "Under review", STEP_DONE, same ? assessment->started_time : 0, NULL);
      append_step (html, "Approved", STEP_CURRENT, assessment->published_time, NULL);
    }
  else if (!same || assessment->status == ATTEST_STATUS_DRAFT)
    {
      append_step (html, "Submitted", STEP_TO_DO, 0, assessment->submitted ? "an earlier text was" : "still a draft");
      append_step (html, "Under review", STEP_TO_DO, 0, NULL);
      append_step (html, "Approved", STEP_TO_DO, 0, NULL);
    }
  else
    {
      gboolean started = assessment->status != ATTEST_STATUS_SUBMITTED;
      gboolean changes = assessment->status == ATTEST_STATUS_CHANGES_REQUESTED;

      append_step (html, "Submitted", started ? STEP_DONE : STEP_CURRENT, assessment->submitted_time, NULL);
      append_step (html,
                   "Under review",
                   started ? STEP_CURRENT : STEP_TO_DO,
                   assessment->started_time,
                   changes ? "changes requested" : NULL);
      append_step (html, "Approved", STEP_TO_DO, 0, NULL);
    }
  g_string_append (html, "</ol>\n");
}

static void
append_dates (GString *html, const AttestPageFacts *facts, const AttestPageText *text)
{
  const AttestAssessment *assessment = text->assessment;

  g_string_append (html, "<dl class=\"dates\">\n<div><dt>Last updated</dt><dd>");
  attest_page_append_time (html, text->revision->updated);
  g_string_append (html, "</dd></div>\n");
  /* A due time of 1 means "due already", and is no date. */
  if (text->approved && assessment->due_after > 1)
    {
      g_string_append (html, "<div><dt>Next review</dt><dd>");
      attest_page_append_time (html, assessment->due_after);
      g_string_append (html, "</dd></div>\n");
    }
  if (attest_page_is_web_address (facts->board->policy_url))
    {
      g_string_append (html, "<div><dt class=\"hidden\">How articles are made</dt><dd><a href=\"");
      attest_page_append_escaped (html, facts->board->policy_url);
      g_string_append (html, "\">Editorial policy</a></dd></div>\n");
    }
  g_string_append (html, "</dl>\n");
}

void
attest_page_append_status (GString *html, const AttestPageFacts *facts, const AttestPageText *text)
{
  g_string_append (html, "<div class=\"status\" lang=\"en\" dir=\"ltr\">\n");
  append_notice (html, facts, text);
  append_steps (html, text);
  append_dates (html, facts, text);
  if (text->approved && text->assessment->due)
    g_string_append (html,
                     "<p class=\"concern\">Questions have been raised about this text since it was approved, and the "
                     "board has it for review again.</p>\n");
  g_string_append (html, "</div>\n");
}

static const char *
get_act (const char *meaning)
{
  if (g_str_equal (meaning, "approval"))
    return "approved this text";
  if (g_str_equal (meaning, "responsibility"))
    return "takes responsibility for this text";
  if (g_str_equal (meaning, "authorship"))
    return "signed as an author of this text";
  return "reviewed this text";
}

void
attest_page_append_reviewers (GString *html, const AttestPageText *text, guint level)
{
  if (text->reviewers->len > 0)
    {
      g_string_append_printf (
          html,
          "<section class=\"reviewers\" lang=\"en\" dir=\"ltr\" aria-labelledby=\"reviewers-of.%s\">\n<h%u "
          "id=\"reviewers-of.%s\">Who reviewed this</h%u>\n<ul>\n",
          text->id,
          level,
          text->id,
          level);
      for (guint i = 0; i < text->reviewers->len; i++)
        {
          AttestPageReviewer *reviewer = g_ptr_array_index (text->reviewers, i);

          g_string_append (html, "<li><strong class=\"name\" dir=\"auto\">");
          attest_page_append_escaped (html, reviewer->name);
          g_string_append (html, "</strong>");
          if (*reviewer->credentials)
            {
              g_string_append (html, ", <span class=\"credentials\" dir=\"auto\">");
              attest_page_append_escaped (html, reviewer->credentials);
              g_string_append (html, "</span>");
            }
          g_string_append_printf (html, " <span class=\"act\">%s on ", get_act (reviewer->meaning));
          attest_page_append_time (html, reviewer->time);
          g_string_append (html, "</span>");
          /* Where none are written nobody may have been asked, so nothing is said. */
          if (*reviewer->interests)
            {
              g_string_append (html, "<br>Declared interests: <span class=\"interests\" dir=\"auto\">");
              attest_page_append_escaped (html, reviewer->interests);
              g_string_append (html, "</span>");
            }
          g_string_append (html, "</li>\n");
        }
      g_string_append (html, "</ul>\n<p>As recorded by the board.</p>\n</section>\n");
    }
  if (text->revision->signed_hash && !text->withdrawn)
    g_string_append_printf (html,
                            "<p class=\"hash\" lang=\"en\" dir=\"ltr\">%s <code>%s</code></p>\n",
                            text->approved ? "What they signed, as SHA-256:" : "This text, as SHA-256:",
                            text->revision->signed_hash);
}
