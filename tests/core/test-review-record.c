/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "exchange/attest-page.h"
#include "exchange/attest-review-record.h"
#include "page-reader.h"
#include "review-fixture.h"
#include "review/attest-article-acts.h"

/* 2026-11-27T02:00:00Z */
#define MADE G_GINT64_CONSTANT (1795744800000000)

#define HOSTILE "</pre><script>alert(1)</script><img src=x onerror=alert(1)> & \"quoted\" 'so'"
#define FIRST_TEXT                                                                                                     \
  "# Is <b>water</b> safe?\n\nDrink 2 litres a day, and more when it is very hot. Jane Doe of 4 Mill Lane drank "      \
  "more.\n"
#define SECOND_TEXT "# Is <b>water</b> safe?\n\n" HOSTILE "\n\nDrink 2 litres a day.\n"

static JsonObject *
collect (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;
  JsonObject *record = attest_review_record_collect (self->record.library, article, MADE, &error);

  g_assert_no_error (error);
  return record;
}

static PageReader *
read_html (JsonObject *record)
{
  char *html = attest_review_record_write_html (record);
  g_autoptr (GBytes) bytes = g_bytes_new_take (html, strlen (html));

  return page_reader_new (bytes);
}

static char *
comment_on (ReviewFixture *self, const char *article, const char *actor, const char *text, const char *suggestion)
{
  AttestCommentDraft draft = {
    .text = text, .kind = "change", .blocking = TRUE, .suggestion = suggestion, .start = 26, .end = 31
  };
  g_autoptr (GError) error = NULL;
  char *id = attest_review_add_comment (self->record.library, article, "doctor", actor, &draft, &error);

  g_assert_no_error (error);
  return id;
}

static void
say_no (ReviewFixture *self, const char *article)
{
  AttestVerdict verdict = { ATTEST_ANSWER_YES, ATTEST_ANSWER_NO,  ATTEST_ANSWER_NOT_MINE,
                            "review",          "No.\r\n" HOSTILE, "Fees " HOSTILE };
  const char *findings =
      "[{\"rule\":\"dose\",\"severity\":\"error\",\"pack\":\"us\",\"version\":\"9\",\"start\":3,\"end\":7}]";
  g_autoptr (GError) error = NULL;

  attest_review_give_verdict (self->record.library, article, NULL, self->first, &verdict, NULL, findings, &error);
  g_assert_no_error (error);
}

/* An article to which everything happened that a record tells. */
static char *
make_article (ReviewFixture *self)
{
  const char *const roles[] = { "reviewer", NULL };
  const char *const specialties[] = { "sleep <medicine>", NULL };
  char *article = review_make_article (self, FIRST_TEXT);
  g_autoptr (GError) error = NULL;
  g_autofree char *comment = NULL;
  g_autofree char *reply = NULL;
  g_autofree char *revision = NULL;
  g_autofree char *page = NULL;

  g_free (attest_review_save_person (self->record.library,
                                     self->editor,
                                     self->second,
                                     &(AttestPersonChange) { .name = "Sam " HOSTILE,
                                                             .credentials = "MD, <i>PhD</i>",
                                                             .email = "sam@example.org",
                                                             .roles = roles,
                                                             .specialties = specialties,
                                                             .interests = "Shares " HOSTILE },
                                     &error));
  g_assert_no_error (error);
  attest_review_assign (self->record.library, article, "doctor", self->editor, self->first, "2027-01-31", &error);
  g_assert_no_error (error);
  review_submit (self, article);
  comment = comment_on (self, article, self->first, "Too much?\r\n" HOSTILE, "Sip <b>");
  reply = attest_review_reply (
      self->record.library, comment, self->author, "\n A reply with <tags>\tand\nlines ", NULL, &error);
  g_assert_no_error (error);
  say_no (self, article);
  revision = review_save (self, article, self->author, SECOND_TEXT);
  attest_review_resolve (self->record.library, comment, self->first, "Done & dusted", &error);
  g_assert_no_error (error);
  review_submit (self, article);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  page = attest_page_export (self->record.library, article, NULL, self->record.folder, self->editor, NULL, &error);
  g_assert_no_error (error);

  return article;
}

/* ---- The same content ---- */

/* Members that hold a person's id, in place of which the page has the name. */
static gboolean
names_person (const char *name)
{
  static const char *const names[] = { "author", "person", "reviewer", "removed_by", "text_blanked_by", NULL };

  return g_strv_contains (names, name);
}

