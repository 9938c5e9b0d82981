/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-drug-names.h"

#include <string.h>

#include "text/attest-diff.h"
#include "text/attest-units-private.h"
#include "text/attest-words.h"

/* Of an ending alone a shorter word tells nothing. */
#define SHORTEST_WITH_STEM 6

/* Bytes; a dose that is said of a word stands right before it. */
#define FARTHEST_DOSE 64

/* Endings of nonproprietary names, from the World Health Organization's list of stems; only such as hardly an English word has. */
static const char *const stems[] = {
  "adol",     "afil",         "alol",      "anserin",    "apine",     "arabine",    "asone",      "axine",
  "azepam",   "azepine",      "azoline",   "azosin",     "bactam",    "bamate",     "barbital",   "bendazole",
  "blastine", "buterol",      "caine",     "capone",     "ciclib",    "cillin",     "citabine",   "citalopram",
  "codone",   "conazole",     "cortisone", "coxib",      "cristine",  "curium",     "curonium",   "cycline",
  "darone",   "desivir",      "dilol",     "dipine",     "dopa",      "dralazine",  "dronate",    "dronic",
  "entan",    "estradiol",    "estrel",    "etidine",    "fenac",     "fenacin",    "fentanil",   "fentanyl",
  "fibrate",  "floxacin",     "flurane",   "formin",     "fungin",    "gabalin",    "gabatrin",   "gatran",
  "gepant",   "gestrel",      "giline",    "gliclazide", "gliflozin", "gliptin",    "glitazar",   "glitazone",
  "glutide",  "golide",       "grastim",   "grel",       "grelor",    "imibe",      "imipramine", "ipramine",
  "ketamine", "kinra",        "lafaxine",  "limus",      "lukast",    "mab",        "mazine",     "melteon",
  "meterol",  "micin",        "morphone",  "mustine",    "mycin",     "nafine",     "nidazole",   "nonide",
  "olol",     "olone",        "onide",     "orexant",    "orphine",   "oxacin",     "oxetine",    "oxicam",
  "oxime",    "oxone",        "parib",     "parin",      "parinux",   "penem",      "peramide",   "perazine",
  "peridol",  "peridone",     "pexole",    "phylline",   "piclone",   "pidem",      "piprazole",  "plase",
  "platin",   "poetin",       "pramide",   "pramine",    "prazole",   "pressin",    "pril",       "prilat",
  "profen",   "progesterone", "quine",     "racetam",    "relin",     "relix",      "rizine",     "rubicin",
  "sartan",   "semide",       "setron",    "solone",     "sone",      "statin",     "steride",    "stigmine",
  "tadine",   "tamide",       "taxel",     "tecan",      "terol",     "thiazide",   "thiazine",   "thiouracil",
  "tiapine",  "tidine",       "tinib",     "tinoin",     "tocin",     "toin",       "tralin",     "traline",
  "trexate",  "trexed",       "trexone",   "trigine",    "triptan",   "triptyline", "tropium",    "uracil",
  "uride",    "vaptan",       "vastatin",  "vir",        "virsen",    "vudine",     "xaban",      "xostat",
  "zodone",   "zolam",        "zomib",     "zosin",      NULL,
};

/* Words that end so and are none. */
static const char *const no_drugs[] = {
  "cholesterol",
  "magazine",
  NULL,
};

