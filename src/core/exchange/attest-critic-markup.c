/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-critic-markup.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/attest-critic-markup-private.h"
#include "text/attest-document.h"

/* Characters around a quote, as an anchor has them. */
#define CONTEXT_CHARACTERS 32

/* Bytes of other marks' words in which a remark's own are looked for. */
#define LONGEST_SCOPE 10000

/* An annotation whose words are chosen once all of the text is there: what stands at @at between them, or before it. */
typedef struct
{
  AttestAnnotation *annotation;
  const AttestCriticMark *mark;
  gsize at;
} Wordless;

typedef struct
{
  const char *marked;
  gsize length;
  GString *text;
  GPtrArray *annotations;
  GArray *wordless;
  /* What a remark that follows directly is about: the annotation of the mark before it, and whether something was said on it already. */
  AttestAnnotation *subject;
  gboolean is_said;
  const AttestCriticMark *last;
  /* Where, in the text, words begin that a remark here may name: what stands before belongs to other marks. */
  gsize scope;
} Reader;

void
attest_critic_markup_free (AttestCriticMarkup *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  g_free (self);
}

/* ---- Around a mark ---- */

static char *
dup_before (const Reader *self, gsize at)
{
  const char *start = self->marked + at;

  for (guint i = 0; i < CONTEXT_CHARACTERS && start > self->marked; i++)
    start = g_utf8_prev_char (start);

  return g_strndup (start, (gsize) (self->marked + at - start));
}

static char *
dup_after (const Reader *self, gsize at)
{
  const char *end = self->marked + at;

  for (guint i = 0; i < CONTEXT_CHARACTERS && end < self->marked + self->length; i++)
    end = g_utf8_next_char (end);

  return g_strndup (self->marked + at, (gsize) (end - (self->marked + at)));
}

/* The file's own bytes on both sides, signs included, where a word of the mark may end as @start and @end say. */
static void
set_context (const Reader *self, AttestAnnotation *annotation, gsize start, gsize end)
{
  annotation->prefix = dup_before (self, start);
  annotation->suffix = dup_after (self, end);
}

static void
set_words (const Reader *self, AttestAnnotation *annotation, gsize start, gsize end)
{
  annotation->start = start;
  annotation->end = end;
  annotation->exact = g_strndup (self->text->str + start, end - start);
}

static char *
dup_inner (const Reader *self, gsize start, gsize end)
{
  return g_strndup (self->marked + start, end - start);
}

static AttestAnnotation *
add_annotation (Reader *self, const char *kind)
{
  AttestAnnotation *annotation = attest_annotation_new ();

  annotation->kind = kind;
  annotation->id = g_strdup_printf ("mark %u", self->annotations->len + 1);
  g_ptr_array_add (self->annotations, annotation);

  return annotation;
}

static void
take_subject (Reader *self, AttestAnnotation *annotation, gboolean is_said)
{
  self->subject = annotation;
  self->is_said = is_said;
}

/* ---- Marks of a change ---- */

static void
add_wordless (Reader *self, AttestAnnotation *annotation, const AttestCriticMark *mark)
{
  Wordless wordless = { annotation, mark, self->text->len };

  g_array_append_val (self->wordless, wordless);
}

static gboolean
follows (const Reader *self, const AttestCriticMark *mark)
{
  return self->last != NULL && self->last->end == mark->start;
}

/* What was deleted just before is what it stands for: editors that have no substitution write one so. */
static void
read_insertion (Reader *self, const AttestCriticMark *mark, gsize start, gsize end)
{
  AttestAnnotation *annotation;
  gboolean replaces = follows (self, mark) && self->last->kind == ATTEST_CRITIC_DELETION && self->subject != NULL &&
                      !self->is_said && g_str_equal (self->subject->kind, "delete");

  if (start == end)
    return;
  if (replaces)
    {
      self->subject->kind = "change";
      self->subject->suggestion = dup_inner (self, start, end);
      return;
    }
  annotation = add_annotation (self, "change");
  annotation->suggestion = dup_inner (self, start, end);
  add_wordless (self, annotation, mark);
  self->scope = self->text->len;
  take_subject (self, annotation, FALSE);
}

