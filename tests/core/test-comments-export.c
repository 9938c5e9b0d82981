/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/attest-comments-export.h"
#include "review-fixture.h"
#include "text/attest-document.h"

#define TEXT                                                                                                           \
  "# Käse and *tablets*\n\nTake two tablets – not more. 服用两片。\n\n## Dose & time\n\n- Take **one** at night.\n- "  \
  "Do not "                                                                                                            \
  "drive.\n\n1. First\n2. Second\n\nAsk your doctor.\n"

static char *export (ReviewFixture *self, const char *article, const char *format)
{
  g_autoptr (GError) error = NULL;
  AttestCommentsFormat which;
  char *text;

  g_assert_true (attest_comments_format_from_name (format, &which));
  text = attest_comments_export (self->record.library, article, "doctor", which, &error);
  g_assert_no_error (error);

  return text;
}

static char *
comment (ReviewFixture *self, const char *article, AttestCommentDraft draft)
{
  g_autoptr (GError) error = NULL;
  char *id = attest_review_add_comment (self->record.library, article, "doctor", self->first, &draft, &error);

  g_assert_no_error (error);

  return id;
}

static AttestCommentDraft
draft_on (const char *quote, const char *kind, const char *text, const char *suggestion)
{
  const char *at = strstr (TEXT, quote);

  g_assert_nonnull (at);
  return (AttestCommentDraft) { .start = (gsize) (at - TEXT),
                                .end = (gsize) (at - TEXT) + strlen (quote),
                                .text = text,
                                .kind = kind,
                                .suggestion = suggestion };
}

/* ---- The letter ---- */

