# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviewers who answer before they see what others said, from the command line."""

import json

import tap
from attest import Library

TEXT = "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes.\n"
YES = ["--accurate", "yes", "--safe", "yes", "--current", "yes"]
NO = ["--accurate", "yes", "--safe", "no", "--current", "yes", "--reason", "The dose is wrong"]


def begin():
    library = Library()
    library.json("policy", "set", "--independent", "yes", person=library.editor)
    slug = library.import_text(TEXT)
    library.json("submit", slug, person=library.author)
    return library, slug


def said_by_one(library, slug):
    comment = library.json("comment", slug, "--quote", "some people", "--text", "Hepatotoxicity is not named",
                           "--blocking", person=library.one)["id"]
    library.json("comment", "reply", comment, "--text", "What does Ravi say?", "--mention", library.two,
                 person=library.one)
    library.json("verdict", slug, *NO, person=library.one)
    return comment


def the_policy_says_so():
    library, slug = begin()
    policy = library.json("policy")["policies"][0]
    assert policy["independent"] is True, policy
    assert "before they see what others said" in library.run("policy")
    assert "before they see what others said" in library.json("policy", slug)["policy"]["text"]
    assert library.json("policy", "set", "--sign-offs", "3", person=library.editor)["policies"][0]["independent"]
    after = library.json("policy", "set", "--independent", "no", person=library.editor)["policies"][0]
    assert after["independent"] is False, after
    library.fails(2, "policy", "set", "--independent", "maybe", person=library.editor)
    library.fails(2, "policy", "--independent", "yes", person=library.editor)


def nothing_of_others_is_told_before_the_verdict_and_all_after():
    library, slug = begin()
    said_by_one(library, slug)
    reads = [
        ("comments", slug), ("comments", slug, "--format", "markdown"), ("comments", slug, "--format", "critic-markup"),
        ("comments", slug, "--format", "web-annotation"), ("comments", "--all"), ("comments", "--all", "--waiting"),
        ("verdicts", slug), ("log", slug), ("list", "--waiting"), ("list", "--search", "hepatotoxicity"),
        ("list", "--blocking"), ("list", "--person", library.one), ("start", slug),
    ]
    for words in reads:
        told = library.call(*words, person=library.two)
        assert told.returncode == 0, (words, told.stderr)
        for word in (b"Hepatotox", b"dose is wrong", b"Ravi say", b"Rita"):
            assert word not in told.stdout + told.stderr, (words, word, told.stdout)
    answer = library.json("comments", slug, person=library.two)
    assert answer == {"comments": [], "hidden": True}, answer
    assert "file" in library.call("comments", slug, person=library.two).stderr.decode()
    assert library.json("verdicts", slug, person=library.two) == {"verdicts": [], "hidden": True}
    log = library.json("log", slug, person=library.two)
    assert log["hidden"] is True and not [e for e in log["events"] if e["kind"].startswith("comment.")], log
    waiting = library.json("list", "--waiting", person=library.two)["articles"]
    assert all(w["why"] != "mentioned" for a in waiting for w in a["waiting"]), waiting
    shown = library.json("list", person=library.two)["articles"][0]["variants"][0]
    assert shown["status"] == "changes-requested" and shown["open_comments"] == 0 and shown["hidden"] is True, shown
    answer = library.json("start", slug, person=library.two)
    assert [m["code"] for m in answer["missing"]] == ["hidden"] and answer["hidden"] is True, answer
    library.fails(4, "record", slug, "--output", str(library.path / "record"), person=library.two)

    # Whoever is to answer the reviewers, and whoever processes the library, has all of it.
    for person in (library.author, library.editor, library.one, None):
        answer = library.json("comments", slug, person=person)
        assert len(answer["comments"]) == 1 and answer["hidden"] is False, (person, answer)

    missing = library.json("verdict", slug, *YES, person=library.two)["missing"]
    assert {"verdict-no", "blocking-comment"} <= {m["code"] for m in missing}, missing
    assert len(library.json("comments", slug, person=library.two)["comments"]) == 1
    assert library.json("log", slug, person=library.two)["hidden"] is False
    assert library.json("list", "--search", "hepatotoxicity", person=library.two)["articles"]


def the_record_proves_the_order():
    library, slug = begin()
    said_by_one(library, slug)
    library.json("verdict", slug, *YES, person=library.two)
    folder = library.path / "record"
    written = library.json("record", slug, "--output", str(folder))
    record = json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8"))
    page = next(folder.glob("*.html")).read_text(encoding="utf-8")
    verdicts = [act for act in record["audiences"][0]["acts"] if act["act"] == "verdict"]
    assert written and len(verdicts) == 2, verdicts
    # The first one had commented before, which is nothing that another said.
    assert verdicts[0]["others_before"] == [] and "nobody else" in verdicts[0]["independence"], verdicts[0]
    assert len(verdicts[1]["others_before"]) == 3 and verdicts[1]["others_in_sight"] == [], verdicts[1]
    assert "verdicts: 1, comments and replies: 2" in verdicts[1]["independence"], verdicts[1]
    for verdict in verdicts:
        assert verdict["independence"] in page, verdict
        told = [entry for entry in record["timeline"] if entry["event"] == verdict["event"]]
        assert verdict["independence"] in told[0]["details"], told


def without_the_policy_nothing_is_hidden():
    library, slug = begin()
    library.json("policy", "set", "--independent", "no", person=library.editor)
    said_by_one(library, slug)
    assert len(library.json("comments", slug, person=library.two)["comments"]) == 1
    library.json("verdict", slug, *YES, person=library.two)
    folder = library.path / "record"
    library.run("record", slug, "--output", str(folder))
    record = json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8"))
    assert all(act.get("independence") is None for act in record["audiences"][0]["acts"])


tap.run([
    ("the policy says so", the_policy_says_so),
    ("nothing of others is told before the verdict, and all after",
     nothing_of_others_is_told_before_the_verdict_and_all_after),
    ("the record proves the order", the_record_proves_the_order),
    ("without the policy nothing is hidden", without_the_policy_nothing_is_hidden),
])
