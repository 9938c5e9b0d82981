/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/attest-import.h"
#include "text/attest-document.h"
#include "text/attest-render.h"

static AttestImported *
import_text (const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  AttestImported *imported = attest_import_bytes (name, bytes, &error);

  g_assert_no_error (error);
  return imported;
}

static const char *
get_markdown (AttestImported *imported)
{
  return g_bytes_get_data (imported->markdown, NULL);
}

static char *
dup_text (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static guint
count_warnings (AttestImported *imported, const char *code)
{
  guint count = 0;

  for (guint i = 0; i < imported->warnings->len; i++)
    count += g_str_equal (((AttestImportWarning *) g_ptr_array_index (imported->warnings, i))->code, code);
  return count;
}

/* ---- Nothing is lost ---- */

typedef enum
{
  NO_WORD,
  LETTERS,
  DIGITS,
  SUPERSCRIPT,
} WordKind;

static WordKind
get_kind (gunichar c)
{
  if (c == 0xb9 || c == 0xb2 || c == 0xb3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
    return SUPERSCRIPT;
  if (g_unichar_isdigit (c))
    return DIGITS;
  return c && (g_unichar_isalnum (c) || g_unichar_ismark (c)) ? LETTERS : NO_WORD;
}

/* How often each word occurs. A word is a run of letters or of digits; a superscript is the digit that it shows. */
static void
count_words (GHashTable *counts, const char *text, int step)
{
  const char *c = text;

  while (*c)
    {
      const char *start = c;
      WordKind kind = get_kind (g_utf8_get_char (c));
      char *word;
      int count;

      do
        c = g_utf8_next_char (c);
      while (*c && get_kind (g_utf8_get_char (c)) == kind);
      if (kind == NO_WORD)
        continue;
      word = g_strndup (start, c - start);
      if (kind == SUPERSCRIPT)
        {
          g_free (word);
          word = g_utf8_normalize (start, c - start, G_NORMALIZE_ALL);
        }
      count = GPOINTER_TO_INT (g_hash_table_lookup (counts, word));
      g_hash_table_replace (counts, word, GINT_TO_POINTER (count + step));
    }
}

/* Every word of the pasted text is in the Markdown, or in what was left out, or in the disclaimer: as often as it came in. */
static void
assert_nothing_lost (const char *name, const char *text)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AttestImported) imported = import_text (name, text);
  g_autoptr (GString) written =
      g_string_new_len (get_markdown (imported), (gssize) g_bytes_get_size (imported->markdown));
  GHashTableIter iterator;
  gpointer word, count;

  g_string_replace (written, "@ref-", " ", 0);
  if (count_warnings (imported, "title") > 0 && g_str_has_prefix (written->str, "# "))
    g_string_erase (written, 0, strchr (written->str, '\n') - written->str);
  count_words (counts, text, 1);
  count_words (counts, written->str, -1);
  for (guint i = 0; i < imported->left_out->len; i++)
    count_words (counts, g_ptr_array_index (imported->left_out, i), -1);

  g_hash_table_iter_init (&iterator, counts);
  while (g_hash_table_iter_next (&iterator, &word, &count))
    if (GPOINTER_TO_INT (count) != 0)
      g_error ("%s: “%s” is %d times more often in the input than in what became of it:\n%s",
               name,
               (char *) word,
               GPOINTER_TO_INT (count),
               written->str);
}

/* And the reader sees them: the words of the rendered Markdown are those of the Markdown without its marks. */
static void
assert_reads_the_same (AttestImported *imported)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AttestDocument) document = attest_document_new (imported->markdown);
  AttestRenderOptions options = { 0 };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  GHashTableIter iterator;
  gpointer word, count;

  count_words (counts, get_markdown (imported), 1);
  count_words (counts, attest_rendering_get_text (rendering, NULL), -1);
  g_hash_table_iter_init (&iterator, counts);
  while (g_hash_table_iter_next (&iterator, &word, &count))
    if (GPOINTER_TO_INT (count) != 0 && !g_ascii_isdigit (*(char *) word) && !g_str_equal (word, "ref"))
      g_error ("“%s” is %d times more often in the Markdown than in what is read:\n%s",
               (char *) word,
               GPOINTER_TO_INT (count),
               get_markdown (imported));
}

