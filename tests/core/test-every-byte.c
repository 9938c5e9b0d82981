/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "record-fixture.h"

/*
 * Turns bits of every byte of every stored event and text, where it lies in the file, and verifies. The file is walked as SQLite's file
 * format says, so that free space and what is no part of a row stay as they are.
 */

#define PAGE_SIZE 4096
/* The plain test turns a bit in every so manieth byte, `--long` in every one. */
#define SHARE 23

typedef enum
{
  TABLE_EVENT,
  TABLE_CONTENT,
} Table;

/* A byte of a row. @column is -1 for what tells where the row and its columns begin and end. @unread: bits that say nothing. */
typedef struct
{
  gsize offset;
  Table table;
  gint64 row;
  int column;
  guint unread;
} Byte;

typedef struct
{
  const guchar *data;
  gsize length;
  GArray *bytes;
  Table table;
} Walk;

static const char *const event_columns[] = {
  "position", "hash", "device",  "stream",   "sequence",  "clock", "time",
  "actor",    "kind", "version", "previous", "body_hash", "body",
};

static gsize
read_varint (const guchar *at, guint64 *value)
{
  *value = 0;
  for (gsize i = 0; i < 8; i++)
    {
      *value = *value << 7 | (at[i] & 0x7f);
      if (at[i] < 0x80)
        return i + 1;
    }
  *value = *value << 8 | at[8];
  return 9;
}

static guint32
read_number (const guchar *at, gsize size)
{
  guint32 value = 0;

  for (gsize i = 0; i < size; i++)
    value = value << 8 | at[i];
  return value;
}

static void
add_byte (Walk *self, gsize offset, gint64 row, int column)
{
  Byte byte = { offset, self->table, row, column, 0 };

  g_array_append_val (self->bytes, byte);
}

static gsize
get_size_of_type (guint64 type)
{
  static const gsize sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };

  return type < 12 ? sizes[type] : (type - 12) / 2;
}

/* Where each byte of a row lies: in its cell, and in pages of its own for the rest of a long one. */
static gsize *
map_payload (Walk *self, gsize start, gsize size, gint64 row)
{
  gsize *map = g_new (gsize, size);
  gsize most = PAGE_SIZE - 35;
  gsize least = (PAGE_SIZE - 12) * 32 / 255 - 23;
  gsize local = least + (size - least) % (PAGE_SIZE - 4);
  guint32 page;
  gsize done = 0;

  if (size <= most)
    local = size;
  else if (local > most)
    local = least;
  for (; done < local; done++)
    map[done] = start + done;
  start += local;
  while (done < size)
    {
      for (gsize i = 0; i < 4; i++)
        add_byte (self, start + i, row, -1);
      page = read_number (self->data + start, 4);
      start = (gsize) (page - 1) * PAGE_SIZE;
      for (gsize i = 0; i < PAGE_SIZE - 4 && done < size; i++)
        map[done++] = start + 4 + i;
    }

  return map;
}

static void
walk_cell (Walk *self, gsize start)
{
  guint64 size;
  guint64 row;
  guint64 header_size;
  gsize at = start;
  g_autofree gsize *map = NULL;
  gsize header;
  gsize body;

  at += read_varint (self->data + at, &size);
  at += read_varint (self->data + at, &row);
  for (gsize i = start; i < at; i++)
    add_byte (self, i, (gint64) row, -1);

  /* No row of the test has so many columns that its header does not lie in the cell. */
  map = map_payload (self, at, size, (gint64) row);
  header = read_varint (self->data + at, &header_size);
  for (gsize i = 0; i < header_size; i++)
    add_byte (self, map[i], (gint64) row, -1);
  /* The position of an event is its row's number, and SQLite never reads what stands in the place of the column: nothing (0) and zero (8) are the same. */
  if (self->table == TABLE_EVENT)
    g_array_index (self->bytes, Byte, self->bytes->len - header_size + header).unread = 8;
  body = header_size;
  for (int column = 0; header < header_size; column++)
    {
      guint64 type;

      header += read_varint (self->data + at + header, &type);
      for (gsize i = 0; i < get_size_of_type (type); i++)
        add_byte (self, map[body++], (gint64) row, column);
    }
  g_assert_cmpuint (body, ==, size);
}

static void
walk_page (Walk *self, guint32 number)
{
  gsize page = (gsize) (number - 1) * PAGE_SIZE;
  gsize header = page + (number == 1 ? 100 : 0);
  guchar type = self->data[header];
  guint32 cells = read_number (self->data + header + 3, 2);
  gsize pointers = header + (type == 0x05 ? 12 : 8);

  g_assert_true (type == 0x05 || type == 0x0d);
  for (guint32 i = 0; i < cells; i++)
    {
      gsize cell = page + read_number (self->data + pointers + 2 * i, 2);

      if (type == 0x05)
        walk_page (self, read_number (self->data + cell, 4));
      else
        walk_cell (self, cell);
    }
  if (type == 0x05)
    walk_page (self, read_number (self->data + header + 8, 4));
}

