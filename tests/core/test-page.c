/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "evidence/attest-reference.h"
#include "exchange/attest-import.h"
#include "exchange/attest-page.h"
#include "exchange/attest-sample.h"
#include "page-reader.h"
#include "review-fixture.h"
#include "text/attest-canonical-json.h"

static const char *const audiences[] = { "patient", "nurse", "doctor", NULL };

static GBytes *
build (ReviewFixture *self, const char *article, const char *const *keys)
{
  g_autoptr (GError) error = NULL;
  GBytes *page = attest_page_build (self->record.library, article, keys, NULL, &error);

  g_assert_no_error (error);
  return page;
}

static char *
save (ReviewFixture *self, const char *article, const char *audience, const char *actor, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return attest_review_save_revision (self->record.library, article, audience, actor, bytes, NULL, NULL);
}

static void
sign (ReviewFixture *self, const char *article, const char *audience, const char *actor, AttestAnswer safe)
{
  AttestVerdict verdict = {
    ATTEST_ANSWER_YES, safe, ATTEST_ANSWER_YES, "approval", safe == ATTEST_ANSWER_NO ? "not safe" : NULL, NULL
  };

  attest_review_give_verdict (self->record.library, article, audience, actor, &verdict, NULL, NULL, NULL);
}

static void
approve (ReviewFixture *self, const char *article, const char *audience)
{
  attest_review_submit (self->record.library, article, audience, self->author, NULL);
  sign (self, article, audience, self->first, ATTEST_ANSWER_YES);
  sign (self, article, audience, self->second, ATTEST_ANSWER_YES);
}

static void
set_board (ReviewFixture *self, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  attest_review_save_board (self->record.library, self->editor, json_node_get_object (node), &error);
  g_assert_no_error (error);
}

/* ---- What the page claims is what the record says ---- */

static const char *
get_expected_step (const AttestAssessment *assessment, const char *shown)
{
  if (g_strcmp0 (assessment->published, shown) == 0)
    return "Approved";
  if (g_strcmp0 (assessment->submitted, shown) != 0)
    return NULL;
  switch (assessment->status)
    {
    case ATTEST_STATUS_SUBMITTED:
      return "Submitted";
    case ATTEST_STATUS_UNDER_REVIEW:
    case ATTEST_STATUS_CHANGES_REQUESTED:
      return "Under review";
    case ATTEST_STATUS_DRAFT:
    case ATTEST_STATUS_APPROVED:
    case ATTEST_STATUS_WITHDRAWN:
    default:
      return NULL;
    }
}

static char *
get_in (PageReader *reader, const char *audience, const char *path)
{
  g_autofree char *full = g_strdup_printf ("//article[@id='%s']%s", audience, path);

  return page_reader_get (reader, full);
}

