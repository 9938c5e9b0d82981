/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "big-text.h"

#include <math.h>
#include <string.h>

/* In the order of how common they are. */
static const char *const common[] = {
  "the",        "of",        "and",     "to",       "in",        "a",         "is",      "that",        "for",
  "with",       "are",       "or",      "be",       "as",        "patients",  "may",     "by",          "on",
  "this",       "not",       "from",    "was",      "treatment", "were",      "at",      "which",       "have",
  "it",         "an",        "can",     "has",      "patient",   "dose",      "been",    "risk",        "more",
  "after",      "should",    "than",    "these",    "who",       "other",     "also",    "clinical",    "their",
  "disease",    "study",     "when",    "such",     "studies",   "blood",     "between", "symptoms",    "but",
  "during",     "use",       "therapy", "effects",  "if",        "health",    "daily",   "before",      "some",
  "people",     "weeks",     "care",    "two",      "most",      "pain",      "all",     "increased",   "used",
  "depression", "drug",      "days",    "pressure", "no",        "evidence",  "sleep",   "medicine",    "doctor",
  "within",     "first",     "group",   "trial",    "trials",    "cause",     "review",  "months",      "reduced",
  "high",       "low",       "heart",   "children", "ketamine",  "adults",    "women",   "doses",       "long",
  "men",        "infection", "renal",   "acute",    "chronic",   "severe",    "mild",    "onset",       "response",
  "anxiety",    "bleeding",  "insulin", "oral",     "placebo",   "surgery",   "brain",   "liver",       "kidney",
  "asthma",     "diabetes",  "cancer",  "nausea",   "headache",  "dizziness", "fever",   "pregnancy",   "vaccine",
  "antibiotic", "opioid",    "lithium", "aspirin",  "metformin", "warfarin",  "heparin", "propranolol", "sertraline",
};

static const char *const beginnings[] = {
  "hyper", "hypo", "peri", "endo",    "intra", "sub",  "para", "micro", "macro",  "tachy",  "brady",  "poly",
  "neo",   "anti", "auto", "electro", "extra", "post", "pre",  "trans", "pseudo", "immuno", "thermo", "dys",
};

static const char *const roots[] = {
  "cardi",  "neur",   "gastr", "hepat",    "nephr",  "dermat", "oste", "arthr",    "my",    "hemat",
  "leuk",   "thromb", "angi",  "pulmon",   "bronch", "rhin",   "ot",   "ophthalm", "psych", "enceph",
  "mening", "col",    "enter", "cyst",     "ren",    "ur",     "gyn",  "mast",     "aden",  "lymph",
  "tox",    "path",   "chol",  "pancreat", "splen",  "thyr",   "lip",  "gluc",     "prote", "fibr",
};

static const char *const endings[] = {
  "itis", "osis", "emia", "opathy", "algia", "ectomy", "ology",  "ography", "oscopy",  "omegaly", "olysis", "oma",
  "ic",   "al",   "ine",  "azole",  "olol",  "opril",  "statin", "mycin",   "oplasty", "genic",   "uria",   "trophy",
};

typedef struct
{
  const char *language;
  /* Between words, and at the end of a sentence. */
  const char *space;
  const char *stop;
  const char *words[24];
} Foreign;

static const Foreign foreign[] = {
  { "zh", "", "。", { "的",   "患者", "治疗", "抑郁症", "研究", "剂量", "可以", "药物",
                      "医生", "临床", "风险", "氯胺酮", "症状", "睡眠", "血压", "证据",
                      "每日", "儿童", "心脏", "糖尿病", "感染", "手术", "疼痛", "慢性" } },
  { "ja", "", "。", { "の", "患者",       "は",       "治療",   "を",     "うつ病", "に",   "研究",
                      "が", "用量",       "ケタミン", "医師",   "リスク", "症状",   "睡眠", "血圧",
                      "薬", "エビデンス", "毎日",     "子ども", "心臓",   "糖尿病", "感染", "手術" } },
  { "ko", " ", ". ", { "환자",   "치료", "우울증", "연구", "용량", "케타민", "의사",   "위험",
                       "증상",   "수면", "혈압",   "약물", "증거", "매일",   "어린이", "심장",
                       "당뇨병", "감염", "수술",   "통증", "만성", "임상",   "효과",   "진단" } },
  { "ar", " ", ". ", { "في",     "من",      "المرضى", "العلاج", "الاكتئاب", "دراسة", "الجرعة", "على",
                       "الطبيب", "خطر",     "أعراض",  "النوم",  "ضغط",      "الدم",  "الدواء", "دليل",
                       "يوميا",  "الأطفال", "القلب",  "السكري", "عدوى",     "جراحة", "ألم",    "مزمن" } },
};

