/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-document-private.h"

static AttestDocument *
parse (const char *markdown)
{
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));

  return attest_document_new (bytes);
}

static void
test_front_matter (void)
{
  const char *text = "---\n"
                     "title: \"Can it: yes?\"\n"
                     "slug: can-it\n"
                     "topics: [sleep, 'mood: low']\n"
                     "audience: doctor\n"
                     "empty:\n"
                     "references:\n"
                     "- id: a\n"
                     "  volume: 12\n"
                     "  issue: 1.10\n"
                     "  open: true\n"
                     "  code: 007\n"
                     "  issued: {date-parts: [[2020, 1]]}\n"
                     "---\n"
                     "Body\n";
  g_autoptr (AttestDocument) document = parse (text);
  const char *const *topics = attest_document_get_front_matter_list (document, "topics");
  const char *const *audience = attest_document_get_front_matter_list (document, "audience");

  g_assert_cmpuint (attest_document_get_body_start (document), ==, strstr (text, "Body") - text);
  g_assert_null (attest_document_get_front_matter_error (document));
  g_assert_cmpstr (attest_document_get_title (document), ==, "Can it: yes?");
  g_assert_cmpstr (attest_document_get_front_matter (document, "slug"), ==, "can-it");
  g_assert_null (attest_document_get_front_matter (document, "empty"));
  g_assert_null (attest_document_get_front_matter (document, "topics"));
  g_assert_null (attest_document_get_front_matter (document, "nothing"));
  g_assert_cmpuint (g_strv_length ((GStrv) topics), ==, 2);
  g_assert_cmpstr (topics[1], ==, "mood: low");
  g_assert_cmpuint (g_strv_length ((GStrv) audience), ==, 1);
  g_assert_cmpstr (attest_document_get_front_matter_json (document, "references"),
                   ==,
                   "[{\"id\":\"a\",\"volume\":12,\"issue\":\"1.10\",\"open\":true,\"code\":\"007\",\"issued\":{\"date-"
                   "parts\":[[2020,1]]}}]");
  g_assert_cmpmem (g_bytes_get_data (attest_document_get_markdown (document), NULL),
                   g_bytes_get_size (attest_document_get_markdown (document)),
                   text,
                   strlen (text));
}

