# SPDX-License-Identifier: GPL-3.0-or-later
"""Review files from the command line: one library mails an article to another, and gets it back."""

import pathlib
import sqlite3

import tap
from attest import Library

FIRST = """# How much water is enough?

Most adults need about 2 litres a day.
"""

SECOND = """# Is coffee safe in pregnancy?

Up to 200 mg of caffeine a day is thought to be safe.
"""


def _make_sender():
    library = Library()
    first = library.import_text(FIRST, "first.md")
    second = library.import_text(SECOND, "second.md")
    library.run("submit", first, person=library.author)
    return library, first, second


def _open_as_library(sender, path):
    """The same installation, with the review file in place of the library."""
    sender.library = pathlib.Path(path)
    return sender


def an_article_goes_out_and_comes_back():
    sender, first, second = _make_sender()
    board = sender.library
    mail = sender.path / "water.attest"
    told = sender.json("review-file", first, "--output", mail, person=sender.author)
    assert told["review_file"] == str(mail) and [a["slug"] for a in told["articles"]] == [first], told

    reader = Library(people=False)
    taken = reader.json("merge", mail)
    assert (taken["articles"], taken["revisions"]) == (1, 1) and taken["taken"] > 3, taken
    assert [a["slug"] for a in reader.json("list")["articles"]] == [first]
    reader.run("comment", first, "--quote", "2 litres", "--text", "Who says so?", person=sender.one)
    reader.run("verdict", first, "--accurate", "no", "--safe", "yes", "--current", "yes", "--reason", "No source",
               person=sender.one)
    answer = reader.path / "answer.attest"
    reader.run("review-file", first, "--output", answer)

    sender.library = board
    back = sender.json("merge", answer)
    assert (back["articles"], back["comments"], back["verdicts"]) == (0, 1, 1), back
    assert sender.variant(first)["status"] == "changes-requested"
    assert sender.json("comments", first)["comments"][0]["text"] == "Who says so?"
    assert sender.json("merge", answer)["taken"] == 0
    assert sender.json("log", "verify", "--deep")["problems"] == []
    assert {a["slug"] for a in sender.json("list")["articles"]} == {first, second}


def texts_saved_apart_are_told_of():
    sender, first, _ = _make_sender()
    mail = sender.path / "water.attest"
    sender.run("review-file", first, "--output", mail)
    reader = Library(people=False)
    assert reader.json("merge", mail)["parted"] == []
    reader.run("save", first, reader.write("theirs.md", FIRST + "\nAsk a doctor.\n"), person=sender.author)
    sender.run("save", first, sender.write("mine.md", FIRST + "\nDrink more in summer.\n"), person=sender.author)
    answer = reader.path / "answer.attest"
    reader.run("review-file", first, "--output", answer)
    parted = sender.json("merge", answer)["parted"]
    assert [text["audience"] for text in parted] == ["doctor"], parted
    both = sender.path / "both.attest"
    sender.run("review-file", first, "--output", both)
    assert "saved apart" in reader.run("merge", both)


def a_review_file_is_read_like_a_library():
    sender, first, _ = _make_sender()
    mail = sender.path / "water.attest"
    sender.run("review-file", first, "--output", mail)
    before = mail.read_bytes()
    file = _open_as_library(sender, mail)
    assert [a["slug"] for a in file.json("list")["articles"]] == [first]
    assert [a["slug"] for a in file.json("list", "--search", "litres")["articles"]] == [first]
    assert file.run("show", first) == FIRST
    assert file.json("comments", first)["comments"] == []
    assert {e["stream"] for e in file.json("log")["events"]} == {"board", file.json("list")["articles"][0]["id"]}
    assert len(file.json("person", "list")["people"]) == 4
    assert file.json("log", "verify", "--deep")["problems"] == []
    assert file.call("doctor").returncode == 0
    file.run("export", first, "--output", file.path / "pages")
    file.run("review-file", first, "--output", file.path / "again.attest")
    assert mail.read_bytes() == before and not list(file.path.glob("water.attest?*"))


def acts_on_it_are_refused():
    sender, first, _ = _make_sender()
    mail = sender.path / "water.attest"
    sender.run("review-file", first, "--output", mail)
    before = mail.read_bytes()
    file = _open_as_library(sender, mail)
    text = file.write("new.md", FIRST)
    for words in (["save", first, text], ["comment", first, "--quote", "water", "--text", "So?"],
                  ["submit", first], ["verdict", first, "--accurate", "yes", "--safe", "yes", "--current", "yes"],
                  ["import", text], ["board", "--name", "Mine"], ["log", "rebuild"], ["merge", mail],
                  ["article", "remove", first], ["person", "add", "--name", "Eve", "--role", "editor"]):
        file.fails(5, *words, person=sender.editor, says="is a review file")
    assert mail.read_bytes() == before


def what_cannot_be_written_is_said():
    sender, first, _ = _make_sender()
    sender.fails(2, "review-file", first)
    sender.fails(2, "review-file", "--output", sender.path / "a.attest")
    sender.fails(3, "review-file", first, "no-such", "--output", sender.path / "a.attest")
    sender.fails(3, "review-file", first, "--output", sender.path / "a.attest", person="Nobody")
    assert not (sender.path / "a.attest").exists()
    sender.run("review-file", first, first, "--output", sender.path / "a.attest")
    sender.fails(3, "review-file", first, "--output", sender.path / "a.attest", says="is there already")
    sender.fails(3, "review-file", first, "--output", sender.library)


def a_forged_file_is_refused():
    sender, first, _ = _make_sender()
    mail = sender.path / "water.attest"
    sender.run("review-file", first, "--output", mail)
    base = sqlite3.connect(mail)
    base.execute("CREATE TRIGGER greedy AFTER INSERT ON event BEGIN DELETE FROM origin; END")
    base.commit()
    base.close()
    reader = Library()
    reader.fails(3, "merge", mail, says="is not used")
    _open_as_library(reader, mail).fails(5, "list", says="is not used")


def another_board_is_named():
    sender, first, _ = _make_sender()
    mail = sender.path / "water.attest"
    sender.run("review-file", first, "--output", mail)
    stranger = Library()
    done = stranger.call("merge", mail)
    assert done.returncode == 0 and "nothing in common" in done.stderr.decode()


TESTS = [
    (f"/cli/review-file/{function.__name__.replace('_', '-')}", function)
    for function in (
        an_article_goes_out_and_comes_back,
        texts_saved_apart_are_told_of,
        a_review_file_is_read_like_a_library,
        acts_on_it_are_refused,
        what_cannot_be_written_is_said,
        a_forged_file_is_refused,
        another_board_is_named,
    )
]

if __name__ == "__main__":
    tap.run(TESTS)