static void
add_word (GPtrArray *words, char *word)
{
  g_ptr_array_add (words, word);
}

void
big_text_init (BigText *self, guint32 seed)
{
  self->random = g_rand_new_with_seed (seed);
  self->words = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (common); i++)
    add_word (self->words, g_strdup (common[i]));
  for (gsize ending = 0; ending < G_N_ELEMENTS (endings); ending++)
    for (gsize root = 0; root < G_N_ELEMENTS (roots); root++)
      add_word (self->words, g_strconcat (roots[root], endings[ending], NULL));
  for (gsize beginning = 0; beginning < G_N_ELEMENTS (beginnings); beginning++)
    for (gsize root = 0; root < G_N_ELEMENTS (roots); root++)
      for (gsize ending = 0; ending < G_N_ELEMENTS (endings); ending++)
        add_word (self->words, g_strconcat (beginnings[beginning], roots[root], endings[ending], NULL));
}

void
big_text_clear (BigText *self)
{
  g_clear_pointer (&self->random, g_rand_free);
  g_clear_pointer (&self->words, g_ptr_array_unref);
}

const char *
big_text_get_common (BigText *self, guint rank)
{
  return g_ptr_array_index (self->words, rank);
}

/* The word of rank n is about 1/n as common as the first. */
static guint
draw_rank (BigText *self, guint count)
{
  guint rank = (guint) exp (g_rand_double (self->random) * log (count + 1));

  return MIN (rank, count) - 1;
}

const char *
big_text_draw (BigText *self)
{
  return g_ptr_array_index (self->words, draw_rank (self, self->words->len));
}

static const Foreign *
find_foreign (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (g_str_equal (foreign[i].language, language))
      return &foreign[i];

  return NULL;
}

void
big_text_append_words (BigText *self, GString *text, const char *language, guint count)
{
  const Foreign *other = find_foreign (language);

  for (guint i = 0; i < count; i++)
    {
      if (i > 0)
        g_string_append (text, other != NULL ? other->space : " ");
      if (other != NULL)
        g_string_append (text, other->words[draw_rank (self, G_N_ELEMENTS (other->words))]);
      else if (g_rand_int_range (self->random, 0, 60) == 0)
        g_string_append_printf (text, "%d mg", g_rand_int_range (self->random, 1, 40) * 5);
      else
        g_string_append (text, big_text_draw (self));
    }
}

static const char *
draw_between (BigText *self, guint first, guint end)
{
  return g_ptr_array_index (self->words, g_rand_int_range (self->random, (gint32) first, (gint32) end));
}

static void
append_title (BigText *self, GString *text, const char *language)
{
  const char *drug = draw_between (self, G_N_ELEMENTS (common) - 20, self->words->len);
  const char *condition = draw_between (self, G_N_ELEMENTS (common) - 20, self->words->len);
  const char *who = draw_between (self, 14, G_N_ELEMENTS (common));

  if (find_foreign (language) != NULL)
    big_text_append_words (self, text, language, 5);
  else if (g_rand_int_range (self->random, 0, 2) == 0)
    g_string_append_printf (text, "Can %s cause %s in %s?", drug, condition, who);
  else
    g_string_append_printf (text, "Is %s safe with %s and %s?", drug, condition, who);
}

static void
append_paragraph (BigText *self, GString *text, const char *language)
{
  const Foreign *other = find_foreign (language);
  int form = g_rand_int_range (self->random, 0, 8);

  if (form == 0)
    g_string_append (text, "## ");
  else if (form == 1)
    g_string_append (text, "- **");
  big_text_append_words (self, text, language, 3);
  g_string_append (text, form == 0 ? "\n\n" : form == 1 ? ":** " : " ");
  for (int sentences = g_rand_int_range (self->random, 2, 6); sentences > 0; sentences--)
    {
      big_text_append_words (self, text, language, (guint) g_rand_int_range (self->random, 8, 22));
      if (sentences == 1 && form > 4)
        g_string_append_printf (text, " [@work%d]", g_rand_int_range (self->random, 1, 6));
      g_string_append (text, other != NULL ? other->stop : ". ");
    }
  g_string_append (text, "\n\n");
}

GString *
big_text_make (BigText *self, const char *language, gsize length)
{
  GString *text = g_string_sized_new (length + 1024);

  g_string_append (text, "# ");
  append_title (self, text, language);
  g_string_append (text, "\n\n");
  while (text->len < length)
    append_paragraph (self, text, language);

  return text;
}