/* Names without such an ending. Every look-alike name that the FDA lists is recognised, by this or by its ending (tested). */
static const char *const names[] = {
  /* Generic names. */
  "abatacept",
  "acamprosate",
  "acarbose",
  "acetaminophen",
  "acetazolamide",
  "acetohexamide",
  "acetylcysteine",
  "acyclovir",
  "adalimumab",
  "adenosine",
  "adrenaline",
  "aflibercept",
  "albendazole",
  "albuterol",
  "alendronate",
  "allopurinol",
  "amantadine",
  "amikacin",
  "aminophylline",
  "amiodarone",
  "amitriptyline",
  "amphetamine",
  "amphotericin",
  "anastrozole",
  "aprepitant",
  "artemether",
  "artesunate",
  "ascorbic",
  "aspirin",
  "atomoxetine",
  "atovaquone",
  "atropine",
  "azathioprine",
  "baclofen",
  "beclometasone",
  "benserazide",
  "benzocaine",
  "benztropine",
  "betahistine",
  "bicalutamide",
  "bimatoprost",
  "bisacodyl",
  "bismuth",
  "bleomycin",
  "botulinum",
  "bromocriptine",
  "bumetanide",
  "bupropion",
  "buspirone",
  "busulfan",
  "cabergoline",
  "caffeine",
  "calcitonin",
  "calcitriol",
  "cannabidiol",
  "cannabis",
  "captopril",
  "carbamazepine",
  "carbidopa",
  "carbimazole",
  "carbocisteine",
  "carboplatin",
  "cetirizine",
  "charcoal",
  "chlorambucil",
  "chloramphenicol",
  "chlordiazepoxide",
  "chlorhexidine",
  "chlorphenamine",
  "chlorpheniramine",
  "chlorpropamide",
  "chlortalidone",
  "chlorthalidone",
  "cilostazol",
  "cimetidine",
  "cinnarizine",
  "clindamycin",
  "clobazam",
  "clomiphene",
  "clomifene",
  "clonazepam",
  "clonidine",
  "clopidogrel",
  "clotrimazole",
  "clozapine",
  "cocaine",
  "codeine",
  "colchicine",
  "colestyramine",
  "cotrimoxazole",
  "cyclizine",
  "cyclobenzaprine",
  "cyclophosphamide",
  "cycloserine",
  "cyclosporine",
  "ciclosporin",
  "dalteparin",
  "dapagliflozin",
  "dapsone",
  "dexamethasone",
  "dexamfetamine",
  "dextroamphetamine",
  "dextromethorphan",
  "dextrose",
  "diamorphine",
  "diazepam",
  "diclofenac",
  "digoxin",
  "dihydrocodeine",
  "diltiazem",
  "dimenhydrinate",
  "diphenhydramine",
  "dipyridamole",
  "disulfiram",
  "dobutamine",
  "docusate",
  "domperidone",
  "dopamine",
  "doxepin",
  "doxylamine",
  "efavirenz",
  "enoxaparin",
  "entacapone",
  "ephedrine",
  "epinephrine",
  "eplerenone",
  "ergotamine",
  "erythropoietin",
  "esketamine",
  "estrogen",
  "estrogens",
  "etanercept",
  "ethambutol",
  "ethanol",
  "ethosuximide",
  "etomidate",
  "etoposide",
  "exemestane",
  "exenatide",
  "ezetimibe",
  "febuxostat",
  "felodipine",
  "fenofibrate",
  "fentanyl",
  "ferrous",
  "filgrastim",
  "finasteride",
  "flecainide",
  "fludrocortisone",
  "flumazenil",
  "fluoride",
  "folic",
  "folinic",
  "fondaparinux",
  "fosfomycin",
  "frusemide",
  "furosemide",
  "gabapentin",
  "galantamine",
  "gemcitabine",
  "glibenclamide",
  "glimepiride",
  "glipizide",
  "glucagon",
  "glucose",
  "glyburide",
  "glycerin",
  "glyceryl",
  "glycopyrrolate",
  "glycopyrronium",
  "guaifenesin",
  "haloperidol",
  "heparin",
  "heroin",
  "hydralazine",
  "hydrochlorothiazide",
  "hydroxyurea",
  "hydroxyzine",
  "hyoscine",
  "ibuprofen",
  "imatinib",
  "immunoglobulin",
  "indapamide",
  "indomethacin",
  "indometacin",
  "insulin",
  "interferon",
  "iodine",
  "ipratropium",
  "isoniazid",
  "isoprenaline",
  "isosorbide",
  "ivabradine",
  "ivermectin",
  "ketoconazole",
  "ketorolac",
  "lactulose",
  "lacosamide",
  "lamivudine",
  "lamotrigine",
  "latanoprost",
  "leflunomide",
  "letrozole",
  "levetiracetam",
  "levodopa",
  "levonorgestrel",
  "levothyroxine",
  "lidocaine",
  "lignocaine",
  "linezolid",
  "liothyronine",
  "lisdexamfetamine",
  "lithium",
  "loperamide",
  "macrogol",
  "magnesium",
  "mannitol",
  "mebendazole",
  "mebeverine",
  "medroxyprogesterone",
  "mefenamic",
  "melatonin",
  "memantine",
  "mercaptopurine",
  "mesalamine",
  "mesalazine",
  "metamizole",
  "metformin",
  "methadone",
  "methamphetamine",
  "methimazole",
  "methotrexate",
  "methyldopa",
  "methylphenidate",
  "methylprednisolone",
  "methyltestosterone",
  "metoclopramide",
  "metronidazole",
  "midodrine",
  "mifepristone",
  "migalastat",
  "miglustat",
  "minoxidil",
  "mirabegron",
  "misoprostol",
  "mitomycin",
  "mitoxantrone",
  "modafinil",
  "montelukast",
  "morphine",
  "mycophenolate",
  "nabilone",
  "naloxone",
  "naltrexone",
  "naproxen",
  "nefopam",
  "neomycin",
  "niacin",
  "nicorandil",
  "nicotinamide",
  "nicotine",
  "nitrofurantoin",
  "nitroglycerin",
  "nitroprusside",
  "noradrenaline",
  "norepinephrine",
  "norethisterone",
  "nystatin",
  "octreotide",
  "oestrogen",
  "opium",
  "orlistat",
  "oseltamivir",
  "oxybutynin",
  "oxytocin",
  "pancuronium",
  "paracetamol",
  "paraldehyde",
  "penicillamine",
  "penicillin",
  "pentobarbital",
  "pentoxifylline",
  "permethrin",
  "pethidine",
  "phenelzine",
  "phenobarbital",
  "phenobarbitone",
  "phenylephrine",
  "phenytoin",
  "phytomenadione",
  "pioglitazone",
  "pizotifen",
  "potassium",
  "pramipexole",
  "prasugrel",
  "praziquantel",
  "primidone",
  "probenecid",
  "prochlorperazine",
  "progesterone",
  "progestogen",
  "promethazine",
  "propofol",
  "propylthiouracil",
  "protamine",
  "pseudoephedrine",
  "psilocybin",
  "pyrazinamide",
  "pyridostigmine",
  "pyridoxine",
  "quetiapine",
  "quinidine",
  "quinine",
  "raloxifene",
  "remifentanil",
  "riboflavin",
  "rifabutin",
  "rifampicin",
  "rifampin",
  "riluzole",
  "risperidone",
  "rivastigmine",
  "rocuronium",
  "ropinirole",
  "salbutamol",
  "salicylate",
  "salicylic",
  "scopolamine",
  "selenium",
  "semaglutide",
  "senna",
  "sildenafil",
  "simethicone",
  "sitagliptin",
  "sodium",
  "somatropin",
  "sotalol",
  "spironolactone",
  "streptokinase",
  "sucralfate",
  "sulfadiazine",
  "sulfamethoxazole",
  "sulfasalazine",
  "sulfisoxazole",
  "sulindac",
  "sumatriptan",
  "suxamethonium",
  "succinylcholine",
  "tacrolimus",
  "tamoxifen",
  "tamsulosin",
  "tapentadol",
  "temozolomide",
  "tenecteplase",
  "tenofovir",
  "terbutaline",
  "teriparatide",
  "testosterone",
  "tetracaine",
  "thalidomide",
  "theophylline",
  "thiamine",
  "thiopental",
  "thyroxine",
  "ticagrelor",
  "tigecycline",
  "tinzaparin",
  "tizanidine",
  "tolazamide",
  "tolbutamide",
  "tolterodine",
  "topiramate",
  "toradol",
  "tranexamic",
  "tranylcypromine",
  "trastuzumab",
  "travoprost",
  "trazodone",
  "tretinoin",
  "triamterene",
  "trimethoprim",
  "trospium",
  "urokinase",
  "ursodeoxycholic",
  "valproate",
  "valproic",
  "valsartan",
  "vancomycin",
  "vecuronium",
  "verapamil",
  "vigabatrin",
  "warfarin",
  "zidovudine",
  "zinc",
  "ziprasidone",
  "zoledronate",
  "zoledronic",
  "zolpidem",
  "zonisamide",
  "zuclopenthixol",
  /* Vitamins, salts. */
  "bicarbonate",
  "calcium",
  "chloride",
  "citrate",
  "iron",
  "phosphate",
  "sulfate",
  "sulphate",
  "vitamin",
  /* Names of trade that are in common use. */
  "abilify",
  "adderall",
  "advair",
  "advil",
  "aleve",
  "ambien",
  "amoxil",
  "arimidex",
  "ativan",
  "augmentin",
  "bactrim",
  "benadryl",
  "calpol",
  "celebrex",
  "celexa",
  "cialis",
  "cipro",
  "claritin",
  "clozaril",
  "concerta",
  "coumadin",
  "cozaar",
  "crestor",
  "cymbalta",
  "depakote",
  "dilaudid",
  "diovan",
  "duragesic",
  "effexor",
  "eliquis",
  "enbrel",
  "entresto",
  "epipen",
  "farxiga",
  "flagyl",
  "flonase",
  "fosamax",
  "glucophage",
  "haldol",
  "humalog",
  "humira",
  "imodium",
  "januvia",
  "jardiance",
  "keppra",
  "ketalar",
  "keytruda",
  "klonopin",
  "lamictal",
  "lantus",
  "lasix",
  "lexapro",
  "lipitor",
  "lovenox",
  "lyrica",
  "motrin",
  "mounjaro",
  "narcan",
  "neurontin",
  "nexium",
  "nicorette",
  "norvasc",
  "novolog",
  "nurofen",
  "ozempic",
  "oxycontin",
  "panadol",
  "paxil",
  "paxlovid",
  "percocet",
  "plaquenil",
  "plavix",
  "pradaxa",
  "premarin",
  "prilosec",
  "prozac",
  "remeron",
  "risperdal",
  "ritalin",
  "seretide",
  "seroquel",
  "spiriva",
  "spravato",
  "strattera",
  "suboxone",
  "subutex",
  "symbicort",
  "synthroid",
  "tamiflu",
  "tegretol",
  "topamax",
  "trulicity",
  "tylenol",
  "valium",
  "ventolin",
  "viagra",
  "vicodin",
  "victoza",
  "vivitrol",
  "vyvanse",
  "wegovy",
  "wellbutrin",
  "xanax",
  "xarelto",
  "zantac",
  "zestril",
  "zithromax",
  "zocor",
  "zofran",
  "zoloft",
  "zyprexa",
  "zyrtec",
  /* Classes. */
  "agonist",
  "anaesthetic",
  "analgesic",
  "anesthetic",
  "antacid",
  "antagonist",
  "antiarrhythmic",
  "antibiotic",
  "anticholinergic",
  "anticoagulant",
  "anticonvulsant",
  "antidepressant",
  "antiemetic",
  "antiepileptic",
  "antifungal",
  "antihistamine",
  "antihypertensive",
  "antimalarial",
  "antimicrobial",
  "antiplatelet",
  "antipsychotic",
  "antipyretic",
  "antiretroviral",
  "antiviral",
  "barbiturate",
  "benzodiazepine",
  "bisphosphonate",
  "blocker",
  "bronchodilator",
  "cannabinoid",
  "chemotherapy",
  "contraceptive",
  "corticosteroid",
  "decongestant",
  "diuretic",
  "expectorant",
  "glucocorticoid",
  "immunosuppressant",
  "inhibitor",
  "laxative",
  "macrolide",
  "maoi",
  "nsaid",
  "opiate",
  "opioid",
  "psychostimulant",
  "quinolone",
  "sedative",
  "snri",
  "ssri",
  "statin",
  "steroid",
  "stimulant",
  "sulfonylurea",
  "sulphonylurea",
  "tetracycline",
  "thiazide",
  "thrombolytic",
  "tranquilliser",
  "tranquilizer",
  "triptan",
  "vaccine",
  "vasopressor",
};

