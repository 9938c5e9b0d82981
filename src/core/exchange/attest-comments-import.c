/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-comments-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "evidence/attest-reference.h"
#include "exchange/attest-annotations.h"
#include "exchange/attest-critic-markup-private.h"
#include "record/attest-body.h"
#include "record/attest-article.h"
#include "review/attest-comment-kinds.h"
#include "review/attest-comment.h"
#include "text/attest-document.h"
#include "text/attest-render.h"

static void
import_clear (AttestImport *self)
{
  g_free (self->actor_id);
  g_free (self->article);
  g_free (self->audience);
  g_clear_pointer (&self->revision, attest_revision_free);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->quoted, g_array_unref);
  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  g_clear_pointer (&self->markup, attest_critic_markup_free);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_pointer (&self->taken_for, g_hash_table_unref);
  g_clear_pointer (&self->written, g_hash_table_unref);
  g_clear_pointer (&self->made, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->answered, g_hash_table_unref);
  g_clear_pointer (&self->keys, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestImport, import_clear)

/* ---- Where the words are ---- */

/*
 * The words with what was around them, and no place: a place is counted in a text that may be another by now, and the same bytes there would be
 * taken for the words that were meant.
 */
static AttestAnchor *
make_words (GBytes *text, const AttestAnnotation *annotation)
{
  gsize end = g_bytes_get_size (text);

  return attest_anchor_new_from_parts (
      end, end + strlen (annotation->exact), annotation->exact, annotation->prefix, annotation->suffix);
}

/*
 * Where @wanted (element-type AttestQuoted), which have no place yet, stand in @text: once, or once with what was around them. All together, since
 * comparing a long text is the same work for many.
 */
static void
find_words (GPtrArray *wanted, GBytes *text)
{
  g_autoptr (AttestDiff) same = attest_diff_new (text, text);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) placements = NULL;
  const char *data = g_bytes_get_data (text, NULL);

  for (guint i = 0; i < wanted->len; i++)
    g_ptr_array_add (anchors, make_words (text, ((AttestQuoted *) wanted->pdata[i])->annotation));
  placements = attest_anchors_place (same, anchors);
  for (guint i = 0; i < wanted->len; i++)
    {
      AttestQuoted *quoted = wanted->pdata[i];
      const AttestAnchor *anchor = anchors->pdata[i];
      const AttestPlacement *placement = placements->pdata[i];

      /* Nothing that is only alike. */
      if (placement->state == ATTEST_ANCHOR_ORPHAN || placement->end - placement->start != strlen (anchor->exact) ||
          memcmp (data + placement->start, anchor->exact, strlen (anchor->exact)) != 0)
        continue;
      quoted->start = placement->start;
      quoted->end = placement->end;
    }
}

static GPtrArray *
list_unplaced (AttestImport *self)
{
  GPtrArray *unplaced = g_ptr_array_new ();

  for (guint i = 0; i < self->quoted->len; i++)
    {
      AttestQuoted *quoted = &g_array_index (self->quoted, AttestQuoted, i);

      if (quoted->annotation->exact != NULL && quoted->start == quoted->end)
        g_ptr_array_add (unplaced, quoted);
    }

  return unplaced;
}

static gboolean
is_in_source (const AttestImport *self, const AttestQuoted *quoted)
{
  gsize length;
  const char *data = g_bytes_get_data (self->text, &length);

  return memmem (data, length, quoted->annotation->exact, strlen (quoted->annotation->exact)) != NULL;
}

/* Words that the Markdown does not have may have been quoted from its page. Those that it has in several places are not looked for there again. */
static void
find_on_page (AttestImport *self, GPtrArray *unplaced)
{
  g_autoptr (AttestDocument) document = attest_document_new (self->text);
  AttestRenderOptions options = { 0 };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (GBytes) page = NULL;
  gsize length;
  const char *text = attest_rendering_get_text (rendering, &length);

  for (guint i = 0; i < unplaced->len; i++)
    if (!is_in_source (self, unplaced->pdata[i]))
      g_ptr_array_add (wanted, unplaced->pdata[i]);
  page = g_bytes_new_static (text, length);
  find_words (wanted, page);
  for (guint i = 0; i < wanted->len; i++)
    {
      AttestQuoted *quoted = wanted->pdata[i];
      gsize start = quoted->start;
      gsize end = quoted->end;

      quoted->start = quoted->end = 0;
      if (start < end && !attest_rendering_text_to_source (rendering, start, end, &quoted->start, &quoted->end))
        quoted->start = quoted->end = 0;
    }
}

