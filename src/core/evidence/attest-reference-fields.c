/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "evidence/attest-reference-private.h"

#include <string.h>

/* How many authors NLM style names before "et al.", and how many initials each may have: Citing Medicine, 2nd edition, chapter 1. */
#define MAX_NAMES 6
#define MAX_INITIALS 2

const char *
attest_reference_get_text (JsonObject *item, const char *name)
{
  JsonNode *node = json_object_get_member (item, name);
  const char *text = NULL;

  if (node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  return text && *text ? text : NULL;
}

static char *
dup_node_scalar (JsonNode *node)
{
  g_autofree char *text = NULL;

  if (!node || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    text = g_strstrip (g_strdup (json_node_get_string (node)));
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return text && *text ? g_steal_pointer (&text) : NULL;
}

char *
attest_reference_dup_scalar (JsonObject *item, const char *name)
{
  return dup_node_scalar (json_object_get_member (item, name));
}

char *
attest_reference_dup_doi (JsonObject *item)
{
  g_autofree char *doi = attest_reference_dup_scalar (item, "DOI");
  const char *start = doi ? strstr (doi, "10.") : NULL;

  /* A registrant code and a slash make it a DOI; anything else in the field is a remark. */
  if (!start || !strchr (start, '/') || strpbrk (start, " \t\r\n"))
    return NULL;
  return g_strdup (start);
}

/* The digits after @label in the item's note, where reference managers put ids that they have no field for. */
static char *
dup_from_note (JsonObject *item, const char *label)
{
  const char *note = attest_reference_get_text (item, "note");
  const char *found = note ? strstr (note, label) : NULL;
  gsize length;

  if (!found || (found > note && g_ascii_isalnum (found[-1])))
    return NULL;
  found += strlen (label);
  found += strspn (found, " :PMC");
  length = strspn (found, "0123456789");
  return length > 0 ? g_strndup (found, length) : NULL;
}

static char *
dup_digits (const char *text)
{
  gsize length;

  text += strcspn (text, "0123456789");
  length = strspn (text, "0123456789");
  return length > 0 && length <= 12 ? g_strndup (text, length) : NULL;
}

char *
attest_reference_dup_pmid (JsonObject *item)
{
  g_autofree char *pmid = attest_reference_dup_scalar (item, "PMID");

  return pmid ? dup_digits (pmid) : dup_from_note (item, "PMID:");
}

char *
attest_reference_dup_pmcid (JsonObject *item)
{
  g_autofree char *field = attest_reference_dup_scalar (item, "PMCID");
  g_autofree char *digits = field ? dup_digits (field) : dup_from_note (item, "PMCID:");

  return digits ? g_strconcat ("PMC", digits, NULL) : NULL;
}

static JsonArray *
get_array (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_object (JsonObject *item, const char *name)
{
  JsonNode *node = json_object_get_member (item, name);

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static int
get_date_part (JsonArray *parts, guint index)
{
  g_autofree char *text = NULL;

  if (index >= json_array_get_length (parts))
    return 0;
  text = dup_node_scalar (json_array_get_element (parts, index));
  return text ? (int) g_ascii_strtoll (text, NULL, 10) : 0;
}

static const char *
get_month_name (int month)
{
  static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  /* CSL's seasons, 1 to 4, are also written as months 13 to 16 or 21 to 24. */
  static const char *const seasons[] = { "Spring", "Summer", "Fall", "Winter" };

  if (month >= 1 && month <= 12)
    return names[month - 1];
  if (month >= 13 && month <= 16)
    return seasons[month - 13];
  if (month >= 21 && month <= 24)
    return seasons[month - 21];
  return NULL;
}

static void
append_date_parts (GString *date, JsonArray *parts, JsonArray *before, gboolean year_only)
{
  int year = get_date_part (parts, 0);
  const char *month = get_month_name (get_date_part (parts, 1));
  int day = get_date_part (parts, 2);
  gboolean same_year = before && get_date_part (before, 0) == year;
  gboolean same_month = same_year && get_date_part (before, 1) == get_date_part (parts, 1);

  if (year < 1000 || year > 9999 || (year_only && same_year))
    return;
  if (before)
    g_string_append_c (date, '-');
  if (!same_year)
    g_string_append_printf (date, "%d", year);
  if (year_only || !month)
    return;
  if (!same_month)
    g_string_append_printf (date, "%s%s", same_year ? "" : " ", month);
  if (day >= 1 && day <= 31)
    g_string_append_printf (date, "%s%d", same_month ? "" : " ", day);
}

static char *
dup_year_of_text (const char *text)
{
  for (const char *c = text; *c; c++)
    {
      gsize digits = strspn (c, "0123456789");

      if (digits == 4)
        return g_strndup (c, 4);
      if (digits > 0)
        c += digits - 1;
    }
  return NULL;
}

char *
attest_reference_dup_date (JsonObject *item, const char *name, gboolean year_only)
{
  JsonObject *value = get_object (item, name);
  JsonArray *dates = value ? get_array (json_object_get_member (value, "date-parts")) : NULL;
  g_autoptr (GString) date = g_string_new (NULL);
  g_autofree char *literal = NULL;

  if (dates && json_array_get_length (dates) > 0)
    {
      JsonArray *first = get_array (json_array_get_element (dates, 0));
      JsonArray *last = json_array_get_length (dates) > 1 ? get_array (json_array_get_element (dates, 1)) : NULL;
      g_autofree char *season = attest_reference_dup_scalar (value, "season");

      if (first)
        append_date_parts (date, first, NULL, year_only);
      if (date->len > 0 && last)
        append_date_parts (date, last, first, year_only);
      if (date->len > 0 && season && !year_only && get_date_part (first, 1) == 0)
        {
          const char *name_of_season = get_month_name (12 + (int) g_ascii_strtoll (season, NULL, 10));

          g_string_append_printf (date, " %s", name_of_season ? name_of_season : season);
        }
    }
  if (date->len > 0)
    return g_string_free (g_steal_pointer (&date), FALSE);

  if (value)
    {
      literal = attest_reference_dup_scalar (value, "literal");
      if (!literal)
        literal = attest_reference_dup_scalar (value, "raw");
    }
  else
    {
      literal = attest_reference_dup_scalar (item, name);
    }
  if (literal && year_only)
    return dup_year_of_text (literal);
  return g_steal_pointer (&literal);
}

char *
attest_reference_dup_year (JsonObject *item)
{
  g_autofree char *date = attest_reference_dup_date (item, "issued", TRUE);

  return date ? dup_year_of_text (date) : NULL;
}

static gboolean
is_cjk (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ||
         script == G_UNICODE_SCRIPT_HANGUL;
}

/* "John Michael" and "J. M." are both JM; so is "JM", which is written in capitals only and therefore initials already. */
static void
append_initials (GString *name, const char *given)
{
  g_autofree char *composed = g_utf8_normalize (given, -1, G_NORMALIZE_NFC);
  gboolean only_capitals = composed && g_utf8_strlen (composed, -1) <= 3;
  gboolean at_start = TRUE;
  guint count = 0;

  for (const char *c = composed; c && *c && only_capitals; c = g_utf8_next_char (c))
    only_capitals = g_unichar_isupper (g_utf8_get_char (c));

  for (const char *c = composed; c && *c && count < MAX_INITIALS; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (!g_unichar_isalpha (letter))
        {
          /* An apostrophe stands inside a name; a space, hyphen or full stop begins another one. */
          if (letter != '\'' && letter != 0x2019 && !g_unichar_ismark (letter))
            at_start = TRUE;
          continue;
        }
      if (at_start || only_capitals)
        {
          g_string_append_unichar (name, g_unichar_totitle (letter));
          count++;
        }
      at_start = FALSE;
    }
}

static const char *
get_ordinal (const char *suffix)
{
  if (g_ascii_strcasecmp (suffix, "II") == 0)
    return "2nd";
  if (g_ascii_strcasecmp (suffix, "III") == 0)
    return "3rd";
  if (g_ascii_strcasecmp (suffix, "IV") == 0)
    return "4th";
  return suffix;
}

static void
append_word (GString *name, const char *word)
{
  if (!word)
    return;
  if (name->len > 0)
    g_string_append_c (name, ' ');
  g_string_append (name, word);
}

static char *
dup_person (JsonObject *value)
{
  GString *name = g_string_new (NULL);
  g_autofree char *dropping = attest_reference_dup_scalar (value, "dropping-particle");
  g_autofree char *particle = attest_reference_dup_scalar (value, "non-dropping-particle");
  g_autofree char *family = attest_reference_dup_scalar (value, "family");
  g_autofree char *given = attest_reference_dup_scalar (value, "given");
  g_autofree char *suffix = attest_reference_dup_scalar (value, "suffix");

  append_word (name, dropping);
  append_word (name, particle);
  append_word (name, family);
  if (given && is_cjk (g_utf8_get_char (given)))
    {
      g_string_append (name, given);
    }
  else if (given && name->len == 0)
    {
      g_string_append (name, given);
    }
  else if (given)
    {
      g_string_append_c (name, ' ');
      append_initials (name, given);
    }
  if (suffix)
    {
      gsize length = strlen (suffix);

      if (suffix[length - 1] == '.')
        suffix[length - 1] = '\0';
      append_word (name, get_ordinal (suffix));
    }
  return g_string_free (name, FALSE);
}

/* One name as NLM writes it, and whether it is an organisation's; NULL for a value that is no name. */
static char *
dup_name (JsonNode *node, gboolean *organisation)
{
  g_autofree char *name = NULL;

  *organisation = FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *value = json_node_get_object (node);

      name = attest_reference_dup_scalar (value, "literal");
      *organisation = name != NULL;
      if (!name)
        name = g_strstrip (dup_person (value));
    }
  else
    {
      name = dup_node_scalar (node);
      *organisation = TRUE;
    }
  return name && *name ? g_steal_pointer (&name) : NULL;
}

char *
attest_reference_dup_first_author (JsonObject *item)
{
  static const char *const fields[] = { "author", "editor" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonArray *array = get_array (json_object_get_member (item, fields[i]));

      for (guint j = 0; array && j < json_array_get_length (array); j++)
        {
          JsonNode *node = json_array_get_element (array, j);
          g_autofree char *family = NULL;
          gboolean organisation;

          if (JSON_NODE_HOLDS_OBJECT (node))
            family = attest_reference_dup_scalar (json_node_get_object (node), "family");
          if (!family)
            family = dup_name (node, &organisation);
          if (family)
            return g_steal_pointer (&family);
        }
    }
  return NULL;
}

char *
attest_reference_dup_names (JsonObject *item, const char *name, guint *count)
{
  JsonArray *array = get_array (json_object_get_member (item, name));
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean before_is_person = FALSE;
  guint n_names = 0;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      gboolean organisation;
      g_autofree char *one = dup_name (json_array_get_element (array, i), &organisation);

      if (!one || ++n_names > MAX_NAMES)
        continue;
      if (n_names > 1)
        g_string_append (names, organisation && before_is_person ? "; " : ", ");
      g_string_append (names, one);
      before_is_person = !organisation;
    }
  if (n_names > MAX_NAMES)
    g_string_append (names, ", et al.");

  if (count)
    *count = n_names;
  return n_names > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static gboolean
split_page (const char *page, gsize *prefix, gsize *digits)
{
  *prefix = strcspn (page, "0123456789");
  *digits = strspn (page + *prefix, "0123456789");
  return *digits > 0 && page[*prefix + *digits] == '\0';
}

/* "284" and "287" leave "7"; "S93" and "S99" leave "9"; "iii" and "ix", or "98" and "102", stay whole. */
static const char *
shorten_last_page (const char *first, const char *last)
{
  gsize first_prefix, first_digits, last_prefix, last_digits;
  gsize same = 0;

  if (!split_page (first, &first_prefix, &first_digits) || !split_page (last, &last_prefix, &last_digits))
    return last;
  if (first_digits != last_digits)
    return last;
  if (last_prefix != 0 && (first_prefix != last_prefix || strncmp (first, last, first_prefix) != 0))
    return last;

  while (same + 1 < first_digits && first[first_prefix + same] == last[last_prefix + same])
    same++;
  return last + last_prefix + same;
}

static void
append_page_range (GString *pages, const char *range)
{
  g_auto (GStrv) ends = g_strsplit (range, "-", 2);

  g_strstrip (ends[0]);
  g_string_append (pages, ends[0]);
  if (!ends[1])
    return;
  g_strstrip (ends[1]);
  if (*ends[1] && !g_str_equal (ends[0], ends[1]))
    g_string_append_printf (pages, "-%s", shorten_last_page (ends[0], ends[1]));
}

char *
attest_reference_dup_pages (JsonObject *item)
{
  g_autofree char *field = attest_reference_dup_scalar (item, "page");
  g_autoptr (GString) plain = NULL;
  g_autoptr (GString) pages = g_string_new (NULL);
  g_auto (GStrv) ranges = NULL;

  if (!field)
    return NULL;

  plain = g_string_new (field);
  g_string_replace (plain, "–", "-", 0);
  g_string_replace (plain, "—", "-", 0);
  g_string_replace (plain, "--", "-", 0);
  ranges = g_strsplit_set (plain->str, ",;", -1);
  for (guint i = 0; ranges[i]; i++)
    {
      if (*g_strstrip (ranges[i]) == '\0')
        continue;
      if (pages->len > 0)
        g_string_append (pages, ", ");
      append_page_range (pages, ranges[i]);
    }
  return pages->len > 0 ? g_string_free (g_steal_pointer (&pages), FALSE) : NULL;
}
