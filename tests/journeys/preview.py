#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody reads in the preview: scrolls, points at words, comments on them, finds, enlarges, compares two audiences, and goes
on where they were when the page's own process ends.

    preview.py [FOLDER]
"""

import os
import signal
import sys
import tempfile

from journey import Atspi, Failed, run, travel, wait_for
from web_page import WebPage

PARTS = 12


def make_text(words):
    """Parts of paragraphs that take one line each, and a long one where the two audiences differ."""
    parts = ["# Do naps help?"]
    for part in range(1, PARTS + 1):
        parts.append(f"## Part {part} of all")
        parts += [f"Line {part}.{line} is about {words}." for line in range(1, 5)]
    return "\n\n".join(parts) + "\n"


DOCTOR = make_text("naps")
PATIENT = make_text("rest").replace("Line 1.1 is", "This line takes more room than the other text has for it, as it goes on and on, and is")


def set_up(desk):
    desk.cli("init")
    desk.cli("person", "add", "--name", "Ada Author", "--role", "author,editor")
    for audience, text in (("doctor", DOCTOR), ("patient", PATIENT)):
        file = desk.folder / f"{audience}.md"
        file.write_text(text, encoding="utf-8")
        into = ("--article", desk.cli("list")["articles"][0]["id"]) if audience == "patient" else ()
        desk.cli("import", file, "--audience", audience, *into, who="Ada Author")
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)
    desk.start(desk.library)
    desk.find(role="list", name="Articles")
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_role_name() == "list item", "the article")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")
    desk.press(starts="Doctor", role="radio button")
    page = WebPage(desk)
    page.find("Line 12.4")
    return source, page


def height_in_source(source, words):
    """How far below the top of the window's content these words stand in the source."""
    start = Atspi.Text.get_text(source, 0, Atspi.Text.get_character_count(source)).index(words)
    return Atspi.Text.get_range_extents(source, start, start + len(words), Atspi.CoordType.WINDOW).y


def setting(desk, name):
    return run("gsettings", "get", "io.github.attestdesk.Attest", name, env=desk.env).strip().strip("'")


def stands_still(what, place):
    """Waits until two looks at a place, a moment apart, give the same: what follows must not push back."""
    seen = []

    def same():
        seen.append(place())
        return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

    wait_for(same, f"{what} stands still")
    return seen[-1]


def follow(desk, source, page):
    desk.focus_source()
    desk.key("ctrl+End")
    wait_for(lambda: page.is_in_sight("Part 12 of all"), "the page went to the end as the source did")
    desk.key("ctrl+Home")
    wait_for(lambda: page.is_in_sight("Do naps help?"), "the page went back to the top")
    top = height_in_source(source, "# Do naps help?")

    page.scroll(12)
    wait_for(lambda: height_in_source(source, "# Do naps help?") < top - 200, "the source follows the page")
    stands_still("the page", lambda: page.place("Part 1 of all"))
    first = page.first_in_sight()
    down = abs(page.place(first)[1] - page.pane()[1])
    if abs(height_in_source(source, first) - height_in_source(source, "# Do naps help?")) < 100 or down > 120:
        raise Failed(f"{first!r} is no place to compare")
    beside = height_in_source(source, first) + 2 * page.border() - page.pane()[1]
    if not -60 < beside < 200:
        raise Failed(f"{first!r} is at the top of the page and {beside} pixels below the top of the source")
    desk.picture("followed")

    page.click(first)
    desk.key("End")
    wait_for(lambda: page.is_in_sight("Line 12.4"), "a key scrolls the page to its end")
    wait_for(lambda: 0 < height_in_source(source, "Line 12.1"), "the source follows the key")
    wait_for(lambda: height_in_source(source, "Line 12.1") < 750, "the source came to its end")
    desk.key("Home")
    wait_for(lambda: page.is_in_sight("Do naps help?"), "a key scrolls the page to its top")
    wait_for(lambda: height_in_source(source, "# Do naps help?") == top, "the source is at its top")