/* Fails the test unless every text in @node stands in @page. @ids: whether people's ids have to, too */
static void
assert_stands (JsonNode *node, const char *page, gboolean ids)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        assert_stands (json_array_get_element (array, i), page, ids);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *link = names; link != NULL; link = link->next)
        if (ids || !names_person (link->data))
          assert_stands (json_object_get_member (object, link->data), page, ids);
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING && strstr (page, json_node_get_string (node)) == NULL)
    g_error ("the page does not say “%s”", json_node_get_string (node));
}

/* The same words stand in several parts of a record, so each part is looked for in its own place. */
static void
assert_same_content (JsonObject *record)
{
  static const struct
  {
    const char *member;
    const char *path;
  } parts[] = {
    { "timeline", "//ol[@class='timeline']/li[%u]" },
    { "audiences", "//section[@aria-labelledby='audience-%u']" },
    { "people", "//section[@aria-labelledby='people']//tbody/tr[%u]" },
    { "exports", "//section[@aria-labelledby='exports']/ol/li[%u]" },
    { "events", "//table[@class='log']/tbody/tr[%u]" },
    { "problems", "//section[@class='fault']/ul/li[%u]" },
  };
  g_autofree char *json = attest_review_record_write_json (record);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) parsed = json_from_string (json, &error);
  g_autoptr (PageReader) reader = read_html (record);
  g_autofree char *body = page_reader_get (reader, "//body");

  g_assert_no_error (error);
  assert_stands (parsed, body, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *array = json_object_get_array_member (json_node_get_object (parsed), parts[i].member);

      for (guint j = 0; j < json_array_get_length (array); j++)
        {
          g_autoptr (GString) path = g_string_new (parts[i].path);
          g_autofree char *number = g_strdup_printf ("%u", j + 1);
          g_autofree char *part = NULL;

          g_string_replace (path, "%u", number, 0);
          part = page_reader_get (reader, path->str);
          assert_stands (json_array_get_element (array, j), part, FALSE);
        }
    }
}

static void
test_same_content (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autoptr (JsonObject) record = collect (self, article);
  JsonObject *audience = json_array_get_object_element (json_object_get_array_member (record, "audiences"), 0);
  JsonArray *acts = json_object_get_array_member (audience, "acts");
  JsonObject *verdict = json_array_get_object_element (acts, json_array_get_length (acts) - 1);
  JsonObject *comment = json_array_get_object_element (json_object_get_array_member (audience, "comments"), 0);

  assert_same_content (record);
  g_assert_true (attest_review_record_holds (record));
  g_assert_cmpstr (json_object_get_string_member (record, "made"), ==, "2026-11-27T02:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (audience, "status"), ==, "approved");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (audience, "revisions")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (audience, "assignments")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (record, "exports")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (comment, "replies")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (comment, "acts")), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (verdict, "person"), ==, self->second);
  g_assert_cmpstr (json_object_get_string_member (verdict, "meaning"), ==, "approval");
  g_assert_cmpstr (
      json_object_get_string_member (verdict, "signed_hash"),
      ==,
      json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (audience, "revisions"), 1), "signed_hash"));
}

/* Signature, name, time and meaning stand in one row. */
static void
test_signature (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autoptr (JsonObject) record = collect (self, article);
  g_autoptr (PageReader) reader = read_html (record);
  g_autoptr (GPtrArray) rows =
      page_reader_list (reader, "//table[contains(., 'Meaning')]/tbody/tr[contains(., 'approval')]");

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (rows, 0), "Rita First"));
  g_assert_nonnull (strstr (g_ptr_array_index (rows, 1), "Sam " HOSTILE));
  g_assert_nonnull (strstr (g_ptr_array_index (rows, 1), "MD, <i>PhD</i>"));
  g_assert_nonnull (strstr (g_ptr_array_index (rows, 1), "Revision 2"));
}

static void
test_same_bytes (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  guint before = record_count_events (self->record.library);
  g_autoptr (JsonObject) one = collect (self, article);
  g_autoptr (JsonObject) other = collect (self, article);
  g_autofree char *one_html = attest_review_record_write_html (one);
  g_autofree char *other_html = attest_review_record_write_html (other);
  g_autofree char *one_json = attest_review_record_write_json (one);
  g_autofree char *other_json = attest_review_record_write_json (other);

  g_assert_cmpstr (one_html, ==, other_html);
  g_assert_cmpstr (one_json, ==, other_json);
  g_assert_cmpuint (record_count_events (self->record.library), ==, before);
}

