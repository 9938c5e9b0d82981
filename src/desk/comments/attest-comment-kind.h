/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** AttestCommentKind: what a comment may be, as it is shown. @key: as in the record, of which attest_comment_kind_get_label() tells the name; @letter: chooses
 * it with Alt, ASCII. */
typedef struct
{
  const char *key;
  const char *icon_name;
  const char *hint;
  char letter;
} AttestCommentKind;

/** attest_comment_kinds_get: Returns: (transfer none) (array length=n_kinds): in the order they are offered; hints are
 * still to be translated */
const AttestCommentKind *attest_comment_kinds_get (guint *n_kinds);

/** attest_comment_kind_find: @key: Returns: (transfer none): the kind; a note for a key that is not known */
const AttestCommentKind *attest_comment_kind_find (const char *key);

G_END_DECLS
