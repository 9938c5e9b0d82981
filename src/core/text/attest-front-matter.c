/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-front-matter.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <yaml.h>

/* Far over what an article's head needs, so only hostile text meets them. */
#define MAXIMUM_BYTES (1024 * 1024)
#define MAXIMUM_DEPTH 32
#define MAXIMUM_VALUES 100000
#define MAXIMUM_BRACKETS 200
#define MAXIMUM_ANCHORS 500

typedef struct
{
  char *scalar;
  GStrv list;
  char *json;
} Value;

struct _AttestFrontMatter
{
  GHashTable *values; /* name to Value */
};

/* Aliases share nodes, so a short text can describe a value of any size: every visit is paid from @budget. */
typedef struct
{
  yaml_document_t document;
  guint budget;
} Reader;

static void
free_value (Value *value)
{
  g_free (value->scalar);
  g_strfreev (value->list);
  g_free (value->json);
  g_free (value);
}

/* The length of the line at @at, without its end. */
static gsize
measure_line (const char *text, gsize length, gsize at)
{
  const char *end = memchr (text + at, '\n', length - at);

  return end != NULL ? (gsize) (end - text) - at : length - at;
}

static gboolean
is_marker (const char *text, gsize line_length, const char *marker)
{
  while (line_length > 0 && g_ascii_isspace (text[line_length - 1]))
    line_length--;

  return line_length == 3 && memcmp (text, marker, 3) == 0;
}

/* Finds the lines around the YAML; FALSE where they are not there. */
static gboolean
find_block (const char *text, gsize length, gsize *yaml_start, gsize *yaml_end, gsize *body_start)
{
  gsize line = measure_line (text, length, 0);

  if (!is_marker (text, line, "---") || line >= length)
    return FALSE;

  *yaml_start = line + 1;
  for (gsize at = line + 1; at < length && at <= MAXIMUM_BYTES; at += line + 1)
    {
      line = measure_line (text, length, at);
      if (is_marker (text + at, line, "---") || is_marker (text + at, line, "..."))
        {
          *yaml_end = at;
          *body_start = MIN (at + line + 1, length);
          return TRUE;
        }
    }

  return FALSE;
}

/* libyaml takes the square of the time for brackets within brackets, and for anchors. Those in quoted text are counted too, which no
 * article's head will notice. */
static gboolean
is_bounded (const char *text, gsize length)
{
  guint brackets = 0, anchors = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '[' || text[i] == '{')
        brackets++;
      else if ((text[i] == ']' || text[i] == '}') && brackets > 0)
        brackets--;
      else if (text[i] == '&' && i + 1 < length && !g_ascii_isspace (text[i + 1]) &&
               (i == 0 || !g_ascii_isalnum (text[i - 1])))
        anchors++;
      if (brackets > MAXIMUM_BRACKETS || anchors > MAXIMUM_ANCHORS)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_whole_number (const char *text)
{
  gsize digits;

  if (*text == '-')
    text++;
  digits = strspn (text, "0123456789");

  /* Fifteen digits stay below 2^53; a leading zero means a code, not a number. */
  return digits > 0 && digits <= 15 && text[digits] == '\0' && (text[0] != '0' || digits == 1);
}

static JsonNode *
convert_scalar (yaml_node_t *node)
{
  const char *text = (const char *) node->data.scalar.value;
  JsonNode *json;

  if (node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
    {
      if (*text == '\0' || g_str_equal (text, "~") || g_str_equal (text, "null"))
        return json_node_new (JSON_NODE_NULL);
      if (g_str_equal (text, "true") || g_str_equal (text, "false"))
        return json_node_init_boolean (json_node_alloc (), *text == 't');
      if (is_whole_number (text))
        return json_node_init_int (json_node_alloc (), g_ascii_strtoll (text, NULL, 10));
    }

  json = json_node_alloc ();
  return json_node_init_string (json, text);
}

static JsonNode *convert_node (Reader *reader, yaml_node_t *node, guint depth);

static JsonNode *
convert_sequence (Reader *reader, yaml_node_t *node, guint depth)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++)
    {
      JsonNode *child = convert_node (reader, yaml_document_get_node (&reader->document, *item), depth + 1);

      if (child == NULL)
        return NULL;
      json_array_add_element (array, child);
    }

  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
