/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "evidence/attest-reference.h"
#include "text/attest-document.h"

static gboolean
has_markdown_name (const char *name)
{
  static const char *const suffixes[] = { ".md", ".markdown", ".mkd", ".mdown", ".rmd", ".qmd" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_front_matter (const char *text)
{
  const char *second;

  if (!g_str_has_prefix (text, "---\n"))
    return FALSE;
  second = strchr (text + 4, '\n');
  return second && memchr (text + 4, ':', second - (text + 4)) &&
         (strstr (text, "\n---\n") || strstr (text, "\n...\n") || g_str_has_suffix (text, "\n---"));
}

/* Marks that nobody leaves in a text by accident. What is found in one line counts once. */
static gboolean
is_markdown_line (const char *line)
{
  return attest_import_matches (
             line, 400, "^#{1,6} +\\S|^(?:```|~~~)|^={3,}$|^\\|? ?:?-{3,}:? ?(?:\\| ?:?-{3,}:? ?)+\\|?$") ||
         attest_import_matches (
             line,
             4000,
             "\\[@[A-Za-z0-9_-]+|\\]\\((?:https?:|#|mailto:|asset:|/)|\\*\\*[^*\\s][^*]*\\*\\*|^\\[[^\\]]+\\]: \\S");
}

gboolean
attest_import_looks_like_markdown (const char *name, const char *text)
{
  g_auto (GStrv) lines = NULL;
  guint marks = 0;

  if (has_markdown_name (name) || has_front_matter (text))
    return TRUE;

  /* A heading by its mark settles it; of the marks inside lines one may be a coincidence. */
  lines = g_strsplit (text, "\n", 400);
  for (guint i = 0; lines[i]; i++)
    {
      if (attest_import_matches (lines[i], 400, "^#{1,6} +\\S"))
        return TRUE;
      marks += is_markdown_line (lines[i]);
    }
  return marks >= 2;
}

static void
read_references (AttestImported *self, AttestDocument *document, const char *name)
{
  const char *json = attest_document_get_front_matter_json (document, "references");
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestReferences) references = NULL;

  if (!json)
    return;
  references = attest_references_new_from_json (json, &error);
  if (references)
    self->references = attest_references_to_json (references);
  else
    attest_import_warn (
        self,
        "references",
        g_strdup_printf (_ ("The references in the front matter of “%s” were not taken: %s"), name, error->message));
}

static char *
dup_scalar (AttestDocument *document, const char *field)
{
  const char *value = attest_document_get_front_matter (document, field);

  return value && *value ? g_strdup (value) : NULL;
}

void
attest_import_read_front_matter (AttestImported *self, const char *name)
{
  g_autoptr (AttestDocument) document = attest_document_new (self->markdown);
  const char *const *topics = attest_document_get_front_matter_list (document, "topics");
  const char *title = attest_document_get_title (document);
  const char *problem = attest_document_get_front_matter_error (document);

  if (problem)
    attest_import_warn (
        self,
        "front-matter",
        g_strdup_printf (_ ("The front matter of “%s” was kept as it is and not understood: %s"), name, problem));

  self->title = title && *title ? g_strdup (title) : NULL;
  self->slug = dup_scalar (document, "slug");
  self->language = dup_scalar (document, "language");
  if (!self->language)
    self->language = dup_scalar (document, "lang");
  self->audience = dup_scalar (document, "audience");
  self->disclaimer = dup_scalar (document, "disclaimer");
  self->topics = topics ? g_strdupv ((char **) topics) : NULL;
  self->last_updated = dup_scalar (document, "updated");
  read_references (self, document, name);

  if (!self->title)
    {
      self->title = attest_import_title_from_name (name);
      attest_import_warn (
          self,
          "title",
          g_strdup_printf (_ ("“%s” has no title. Give it one in a first line that begins with “# ”."), name));
    }
}
