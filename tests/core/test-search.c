/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "record/attest-database-private.h"
#include "record/attest-library-private.h"
#include "record/attest-schema.h"
#include "record/attest-search-index.h"
#include "record/attest-search.h"
#include "search-fixture.h"

/* What is found, in what order and with which words marked; that the index follows the record, and how an older library gets one. */

static void
assert_index_right (ReviewFixture *self)
{
  g_autoptr (GError) error = NULL;
  gboolean right = FALSE;

  attest_search_index_check (attest_library_get_database (self->record.library), &right, &error);
  g_assert_no_error (error);
  g_assert_true (right);
}

/* ---- Words ---- */

static void
test_words (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *one = review_make_article (self, "# Alpha\n\nThe dose of ketamine is 0.5 mg/kg over 40 minutes.\n");
  g_autofree char *two =
      review_make_article (self, "# Beta\n\nKetamine is not for everybody; the maximal dose is lower.\n");

  search_assert_words (self, "lower", "beta");
  search_assert_words (self, "KETAM lower", "");
  search_assert_words (self, "ketamine lower", "beta");
  /* The last word may go on unless a space says that it is over; one letter is no beginning. */
  search_assert_words (self, "everyb", "beta");
  search_assert_words (self, "everyb ", "");
  search_assert_words (self, "everyb* dose ", "beta");
  search_assert_words (self, "e", "");
  search_assert_words (self, "\"dose of ketamine\"", "alpha");
  search_assert_words (self, "\"ketamine of dose\"", "");
  search_assert_words (self,
                       "\xe2\x80\x9c"
                       "dose of\xe2\x80\x9d",
                       "alpha");
  search_assert_words (self, "0.5 ", "alpha");
  search_assert_words (self, "5.0 ", "");
  search_assert_words (self, "mg/kg", "alpha");
  search_assert_words (self, "ketamine -lower", "alpha");
  search_assert_words (self, "ketamine -\"dose of\"", "beta");
  search_assert_words (self, "-lower", "alpha");
  search_assert_words (self, "ketamine -low*", "alpha");
  search_assert_words (self, "ketamine -", "beta alpha");
  search_assert_best (self, "\"dose of\" min*", ATTEST_SEARCH_MATCH_TEXT, "dose of|minutes");
}

static void
test_ranking (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) results = NULL;
  const AttestSearchResult *best;
  g_autofree char *title =
      review_make_article (self, "# Is insulin safe?\n\nYes, for most people, as far as we know.\n");
  g_autofree char *often = review_make_article (self, "# Sugar\n\nInsulin, insulin and once more insulin for all.\n");
  g_autofree char *once = review_make_article (
      self,
      "# Food\n\nPeople eat and drink many things, and few of them know what insulin has to do with it at all.\n");

  search_assert_words (self, "insulin", "is-insulin-safe sugar food");
  search_assert_best (self, "insulin", ATTEST_SEARCH_MATCH_TITLE, "insulin");
  results = search_words (self, "insulin");
  best = results->pdata[0];
  g_assert_cmpstr (best->audience, ==, "doctor");
  g_assert_cmpstr (best->snippet, ==, "Is insulin safe?");
  search_assert (self, &(AttestSearchQuery) { .text = "insulin", .limit = 1 }, "is-insulin-safe");
}

