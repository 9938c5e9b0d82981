/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-seal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-event-table.h"
#include "record/attest-library-private.h"
#include "record/attest-verify-private.h"
#include "text/attest-canonical-json.h"

#define FORMAT "attest-seal-"
#define VERSION "attest-seal-1"
#define DIGEST_LENGTH 32
#define CHECK_LENGTH 4
#define GROUP_LENGTH 4

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void
attest_seal_free (AttestSeal *self)
{
  if (self == NULL)
    return;

  g_free (self->time);
  g_free (self->digest);
  g_free (self);
}

/* The first characters of the SHA-256 of @text in base 32. Returns: (transfer full) */
static char *
encode_hash (const char *text, gsize length)
{
  g_autofree char *hash = attest_sha256 (text, strlen (text));
  GString *code = g_string_new (NULL);
  guint bits = 0;
  guint count = 0;

  for (const char *at = hash; code->len < length; at++)
    {
      bits = bits << 4 | (guint) g_ascii_xdigit_value (*at);
      count += 4;
      if (count < 5)
        continue;
      count -= 5;
      g_string_append_c (code, digits[bits >> count]);
      bits &= (1U << count) - 1;
    }

  return g_string_free (code, FALSE);
}

static char *
dup_first_line (const AttestSeal *self)
{
  return g_strdup_printf (VERSION " %s %lld", self->time, (long long) self->count);
}

static char *
dup_check (const AttestSeal *self)
{
  g_autofree char *first = dup_first_line (self);
  g_autofree char *text = g_strconcat (first, " ", self->digest, NULL);

  return encode_hash (text, CHECK_LENGTH);
}

char *
attest_seal_dup_line (const AttestSeal *self)
{
  g_autofree char *first = dup_first_line (self);
  g_autofree char *check = dup_check (self);
  GString *line = g_string_new (first);

  for (gsize i = 0; i < DIGEST_LENGTH; i++)
    {
      if (i % GROUP_LENGTH == 0)
        g_string_append_c (line, i == 0 ? ' ' : '-');
      g_string_append_c (line, self->digest[i]);
    }
  g_string_append_printf (line, "-%s", check);

  return g_string_free (line, FALSE);
}

/* ---- Reading a line ---- */

/* What follows the third word, as characters of the base alone; NULL where it holds anything else. */
static char *
normalize_code (const char *const *words)
{
  g_autoptr (GString) code = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    for (const char *at = words[i]; *at != '\0'; at++)
      {
        char digit = g_ascii_toupper (*at);

        if (digit == '-')
          continue;
        if (digit == 'O')
          digit = '0';
        if (digit == 'I' || digit == 'L')
          digit = '1';
        if (strchr (digits, digit) == NULL)
          return NULL;
        g_string_append_c (code, digit);
      }

  return code->len == DIGEST_LENGTH + CHECK_LENGTH ? g_string_free (g_steal_pointer (&code), FALSE) : NULL;
}

/* Returns: (transfer full) (nullable): NULL where @words are no seal, or were copied wrongly */
static AttestSeal *
parse_words (const char *const *words)
{
  g_autoptr (AttestSeal) self = g_new0 (AttestSeal, 1);
  g_autofree char *code = normalize_code (words + 3);
  g_autofree char *check = NULL;
  guint64 count;

  if (code == NULL || !g_ascii_string_to_unsigned (words[2], 10, 0, G_MAXINT64, &count, NULL))
    return NULL;

  self->time = g_ascii_strup (words[1], -1);
  self->count = (gint64) count;
  self->digest = g_strndup (code, DIGEST_LENGTH);
  check = dup_check (self);

  return g_str_equal (check, code + DIGEST_LENGTH) ? g_steal_pointer (&self) : NULL;
}

AttestSeal *
attest_seal_parse (const char *line, GError **error)
{
  g_auto (GStrv) pieces = g_strsplit_set (line, " \t\r\n", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new_null_terminated (8, NULL, TRUE);
  const char *version;
  AttestSeal *self = NULL;

  for (gsize i = 0; pieces[i] != NULL; i++)
    if (*pieces[i] != '\0')
      g_ptr_array_add (words, pieces[i]);

  version = words->len > 0 ? g_ptr_array_index (words, 0) : "";
  if (g_ascii_strncasecmp (version, FORMAT, strlen (FORMAT)) == 0 && g_ascii_strcasecmp (version, VERSION) != 0)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_BODY,
                   _ ("This seal (%s) was made by a newer version of Attest. Update Attest to check it."),
                   version);
      return NULL;
    }
  if (words->len >= 4 && g_ascii_strcasecmp (version, VERSION) == 0)
    self = parse_words ((const char *const *) words->pdata);
  if (self == NULL)
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_BODY,
                 _ ("This is no seal, or it was not copied letter by letter. A seal looks like “%s”."),
                 VERSION " 2026-01-31T12:00:00Z 1234 ABCD-…");

  return self;
}