def point(desk, source, page):
    page.click("Line 1.3")
    place = DOCTOR.index("Line 1.3")
    wait_for(lambda: place <= Atspi.Text.get_caret_offset(source) <= place + 4, "a click goes to the words in the source")
    page.click("Line 1.4", at="about", times=2)
    wait_for(lambda: desk.selection_of(source) == "about", "a double click selects the word in the source")
    wait_for(lambda: Atspi.Text.get_caret_offset(source) > DOCTOR.index("Line 1.4"), "it is the word of that line")
    desk.sees("1 word, 5 characters selected")
    desk.picture("double-click")


def comment(desk, source, page):
    desk.key("ctrl+alt+m")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Your comment", "a comment can be typed")
    desk.type("From the preview.")
    desk.listen()
    desk.key("ctrl+Return")
    desk.hears("1 comment added.")
    made = wait_for(lambda: desk.cli("comments", article(desk))["comments"], "the comment is recorded")
    assert [one["quote"] for one in made] == ["about"] and made[0]["start"] == DOCTOR.index("about", DOCTOR.index("Line 1.4")), made


def article(desk):
    return desk.cli("list")["articles"][0]["id"]


def copy(desk, source, page):
    page.click("Part 2 of all", at="all", times=2)
    wait_for(lambda: desk.selection_of(source) == "all", "the word is selected")
    desk.key("ctrl+c")
    leave(desk)
    desk.key("ctrl+Home", "Down", "Down", "Down", "Down", "End", "space", "ctrl+v")
    wait_for(lambda: "Line 1.1 is about naps. all" in desk.text_of(source), "what was copied in the preview is pasted")
    page.find("Line 1.1 is about naps. all")
    is_marked(desk, page)
    desk.key("ctrl+z")
    wait_for(lambda: "naps. all" not in desk.text_of(source), "the paste is undone")
    desk.key("ctrl+z")
    wait_for(lambda: desk.text_of(source) == DOCTOR, "the blank is undone")
    page.find("Line 1.1 is about naps.")


def leave(desk):
    """Tab goes from the page through the whole window and comes to the source: nothing keeps the keyboard."""
    desk.go_to(lambda node: node.get_name() == "Comments", "the sidebar", most=2)
    desk.focus_source()
    desk.key("ctrl+shift+Tab")
    desk.go_to(lambda node: node.get_name() == "How the text looks", "the button before the source", key="shift+Tab", most=2)
    desk.key("Tab")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Source", "the source has the keyboard")


def is_marked(desk, page):
    """The block that was edited has another colour behind it for a moment."""
    x, y, width, height = page.place("Line 1.1 is about naps.")

    command = f"import -window root -crop 1x1+{x + width - 4}+{y + height // 2} +repage -depth 8 rgb:- | od -An -tx1"
    wait_for(lambda: run("bash", "-c", command).split() != ["ff"] * 3, "the edited block is marked")
    wait_for(lambda: run("bash", "-c", command).split() == ["ff"] * 3, "the mark is gone")


def show_in_source(desk, source, page):
    desk.key("alt+3")
    desk.gone(role="text", name="Source")
    page.click("Line 2.2", at="about", times=2)
    page.click("Line 2.2", at="about", button=3)
    desk.find(role="menu item", name="Show in the source")
    desk.picture("menu")
    desk.go_to(lambda node: node.get_name() == "Show in the source", "the item", key="Down", most=3)
    desk.key("Return")
    desk.find(role="text", name="Source")
    wait_for(lambda: desk.selection_of(source) == "about", "the words are shown in the source")
    place = DOCTOR.index("about", DOCTOR.index("Line 2.2"))
    wait_for(lambda: Atspi.Text.get_caret_offset(source) in (place, place + 5), "they are the words of that line")


