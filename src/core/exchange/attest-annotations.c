/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-annotations.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/attest-html.h"
#include "record/attest-body.h"
#include "record/attest-library.h"
#include "review/attest-comment-kinds.h"

/* Selectors that refine one another, bodies in bodies. */
#define DEEPEST 8

/* Bytes of a name. */
#define LONGEST_NAME 200

AttestAnnotation *
attest_annotation_new (void)
{
  AttestAnnotation *self = g_new0 (AttestAnnotation, 1);

  self->kind = "note";

  return self;
}

void
attest_annotation_free (AttestAnnotation *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->creator);
  g_free (self->answers);
  g_free (self->text);
  g_free (self->suggestion);
  g_free (self->reference);
  g_free (self->exact);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self->remark);
  g_free (self);
}

/* ---- JSON that may be anything ---- */

static JsonObject *
as_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
as_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return as_text (get_member (object, name));
}

typedef void (*Visit) (JsonNode *node, gpointer user_data, guint depth);

/* JSON-LD writes one of something by itself and several as a list. */
static void
visit_each (JsonNode *node, Visit visit, gpointer user_data, guint depth)
{
  if (node == NULL || depth > DEEPEST)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      visit (node, user_data, depth);
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    visit (json_array_get_element (json_node_get_array (node), i), user_data, depth);
}

static void
look_for_text (JsonNode *node, gpointer user_data, guint depth)
{
  struct
  {
    const char *wanted;
    gboolean found;
  } *search = user_data;

  search->found = search->found || g_strcmp0 (as_text (node), search->wanted) == 0;
}

/* Whether @name says @value, by itself or among others; terms of the vocabulary may come with its prefix. */
static gboolean
says (JsonObject *object, const char *name, const char *value)
{
  g_autofree char *prefixed = g_strconcat ("oa:", value, NULL);
  struct
  {
    const char *wanted;
    gboolean found;
  } search = { value, FALSE };

  visit_each (get_member (object, name), look_for_text, &search, 0);
  search.wanted = prefixed;
  visit_each (get_member (object, name), look_for_text, &search, 0);

  return search.found;
}

static gboolean
is_type (JsonObject *object, const char *type)
{
  return says (object, "type", type) || says (object, "@type", type);
}

static const char *
get_id (JsonNode *node)
{
  JsonObject *object = as_object (node);

  if (object == NULL)
    return as_text (node);

  return get_text (object, "id") != NULL ? get_text (object, "id") : get_text (object, "@id");
}

static void
append_line (char **text, const char *line)
{
  g_autofree char *words = g_strstrip (g_strdup (line));
  g_autofree char *before = *text;

  if (words[0] == '\0')
    *text = g_steal_pointer (&before);
  else
    *text = before != NULL && before[0] != '\0' ? g_strconcat (before, "\n\n", words, NULL) : g_steal_pointer (&words);
}

/* ---- Bodies ---- */

static const struct
{
  const char *motivation;
  const char *kind;
} motivations[] = {
  { "editing", "change" },  { "questioning", "question" }, { "linking", "evidence" },  { "assessing", "agree" },
  { "commenting", "note" }, { "replying", "note" },        { "highlighting", "note" },
};

static const char *
find_kind (const char *tag)
{
  static const char *const kinds[] = { "change", "question", "delete", "evidence", "agree", "note" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], tag))
      return kinds[i];

  return NULL;
}

typedef struct
{
  AttestAnnotation *annotation;
  GPtrArray *tags;
  /* What Attest itself tags: a kind, and what holds of the place or the thread there. */
  gboolean has_kind;
} Reading;

static void
take_tag (Reading *self, const char *tag)
{
  static const char *const states[] = { "resolved", "declined", "exact", "changed", "moved", "orphan", NULL };
  const char *kind = find_kind (tag);

  if (kind != NULL && !self->has_kind)
    {
      self->annotation->kind = kind;
      self->has_kind = TRUE;
    }
  else if (g_str_equal (tag, "blocking"))
    self->annotation->blocking = TRUE;
  else if (kind == NULL && !g_strv_contains (states, tag))
    g_ptr_array_add (self->tags, g_strdup (tag));
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text));

  return words[0] == '\0';
}

static void
take_value (Reading *self, JsonObject *body, const char *value)
{
  const char *format = get_text (body, "format");

  if (says (body, "purpose", "tagging"))
    take_tag (self, value);
  else if (is_blank (value))
    return;
  else if (says (body, "purpose", "editing") && g_strcmp0 (format, "text/markdown") == 0 &&
           self->annotation->suggestion == NULL)
    /* As Attest writes it. To others "editing" is a wish that something be changed, which is no text for the page. */
    self->annotation->suggestion = g_strdup (value);
  else if (format != NULL && g_str_has_prefix (format, "text/html"))
    {
      g_autoptr (GBytes) html = g_bytes_new_static (value, strlen (value));
      g_autofree char *plain = attest_html_to_markdown (html, NULL);

      append_line (&self->annotation->text, plain != NULL ? plain : value);
    }
  else
    append_line (&self->annotation->text, value);
}

