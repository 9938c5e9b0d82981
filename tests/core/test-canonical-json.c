/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "text/attest-canonical-json.h"

static void
assert_form (const char *json, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  g_autofree char *form = NULL;

  g_assert_no_error (error);
  form = attest_canonical_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (form, ==, expected);
}

static void
assert_no_form (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autofree char *form = NULL;

  g_assert_nonnull (node);
  form = attest_canonical_json (node, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_null (form);
}

static void
test_forms (void)
{
  assert_form ("{ }", "{}");
  assert_form ("[ ]", "[]");
  assert_form ("{\"b\": 2, \"a\" : [true , false, -1],\"B\":{\"z\":\"\",\"aa\":0, \"a\":1}}",
               "{\"B\":{\"a\":1,\"aa\":0,\"z\":\"\"},\"a\":[true,false,-1],\"b\":2}");
  assert_form ("[9007199254740991, -9007199254740991]", "[9007199254740991,-9007199254740991]");
  /* The string of RFC 8785, section 3.2.2, without its NUL-free control characters changed. */
  assert_form ("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"", "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  assert_form ("\"\\b\\t\\n\\f\\r\\u001f\\u007f\\u2028\"", "\"\\b\\t\\n\\f\\r\\u001f\x7f\xe2\x80\xa8\"");
}

static void
test_refused (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
  g_autoptr (GError) error = NULL;

  assert_no_form ("1.5");
  assert_no_form ("[null]");
  assert_no_form ("{\"a\":null}");
  assert_no_form ("{\"é\":1}");
  assert_no_form ("9007199254740992");
  assert_no_form ("-9007199254740992");

  for (guint i = 0; i < 200; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < 200; i++)
    g_string_append_c (deep, ']');
  assert_no_form (deep->str);

  json_node_set_string (node, "\xff");
  g_assert_null (attest_canonical_json (node, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_sha256 (void)
{
  g_autofree char *empty = attest_sha256 ("", 0);
  g_autofree char *abc = attest_sha256 ("abc", 3);

  /* FIPS 180-2, appendix B.1, and the hash of nothing. */
  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/canonical-json/forms", test_forms);
  g_test_add_func ("/core/text/canonical-json/refused", test_refused);
  g_test_add_func ("/core/text/sha256", test_sha256);
  return g_test_run ();
}
