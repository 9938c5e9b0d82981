/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "evidence/attest-reference.h"

static AttestReferences *
read_references (const char *json)
{
  g_autoptr (GError) error = NULL;
  AttestReferences *references = attest_references_new_from_json (json, &error);

  g_assert_no_error (error);
  g_assert_nonnull (references);
  return references;
}

static void
assert_form (const char *json, const char *expected)
{
  g_autoptr (AttestReferences) references = read_references (json);
  const char *key = attest_references_get_key (references, 0);
  g_autoptr (AttestReferenceText) text = attest_reference_format (attest_references_get_item (references, key));

  g_assert_cmpstr (text->plain, ==, expected);
  g_assert_true (g_utf8_validate (text->html, -1, NULL));
}

static void
test_journal (void)
{
  assert_form (
      "{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"Transplants in people with HIV\","
      "\"container-title\":\"The New England Journal of Medicine\",\"container-title-short\":\"N. Engl. J. Med.\","
      "\"author\":[{\"family\":\"Halpern\",\"given\":\"Scott D.\"},{\"family\":\"Ubel\",\"given\":\"Peter A\"},"
      "{\"family\":\"Caplan\",\"given\":\"AL\"}],\"issued\":{\"date-parts\":[[2002,7,25]]},\"volume\":\"347\","
      "\"issue\":4,\"page\":\"284-287\",\"DOI\":\"https://doi.org/10.1056/NEJMsb020632\",\"PMID\":12140307}",
      "Halpern SD, Ubel PA, Caplan AL. Transplants in people with HIV. N Engl J Med. 2002 Jul 25;347(4):284-7. "
      "doi: 10.1056/NEJMsb020632. PMID: 12140307.");
  assert_form ("{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"Heart solution?\",\"container-title\":\"BMJ\","
               "\"issued\":{\"date-parts\":[[\"2002\"]]},\"volume\":325,\"issue\":\"7357\",\"page\":\"184\"}",
               "Heart solution? BMJ. 2002;325(7357):184.");
  assert_form ("{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"Supplement\",\"container-title\":\"Headache\","
               "\"issued\":{\"date-parts\":[[2002]]},\"volume\":\"42\",\"issue\":\"Suppl 2\",\"page\":\"S93–S99\"}",
               "Supplement. Headache. 2002;42 Suppl 2:S93-9.");
  assert_form ("{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"No volume\",\"container-title\":\"Clin Orthop\","
               "\"issued\":{\"date-parts\":[[2002]]},\"issue\":\"401\",\"page\":\"230-238\"}",
               "No volume. Clin Orthop. 2002;(401):230-8.");
  assert_form ("{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"Nothing else\",\"container-title\":\"BMJ\"}",
               "Nothing else. BMJ. [date unknown].");
  assert_form ("{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"On line\",\"container-title\":\"PLoS One\","
               "\"issued\":{\"date-parts\":[[2011,12],[2012,1]]},\"volume\":\"7\",\"number\":\"e1002\","
               "\"PMCID\":\"PMC3256\"}",
               "On line. PLoS One. 2011 Dec-2012 Jan;7:e1002. PMCID: PMC3256.");
  assert_form ("{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"From Zotero\",\"container-title\":\"BMJ\","
               "\"issued\":{\"date-parts\":[[2020,3]]},\"note\":\"PMID: 32000001\\nPMCID: PMC700\"}",
               "From Zotero. BMJ. 2020 Mar. PMID: 32000001; PMCID: PMC700.");
}

