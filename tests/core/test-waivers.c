/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "checks/attest-checks.h"
#include "record/attest-finding-act-table.h"
#include "review-fixture.h"
#include "text/attest-surroundings.h"

#define LONG "It helps some people with a depression that nothing else has helped "
#define AFTER " and who were looked after for a whole day."
#define TEXT "# Can it help?\n\nFirst words.\n\n" LONG "[@gone]" AFTER "\n\nLast words.\n"

/* ---- The same words in the same surroundings ---- */

static gsize
find_nth (const char *text, const char *words, guint n)
{
  const char *at = text;

  for (guint i = 0; i < n; i++)
    {
      at = strstr (i == 0 ? at : at + 1, words);
      g_assert_nonnull (at);
    }

  return at - text;
}

static AttestAnchor *
make_words (const char *text, const char *words, guint n)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  gsize start = find_nth (text, words, n);
  AttestAnchor *anchor = attest_anchor_new (bytes, start, start + strlen (words));

  g_assert_nonnull (anchor);

  return anchor;
}

/* @n: which place of @words in @newer it has to be, from 1; 0 for none. */
static void
assert_found (const char *text, const char *words, const char *newer, guint n)
{
  g_autoptr (AttestAnchor) anchor = make_words (text, words, 1);
  g_autoptr (GBytes) bytes = g_bytes_new (newer, strlen (newer));
  gsize start;
  gboolean found = attest_surroundings_find (anchor, bytes, &start);

  if (found != (n > 0))
    g_error ("“%s” is %s in “%s”", words, found ? "found" : "not found", newer);
  g_assert_cmpuint (start, ==, n > 0 ? find_nth (newer, words, n) : 0);
}

static void
test_moved (void)
{
  /* Edits elsewhere, and the paragraph as the first, the last, and without an end of line. */
  assert_found (TEXT, "[@gone]", TEXT, 1);
  assert_found (TEXT, "[@gone]", "Other words, and more.\n\n" LONG "[@gone]" AFTER "\n\nThe end.\n", 1);
  assert_found (TEXT, "[@gone]", LONG "[@gone]" AFTER "\n\nThe end.\n", 1);
  assert_found (TEXT, "[@gone]", "One.\n\nTwo.\n\n" LONG "[@gone]" AFTER, 1);
  /* At the very end of a paragraph, which is where most citations stand, and at its beginning. */
  assert_found (LONG "[@gone].\n\nNext.\n", "[@gone]", "Next.\n\n" LONG "[@gone].\n", 1);
  assert_found (LONG "[@gone].\n", "[@gone]", LONG "[@gone].\n\nNext.\n", 1);
  assert_found ("A.\n\n[@gone] " LONG "\n\nB.\n", "[@gone]", "[@gone] " LONG "\n\nB.\n", 1);
  /* The same paragraph goes on: other surroundings. */
  assert_found (LONG "[@gone].\n\nNext.\n", "[@gone]", LONG "[@gone]. Next.\n", 0);
  assert_found ("A.\n\n[@gone] " LONG "\n\nB.\n", "[@gone]", "A. [@gone] " LONG "\n\nB.\n", 0);
}

static void
test_changed (void)
{
  const char *dose = "Nobody without a pulse oximeter should be given 0.5 mg/kg [@gone] over 40 minutes or longer.\n";

  assert_found (dose,
                "[@gone]",
                "Nobody without a pulse oximeter should be given 5 mg/kg [@gone] over 40 minutes or longer.\n",
                0);
  assert_found (dose,
                "[@gone]",
                "Nobody without a pulse oximeter should be given 0.5 mg/kg [@gone] over 4 minutes or longer.\n",
                0);
  assert_found (dose,
                "[@gone]",
                "Nobody without a pulse oximeter should be given 0.5 mg/kg [@GONE] over 40 minutes or longer.\n",
                0);
  assert_found (dose,
                "0.5 mg/kg",
                "Nobody without a pulse oximeter should be given 1.5 mg/kg [@gone] over 40 minutes or longer.\n",
                0);
  /* Further away than the surroundings reach. */
  assert_found (dose,
                "[@gone]",
                "Anybody without a pulse oximeter should be given 0.5 mg/kg [@gone] over 40 minutes or longer.\n",
                1);
}

