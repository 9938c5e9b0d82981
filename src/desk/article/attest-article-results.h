/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "article/attest-article-record.h"
#include "checks/attest-checks.h"
#include "text/attest-readability.h"
#include "text/attest-render.h"

G_BEGIN_DECLS

/**
 * AttestArticleResults:
 * @text: the Markdown that everything here stands on
 * @findings: (element-type AttestFinding)
 * @comments: (element-type AttestComment): copies of the record's, each placed in @text
 *
 * What follows from one state of the text. Immutable and counted; any thread may read it.
 */
typedef struct
{
  GBytes *text;
  AttestDocument *document;
  AttestRendering *rendering;
  AttestReadability readability;
  GPtrArray *findings;
  GPtrArray *comments;
} AttestArticleResults;

#define ATTEST_TYPE_ARTICLE_RESULTS (attest_article_results_get_type ())
GType attest_article_results_get_type (void);
AttestArticleResults *attest_article_results_ref (AttestArticleResults *self);
void attest_article_results_unref (AttestArticleResults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestArticleResults, attest_article_results_unref)

/** AttestCarriedPlace: where @comment is known to stand, in bytes of the text, since it was cut and pasted with its words. */
typedef struct
{
  char *comment;
  gsize start;
  gsize end;
} AttestCarriedPlace;

/**
 * attest_article_results_compute:
 * @record: what the text was begun from, with its references and comments
 * @text: valid UTF-8 with LF
 * @carried: (element-type AttestCarriedPlace): in @text; not changed afterwards
 *
 * Parses, renders, measures and checks @text and places the comments in it, on a worker thread.
 *
 * Returns: (transfer full): resolves to an AttestArticleResults (boxed); never rejects
 */
DexFuture *attest_article_results_compute (AttestArticleRecord *record, GBytes *text, GArray *carried);

G_END_DECLS