static void
test_scripts (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *latin = review_make_article (self, "# Latin\n\nSjögren, crème brûlée, straße, Ørsted, Łódź, ısı.\n");
  g_autofree char *greek = review_make_article (self, "# Greek\n\nΗ κατάθλιψη και ο ύπνος.\n");
  g_autofree char *arabic = review_make_article (self, "# Arabic\n\nالاكتِئَابُ مرض إنساني\n");
  g_autofree char *bare = review_make_article (self, "# Bare\n\nالاكتئاب\n");
  g_autofree char *chinese = review_make_article (self, "# Chinese\n\n抑郁症的治疗方法。Ketamin治疗\n");
  g_autofree char *japanese = review_make_article (self, "# Japanese\n\nうつ病はガンではない。ｶﾀｶﾅ\n");
  g_autofree char *korean = review_make_article (self, "# Korean\n\n우울증은 치료할 수 있다\n");
  g_autofree char *hindi = review_make_article (self, "# Hindi\n\nअवसाद का इलाज\n");

  search_assert_words (self, "sjogren ", "latin");
  search_assert_words (self, "CREME \"brulee\"", "latin");
  search_assert_words (self, "cre\xcc\x80me ", "latin");
  search_assert_words (self, "strasse orsted lodz isi ", "latin");
  search_assert_words (self, "ΚΑΤΑΘΛΙΨΗ ", "greek");
  search_assert_words (self, "υπνοσ ", "greek");
  search_assert_words (self, "الاكتئاب ", "bare arabic");
  search_assert_words (self, "الاكتِئَابُ ", "bare arabic");
  search_assert_words (self, "انساني", "arabic");
  search_assert_words (self, "治疗", "chinese");
  search_assert_words (self, "郁症的治", "chinese");
  search_assert_words (self, "郁症治疗", "");
  search_assert_words (self, "症", "chinese");
  search_assert_words (self, "法", "chinese");
  search_assert_words (self, "ketamin治疗", "chinese");
  search_assert_words (self, "ガン", "japanese");
  search_assert_words (self, "カン", "");
  search_assert_words (self, "カタカナ", "japanese");
  search_assert_words (self, "우울증", "korean");
  search_assert_words (self, "इलाज", "hindi");
  search_assert_best (self, "郁症的治", ATTEST_SEARCH_MATCH_TEXT, "郁症的治");
  search_assert_best (self, "sjogren ", ATTEST_SEARCH_MATCH_TEXT, "Sjögren");
  search_assert_best (self, "انساني", ATTEST_SEARCH_MATCH_TEXT, "إنساني");
}

static void
test_hostile (ReviewFixture *self, gconstpointer data)
{
  static const char *const queries[] = {
    "\"",
    "\"\"",
    "\"\"\"",
    "*",
    "**",
    "-",
    "--",
    "-*",
    "\"*",
    "^x",
    "title:x",
    "{title body}: x",
    "x OR",
    "AND",
    "NOT x",
    "NEAR(a b, 2)",
    "a NEAR",
    "(",
    ")",
    "x)",
    "' OR 1=1 --",
    "; DROP TABLE event",
    "\xff\xfe",
    "a\xc3",
    "\xe2\x80\x9c",
    "x + y",
    "x:",
    "rowid:1",
    "\\",
    "%",
    "-\"",
    "-\"x",
    "a\"b\"c",
    "\xcc\x81",
    "\xd9\x80",
    "\xe2\x80\x8d",
  };
  g_autofree char *article = review_make_article (self, "# Or\n\nNothing to see: near and not.\n");
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *long_word = g_strnfill (100000, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GPtrArray) results = search_words (self, queries[i]);

      g_assert_cmpuint (results->len, <=, 1);
    }
  /* They are words like others. */
  search_assert_words (self, "near NOT ", "or");
  search_assert_words (self, "near OR nothing ", "or");
  search_assert_words (self, "nothing AND frobnicate ", "");

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (many, "see -w%u ", i);
  search_assert_words (self, many->str, "or");
  search_assert_words (self, long_word, "");
}

/* Random bytes and the characters that mean something: never an error. */
static void
test_random (ReviewFixture *self, gconstpointer data)
{
  static const char *const pieces[] = { "\"", "*",    "-",   " ",  "(",    ")",        ":",    "^", "{", "}", "+",
                                        "OR", "NEAR", "see", "症", "症状", "\xcc\x81", "\xff", "é", "'", ",", "0.5" };
  g_autofree char *article = review_make_article (self, "# See\n\nTo see 症状 0.5 é.\n");

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) results = NULL;

      for (int j = g_test_rand_int_range (0, 12); j > 0; j--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      results = search_words (self, text->str);
      for (guint j = 0; j < results->len; j++)
        g_free (search_dup_marked (results->pdata[j]));
    }
}

