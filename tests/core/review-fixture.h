/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record-fixture.h"
#include "review/attest-review.h"

G_BEGIN_DECLS

/** ReviewFixture: a library that knows the kinds of review, with an editor, an author and three reviewers in it. */
typedef struct
{
  RecordFixture record;
  char *editor;
  char *author;
  char *first;
  char *second;
  char *third;
} ReviewFixture;

void review_fixture_set_up (ReviewFixture *self, gconstpointer data);
void review_fixture_tear_down (ReviewFixture *self, gconstpointer data);

/** review_add_person: @roles: with commas. Returns: (transfer full): the id */
char *review_add_person (ReviewFixture *self, const char *name, const char *roles);
/** review_make_article: by the author, for doctors. Returns: (transfer full): the id */
char *review_make_article (ReviewFixture *self, const char *text);
/** review_save: by @actor, for doctors. Returns: (transfer full): the revision's id */
char *review_save (ReviewFixture *self, const char *article, const char *actor, const char *text);
/** review_submit: by the author. */
void review_submit (ReviewFixture *self, const char *article);
/** review_sign: three yeses. */
void review_sign (ReviewFixture *self, const char *article, const char *actor);
/** review_assess: Returns: (transfer full): of the text for doctors, now */
AttestAssessment *review_assess (ReviewFixture *self, const char *article);
/** review_assert_status: by assessment and by the variant's row. */
void review_assert_status (ReviewFixture *self, const char *article, const char *status);
/** review_comment: on the first place of @quote in the newest revision. Returns: (transfer full): the id */
char *
review_comment (ReviewFixture *self, const char *article, const char *actor, const char *quote, gboolean blocking);

G_END_DECLS