static void
find_places (AttestImport *self)
{
  g_autoptr (GPtrArray) quoted = NULL;
  g_autoptr (GPtrArray) unplaced = NULL;

  self->quoted = g_array_sized_new (FALSE, TRUE, sizeof (AttestQuoted), self->annotations->len);
  for (guint i = 0; i < self->annotations->len; i++)
    {
      const AttestAnnotation *annotation = self->annotations->pdata[i];

      g_array_append_val (self->quoted, ((AttestQuoted) { annotation, annotation->start, annotation->end }));
    }
  /* What these have around them are the file's signs, so that nothing else is known of their places. */
  if (self->markup != NULL)
    return;
  quoted = list_unplaced (self);
  if (quoted->len > 0)
    find_words (quoted, self->text);
  unplaced = list_unplaced (self);
  if (unplaced->len > 0)
    find_on_page (self, unplaced);
}

/* ---- What becomes of one ---- */

/* Returns: (transfer full): empty for one that says nothing */
static char *
dup_said (const AttestAnnotation *annotation)
{
  g_autofree char *suggested = NULL;

  if (annotation->exact != NULL || annotation->suggestion == NULL)
    return g_strdup (annotation->text);
  suggested = g_strdup_printf (_ ("Suggested words: “%s”"), annotation->suggestion);

  return annotation->text[0] != '\0' ? g_strconcat (annotation->text, "\n\n", suggested, NULL)
                                     : g_steal_pointer (&suggested);
}

/* Who said it stands in the words, whoever that is said to be: the file proves nothing, and the record's author is who took it in. */
static char *
dup_words (const AttestAnnotation *annotation)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *day = NULL;
  const char *silent = annotation->suggestion != NULL || g_str_equal (annotation->kind, "delete")
                           ? _ ("Suggested, without a word.")
                           : _ ("Marked, without a word.");
  g_autofree char *text = dup_said (annotation);
  const char *said = text[0] != '\0' ? text : silent;

  if (annotation->creator == NULL)
    /* Translators: what a comment says that came in a file without its writer's name. */
    return g_strdup_printf (_ ("From a file: %s"), said);
  time = annotation->created != 0 ? g_date_time_new_from_unix_utc (annotation->created / G_USEC_PER_SEC) : NULL;
  if (time == NULL)
    /* Translators: who wrote a comment elsewhere, and what it says. */
    return g_strdup_printf (_ ("From %s: %s"), annotation->creator, said);
  day = g_date_time_format (time, _ ("%-e %B %Y"));

  /* Translators: who wrote a comment elsewhere, on which day, and what it says. */
  return g_strdup_printf (_ ("From %s, %s: %s"), annotation->creator, day, said);
}

static gboolean
take_comment (AttestImport *self, const AttestQuoted *quoted, GError **error)
{
  const AttestAnnotation *annotation = quoted->annotation;
  g_autofree char *words = dup_words (annotation);
  g_autoptr (AttestAnchor) lost = NULL;
  g_autofree char *id = NULL;
  const AttestComment *known;
  gboolean placed = quoted->start < quoted->end;
  AttestCommentDraft draft = {
    .revision = self->revision->id,
    .text = words,
    .kind = annotation->kind,
    .blocking = annotation->blocking,
    .suggestion = attest_import_get_suggestion (annotation),
    .about = attest_import_find_about (self, annotation),
    .reference = annotation->reference,
  };

  known = attest_import_find_known (self, quoted, words);
  if (known != NULL)
    {
      self->taken->known++;
      if (annotation->id != NULL)
        g_hash_table_insert (self->made, g_strdup (annotation->id), g_strdup (known->id));
      return TRUE;
    }
  if (draft.about == ATTEST_COMMENT_ABOUT_WORDS && !placed)
    {
      lost = make_words (self->text, annotation);
      draft.words = lost;
      self->taken->orphans++;
    }
  draft.start = quoted->start;
  draft.end = quoted->end;
  id = attest_review_add_comment (self->library, self->article, self->audience, self->actor, &draft, error);
  if (id == NULL)
    return FALSE;
  self->taken->comments++;
  self->taken->whole += draft.about == ATTEST_COMMENT_ABOUT_TEXT;
  if (annotation->id != NULL)
    g_hash_table_insert (self->made, g_strdup (annotation->id), g_steal_pointer (&id));

  return TRUE;
}

