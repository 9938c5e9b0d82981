/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview/attest-preview-view.h"
#include "preview/attest-preview-web.h"

G_BEGIN_DECLS

/*
 * Invariants: `shown` is what the page shows once `patching` is FALSE; while it is TRUE the page is on its way from
 * `shown` to `coming`. `wanted` is the newest rendering that was handed in and `marks` stand in its Markdown. Messages of
 * the page carry the generation of the rendering they speak of; one of `coming` says that it has arrived, and `shown` is that
 * from then on; those of any other are dropped.
 */
struct _AttestPreviewView
{
  AdwBin parent_instance;

  WebKitWebView *web;
  GCancellable *cancellable;

  AttestRendering *wanted;
  AttestRendering *coming;
  AttestRendering *shown;
  char *footer;
  GArray *marks;
  gint64 generation;
  gsize typed;

  gboolean loaded;
  gboolean patching;
  gboolean arrived;
  gboolean outdated;
  gboolean keep;
  gboolean told_ready;

  AttestRendering *beside;
  char *beside_footer;
  GArray *pairs;
  GArray *changes;
  GArray *current_change;
  char *search;

  gboolean scroll_waits;
  gsize scroll_byte;
  double scroll_fraction;

  /* The selection, and where the pointer was when a menu was asked for; all 0 for none. */
  gsize selection_start;
  gsize selection_end;
  gsize pointed;
  gboolean has_selection;

  int width;
  double zoom;

  guint crashes;
  gint64 crashed;

  AttestPreviewAsset asset;
  gpointer asset_data;
};

typedef enum
{
  ATTEST_PREVIEW_READY,
  ATTEST_PREVIEW_CLICKED,
  ATTEST_PREVIEW_SELECTED,
  ATTEST_PREVIEW_SCROLLED,
  ATTEST_PREVIEW_LINK_ACTIVATED,
  ATTEST_PREVIEW_FOUND,
  ATTEST_PREVIEW_MENU,
  ATTEST_PREVIEW_N_SIGNALS
} AttestPreviewSignal;

/** attest_preview_view_emit: Emits one of the view's signals with its arguments. */
void attest_preview_view_emit (AttestPreviewView *self, AttestPreviewSignal signal, ...);
/** attest_preview_view_start: The page is loaded and our code runs on it: sends all that is to be on it. */
void attest_preview_view_start (AttestPreviewView *self);
/** attest_preview_view_arrive: The page shows what was coming. */
void attest_preview_view_arrive (AttestPreviewView *self);
/** attest_preview_view_stop: The page is gone, or is not what was thought of it. */
void attest_preview_view_stop (AttestPreviewView *self);
/** attest_preview_view_reload: Loads the page anew after it was lost. @why: for the log */
void attest_preview_view_reload (AttestPreviewView *self, const char *why);
/** attest_preview_view_send_look: Light and dark, contrast and motion as the desktop has them. */
void attest_preview_view_send_look (AttestPreviewView *self);
/** attest_preview_view_make_web: Makes the web view and listens to it, in attest-preview-view-page.c. */
void attest_preview_view_make_web (AttestPreviewView *self);
/** attest_preview_view_measure: How much room the page asks for, in attest-preview-view-size.c. */
void attest_preview_view_measure (GtkWidget *widget,
                                  GtkOrientation orientation,
                                  int for_size,
                                  int *minimum,
                                  int *natural,
                                  int *minimum_baseline,
                                  int *natural_baseline);
/** attest_preview_view_allocate: Gives the page its width and zoom. */
void attest_preview_view_allocate (GtkWidget *widget, int width, int height, int baseline);

G_END_DECLS