static void
test_names (void)
{
  const char *form =
      "{\"id\":\"a\",\"type\":\"book\",\"title\":\"T\",\"issued\":{\"date-parts\":[[2002]]},\"author\":[%s]}";
  static const struct
  {
    const char *authors;
    const char *expected;
  } cases[] = {
    { "{\"family\":\"A\",\"given\":\"A\"},{\"family\":\"B\",\"given\":\"B\"},{\"family\":\"C\",\"given\":\"C\"},"
      "{\"family\":\"D\",\"given\":\"D\"},{\"family\":\"E\",\"given\":\"E\"},{\"family\":\"F\",\"given\":\"F\"}",
      "A A, B B, C C, D D, E E, F F. T. 2002." },
    { "{\"family\":\"A\",\"given\":\"A\"},{\"family\":\"B\",\"given\":\"B\"},{\"family\":\"C\",\"given\":\"C\"},"
      "{\"family\":\"D\",\"given\":\"D\"},{\"family\":\"E\",\"given\":\"E\"},{\"family\":\"F\",\"given\":\"F\"},"
      "{\"family\":\"G\",\"given\":\"G\"}",
      "A A, B B, C C, D D, E E, F F, et al. T. 2002." },
    { "{\"literal\":\"Diabetes Prevention Program Research Group\"}",
      "Diabetes Prevention Program Research Group. T. 2002." },
    { "{\"family\":\"Holtgrewe\",\"given\":\"Jean-Paul\",\"suffix\":\"Jr.\"},{\"literal\":\"Alf-One Study Group\"}",
      "Holtgrewe JP Jr; Alf-One Study Group. T. 2002." },
    { "{\"family\":\"Moorselaar\",\"given\":\"R. J. A.\",\"non-dropping-particle\":\"van\"}",
      "van Moorselaar RJ. T. 2002." },
    { "{\"family\":\"Gilstrap\",\"given\":\"larry c\",\"suffix\":\"III\"}", "Gilstrap LC 3rd. T. 2002." },
    { "{\"family\":\"Žižek\",\"given\":\"Élodie d'Arc\"}", "Žižek ÉD. T. 2002." },
    { "{\"family\":\"Иванов\",\"given\":\"Пётр Ильич\"}", "Иванов ПИ. T. 2002." },
    { "{\"family\":\"王\",\"given\":\"小明\"}", "王小明. T. 2002." },
    { "{\"family\":\"Plato\"}", "Plato. T. 2002." },
    { "{\"given\":\"Madonna\"}", "Madonna. T. 2002." },
    { "\"World Health Organization\"", "World Health Organization. T. 2002." },
    { "{},42,null,[]", "42. T. 2002." },
    { "", "T. 2002." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) json = g_string_new (form);

      g_string_replace (json, "%s", cases[i].authors, 0);
      assert_form (json->str, cases[i].expected);
    }
}

static void
test_pages (void)
{
  static const char *const cases[][2] = {
    { "45-49", "45-9" },
    { "45–49", "45-9" },
    { "1020-1029", "1020-9" },
    { "197-205", "197-205" },
    { "98-102", "98-102" },
    { "iii-ix", "iii-ix" },
    { "7", "7" },
    { "7-7", "7" },
    { "S93-S99", "S93-9" },
    { "S93-99", "S93-9" },
    { "e123-e130", "e123-30" },
    { "10-19, 25-28", "10-9, 25-8" },
    { "10-", "10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"T\",\"container-"
                                               "title\":\"J\",\"issued\":{\"date-parts\":[[2002]]},\"page\":\"%s\"}",
                                               cases[i][0]);
      g_autofree char *expected = g_strdup_printf ("T. J. 2002:%s.", cases[i][1]);

      assert_form (json, expected);
    }
}

static void
test_books (void)
{
  assert_form (
      "{\"id\":\"a\",\"type\":\"book\",\"title\":\"Medical microbiology\",\"edition\":4,\"publisher\":\"Mosby\","
      "\"publisher-place\":\"St. Louis\",\"author\":[{\"family\":\"Murray\",\"given\":\"Patrick R.\"}],"
      "\"issued\":{\"date-parts\":[[2002,5]]}}",
      "Murray PR. Medical microbiology. 4th ed. St. Louis: Mosby; 2002.");
  assert_form ("{\"id\":\"a\",\"type\":\"book\",\"title\":\"Operative obstetrics\",\"edition\":\"2nd\",\"publisher\":"
               "\"McGraw-Hill\",\"publisher-place\":\"New York\",\"editor\":[{\"family\":\"Gilstrap\",\"given\":\"L\"},"
               "{\"family\":\"Cunningham\",\"given\":\"FG\"}],\"issued\":{\"date-parts\":[[2002]]}}",
               "Gilstrap L, Cunningham FG, editors. Operative obstetrics. 2nd ed. New York: McGraw-Hill; 2002.");
  assert_form (
      "{\"id\":\"a\",\"type\":\"chapter\",\"title\":\"Alterations in solid tumors\",\"container-title\":\"The "
      "genetic basis of cancer\",\"publisher\":\"McGraw-Hill\",\"publisher-place\":\"New York\",\"page\":\"93-113\","
      "\"author\":[{\"family\":\"Meltzer\",\"given\":\"PS\"}],\"editor\":[{\"family\":\"Vogelstein\",\"given\":"
      "\"B\"},{\"family\":\"Kinzler\",\"given\":\"KW\"}],\"issued\":{\"date-parts\":[[2002]]}}",
      "Meltzer PS. Alterations in solid tumors. In: Vogelstein B, Kinzler KW, editors. The genetic basis of cancer. "
      "New York: McGraw-Hill; 2002. p. 93-113.");
  assert_form ("{\"id\":\"a\",\"type\":\"thesis\",\"title\":\"Infant sleep\",\"publisher\":\"Central University\","
               "\"author\":[{\"family\":\"Borkowski\",\"given\":\"MM\"}],\"issued\":{\"date-parts\":[[2002]]}}",
               "Borkowski MM. Infant sleep [dissertation]. Central University; 2002.");
}

