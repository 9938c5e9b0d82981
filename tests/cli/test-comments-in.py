# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the comments of one audience are in another one's text, on the command line."""

import tap
from attest import Library

DOCTORS = """# Is it safe?

Most adults can take it [@ferner2011].

## Doses

Give 500 mg every 6 hours with food. Never exceed 4 g in one day.

## Red flags

- Confusion, drowsiness or bleeding.
- Call the poison centre at once; do not wait for symptoms.
"""

PATIENTS = """# Is it safe?

- Call the poison centre at once; do not wait for symptoms.

Many people can take it safely [@ferner2011].

## Doses

Take 250 mg every 6 hours with food.

## When to call

- Confusion, drowsiness or bleeding.
"""


class Board:
    def __init__(self):
        self.library = Library()
        self.slug = self.library.import_text(DOCTORS)
        path = self.library.write("patient.md", PATIENTS)
        self.library.json("import", path, "--article", self.slug, "--audience", "patient", person=self.library.author)

    def comment(self, quote):
        words = ["comment", self.slug, "--audience", "doctor", "--quote", quote, "--text", "Look."]
        return self.library.json(*words, person=self.library.one)["id"]

    def find(self, quote):
        """The place of one comment, and the words of the patients' text there or at the first candidate."""
        comment = self.comment(quote)
        found = self.library.json("comments", self.slug, "--audience", "doctor", "--in", "patient")["comments"]
        place = next(one for one in found if one["id"] == comment)
        shown = place if place["start"] is not None else (place["candidates"] or [None])[0]
        text = PATIENTS.encode()
        return place, text[shown["start"]:shown["end"]].decode() if shown else None


def each_state_is_told():
    board = Board()
    place, words = board.find("drowsiness or bleeding")
    assert (place["state"], words, place["candidates"]) == ("exact", "drowsiness or bleeding", []), place
    assert place["quote"] == words and place["audience"] == "doctor" and place["differs"] == [], place
    place, words = board.find("Call the poison centre at once; do not wait for symptoms")
    assert (place["state"], words) == ("moved", "Call the poison centre at once; do not wait for symptoms"), place
    place, words = board.find("500 mg every 6 hours")
    assert place["state"] == "changed" and "250 mg every 6 hours" in words, (place, words)
    assert "number" in place["differs"] and "differs" in place["message"], place


def what_is_not_there_is_an_orphan_with_offers():
    board = Board()
    place, words = board.find("Most adults can take it")
    assert place["state"] == "orphan" and place["start"] is None and place["end"] is None, place
    assert words == "Many people can take it safely [@ferner2011]." and place["candidates"][0]["kind"] == "like", place
    place, words = board.find("Never exceed 4 g in one day.")
    assert [one["kind"] for one in place["candidates"]] == ["section"] and place["heading"] == "Doses", place
    assert words.startswith("## Doses"), words
    assert "Doses" in place["message"], place


def people_can_read_it():
    board = Board()
    board.comment("drowsiness or bleeding")
    said = board.library.run("comments", board.slug, "--audience", "doctor", "--in", "patient")
    assert "[exact] “drowsiness or bleeding”" in said and "The same words stand here." in said, said


def a_comment_on_no_words_or_without_a_place_has_none():
    board = Board()
    board.library.json("comment", board.slug, "--audience", "doctor", "--whole", "--text", "Short.", person=board.library.one)
    lost = board.comment("Give 500 mg every 6 hours with food.")
    path = board.library.write("new.md", "# Is it safe?\n\nYes.\n")
    board.library.json("save", board.slug, "--audience", "doctor", path, person=board.library.author)
    found = board.library.json("comments", board.slug, "--audience", "doctor", "--in", "patient")["comments"]
    assert [(one["id"], one["state"], one["candidates"]) for one in found] == [(lost, "orphan", [])], found


def mistakes_are_told():
    board = Board()
    words = ["comments", board.slug, "--audience", "doctor"]
    board.library.fails(2, *words, "--in", "doctor")
    board.library.fails(2, *words, "--in", "patient", "--format", "markdown")
    board.library.fails(2, "comments", "--all", "--in", "patient")
    board.library.fails(3, *words, "--in", "nurse")


tap.run([
    ("each state is told", each_state_is_told),
    ("what is not there is an orphan with offers", what_is_not_there_is_an_orphan_with_offers),
    ("people can read it", people_can_read_it),
    ("a comment on no words or without a place has none", a_comment_on_no_words_or_without_a_place_has_none),
    ("mistakes are told", mistakes_are_told),
])
