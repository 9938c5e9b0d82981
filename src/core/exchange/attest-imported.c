/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUOTE_LENGTH 60
/* Nobody reads more of them; a hostile file could make millions. */
#define MAX_WARNINGS 2000

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

AttestImported *
attest_imported_new (void)
{
  AttestImported *self = g_new0 (AttestImported, 1);

  self->left_out = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (free_warning);
  return self;
}

static AttestImported *
copy_imported (const AttestImported *self)
{
  AttestImported *copy = attest_imported_new ();

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
