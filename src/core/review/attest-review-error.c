/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-review-error.h"

G_DEFINE_QUARK (attest_review_error, attest_review_error)