convert_mapping (Reader *reader, yaml_node_t *node, guint depth)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++)
    {
      yaml_node_t *key = yaml_document_get_node (&reader->document, pair->key);
      JsonNode *child;

      if (key == NULL || key->type != YAML_SCALAR_NODE)
        return NULL;
      child = convert_node (reader, yaml_document_get_node (&reader->document, pair->value), depth + 1);
      if (child == NULL)
        return NULL;
      json_object_set_member (object, (const char *) key->data.scalar.value, child);
    }

  return json_node_init_object (json_node_alloc (), object);
}

/* Returns: NULL for what is too deep or too much. */
static JsonNode *
convert_node (Reader *reader, yaml_node_t *node, guint depth)
{
  if (node == NULL || depth > MAXIMUM_DEPTH || reader->budget == 0)
    return NULL;
  reader->budget--;

  switch (node->type)
    {
    case YAML_SCALAR_NODE:
      return convert_scalar (node);
    case YAML_SEQUENCE_NODE:
      return convert_sequence (reader, node, depth);
    case YAML_MAPPING_NODE:
      return convert_mapping (reader, node, depth);
    case YAML_NO_NODE:
    default:
      return NULL;
    }
}

/* Returns: (nullable): the scalars of a sequence, NULL where one is not a scalar. */
static GStrv
collect_list (Reader *reader, yaml_node_t *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++)
    {
      yaml_node_t *child = yaml_document_get_node (&reader->document, *item);

      if (child == NULL || child->type != YAML_SCALAR_NODE)
        return NULL;
      g_strv_builder_add (builder, (const char *) child->data.scalar.value);
    }

  return g_strv_builder_end (builder);
}

static Value *
read_value (Reader *reader, yaml_node_t *node)
{
  g_autoptr (JsonNode) json = convert_node (reader, node, 0);
  Value *value;

  if (json == NULL)
    return NULL;

  value = g_new0 (Value, 1);
  value->json = json_to_string (json, FALSE);
  if (node->type == YAML_SEQUENCE_NODE)
    {
      value->list = collect_list (reader, node);
    }
  else if (node->type == YAML_SCALAR_NODE && !JSON_NODE_HOLDS_NULL (json) && node->data.scalar.value[0] != '\0')
    {
      const char *parts[] = { (const char *) node->data.scalar.value, NULL };

      value->scalar = g_strdup (parts[0]);
      value->list = g_strdupv ((GStrv) parts);
    }

  return value;
}

/* Returns: NULL where the root is no mapping, without a problem: such text is Markdown. */
static AttestFrontMatter *
read_document (Reader *reader, char **problem)
{
  yaml_node_t *root = yaml_document_get_root_node (&reader->document);
  g_autoptr (AttestFrontMatter) self = NULL;

  if (root == NULL || root->type != YAML_MAPPING_NODE)
    return NULL;

  self = g_new0 (AttestFrontMatter, 1);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_value);
  for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top; pair++)
    {
      yaml_node_t *key = yaml_document_get_node (&reader->document, pair->key);
      Value *value = read_value (reader, yaml_document_get_node (&reader->document, pair->value));

      if (value == NULL || key == NULL || key->type != YAML_SCALAR_NODE)
        {
          g_clear_pointer (&value, free_value);
          *problem = g_strdup (_ ("The front matter is nested too deeply or is too large."));
          return NULL;
        }
      g_hash_table_replace (self->values, g_strdup ((const char *) key->data.scalar.value), value);
    }

  return g_steal_pointer (&self);
}