static void
test_web (void)
{
  assert_form (
      "{\"id\":\"a\",\"type\":\"webpage\",\"title\":\"Living with pain\",\"publisher\":\"Pain Association\","
      "\"publisher-place\":\"New York\",\"issued\":{\"date-parts\":[[2000,5,16]]},\"accessed\":{\"date-parts\":"
      "[[2002,7,9]]},\"URL\":\"https://pain.example/living\"}",
      "Living with pain [Internet]. New York: Pain Association; 2000 May 16 [cited 2002 Jul 9]. Available from: "
      "https://pain.example/living");
  assert_form ("{\"id\":\"a\",\"type\":\"webpage\",\"title\":\"T\",\"URL\":\"javascript:alert(1)\"}",
               "T [Internet]. [date unknown].");
}

static void
test_html (void)
{
  g_autoptr (AttestReferences) references = read_references (
      "[{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"H<sub>2</sub>O & "
      "<script>x</script>\",\"container-title\":"
      "\"J<b>\",\"DOI\":\"10.1/a\\\"><x\"},{\"id\":\"b\",\"type\":\"book\",\"title\":\"a <i>b</b> c\"},"
      "{\"id\":\"c\",\"type\":\"book\",\"title\":\"T\",\"DOI\":\"doi:10.1000/ABC\",\"PMID\":\"PMID 77\"}]");
  g_autoptr (AttestReferenceText) one = attest_reference_format (attest_references_get_item (references, "a"));
  g_autoptr (AttestReferenceText) two = attest_reference_format (attest_references_get_item (references, "b"));
  g_autoptr (AttestReferenceText) three = attest_reference_format (attest_references_get_item (references, "c"));

  g_assert_cmpstr (one->html,
                   ==,
                   "<cite>H<sub>2</sub>O &amp; &lt;script&gt;x&lt;/script&gt;</cite>. J&lt;b&gt;. [date unknown]. doi: "
                   "<a href=\"https://doi.org/10.1/a%22%3E%3Cx\">10.1/a&quot;&gt;&lt;x</a>.");
  g_assert_cmpstr (one->plain, ==, "H2O & <script>x</script>. J<b>. [date unknown]. doi: 10.1/a\"><x.");
  g_assert_cmpstr (two->html, ==, "<cite>a &lt;i&gt;b&lt;/b&gt; c</cite>. [date unknown].");
  g_assert_null (two->url);
  g_assert_cmpstr (three->url, ==, "https://doi.org/10.1000/ABC");
  g_assert_cmpstr (
      three->html,
      ==,
      "<cite>T</cite>. [date unknown]. doi: <a href=\"https://doi.org/10.1000/ABC\">10.1000/ABC</a>. PMID: "
      "<a href=\"https://pubmed.ncbi.nlm.nih.gov/77/\">77</a>.");
}

static void
test_list (void)
{
  g_autoptr (AttestReferences) references = read_references (
      "[{\"id\":\"x\",\"b\":2,\"a\":[1.5,null,{\"z\":1}]},{\"id\":7,\"title\":\"Seven\"},"
      "{\"id\":\"http://zotero.org/1\",\"author\":[{\"family\":\"Müller\"}],\"issued\":{\"date-parts\":[[2020]]}},"
      "{\"author\":[{\"family\":\"Müller\"}],\"issued\":{\"date-parts\":[[2020]]}},{\"title\":\"Only a title\"},{}]");
  static const char *const keys[] = { "7", "nowhere", "x", "7", NULL };
  g_autoptr (AttestReferences) selected = attest_references_select (references, keys);
  g_autofree char *json = attest_references_to_json (selected);
  g_autofree char *again = NULL;
  g_autoptr (AttestReferences) reread = read_references (json);
  g_autoptr (AttestReferences) none = read_references (" \n");
  g_autofree char *nothing = attest_references_to_json (none);

  g_assert_cmpuint (attest_references_get_length (references), ==, 6);
  g_assert_cmpstr (attest_references_get_key (references, 2), ==, "muller2020");
  g_assert_cmpstr (attest_references_get_key (references, 3), ==, "muller2020-2");
  g_assert_cmpstr (attest_references_get_key (references, 4), ==, "only");
  g_assert_cmpstr (attest_references_get_key (references, 5), ==, "reference");
  g_assert_null (attest_references_get_item (references, "nowhere"));
  g_assert_cmpstr (json, ==, "[{\"id\":\"7\",\"title\":\"Seven\"},{\"a\":[1.5,null,{\"z\":1}],\"b\":2,\"id\":\"x\"}]");
  again = attest_references_to_json (reread);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpstr (nothing, ==, "[]");
}