/* What may stand before a dose, or after "of", and is no drug. */
static const char *const small_words[] = {
  "a",       "about",   "above",         "add",       "additional", "adult",    "an",     "and",
  "another", "any",     "approximately", "around",    "as",         "at",       "be",     "below",
  "between", "by",      "capsule",       "child",     "contain",    "daily",    "dose",   "each",
  "either",  "every",   "exceed",        "exceeding", "extra",      "first",    "for",    "from",
  "further", "gave",    "get",           "give",      "given",      "giving",   "has",    "have",
  "if",      "in",      "increase",      "initial",   "into",       "is",       "it",     "lower",
  "maximum", "minimum", "more",          "nearly",    "of",         "on",       "one",    "only",
  "or",      "over",    "per",           "plus",      "receive",    "received", "reduce", "several",
  "single",  "start",   "starting",      "tablet",    "take",       "taken",    "taking", "than",
  "that",    "the",     "their",         "then",      "this",       "those",    "to",     "took",
  "total",   "under",   "until",         "up",        "use",        "used",     "using",  "usual",
  "was",     "were",    "with",          "within",    "your",
};

static gpointer
make_names (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_hash_table_add (table, (gpointer) names[i]);
  return table;
}

/* Whether @word, of @length letters, is a name, or ends as the names of a class do, with at least two letters of its own before the ending. */
static gboolean
is_name (GHashTable *table, const char *word)
{
  gsize length = strlen (word);

  if (g_hash_table_contains (table, word))
    return TRUE;
  if (length < SHORTEST_WITH_STEM || g_strv_contains (no_drugs, word))
    return FALSE;
  for (guint i = 0; stems[i] != NULL; i++)
    if (length >= strlen (stems[i]) + 2 && g_str_has_suffix (word, stems[i]))
      return TRUE;
  return FALSE;
}

