/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "big-library.h"

#include <string.h>

#include "big-text.h"
#include "record/attest-content-table.h"
#include "record/attest-database-private.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-search.h"
#include "review/attest-review-kinds.h"
#include "text/attest-canonical-json.h"

#define N_DEVICES 3
#define N_PEOPLE 40
#define N_OPEN 400
#define TEXT_BYTES 8192
#define PAGES_A_STEP 2000
/* The first of January 2016, and how far apart events are so that a million of them take ten years; UTC microseconds. */
#define FIRST_TIME (G_GINT64_CONSTANT (1451606400) * G_USEC_PER_SEC)
#define TIME_STEP (G_GINT64_CONSTANT (315) * G_USEC_PER_SEC)

typedef enum
{
  STEP_CREATE,
  STEP_REFERENCES,
  STEP_REVISE,
  STEP_ASSIGN,
  STEP_SUBMIT,
  STEP_COMMENT,
  STEP_REPLY,
  STEP_RESOLVE,
  STEP_VERDICT,
  STEP_SET,
  STEP_EXPORT,
} Step;

/* The end of the chain that a device has in a stream. */
typedef struct
{
  gint64 sequence;
  char *hash;
} Tail;

typedef struct
{
  char *id;
  const char *language;
  const char *audience;
  Tail tails[N_DEVICES];
  /* What is still to happen, the next last. */
  GArray *steps;
  GString *text;
  char *title;
  char *references;
  char *revision;
  char *signed_hash;
  /* Hashes of comments that are open. */
  GPtrArray *comments;
} Article;

typedef struct
{
  AttestDatabase *database;
  BigText texts;
  GRand *random;
  char *devices[N_DEVICES];
  Tail board[N_DEVICES];
  gint64 clock;
  guint number;
} Writer;

static void
stop_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static guint
draw (Writer *self, guint count)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) count);
}

static char *
draw_person (Writer *self)
{
  return g_strdup_printf ("person-%u", draw (self, N_PEOPLE));
}

/* ---- One event ---- */

/* @body: (transfer full). Returns: (transfer full): the event's hash */
static char *
write_event (Writer *self, const char *stream, Tail *tails, const char *kind, const char *actor, JsonObject *body)
{
  guint device = draw (self, N_DEVICES);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), body);
  g_autofree char *form = attest_canonical_json (node, NULL);
  g_autoptr (AttestEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  AttestEvent header = {
    .device = self->devices[device],
    .stream = (char *) stream,
    .sequence = ++tails[device].sequence,
    .clock = ++self->clock,
    .time = FIRST_TIME + self->clock * TIME_STEP,
    .actor = (char *) actor,
    .kind = (char *) kind,
    .version = 1,
    .previous = tails[device].hash != NULL ? tails[device].hash : (char *) "",
  };

  json_object_unref (body);
  event = attest_event_new (&header, form, &error);
  stop_on (error);
  attest_event_table_insert (self->database, event, form, &error);
  stop_on (error);
  g_set_str (&tails[device].hash, event->hash);

  return g_strdup (event->hash);
}

static char *
write_content (Writer *self, const char *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  char *hash = attest_sha256 (data, length);
  g_autoptr (GError) error = NULL;

  attest_content_table_insert (self->database, hash, bytes, length, NULL, &error);
  stop_on (error);

  return hash;
}

static void
set_texts (JsonObject *body, const char *name, const char *text)
{
  JsonArray *array = json_array_new ();

  if (text != NULL)
    json_array_add_string_element (array, text);
  json_object_set_array_member (body, name, array);
}

static char *
make_words (Writer *self, const char *language, guint count)
{
  GString *words = g_string_new (NULL);

  big_text_append_words (&self->texts, words, language, count);
  return g_string_free (words, FALSE);
}

/* ---- What happens to an article ---- */

static JsonObject *
make_creation (Writer *self, Article *article)
{
  JsonObject *body = json_object_new ();
  g_autofree char *slug = g_strdup_printf ("article-%u", self->number);
  g_autofree char *topic = g_strdup_printf ("Topic %u", draw (self, 60) + 1);

  json_object_set_string_member (body, "slug", slug);
  json_object_set_string_member (body, "language", article->language);
  set_texts (body, "topics", topic);

  return body;
}