/* ---- Heads ---- */

typedef struct
{
  GPtrArray *lines;
  /* Of one device in one stream: from an event's hash to its line, and the hashes that are named as previous. */
  GHashTable *events;
  GHashTable *followed;
  char *stream;
  char *device;
} Heads;

static void
finish_group (Heads *self)
{
  GHashTableIter iter;
  gpointer hash;
  gpointer line;

  g_hash_table_iter_init (&iter, self->events);
  while (g_hash_table_iter_next (&iter, &hash, &line))
    if (!g_hash_table_contains (self->followed, hash))
      g_ptr_array_add (self->lines, g_strdup (line));
  g_hash_table_remove_all (self->events);
  g_hash_table_remove_all (self->followed);
}

static void
take_row (Heads *self, AttestStatement *row)
{
  g_autofree char *hash = attest_statement_dup_text (row, 0);
  g_autofree char *stream = attest_statement_dup_text (row, 1);
  g_autofree char *device = attest_statement_dup_text (row, 2);
  char *previous = attest_statement_dup_text (row, 4);
  char *line;

  if (g_strcmp0 (stream, self->stream) != 0 || g_strcmp0 (device, self->device) != 0)
    finish_group (self);
  g_set_str (&self->stream, stream);
  g_set_str (&self->device, device);

  line = g_strdup_printf ("%s %s %lld %s\n", stream, device, (long long) attest_statement_get_int64 (row, 3), hash);
  g_hash_table_insert (self->events, g_steal_pointer (&hash), line);
  if (previous != NULL)
    g_hash_table_add (self->followed, previous);
}

static int
compare_lines (gconstpointer one, gconstpointer other)
{
  return strcmp (one, other);
}

/* Returns: (transfer full) (nullable): the list of the formula; NULL with @error */
static char *
build_list (AttestDatabase *database, const AttestSeal *seal, GError **error)
{
  AttestStatement *rows =
      attest_database_prepare (database,
                               "SELECT hash, stream, device, sequence, previous FROM event INDEXED BY event_by_stream"
                               " WHERE position <= ?1 ORDER BY stream, device, sequence");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) events = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) followed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *first = dup_first_line (seal);
  g_autoptr (GString) list = g_string_new (first);
  Heads heads = { lines, events, followed, NULL, NULL };
  GError *local_error = NULL;

  attest_statement_bind_int64 (rows, 1, seal->count);
  while (attest_statement_next (rows, &local_error))
    take_row (&heads, rows);
  finish_group (&heads);
  g_free (heads.stream);
  g_free (heads.device);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  g_ptr_array_sort_values (lines, compare_lines);
  g_string_append_c (list, '\n');
  for (guint i = 0; i < lines->len; i++)
    g_string_append (list, g_ptr_array_index (lines, i));

  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* How many events there are, and how many of them came as the first @limit. */
static gboolean
count_events (AttestDatabase *database, gint64 limit, gint64 *held, gint64 *among_first, GError **error)
{
  AttestStatement *row = attest_database_prepare (
      database, "SELECT count (*), (SELECT count (*) FROM event WHERE position BETWEEN 1 AND ?1) FROM event");
  GError *local_error = NULL;

  attest_statement_bind_int64 (row, 1, limit);
  if (attest_statement_next (row, &local_error))
    {
      *held = attest_statement_get_int64 (row, 0);
      *among_first = attest_statement_get_int64 (row, 1);
    }
  attest_statement_done (row);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

/* ---- Sealing ---- */

static char *
seal_database (AttestDatabase *database, AttestSeal *seal, GError **error)
{
  gint64 position = 0;
  gint64 among_first = 0;

  if (!attest_database_read_int64 (database, "SELECT max (position) FROM event", &position, error) ||
      !count_events (database, position, &seal->count, &among_first, error))
    return NULL;
  if (seal->count == position)
    return build_list (database, seal, error);

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("The library cannot be sealed: of %lld events that were written to it, it holds %lld"),
               (long long) position,
               (long long) among_first);
  return NULL;
}

