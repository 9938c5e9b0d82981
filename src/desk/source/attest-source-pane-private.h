/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source/attest-source-look.h"
#include "source/attest-source-pane.h"
#include "source/attest-source-scroll.h"
#include "source/attest-source-search.h"
#include "source/attest-source-sight.h"
#include "source/attest-source-spelling.h"
#include "source/attest-source-toolbar.h"

G_BEGIN_DECLS

struct _AttestSourcePane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *state_signals;
  GSignalGroup *buffer_signals;
  AttestSourceScroll *scroll;
  AttestSourceSight *sight;
  AttestSourceLook *look;
  AttestSourceSpelling *spelling;
  GSettings *settings;
  GSimpleActionGroup *actions;
  guint flash_timer;
  gboolean keys_bound;
  char *pressed_on;

  AttestSourceToolbar *toolbar;
  AttestSourceSearch *search;
  GtkScrolledWindow *scroller;
  AdwClampScrollable *clamp;
  GtkSourceView *view;
  GtkWidget *comment_button;
  GtkSourceGutterRenderer *gutter;
};

/** attest_source_pane_add_actions: Makes the action group "source", in attest-source-pane-actions.c. */
void attest_source_pane_add_actions (AttestSourcePane *self);
/** attest_source_pane_update_actions: Enables what may be done to the text. */
void attest_source_pane_update_actions (AttestSourcePane *self);

/** attest_source_pane_bind_keys: Once the pane is in a window: the application's keys for "source" work where the keyboard is in it. */
void attest_source_pane_bind_keys (AttestSourcePane *self);

G_END_DECLS