/* A mark on the words from @start to @end of the file. */
static void
read_marked (Reader *self, const AttestCriticMark *mark, const char *kind, gsize start, gsize end)
{
  AttestAnnotation *annotation;
  gsize place = self->text->len;

  if (start == end)
    return;
  g_string_append_len (self->text, self->marked + start, (gssize) (end - start));
  annotation = add_annotation (self, kind);
  set_words (self, annotation, place, self->text->len);
  set_context (self, annotation, start, end);
  self->scope = place;
  take_subject (self, annotation, FALSE);
  if (mark->kind == ATTEST_CRITIC_SUBSTITUTION && mark->arrow + 2 < mark->end - ATTEST_CRITIC_SIGN)
    annotation->suggestion = dup_inner (self, mark->arrow + 2, mark->end - ATTEST_CRITIC_SIGN);
}

static void
read_substitution (Reader *self, const AttestCriticMark *mark, gsize start, gsize end)
{
  if (mark->arrow == start)
    read_insertion (self, mark, mark->arrow + 2, end);
  else if (mark->arrow + 2 == end)
    read_marked (self, mark, "delete", start, mark->arrow);
  else
    read_marked (self, mark, "change", start, mark->arrow);
}

/* ---- Remarks ---- */

static gboolean
asks (const char *text)
{
  return g_str_has_suffix (text, "?") || g_str_has_suffix (text, "？") || g_str_has_suffix (text, "؟");
}

static void
answer (Reader *self, const char *thread, const char *creator, const char *text, const char *remark)
{
  AttestAnnotation *annotation = add_annotation (self, "note");

  annotation->answers = g_strdup (thread);
  attest_annotation_set_creator (annotation, creator);
  annotation->text = g_strdup (text);
  annotation->remark = g_strdup (remark);
}

/*
 * Words that a remark names: they end at it, or where it follows another mark, stand once since that one began. More than can be looked through for each remark is
 * not.
 */
static gboolean
find_named (const Reader *self, const AttestCriticMark *mark, const char *words, gsize *start)
{
  gsize length = strlen (words);
  gsize at = self->text->len;
  gsize from = follows (self, mark) ? self->scope : at - MIN (at, length);
  const char *found;

  if (from > at || at - from < length || at - from > MAX (LONGEST_SCOPE, length))
    return FALSE;
  found = memmem (self->text->str + from, at - from, words, length);
  if (found == NULL || memmem (found + 1, (gsize) (self->text->str + at - (found + 1)), words, length) != NULL)
    return FALSE;
  *start = (gsize) (found - self->text->str);

  return TRUE;
}

/* One in our form that is not about the mark before it. */
static void
read_named (Reader *self, const AttestCriticMark *mark, const AttestCriticRemark *remark, gsize inner, gsize end)
{
  AttestAnnotation *annotation = add_annotation (self, remark->kind);
  gsize start;

  if (remark->about == ATTEST_CRITIC_ABOUT_HERE && find_named (self, mark, remark->words, &start))
    {
      set_words (self, annotation, start, start + strlen (remark->words));
      self->scope = start;
    }
  else
    {
      annotation->exact = g_strdup (remark->words);
      /* One that is ambiguous tells nothing about those after it. */
      if (remark->about != ATTEST_CRITIC_ABOUT_HERE || !follows (self, mark))
        self->scope = G_MAXSIZE;
    }
  set_context (self, annotation, inner, end);
  take_subject (self, annotation, TRUE);
}

/* One in our form that is about no words. */
static void
read_on_whole (Reader *self, const AttestCriticRemark *remark)
{
  AttestAnnotation *annotation = add_annotation (self, remark->kind);

  if (remark->about == ATTEST_CRITIC_ABOUT_REFERENCE)
    annotation->reference = g_strdup (remark->words);
  self->scope = G_MAXSIZE;
  take_subject (self, annotation, TRUE);
}

static void
read_alone (Reader *self, const AttestCriticMark *mark)
{
  take_subject (self, add_annotation (self, "note"), TRUE);
  add_wordless (self, self->subject, mark);
  self->scope = G_MAXSIZE;
}