/* Checks one audience's text. Returns: whether it is there as an approved one */
static gboolean
check_text (ReviewFixture *self, PageReader *reader, const char *article, const AttestVariant *variant, gboolean sample)
{
  g_autoptr (AttestAssessment) assessment =
      attest_review_assess_variant (self->record.library, article, variant->audience, g_get_real_time (), NULL);
  gboolean approved = assessment->published != NULL;
  gboolean withdrawn = !approved && assessment->status == ATTEST_STATUS_WITHDRAWN;
  const char *shown = approved ? assessment->published : variant->newest;
  g_autoptr (AttestRevision) revision = attest_library_load_revision (self->record.library, shown, NULL);
  g_autoptr (GBytes) markdown = attest_library_load_content (self->record.library, revision->text, NULL);
  g_autofree char *step = get_in (reader, variant->audience, "//li[@aria-current='step']/span[@class='step']");
  g_autofree char *notice = get_in (reader, variant->audience, "//div[@class='notice']");
  g_autofree char *prose = get_in (reader, variant->audience, "//div[@class='prose']");
  g_autofree char *hash = get_in (reader, variant->audience, "//p[@class='hash']/code");
  g_autofree char *path =
      g_strdup_printf ("//article[@id='%s']//section[@class='reviewers']//strong", variant->audience);
  g_autoptr (GPtrArray) reviewers = page_reader_list (reader, path);

  g_assert_cmpstr (step, ==, withdrawn ? NULL : get_expected_step (assessment, shown));
  g_assert_cmpint (notice != NULL, ==, !approved || sample);
  g_assert_cmpint (prose != NULL, ==, !withdrawn);
  if (!withdrawn)
    {
      /* Each saved text is one line of its own. */
      g_autofree char *line = g_strndup (g_bytes_get_data (markdown, NULL), g_bytes_get_size (markdown));

      g_assert_nonnull (strstr (prose, strrchr (line, '\n') + 1));
      g_assert_cmpstr (hash, ==, revision->signed_hash);
    }
  g_assert_cmpuint (reviewers->len, ==, approved ? assessment->published_sign_offs->len : 0);
  for (guint i = 0; i < reviewers->len; i++)
    {
      AttestSignOff *sign_off = g_ptr_array_index (assessment->published_sign_offs, i);
      g_autoptr (AttestPerson) person = attest_library_find_person (self->record.library, sign_off->person, NULL);

      g_assert_cmpstr (g_ptr_array_index (reviewers, i), ==, person->name);
    }
  return approved;
}

static void
check_page (ReviewFixture *self, const char *article, gboolean sample)
{
  g_autoptr (GPtrArray) variants = attest_library_list_variants (self->record.library, article, NULL);
  g_autoptr (GBytes) page = build (self, article, NULL);
  g_autoptr (GBytes) again = build (self, article, NULL);
  g_autoptr (PageReader) reader = page_reader_new (page);
  g_autoptr (JsonObject) description = page_reader_parse_description (reader);
  gboolean any_published = FALSE;
  gboolean all_approved = TRUE;
  guint shown = 0;

  page_reader_assert_inert (reader);
  page_reader_assert_sound (reader);
  g_assert_true (g_bytes_equal (page, again));
  for (guint i = 0; i < variants->len; i++)
    any_published |= ((AttestVariant *) g_ptr_array_index (variants, i))->published != NULL;
  for (guint i = 0; i < variants->len; i++)
    {
      AttestVariant *variant = g_ptr_array_index (variants, i);
      g_autofree char *path = g_strdup_printf ("//article[@id='%s']", variant->audience);
      gboolean expected = !any_published || variant->published;

      g_assert_cmpuint (page_reader_count (reader, path), ==, expected ? 1 : 0);
      if (!expected)
        continue;
      shown++;
      all_approved &= check_text (self, reader, article, variant, sample);
    }
  g_assert_cmpuint (page_reader_count (reader, "//article"), ==, shown);
  g_assert_cmpuint (
      page_reader_count (reader, "//meta[@name='robots'][@content='noindex']"), ==, all_approved && !sample ? 0 : 1);
  g_assert_cmpint (json_object_has_member (description, "reviewedBy"), ==, all_approved && !sample);
  g_assert_cmpint (json_object_has_member (description, "lastReviewed"), ==, all_approved && !sample);
}

static void
act (ReviewFixture *self, const char *article, guint round)
{
  const char *const people[] = { self->editor, self->author, self->first, self->second, self->third };
  const char *actor = people[g_test_rand_int_range (0, G_N_ELEMENTS (people))];
  const char *audience = audiences[g_test_rand_int_range (0, G_N_ELEMENTS (audiences) - 1)];
  AttestLibrary *library = self->record.library;
  g_autofree char *text = g_strdup_printf ("# Is it safe?\n\nText number %u for %s.", round, audience);
  g_autofree char *id = NULL;

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
    case 1:
      id = save (self, article, audience, self->author, text);
      break;
    case 2:
    case 3:
      attest_review_submit (library, article, audience, self->author, NULL);
      break;
    case 4:
      attest_review_start (library, article, audience, actor, NULL);
      break;
    case 5:
      if (g_test_rand_int_range (0, 4) == 0)
        attest_review_withdraw (library, article, audience, self->author, "mistake", NULL);
      break;
    case 6:
      if (g_test_rand_int_range (0, 4) == 0)
        attest_review_recuse (library, article, audience, actor, "own trial", NULL);
      break;
    case 7:
      sign (self, article, audience, actor, ATTEST_ANSWER_NO);
      break;
    default:
      sign (self, article, audience, actor, ATTEST_ANSWER_YES);
      break;
    }
}