static void
test_twice (void)
{
  assert_found (TEXT, "[@gone]", TEXT "\n" LONG "[@gone]" AFTER "\n", 0);
  /* The same words elsewhere are no other place of these. */
  assert_found (TEXT, "[@gone]", TEXT "\nElsewhere [@gone] it says the same.\n", 1);
  assert_found (TEXT, "[@gone]", "Elsewhere [@gone] it says the same.\n\n" LONG "[@gone]" AFTER "\n", 2);
  assert_found (TEXT, "[@gone]", "Elsewhere [@gone] it says the same.\n", 0);
  assert_found ("aaaa", "aa", "aaaa", 1);
}

/* In a short paragraph much else may stand around the same words: there the neighbours have to be the same. */
static void
test_short (void)
{
  const char *text = "## Adults\n\n5 mg [@gone]\n\n## Children\n\nNone.\n";

  assert_found (text, "[@gone]", text, 1);
  assert_found (text, "[@gone]", "## Children\n\n5 mg [@gone]\n\n## Adults\n\nNone.\n", 0);
  assert_found (text, "[@gone]", "## Adults\n\nNone.\n\n## Children\n\n5 mg [@gone]\n", 0);
  assert_found ("5 mg [@gone]", "[@gone]", "5 mg [@gone]\n", 1);
  assert_found ("5 mg [@gone]", "[@gone]", "Children:\n\n5 mg [@gone]\n", 0);
  assert_found ("- 5 mg [@gone]\n- 6 mg [@gone]\n", "[@gone]", "- 6 mg [@gone]\n- 5 mg [@gone]\n", 0);
}

/* Whatever stands around words: they are found in their own text unless it has them twice. */
static void
test_own_text (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n_pieces = (guint) g_test_rand_int_range (1, 60);
      static const char *const pieces[] = { "é", "\n", "\n\n", "a ", "bc", " 5", "𝄞" };
      g_autoptr (AttestAnchor) anchor = NULL;
      g_autoptr (GBytes) bytes = NULL;
      gsize at = 0;
      gsize start;

      for (guint i = 0; i < n_pieces; i++)
        {
          if (i == n_pieces / 2)
            {
              at = text->len;
              g_string_append (text, "WORDS");
            }
          g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        }
      bytes = g_bytes_new (text->str, text->len);
      anchor = attest_anchor_new (bytes, at, at + strlen ("WORDS"));
      g_assert_true (attest_surroundings_find (anchor, bytes, &start));
      g_assert_cmpuint (start, ==, at);
    }
}

/* ---- Waivers of a text ---- */

static void
test_places (void)
{
  const char *twice = LONG "[@gone]" AFTER "\n\n" LONG "[@gone]" AFTER "\n";
  g_autoptr (GBytes) text = g_bytes_new (twice, strlen (twice));
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text);
  g_autoptr (GBytes) once = g_bytes_new (twice, strlen (LONG "[@gone]" AFTER "\n"));
  g_autoptr (AttestAnchor) words = make_words (twice, "[@gone]", 2);
  g_autoptr (AttestAnchor) wrong =
      attest_anchor_new_from_parts (words->start, words->end, "[@GONE]", words->prefix, words->suffix);
  g_autoptr (AttestAnchor) about = attest_anchor_new_from_parts (9, 9, "smith2017", "", "");
  g_autoptr (GPtrArray) waivers = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_waiver_unref);
  g_autoptr (AttestWaiverPlaces) here = NULL;
  g_autoptr (AttestWaiverPlaces) there = NULL;
  gsize first = find_nth (twice, "[@gone]", 1);

  g_assert_null (attest_waiver_new ("rule", wrong, text, hash));
  g_ptr_array_add (waivers, attest_waiver_new ("rule", words, text, hash));
  g_ptr_array_add (waivers, attest_waiver_new ("unused", about, NULL, NULL));
  here = attest_waiver_places_new (waivers, text);
  there = attest_waiver_places_new (waivers, once);

  /* In its own text it stands where it was given, of that rule and of all of these words. */
  g_assert_true (attest_waiver_places_find (here, "rule", words->start, words->end, NULL) == waivers->pdata[0]);
  g_assert_null (attest_waiver_places_find (here, "rule", first, first + 7, NULL));
  g_assert_null (attest_waiver_places_find (here, "other", words->start, words->end, NULL));
  g_assert_null (attest_waiver_places_find (here, "rule", words->start, words->end - 1, NULL));
  /* In another one that has only the look-alike left it stands nowhere. */
  g_assert_null (attest_waiver_places_find (there, "rule", first, first + 7, NULL));
  /* What is about no words is told by what it is about, wherever it is shown. */
  g_assert_true (attest_waiver_places_find (there, "unused", 3, 3, "smith2017") == waivers->pdata[1]);
  g_assert_null (attest_waiver_places_find (there, "unused", 3, 3, "jones2019"));
  g_assert_null (attest_waiver_places_find (there, "unused", 3, 3, NULL));
  g_assert_null (attest_waiver_places_find (there, "unused", 3, 12, "smith2017"));
}

