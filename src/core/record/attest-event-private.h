/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"

G_BEGIN_DECLS

/** ATTEST_EVENT_MAXIMUM_CLOCK_STEP: DESIGN.md, section 3: a clock that runs far ahead would push all later events to its end of the order. */
#define ATTEST_EVENT_MAXIMUM_CLOCK_STEP 1000000

struct _AttestEventDraft
{
  char *kind;
  char *stream;
  char *actor;
  JsonObject *body;
  gint64 time;
  /* SHA-256 and bytes, in the order in which they were added. */
  GPtrArray *hashes;
  GPtrArray *contents;
};

/** attest_event_new: All strings are copied. @body: (nullable): canonical text, parsed here. Computes the hash. Returns: (transfer full) (nullable): NULL with @error (ATTEST_RECORD_ERROR_BODY) when the body is no canonical object */
AttestEvent *attest_event_new (const AttestEvent *header, const char *body, GError **error);

/** ATTEST_EVENT_COLUMNS: what attest_event_new_from_row() expects from column 0 on; ATTEST_EVENT_HEADER_COLUMNS: without the body, which is the last. */
#define ATTEST_EVENT_HEADER_COLUMNS                                                                                    \
  "event.hash, event.device, event.stream, event.sequence, event.clock, event.time, event.actor, event.kind,"          \
  " event.version, event.previous, event.body_hash"
#define ATTEST_EVENT_COLUMNS ATTEST_EVENT_HEADER_COLUMNS ", event.body"

/**
 * attest_event_new_from_row: Reads a row and checks nothing; a body that cannot be parsed is NULL and sets @body_damaged.
 * @body_damaged: (out) (optional)
 */
AttestEvent *attest_event_new_from_row (AttestStatement *row, gboolean *body_damaged);

/** attest_event_write_header: Puts the canonical header in place of what @form has. Returns: FALSE with @error when a field has no canonical form */
gboolean attest_event_write_header (const AttestEvent *self, GString *form, GError **error);

/** attest_event_compute_hash: The SHA-256 of the canonical header. Returns: (transfer full) (nullable): NULL with @error when a field has no canonical form */
char *attest_event_compute_hash (const AttestEvent *self, GError **error);

/** attest_event_parse_body: @body: text of an object in canonical form. Returns: (transfer full) (nullable): NULL with @error (ATTEST_RECORD_ERROR_BODY) */
JsonObject *attest_event_parse_body (const char *body, GError **error);

/** attest_event_is_sound: Whether every field has its form, the hash is that of the event, and @body is what the header says. @body: (nullable): NULL once redacted */
gboolean attest_event_is_sound (const AttestEvent *self, const char *body);

/** attest_event_check_header: Whether every field has the form that Attest writes; files made elsewhere may hold anything. */
gboolean attest_event_check_header (const AttestEvent *self, GError **error);

G_END_DECLS