static void
test_truth (ReviewFixture *self, gconstpointer data)
{
  guint approved = 0;

  for (guint story = 0; story < 12; story++)
    {
      g_autofree char *article = review_make_article (self, "# Is it safe?\n\nText number 0 for doctor.");
      gboolean sample = story % 4 == 3;

      set_board (self, sample ? "{\"sample\":true}" : "{\"sample\":false}");
      for (guint round = 1; round <= 40; round++)
        {
          act (self, article, round);
          if (round % 4 == 0)
            check_page (self, article, sample);
        }
      approve (self, article, "doctor");
      check_page (self, article, sample);
      {
        g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", NULL);

        approved += variant->published != NULL;
      }
    }
  /* Stories that never lead to an approval would prove little. */
  g_assert_cmpuint (approved, >, 3);
}

static void
test_withdrawn (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, "# Is it safe?\n\nWithdrawn words.");
  g_autoptr (GBytes) page = NULL;
  g_autofree char *html = NULL;

  approve (self, article, "doctor");
  g_assert_true (attest_review_withdraw (self->record.library, article, "doctor", self->author, "wrong dose", NULL));
  page = build (self, article, NULL);
  html = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
  g_assert_null (strstr (html, "Withdrawn words"));
  g_assert_nonnull (strstr (html, "has withdrawn this text"));
  check_page (self, article, FALSE);
}

/* What an event of a later version means is not known, so nothing is said of an approval that it may have ended. */
static gboolean
validate_anything (JsonObject *body, GError **error)
{
  return TRUE;
}

static gboolean
project_nothing (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return TRUE;
}

static void
test_unknown_kind (ReviewFixture *self, gconstpointer data)
{
  static const AttestEventKind later = { "review.later",  1,
                                         FALSE,           validate_anything,
                                         project_nothing, ATTEST_EVENT_LEAVES_NOTHING };
  g_autofree char *article = review_make_article (self, "# Is it safe?\n\nA text.");
  g_autoptr (AttestRegistry) known = attest_registry_ref (self->record.registry);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = NULL;
  g_autoptr (PageReader) reader = NULL;
  g_autoptr (JsonObject) description = NULL;
  gboolean identical;

  approve (self, article, "doctor");
  check_page (self, article, FALSE);

  record_fixture_close (&self->record);
  attest_registry_unref (self->record.registry);
  self->record.registry = attest_registry_new ();
  attest_review_register (self->record.registry);
  attest_registry_add (self->record.registry, &later);
  record_fixture_reopen (&self->record);
  attest_library_append_one (self->record.library,
                             attest_event_draft_new ("review.later", article, self->editor, json_object_new ()),
                             NULL,
                             &error);
  g_assert_no_error (error);
  record_fixture_close (&self->record);
  attest_registry_unref (self->record.registry);
  self->record.registry = attest_registry_ref (known);
  record_fixture_reopen (&self->record);
  attest_library_rebuild (self->record.library, &identical, &error);
  g_assert_no_error (error);

  page = build (self, article, NULL);
  reader = page_reader_new (page);
  description = page_reader_parse_description (reader);
  page_reader_assert_sound (reader);
  g_assert_cmpuint (page_reader_count (reader, "//div[@class='notice']"), ==, 1);
  g_assert_cmpuint (page_reader_count (reader, "//section[@class='reviewers']"), ==, 0);
  g_assert_cmpuint (page_reader_count (reader, "//li[@aria-current]"), ==, 0);
  g_assert_cmpuint (page_reader_count (reader, "//meta[@name='robots']"), ==, 1);
  g_assert_false (json_object_has_member (description, "reviewedBy"));
}

