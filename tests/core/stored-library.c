/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stored-library.h"

GBytes *
stored_library_load (guint version)
{
  g_autofree char *name = g_strdup_printf ("version-%u.attest-library.gz", version);
  g_autofree char *path = g_build_filename (g_getenv ("ATTEST_FIXTURES"), "libraries", name, NULL);
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) packed = g_file_read (file, NULL, &error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) bytes = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  stream = g_converter_input_stream_new (G_INPUT_STREAM (packed), G_CONVERTER (decompressor));
  g_output_stream_splice (bytes, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (bytes));
}

void
stored_library_write (GBytes *stored, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (stored, NULL), (gssize) g_bytes_get_size (stored), &error);
  g_assert_no_error (error);
}
