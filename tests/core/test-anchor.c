/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-anchor.h"

typedef struct
{
  const char *name;
  const char *old_text; /* the quote stands between [[ and ]] */
  const char *new_text; /* its place too; without brackets it is an orphan */
  AttestAnchorState state;
} Case;

static const Case cases[] = {
  { "same text", "One [[two]] three.", "One [[two]] three.", ATTEST_ANCHOR_EXACT },
  { "text put before", "One [[two]] three.", "Zero. One [[two]] three.", ATTEST_ANCHOR_EXACT },
  { "text put after", "One [[two]] three.", "One [[two]] three. Four.", ATTEST_ANCHOR_EXACT },
  { "paragraph put before",
    "# Title\n\nOne [[two]] three.\n",
    "# Title\n\nA new paragraph.\n\nOne [[two]] three.\n",
    ATTEST_ANCHOR_EXACT },
  { "sentence before deleted",
    "The clinic opens at nine and closes at five. [[Bring your list of medicines to every visit.]]",
    "[[Bring your list of medicines to every visit.]]",
    ATTEST_ANCHOR_EXACT },
  { "sentence after deleted",
    "[[Bring your list of medicines to every visit.]] The clinic opens at nine and closes at five.",
    "[[Bring your list of medicines to every visit.]]",
    ATTEST_ANCHOR_EXACT },
  { "word before changed",
    "Take the [[tablet with food]] daily.",
    "Take a [[tablet with food]] daily.",
    ATTEST_ANCHOR_EXACT },
  { "word after changed",
    "Take the [[tablet with food]] daily.",
    "Take the [[tablet with food]] weekly.",
    ATTEST_ANCHOR_EXACT },
  { "punctuation after changed", "Take the [[tablet]]. Wait.", "Take the [[tablet]]; Wait.", ATTEST_ANCHOR_EXACT },
  { "word put in", "Take [[one tablet every day]].", "Take [[one small tablet every day]].", ATTEST_ANCHOR_CHANGED },
  { "word taken out", "Take [[one small tablet every day]].", "Take [[one tablet every day]].", ATTEST_ANCHOR_CHANGED },
  { "word replaced inside",
    "Take [[one small tablet every day]].",
    "Take [[one large tablet every day]].",
    ATTEST_ANCHOR_CHANGED },
  { "first word replaced",
    "Take [[small tablets every day]] now.",
    "Take [[large tablets every day]] now.",
    ATTEST_ANCHOR_CHANGED },
  { "last word replaced",
    "Take [[small tablets every day]] now.",
    "Take [[small tablets every week]] now.",
    ATTEST_ANCHOR_CHANGED },
  { "first word deleted",
    "Take [[small tablets every day]] now.",
    "Take [[tablets every day]] now.",
    ATTEST_ANCHOR_CHANGED },
  { "last word deleted",
    "Take [[small tablets every day]] now.",
    "Take [[small tablets every]] now.",
    ATTEST_ANCHOR_CHANGED },
  { "all but one word replaced",
    "Please [[swallow capsules whole]] today.",
    "Please [[swallow them slowly]] today.",
    ATTEST_ANCHOR_CHANGED },
  { "dose changed in a sentence",
    "Ketamine is given in a clinic. [[Give 0.5 mg/kg IV over 40 minutes.]] Blood pressure is checked before and after.",
    "Ketamine is given in a clinic. [[Give 0.75 mg/kg IV over 40 minutes.]] Blood pressure is checked before and "
    "after.",
    ATTEST_ANCHOR_CHANGED },
  { "only a dose, and it changed",
    "Take [[5 mg]] of it daily with food.",
    "Take 50 mg of it daily with food.",
    ATTEST_ANCHOR_ORPHAN },
  { "only a word, and it changed", "Take it [[daily]] with food.", "Take it weekly with food.", ATTEST_ANCHOR_ORPHAN },
  { "case of one word", "[[Take this with food]] always.", "[[take this with food]] always.", ATTEST_ANCHOR_CHANGED },
  { "negation put in",
    "You [[may drive after the dose]] today.",
    "You [[may not drive after the dose]] today.",
    ATTEST_ANCHOR_CHANGED },
  { "deleted", "Keep this. [[Drop that one.]] Keep the end.", "Keep this. Keep the end.", ATTEST_ANCHOR_ORPHAN },
  { "deleted at the start",
    "[[The clinic opens at nine and closes at five.]] Bring your list of medicines to every visit.",
    "Bring your list of medicines to every visit.",
    ATTEST_ANCHOR_ORPHAN },
  { "deleted at the end",
    "Bring your list of medicines to every visit. [[The clinic opens at nine and closes at five.]]",
    "Bring your list of medicines to every visit.",
    ATTEST_ANCHOR_ORPHAN },
  { "deleted paragraph",
    "The clinic opens at nine and closes at five.\n\n[[Ask your doctor before you stop this medicine.]]\n\nBring your "
    "list of medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.",
    ATTEST_ANCHOR_ORPHAN },
  { "deleted list item",
    "- first thing\n- [[second thing]]\n- third thing\n",
    "- first thing\n- third thing\n",
    ATTEST_ANCHOR_ORPHAN },
  { "deleted word of a sentence", "Take it [[slowly]] with food.", "Take it with food.", ATTEST_ANCHOR_ORPHAN },
  { "all text deleted", "[[The clinic opens at nine and closes at five.]]", "", ATTEST_ANCHOR_ORPHAN },
  { "text rewritten",
    "[[The clinic opens at nine and closes at five.]] Bring your list of medicines to every visit.",
    "Nobody knows why cats purr so loudly. Some think that it calms them.",
    ATTEST_ANCHOR_ORPHAN },
  { "sentence replaced by another",
    "Keep this line. [[The clinic opens at nine.]] Keep the end.",
    "Keep this line. Patients need warm blankets. Keep the end.",
    ATTEST_ANCHOR_ORPHAN },
  { "shares only small words",
    "Keep this line. [[The usual amount is what you had on the first of the days.]] Keep the end.",
    "Keep this line. The nurse will have a look at the wound if it is sore. Keep the end.",
    ATTEST_ANCHOR_ORPHAN },
  { "look-alike stays",
    "[[Team Alpha meets on Monday.]] Team Beta meets on Tuesday.",
    "Team Beta meets on Tuesday.",
    ATTEST_ANCHOR_ORPHAN },
  { "look-alike before stays",
    "Team Beta meets on Tuesday. [[Team Alpha meets on Monday.]]",
    "Team Beta meets on Tuesday.",
    ATTEST_ANCHOR_ORPHAN },
  { "look-alike elsewhere stays",
    "[[Team Alpha meets on Monday.]]\n\nThe clinic opens at nine and closes at five.\n\nTeam Beta meets on Monday.",
    "The clinic opens at nine and closes at five.\n\nTeam Beta meets on Monday.",
    ATTEST_ANCHOR_ORPHAN },
  { "look-alike dose stays",
    "Adults: [[take 5 mg once a day]].\n\nChildren: take 50 mg once a day.\n",
    "Children: take 50 mg once a day.\n",
    ATTEST_ANCHOR_ORPHAN },
  { "look-alike put in elsewhere",
    "[[Give 5 mg of the medicine once a day.]]\n\nThe clinic opens at nine and closes at five.\n\nBring your list of "
    "medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nGive 50 mg of the "
    "medicine once a day.",
    ATTEST_ANCHOR_ORPHAN },
  { "look-alike with another name",
    "[[Give alvorin slowly through the large vein of the arm.]]\n\nThe clinic opens at nine and closes at "
    "five.\n\nBring your list of medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nGive benadol "
    "slowly through the large vein of the arm.",
    ATTEST_ANCHOR_ORPHAN },
  { "look-alike with a negation",
    "[[Drink a large glass of water before the test.]]\n\nThe clinic opens at nine and closes at five.\n\nBring your "
    "list of medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nDo not drink a "
    "large glass of water before the test.",
    ATTEST_ANCHOR_ORPHAN },
  { "look-alike with another unit",
    "[[Give 5 mg of the medicine once a day.]]\n\nThe clinic opens at nine and closes at five.\n\nBring your list of "
    "medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nGive 5 mL of the "
    "medicine once a day.",
    ATTEST_ANCHOR_ORPHAN },
  { "equal sentence of another section stays",
    "## Adults\n\n[[Take one tablet once a day.]]\n\n## Children\n\nTake one tablet once a day.\n",
    "## Adults\n\n## Children\n\nTake one tablet once a day.\n",
    ATTEST_ANCHOR_ORPHAN },
  { "equal line under another heading stays",
    "## One\n\n- [[Nausea]]\n\n## Two\n\n- Nausea\n",
    "## One\n\n## Two\n\n- Nausea\n",
    ATTEST_ANCHOR_ORPHAN },
  { "two sentences became like one",
    "[[Give alvorin at night.]] Give benadol at night.",
    "Give cortazine at night.",
    ATTEST_ANCHOR_ORPHAN },
  { "moved to the end",
    "[[Ask your doctor before you stop this medicine.]]\n\nThe clinic opens at nine and closes at five.\n\nBring your "
    "list of medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\n[[Ask your doctor "
    "before you stop this medicine.]]",
    ATTEST_ANCHOR_MOVED },
  { "moved to the start",
    "The clinic opens at nine and closes at five. Bring your list of medicines to every visit. [[Ask your doctor "
    "before you stop this medicine.]]",
    "[[Ask your doctor before you stop this medicine.]] The clinic opens at nine and closes at five. Bring your list "
    "of medicines to every visit.",
    ATTEST_ANCHOR_MOVED },
  { "moved to another section",
    "## One\n\n[[Ask your doctor before you stop this medicine.]] The clinic opens at nine and closes at five.\n\n## "
    "Two\n\nBring your list of medicines to every visit.\n",
    "## One\n\nThe clinic opens at nine and closes at five.\n\n## Two\n\nBring your list of medicines to every visit. "
    "[[Ask your doctor before you stop this medicine.]]\n",
    ATTEST_ANCHOR_MOVED },
  { "part of a moved sentence",
    "Ask your doctor [[before you stop]] this medicine.\n\nThe clinic opens at nine and closes at five.\n\nBring your "
    "list of medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nAsk your doctor "
    "[[before you stop]] this medicine.",
    ATTEST_ANCHOR_MOVED },
  { "two moved sentences",
    "[[Ask your doctor before you stop this medicine. The clinic opens at nine and closes at five.]]\n\nBring your "
    "list of medicines to every visit.\n\nBlood pressure is checked before and after. It takes only a minute.",
    "Bring your list of medicines to every visit.\n\nBlood pressure is checked before and after. It takes only a "
    "minute.\n\n[[Ask your doctor before you stop this medicine. The clinic opens at nine and closes at five.]]",
    ATTEST_ANCHOR_MOVED },
  { "moved and copied",
    "[[Ask your doctor before you stop this medicine.]]\n\nThe clinic opens at nine and closes at five.\n\nBring your "
    "list of medicines to every visit.\n\nBlood pressure is checked before and after.",
    "The clinic opens at nine and closes at five.\n\nAsk your doctor before you stop this medicine.\n\nBring your list "
    "of medicines to every visit.\n\nBlood pressure is checked before and after.\n\nAsk your doctor before you stop "
    "this medicine.",
    ATTEST_ANCHOR_ORPHAN },
  { "moved while a look-alike comes",
    "[[Give alvorin slowly over 40 minutes.]]\n\nThe clinic opens at nine and closes at five.\n\nBring your list of "
    "medicines to every visit.",
    "Give benadol slowly over 40 minutes.\n\nThe clinic opens at nine and closes at five.\n\nBring your list of "
    "medicines to every visit.\n\n[[Give alvorin slowly over 40 minutes.]]",
    ATTEST_ANCHOR_MOVED },
  { "moved with small changes",
    "[[Keep the tablets in a cool and dry place at home.]]\n\nThe clinic opens at nine and closes at five.\n\nBring "
    "your list of medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nPlease [[keep "
    "tablets in the cool, dry places at home.]]",
    ATTEST_ANCHOR_MOVED },
  { "moved beside its edited copy",
    "The clinic opens at nine and closes at five.\n\nBlood pressure is checked before and after the visit.\n\nBring "
    "your "
    "list of medicines to every visit.\n\nAsk your doctor [[before you stop]] this medicine. It takes some time until "
    "you feel that it works, often 3 weeks.",
    "Ask your doctor before you stop this medicine. It takes some time until you feel that it works, often 3 "
    "weeks.\n\nBring your list of medicines to "
    "every visit.\n\nAsk your doctor before you stop this medicine. It takes some time until you feel that it works, "
    "often 5 weeks.\n\nThe clinic opens "
    "at nine and closes at five.\n\nBlood pressure is checked before and after the visit.",
    ATTEST_ANCHOR_ORPHAN },
  { "two look-alikes changed places",
    "Do not give alvorin to [[children. Do]] not give benadol to children.\n\nThe clinic opens at nine and closes at "
    "five.\n\nBring your list of medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nDo not give "
    "benadol to children. Do not give alvorin to children.",
    ATTEST_ANCHOR_ORPHAN },
  { "another name in a long sentence around a moved part",
    "Diabetes is an illness that happens when your body is not able to use the insulin well, a hormone that turns "
    "[[blood glucose or sugar into energy, which leads]] to high sugar levels, thirst, tiredness, weight loss, blurred "
    "vision, slow healing, itching, cramps and infections of skin, gums, bladder and feet.\n\nThe clinic opens at nine "
    "and closes at five.\n\nBring your list of medicines to every visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nDiabetes is an "
    "illness that happens when your body is not able to use the alvorin well, a hormone that turns blood glucose or "
    "sugar into energy, which leads to high sugar levels, thirst, tiredness, weight loss, blurred vision, slow "
    "healing, "
    "itching, cramps and infections of skin, gums, bladder and feet.",
    ATTEST_ANCHOR_ORPHAN },
  { "replaced by a look-alike of another sentence",
    "You served at the camp near the river for [[at least thirty]] days before the year ended.\n\nThe clinic opens at "
    "nine "
    "and closes at five.\n\nYour military records showing that you served at the camp near the river for at least "
    "thirty "
    "days on active duty.",
    "Your military records showing that you served at the camp near the river for at least thirty weeks on active "
    "duty.\n\nThe clinic opens at nine and closes at five.\n\nYour military records showing that you served at the "
    "camp "
    "near the river for at least thirty days on active duty.",
    ATTEST_ANCHOR_ORPHAN },
  { "equal sentence of another item",
    "- Acne is common.\n- Under our rules [[it must be]] disabling within a year.\n- Diabetes is a long illness.\n- "
    "Neuropathy is numbness.\n- Under our rules it must be disabling within a year.\n- Porphyria is rare.\n",
    "- Neuropathy is numbness.\n- Under our rules it must be disabling within a year.\n- Gout is painful.\n- Diabetes "
    "is "
    "a long illness.\n- Porphyria is rare.\n",
    ATTEST_ANCHOR_ORPHAN },
  { "short quote moved alone",
    "[[Nausea]] is common.\n\nThe clinic opens at nine and closes at five.\n\nBring your list of medicines to every "
    "visit.",
    "The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.\n\nSevere nausea is "
    "rare. Nausea",
    ATTEST_ANCHOR_ORPHAN },
  { "swapped with its neighbour",
    "[[Give alvorin in the morning.]] Always check the weight and the blood pressure first.",
    "Always check the weight and the blood pressure first. [[Give alvorin in the morning.]]",
    ATTEST_ANCHOR_MOVED },
  { "neighbour swapped away",
    "Give alvorin in the morning. [[Always check the weight and the blood pressure first.]]",
    "[[Always check the weight and the blood pressure first.]] Give alvorin in the morning.",
    ATTEST_ANCHOR_EXACT },
  { "swapped look-alikes",
    "[[Team Alpha meets on Monday.]] Team Beta meets on Tuesday evening.",
    "Team Beta meets on Tuesday evening. [[Team Alpha meets on Monday.]]",
    ATTEST_ANCHOR_MOVED },
  { "copied elsewhere",
    "[[Ask your doctor before you stop this medicine.]]\n\nThe clinic opens at nine and closes at five.",
    "[[Ask your doctor before you stop this medicine.]]\n\nThe clinic opens at nine and closes at five.\n\nAsk your "
    "doctor before you stop this medicine.",
    ATTEST_ANCHOR_EXACT },
  { "copied before",
    "[[Ask your doctor before you stop this medicine.]]\n\nThe clinic opens at nine and closes at five.",
    "Ask your doctor before you stop this medicine.\n\nBring your list of medicines to every visit.\n\nAsk your doctor "
    "before you stop this medicine.\n\nThe clinic opens at nine and closes at five.",
    ATTEST_ANCHOR_ORPHAN },
  { "copied before, neighbours tell",
    "The clinic opens at nine and closes at five.\n\n[[Ask your doctor before you stop this medicine.]]\n\nBlood "
    "pressure is checked before and after.",
    "Ask your doctor before you stop this medicine.\n\nBring your list of medicines to every visit.\n\nThe clinic "
    "opens at nine and closes at five.\n\n[[Ask your doctor before you stop this medicine.]]\n\nBlood pressure is "
    "checked before and after.",
    ATTEST_ANCHOR_EXACT },
  { "two equal places with equal context",
    "[[Ask your doctor before you stop this medicine.]]",
    "Ask your doctor before you stop this medicine.\n\nThe clinic opens at nine and closes at five.\n\nAsk your doctor "
    "before you stop this medicine.",
    ATTEST_ANCHOR_ORPHAN },
  { "one of two equal words",
    "Take it [[daily]] and take it daily.",
    "Take it [[daily]] and take it daily.",
    ATTEST_ANCHOR_EXACT },
  { "paragraph split",
    "The clinic opens at nine and closes at five. [[Bring your list of medicines to every visit.]] Blood pressure is "
    "checked before and after.",
    "The clinic opens at nine and closes at five.\n\n[[Bring your list of medicines to every visit.]] Blood pressure "
    "is checked before and after.",
    ATTEST_ANCHOR_EXACT },
  { "paragraph split inside the quote",
    "[[The clinic opens at nine and closes at five. Bring your list of medicines to every visit.]] Blood pressure is "
    "checked before and after.",
    "[[The clinic opens at nine and closes at five.\n\nBring your list of medicines to every visit.]] Blood pressure "
    "is checked before and after.",
    ATTEST_ANCHOR_CHANGED },
  { "paragraphs merged",
    "[[The clinic opens at nine and closes at five.]]\n\nBring your list of medicines to every visit.",
    "[[The clinic opens at nine and closes at five.]] Bring your list of medicines to every visit.",
    ATTEST_ANCHOR_EXACT },
  { "sentence split",
    "[[The clinic opens at nine and the pharmacy opens at ten]].",
    "[[The clinic opens at nine. The pharmacy opens at ten]].",
    ATTEST_ANCHOR_CHANGED },
  { "sentences joined",
    "[[The clinic opens at nine. The pharmacy opens at ten.]] Wait there.",
    "[[The clinic opens at nine and the pharmacy opens at ten.]] Wait there.",
    ATTEST_ANCHOR_CHANGED },
  { "lines broken elsewhere",
    "Bring your list [[of medicines\nto every visit]] please.",
    "Bring your\nlist [[of medicines to every visit]] please.",
    ATTEST_ANCHOR_CHANGED },
  { "became a list item",
    "The clinic opens at nine and closes at five. [[Bring your list of medicines to every visit.]]",
    "The clinic opens at nine and closes at five.\n\n- [[Bring your list of medicines to every visit.]]",
    ATTEST_ANCHOR_EXACT },
  { "moved, and stood as an item too",
    "[[Do not give warfarin to pregnant women.]] Mornings are best for a walk.\n\nThe clinic opens at nine.\n\n"
    "- Do not give warfarin to pregnant women.\n- Rest well.\n",
    "Mornings are best for a walk.\n\nThe clinic opens at nine.\n\n- Rest well.\n\nBring your list.\n\n"
    "Do not give warfarin to pregnant women.\n",
    ATTEST_ANCHOR_ORPHAN },
  { "a word in a sentence that is little like its own",
    "Wait here until nine.\n\n## [[Sleep]] matters\n\nThen walk back home.\n",
    "Wait here until nine.\n\nDoctors explain Sleep slowly.\n\nThen walk back home.\n",
    ATTEST_ANCHOR_ORPHAN },
  { "became bold", "Take it [[every day]] with food.", "Take it **[[every day]]** with food.", ATTEST_ANCHOR_EXACT },
  { "whole text quoted", "[[One two three.]]", "[[One two new three.]]", ATTEST_ANCHOR_CHANGED },
  { "one character", "Grade [[B]] evidence.", "New grade [[B]] evidence.", ATTEST_ANCHOR_EXACT },
  { "one sign", "Is it safe[[?]] Yes.", "Well: is it safe[[?]] Yes.", ATTEST_ANCHOR_EXACT },
  { "one sign deleted", "Is it safe[[?]] Yes.", "Is it safe. Yes.", ATTEST_ANCHOR_ORPHAN },
  { "part of a word",
    "Para[[ceta]]mol is common.",
    "So para is rare. Para[[ceta]]mol is common.",
    ATTEST_ANCHOR_EXACT },
  { "only white space around", "Take[[ it ]]now or later.", "Take[[ it ]]now or never.", ATTEST_ANCHOR_EXACT },
  { "Chinese kept",
    "\350\257\267\345\234\250\351\245\255\345\220\216\346\234\215\347\224\250\343\200\202[["
    "\346\257\217\345\244\251\344\270\200\346\254\241\343\200\202]]"
    "\344\270\215\350\246\201\345\201\234\350\215\257\343\200\202",
    "\346\202\250\345\245\275\343\200\202\350\257\267\345\234\250\351\245\255\345\220\216\346\234\215\347\224\250\343"
    "\200\202[[\346\257\217\345\244\251\344\270\200\346\254\241\343\200\202]]"
    "\344\270\215\350\246\201\345\201\234\350\215\257\343\200\202",
    ATTEST_ANCHOR_EXACT },
  { "Chinese changed",
    "\350\257\267\345\234\250\351\245\255\345\220\216\346\234\215\347\224\250\343\200\202[["
    "\346\257\217\345\244\251\346\234\215\347\224\250\344\270\200\346\254\241\350\215\257\347\211\207]]"
    "\343\200\202\344\270\215\350\246\201\345\201\234\350\215\257\343\200\202",
    "\350\257\267\345\234\250\351\245\255\345\220\216\346\234\215\347\224\250\343\200\202[["
    "\346\257\217\345\244\251\346\234\215\347\224\250\344\270\244\346\254\241\350\215\257\347\211\207]]"
    "\343\200\202\344\270\215\350\246\201\345\201\234\350\215\257\343\200\202",
    ATTEST_ANCHOR_CHANGED },
  { "Chinese deleted",
    "\350\257\267\345\234\250\351\245\255\345\220\216\346\234\215\347\224\250\343\200\202[["
    "\351\201\277\345\205\215\351\245\256\351\205\222]]"
    "\343\200\202\344\270\215\350\246\201\345\201\234\350\215\257\343\200\202",
    "\350\257\267\345\234\250\351\245\255\345\220\216\346\234\215\347\224\250\343\200\202\344\270\215\350\246\201\345"
    "\201\234\350\215\257\343\200\202",
    ATTEST_ANCHOR_ORPHAN },
  { "Arabic kept",
    "\331\205\330\261\330\255\330\250\330\247. [[\330\256\330\260 \330\247\331\204\330\257\331\210\330\247\330\241]] "
    "\331\203\331\204 \331\212\331\210\331\205.",
    "\330\243\331\207\331\204\330\247. \331\205\330\261\330\255\330\250\330\247. [[\330\256\330\260 "
    "\330\247\331\204\330\257\331\210\330\247\330\241]] \331\203\331\204 \331\212\331\210\331\205.",
    ATTEST_ANCHOR_EXACT },
  { "combining marks",
    "Prenez le cafe\314\201 [[apre\314\201s le repas]] ici.",
    "Oui. Prenez le cafe\314\201 [[apre\314\201s le repas]] ici.",
    ATTEST_ANCHOR_EXACT },
  { "emoji",
    "Good \360\237\221\251\342\200\215\342\232\225\357\270\217 [[\360\237\221\215\360\237\217\275 yes]] no.",
    "Very good \360\237\221\251\342\200\215\342\232\225\357\270\217 [[\360\237\221\215\360\237\217\275 yes]] no.",
    ATTEST_ANCHOR_EXACT },
  { "head of a table that another one was put before",
    "#### Analytics sets the following cookies:\n\n| Name | [[Purpose]] | Expires |\n|:---|:---|:---|\n"
    "| ga | Counts how many people visit us | 2 years |\n\n#### Our welcome message\n\n| Name | Purpose | Expires |\n"
    "|:----|:----|:----|\n| seen | Saves that you saw the message | 1 month |\n",
    "#### Analytics sets the following cookies:\n\n| Name | Purpose | Expires |\n|:----|:----|:----|\n"
    "| seen | Saves that you saw the message | 1 month |\n\n| Name | Purpose | Expires |\n|:---|:---|:---|\n"
    "| ga | Counts how many people visit us | 2 years |\n\n#### Our welcome message\n",
    ATTEST_ANCHOR_ORPHAN },
  { "two of one kind are gone, and one is put in elsewhere",
    "We may refer you to somebody near you. Your provider will say whether [[you may. <br>\n[Learn more]] about this"
    "](/care).\n\nHomes are far away in the hills.\n\nYou have a long way to the clinic.\n\nYour provider will say "
    "whether you may. <br>\n[Learn more about this](/care).\n\nCall us in an emergency at any time.\n",
    "Homes are far away in the hills.\n\nYou have a long way to the clinic.\n\nCall us in an emergency at any time.\n\n"
    "Your provider will say whether you may. <br>\n[Learn more about this](/care).\n",
    ATTEST_ANCHOR_ORPHAN },
  { "case of a whole sentence",
    "Wait here. [[take the tablet with plenty of water]] and go.",
    "Wait here. [[TAKE THE TABLET WITH PLENTY OF WATER]] and go.",
    ATTEST_ANCHOR_MOVED },
};

