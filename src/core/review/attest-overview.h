/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-assess.h"
#include "review/attest-hidden.h"

G_BEGIN_DECLS

/** ATTEST_OVERVIEW_MONTHS: how many months back approvals and verdicts are counted, and how many ahead re-reviews. */
#define ATTEST_OVERVIEW_MONTHS 12

/**
 * AttestOverviewApprovals:
 * @topic: (nullable): NULL for all together
 * @count: how many approvals; with none the other fields say nothing
 * @median: microseconds from submission to approval; of an even count the mean of the two in the middle
 * @slowest: the longest of them; @article, @title, @audience: whose it was, NULL with no approval
 */
typedef struct
{
  char *topic;
  guint count;
  gint64 median;
  gint64 slowest;
  char *article;
  char *title;
  char *audience;
} AttestOverviewApprovals;

/**
 * AttestOverviewReviewer:
 * @person: an id; of people who count as one that which stands for all
 * @waiting: texts in review that wait for them
 * @asked: how many of those somebody asked them to review; @next_day: the first day until when, "2026-03-01", or empty; @overdue: whose day has passed
 * @verdicts: that they gave in the last months
 * @open_comments: that they wrote
 */
typedef struct
{
  char *person;
  char *name;
  guint waiting;
  guint asked;
  char *next_day;
  guint overdue;
  guint verdicts;
  guint open_comments;
} AttestOverviewReviewer;

/** AttestOverviewMonth: @due: texts whose re-review falls due in that month of the calendar. */
typedef struct
{
  int year;
  int month;
  guint due;
} AttestOverviewMonth;

/**
 * AttestOverview:
 * @now: as of when it is; @since: from when on approvals and verdicts count
 * @n_articles, @n_texts: what is counted
 * @statuses: texts by AttestStatus
 * @approvals: all together; @topics: (element-type AttestOverviewApprovals): of each topic that has any, by name
 * @reviewers: (element-type AttestOverviewReviewer): whom most waits for first, then by name
 * @due: texts that are due for re-review already, because of their age or for another reason
 * @months: those that fall due later, the rest of this month first; @due_later: after these months
 *
 * A board's figures. Immutable and counted; any thread.
 */
typedef struct
{
  gint64 now;
  gint64 since;
  guint n_articles;
  guint n_texts;
  guint statuses[ATTEST_STATUS_WITHDRAWN + 1];
  AttestOverviewApprovals approvals;
  GPtrArray *topics;
  GPtrArray *reviewers;
  guint due;
  AttestOverviewMonth months[ATTEST_OVERVIEW_MONTHS];
  guint due_later;
} AttestOverview;

#define ATTEST_TYPE_OVERVIEW (attest_overview_get_type ())
GType attest_overview_get_type (void);
AttestOverview *attest_overview_ref (AttestOverview *self);
void attest_overview_unref (AttestOverview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestOverview, attest_overview_unref)

/**
 * attest_review_make_overview:
 * @now: UTC microseconds; nothing else that is told depends on the day. Days and months are those of UTC, so that it is the same everywhere
 *
 * Reads each projection once, so that it takes part of a second for 100,000 articles. Articles that were removed count nowhere. On the library's thread.
 *
 * An approval counts where its text is the one that stands approved for its audience, and was approved in the last ATTEST_OVERVIEW_MONTHS; what was
 * approved between and then replaced or withdrawn does not. It took from the first submission of that text since its last withdrawal, under whichever
 * revision of the same bytes somebody answered to, until its approval. No projection has the time of an approval. Where the board asks for re-review after some months, it follows
 * from the day when that is due: exactly, but where what completed it was a comment that was settled on one of the last days of a month, which may
 * be told three days early. Where texts are never due, or this one is due for another reason, it is the sign-off that completed the
 * number that the board asks for now, else the last one; an approval that waited for a comment after that is told too early.
 *
 * A reviewer is who has that role, was asked for a text that waits, or gave a verdict in these months; people who were joined are one. Verdicts without
 * effect were given too, and count.
 *
 * Returns: (transfer full) (nullable): NULL with an ATTEST_RECORD_ERROR
 */
AttestOverview *attest_review_make_overview (AttestLibrary *library, gint64 now, GError **error);

/** attest_review_make_overview_for: The same for whoever reads: hidden comments and verdicts are not counted with those who wrote them, nor whether a text still waits for them. @hidden: (nullable): of the same library */
AttestOverview *
attest_review_make_overview_for (AttestLibrary *library, AttestHidden *hidden, gint64 now, GError **error);

/** attest_overview_dup_span: @span: microseconds. Returns: (transfer full): translated, in whole hours or days, such as "5 days" */
char *attest_overview_dup_span (gint64 span);

G_END_DECLS