static const char *
get_value (JsonObject *body)
{
  static const char *const names[] = { "value", "chars", "rdf:value", "@value" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (get_text (body, names[i]) != NULL)
      return get_text (body, names[i]);

  return NULL;
}

static void read_body (JsonNode *node, gpointer user_data, guint depth);

/* Of several ways to say the same the first that has words; where none has, the first. */
static void
read_choice (Reading *self, JsonNode *items, guint depth)
{
  JsonArray *array = items != NULL && JSON_NODE_HOLDS_ARRAY (items) ? json_node_get_array (items) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (get_value (as_object (item)) != NULL)
        {
          read_body (item, self, depth + 1);
          return;
        }
    }
  if (length > 0)
    read_body (json_array_get_element (array, 0), self, depth + 1);
}

static void
read_body (JsonNode *node, gpointer user_data, guint depth)
{
  Reading *self = user_data;
  JsonObject *body = as_object (node);
  const char *address = get_id (node);

  if (depth > DEEPEST)
    return;
  if (body == NULL)
    {
      if (address != NULL)
        append_line (&self->annotation->text, address);
    }
  else if (get_value (body) != NULL)
    take_value (self, body, get_value (body));
  else if (is_type (body, "Choice"))
    read_choice (self, get_member (body, "items"), depth);
  else if (get_member (body, "items") != NULL)
    visit_each (get_member (body, "items"), read_body, self, depth + 1);
  else if (get_member (body, "source") != NULL)
    read_body (get_member (body, "source"), self, depth + 1);
  else if (address != NULL)
    append_line (&self->annotation->text, address);
}

/* ---- Targets ---- */

/* Any other fragment is a place that only its own source knows. */
static void
read_fragment (AttestAnnotation *self, const char *fragment)
{
  const char *name = fragment + (fragment[0] == '#');

  if (g_str_has_prefix (name, ATTEST_ANNOTATION_REFERENCE) &&
      attest_comment_is_citation_key (name + strlen (ATTEST_ANNOTATION_REFERENCE)) && self->reference == NULL)
    self->reference = g_strdup (name + strlen (ATTEST_ANNOTATION_REFERENCE));
}

static void
read_selector (JsonNode *node, gpointer user_data, guint depth)
{
  AttestAnnotation *self = user_data;
  JsonObject *selector = as_object (node);
  const char *exact = get_text (selector, "exact");

  if (selector == NULL || depth > DEEPEST)
    return;
  if (exact != NULL && exact[0] != '\0' && self->exact == NULL)
    {
      self->exact = g_strdup (exact);
      self->prefix = g_strdup (get_text (selector, "prefix"));
      self->suffix = g_strdup (get_text (selector, "suffix"));
    }
  if (is_type (selector, "FragmentSelector") && get_text (selector, "value") != NULL)
    read_fragment (self, get_text (selector, "value"));
  if (get_member (selector, "items") != NULL)
    visit_each (get_member (selector, "items"), read_selector, self, depth + 1);
  visit_each (get_member (selector, "refinedBy"), read_selector, self, depth + 1);
}

static void
read_target (JsonNode *node, gpointer user_data, guint depth)
{
  AttestAnnotation *self = user_data;
  JsonObject *target = as_object (node);

  if (depth > DEEPEST)
    return;
  if (self->answers == NULL)
    self->answers = g_strdup (get_id (node));
  visit_each (get_member (target, "selector"), read_selector, self, depth + 1);
  if (get_member (target, "items") != NULL)
    visit_each (get_member (target, "items"), read_target, self, depth + 1);
}

/* ---- An annotation ---- */

static char *
dup_creator (JsonObject *annotation)
{
  JsonNode *node = get_member (annotation, "creator");
  JsonObject *person;
  const char *user = get_text (annotation, "user");

  if (node == NULL)
    return g_strdup (user);
  if (JSON_NODE_HOLDS_ARRAY (node))
    node = json_array_get_length (json_node_get_array (node)) > 0
               ? json_array_get_element (json_node_get_array (node), 0)
               : NULL;
  person = as_object (node);
  if (get_text (person, "name") != NULL)
    return g_strdup (get_text (person, "name"));
  if (get_text (person, "nickname") != NULL)
    return g_strdup (get_text (person, "nickname"));

  return g_strdup (get_id (node));
}