/* Takes the brackets out. Returns: (transfer full): the text */
static char *
dup_unmarked (const char *marked, gsize *start, gsize *end)
{
  const char *open = strstr (marked, "[["), *close = strstr (marked, "]]");

  if (!open)
    return g_strdup (marked);
  *start = open - marked;
  *end = close - marked - 2;
  return g_strdup_printf ("%.*s%.*s%s", (int) (open - marked), marked, (int) (close - open - 2), open + 2, close + 2);
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  gsize old_start = 0, old_end = 0, new_start = 0, new_end = 0;
  g_autofree char *old_text = dup_unmarked (expected->old_text, &old_start, &old_end);
  g_autofree char *new_text = dup_unmarked (expected->new_text, &new_start, &new_end);
  g_autoptr (GBytes) old_bytes = g_bytes_new (old_text, strlen (old_text));
  g_autoptr (GBytes) new_bytes = g_bytes_new (new_text, strlen (new_text));
  g_autoptr (AttestDiff) diff = attest_diff_new (old_bytes, new_bytes);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) placements = NULL;
  const AttestPlacement *placement;

  g_ptr_array_add (anchors, attest_anchor_new (old_bytes, old_start, old_end));
  placements = attest_anchors_place (diff, anchors);
  g_assert_cmpuint (placements->len, ==, 1);
  placement = g_ptr_array_index (placements, 0);
  g_test_message ("%s at \"%.*s\"",
                  attest_anchor_state_to_string (placement->state),
                  (int) (placement->end - placement->start),
                  new_text + placement->start);
  g_assert_cmpstr (
      attest_anchor_state_to_string (placement->state), ==, attest_anchor_state_to_string (expected->state));
  g_assert_cmpuint (placement->start, ==, new_start);
  g_assert_cmpuint (placement->end, ==, new_end);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/text/anchor/", cases[i].name, NULL);

      g_test_add_data_func (g_strdelimit (path, " ,", '-'), &cases[i], test_case);
    }
  return g_test_run ();
}
