/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-verify-quick.h"

#include <string.h>

#include "record/attest-event-private.h"

#define HASH_LENGTH 64

/* The last event that a device wrote in a stream, of those before. */
typedef struct
{
  gint64 sequence;
  gint64 clock;
  char hash[HASH_LENGTH + 1];
} Tail;

struct _AttestVerifyQuick
{
  AttestRegistry *registry;
  /* "stream device" to Tail. */
  GHashTable *tails;
  GChecksum *checksum;
  GString *form;
  GString *key;
};

AttestVerifyQuick *
attest_verify_quick_new (AttestRegistry *registry)
{
  AttestVerifyQuick *self = g_new0 (AttestVerifyQuick, 1);

  self->registry = registry != NULL ? attest_registry_ref (registry) : NULL;
  self->tails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->form = g_string_new (NULL);
  self->key = g_string_new (NULL);

  return self;
}

void
attest_verify_quick_free (AttestVerifyQuick *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->registry, attest_registry_unref);
  g_hash_table_unref (self->tails);
  g_checksum_free (self->checksum);
  g_string_free (self->form, TRUE);
  g_string_free (self->key, TRUE);
  g_free (self);
}

/* The strings stay the row's own. Returns: whether all are there */
static gboolean
view_row (AttestStatement *row, AttestEvent *view)
{
  *view = (AttestEvent) {
    .hash = (char *) attest_statement_get_text (row, 0),
    .device = (char *) attest_statement_get_text (row, 1),
    .stream = (char *) attest_statement_get_text (row, 2),
    .sequence = attest_statement_get_int64 (row, 3),
    .clock = attest_statement_get_int64 (row, 4),
    .time = attest_statement_get_int64 (row, 5),
    .actor = (char *) attest_statement_get_text (row, 6),
    .kind = (char *) attest_statement_get_text (row, 7),
    .version = (guint) CLAMP (attest_statement_get_int64 (row, 8), 0, G_MAXINT),
    .previous = (char *) attest_statement_get_text (row, 9),
    .body_hash = (char *) attest_statement_get_text (row, 10),
  };

  return view->hash != NULL && view->device != NULL && view->stream != NULL && view->actor != NULL &&
         view->kind != NULL && view->previous != NULL && view->body_hash != NULL;
}

static gboolean
has_hash (AttestVerifyQuick *self, const char *data, gsize length, const char *hash)
{
  g_checksum_reset (self->checksum);
  g_checksum_update (self->checksum, (const guchar *) data, (gssize) length);

  return g_str_equal (g_checksum_get_string (self->checksum), hash);
}

static gboolean
follows (const Tail *tail, const AttestEvent *event)
{
  if (tail == NULL)
    return event->sequence == 1 && *event->previous == '\0';

  return event->sequence == tail->sequence + 1 && event->clock > tail->clock &&
         g_str_equal (event->previous, tail->hash);
}

/* An event that does not follow becomes the end of the chain all the same: what comes after it is judged by it. */
static gboolean
take_into_chain (AttestVerifyQuick *self, const AttestEvent *event)
{
  gboolean right;
  Tail *tail;

  g_string_assign (self->key, event->stream);
  g_string_append_c (self->key, ' ');
  g_string_append (self->key, event->device);
  tail = g_hash_table_lookup (self->tails, self->key->str);
  right = follows (tail, event);
  if (tail == NULL)
    {
      tail = g_new (Tail, 1);
      g_hash_table_insert (self->tails, g_strndup (self->key->str, self->key->len), tail);
    }
  tail->sequence = event->sequence;
  tail->clock = event->clock;
  g_strlcpy (tail->hash, event->hash, sizeof tail->hash);

  return right;
}

/* One of a kind that only a newer version knows is as it should be. */
static gboolean
is_of_its_kind (AttestVerifyQuick *self, const AttestEvent *event, const char *body)
{
  const AttestEventKind *kind = attest_registry_lookup (self->registry, event->kind);
  g_autoptr (JsonObject) object = attest_event_parse_body (body, NULL);

  return object != NULL && (kind == NULL || event->version > kind->version || kind->validate (object, NULL));
}

gboolean
attest_verify_quick_is_right (AttestVerifyQuick *self, AttestStatement *row)
{
  const char *body;
  AttestEvent event;

  if (!view_row (row, &event) || !attest_event_check_header (&event, NULL) ||
      !attest_event_write_header (&event, self->form, NULL))
    return FALSE;
  body = attest_statement_get_text (row, 11);

  return take_into_chain (self, &event) && has_hash (self, self->form->str, self->form->len, event.hash) &&
         body != NULL && has_hash (self, body, strlen (body), event.body_hash) &&
         (self->registry == NULL || is_of_its_kind (self, &event, body));
}