static void
test_no_front_matter (void)
{
  static const struct
  {
    const char *text;
    gboolean problem;
  } cases[] = {
    { "", FALSE },
    { "-", FALSE },
    { "---", FALSE },
    { "---\n", FALSE },
    { "---\n---\n", FALSE },
    { "---\ntitle: x\n", FALSE },
    { "\n---\ntitle: x\n---\n", FALSE },
    { "---\njust words\n---\n", FALSE },
    { "---\n- a list\n---\n", FALSE },
    { "---\ntitle: [x\n---\n", TRUE },
    { "---\na: b: c\n---\n", TRUE },
    { "---\n? [a]\n: b\n---\n", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AttestDocument) document = parse (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (attest_document_get_body_start (document), ==, 0);
      g_assert_true ((attest_document_get_front_matter_error (document) != NULL) == cases[i].problem);
      g_assert_null (attest_document_get_front_matter (document, "title"));
    }
}

/* Each level of aliases is nine times the one before: written out, the last is 9^15 values. */
static void
test_many_aliases (void)
{
  g_autoptr (GString) text = g_string_new ("---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n");
  g_autoptr (GString) deep = g_string_new ("---\na: ");
  g_autoptr (GString) wide = g_string_new ("---\na: [");
  gint64 start = g_get_monotonic_time ();

  for (guint i = 1; i < 15; i++)
    {
      g_string_append_printf (text, "a%u: &a%u [", i, i);
      for (guint j = 0; j < 9; j++)
        g_string_append_printf (text, "%s*a%u", j > 0 ? "," : "", i - 1);
      g_string_append (text, "]\n");
    }
  g_string_append (text, "---\nBody\n");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_string_append (deep, "\n---\nBody\n");
  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (wide, "&a%u x,", i);
  g_string_append (wide, "]\n---\nBody\n");

  {
    g_autoptr (AttestDocument) document = parse (text->str);
    g_autoptr (AttestDocument) nested = parse (deep->str);
    g_autoptr (AttestDocument) anchored = parse (wide->str);

    g_assert_cmpuint (attest_document_get_body_start (document), ==, 0);
    g_assert_nonnull (attest_document_get_front_matter_error (document));
    g_assert_nonnull (attest_document_get_front_matter_error (nested));
    g_assert_nonnull (attest_document_get_front_matter_error (anchored));
  }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_title (void)
{
  static const struct
  {
    const char *text;
    const char *title;
  } cases[] = {
    { "no heading\n", NULL },
    { "## Second level\n", NULL },
    { "text\n\n# *Can* `it` &amp; [x](#y)\n", "Can it & x" },
    { "Can it\nbe?\n===\n", "Can it be?" },
    { "# First [@a]\n\n# Second\n", "First" },
    { "---\ntitle:   Front  matter\n---\n# Heading\n", "Front matter" },
    { "#\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AttestDocument) document = parse (cases[i].text);

      g_assert_cmpstr (attest_document_get_title (document), ==, cases[i].title);
    }
}

static void
test_headings (void)
{
  const char *text =
      "# A b\n\n> ## A B\n\nUnder\n-----\n\n### É! _x_ 2.5\n\n# a b\n\n# a-b-1\n\n# Fn 1\n\n# 你好\n\n#\n";
  static const struct
  {
    guint level;
    const char *source;
    const char *words;
    const char *id;
  } expected[] = {
    { 1, "# A b", "A b", "a-b" },
    { 2, "## A B", "A B", "a-b-1" },
    { 2, "Under\n-----", "Under", "under" },
    { 3, "### É! _x_ 2.5", "É! x 2.5", "é-x-25" },
    { 1, "# a b", "a b", "a-b-2" },
    { 1, "# a-b-1", "a-b-1", "a-b-1-1" },
    { 1, "# Fn 1", "Fn 1", "section-fn-1" },
    { 1, "# 你好", "你好", "你好" },
    { 1, "#", "", "section" },
  };
  g_autoptr (AttestDocument) document = parse (text);
  GPtrArray *headings = attest_document_get_headings (document);

  g_assert_cmpuint (headings->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < headings->len; i++)
    {
      const AttestHeading *heading = g_ptr_array_index (headings, i);
      g_autofree char *source = g_strndup (text + heading->start, heading->end - heading->start);

      g_assert_cmpuint (heading->level, ==, expected[i].level);
      g_assert_cmpstr (heading->text, ==, expected[i].words);
      g_assert_cmpstr (heading->id, ==, expected[i].id);
      g_assert_cmpstr (source, ==, expected[i].source);
    }
}

/* What a citation is, written as its source between bars, keys and locators after it. */
static char *
describe_citations (const char *text)
{
  g_autoptr (AttestDocument) document = parse (text);
  GPtrArray *citations = attest_document_get_citations (document);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < citations->len; i++)
    {
      const AttestCitation *citation = g_ptr_array_index (citations, i);

      g_assert_cmpint (text[citation->start], ==, '[');
      g_assert_cmpint (text[citation->end - 1], ==, ']');
      g_string_append_c (out, '|');
      for (guint j = 0; j < citation->keys->len; j++)
        {
          const AttestCitedKey *key = g_ptr_array_index (citation->keys, j);

          g_assert_cmpint (text[key->start], ==, '@');
          g_assert_cmpmem (text + key->start + 1, strlen (key->key), key->key, strlen (key->key));
          g_assert_false (g_ascii_isspace (text[key->end - 1]));
          g_string_append_printf (out, "%s%s", j > 0 ? ";" : "", key->key);
          if (key->locator != NULL)
            g_string_append_printf (out, "(%s)", key->locator);
        }
    }

  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
test_citations (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "a [@key] b", "|key" },
    { "[@a; @b]", "|a;b" },
    { "[@a;@b ; @c]", "|a;b;c" },
    { "[@a, p. 3]", "|a(p. 3)" },
    { "[@a, p. 3; @b_2-x, fig. 1]", "|a(p. 3);b_2-x(fig. 1)" },
    { "[@a,]", "|a" },
    { "[@a][@b]", "|a|b" },
    { "*[@a]* **[@b]** ~~[@c]~~", "|a|b|c" },
    { "# [@a]\n\n- [@b]\n\n> [@c]\n\n| [@d] |\n|-|\n| [@e] |\n", "|a|b|c|d|e" },
    { "[@a;\n@b]", "|a;b" },
    { "> words [@a, p.\n> 3;\n> @b] words", "|a(p. 3);b" },
    { "- words [@a;  \n  @b]", "" },
    { "[^1]\n\n[^1]: [@a]", "|a" },
    { "é [@a]", "|a" },
    { "![x](asset:0) [@a]", "|a" },
    { "`[@a]`", "" },
    { "```\n[@a]\n```", "" },
    { "    [@a]", "" },
    { "[text [@a]](https://x.org)", "" },
    { "[@a](https://x.org)", "" },
    { "[@a]\n\n[@a]: https://x.org", "" },
    { "![[@a]](asset:0)", "" },
    { "\\[@a]", "" },
    { "[\\@a]", "" },
    { "[@a\\]", "" },
    { "[@]", "" },
    { "[@a b]", "" },
    { "[@a;]", "" },
    { "[a]", "" },
    { "[@a.b]", "" },
    { "[@é]", "" },
    { "[see @a]", "" },
    { "[@a, *x*]", "" },
    { "[@a", "" },
    { "x@y.org [@a] x@y.org", "|a" },
    { "https://x.org/[@a] [@b]", "|b" },
    { "[@a [@b]", "|b" },
    { "[[@a]]", "|a" },
    { "&amp;[@a]\\*[@b]", "|a|b" },
    { "<b>[@a]</b>", "|a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = describe_citations (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_cited_keys (void)
{
  g_autoptr (AttestDocument) document = parse ("[@b; @a] [@c][@a]\n\n[@b; @d]\n");
  g_auto (GStrv) keys = attest_document_dup_cited_keys (document);
  g_autofree char *joined = g_strjoinv (" ", keys);

  g_assert_cmpstr (joined, ==, "b a c d");
}

static void
test_assets (void)
{
  static const char first[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  static const char second[] = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
  g_autofree char *text = g_strdup_printf (
      "![a](asset:%s) ![b](asset:%s)\n\n![c](asset:%s) ![d](asset:12) ![e](https://x/y.png) [f](asset:%s)\n",
      second,
      first,
      second,
      first);
  g_autoptr (AttestDocument) document = parse (text);
  g_auto (GStrv) hashes = attest_document_dup_asset_hashes (document);

  g_assert_cmpuint (g_strv_length (hashes), ==, 2);
  g_assert_cmpstr (hashes[0], ==, second);
  g_assert_cmpstr (hashes[1], ==, first);
}

static char *
describe_sentences (const char *text, gboolean source)
{
  g_autoptr (AttestDocument) document = parse (text);
  g_autoptr (GPtrArray) sentences = attest_document_dup_sentences (document);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < sentences->len; i++)
    {
      const AttestSentence *sentence = g_ptr_array_index (sentences, i);

      g_assert_cmpuint (sentence->start, <, sentence->end);
      if (source)
        g_string_append_len (out, text + sentence->start, sentence->end - sentence->start);
      else
        g_string_append (out, sentence->text);
      g_string_append_c (out, '|');
    }

  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
test_sentences (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "", "" },
    { "One. Two! Three? Four", "One.|Two!|Three?|Four|" },
    { "Give 0.5 mg. Wait.", "Give 0.5 mg.|Wait.|" },
    { "Drugs, e.g. Aspirin, help. So do i.e. Others.", "Drugs, e.g. Aspirin, help.|So do i.e. Others.|" },
    { "Ask Dr. Smith or Mrs. Jones. They know.", "Ask Dr. Smith or Mrs. Jones.|They know.|" },
    { "Work by J. R. Smith et al. shows it. Yes.", "Work by J. R. Smith et al. shows it.|Yes.|" },
    { "Take vitamin C. Then rest.", "Take vitamin C.|Then rest.|" },
    { "See Fig. 2 and no. 5. Is it so? No. Never.", "See Fig. 2 and no. 5.|Is it so?|No.|Never.|" },
    { "At 5 p.m. take it. At 9 p.m. Then sleep.", "At 5 p.m. take it.|At 9 p.m.|Then sleep.|" },
    { "Wait... then go. Really?! Yes.", "Wait... then go.|Really?!|Yes.|" },
    { "He said \"Stop.\" She went (fast.) Then \xe2\x80\x9cgo.\xe2\x80\x9d End.",
      "He said \"Stop.\"|She went (fast.)|Then \xe2\x80\x9cgo.\xe2\x80\x9d|End.|" },
    { "Visit example.org. It is 3.5. Good.", "Visit example.org.|It is 3.5.|Good.|" },
    { "吃药。休息！好吗？是", "吃药。|休息！|好吗？|是|" },
    { "هل هذا آمن؟ نعم. لا", "هل هذا آمن؟|نعم.|لا|" },
    { "# Heading. Yes.\n\nText.\n", "Text.|" },
    { "- First item\n- Second item. With two.\n  - Inner\n", "First item|Second item.|With two.|Inner|" },
    { "```\nCode. Here.\n```\n\nText `code. Not` here.\n", "Text  here.|" },
    { "| A. B. |\n|-|\n| C. |\n\nText.\n", "Text.|" },
    { "It helps [@a, p. 3]. Much [@b].\n", "It helps .|Much .|" },
    { "One *two. Three* four\nfive. Six", "One two.|Three four five.|Six|" },
    { "---\ntitle: A. B.\n---\nText.\n", "Text.|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = describe_sentences (cases[i].text, FALSE);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_sentence_ranges (void)
{
  g_autofree char *plain = describe_sentences ("> One *two. Three*\n> four &amp; \\*five. Six", TRUE);

  g_assert_cmpstr (plain, ==, "One *two.|Three*\n> four &amp; \\*five.|Six|");
}

static gpointer
parse_often_cb (gpointer data)
{
  guint wrong = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (AttestDocument) document = parse ("~~a~~ www.example.org x@y.org [@a]\n\n|a|\n|-|\n");
      guint count, links = 0, strikes = 0;
      const AttestToken *tokens = attest_document_get_tokens (document, &count);

      for (guint j = 0; j < count; j++)
        {
          links += tokens[j].kind == ATTEST_TOKEN_LINK;
          strikes += tokens[j].kind == ATTEST_TOKEN_STRIKETHROUGH;
        }
      wrong += links != 4 || strikes != 2;
    }

  return GUINT_TO_POINTER (wrong);
}

/* The parser's table of special characters is the process's: without a lock, threads lose each other's links. */
static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("parse", parse_often_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/document/front-matter", test_front_matter);
  g_test_add_func ("/core/text/document/no-front-matter", test_no_front_matter);
  g_test_add_func ("/core/text/document/many-aliases", test_many_aliases);
  g_test_add_func ("/core/text/document/title", test_title);
  g_test_add_func ("/core/text/document/headings", test_headings);
  g_test_add_func ("/core/text/document/citations", test_citations);
  g_test_add_func ("/core/text/document/cited-keys", test_cited_keys);
  g_test_add_func ("/core/text/document/assets", test_assets);
  g_test_add_func ("/core/text/document/sentences", test_sentences);
  g_test_add_func ("/core/text/document/sentence-ranges", test_sentence_ranges);
  g_test_add_func ("/core/text/document/threads", test_threads);
  return g_test_run ();
}
