# SPDX-License-Identifier: GPL-3.0-or-later
"""The review record of one article, checked with nothing but what stands in it."""

import hashlib
import json

import tap
from attest import Library

TEXT = """# How much water is enough?

Most adults need about 2 litres a day.
"""


def _canonical(value):
    """RFC 8785 for what a record holds: ASCII keys, text, whole numbers, truth values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _hash(value):
    return hashlib.sha256(_canonical(value)).hexdigest()


def _find_faults(events):
    """What a third party finds who has read DESIGN's formula and nothing else."""
    faults = []
    known = {}
    for event in events:
        header = event["header"]
        if _hash(header) != event["hash"]:
            faults.append(("hash", event["hash"]))
        if event["body"] is not None and _hash(event["body"]) != header["body_hash"]:
            faults.append(("body", event["hash"]))
        known[header["device"], header["stream"], header["sequence"]] = event["hash"]
    for event in events:
        header = event["header"]
        before = known.get((header["device"], header["stream"], header["sequence"] - 1), "")
        if header["previous"] != before:
            faults.append(("chain", event["hash"]))
    return faults


def _review(library):
    """An article with two texts, a comment that was answered and resolved, a no, and an approval."""
    slug = library.import_text(TEXT)
    library.run("submit", slug, person=library.author)
    comment = library.json("comment", slug, "--quote", "2 litres", "--text", "In food too? — “yes”", "--blocking",
                           person=library.one)["id"]
    library.run("comment", "reply", comment, "--text", "It is said below.", person=library.author)
    library.run("verdict", slug, "--accurate", "yes", "--safe", "no", "--current", "yes", "--reason", "See my comment",
                person=library.one)
    library.run("save", slug, library.write("next.md", TEXT + "\nFood counts.\n"), person=library.author)
    library.run("comment", "resolve", comment, person=library.one)
    library.run("submit", slug, person=library.author)
    library.approve(slug)
    return slug


def _record(library, slug, folder="records", status=0):
    made = library.json("record", slug, "--output", library.path / folder, status=status)
    return made, json.loads((library.path / folder / f"{slug}-record.json").read_text())


def every_hash_can_be_calculated_again():
    library = Library()
    slug = _review(library)
    made, record = _record(library, slug)
    assert made["holds"] and record["holds"] and record["problems"] == []
    assert made["html"].endswith(f"{slug}-record.html") and made["json"].endswith(f"{slug}-record.json")
    events = record["events"]
    assert _find_faults(events) == []
    logged = [event["hash"] for event in library.json("log")["events"]]
    # One article and the board are the whole library here, so the record has to have every event of it.
    assert [event["hash"] for event in events] == logged

    variant = record["audiences"][0]
    for revision in variant["revisions"]:
        assert hashlib.sha256(revision["text"].encode()).hexdigest() == revision["text_hash"]
        assert revision["id"] in logged
    signed = [act for act in variant["acts"] if act["act"] == "verdict"]
    assert [act["safe"] for act in signed] == ["no", "yes", "yes"]
    assert {act["signed_hash"] for act in signed[1:]} == {variant["revisions"][1]["signed_hash"]}
    assert variant["status"] == "approved" and variant["comments"][0]["replies"][0]["text"] == "It is said below."


def what_is_left_out_is_noticed():
    library = Library()
    _, record = _record(library, _review(library))
    events = record["events"]
    last = {}
    for number, event in enumerate(events):
        last[event["header"]["stream"]] = number
    for number, event in enumerate(events):
        without = events[:number] + events[number + 1:]
        # That the newest of a chain is gone no chain tells: that is what the seal is for.
        assert bool(_find_faults(without)) == (number not in last.values()), (number, event["header"]["kind"])
    for name in ("actor", "kind", "previous", "body_hash"):
        changed = json.loads(json.dumps(events))
        changed[2]["header"][name] = "x"
        assert _find_faults(changed), name
    changed = json.loads(json.dumps(events))
    changed[-1]["body"]["safe"] = "no"
    assert _find_faults(changed) == [("body", events[-1]["hash"])]


def the_seal_is_that_of_the_library():
    library = Library()
    slug = _review(library)
    before = library.json("log")
    _, record = _record(library, slug)
    assert library.json("log") == before, "a record is written and nothing is recorded"
    answer = library.json("seal", "--check", record["seal"]["line"])
    assert answer["seal"]["holds"] and answer["seal"]["since"] == 0
    assert record["seal"]["events"] == len(before["events"])
    assert record["seal"]["not_proved"][:-1] == library.json("log", "verify", "--deep")["not_proved"]
    assert "no statement of compliance" in record["statement"]


def files_that_are_there_stay():
    library = Library()
    slug = _review(library)
    _record(library, slug)
    written = {path: path.read_bytes() for path in (library.path / "records").iterdir()}
    assert len(written) == 2
    library.fails(3, "record", slug, "--output", library.path / "records", says="is there already")
    assert {path: path.read_bytes() for path in (library.path / "records").iterdir()} == written
    library.fails(2, "record", slug)
    library.fails(2, "record", "--output", library.path / "records")
    library.fails(3, "record", "no-such-article", "--output", library.path / "records")
    blocked = library.write("a-file", "")
    assert library.call("record", slug, "--output", blocked / "folder").returncode not in (0, 1)


def a_fault_is_told():
    library = Library()
    slug = _review(library)
    library.change_in_file(f"UPDATE event SET actor = '{library.two}' WHERE kind = 'comment.reply'")
    made, record = _record(library, slug, status=1)
    assert not made["holds"] and not record["holds"]
    assert record["problems"][0]["code"] == "hash" and record["problems"][0]["field"] == "actor"
    html = (library.path / "records" / f"{slug}-record.html").read_text()
    assert html.index("This record does not hold") < html.index("Seal of the library")
    assert [fault for fault, _ in _find_faults(record["events"])] == ["hash"]


TESTS = [
    (f"/cli/record/{function.__name__.replace('_', '-')}", function)
    for function in (
        every_hash_can_be_calculated_again,
        what_is_left_out_is_noticed,
        the_seal_is_that_of_the_library,
        files_that_are_there_stay,
        a_fault_is_told,
    )
]

if __name__ == "__main__":
    tap.run(TESTS)