static void
test_fixtures (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("ATTEST_FIXTURES"), "import", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *stem = g_strndup (path, strlen (path) - 4);
      g_autofree char *expected_path = g_strconcat (stem, ".expected.md", NULL);
      g_autofree char *expected = NULL;
      g_autofree char *text = NULL;
      g_autoptr (AttestImported) imported = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (name, ".txt"))
        continue;
      imported = attest_import_file (path, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
      text = dup_text (imported->markdown);
      g_assert_cmpstr (text, ==, expected);
      assert_reads_the_same (imported);

      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      if (g_utf8_validate (text, -1, NULL))
        assert_nothing_lost (name, text);
      count++;
    }
  g_assert_cmpuint (count, >=, 12);
}

/* ---- What the shapes of lines mean ---- */

static void
test_furniture (void)
{
  g_autoptr (AttestImported) one =
      import_text ("a.txt",
                   "Is it safe?\n\nReviewed by the Harbour Medical Panel\nStatus\nDraft\nIn review\nPublished\n\n"
                   "Select your role\nDoctor\nPatient\n\nThe text, which is long enough to be one, begins here.\n");
  g_autoptr (AttestImported) two = import_text (
      "a.txt",
      "Is it safe?\n\nApproved\n\nThe drug was approved in 2019 by all review boards.\n\nDoctor\n\nAsk one.\n");
  g_autoptr (AttestImported) three =
      import_text ("a.txt",
                   "What is a review board?\n\nA board is a group of experts. Our articles are reviewed by such a "
                   "group, and this sentence is part of the article since it stands in a paragraph.\n");

  g_assert_cmpstr (get_markdown (one), ==, "# Is it safe?\n\nThe text, which is long enough to be one, begins here.\n");
  g_assert_cmpuint (one->left_out->len, ==, 8);
  g_assert_cmpuint (count_warnings (one, "status"), ==, 4);
  /* One step is no stepper, and a word that could be an answer is none without the question. */
  g_assert_cmpuint (two->left_out->len, ==, 0);
  g_assert_cmpuint (three->left_out->len, ==, 0);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *line;
    const char *date;
    gboolean left_out;
  } cases[] = {
    { "Last updated: August 18, 2025", "2025-08-18", TRUE },
    { "Last updated: August 18, 2025View editorial policy", "2025-08-18", TRUE },
    { "Updated on 18th August 2025", "2025-08-18", TRUE },
    { "Last modified 2025-08-18", "2025-08-18", TRUE },
    { "Page last updated: 18.08.2025", "2025-08-18", TRUE },
    { "Last updated 08/18/2025", "2025-08-18", TRUE },
    { "Last updated 08/07/2025", NULL, TRUE },
    { "Last reviewed: 3 May 2024", NULL, TRUE },
    { "Next review due: 3 May 2027", NULL, TRUE },
    { "Published 1 March 2020 | Updated 4 April 2021", "2021-04-04", TRUE },
    { "Revised May 2023", "2023-05-01", TRUE },
    { "Last updated: 31 February 2025", NULL, FALSE },
    { "Updated guidance came in 2020", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "A title\n\n%s\n\nThis is the first sentence of the text, and it goes on for a while.\n", cases[i].line);
      g_autoptr (AttestImported) imported = import_text ("a.txt", text);

      g_test_message ("%s", cases[i].line);
      g_assert_cmpstr (imported->last_updated, ==, cases[i].date);
      g_assert_cmpint (imported->left_out->len > 0, ==, cases[i].left_out);
      assert_nothing_lost ("a.txt", text);
    }
}

