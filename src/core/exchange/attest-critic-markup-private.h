/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/attest-comments-export-private.h"
#include "exchange/attest-critic-markup.h"

G_BEGIN_DECLS

/* Inside of what reads and writes CriticMarkup only. */

/** AttestCriticMarkKind: {++ ++}, {-- --}, {~~ ~> ~~}, {== ==} and {>> <<} */
typedef enum
{
  ATTEST_CRITIC_INSERTION,
  ATTEST_CRITIC_DELETION,
  ATTEST_CRITIC_SUBSTITUTION,
  ATTEST_CRITIC_HIGHLIGHT,
  ATTEST_CRITIC_REMARK,
} AttestCriticMarkKind;

#define ATTEST_CRITIC_MARK_KINDS 5

/* Bytes of a sign, whichever it is. */
#define ATTEST_CRITIC_SIGN 3

/** AttestCriticMark: @start and @end are the bytes of a mark with its signs. @arrow: in a substitution where its "~>" stands. */
typedef struct
{
  AttestCriticMarkKind kind;
  gsize start;
  gsize end;
  gsize arrow;
} AttestCriticMark;

/** attest_critic_signs: What begins and what ends a mark of each kind. */
extern const char *const attest_critic_signs[ATTEST_CRITIC_MARK_KINDS][2];

/** attest_critic_marks_list: @unread, @unread_line: (out): see AttestCriticMarkup. Takes time in proportion to @length. Returns: (transfer full) (element-type AttestCriticMark): in text order; none inside another */
GArray *attest_critic_marks_list (const char *text, gsize length, guint *unread, guint *unread_line);

/**
 * attest_critic_marks_leave_own:
 * @marks: (element-type AttestCriticMark) (inout): of @marked
 * @unread: (inout): likewise
 *
 * Leaves out of @marks what @own has too, as often as @marked: it was there before anybody marked anything. Where @marked has more of them, nobody can tell
 * which are new, and all are marks.
 */
void attest_critic_marks_leave_own (GArray *marks, const char *marked, const char *own, guint *unread);

/* ---- Words that marks are about ---- */

/** attest_critic_words_before: Words of the same sentence, else of the same line or cell, that end before @at. @sentences: (element-type AttestSentence): of @text. Returns: FALSE where there are none, as in a paragraph of its own */
gboolean attest_critic_words_before (const char *text, GPtrArray *sentences, gsize at, gsize *start, gsize *end);

/** attest_critic_word_beside: A word that touches @at, before it or else after it; where none does, the one before or else after what is blank there. Returns: FALSE where all is blank */
gboolean attest_critic_word_beside (const char *text, gsize length, gsize at, gsize *start, gsize *end);

/* ---- Remarks in the form that Attest writes ---- */

/**
 * AttestCriticAbout: how a remark says which words it is about
 * @ATTEST_CRITIC_ABOUT_MARK: those of its mark
 * @ATTEST_CRITIC_ABOUT_HERE: those named, which stand before the remark but could not be marked
 * @ATTEST_CRITIC_ABOUT_GONE: those named, which have no place
 * @ATTEST_CRITIC_ABOUT_CHANGED: those of its mark, which were other ones, those named, when it was written
 * @ATTEST_CRITIC_ABOUT_TEXT: none: it is about the text as a whole
 * @ATTEST_CRITIC_ABOUT_REFERENCE: none: it is about the reference whose key is named
 */
typedef enum
{
  ATTEST_CRITIC_ABOUT_MARK,
  ATTEST_CRITIC_ABOUT_HERE,
  ATTEST_CRITIC_ABOUT_GONE,
  ATTEST_CRITIC_ABOUT_CHANGED,
  ATTEST_CRITIC_ABOUT_TEXT,
  ATTEST_CRITIC_ABOUT_REFERENCE,
} AttestCriticAbout;

/**
 * AttestCriticRemark:
 * @thread: "C001": the comment's number
 * @kind: a comment's kind; "reply" for what answers one
 * @words: (nullable): those named by @about; the key of a reference
 * @suggestion: (nullable): that can be offered; one that was declined, or made for other words, stays in @text
 */
typedef struct
{
  char *thread;
  char *creator;
  const char *kind;
  gboolean blocking;
  AttestCriticAbout about;
  char *words;
  char *suggestion;
  char *text;
} AttestCriticRemark;

void attest_critic_remark_clear (AttestCriticRemark *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestCriticRemark, attest_critic_remark_clear)

/** attest_critic_about_without_place: Returns: what a remark says of a comment that stands on no words of the text */
AttestCriticAbout attest_critic_about_without_place (const AttestComment *comment);

/** attest_critic_remark_write: @suggestion: whether the words it suggests are said; a mark says them otherwise. Returns: (transfer full): without signs around it */
char *attest_critic_remark_write (const AttestCommentsSource *source,
                                  const AttestComment *comment,
                                  guint number,
                                  AttestCriticAbout about,
                                  gboolean suggestion);
char *attest_critic_remark_write_reply (const AttestCommentsSource *source, const AttestReply *reply, guint number);

/** attest_critic_remarks_list: Returns: (transfer full): from each remark that may stand in a file about @source, on a comment or a reply that was not taken back, to the comment's id */
GHashTable *attest_critic_remarks_list (const AttestCommentsSource *source);

/** attest_critic_remark_read: Returns: FALSE for what has not exactly the form that Attest writes, in the reader's language or in English */
gboolean attest_critic_remark_read (const char *text, AttestCriticRemark *remark);

G_END_DECLS