/* ---- What else is found ---- */

static void
test_comments_and_people (ReviewFixture *self, gconstpointer data)
{
  const char *list =
      "[{\"author\":[{\"family\":\"Zarate\",\"given\":\"CA\"}],\"id\":\"z\",\"issued\":{\"date-parts\":[[2006]]},"
      "\"title\":\"A randomized trial of an antagonist\",\"type\":\"article-journal\"}]";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) unused = NULL;
  g_autofree char *article = review_make_article (self, "# Topic\n\nSome words stand here.\n");
  g_autofree char *other = review_make_article (self, "# Other\n\nOther words stand here.\n");
  g_autofree char *person = review_add_person (self, "Zoë Quixote", "reviewer");
  g_autofree char *comment = review_comment (self, article, person, "Some", TRUE);
  g_autofree char *reply =
      attest_review_reply (self->record.library, comment, self->first, "Certainly unpersuasive", NULL, &error);
  JsonObject *body = json_object_new ();

  g_assert_no_error (error);
  json_object_set_string_member (body, "references", list);
  g_assert_true (attest_library_append_one (
      self->record.library, attest_event_draft_new ("references.set", other, self->editor, body), NULL, &error));

  search_assert_words (self, "unpersuasive", "topic");
  search_assert_best (self, "unpersuasive", ATTEST_SEARCH_MATCH_COMMENT, "unpersuasive");
  search_assert_words (self, "zarate 2006", "other");
  search_assert_best (self, "\"randomized trial\"", ATTEST_SEARCH_MATCH_REFERENCE, "randomized trial");
  search_assert_words (self, "zoe quix", "topic");
  search_assert_best (self, "quixote", ATTEST_SEARCH_MATCH_PERSON, "Quixote");
  search_assert (self, &(AttestSearchQuery) { .text = "words", .blocking = TRUE }, "topic");
  search_assert (self, &(AttestSearchQuery) { .text = "words", .person = person }, "topic");
  search_assert (self, &(AttestSearchQuery) { .blocking = TRUE }, "topic");
  assert_index_right (self);

  g_assert_true (attest_review_resolve (self->record.library, comment, self->editor, "done", &error));
  g_assert_no_error (error);
  search_assert (self, &(AttestSearchQuery) { .blocking = TRUE }, "");
}

static void
test_filters (ReviewFixture *self, gconstpointer data)
{
  const char *topics[] = { "Sleep", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *one = review_make_article (self, "# One\n\nCommon words.\n");
  g_autofree char *two = review_make_article (self, "# Two\n\nCommon words.\n");
  gint64 now = g_get_real_time ();

  review_submit (self, two);
  g_assert_true (attest_review_set_article (self->record.library, one, self->editor, NULL, topics, &error));
  g_assert_no_error (error);
  search_assert (self, &(AttestSearchQuery) { .text = "common", .status = "submitted" }, "two");
  search_assert (self, &(AttestSearchQuery) { .text = "common", .status = "draft" }, "one");
  search_assert (self, &(AttestSearchQuery) { .text = "common", .topic = "sleep" }, "one");
  search_assert (self, &(AttestSearchQuery) { .text = "common", .audience = "patient" }, "");
  search_assert (self, &(AttestSearchQuery) { .audience = "doctor", .topic = "Sleep" }, "one");
  search_assert (self, &(AttestSearchQuery) { .text = "common", .updated_until = now - G_TIME_SPAN_HOUR }, "");
  search_assert (self, &(AttestSearchQuery) { .text = "common", .updated_from = now + G_TIME_SPAN_HOUR }, "");
  search_assert (self,
                 &(AttestSearchQuery) { .text = "common",
                                        .status = "draft",
                                        .updated_from = now - G_TIME_SPAN_HOUR,
                                        .updated_until = now + G_TIME_SPAN_HOUR },
                 "one");
}

static void
test_limits (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *one = review_make_article (self, "# One\n\nCommon words.\n");
  g_autofree char *two = review_make_article (self, "# Two\n\nCommon words.\n");

  g_assert_true (search_is_partial (self, "common", 1));
  g_assert_false (search_is_partial (self, "common", 2));
  g_assert_true (search_is_partial (self, "", 1));
  g_assert_false (search_is_partial (self, "  ", 2));
  /* Signs alone are in no text. */
  search_assert_words (self, "?!", "");
  search_assert_words (self, "---", "");
}

/* ---- The index follows the record ---- */

static gboolean
file_has (const char *path, const char *word)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  return memmem (contents, length, word, strlen (word)) != NULL;
}

