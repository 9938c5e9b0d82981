#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people with a library each review by mail: one saves an article as a review file, the other opens it, has no library yet,
takes it in, judges it, and sends it back; what came back is taken in, and a file that somebody changed on its way is not.

    review-file.py [FOLDER]
"""

import sqlite3
import sys
import tempfile

from journey import Desk, travel, wait_for
from mouse import drag, middle_of, other_program

AUTHOR, REVIEWER = "Ada Author", "Rosa Reviewer"
NAPS, COLDS = "Do naps help?", "Can zinc shorten a cold?"


def fill(desk):
    desk.cli("init")
    desk.cli("person", "add", "--name", REVIEWER, "--role", "reviewer")
    desk.cli("person", "add", "--name", AUTHOR, "--role", "author,editor")
    desk.cli("board", "--name", "Board of naps", who=AUTHOR)
    for title in (NAPS, COLDS):
        file = desk.folder / f"{title.split()[1]}.md"
        file.write_text(f"# {title}\n\nSome say so. Others do not, for more than one reason.\n", encoding="utf-8")
        desk.cli("import", file, "--audience", "doctor", who=AUTHOR)
    desk.cli("submit", slug(desk, NAPS), who=AUTHOR)


def articles(desk):
    return desk.cli("list")["articles"]


def slug(desk, title):
    return next(one["slug"] for one in articles(desk) if one["title"] == title)


def send(desk):
    """From the library, by the menu over the article."""
    desk.start(desk.library)
    row = desk.find(role="list item", starts=NAPS)
    desk.key("ctrl+f")
    desk.go_to(lambda node: node == row or (node.get_name() or "").startswith(NAPS), NAPS)
    desk.key("shift+F10")
    desk.find(role="menu item", name="Save as review file…")
    desk.picture("menu")
    desk.press("Save as review file…", role="menu item")
    mail = desk.folder / "naps.attest"
    desk.listen()
    desk.choose_file("Save as review file", mail)
    desk.hears("Saved “naps.attest”")
    desk.picture("saved")
    wait_for(mail.exists, "the review file is on disk")
    return mail


def look(other, mail):
    """It shows what is in it and nothing can be changed; the file stays as it is."""
    before = mail.read_bytes()
    other.start(mail)
    other.find(has="A review file that does not say who saved it")
    other.find(role="list item", starts=NAPS)
    assert other.look(role="list item", starts=COLDS) is None
    assert other.look(name="Import") is None, "nothing can be imported into a review file"
    other.find(role="button", name="Close")
    other.picture("review-file")
    other.key("ctrl+f")
    other.go_to(lambda node: (node.get_name() or "").startswith(NAPS) and node.get_role_name() == "list item", NAPS)
    other.key("Return")
    other.find(has="This is a review file. It can only be read.")
    source = other.find(role="text", name="Source")
    wait_for(lambda: NAPS in other.text_of(source), "the text is there")
    other.picture("article-of-a-review-file")
    assert mail.read_bytes() == before and sorted(one.name for one in mail.parent.glob("naps.attest*")) == ["naps.attest"]


def take_first(other):
    """Somebody who has no library yet gets one."""
    other.press("Take into library", role="button")
    other.find(has="Make a library?")
    other.picture("make-a-library")
    other.press("Make a library", role="button")
    other.find(has="Taken into your library")
    other.sees("1 new article")
    other.picture("taken")
    other.library = next((other.folder / "data").rglob("*.attest-library"))
    assert [one["title"] for one in articles(other)] == [NAPS]
    other.press("Open the article", role="button")
    other.find(role="text", name="Source")


def judge(other):
    """By the command line beside the window, which sees it; then the article's own menu."""
    name = slug(other, NAPS)
    other.cli("comment", name, "--quote", "Some say so", "--text", "Who says so?", "--kind", "question", who=REVIEWER)
    other.cli("verdict", name, "--accurate", "no", "--safe", "yes", "--current", "yes", "--reason", "No source", who=REVIEWER)
    other.find(has="Who says so?")
    other.press("Article menu", role="toggle button")
    other.press("Save as review file…", role="menu item")
    answer = other.folder / "answer.attest"
    other.choose_file("Save as review file", answer)
    wait_for(answer.exists, "the answer is on disk")
    other.close()
    return answer


def get_back(desk, answer):
    """While the own library is open, the file is dragged from a mail onto the window; its button leads back to that library."""
    desk.start(desk.library)
    with other_program(desk, answer) as start:
        drag(desk, start, middle_of(desk.find(role="list", name="Articles")), "dragged-from-a-mail")
        desk.find(has="It can only be read.")
    desk.picture("dropped")
    desk.press("Take into library", role="button")
    desk.find(has="Taken into your library")
    desk.sees("1 new comment")
    desk.sees("1 new verdict")
    desk.picture("answer-taken")
    desk.press("Close", role="button", within=desk.find(role=("dialog", "alert")))
    desk.gone(has="Taken into your library")
    wait_for(lambda: len(articles(desk)) == 2, "both articles are there")
    desk.find(role="list item", starts=COLDS)
    status = next(one["variants"][0]["status"] for one in articles(desk) if one["title"] == NAPS)
    assert status == "changes-requested", status


def merge_again(desk, library):
    """The whole library of the other: nothing of it is new any more, and then something is."""
    desk.listen()
    merge(desk, library)
    desk.hears("Your library has all that is in")


def merge(desk, library):
    desk.press("Main menu", role="toggle button")
    desk.press("Merge another library…", role="menu item")
    desk.choose_file("Merge another library", library)


def merge_news(desk, other):
    name = slug(other, NAPS)
    other.cli("comment", name, "--quote", "Others do not", "--text", "Name them.", "--kind", "question", who=REVIEWER)
    merge(desk, other.library)
    desk.find(has=f"Take “{other.library.name}” into your library?")
    desk.sees("1 new comment")
    desk.picture("merge-question")
    desk.press("Take in", role="button")
    desk.find(has="Taken into your library")
    desk.press("Close", role="button", within=desk.find(role=("dialog", "alert")))
    desk.gone(has="Taken into your library")
    wait_for(lambda: len(desk.cli("comments", name)["comments"]) == 2, "the comment is here")


def forged(desk, mail):
    """Somebody put a trigger into it on its way."""
    base = sqlite3.connect(mail)
    base.execute("CREATE TRIGGER greedy AFTER INSERT ON event BEGIN DELETE FROM content; END")
    base.commit()
    base.close()
    desk.close()
    desk.start(mail)
    desk.find(has="The review file cannot be trusted")
    desk.picture("forged")
    desk.press("Open my library", role="button")
    desk.find(role="list item", starts=COLDS)
    desk.close()


def review_by_mail(desk):
    fill(desk)
    mail = send(desk)
    other = Desk(desk.output / "reviewer")
    try:
        desk.close()
        look(other, mail)
        take_first(other)
        answer = judge(other)
        get_back(desk, answer)
        merge_again(desk, other.library)
        merge_news(desk, other)
        forged(desk, mail)
        assert not desk.cli("log", "verify", "--deep")["problems"]
    finally:
        if other.application is not None:
            other.picture("last")
            print("\n".join(f"# {line}" for line in other.dump().splitlines()))
        other.close()
        other.forget()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("review-file", review_by_mail, sys.argv[1] if len(sys.argv) > 1 else temporary))