AttestFrontMatter *
attest_front_matter_parse (const char *text, gsize length, gsize *body_start, char **problem)
{
  Reader reader = { .budget = MAXIMUM_VALUES };
  AttestFrontMatter *self = NULL;
  yaml_parser_t parser;
  gsize yaml_start, yaml_end, after;

  *body_start = 0;
  *problem = NULL;
  if (length < 4 || text[0] != '-' || !find_block (text, length, &yaml_start, &yaml_end, &after))
    return NULL;
  if (!is_bounded (text + yaml_start, yaml_end - yaml_start))
    {
      *problem = g_strdup (_ ("The front matter is nested too deeply or is too large."));
      return NULL;
    }
  if (!yaml_parser_initialize (&parser))
    return NULL;

  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, (const guchar *) text + yaml_start, yaml_end - yaml_start);
  if (yaml_parser_load (&parser, &reader.document))
    {
      self = read_document (&reader, problem);
      yaml_document_delete (&reader.document);
      if (self != NULL)
        *body_start = after;
    }
  else
    {
      *problem = g_strdup_printf (_ ("The front matter is not valid YAML: line %d: %s."),
                                  (int) parser.problem_mark.line + 2,
                                  parser.problem != NULL ? parser.problem : _ ("it cannot be read"));
    }
  yaml_parser_delete (&parser);

  return self;
}

/* Where the value of @name stands, in characters of the YAML; the last of several counts, as in reading. */
static gboolean
find_value (yaml_document_t *document, const char *name, gsize *start, gsize *end)
{
  yaml_node_t *root = yaml_document_get_root_node (document);
  gboolean found = FALSE;

  if (root == NULL || root->type != YAML_MAPPING_NODE)
    return FALSE;
  for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top; pair++)
    {
      yaml_node_t *key = yaml_document_get_node (document, pair->key);
      yaml_node_t *value = yaml_document_get_node (document, pair->value);

      if (key == NULL || value == NULL || key->type != YAML_SCALAR_NODE ||
          strcmp ((const char *) key->data.scalar.value, name) != 0)
        continue;
      /* The mark after a block of lines is the beginning of the next one, and an alias has the place of what it repeats. */
      found = value->type == YAML_SCALAR_NODE && value->start_mark.index > key->end_mark.index &&
              value->data.scalar.style != YAML_LITERAL_SCALAR_STYLE &&
              value->data.scalar.style != YAML_FOLDED_SCALAR_STYLE;
      *start = value->start_mark.index;
      *end = value->end_mark.index;
    }

  return found;
}

gboolean
attest_front_matter_locate (const char *text, gsize length, const char *name, gsize *start, gsize *end)
{
  yaml_parser_t parser;
  yaml_document_t document;
  gsize yaml_start, yaml_end, after;
  gboolean found = FALSE;

  if (length < 4 || text[0] != '-' || !find_block (text, length, &yaml_start, &yaml_end, &after) ||
      !is_bounded (text + yaml_start, yaml_end - yaml_start) || !yaml_parser_initialize (&parser))
    return FALSE;

  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, (const guchar *) text + yaml_start, yaml_end - yaml_start);
  if (yaml_parser_load (&parser, &document))
    {
      found = find_value (&document, name, start, end);
      yaml_document_delete (&document);
    }
  yaml_parser_delete (&parser);
  if (!found)
    return FALSE;

  /* libyaml counts characters. */
  *start = (gsize) (g_utf8_offset_to_pointer (text + yaml_start, (glong) *start) - text);
  *end = (gsize) (g_utf8_offset_to_pointer (text + yaml_start, (glong) *end) - text);

  return *end <= yaml_end;
}

void
attest_front_matter_free (AttestFrontMatter *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

const char *
attest_front_matter_get_scalar (AttestFrontMatter *self, const char *name)
{
  Value *value = g_hash_table_lookup (self->values, name);

  return value != NULL ? value->scalar : NULL;
}

const char *const *
attest_front_matter_get_list (AttestFrontMatter *self, const char *name)
{
  Value *value = g_hash_table_lookup (self->values, name);

  return value != NULL ? (const char *const *) value->list : NULL;
}

const char *
attest_front_matter_get_json (AttestFrontMatter *self, const char *name)
{
  Value *value = g_hash_table_lookup (self->values, name);

  return value != NULL ? value->json : NULL;
}
