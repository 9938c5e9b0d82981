/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-review.h"
#include "session/attest-session.h"

/* Acts that somebody did before the test begins: on the text for doctors, recorded when the function returns. */

/** ActsComment: what is said about the first place of @quote in the newest revision; where it is NULL, about the reference with the key @reference, or the whole text. @text, @kind and @suggestion may be NULL. */
typedef struct
{
  const char *quote;
  const char *text;
  const char *kind;
  const char *suggestion;
  gboolean blocking;
  const char *reference;
} ActsComment;

/** acts_save: Returns: (transfer full): the id of a new revision by the acting person */
char *acts_save (AttestSession *session, const char *article, const char *markdown);
/** acts_save_as: the same by @actor, who is not the acting person. */
char *acts_save_as (AttestSession *session, const char *article, const char *actor, const char *markdown);
/** acts_submit: by the acting person. */
void acts_submit (AttestSession *session, const char *article);
/** acts_join: by @actor, who says that @person is @other as well. */
void acts_join (AttestSession *session, const char *actor, const char *person, const char *other);
/** acts_comment: Returns: (transfer full): the id of a comment by @actor */
char *acts_comment (AttestSession *session, const char *article, const char *actor, const ActsComment *comment);
/** acts_resolve: by @actor. */
void acts_resolve (AttestSession *session, const char *actor, const char *comment);
/** acts_load_comment: Returns: (transfer full): the comment as it stands against the newest revision */
AttestComment *acts_load_comment (AttestSession *session, const char *article, const char *comment);