static JsonObject *
make_references (Writer *self, Article *article)
{
  g_autoptr (JsonArray) list = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), list);
  JsonObject *body = json_object_new ();

  for (guint i = 1; i <= 6; i++)
    {
      JsonObject *work = json_object_new ();
      g_autofree char *key = g_strdup_printf ("work%u", i);
      g_autofree char *title = make_words (self, "en", 9);
      g_autofree char *doi = g_strdup_printf ("10.1000/j.%u.%u", draw (self, 9000), self->number);

      json_object_set_string_member (work, "id", key);
      json_object_set_string_member (work, "type", "article-journal");
      json_object_set_string_member (work, "title", title);
      json_object_set_string_member (work, "container-title", "Journal of Medicine");
      json_object_set_string_member (work, "DOI", doi);
      json_array_add_object_element (list, work);
    }
  g_free (article->references);
  article->references = attest_canonical_json (node, NULL);
  json_object_set_string_member (body, "references", article->references);

  return body;
}

/* As `revision` computes it: what a verdict has to name. */
static char *
compute_signed_hash (Article *article)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *form = NULL;

  json_object_set_int_member (object, "format", 1);
  json_object_set_string_member (object, "article", article->id);
  json_object_set_string_member (object, "audience", article->audience);
  json_object_set_string_member (object, "language", article->language);
  json_object_set_string_member (object, "title", article->title);
  json_object_set_string_member (object, "text", article->text->str);
  json_object_set_string_member (object, "references", article->references);
  json_object_set_array_member (object, "assets", json_array_new ());
  json_object_set_string_member (object, "disclaimer", "");
  form = attest_canonical_json (node, NULL);

  return attest_sha256 (form, strlen (form));
}

static JsonObject *
make_revision (Writer *self, Article *article)
{
  JsonObject *body = json_object_new ();
  g_autofree char *content = NULL;

  if (article->text == NULL)
    article->text = big_text_make (&self->texts, article->language, TEXT_BYTES);
  else
    big_text_append_words (&self->texts, article->text, article->language, 12);
  g_free (article->title);
  article->title = g_strndup (article->text->str + 2, strcspn (article->text->str + 2, "\n"));
  content = write_content (self, article->text->str, article->text->len);

  json_object_set_string_member (body, "audience", article->audience);
  json_object_set_string_member (body, "language", article->language);
  json_object_set_string_member (body, "title", article->title);
  json_object_set_string_member (body, "text", content);
  json_object_set_string_member (body, "references", article->references);
  set_texts (body, "assets", NULL);
  json_object_set_string_member (body, "disclaimer", "");
  set_texts (body, "parents", article->revision);
  set_texts (body, "places", NULL);
  g_free (article->signed_hash);
  article->signed_hash = compute_signed_hash (article);

  return body;
}

static JsonObject *
make_assignment (Writer *self, Article *article)
{
  JsonObject *body = json_object_new ();
  g_autofree char *reviewer = draw_person (self);

  json_object_set_string_member (body, "audience", article->audience);
  json_object_set_string_member (body, "reviewer", reviewer);
  json_object_set_string_member (body, "due", "2026-03-01");

  return body;
}

static JsonObject *
make_submission (Article *article)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "audience", article->audience);
  json_object_set_string_member (body, "revision", article->revision);

  return body;
}

/* @n_characters of @text before @end or, where that is NULL, after @start. */
static char *
dup_context (const char *text, const char *start, const char *end)
{
  const char *from = start;
  const char *to = end;

  for (guint i = 0; i < 32 && end != NULL && from > text; i++)
    from = g_utf8_prev_char (from);
  if (end != NULL)
    return g_strndup (from, (gsize) (start - from));
  for (to = start; to < start + 32 && *to != '\0'; to = g_utf8_next_char (to))
    ;
  return g_strndup (start, (gsize) (to - start));
}

