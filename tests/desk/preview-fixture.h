/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <webkit/webkit.h>

#include "preview/attest-preview-view.h"

/** PreviewFixture: a window with a preview, and what a page has no business to do, counted. */
typedef struct
{
  GtkWidget *window;
  AttestPreviewView *view;
  WebKitWebView *web;
  gboolean ready;
  guint dialogs;
  guint loads;
  GString *offences;
} PreviewFixture;

/** preview_fixture_init: in place of g_test_init() */
void preview_fixture_init (int *argc, char ***argv);
void preview_fixture_set_up (PreviewFixture *fixture, gconstpointer data);
void preview_fixture_tear_down (PreviewFixture *fixture, gconstpointer data);

/** preview_fixture_watch: counts script dialogs and loads of @web as offences of @fixture. */
void preview_fixture_watch (PreviewFixture *fixture, WebKitWebView *web);

/** preview_fixture_show: renders @markdown, shows it and waits until it is on the page. Returns: (transfer full) */
AttestRendering *preview_fixture_show (PreviewFixture *fixture, const char *markdown);

/** preview_fixture_make_long_text: Returns: (transfer full): Markdown of a heading and 80 paragraphs, with @end behind them */
char *preview_fixture_make_long_text (const char *end);

/** preview_fixture_describe: what the page shows, when all that was sent has arrived. Returns: (transfer full) */
JsonObject *preview_fixture_describe (PreviewFixture *fixture);

/** preview_fixture_evaluate: runs @script with `text` as its argument in @world. Returns: (transfer full): the result as text */
char *preview_fixture_evaluate (WebKitWebView *web, const char *script, const char *text, const char *world);

/** preview_fixture_settle: lets what is under way happen, @milliseconds long. */
void preview_fixture_settle (guint milliseconds);