/* ---- What is on it ---- */

static void
test_parts (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = NULL;
  g_autofree char *patient = NULL;
  g_autofree char *reference = NULL;
  g_autofree char *language = NULL;
  g_autofree char *follow_up = NULL;
  g_autofree char *policy = NULL;
  g_autofree char *modified = NULL;
  g_autoptr (GBytes) markdown =
      g_bytes_new_static ("# Is it safe?\n\nYes [@smith]. No [@lee; @smith].\n\n## Why\n\nSo.\n", 52);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (PageReader) reader = NULL;
  g_autoptr (JsonObject) description = NULL;
  g_autoptr (GError) error = NULL;

  set_board (self,
             "{\"name\":\"Northern "
             "Board\",\"policy_url\":\"https://b.example/"
             "policy\",\"follow_up_url\":\"mailto:ask@b.example\",\"disclaimer\":\"First.\\n\\nSecond.\"}");
  article = attest_review_create_article (
      self->record.library,
      self->author,
      NULL,
      "ar",
      NULL,
      "doctor",
      markdown,
      "[{\"id\":\"smith\",\"title\":\"One\",\"DOI\":\"10.1/"
      "a\"},{\"id\":\"lee\",\"title\":\"Two\"},{\"id\":\"not-cited\",\"title\":\"Three\"}]",
      NULL,
      0,
      NULL,
      &error);
  g_assert_no_error (error);
  patient =
      save (self, article, "patient", self->author, "# Is it good?\n\nYes [@smith].\n\n# Another first heading\n");
  g_assert_nonnull (patient);
  page = build (self, article, NULL);
  reader = page_reader_new (page);
  description = page_reader_parse_description (reader);
  page_reader_assert_sound (reader);
  page_reader_assert_inert (reader);

  /* Two audiences, patients first; a title of its own is said where it differs. */
  g_assert_cmpuint (page_reader_count (reader, "//article"), ==, 2);
  g_assert_cmpuint (page_reader_count (reader, "//input[@type='radio']"), ==, 2);
  g_assert_cmpuint (page_reader_count (reader, "//article[1][@id='patient']"), ==, 1);
  g_assert_cmpuint (page_reader_count (reader, "//h1[.='Is it good?']"), ==, 1);
  g_assert_cmpuint (
      page_reader_count (reader, "//article[@id='doctor']//span[@class='own-title'][.='Is it safe?']"), ==, 1);
  /* Citations lead to references and back, from every place. */
  g_assert_cmpuint (page_reader_count (reader, "//article[@id='doctor']//section[@class='references']//li"), ==, 2);
  g_assert_cmpuint (page_reader_count (reader, "//li[@id='doctor.reference-smith']//a[@class='back']"), ==, 2);
  g_assert_cmpuint (
      page_reader_count (reader, "//article[@id='doctor']//sup//a[@href='#doctor.reference-smith']"), ==, 2);
  reference = page_reader_get (reader, "//li[@id='doctor.reference-smith']//cite");
  g_assert_cmpstr (reference, ==, "One");
  /* Disclaimer once, follow-up and policy as links. */
  g_assert_cmpuint (page_reader_count (reader, "//section[@class='disclaimer']"), ==, 1);
  g_assert_cmpuint (page_reader_count (reader, "//section[@class='disclaimer']/p"), ==, 2);
  follow_up = page_reader_get (reader, "//section[@class='follow-up']//a/@href");
  g_assert_cmpstr (follow_up, ==, "mailto:ask@b.example");
  policy = page_reader_get (reader, "//article[@id='doctor']//dl//a/@href");
  g_assert_cmpstr (policy, ==, "https://b.example/policy");
  language = page_reader_get (reader, "/html/@lang");
  g_assert_cmpstr (language, ==, "ar");
  g_assert_cmpuint (page_reader_count (reader, "/html[@dir='rtl']"), ==, 1);

  g_assert_cmpstr (json_object_get_string_member (description, "@type"), ==, "MedicalWebPage");
  g_assert_cmpstr (json_object_get_string_member (description, "publishingPrinciples"), ==, "https://b.example/policy");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (description, "citation")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (description, "audience")), ==, 2);
}

