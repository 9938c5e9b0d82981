/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "random-review.h"
#include "record-fixture.h"

G_BEGIN_DECLS

/** random_review_found: The people of a sequence, by their numbers as letters, and an article of that id, in a library that knows the kinds of review. */
void random_review_found (const RandomReview *self, AttestLibrary *library, const char *article);

/**
 * random_review_write:
 * @devices: copies of the library that random_review_found() was given, one for each device of the sequence
 *
 * Writes the sequence as it was drawn: each event on its device, which first takes in what the others have where the sequence says so.
 */
void random_review_write (const RandomReview *self, AttestLibrary *const *devices, const char *article);

/** random_review_merge: Takes all of @other in. Fails the test where it cannot. */
void random_review_merge (AttestLibrary *library, AttestLibrary *other);

G_END_DECLS