/* As somebody reads it, whatever shows the Markdown: its text without the marks. */
static char *
read_letter (const char *letter)
{
  g_autoptr (GBytes) markdown = g_bytes_new (letter, strlen (letter));
  g_autoptr (AttestDocument) document = attest_document_new (markdown);
  g_autoptr (GPtrArray) sentences = attest_document_dup_sentences (document);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sentences->len; i++)
    g_string_append_printf (text, "%s ", ((AttestSentence *) sentences->pdata[i])->text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_says (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in:\n%s", words, text);
}

static void
test_letter (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *first =
      comment (self, article, draft_on ("two tablets", "change", "Why *two*, and not #1? See [a](b)", "one"));
  g_autofree char *second =
      comment (self, article, draft_on ("Do not drive", "delete", "1. Not so\n\n- <b>ever</b>", NULL));
  g_autofree char *third = comment (self, article, draft_on ("First", "note", "Nothing", NULL));
  g_autofree char *fourth = comment (self, article, draft_on ("Second", "question", "Which `code`?", NULL));
  g_autofree char *reply =
      attest_review_reply (self->record.library, first, self->author, "Because.\nReally_.", NULL, NULL);
  g_autofree char *letter = NULL;
  g_autofree char *read = NULL;

  g_assert_nonnull (reply);
  g_assert_true (attest_review_retract (self->record.library, third, self->first, NULL));
  g_assert_true (attest_review_resolve (self->record.library, fourth, self->first, "It is *fine*", NULL));
  letter = export (self, article, "markdown");
  read = read_letter (letter);

  g_assert_nonnull (strstr (letter, "## C001 · Change · open\n"));
  g_assert_nonnull (strstr (letter, "## C002 · Delete · open\n"));
  g_assert_null (strstr (letter, "C003"));
  g_assert_nonnull (strstr (letter, "## C004 · Question · resolved\n"));
  g_assert_nonnull (strstr (letter, "> two tablets\n"));
  g_assert_nonnull (strstr (letter, "Of these, 0 block an approval. Resolved: 1."));
  g_assert_nonnull (strstr (letter, "took back"));
  assert_says (read, "Why *two*, and not #1?");
  assert_says (read, "See [a](b)");
  assert_says (read, "1. Not so");
  assert_says (read, "- <b>ever</b>");
  assert_says (read, "Section: Dose & time");
  assert_says (read, "Because. Really_.");
  assert_says (read, "It is *fine*");
  assert_says (read, "Which `code`?");
}

/* What a comment stood on, and what stands there now. */
static void
test_changed_and_gone (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *changed = comment (self, article, draft_on ("Take two tablets – not more", "change", "Fewer", NULL));
  g_autofree char *gone = comment (self, article, draft_on ("Ask your doctor", "note", "Or the nurse", NULL));
  g_autofree char *revision =
      review_save (self,
                   article,
                   self->author,
                   "# Käse and *tablets*\n\nTake three tablets – not more. 服用两片。\n\n## Dose & time\n");
  g_autofree char *letter = export (self, article, "markdown");
  g_autofree char *marked = export (self, article, "critic-markup");

  g_assert_nonnull (strstr (letter,
                            "> Take two tablets – not more\n\nThe text has changed there since. It now reads:\n\n> "
                            "Take three tablets – not more\n"));
  g_assert_nonnull (strstr (letter, "> Ask your doctor\n\nThis passage is not in the text any more"));
  g_assert_nonnull (strstr (marked, "{==Take three tablets – not more==}{>>C001 "));
  g_assert_nonnull (strstr (marked, " (change), when this read “Take two tablets – not more”: Fewer<<}"));
  g_assert_true (
      g_str_has_suffix (marked, " (note), on “Ask your doctor”, which has no place in this text: Or the nurse<<}"));
}

/* ---- Web annotations ---- */

static JsonObject *
parse (const char *json, JsonParser *parser)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

static JsonObject *
find_selector (JsonObject *annotation, const char *type)
{
  JsonArray *selectors =
      json_object_get_array_member (json_object_get_object_member (annotation, "target"), "selector");

  for (guint i = 0; i < json_array_get_length (selectors); i++)
    {
      JsonObject *selector = json_array_get_object_element (selectors, i);

      if (g_str_equal (json_object_get_string_member (selector, "type"), type))
        return selector;
    }

  return NULL;
}

/* Both ways to say where lead to the same words. */
static void
assert_selects (JsonObject *annotation, const char *text, const char *words)
{
  JsonObject *quote = find_selector (annotation, "TextQuoteSelector");
  JsonObject *position = find_selector (annotation, "TextPositionSelector");
  g_autofree char *there = NULL;

  g_assert_nonnull (quote);
  g_assert_cmpstr (json_object_get_string_member (quote, "exact"), ==, words);
  g_assert_nonnull (position);
  there = g_utf8_substring (
      text, json_object_get_int_member (position, "start"), json_object_get_int_member (position, "end"));
  g_assert_cmpstr (there, ==, words);
}

static void
test_web_annotation (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *first = comment (self, article, draft_on ("服用两片", "change", "More", "服用一片"));
  g_autofree char *second = comment (self, article, draft_on ("at night", "evidence", "Which study?", NULL));
  g_autofree char *reply =
      attest_review_reply (self->record.library, second, self->author, "That of 2017.", NULL, NULL);
  g_autofree char *json = export (self, article, "web-annotation");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *collection = parse (json, parser);
  JsonArray *items = json_object_get_array_member (json_object_get_object_member (collection, "first"), "items");
  JsonObject *annotation = json_array_get_object_element (items, 0);
  JsonObject *answer = json_array_get_object_element (items, 2);

  g_assert_nonnull (reply);
  g_assert_cmpstr (json_object_get_string_member (collection, "@context"), ==, "http://www.w3.org/ns/anno.jsonld");
  g_assert_cmpstr (json_object_get_string_member (collection, "type"), ==, "AnnotationCollection");
  g_assert_cmpint (json_object_get_int_member (collection, "total"), ==, 3);
  g_assert_cmpuint (json_array_get_length (items), ==, 3);
  assert_selects (annotation, TEXT, "服用两片");
  assert_selects (json_array_get_object_element (items, 1), TEXT, "at night");
  g_assert_cmpstr (json_object_get_string_member (answer, "motivation"), ==, "replying");
  g_assert_cmpstr (json_object_get_string_member (answer, "target"),
                   ==,
                   json_object_get_string_member (json_array_get_object_element (items, 1), "id"));
}

/* ---- CriticMarkup ---- */

static gboolean
replace_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *kept = g_match_info_fetch (match, i);

      if (kept != NULL)
        g_string_append (result, kept);
    }

  return FALSE;
}

/* What whoever declines everything is left with. */
static char *
decline_everything (const char *marked)
{
  g_autoptr (GRegex) marks =
      g_regex_new ("\\{~~(.*?)~>.*?~~\\}|\\{--(.*?)--\\}|\\{==(.*?)==\\}|\\{>>.*?<<\\}|\\{\\+\\+.*?\\+\\+\\}",
                   G_REGEX_DOTALL,
                   0,
                   NULL);
  g_autoptr (GError) error = NULL;
  char *text = g_regex_replace_eval (marks, marked, -1, 0, 0, replace_cb, NULL, &error);

  g_assert_no_error (error);

  return text;
}

