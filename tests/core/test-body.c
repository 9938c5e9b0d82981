/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>

#include "record/attest-body.h"

/* Plain lists are read without the parser, and as it would read them. */

#define ROUNDS 20000

static GStrv
parse (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (element));
    }

  return g_strv_builder_end (builder);
}

static void
assert_read (const char *json, const char *const *expected)
{
  g_auto (GStrv) texts = attest_body_texts_from_json (json);

  if (!g_strv_equal ((const char *const *) texts, expected))
    {
      g_autofree char *got = g_strjoinv ("|", texts);

      g_error ("%s was read as %s", json, got);
    }
}

static void
test_lists (void)
{
  static const struct
  {
    const char *json;
    const char *texts[4];
  } lists[] = {
    { "[]", { NULL } },
    { "[\"reviewer\"]", { "reviewer", NULL } },
    { "[\"author\",\"reviewer\",\"\"]", { "author", "reviewer", "", NULL } },
    { "[\"a,b\",\"[c]\"]", { "a,b", "[c]", NULL } },
    { "[\"Schlaf \xc3\xbc"
      "ber\"]",
      { "Schlaf \xc3\xbc"
        "ber",
        NULL } },
    { "[\"a \\\"b\\\"\",\"c\\\\\"]", { "a \"b\"", "c\\", NULL } },
    { "[\"\\u0041\"]", { "A", NULL } },
    { " [ \"a\" , \"b\" ] ", { "a", "b", NULL } },
    { "[1,\"a\",null,[\"b\"]]", { "a", NULL } },
    { "\"a\"", { NULL } },
    { "{\"a\":\"b\"}", { NULL } },
    { "", { NULL } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    assert_read (lists[i].json, lists[i].texts);
  assert_read (NULL, lists[0].texts);
}

/* Pieces of such lists in any order, most of which make none. */
static void
test_random (void)
{
  static const char *const pieces[] = { "[", "]", "\"", "\"a\"", "\"b c\"", ",", "\\", "\\\"", "1", " ", "\xc3\xa4" };
  guint lists = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GString) json = g_string_new ("[");
      g_auto (GStrv) expected = NULL;
      guint count = (guint) g_test_rand_int_range (0, 7);

      for (guint k = 0; k < count; k++)
        g_string_append (json, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      if (g_test_rand_int_range (0, 2) == 0)
        g_string_append_c (json, ']');
      expected = parse (json->str);
      assert_read (json->str, (const char *const *) expected);
      lists += expected[0] != NULL;
    }
  g_test_message ("%u of %d had texts", lists, ROUNDS);
  g_assert_cmpuint (lists, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/body/lists", test_lists);
  g_test_add_func ("/body/random", test_random);

  return g_test_run ();
}
