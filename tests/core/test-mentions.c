/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "review-fixture.h"

/* Whom the words of comments and replies name, and whom they wait for because of that. */

#define TEXT "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes.\n"
#define DOSE "0.5 mg/kg"

/* ---- Names in a text ---- */

static void
add_to_board (GPtrArray *people, const char *id, const char *name, const char *same_as)
{
  AttestPerson *person = g_new0 (AttestPerson, 1);

  person->id = g_strdup (id);
  person->name = g_strdup (name);
  person->same_as = g_strdup (same_as);
  g_ptr_array_add (people, person);
}

/* Two Kim Lees who are two people, and two entries of one Eva Ek. */
static GPtrArray *
make_people (void)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_person_free);

  add_to_board (people, "ann", "Ann", "ann");
  add_to_board (people, "annlee", "Ann Lee", "annlee");
  add_to_board (people, "eva1", "Eva Ek", "eva1");
  add_to_board (people, "eva2", "Eva Ek", "eva1");
  add_to_board (people, "kim1", "Kim Lee", "kim1");
  add_to_board (people, "kim2", "Kim Lee", "kim2");
  add_to_board (people, "jo", "Jo Å.", "jo");

  return people;
}

static char *
resolve (const char *text, const char *chosen)
{
  g_autoptr (GPtrArray) people = make_people ();
  g_auto (GStrv) choice = g_strsplit (chosen, " ", -1);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = attest_mentions_resolve (text, people, (const char *const *) choice, &error);

  if (ids == NULL)
    {
      g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, "Kim Lee"));
      return g_strdup ("refused");
    }

  return g_strjoinv (" ", ids);
}

