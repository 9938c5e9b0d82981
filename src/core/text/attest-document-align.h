/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-document-private.h"

G_BEGIN_DECLS

/**
 * AttestAligner:
 *
 * Follows the parser through the inline text of one block. cmark-gfm's own columns are wrong after escapes, in lists with lazy lines, in
 * cells with `\|`, for bare links and after links that run over a line; so each node consumes from the block's content what
 * the parser consumed for it, and what was consumed says where a text stands. A text is only recorded as standing at a
 * place whose bytes make it.
 *
 * @content is the block's text without markers and quote prefixes; @segments say where its pieces stand in the Markdown.
 * Invariant: @at is the place up to which nodes have consumed, unless @lost.
 */
typedef struct
{
  AttestTokenList *list;
  const char *markdown;
  gsize markdown_length;
  GHashTable *entities; /* name to what it stands for, asked of the parser once */

  const char *content;
  gsize length;
  gsize at;
  GArray *segments;
  guint segment;
  gsize citation_end;
  guint citation_token;
  guint link_depth;
  gboolean lost;
} AttestAligner;

typedef enum
{
  ATTEST_LINK_BRACKETS,
  ATTEST_LINK_ANGLE,   /* <https://...>: entities, no escapes */
  ATTEST_LINK_LITERAL, /* https://... as it stands */
  ATTEST_LINK_MAIL,    /* somebody@example.org, found after unescaping */
} AttestLinkForm;

#define ATTEST_UNKNOWN_PLACE G_MAXUINT32

/** attest_is_space: Returns: whether the parser takes the character for white space, which it does not of a form feed, as GLib does. */
static inline gboolean
attest_is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/** attest_aligner_peek: Returns: the byte of the content, NUL after its end. */
static inline char
attest_aligner_peek (AttestAligner *self, gsize at)
{
  return at < self->length ? self->content[at] : '\0';
}

void attest_aligner_init (AttestAligner *self, AttestTokenList *list, const char *markdown, gsize length);
void attest_aligner_clear (AttestAligner *self);

/** attest_aligner_begin: Begins a block; follow with its segments, in order, which may leave unknown places. */
void attest_aligner_begin (AttestAligner *self, const char *content, gsize length);
void attest_aligner_add_segment (AttestAligner *self, gsize content_start, gsize source_start);

/** attest_aligner_get_place: Returns: where the byte of the content stands in the Markdown, or %ATTEST_UNKNOWN_PLACE. */
guint32 attest_aligner_get_place (AttestAligner *self, gsize content_offset);

/** attest_aligner_push: Appends a token. Returns: (transfer none): valid until the next one. */
AttestToken *attest_aligner_push (AttestAligner *self, AttestTokenKind kind, guint flags);

/** attest_aligner_push_text: Appends text from a place of the Markdown, which is joined to the text before it where both touch. */
void attest_aligner_push_text (AttestAligner *self,
                               const char *text,
                               gsize length,
                               gsize start,
                               gsize end,
                               gboolean verbatim);

/** attest_aligner_push_unplaced: Appends text for which no place is known. */
void attest_aligner_push_unplaced (AttestAligner *self, const char *text, gsize length);

/**
 * attest_aligner_take_text:
 * @lines: the text nodes after this one that only soft breaks separate, for citations over several lines; NULL-terminated
 * @form: of the link around the text, %ATTEST_LINK_BRACKETS where there is none
 */
void attest_aligner_take_text (AttestAligner *self, const char *literal, AttestLinkForm form, const char *const *lines);
void attest_aligner_take_break (AttestAligner *self, AttestTokenKind kind);
void attest_aligner_take_code (AttestAligner *self, const char *literal);
void attest_aligner_take_html (AttestAligner *self, const char *literal);
void attest_aligner_take_delimiter (AttestAligner *self, const char *characters, guint count);
void attest_aligner_take_tildes (AttestAligner *self);
void attest_aligner_take_footnote (AttestAligner *self, AttestToken *token, gsize length);
AttestLinkForm attest_aligner_enter_link (AttestAligner *self, gboolean image, const char *url);
void attest_aligner_leave_link (AttestAligner *self, AttestLinkForm form);

G_END_DECLS
