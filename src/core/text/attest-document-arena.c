/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document-arena.h"

#include <string.h>
#include <sys/mman.h>

/* Nodes and short strings come from chunks; longer blocks, mostly buffers that grow, from malloc(). AddressSanitizer has to see them all. */
#if defined(__SANITIZE_ADDRESS__)
#define LARGEST_SMALL 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LARGEST_SMALL 0
#endif
#endif
#ifndef LARGEST_SMALL
#define LARGEST_SMALL 512
#endif
#define GRAIN 16
#define FIRST_CHUNK (64 * 1024)
#define LARGEST_CHUNK (8 * 1024 * 1024)

/* Stands before each block; @size is what the caller may use. */
typedef struct
{
  gsize size;
} Header;

/* A block that waits to be used again. */
typedef struct _Vacant Vacant;
struct _Vacant
{
  Vacant *next;
};

typedef struct _Chunk Chunk;
struct _Chunk
{
  Chunk *next;
  gsize size;
};

/* A block of its own, in a ring so that it can leave it. */
typedef struct _Large Large;
struct _Large
{
  Large *next;
  Large *previous;
  gsize padding;
  Header header; /* must be last */
};

static struct
{
  Chunk *chunks;
  char *at;
  char *end;
  gsize chunk_size;
  Vacant *vacant[LARGEST_SMALL / GRAIN + 1];
  Large large;
} arena;

static Header *
get_header (void *block)
{
  return (gpointer) ((char *) block - sizeof (Header));
}

static Large *
get_large (void *block)
{
  return (gpointer) ((char *) block - sizeof (Large));
}

static void
add_chunk (void)
{
  Chunk *chunk;

  arena.chunk_size = arena.chunk_size == 0 ? FIRST_CHUNK : MIN (arena.chunk_size * 2, LARGEST_CHUNK);
  /* Zeroed by the kernel, so that blocks taken from it for the first time need no clearing; large pages spare it most of the faults. */
  chunk = mmap (NULL, arena.chunk_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (chunk == MAP_FAILED)
    g_error ("no memory for a text");
  madvise (chunk, arena.chunk_size, MADV_HUGEPAGE);
  chunk->size = arena.chunk_size;
  chunk->next = arena.chunks;
  arena.chunks = chunk;
  arena.at = (char *) (chunk + 1);
  arena.end = (char *) chunk + arena.chunk_size;
}

static void *
allocate_large (gsize size)
{
  Large *large = g_malloc0 (sizeof (Large) + size);

  large->next = arena.large.next;
  large->previous = &arena.large;
  large->next->previous = large;
  arena.large.next = large;
  large->header.size = size;

  return large + 1;
}

static void *
allocate_cb (size_t count, size_t size)
{
  gsize wanted = MAX (count * size, 1);
  gsize grains = (wanted + GRAIN - 1) / GRAIN;
  Header *header;

  if (size > 0 && count > G_MAXSSIZE / size)
    g_error ("%" G_GSIZE_FORMAT " times %" G_GSIZE_FORMAT " bytes are more than there is", (gsize) count, (gsize) size);
  if (wanted > LARGEST_SMALL)
    return allocate_large (wanted);

  if (arena.vacant[grains] != NULL)
    {
      Vacant *block = arena.vacant[grains];

      arena.vacant[grains] = block->next;
      memset (block, 0, grains * GRAIN);
      return block;
    }
  if ((gsize) (arena.end - arena.at) < sizeof (Header) + grains * GRAIN)
    add_chunk ();
  header = (Header *) (gpointer) arena.at;
  arena.at += sizeof (Header) + grains * GRAIN;
  header->size = grains * GRAIN;

  return header + 1;
}

static void
free_cb (void *block)
{
  gsize size;

  if (block == NULL)
    return;
  size = get_header (block)->size;
  if (size <= LARGEST_SMALL)
    {
      Vacant *vacant = block;

      vacant->next = arena.vacant[size / GRAIN];
      arena.vacant[size / GRAIN] = vacant;
    }
  else
    {
      Large *large = get_large (block);

      large->next->previous = large->previous;
      large->previous->next = large->next;
      g_free (large);
    }
}

static void *
reallocate_cb (void *block, size_t size)
{
  gsize old_size;
  void *moved;

  if (block == NULL)
    return allocate_cb (1, size);
  old_size = get_header (block)->size;
  if (size <= old_size)
    return block;
  if (old_size > LARGEST_SMALL)
    {
      Large *large = g_realloc (get_large (block), sizeof (Large) + size);

      large->next->previous = large;
      large->previous->next = large;
      large->header.size = size;
      return large + 1;
    }

  moved = allocate_cb (1, size);
  memcpy (moved, block, old_size);
  free_cb (block);

  return moved;
}

cmark_mem *
attest_arena_get (void)
{
  static cmark_mem memory = { allocate_cb, reallocate_cb, free_cb };

  g_assert (arena.chunks == NULL);
  memset (&arena, 0, sizeof arena);
  arena.large.next = arena.large.previous = &arena.large;

  return &memory;
}

void
attest_arena_release (void)
{
  while (arena.chunks != NULL)
    {
      Chunk *chunk = arena.chunks;

      arena.chunks = chunk->next;
      munmap (chunk, chunk->size);
    }
  while (arena.large.next != &arena.large)
    {
      Large *large = arena.large.next;

      arena.large.next = large->next;
      g_free (large);
    }
}