/* ---- What must not be in it ---- */

static void
test_hostile (ReviewFixture *self, gconstpointer data)
{
  static const char *const never[] = {
    "//script", "//img",    "//b",
    "//i",      "//iframe", "//object",
    "//embed",  "//form",   "//link",
    "//base",   "//a",      "//@src",
    "//@href",  "//@style", "//@*[starts-with(name(), 'on')]",
    "//svg",    "//video",  "//meta[@http-equiv='refresh']",
  };
  g_autofree char *article = make_article (self);
  g_autoptr (JsonObject) record = collect (self, article);
  g_autoptr (PageReader) reader = read_html (record);
  g_autofree char *policy = page_reader_get (reader, "//meta[@http-equiv='Content-Security-Policy']/@content");
  g_autofree char *title = page_reader_get (reader, "/html/head/title");
  g_autofree char *html = attest_review_record_write_html (record);

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    if (page_reader_count (reader, never[i]) != 0)
      g_error ("the page has %s", never[i]);
  g_assert_nonnull (strstr (policy, "default-src 'none'"));
  g_assert_null (strstr (policy, "script-src"));
  g_assert_cmpstr (title, ==, "Review record: Is <b>water</b> safe?");
  g_assert_cmpuint (page_reader_count (reader, "//pre[contains(., '<script>alert(1)</script>')]"), >, 3);
  /* A browser reads a carriage return as a line feed unless it is written so. */
  g_assert_nonnull (strstr (html, "Too much?&#13;\n"));
  page_reader_assert_sound (reader);
}

static void
assert_says (const char *text, const char *words, gboolean says)
{
  if ((strstr (text, words) != NULL) != says)
    g_error ("“%s” is%s in the record", words, says ? " not" : "");
}