static JsonObject *
make_comment (Writer *self, Article *article)
{
  static const char *const kinds[] = { "change", "question", "delete", "evidence", "agree", "note" };
  JsonObject *body = json_object_new ();
  const char *text = article->text->str;
  glong length = g_utf8_strlen (text, (gssize) article->text->len);
  const char *start = g_utf8_offset_to_pointer (text, draw (self, (guint) length - 100));
  const char *end = g_utf8_offset_to_pointer (start, 10 + draw (self, 50));
  g_autofree char *exact = g_strndup (start, (gsize) (end - start));
  g_autofree char *prefix = dup_context (text, start, end);
  g_autofree char *suffix = dup_context (text, end, NULL);
  g_autofree char *remark = make_words (self, article->language, 10 + draw (self, 20));

  json_object_set_string_member (body, "audience", article->audience);
  json_object_set_string_member (body, "revision", article->revision);
  json_object_set_int_member (body, "start", start - text);
  json_object_set_int_member (body, "end", end - text);
  json_object_set_string_member (body, "exact", exact);
  json_object_set_string_member (body, "prefix", prefix);
  json_object_set_string_member (body, "suffix", suffix);
  json_object_set_string_member (body, "text", remark);
  json_object_set_string_member (body, "kind", kinds[draw (self, G_N_ELEMENTS (kinds))]);
  json_object_set_boolean_member (body, "blocking", draw (self, 8) == 0);

  return body;
}

static JsonObject *
make_reply (Writer *self, Article *article)
{
  JsonObject *body = json_object_new ();
  g_autofree char *remark = make_words (self, article->language, 12);

  json_object_set_string_member (body, "comment", g_ptr_array_index (article->comments, article->comments->len - 1));
  json_object_set_string_member (body, "text", remark);

  return body;
}

static JsonObject *
make_resolution (Article *article)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "comment", g_ptr_array_index (article->comments, 0));
  json_object_set_string_member (body, "reason", "Done");
  set_texts (body, "roles", "editor");
  g_ptr_array_remove_index (article->comments, 0);

  return body;
}

static JsonObject *
make_verdict (Writer *self, Article *article)
{
  JsonObject *body = json_object_new ();
  gboolean accurate = draw (self, 8) > 0;

  json_object_set_string_member (body, "audience", article->audience);
  json_object_set_string_member (body, "revision", article->revision);
  json_object_set_string_member (body, "signed_hash", article->signed_hash);
  json_object_set_string_member (body, "accurate", accurate ? "yes" : "no");
  json_object_set_string_member (body, "safe", "yes");
  json_object_set_string_member (body, "current", "yes");
  json_object_set_string_member (body, "meaning", "approval");
  json_object_set_string_member (body, "reason", accurate ? "" : "A dose is wrong.");
  set_texts (body, "roles", "reviewer");
  json_object_set_array_member (body, "findings", json_array_new ());

  return body;
}

static JsonObject *
make_setting (Writer *self)
{
  JsonObject *body = json_object_new ();
  g_autofree char *topic = g_strdup_printf ("Topic %u", draw (self, 60) + 1);

  set_texts (body, "topics", topic);
  return body;
}

static JsonObject *
make_export (Article *article)
{
  JsonObject *body = json_object_new ();

  set_texts (body, "audiences", article->audience);
  set_texts (body, "revisions", article->revision);
  json_object_set_string_member (body, "page", article->signed_hash);

  return body;
}

