/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/attest-reference.h"
#include "record/attest-article.h"
#include "record/attest-unsaved.h"
#include "review/attest-review.h"

G_BEGIN_DECLS

/**
 * AttestArticleRecord:
 * @variant, @audience: (nullable): the open one, borrowed from @variants and @audiences; @variant is NULL for an
 * audience without a text
 * @revision: (nullable): the one to show, with its @text; NULL without a text
 * @cited_elsewhere: keys that the texts for the other audiences cite
 * @comments: (element-type AttestComment): placed in @revision
 * @refusals: for each AttestAct NULL when the actor may, else a sentence that says why not
 * @waivers: (nullable) (element-type AttestWaiver): those of the variant that hold
 * @base_changes: (element-type AttestBaseChange): for each of @variants
 * @part: what the actor did about the submitted text; @authors: ids of those who wrote it, none while nothing is submitted
 * @published: (nullable): the approved revision that is published
 * @since: (nullable): the last verdict of the actor, who may give another one, and what changed since
 * @assignment: (nullable): how the actor was asked to review the open variant
 * @is_author: whether the actor saved a revision of this variant, or there is none yet
 * @heads: (element-type AttestRevision): see attest_review_list_heads(); none without a text
 * @hidden: (nullable): why verdicts and comments of others are hidden from the actor, who is to answer first; they are in nothing else here then. Translated
 * @unsaved: (nullable): text of the actor that was not saved; @unsaved_was_saved: what is kept as such was saved after all, and is to be thrown away
 *
 * All that the record says about one variant, read in one go on the record thread. Immutable and counted; any thread
 * may read it.
 */
typedef struct
{
  AttestArticle *article;
  GPtrArray *variants;
  GPtrArray *audiences;
  const AttestVariant *variant;
  const AttestAudience *audience;
  AttestBoard *board;
  AttestRevision *revision;
  GBytes *text;
  AttestReferences *references;
  GStrv cited_elsewhere;
  AttestAssessment *assessment;
  GPtrArray *comments;
  GPtrArray *waivers;
  GArray *base_changes;
  AttestPart part;
  GStrv authors;
  AttestRevision *published;
  AttestChangeSince *since;
  AttestAssignment *assignment;
  char *refusals[ATTEST_ACT_SETTINGS + 1];
  gboolean is_author;
  GPtrArray *heads;
  char *hidden;
  AttestUnsaved *unsaved;
  gboolean unsaved_was_saved;
} AttestArticleRecord;

#define ATTEST_TYPE_ARTICLE_RECORD (attest_article_record_get_type ())
GType attest_article_record_get_type (void);
AttestArticleRecord *attest_article_record_ref (AttestArticleRecord *self);
void attest_article_record_unref (AttestArticleRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestArticleRecord, attest_article_record_unref)

/**
 * attest_article_record_load:
 * @audience: (nullable): NULL for the base
 * @revision: (nullable): NULL is the one that the actor's unsaved text began from, else the newest; for a reviewer who
 * is no author, the newest submitted one
 * @actor: (nullable): a person's id
 *
 * Returns: (transfer full) (nullable): NULL with an ATTEST_RECORD_ERROR
 */
AttestArticleRecord *attest_article_record_load (AttestLibrary *library,
                                                 const char *article,
                                                 const char *audience,
                                                 const char *revision,
                                                 const char *actor,
                                                 GError **error);

G_END_DECLS
