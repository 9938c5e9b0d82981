#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An author with one library, two reviewers with another, and review files between them, until the text is approved: a no, suggested
words that are used and others that are declined, a comment that lost its words and is given others, two sign-offs; and an approval that is withdrawn at last.

    by-mail-to-approval.py [FOLDER]
"""

import sys
import tempfile

from journey import Desk, travel, wait_for

ADA, ROSA, OMAR = "Ada Author", "Rosa Reviewer", "Omar Other"
TEXT = """# Do naps help?

Some do. A nap of 20 minutes is enough.

Coffee before a nap works for everybody.
"""
LOST = "Coffee before a nap works for everybody."


def fill(desk):
    desk.cli("init")
    desk.cli("person", "add", "--name", ADA, "--role", "author,editor")
    for name in (ROSA, OMAR):
        desk.cli("person", "add", "--name", name, "--role", "reviewer", who=ADA)
    desk.cli("board", "--sign-offs", "2", who=ADA)
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who=ADA)
    desk.cli("submit", article(desk), who=ADA)


def article(desk):
    return desk.cli("list")["articles"][0]["id"]


def status(desk):
    return desk.cli("list")["articles"][0]["variants"][0]["status"]


def comments(desk):
    """By their kind: Rosa asks for a change, Omar has a question and a note."""
    return {one["kind"]: one for one in desk.cli("comments", article(desk))["comments"]}


def save_review_file(desk, name):
    file = desk.folder / name
    desk.press("Article menu", role="toggle button")
    desk.press("Save as review file…", role="menu item")
    desk.choose_file("Save as review file", file)
    wait_for(file.exists, "the review file is on disk")
    # The program runs once for everybody on this screen.
    desk.close()
    return file


def take(desk, mail, first=False):
    """What came by mail, into the own library, and on to its article."""
    desk.start(mail)
    desk.press("Take into library", role="button")
    if first:
        desk.press("Make a library", role="button")
    desk.find(has="Taken into your library")
    desk.press("Open the article", role="button")
    desk.gone(has="Taken into your library")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")
    return source


def object(other):
    """Two reviewers ask for something each, and one says no."""
    other.act_as(ROSA)
    other.press("Start review")
    wait_for(lambda: status(other) == "under-review", "the review has begun")
    name = article(other)
    words = ("--quote", "20 minutes", "--text", "Less is enough.", "--kind", "change", "--suggest", "10 to 20 minutes")
    other.cli("comment", name, *words, "--blocking", who=ROSA)
    other.cli("comment", name, "--quote", LOST, "--text", "For whom?", "--kind", "question", "--blocking", who=OMAR)
    other.cli("comment", name, "--quote", "Some do.", "--text", "", "--kind", "note", "--suggest", "Half do.", who=OMAR)
    other.cli("verdict", name, "--accurate", "no", "--safe", "yes", "--current", "yes", "--reason", "The time", who=ROSA)
    other.sees("Changes requested")
    other.picture("objected")


def mend(desk, source):
    """The author declines some of the suggested words and uses others, deletes a sentence, and submits again."""
    desk.act_as(ADA)
    desk.focus_source()
    desk.key("ctrl+Home")
    desk.key("F8")
    desk.press("Decline…", role="button")
    desk.find(has="Decline the suggested words?")
    give_reason(desk, "Nobody has counted.")
    desk.press("Decline", role="button", within=desk.find(role=("dialog", "alert")))
    wait_for(lambda: comments(desk)["note"]["declined_reason"] == "Nobody has counted.", "Omar's words are declined")
    assert comments(desk)["note"]["resolved"], comments(desk)["note"]
    desk.gone(has="Half do.")
    desk.key("F8")
    desk.press("Use these words", role="button")
    wait_for(lambda: "A nap of 10 to 20 minutes" in desk.text_of(source), "the suggested words are in the text")
    desk.focus_source()
    desk.select(source, LOST)
    desk.key("Delete")
    wait_for(lambda: LOST not in desk.text_of(source), "the sentence is gone")
    desk.key("ctrl+s")
    desk.find(name="Saved")
    desk.press("Submit for review…")
    desk.press("Submit", role="button")
    wait_for(lambda: status(desk) == "submitted", "the text is submitted again")
    desk.picture("mended")


def find_card(desk, author):
    desk.key("ctrl+1")
    for _ in range(4):
        card = desk.find(role="list item", has=f"by {author}")
        if desk.look(role="text", name="Reply", within=card):
            return card
        desk.key("F8")
        desk.settle()
    raise AssertionError(f"F8 never led to the comment by {author}")


def settle_what_was_asked(other, source):
    """Whoever asked says whether it was answered; a comment whose words are gone goes to those that it is about now."""
    other.press(starts="Resolved", role="radio button")
    other.sees(f"Declined by {ADA}: Nobody has counted.")
    other.picture("declined")
    other.press(starts="Open", role="radio button")
    other.act_as(ROSA)
    other.press("Resolve", role="button", within=find_card(other, ROSA))
    wait_for(lambda: comments(other)["change"]["resolved"], "what Rosa asked is settled")
    other.act_as(OMAR)
    assert comments(other)["question"]["state"] == "orphan", comments(other)["question"]
    find_card(other, OMAR)
    other.sees("These words are not in the text any more.")
    other.picture("words-are-gone")
    other.focus_source()
    other.select(source, "Some do.")
    other.press("Attach to selection", role="button")
    wait_for(lambda: comments(other)["question"]["state"] == "exact", "the comment has a place again")
    other.sees(f"Attached here by {OMAR}. It was written about these words:")
    other.sees(LOST)
    other.picture("attached-again")
    other.press("Resolve", role="button", within=find_card(other, OMAR))
    wait_for(lambda: comments(other)["question"]["resolved"], "what Omar asked is settled")


def give_reason(desk, reason):
    desk.go_to(lambda node: node.get_name() == "Reason" and node.get_role_name() in ("text", "entry"), "the reason")
    desk.type(reason)


def withdraw(desk):
    desk.act_as(ADA)
    desk.press("Article menu", role="toggle button")
    desk.press("Withdraw…", role="menu item")
    desk.find(has="Withdraw this text?")
    give_reason(desk, "A trial was retracted.")
    desk.picture("why-withdrawn")
    desk.listen()
    desk.press("Withdraw", role="button")
    desk.hears("Status: Withdrawn")
    wait_for(lambda: status(desk) == "withdrawn", "the text is withdrawn")
    desk.picture("withdrawn")


def by_mail_to_approval(desk):
    fill(desk)
    other = Desk(desk.output / "reviewers")
    try:
        desk.start(desk.library)
        desk.go_to(lambda node: (node.get_name() or "").startswith("Do naps help?"), "the article")
        desk.key("Return")
        desk.find(role="text", name="Source")
        mail = save_review_file(desk, "to-review.attest")
        take(other, mail, first=True)
        other.library = next((other.folder / "data").rglob("*.attest-library"))
        object(other)
        answer = save_review_file(other, "objections.attest")
        mend(desk, take(desk, answer))
        again = save_review_file(desk, "mended.attest")
        settle_what_was_asked(other, take(other, again))
        other.act_as(ROSA)
        other.press("Start review")
        for name in (ROSA, OMAR):
            other.act_as(name)
            other.press("Give a verdict…")
            other.sign_off()
        wait_for(lambda: status(other) == "approved", "both signed off")
        approval = save_review_file(other, "approved.attest")
        take(desk, approval)
        desk.sees("Approved")
        assert status(desk) == "approved", status(desk)
        desk.picture("approved")
        withdraw(desk)
        for one in (desk, other):
            assert not one.cli("log", "verify", "--deep")["problems"]
    finally:
        if other.application is not None:
            other.picture("last")
            print("\n".join(f"# {line}" for line in other.dump().splitlines()))
        other.close()
        other.forget()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("by mail to approval", by_mail_to_approval, sys.argv[1] if len(sys.argv) > 1 else temporary))
