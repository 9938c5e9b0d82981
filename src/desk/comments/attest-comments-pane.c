/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comments-pane.h"

struct _AttestCommentsPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
};

G_DEFINE_FINAL_TYPE (AttestCommentsPane, attest_comments_pane, ADW_TYPE_BIN)

static void
attest_comments_pane_dispose (GObject *object)
{
  AttestCommentsPane *self = ATTEST_COMMENTS_PANE (object);

  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_comments_pane_parent_class)->dispose (object);
}

static void
attest_comments_pane_class_init (AttestCommentsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_comments_pane_dispose;
}

static void
attest_comments_pane_init (AttestCommentsPane *self)
{
}

void
attest_comments_pane_set_state (AttestCommentsPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_PANE (self));
  g_return_if_fail (state == NULL || ATTEST_IS_ARTICLE_STATE (state));

  g_set_object (&self->state, state);
}

void
attest_comments_pane_begin (AttestCommentsPane *self)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_PANE (self));
}