static JsonObject *
make_body (Writer *self, Article *article, Step step, const char **kind)
{
  static const char *const kinds[] = {
    [STEP_CREATE] = "article.create", [STEP_REFERENCES] = "references.set", [STEP_REVISE] = "revision.save",
    [STEP_ASSIGN] = "review.assign",  [STEP_SUBMIT] = "review.submit",      [STEP_COMMENT] = "comment.add",
    [STEP_REPLY] = "comment.reply",   [STEP_RESOLVE] = "comment.resolve",   [STEP_VERDICT] = "review.verdict",
    [STEP_SET] = "article.set",       [STEP_EXPORT] = "article.export",
  };

  *kind = kinds[step];
  switch (step)
    {
    case STEP_CREATE:
      return make_creation (self, article);
    case STEP_REFERENCES:
      return make_references (self, article);
    case STEP_REVISE:
      return make_revision (self, article);
    case STEP_ASSIGN:
      return make_assignment (self, article);
    case STEP_SUBMIT:
      return make_submission (article);
    case STEP_COMMENT:
      return make_comment (self, article);
    case STEP_REPLY:
      return make_reply (self, article);
    case STEP_RESOLVE:
      return make_resolution (article);
    case STEP_VERDICT:
      return make_verdict (self, article);
    case STEP_SET:
      return make_setting (self);
    case STEP_EXPORT:
      return make_export (article);
    default:
      g_assert_not_reached ();
    }
}

static void
take_step (Writer *self, Article *article)
{
  Step step = g_array_index (article->steps, Step, article->steps->len - 1);
  gboolean writes = step <= STEP_REVISE;
  g_autofree char *actor = writes ? g_strdup ("author") : draw_person (self);
  const char *kind;
  JsonObject *body;
  char *hash;

  g_array_set_size (article->steps, article->steps->len - 1);
  body = make_body (self, article, step, &kind);
  hash = write_event (self, article->id, article->tails, kind, actor, body);
  if (step == STEP_COMMENT)
    {
      g_ptr_array_add (article->comments, hash);
      return;
    }
  if (step == STEP_REVISE)
    g_set_str (&article->revision, hash);
  g_free (hash);
}

/* ---- Articles ---- */

/* Put in last first. What one article goes through: written, asked for, submitted, discussed, often revised, judged. */
static void
plan (Writer *self, Article *article)
{
  static const Step beginning[] = { STEP_SUBMIT, STEP_ASSIGN, STEP_REVISE, STEP_REFERENCES, STEP_CREATE };
  static const Step discussion[] = { STEP_RESOLVE, STEP_REPLY, STEP_COMMENT };
  static const Step second_round[] = { STEP_SUBMIT, STEP_REVISE };
  /* Some are drafts that nobody has looked at yet. */
  gboolean draft = draw (self, 10) == 0;

  if (!draft && draw (self, 3) == 0)
    g_array_append_val (article->steps, (Step) { STEP_EXPORT });
  for (guint i = draft ? 0 : 1 + draw (self, 2); i > 0; i--)
    g_array_append_val (article->steps, (Step) { STEP_VERDICT });
  if (!draft && draw (self, 4) == 0)
    g_array_append_vals (article->steps, second_round, G_N_ELEMENTS (second_round));
  for (guint i = draft ? 0 : draw (self, 3); i > 0; i--)
    g_array_append_vals (article->steps, discussion, G_N_ELEMENTS (discussion));
  if (!draft && draw (self, 4) == 0)
    g_array_append_val (article->steps, (Step) { STEP_COMMENT });
  if (draw (self, 4) == 0)
    g_array_append_val (article->steps, (Step) { STEP_SET });
  g_array_append_vals (article->steps, beginning + (draft ? 2 : 0), G_N_ELEMENTS (beginning) - (draft ? 2 : 0));
}

static const char *
draw_language (Writer *self)
{
  static const char *const languages[] = { "zh", "zh", "ja", "ko", "ar", "ar" };
  guint number = draw (self, 100);

  return number < G_N_ELEMENTS (languages) ? languages[number] : "en";
}

static void
begin_article (Writer *self, Article *article)
{
  static const char *const audiences[] = { "doctor", "patient", "public" };

  self->number++;
  article->id = g_strdup_printf ("%08x-%04x-4%03x-8%03x-%08x%04x",
                                 g_rand_int (self->random),
                                 draw (self, 0x10000),
                                 draw (self, 0x1000),
                                 draw (self, 0x1000),
                                 g_rand_int (self->random),
                                 draw (self, 0x10000));
  article->language = draw_language (self);
  article->audience = audiences[draw (self, G_N_ELEMENTS (audiences))];
  article->references = g_strdup ("[]");
  article->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  article->comments = g_ptr_array_new_with_free_func (g_free);
  plan (self, article);
}

