#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the content of the sample library: check-sample.py [FOLDER].

The program that loads the sample trusts these files, and a reader trusts their
citations, so what can be checked without the program is checked here.
With --self-test, copies the folder, plants one fault of each kind and expects
each to be found: a check that cannot fail is worth nothing.
"""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

PHRASE = "Sample content, not medical advice"
AUDIENCES = {"patient", "public", "nurse", "doctor", "student"}
ROLES = {"author", "reviewer", "editor"}
KINDS = {"change", "question", "delete", "evidence", "agree", "note"}
MEANINGS = {"review", "approval", "responsibility", "authorship"}
ANSWERS = {"yes", "no", "not-mine"}
GRADE_LIMITS = {"patient": 8.0, "public": 10.0}
WORD_LIMITS = {"doctor": (400, 900), "nurse": (300, 900), "public": (250, 700), "patient": (200, 600)}
CITATION = re.compile(r"\[(@[A-Za-z0-9_-]+(?:; @[A-Za-z0-9_-]+)*)\]")
DOSE = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|microgram|milligram|gram|g|kg|mL|ml|units?)\b", re.I)


class Problems(list):
    compared = True

    def expect(self, holds, message):
        if not holds:
            self.append(message)
        return holds


def read_text(path, problems):
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(f"{path.name}: {error.strerror}")
        return ""
    problems.expect(not data.startswith(b"\xef\xbb\xbf"), f"{path}: starts with a byte order mark")
    problems.expect(b"\r" not in data, f"{path}: has carriage returns")
    problems.expect(b"\0" not in data, f"{path}: has a NUL byte")
    problems.expect(data.endswith(b"\n"), f"{path}: does not end with a line feed")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(f"{path}: not UTF-8: {error}")
        return ""


def read_json(path, problems):
    try:
        return json.loads(read_text(path, problems))
    except json.JSONDecodeError as error:
        problems.append(f"{path}: not JSON: {error}")
        return None


def count_syllables(word):
    word = re.sub(r"[^a-z]", "", word.lower())
    if not word:
        return 0
    if len(word) > 3:
        word = re.sub(r"(?:[^laeiouyscxzgh]es|[^td]ed|[^laeiouy]e)$", lambda m: m.group()[0], word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def read_grade(text):
    """Flesch-Kincaid grade of the prose: each list item counts as a sentence; headings, tables and citations do not count."""
    text = CITATION.sub("", text)
    sentences = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", text):
        line = " ".join(block.split())
        if not line or line.startswith(("#", "|")):
            continue
        line = re.sub(r"^(?:[-*]|\d+\.)\s+", "", line).replace("*", "")
        sentences += [part for part in re.split(r"(?<=[.!?])\s+", line) if re.search(r"[A-Za-z]", part)]
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z][A-Za-z'’]*", sentence)]
    syllables = sum(count_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def check_references(path, problems):
    references = read_json(path, problems) or []
    keys = [reference.get("id", "") for reference in references]
    problems.expect(len(keys) == len(set(keys)), f"{path}: a key stands twice")
    for reference in references:
        name = f"{path.parent.name}: reference {reference.get('id')}"
        for field in ("id", "type", "title", "author", "container-title", "issued"):
            problems.expect(reference.get(field), f"{name} has no {field}")
        problems.expect(re.fullmatch(r"[A-Za-z0-9_-]+", reference.get("id", "")), f"{name}: the key has a character that citations do not allow")
        problems.expect(reference.get("DOI") or reference.get("PMID"), f"{name} has neither DOI nor PMID")
        problems.expect(re.fullmatch(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]+", reference.get("DOI", "10.1000/x")), f"{name}: malformed DOI")
        problems.expect(re.fullmatch(r"[1-9]\d{0,7}", reference.get("PMID", "1")), f"{name}: malformed PMID")
        for author in reference.get("author", []):
            problems.expect(author.get("family") and author.get("given"), f"{name}: an author without a family or a given name")
    return set(keys)


def check_text(path, article, variant, problems):
    text = read_text(path, problems)
    name = f"{article['slug']}/{variant['file']}"
    audience = variant["audience"]
    problems.expect(text.split("\n", 1)[0] == f"# {article['title']}", f"{name}: the first line is not the title")
    problems.expect(len(re.findall(r"(?m)^# ", text)) == 1, f"{name}: more than one level-1 heading")
    cited = {key.strip()[1:] for group in CITATION.findall(text) for key in group.split(";")}
    problems.expect(len(re.findall(r"@", text)) == sum(len(group.split(";")) for group in CITATION.findall(text)), f"{name}: a malformed citation")
    problems.expect("<" not in text, f"{name}: raw HTML or a '<'")
    low, high = WORD_LIMITS.get(audience, (200, 900))
    words = len(text.split())
    problems.expect(low <= words <= high, f"{name}: {words} words, wanted {low} to {high}")
    problems.expect(re.search(r"(?i)emergency (?:number|department)|red flags", text), f"{name}: does not say when to get help")
    if re.search(r"(?i)suicid|self-harm|ending your life|hurt(?:ing)? yourself", text):
        problems.expect("988" in text, f"{name}: speaks of self-harm and gives no crisis line")
    if audience in GRADE_LIMITS and text:
        grade = read_grade(text)
        problems.expect(grade <= GRADE_LIMITS[audience], f"{name}: reading grade {grade:.1f}, wanted at most {GRADE_LIMITS[audience]}")
    if audience == "patient":
        problems.expect(not DOSE.search(text), f"{name}: gives a dose, and texts for patients must omit them")
    return text, cited


def check_doses(article, texts, problems):
    """Every quantity that a nurse or the public is given must stand in the doctor's text."""
    doctor = {re.sub(r"\s", "", match) for match in DOSE.findall(texts.get("doctor", ""))}
    for audience, text in texts.items():
        for match in DOSE.findall(text):
            problems.expect(re.sub(r"\s", "", match) in doctor, f"{article['slug']}/{audience}: {match} is not in the doctor's text")