static void
test_disclaimer (void)
{
  g_autoptr (AttestImported) heading = import_text (
      "a.txt",
      "A title\n\nSome text stands here.\n\nMedical disclaimer\n\nOne paragraph.\n\nAnother one. Acme Health "
      "LLC is not liable.\n\nSources And More\n\nThe end of the text is here.\n");
  g_autoptr (AttestImported) lead_in =
      import_text ("a.txt", "A title\n\nSome text stands here.\n\nDisclaimer: this is not medical advice.\n");
  g_autoptr (AttestImported) none = import_text (
      "a.txt", "A title\n\nImportant information\n\nDo not drive after the injection. Ask a doctor first.\n");

  g_assert_cmpstr (heading->disclaimer, ==, "One paragraph.\n\nAnother one. Acme Health LLC is not liable.");
  g_assert_cmpuint (count_warnings (heading, "disclaimer"), ==, 1);
  g_assert_cmpuint (count_warnings (heading, "other-organisation"), ==, 1);
  g_assert_nonnull (strstr (get_markdown (heading), "## Sources And More"));
  g_assert_cmpstr (lead_in->disclaimer, ==, "Disclaimer: this is not medical advice.");
  g_assert_cmpuint (count_warnings (lead_in, "other-organisation"), ==, 0);
  g_assert_null (none->disclaimer);
}

/* ---- Markdown keeps its bytes ---- */

static void
test_markdown (void)
{
  static const char *const same[][2] = {
    { "a.md", "no mark at all\n• here\n" },
    { "a.txt", "# A heading\n\ntext 1\n" },
    { "a.txt", "---\ntitle: T\n---\ntext\n" },
    { "paste", "A claim [@smith].\n\n**Bold** words.\n" },
    { "a.MD", "trailing  \n\n\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (AttestImported) imported = import_text (same[i][0], same[i][1]);
      g_autofree char *text = dup_text (imported->markdown);

      g_assert_cmpstr (text, ==, same[i][1]);
    }
}

static void
test_front_matter (void)
{
  g_autoptr (AttestImported) imported = import_text (
      "a.md",
      "---\ntitle: Is it safe?\nslug: is-it-safe\naudience: patient\nlanguage: de\ntopics: [one, two]\n"
      "references:\n  - id: smith\n    title: Work\n    DOI: 10.1/a\n---\n\n# Is it safe?\n\nYes [@smith].\n");
  g_autoptr (AttestImported) broken = import_text ("b.md", "---\ntitle: [\n---\n\ntext\n");
  g_autoptr (AttestImported) references = import_text ("c.md", "---\ntitle: T\nreferences: [1, 2]\n---\ntext\n");

  g_assert_cmpstr (imported->title, ==, "Is it safe?");
  g_assert_cmpstr (imported->slug, ==, "is-it-safe");
  g_assert_cmpstr (imported->audience, ==, "patient");
  g_assert_cmpstr (imported->language, ==, "de");
  g_assert_cmpuint (g_strv_length (imported->topics), ==, 2);
  g_assert_cmpstr (imported->references, ==, "[{\"DOI\":\"10.1/a\",\"id\":\"smith\",\"title\":\"Work\"}]");
  g_assert_cmpuint (imported->warnings->len, ==, 0);

  g_assert_cmpuint (count_warnings (broken, "front-matter"), ==, 1);
  g_assert_cmpstr (broken->title, ==, "B");
  g_assert_null (references->references);
  g_assert_cmpuint (count_warnings (references, "references"), ==, 1);
}

/* ---- Encodings and bad input ---- */

static void
assert_converted (const char *bytes, gsize length, const char *expected, const char *encoding)
{
  g_autoptr (GBytes) input = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *text = NULL;
  gboolean changed;
  g_autoptr (GBytes) output = attest_import_convert_to_utf8 ("a", input, &taken, &changed, &error);

  g_assert_no_error (error);
  text = dup_text (output);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (taken, ==, encoding);
}

static void
test_encodings (void)
{
  assert_converted ("a\r\nb\rc\n\r\n", 8, "a\nb\nc\n\n", NULL);
  assert_converted ("\xef\xbb\xbf"
                    "dose",
                    7,
                    "dose",
                    "UTF-8 with a byte order mark");
  assert_converted ("\xff\xfe"
                    "d\0o\0s\0\xe9\0",
                    10,
                    "dosé",
                    "UTF-16");
  assert_converted ("\xfe\xff"
                    "\0d\0o\0s\0\xe9",
                    10,
                    "dosé",
                    "UTF-16");
  assert_converted ("d\0o\0s\0e\0", 8, "dose", "UTF-16");
  assert_converted ("\0d\0o\0s\0e", 8, "dose", "UTF-16");
  assert_converted ("caf\xe9 \x96 5 \xb5g", 11, "café – 5 µg", "Windows-1252");
  assert_converted ("µg, ≥ 5", 10, "µg, ≥ 5", NULL);
}

static void
assert_refused (const char *name, const char *bytes, gsize length, AttestImportError code)
{
  g_autoptr (GBytes) input = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_import_bytes (name, input, &error));
  g_assert_error (error, ATTEST_IMPORT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, name));
}

