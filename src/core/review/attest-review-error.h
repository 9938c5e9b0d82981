/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AttestReviewError:
 * @ATTEST_REVIEW_ERROR_REFUSED: the rules of review do not allow this act to this person now; the message says why and who can
 * @ATTEST_REVIEW_ERROR_INPUT: a quote that is not there, a reason that is missing, an audience that does not exist
 * @ATTEST_REVIEW_ERROR_AMBIGUOUS: a quote that stands in several places; the message lists them
 */
typedef enum
{
  ATTEST_REVIEW_ERROR_REFUSED,
  ATTEST_REVIEW_ERROR_INPUT,
  ATTEST_REVIEW_ERROR_AMBIGUOUS,
} AttestReviewError;

#define ATTEST_REVIEW_ERROR (attest_review_error_quark ())
GQuark attest_review_error_quark (void);

G_END_DECLS
