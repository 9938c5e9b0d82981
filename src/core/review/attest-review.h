/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* All of review: what an approval takes, the acts that lead to it, comments, new texts, people and board. */

#include "record/attest-article.h"
#include "review/attest-article-acts.h"
#include "review/attest-assess.h"
#include "review/attest-base-change.h"
#include "review/attest-change-since.h"
#include "review/attest-comment.h"
#include "review/attest-facts.h"
#include "review/attest-heads.h"
#include "review/attest-hidden.h"
#include "review/attest-independence.h"
#include "review/attest-mentions.h"
#include "review/attest-next-step.h"
#include "review/attest-open-comments.h"
#include "review/attest-people.h"
#include "review/attest-policy-acts.h"
#include "review/attest-policy-in-force.h"
#include "review/attest-review-error.h"
#include "review/attest-review-kinds.h"
#include "review/attest-save.h"
#include "review/attest-verdict.h"
#include "review/attest-waiting.h"
#include "review/attest-waiver.h"
