/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/** RecordFixture: a temporary folder with a library in it, and a second folder for what an installation keeps outside. */
typedef struct
{
  char *folder;
  char *state;
  char *path;
  AttestRegistry *registry;
  AttestLibrary *library;
} RecordFixture;

void record_fixture_set_up (RecordFixture *self, gconstpointer data);
void record_fixture_tear_down (RecordFixture *self, gconstpointer data);

/** record_fixture_close: Closes the library, so that the file is all there is. */
void record_fixture_close (RecordFixture *self);
void record_fixture_reopen (RecordFixture *self);
/** record_fixture_run_sql: Changes the file of the closed library as another program could. */
void record_fixture_run_sql (RecordFixture *self, const char *sql);
/** record_fixture_create: Another library in the same folder, of an installation of its own. */
AttestLibrary *record_fixture_create (RecordFixture *self, const char *name);

/** record_append: @body: JSON text. Fails the test when it cannot be appended. Returns: (transfer full): the event's hash */
char *record_append (AttestLibrary *library, const char *kind, const char *stream, const char *actor, const char *body);
/** record_append_error: Fails the test unless it is refused with @code. */
void record_append_error (AttestLibrary *library,
                          const char *kind,
                          const char *stream,
                          const char *body,
                          AttestRecordError code);
/** record_draft_article: An article without a text, to be appended. */
AttestEventDraft *record_draft_article (const char *id, const char *slug);
/** record_draft_save: A revision of @text, to be appended. */
AttestEventDraft *record_draft_save (const char *article, const char *audience, const char *actor, const char *text);
/** record_make_article: An article without a text. */
void record_make_article (AttestLibrary *library, const char *id, const char *slug);
/** record_save: A revision of @text. Returns: (transfer full): its id */
char *
record_save (AttestLibrary *library, const char *article, const char *audience, const char *actor, const char *text);
/** record_dump: Returns: (transfer full): all rows of all projections as text, so that libraries can be compared */
char *record_dump (AttestLibrary *library);
/** record_count_events: how many the log has. */
guint record_count_events (AttestLibrary *library);
/** record_remove_folder: with all files in it. */
void record_remove_folder (const char *folder);

G_END_DECLS
