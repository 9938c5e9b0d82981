/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-verify-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "text/attest-canonical-json.h"

/* The clock of an event is little more than that of the event before it in its stream, unless others wrote much in between. */
#define CLOCKS_TO_TRY 4096
#define VERSIONS_TO_TRY 16
/* Two SHA-256 that have nothing to do with each other differ in about 60 of their 64 digits. */
#define FEW_DIGITS 16

/* One part of the header, and what the log suggests for it. */
typedef struct
{
  const char *name;
  /* Where it stands in an AttestEvent; a text or a gint64. */
  gsize offset;
  gboolean is_text;
  /* (nullable): lists texts that stand in this place in other events. */
  const char *candidates;
  /* With what it was, and what it is. */
  const char *sentence;
} Part;

static const Part parts[] = {
  { "sequence",
    G_STRUCT_OFFSET (AttestEvent, sequence),
    FALSE,
    NULL,
    N_ ("The event’s number was changed: it was %s and is %s now") },
  { "clock",
    G_STRUCT_OFFSET (AttestEvent, clock),
    FALSE,
    NULL,
    N_ ("The event’s place in the order was changed: its clock was %s and is %s now") },
  { "time",
    G_STRUCT_OFFSET (AttestEvent, time),
    FALSE,
    NULL,
    N_ ("When it happened was changed: it was %s and is %s now (microseconds since 1970)") },
  { "actor",
    G_STRUCT_OFFSET (AttestEvent, actor),
    TRUE,
    "SELECT DISTINCT actor FROM event LIMIT 10000",
    N_ ("Who did it was changed: it was “%s” and is “%s” now") },
  { "kind",
    G_STRUCT_OFFSET (AttestEvent, kind),
    TRUE,
    "SELECT DISTINCT kind FROM event LIMIT 10000",
    N_ ("What kind of event it is was changed: it was “%s” and is “%s” now") },
  { "device",
    G_STRUCT_OFFSET (AttestEvent, device),
    TRUE,
    "SELECT DISTINCT device FROM event LIMIT 10000",
    N_ ("On which device it was written was changed: it was %s and is %s now") },
  { "stream",
    G_STRUCT_OFFSET (AttestEvent, stream),
    TRUE,
    "SELECT DISTINCT stream FROM event LIMIT 10000",
    N_ ("To which article it belongs was changed: it was %s and is %s now") },
  { "previous",
    G_STRUCT_OFFSET (AttestEvent, previous),
    TRUE,
    NULL,
    N_ ("Which event it follows was changed: it was %s and is %s now") },
  { "body_hash",
    G_STRUCT_OFFSET (AttestEvent, body_hash),
    TRUE,
    NULL,
    N_ ("The hash of what the event says was changed: it was %s and is %s now") },
};

typedef struct
{
  AttestDatabase *database;
  const AttestEvent *event;
  AttestProblem *problem;
} Search;

static gboolean
hash_fits (const AttestEvent *event)
{
  g_autofree char *hash = attest_event_compute_hash (event, NULL);

  return g_strcmp0 (hash, event->hash) == 0;
}

static void
report (Search *self, const Part *part, const char *before, const char *after)
{
  const char *sentence = g_dgettext (GETTEXT_PACKAGE, part->sentence);
  const char *first = strstr (sentence, "%s");
  const char *second = first != NULL ? strstr (first + 2, "%s") : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (second != NULL)
    {
      g_string_append_len (text, sentence, first - sentence);
      g_string_append (text, before);
      g_string_append_len (text, first + 2, second - first - 2);
      g_string_append (text, after);
      g_string_append (text, second + 2);
    }
  g_set_str (&self->problem->field, part->name);
  g_set_str (&self->problem->before, before);
  g_set_str (&self->problem->after, after);
  g_set_str (&self->problem->text, second != NULL ? text->str : sentence);
}

static gboolean
try_text (Search *self, const Part *part, const char *value)
{
  AttestEvent changed = *self->event;

  G_STRUCT_MEMBER (const char *, &changed, part->offset) = value;
  if (!hash_fits (&changed))
    return FALSE;

  report (self, part, value, G_STRUCT_MEMBER (const char *, self->event, part->offset));
  return TRUE;
}

static gboolean
try_integer (Search *self, const Part *part, gint64 value)
{
  AttestEvent changed = *self->event;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  G_STRUCT_MEMBER (gint64, &changed, part->offset) = value;
  if (!hash_fits (&changed))
    return FALSE;

  before = g_strdup_printf ("%lld", (long long) value);
  after = g_strdup_printf ("%lld", (long long) G_STRUCT_MEMBER (gint64, self->event, part->offset));
  report (self, part, before, after);
  return TRUE;
}

/* ---- One bit turned, as a failing disk does ---- */

static gboolean
try_bits (Search *self, const Part *part)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!part->is_text)
    {
      for (guint bit = 0; bit < 63; bit++)
        if (try_integer (
                self, part, G_STRUCT_MEMBER (gint64, self->event, part->offset) ^ (G_GINT64_CONSTANT (1) << bit)))
          return TRUE;
      return FALSE;
    }

  text = g_strdup (G_STRUCT_MEMBER (const char *, self->event, part->offset));
  length = strlen (text);
  for (gsize i = 0; i < length * 8; i++)
    {
      char flip = (char) (1 << (i % 8));

      text[i / 8] ^= flip;
      if (text[i / 8] != '\0' && g_utf8_validate (text, (gssize) length, NULL) && try_text (self, part, text))
        return TRUE;
      text[i / 8] ^= flip;
    }

  return FALSE;
}