static void
test_changes (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autofree char *article = review_make_article (self, "# Topic\n\nPatient qqzyxwvutq came.\n");
  g_autofree char *saved = NULL;
  AttestLibrary *library = self->record.library;
  gboolean identical = FALSE;

  search_assert_words (self, "qqzyxwvutq", "topic");
  revision = attest_library_find_revision (library, article, "doctor", 0, &error);
  saved = review_save (self, article, self->author, "# Topic\n\nA newer text.\n");
  search_assert_words (self, "qqzyxwvutq", "");
  search_assert_words (self, "newer", "topic");
  assert_index_right (self);

  g_assert_true (attest_library_rebuild (library, &identical, &error));
  g_assert_true (identical);
  search_assert_words (self, "newer", "topic");
  assert_index_right (self);

  g_assert_true (attest_library_redact (library, self->editor, article, NULL, revision->text, "A name", &error));
  g_assert_no_error (error);
  record_fixture_close (&self->record);
  g_assert_false (file_has (self->record.path, "qqzyxwvutq"));
  record_fixture_reopen (&self->record);
  assert_index_right (self);
}

static void
test_redacted (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autofree char *article = review_make_article (self, "# Topic\n\nPatient qqzyxwvutq came.\n");
  g_autofree char *other = review_make_article (self, "# Other\n\nSomething else.\n");

  revision = attest_library_find_revision (self->record.library, article, "doctor", 0, &error);
  g_assert_no_error (error);
  g_assert_true (attest_library_redact (
      self->record.library, self->editor, article, NULL, revision->text, "A patient's name", &error));
  g_assert_no_error (error);
  search_assert_words (self, "qqzyxwvutq", "");
  search_assert_words (self, "topic", "topic");
  assert_index_right (self);
  record_fixture_close (&self->record);
  g_assert_false (file_has (self->record.path, "qqzyxwvutq"));
  record_fixture_reopen (&self->record);
}

/* A merge that was begun and not ended has written words already. */
static void
test_redacted_while_merging (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *article = review_make_article (self, "# Topic\n\nSome words stand here.\n");
  g_autofree char *comment = NULL;
  g_autofree char *reply = NULL;
  AttestLibrary *library = self->record.library;
  gboolean more = FALSE;

  comment = review_comment (self, article, self->first, "Some", FALSE);
  reply = attest_review_reply (library, comment, self->first, "Patient qqzyxwvutq came", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 40 && !more; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append_printf (text, "# Article %u\n\n", i);
      for (guint j = 0; j < 4000; j++)
        g_string_append_printf (text, "word%u ", i * 4000 + j);
      g_free (review_make_article (self, text->str));
      g_assert_true (attest_library_tidy_search (library, 1, &more, &error));
    }
  search_assert_words (self, "qqzyxwvutq", "topic");
  g_assert_true (more);

  g_assert_true (attest_library_redact (library, self->editor, article, reply, NULL, "A patient's name", &error));
  g_assert_no_error (error);
  search_assert_words (self, "qqzyxwvutq", "");
  assert_index_right (self);
  record_fixture_close (&self->record);
  g_assert_false (file_has (self->record.path, "qqzyxwvutq"));
  record_fixture_reopen (&self->record);
}