/* ---- Acts ---- */

static GPtrArray *
check (ReviewFixture *self, const char *article, const char *rule)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", &error);
  GPtrArray *findings = attest_checks_run_on_revision (self->record.library, variant->newest, NULL, &error);

  g_assert_no_error (error);
  for (guint i = findings->len; i > 0; i--)
    if (!g_str_equal (((AttestFinding *) findings->pdata[i - 1])->rule, rule))
      g_ptr_array_remove_index (findings, i - 1);

  return findings;
}

/* The only finding of @rule in the newest text. */
static char *
waive (ReviewFixture *self,
       const char *article,
       const char *actor,
       const char *rule,
       const char *reason,
       GError **error)
{
  g_autoptr (GPtrArray) findings = check (self, article, rule);
  const AttestFindingPlace place = attest_finding_get_place (findings->pdata[0]);

  return attest_review_waive_finding (self->record.library, article, NULL, actor, NULL, &place, reason, error);
}

static char *
waive_gone (ReviewFixture *self, const char *article, const char *actor)
{
  g_autoptr (GError) error = NULL;
  char *id = waive (self, article, actor, "citation-without-reference", "Comes with the next import", &error);

  g_assert_no_error (error);
  g_assert_nonnull (id);

  return id;
}

static void
assert_waived (ReviewFixture *self, const char *article, const char *id)
{
  g_autoptr (GPtrArray) findings = check (self, article, "citation-without-reference");
  const AttestFinding *finding = findings->pdata[0];
  g_autofree char *recorded = attest_findings_dup_json (findings);

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (finding->waiver != NULL ? finding->waiver->id : NULL, ==, id);
  g_assert_cmpuint (attest_findings_count_undecided (findings), ==, id == NULL);
  if (id != NULL)
    g_assert_cmpstr (recorded, ==, "[]");
  else
    g_assert_nonnull (strstr (recorded, "\"rule\":\"citation-without-reference\",\"severity\":\"error\""));
}

