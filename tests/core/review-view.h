/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review-asked.h"

G_BEGIN_DECLS

/*
 * Inside the second reading only: what the rules ask, as questions about a revision at a moment. A revision is named by the number of the line on which it was saved, so that a
 * greater one is newer; a moment by how many lines came before it. NONE where there is no such line.
 */

#define NONE -1
#define MOST_PEOPLE 32

/** Approval: of a revision. @line: with which it was reached, at @time. */
typedef struct
{
  gboolean approved;
  int line;
  gint64 time;
  Asked asked;
  gboolean authors[MOST_PEOPLE];
} Approval;

/** Saying: who speaks on a line, and of which revision. @fits: of bytes that were submitted by then. @speaks: a verdict that has to be listened to. */
typedef struct
{
  int person;
  int revision;
  gboolean fits;
  gboolean speaks;
} Saying;

/**
 * Model:
 * @people: ids that others are joined with count once
 * @sayings, @approvals: for each line
 * @submitted, @submission, @withdrawn, @ending: for each moment, from none to all lines: S, the line that submitted it, whether it was withdrawn since, and the
 *   last line that ended all sign-offs
 */
typedef struct
{
  const AttestReviewFacts *facts;
  GArray *lines;
  const char *people[MOST_PEOPLE];
  int n_people;
  Saying *sayings;
  Approval *approvals;
  int *submitted;
  int *submission;
  gboolean *withdrawn;
  int *ending;
} Model;

/** View: a revision at a moment, with those who are its authors and what is asked of it then. */
typedef struct
{
  const Model *model;
  int revision;
  int moment;
  Asked asked;
  gboolean authors[MOST_PEOPLE];
} View;

/** model_init: Reads what was said on each line, and nothing is approved yet. @facts has to outlive it. */
void model_init (Model *m, const AttestReviewFacts *facts);
void model_clear (Model *m);
/** model_judge: Takes approvals back or finds that one was reached, by the line before moment @n; in the order of the lines. */
void model_judge (Model *m, int n);

/** model_get_line: Returns: (transfer none): line @i */
const ReviewLine *model_get_line (const Model *m, int i);
/** model_is_first: Whether a revision was saved on line @i under an id that was not there yet. */
gboolean model_is_first (const Model *m, int i);
/** model_is_act: Whether line @i is an act of that kind. */
gboolean model_is_act (const Model *m, int i, AttestActKind kind);
/** model_is_same_text: Whether two revisions have the same bytes. */
gboolean model_is_same_text (const Model *m, int one, int other);
/** model_is_recused: Whether @person is recused from this text by moment @n. */
gboolean model_is_recused (const Model *m, int person, int revision, int n);
/** model_is_still_said: Whether line @i was said while something was submitted, and nothing has ended by moment @n what was said then. */
gboolean model_is_still_said (const Model *m, int i, int n);
/** model_share_a_role: Whether one role is in both lists. */
gboolean model_share_a_role (const char *const *roles, const char *const *others);

/** view_init: What is approved is seen as it was when it was approved: "once reached in the total order it stays". */
void view_init (View *view, const Model *m, int revision, int n);
/** view_find_latest_verdict: Returns: a line, or NONE */
int view_find_latest_verdict (const View *view, int person);
/** view_is_sign_off: Whether the verdict on line @i, if any, counts towards approval. */
gboolean view_is_sign_off (const View *view, int i);
/** view_list_sign_offs: @list: (out): room for as many lines as there are moments. Returns: how many verdicts count, one of a person; the oldest first */
int view_list_sign_offs (const View *view, int *list);
/** view_count_lacking: Returns: how many more sign-offs it takes */
int view_count_lacking (const View *view);
/** view_somebody_says_no: Whether anybody's latest verdict, but an author's, has a no. */
gboolean view_somebody_says_no (const View *view);
/** view_is_blocked: Whether a blocking comment is open on it. */
gboolean view_is_blocked (const View *view);
/** view_count_lacking_role: Returns: how many more sign-offs from people with the role it takes */
int view_count_lacking_role (const View *view, AttestRole role);
/** view_lacks_specialty: Whether @specialty is not empty and nobody who signs off was a specialist in it then. */
gboolean view_lacks_specialty (const View *view, const char *specialty);
/** view_lacks_people: Whether a role or a specialty is lacking among those who sign off. */
gboolean view_lacks_people (const View *view);
/** view_find_newest_verdict: Returns: the line of the newest verdict on it that has to be listened to and is no author's, or NONE */
int view_find_newest_verdict (const View *view);
/** view_is_stopped_by_findings: Whether the newest verdict recorded what is not let through. */
gboolean view_is_stopped_by_findings (const View *view);

/** model_is_three_yeses: Whether that is what a verdict says. */
gboolean model_is_three_yeses (const AttestActFact *act);

G_END_DECLS
