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

/** attest_comment_kinds_register: Adds comment.add, .reply, .resolve, .reopen and .attach. */
void attest_comment_kinds_register (AttestRegistry *registry);

G_END_DECLS