static void
test_merge (void)
{
  g_autoptr (AttestReferences) old = read_references (
      "[{\"id\":\"ref-1\",\"custom\":{\"placeholder\":1}},{\"id\":\"smith\",\"title\":\"Old\",\"DOI\":\"10.1/A\"},"
      "{\"id\":\"lee\",\"PMID\":\"5\",\"title\":\"Lee\"}]");
  g_autoptr (AttestReferences) new = read_references (
      "[{\"id\":\"ref-1\",\"title\":\"Found\"},{\"id\":\"other\",\"title\":\"New\",\"DOI\":\"https://doi.org/10.1/a\"},"
      "{\"id\":\"lee\",\"custom\":{\"placeholder\":1}},{\"id\":\"more\",\"title\":\"More\"}]");
  g_autoptr (AttestReferences) merged = attest_references_merge (old, new);
  g_autofree char *json = attest_references_to_json (merged);
  g_autoptr (AttestReferences) twice = attest_references_merge (merged, new);
  g_autofree char *json_twice = attest_references_to_json (twice);

  g_assert_cmpstr (
      json,
      ==,
      "[{\"id\":\"ref-1\",\"title\":\"Found\"},{\"DOI\":\"https://doi.org/10.1/a\",\"id\":\"smith\",\"title\":"
      "\"New\"},{\"PMID\":\"5\",\"id\":\"lee\",\"title\":\"Lee\"},{\"id\":\"more\",\"title\":\"More\"}]");
  g_assert_cmpstr (json_twice, ==, json);
}

static void
test_placeholder (void)
{
  g_autoptr (JsonObject) item = attest_reference_new_placeholder ("ref-3", 3);
  g_autoptr (AttestReferenceText) text = attest_reference_format (item);

  g_assert_true (attest_reference_is_placeholder (item));
  g_assert_nonnull (strchr (text->plain, '3'));
  g_assert_null (text->url);
  json_object_set_string_member (item, "custom", "placeholder");
  g_assert_false (attest_reference_is_placeholder (item));
}

static void
test_refused (void)
{
  static const char *const cases[] = { "{", "[1]", "\"text\"", "[{}", "[[]]", "\xff", "nonsense", "{\"a\":1e999}" };
  g_autoptr (GString) deep = g_string_new ("{\"id\":");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (attest_references_new_from_json (cases[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }

  for (guint i = 0; i < 100; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < 100; i++)
    g_string_append_c (deep, ']');
  g_string_append_c (deep, '}');
  g_assert_null (attest_references_new_from_json (deep->str, NULL));
}

/* Every CSL-JSON that citation-js expects of BibTeX files is read, formatted, and comes out the same when it is read again. */
static void
test_corpus (void)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *folder = testdata ? g_build_filename (testdata, "corpus", "references", "citation-js", NULL) : NULL;
  g_autoptr (GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint count = 0;

  if (!dir)
    {
      g_test_skip ("the outside test data is not here");
      return;
    }
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *json = NULL;
      g_autoptr (AttestReferences) references = NULL;

      if (!g_str_has_suffix (name, ".json") || !g_file_get_contents (path, &json, NULL, NULL))
        continue;
      references = attest_references_new_from_json (json, NULL);
      for (guint i = 0; references && i < attest_references_get_length (references); i++)
        {
          const char *key = attest_references_get_key (references, i);
          g_autoptr (AttestReferenceText) text = attest_reference_format (attest_references_get_item (references, key));

          g_test_message ("%s: %s", name, text->plain);
          g_assert_true (g_utf8_validate (text->plain, -1, NULL));
          count++;
        }
    }
  g_test_message ("%u references", count);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/evidence/reference/journal", test_journal);
  g_test_add_func ("/core/evidence/reference/names", test_names);
  g_test_add_func ("/core/evidence/reference/pages", test_pages);
  g_test_add_func ("/core/evidence/reference/books", test_books);
  g_test_add_func ("/core/evidence/reference/web", test_web);
  g_test_add_func ("/core/evidence/reference/html", test_html);
  g_test_add_func ("/core/evidence/reference/list", test_list);
  g_test_add_func ("/core/evidence/reference/merge", test_merge);
  g_test_add_func ("/core/evidence/reference/placeholder", test_placeholder);
  g_test_add_func ("/core/evidence/reference/refused", test_refused);
  g_test_add_func ("/core/evidence/reference/corpus", test_corpus);
  return g_test_run ();
}
