/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-review-error.h"

G_BEGIN_DECLS

/* For editors; while a library has no editor anybody may, and the record says who did. @actor: (nullable): NULL only while there is no editor. */

/** ATTEST_PERSON_LONGEST_INTERESTS: bytes of declared interests that attest_review_save_person() takes at most. */
#define ATTEST_PERSON_LONGEST_INTERESTS 4000

/**
 * AttestPersonChange:
 * @name, @credentials, @email, @orcid, @roles: (nullable): NULL leaves them as they are, or empty for a new person
 * @specialties: (nullable): what the person is a specialist in, such as "psychiatry", in the words of the board; one may be what a policy asks for
 * @interests: (nullable): competing interests, as the person declares them; empty for none
 */
typedef struct
{
  const char *name;
  const char *credentials;
  const char *email;
  const char *orcid;
  const char *const *roles;
  const char *const *specialties;
  const char *interests;
} AttestPersonChange;

/** attest_person_split_specialties: @words: several with commas between them, as people write them. Returns: (transfer full): each once, trimmed, none empty */
GStrv attest_person_split_specialties (const char *words);

/**
 * attest_review_save_person:
 * @person: (nullable): id of the one to change; NULL for a new one
 *
 * Returns: (transfer full) (nullable): the id; NULL with ATTEST_REVIEW_ERROR_INPUT, _REFUSED or an ATTEST_RECORD_ERROR
 */
char *attest_review_save_person (AttestLibrary *library,
                                 const char *actor,
                                 const char *person,
                                 const AttestPersonChange *change,
                                 GError **error);

/** attest_review_join_people: Says that @person and @other (ids) are one human being: their sign-offs count as one from then on, and always did. */
gboolean attest_review_join_people (AttestLibrary *library,
                                    const char *actor,
                                    const char *person,
                                    const char *other,
                                    const char *reason,
                                    GError **error);

G_END_DECLS
