/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-annotations.h"
#include "exchange/attest-comments-export.h"
#include "exchange/attest-comments-import.h"
#include "record/attest-database-private.h"
#include "review-fixture.h"
#include "review/attest-comment-kinds.h"

#define TEXT                                                                                                           \
  "# Käse and *tablets*\n\nTake **two** tablets – not more. 服用两片。\n\n## At night\n\nTake one tablet at night.\n"  \
  "\n## In the morning\n\nTake one tablet at noon. Do not drive.\n"

static GPtrArray *
read_all (const char *json)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *annotations = attest_annotations_read (json, &error);

  g_assert_no_error (error);

  return annotations;
}

static AttestCommentsTaken
import (ReviewFixture *self, const char *article, const char *json)
{
  g_autoptr (GError) error = NULL;
  AttestCommentsTaken taken;

  attest_comments_import (self->record.library, article, "doctor", self->second, json, &taken, &error);
  g_assert_no_error (error);

  return taken;
}

static GPtrArray *
list (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *comments = attest_review_list_comments (self->record.library, article, "doctor", NULL, &error);

  g_assert_no_error (error);

  return comments;
}

static const AttestComment *
find (GPtrArray *comments, const char *text)
{
  for (guint i = 0; i < comments->len; i++)
    if (g_str_has_suffix (((const AttestComment *) comments->pdata[i])->text, text))
      return comments->pdata[i];
  g_error ("no comment ends with “%s”", text);
}

static void
assert_on (const AttestComment *comment, const char *words)
{
  g_autofree char *there =
      g_strndup (&TEXT[comment->placement->start], comment->placement->end - comment->placement->start);

  g_assert_cmpstr (attest_anchor_state_to_string (comment->placement->state), ==, "exact");
  g_assert_cmpstr (there, ==, words);
}

/* ---- Reading ---- */

static void
test_forms (void)
{
  static const char *const forms[] = {
    "{\"type\":\"Annotation\",\"bodyValue\":\"Hm\",\"target\":%s}",
    "[{\"type\":\"Annotation\",\"body\":{\"type\":\"TextualBody\",\"value\":\" Hm\\n\"},\"target\":[%s]}]",
    "{\"type\":\"AnnotationPage\",\"items\":[{\"body\":[{\"value\":\"Hm\"}],\"target\":%s}]}",
    "{\"type\":\"AnnotationCollection\",\"first\":{\"items\":{\"body\":{\"chars\":\"Hm\"},\"target\":%s}}}",
    "{\"@graph\":[{\"body\":{\"type\":\"Choice\",\"items\":[\"x:y\",{\"value\":\"Hm\"},\"x:z\"]},\"target\":%s}]}",
    "{\"total\":1,\"rows\":[{\"text\":\"Hm\",\"target\":[%s]}]}",
    "{\"body\":{\"value\":\"<p>Hm</p>\",\"format\":\"text/html\"},\"target\":{\"items\":[\"u:v\",%s]}}",
  };
  static const char *const targets[] = {
    "{\"selector\":{\"type\":\"TextQuoteSelector\",\"exact\":\"two\",\"prefix\":\"Take \"}}",
    "{\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":3},{\"exact\":\"two\",\"prefix\":\"Take \"}]}",
    "{\"selector\":{\"value\":\"p\",\"refinedBy\":{\"exact\":\"two\",\"prefix\":\"Take \"}}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (targets); k++)
      {
        g_auto (GStrv) parts = g_strsplit (forms[i], "%s", 2);
        g_autofree char *json = g_strconcat (parts[0], targets[k], parts[1], NULL);
        g_autoptr (GPtrArray) annotations = read_all (json);
        const AttestAnnotation *one = annotations->pdata[0];

        g_assert_cmpuint (annotations->len, ==, 1);
        g_assert_cmpstr (one->text, ==, "Hm");
        g_assert_cmpstr (one->exact, ==, "two");
        g_assert_cmpstr (one->prefix, ==, "Take ");
        g_assert_cmpstr (one->suffix, ==, "");
      }
}

static void
test_no_annotations (void)
{
  static const char *const texts[] = {
    "", "{}", "[]", "12", "null", "{\"a\":{\"target\":1}}", "{\"items\":[1,[2]]}", "\xff", "{\"target\""
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (attest_annotations_read (texts[i], &error));
      g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
    }
}

/* Every sample of the standard's own tests is read, and what quotes words keeps them. */
static void
test_corpus (ReviewFixture *self, gconstpointer data)
{
  const char *shared = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *folder = shared != NULL ? g_build_filename (shared, "corpus", "web-annotation", NULL) : NULL;
  g_autoptr (GDir) files = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autofree char *article = review_make_article (self, TEXT);
  guint quotes = 0;
  guint read_files = 0;

  if (files == NULL)
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  for (const char *name = g_dir_read_name (files); name != NULL; name = g_dir_read_name (files))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *json = NULL;
      g_autoptr (GPtrArray) annotations = NULL;

      g_assert_true (g_file_get_contents (path, &json, NULL, NULL));
      annotations = read_all (json);
      for (guint i = 0; i < annotations->len; i++)
        quotes += ((AttestAnnotation *) annotations->pdata[i])->exact != NULL;
      import (self, article, json);
      read_files++;
    }
  g_test_message ("%u files, %u quotes", read_files, quotes);
  g_assert_cmpuint (read_files, ==, 45);
  g_assert_cmpuint (quotes, >=, 2);
  {
    g_autoptr (GPtrArray) comments = list (self, article);

    g_assert_cmpuint (comments->len, >=, 2);
    for (guint i = 0; i < comments->len; i++)
      g_assert_false (attest_comment_has_place (comments->pdata[i]));
  }
}

