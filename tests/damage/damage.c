/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "damage.h"

#include <glib/gstdio.h>
#include <string.h>

/* See "Database File Format" of SQLite for all places and numbers here; numbers are big-endian. */
#define PAGE 4096
#define SECTOR 512
#define LOCKED_BYTES 0x40000000
#define JOURNAL_MAGIC "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
#define FILE_HEADER 100
#define FREE_TRUNK 32
#define FREE_COUNT 36
#define LEAF 8
#define INTERIOR 12

static void
put (GByteArray *bytes, gsize place, guint size, guint32 value)
{
  for (guint i = 0; i < size && place + i < bytes->len; i++)
    bytes->data[place + i] = (guint8) (value >> (8 * (size - 1 - i)));
}

static guint32
get (const GByteArray *bytes, gsize place, guint size)
{
  guint32 value = 0;

  for (guint i = 0; i < size && place + i < bytes->len; i++)
    value = (value << 8) | bytes->data[place + i];
  return value;
}

/* From 0; @most exclusive. */
static guint32 throw (GRand * dice, gsize most)
{
  return most > 1 ? (guint32) g_rand_int_range (dice, 0, (gint32) most) : 0;
}

static guint
count_pages (const GByteArray *file)
{
  return file->len / PAGE;
}

/* Where page @number, from 0, has its tree: behind the file's header on the first one. */
static gsize
find_tree (gsize number)
{
  return number == 0 ? FILE_HEADER : number * PAGE;
}

static gboolean
is_interior (const GByteArray *file, gsize tree)
{
  return file->data[tree] == 2 || file->data[tree] == 5;
}

static gboolean
is_tree (const GByteArray *file, gsize tree)
{
  return is_interior (file, tree) || file->data[tree] == 10 || file->data[tree] == 13;
}

/* Returns: a page from 0 that is part of a tree and, with @interior, leads to others; the first page where none is found */
static guint
choose_tree (const GByteArray *file, GRand *dice, gboolean interior)
{
  for (guint i = 0; i < 200; i++)
    {
      guint number = throw (dice, count_pages (file));
      gsize tree = find_tree (number);

      if (interior ? is_interior (file, tree) : is_tree (file, tree))
        return number;
    }
  return 0;
}

/* Numbers at which programs go wrong. */
static guint32
choose_extreme (GRand *dice)
{
  static const guint32 numbers[] = { 0,      1,      2,      3,       0x7f,       0x80,       0xff,       0x7fff,
                                     0x8000, 0xfffe, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff };
  guint32 which = throw (dice, G_N_ELEMENTS (numbers) + 4);

  return which < G_N_ELEMENTS (numbers) ? numbers[which] : g_rand_int (dice);
}

/* ---- What a disk does ---- */

static void
flip_bits (Damage *self, GRand *dice)
{
  guint32 flips = 1 + throw (dice, 8);

  for (guint32 i = 0; i < flips; i++)
    self->file->data[throw (dice, self->file->len)] ^= (guint8) (1 << throw (dice, 8));
}

static void
overwrite (Damage *self, GRand *dice, gboolean zeros)
{
  guint32 place = throw (dice, self->file->len);
  guint32 length = 1 + throw (dice, throw (dice, 2) == 0 ? 16 : 2 * PAGE);

  for (guint32 i = place; i < place + length && i < self->file->len; i++)
    self->file->data[i] = zeros ? 0 : (guint8) g_rand_int (dice);
}

static void
zero_bytes (Damage *self, GRand *dice)
{
  overwrite (self, dice, TRUE);
}

static void
fill_with_noise (Damage *self, GRand *dice)
{
  overwrite (self, dice, FALSE);
}

static void
swap_pages (Damage *self, GRand *dice)
{
  guint8 *one = self->file->data + (gsize) throw (dice, count_pages (self->file)) * PAGE;
  guint8 *other = self->file->data + (gsize) throw (dice, count_pages (self->file)) * PAGE;
  guint8 kept[PAGE];

  memcpy (kept, one, PAGE);
  memmove (one, other, PAGE);
  memcpy (other, kept, PAGE);
}