def find(desk, page):
    page.click("Line 2.3")
    desk.listen()
    desk.key("ctrl+f")
    desk.find(role=("entry", "text"), name="Find in the preview")
    desk.type("line 9.")
    desk.sees("1 of 4")
    desk.hears("1 of 4")
    wait_for(lambda: page.is_in_sight("Line 9.1"), "the first match is in sight")
    desk.key("F3")
    desk.sees("2 of 4")
    desk.picture("found")
    desk.key("shift+F3", "shift+F3")
    desk.sees("4 of 4")
    desk.key("Escape")
    desk.gone(role=("entry", "text"), name="Find in the preview")


def zoom(desk, page):
    usual = page.place("Part 9 of all")[3]
    desk.key("ctrl+plus", "ctrl+plus", "ctrl+plus")
    wait_for(lambda: page.place("Part 9 of all")[3] > usual * 1.4, "the page is larger")
    desk.picture("zoomed")
    x, y, width, height = page.pane()
    desk.click(x + width // 2, y + height // 2, 4, 5, hold="ctrl")
    wait_for(lambda: page.place("Part 9 of all")[3] < usual, "the wheel makes the page smaller")
    desk.key("ctrl+0")
    wait_for(lambda: page.place("Part 9 of all")[3] == usual, "the page is as usual")


def widths(desk, page):
    desk.key("alt+3")
    desk.key("F9")
    wait_for(lambda: page.place("Line 9.1")[2] > 560, "the page has room")
    wide = stands_still("the page", lambda: page.place("Line 9.1")[2])
    for name, most in (("As on a phone", 360), ("As on a tablet", 768)):
        desk.press(name, role="radio button")
        wait_for(lambda most=most: narrow(page, most), f"the page is shown {name.lower()}")
        desk.picture(name.replace(" ", "-").lower())
    desk.press("As wide as there is room", role="radio button")
    wait_for(lambda: page.place("Line 9.1")[2] == wide, "the page has all the room again")


def narrow(page, most):
    """Whether the page is as wide as a screen of that width."""
    width = page.columns()[0].get_component_iface().get_extents(Atspi.CoordType.SCREEN).width
    return width <= most and width > most * 0.8


def beside(desk, page):
    desk.press("Text for another audience beside it", role=("button", "toggle button"))
    desk.find(role="menu item", name="Patient")
    desk.press("Patient", role="menu item")
    page.find("Line 2.1 is about rest", column=1)
    for heading in ("Part 1 of all", "Part 2 of all", "Part 9 of all"):
        wait_for(
            lambda heading=heading: abs(page.place(heading)[1] - page.place(heading, 1)[1]) <= 2,
            f"{heading!r} stands at one height in both texts",
        )
    assert page.place("Line 2.1")[0] + page.place("Line 2.1")[2] <= page.place("Line 2.1", 1)[0]
    desk.picture("beside")
    desk.press("Show one audience only")
    wait_for(lambda: page.look("Line 2.1 is about rest", 1) is None, "one audience is left")
    desk.key("alt+2")
    desk.find(role="text", name="Source")


def crash(desk, page):
    page.scroll(10)
    before = stands_still("the page", lambda: page.place("Line 9.1")[1])
    victim = page.web_process()
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: page.web_process() not in (None, victim), "another process draws the page")
    page.find("Line 9.1")
    wait_for(lambda: abs(page.place("Line 9.1")[1] - before) <= 2, "the page is back at its place")
    assert "The preview is loaded anew" in desk.log(), desk.log()
    assert not desk.look(role=("dialog", "alert")), "somebody who reads is not asked about it"
    desk.picture("back-after-a-crash")


def preview(desk):
    source, page = set_up(desk)
    for step in (follow, point, comment, copy, show_in_source):
        step(desk, source, page)
    for step in (find, zoom, widths, beside, crash):
        step(desk, page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("preview", preview, sys.argv[1] if len(sys.argv) > 1 else temporary))
