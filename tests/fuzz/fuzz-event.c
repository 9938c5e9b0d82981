/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "record/attest-body.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-fold.h"
#include "record/attest-library-private.h"
#include "record/attest-projection.h"
#include "record/attest-review-file.h"
#include "review/attest-review.h"
#include "text/attest-canonical-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/*
 * Events that came by a merge may say anything: each is folded without refusing, what is concluded from it can be read, and folding the log anew gives
 * the same rows. Each line is an event: its kind, a space, and its body as JSON, in which REVISION, HASH, TEXT, COMMENT and EVENT stand for those that
 * the library has.
 */

#define TEXT "# Can it help?\n\nIt helps some people [@smith].\n"
#define MAXIMUM_EVENTS 8

typedef struct
{
  /* A review file, which is a library in memory: what is done to it is rolled back. */
  AttestLibrary *library;
  char *article;
  AttestRevision *revision;
  char *comment;
  gint64 clock;
} Base;

static AttestLibrary *
reopen_in_memory (const char *folder, AttestLibrary *library, const char *article)
{
  const char *articles[] = { article, NULL };
  g_autofree char *path = g_build_filename (folder, "base.attest", NULL);
  AttestLibrary *copy;

  g_assert_true (attest_library_write_review_file (library, articles, NULL, path, FALSE, NULL));
  copy = attest_library_open (path, attest_library_get_registry (library), folder, ATTEST_LIBRARY_READ_ONLY, NULL);
  g_assert_nonnull (copy);

  return copy;
}

static Base *
make_base (void)
{
  static const char *const roles[] = { "author", "editor", NULL };
  g_autofree char *folder = g_dir_make_tmp ("attest-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "library", NULL);
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static (TEXT, sizeof TEXT - 1);
  g_autofree char *person = NULL;
  g_autofree char *revision = NULL;
  AttestCommentDraft draft = { .start = 2, .end = 5, .text = "Hm" };
  Base *base = g_new0 (Base, 1);

  attest_review_register (registry);
  library = attest_library_create (path, registry, folder, NULL);
  person =
      attest_review_save_person (library, NULL, NULL, &(AttestPersonChange) { .name = "Ann", .roles = roles }, NULL);
  base->article =
      attest_review_create_article (library, person, NULL, "en", NULL, "doctor", text, NULL, NULL, 0, &revision, NULL);
  base->revision = attest_library_load_revision (library, revision, NULL);
  base->comment = attest_review_add_comment (library, base->article, NULL, person, &draft, NULL);
  g_assert_nonnull (base->comment);
  g_assert_true (attest_review_submit (library, base->article, NULL, person, NULL));
  base->library = reopen_in_memory (folder, library, base->article);
  g_assert_true (
      attest_event_table_get_highest_clock (attest_library_get_database (base->library), &base->clock, NULL));

  return base;
}

/* Returns: (transfer full) (nullable): the canonical text of the body */
static char *
make_body (const Base *base, const char *json)
{
  g_autoptr (GString) filled = g_string_new (json);
  g_autoptr (JsonNode) node = NULL;

  g_string_replace (filled, "REVISION", base->revision->id, 4);
  g_string_replace (filled, "HASH", base->revision->signed_hash, 4);
  g_string_replace (filled, "TEXT", base->revision->text, 4);
  g_string_replace (filled, "COMMENT", base->comment, 4);
  g_string_replace (filled, "EVENT", base->revision->id, 4);
  node = g_utf8_validate (filled->str, -1, NULL) ? attest_body_parse_json (filled->str) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? attest_canonical_json (node, NULL) : NULL;
}

/* Returns: (transfer full) (nullable): the event of a line, or NULL where the record could not hold it */
static AttestEvent *
make_event (const Base *base, const char *line, guint number)
{
  const char *space = strchr (line, ' ');
  g_autofree char *kind = space != NULL ? g_strndup (line, (gsize) (space - line)) : NULL;
  g_autofree char *body = space != NULL ? make_body (base, space + 1) : NULL;
  /* Each is the first of a device of its own, so that none waits. */
  g_autofree char *device = g_strdup_printf ("%032x", number + 1);
  const AttestEventKind *known = kind != NULL ? attest_registry_lookup (base->library->registry, kind) : NULL;
  AttestEvent header = { 0 };
  g_autoptr (AttestEvent) event = NULL;

  if (body == NULL)
    return NULL;
  header.device = device;
  header.stream = known != NULL && known->board ? (char *) ATTEST_STREAM_BOARD : base->article;
  header.sequence = 1;
  header.clock = base->clock + 1 + number;
  header.time = number;
  header.actor = (char *) "somebody";
  header.kind = kind;
  header.version = 1;
  header.previous = (char *) "";
  event = attest_event_new (&header, body, NULL);

  return event != NULL && attest_event_is_sound (event, body) ? g_steal_pointer (&event) : NULL;
}

static void
add_events (const Base *base, const guint8 *data, gsize size)
{
  AttestDatabase *database = attest_library_get_database (base->library);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAXIMUM_EVENTS);
  g_autoptr (AttestFold) fold = attest_fold_new (database, base->library->registry);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (AttestEvent) event = make_event (base, lines[i], i);
      g_autofree char *body = NULL;
      g_autoptr (JsonNode) node = NULL;

      if (event == NULL)
        continue;
      node = json_node_init_object (json_node_alloc (), event->body);
      body = attest_canonical_json (node, NULL);
      attest_event_table_insert (database, event, body, &error);
      g_assert_no_error (error);
      attest_fold_event (fold, event, &error);
      g_assert_no_error (error);
    }
  attest_fold_finish (fold, &error);
  g_assert_no_error (error);
}

static void
read_everything (const Base *base)
{
  g_autoptr (GPtrArray) articles = attest_library_list_articles (base->library, NULL, "help", 0, NULL);
  g_autoptr (GPtrArray) people = attest_library_list_people (base->library, NULL);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GPtrArray) waivers = NULL;
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (articles);
  g_assert_nonnull (people);
  article = attest_library_find_article (base->library, base->article, NULL);
  comments = attest_review_list_comments (base->library, base->article, "doctor", NULL, &error);
  g_assert_no_error (error);
  assessment = attest_review_assess_variant (base->library, base->article, "doctor", 0, &error);
  g_assert_no_error (error);
  waivers = attest_waivers_load (attest_library_get_database (base->library), base->article, "doctor", &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static Base *base;
  AttestDatabase *database;
  g_auto (GStrv) different = NULL;
  g_autoptr (GError) error = NULL;

  if (base == NULL)
    base = make_base ();
  database = attest_library_get_database (base->library);

  g_assert_true (attest_database_run (database, "BEGIN", NULL));
  add_events (base, data, size);
  read_everything (base);
  attest_projection_rebuild (database, base->library->registry, &different, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (different, ((const char *const[]) { NULL }));
  attest_database_roll_back (database);

  return 0;
}
