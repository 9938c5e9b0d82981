/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-units-private.h"

#include <string.h>

typedef struct
{
  const char *spelling;
  const char *meaning;
} Unit;

/* Spelled-out words and abbreviations of three letters or more are compared without regard to case; shorter ones as they stand, since M, m and Mg, mg differ. */
static const Unit units[] = {
  { "kg", "kg" },
  { "Kg", "kg" },
  { "KG", "kg" },
  { "kilogram", "kg" },
  { "kilograms", "kg" },
  { "kilo", "kg" },
  { "kilos", "kg" },
  { "kilogramme", "kg" },
  { "kilogrammes", "kg" },
  { "g", "g" },
  { "gm", "g" },
  { "gms", "g" },
  { "gram", "g" },
  { "grams", "g" },
  { "gramme", "g" },
  { "grammes", "g" },
  { "mg", "mg" },
  { "MG", "mg" },
  { "milligram", "mg" },
  { "milligrams", "mg" },
  { "milligramme", "mg" },
  { "milligrammes", "mg" },
  { "mcg", "mcg" },
  { "ug", "mcg" },
  { "\302\265g", "mcg" },
  { "\316\274g", "mcg" },
  { "microgram", "mcg" },
  { "micrograms", "mcg" },
  { "microgramme", "mcg" },
  { "microgrammes", "mcg" },
  { "ng", "ng" },
  { "nanogram", "ng" },
  { "nanograms", "ng" },
  { "pg", "pg" },
  { "picogram", "pg" },
  { "picograms", "pg" },
  { "lb", "lb" },
  { "lbs", "lb" },
  { "pound", "lb" },
  { "pounds", "lb" },
  { "oz", "oz" },
  { "ounce", "oz" },
  { "ounces", "oz" },
  { "stone", "stone" },
  { "stones", "stone" },
  { "L", "L" },
  { "l", "L" },
  { "litre", "L" },
  { "litres", "L" },
  { "liter", "L" },
  { "liters", "L" },
  { "dL", "dL" },
  { "dl", "dL" },
  { "decilitre", "dL" },
  { "decilitres", "dL" },
  { "deciliter", "dL" },
  { "deciliters", "dL" },
  { "mL", "mL" },
  { "ml", "mL" },
  { "ML", "mL" },
  { "cc", "mL" },
  { "millilitre", "mL" },
  { "millilitres", "mL" },
  { "milliliter", "mL" },
  { "milliliters", "mL" },
  { "cm3", "mL" },
  { "cm\302\263", "mL" },
  { "\302\265L", "uL" },
  { "\316\274L", "uL" },
  { "uL", "uL" },
  { "\302\265l", "uL" },
  { "\316\274l", "uL" },
  { "microlitre", "uL" },
  { "microlitres", "uL" },
  { "microliter", "uL" },
  { "microliters", "uL" },
  { "fL", "fL" },
  { "pint", "pint" },
  { "pints", "pint" },
  { "teaspoon", "teaspoon" },
  { "teaspoons", "teaspoon" },
  { "tsp", "teaspoon" },
  { "tablespoon", "tablespoon" },
  { "tablespoons", "tablespoon" },
  { "tbsp", "tablespoon" },
  { "cup", "cup" },
  { "cups", "cup" },
  { "IU", "IU" },
  { "iu", "IU" },
  { "unit", "unit" },
  { "units", "unit" },
  { "U", "unit" },
  { "mmol", "mmol" },
  { "millimole", "mmol" },
  { "millimoles", "mmol" },
  { "\302\265mol", "umol" },
  { "\316\274mol", "umol" },
  { "umol", "umol" },
  { "micromole", "umol" },
  { "micromoles", "umol" },
  { "nmol", "nmol" },
  { "nanomole", "nmol" },
  { "nanomoles", "nmol" },
  { "pmol", "pmol" },
  { "mol", "mol" },
  { "mole", "mol" },
  { "moles", "mol" },
  { "mM", "mmol/L" },
  { "mEq", "mEq" },
  { "milliequivalent", "mEq" },
  { "milliequivalents", "mEq" },
  { "mOsm", "mOsm" },
  { "%", "%" },
  { "percent", "%" },
  { "\342\200\260", "permille" },
  { "pp", "percentage-point" },
  { "ms", "ms" },
  { "msec", "ms" },
  { "millisecond", "ms" },
  { "milliseconds", "ms" },
  { "s", "s" },
  { "sec", "s" },
  { "secs", "s" },
  { "second", "s" },
  { "seconds", "s" },
  { "min", "min" },
  { "mins", "min" },
  { "minute", "min" },
  { "minutes", "min" },
  { "h", "h" },
  { "hr", "h" },
  { "hrs", "h" },
  { "hour", "h" },
  { "hours", "h" },
  { "d", "day" },
  { "day", "day" },
  { "days", "day" },
  { "night", "night" },
  { "nights", "night" },
  { "wk", "week" },
  { "wks", "week" },
  { "week", "week" },
  { "weeks", "week" },
  { "fortnight", "fortnight" },
  { "mo", "month" },
  { "month", "month" },
  { "months", "month" },
  { "y", "year" },
  { "yr", "year" },
  { "yrs", "year" },
  { "year", "year" },
  { "years", "year" },
  { "decade", "decade" },
  { "decades", "decade" },
  { "km", "km" },
  { "kilometre", "km" },
  { "kilometres", "km" },
  { "kilometer", "km" },
  { "kilometers", "km" },
  { "m", "m" },
  { "metre", "m" },
  { "metres", "m" },
  { "meter", "m" },
  { "meters", "m" },
  { "cm", "cm" },
  { "centimetre", "cm" },
  { "centimetres", "cm" },
  { "centimeter", "cm" },
  { "centimeters", "cm" },
  { "mm", "mm" },
  { "millimetre", "mm" },
  { "millimetres", "mm" },
  { "millimeter", "mm" },
  { "millimeters", "mm" },
  { "\302\265m", "um" },
  { "\316\274m", "um" },
  { "um", "um" },
  { "nm", "nm" },
  { "m2", "m2" },
  { "m\302\262", "m2" },
  { "inch", "inch" },
  { "inches", "inch" },
  { "feet", "foot" },
  { "ft", "foot" },
  { "\302\260C", "degC" },
  { "\302\260F", "degF" },
  { "\302\260", "degree" },
  { "degree", "degree" },
  { "degrees", "degree" },
  { "celsius", "degC" },
  { "fahrenheit", "degF" },
  { "mmHg", "mmHg" },
  { "kPa", "kPa" },
  { "cmH2O", "cmH2O" },
  { "bar", "bar" },
  { "kcal", "kcal" },
  { "cal", "cal" },
  { "calorie", "kcal" },
  { "calories", "kcal" },
  { "kJ", "kJ" },
  { "kilojoule", "kJ" },
  { "kilojoules", "kJ" },
  { "bpm", "bpm" },
  { "Hz", "Hz" },
  { "kHz", "kHz" },
  { "MHz", "MHz" },
  { "W", "W" },
  { "V", "V" },
  { "mV", "mV" },
  { "Gy", "Gy" },
  { "mSv", "mSv" },
  { "Sv", "Sv" },
  { "MBq", "MBq" },
  { "dB", "dB" },
  { "tablet", "tablet" },
  { "tablets", "tablet" },
  { "tab", "tablet" },
  { "tabs", "tablet" },
  { "pill", "pill" },
  { "pills", "pill" },
  { "capsule", "capsule" },
  { "capsules", "capsule" },
  { "cap", "capsule" },
  { "caps", "capsule" },
  { "drop", "drop" },
  { "drops", "drop" },
  { "puff", "puff" },
  { "puffs", "puff" },
  { "spray", "spray" },
  { "sprays", "spray" },
  { "patch", "patch" },
  { "patches", "patch" },
  { "dose", "dose" },
  { "doses", "dose" },
  { "vial", "vial" },
  { "vials", "vial" },
  { "ampoule", "ampoule" },
  { "ampoules", "ampoule" },
  { "sachet", "sachet" },
  { "sachets", "sachet" },
  { "suppository", "suppository" },
  { "suppositories", "suppository" },
};

