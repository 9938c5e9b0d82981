/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-problem.h"

G_BEGIN_DECLS

/**
 * attest_verify_explain:
 *
 * Finds what differs in an event whose hash does not fit: each part of the header in turn is replaced by what the rest of the log
 * suggests (the persons, kinds and devices in it, the events before and after) or by itself with one bit turned, until the hash fits. So what it
 * finds is as sure as the hash; of the rest it says that more than one part was changed. Sets field, before, after and text of @problem.
 */
void attest_verify_explain (AttestDatabase *database, const AttestEvent *event, AttestProblem *problem);

/** attest_verify_name_articles: Puts titles and slugs into @problems (element-type AttestProblem), where the projections can tell them. */
void attest_verify_name_articles (AttestDatabase *database, GPtrArray *problems);

G_END_DECLS