static void
test_removed (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *article = review_make_article (self, "# Topic\n\nSome words.\n");

  g_assert_true (attest_review_remove (self->record.library, article, self->editor, "", &error));
  search_assert_words (self, "words", "");
  search_assert_words (self, "", "");
  g_assert_true (attest_review_restore (self->record.library, article, self->editor, &error));
  search_assert_words (self, "words", "topic");
}

/* An index that is not what it should be is seen, and made anew by a rebuild; what the record says is the same. */
static void
test_wrong_index (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *article = review_make_article (self, "# Topic\n\nSome words.\n");
  AttestDatabase *database = attest_library_get_database (self->record.library);
  gboolean right = TRUE;
  gboolean identical = FALSE;

  attest_database_run (database, "DELETE FROM search WHERE rowid = (SELECT max (id) FROM search_entry)", &error);
  g_assert_no_error (error);
  g_assert_true (attest_search_index_check (database, &right, &error));
  g_assert_false (right);
  g_assert_true (attest_library_rebuild (self->record.library, &identical, &error));
  g_assert_no_error (error);
  g_assert_true (identical);
  assert_index_right (self);
  search_assert_words (self, "words", "topic");
}

/* @which: a condition on FTS5's pages; 10 is what tells where all others are */
static void
damage_index (ReviewFixture *self, const char *which)
{
  g_autofree char *sql = g_strconcat ("UPDATE search_data SET block = x'0badc0de0badc0de0badc0de' WHERE ", which, NULL);

  record_fixture_close (&self->record);
  record_fixture_run_sql (&self->record, sql);
  record_fixture_reopen (&self->record);
}

