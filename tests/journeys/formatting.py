#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who knows no Markdown gives a text its form with keys: headings, a quotation, a link, a table, a citation; then
dims all but one paragraph, has a word learned, takes everything back across a save, and drags words and a file into the text.

    formatting.py [FOLDER]
"""

import sys
import tempfile

from journey import Atspi, run, travel, wait_for
from mouse import drag, middle_of_words, other_program, place_of_words

TEXT = """---
references:
  - id: smith2020
    title: Sleep and its dose
    DOI: 10.1000/sleep
    author:
      - family: Smith
        given: Jane
---

# Do naps help?

Who should not

Take a nap of 20 minutes.

Ask your doctor first.
"""
NAP = "Take a nap of 20 minutes."
ADDRESS = "https://example.org/naps"


def set_up(desk):
    desk.cli("init")
    desk.cli("person", "add", "--name", "Ada Author", "--role", "author,editor")
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Ada Author")
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)
    desk.start(desk.library)
    desk.find(role="list", name="Articles")
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_role_name() == "list item", "the article")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")
    has_keyboard(desk, "Source")
    return source


def has_keyboard(desk, name):
    wait_for(lambda: (node := desk.focused()) and node.get_name() == name, f"{name!r} has the keyboard")


def has(desk, source, words):
    wait_for(lambda: words in desk.text_of(source), f"{words!r} stands in the source")


def headings(desk, source):
    desk.select(source, "Who")
    for key, line in (("1", "# Who should not"), ("3", "### Who should not"), ("2", "## Who should not")):
        desk.key(f"ctrl+alt+{key}")
        has(desk, source, f"\n\n{line}\n\n")
    desk.key("ctrl+alt+0")
    has(desk, source, "\n\nWho should not\n\n")
    desk.key("ctrl+alt+2")
    has(desk, source, "\n\n## Who should not\n\n")


def quotation(desk, source):
    desk.select(source, "Ask")
    desk.key("ctrl+shift+q")
    has(desk, source, "\n\n> Ask your doctor first.\n")
    desk.key("ctrl+shift+q")
    has(desk, source, "\n\nAsk your doctor first.\n")
    desk.key("ctrl+shift+q")
    has(desk, source, "\n\n> Ask your doctor first.\n")
    desk.select(source, "nap of")
    desk.key("ctrl+i")
    has(desk, source, "Take a *nap of* 20 minutes.")


def link(desk, source):
    desk.select(source, "doctor first")
    desk.key("ctrl+k")
    entry = desk.find(role="text", name="Words that are shown")
    wait_for(lambda: desk.text_of(entry) == "doctor first", "the words that were selected are shown")
    desk.go_to(lambda node: node.get_name() == "Address", "the address")
    desk.type(ADDRESS)
    desk.picture("link")
    desk.key("Return")
    has(desk, source, f"> Ask your [doctor first]({ADDRESS}).")
    has_keyboard(desk, "Source")


def citation(desk, source):
    start = desk.index_of(source, "20 minutes") + len("20 minutes")
    desk.select(source, "20 minutes")
    desk.key("Right")
    wait_for(lambda: Atspi.Text.get_caret_offset(source) == start, "the cursor is behind the words")
    desk.key("ctrl+shift+c")
    desk.find(role=("entry", "text"), name="Find by author, title or year")
    desk.type("smi")
    desk.sees("Sleep and its dose")
    desk.picture("citation")
    desk.key("Return")
    has(desk, source, "20 minutes [@smith2020].")
    has_keyboard(desk, "Source")


def table(desk, source):
    desk.key("ctrl+End")
    desk.key("ctrl+shift+t")
    desk.find(has="It is put below the paragraph that the cursor is in.")
    desk.picture("table")
    desk.key("Return")
    has(desk, source, "| Heading | Heading |\n| --- | --- |\n")
    # The first cell is selected, and typed over.
    wait_for(lambda: desk.selection_of(source) == "Heading", "the first cell is selected")
    desk.type("Age")
    has(desk, source, "| Age | Heading |\n| --- | --- |\n")


def darkest(desk, source, words):
    """How dark the ink of these words is, from 0 for black to 65535."""
    x, y, width, height = place_of_words(desk, source, words)
    area = f"{width}x{height}+{x}+{y}"
    return float(run("bash", "-c", f"import -window root -crop {area} +repage -format '%[min]' info:-"))


def focus_mode(desk, source):
    """The paragraph that the cursor is in keeps its ink; the others are dimmed, and come back."""
    desk.key("ctrl+Home")
    desk.select(source, "Take a")
    desk.key("Right")
    own, other = darkest(desk, source, "20 minutes"), darkest(desk, source, "Do naps help")
    desk.key("ctrl+shift+f")
    wait_for(lambda: darkest(desk, source, "Do naps help") > other + 6000, "the other paragraphs are dimmed")
    if darkest(desk, source, "20 minutes") > own + 3000:
        raise AssertionError("the paragraph of the cursor is dimmed")
    desk.picture("focus-mode")
    desk.key("ctrl+shift+f")
    wait_for(lambda: darkest(desk, source, "Do naps help") < other + 1000, "all paragraphs are as before")


def spelling(desk, source):
    """A word that the dictionary does not know is put right from the menu over it, another learned."""
    desk.select(source, "20 minutes")
    desk.key("Left", "Left")
    desk.type(" for slepe or lofexidine ")
    wait_for(lambda: desk.is_underlined(source, "slepe") and desk.is_underlined(source, "lofexidine"), "both words are marked")
    click_word(desk, source, "slepe")
    desk.press("sleep", role="menu item")
    has(desk, source, "for sleep or lofexidine")
    click_word(desk, source, "lofexidine")
    desk.picture("spelling-menu")
    desk.press("Add to Dictionary", role="menu item")
    wait_for(lambda: not desk.is_underlined(source, "lofexidine"), "the word is learned")
    learned = [path.read_text(encoding="utf-8") for path in desk.folder.rglob("*.dic")]
    assert any("lofexidine" in text for text in learned), learned


def click_word(desk, source, word):
    desk.click(*middle_of_words(desk, source, word), button=3)


def undo_across_saves(desk, source):
    """Everything that was done since the article was opened is taken back, through a save, and comes again."""
    done = desk.text_of(source)
    desk.key("ctrl+s")
    desk.sees("Saved")
    desk.key("ctrl+End")
    desk.type("More.")
    wait_for(lambda: desk.text_of(source).endswith("More."), "the words are typed")
    run("xdotool", "key", "--clearmodifiers", "--delay", "30", "--repeat", "160", "ctrl+z")
    wait_for(lambda: desk.text_of(source) == TEXT, "all is taken back")
    run("xdotool", "key", "--clearmodifiers", "--delay", "30", "--repeat", "160", "ctrl+shift+z")
    wait_for(lambda: desk.text_of(source).endswith("More."), "all is there again")
    assert desk.text_of(source) == done.rstrip("\n") + desk.text_of(source)[len(done.rstrip("\n")):]


def drag_words(desk, source):
    """Words that are selected go with the mouse to where they are let go."""
    desk.select(source, "should ")
    drag(desk, middle_of_words(desk, source, "should"), middle_of_words(desk, source, "first"))
    has(desk, source, "## Who not\n")
    has(desk, source, "should ")


def drag_file(desk, source):
    """A file's text is put where it is dropped, once that is confirmed."""
    file = desk.folder / "more.md"
    file.write_text("Naps after three are not for everybody.\n", encoding="utf-8")
    with other_program(desk, file) as start:
        drag(desk, start, middle_of_words(desk, source, "Take a"), "file-dragged")
        desk.focus_window()
        desk.find(has="Put the text of “more.md” here?")
        desk.picture("file-dropped")
        desk.press("Put it here")
        has(desk, source, "Naps after three are not for everybody.")


def formatting(desk):
    source = set_up(desk)
    for step in (
        headings, quotation, link, citation, table, focus_mode, spelling, undo_across_saves, drag_words, drag_file
    ):
        step(desk, source)
    desk.key("ctrl+s")
    wait_for(lambda: desk.cli("list")["articles"][0]["variants"][0]["newest"] == 3, "the text is saved")
    written = run("attest-cli", "--library", desk.library, "show", "do-naps-help", env=desk.env)
    assert written == desk.text_of(source), written


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("formatting", formatting, sys.argv[1] if len(sys.argv) > 1 else temporary))