static void
end_article (Article *article)
{
  for (guint i = 0; i < N_DEVICES; i++)
    g_free (article->tails[i].hash);
  g_free (article->id);
  g_free (article->title);
  g_free (article->references);
  g_free (article->revision);
  g_free (article->signed_hash);
  g_array_unref (article->steps);
  g_ptr_array_unref (article->comments);
  if (article->text != NULL)
    g_string_free (article->text, TRUE);
  *article = (Article) { 0 };
}

static void
write_articles (Writer *self, guint n_articles)
{
  guint n_open = MIN (N_OPEN, n_articles);
  g_autofree Article *open = g_new0 (Article, n_open);

  for (guint i = 0; i < n_open; i++)
    begin_article (self, &open[i]);
  while (n_open > 0)
    {
      guint place = draw (self, n_open);
      Article *article = &open[place];

      take_step (self, article);
      if (article->steps->len > 0)
        continue;
      end_article (article);
      if (self->number < n_articles)
        begin_article (self, article);
      else
        *article = open[--n_open];
    }
}

/* ---- People ---- */

static void
write_person (Writer *self, const char *id, const char *name, const char *role)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "person", id);
  json_object_set_string_member (body, "name", name);
  json_object_set_string_member (body, "credentials", "MD");
  json_object_set_string_member (body, "email", "");
  json_object_set_string_member (body, "orcid", "");
  set_texts (body, "roles", role);
  g_free (write_event (self, ATTEST_STREAM_BOARD, self->board, "person.set", "", body));
}

static void
write_people (Writer *self)
{
  static const char *const given[] = { "Ada", "Boris", "Chen", "Dalia", "Emil", "Fatima", "Goran", "Hana" };
  static const char *const family[] = { "Okafor", "Lindqvist", "Haddad", "Novak", "Tanaka" };

  write_person (self, "author", "Iris Author", "author");
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = g_strdup_printf ("person-%u", i);
      g_autofree char *name = g_strdup_printf ("%s %s", given[i % 8], family[i / 8]);

      write_person (self, id, name, "reviewer");
    }
}

/* ---- The library ---- */

static void
write_log (const char *path, guint n_articles)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) database = attest_database_open (path, 0, &error);
  Writer self = { .database = database, .random = g_rand_new_with_seed (1) };

  stop_on (error);
  big_text_init (&self.texts, 2);
  for (guint i = 0; i < N_DEVICES; i++)
    self.devices[i] = g_strdup_printf ("%032u", i + 1);
  attest_database_run (database, "BEGIN IMMEDIATE; DELETE FROM folded", &error);
  stop_on (error);
  write_people (&self);
  write_articles (&self, n_articles);
  attest_database_run (database, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)", &error);
  stop_on (error);

  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_free (self.devices[i]);
      g_free (self.board[i].hash);
    }
  big_text_clear (&self.texts);
  g_rand_free (self.random);
}

static void
tell (const char *what, gint64 *start)
{
  gint64 now = g_get_monotonic_time ();

  g_printerr ("%s: %.1f s\n", what, (double) (now - *start) / G_USEC_PER_SEC);
  *start = now;
}

void
big_library_make (const char *path, const char *state_folder, guint n_articles)
{
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gboolean more = TRUE;

  attest_review_register (registry);
  library = attest_library_create (path, registry, state_folder, &error);
  stop_on (error);
  g_clear_object (&library);
  write_log (path, n_articles);
  tell ("log written", &start);
  /* It was folded by nobody, so opening it folds it. */
  library = attest_library_open (path, registry, state_folder, ATTEST_LIBRARY_READ_WRITE, &error);
  stop_on (error);
  tell ("log folded and indexed", &start);
  while (more)
    {
      attest_library_tidy_search (library, PAGES_A_STEP, &more, &error);
      stop_on (error);
    }
  tell ("index merged", &start);
}
