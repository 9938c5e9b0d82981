/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-registry.h"

G_BEGIN_DECLS

/** ATTEST_KIND_REDACT: the kind that blanks a body or a text; the only one that belongs to both board and articles. */
#define ATTEST_KIND_REDACT "redact"

/** ATTEST_KINDS_NEVER_REDACTED: as a list for C and, in brackets, for SQL. Besides redactions themselves: what approval takes and who is one person, since without them
 * less would be asked than was. */
#define ATTEST_KINDS_NEVER_REDACTED "redact", "policy.set", "policy.clear", "person.same"
#define ATTEST_KINDS_NEVER_REDACTED_SQL "('redact', 'policy.set', 'policy.clear', 'person.same')"

/** attest_record_kinds_register: Adds the kinds of attest-article.h: board, policy, audiences, people, articles, references, revisions, exports and redactions. */
void attest_record_kinds_register (AttestRegistry *registry);

G_END_DECLS
