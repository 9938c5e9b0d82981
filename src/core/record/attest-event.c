/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-event-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-body.h"
#include "record/attest-library.h"
#include "record/attest-record-kinds.h"
#include "text/attest-canonical-json.h"

typedef struct
{
  AttestEvent parent;
  gatomicrefcount references;
} AttestEventReal;

G_DEFINE_BOXED_TYPE (AttestEvent, attest_event, attest_event_ref, attest_event_unref)

static AttestEvent *
allocate_event (void)
{
  AttestEventReal *self = g_new0 (AttestEventReal, 1);

  g_atomic_ref_count_init (&self->references);
  return &self->parent;
}

AttestEvent *
attest_event_ref (AttestEvent *self)
{
  g_atomic_ref_count_inc (&((AttestEventReal *) self)->references);
  return self;
}

void
attest_event_unref (AttestEvent *self)
{
  if (!g_atomic_ref_count_dec (&((AttestEventReal *) self)->references))
    return;

  g_free (self->device);
  g_free (self->stream);
  g_free (self->actor);
  g_free (self->kind);
  g_free (self->previous);
  g_free (self->body_hash);
  g_clear_pointer (&self->body, json_object_unref);
  g_free (self->hash);
  g_free (self);
}

int
attest_event_compare (const AttestEvent *one, const AttestEvent *other)
{
  int order;

  if (one->clock != other->clock)
    return one->clock < other->clock ? -1 : 1;
  order = strcmp (one->device, other->device);
  if (order != 0)
    return order < 0 ? -1 : 1;
  if (one->sequence != other->sequence)
    return one->sequence < other->sequence ? -1 : 1;
  order = strcmp (one->hash, other->hash);

  return (order > 0) - (order < 0);
}

static gboolean
append_text (GString *form, const char *name, const char *value, GError **error)
{
  g_string_append (form, name);
  return attest_canonical_json_append_text (form, value, error);
}

static gboolean
append_integer (GString *form, const char *name, gint64 value, GError **error)
{
  g_string_append (form, name);
  return attest_canonical_json_append_integer (form, value, error);
}

/* Written out, since a tree of JSON objects for each event would be most of the time that it takes to verify a log. The names are in order. */
gboolean
attest_event_write_header (const AttestEvent *self, GString *form, GError **error)
{
  g_string_truncate (form, 0);
  if (!append_text (form, "{\"actor\":", self->actor, error) ||
      !append_text (form, ",\"body_hash\":", self->body_hash, error) ||
      !append_integer (form, ",\"clock\":", self->clock, error) ||
      !append_text (form, ",\"device\":", self->device, error) ||
      !append_text (form, ",\"kind\":", self->kind, error) ||
      !append_text (form, ",\"previous\":", self->previous, error) ||
      !append_integer (form, ",\"sequence\":", self->sequence, error) ||
      !append_text (form, ",\"stream\":", self->stream, error) ||
      !append_integer (form, ",\"time\":", self->time, error) ||
      !append_integer (form, ",\"version\":", self->version, error))
    return FALSE;
  g_string_append_c (form, '}');

  return TRUE;
}

char *
attest_event_compute_hash (const AttestEvent *self, GError **error)
{
  g_autoptr (GString) form = g_string_sized_new (512);

  return attest_event_write_header (self, form, error) ? attest_sha256 (form->str, form->len) : NULL;
}

JsonObject *
attest_event_parse_body (const char *body, GError **error)
{
  g_autoptr (JsonNode) node = attest_body_parse_json (body);
  g_autofree char *form = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    form = attest_canonical_json (node, NULL);
  if (g_strcmp0 (form, body) == 0)
    return json_node_dup_object (node);

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_BODY,
               _ ("The contents of an event are not in the form that the record uses"));
  return NULL;
}

AttestEvent *
attest_event_new (const AttestEvent *header, const char *body, GError **error)
{
  g_autoptr (AttestEvent) self = allocate_event ();

  self->device = g_strdup (header->device);
  self->stream = g_strdup (header->stream);
  self->sequence = header->sequence;
  self->clock = header->clock;
  self->time = header->time;
  self->actor = g_strdup (header->actor);
  self->kind = g_strdup (header->kind);
  self->version = header->version;
  self->previous = g_strdup (header->previous);
  self->body = attest_event_parse_body (body, error);
  if (self->body == NULL)
    return NULL;
  self->body_hash = attest_sha256 (body, strlen (body));
  self->hash = attest_event_compute_hash (self, error);

  return self->hash != NULL ? g_steal_pointer (&self) : NULL;
}