def check_acts(article, texts, people, problems):
    comments = {}
    submitted = set()
    for number, act in enumerate(article["acts"], 1):
        name = f"{article['slug']}: act {number} ({act.get('act')})"
        kind, audience = act.get("act"), act.get("audience")
        person = people.get(act.get("person"))
        if not (problems.expect(audience in texts, f"{name}: no variant for {audience}")
                and problems.expect(person, f"{name}: unknown person {act.get('person')}")):
            continue
        author = next(v["author"] for v in article["variants"] if v["audience"] == audience)
        if kind == "submit":
            problems.expect(person["id"] == author or "editor" in person["roles"], f"{name}: only the author or an editor may")
            submitted.add(audience)
        elif kind in ("start", "verdict"):
            problems.expect(audience in submitted, f"{name}: nothing is submitted")
            problems.expect("reviewer" in person["roles"] and person["id"] != author, f"{name}: only a reviewer who is not the author may")
            if kind == "verdict":
                answers = [act.get(question) for question in ("accurate", "safe", "current")]
                problems.expect(set(answers) <= ANSWERS, f"{name}: answers {answers}")
                problems.expect(act.get("meaning") in MEANINGS, f"{name}: meaning {act.get('meaning')}")
                problems.expect("no" not in answers or act.get("reason"), f"{name}: a no needs a reason")
        elif kind == "comment":
            problems.expect(texts[audience].count(act["quote"]) == 1, f"{name}: the quote stands {texts[audience].count(act['quote'])} times in the text")
            problems.expect(act.get("kind") in KINDS, f"{name}: kind {act.get('kind')}")
            problems.expect(isinstance(act.get("blocking"), bool) and act.get("text"), f"{name}: blocking or text is missing")
            problems.expect(act["id"] not in comments, f"{name}: {act['id']} stands twice")
            comments[act["id"]] = act
        elif kind in ("reply", "resolve"):
            problems.expect(act.get("comment") in comments, f"{name}: unknown comment {act.get('comment')}")
            problems.expect(act.get("text") if kind == "reply" else act.get("reason"), f"{name}: has no text")
        else:
            problems.expect(kind == "withdraw", f"{name}: unknown act")


def find_pasted_article():
    folder = os.environ.get("ATTEST_TESTDATA", "")
    source = pathlib.Path(folder, "samples", "pasted-article.txt")
    return source if folder and source.is_file() else None


def check_shingles(texts, problems):
    """The sample must not repeat the article that it shares its ground with. Needs the outside test data."""
    source = find_pasted_article()
    if not source:
        return False

    def split(text):
        words = re.findall(r"[a-z0-9]+", text.lower())
        runs = (words[i:i + 8] for i in range(len(words) - 7))
        # A dose can only be written one way, so a run counts when it is mostly words.
        return {" ".join(run) for run in runs if sum(len(word) > 2 for word in run) > 4}

    known = split(source.read_text(encoding="utf-8").partition("\n")[2])
    for name, text in texts.items():
        for words in sorted(split(text.partition("\n")[2]) & known):
            problems.append(f"{name}: repeats the pasted article: {words}")
    return True