AttestSeal *
attest_library_seal (AttestLibrary *self, gint64 time, char **list, GError **error)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autoptr (AttestSeal) seal = g_new0 (AttestSeal, 1);
  g_autofree char *text = NULL;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && date != NULL, NULL);

  seal->time = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
  if (!attest_database_run (self->database, "BEGIN", error))
    return NULL;
  text = seal_database (self->database, seal, error);
  attest_database_roll_back (self->database);
  if (text == NULL)
    return NULL;

  seal->digest = encode_hash (text, DIGEST_LENGTH);
  if (list != NULL)
    *list = g_steal_pointer (&text);

  return g_steal_pointer (&seal);
}

/* ---- Checking ---- */

static void
add_problem (GPtrArray *problems, const AttestEvent *event, char *text)
{
  g_ptr_array_add (problems, attest_problem_new ("seal", event, TRUE, text));
}

/* @line: STREAM DEVICE SEQUENCE HASH */
static gboolean
check_head (AttestDatabase *database, const char *line, GPtrArray *problems, GError **error)
{
  g_auto (GStrv) fields = g_strsplit (line, " ", 4);
  g_autoptr (AttestEvent) event = NULL;
  g_autoptr (GError) local_error = NULL;
  AttestEvent sealed = { 0 };

  if (g_strv_length (fields) != 4)
    return TRUE;

  sealed.stream = fields[0];
  sealed.device = fields[1];
  sealed.sequence = g_ascii_strtoll (fields[2], NULL, 10);
  sealed.hash = fields[3];
  event = attest_event_table_find (database, sealed.hash, &local_error);
  if (event == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (event == NULL)
    add_problem (problems,
                 &sealed,
                 g_strdup (_ ("It was the newest of its device when the library was sealed, and is missing or was "
                              "changed since")));
  else if (!g_str_equal (event->hash, sealed.hash) || !g_str_equal (event->stream, sealed.stream) ||
           !g_str_equal (event->device, sealed.device) || event->sequence != sealed.sequence)
    add_problem (problems, &sealed, g_strdup (_ ("It is not what it was when the library was sealed")));

  return TRUE;
}

static gboolean
check_list (AttestDatabase *database, const AttestSeal *seal, const char *list, GPtrArray *problems, GError **error)
{
  g_autofree char *digest = encode_hash (list, DIGEST_LENGTH);
  g_auto (GStrv) lines = NULL;

  if (!g_str_equal (digest, seal->digest))
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_BODY,
                   _ ("The list of heads is not the one that was written with this seal"));
      return FALSE;
    }

  lines = g_strsplit (list, "\n", -1);
  for (gsize i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (!check_head (database, lines[i], problems, error))
      return FALSE;

  return TRUE;
}

static gboolean
check_positions (AttestDatabase *database,
                 const AttestSeal *seal,
                 gint64 among_first,
                 GPtrArray *problems,
                 GError **error)
{
  g_autofree char *list = NULL;
  g_autofree char *digest = NULL;

  if (among_first != seal->count)
    {
      add_problem (problems,
                   NULL,
                   g_strdup_printf (_ ("%lld of the %lld events that were sealed are missing"),
                                    (long long) (seal->count - among_first),
                                    (long long) seal->count));
      return TRUE;
    }

  list = build_list (database, seal, error);
  if (list == NULL)
    return FALSE;
  digest = encode_hash (list, DIGEST_LENGTH);
  if (!g_str_equal (digest, seal->digest))
    add_problem (
        problems,
        NULL,
        g_strdup_printf (_ ("The first %lld events of the library are not those that were sealed: they were changed or "
                            "written anew, or this is another library. A library that took in the sealed one can "
                            "only be checked with the list of heads that was written with the seal."),
                         (long long) seal->count));

  return TRUE;
}

GPtrArray *
attest_library_check_seal (AttestLibrary *self, const AttestSeal *seal, const char *list, gint64 *since, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_problem_free);
  gint64 held = 0;
  gint64 among_first = 0;
  gboolean done;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && seal != NULL, NULL);

  if (!attest_database_run (self->database, "BEGIN", error))
    return NULL;
  done = count_events (self->database, seal->count, &held, &among_first, error) &&
         (list != NULL ? check_list (self->database, seal, list, problems, error)
                       : check_positions (self->database, seal, among_first, problems, error));
  attest_database_roll_back (self->database);
  if (!done)
    return NULL;

  attest_verify_name_articles (self->database, problems);
  if (since != NULL)
    *since = held - seal->count;

  return g_steal_pointer (&problems);
}