static void
assert_refused (ReviewFixture *self,
                const char *article,
                const char *actor,
                const char *reason,
                AttestReviewError code,
                const char *says)
{
  g_autoptr (GError) error = NULL;
  guint n_events = record_count_events (self->record.library);

  g_assert_null (waive (self, article, actor, "citation-without-reference", reason, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, (int) code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
  g_assert_cmpuint (record_count_events (self->record.library), ==, n_events);
}

static void
test_waive (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *moved = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  assert_waived (self, article, NULL);
  id = waive_gone (self, article, self->first);
  assert_waived (self, article, id);
  findings = check (self, article, "citation-without-reference");
  g_assert_cmpstr (((AttestFinding *) findings->pdata[0])->waiver->actor, ==, self->first);
  g_assert_cmpstr (((AttestFinding *) findings->pdata[0])->waiver->reason, ==, "Comes with the next import");
  assert_refused (self, article, self->second, "Again", ATTEST_REVIEW_ERROR_REFUSED, "waived already");

  /* It goes with its paragraph, and is none any more where the words beside it changed. */
  moved = review_save (self, article, self->author, LONG "[@gone]" AFTER "\n\nFirst words.\n");
  assert_waived (self, article, id);
  edited = review_save (self, article, self->author, LONG "once [@gone]" AFTER "\n\nFirst words.\n");
  assert_waived (self, article, NULL);
}

static void
test_may (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *nobody = review_add_person (self, "Nora Reader", "");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (self, article, self->author, "Mine", ATTEST_REVIEW_ERROR_REFUSED, "an editor can");
  assert_refused (self, article, nobody, "Hm", ATTEST_REVIEW_ERROR_REFUSED, "a reviewer or an editor can");
  assert_refused (self, article, self->first, " \n", ATTEST_REVIEW_ERROR_INPUT, "needs a reason");
  assert_refused (self, article, self->first, NULL, ATTEST_REVIEW_ERROR_INPUT, "needs a reason");
  review_submit (self, article);
  attest_review_recuse (self->record.library, article, NULL, self->second, "My friend's", &error);
  g_assert_no_error (error);
  assert_refused (self, article, self->second, "Hm", ATTEST_REVIEW_ERROR_REFUSED, "recused");

  /* Who edits the text is an author of it, whatever else they are; an editor who is not may waive. */
  id = record_save (self->record.library, article, "doctor", self->first, "Before.\n\n" TEXT);
  assert_refused (self, article, self->first, "Mine", ATTEST_REVIEW_ERROR_REFUSED, "wrote part of this text");
  g_free (waive_gone (self, article, self->editor));
}

static void
test_take_back (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = waive_gone (self, article, self->first);
  g_autofree char *again = NULL;
  g_autofree char *edited = NULL;
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = self->record.library;

  g_assert_false (attest_review_take_waiver_back (library, article, self->author, id, NULL, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED);
  g_clear_error (&error);
  assert_waived (self, article, id);
  g_assert_true (attest_review_take_waiver_back (library, article, self->second, id, "It is not", &error));
  g_assert_no_error (error);
  assert_waived (self, article, NULL);
  g_assert_false (attest_review_take_waiver_back (library, article, self->second, id, NULL, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (attest_review_take_waiver_back (library, article, self->second, "nothing", NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Whoever waived may think better of it, also as an author by now. */
  again = waive_gone (self, article, self->first);
  edited = record_save (self->record.library, article, "doctor", self->first, "Before.\n\n" TEXT);
  assert_waived (self, article, again);
  g_assert_true (attest_review_take_waiver_back (library, article, self->first, again, NULL, &error));
  g_assert_no_error (error);
  assert_waived (self, article, NULL);
}

/* What findings are about that have no words: each is decided by itself. */
static void
test_about (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *id = NULL;
  g_autofree char *moved = NULL;

  attest_review_set_references (self->record.library,
                                article,
                                self->author,
                                "[{\"id\":\"unread\",\"type\":\"book\",\"title\":\"A\"},"
                                "{\"id\":\"unseen\",\"type\":\"book\",\"title\":\"B\"}]",
                                &error);
  g_assert_no_error (error);
  before = check (self, article, "unused-reference");
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_cmpuint (attest_findings_count_undecided (before), ==, 2);
  id = waive (self, article, self->first, "unused-reference", "Further reading", &error);
  g_assert_no_error (error);
  moved = review_save (self, article, self->author, "Other words.\n");
  after = check (self, article, "unused-reference");
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpuint (attest_findings_count_undecided (after), ==, 1);
  g_assert_cmpstr (((AttestFinding *) after->pdata[0])->text, ==, "unread");
  g_assert_nonnull (((AttestFinding *) after->pdata[0])->waiver);
}

/* ---- Events from elsewhere ---- */

static char *
make_body (const char *revision, const char *roles)
{
  g_autoptr (AttestAnchor) words = make_words (TEXT, "[@gone]", 1);

  return g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"rule\":\"citation-without-reference\","
                          "\"pack\":\"us 1\",\"start\":%" G_GSIZE_FORMAT ",\"end\":%" G_GSIZE_FORMAT
                          ",\"exact\":\"[@gone]\","
                          "\"prefix\":\"%s\",\"suffix\":\"%s\",\"reason\":\"r\",\"roles\":[%s]}",
                          revision,
                          words->start,
                          words->end,
                          words->prefix,
                          words->suffix,
                          roles);
}

typedef struct
{
  const char *hash;
  char *no_effect;
} Told;

static gboolean
hear (AttestEvent *event, const char *no_effect, gpointer data)
{
  Told *told = data;

  if (g_str_equal (event->hash, told->hash))
    told->no_effect = g_strdup (no_effect);

  return told->no_effect == NULL;
}

static void
assert_no_effect (ReviewFixture *self,
                  const char *article,
                  const char *kind,
                  const char *actor,
                  const char *body,
                  const char *says)
{
  g_autofree char *hash = record_append (self->record.library, kind, article, actor, body);
  Told told = { .hash = hash };

  g_assert_true (attest_library_visit_events (self->record.library, article, hear, &told, NULL));
  if (told.no_effect == NULL || strstr (told.no_effect, says) == NULL)
    g_error ("“%s” of %s does not say “%s”", told.no_effect, body, says);
  g_free (told.no_effect);
}

static void
test_no_effect (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", NULL);
  g_autofree char *of_reviewer = make_body (variant->newest, "\"reviewer\"");
  g_autofree char *of_nobody = make_body (variant->newest, "\"author\"");
  g_autofree char *elsewhere =
      make_body ("00000000000000000000000000000000000000000000000000000000000000ff", "\"reviewer\"");
  g_autofree char *waiver = NULL;
  g_autofree char *restore = NULL;
  gboolean identical;

  assert_no_effect (self, article, "finding.waive", self->author, of_reviewer, "author cannot decide");
  assert_no_effect (self, article, "finding.waive", self->first, of_nobody, "by reviewers and editors");
  assert_no_effect (self, article, "finding.waive", self->first, elsewhere, "not one of this text");
  assert_no_effect (self,
                    article,
                    "finding.restore",
                    self->first,
                    "{\"audience\":\"doctor\",\"waiver\":"
                    "\"00000000000000000000000000000000000000000000000000000000000000ff\",\"roles\":[\"reviewer\"]}",
                    "is not there");
  assert_waived (self, article, NULL);

  waiver = waive_gone (self, article, self->first);
  restore = g_strdup_printf ("{\"audience\":\"doctor\",\"waiver\":\"%s\",\"roles\":[\"editor\"]}", waiver);
  assert_no_effect (self, article, "finding.restore", self->author, restore, "author cannot decide");
  assert_waived (self, article, waiver);
  g_free (record_append (self->record.library, "finding.restore", article, self->editor, restore));
  assert_waived (self, article, NULL);
  assert_no_effect (self, article, "finding.restore", self->editor, restore, "taken back already");
  g_assert_true (attest_library_rebuild (self->record.library, &identical, NULL));
  g_assert_true (identical);
}

/* A waiver by somebody who is an author under another name is in the record and decides nothing. */
static void
test_joined (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = waive_gone (self, article, self->first);
  g_autofree char *join =
      g_strdup_printf ("{\"person\":\"%s\",\"other\":\"%s\",\"reason\":\"One person\"}", self->first, self->author);

  assert_waived (self, article, id);
  g_free (record_append (self->record.library, "person.same", "board", self->editor, join));
  assert_waived (self, article, NULL);
}

/* Nor does it hold in a text that who waived has a part in by now. */
static void
test_later_author (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = waive_gone (self, article, self->first);
  g_autofree char *other = review_save (self, article, self->author, "Before.\n\n" TEXT);
  g_autofree char *own = NULL;

  review_submit (self, article);
  assert_waived (self, article, id);
  own = record_save (self->record.library, article, "doctor", self->first, "Before that.\n\n" TEXT);
  review_submit (self, article);
  assert_waived (self, article, NULL);
}

/* A waiver says which words it speaks of; where these never stood there it decides nothing. */
static void
test_other_words (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *later = review_save (self, article, self->author, "Before.\n\n" TEXT);
  g_autofree char *body = make_body (later, "\"reviewer\"");

  g_free (record_append (self->record.library, "finding.waive", article, self->first, body));
  assert_waived (self, article, NULL);
}

static void
test_redaction (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = waive_gone (self, article, self->first);
  g_autofree char *again = NULL;
  g_autofree char *third = NULL;
  g_autofree char *body = NULL;
  g_autofree char *restore = NULL;
  g_autoptr (GError) error = NULL;

  attest_library_redact (self->record.library, self->editor, article, id, NULL, "names a patient", &error);
  g_assert_no_error (error);
  assert_waived (self, article, NULL);

  /* Of a blank taking back nobody knows which waiver it took back: all up to then are none. */
  again = waive_gone (self, article, self->first);
  body = g_strdup_printf (
      "{\"audience\":\"doctor\",\"waiver\":\"%s\",\"reason\":\"Jane Doe\",\"roles\":[\"reviewer\"]}", again);
  restore = record_append (self->record.library, "finding.restore", article, self->second, body);
  assert_waived (self, article, NULL);
  attest_library_redact (self->record.library, self->editor, article, restore, NULL, "names a patient", &error);
  g_assert_no_error (error);
  assert_waived (self, article, NULL);
  third = waive_gone (self, article, self->first);
  assert_waived (self, article, third);
}

/* Two devices waive, and one takes back: whoever merges what into what, the tables and the answer are the same. */
static void
test_merge (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestLibrary) other = record_fixture_create (&self->record, "other.attest-library");
  ReviewFixture theirs = *self;
  g_autofree char *ours_id = NULL;
  g_autofree char *theirs_id = NULL;
  g_autofree char *ours_dump = NULL;
  g_autofree char *theirs_dump = NULL;
  g_autoptr (GError) error = NULL;

  attest_library_merge (other, self->record.path, NULL, &error);
  g_assert_no_error (error);
  theirs.record.library = other;
  ours_id = waive_gone (self, article, self->first);
  theirs_id = waive_gone (&theirs, article, self->second);
  g_assert_true (attest_review_take_waiver_back (other, article, self->second, theirs_id, "No", &error));
  g_assert_no_error (error);
  assert_waived (&theirs, article, NULL);
  attest_library_merge (other, self->record.path, NULL, &error);
  g_assert_no_error (error);
  attest_library_merge (self->record.library, attest_library_get_path (other), NULL, &error);
  g_assert_no_error (error);

  assert_waived (self, article, ours_id);
  assert_waived (&theirs, article, ours_id);
  ours_dump = record_dump (self->record.library);
  theirs_dump = record_dump (other);
  g_assert_cmpstr (ours_dump, ==, theirs_dump);
}

static void
test_bodies (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", NULL);
  g_autofree char *right = make_body (variant->newest, "\"reviewer\"");
  static const struct
  {
    const char *part;
    const char *other;
  } changes[] = {
    { "\"reason\":\"r\"", "\"reason\":\" \"" },
    { "\"exact\":\"[@gone]\"", "\"exact\":\"[@gon]\"" },
    { "\"exact\":\"[@gone]\"", "\"exact\":\"\"" },
    { "\"audience\":\"doctor\"", "\"audience\":\"\"" },
    { "\"rule\":\"citation-without-reference\"", "\"rule\":\"\"" },
    { "\"start\":", "\"start\":-" },
    { "\"prefix\":\"", "\"prefix\":\"x" },
    { ",\"roles\":[\"reviewer\"]", "" },
    { "\"pack\":\"us 1\"", "\"pack\":1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) body = g_string_new (right);

      g_assert_cmpuint (g_string_replace (body, changes[i].part, changes[i].other, 1), ==, 1);
      record_append_error (self->record.library, "finding.waive", article, body->str, ATTEST_RECORD_ERROR_BODY);
    }
  record_append_error (self->record.library,
                       "finding.restore",
                       article,
                       "{\"audience\":\"doctor\",\"waiver\":\"x\",\"roles\":[]}",
                       ATTEST_RECORD_ERROR_BODY);
}

#define ADD(path, function)                                                                                            \
  g_test_add (path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/waivers/moved", test_moved);
  g_test_add_func ("/waivers/changed", test_changed);
  g_test_add_func ("/waivers/twice", test_twice);
  g_test_add_func ("/waivers/short", test_short);
  g_test_add_func ("/waivers/own-text", test_own_text);
  g_test_add_func ("/waivers/places", test_places);
  ADD ("/waivers/waive", test_waive);
  ADD ("/waivers/may", test_may);
  ADD ("/waivers/take-back", test_take_back);
  ADD ("/waivers/about", test_about);
  ADD ("/waivers/no-effect", test_no_effect);
  ADD ("/waivers/joined", test_joined);
  ADD ("/waivers/later-author", test_later_author);
  ADD ("/waivers/other-words", test_other_words);
  ADD ("/waivers/redaction", test_redaction);
  ADD ("/waivers/merge", test_merge);
  ADD ("/waivers/bodies", test_bodies);

  return g_test_run ();
}
