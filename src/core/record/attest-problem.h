/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-event.h"

G_BEGIN_DECLS

/**
 * AttestProblem:
 * @code: stable: "hash", "chain", "gap", "fork", "redacted", "content", "body", "clock", "projection", "search", "integrity", "seal", "storage"
 * @stream: (nullable): of the event that it is about
 * @event: (nullable): that event's hash, as it stands in the file
 * @device: (nullable): that event's device
 * @sequence: that event's number in its device's part of the stream; 0 where it is about no event
 * @clock: that event's clock
 * @title: (nullable): of the article, where the library can tell it
 * @slug: (nullable): of the article, where the library can tell it
 * @field: (nullable): stable: which part of the event differs: a name of the header, "hash" or "body"; NULL where that is not known
 * @before: (nullable): what that part was when the event was written, where the hash proves it
 * @after: (nullable): what that part is now
 * @text: a sentence
 * @failure: FALSE for a redaction and for where the library lies, which are told and are none
 *
 * Something that verify, doctor or the check of a seal found.
 */
typedef struct
{
  char *code;
  char *stream;
  char *event;
  char *device;
  gint64 sequence;
  gint64 clock;
  char *title;
  char *slug;
  char *field;
  char *before;
  char *after;
  char *text;
  gboolean failure;
} AttestProblem;

/** attest_problem_new: @event: (nullable): the event that it is about. @text: (transfer full). Returns: (transfer full) */
AttestProblem *attest_problem_new (const char *code, const AttestEvent *event, gboolean failure, char *text);
void attest_problem_free (AttestProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestProblem, attest_problem_free)

/** attest_problem_compare: The log's total order; what is about no event comes after all events. Returns: <0, 0 or >0 */
int attest_problem_compare (const AttestProblem *self, const AttestProblem *other);

/** attest_problem_dup_place: Returns: (transfer full) (nullable): the event as words, such as “event 3 of the article …”; NULL where it is about none */
char *attest_problem_dup_place (const AttestProblem *self);

/**
 * attest_problem_find_first_broken:
 * @problems: (element-type AttestProblem): as attest_library_verify() gives them
 *
 * An event that is not what its own hash says comes before one that only does not fit its neighbours, since there the neighbour may be to blame.
 *
 * Returns: (transfer none) (nullable): the first that names a broken event
 */
const AttestProblem *attest_problem_find_first_broken (GPtrArray *problems);

G_END_DECLS
