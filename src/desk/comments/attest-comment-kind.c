/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-kind.h"

#include <glib/gi18n.h>

static const AttestCommentKind kinds[] = {
  { "change", "document-edit-symbolic", N_ ("Say it differently"), 'c' },
  { "question", "attest-question-symbolic", N_ ("Something to be answered"), 'q' },
  { "evidence", "attest-references-symbolic", N_ ("A source is missing or does not say this"), 'e' },
  { "delete", "format-text-strikethrough-symbolic", N_ ("Leave it out"), 'd' },
  { "agree", "object-select-symbolic", N_ ("This is right"), 'a' },
  { "note", "attest-note-symbolic", N_ ("For whoever reads it"), 'n' },
};

const AttestCommentKind *
attest_comment_kinds_get (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

const AttestCommentKind *
attest_comment_kind_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].key, key) == 0)
      return &kinds[i];
  return &kinds[G_N_ELEMENTS (kinds) - 1];
}
