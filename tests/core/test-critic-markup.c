/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-critic-markup.h"
#include "record/attest-library.h"

static AttestCriticMarkup *
read_marked (const char *marked, const char *own)
{
  g_autoptr (GError) error = NULL;
  AttestCriticMarkup *markup = attest_critic_markup_read (marked, own, &error);

  g_assert_no_error (error);

  return markup;
}

static void
assert_text (const AttestCriticMarkup *markup, const char *text)
{
  g_autofree char *read = g_strndup (g_bytes_get_data (markup->text, NULL), g_bytes_get_size (markup->text));

  g_assert_cmpstr (read, ==, text);
}

/* As "kind|exact|suggestion|text" with a dash for what is not there; what stands at the place is checked on the way. */
static char *
describe (const AttestCriticMarkup *markup)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < markup->annotations->len; i++)
    {
      const AttestAnnotation *one = markup->annotations->pdata[i];

      g_string_append_printf (lines,
                              "%s%s|%s|%s|%s",
                              i > 0 ? "\n" : "",
                              one->answers != NULL ? "reply" : one->kind,
                              one->exact != NULL ? one->exact : "-",
                              one->suggestion != NULL ? one->suggestion : "-",
                              one->text);
      if (one->start < one->end)
        {
          g_autofree char *there =
              g_strndup ((const char *) g_bytes_get_data (markup->text, NULL) + one->start, one->end - one->start);

          g_assert_cmpstr (there, ==, one->exact);
        }
    }

  return g_string_free (lines, FALSE);
}

typedef struct
{
  const char *marked;
  const char *text;
  const char *annotations;
  guint unread;
} Case;

static void
assert_cases (const Case *cases, gsize count)
{
  for (gsize i = 0; i < count; i++)
    {
      g_autoptr (AttestCriticMarkup) markup = read_marked (cases[i].marked, NULL);
      g_autofree char *annotations = describe (markup);

      assert_text (markup, cases[i].text);
      g_assert_cmpstr (annotations, ==, cases[i].annotations);
      g_assert_cmpuint (markup->unread, ==, cases[i].unread);
      g_assert_cmpint (markup->unread_line > 0, ==, markup->unread > 0);
    }
}

