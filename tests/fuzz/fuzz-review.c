/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "record/attest-body.h"
#include "review/attest-review.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/*
 * Any body of an event of review is refused or folded, and what is concluded from it can be read. The first byte chooses the kind; the rest is the
 * body as JSON, in which REVISION, HASH and COMMENT stand for those that the library has.
 */

#define TEXT "# Can it help?\n\nIt helps some people.\n"

static const char *const kinds[] = { "review.submit",   "review.start",   "review.recuse",   "review.withdraw",
                                     "review.verdict",  "comment.add",    "comment.reply",   "comment.resolve",
                                     "comment.reopen",  "comment.attach", "comment.retract", "review.assign",
                                     "review.unassign", "article.remove", "article.restore" };

static AttestLibrary *library;
static char *article;
static char *revision;
static char *signed_hash;
static char *comment;

static void
set_up (void)
{
  static const char *const roles[] = { "author", NULL };
  g_autofree char *folder = g_dir_make_tmp ("attest-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "library", NULL);
  AttestRegistry *registry = attest_registry_new ();
  g_autoptr (GBytes) text = g_bytes_new_static (TEXT, sizeof TEXT - 1);
  g_autofree char *person = NULL;
  g_autoptr (AttestRevision) row = NULL;
  AttestCommentDraft draft = { .start = 2, .end = 5, .text = "Hm" };

  attest_review_register (registry);
  library = attest_library_create (path, registry, folder, NULL);
  person = attest_review_save_person (library, NULL, NULL, "Ann", NULL, NULL, NULL, roles, NULL);
  article =
      attest_review_create_article (library, person, NULL, "en", NULL, "doctor", text, NULL, NULL, &revision, NULL);
  row = attest_library_load_revision (library, revision, NULL);
  signed_hash = g_strdup (row->signed_hash);
  comment = attest_review_add_comment (library, article, NULL, person, &draft, NULL);
  g_assert_nonnull (comment);
  g_assert_true (attest_review_submit (library, article, NULL, person, NULL));
}

static JsonNode *
parse_body (const guint8 *data, gsize size)
{
  g_autofree char *json = g_strndup ((const char *) data, size);
  g_autoptr (GString) filled = g_string_new (json);

  g_string_replace (filled, "REVISION", revision, 4);
  g_string_replace (filled, "HASH", signed_hash, 4);
  g_string_replace (filled, "COMMENT", comment, 4);

  return g_utf8_validate (filled->str, -1, NULL) ? attest_body_parse_json (filled->str) : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GError) error = NULL;
  AttestEventDraft *draft;

  if (library == NULL)
    set_up ();
  if (size == 0)
    return 0;
  node = parse_body (data + 1, size - 1);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;

  draft =
      attest_event_draft_new (kinds[data[0] % G_N_ELEMENTS (kinds)], article, "somebody", json_node_dup_object (node));
  if (!attest_library_append_one (library, draft, NULL, &error))
    {
      g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
      return 0;
    }
  comments = attest_review_list_comments (library, article, "doctor", NULL, &error);
  g_assert_no_error (error);
  assessment = attest_review_assess_variant (library, article, "doctor", 0, &error);
  g_assert_no_error (error);

  return 0;
}