def check_folder(folder):
    problems = Problems()
    sample = read_json(folder / "sample.json", problems)
    if not sample:
        return problems
    board = sample["board"]
    for field in ("notice", "disclaimer"):
        problems.expect(PHRASE in board.get(field, ""), f"sample.json: the board's {field} does not say '{PHRASE}'")
    for field in ("policy_url", "follow_up"):
        problems.expect(board.get(field, "") == "" or board[field].startswith("https://example.org/"), f"sample.json: {field} is not under example.org")
    people = {person["id"]: person for person in sample["people"]}
    for person in people.values():
        problems.expect("Example" in person["name"] and person["email"].endswith("@example.org"), f"sample.json: {person['name']} is not plainly an example")
        problems.expect(person["roles"] and set(person["roles"]) <= ROLES, f"sample.json: roles of {person['name']}")
    sources = read_text(folder / "SOURCES.md", problems)
    all_texts = {}
    for article in sample["articles"]:
        problems.expect(PHRASE in article["disclaimer"], f"{article['slug']}: the disclaimer does not say '{PHRASE}'")
        keys = check_references(folder / article["slug"] / article["references"], problems)
        texts, cited = {}, set()
        for variant in article["variants"]:
            problems.expect(variant["audience"] in AUDIENCES and variant["author"] in people, f"{article['slug']}: variant {variant}")
            text, used = check_text(folder / article["slug"] / variant["file"], article, variant, problems)
            texts[variant["audience"]] = text
            all_texts[f"{article['slug']}/{variant['file']}"] = text
            for key in sorted(used - keys):
                problems.append(f"{article['slug']}/{variant['file']}: cites {key}, which is no reference")
            cited |= used
        for key in sorted(keys - cited):
            problems.append(f"{article['slug']}: nothing cites {key}")
        for key in sorted(keys):
            problems.expect(f"`{key}`" in sources, f"SOURCES.md does not say where {key} was looked up")
        check_doses(article, texts, problems)
        check_acts(article, texts, people, problems)
    problems.compared = check_shingles(all_texts, problems)
    return problems


def self_test(folder):
    """Plants one fault at a time in a copy; each must be found, by a message that names it."""
    article = "how-much-paracetamol-is-too-much"
    faults = [
        ("patient.md", lambda b: b.replace(b"\n", b"\r\n"), "carriage returns"),
        ("patient.md", lambda b: b + b"\xff\n", "not UTF-8"),
        ("patient.md", lambda b: b + b"Take 500 mg.\n", "must omit"),
        ("patient.md", lambda b: b.replace(b"988", b"the line"), "no crisis line"),
        ("patient.md", lambda b: b + b"Hepatocellular insufficiency necessitates multidisciplinary hospitalisation. " * 12 + b"\n", "reading grade"),
        ("nurse.md", lambda b: b.replace(b"1 g at a time", b"10 mg at a time"), "is not in the doctor's text"),
        ("doctor.md", lambda b: b.replace(b"@chiew2020", b"@chiew2021"), "which is no reference"),
        ("doctor.md", lambda b: b.replace(b"[@heard2014]", b"[@ heard2014]"), "malformed citation"),
        ("doctor.md", lambda b: b.replace(b"# How much paracetamol", b"# How many paracetamol"), "first line"),
        ("doctor.md", lambda b: b.replace(b"follow local guidance on a lower dose", b"follow local guidance"), "the quote stands 0 times"),
        ("references.json", lambda b: b.replace(b'"DOI": "10.1136/bmj.d2218"', b'"ISSN": "0"'), "neither DOI nor PMID"),
        ("references.json", lambda b: b[:-5], "not JSON"),
        ("../SOURCES.md", lambda b: b.replace(b"`dart2023`", b"dart"), "where dart2023 was looked up"),
        ("../sample.json", lambda b: b.replace(b"not medical advice", b"medical advice"), "does not say"),
        ("../sample.json", lambda b: b.replace(b'"person": "example-reviewer-two"', b'"person": "example-author-one"'), "only a reviewer"),
    ]
    if find_pasted_article():
        pasted = find_pasted_article().read_bytes().partition(b"\n")[2]
        faults.append(("doctor.md", lambda b: b + pasted, "repeats the pasted article"))
    missed = Problems()
    for file, plant, expected in faults:
        with tempfile.TemporaryDirectory() as scratch:
            copy = pathlib.Path(scratch, "sample")
            shutil.copytree(folder, copy)
            path = copy / article / file
            before = path.read_bytes()
            path.write_bytes(plant(before))
            missed.expect(path.read_bytes() != before, f"self-test: nothing was planted for '{expected}'")
            missed.expect(any(expected in problem for problem in check_folder(copy)), f"self-test: not found: {expected}")
    return missed


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    folder = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parents[2] / "data" / "sample"
    problems = self_test(folder) if "--self-test" in sys.argv else check_folder(folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems.compared:
        print("not checked, for want of the outside test data: likeness to the pasted article")
    if "--grades" in sys.argv:
        for path in sorted(folder.glob("*/*.md")):
            text = path.read_text(encoding="utf-8")
            print(f"{path.parent.name}/{path.name}: {len(text.split())} words, grade {read_grade(text):.1f}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
