/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "acts-fixture.h"
#include "article/attest-article-state.h"
#include "desk-fixture.h"

#define PANE_TEXT                                                                                                      \
  "# Do naps help?\n\n"                                                                                                \
  "Some do. A nap of 20 minutes is enough — 30 is too long.\n\n"                                                       \
  "Coffee before a nap works for many people. Ask your doctor first.\n"

/** PaneFixture: one pane of the article page in a window of its own, on an article by the author, who acts. */
typedef struct
{
  AttestSession *session;
  char *editor;
  char *author;
  char *reviewer;
  char *article;
  AttestArticleState *state;
  GtkWidget *window;
  GtkWidget *pane;
} PaneFixture;

/** pane_fixture_set_up: Makes the library and its article; the pane is shown by pane_fixture_show(). */
void pane_fixture_set_up (PaneFixture *self, gconstpointer data);
void pane_fixture_tear_down (PaneFixture *self, gconstpointer data);

/** pane_fixture_show: Shows @pane, which has a property `state`, once the article is read. @pane: (transfer floating) */
void pane_fixture_show (PaneFixture *self, GtkWidget *pane);

/** pane_fixture_act_as: Makes @person the acting one, and waits until the article is read for them. */
void pane_fixture_act_as (PaneFixture *self, const char *person);

/** pane_fixture_select: Selects the first place of @words in the source. */
void pane_fixture_select (PaneFixture *self, const char *words);
/** pane_fixture_replace: Types @words in the place of the first @old in the source. */
void pane_fixture_replace (PaneFixture *self, const char *old, const char *words);
/** pane_fixture_dup_text: Returns: (transfer full): the source as it is now */
char *pane_fixture_dup_text (PaneFixture *self);
/** pane_fixture_wait_computed: Waits until what follows from the text is that of the source as it is now. */
void pane_fixture_wait_computed (PaneFixture *self);

/** pane_fixture_expect: Waits until the pane says @text somewhere; the test fails where it never does. */
void pane_fixture_expect (PaneFixture *self, const char *text);
/** pane_fixture_press: Presses the button of the pane that goes by @name, once it can be pressed. */
void pane_fixture_press (PaneFixture *self, const char *name);

/** pane_fixture_find_comment: Returns: (transfer none): the comment as the state has it, once it has it */
const AttestComment *pane_fixture_find_comment (PaneFixture *self, const char *comment);