static void
test_refused (void)
{
  g_autofree char *large = g_malloc (ATTEST_IMPORT_MAX_BYTES + 1);

  memset (large, 'a', ATTEST_IMPORT_MAX_BYTES + 1);
  assert_refused ("large.md", large, ATTEST_IMPORT_MAX_BYTES + 1, ATTEST_IMPORT_ERROR_TOO_LARGE);
  assert_refused ("empty.md", "", 0, ATTEST_IMPORT_ERROR_EMPTY);
  assert_refused ("blank.md", " \n\t\r\n", 5, ATTEST_IMPORT_ERROR_EMPTY);
  assert_refused ("bom.md", "\xef\xbb\xbf", 3, ATTEST_IMPORT_ERROR_EMPTY);
  assert_refused ("nul.txt", "text\0more", 9, ATTEST_IMPORT_ERROR_BINARY);
  assert_refused ("control.txt", "text\x01", 5, ATTEST_IMPORT_ERROR_BINARY);
  assert_refused ("png.md", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, ATTEST_IMPORT_ERROR_BINARY);
  assert_refused ("half.txt", "\xff\xfe\x00\xd8", 4, ATTEST_IMPORT_ERROR_BINARY);
  assert_refused ("page.md", "<!-- x -->\n <!DOCTYPE HTML><p>", 30, ATTEST_IMPORT_ERROR_FORMAT);
  assert_refused ("page.txt", "<html>", 6, ATTEST_IMPORT_ERROR_FORMAT);
  assert_refused ("a.pdf", "%PDF-1.7", 8, ATTEST_IMPORT_ERROR_FORMAT);
  assert_refused ("a.docx", "PK\x03\x04\0\0", 6, ATTEST_IMPORT_ERROR_FORMAT);
  assert_refused ("a.rtf", "{\\rtf1 x}", 9, ATTEST_IMPORT_ERROR_FORMAT);
}

static void
assert_file_refused (const char *path, AttestImportError code)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_import_file (path, &error));
  g_assert_error (error, ATTEST_IMPORT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, base));
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-import-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.md", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *large = g_build_filename (folder, "large.md", NULL);
  g_autofree char *content = g_strnfill (ATTEST_IMPORT_MAX_BYTES, 'a');
  g_autoptr (AttestImported) imported = NULL;

  assert_file_refused (missing, ATTEST_IMPORT_ERROR_UNREADABLE);
  assert_file_refused (folder, ATTEST_IMPORT_ERROR_UNREADABLE);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_file_refused (pipe, ATTEST_IMPORT_ERROR_UNREADABLE);

  g_assert_true (g_file_set_contents (large, content, ATTEST_IMPORT_MAX_BYTES, NULL));
  imported = attest_import_file (large, NULL);
  g_assert_nonnull (imported);
  g_assert_cmpint (chmod (large, 0), ==, 0);
  if (g_access (large, R_OK) != 0)
    assert_file_refused (large, ATTEST_IMPORT_ERROR_UNREADABLE);

  g_unlink (pipe);
  g_unlink (large);
  g_rmdir (folder);
}

/* Text that makes a careless reader look at everything again for each thing it finds. */
static void
test_large (void)
{
  static const char *const patterns[] = {
    "a line that was cut by the margin of its program and goes on\n",
    "1.1",
    "1, ",
    "A. 1\t",
    "A. 1 ",
    "- a\n\n\n",
    "Title Words Here\n\n",
    "x",
    "• a\n ",
    " 1. ",
    "((((",
    "**[[",
    "a\tb\n",
    "1-",
    "Updated 1 May 2020 ",
    "A: b\n",
    "\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GString) text = g_string_new ("The title\n\n");
      g_autoptr (AttestImported) imported = NULL;
      gint64 start = g_get_monotonic_time ();

      while (text->len < 2000000)
        g_string_append (text, patterns[i]);
      imported = import_text ("large.txt", text->str);
      g_test_message ("%s: %.2f s", patterns[i], (double) (g_get_monotonic_time () - start) / 1e6);
      g_assert_cmpuint (imported->warnings->len, <=, 2001);
    }
}

