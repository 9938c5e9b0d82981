/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record-fixture.h"
#include "record/attest-database-private.h"
#include "record/attest-foreign.h"

#define PERSON(id, name, email, roles)                                                                                 \
  "{\"person\":\"" id "\",\"name\":\"" name "\",\"credentials\":\"MD\",\"email\":\"" email                             \
  "\",\"orcid\":\"\",\"roles\":[" roles "]}"

static void
assert_listing (const char *folder, const char *expected)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (" ", (char **) names->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_create (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestBoard) board = attest_library_load_board (fixture->library, &error);
  g_autoptr (GPtrArray) audiences = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *after = NULL;
  gsize length;
  gsize after_length;

  g_assert_no_error (error);
  g_assert_cmpstr (board->notice, ==, "For education only. This content is pending human review.");
  g_assert_cmpuint (board->sign_offs, ==, 2);
  g_assert_cmpuint (board->review_months, ==, 12);
  g_assert_cmpstr (board->sign_off_roles[0], ==, "reviewer");
  g_assert_null (board->sign_off_roles[1]);

  audiences = attest_library_list_audiences (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (audiences->len, ==, 5);
  g_assert_cmpstr (((AttestAudience *) audiences->pdata[0])->key, ==, "patient");
  g_assert_cmpfloat (((AttestAudience *) audiences->pdata[0])->grade_target, ==, 7.0);

  record_fixture_close (fixture);
  assert_listing (fixture->folder, "board.attest-library state");

  /* A file that is there already stays as it is. */
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_null (attest_library_create (fixture->path, fixture->registry, fixture->state, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (contents, length, after, after_length);
}

static void
test_article (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *patient = NULL;
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) base = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GPtrArray) variants = NULL;
  g_autoptr (GBytes) text = NULL;

  record_make_article (fixture->library, "a1", "ketamine");
  patient = record_save (fixture->library, "a1", "patient", "p", "For patients");
  first = record_save (fixture->library, "a1", "doctor", "p", "For doctors");
  second = record_save (fixture->library, "a1", "doctor", "p", "For all doctors");
  record_fixture_reopen (fixture);

  article = attest_library_find_article (fixture->library, "ketamine", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (article->id, ==, "a1");
  g_assert_cmpstr (article->title, ==, "For all doctors");

  variants = attest_library_list_variants (fixture->library, "a1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (variants->len, ==, 2);
  g_assert_cmpstr (((AttestVariant *) variants->pdata[0])->audience, ==, "doctor");

  base = attest_library_find_variant (fixture->library, "a1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (base->newest, ==, second);
  g_assert_cmpuint (base->newest_number, ==, 2);
  g_assert_cmpstr (base->status, ==, "draft");

  revision = attest_library_find_revision (fixture->library, "a1", "doctor", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (revision->id, ==, first);
  /* Worked out by hand with sha256sum over the canonical JSON of DESIGN.md, section 2.3. */
  g_assert_cmpuint (strlen (revision->signed_hash), ==, 64);
  text = attest_library_load_content (fixture->library, revision->text, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "For doctors", 11);
}

static void
test_order_of_variants (RecordFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "nurse", "patient", "public", "student" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) variants = NULL;

  record_make_article (fixture->library, "a1", "a");
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_free (record_save (fixture->library, "a1", expected[(i * 3) % 4], "p", "text"));

  /* The first made is the base, the others in the board's order. */
  variants = attest_library_list_variants (fixture->library, "a1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (variants->len, ==, 4);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (((AttestVariant *) variants->pdata[i])->audience, ==, expected[i]);
}

static void
test_slugs (RecordFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *id;
    const char *slug;
  } expected[] = { { "a1", "pain" }, { "a2", "pain-2" }, { "a3", "pain-2-2" }, { "a4", "pain-3" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestArticle) moved = NULL;

  record_make_article (fixture->library, "a1", "pain");
  record_make_article (fixture->library, "a2", "pain");
  record_make_article (fixture->library, "a3", "pain-2");
  record_make_article (fixture->library, "a4", "pain");
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (AttestArticle) article = attest_library_find_article (fixture->library, expected[i].id, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (article->slug, ==, expected[i].slug);
    }

  g_free (record_append (fixture->library, "article.set", "a1", "", "{\"slug\":\"ache\"}"));
  moved = attest_library_find_article (fixture->library, "pain", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (moved->id, ==, "a2");
}

static void
test_list (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%d", i);
      g_autofree char *title = g_strdup_printf ("Über die Dosis %d", i);

      record_make_article (fixture->library, id, id);
      g_free (record_save (fixture->library, id, "doctor", "p", title));
    }

  all = attest_library_list_articles (fixture->library, NULL, NULL, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (((AttestArticle *) all->pdata[0])->id, ==, "a4");

  found = attest_library_list_articles (fixture->library, "draft", "dosis ÜBER 2", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((AttestArticle *) found->pdata[0])->id, ==, "a2");

  none = attest_library_list_articles (fixture->library, "approved", NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

/* So many that they are found among the newest of all and not by their status. */
static void
test_long_list (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2100; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%04d", i);

      g_ptr_array_add (drafts, record_draft_article (id, id));
      if (i != 2099)
        g_ptr_array_add (drafts, record_draft_save (id, "doctor", "p", "Title"));
    }
  attest_library_append (fixture->library, drafts, NULL, &error);
  g_assert_no_error (error);

  found = attest_library_list_articles (fixture->library, "draft", NULL, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 10);
  g_assert_cmpstr (((AttestArticle *) found->pdata[0])->id, ==, "a2098");
  g_assert_cmpstr (((AttestArticle *) found->pdata[9])->id, ==, "a2089");
}

static void
test_people (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestPerson) ann = NULL;
  g_autoptr (AttestPerson) other = NULL;
  g_autoptr (AttestPerson) third = NULL;

  g_free (
      record_append (fixture->library, "person.set", "board", "", PERSON ("p2", "Ann Lee", "Ann@x.org", "\"editor\"")));
  g_free (record_append (
      fixture->library, "person.set", "board", "", PERSON ("p1", "A. Lee", "ann@X.org", "\"reviewer\"")));
  g_free (record_append (fixture->library, "person.set", "board", "", PERSON ("p3", "Bo", "", "")));
  g_free (record_append (fixture->library, "person.set", "board", "", PERSON ("p4", "Bo", "", "")));

  ann = attest_library_find_person (fixture->library, "Ann Lee", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ann->id, ==, "p2");
  g_assert_cmpstr (ann->same_as, ==, "p1");
  g_assert_cmpstr (ann->roles[0], ==, "editor");

  /* Two of one name are nobody; empty e-mails do not make two persons one. */
  g_assert_null (attest_library_find_person (fixture->library, "Bo", &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  other = attest_library_find_person (fixture->library, "p4", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other->same_as, ==, "p4");

  g_free (record_append (
      fixture->library, "person.same", "board", "p2", "{\"person\":\"p4\",\"other\":\"p2\",\"reason\":\"married\"}"));
  third = attest_library_find_person (fixture->library, "p4", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (third->same_as, ==, "p1");
}

/* What a program of before specialties and interests says of a person takes neither away. */
static void
test_former_person (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestPerson) kept = NULL;
  g_autoptr (AttestPerson) emptied = NULL;
  g_autoptr (GError) error = NULL;

  g_free (record_append (
      fixture->library,
      "person.set",
      "board",
      "",
      "{\"person\":\"p1\",\"name\":\"Ann\",\"credentials\":\"\",\"email\":\"\",\"orcid\":\"\",\"roles\":[],"
      "\"specialties\":[\"Sleep\"],\"interests\":\"Shares of Acme\"}"));
  g_free (record_append (fixture->library, "person.set", "board", "", PERSON ("p1", "Ann Lee", "", "\"editor\"")));
  kept = attest_library_find_person (fixture->library, "p1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->name, ==, "Ann Lee");
  g_assert_cmpstr (kept->specialties[0], ==, "Sleep");
  g_assert_cmpstr (kept->interests, ==, "Shares of Acme");

  g_free (record_append (
      fixture->library,
      "person.set",
      "board",
      "",
      "{\"person\":\"p1\",\"name\":\"Ann\",\"credentials\":\"\",\"email\":\"\",\"orcid\":\"\",\"roles\":[],"
      "\"specialties\":[],\"interests\":\"\"}"));
  emptied = attest_library_find_person (fixture->library, "p1", &error);
  g_assert_no_error (error);
  g_assert_null (emptied->specialties[0]);
  g_assert_cmpstr (emptied->interests, ==, "");
}

static void
test_refused (RecordFixture *fixture, gconstpointer data)
{
  AttestLibrary *library = fixture->library;
  guint before = record_count_events (library);

  record_append_error (library, "no.such", "board", "{}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "board.set", "a1", "{}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "board.set", "board", "{\"nonsense\":1}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "board.set", "board", "{\"name\":1}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "board.set", "board", "{\"name\":null}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (library,
                       "policy.set",
                       "board",
                       "{\"sign_offs\":0,\"sign_off_roles\":[],\"review_months\":1}",
                       ATTEST_RECORD_ERROR_BODY);
  record_append_error (library,
                       "policy.set",
                       "board",
                       "{\"sign_offs\":1.5,\"sign_off_roles\":[],\"review_months\":1}",
                       ATTEST_RECORD_ERROR_BODY);
  record_append_error (library,
                       "article.create",
                       "a1",
                       "{\"slug\":\"A b\",\"language\":\"en\",\"topics\":[]}",
                       ATTEST_RECORD_ERROR_BODY);
  record_append_error (library,
                       "article.create",
                       "../a",
                       "{\"slug\":\"a\",\"language\":\"en\",\"topics\":[]}",
                       ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "article.set", "a1", "{}", ATTEST_RECORD_ERROR_NOT_FOUND);
  record_append_error (library, "article.set", "a1", "{\"topics\":[9007199254740992]}", ATTEST_RECORD_ERROR_BODY);
  record_make_article (library, "a1", "a");
  record_append_error (library,
                       "article.create",
                       "a1",
                       "{\"slug\":\"b\",\"language\":\"en\",\"topics\":[]}",
                       ATTEST_RECORD_ERROR_EXISTS);

  g_assert_cmpuint (record_count_events (library), ==, before + 1);
}

static void
note_streams_cb (AttestLibrary *library, const char *const *streams, gpointer user_data)
{
  g_autofree char *joined = g_strjoinv (" ", (char **) streams);

  g_string_append_printf (user_data, "[%s]", joined);
}

static void
test_changed (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (AttestLibrary) other =
      attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, &error);

  g_assert_no_error (error);
  g_signal_connect (fixture->library, "changed", G_CALLBACK (note_streams_cb), seen);
  record_make_article (fixture->library, "a1", "a");
  g_assert_cmpstr (seen->str, ==, "[a1]");
  g_assert_false (attest_library_refresh (fixture->library));

  g_string_truncate (seen, 0);
  record_make_article (other, "a2", "b");
  g_free (record_append (other, "board.set", "board", "", "{\"name\":\"B\"}"));
  g_assert_cmpstr (seen->str, ==, "");
  g_assert_true (attest_library_refresh (fixture->library));
  g_assert_cmpstr (seen->str, ==, "[a2 board]");
  g_assert_false (attest_library_refresh (fixture->library));
}

typedef struct
{
  AttestLibrary *other;
  char *article;
  guint before;
} Writer;

static int
write_meanwhile (unsigned kind, void *user_data, void *statement, void *text)
{
  Writer *writer = user_data;

  if (writer->before > 0 && --writer->before == 0)
    record_make_article (writer->other, writer->article, writer->article);
  return 0;
}

/* Whichever statement another program's writing falls before, it is announced, if not by this look then by the next. */
static void
test_changed_meanwhile (RecordFixture *fixture, gconstpointer data)
{
  sqlite3 *handle = attest_database_get_handle (attest_library_get_database (fixture->library));
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (AttestLibrary) other =
      attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, &error);
  gboolean met = TRUE;

  g_assert_no_error (error);
  g_signal_connect (fixture->library, "changed", G_CALLBACK (note_streams_cb), seen);
  for (guint i = 1; met; i++)
    {
      g_autofree char *first = g_strdup_printf ("first-%u", i);
      g_autofree char *second = g_strdup_printf ("second-%u", i);
      Writer writer = { other, second, i };

      record_make_article (other, first, first);
      sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, write_meanwhile, &writer);
      attest_library_refresh (fixture->library);
      sqlite3_trace_v2 (handle, 0, NULL, NULL);
      attest_library_refresh (fixture->library);
      met = writer.before == 0;
      g_assert_nonnull (strstr (seen->str, first));
      g_assert_true (!met || strstr (seen->str, second) != NULL);
    }
}

/* Asked in another process, since a process is never told of its own locks. */
static gboolean
is_locked (const char *path)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      int file = open (path, O_RDWR | O_CLOEXEC);
      struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

      _exit (file >= 0 && fcntl (file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

/* Were the locks lost, the next program to close the library would delete the -wal under this one. */
static void
test_locks_outlive_a_look (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestLibrary) reader = NULL;
  g_autoptr (GError) error = NULL;
  gboolean review_file = TRUE;

  record_make_article (fixture->library, "a1", "a");
  g_assert_true (is_locked (fixture->path));

  reader = attest_library_open (fixture->path, fixture->registry, NULL, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  g_clear_object (&reader);
  g_assert_true (is_locked (fixture->path));

  g_assert_true (attest_foreign_examine (fixture->path, &review_file, &error));
  g_assert_false (review_file);
  g_assert_true (is_locked (fixture->path));
}

static void
test_not_a_library (RecordFixture *fixture, gconstpointer data)
{
  static const char *const contents[] = {
    "",
    "SQLite format 3",
    ("Some notes that are longer than the header of a database is, so "
     "that all of it is read and found to be something else."),
  };
  g_autofree char *path = g_build_filename (fixture->folder, "other", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_library_open (path, fixture->registry, fixture->state, 0, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      g_assert_null (attest_library_open (path, fixture->registry, fixture->state, 0, &error));
      g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_A_LIBRARY);
      g_clear_error (&error);
    }

  g_assert_null (attest_library_open (fixture->folder, fixture->registry, fixture->state, 0, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_A_LIBRARY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/library/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)
  ADD ("create", test_create);
  ADD ("article", test_article);
  ADD ("order-of-variants", test_order_of_variants);
  ADD ("slugs", test_slugs);
  ADD ("list", test_list);
  ADD ("long-list", test_long_list);
  ADD ("people", test_people);
  ADD ("former-person", test_former_person);
  ADD ("refused", test_refused);
  ADD ("changed", test_changed);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("locks-outlive-a-look", test_locks_outlive_a_look);
  ADD ("not-a-library", test_not_a_library);

  return g_test_run ();
}
