/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-registry.h"

#include "record/attest-record-kinds.h"
#include "record/attest-registry-private.h"
#include "record/attest-schema.h"
#include "text/attest-canonical-json.h"

struct _AttestRegistry
{
  gatomicrefcount references;
  /* From name to AttestEventKind, both static. */
  GHashTable *kinds;
  AttestSummary summary;
  /* Made when it is first asked for, by whichever thread asks; NULL before. */
  char *fingerprint;
};

G_DEFINE_BOXED_TYPE (AttestRegistry, attest_registry, attest_registry_ref, attest_registry_unref)

AttestRegistry *
attest_registry_new (void)
{
  AttestRegistry *self = g_new0 (AttestRegistry, 1);

  g_atomic_ref_count_init (&self->references);
  self->kinds = g_hash_table_new (g_str_hash, g_str_equal);
  attest_record_kinds_register (self);

  return self;
}

AttestRegistry *
attest_registry_ref (AttestRegistry *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
attest_registry_unref (AttestRegistry *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_hash_table_unref (self->kinds);
  g_free (self->fingerprint);
  g_free (self);
}

void
attest_registry_add (AttestRegistry *self, const AttestEventKind *kind)
{
  if (g_hash_table_contains (self->kinds, kind->name))
    g_error ("The kind %s is registered twice", kind->name);

  g_hash_table_insert (self->kinds, (gpointer) kind->name, (gpointer) kind);
  g_clear_pointer (&self->fingerprint, g_free);
}

void
attest_registry_set_summary (AttestRegistry *self, AttestSummary summary)
{
  self->summary = summary;
  g_clear_pointer (&self->fingerprint, g_free);
}

const AttestEventKind *
attest_registry_lookup (AttestRegistry *self, const char *name)
{
  return g_hash_table_lookup (self->kinds, name);
}

gboolean
attest_registry_summarize (AttestRegistry *self, AttestDatabase *database, GPtrArray *articles, GError **error)
{
  return self->summary == NULL || self->summary (database, articles, error);
}

static char *
make_fingerprint (AttestRegistry *self)
{
  g_autoptr (GPtrArray) names = g_hash_table_get_keys_as_ptr_array (self->kinds);
  g_autoptr (GString) text = g_string_new (PACKAGE_VERSION);

  /* A program of an older form that still has the library open folds without the newer tables. */
  g_string_append_printf (text, "\nschema %u", ATTEST_SCHEMA_VERSION);
  g_ptr_array_sort_values (names, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < names->len; i++)
    {
      const AttestEventKind *kind = attest_registry_lookup (self, g_ptr_array_index (names, i));

      g_string_append_printf (text, "\n%s %u", kind->name, kind->version);
    }
  if (self->summary != NULL)
    g_string_append (text, "\nsummary");

  return attest_sha256 (text->str, text->len);
}

const char *
attest_registry_get_fingerprint (AttestRegistry *self)
{
  char *fingerprint = g_atomic_pointer_get (&self->fingerprint);

  if (fingerprint != NULL)
    return fingerprint;

  fingerprint = make_fingerprint (self);
  if (!g_atomic_pointer_compare_and_exchange (&self->fingerprint, NULL, fingerprint))
    {
      g_free (fingerprint);
      fingerprint = g_atomic_pointer_get (&self->fingerprint);
    }

  return fingerprint;
}
