/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "record/attest-article.h"
#include "review/attest-assess.h"
#include "review/attest-verdict.h"

G_BEGIN_DECLS

/* Inside review only: what an act is judged by and appended with. */

/**
 * AttestActContext:
 * @actor: who acts
 * @article: (nullable): NULL for an act that takes none
 * @audience: (nullable): its key
 * @variant, @facts, @assessment: (nullable): NULL while the article has no text for @audience
 */
typedef struct
{
  AttestLibrary *library;
  AttestDatabase *database;
  AttestPerson *actor;
  AttestArticle *article;
  char *audience;
  AttestVariant *variant;
  AttestReviewFacts *facts;
  AttestAssessment *assessment;
} AttestActContext;

/** attest_act_context_load: @article: (nullable): id or slug; @audience: (nullable): the base. Returns: FALSE with ATTEST_REVIEW_ERROR_INPUT or an ATTEST_RECORD_ERROR. An audience without a text is no error. */
gboolean attest_act_context_load (AttestActContext *self,
                                  AttestLibrary *library,
                                  const char *article,
                                  const char *audience,
                                  const char *actor,
                                  GError **error);
void attest_act_context_clear (AttestActContext *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestActContext, attest_act_context_clear)

/** attest_act_context_may: The rules of who may do what, for an act that is about to be made. Returns: FALSE with ATTEST_REVIEW_ERROR_REFUSED */
gboolean attest_act_context_may (const AttestActContext *self, AttestAct act, GError **error);
/** attest_act_context_is_author: Whether the actor, or somebody joined with them, is an author of @revision (NULL: of the newest submitted). */
gboolean attest_act_context_is_author (const AttestActContext *self, const char *revision);
/** attest_act_context_holds: Whether the actor holds @role now. */
gboolean attest_act_context_holds (const AttestActContext *self, const char *role);

/** attest_act_context_new_body: Returns: (transfer full): {"audience"}, and "revision" unless it is NULL */
JsonObject *attest_act_context_new_body (const AttestActContext *self, const char *revision);
/** attest_act_context_append: @body: (transfer full). @hash: (out) (optional) (transfer full) */
gboolean attest_act_context_append (const AttestActContext *self,
                                    const char *kind,
                                    JsonObject *body,
                                    char **hash,
                                    GError **error);
/** attest_json_array_from_texts: Returns: (transfer full); @texts: (nullable) */
JsonArray *attest_json_array_from_texts (const char *const *texts);

/** attest_review_refuse: Sets @error, REFUSED. Returns: FALSE */
gboolean attest_review_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** attest_review_reject: Sets @error, INPUT. Returns: FALSE */
gboolean attest_review_reject (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
