/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"

G_BEGIN_DECLS

/** AttestEventLeaves: What no event of a kind changes, whatever it says, and what is therefore not looked at again after one. */
typedef enum
{
  ATTEST_EVENT_LEAVES_NOTHING = 0,
  /* The words that are searched: of texts, comments, references and names. */
  ATTEST_EVENT_LEAVES_SEARCH = 1 << 0,
  /* What an AttestSummary concludes. Of "article.set" only without topics, on which the policy hangs. */
  ATTEST_EVENT_LEAVES_SUMMARY = 1 << 1,
} AttestEventLeaves;

/**
 * AttestEventKind:
 * @name: such as "review.submit"
 * @version: the newest version of its body that this program knows, from 1
 * @board: whether it belongs to the board's stream; else to an article's
 * @validate: checks a body before it is appended and when it arrives by a merge. Returns FALSE with @error (ATTEST_RECORD_ERROR_BODY)
 * @project: writes what the event means into the projection tables. Folding never refuses: an event that does not fit leaves the
 *   tables as they are and sets @no_effect to a sentence for the history, marked with N_() and not translated, since the projection is the
 *   same in every language; whoever shows it translates. Returns FALSE with @error only when the database fails. An article's kind reads
 *   the rows of its own article and, of the board, only the history tables (policy, role change) up to the event's place: a refold must not
 *   see a board that was younger than the event. A redacted event, which has no body, is not projected.
 * @leaves: AttestEventLeaves
 *
 * A kind is registered with the record by its owner, so that the record knows no review rules and the rules own no SQL of the log.
 */
typedef struct
{
  const char *name;
  guint version;
  gboolean board;
  gboolean (*validate) (JsonObject *body, GError **error);
  gboolean (*project) (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error);
  guint leaves;
} AttestEventKind;

/**
 * AttestSummary:
 *
 * @articles: (element-type utf8): ids
 *
 * Called once with all touched articles after their events were folded, in the same transaction, with every article by a rebuild, and where people or
 * policy changed also with every article that has a row in `review_act` (for others it must not depend on the board): writes
 * conclusions that lists show (the review's status per variant) into the projection. Must depend on the projection alone, never on today's date.
 */
typedef gboolean (*AttestSummary) (AttestDatabase *database, GPtrArray *articles, GError **error);

/** AttestRegistry: the kinds a program knows. Filled before a library is opened, immutable after; may be shared by threads. */
typedef struct _AttestRegistry AttestRegistry;

#define ATTEST_TYPE_REGISTRY (attest_registry_get_type ())
GType attest_registry_get_type (void);

/** attest_registry_new: Returns: (transfer full): with the record's own kinds (see record/attest-record-kinds.h) */
AttestRegistry *attest_registry_new (void);
AttestRegistry *attest_registry_ref (AttestRegistry *self);
void attest_registry_unref (AttestRegistry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestRegistry, attest_registry_unref)

/** attest_registry_add: @kind: static storage. A name registered twice is a programming error. */
void attest_registry_add (AttestRegistry *self, const AttestEventKind *kind);
void attest_registry_set_summary (AttestRegistry *self, AttestSummary summary);
const AttestEventKind *attest_registry_lookup (AttestRegistry *self, const char *name);

G_END_DECLS
