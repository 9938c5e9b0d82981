#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through the real window: bring an article in, comment, add a variant, submit, start, two verdicts,
approved, export. Each step leaves a picture in the folder given, and the exported page stands beside them. What the
window shows is checked by what assistive technology is told; what was recorded, by attest-cli.

    main-job.py [FOLDER]
"""

import os
import pathlib
import shutil
import sys
import tempfile

from journey import run, travel, wait_for

AUTHOR = "Ada Author"
REVIEWERS = ["Rita Reviewer", "Sam Second"]
FIXTURE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "journeys" / "pasted-article.txt"
DATA = os.environ.get("ATTEST_TESTDATA")
PASTED = pathlib.Path(DATA or "/nonexistent") / "samples" / "pasted-article.txt"


def make_library(desk):
    desk.start()
    desk.find(role="button", name="Make a new library")
    desk.picture("start")
    desk.press("Make a new library")
    desk.find(has="Who are you?")
    desk.library = wait_for(
        lambda: next((desk.folder / "data").rglob("*.attest-library"), None), "the new library is on disk"
    )


def add_person(desk, name, credentials, role):
    # Whoever made the library was asked who they are.
    if role != "Author":
        desk.press(starts="Acting as", role="toggle button")
        desk.press("Add a person…")
    entry = desk.find(role="text", name="Name")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_role_name() == "text", "the name can be typed")
    desk.type(name)
    wait_for(lambda: desk.text_of(entry) == name, f"{name} is typed")
    desk.key("Tab")
    desk.type(credentials)
    desk.switch_on(role)
    if role == "Author":
        desk.picture("add-a-person")
    desk.press("Save")
    wait_for(lambda: name in [person["name"] for person in desk.cli("person", "list")["people"]], f"{name} is recorded")
    desk.gone(role="text", name="Name")


def bring_in(desk):
    source = PASTED if PASTED.exists() else FIXTURE
    desk.key("ctrl+o")
    desk.choose_file("Import", source, "choose-the-file")
    desk.find(role="label", name="Import")
    desk.picture("imported")
    article = desk.cli("list")["articles"][0]
    assert article["title"].endswith("?"), article
    assert article["variants"][0]["status"] == "draft", article
    desk.press("Open")
    desk.find(role="text", name="Source")
    return article


def variant(desk, article, audience):
    found = next(one for one in desk.cli("list")["articles"] if one["id"] == article["id"])
    return next(one for one in found["variants"] if one["audience"] == audience)


def reaches(desk, article, audience, status):
    wait_for(lambda: variant(desk, article, audience)["status"] == status, f"the text for {audience} is {status}")


def comment_on_selection(desk, article, audience):
    source = desk.find(role="text", name="Source")
    text = wait_for(lambda: desk.text_of(source), "the text is there")
    words = text.split("\n\n")[1].lstrip("# ").split("\n")[0].split(" ")[0]
    desk.focus_source()
    desk.select(source, words)
    desk.picture("words-selected")
    desk.key("ctrl+alt+m")
    entry = desk.find(role="text", name="Your comment")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Your comment", "a comment can be typed")
    desk.key("alt+q")
    desk.type("Is this the right word for our readers?")
    wait_for(lambda: desk.text_of(entry).startswith("Is this"), "the comment is typed")
    desk.picture("comment-being-written")
    desk.key("ctrl+Return")
    comments = desk.find(role="list", name="Comments")
    desk.find(role="list item", starts="Question by", within=comments)
    recorded = desk.cli("comments", article["id"], "--audience", audience)["comments"]
    assert len(recorded) == 1 and recorded[0]["kind"] == "question" and recorded[0]["quote"] == words, recorded
    assert recorded[0]["state"] == "exact" and not recorded[0]["resolved"], recorded
    desk.picture("commented")


def add_variant(desk, article):
    desk.press("Add a variant", role="toggle button")
    # By keys: the first audience that has no text yet, then its first way to begin one.
    has_item = lambda: desk.focused() is not None and desk.focused().get_role_name() == "menu item"  # noqa: E731
    desk.find(role="menu item")
    desk.settle()
    if not has_item():
        desk.key("Down")
    wait_for(has_item, "the first audience has the keyboard")
    desk.key("Return")
    desk.settle()
    desk.picture("add-a-variant")
    desk.key("Down")
    desk.key("Return")
    wait_for(
        lambda: len(next(one for one in desk.cli("list")["articles"] if one["id"] == article["id"])["variants"]) == 2,
        "there is a text for patients",
    )
    desk.find(role="radio button", starts="Patient")
    desk.picture("variant-for-patients")


def switch_audience(desk, label):
    toggle = desk.find(role="radio button", starts=label)
    desk.press(starts=label, role="radio button")
    return toggle


def type_and_save(desk, article, audience):
    before = variant(desk, article, audience)["newest"]
    desk.focus_source()
    desk.key("ctrl+End")
    desk.type("\nAsk your own doctor before you change anything.\n")
    desk.sees("Changed, not saved yet")
    desk.listen()
    desk.key("ctrl+s")
    desk.sees("Saved")
    desk.hears("Saved")
    wait_for(lambda: variant(desk, article, audience)["newest"] == before + 1, "the text is saved")
    desk.picture("typed-and-saved")


def submit(desk, article, audience):
    desk.press("Submit for review…")
    desk.listen()
    desk.press("Submit")
    desk.hears("Status: Submitted")
    reaches(desk, article, audience, "submitted")
    desk.picture("submitted")


def start(desk, article, audience):
    desk.act_as(REVIEWERS[0])
    desk.press("Start review")
    reaches(desk, article, audience, "under-review")
    desk.picture("started")


def sign_off(desk, article, audience, number):
    desk.press("Give a verdict…")
    desk.sign_off(f"verdict-{number}")


def export(desk, article):
    desk.press("Export…")
    # An empty folder, so that the chooser has nothing to complete what is typed with.
    folder = desk.output / "page"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    desk.choose_file("Choose a folder", f"{folder}/", "choose-the-folder")
    page = folder / f"{article['slug']}.html"
    wait_for(page.exists, "the page is written")
    desk.sees("Exported")
    desk.picture("exported")
    text = page.read_text(encoding="utf-8")
    for reviewer in REVIEWERS:
        assert reviewer in text, f"the page does not name {reviewer}"
    assert "<script" not in text.replace('<script type="application/ld+json"', ""), "the page has script"
    return page


def main_job(desk):
    make_library(desk)
    add_person(desk, AUTHOR, "MSc", "Author")
    add_person(desk, REVIEWERS[0], "MD", "Reviewer")
    add_person(desk, REVIEWERS[1], "RN", "Reviewer")
    desk.act_as(AUTHOR)
    article = bring_in(desk)
    base = article["variants"][0]["audience"]
    comment_on_selection(desk, article, base)
    add_variant(desk, article)
    type_and_save(desk, article, "patient")
    submit(desk, article, "patient")
    start(desk, article, "patient")
    sign_off(desk, article, "patient", 1)
    desk.act_as(REVIEWERS[1])
    sign_off(desk, article, "patient", 2)
    reaches(desk, article, "patient", "approved")
    desk.picture("approved")
    page = export(desk, article)
    assert desk.cli("log", "verify") is not None
    print(f"# the exported page: {page}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("main job", main_job, sys.argv[1] if len(sys.argv) > 1 else temporary))
