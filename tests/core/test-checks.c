/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "checks/attest-checks.h"
#include "checks/attest-organisations.h"

static const char *const references_json =
    "[{\"id\":\"smith\",\"title\":\"T\"},{\"id\":\"ref-1\",\"custom\":{\"placeholder\":1}},"
    "{\"id\":\"unused\",\"title\":\"U\"}]";

static const char *const *cited_elsewhere;

/* All findings as lines of "rule severity start-end text". */
static char *
run_checks (const char *markdown, const char *disclaimer, const char *board_name)
{
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));
  g_autoptr (AttestDocument) document = attest_document_new (bytes);
  AttestRenderOptions options = { 0 };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  g_autoptr (AttestReferences) references = attest_references_new_from_json (references_json, NULL);
  AttestCheckInput input = { document, rendering, references, disclaimer, board_name, cited_elsewhere, "uk" };
  g_autoptr (GPtrArray) findings = attest_checks_run (&input);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      AttestFinding *finding = g_ptr_array_index (findings, i);

      g_assert_cmpstr (finding->pack, ==, "uk 1");
      g_assert_cmpuint (strlen (finding->message), >, 10);
      g_string_append_printf (lines,
                              "%s %s %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT " %s\n",
                              finding->rule,
                              attest_severity_to_string (finding->severity),
                              finding->start,
                              finding->end,
                              finding->text);
    }
  return g_string_free (lines, FALSE);
}

static void
assert_findings (const char *markdown, const char *expected)
{
  g_autofree char *findings = run_checks (markdown, NULL, NULL);

  g_assert_cmpstr (findings, ==, expected);
}

static void
test_citations (void)
{
  assert_findings ("A [@smith; @unused; @ref-1].", "placeholder-citation warning 20-26 @ref-1\n");
  assert_findings ("A [@smith; @unused; @ref-1].\nB [@nobody, p. 3] and `[@nobody]`.",
                   "placeholder-citation warning 20-26 @ref-1\ncitation-without-reference error 32-45 @nobody, p. 3\n");
  assert_findings ("A [@smith; @ref-1].",
                   "placeholder-citation warning 11-17 @ref-1\nunused-reference warning 19-19 unused\n");
}

/* The list is the article's: what a text for other readers cites is in use. */
static void
test_elsewhere (void)
{
  static const char *const keys[] = { "unused", NULL };

  cited_elsewhere = keys;
  assert_findings ("A [@smith; @ref-1].", "placeholder-citation warning 11-17 @ref-1\n");
  cited_elsewhere = NULL;
}

static void
test_markup (void)
{
  const char *all = "[@smith; @unused]\n\n";
  g_autofree char *html = g_strconcat (all, "a <b>b</b> c", NULL);
  g_autofree char *link = g_strconcat (all, "[a](javascript:x) [b](https://b.example)", NULL);
  g_autofree char *image = g_strconcat (all, "![a](https://b.example/c.png)", NULL);

  assert_findings (html,
                   "raw-html warning 21-24 <b>\nraw-html warning 25-29 </b>\nunused-reference warning 31-31 ref-1\n");
  assert_findings (link, "refused-link warning 19-36 [a](javascript:x)\nunused-reference warning 59-59 ref-1\n");
  assert_findings (image,
                   "refused-link warning 19-48 ![a](https://b.example/c.png)\nunused-reference warning 48-48 ref-1\n");
}

static void
test_disclaimer (void)
{
  g_autofree char *other =
      run_checks ("[@smith; @unused; @ref-1]", "Dr.Example assumes no liability.", "Northern Board");
  g_autofree char *own =
      run_checks ("[@smith; @unused; @ref-1]", "The Northern Board Ltd assumes no liability.", "Northern Board");

  g_assert_nonnull (strstr (other, "other-organisation warning 0-0 Dr.Example\n"));
  g_assert_null (strstr (own, "other-organisation"));
}

static void
test_organisations (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "Dr.Oracle assumes no liability for decisions.", "Dr.Oracle" },
    { "Neither the authors nor the publisher accept liability.", "" },
    { "Northwind Health Inc. and its partners are not liable.", "Northwind Health Inc" },
    { "Visit care-site.example.com for terms.", "care-site.example.com" },
    { "© 2024 Harbour Clinic. All rights reserved.", "Harbour Clinic" },
    { "The Example Trust is not responsible for errors.", "Example Trust" },
    { "WebDoctor content is for information; MedInfo does not endorse drugs.", "WebDoctor|MedInfo" },
    { "Healthcare Professionals are not responsible. We do not give advice. Users have responsibility.", "" },
    { "This information is not medical advice. Always ask a doctor. In an emergency call 112.", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) names = attest_organisations_find (cases[i].text, NULL);
      g_autofree char *joined = g_strjoinv ("|", names);

      g_assert_cmpstr (joined, ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/checks/citations", test_citations);
  g_test_add_func ("/core/checks/elsewhere", test_elsewhere);
  g_test_add_func ("/core/checks/markup", test_markup);
  g_test_add_func ("/core/checks/disclaimer", test_disclaimer);
  g_test_add_func ("/core/checks/organisations", test_organisations);
  return g_test_run ();
}