static GHashTable *
make_table (gboolean folded)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (!folded)
      g_hash_table_insert (table, g_strdup (units[i].spelling), (gpointer) units[i].meaning);
    else if (g_utf8_strlen (units[i].spelling, -1) > 2)
      g_hash_table_insert (table, g_utf8_strdown (units[i].spelling, -1), (gpointer) units[i].meaning);
  return table;
}

static gpointer
make_tables (gpointer data)
{
  static GHashTable *tables[2];

  tables[0] = make_table (FALSE);
  tables[1] = make_table (TRUE);
  return tables;
}

#define LONGEST_UNIT 24

const char *
attest_unit_get_meaning (const char *text, gsize length)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable **tables = g_once (&once, make_tables, NULL);
  char spelling[LONGEST_UNIT];
  const char *meaning;

  if (length == 0 || length >= sizeof spelling)
    return NULL;
  memcpy (spelling, text, length);
  spelling[length] = '\0';
  meaning = g_hash_table_lookup (tables[0], spelling);
  if (meaning)
    return meaning;
  for (gsize i = 0; i < length; i++)
    spelling[i] = g_ascii_tolower (spelling[i]);
  return g_hash_table_lookup (tables[1], spelling);
}

/* A factor of a divisor such as the 1.73 in mL/min/1.73 m2. */
static gboolean
is_number (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && text[i] != '.')
      return FALSE;
  return length > 0;
}

gboolean
attest_text_is_unit (const char *text, gsize length)
{
  for (gsize start = 0, end; start <= length; start = end + 1)
    {
      const char *slash = memchr (text + start, '/', length - start);

      end = slash ? (gsize) (slash - text) : length;
      if (!attest_unit_get_meaning (text + start, end - start) &&
          (start == 0 || !is_number (text + start, end - start)))
        return FALSE;
    }
  return TRUE;
}