/* ---- Places ---- */

static void
test_places (ReviewFixture *self, gconstpointer data)
{
  static const char json[] =
      "{\"items\":["
      /* As it is read, without the signs of the source. */
      "{\"bodyValue\":\"A\",\"target\":{\"selector\":{\"exact\":\"Take two tablets\"}}},"
      /* Twice in the text: told apart by what is around it, or not at all. */
      "{\"bodyValue\":\"B\",\"target\":{\"selector\":{\"exact\":\"Take one tablet\",\"suffix\":\" at noon\"}}},"
      "{\"bodyValue\":\"C\",\"target\":{\"selector\":{\"exact\":\"Take one tablet\"}}},"
      /* Nearly there, and not there. */
      "{\"bodyValue\":\"D\",\"target\":{\"selector\":{\"exact\":\"Take three tablets\"}}},"
      "{\"bodyValue\":\"E\",\"target\":{\"selector\":{\"exact\":\"服用两片\"}}},"
      "{\"bodyValue\":\"F\",\"target\":\"http://example.org/image\"},"
      "{\"id\":\"g\",\"creator\":{\"name\":\"Jane Doe\"},\"created\":\"2026-03-02T10:00:00Z\",\"bodyValue\":\"G\","
      "\"target\":{\"selector\":{\"exact\":\"Do not drive\"}}},"
      "{\"id\":\"h\",\"motivation\":\"replying\",\"bodyValue\":\"H\",\"target\":\"g\"},"
      "{\"motivation\":\"replying\",\"bodyValue\":\"I\",\"target\":\"h\"}"
      "]}";
  g_autofree char *article = review_make_article (self, TEXT);
  AttestCommentsTaken taken = import (self, article, json);
  g_autoptr (GPtrArray) comments = list (self, article);
  const AttestComment *comment;
  AttestCommentsTaken again;

  g_assert_cmpuint (taken.comments, ==, 7);
  g_assert_cmpuint (taken.whole, ==, 1);
  g_assert_cmpuint (taken.orphans, ==, 2);
  g_assert_cmpuint (taken.replies, ==, 2);
  g_assert_cmpuint (taken.wordless, ==, 0);
  assert_on (find (comments, "A"), "Take **two** tablets");
  comment = find (comments, "B");
  assert_on (comment, "Take one tablet");
  g_assert_cmpuint (comment->placement->start, ==, (gsize) (strstr (TEXT, "Take one tablet at noon") - TEXT));
  g_assert_cmpint (find (comments, "C")->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpint (find (comments, "D")->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpstr (find (comments, "D")->anchor->exact, ==, "Take three tablets");
  assert_on (find (comments, "E"), "服用两片");
  g_assert_cmpint (find (comments, "F")->about, ==, ATTEST_COMMENT_ABOUT_TEXT);
  comment = find (comments, "G");
  g_assert_cmpstr (comment->text, ==, "From Jane Doe, 2 March 2026: G");
  g_assert_cmpstr (comment->author, ==, self->second);
  g_assert_cmpuint (comment->replies->len, ==, 2);

  again = import (self, article, json);
  g_assert_cmpuint (again.comments + again.replies, ==, 0);
  g_assert_cmpuint (again.known, ==, 9);
}

/* What is not this is not taken for it: a place that only the offset knows, another kind, a reply by somebody else, an answer that comes first. */
static void
test_look_alikes (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *position = g_strdup_printf (
      "[{\"bodyValue\":\"A\",\"target\":{\"selector\":[{\"exact\":\"Take one tablet\",\"prefix\":\"elsewhere \"},"
      "{\"type\":\"TextPositionSelector\",\"start\":%ld,\"end\":%ld}]}}]",
      g_utf8_pointer_to_offset (TEXT, strstr (TEXT, "Take one tablet")),
      g_utf8_pointer_to_offset (TEXT, strstr (TEXT, "Take one tablet")) + 15);
  static const char once[] =
      "[{\"bodyValue\":\"B\",\"target\":{\"selector\":{\"exact\":\"drive\",\"prefix\":\"You may safely \","
      "\"suffix\":\" home\"}}}]";
  static const char kinds[] =
      "[{\"id\":\"q\",\"motivation\":\"replying\",\"creator\":\"Ann\",\"bodyValue\":\"So\",\"target\":\"p\"},"
      "{\"id\":\"p\",\"creator\":\"Ann\\u202e\\n "
      "\",\"body\":[{\"value\":\"Hm\"},{\"value\":\"\",\"purpose\":\"editing\"}],"
      "\"target\":{\"selector\":{\"exact\":\"服用两片\"}}},"
      "{\"creator\":\"Ann\",\"body\":[{\"value\":\"Hm\"},{\"value\":\"blocking\",\"purpose\":\"tagging\"}],"
      "\"target\":{\"selector\":{\"exact\":\"服用两片\"}}},"
      "{\"motivation\":\"replying\",\"creator\":\"Bob\",\"bodyValue\":\"So\",\"target\":\"q\"}]";
  AttestCommentsTaken taken = import (self, article, position);
  g_autoptr (GPtrArray) comments = NULL;

  g_assert_cmpuint (taken.orphans, ==, 1);
  taken = import (self, article, once);
  g_assert_cmpuint (taken.orphans, ==, 1);
  taken = import (self, article, kinds);
  g_assert_cmpuint (taken.comments, ==, 2);
  g_assert_cmpuint (taken.replies, ==, 2);
  g_assert_cmpuint (taken.known, ==, 0);
  g_assert_cmpuint (taken.wordless, ==, 0);
  comments = list (self, article);
  g_assert_cmpint (find (comments, "A")->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpint (find (comments, "B")->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpstr (find (comments, "Hm")->text, ==, "From Ann: Hm");
  g_assert_null (find (comments, "Hm")->suggestion);
  taken = import (self, article, kinds);
  g_assert_cmpuint (taken.known, ==, 4);
}

/* A dose that is left once in the text is not the one that was meant just because it is the only one. */
static void
test_short_quotes (ReviewFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *annotation;
    const char *state;
  } rows[] = {
    { "Take 5 mg in the morning.",
      "\"exact\":\"5 mg\",\"prefix\":\"Take \",\"suffix\":\" at night with food\"",
      "orphan" },
    { "Give metformin 5 mg every day with a meal.",
      "\"exact\":\"5 mg\",\"prefix\":\"Give warfarin \",\"suffix\":\" every day with a meal.\"",
      "orphan" },
    { "Do not give metformin 5 mg every day with a meal.",
      "\"exact\":\"metformin 5 mg every day\",\"prefix\":\"You may give \",\"suffix\":\" with a meal.\"",
      "orphan" },
    { "Give metformin 5 mg every 12 hours with a meal.",
      "\"exact\":\"metformin 5 mg every\",\"prefix\":\"Give \",\"suffix\":\" 8 hours with a meal.\"",
      "orphan" },
    { "Give metformin 5 mg every day with a meal.",
      "\"exact\":\"5 mg\",\"prefix\":\"is old. Give metformin \",\"suffix\":\" every day with a meal.\"",
      "exact" },
    { "Give metformin 5 mg every day with a meal. See below.",
      "\"exact\":\"5 mg every day with a meal\",\"prefix\":\"Always give metformin \",\"suffix\":\". Ask first.\"",
      "exact" },
    /* Of words alone nothing else is known. */
    { "Give metformin 5 mg every day with a meal.", "\"exact\":\"5 mg\"", "exact" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("# Doses %u\n\nRead this first.\n\n%s\n", i, rows[i].text);
      g_autofree char *article = review_make_article (self, text);
      g_autofree char *json =
          g_strdup_printf ("[{\"bodyValue\":\"A\",\"target\":{\"selector\":{%s}}}]", rows[i].annotation);
      g_autoptr (GPtrArray) comments = NULL;

      import (self, article, json);
      comments = list (self, article);
      g_test_message ("%u", i);
      g_assert_cmpstr (attest_anchor_state_to_string (find (comments, "A")->placement->state), ==, rows[i].state);
    }
}

static void
test_too_long (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *words = g_strnfill (ATTEST_COMMENT_LONGEST + 1, 'x');
  g_autofree char *json = g_strconcat ("[{\"bodyValue\":\"A\",\"target\":{\"selector\":{\"exact\":\"服用两片\"}}},"
                                       "{\"bodyValue\":\"",
                                       words,
                                       "\",\"target\":{\"selector\":{\"exact\":\"服用两片\"}}}]",
                                       NULL);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;
  AttestCommentsTaken taken;

  g_assert_false (attest_comments_import (self->record.library, article, "doctor", self->second, json, &taken, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
  comments = list (self, article);
  g_assert_cmpuint (comments->len, ==, 0);
}

/* What Attest wrote it reads again: the same places, kinds, words and threads. */
static void
test_own_export (ReviewFixture *self, gconstpointer data)
{
  static const char *const quotes[] = { "Take **two** tablets", "服用两片", "Take one tablet at noon", "# Käse" };
  static const char *const kinds[] = { "change", "question", "evidence", "note" };
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *other = review_make_article (self, TEXT);
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  AttestCommentsTaken taken;

  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      gsize start = (gsize) (strstr (TEXT, quotes[i]) - TEXT);
      const AttestCommentDraft draft = { .start = start,
                                         .end = start + strlen (quotes[i]),
                                         .text = "Say\n\nwhy.",
                                         .kind = kinds[i],
                                         .blocking = i == 1,
                                         .suggestion = i == 0 ? "Take *one*" : NULL };
      g_autofree char *id =
          attest_review_add_comment (self->record.library, article, "doctor", self->second, &draft, &error);
      g_autofree char *reply = attest_review_reply (self->record.library, id, self->second, "Because.", NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (reply);
    }
  json = attest_comments_export (self->record.library, article, "doctor", ATTEST_COMMENTS_WEB_ANNOTATION, &error);
  g_assert_no_error (error);
  taken = import (self, other, json);
  g_assert_cmpuint (taken.comments, ==, 4);
  g_assert_cmpuint (taken.orphans, ==, 0);
  g_assert_cmpuint (taken.replies, ==, 4);
  before = list (self, article);
  after = list (self, other);
  for (guint i = 0; i < before->len; i++)
    {
      const AttestComment *one = before->pdata[i];
      const AttestComment *same = after->pdata[i];

      g_assert_cmpuint (one->placement->start, ==, same->placement->start);
      g_assert_cmpuint (one->placement->end, ==, same->placement->end);
      g_assert_cmpint (same->placement->state, ==, ATTEST_ANCHOR_EXACT);
      g_assert_true (g_str_has_prefix (same->text, "From "));
      g_assert_true (g_str_has_suffix (same->text, one->text));
      g_assert_cmpstr (one->kind, ==, same->kind);
      g_assert_cmpstr (one->suggestion, ==, same->suggestion);
      g_assert_cmpint (one->blocking, ==, same->blocking);
      g_assert_cmpuint (same->replies->len, ==, 1);
    }
  /* Into the text that it came from nothing is taken twice. */
  taken = import (self, article, json);
  g_assert_cmpuint (taken.known, ==, 8);
}

/* ---- Again, and all of it or nothing ---- */

static void
save_text (ReviewFixture *self, const char *article, const char *text)
{
  g_autofree char *revision = review_save (self, article, self->author, text);
}

/* Whoever takes a file in may change what was taken in, others change the text, and the file comes again. */
static void
test_edited (ReviewFixture *self, gconstpointer data)
{
  static const char text[] = "# Naps\n\nA nap of 20 minutes is enough for adults.\n\nCoffee before a nap works well.\n";
  static const char json[] =
      "[{\"id\":\"a\",\"bodyValue\":\"A\",\"target\":{\"selector\":{\"exact\":\"A nap of 20 minutes\"}}},"
      "{\"motivation\":\"replying\",\"creator\":\"Bob\",\"bodyValue\":\"So\",\"target\":\"a\"},"
      "{\"body\":[{\"value\":\"B\"},{\"value\":\"Tea\",\"purpose\":\"editing\",\"format\":\"text/"
      "markdown\"}],\"motivation\":\"editing\","
      "\"target\":{\"selector\":{\"exact\":\"Coffee\"}}},"
      "{\"bodyValue\":\"C\",\"target\":{\"selector\":{\"exact\":\"Tea at night\"}}}]";
  g_autofree char *article = review_make_article (self, text);
  AttestLibrary *library = self->record.library;
  AttestCommentsTaken taken = import (self, article, json);
  g_autoptr (GPtrArray) comments = list (self, article);
  const AttestComment *first = find (comments, "A");
  const AttestComment *lost = find (comments, "C");
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (taken.comments + taken.replies, ==, 4);
  attest_review_edit_comment (library, first->id, self->second, "What I meant.", NULL, NULL, &error);
  g_assert_no_error (error);
  attest_review_edit_reply (library,
                            first->id,
                            ((const AttestReply *) first->replies->pdata[0])->id,
                            self->second,
                            "So it is.",
                            NULL,
                            &error);
  g_assert_no_error (error);
  attest_review_edit_comment (library, find (comments, "B")->id, self->second, NULL, "Milk", NULL, &error);
  g_assert_no_error (error);
  taken = import (self, article, json);
  g_assert_cmpuint (taken.comments + taken.replies, ==, 0);
  g_assert_cmpuint (taken.known, ==, 4);

  /* Their words change, and an orphan gets a place. */
  save_text (self, article, "# Naps\n\nA nap of 30 minutes is enough for adults.\n\nCocoa before a nap works well.\n");
  revision = attest_library_find_revision (library, article, "doctor", 0, NULL);
  attest_review_attach (library, lost->id, self->second, revision->id, 8, 13, &error);
  g_assert_no_error (error);
  taken = import (self, article, json);
  g_assert_cmpuint (taken.comments + taken.replies, ==, 0);
  g_assert_cmpuint (taken.known, ==, 4);
}

/* Two that say the same of the same words are two, and stay so. */
static void
test_twice_in_file (ReviewFixture *self, gconstpointer data)
{
  static const char one[] = "[{\"bodyValue\":\"A\",\"target\":{\"selector\":{\"exact\":\"drive\"}}}]";
  static const char two[] = "[{\"bodyValue\":\"A\",\"target\":{\"selector\":{\"exact\":\"drive\"}}},"
                            "{\"bodyValue\":\"A\",\"target\":{\"selector\":{\"exact\":\"drive\"}}}]";
  g_autofree char *article = review_make_article (self, TEXT);
  AttestCommentsTaken taken = import (self, article, one);

  g_assert_cmpuint (taken.comments, ==, 1);
  taken = import (self, article, two);
  g_assert_cmpuint (taken.comments, ==, 1);
  g_assert_cmpuint (taken.known, ==, 1);
  taken = import (self, article, two);
  g_assert_cmpuint (taken.known, ==, 2);
}

static char *
make_many (guint n)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json,
                            "%s{\"bodyValue\":\"Remark %u, with some words so that it takes room.\","
                            "\"target\":{\"selector\":{\"exact\":\"drive\"}}}",
                            i > 0 ? "," : "",
                            i);
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

typedef struct
{
  GCancellable *cancellable;
  double fraction;
} Watched;

static void
cancel_in_the_middle (double fraction, gpointer user_data)
{
  Watched *watched = user_data;

  g_assert_cmpfloat (fraction, >=, watched->fraction);
  watched->fraction = fraction;
  if (fraction >= 0.5 && watched->cancellable != NULL)
    g_cancellable_cancel (watched->cancellable);
}

static void
count_changes_cb (guint *n_changes)
{
  ++*n_changes;
}

static void
test_cancelled (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *json = make_many (40);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AttestLibrary *library = self->record.library;
  guint before = record_count_events (library), n_changes = 0;
  Watched watched = { cancellable, 0 };
  AttestCommentsTaken taken;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_signal_connect_swapped (library, "changed", G_CALLBACK (count_changes_cb), &n_changes);
  g_assert_false (attest_comments_import_reporting (
      library, article, "doctor", self->second, json, &taken, cancel_in_the_middle, &watched, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (taken.comments, ==, 0);
  g_assert_cmpuint (record_count_events (library), ==, before);
  g_assert_cmpuint (n_changes, ==, 0);
  g_clear_error (&error);

  watched = (Watched) { NULL, 0 };
  g_assert_true (attest_comments_import_reporting (
      library, article, "doctor", self->second, json, &taken, cancel_in_the_middle, &watched, NULL, &error));
  g_assert_cmpfloat (watched.fraction, ==, 1);
  g_assert_cmpuint (taken.comments, ==, 40);
  g_assert_cmpuint (record_count_events (library), ==, before + 40);
  g_assert_cmpuint (n_changes, ==, 1);
  problems = attest_library_verify (library, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_signal_handlers_disconnect_by_data (library, &n_changes);
}

/* SQLite is told that the file may grow no more after some pages, which is to it as a disk that is full. */
static void
test_full_disk (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *json = make_many (400);
  AttestLibrary *library = self->record.library;
  AttestDatabase *database = attest_library_get_database (library);
  guint before = record_count_events (library);
  g_autofree char *limit = NULL;
  AttestCommentsTaken taken;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gint64 pages = 0;

  g_assert_true (attest_database_read_int64 (database, "PRAGMA page_count", &pages, &error));
  limit = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, pages + 12);
  g_assert_true (attest_database_read_int64 (database, limit, &pages, &error));
  g_assert_false (attest_comments_import (library, article, "doctor", self->second, json, &taken, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL);
  g_assert_cmpuint (taken.comments, ==, 0);
  g_assert_cmpuint (record_count_events (library), ==, before);
  g_clear_error (&error);

  g_assert_true (attest_database_read_int64 (database, "PRAGMA max_page_count = 1000000", &pages, &error));
  taken = import (self, article, json);
  g_assert_cmpuint (taken.comments, ==, 400);
  problems = attest_library_verify (library, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add (                                                                                                         \
      "/core/comments-import/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)
  g_test_add_func ("/core/comments-import/forms", test_forms);
  g_test_add_func ("/core/comments-import/no-annotations", test_no_annotations);
  ADD ("corpus", test_corpus);
  ADD ("places", test_places);
  ADD ("look-alikes", test_look_alikes);
  ADD ("short-quotes", test_short_quotes);
  ADD ("too-long", test_too_long);
  ADD ("own-export", test_own_export);
  ADD ("edited", test_edited);
  ADD ("twice-in-file", test_twice_in_file);
  ADD ("cancelled", test_cancelled);
  ADD ("full-disk", test_full_disk);

  return g_test_run ();
}
