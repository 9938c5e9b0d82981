/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/attest-reference.h"
#include "exchange/attest-comments-export.h"
#include "record/attest-article.h"
#include "review/attest-comment.h"
#include "text/attest-document.h"

G_BEGIN_DECLS

/*
 * Inside the export of comments only: what all formats are written from.
 *
 *   comments   (element-type AttestComment): all of them, in the order in which they were made: that at index 0 is C001
 *   people     id to AttestPerson
 *   text       the newest revision's Markdown
 *   references the article's list
 */
typedef struct
{
  AttestBoard *board;
  AttestArticle *article;
  AttestAudience *audience;
  AttestRevision *revision;
  AttestDocument *document;
  char *text;
  gsize length;
  AttestReferences *references;
  GPtrArray *comments;
  GHashTable *people;
} AttestCommentsSource;

/** attest_comments_source_load: @audience: (nullable): NULL is the base. Returns: FALSE with an ATTEST_RECORD_ERROR */
gboolean attest_comments_source_load (AttestCommentsSource *self,
                                      AttestLibrary *library,
                                      const char *article,
                                      const char *audience,
                                      GError **error);
void attest_comments_source_clear (AttestCommentsSource *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestCommentsSource, attest_comments_source_clear)

/** attest_comments_source_get_name: Returns: (transfer none): a person's name; their id where the record does not name them */
const char *attest_comments_source_get_name (const AttestCommentsSource *self, const char *person);

/** attest_comments_source_dup_subject: Returns: (transfer full): what a comment that is about no words is about, such as "On reference 3, smith2020: Title" */
char *attest_comments_source_dup_subject (const AttestCommentsSource *self, const AttestComment *comment);

char *attest_comments_write_letter (const AttestCommentsSource *source);
char *attest_comments_write_web_annotations (const AttestCommentsSource *source);
/** attest_comments_write_critic_markup: Returns: (transfer full) (nullable): NULL with ATTEST_RECORD_ERROR_BODY */
char *attest_comments_write_critic_markup (const AttestCommentsSource *source, GError **error);

G_END_DECLS