/* ---- What the rest of the log suggests ---- */

static gboolean
try_candidates (Search *self, const Part *part)
{
  AttestStatement *rows;
  gboolean found = FALSE;

  if (part->candidates == NULL)
    return FALSE;

  rows = attest_database_prepare (self->database, part->candidates);
  while (!found && attest_statement_next (rows, NULL))
    {
      g_autofree char *value = attest_statement_dup_text (rows, 0);

      found = value != NULL && try_text (self, part, value);
    }
  attest_statement_done (rows);

  return found;
}

static const Part *
get_part (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].name, name))
      return &parts[i];

  g_assert_not_reached ();
}

/* In a damaged file any number can stand anywhere. */
static gboolean
is_countable (const AttestEvent *event)
{
  return event->sequence > 0 && event->sequence < G_MAXINT32 && event->clock >= 0 && event->clock < G_MAXINT64 / 2;
}

/* Its number and its clock, by the event that it names as the one before; that event, by its number. */
static gboolean
try_neighbour (Search *self)
{
  g_autoptr (AttestEvent) previous = attest_event_table_find (self->database, self->event->previous, NULL);
  const Part *clock = get_part ("clock");
  AttestStatement *rows;
  gint64 first;
  gboolean found = FALSE;

  if (!is_countable (self->event) || (previous != NULL && !is_countable (previous)))
    return FALSE;
  if (try_integer (self, get_part ("sequence"), previous != NULL ? previous->sequence + 1 : 1))
    return TRUE;
  first = previous != NULL ? previous->clock + 1 : 1;
  for (gint64 value = first; value < first + CLOCKS_TO_TRY; value++)
    if (try_integer (self, clock, value))
      return TRUE;

  rows = attest_database_prepare (self->database,
                                  "SELECT hash FROM event WHERE device = ?1 AND stream = ?2 AND sequence = ?3");
  attest_statement_bind_text (rows, 1, self->event->device);
  attest_statement_bind_text (rows, 2, self->event->stream);
  attest_statement_bind_int64 (rows, 3, self->event->sequence - 1);
  while (!found && attest_statement_next (rows, NULL))
    {
      g_autofree char *hash = attest_statement_dup_text (rows, 0);

      found = hash != NULL && try_text (self, get_part ("previous"), hash);
    }
  attest_statement_done (rows);

  return found || try_text (self, get_part ("previous"), "");
}

static gboolean
try_version (Search *self)
{
  AttestEvent changed = *self->event;

  for (changed.version = 1; changed.version <= VERSIONS_TO_TRY; changed.version++)
    {
      if (!hash_fits (&changed))
        continue;
      g_set_str (&self->problem->field, "version");
      self->problem->before = g_strdup_printf ("%u", changed.version);
      self->problem->after = g_strdup_printf ("%u", self->event->version);
      g_free (self->problem->text);
      self->problem->text = g_strdup_printf (_ ("The version of the event’s form was changed: it was %s and is %s now"),
                                             self->problem->before,
                                             self->problem->after);
      return TRUE;
    }

  return FALSE;
}

/* Whether most of it is still the hash of what stands here. */
static gboolean
try_own_hash (Search *self)
{
  g_autofree char *hash = attest_event_compute_hash (self->event, NULL);
  guint different = 0;

  if (hash == NULL || strlen (hash) != strlen (self->event->hash))
    return FALSE;
  for (gsize i = 0; hash[i] != '\0'; i++)
    different += hash[i] != self->event->hash[i];
  if (different > FEW_DIGITS)
    return FALSE;

  g_set_str (&self->problem->field, "hash");
  g_set_str (&self->problem->before, hash);
  g_set_str (&self->problem->after, self->event->hash);
  g_set_str (&self->problem->text, _ ("The event’s own hash was changed; the rest of it is as it was written"));
  return TRUE;
}

void
attest_verify_explain (AttestDatabase *database, const AttestEvent *event, AttestProblem *problem)
{
  Search search = { database, event, problem };

  if (try_own_hash (&search) || try_version (&search))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (try_candidates (&search, &parts[i]) || try_bits (&search, &parts[i]))
      return;
  if (try_neighbour (&search))
    return;

  g_set_str (&problem->text,
             _ ("The event was changed after it was written: when it happened, its own hash, or more than one part of "
                "it"));
}

/* ---- Articles ---- */

static void
name_article (AttestDatabase *database, AttestProblem *problem)
{
  AttestStatement *row = attest_database_prepare (database, "SELECT title, slug FROM article WHERE id = ?1");

  attest_statement_bind_text (row, 1, problem->stream);
  if (attest_statement_next (row, NULL))
    {
      problem->title = attest_statement_dup_text (row, 0);
      problem->slug = attest_statement_dup_text (row, 1);
    }
  attest_statement_done (row);
}

void
attest_verify_name_articles (AttestDatabase *database, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      AttestProblem *problem = g_ptr_array_index (problems, i);

      if (problem->stream != NULL && problem->title == NULL)
        name_article (database, problem);
    }
}