static void
read_own_remark (Reader *self,
                 const AttestCriticMark *mark,
                 const AttestCriticRemark *remark,
                 const char *said,
                 gsize inner,
                 gsize end)
{
  gboolean on_mark = follows (self, mark) && self->subject != NULL && !self->is_said;
  AttestAnnotation *annotation;

  if (remark->about == ATTEST_CRITIC_ABOUT_HERE || remark->about == ATTEST_CRITIC_ABOUT_GONE)
    read_named (self, mark, remark, inner, end);
  else if (remark->about == ATTEST_CRITIC_ABOUT_TEXT || remark->about == ATTEST_CRITIC_ABOUT_REFERENCE)
    read_on_whole (self, remark);
  else if (!on_mark)
    read_alone (self, mark);
  annotation = self->subject;
  self->is_said = TRUE;
  annotation->kind = remark->kind;
  annotation->blocking = remark->blocking;
  annotation->text = g_strdup (remark->text);
  annotation->remark = g_strdup (said);
  if (annotation->suggestion == NULL)
    annotation->suggestion = g_strdup (remark->suggestion);
  g_set_str (&annotation->id, remark->thread);
  attest_annotation_set_creator (annotation, remark->creator);
}

static void
read_remark (Reader *self, const AttestCriticMark *mark, gsize inner, gsize end)
{
  g_auto (AttestCriticRemark) remark = { 0 };
  g_autofree char *said = dup_inner (self, inner, end);
  gboolean is_own = attest_critic_remark_read (said, &remark);
  gboolean on_mark = follows (self, mark) && self->subject != NULL;

  if (is_own && g_str_equal (remark.kind, "reply"))
    answer (self, remark.thread, remark.creator, remark.text, said);
  else if (is_own)
    read_own_remark (self, mark, &remark, said, inner, end);
  else if (on_mark && self->is_said)
    answer (self, self->subject->id, NULL, g_strstrip (said), NULL);
  else
    {
      if (!on_mark)
        read_alone (self, mark);
      self->subject->text = g_strdup (g_strstrip (said));
      if (g_str_equal (self->subject->kind, "note") && asks (said))
        self->subject->kind = "question";
      self->is_said = TRUE;
    }
}

static void
read_mark (Reader *self, const AttestCriticMark *mark)
{
  gsize start = mark->start + ATTEST_CRITIC_SIGN;
  gsize end = mark->end - ATTEST_CRITIC_SIGN;

  /* What does not follow another mark directly begins anew. */
  if (!follows (self, mark))
    take_subject (self, NULL, FALSE);
  switch (mark->kind)
    {
    case ATTEST_CRITIC_INSERTION:
      read_insertion (self, mark, start, end);
      break;
    case ATTEST_CRITIC_DELETION:
      read_marked (self, mark, "delete", start, end);
      break;
    case ATTEST_CRITIC_SUBSTITUTION:
      read_substitution (self, mark, start, end);
      break;
    case ATTEST_CRITIC_HIGHLIGHT:
      read_marked (self, mark, "note", start, end);
      break;
    case ATTEST_CRITIC_REMARK:
      read_remark (self, mark, start, end);
      break;
    default:
      g_return_if_reached ();
    }
  self->last = mark;
}

/* ---- Words for marks that have none ---- */

/*
 * An insertion is a change of the word beside it: a comment stands on words, and who takes its suggestion gets the word with what was inserted. What is
 * blank between both is part of the suggestion.
 */
static void
choose_beside (Reader *self, const Wordless *wordless)
{
  AttestAnnotation *annotation = wordless->annotation;
  g_autofree char *inserted = g_steal_pointer (&annotation->suggestion);
  const char *text = self->text->str;
  gsize start, end;

  if (!attest_critic_word_beside (text, self->text->len, wordless->at, &start, &end))
    {
      annotation->suggestion = g_steal_pointer (&inserted);
      return;
    }
  set_words (self, annotation, start, end);
  if (end <= wordless->at)
    {
      g_autofree char *before = g_strndup (text + start, wordless->at - start);

      annotation->suggestion = g_strconcat (before, inserted, NULL);
      annotation->suffix = dup_after (self, wordless->mark->start);
    }
  else
    {
      g_autofree char *after = g_strndup (text + wordless->at, end - wordless->at);

      annotation->suggestion = g_strconcat (inserted, after, NULL);
      annotation->prefix = dup_before (self, wordless->mark->end);
    }
}

