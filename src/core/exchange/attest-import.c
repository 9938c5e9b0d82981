/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "evidence/attest-reference.h"

#define QUOTE_LENGTH 60
/* Nobody reads more of them; a hostile file could make millions. */
#define MAX_WARNINGS 2000

G_DEFINE_QUARK (attest - import - error - quark, attest_import_error)

static AttestImported *copy_imported (const AttestImported *self);

G_DEFINE_BOXED_TYPE (AttestImported, attest_imported, copy_imported, attest_imported_free)

static void
free_warning (gpointer data)
{
  AttestImportWarning *warning = data;

  g_free (warning->code);
  g_free (warning->text);
  g_free (warning);
}

static AttestImported *
new_imported (void)
{
  AttestImported *self = g_new0 (AttestImported, 1);

  self->left_out = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (free_warning);
  return self;
}

static AttestImported *
copy_imported (const AttestImported *self)
{
  AttestImported *copy = new_imported ();

  copy->markdown = g_bytes_ref (self->markdown);
  copy->title = g_strdup (self->title);
  copy->slug = g_strdup (self->slug);
  copy->language = g_strdup (self->language);
  copy->audience = g_strdup (self->audience);
  copy->topics = g_strdupv (self->topics);
  copy->references = g_strdup (self->references);
  copy->disclaimer = g_strdup (self->disclaimer);
  copy->last_updated = g_strdup (self->last_updated);
  for (guint i = 0; i < self->left_out->len; i++)
    g_ptr_array_add (copy->left_out, g_strdup (g_ptr_array_index (self->left_out, i)));
  for (guint i = 0; i < self->warnings->len; i++)
    {
      AttestImportWarning *warning = g_ptr_array_index (self->warnings, i);

      attest_import_warn (copy, warning->code, g_strdup (warning->text));
    }
  return copy;
}

void
attest_imported_free (AttestImported *self)
{
  g_clear_pointer (&self->markdown, g_bytes_unref);
  g_free (self->title);
  g_free (self->slug);
  g_free (self->language);
  g_free (self->audience);
  g_strfreev (self->topics);
  g_free (self->references);
  g_free (self->disclaimer);
  g_free (self->last_updated);
  g_ptr_array_unref (self->left_out);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

static void
add_warning (AttestImported *self, const char *code, char *text)
{
  AttestImportWarning *warning = g_new0 (AttestImportWarning, 1);

  warning->code = g_strdup (code);
  warning->text = text;
  g_ptr_array_add (self->warnings, warning);
}

void
attest_import_warn (AttestImported *self, const char *code, char *text)
{
  if (self->warnings->len < MAX_WARNINGS)
    {
      add_warning (self, code, text);
      return;
    }
  g_free (text);
  if (self->warnings->len == MAX_WARNINGS)
    add_warning (self, code, g_strdup (_ ("More was guessed than is listed here: this is a very long text.")));
}

char *
attest_import_quote (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\t", ' ');

  if (g_utf8_strlen (line, -1) > QUOTE_LENGTH)
    {
      g_autofree char *beginning = g_utf8_substring (line, 0, QUOTE_LENGTH);

      return g_strconcat (beginning, "…", NULL);
    }
  return g_steal_pointer (&line);
}

char *
attest_import_title_from_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  char *dot = strrchr (base, '.');
  g_autofree char *title = NULL;
  g_autofree char *first = NULL;

  if (dot && dot > base)
    *dot = '\0';
  title = g_utf8_make_valid (g_strdelimit (base, "-_", ' '), -1);
  g_strstrip (title);
  if (*title == '\0')
    return g_strdup (_ ("Article without a title"));
  first = g_utf8_strup (title, g_utf8_next_char (title) - title);
  return g_strconcat (first, g_utf8_next_char (title), NULL);
}

static gboolean
is_html (const char *text)
{
  static const char *const beginnings[] = { "<!doctype html", "<html", "<head", "<body",
                                            "<!doctype svg",  "<svg",  "<?xml" };

  for (;;)
    {
      text += strspn (text, " \t\n\f\v");
      if (!g_str_has_prefix (text, "<!--") || !strstr (text, "-->"))
        break;
      text = strstr (text, "-->") + 3;
    }
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (text, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  return FALSE;
}

AttestImported *
attest_import_bytes (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (AttestImported) self = new_imported ();
  g_autofree char *encoding = NULL;
  g_autofree char *text = NULL;
  gboolean line_ends_changed = FALSE;
  gsize length;
  g_autoptr (GBytes) utf8 = attest_import_convert_to_utf8 (name, bytes, &encoding, &line_ends_changed, error);

  if (!utf8)
    return NULL;

  text = g_strndup (g_bytes_get_data (utf8, &length), g_bytes_get_size (utf8));
  if (is_html (text))
    {
      g_set_error (error,
                   ATTEST_IMPORT_ERROR,
                   ATTEST_IMPORT_ERROR_FORMAT,
                   _ ("“%s” is a web page or XML file. Reading those is not in this version: open it in a browser, and "
                      "copy its text into a plain text file."),
                   name);
      return NULL;
    }

  if (encoding)
    attest_import_warn (
        self, "encoding", g_strdup_printf (_ ("“%s” was read as %s and is kept as UTF-8."), name, encoding));
  if (line_ends_changed)
    attest_import_warn (self,
                        "line-ends",
                        g_strdup_printf (_ ("The line ends of “%s” were changed to those that Attest keeps."), name));

  if (attest_import_looks_like_markdown (name, text))
    {
      self->markdown = g_steal_pointer (&utf8);
      attest_import_read_front_matter (self, name);
    }
  else
    {
      attest_import_convert_pasted (self, name, text);
    }
  return g_steal_pointer (&self);
}

static GBytes *
read_file (int file, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 buffer[64 * 1024];

  while (data->len <= ATTEST_IMPORT_MAX_BYTES)
    {
      gssize count = read (file, buffer, MIN (sizeof buffer, ATTEST_IMPORT_MAX_BYTES + 1 - data->len));

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        {
          g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
          return NULL;
        }
      if (count == 0)
        break;
      g_byte_array_append (data, buffer, (guint) count);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

GBytes *
attest_import_read_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  struct stat status;
  /* Without O_NONBLOCK, opening a pipe would wait for whoever writes into it. */
  int file = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);

  if (file < 0)
    {
      g_set_error (error,
                   ATTEST_IMPORT_ERROR,
                   ATTEST_IMPORT_ERROR_UNREADABLE,
                   _ ("“%s” cannot be read: %s"),
                   name,
                   g_strerror (errno));
      return NULL;
    }
  if (fstat (file, &status) != 0 || !S_ISREG (status.st_mode))
    {
      gboolean folder = S_ISDIR (status.st_mode);

      close (file);
      g_set_error (error,
                   ATTEST_IMPORT_ERROR,
                   ATTEST_IMPORT_ERROR_UNREADABLE,
                   folder ? _ ("“%s” is a folder. Choose the files in it.") : _ ("“%s” is not a file."),
                   name);
      return NULL;
    }
  bytes = read_file (file, &local_error);
  close (file);
  if (!bytes)
    {
      g_set_error (error,
                   ATTEST_IMPORT_ERROR,
                   ATTEST_IMPORT_ERROR_UNREADABLE,
                   _ ("“%s” cannot be read: %s"),
                   name,
                   local_error->message);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

AttestImported *
attest_import_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GBytes) bytes = attest_import_read_file (path, error);

  return bytes ? attest_import_bytes (name, bytes, error) : NULL;
}
