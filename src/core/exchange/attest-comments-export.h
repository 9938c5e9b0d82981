/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-hidden.h"

G_BEGIN_DECLS

/**
 * AttestCommentsFormat:
 * @ATTEST_COMMENTS_LETTER: Markdown for whoever wrote the text: each comment with its number, section, quoted passage and room for an answer
 * @ATTEST_COMMENTS_WEB_ANNOTATION: JSON-LD of the W3C Web Annotation Data Model: an AnnotationCollection with one page; replies are annotations of their own
 * @ATTEST_COMMENTS_CRITIC_MARKUP: the whole text with its open comments in it; without the marks, and with every suggestion declined, it is the text again, byte for byte
 *
 * Ways to take a text's comments out of the library.
 */
typedef enum
{
  ATTEST_COMMENTS_LETTER,
  ATTEST_COMMENTS_WEB_ANNOTATION,
  ATTEST_COMMENTS_CRITIC_MARKUP,
} AttestCommentsFormat;

/** attest_comments_format_from_name: @name: "markdown", "web-annotation" or "critic-markup". Returns: FALSE for anything else */
gboolean attest_comments_format_from_name (const char *name, AttestCommentsFormat *format);

/** attest_comments_format_get_ending: Returns: (transfer none): what a file of that format ends with, such as "-comments.md" */
const char *attest_comments_format_get_ending (AttestCommentsFormat format);

/**
 * attest_comments_export:
 * @article: an id or a slug
 * @audience: (nullable): an audience's key; NULL is the base
 *
 * Writes the comments on a text, placed in its newest revision. They are numbered from C001 in the order in which they were made, so that editing the text
 * changes no number; one that its author took back keeps its number and is left out. Its words are in the language of whoever exports. Appends nothing. On the library's thread.
 *
 * Returns: (transfer full) (nullable): UTF-8; NULL with an ATTEST_RECORD_ERROR (BODY where the text has CriticMarkup of its own)
 */
char *attest_comments_export (AttestLibrary *library,
                              const char *article,
                              const char *audience,
                              AttestCommentsFormat format,
                              GError **error);

/** attest_comments_export_for: The same without what is @hidden (nullable) from whoever exports; a number is not given to it either, so that no gap tells of it. */
char *attest_comments_export_for (AttestLibrary *library,
                                  const char *article,
                                  const char *audience,
                                  AttestCommentsFormat format,
                                  AttestHidden *hidden,
                                  GError **error);

G_END_DECLS
