/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview/attest-preview-beside.h"
#include "preview/attest-preview-find-bar.h"
#include "preview/attest-preview-pane.h"
#include "preview/attest-preview-view.h"

G_BEGIN_DECLS

/* @fresh: whether another text was put into the state, whose rendering is not there yet. @pointed_start, @pointed_end: what the menu that is open is
 * about. @layout: (nullable): what the article showed before the second column came. */
struct _AttestPreviewPane
{
  AdwBin parent_instance;

  GSignalGroup *state_signals;
  AttestArticleState *state;
  gboolean fresh;

  GSettings *settings;
  GSimpleActionGroup *actions;
  gboolean keys_bound;
  gsize pointed_start;
  gsize pointed_end;
  AttestPreviewBeside *beside;
  char *before;
  char *layout;

  AttestPreviewView *view;
  AttestPreviewFindBar *find_bar;
  AdwToggleGroup *widths;
  GtkMenuButton *beside_button;
  GtkButton *zoom_button;
  GtkWidget *beside_bar;
  AdwWindowTitle *own_words;
  AdwWindowTitle *beside_words;
};

/** attest_preview_pane_add_actions: Actions, their keys and the menu over the page, in attest-preview-pane-actions.c. */
void attest_preview_pane_add_actions (AttestPreviewPane *self);
/** attest_preview_pane_bind_keys: Once the pane is in a window: the application's keys for "preview" work where the keyboard is in it. */
void attest_preview_pane_bind_keys (AttestPreviewPane *self);
/** attest_preview_pane_is_current: Returns: whether places on the page are places in the source as it is now */
gboolean attest_preview_pane_is_current (AttestPreviewPane *self);
/** attest_preview_pane_add_beside: The second column, in attest-preview-pane-beside.c. */
void attest_preview_pane_add_beside (AttestPreviewPane *self);
/** attest_preview_pane_show_pairs: Puts headings of both columns beside each other, once both are those of now. */
void attest_preview_pane_show_pairs (AttestPreviewPane *self);

G_END_DECLS