static void
test_critic_markup (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *first = comment (self, article, draft_on ("two tablets", "change", "Too <<} many\n\nthings", "one"));
  g_autofree char *second = comment (self, article, draft_on ("Do not drive", "delete", "", NULL));
  g_autofree char *third = comment (self, article, draft_on ("tablets – not", "note", "overlaps", NULL));
  g_autofree char *fourth = comment (self, article, draft_on ("Second\n\nAsk", "note", "two blocks", "a ~> b"));
  g_autofree char *marked = export (self, article, "critic-markup");
  g_autofree char *text = decline_everything (marked);

  g_assert_cmpstr (text, ==, TEXT);
  g_assert_nonnull (strstr (marked, "Take {~~two tablets~>one~~}{>>C001 "));
  g_assert_nonnull (strstr (marked, "- {--Do not drive--}{>>C002 "));
  g_assert_nonnull (strstr (marked, " – not{>>C003 "));
  g_assert_nonnull (strstr (marked, "suggested words: “a ~> b”"));
}

static void
test_own_signs (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, "# Signs\n\nWrite {++ and ++}.\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_comments_export (self->record.library, article, NULL, ATTEST_COMMENTS_CRITIC_MARKUP, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
}

/* ---- Anything anywhere ---- */

static const char *const pieces[] = { "~",    "-", "=",  "{", "}",       "<",   ">",  "+",  "\n",
                                      "\n\n", "é", "服", "*", "tablet ", "2. ", "# ", "\\", "<b>" };

static char *
make_text (guint most)
{
  GString *text = g_string_new ("x");
  guint count = (guint) g_test_rand_int_range (1, (gint32) most);

  for (guint i = 0; i < count; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static void
add_anywhere (ReviewFixture *self, const char *article)
{
  static const char *const kinds[] = { "change", "delete", "note", "question" };
  glong length = g_utf8_strlen (TEXT, -1);
  glong start = g_test_rand_int_range (0, (gint32) length - 1);
  glong wanted = start + g_test_rand_int_range (1, 40);
  glong end = MIN (length, wanted);
  g_autofree char *text = make_text (12);
  g_autofree char *suggestion = g_test_rand_int_range (0, 2) == 0 ? make_text (12) : NULL;
  AttestCommentDraft draft = { .start = (gsize) (g_utf8_offset_to_pointer (TEXT, start) - TEXT),
                               .end = (gsize) (g_utf8_offset_to_pointer (TEXT, end) - TEXT),
                               .text = text,
                               .kind = kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))],
                               .suggestion = suggestion };
  g_autofree char *id = comment (self, article, draft);
}

/* Whatever people write, and on whatever: the text can be had back, every place leads to its words, and no number is lost. */
static void
test_anything (ReviewFixture *self, gconstpointer data)
{
  guint rounds = g_getenv ("ATTEST_LONG") != NULL ? 400 : 25;

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *article = review_make_article (self, TEXT);
      g_autofree char *marked = NULL;
      g_autofree char *text = NULL;
      g_autofree char *letter = NULL;
      g_autofree char *json = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonArray *items;

      for (guint k = 0; k < 8; k++)
        add_anywhere (self, article);
      marked = export (self, article, "critic-markup");
      text = decline_everything (marked);
      g_assert_cmpstr (text, ==, TEXT);
      letter = export (self, article, "markdown");
      g_assert_nonnull (strstr (letter, "\n## C008 · "));
      json = export (self, article, "web-annotation");
      items = json_object_get_array_member (json_object_get_object_member (parse (json, parser), "first"), "items");
      for (guint k = 0; k < json_array_get_length (items); k++)
        {
          JsonObject *annotation = json_array_get_object_element (items, k);
          JsonObject *quote = find_selector (annotation, "TextQuoteSelector");

          assert_selects (annotation, TEXT, json_object_get_string_member (quote, "exact"));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add (                                                                                                         \
      "/core/comments-export/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)
  ADD ("letter", test_letter);
  ADD ("changed-and-gone", test_changed_and_gone);
  ADD ("web-annotation", test_web_annotation);
  ADD ("critic-markup", test_critic_markup);
  ADD ("own-signs", test_own_signs);
  ADD ("anything", test_anything);

  return g_test_run ();
}