/* A name stands in a line of its own making. */
void
attest_annotation_set_creator (AttestAnnotation *self, const char *name)
{
  g_autoptr (GString) tidy = g_string_new (NULL);

  for (const char *at = name; at != NULL && *at != '\0' && tidy->len < LONGEST_NAME; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isspace (character))
        g_string_append_c (tidy, ' ');
      else if (g_unichar_isprint (character))
        g_string_append_unichar (tidy, character);
    }
  g_strstrip (tidy->str);
  g_set_str (&self->creator, tidy->str[0] != '\0' ? tidy->str : NULL);
}

static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static void
read_tags (JsonNode *node, gpointer user_data, guint depth)
{
  const char *tag = as_text (node);

  if (tag != NULL)
    take_tag (user_data, tag);
}

/* Hypothesis: whom a reply answers stands last, after all that this one answers. */
static void
read_references (JsonNode *node, gpointer user_data, guint depth)
{
  AttestAnnotation *self = user_data;
  const char *id = as_text (node);

  if (id != NULL)
    g_set_str (&self->answers, id);
}

static void
finish (Reading *self, JsonObject *object)
{
  AttestAnnotation *annotation = self->annotation;

  for (gsize i = 0; i < G_N_ELEMENTS (motivations) && !self->has_kind; i++)
    if (says (object, "motivation", motivations[i].motivation))
      {
        annotation->kind = motivations[i].kind;
        self->has_kind = TRUE;
      }
  if (annotation->suggestion != NULL && !self->has_kind)
    annotation->kind = "change";
  if (self->tags->len > 0)
    {
      g_autofree char *tags = NULL;

      g_ptr_array_add (self->tags, NULL);
      tags = g_strjoinv (", ", (char **) self->tags->pdata);
      append_line (&annotation->text, tags);
    }
  if (annotation->text == NULL)
    annotation->text = g_strdup ("");
  if (annotation->prefix == NULL)
    annotation->prefix = g_strdup ("");
  if (annotation->suffix == NULL)
    annotation->suffix = g_strdup ("");
}

static AttestAnnotation *
read_annotation (JsonObject *object)
{
  AttestAnnotation *annotation = attest_annotation_new ();
  Reading reading = { annotation, g_ptr_array_new_with_free_func (g_free), FALSE };
  JsonNode *value = get_member (object, "bodyValue");
  g_autofree char *creator = dup_creator (object);

  annotation->id = g_strdup (get_text (object, "id") != NULL ? get_text (object, "id") : get_text (object, "@id"));
  attest_annotation_set_creator (annotation, creator);
  annotation->created = read_time (get_text (object, "created"));
  visit_each (get_member (object, "body"), read_body, &reading, 0);
  if (as_text (value) != NULL)
    append_line (&annotation->text, as_text (value));
  if (get_text (object, "text") != NULL)
    append_line (&annotation->text, get_text (object, "text"));
  visit_each (get_member (object, "tags"), read_tags, &reading, 0);
  visit_each (get_member (object, "target"), read_target, annotation, 0);
  visit_each (get_member (object, "references"), read_references, annotation, 0);
  finish (&reading, object);
  g_ptr_array_unref (reading.tags);

  return annotation;
}

/* ---- What a file holds ---- */

static void
read_any (JsonNode *node, gpointer user_data, guint depth)
{
  static const char *const holders[] = { "first", "items", "rows", "annotations", "@graph" };
  GPtrArray *annotations = user_data;
  JsonObject *object = as_object (node);

  if (object == NULL || depth > DEEPEST)
    return;
  if (get_member (object, "target") != NULL)
    {
      g_ptr_array_add (annotations, read_annotation (object));
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (holders); i++)
    visit_each (get_member (object, holders[i]), read_any, annotations, depth + 1);
}

static gboolean
is_collection (JsonNode *node)
{
  JsonObject *object = as_object (node);

  return is_type (object, "AnnotationCollection") || is_type (object, "AnnotationPage") ||
         get_member (object, "rows") != NULL;
}

GPtrArray *
attest_annotations_read (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = attest_body_parse_json (json);
  g_autoptr (GPtrArray) annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_annotation_free);

  visit_each (node, read_any, annotations, 0);
  if (annotations->len == 0 && !is_collection (node))
    {
      g_set_error_literal (error,
                           ATTEST_RECORD_ERROR,
                           ATTEST_RECORD_ERROR_BODY,
                           _ ("The file has no Web Annotations in it; choose one that another program saved as such"));
      return NULL;
    }

  return g_steal_pointer (&annotations);
}
