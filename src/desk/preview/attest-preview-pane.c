/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-pane.h"

struct _AttestPreviewPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
};

G_DEFINE_FINAL_TYPE (AttestPreviewPane, attest_preview_pane, ADW_TYPE_BIN)

static void
attest_preview_pane_dispose (GObject *object)
{
  AttestPreviewPane *self = ATTEST_PREVIEW_PANE (object);

  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_preview_pane_parent_class)->dispose (object);
}

static void
attest_preview_pane_class_init (AttestPreviewPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_preview_pane_dispose;
}

static void
attest_preview_pane_init (AttestPreviewPane *self)
{
}

void
attest_preview_pane_set_state (AttestPreviewPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_PANE (self));
  g_return_if_fail (state == NULL || ATTEST_IS_ARTICLE_STATE (state));

  g_set_object (&self->state, state);
}