static void
test_blanked (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autoptr (AttestRevision) revision = attest_library_find_revision (self->record.library, article, "doctor", 1, NULL);
  g_autofree char *comment = comment_on (self, article, self->third, "Jane Doe is my patient", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *html = NULL;
  g_autofree char *json = NULL;

  attest_library_redact (
      self->record.library, self->editor, article, NULL, revision->text, "It names a <person>", &error);
  g_assert_no_error (error);
  attest_library_redact (self->record.library, self->editor, article, comment, NULL, "It names somebody too", &error);
  g_assert_no_error (error);
  record = collect (self, article);
  html = attest_review_record_write_html (record);
  json = attest_review_record_write_json (record);

  assert_same_content (record);
  g_assert_true (attest_review_record_holds (record));
  assert_says (html, "Jane", FALSE);
  assert_says (json, "Jane", FALSE);
  assert_says (json, "\"text_state\" : \"blanked\"", TRUE);
  assert_says (json, "\"body_state\" : \"blanked\"", TRUE);
  assert_says (html, "It names a &lt;person&gt;", TRUE);
  assert_says (html, "It names somebody too", TRUE);
  assert_says (html, comment, TRUE);
}

/* A record is for one article: what the board knows of others stays with the board, but the chain can be checked. */
static void
test_other_people (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *json = NULL;
  g_autofree char *html = NULL;
  guint n_left_out = 0;

  g_free (attest_review_save_person (
      self->record.library, self->editor, self->third, &(AttestPersonChange) { .email = "thea@example.org" }, &error));
  g_assert_no_error (error);
  record = collect (self, article);
  json = attest_review_record_write_json (record);
  html = attest_review_record_write_html (record);
  assert_says (json, "thea@example.org", FALSE);
  assert_says (html, "thea@example.org", FALSE);
  assert_says (json, "sam@example.org", TRUE);
  for (const char *at = json; (at = strstr (at, "\"left-out\"")) != NULL; at++)
    n_left_out++;
  g_assert_cmpuint (n_left_out, ==, 2);
}

/* ---- Faults ---- */

/* As another program changes the file that puts the guard back, so that the library opens as before. */
static void
change_file (ReviewFixture *self, const char *guard_name, const char *change)
{
  g_autofree char *query = g_strdup_printf ("SELECT sql FROM sqlite_schema WHERE name = '%s'", guard_name);
  g_autofree char *script = NULL;
  sqlite3_stmt *statement = NULL;
  sqlite3 *handle;

  record_fixture_close (&self->record);
  g_assert_cmpint (sqlite3_open (self->record.path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, query, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  script = g_strdup_printf (
      "DROP TRIGGER %s; %s; %s;", guard_name, change, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  record_fixture_run_sql (&self->record, script);
  record_fixture_reopen (&self->record);
}

static void
assert_tells_fault (ReviewFixture *self, const char *article, const char *code)
{
  g_autoptr (JsonObject) record = collect (self, article);
  g_autoptr (PageReader) reader = read_html (record);
  g_autoptr (GPtrArray) headings = page_reader_list (reader, "//h2");
  JsonArray *problems = json_object_get_array_member (record, "problems");

  assert_same_content (record);
  g_assert_false (attest_review_record_holds (record));
  g_assert_cmpuint (json_array_get_length (problems), >, 0);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (problems, 0), "code"), ==, code);
  g_assert_cmpstr (g_ptr_array_index (headings, 0), ==, "This record does not hold");
}

static void
test_changed_event (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *other = review_make_article (self, "# Another question?\n\nAnother text.\n");
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *change = g_strdup_printf ("UPDATE event SET actor = '%s' WHERE kind = 'comment.reply'", self->first);

  change_file (self, "event_before_update", change);
  assert_tells_fault (self, article, "hash");

  /* The other article's record holds, and says that something else does not. */
  record = collect (self, other);
  g_assert_true (attest_review_record_holds (record));
  g_assert_cmpint (json_object_get_int_member (record, "faults_elsewhere"), ==, 1);
}

static void
test_changed_text (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autoptr (AttestRevision) revision = attest_library_find_revision (self->record.library, article, "doctor", 1, NULL);
  g_autofree char *change =
      g_strdup_printf ("UPDATE content SET data = CAST ('Drink 20 litres.' AS BLOB) WHERE hash = '%s'", revision->text);

  change_file (self, "content_before_update", change);
  assert_tells_fault (self, article, "content");
}

/* Where events are gone the library cannot be sealed; the record is made all the same and says why it has no seal. */
static void
test_hole (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autoptr (JsonObject) record = NULL;
  JsonObject *seal;

  change_file (self, "event_before_delete", "DELETE FROM event WHERE kind = 'comment.reply'");
  assert_tells_fault (self, article, "gap");
  record = collect (self, article);
  seal = json_object_get_object_member (record, "seal");
  g_assert_true (json_object_get_null_member (seal, "line"));
  g_assert_cmpstr (json_object_get_string_member (seal, "why_none"), !=, "");
}

/* ---- Files ---- */

static GStrv export (ReviewFixture *self, const char *article, const char *folder, GError **error)
{
  return attest_review_record_export (self->record.library, article, folder, MADE, NULL, error);
}

static guint
count_files (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  g_dir_close (dir);

  return count;
}

static void
test_files (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *folder = g_build_filename (self->record.folder, "records", "one", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) paths = export (self, article, folder, &error);
  g_auto (GStrv) again = NULL;
  g_autoptr (JsonObject) record = collect (self, article);
  g_autofree char *json = attest_review_record_write_json (record);
  g_autofree char *html = attest_review_record_write_html (record);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (paths[0], "-record.html") && g_str_has_suffix (paths[1], "-record.json"));
  g_file_get_contents (paths[0], &written, NULL, NULL);
  g_assert_cmpstr (written, ==, html);
  g_clear_pointer (&written, g_free);
  g_file_get_contents (paths[1], &written, NULL, NULL);
  g_assert_cmpstr (written, ==, json);

  again = export (self, article, folder, &error);
  g_assert_null (again);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS);
  g_clear_error (&error);

  /* Where one of the two is there, the other is not written either. */
  g_unlink (paths[0]);
  again = export (self, article, folder, &error);
  g_assert_null (again);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/review-record/" name, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("same-content", test_same_content);
  ADD ("signature", test_signature);
  ADD ("same-bytes", test_same_bytes);
  ADD ("hostile", test_hostile);
  ADD ("blanked", test_blanked);
  ADD ("other-people", test_other_people);
  ADD ("changed-event", test_changed_event);
  ADD ("changed-text", test_changed_text);
  ADD ("hole", test_hole);
  ADD ("files", test_files);

  return g_test_run ();
}