static gboolean
take_reply (AttestImport *self, const AttestAnnotation *annotation, const char *comment, GError **error)
{
  g_autofree char *words = dup_words (annotation);
  g_autofree char *id = NULL;

  if (annotation->id != NULL)
    g_hash_table_insert (self->made, g_strdup (annotation->id), g_strdup (comment));
  if (attest_import_has_reply (self, comment, annotation, words))
    {
      self->taken->known++;
      return TRUE;
    }
  id = attest_review_reply (self->library, comment, self->actor, words, NULL, error);
  if (id == NULL)
    return FALSE;
  self->taken->replies++;

  return TRUE;
}

/* Of what is about no words: whether it answers something else in the file. */
static gboolean
is_answer (const AttestImport *self, const AttestAnnotation *annotation)
{
  return annotation->exact == NULL && annotation->answers != NULL &&
         g_strcmp0 (annotation->answers, annotation->id) != 0 && g_hash_table_contains (self->ids, annotation->answers);
}

/* A mark on nothing that says nothing is worth no comment, unless somebody answered it. */
static gboolean
is_idle (const AttestImport *self, const AttestAnnotation *annotation)
{
  g_autofree char *said = dup_said (annotation);

  return annotation->exact == NULL && said[0] == '\0' &&
         (annotation->id == NULL || !g_hash_table_contains (self->answered, annotation->id));
}

/* What answers one that was taken, or an answer to one, is a reply, since a thread has one level here; in a file answers may come first. */
static gboolean
take_replies (AttestImport *self, GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  guint before = 0;

  for (guint i = 0; i < self->annotations->len; i++)
    if (is_answer (self, self->annotations->pdata[i]))
      g_ptr_array_add (left, self->annotations->pdata[i]);
  do
    {
      before = left->len;
      for (guint i = 0; i < left->len;)
        {
          const AttestAnnotation *annotation = left->pdata[i];
          g_autofree char *comment =
              annotation->answers != NULL ? g_strdup (g_hash_table_lookup (self->made, annotation->answers)) : NULL;

          if (comment == NULL)
            i++;
          else if (!take_reply (self, annotation, comment, error))
            return FALSE;
          else
            g_ptr_array_remove_index (left, i);
        }
    }
  while (left->len < before);
  self->taken->wordless += left->len;

  return TRUE;
}

/* Of the annotations @done are taken; answers, which come last, are few. */
static gboolean
go_on (AttestImport *self, guint done, GError **error)
{
  if (self->progress != NULL)
    self->progress ((double) done / MAX (1, self->quoted->len), self->progress_data);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
take_all (AttestImport *self, GError **error)
{
  for (guint i = 0; i < self->quoted->len; i++)
    {
      const AttestQuoted *quoted = &g_array_index (self->quoted, AttestQuoted, i);

      if (!go_on (self, i, error))
        return FALSE;
      if (is_answer (self, quoted->annotation))
        continue;
      if (is_idle (self, quoted->annotation))
        self->taken->wordless++;
      else if (!take_comment (self, quoted, error))
        return FALSE;
    }

  return take_replies (self, error) && go_on (self, self->quoted->len, error);
}

/* Whatever stops it, a full disk or a person, leaves nothing of it. */
static gboolean
take_all_or_nothing (AttestImport *self, GError **error)
{
  if (!attest_library_begin_batch (self->library, error))
    return FALSE;
  if (take_all (self, error))
    return attest_library_end_batch (self->library, error);
  attest_library_drop_batch (self->library);

  return FALSE;
}

/* ---- All of them ---- */

static void
note_ids (AttestImport *self)
{
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->answered = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->annotations->len; i++)
    {
      const AttestAnnotation *annotation = self->annotations->pdata[i];

      if (annotation->id != NULL)
        g_hash_table_add (self->ids, annotation->id);
      if (annotation->exact == NULL && annotation->answers != NULL)
        g_hash_table_add (self->answered, annotation->answers);
    }
}

