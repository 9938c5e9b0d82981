/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-registry.h"

G_BEGIN_DECLS

/** ATTEST_COMMENT_KINDS: what a comment may be, as choices of an event's body. */
#define ATTEST_COMMENT_KINDS "change|question|delete|evidence|agree|note"

/** ATTEST_COMMENT_LONGEST: bytes of a comment's, reply's or suggestion's text at most. */
#define ATTEST_COMMENT_LONGEST 65536

/* Code points of an anchor's context on either side. */
#define ATTEST_COMMENT_LONGEST_CONTEXT 32

/** attest_comment_is_citation_key: Whether @key is one that a text can cite, and not longer than a comment on a reference takes. */
gboolean attest_comment_is_citation_key (const char *key);

/** attest_comment_kinds_register: Adds comment.add, .add-about, .reply, .resolve, .reopen, .retract, .decline, .edit and .attach. */
void attest_comment_kinds_register (AttestRegistry *registry);

G_END_DECLS