/* Without case and accents. Returns: (transfer full) */
static char *
fold (const char *word, gsize length)
{
  return g_strchomp (attest_words_fold (word, length));
}

gboolean
attest_text_is_drug_name (const char *word, gsize length)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *table = g_once (&once, make_names, NULL);
  g_autofree char *folded = NULL;
  gsize last;

  g_return_val_if_fail (word != NULL, FALSE);

  folded = fold (word, length);
  if (is_name (table, folded))
    return TRUE;
  last = strlen (folded);
  if (last < 2 || folded[last - 1] != 's')
    return FALSE;
  folded[last - 1] = '\0';
  return is_name (table, folded);
}

static gboolean
is_small_word (const char *word, gsize length)
{
  g_autofree char *folded = fold (word, length);
  gsize last = strlen (folded);

  for (guint i = 0; i < G_N_ELEMENTS (small_words); i++)
    if (g_str_has_prefix (folded, small_words[i]) &&
        (strlen (small_words[i]) == last || (folded[last - 1] == 's' && strlen (small_words[i]) + 1 == last)))
      return TRUE;
  return FALSE;
}

static gboolean
is_space (const char *text, gsize start, gsize end)
{
  return start < end && g_unichar_isspace (g_utf8_get_char (text + start));
}

/* Whether a token is a number with a unit by which drugs are given, such as "5 mg". */
static gboolean
is_dose (const char *text, gsize start, gsize end)
{
  static const char *const units[] = { "kg", "g", "mg", "mcg", "ng", "mL", "unit", "IU", "mmol", "mEq", NULL };
  gsize unit = start;
  const char *meaning;

  if (start >= end || !g_ascii_isdigit (text[start]))
    return FALSE;
  while (unit < end && (g_ascii_isdigit (text[unit]) || strchr (".,/ ", text[unit]) != NULL))
    unit++;
  while (unit < end && g_unichar_isspace (g_utf8_get_char (text + unit)))
    unit += (gsize) g_utf8_skip[(guchar) text[unit]];
  meaning = unit < end ? attest_unit_get_meaning (text + unit, end - unit) : NULL;
  return meaning != NULL && g_strv_contains (units, meaning);
}