static void
copy_page (Damage *self, GRand *dice)
{
  guint8 *one = self->file->data + (gsize) throw (dice, count_pages (self->file)) * PAGE;
  guint8 *other = self->file->data + (gsize) throw (dice, count_pages (self->file)) * PAGE;

  memmove (one, other, PAGE);
}

static void
cut (Damage *self, GRand *dice)
{
  guint length = throw (dice, self->file->len);

  g_byte_array_set_size (self->file, throw (dice, 2) == 0 ? length : length / PAGE * PAGE);
}

static void
lengthen (Damage *self, GRand *dice)
{
  guint length = self->file->len;

  g_byte_array_set_size (self->file, length + 1 + throw (dice, 4 * PAGE));
  for (guint i = length; i < self->file->len; i++)
    self->file->data[i] = (guint8) g_rand_int (dice);
}

/* ---- What somebody does who knows the format ---- */

static void
set_header_field (Damage *self, GRand *dice)
{
  /* Place and size of each; those that say what the file is come last, since with them nothing else is looked at. */
  static const guint8 fields[][2] = { { 16, 2 }, { 18, 1 }, { 19, 1 }, { 20, 1 }, { 21, 1 }, { 22, 1 },
                                      { 23, 1 }, { 24, 4 }, { 28, 4 }, { 32, 4 }, { 36, 4 }, { 40, 4 },
                                      { 44, 4 }, { 48, 4 }, { 52, 4 }, { 56, 4 }, { 64, 4 }, { 72, 4 },
                                      { 92, 4 }, { 96, 4 }, { 60, 4 }, { 68, 4 } };
  guint32 field = throw (dice, G_N_ELEMENTS (fields));

  put (self->file, fields[field][0], fields[field][1], choose_extreme (dice));
}

static gsize
find_schema_text (const GByteArray *file, GRand *dice)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize i = 8; i + 200 < file->len; i++)
    if (memcmp (file->data + i, "CREATE ", 7) == 0)
      g_array_append_val (places, i);
  return places->len > 0 ? g_array_index (places, gsize, throw (dice, places->len)) : FILE_HEADER;
}

/* A letter of it, a piece of another object's text, or what stands before it: the root page and the names. */
static void
alter_schema (Damage *self, GRand *dice)
{
  gsize place = find_schema_text (self->file, dice);
  gsize other = find_schema_text (self->file, dice);

  switch (throw (dice, 3))
    {
    case 0:
      self->file->data[place + throw (dice, 150)] = (guint8) (32 + throw (dice, 95));
      break;
    case 1:
      memmove (self->file->data + place + throw (dice, 100),
               self->file->data + other + throw (dice, 100),
               4 + throw (dice, 40));
      break;
    default:
      self->file->data[place - 1 - throw (dice, 4)] = (guint8) g_rand_int (dice);
      break;
    }
}

static void
break_tree_page (Damage *self, GRand *dice)
{
  static const guint8 fields[][2] = { { 0, 1 }, { 1, 2 }, { 3, 2 }, { 5, 2 }, { 7, 1 } };
  gsize tree = find_tree (choose_tree (self->file, dice, FALSE));
  guint32 field = throw (dice, G_N_ELEMENTS (fields));

  put (self->file, tree + fields[field][0], fields[field][1], choose_extreme (dice));
}

static gsize
find_cell_pointer (const GByteArray *file, GRand *dice, gsize tree)
{
  gsize begin = tree + (is_interior (file, tree) ? INTERIOR : LEAF);

  return begin + 2 * (gsize) throw (dice, get (file, tree + 3, 2));
}

/* The pointer to a cell leads anywhere, or to another cell. */
static void
break_cell_pointer (Damage *self, GRand *dice)
{
  gsize tree = find_tree (choose_tree (self->file, dice, FALSE));
  gsize pointer = find_cell_pointer (self->file, dice, tree);
  gsize other = find_cell_pointer (self->file, dice, tree);

  put (self->file, pointer, 2, throw (dice, 2) == 0 ? get (self->file, other, 2) : choose_extreme (dice));
}

