# SPDX-License-Identifier: GPL-3.0-or-later
"""People whom comments name on the command line: by an option, by the words, and by neither any more."""

import tap
from attest import Library

TEXT = "# How much water is enough?\n\nMost adults need about 2 litres a day.\n"


class Thread:
    """One article, and what its comments name."""

    def __init__(self):
        self.library = Library()
        self.slug = self.library.import_text(TEXT)

    def comment(self, text, *options, person=None):
        words = ["comment", self.slug, "--quote", "2 litres", "--text", text, *options]
        return self.library.json(*words, person=person or self.library.one)["id"]

    def act(self, *words, person=None):
        return self.library.json("comment", *words, person=person or self.library.one)["id"]

    def found(self, comment):
        return next(c for c in self.library.json("comments", self.slug)["comments"] if c["id"] == comment)

    def named(self, comment):
        return self.found(comment)["mentions"]


def names_in_the_words_are_found():
    thread = Thread()
    library = thread.library
    assert thread.named(thread.comment("Is it so?")) == []
    assert thread.named(thread.comment("@Ada Author, is it so?")) == [library.author]
    assert thread.named(thread.comment("@Ada Authority, is it so?")) == []
    both = thread.comment("@Ada Author and @Edda Editor: is it so?")
    assert sorted(thread.named(both)) == sorted([library.author, library.editor])
    reply = thread.act("reply", both, "--text", "And @Ravi Reviewer?")
    assert thread.found(both)["replies"][0]["mentions"] == [library.two]
    body = next(e["body"] for e in library.json("log")["events"] if e["hash"] == reply)
    assert body["mentions"] == [library.two] and body["text"] == "And @Ravi Reviewer?", body


def an_option_names_too():
    thread = Thread()
    library = thread.library
    assert thread.named(thread.comment("Is it so?", "--mention", library.two)) == [library.two]
    both = thread.comment("Is it, @Ada Author?", "--mention", "Ada Author", "--mention", "Ravi Reviewer",
                          "--mention", library.two)
    assert sorted(thread.named(both)) == sorted([library.author, library.two]), thread.found(both)
    library.fails(3, "comment", thread.slug, "--quote", "2 litres", "--text", "So?", "--mention", "Nobody",
                  person=library.one)
    library.fails(2, "comment", "edit", both, "--suggest", "3 litres", "--mention", library.two, person=library.one)


def two_people_of_one_name_are_told_apart():
    thread = Thread()
    library = thread.library
    other = library.json("person", "add", "--name", "Ravi Reviewer", "--role", "reviewer", person=library.editor)["id"]
    said = library.fails(3, "comment", thread.slug, "--quote", "2 litres", "--text", "So, @Ravi Reviewer?",
                         person=library.one)
    assert "Ravi Reviewer" in said, said
    comment = thread.comment("So, @Ravi Reviewer?", "--mention", other)
    assert thread.named(comment) == [other]
    thread.act("edit", comment, "--text", "Is it so, @Ravi Reviewer?")
    assert thread.named(comment) == [other], "other words name the same"
    thread.act("edit", comment, "--text", "Is it so, @Ravi Reviewer?", "--mention", library.two)
    assert thread.named(comment) == [library.two]


def an_edit_takes_names_out():
    thread = Thread()
    library = thread.library
    comment = thread.comment("@Ada Author, is it so?")
    thread.act("edit", comment, "--text", "@Edda Editor, is it so?")
    assert thread.named(comment) == [library.editor]
    thread.act("edit", comment, "--suggest", "3 litres")
    assert thread.named(comment) == [library.editor], "what is suggested names nobody"
    reply = thread.act("reply", comment, "--text", "@Ada Author?")
    thread.act("edit", comment, "--reply", reply, "--text", "Well?")
    assert thread.found(comment)["replies"][0]["mentions"] == []
    thread.act("retract", comment)
    assert thread.named(comment) == []


def what_leaves_is_what_was_written():
    thread = Thread()
    thread.comment("@Ada Author, is it so?")
    for form in ("markdown", "web-annotation", "critic-markup"):
        text = thread.library.run("comments", thread.slug, "--format", form)
        assert "@Ada Author, is it so?" in text, text


tap.run([
    ("names in the words are found", names_in_the_words_are_found),
    ("an option names too", an_option_names_too),
    ("two people of one name are told apart", two_people_of_one_name_are_told_apart),
    ("an edit takes names out", an_edit_takes_names_out),
    ("what leaves is what was written", what_leaves_is_what_was_written),
])
