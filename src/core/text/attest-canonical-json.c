/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-canonical-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Deeper than any event body; keeps hostile JSON from exhausting the stack. */
#define MAXIMUM_DEPTH 128

#define MAXIMUM_INTEGER G_GINT64_CONSTANT (9007199254740991)

static gboolean append_node (GString *out, JsonNode *node, guint depth, GError **error);

gboolean
attest_canonical_json_append_text (GString *out, const char *text, GError **error)
{
  static const char *const short_forms[0x20] = {
    ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r"
  };

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("A text of the record is not valid UTF-8"));
      return FALSE;
    }

  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0';)
    {
      const char *plain = at;
      guchar byte;

      while ((guchar) *at >= 0x20 && *at != '"' && *at != '\\')
        at++;
      g_string_append_len (out, plain, at - plain);
      byte = (guchar) *at;
      if (byte == '\0')
        break;
      if (byte >= 0x20)
        g_string_append_printf (out, "\\%c", byte);
      else if (short_forms[byte] != NULL)
        g_string_append (out, short_forms[byte]);
      else
        g_string_append_printf (out, "\\u%04x", byte);
      at++;
    }
  g_string_append_c (out, '"');

  return TRUE;
}

static gboolean
append_array (GString *out, JsonArray *array, guint depth, GError **error)
{
  guint length = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (!append_node (out, json_array_get_element (array, i), depth + 1, error))
        return FALSE;
    }
  g_string_append_c (out, ']');

  return TRUE;
}

static gint
compare_names_cb (gconstpointer one, gconstpointer other)
{
  return strcmp (one, other);
}

static gboolean
append_object (GString *out, JsonObject *object, guint depth, GError **error)
{
  g_autoptr (GList) names = g_list_sort (json_object_get_members (object), compare_names_cb);

  /* The standard sorts by UTF-16 units; for ASCII names, the only ones allowed, that is the order of bytes. */
  g_string_append_c (out, '{');
  for (GList *link = names; link != NULL; link = link->next)
    {
      const char *name = link->data;

      if (!g_str_is_ascii (name))
        {
          g_set_error (
              error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("A name in the record is not plain ASCII: %s"), name);
          return FALSE;
        }
      if (link != names)
        g_string_append_c (out, ',');
      attest_canonical_json_append_text (out, name, NULL);
      g_string_append_c (out, ':');
      if (!append_node (out, json_object_get_member (object, name), depth + 1, error))
        return FALSE;
    }
  g_string_append_c (out, '}');

  return TRUE;
}

gboolean
attest_canonical_json_append_integer (GString *out, gint64 value, GError **error)
{
  if (value > MAXIMUM_INTEGER || value < -MAXIMUM_INTEGER)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("A number is too large for the record"));
      return FALSE;
    }
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);

  return TRUE;
}

static gboolean
append_node (GString *out, JsonNode *node, guint depth, GError **error)
{
  GType type;

  if (depth <= MAXIMUM_DEPTH)
    {
      switch (json_node_get_node_type (node))
        {
        case JSON_NODE_OBJECT:
          return append_object (out, json_node_get_object (node), depth, error);
        case JSON_NODE_ARRAY:
          return append_array (out, json_node_get_array (node), depth, error);
        case JSON_NODE_VALUE:
          type = json_node_get_value_type (node);
          if (type == G_TYPE_STRING)
            return attest_canonical_json_append_text (out, json_node_get_string (node), error);
          if (type == G_TYPE_BOOLEAN)
            {
              g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
              return TRUE;
            }
          if (type == G_TYPE_INT64)
            return attest_canonical_json_append_integer (out, json_node_get_int (node), error);
          break;
        case JSON_NODE_NULL:
        default:
          break;
        }
    }

  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_DATA,
               _ ("The record holds texts, whole numbers, yes and no, lists and objects, at most %d deep, and this is "
                  "none of them"),
               MAXIMUM_DEPTH);
  return FALSE;
}

char *
attest_canonical_json (JsonNode *node, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, NULL);

  if (!append_node (out, node, 0, error))
    return NULL;

  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
attest_sha256 (const void *data, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, length);
}