static char *
dup_column (AttestStatement *row, int column)
{
  char *text = attest_statement_dup_text (row, column);

  return text != NULL ? text : g_strdup ("");
}

AttestEvent *
attest_event_new_from_row (AttestStatement *row, gboolean *body_damaged)
{
  AttestEvent *self = allocate_event ();
  const char *body = attest_statement_get_text (row, 11);

  self->hash = dup_column (row, 0);
  self->device = dup_column (row, 1);
  self->stream = dup_column (row, 2);
  self->sequence = attest_statement_get_int64 (row, 3);
  self->clock = attest_statement_get_int64 (row, 4);
  self->time = attest_statement_get_int64 (row, 5);
  self->actor = dup_column (row, 6);
  self->kind = dup_column (row, 7);
  self->version = (guint) CLAMP (attest_statement_get_int64 (row, 8), 0, G_MAXINT);
  self->previous = dup_column (row, 9);
  self->body_hash = dup_column (row, 10);
  if (body != NULL)
    self->body = attest_event_parse_body (body, NULL);
  if (body_damaged != NULL)
    *body_damaged = body != NULL && self->body == NULL;

  return self;
}

static gboolean
is_name (const char *text, gsize maximum, const char *extra)
{
  gsize length = strlen (text);

  if (length == 0 || length > maximum)
    return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_islower (*at) && !g_ascii_isdigit (*at) && strchr (extra, *at) == NULL)
      return FALSE;

  return TRUE;
}

gboolean
attest_event_check_header (const AttestEvent *self, GError **error)
{
  const gint64 limit = G_GINT64_CONSTANT (9007199254740991);

  if (is_name (self->device, 64, "") && is_name (self->stream, 64, "-") && is_name (self->kind, 64, ".-") &&
      self->sequence >= 1 && self->sequence <= limit && self->clock >= 1 && self->clock <= limit &&
      ABS (self->time) <= limit && self->version >= 1 && strlen (self->actor) <= 256 &&
      (self->sequence == 1 ? *self->previous == '\0' : attest_body_is_hash (self->previous)) &&
      attest_body_is_hash (self->body_hash) && attest_body_is_hash (self->hash))
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_BODY,
               _ ("Event %lld of stream %s is not in the form that the record uses"),
               (long long) self->sequence,
               self->stream);
  return FALSE;
}

gboolean
attest_event_is_sound (const AttestEvent *self, const char *body)
{
  g_autofree char *hash = NULL;
  g_autofree char *body_hash = NULL;

  if (!attest_event_check_header (self, NULL))
    return FALSE;
  hash = attest_event_compute_hash (self, NULL);
  if (g_strcmp0 (hash, self->hash) != 0)
    return FALSE;
  /* A redaction itself stays readable, or nobody could tell what is missing and why. */
  if (body == NULL)
    return !g_str_equal (self->kind, ATTEST_KIND_REDACT);

  body_hash = attest_sha256 (body, strlen (body));
  return self->body != NULL && g_str_equal (body_hash, self->body_hash);
}

AttestEventDraft *
attest_event_draft_new (const char *kind, const char *stream, const char *actor, JsonObject *body)
{
  AttestEventDraft *self = g_new0 (AttestEventDraft, 1);

  self->kind = g_strdup (kind);
  self->stream = g_strdup (stream);
  self->actor = g_strdup (actor != NULL ? actor : "");
  self->body = body;
  self->hashes = g_ptr_array_new_with_free_func (g_free);
  self->contents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  return self;
}

void
attest_event_draft_free (AttestEventDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->stream);
  g_free (self->actor);
  json_object_unref (self->body);
  g_ptr_array_unref (self->hashes);
  g_ptr_array_unref (self->contents);
  g_free (self);
}

const char *
attest_event_draft_add_content (AttestEventDraft *self, GBytes *content)
{
  gsize length;
  const void *data = g_bytes_get_data (content, &length);
  char *hash = attest_sha256 (data != NULL ? data : "", length);

  g_ptr_array_add (self->hashes, hash);
  g_ptr_array_add (self->contents, g_bytes_ref (content));

  return hash;
}

void
attest_event_draft_set_time (AttestEventDraft *self, gint64 time)
{
  self->time = time;
}
