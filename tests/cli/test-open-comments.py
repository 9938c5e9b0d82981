# SPDX-License-Identifier: GPL-3.0-or-later
"""Open comments of all articles on the command line: whose they are, whom they wait for, and how many are shown."""

import tap
from attest import Library

WATER = "# How much water is enough?\n\nMost adults need about 2 litres a day.\n"
SLEEP = "# How long do we sleep?\n\nAbout 8 hours a night.\n"


class Board:
    """Two articles by the author; a remark on the first by one reviewer, a blocking one on the second by the other."""

    def __init__(self):
        self.library = Library()
        self.water = self.library.import_text(WATER)
        self.sleep = self.library.import_text(SLEEP, name="sleep.md")
        self.plain = self.comment(self.library.one, self.water, "2 litres", "Too much?", "--kind", "question")
        self.blocking = self.comment(self.library.two, self.sleep, "8 hours", "Not so.", "--blocking")

    def comment(self, person, slug, quote, text, *options):
        words = ["comment", slug, "--quote", quote, "--text", text, *options]
        return self.library.json(*words, person=person)["id"]

    def reply(self, comment, person):
        self.library.run("comment", "reply", comment, "--text", "Really?", person=person)

    def ids(self, *options, person=None):
        found = self.library.json("comments", "--all", *options, person=person)
        assert set(found) == {"comments", "more"}, found
        return [comment["id"] for comment in found["comments"]]

    def waiting(self, person):
        return set(self.ids("--waiting", person=person))


def all_are_listed_with_their_article():
    board = Board()
    assert board.ids() == [board.blocking, board.plain], "the newest first"
    board.reply(board.plain, board.library.author)
    comment = board.library.json("comments", "--all")["comments"][0]
    article = board.library.json("list", "--search", "water")["articles"][0]
    assert comment["article"] == {key: article[key] for key in ("id", "slug", "title")}, comment
    assert comment["created"] < comment["last"], comment
    assert {key: value for key, value in comment.items() if key not in ("article", "created", "last")} == {
        "id": board.plain, "audience": "doctor", "author": board.library.one, "text": "Too much?", "kind": "question",
        "blocking": False, "replies": 1, "about": "words", "reference": None, "quote": "2 litres",
        "why": None}, comment
    plain = board.library.run("comments", "--all")
    assert plain.index("Too much?") < plain.index("Not so."), plain
    for words in ("[question] “2 litres”", "how-much-water-is-enough (doctor), Rita Reviewer, 1 reply", ", blocking]"):
        assert words in plain, plain


def filters_take_their_part():
    board = Board()
    library = board.library
    assert board.ids("--mine", person=library.one) == [board.plain]
    assert board.ids("--mine", person=library.author) == []
    assert board.ids("--blocking") == [board.blocking]
    assert board.ids("--mine", "--blocking", person=library.one) == []
    assert board.waiting(library.author) == {board.plain, board.blocking}
    assert board.ids("--waiting", "--blocking", person=library.author) == [board.blocking]
    assert board.waiting(library.one) == set() and board.waiting(library.editor) == set()
    board.reply(board.plain, library.author)
    assert board.waiting(library.author) == {board.blocking} and board.waiting(library.one) == {board.plain}
    library.run("save", board.sleep, library.write("new.md", SLEEP.replace("8", "7")), person=library.author)
    assert board.waiting(library.two) == {board.blocking}, "the text was changed, and the reviewer has to look"
    library.run("comment", "resolve", board.blocking, person=library.two)
    library.run("article", "remove", board.water, person=library.author)
    assert board.ids() == [] and board.waiting(library.one) == set()


def a_limit_says_that_there_is_more():
    board = Board()
    done = board.library.json("comments", "--all", "--limit", "1")
    assert [c["id"] for c in done["comments"]] == [board.blocking] and done["more"] is True, done
    assert board.library.json("comments", "--all", "--limit", "2")["more"] is False
    said = board.library.call("comments", "--all", "--limit", "1")
    assert b"more" in said.stderr and b"Too much?" not in said.stdout, said


def why_it_waits_is_told():
    board = Board()
    library = board.library

    def why(person):
        found = library.json("comments", "--all", "--waiting", person=person)["comments"]
        return {comment["id"]: comment["why"] for comment in found}

    assert why(library.author) == {board.plain: "own-text", board.blocking: "own-text"}
    board.reply(board.plain, library.author)
    assert why(library.one) == {board.plain: "answered"}
    library.run("save", board.sleep, library.write("new.md", SLEEP.replace("8", "7")), person=library.author)
    assert why(library.two) == {board.blocking: "newer-text"}
    library.run("comment", "reply", board.plain, "--text", "What says @Edda Editor?", person=library.one)
    assert why(library.editor) == {board.plain: "mentioned"}
    board.reply(board.plain, library.editor)
    assert why(library.editor) == {}


def usage_is_told():
    board = Board()
    library = board.library
    library.fails(2, "comments", "--all", board.water)
    library.fails(2, "comments", "--all", "--format", "markdown")
    library.fails(2, "comments", "--all", "--audience", "doctor")
    library.fails(2, "comments", "--all", "--mine", "--waiting", person=library.one)
    library.fails(2, "comments", "--all", "--limit", "-1")
    library.fails(2, "comments", "--all", "--mine", says="--as")
    library.fails(2, "comments", board.water, "--blocking")
    library.fails(2, "comments")
    library.fails(3, "comments", "--all", "--waiting", person="Nobody")
    assert Library(people=False).json("comments", "--all") == {"comments": [], "more": False}


tap.run([
    ("all are listed with their article", all_are_listed_with_their_article),
    ("filters take their part", filters_take_their_part),
    ("a limit says that there is more", a_limit_says_that_there_is_more),
    ("why it waits is told", why_it_waits_is_told),
    ("usage is told", usage_is_told),
])