/* Those of the article's list, and those that the text cites. */
static gboolean
note_keys (AttestImport *self, GError **error)
{
  g_autoptr (AttestArticle) article = attest_library_find_article (self->library, self->article, error);
  g_autoptr (AttestReferences) listed = NULL;
  g_autoptr (AttestDocument) document = attest_document_new (self->text);
  g_auto (GStrv) cited = attest_document_dup_cited_keys (document);

  if (article == NULL)
    return FALSE;
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; cited[i] != NULL; i++)
    if (attest_comment_is_citation_key (cited[i]))
      g_hash_table_add (self->keys, g_strdup (cited[i]));
  listed = attest_references_new_from_json (article->references, NULL);
  for (guint i = 0; listed != NULL && i < attest_references_get_length (listed); i++)
    if (attest_comment_is_citation_key (attest_references_get_key (listed, i)))
      g_hash_table_add (self->keys, g_strdup (attest_references_get_key (listed, i)));

  return TRUE;
}

/* Before anything is recorded. */
static gboolean
check_lengths (const AttestImport *self, GError **error)
{
  for (guint i = 0; i < self->annotations->len; i++)
    {
      const AttestAnnotation *annotation = self->annotations->pdata[i];
      g_autofree char *words = dup_words (annotation);

      if (strlen (words) <= ATTEST_COMMENT_LONGEST && (attest_import_get_suggestion (annotation) == NULL ||
                                                       strlen (annotation->suggestion) <= ATTEST_COMMENT_LONGEST))
        continue;
      g_set_error (
          error,
          ATTEST_REVIEW_ERROR,
          ATTEST_REVIEW_ERROR_INPUT,
          _ ("Number %u in the file says more than a comment can; a comment takes at most %d bytes. Nothing was "
             "taken in."),
          i + 1,
          ATTEST_COMMENT_LONGEST);
      return FALSE;
    }

  return TRUE;
}

/* Line ends at the end of a file that editors add or take away. */
#define MOST_LAST_LINES 3

/* The hashes of a text as it is, and with other line ends at its end. Returns: (transfer full) */
static GStrv
hash_text (GBytes *text)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  g_autoptr (GStrvBuilder) hashes = g_strv_builder_new ();
  g_autoptr (GString) other = g_string_new_len (data, (gssize) length);

  g_strv_builder_take (hashes, g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text));
  while (other->len > 0 && other->str[other->len - 1] == '\n')
    g_string_truncate (other, other->len - 1);
  for (guint i = 0; i < MOST_LAST_LINES; i++)
    {
      g_strv_builder_take (hashes, g_compute_checksum_for_string (G_CHECKSUM_SHA256, other->str, (gssize) other->len));
      g_string_append_c (other, '\n');
    }

  return g_strv_builder_end (hashes);
}

static gboolean
load_text (AttestImport *self, AttestRevision *revision, GError **error)
{
  g_clear_pointer (&self->revision, attest_revision_free);
  g_clear_pointer (&self->text, g_bytes_unref);
  self->revision = revision;
  if (revision == NULL)
    return FALSE;
  self->text = attest_library_load_content (self->library, revision->text, error);

  return self->text != NULL;
}

/* That of the newest revision with the bytes that are left without the marks: comments on it go on from there as any others do. None, or one that nobody can read
 * any more: the newest of all. */
static gboolean
find_text (AttestImport *self, GError **error)
{
  g_autoptr (GPtrArray) revisions = attest_library_list_revisions (self->library, self->article, self->audience, error);
  g_auto (GStrv) hashes = hash_text (self->markup->text);

  if (revisions == NULL)
    return FALSE;
  for (guint i = revisions->len; i > 0; i--)
    {
      const AttestRevision *revision = revisions->pdata[i - 1];
      g_autoptr (GBytes) text = NULL;

      if (!g_strv_contains ((const char *const *) hashes, revision->text))
        continue;
      text = attest_library_load_content (self->library, revision->text, NULL);
      if (text != NULL)
        return load_text (self, attest_library_load_revision (self->library, revision->id, error), error);
    }
  self->taken->is_other_text = TRUE;

  return TRUE;
}

/* The line ends at the end of the file are not those of the text: who marked these too marked what is not there. */
static void
leave_last_lines (AttestImport *self)
{
  for (guint i = 0; i < self->markup->annotations->len; i++)
    {
      AttestAnnotation *annotation = self->markup->annotations->pdata[i];

      if (annotation->end > g_bytes_get_size (self->text))
        annotation->start = annotation->end = 0;
    }
}