/* ---- Data from outside ---- */

static void
assert_has_line (AttestImported *imported, const char *prefix)
{
  g_autofree char *pattern = g_strconcat ("\n", prefix, NULL);

  if (!strstr (get_markdown (imported), pattern))
    g_error ("no line begins with “%s”:\n%s", prefix, get_markdown (imported));
}

/* The sample's shape, in counts and in single words only: it is somebody else's text. */
static void
test_sample (void)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *path = testdata ? g_build_filename (testdata, "samples", "pasted-article.txt", NULL) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (AttestImported) imported = NULL;
  g_autoptr (AttestDocument) document = NULL;
  g_auto (GStrv) keys = NULL;
  g_autofree char *joined = NULL;

  if (!path || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the outside test data is not here");
      return;
    }
  imported = attest_import_file (path, NULL);
  g_assert_nonnull (imported);
  document = attest_document_new (imported->markdown);
  keys = attest_document_dup_cited_keys (document);
  joined = g_strjoinv (" ", keys);

  g_assert_true (g_str_has_prefix (get_markdown (imported), "# Can "));
  g_assert_cmpstr (imported->last_updated, ==, "2025-08-18");
  g_assert_nonnull (strstr (imported->disclaimer, "Dr.Oracle"));
  g_assert_cmpuint (count_warnings (imported, "other-organisation"), ==, 1);
  g_assert_cmpuint (imported->left_out->len, ==, 15);
  for (guint i = 0; i < imported->left_out->len; i++)
    g_assert_null (strstr (get_markdown (imported), g_ptr_array_index (imported->left_out, i)));
  g_assert_cmpuint (attest_document_get_headings (document)->len, ==, 8);
  g_assert_cmpstr (joined, ==, "ref-1 ref-2 ref-3 ref-4 ref-5");
  g_assert_cmpuint (attest_document_get_citations (document)->len, ==, 11);
  g_assert_cmpuint (count_warnings (imported, "citation-number"), ==, 11);
  g_assert_cmpuint (count_warnings (imported, "lead-in"), ==, 14);
  assert_has_line (imported, "- **As a therapeutic agent**: ");
  assert_has_line (imported, "  - Neurotoxicity\n");
  assert_has_line (imported, "4. **Pre-existing");
  g_assert_nonnull (strstr (get_markdown (imported), "hours [@ref-2; @ref-3]\n"));
  g_assert_nonnull (strstr (get_markdown (imported), "0.5 mg/kg IV over 40 minutes)"));
  g_assert_nonnull (strstr (get_markdown (imported), "0.5 mg/kg IV over 40 minutes [@ref-3]\n"));
  g_assert_nonnull (strstr (get_markdown (imported), "70% "));
  g_assert_nonnull (strstr (get_markdown (imported), "by 4 weeks after"));
  assert_nothing_lost ("sample", text);
  assert_reads_the_same (imported);
}

/* Articles of others, as a reader would copy them out of a page: only the text of their blocks. */
static void
check_article (const char *path)
{
  g_autofree char *markdown = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AttestDocument) document = NULL;
  g_autoptr (AttestRendering) rendering = NULL;
  g_autoptr (GString) pasted = g_string_new (NULL);
  g_autoptr (AttestImported) imported = NULL;
  AttestRenderOptions options = { 0 };
  const AttestRenderedBlock *blocks;
  const char *text;
  gsize n_blocks;

  g_assert_true (g_file_get_contents (path, &markdown, NULL, NULL));
  bytes = g_bytes_new (markdown, strlen (markdown));
  document = attest_document_new (bytes);
  rendering = attest_render (document, &options);
  blocks = attest_rendering_get_blocks (rendering, &n_blocks);
  text = attest_rendering_get_text (rendering, NULL);
  for (gsize i = 0; i < n_blocks; i++)
    {
      g_string_append_len (pasted, text + blocks[i].text_start, (gssize) (blocks[i].text_end - blocks[i].text_start));
      g_string_append (pasted, "\n\n");
    }
  if (strspn (pasted->str, " \n\t") == pasted->len)
    return;
  assert_nothing_lost ("page.txt", pasted->str);
  imported = import_text ("page.txt", pasted->str);
  assert_reads_the_same (imported);
}

