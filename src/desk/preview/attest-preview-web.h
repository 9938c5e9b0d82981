/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

/** ATTEST_PREVIEW_WORLD: The script world of Attest's own code in the preview; the article's text cannot reach it. */
#define ATTEST_PREVIEW_WORLD "attest-preview"

/** ATTEST_PREVIEW_POLICY: What the page may load. Should a check fail elsewhere, this is the wall behind it. */
#define ATTEST_PREVIEW_POLICY                                                                                          \
  "default-src 'none'; style-src 'unsafe-inline'; img-src asset:; base-uri 'none'; form-action 'none'; "               \
  "frame-src 'none'"

/** AttestPreviewAssetRequest: Answers a request for `asset:SHA256`. */
typedef void (*AttestPreviewAssetRequest) (WebKitURISchemeRequest *request, gpointer user_data);

/** attest_preview_web_view_new: A web view with everything switched off that a page of text does not need: no script in markup, no storage, no network session
 * that outlives it, no navigation. @request: answers `asset:` addresses; @user_data must outlive the view. Returns: (transfer floating) */
WebKitWebView *attest_preview_web_view_new (AttestPreviewAssetRequest request, gpointer user_data);

/** attest_preview_web_view_load: Loads the wrapper page, which stays for the view's life; our code follows when it is loaded. */
void attest_preview_web_view_load (WebKitWebView *view);

/** attest_preview_dup_script: Returns: (transfer full): our code for the wrapper page, to be evaluated once in ATTEST_PREVIEW_WORLD */
char *attest_preview_dup_script (void);

G_END_DECLS