static void
test_marks (void)
{
  static const Case cases[] = {
    { "No marks.\n", "No marks.\n", "", 0 },
    { "Take {~~two~>one~~} tablets.", "Take two tablets.", "change|two|one|", 0 },
    { "Take {--two--} tablets.", "Take two tablets.", "delete|two|-|", 0 },
    { "Take {~~two~>~~} tablets.", "Take two tablets.", "delete|two|-|", 0 },
    { "Take {==two==} tablets.", "Take two tablets.", "note|two|-|", 0 },
    { "{==a==}{>> Why? <<}", "a", "question|a|-|Why?", 0 },
    { "{==a==}{>>So.<<}{>>No.<<}{>>Yes.<<}", "a", "note|a|-|So.\nreply|-|-|No.\nreply|-|-|Yes.", 0 },
    { "{--a--}{>>So?<<} b {~~c~>d~~}{>>And<<}", "a b c", "delete|a|-|So?\nchange|c|d|And", 0 },
    /* Editors without substitutions write one so. */
    { "{--old--}{++new++}{>>better<<}", "old", "change|old|new|better", 0 },
    { "{==x==}{----}{++y++}", "x", "note|x|-|\nchange|x|xy|", 0 },
    { "{--old--} {++new++}", "old ", "delete|old|-|\nchange|old|old new|", 0 },
    { "{--old--}{>>c<<}{++new++}", "old", "delete|old|-|c\nchange|old|oldnew|", 0 },
    { "{~~old~>b~>c~~}", "old", "change|old|b~>c|", 0 },
    /* Over lines and paragraphs, and in any script. */
    { "{==服用\n\n两片==}{>>多\n少？<<}", "服用\n\n两片", "question|服用\n\n两片|-|多\n少？", 0 },
    /* Signs that share bytes. */
    { "{=={==}{--a---}{~~x~~>~y~~~}", "{a-x~", "note|{|-|\ndelete|a-|-|\nchange|x~|~y~|", 0 },
    /* Nothing in them. */
    { "a{++++}b{----}c{====}d{~~~>~~}e{>><<}", "abcde", "note|abcde|-|", 0 },
    /* In code as anywhere else. */
    { "`a {--b--} c`\n\n```\n{==d==}{>>e<<}\n```\n", "`a b c`\n\n```\nd\n```\n", "delete|b|-|\nnote|d|-|e", 0 },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* An insertion is a change of the word that it touches, else of the one that is nearest; taking its suggestion gives what accepting it would. */
static void
test_insertions (void)
{
  static const Case cases[] = {
    { "Take {++only ++}two.", "Take two.", "change|two.|only two.|", 0 },
    { "Take two{++ or three++} tablets.", "Take two tablets.", "change|two|two or three|", 0 },
    { "Take two {++small++} tablets.", "Take two  tablets.", "change|two|two small|", 0 },
    { "{++Do ++}take", "take", "change|take|Do take|", 0 },
    { "One.\n\n{++Two.\n\n++}Three.", "One.\n\nThree.", "change|Three.|Two.\n\nThree.|", 0 },
    { "One.\n\n{++Two.++}\n\nThree.", "One.\n\n\n\nThree.", "change|One.|One.\n\nTwo.|", 0 },
    { "- a\n{++- b\n++}- c\n", "- a\n- c\n", "change|- c|- b\n- c|", 0 },
    { "a\n{++\nb++}", "a\n", "change|a|a\n\nb|", 0 },
    { "  {++\nb++}", "  ", "change|-|\nb|", 0 },
    { "服用两片{++药++}。", "服用两片。", "change|服用两片|服用两片药|", 0 },
    { "a {~~~>b ~~}c", "a c", "change|c|b c|", 0 },
    { "{==a==}{++b++}{>>c<<}", "a", "note|a|-|\nchange|a|ab|c", 0 },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_lone_remarks (void)
{
  static const Case cases[] = {
    { "One two. Three four{>>Five?<<} six.", "One two. Three four six.", "question|Three four|-|Five?", 0 },
    { "One two. Three four.{>>Five<<}{>>Six<<}", "One two. Three four.", "note|Three four.|-|Five\nreply|-|-|Six", 0 },
    { "One two. Three four. {>>Five<<}\n", "One two. Three four. \n", "note|Three four.|-|Five", 0 },
    { "Take 2 mg, e.g. at night.\n{>>Five<<}\n",
      "Take 2 mg, e.g. at night.\n\n",
      "note|Take 2 mg, e.g. at night.|-|Five",
      0 },
    { "# Title {>>Five<<}\n\nText", "# Title \n\nText", "note|Title|-|Five", 0 },
    { "- One\n- Two{>>Five<<}\n", "- One\n- Two\n", "note|Two|-|Five", 0 },
    { "| a | b |\n|---|---|\n| one | two {>>Five<<} |\n",
      "| a | b |\n|---|---|\n| one | two  |\n",
      "note|two|-|Five",
      0 },
    /* About nothing that could be named. */
    { "One.\n\n{>>Five<<}\n\nTwo.", "One.\n\n\n\nTwo.", "note|-|-|Five", 0 },
    { "{>>Five<<}One.", "One.", "note|-|-|Five", 0 },
    { "{>>Five<<}{>>Six<<}", "", "note|-|-|Five\nreply|-|-|Six", 0 },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* What is not closed, or has a mark inside, stays as it is, and is counted; the marks around it and in it are read. */
static void
test_unread (void)
{
  static const Case cases[] = {
    { "a {++ b", "a {++ b", "", 1 },
    { "a {++ b {--c--} d", "a {++ b c d", "delete|c|-|", 1 },
    { "{==a {--b--} c==}", "{==a b c==}", "delete|b|-|", 1 },
    { "{>>a {>>b<<}", "{>>a ", "note|{>>a|-|b", 1 },
    { "{~~a~~} {==b==}", "{~~a~~} b", "note|b|-|", 1 },
    { "{++{++{++", "{++{++{++", "", 3 },
    { "a ++} {+ +} b", "a ++} {+ +} b", "", 0 },
    /* Words of a remark may show how something is written. */
    { "{==a==}{>>Write {++b++} here<<}", "a", "note|a|-|Write {++b++} here", 0 },
  };
  g_autoptr (AttestCriticMarkup) lines = read_marked ("a\nb\n\nc {-- d {++e", NULL);

  assert_cases (cases, G_N_ELEMENTS (cases));
  g_assert_cmpuint (lines->unread, ==, 2);
  g_assert_cmpuint (lines->unread_line, ==, 4);
}

/* A text about CriticMarkup has marks of its own, which nobody put in; one that comes on top is one. */
static void
test_own_marks (void)
{
  static const char own[] = "Write `{++so++}` or {==so==}, and {-- for the rest.\n";
  g_autoptr (AttestCriticMarkup) same = read_marked (own, own);
  g_autoptr (AttestCriticMarkup) more =
      read_marked ("Write `{++so++}` or {==so==}{>>sic<<}, and {-- for the {~~rest~>others~~}.\n", own);
  g_autoptr (AttestCriticMarkup) twice = read_marked ("{==so==} Write {==so==}.", "Write {==so==}.");
  g_autofree char *annotations = describe (more);

  assert_text (same, own);
  g_assert_cmpuint (same->annotations->len, ==, 0);
  g_assert_cmpuint (same->unread, ==, 0);
  assert_text (more, own);
  g_assert_cmpstr (annotations, ==, "note|Write `{++so++}` or {==so==}|-|sic\nchange|rest|others|");
  g_assert_cmpuint (twice->annotations->len, ==, 2);
}

/* Around words are the file's own bytes, so that nobody finds them by what is around them; a character is never cut. */
static void
test_context (void)
{
  g_autoptr (AttestCriticMarkup) markup = read_marked (
      "服服服服服服服服服服服服服服服服服服服服服服服服服服服服服服服服服{==a==}{>>b<<} c{++d++} e. F{>>g<<}", NULL);
  const AttestAnnotation *marked = markup->annotations->pdata[0];
  const AttestAnnotation *inserted = markup->annotations->pdata[1];
  const AttestAnnotation *remark = markup->annotations->pdata[2];

  g_assert_cmpint (g_utf8_strlen (marked->prefix, -1), ==, 32);
  g_assert_true (g_str_has_suffix (marked->prefix, "服{=="));
  g_assert_cmpstr (marked->suffix, ==, "==}{>>b<<} c{++d++} e. F{>>g<<}");
  g_assert_cmpstr (inserted->prefix, ==, "");
  g_assert_cmpstr (inserted->suffix, ==, "{++d++} e. F{>>g<<}");
  g_assert_cmpstr (remark->exact, ==, "F");
  g_assert_cmpstr (remark->prefix, ==, "");
  g_assert_cmpstr (remark->suffix, ==, "{>>g<<}");
}

static void
test_own_form (void)
{
  static const struct
  {
    const char *marked;
    const char *annotations;
    const char *creator;
  } cases[] = {
    { "{==a==}{>>C012 Jane Doe (evidence): Which?<<}", "evidence|a|-|Which?", "Jane Doe" },
    { "{--a--}{>>C012 Dr (J) Doe (delete, blocking): <<}", "delete|a|-|", "Dr (J) Doe" },
    { "{==a==}{>>C012 Jane (note): Hm<<}{>>C012 John (reply): No: so<<}", "note|a|-|Hm\nreply|-|-|No: so", "Jane" },
    { "{==a b==}{>>C001 Jane (note): Hm<<}{>>C002 Jane (change), on “b”: suggested words: “c⏎d”. Hm<<}",
      "note|a b|-|Hm\nchange|b|c\nd|Hm",
      "Jane" },
    { "a\n\nb{>>C002 Jane (note), on “a⏎⏎b”: Hm<<}", "note|a\n\nb|-|Hm", "Jane" },
    /* Ambiguous, or made for other words, or declined: what was suggested is in the words alone. */
    { "{==a==}{>>C001 J (change): suggested words: “b”. “c”. d<<}", "change|a|-|suggested words: “b”. “c”. d", "J" },
    { "{==a==}{>>C001 J (change): suggested words: “b”. Declined by K: no. d<<}",
      "change|a|-|suggested words: “b”. Declined by K: no. d",
      "J" },
    { "{==a==}{>>C001 J (change), when this read “b”: suggested words: “c”. d<<}",
      "change|a|-|when this read “b”: suggested words: “c”. d",
      "J" },
    { "a{>>C001 J (change), on “b”, which has no place in this text: suggested words: “c”. d<<}", "change|b|c|d", "J" },
    { "{==a==}{>>C001 J (note): x<<}{>>C002 J (note): y<<}", "note|a|-|x\nnote|a|-|y", "J" },
    /* Only nearly in this form. */
    { "{==a==}{>>C1 Jane Doe (evidence): Which?<<}", "question|a|-|C1 Jane Doe (evidence): Which?", NULL },
    { "{==a==}{>>C001 Jane Doe (wish): So<<}", "note|a|-|C001 Jane Doe (wish): So", NULL },
    { "{==a==}{>>C001 Jane Doe (notes): So<<}", "note|a|-|C001 Jane Doe (notes): So", NULL },
    { "{==a==}{>>C001 (note): So<<}", "note|a|-|C001 (note): So", NULL },
    { "{==a==}{>>C001 J (note), of late: So<<}", "note|a|-|C001 J (note), of late: So", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AttestCriticMarkup) markup = read_marked (cases[i].marked, NULL);
      const AttestAnnotation *first = markup->annotations->pdata[0];
      g_autofree char *annotations = describe (markup);

      g_assert_cmpstr (annotations, ==, cases[i].annotations);
      g_assert_cmpstr (first->creator, ==, cases[i].creator);
      g_assert_cmpint (first->blocking, ==, i == 1);
      g_assert_cmpint (first->remark != NULL, ==, first->creator != NULL);
    }
}

/* Words that a remark names are only found where they can be meant. */
static void
test_named_words (void)
{
  static const struct
  {
    const char *marked;
    const char *words;
    gboolean is_placed;
  } cases[] = {
    { "{==a b==}{>>C001 J (note): x<<}{>>C002 J (note), on “b”: y<<}", "b", TRUE },
    { "{==b a b==}{>>C001 J (note): x<<}{>>C002 J (note), on “b”: y<<}", "b", FALSE },
    { "b {==a==}{>>C001 J (note): x<<}{>>C002 J (note), on “b”: y<<}", "b", FALSE },
    { "b a b{>>C002 J (note), on “b”: y<<}", "b", TRUE },
    { "b a{>>C002 J (note), on “b”: y<<}", "b", FALSE },
    { "{==a b==}{>>C001 J (note): x<<}{>>C002 J (note), on “b”, which has no place in this text: y<<}", "b", FALSE },
    { "a{>>C002 J (note), on “much longer than the text”: y<<}", "much longer than the text", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AttestCriticMarkup) markup = read_marked (cases[i].marked, NULL);
      const AttestAnnotation *last = markup->annotations->pdata[markup->annotations->len - 1];

      g_assert_cmpstr (last->exact, ==, cases[i].words);
      g_assert_cmpint (last->start < last->end, ==, cases[i].is_placed);
    }
}

static void
test_no_text (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_critic_markup_read ("{==\xff==}", NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
}

/* A file that somebody made to be slow is read in the time that its length takes. */
static void
test_long (void)
{
  static const struct
  {
    const char *begin;
    const char *repeated;
  } cases[] = {
    { "a", "{++" },
    { "a", "{>>" },
    { "a", "{>>{++" },
    { "a", "{~~a~~}" },
    { "a", "{++a++}" },
    { "a", "{==a==}{>>b<<}" },
    { "a", "{>>C001 J (note), on “a”: b<<}" },
    { "{==a==}", "{>>C001 J (note), on “a”: b<<}" },
    { "a", "a {>>b<<}" },
    { "# a", "a {>>b<<}" },
    { "| a", "|{>>b<<}" },
    { "", " {>>b<<}" },
    { "", " {++b++}" },
    { "", "\n{++b++}" },
    { "", "*{++b++}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) marked = g_string_new (cases[i].begin);
      g_autoptr (AttestCriticMarkup) markup = NULL;
      gint64 begin = 0;

      while (marked->len < 2000000)
        g_string_append (marked, cases[i].repeated);
      begin = g_get_monotonic_time ();
      markup = read_marked (marked->str, NULL);
      g_test_message ("%s: %.2f s", cases[i].repeated, (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
      g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
    }
}

/* ---- Anything ---- */

static const char *const pieces[] = {
  "{++", "++}", "{--", "--}", "{~~", "~>", "~~}", "{==", "==}",   "{>>",  "<<}",
  "a",   " ",   "\n",  "服",  "# ",  "| ", ".",   "{",   "- b\n", "`c` ", "{==d==}"
};

/* Every byte of the file is in a mark or in the text, and every place has its words. */
static void
test_anything (void)
{
  guint rounds = g_getenv ("ATTEST_LONG") != NULL ? 100000 : 5000;

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GString) marked = g_string_new (NULL);
      g_autoptr (AttestCriticMarkup) markup = NULL;
      g_autoptr (AttestCriticMarkup) itself = NULL;
      g_autofree char *annotations = NULL;
      gsize length;

      for (gint32 count = g_test_rand_int_range (1, 30); count > 0; count--)
        g_string_append (marked, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      markup = read_marked (marked->str, NULL);
      annotations = describe (markup);
      length = g_bytes_get_size (markup->text);
      g_assert_cmpuint (length, <=, marked->len);
      for (guint k = 0; k < markup->annotations->len; k++)
        {
          const AttestAnnotation *one = markup->annotations->pdata[k];

          g_assert_true (one->exact == NULL || one->exact[0] != '\0');
          g_assert_true (one->exact == NULL || strlen (one->prefix) + strlen (one->suffix) >= 6);
          g_assert_nonnull (one->text);
        }
      /* As if it were a text with marks of its own. */
      itself = read_marked (marked->str, marked->str);
      assert_text (itself, marked->str);
      g_assert_cmpuint (itself->annotations->len, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/critic-markup/marks", test_marks);
  g_test_add_func ("/core/critic-markup/insertions", test_insertions);
  g_test_add_func ("/core/critic-markup/lone-remarks", test_lone_remarks);
  g_test_add_func ("/core/critic-markup/unread", test_unread);
  g_test_add_func ("/core/critic-markup/own-marks", test_own_marks);
  g_test_add_func ("/core/critic-markup/context", test_context);
  g_test_add_func ("/core/critic-markup/own-form", test_own_form);
  g_test_add_func ("/core/critic-markup/named-words", test_named_words);
  g_test_add_func ("/core/critic-markup/no-text", test_no_text);
  g_test_add_func ("/core/critic-markup/long", test_long);
  g_test_add_func ("/core/critic-markup/anything", test_anything);

  return g_test_run ();
}