/* A cell says that it, or one of its values, is as long as can be said. */
static void
break_cell (Damage *self, GRand *dice)
{
  guint number = choose_tree (self->file, dice, FALSE);
  gsize cell = (gsize) number * PAGE + get (self->file, find_cell_pointer (self->file, dice, find_tree (number)), 2);
  guint32 length = 1 + throw (dice, 9);

  cell += throw (dice, 12);
  for (gsize i = cell; i < cell + length && i < self->file->len; i++)
    self->file->data[i] = throw (dice, 4) == 0 ? (guint8) g_rand_int (dice) : 0xff;
}

/* A page leads to itself, to the first page, or to any other. */
static guint32
choose_page_number (const Damage *self, GRand *dice, guint own)
{
  const guint32 numbers[] = { own + 1, 1, 1 + throw (dice, count_pages (self->file)), choose_extreme (dice) };

  return numbers[throw (dice, G_N_ELEMENTS (numbers))];
}

static void
lead_in_circles (Damage *self, GRand *dice)
{
  guint number = choose_tree (self->file, dice, TRUE);
  gsize tree = find_tree (number);

  if (throw (dice, 2) == 0)
    put (self->file, tree + 8, 4, choose_page_number (self, dice, number));
  else
    put (self->file,
         (gsize) number * PAGE + get (self->file, find_cell_pointer (self->file, dice, tree), 2),
         4,
         choose_page_number (self, dice, number));
}

/* What is no part of a tree is the rest of a long value, whose first number says where it goes on. */
static void
break_long_value (Damage *self, GRand *dice)
{
  for (guint i = 0; i < 200; i++)
    {
      guint number = throw (dice, count_pages (self->file));

      if (is_tree (self->file, find_tree (number)))
        continue;
      put (self->file, (gsize) number * PAGE, 4, choose_page_number (self, dice, number));
      return;
    }
}

/* The list of free pages goes on for ever, or has pages in it that are in use. */
static void
break_free_list (Damage *self, GRand *dice)
{
  guint number = throw (dice, count_pages (self->file));
  gsize trunk = (gsize) number * PAGE;

  put (self->file, FREE_TRUNK, 4, number + 1);
  put (self->file, FREE_COUNT, 4, choose_extreme (dice));
  if (throw (dice, 2) == 0 || number == 0)
    return;
  put (self->file, trunk, 4, choose_page_number (self, dice, number));
  put (self->file, trunk + 4, 4, choose_extreme (dice));
  for (guint i = 0; i < 20; i++)
    put (self->file, trunk + 8 + 4 * i, 4, choose_page_number (self, dice, number));
}

static void (*const in_file[]) (Damage *self, GRand *dice) = {
  flip_bits,       zero_bytes,       fill_with_noise, swap_pages,      copy_page,          cut,
  lengthen,        set_header_field, alter_schema,    break_tree_page, break_cell_pointer, break_cell,
  lead_in_circles, break_long_value, break_free_list,
};

static const char *const in_file_names[] = {
  "bits flipped",     "bytes zeroed",          "noise",         "pages swapped",    "a page copied",    "cut",
  "lengthened",       "a field of the header", "schema",        "a page of a tree", "a cell’s pointer", "a cell",
  "pages in circles", "a long value",          "the free list",
};

G_STATIC_ASSERT (G_N_ELEMENTS (in_file) == G_N_ELEMENTS (in_file_names));

/* ---- What lies beside it ---- */

static GByteArray *
make_noise (GRand *dice)
{
  GByteArray *noise = g_byte_array_new ();

  g_byte_array_set_size (noise, 1 + throw (dice, 40000));
  for (guint i = 0; i < noise->len; i++)
    noise->data[i] = (guint8) g_rand_int (dice);
  return noise;
}

static void
put_noise_beside (Damage *self, GRand *dice)
{
  switch (throw (dice, 3))
    {
    case 0:
      self->log = make_noise (dice);
      break;
    case 1:
      self->journal = make_noise (dice);
      break;
    default:
      self->shared = make_noise (dice);
      break;
    }
}

