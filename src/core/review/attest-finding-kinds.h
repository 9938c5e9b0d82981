/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-registry.h"

G_BEGIN_DECLS

/* Inside review only. */

/** ATTEST_FINDING_LONGEST_REASON: bytes of a reason for a waiver, or for taking it back. */
#define ATTEST_FINDING_LONGEST_REASON 65536

/** attest_finding_kinds_register: Adds the kinds of acts on findings; their bodies are told at attest_review_register(). */
void attest_finding_kinds_register (AttestRegistry *registry);

G_END_DECLS