static gboolean
read_markup (AttestImport *self, const char *marked, GError **error)
{
  g_auto (AttestCommentsSource) source = { 0 };
  g_autofree char *own = g_strndup (g_bytes_get_data (self->text, NULL), g_bytes_get_size (self->text));

  self->markup = attest_critic_markup_read (marked, own, error);
  if (self->markup == NULL || !find_text (self, error) ||
      !attest_comments_source_load (&source, self->library, self->article, self->audience, error))
    return FALSE;
  self->written = attest_critic_remarks_list (&source);
  if (self->taken->is_other_text)
    attest_critic_markup_place (self->markup, self->text);
  else
    leave_last_lines (self);
  self->annotations = g_ptr_array_ref (self->markup->annotations);
  self->taken->unread = self->markup->unread;
  self->taken->unread_line = self->markup->unread_line;

  return TRUE;
}

/* ---- What the file is ---- */

/* Begins as JSON does that holds objects, and no Markdown: a mark's sign is no key, and a link's words are no list. */
static gboolean
begins_like_json (const char *text)
{
  text += strspn (text, " \t\r\n");
  if (text[0] == '[')
    text += 1 + strspn (text + 1, " \t\r\n");
  if (text[0] != '{')
    return FALSE;
  text += 1 + strspn (text + 1, " \t\r\n");

  return text[0] == '"' || text[0] == '}';
}

static gboolean
is_json (const char *text)
{
  g_autoptr (JsonNode) node = attest_body_parse_json (text);

  return node != NULL && !JSON_NODE_HOLDS_VALUE (node);
}

static gboolean
read_file (AttestImport *self, const char *file, GError **error)
{
  if (begins_like_json (file) || is_json (file))
    {
      self->annotations = attest_annotations_read (file, error);
      return self->annotations != NULL;
    }
  if (attest_critic_markup_has_signs (file))
    return read_markup (self, file, error);
  g_set_error_literal (error,
                       ATTEST_RECORD_ERROR,
                       ATTEST_RECORD_ERROR_BODY,
                       _ ("The file has no comments in it, neither as Web Annotations nor as CriticMarkup, such as "
                          "{>> a remark <<}"));

  return FALSE;
}

static gboolean
load (AttestImport *self, const char *article, const char *audience, GError **error)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (self->library, article, error);
  g_autoptr (AttestVariant) variant =
      found != NULL ? attest_library_find_variant (self->library, found->id, audience, error) : NULL;
  g_autoptr (AttestPerson) person =
      variant != NULL ? attest_library_find_person (self->library, self->actor, error) : NULL;

  if (person == NULL)
    return FALSE;
  self->actor_id = g_strdup (person->id);
  self->article = g_strdup (variant->article);
  self->audience = g_strdup (variant->audience);
  self->made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return load_text (self, attest_library_load_revision (self->library, variant->newest, error), error);
}

static gboolean
load_comments (AttestImport *self, GError **error)
{
  self->comments =
      attest_review_list_comments (self->library, self->article, self->audience, self->revision->id, error);

  return self->comments != NULL;
}

gboolean
attest_comments_import_reporting (AttestLibrary *library,
                                  const char *article,
                                  const char *audience,
                                  const char *actor,
                                  const char *file,
                                  AttestCommentsTaken *taken,
                                  AttestCommentsProgress progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_auto (AttestImport) import = { .library = library,
                                   .actor = actor,
                                   .taken = taken,
                                   .progress = progress,
                                   .progress_data = user_data,
                                   .cancellable = cancellable };

  *taken = (AttestCommentsTaken) { 0 };
  if (!load (&import, article, audience, error) || !read_file (&import, file, error) ||
      !load_comments (&import, error) || !note_keys (&import, error) || !check_lengths (&import, error))
    return FALSE;
  note_ids (&import);
  import.taken_for = g_hash_table_new (g_str_hash, g_str_equal);
  find_places (&import);
  if (take_all_or_nothing (&import, error))
    return TRUE;
  *taken = (AttestCommentsTaken) { 0 };

  return FALSE;
}

gboolean
attest_comments_import (AttestLibrary *library,
                        const char *article,
                        const char *audience,
                        const char *actor,
                        const char *file,
                        AttestCommentsTaken *taken,
                        GError **error)
{
  return attest_comments_import_reporting (library, article, audience, actor, file, taken, NULL, NULL, NULL, error);
}