/* The log's checksum, over numbers of eight bytes. */
static void
add_to_sum (guint32 *sum, const guint8 *data, gsize length)
{
  for (gsize i = 0; i + 8 <= length; i += 8)
    {
      guint32 numbers[2];

      memcpy (numbers, data + i, sizeof numbers);
      sum[0] += GUINT32_FROM_BE (numbers[0]) + sum[1];
      sum[1] += GUINT32_FROM_BE (numbers[1]) + sum[0];
    }
}

static void
append_numbers (GByteArray *bytes, const guint32 *numbers, gsize count)
{
  for (gsize i = 0; i < count; i++)
    {
      guint32 stored = GUINT32_TO_BE (numbers[i]);

      g_byte_array_append (bytes, (const guint8 *) &stored, sizeof stored);
    }
}

/* A log with right checksums, as a program that was killed leaves it, has the damaged pages; the file by itself is good. */
static void
move_damage_into_log (Damage *self, const char *good, gsize length, GRand *dice)
{
  const guint32 salts[] = { g_rand_int (dice), g_rand_int (dice) };
  const guint32 header[] = { 0x377f0683, 3007000, PAGE, 0, salts[0], salts[1] };
  g_autoptr (GByteArray) bad = g_steal_pointer (&self->file);
  guint pages = count_pages (bad);
  guint32 sum[2] = { 0, 0 };

  self->file = g_byte_array_append (g_byte_array_new (), (const guint8 *) good, (guint) length);
  self->log = g_byte_array_new ();
  append_numbers (self->log, header, G_N_ELEMENTS (header));
  add_to_sum (sum, self->log->data, self->log->len);
  append_numbers (self->log, sum, 2);
  for (guint i = 0; i < pages; i++)
    {
      const guint8 *page = bad->data + (gsize) i * PAGE;
      const guint32 frame[] = { i + 1, i + 1 == pages ? pages : 0, salts[0], salts[1] };

      if (i + 1 < pages && memcmp (page, good + (gsize) i * PAGE, PAGE) == 0)
        continue;
      append_numbers (self->log, frame, G_N_ELEMENTS (frame));
      add_to_sum (sum, self->log->data + self->log->len - sizeof frame, 8);
      add_to_sum (sum, page, PAGE);
      append_numbers (self->log, sum, 2);
      g_byte_array_append (self->log, page, PAGE);
    }
}

static guint32
sum_of_record (guint32 nonce, const guint8 *page)
{
  guint32 sum = nonce;

  for (gint place = PAGE - 200; place > 0; place -= 200)
    sum += page[place];
  return sum;
}

GByteArray *
damage_new_journal (const char *file, gsize length, const GByteArray *put_back, guint32 nonce)
{
  GByteArray *journal = g_byte_array_new ();
  guint pages = count_pages (put_back);
  guint32 records = 0;

  g_byte_array_set_size (journal, SECTOR);
  memset (journal->data, 0, SECTOR);
  for (guint i = 0; i < pages; i++)
    {
      const guint8 *page = put_back->data + (gsize) i * PAGE;
      guint32 number = i + 1;
      guint32 sum = sum_of_record (nonce, page);

      if ((gsize) number * PAGE <= length && memcmp (page, file + (gsize) i * PAGE, PAGE) == 0)
        continue;
      append_numbers (journal, &number, 1);
      g_byte_array_append (journal, page, PAGE);
      append_numbers (journal, &sum, 1);
      records++;
    }
  memcpy (journal->data, JOURNAL_MAGIC, 8);
  put (journal, 8, 4, records);
  put (journal, 12, 4, nonce);
  put (journal, 16, 4, pages);
  put (journal, 20, 4, SECTOR);
  put (journal, 24, 4, PAGE);
  return journal;
}

void
damage_name_in_journal (GByteArray *journal, const char *name)
{
  guint32 length = (guint32) strlen (name);
  guint32 page = LOCKED_BYTES / PAGE + 1;
  guint32 numbers[] = { length, 0 };

  for (guint32 i = 0; i < length; i++)
    numbers[1] += (guint32) name[i];
  append_numbers (journal, &page, 1);
  g_byte_array_append (journal, (const guint8 *) name, length);
  append_numbers (journal, numbers, G_N_ELEMENTS (numbers));
  g_byte_array_append (journal, (const guint8 *) JOURNAL_MAGIC, 8);
}

