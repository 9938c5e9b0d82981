# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits for whom on the command line: for reviewers, authors and editors, each with its reason."""

import tap
from attest import Library

WATER = "# How much water is enough?\n\nMost adults need about 2 litres a day.\n"
SLEEP = "# How long do we sleep?\n\nAbout 8 hours a night.\n"


class Board:
    def __init__(self):
        self.library = Library()
        self.water = self.library.import_text(WATER)
        self.sleep = self.library.import_text(SLEEP, name="sleep.md")

    def why(self, person, *options):
        """Of each article that waits, the reasons."""
        found = self.library.json("list", "--waiting", *options, person=person)["articles"]
        assert all(one["audience"] == "doctor" for article in found for one in article["waiting"]), found
        return {article["slug"]: [one["why"] for one in article["waiting"]] for article in found}


def each_role_has_its_own():
    board = Board()
    library = board.library
    people = (library.author, library.one, library.two, library.editor)
    assert [board.why(person) for person in people] == [{}, {}, {}, {}]
    library.run("submit", board.water, person=library.author)
    assert board.why(library.editor) == {board.water: ["nobody-asked"]}
    assert board.why(library.one) == {board.water: ["review"]} and board.why(library.author) == {}
    library.run("assign", board.water, "--to", library.one, person=library.editor)
    library.run("assign", board.water, "--to", library.two, person=library.editor)
    assert board.why(library.editor) == {} and board.why(library.one) == {board.water: ["asked"]}
    library.run("recuse", board.water, "--reason", "A friend wrote it", person=library.one)
    assert board.why(library.editor) == {board.water: ["too-few"]} and board.why(library.one) == {}
    library.run("verdict", board.water, "--accurate", "no", "--safe", "yes", "--current", "yes", "--reason", "2.5",
                person=library.two)
    assert board.why(library.author) == {board.water: ["changes"]} and board.why(library.two) == {}


def comments_count_too():
    board = Board()
    library = board.library
    question = library.json("comment", board.sleep, "--quote", "8 hours", "--text", "Who, @Edda Editor?", "--kind",
                            "question", person=library.one)["id"]
    library.run("comment", board.water, "--quote", "2 litres", "--text", "More", "--suggest", "3 litres",
                person=library.two)
    assert board.why(library.author) == {board.sleep: ["question"], board.water: ["suggestion"]}
    assert board.why(library.editor) == {board.sleep: ["mentioned"]}
    assert len(board.why(library.author, "--limit", "1")) == 1
    library.run("comment", "reply", question, "--text", "Most adults.", person=library.author)
    assert board.why(library.author) == {board.water: ["suggestion"]}
    assert board.why(library.one) == {board.sleep: ["answered"]}
    library.run("article", "remove", board.sleep, person=library.author)
    assert board.why(library.one) == {}


def people_are_told_in_words():
    board = Board()
    library = board.library
    library.run("submit", board.water, person=library.author)
    said = library.run("list", "--waiting", person=library.editor)
    assert board.water in said and "doctor: Nobody is asked to review it" in said and board.sleep not in said, said
    library.fails(2, "list", "--waiting", "--status", "draft", person=library.one)
    library.fails(2, "list", "--waiting", "--removed", person=library.one)
    library.fails(2, "list", "--waiting", says="--as")


tap.run([
    ("each role has its own", each_role_has_its_own),
    ("comments count too", comments_count_too),
    ("people are told in words", people_are_told_in_words),
])