/* Nobody loses a save, a redaction or a backup by it. */
static void
test_damaged_index (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *article = review_make_article (self, "# Topic\n\nSome words.\n");
  g_autofree char *saved = NULL;
  g_autofree char *last = NULL;
  g_autofree char *backup = g_build_filename (self->record.folder, "backup", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  gboolean identical = FALSE;

  damage_index (self, "id > 10");
  problems = attest_library_verify (self->record.library, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, >, 0);
  attest_library_backup (self->record.library, backup, &error);
  g_assert_no_error (error);
  saved = review_save (self, article, self->author, "# Topic\n\nA newer text.\n");
  g_assert_null (
      attest_library_search (self->record.library, &(AttestSearchQuery) { .text = "words" }, NULL, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "log rebuild"));
  g_clear_error (&error);

  damage_index (self, "id > 10");
  g_assert_true (attest_library_rebuild (self->record.library, &identical, &error));
  g_assert_no_error (error);
  g_assert_true (identical);
  search_assert_words (self, "newer", "topic");
  assert_index_right (self);

  /* Nothing can be done with it any more; the record goes on. */
  damage_index (self, "id >= 1");
  last = review_save (self, article, self->author, "# Topic\n\nThe newest text.\n");
  g_assert_cmpuint (record_count_events (self->record.library), >, 0);
  g_clear_pointer (&problems, g_ptr_array_unref);
  problems = attest_library_verify (self->record.library, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (problems, i);

      if (!g_str_equal (problem->code, "integrity") && !g_str_equal (problem->code, "search"))
        g_error ("%s: %s", problem->code, problem->text);
    }
  g_assert_cmpuint (problems->len, >, 0);
}

/* A transaction that does not come to its end leaves neither text nor words. */
static void
test_roll_back (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autofree char *article = review_make_article (self, "# Topic\n\nSome words.\n");

  g_ptr_array_add (drafts, record_draft_save (article, "doctor", self->author, "Entirely elsewhere"));
  g_ptr_array_add (drafts, record_draft_article (article, "!!"));
  g_assert_false (attest_library_append (self->record.library, drafts, NULL, &error));
  search_assert_words (self, "elsewhere", "");
  search_assert_words (self, "words", "topic");
  assert_index_right (self);
}

static void
test_tidy (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) other = NULL;
  gboolean identical = FALSE;
  gboolean more = TRUE;
  guint rounds = 0;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *text = g_strdup_printf ("# Article %u\n\nCommon words number%u.\n", i, i);

      g_free (review_make_article (self, text));
    }
  other = attest_library_open (
      self->record.path, self->record.registry, self->record.state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  while (more && rounds++ < 1000)
    g_assert_true (attest_library_tidy_search (self->record.library, 100, &more, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rounds, <, 1000);
  search_assert_words (self, "number7 ", "article-7");
  assert_index_right (self);

  /* Nobody else reads everything anew for it; for a rebuild they do. */
  g_assert_false (attest_library_refresh (other));
  g_assert_true (attest_library_rebuild (self->record.library, &identical, &error));
  g_assert_no_error (error);
  g_assert_true (attest_library_refresh (other));
}

static void
test_cancel (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *article = review_make_article (self, "# Topic\n\nSome words.\n");

  g_cancellable_cancel (cancellable);
  g_assert_null (attest_library_search (
      self->record.library, &(AttestSearchQuery) { .text = "words" }, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* The connection is as good as before. */
  search_assert_words (self, "words", "topic");
}

/* Stops a search at one of the rows that SQLite gives it: another thread cancels it while this one stands in the middle of a statement. */
typedef struct
{
  GCancellable *cancellable;
  guint rows;
  guint stop;
} Stop;

static gpointer
cancel_in_thread (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static int
row_cb (unsigned event, void *data, void *statement, void *unused)
{
  Stop *stop = data;

  if (++stop->rows == stop->stop)
    g_thread_join (g_thread_new ("cancel", cancel_in_thread, stop->cancellable));
  return 0;
}

/* Returns: how many rows the search was given. */
static guint
search_and_stop (ReviewFixture *self, guint stop_at, GError **error)
{
  sqlite3 *handle = attest_database_get_handle (attest_library_get_database (self->record.library));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) results = NULL;
  Stop stop = { cancellable, 0, stop_at };

  sqlite3_trace_v2 (handle, SQLITE_TRACE_ROW, row_cb, &stop);
  results = attest_library_search (
      self->record.library, &(AttestSearchQuery) { .text = "common wor" }, NULL, cancellable, error);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
  g_assert_true ((results == NULL) == (error != NULL && *error != NULL));

  return stop.rows;
}

static void
test_cancel_midway (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) unstopped = NULL;
  guint rows;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *text = g_strdup_printf ("# Article %u\n\nCommon words number%u.\n", i, i);

      g_free (review_make_article (self, text));
    }
  rows = search_and_stop (self, 0, &unstopped);
  g_assert_no_error (unstopped);
  g_assert_cmpuint (rows, >, 24);

  for (guint stop = 1; stop <= rows; stop++)
    {
      g_autoptr (GError) error = NULL;

      search_and_stop (self, stop, &error);
      /* Whoever cancels while the last of the twelve is described may come too late. */
      if (stop + rows / 12 < rows || error != NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      /* The newer search, on the same connection. */
      search_assert_words (self, "number7 ", "article-7");
    }
}

int
main (int argc, char *argv[])
{
#define ADD(name, function)                                                                                            \
  g_test_add ("/search/" name, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("words", test_words);
  ADD ("ranking", test_ranking);
  ADD ("scripts", test_scripts);
  ADD ("hostile", test_hostile);
  ADD ("random", test_random);
  ADD ("comments-and-people", test_comments_and_people);
  ADD ("filters", test_filters);
  ADD ("changes", test_changes);
  ADD ("redacted", test_redacted);
  ADD ("redacted-while-merging", test_redacted_while_merging);
  ADD ("removed", test_removed);
  ADD ("limits", test_limits);
  ADD ("wrong-index", test_wrong_index);
  ADD ("damaged-index", test_damaged_index);
  ADD ("roll-back", test_roll_back);
  ADD ("tidy", test_tidy);
  ADD ("cancel", test_cancel);
  ADD ("cancel-midway", test_cancel_midway);
#undef ADD
  return g_test_run ();
}