static void
test_corpus (void)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  static const char *const folders[] = { "nhs", "va", "tico19" };
  guint count = 0;

  for (guint i = 0; testdata && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (testdata, "corpus", "articles", folders[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir && (name = g_dir_read_name (dir)))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          if (!g_str_has_suffix (name, ".md"))
            continue;
          g_test_message ("%s", name);
          check_article (path);
          count++;
        }
    }
  if (count == 0)
    g_test_skip ("the outside test data is not here");
  g_test_message ("%u articles", count);
}

/* Lines of all the shapes that mean something, in any order: no word is ever lost, whatever is recognised in them. */
static void
test_random (void)
{
  static const char *const lines[] = {
    "",
    "",
    "",
    "• item one",
    "  • nested: words",
    "\t- tab nested",
    "1. first",
    "2. second",
    "(3) third",
    "A Heading Here",
    "Is this a question?",
    "A sentence that ends here. 1",
    "Another one ends. 2, 3 And goes on with words until it is rather long, so that it looks wrapped",
    "ends with type 2",
    "Last updated: 3 May 2024",
    "Updated 4/5/2024 View editorial policy",
    "Submitted",
    "Under review",
    "Approved",
    "Medical disclaimer",
    "This is not medical advice, and Acme Ltd is not liable for anything.",
    "Have a question?",
    "Ask our assistant a question.",
    "I am a:",
    "Patient",
    "Doctor",
    "cell one\tcell two",
    "cell\tother",
    "---",
    "===",
    "# not here",
    "> quoted",
    "*star* _under_ `code` [link](x) <b> &amp; ~x~ a|b",
    "\\ back\\slash",
    "2019. A year",
    "– dash",
    "— long dash",
    "¹ note² and word³",
    "10³ m²",
    "Reviewed by the Board",
    "lower case line",
    "    indented by four",
    "© 2024 Acme",
    "+ plus",
    "x 1-3",
    "[1] [2, 3]",
    "Lead in: rest of it",
    "「日本語」です。",
    "عربي",
  };

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) text = g_string_new ("The title of it\n");
      g_autoptr (AttestImported) imported = NULL;
      guint n_lines = (guint) g_test_rand_int_range (1, 25);

      for (guint i = 0; i < n_lines; i++)
        g_string_append_printf (text, "%s\n", lines[g_test_rand_int_range (0, G_N_ELEMENTS (lines))]);
      /* Ranges are written out number by number, and a line may by chance be Markdown. */
      if (strstr (text->str, "1-3") || strstr (text->str, "# not here"))
        continue;
      assert_nothing_lost ("random.txt", text->str);
      imported = import_text ("random.txt", text->str);
      if (!g_str_has_prefix (get_markdown (imported), "The title"))
        assert_reads_the_same (imported);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/exchange/import/fixtures", test_fixtures);
  g_test_add_func ("/core/exchange/import/furniture", test_furniture);
  g_test_add_func ("/core/exchange/import/dates", test_dates);
  g_test_add_func ("/core/exchange/import/disclaimer", test_disclaimer);
  g_test_add_func ("/core/exchange/import/markdown", test_markdown);
  g_test_add_func ("/core/exchange/import/front-matter", test_front_matter);
  g_test_add_func ("/core/exchange/import/encodings", test_encodings);
  g_test_add_func ("/core/exchange/import/refused", test_refused);
  g_test_add_func ("/core/exchange/import/files", test_files);
  g_test_add_func ("/core/exchange/import/large", test_large);
  g_test_add_func ("/core/exchange/import/sample", test_sample);
  g_test_add_func ("/core/exchange/import/corpus", test_corpus);
  g_test_add_func ("/core/exchange/import/random", test_random);
  return g_test_run ();
}
