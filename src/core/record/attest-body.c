/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-body.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-library.h"
#include "text/attest-canonical-json.h"

gboolean
attest_body_is_hash (const char *text)
{
  if (text == NULL || strlen (text) != 64)
    return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isdigit (*at) && (*at < 'a' || *at > 'f'))
      return FALSE;

  return TRUE;
}

/* json-glib's parser recurses; a hostile text must not exhaust the stack. */
static gboolean
is_shallow (const char *text)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (quoted)
        {
          if (*at == '\\' && at[1] != '\0')
            at++;
          else if (*at == '"')
            quoted = FALSE;
        }
      else if (*at == '"')
        quoted = TRUE;
      else if (*at == '[' || *at == '{')
        depth++;
      else if ((*at == ']' || *at == '}') && depth > 0)
        depth--;
      if (depth > 128)
        return FALSE;
    }

  return TRUE;
}

JsonNode *
attest_body_parse_json (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL) || !is_shallow (text))
    return NULL;

  return json_from_string (text, NULL);
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_choice (const char *text, const char *choices)
{
  g_auto (GStrv) list = choices != NULL ? g_strsplit (choices, "|", -1) : NULL;

  return list == NULL || g_strv_contains ((const char *const *) list, text);
}

static gboolean
is_list (JsonNode *node, AttestBodyType type, const char *choices)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (type == ATTEST_BODY_OBJECTS && !JSON_NODE_HOLDS_OBJECT (element))
        return FALSE;
      if (type != ATTEST_BODY_OBJECTS && !is_text (element))
        return FALSE;
      if (type == ATTEST_BODY_HASHES && !attest_body_is_hash (json_node_get_string (element)))
        return FALSE;
      if (type == ATTEST_BODY_TEXTS && !is_choice (json_node_get_string (element), choices))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_of_type (JsonNode *node, AttestBodyType type, const char *choices)
{
  switch (type)
    {
    case ATTEST_BODY_TEXT:
      return is_text (node) && is_choice (json_node_get_string (node), choices);
    case ATTEST_BODY_HASH:
      return is_text (node) && attest_body_is_hash (json_node_get_string (node));
    case ATTEST_BODY_INTEGER:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
    case ATTEST_BODY_BOOLEAN:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case ATTEST_BODY_TEXTS:
    case ATTEST_BODY_HASHES:
    case ATTEST_BODY_OBJECTS:
      return is_list (node, type, choices);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static const AttestBodyField *
find_field (const AttestBodyField *fields, const char *name)
{
  for (; fields->name != NULL; fields++)
    if (g_str_equal (fields->name, name))
      return fields;

  return NULL;
}

gboolean
attest_body_check (JsonObject *body, const AttestBodyField *fields, GError **error)
{
  const char *wrong = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  for (const AttestBodyField *field = fields; wrong == NULL && field->name != NULL; field++)
    if (field->required && !json_object_has_member (body, field->name))
      wrong = field->name;

  json_object_iter_init (&iter, body);
  while (wrong == NULL && json_object_iter_next (&iter, &name, &node))
    {
      const AttestBodyField *field = find_field (fields, name);

      if (field == NULL || !is_of_type (node, field->type, field->choices))
        wrong = name;
    }
  if (wrong == NULL)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_BODY,
               _ ("The event's “%s” is missing or is not of its kind"),
               wrong);
  return FALSE;
}

static JsonNode *
get_value (JsonObject *body, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (body, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

const char *
attest_body_get_text (JsonObject *body, const char *name, const char *fallback)
{
  JsonNode *node = get_value (body, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : fallback;
}

gint64
attest_body_get_integer (JsonObject *body, const char *name, gint64 fallback)
{
  JsonNode *node = get_value (body, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

gboolean
attest_body_get_boolean (JsonObject *body, const char *name, gboolean fallback)
{
  JsonNode *node = get_value (body, name, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

static GStrv
dup_texts (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (is_text (json_array_get_element (array, i)))
          g_strv_builder_add (builder, json_array_get_string_element (array, i));
    }

  return g_strv_builder_end (builder);
}

GStrv
attest_body_dup_texts (JsonObject *body, const char *name)
{
  return dup_texts (json_object_get_member (body, name));
}

char *
attest_body_dup_json (JsonObject *body, const char *name)
{
  JsonNode *node = json_object_get_member (body, name);
  char *json = node != NULL ? attest_canonical_json (node, NULL) : NULL;

  return json != NULL ? json : g_strdup ("[]");
}

char *
attest_body_texts_to_json (const char *const *texts)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  char *json;

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_node_set_array (node, array);
  json = attest_canonical_json (node, NULL);

  return json != NULL ? json : g_strdup ("[]");
}

/*
 * The lists that rows hold are nearly all of plain words, such as roles, and are read for each act of each text. @text: behind the opening quote.
 * Returns: the closing quote; NULL where only the parser can tell
 */
static const char *
find_end (const char *text)
{
  while (*text != '"' && *text != '\\' && *text >= ' ' && *text <= '~')
    text++;

  return *text == '"' ? text : NULL;
}

/* Returns: (transfer full) (nullable): NULL for a list that the parser has to read */
static GStrv
dup_plain_texts (const char *json)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (g_str_equal (json, "[]"))
    return g_strv_builder_end (builder);
  if (*json != '[')
    return NULL;
  do
    {
      const char *text = json + 2;
      const char *end = json[1] == '"' ? find_end (text) : NULL;

      if (end == NULL)
        return NULL;
      g_strv_builder_take (builder, g_strndup (text, (gsize) (end - text)));
      json = end + 1;
    }
  while (*json == ',');

  return g_str_equal (json, "]") ? g_strv_builder_end (builder) : NULL;
}

GStrv
attest_body_texts_from_json (const char *json)
{
  g_auto (GStrv) plain = json != NULL ? dup_plain_texts (json) : NULL;
  g_autoptr (JsonNode) node = json != NULL && plain == NULL ? attest_body_parse_json (json) : NULL;

  return plain != NULL ? g_steal_pointer (&plain) : dup_texts (node);
}