static guint32
find_root (sqlite3 *handle, const char *table)
{
  sqlite3_stmt *statement;
  guint32 root;

  sqlite3_prepare_v2 (handle, "SELECT rootpage FROM sqlite_schema WHERE name = ?1", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  root = (guint32) sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return root;
}

static GArray *
list_bytes (const char *path, const char *data, gsize length)
{
  g_autoptr (GArray) bytes = g_array_new (FALSE, FALSE, sizeof (Byte));
  Walk walk = { (const guchar *) data, length, bytes, TABLE_EVENT };
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  walk_page (&walk, find_root (handle, "event"));
  walk.table = TABLE_CONTENT;
  walk_page (&walk, find_root (handle, "content"));
  sqlite3_close (handle);

  return g_steal_pointer (&bytes);
}

/* ---- What verify has to find ---- */

static gboolean
take_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  g_ptr_array_add (user_data, attest_event_ref (event));
  return TRUE;
}

/* By their positions, which in a library that nothing was merged into is their order. */
static GPtrArray *
list_events (AttestLibrary *library)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_unref);
  g_autoptr (GError) error = NULL;

  attest_library_visit_events (library, NULL, take_event, events, &error);
  g_assert_no_error (error);
  return events;
}

/* One bit of one byte, in the event's row alone: verify names the event, its article and the part that differs. */
static void
assert_named (const Byte *byte, guint bit, const AttestEvent *event, GPtrArray *problems)
{
  const char *column = event_columns[byte->column];
  const AttestProblem *first = attest_problem_find_first_broken (problems);

  g_test_message ("bit %u of %s of event %s", bit, column, event->hash);
  g_assert_nonnull (first);
  if (!g_str_equal (column, "hash"))
    g_assert_cmpstr (first->event, ==, event->hash);
  if (g_str_equal (column, "stream"))
    return;
  g_assert_cmpstr (first->stream, ==, event->stream);
  if (!g_str_equal (event->stream, ATTEST_STREAM_BOARD))
    {
      g_assert_cmpstr (first->slug, ==, "a-question");
      g_assert_cmpstr (first->title, ==, "two");
    }
  /* What is no longer UTF-8 cannot be turned back. */
  if (bit < 7)
    g_assert_cmpstr (first->field, ==, column);
}

typedef struct
{
  guint refused;
  guint found;
  guint named;
} Counts;

static void
flip_and_verify (RecordFixture *fixture,
                 const char *good,
                 gsize length,
                 const Byte *byte,
                 guint bit,
                 GPtrArray *events,
                 Counts *counts)
{
  g_autofree char *path = g_build_filename (fixture->folder, "flipped", NULL);
  g_autofree char *bad = g_memdup2 (good, length);
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gboolean failure = FALSE;

  bad[byte->offset] ^= (char) (1 << bit);
  g_assert_true (g_file_set_contents_full (path, bad, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  library = attest_library_open (path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  if (library == NULL)
    {
      counts->refused++;
      return;
    }

  problems = attest_library_verify (library, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    failure = failure || ((AttestProblem *) g_ptr_array_index (problems, i))->failure;
  if (!failure)
    g_error ("bit %u of byte %zu (table %d, row %" G_GINT64_FORMAT ", column %d) was turned and not found",
             bit,
             byte->offset,
             byte->table,
             byte->row,
             byte->column);
  counts->found++;
  if (byte->table == TABLE_EVENT && byte->column > 0)
    {
      assert_named (byte, bit, g_ptr_array_index (events, byte->row - 1), problems);
      counts->named++;
    }
}

static void
test_every_byte (RecordFixture *fixture, gconstpointer data)
{
  gboolean all = g_getenv ("ATTEST_LONG") != NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GArray) bytes = NULL;
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *good = NULL;
  Counts counts = { 0 };
  gsize length;

  record_make_article (fixture->library, "a1", "a-question");
  g_free (record_append (fixture->library, "board.set", ATTEST_STREAM_BOARD, "p1", "{\"name\":\"B\"}"));
  g_free (record_save (fixture->library, "a1", "doctor", "p1", "one"));
  g_free (record_save (fixture->library, "a1", "doctor", "p2", "two"));
  g_free (record_save (fixture->library, "a1", "patient", "p2", long_text));
  events = list_events (fixture->library);
  record_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &good, &length, NULL));
  bytes = list_bytes (fixture->path, good, length);

  for (guint i = all ? 0 : g_test_rand_int_range (0, SHARE); i < bytes->len; i += all ? 1 : SHARE)
    {
      guint bit = (guint) g_test_rand_int_range (0, 8);

      if (g_array_index (bytes, Byte, i).unread == 1U << bit)
        bit = (bit + 1) % 8;
      flip_and_verify (fixture, good, length, &g_array_index (bytes, Byte, i), bit, events, &counts);
    }
  g_test_message ("of %u bytes: %u refused on opening, %u found by verify, %u of them named",
                  bytes->len,
                  counts.refused,
                  counts.found,
                  counts.named);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add (
      "/core/every-byte", RecordFixture, NULL, record_fixture_set_up, test_every_byte, record_fixture_tear_down);

  return g_test_run ();
}