/* The tokens around the one that is looked at; white space is passed over. */
typedef struct
{
  gsize start;
  gsize end;
} Token;

static gboolean
is_before_dose (const char *text, gsize length, gsize end)
{
  gsize after = attest_word_next (text, length, end);

  return is_space (text, end, after) && is_dose (text, after, attest_word_next (text, length, after));
}

/* "5 mg of" stands before it. */
static gboolean
is_after_dose (const char *text, const Token *dose, const Token *of)
{
  return is_dose (text, dose->start, dose->end) && of->end - of->start == 2 &&
         g_ascii_strncasecmp (text + of->start, "of", 2) == 0;
}

static gboolean
is_drug_at (const char *text, gsize length, const Token tokens[3])
{
  const Token *word = &tokens[2];
  gsize size = word->end - word->start;

  if (!attest_word_is_word (text, word->start, word->end) || g_ascii_isdigit (text[word->start]))
    return FALSE;
  if (attest_text_is_drug_name (text + word->start, size))
    return TRUE;
  return (is_before_dose (text, length, word->end) || is_after_dose (text, &tokens[0], &tokens[1])) &&
         !is_small_word (text + word->start, size);
}

/* Where the sentence's two tokens before @start begin, so that "5 mg of" is seen; the line's start where it is near. */
static gsize
step_back (const char *text, gsize start)
{
  gsize at = start;

  while (at > 0 && start - at < FARTHEST_DOSE && text[at - 1] != '\n')
    at--;
  while (at < start && ((guchar) text[at] & 0xc0) == 0x80)
    at++;
  return at;
}

GArray *
attest_text_list_drug_names (const char *text, gsize length, gsize start, gsize end)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AttestDrugName));
  Token tokens[3] = { 0 };

  g_return_val_if_fail (text != NULL || length == 0, found);

  for (gsize at = step_back (text, start), next; at < end; at = next)
    {
      AttestDrugName name;

      next = attest_word_next (text, length, at);
      if (is_space (text, at, next))
        continue;
      tokens[0] = tokens[1];
      tokens[1] = tokens[2];
      tokens[2] = (Token) { at, next };
      name = (AttestDrugName) { at, next };
      if (next > start && is_drug_at (text, length, tokens))
        g_array_append_val (found, name);
    }

  return found;
}