static void
test_resolve (void)
{
  static const struct
  {
    const char *text;
    const char *chosen;
    const char *ids;
  } cases[] = {
    { "", "", "" },
    { "@", "", "" },
    { "@Ann", "", "ann" },
    { "Is it so, @Ann Lee?", "", "annlee" },
    { "@Ann Leeds", "", "ann" },
    { "@Annette", "", "" },
    { "@ann", "", "" },
    { "mail@Ann", "", "" },
    { "é@Ann", "", "" },
    { "(@Ann)", "", "ann" },
    { "@@Ann", "", "ann" },
    { "@Ann and @Ann Lee and @Ann", "", "ann annlee" },
    { "Ann Lee", "annlee", "" },
    { "@Jo Å., please", "", "jo" },
    { "@Jo Åberg", "", "" },
    { "@Eva Ek", "", "eva1" },
    { "@Eva Ek", "eva2", "eva2" },
    { "@Kim Lee", "", "refused" },
    { "@Kim Lee", "ann", "refused" },
    { "@Kim Lee", "kim2", "kim2" },
    { "@Kim Lee and @Kim Lee", "kim1 kim2", "kim1 kim2" },
    { "@Nobody", "kim1", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = resolve (cases[i].text, cases[i].chosen);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

static void
test_places (void)
{
  static const char *const only[] = { "annlee", NULL };
  const char *text = "É @Ann Lee, @Ann and a@Ann Lee";
  g_autoptr (GPtrArray) people = make_people ();
  g_autoptr (GArray) all = attest_mentions_find (text, people, NULL);
  g_autoptr (GArray) one = attest_mentions_find (text, people, only);

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (g_array_index (all, AttestMentionPlace, 0).start, ==, strlen ("É "));
  g_assert_cmpuint (g_array_index (all, AttestMentionPlace, 0).end, ==, strlen ("É @Ann Lee"));
  g_assert_cmpstr (g_array_index (all, AttestMentionPlace, 1).name, ==, "Ann");
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (g_array_index (one, AttestMentionPlace, 0).name, ==, "Ann Lee");
}

static char *
resolve_edit (const char *text, const char *old_text, const char *old, const char *chosen)
{
  g_autoptr (GPtrArray) people = make_people ();
  g_auto (GStrv) named = *old != '\0' ? g_strsplit (old, " ", -1) : g_new0 (char *, 1);
  g_auto (GStrv) choice = g_strsplit (chosen, " ", -1);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = attest_mentions_resolve_edit (
      text, old_text, (const char *const *) named, people, (const char *const *) choice, &error);

  g_assert_no_error (error);

  return g_strjoinv (" ", ids);
}

static void
test_resolve_edit (void)
{
  static const struct
  {
    const char *text;
    const char *old_text;
    const char *old;
    const char *chosen;
    const char *ids;
  } cases[] = {
    { "Well?", "@Ann?", "ann", "", "" },
    { "@Ann Lee?", "@Ann?", "ann", "", "annlee" },
    { "@Ann, @Ann Lee?", "@Ann?", "ann", "", "ann annlee" },
    /* Who of two it was stays known, and can be chosen anew. */
    { "@Kim Lee!", "@Kim Lee?", "kim2", "", "kim2" },
    { "@Kim Lee!", "@Kim Lee?", "kim2", "kim1", "kim1" },
    /* Ann Lee had another name when she was named, and somebody who left the board is still named. */
    { "@Ann Smith!", "@Ann Smith?", "annlee gone", "", "ann annlee gone" },
    { "@Nina Smith!", "@Nina Smith?", "annlee", "", "annlee" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = resolve_edit (cases[i].text, cases[i].old_text, cases[i].old, cases[i].chosen);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

/* ---- In the record ---- */

static char *
comment (ReviewFixture *self, const char *article, const char *actor, const char *person)
{
  const char *const mentions[] = { person, NULL };
  const AttestCommentDraft draft = { .start = (gsize) (strstr (TEXT, DOSE) - TEXT),
                                     .end = (gsize) (strstr (TEXT, DOSE) - TEXT) + strlen (DOSE),
                                     .text = "Is this right?",
                                     .kind = "question",
                                     .mentions = mentions };
  g_autoptr (GError) error = NULL;
  char *id = attest_review_add_comment (self->record.library, article, "doctor", actor, &draft, &error);

  g_assert_no_error (error);

  return id;
}

static char *
reply (ReviewFixture *self, const char *id, const char *actor, const char *person)
{
  const char *const mentions[] = { person, NULL };
  g_autoptr (GError) error = NULL;
  char *reply_id = attest_review_reply (self->record.library, id, actor, "I see it so.", mentions, &error);

  g_assert_no_error (error);

  return reply_id;
}

/* Whom the only comment and its replies name, such as "Ann|Ann Lee,Eva|". */
static char *
dup_named (AttestLibrary *library, const char *article)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments = attest_review_list_comments (library, article, "doctor", NULL, &error);
  const AttestComment *found;
  GString *named;

  g_assert_no_error (error);
  g_assert_cmpuint (comments->len, ==, 1);
  found = comments->pdata[0];
  named = g_string_new (NULL);
  for (guint i = 0; i <= found->replies->len; i++)
    {
      const AttestReply *answer = i > 0 ? found->replies->pdata[i - 1] : NULL;
      g_autofree char *ids = g_strjoinv (",", answer != NULL ? answer->mentions : found->mentions);

      g_string_append_printf (named, "%s%s", i > 0 ? "|" : "", ids);
    }

  return g_string_free (named, FALSE);
}

static void
assert_named (ReviewFixture *self, const char *article, const char *expected)
{
  g_autofree char *named = dup_named (self->record.library, article);

  g_assert_cmpstr (named, ==, expected);
}

static gboolean
waits_for (ReviewFixture *self, const char *person, const char *id)
{
  const AttestOpenCommentsQuery query = { .scope = ATTEST_OPEN_COMMENTS_WAITING, .person = person };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments = attest_review_list_open_comments (self->record.library, &query, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestOpenComment *found = comments->pdata[i];

      if (g_str_equal (found->id, id))
        return found->turn == ATTEST_COMMENT_TURN_MENTIONED;
    }

  return FALSE;
}

/* A reviewer names another, who took no part in the article. */
static void
test_waits (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = comment (self, article, self->first, self->third);
  g_autofree char *answer = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = self->record.library;

  assert_named (self, article, self->third);
  g_assert_true (waits_for (self, self->third, id));
  g_assert_false (waits_for (self, self->second, id));
  g_assert_false (waits_for (self, self->first, id));
  /* Somebody else's answer is not theirs. */
  g_free (attest_review_reply (library, id, self->author, "It is.", NULL, &error));
  g_assert_true (waits_for (self, self->third, id));
  g_free (attest_review_reply (library, id, self->third, "It is not.", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (waits_for (self, self->third, id));
  /* They are asked once more, and settle it themselves: reopening it asks nobody who has said so. */
  again = reply (self, id, self->first, self->third);
  g_assert_true (waits_for (self, self->third, id));
  g_assert_true (attest_review_resolve (library, id, self->third, NULL, &error));
  g_assert_false (waits_for (self, self->third, id));
  g_assert_true (attest_review_reopen (library, id, self->author, &error));
  g_assert_false (waits_for (self, self->third, id));
  /* Where another settled it, it asks again once it is open again. */
  answer = reply (self, id, self->first, self->third);
  g_assert_true (attest_review_resolve (library, id, self->author, NULL, &error));
  g_assert_false (waits_for (self, self->third, id));
  g_assert_true (attest_review_reopen (library, id, self->author, &error));
  g_assert_no_error (error);
  g_assert_true (waits_for (self, self->third, id));
}

/* Naming oneself, also by another entry, waits for nobody. */
static void
test_oneself (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = comment (self, article, self->first, self->second);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (waits_for (self, self->second, id));
  g_assert_true (
      attest_review_join_people (self->record.library, self->editor, self->second, self->first, "Moved", &error));
  g_assert_no_error (error);
  g_assert_false (waits_for (self, self->second, id));
  answer = reply (self, id, self->third, self->second);
  g_assert_true (waits_for (self, self->first, id));
}

static void
test_edit (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = comment (self, article, self->first, self->third);
  g_autofree char *answer = reply (self, id, self->author, self->second);
  const char *const nobody[] = { NULL };
  const char *const both[] = { self->third, self->second, NULL };
  g_autofree char *expected = g_strconcat (self->third, "|", self->second, NULL);
  AttestLibrary *library = self->record.library;
  g_autoptr (GError) error = NULL;
  guint events;

  assert_named (self, article, expected);
  g_free (attest_review_reply (library, id, self->third, "I think so.", NULL, &error));
  /* Other words, or the same names, ask nobody anew who has answered. */
  g_assert_true (attest_review_edit_comment (library, id, self->first, "Is that right?", NULL, NULL, &error));
  events = record_count_events (library);
  g_assert_true (attest_review_edit_comment (library, id, self->first, "Is that right?", NULL, NULL, &error));
  g_assert_cmpuint (record_count_events (library), ==, events);
  g_assert_false (waits_for (self, self->third, id));
  /* Who is named by an edit is asked from then on. */
  g_assert_false (waits_for (self, self->editor, id));
  g_assert_true (attest_review_edit_reply (library, id, answer, self->author, "I see it so.", both, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (record_count_events (library), ==, events + 1);
  g_assert_true (waits_for (self, self->third, id));
  g_assert_true (attest_review_edit_reply (library, id, answer, self->author, "I see it.", nobody, &error));
  g_assert_false (waits_for (self, self->third, id));
  g_assert_false (waits_for (self, self->second, id));
  g_assert_true (attest_review_edit_comment (library, id, self->first, "Right?", NULL, nobody, &error));
  g_assert_no_error (error);
  assert_named (self, article, "||");
}

static void
test_taken_back (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = comment (self, article, self->first, self->third);
  g_autofree char *answer = reply (self, id, self->author, self->second);
  g_autofree char *of_reply = g_strconcat ("|", self->second, NULL);
  AttestLibrary *library = self->record.library;
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_review_retract (library, id, self->first, &error));
  g_assert_false (waits_for (self, self->third, id));
  assert_named (self, article, of_reply);
  g_assert_true (attest_library_redact (library, self->editor, article, answer, NULL, "Names a patient", &error));
  g_assert_no_error (error);
  assert_named (self, article, "");
}

/* A reply that was blanked names nobody; a comment that was blanked is gone with its thread. */
static void
test_redacted (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = comment (self, article, self->first, self->third);
  g_autofree char *answer = reply (self, id, self->author, self->second);
  AttestLibrary *library = self->record.library;
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_library_redact (library, self->editor, article, answer, NULL, "Names a patient", &error));
  g_assert_false (waits_for (self, self->second, id));
  g_assert_true (waits_for (self, self->third, id));
  g_assert_true (attest_library_redact (library, self->editor, article, id, NULL, "Names a patient", &error));
  g_assert_no_error (error);
  g_assert_false (waits_for (self, self->third, id));
}

static void
test_refused (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = comment (self, article, self->first, self->third);
  const char *const unknown[] = { self->second, "no-such-person", NULL };
  g_autofree char *empty = g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"t\",\"mentions\":[\"\"]}", id);
  g_autofree char *twice = g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"t\",\"mentions\":[\"a\",\"a\"]}", id);
  g_autofree char *number = g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"t\",\"mentions\":[1]}", id);
  g_autoptr (GString) many = g_string_new ("{\"text\":\"t\",\"mentions\":[\"p0\"");
  AttestLibrary *library = self->record.library;
  guint events = record_count_events (library);
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_review_reply (library, id, self->second, "Well?", unknown, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  record_append_error (library, "comment.reply", article, empty, ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "comment.edit", article, twice, ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "comment.reply", article, number, ATTEST_RECORD_ERROR_BODY);
  for (guint i = 1; i <= 100; i++)
    g_string_append_printf (many, ",\"p%u\"", i);
  g_string_append_printf (many, "],\"comment\":\"%s\"}", id);
  record_append_error (library, "comment.reply", article, many->str, ATTEST_RECORD_ERROR_BODY);
  g_assert_cmpuint (record_count_events (library), ==, events);
}

/* Somebody is renamed in one library while another names them: it is the same person in both, in either order. */
static void
test_renamed_and_merged (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestLibrary) other = record_fixture_create (&self->record, "other");
  g_autofree char *id = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  const AttestPersonChange change = { .name = "Theresa Third-Smith" };
  AttestLibrary *library = self->record.library;
  gboolean identical = FALSE;
  g_autoptr (GError) error = NULL;

  attest_library_merge (other, self->record.path, NULL, &error);
  g_assert_no_error (error);
  g_free (attest_review_save_person (other, self->editor, self->third, &change, &error));
  g_assert_no_error (error);
  id = comment (self, article, self->first, self->third);
  attest_library_merge (library, attest_library_get_path (other), NULL, &error);
  attest_library_merge (other, self->record.path, NULL, &error);
  g_assert_no_error (error);
  assert_named (self, article, self->third);
  g_assert_true (waits_for (self, self->third, id));
  here = record_dump (library);
  there = record_dump (other);
  g_assert_cmpstr (here, ==, there);
  g_assert_true (attest_library_rebuild (library, &identical, &error));
  g_assert_true (identical);
  g_assert_no_error (error);
  g_free (there);
  there = record_dump (library);
  g_assert_cmpstr (here, ==, there);
}

/* What was written before comments could name anybody stays what it was. */
static void
test_older_events (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = comment (self, article, self->first, self->third);
  g_autofree char *body = g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"Is it?\"}", id);

  g_free (record_append (self->record.library, "comment.edit", article, self->first, body));
  assert_named (self, article, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/mentions/resolve", test_resolve);
  g_test_add_func ("/core/mentions/places", test_places);
  g_test_add_func ("/core/mentions/resolve-edit", test_resolve_edit);
#define ADD(path, function)                                                                                            \
  g_test_add ("/core/mentions/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)
  ADD ("waits", test_waits);
  ADD ("oneself", test_oneself);
  ADD ("edit", test_edit);
  ADD ("taken-back", test_taken_back);
  ADD ("redacted", test_redacted);
  ADD ("refused", test_refused);
  ADD ("renamed-and-merged", test_renamed_and_merged);
  ADD ("older-events", test_older_events);

  return g_test_run ();
}