static void
test_reviewed (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, "# Is it safe?\n\nYes.");
  g_autoptr (GBytes) page = NULL;
  g_autoptr (PageReader) reader = NULL;
  g_autoptr (JsonObject) description = NULL;
  JsonArray *reviewers;

  approve (self, article, "doctor");
  page = build (self, article, NULL);
  reader = page_reader_new (page);
  description = page_reader_parse_description (reader);
  reviewers = json_object_get_array_member (description, "reviewedBy");
  g_assert_cmpuint (json_array_get_length (reviewers), ==, 2);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (reviewers, 0), "name"), ==, "Rita First");
  g_assert_cmpuint (page_reader_count (reader, "//section[@class='follow-up']"), ==, 0);
  g_assert_cmpuint (page_reader_count (reader, "//input"), ==, 0);
  g_assert_cmpuint (page_reader_count (reader, "//div[@class='notice']"), ==, 0);
}

static void
test_audiences (ReviewFixture *self, gconstpointer data)
{
  static const char *const asked[] = { "nurse", NULL };
  static const char *const unknown[] = { "nurse", "astronaut", NULL };
  g_autofree char *article = review_make_article (self, "# Is it safe?\n\nYes.");
  g_autofree char *nurse = save (self, article, "nurse", self->author, "# Is it safe?\n\nAsk.");
  g_autoptr (GBytes) published = NULL;
  g_autoptr (GBytes) chosen = NULL;
  g_autoptr (PageReader) one = NULL;
  g_autoptr (PageReader) two = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (nurse);
  approve (self, article, "doctor");
  published = build (self, article, NULL);
  chosen = build (self, article, asked);
  one = page_reader_new (published);
  two = page_reader_new (chosen);
  g_assert_cmpuint (page_reader_count (one, "//article[@id='doctor']"), ==, 1);
  g_assert_cmpuint (page_reader_count (one, "//article"), ==, 1);
  g_assert_cmpuint (page_reader_count (two, "//article[@id='nurse']"), ==, 1);
  g_assert_cmpuint (page_reader_count (two, "//meta[@name='robots']"), ==, 1);
  g_assert_null (attest_page_build (self->record.library, article, unknown, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
}

/* A picture of the library is on the page itself; one that is not there, or is no picture, is its description. */
static void
test_pictures (ReviewFixture *self, gconstpointer data)
{
  static const guint8 png[] = "\x89PNG\r\n\x1a\nrest";
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
  g_autofree char *article = review_make_article (self, "# Is it safe?\n\nYes.");
  g_autofree char *picture = attest_sha256 (png, sizeof png);
  g_autofree char *drawing = attest_sha256 (svg, sizeof svg);
  g_autofree char *text =
      g_strdup_printf ("# T\n\n![one](asset:%s) ![two](asset:%s) ![three](asset:%064d)\n", picture, drawing, 0);
  g_autofree char *hash = attest_sha256 (text, strlen (text));
  g_autofree char *body = g_strdup_printf ("{\"audience\":\"doctor\",\"language\":\"en\",\"title\":\"T\",\"text\":\"%"
                                           "s\",\"references\":\"[]\",\"assets\":[\"%s\",\"%s\"],\"disclaimer\":\"\","
                                           "\"parents\":[],\"places\":[]}",
                                           hash,
                                           picture,
                                           drawing);
  g_autoptr (JsonNode) node = json_from_string (body, NULL);
  AttestEventDraft *draft =
      attest_event_draft_new ("revision.save", article, self->author, json_node_dup_object (node));
  g_autoptr (GBytes) text_bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) picture_bytes = g_bytes_new (png, sizeof png);
  g_autoptr (GBytes) drawing_bytes = g_bytes_new (svg, sizeof svg);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = NULL;
  g_autoptr (PageReader) reader = NULL;

  attest_event_draft_add_content (draft, text_bytes);
  attest_event_draft_add_content (draft, picture_bytes);
  attest_event_draft_add_content (draft, drawing_bytes);
  attest_library_append_one (self->record.library, draft, NULL, &error);
  g_assert_no_error (error);
  page = build (self, article, NULL);
  reader = page_reader_new (page);
  page_reader_assert_inert (reader);
  g_assert_cmpuint (
      page_reader_count (reader, "//img[@alt='one'][starts-with(@src, 'data:image/png;base64,iVBORw0KGgpyZXN0')]"),
      ==,
      1);
  g_assert_cmpuint (page_reader_count (reader, "//img[@alt='two'][@src='data:,']"), ==, 1);
  g_assert_cmpuint (page_reader_count (reader, "//img[@alt='three'][@src='data:,']"), ==, 1);
}

/* ---- Hostile input ---- */

static void
check_hostile (ReviewFixture *self, const char *payload)
{
  g_autoptr (JsonObject) board = json_object_new ();
  g_autoptr (JsonObject) item = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *references = NULL;
  g_autofree char *text = g_strdup_printf ("# %s\n\n%s\n\n[@a] [x](%s)\n", payload, payload, payload);
  g_autoptr (GBytes) markdown = g_bytes_new (text, strlen (text));
  static const char *const fields[] = { "title", "container-title", "publisher", "URL", "DOI", "PMID", "note",
                                        "page",  "volume" };
  g_autofree char *article = NULL;
  g_autoptr (GBytes) page = NULL;
  g_autoptr (PageReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (board, "name", payload);
  json_object_set_string_member (board, "notice", payload);
  json_object_set_string_member (board, "policy_url", payload);
  json_object_set_string_member (board, "follow_up_url", payload);
  json_object_set_string_member (board, "disclaimer", payload);
  attest_review_save_board (self->record.library, self->editor, board, NULL);
  json_object_set_string_member (item, "id", "a");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    json_object_set_string_member (item, fields[i], payload);
  json_node_set_object (node, item);
  references = json_to_string (node, FALSE);

  article = attest_review_create_article (self->record.library,
                                          self->author,
                                          NULL,
                                          payload,
                                          NULL,
                                          "doctor",
                                          markdown,
                                          references,
                                          payload,
                                          0,
                                          NULL,
                                          &error);
  if (!article)
    article = attest_review_create_article (
        self->record.library, self->author, NULL, "en", NULL, "doctor", markdown, references, payload, 0, NULL, NULL);
  g_assert_nonnull (article);
  approve (self, article, "doctor");
  page = build (self, article, NULL);
  reader = page_reader_new (page);
  page_reader_assert_inert (reader);
  json_object_unref (page_reader_parse_description (reader));
}

static void
test_hostile (ReviewFixture *self, gconstpointer data)
{
  static const char *const payloads[] = {
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "\"><a href=\"javascript:alert(1)\">x</a>",
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
    "<!--",
    "]]>",
    "https://x.example/\"onclick=\"alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "&lt;script&gt;",
    "\xe2\x80\xa8</script>",
    "asset:\"><script>alert(1)</script>",
    "<img src=\"asset:x",
  };
  g_autofree char *nasty = review_add_person (self, "</script><b onclick=alert(1)>\"'&", "reviewer");

  g_free (self->first);
  self->first = g_steal_pointer (&nasty);
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    check_hostile (self, payloads[i]);
}

static void
test_payloads (ReviewFixture *self, gconstpointer data)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *path = testdata ? g_build_filename (testdata, "corpus", "xss", "dompurify-expect.json", NULL) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases;

  if (!path || !json_parser_load_from_file (parser, path, NULL))
    {
      g_test_skip ("the outside test data is not here");
      return;
    }
  cases = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      const char *payload = json_object_get_string_member (json_array_get_object_element (cases, i), "payload");

      if (g_utf8_validate (payload, -1, NULL))
        check_hostile (self, payload);
    }
}