static void
choose_words (Reader *self)
{
  g_autoptr (GBytes) text = g_bytes_new (self->text->str, self->text->len);
  g_autoptr (AttestDocument) document = NULL;
  g_autoptr (GPtrArray) sentences = NULL;

  for (guint i = 0; i < self->wordless->len; i++)
    {
      const Wordless *wordless = &g_array_index (self->wordless, Wordless, i);
      gsize start, end;

      if (wordless->mark->kind != ATTEST_CRITIC_REMARK)
        {
          choose_beside (self, wordless);
          continue;
        }
      if (document == NULL)
        {
          document = attest_document_new (text);
          sentences = attest_document_dup_sentences (document);
        }
      if (!attest_critic_words_before (self->text->str, sentences, wordless->at, &start, &end))
        continue;
      set_words (self, wordless->annotation, start, end);
      wordless->annotation->suffix = dup_after (self, wordless->mark->start);
    }
}

/* ---- All of them ---- */

static void
read_all (Reader *self, GArray *marks)
{
  gsize written = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const AttestCriticMark *mark = &g_array_index (marks, AttestCriticMark, i);

      g_string_append_len (self->text, self->marked + written, (gssize) (mark->start - written));
      read_mark (self, mark);
      written = mark->end;
    }
  g_string_append_len (self->text, self->marked + written, (gssize) (self->length - written));
  choose_words (self);
  for (guint i = 0; i < self->annotations->len; i++)
    {
      AttestAnnotation *annotation = self->annotations->pdata[i];

      if (annotation->text == NULL)
        annotation->text = g_strdup ("");
      if (annotation->prefix == NULL)
        annotation->prefix = g_strdup ("");
      if (annotation->suffix == NULL)
        annotation->suffix = g_strdup ("");
    }
}

AttestCriticMarkup *
attest_critic_markup_read (const char *marked, const char *own, GError **error)
{
  g_autoptr (AttestCriticMarkup) self = g_new0 (AttestCriticMarkup, 1);
  g_autoptr (GPtrArray) annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_annotation_free);
  g_autoptr (GArray) wordless = g_array_new (FALSE, FALSE, sizeof (Wordless));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) marks = NULL;
  Reader reader = { .marked = marked,
                    .length = strlen (marked),
                    .text = text,
                    .annotations = annotations,
                    .wordless = wordless,
                    .scope = G_MAXSIZE };

  if (!g_utf8_validate (marked, -1, NULL))
    {
      g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY, _ ("The file is not in UTF-8"));
      return NULL;
    }
  marks = attest_critic_marks_list (marked, reader.length, &self->unread, &self->unread_line);
  if (own != NULL && attest_critic_markup_has_signs (own))
    {
      attest_critic_marks_leave_own (marks, marked, own, &self->unread);
      self->unread_line = self->unread > 0 ? self->unread_line : 0;
    }
  read_all (&reader, marks);
  self->text = g_string_free_to_bytes (g_steal_pointer (&text));
  self->annotations = g_steal_pointer (&annotations);

  return g_steal_pointer (&self);
}

/* ---- In another text ---- */

static gboolean
is_exact (GBytes *text, const AttestPlacement *placement, const char *exact)
{
  const char *data = g_bytes_get_data (text, NULL);

  return (placement->state == ATTEST_ANCHOR_EXACT || placement->state == ATTEST_ANCHOR_MOVED) &&
         placement->end - placement->start == strlen (exact) &&
         memcmp (data + placement->start, exact, strlen (exact)) == 0;
}

void
attest_critic_markup_place (AttestCriticMarkup *self, GBytes *text)
{
  g_autoptr (AttestDiff) diff = attest_diff_new (self->text, text);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) placed = g_ptr_array_new ();
  g_autoptr (GPtrArray) placements = NULL;

  for (guint i = 0; i < self->annotations->len; i++)
    {
      AttestAnnotation *annotation = self->annotations->pdata[i];

      if (annotation->start == annotation->end)
        continue;
      g_ptr_array_add (placed, annotation);
      g_ptr_array_add (anchors, attest_anchor_new (self->text, annotation->start, annotation->end));
    }
  placements = attest_anchors_place (diff, anchors);
  for (guint i = 0; i < placed->len; i++)
    {
      AttestAnnotation *annotation = placed->pdata[i];
      const AttestPlacement *placement = placements->pdata[i];
      gboolean exact = is_exact (text, placement, annotation->exact);

      annotation->start = exact ? placement->start : 0;
      annotation->end = exact ? placement->end : 0;
    }
  g_bytes_unref (self->text);
  self->text = g_bytes_ref (text);
}