/* What the journal would put back is the damage; the file by itself is good. */
static void
move_damage_into_journal (Damage *self, const char *good, gsize length, GRand *dice)
{
  self->put_back = g_steal_pointer (&self->file);
  self->file = g_byte_array_append (g_byte_array_new (), (const guint8 *) good, (guint) length);
  self->journal = damage_new_journal (good, length, self->put_back, g_rand_int (dice));
}

/* ---- All of it ---- */

Damage *
damage_new (const char *good, gsize length, GRand *dice)
{
  Damage *self = g_new0 (Damage, 1);
  g_autoptr (GString) kind = g_string_new (NULL);
  guint32 beside = throw (dice, 10);
  guint32 times = throw (dice, 4) == 0 ? 2 : 1;

  self->file = g_byte_array_append (g_byte_array_new (), (const guint8 *) good, (guint) length);
  if (throw (dice, 8) == 0)
    {
      put (self->file, 18, 2, 0x0101);
      g_string_append (kind, "without a log: ");
    }
  for (guint32 i = 0; i < times && self->file->len == length; i++)
    {
      guint32 which = throw (dice, G_N_ELEMENTS (in_file));

      in_file[which](self, dice);
      g_string_append_printf (kind, "%s%s", i > 0 ? " and " : "", in_file_names[which]);
    }
  if (beside == 0)
    {
      put_noise_beside (self, dice);
      g_string_append_printf (kind,
                              ", with a %s beside it",
                              self->log != NULL ? "log" : (self->journal != NULL ? "journal" : "shared memory"));
    }
  else if (beside <= 2 && self->file->len == length)
    {
      move_damage_into_log (self, good, length, dice);
      g_string_append (kind, ", in the log");
    }
  else if (beside == 3 && self->file->len == length)
    {
      move_damage_into_journal (self, good, length, dice);
      g_string_append (kind, ", in the journal");
    }
  self->kind = g_string_free (g_steal_pointer (&kind), FALSE);
  return self;
}

void
damage_free (Damage *self)
{
  g_free (self->kind);
  g_clear_pointer (&self->file, g_byte_array_unref);
  g_clear_pointer (&self->log, g_byte_array_unref);
  g_clear_pointer (&self->journal, g_byte_array_unref);
  g_clear_pointer (&self->shared, g_byte_array_unref);
  g_clear_pointer (&self->put_back, g_byte_array_unref);
  g_free (self);
}

static void
store_beside (const char *path, const char *suffix, const GByteArray *bytes)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  if (bytes == NULL)
    g_unlink (name);
  else
    g_assert_true (
        g_file_set_contents_full (name, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

void
damage_store (const Damage *self, const char *path)
{
  store_beside (path, "", self->file);
  store_beside (path, "-wal", self->log);
  store_beside (path, "-journal", self->journal);
  store_beside (path, "-shm", self->shared);
}

void
damage_remove (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-journal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    store_beside (path, suffixes[i], NULL);
}

static void
assert_same (const Damage *self, const char *path, const char *suffix, const GByteArray *bytes)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  g_autofree char *found = NULL;
  gsize length = 0;

  if (bytes == NULL)
    return;
  if (!g_file_get_contents (name, &found, &length, NULL))
    g_error ("%s: %s is gone", self->kind, name);
  if (length != bytes->len || memcmp (found, bytes->data, length) != 0)
    g_error ("%s: %s was changed", self->kind, name);
}

static gboolean
is_put_back (const Damage *self, const char *path)
{
  g_autofree char *found = NULL;
  gsize length = 0;

  return self->put_back != NULL && g_file_get_contents (path, &found, &length, NULL) && length == self->put_back->len &&
         memcmp (found, self->put_back->data, length) == 0;
}

void
damage_assert_file_untouched (const Damage *self, const char *path)
{
  if (!is_put_back (self, path))
    assert_same (self, path, "", self->file);
}

void
damage_assert_untouched (const Damage *self, const char *path)
{
  damage_assert_file_untouched (self, path);
  assert_same (self, path, "-wal", self->log);
  if (self->put_back != NULL && !is_put_back (self, path))
    assert_same (self, path, "-journal", self->journal);
}
