/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"

G_BEGIN_DECLS

/* The log's own table. Rows are added and, by a redaction, blanked; nothing else is possible. */

/** attest_event_table_insert: @body: (nullable): canonical text; NULL when it was redacted before it came here. */
gboolean
attest_event_table_insert (AttestDatabase *database, const AttestEvent *event, const char *body, GError **error);
/** attest_event_table_contains: FALSE also with @error set. */
gboolean attest_event_table_contains (AttestDatabase *database, const char *hash, GError **error);
/** attest_event_table_find: NULL with NOT_FOUND. */
AttestEvent *attest_event_table_find (AttestDatabase *database, const char *hash, GError **error);
/** attest_event_table_get_tail: The last sequence and hash of (device, stream); 0 and "" when there is none. */
gboolean attest_event_table_get_tail (AttestDatabase *database,
                                      const char *device,
                                      const char *stream,
                                      gint64 *sequence,
                                      char **hash,
                                      GError **error);
/** attest_event_table_dup_last_hash: The last event that @device wrote in any stream. @hash: (out): NULL when there is none */
gboolean attest_event_table_dup_last_hash (AttestDatabase *database, const char *device, char **hash, GError **error);
/** attest_event_table_get_highest_clock: 0 for an empty log. */
gboolean attest_event_table_get_highest_clock (AttestDatabase *database, gint64 *clock, GError **error);

/** attest_event_table_select: The log in the total order; @stream NULL for all. Columns are ATTEST_EVENT_COLUMNS, then why it had no effect, then whether it waits. */
AttestStatement *attest_event_table_select (AttestDatabase *database, const char *stream);

/** attest_event_table_list_redactions: The `redact` events, in the total order. (transfer full) (element-type AttestEvent) */
GPtrArray *attest_event_table_list_redactions (AttestDatabase *database, GError **error);
/** attest_event_table_list_redacted_streams: Those with a redaction in them, whether it waits or not. Returns: (transfer full) (element-type utf8) (nullable): a set; NULL with @error */
GHashTable *attest_event_table_list_redacted_streams (AttestDatabase *database, GError **error);
/** attest_event_table_list_blank: Events of @stream that were redacted and do not wait, in no order. (transfer full) (element-type AttestEvent) */
GPtrArray *attest_event_table_list_blank (AttestDatabase *database, const char *stream, GError **error);
/** attest_event_table_blank: Blanks a body that a `redact` event in the log names. */
gboolean attest_event_table_blank (AttestDatabase *database, const char *hash, GError **error);

/* The projection of events that are not folded because their predecessor is missing. */
gboolean attest_waiting_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_waiting_table_is_ready: Whether @event's predecessor is there, is what the event says, and does not wait itself. */
gboolean
attest_waiting_table_is_ready (AttestDatabase *database, const AttestEvent *event, gboolean *ready, GError **error);
/** attest_waiting_table_free_followers: After @hash is there: its followers wait no longer, nor theirs. @streams: (element-type utf8): set to which their streams are added */
gboolean
attest_waiting_table_free_followers (AttestDatabase *database, const char *hash, GHashTable *streams, GError **error);

/* The projection of events that changed nothing. */
gboolean
attest_no_effect_table_insert (AttestDatabase *database, const AttestEvent *event, const char *reason, GError **error);

G_END_DECLS
