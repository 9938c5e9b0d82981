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

G_DEFINE_QUARK (attest_import_error, attest_import_error)

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
  g_autoptr (AttestImported) self = attest_imported_new ();
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
