/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "edit-fixture.h"

typedef struct
{
  const char *before;
  const char *after;
} Case;

static void
check_lines (const Case *cases, gsize n_cases, AttestLineKind kind)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      gsize start = 0;
      gsize end = 0;
      g_autofree char *text = edit_fixture_read (cases[i].before, &start, &end);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (AttestDocument) document = attest_document_new (bytes);

      g_test_message ("%s", cases[i].before);
      edit_fixture_assert (attest_edit_toggle_lines (document, start, end, kind), text, cases[i].after);
    }
}

static void
test_bullets (void)
{
  const Case cases[] = {
    { "on{}e\n", "- on{}e\n" },
    { "- on{}e\n", "on{}e\n" },
    { "{}", "- {}" },
    { "{one\ntwo}\n", "- {one\n- two}\n" },
    { "- {one\n- two}\n", "{one\n\ntwo}\n" },
    { "{one\n\ntwo}\n", "- {one\n- two}\n" },
    { "1. {one\n2. two}\n", "- {one\n- two}\n" },
    { "## on{}e\n", "- on{}e\n" },
    { "  * {one\n* two}\n", "{one\n\ntwo}\n" },
    /* Neighbours stay what they are. */
    { "on{}e\nbelow\n", "- on{}e\n\nbelow\n" },
    { "- zero\n- on{}e\n- two\n", "- zero\n\non{}e\n- two\n" },
    { "1. zero\n2. on{}e\n3. two\n", "1. zero\n- on{}e\n3. two\n" },
    /* The line behind the selection is no part of it. */
    { "{one\n}two\n", "- {one\n\n}two\n" },
    { "---\ntit{}le: a\n---\n", NULL },
  };

  check_lines (cases, G_N_ELEMENTS (cases), ATTEST_LINE_BULLET);
}

static void
test_numbers (void)
{
  const Case cases[] = {
    { "{one\ntwo}\n", "1. {one\n2. two}\n" },     { "1. {one\n2. two}\n", "{one\n\ntwo}\n" },
    { "- {one\n- two}\n", "1. {one\n2. two}\n" }, { "1. one\ntw{}o\n", "1. one\n2. tw{}o\n" },
    { "above\n{one}\n", "above\n1. {one}\n" },
  };

  check_lines (cases, G_N_ELEMENTS (cases), ATTEST_LINE_NUMBER);
}

static void
test_quote (void)
{
  const Case cases[] = {
    { "on{}e\n", "> on{}e\n" },
    { "> on{}e\n", "on{}e\n" },
    { "{one\n\ntwo}\n", "> {one\n>\n> two}\n" },
    { "> {one\n>\n> two}\n", "{one\n\ntwo}\n" },
    { "on{}e\nbelow\n", "> on{}e\n\nbelow\n" },
    { "> on{}e\n> two\n", "on{}e\n\n> two\n" },
    { "> > on{}e\n", "> on{}e\n" },
  };

  check_lines (cases, G_N_ELEMENTS (cases), ATTEST_LINE_QUOTE);
}

static void
test_enter (void)
{
  const Case cases[] = {
    { "- one{}", "- one\n- {}" },
    { "* one{}", "* one\n* {}" },
    { "- on{}e", "- on\n- {}e" },
    { "- one {}two", "- one \n- {}two" },
    { "1. one{}", "1. one\n2. {}" },
    { "9) one{}", "9) one\n10) {}" },
    { "1. one{}\n2. two\n3. three\n", "1. one\n2. {}\n3. two\n4. three\n" },
    { "1. one{}\n   - deep\n2. two\n", "1. one\n2. {}\n   - deep\n3. two\n" },
    { "1. one\n1. two{}", "1. one\n1. two\n1. {}" },
    { "1. one{}\n7. two\n", "1. one\n2. {}\n7. two\n" },
    { "- [x] done{}", "- [x] done\n- [ ] {}" },
    { "> quote{}", "> quote\n> {}" },
    { "> - item{}", "> - item\n> - {}" },
    /* A second time: out of it. */
    { "- one\n- {}", "- one\n\n{}" },
    { "1. one\n2. {}", "1. one\n\n{}" },
    { "- one\n  - {}", "- one\n- {}" },
    { "1. one\n   - two\n   - {}\n2. three\n", "1. one\n   - two\n2. {}\n3. three\n" },
    { "> quote\n> {}", "> quote\n\n{}" },
    { "> - item\n> - {}", "> - item\n> \n> {}" },
    { "- {}", "{}" },
    /* Elsewhere Enter is Enter. */
    { "{}- one", NULL },
    { "one{}", NULL },
    { "-{} one", NULL },
    { "# one{}", NULL },
    { "***{}", NULL },
    { "2019 was{}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize start = 0;
      gsize end = 0;
      g_autofree char *text = edit_fixture_read (cases[i].before, &start, &end);

      g_test_message ("%s", cases[i].before);
      edit_fixture_assert (attest_edit_break_line (text, strlen (text), start), text, cases[i].after);
    }
}

static void
test_tab (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    int step;
  } cases[] = {
    { "- one\n- two{}", "- one\n  - two{}", 1 },
    { "- one\n  - two{}", "- one\n- two{}", -1 },
    { "1. one\n2. two{}\n3. three", "1. one\n   1. two{}\n2. three", 1 },
    { "1. one\n   1. two{}\n2. three", "1. one\n2. two{}\n3. three", -1 },
    { "10. one\n11. two{}", "10. one\n    1. two{}", 1 },
    { "- one\n  - a\n- two{}", "- one\n  - a\n  - two{}", 1 },
    { "1. one\n   1. a\n2. two{}", "1. one\n   1. a\n   2. two{}", 1 },
    /* With what is below it. */
    { "- one\n- two{}\n  - deep\n    more\n- three", "- one\n  - two{}\n    - deep\n      more\n- three", 1 },
    { "- zero\n- {one\n- two}\n- three", "- zero\n  - {one\n  - two}\n- three", 1 },
    { "- one\n- {}", "- one\n  - {}", 1 },
    { "> - one\n> - two{}", "> - one\n>   - two{}", 1 },
    { "- one{}", NULL, 1 },
    { "- one{}", NULL, -1 },
    { "one{}", NULL, 1 },
    { "- one\n  - two\n    - three{}", "- one\n  - two\n  - three{}", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize start = 0;
      gsize end = 0;
      g_autofree char *text = edit_fixture_read (cases[i].before, &start, &end);

      g_test_message ("%s", cases[i].before);
      edit_fixture_assert (attest_edit_indent (text, strlen (text), start, end, cases[i].step), text, cases[i].after);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/edit-lists/bullets", test_bullets);
  g_test_add_func ("/core/edit-lists/numbers", test_numbers);
  g_test_add_func ("/core/edit-lists/quote", test_quote);
  g_test_add_func ("/core/edit-lists/enter", test_enter);
  g_test_add_func ("/core/edit-lists/tab", test_tab);

  return g_test_run ();
}