/* ---- Import into a library ---- */

static AttestImported *
import_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return attest_import_bytes ("paste.txt", bytes, NULL);
}

static char *
get_references (ReviewFixture *self, const char *article)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (self->record.library, article, NULL);
  g_autoptr (AttestReferences) references = attest_references_new_from_json (found->references, NULL);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < attest_references_get_length (references); i++)
    g_strv_builder_add (keys, attest_references_get_key (references, i));
  list = g_strv_builder_end (keys);
  return g_strjoinv (" ", list);
}

static void
test_import (ReviewFixture *self, gconstpointer data)
{
  const char *pasted =
      "Is it safe?\n\nIt is safe for most people. 1 It is not for all. 2\n\nDisclaimer\n\nNot advice.\n";
  g_autoptr (AttestImported) imported = import_text (pasted);
  g_autoptr (AttestImported) same = import_text (pasted);
  g_autoptr (AttestImported) other = import_text (pasted);
  g_autoptr (AttestImported) fourth = import_text (pasted);
  g_autoptr (GError) error = NULL;
  g_autofree char *revision = NULL;
  g_autofree char *again = NULL;
  g_autofree char *patient = NULL;
  g_autofree char *article =
      attest_import_into_library (self->record.library, self->author, imported, NULL, NULL, &revision, &error);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *keys = NULL;
  g_autoptr (AttestRevision) saved = NULL;

  g_assert_no_error (error);
  saved = attest_library_load_revision (self->record.library, revision, NULL);
  g_assert_cmpstr (saved->audience, ==, "doctor");
  g_assert_cmpstr (saved->title, ==, "Is it safe?");
  g_assert_cmpstr (saved->disclaimer, ==, "Not advice.");
  keys = get_references (self, article);
  g_assert_cmpstr (keys, ==, "ref-1 ref-2");

  /* The same text again is no new revision; for other readers the numbers may mean other sources. */
  second = attest_import_into_library (self->record.library, self->author, same, article, NULL, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, revision);
  third = attest_import_into_library (self->record.library, self->author, other, article, "patient", &patient, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (third, ==, article);
  g_clear_pointer (&keys, g_free);
  keys = get_references (self, article);
  g_assert_cmpstr (keys, ==, "ref-1 ref-2 ref-patient-1 ref-patient-2");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (other->markdown, NULL), -1, "people. [@ref-patient-1] It"));

  /* All of it or nothing: for readers that the board does not have, the references do not change either. */
  g_assert_null (
      attest_import_into_library (self->record.library, self->author, fourth, article, "astronaut", NULL, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
  g_clear_error (&error);
  g_clear_pointer (&keys, g_free);
  keys = get_references (self, article);
  g_assert_cmpstr (keys, ==, "ref-1 ref-2 ref-patient-1 ref-patient-2");

  g_assert_null (
      attest_import_into_library (self->record.library, self->author, same, "no-such-article", NULL, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
}

/* ---- Files ---- */

static gboolean
count_exports (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  *(guint *) user_data += g_str_equal (event->kind, "article.export");
  return TRUE;
}

static void
test_export (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, "# Is it safe?\n\nYes.");
  g_autofree char *folder = g_build_filename (self->record.folder, "out", "deep", NULL);
  g_autofree char *blocked = g_build_filename (self->record.path, "below-a-file", NULL);
  g_autoptr (GBytes) page = build (self, article, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *again = NULL;
  g_autofree char *written = NULL;
  gboolean recorded = FALSE;
  guint exports = 0;
  gsize length;

  path = attest_page_export (self->record.library, article, NULL, folder, self->editor, &recorded, &error);
  g_assert_no_error (error);
  g_assert_true (recorded);
  g_assert_true (g_str_has_suffix (path, "/out/deep/is-it-safe.html"));
  g_assert_true (g_file_get_contents (path, &written, &length, NULL));
  g_assert_cmpmem (written, length, g_bytes_get_data (page, NULL), g_bytes_get_size (page));
  attest_library_visit_events (self->record.library, article, count_exports, &exports, NULL);
  g_assert_cmpuint (exports, ==, 1);

  /* Exporting changes nothing that the page says. */
  again = attest_page_export (self->record.library, article, NULL, folder, NULL, &recorded, &error);
  g_assert_no_error (error);
  g_clear_pointer (&written, g_free);
  g_assert_true (g_file_get_contents (again, &written, &length, NULL));
  g_assert_cmpmem (written, length, g_bytes_get_data (page, NULL), g_bytes_get_size (page));

  g_assert_null (attest_page_export (self->record.library, article, NULL, blocked, NULL, NULL, &error));
  g_assert_true (error->domain == G_FILE_ERROR);
  g_clear_error (&error);

  record_fixture_close (&self->record);
  self->record.library = attest_library_open (
      self->record.path, self->record.registry, self->record.state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  g_clear_pointer (&again, g_free);
  again = attest_page_export (self->record.library, article, NULL, folder, NULL, &recorded, &error);
  g_assert_no_error (error);
  g_assert_false (recorded);
  record_remove_folder (folder);
}

static void
test_sample (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->record.folder, "sample.attest-library", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) library = attest_library_create (path, self->record.registry, self->record.state, &error);
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  g_assert_true (attest_sample_fill (library, &error));
  g_assert_no_error (error);
  articles = attest_library_list_articles (library, NULL, NULL, 0, NULL);
  g_assert_cmpuint (articles->len, ==, 3);
  for (guint i = 0; i < articles->len; i++)
    {
      AttestArticle *article = g_ptr_array_index (articles, i);
      g_autoptr (GBytes) page = attest_page_build (library, article->slug, audiences, NULL, NULL);
      g_autoptr (GBytes) every = page ? NULL : attest_page_build (library, article->slug, NULL, NULL, &error);
      g_autoptr (PageReader) reader = page_reader_new (page ? page : every);
      g_autoptr (JsonObject) description = page_reader_parse_description (reader);

      page_reader_assert_inert (reader);
      page_reader_assert_sound (reader);
      g_assert_false (json_object_has_member (description, "reviewedBy"));
      g_assert_cmpuint (page_reader_count (reader, "//meta[@name='robots']"), ==, 1);
      g_assert_cmpuint (
          page_reader_count (reader, "//div[@class='notice']"), ==, page_reader_count (reader, "//article"));
      g_assert_cmpint (article->created, <, g_get_real_time ());
    }
  problems = attest_library_verify (library, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_false (attest_sample_fill (library, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS);
}

#define ADD(name, function)                                                                                            \
  g_test_add (                                                                                                         \
      "/core/exchange/page/" name, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("truth", test_truth);
  ADD ("withdrawn", test_withdrawn);
  ADD ("unknown-kind", test_unknown_kind);
  ADD ("parts", test_parts);
  ADD ("reviewed", test_reviewed);
  ADD ("audiences", test_audiences);
  ADD ("pictures", test_pictures);
  ADD ("hostile", test_hostile);
  ADD ("payloads", test_payloads);
  ADD ("import", test_import);
  ADD ("export", test_export);
  ADD ("sample", test_sample);
  return g_test_run ();
}
