/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** ATTEST_STREAM_BOARD: the stream of people, policy, settings and audiences. Every other stream is an article's id. */
#define ATTEST_STREAM_BOARD "board"

/**
 * AttestEvent:
 * @stream: ATTEST_STREAM_BOARD or an article's id
 * @sequence: from 1, without gaps per (device, stream)
 * @clock: logical clock; 1 + the highest that the device had seen
 * @time: when it happened, UTC microseconds since 1970
 * @actor: a person's id; empty where nobody acts (an export by the command line)
 * @body: (nullable): NULL once redacted
 * @hash: lower-case SHA-256 of the canonical header, which holds the previous hash and the body's SHA-256; the event's identity
 *
 * One thing that happened; the only thing ever written to the record. Immutable and reference counted; any thread may read it.
 */
typedef struct
{
  char *device;
  char *stream;
  gint64 sequence;
  gint64 clock;
  gint64 time;
  char *actor;
  char *kind;
  guint version;
  char *previous;
  char *body_hash;
  JsonObject *body;
  char *hash;
} AttestEvent;

#define ATTEST_TYPE_EVENT (attest_event_get_type ())
GType attest_event_get_type (void);
AttestEvent *attest_event_ref (AttestEvent *self);
void attest_event_unref (AttestEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestEvent, attest_event_unref)

/** attest_event_compare: The total order (clock, device, sequence), then hash for the two sides of a fork. Returns: <0, 0 or >0 */
int attest_event_compare (const AttestEvent *one, const AttestEvent *other);

/**
 * AttestEventDraft:
 *
 * An event that is to be appended: kind, stream, actor, body, and the texts and assets that its body names by SHA-256.
 */
typedef struct _AttestEventDraft AttestEventDraft;

/** attest_event_draft_new: @body: (transfer full). Returns: (transfer full) */
AttestEventDraft *attest_event_draft_new (const char *kind, const char *stream, const char *actor, JsonObject *body);
void attest_event_draft_free (AttestEventDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestEventDraft, attest_event_draft_free)

/** attest_event_draft_add_content: Adds a text or an asset that the body names; Returns: (transfer none): its lower-case SHA-256 */
const char *attest_event_draft_add_content (AttestEventDraft *self, GBytes *content);

/** attest_event_draft_set_time: For the sample library and tests: when it happened instead of now (UTC microseconds). */
void attest_event_draft_set_time (AttestEventDraft *self, gint64 time);

G_END_DECLS
