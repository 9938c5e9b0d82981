#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every screen in every look, to be looked at one by one.

    screens.py FOLDER [WORD...]

Writes FOLDER/SCREEN/LOOK.png, so that the looks of one screen lie side by side. With words, only the screens and looks that are
named by one of them.
"""

import contextlib
import os
import pathlib
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile

from journey import Atspi, Desk, Failed, run, wait_for, walk

HEADING = "What the evidence shows"
TITLE = "Can excessive ketamine use cause depression?"
PAGE = 4096
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "journeys"
PARACETAMOL = "How much paracetamol is too much?"
WORDS = {TITLE: "ketamine", PARACETAMOL: "too much"}
ARABIC_TITLE = "هل الباراسيتامول آمن مع أدوية ضغط الدم؟"

SIZES = {"1400": (1400, 900), "800": (800, 900), "360": (360, 720)}
STYLES = {
    "light": {},
    "dark": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    "contrast": {"ADW_DEBUG_HIGH_CONTRAST": "1"},
    "arabic": {"LC_ALL": "ar_EG.UTF-8", "LANGUAGE": "ar"},
    "large": {},
}
LOOKS = [
    f"{style}-{size}" for style in STYLES for size in SIZES if size != "800" or style != "arabic"
]
WRITING = (
    *("writing", "find-source", "outline", "link", "table", "cite"),
    *("text-look", "add-variant", "article-menu", "hardest", "submit"),
)


def edited(text):
    """The same text with a dose changed, a paragraph moved to the end, one taken out and one put in."""
    parts = text.rstrip("\n").split("\n\n")
    plain = [number for number, part in enumerate(parts) if part[0].isalpha() and len(part) > 80]
    moved, gone = parts[plain[0]], parts[plain[-1]]
    parts = [part for part in parts if part not in (moved, gone)]
    parts.insert(len(parts) // 2, "Ask the patient to come back after two weeks, or earlier if they feel worse.")
    return "\n\n".join([*parts, moved]).replace("0.5 mg/kg", "0.75 mg/kg") + "\n"


def edited_apart(text):
    """What two people made of one text: both changed a sentence, one took a paragraph out, the other put one in."""
    parts = text.rstrip("\n").split("\n\n")
    plain = [part for part in parts if part[0].isalpha() and len(part) > 80]
    here = [part.replace(". ", ", as a rule. ", 1) if part == plain[0] else part for part in parts if part != plain[-1]]
    there = [part.replace(". ", " in most people. ", 1) if part == plain[0] else part for part in parts]
    return "\n\n".join(here) + "\n", "\n\n".join([*there, "Ask whom to call at night."]) + "\n"


class Screens:
    """One look: walks through the application and takes what is asked for."""

    def __init__(self, output, look, words):
        self.output, self.look, self.words = output, look, words
        self.style, size = look.rsplit("-", 1)
        self.width, self.height = SIZES[size]
        self.desk = None
        self.failed = []

    def wants(self, *screens):
        return any(not self.words or screen in self.words for screen in screens)

    # ---- One program after the other ----

    def open(self, library, person="example-reviewer-one", sidebar=False, page="comments", file=None):
        """Starts with settings of its own, and with a file of its folder where one is named. A library is made by what is called
        with its path, or is none."""
        self.desk = desk = Desk(self.output)
        desk.env.update(STYLES[self.style])
        desk.library = desk.folder / "data" / "attest" / "board.attest-library"
        desk.library.parent.mkdir(parents=True)
        settings = desk.folder / "config" / "glib-2.0" / "settings" / "keyfile"
        settings.parent.mkdir(parents=True)
        settings.write_text(
            "[io/github/attestdesk/Attest]\n"
            f"window-width={self.width}\nwindow-height={self.height}\n"
            f"last-person='{person}'\nsidebar-visible={'true' if sidebar else 'false'}\nsidebar-page='{page}'\n",
            encoding="utf-8",
        )
        # What moves or blinks would keep the screen from standing still; GNOME's windows have one button.
        toolkit = desk.folder / "config" / "gtk-4.0" / "settings.ini"
        toolkit.write_text(
            "[Settings]\ngtk-cursor-blink=false\ngtk-enable-animations=false\ngtk-decoration-layout=:close\n",
            encoding="utf-8",
        )
        dots = 192 if self.style == "large" else 96
        run("xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi:\t{dots}\n")
        if library is not None:
            library(desk)
        desk.start(*([desk.folder / file] if file else []))

    def close(self):
        self.desk.close()
        self.desk.forget()

    def place_of(self, window):
        known = dict(line.split("=") for line in run("xdotool", "getwindowgeometry", "--shell", window).split())
        return [int(known[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")]

    def take(self, screen):
        if not self.wants(screen):
            return
        self.desk.settle()
        picture = self.output / screen / f"{self.look}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        # A menu is a window of its own, and may reach over the edge of the one that it belongs to.
        windows = run("xdotool", "search", "--onlyvisible", "--class", "attest").split()
        places = [self.place_of(windows[-1])] if screen == "help" else [self.place_of(window) for window in windows]
        x, y, width, height = max(places, key=lambda place: place[2] * place[3])
        # The border that a window has without a compositor is no part of it.
        left, top, right, bottom = x + 4, y + 4, x + width - 4, y + height - 4
        for x, y, width, height in places:
            if width < 1300 and height < 700:
                right, bottom = max(right, x + width), max(bottom, y + height)
        run("import", "-window", "root", "-crop", f"{right - left}x{bottom - top}+{left}+{top}", "+repage", picture)
        print(f"# {picture}", flush=True)

    def attempt(self, *steps):
        """Steps that build on one another; what does not come true ends them and is told at the end."""
        try:
            for step in steps:
                step()
        except (Failed, subprocess.CalledProcessError) as error:
            self.failed.append(f"{self.look}: {steps[0].__name__}: {error}")
            print(f"# {self.failed[-1]}\n{self.desk.dump()}", flush=True)
        finally:
            self.close()

    # ---- Screens ----

    def start(self):
        self.open(None)
        self.desk.find(name="Make a new library")
        self.take("start")

    def unreadable(self):
        self.open(lambda desk: desk.library.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40))
        self.desk.find(has="Open another library")
        self.take("library-unreadable")

    def damaged(self):
        def make(desk):
            desk.cli("init")
            pages = bytearray(desk.library.read_bytes())
            pages[4096:] = bytes(len(pages) - 4096)
            desk.library.write_bytes(pages)

        self.open(make)
        self.desk.find(has="is damaged")
        self.take("library-damaged")

    def journal(self):
        """Of a program that committed to several files: once it is put back, SQLite deletes the file that it names."""

        def make(desk):
            name = b"/home/somebody/letter.odt"
            page = struct.pack(">I", 2**30 // PAGE + 1)
            desk.cli("init")
            desk.library.with_name(desk.library.name + "-journal").write_bytes(
                JOURNAL_MAGIC + bytes(504) + page + name + struct.pack(">II", len(name), sum(name)) + JOURNAL_MAGIC
            )

        self.open(make)
        self.desk.find(has="would do harm")
        self.take("library-journal")

    def newer(self):
        def make(desk):
            desk.cli("init")
            with contextlib.closing(sqlite3.connect(desk.library)) as connection:
                connection.execute("PRAGMA user_version = 99")

        self.open(make)
        self.desk.find(has="newer Attest")
        self.take("library-newer")

    def empty(self):
        self.open(lambda desk: desk.cli("init"))
        self.desk.find(has="No articles yet")
        self.take("library-empty")

    def sample(self, then=None, **options):
        def make(desk):
            desk.cli("init", "--sample")
            desk.cli("import", FIXTURES / "arabic-article.md", who="example-editor")
            if then is not None:
                then(desk)

        self.open(make, **options)
        articles = self.desk.find(role="list", name="Articles")
        self.desk.find(role="list item", within=articles)

    def library(self):
        self.sample()
        self.take("library")
        for screen, keys in (("shortcuts", "ctrl+question"), ("help", "F1")):
            if self.wants(screen):
                self.desk.key(keys)
                if screen == "help":
                    self.show_help()
                self.desk.settle()
                self.take(screen)
                self.desk.key("ctrl+w" if screen == "help" else "Escape")
                self.desk.settle()
                self.desk.focus_window()
                self.desk.settle()

    def show_help(self):
        """A window of its own, which nobody here makes as narrow as the screen of a phone would."""
        window = wait_for(
            lambda: run("bash", "-c", "xdotool search --onlyvisible --name '^Help' || true").split(), "the help is in sight"
        )[-1]
        run("xdotool", "windowsize", "--sync", window, min(self.width, 940), self.height)
        run("xdotool", "windowfocus", "--sync", window)
        self.desk.settle()
        # The sidebar and the empty page have fewer colours than a page with words.
        part = f"{self.width // 2}x400+{min(self.width, 940) // 3}+100"
        count = f"import -window {window} png:- | convert - -crop {part} +repage -format %k info:"
        wait_for(lambda: int(run("bash", "-c", count)) > 30, "the page is drawn")

    def library_menu(self):
        if not self.wants("library-menu", "new-article", "person", "add-person"):
            return
        self.desk.key("F10")
        self.take("library-menu")
        self.desk.key("Escape")
        self.desk.key("ctrl+n")
        self.desk.find(has="New article")
        self.take("new-article")
        self.desk.key("Escape")

    def show_queues(self):
        """Where the window is small, the list of articles covers them."""
        if self.desk.look(role="list", name="Queues") is None:
            self.desk.press("Back", role=("button", "push button"))
            self.desk.find(role="list", name="Queues")
            self.desk.settle()

    def queue(self, name):
        self.show_queues()

        def fits(node):
            return node.get_role_name() == "list item" and any(
                (part.get_name() or "").startswith(name) for part in [node, *walk(node)]
            )

        queues = self.desk.find(role="list", name="Queues")
        row = next(node for node in walk(queues) if fits(node))
        if name == "Waiting for me":
            self.take("queues")
        place = row.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        run("xdotool", "mousemove", place.x + place.width // 2, place.y + place.height // 2, "click", "1")
        # What the pointer is over looks different.
        run("xdotool", "mousemove", "0", "0")
        self.desk.settle()

    def why_it_waits(self):
        """Of an author, who is asked for changes and questions, and whom a comment names."""

        def ask(desk):
            slugs = {row["title"]: row["slug"] for row in desk.cli("list")["articles"]}
            for title, quote in ((TITLE, "ketamine"), (PARACETAMOL, "paracetamol")):
                remark = ("--text", "Is that so?", "--kind", "question")
                desk.cli("comment", slugs[title], "--quote", quote, "--occurrence", "2", *remark, who="example-reviewer-one")
            desk.cli("comment", slugs[TITLE], "--quote", "ketamine", "--occurrence", "3", "--text", "@Example Author One, is it?",
                     who="example-reviewer-two")

        self.sample(ask, person="example-author-one")
        self.queue("Waiting for me")
        self.take("why-it-waits")

    def history_policy(self):
        """An article that came under another policy, and then got one of its topic."""

        def change(desk):
            desk.cli("policy", "set", "--sign-offs", "3", "--months", "9", who="example-editor")
            desk.cli("policy", "set", "--topic", "pain", "--sign-offs", "2", "--role", "editor=1", "--blocking", "error",
                     who="example-editor")

        self.sample(change)
        self.open_article(PARACETAMOL)
        self.desk.key("F9")
        self.desk.key("ctrl+4")
        self.desk.find(role="list", name="History")
        self.desk.settle()
        self.take("history-policy")

    def queues(self):
        """Of an editor; nothing is due, withdrawn or removed in the sample library."""
        self.sample(person="example-editor")
        for screen, name in (
            ("queue-waiting", "Waiting for me"),
            ("queue-due", "Due for re-review"),
            ("queue-withdrawn", "Withdrawn"),
            ("queue-removed", "Removed"),
        ):
            self.queue(name)
            self.take(screen)
        self.queue("All articles")
        self.desk.key("ctrl+f")
        self.desk.type("nothing like it")
        self.desk.find(has="Nothing found")
        self.take("library-nothing-found")
        self.desk.key("ctrl+a")
        self.desk.type("dose")
        self.desk.find(role="list item", has="dose")
        self.desk.settle()
        self.take("library-search")
        self.desk.press("Filter", role="toggle button")
        self.desk.settle()
        self.take("library-filter")

    def open_comments(self):
        """Of a reviewer whom the author answered; an editor has none that waits for them."""

        def say(desk):
            slug = next(row["slug"] for row in desk.cli("list")["articles"] if row["title"] == PARACETAMOL)
            remark = ("--text", "Which guideline says so?", "--kind", "question", "--blocking")
            comment = desk.cli("comment", slug, "--quote", "paracetamol", "--occurrence", "3", *remark, who="example-reviewer-one")
            desk.cli("comment", "reply", comment["id"], "--text", "The one of 2021.", who="example-author-one")

        self.sample(say)
        self.queue("Comments")
        rows = self.desk.find(role="list", name="Open comments")
        self.desk.find(role="list item", within=rows, has="Which guideline")
        self.take("open-comments")
        self.desk.press(starts="Waiting for me", role="radio button")
        self.desk.settle()
        self.take("open-comments-waiting")
        self.desk.go_to(lambda node: node.get_role_name() == "list item" and node.get_parent() == rows, "a comment")
        self.desk.key("Return")
        self.desk.find(role="list", name="Comments")
        self.desk.settle()
        self.take("open-comment")

    def no_open_comments(self):
        self.sample(person="example-editor")
        self.queue("Comments")
        self.desk.press(starts="Waiting for me", role="radio button")
        self.desk.find(has="No comment waits for you")
        self.desk.settle()
        self.take("open-comments-nothing")

    def overview(self):
        """Of somebody who was asked for texts, one of them until a day that has passed."""

        def ask(desk):
            slugs = [row["slug"] for row in desk.cli("list")["articles"]]
            for slug, day in zip(slugs, ("2099-12-31", "2020-01-31") * len(slugs)):
                desk.cli("assign", slug, "--to", "example-reviewer-one", "--due", day, who="example-editor")

        self.sample(ask)
        self.desk.key("ctrl+alt+o")
        self.desk.find(role="list", name="Texts in each state")
        self.desk.settle()
        self.take("overview")
        self.desk.go_to(lambda node: (node.get_name() or "").startswith("Month by month"), "the months as rows")
        self.desk.settle()
        self.take("overview-end")

    def empty_overview(self):
        self.open(lambda desk: desk.cli("init"), person="")
        self.desk.find(has="No articles yet")
        self.desk.key("ctrl+alt+o")
        self.desk.find(has="Nothing to count yet")
        self.take("overview-nothing")

    def selection(self):
        self.sample(person="example-editor")
        self.show_queues()
        self.desk.press(starts="Acting as", role="toggle button")
        self.desk.find(role="list", name="People")
        self.take("who-acts")
        self.desk.press("Add a person…")
        self.desk.find(role=("dialog", "alert"))
        self.desk.settle()
        self.take("add-person")
        self.desk.key("Escape")
        self.desk.settle()
        self.queue("All articles")
        rows = self.desk.find(role="list", name="Articles")
        self.desk.press("Select articles", role="toggle button")
        self.desk.go_to(lambda node: node.get_role_name() == "list item" and node.get_parent() == rows, "a row")
        self.desk.key("Return", "Down", "Return")
        self.desk.settle()
        self.take("library-selection")
        self.desk.press(has="Ask for a review")
        self.desk.find(role=("dialog", "alert"))
        self.desk.settle()
        self.take("assign")

    def bring_in(self):
        self.sample(person="example-editor")
        self.desk.key("ctrl+o")
        self.desk.choose_file("Import", FIXTURES / "pasted-article.txt")
        self.desk.find(role="label", name="Import")
        self.take("import")

    def settings(self, screen, name):
        self.sample(person="example-editor")
        self.menu_item(name)
        self.desk.settle()
        self.take(screen)

    def own_name(self):
        """A comment that names who reads, and somebody else."""

        def name(desk):
            slug = next(row["slug"] for row in desk.cli("list")["articles"] if row["title"] == PARACETAMOL)
            comment = desk.cli("comment", slug, "--quote", "paracetamol", "--occurrence", "2", "--text",
                               "Is that so, @Example Author One? Or what does @Dr Example Editor say?", who="example-reviewer-one")
            desk.cli("comment", "reply", comment["id"], "--text", "@Example Author One knows.", who="example-editor")

        self.sample(name, person="example-author-one")
        self.open_article(PARACETAMOL)
        self.desk.key("F9")
        self.desk.key("ctrl+1")
        self.desk.find(role="list", name="Comments")
        self.desk.settle()
        self.desk.press(starts="Doctor", role="radio button")
        self.desk.settle()
        self.desk.key("F8")
        self.desk.settle()
        self.take("own-name")

    def policy_rules(self):
        """Single rules of the checks with which a text is not approved."""
        self.sample(person="example-editor")
        self.menu_item("b")
        self.desk.settle()
        self.desk.go_to(lambda node: node.get_name() == "The board’s policy", "the board's policy")
        self.desk.key("Return")
        self.desk.settle()
        self.desk.go_to(lambda node: "Also these findings" in (node.get_name() or ""), "the single rules")
        self.desk.key("Return")
        self.desk.find(has="References that are not cited")
        self.desk.settle()
        self.take("board-policy-rules")

    def policy(self):
        """What approval takes, of which one part is changed, and what that means."""
        def ask(desk):
            desk.cli("policy", "set", "--topic", "Pain", "--sign-offs", "3", "--role", "editor=1", "--specialty",
                     "pharmacology", "--blocking", "error", "--audiences", "doctor,patient", who="example-editor")

        self.sample(then=ask, person="example-editor")
        self.menu_item("b")
        self.desk.settle()
        self.desk.go_to(lambda node: node.get_name() == "The board’s policy", "the board's policy")
        self.desk.key("Return")
        self.desk.settle()
        self.take("board-policy")
        self.desk.key("Tab", "Tab", "Up", "Up")
        self.desk.key("alt+Left")
        self.desk.settle()
        self.take("board-policies")

    def menu_item(self, name):
        """The items of a menu have no names for assistive technology in GTK 4.18, but their letters work."""
        self.desk.key("F10")
        self.desk.find(role="menu item")
        self.desk.settle()
        self.desk.key(name)

    def open_article(self, title):
        # In a small window the row may be further down.
        if title in WORDS:
            self.desk.key("ctrl+f")
            self.desk.type(WORDS[title])
            self.desk.find(role="list item", has=title)

        def fits(node):
            return node.get_role_name() == "list item" and any(
                title in (part.get_name() or "") for part in [node, *walk(node)]
            )

        self.desk.go_to(fits, title)
        self.desk.key("Return")
        self.desk.find(name="Preview")
        self.desk.settle()

    def is_drawn(self):
        """Whether there is text in a page: it is known to assistive technology before it is drawn."""
        place = self.desk.find(name="Preview").get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        crop = f"{place.width}x{place.height}+{place.x}+{place.y}"
        return int(run("bash", "-c", f"import -window root png:- | convert - -crop {crop} +repage -format %k info:")) > 12

    def article(self):
        self.sample()
        self.open_article(ARABIC_TITLE if self.style == "arabic" else TITLE)
        wait_for(self.is_drawn, "the page is drawn")
        for layout, key in (("source", "alt+1"), ("preview", "alt+3"), ("both", "alt+2")):
            self.desk.key(key)
            self.desk.settle()
            self.take(f"article-{layout}")

    def sidebar(self):
        if self.style == "arabic":
            self.close()
            self.sample()
            self.open_article(TITLE)
        for page, key in (("comments", "ctrl+1"), ("checks", "ctrl+2"), ("references", "ctrl+3"), ("history", "ctrl+4")):
            self.desk.key(key)
            self.desk.settle()
            self.take(page)
        if not self.wants("article-menu", "article-menu-comments"):
            return
        self.desk.press("Article menu")
        self.desk.settle()
        self.take("article-menu")
        self.desk.press("Export the comments")
        self.desk.settle()
        self.take("article-menu-comments")
        self.desk.key("Escape")

    def asked(self):
        """A reviewer who is asked, what is missing, and the menu that shows two audiences."""

        def ask(desk):
            for row in desk.cli("list")["articles"]:
                if row["title"] == TITLE:
                    arguments = ("--to", "example-reviewer-two", "--due", "2031-03-01", "--audience", "patient")
                    desk.cli("assign", row["id"], *arguments, who="example-editor")

        self.sample(then=ask, person="example-reviewer-two")
        self.take("library-asked")
        self.open_article(TITLE)
        self.desk.press(starts="Patient", role="radio button")
        self.desk.find(has="Give a verdict")
        self.desk.settle()
        self.take("review-request")
        self.desk.press("Put this away")
        self.desk.press(has="missing", role="toggle button")
        self.desk.settle()
        self.take("missing")
        self.desk.key("Escape")
        self.desk.key("alt+3")
        self.desk.press("Text for another audience beside it", role="toggle button")
        self.desk.press("Doctor", role="menu item")
        self.desk.sees("Show one audience only")
        self.desk.settle()
        self.take("compare")

    def independent(self):
        """A reviewer who is to answer before they see what others said."""

        def ask(desk):
            slug = next(row["slug"] for row in desk.cli("list")["articles"] if row["title"] == TITLE)
            desk.cli("policy", "set", "--independent", "yes", who="example-editor")
            desk.cli("comment", slug, "--audience", "patient", "--whole", "--blocking",
                     "--text", "This text has no section on overdose.", who="example-reviewer-one")

        self.sample(then=ask, person="example-reviewer-two", sidebar=True)
        self.open_article(TITLE)
        self.desk.press(starts="Patient", role="radio button")
        self.desk.find(has="Give a verdict")
        self.desk.settle()
        self.take("independent")

    def changes(self):
        """A text that was edited after a sign-off: its history, and what changed in source and page."""

        def edit(desk):
            for row in desk.cli("list")["articles"]:
                if row["title"] == TITLE:
                    text = desk.folder / "edited.md"
                    text.write_text(edited(run("attest-cli", "--library", desk.library, "show", row["id"], env=desk.env)), encoding="utf-8")
                    desk.cli("save", row["id"], text, "--audience", "doctor", who="example-editor")

        self.sample(then=edit)
        self.open_article(TITLE)
        # It opens with the text that waits for this reviewer.
        self.desk.press(starts="Doctor", role="radio button")
        self.desk.key("F9")
        self.desk.key("ctrl+4")
        self.desk.go_to(lambda node: (node.get_name() or "").startswith("Since my verdict"), "the changes since the verdict")
        self.desk.key("Return")
        self.desk.find(name="The next change")
        wait_for(self.is_drawn, "the pages are drawn")
        self.desk.settle()
        self.take("changes")
        self.desk.key("F8")
        self.desk.settle()
        self.take("changes-current")
        self.desk.press("Show the source", role="radio button")
        self.desk.settle()
        self.take("changes-source")
        self.desk.press("Show source and preview", role="radio button")
        self.desk.settle()
        self.take("changes-both")
        self.desk.key("Escape")
        self.desk.find(role="list", name="History")
        judged = self.desk.find(role="list item", starts="Dr Example Reviewer Two signed off the Doctor")
        self.desk.press("More about this text", role="toggle button", within=judged)
        self.desk.settle()
        self.take("history-menu")
        self.desk.press("Read this text", role="menu item")
        self.desk.sees("can only be read")
        self.desk.settle()
        self.take("older-text")

    def together(self):
        """A text that two people changed, each in a library of their own, and what becomes of it."""

        def part(desk):
            away = desk.folder / "away.attest-library"
            for row in desk.cli("list")["articles"]:
                if row["title"] == TITLE:
                    desk.cli("backup", away)
                    which = (row["id"], "--audience", "patient")
                    text = run("attest-cli", "--library", desk.library, "show", *which, env=desk.env)
                    here, there = desk.folder / "here.md", desk.folder / "there.md"
                    for file, changed in zip((here, there), edited_apart(text)):
                        file.write_text(changed, encoding="utf-8")
                    desk.cli("save", *which, here, who="example-editor")
                    run("attest-cli", "--library", away, "--as", "example-editor", "save", *which, there, env=desk.env)
                    desk.cli("merge", away)

        self.sample(then=part)
        self.open_article(TITLE)
        self.desk.sees("There are two newest texts")
        self.desk.settle()
        self.take("two-newest")
        self.desk.press("Bring together")
        self.desk.find(name="The next passage")
        self.desk.settle()
        self.take("together")
        self.desk.key("alt+2")
        self.desk.key("F8")
        self.desk.settle()
        self.take("together-chosen")

    def remarks(self):
        """Comments in all kinds of state, and a new one."""
        self.sample()
        self.open_article(PARACETAMOL)
        self.desk.key("F9")
        self.desk.key("ctrl+1")
        self.desk.find(role="list", name="Comments")
        self.desk.settle()
        self.take("cards")
        self.desk.key("F8")
        self.desk.find(role="text", name="Reply")
        self.desk.settle()
        self.take("card-current")
        if self.wants("comment-filters"):
            self.desk.press("Filter", role="toggle button")
            self.desk.find(has="Of earlier rounds")
            self.desk.settle()
            self.take("comment-filters")
            self.desk.key("Escape")
            self.desk.settle()
        if self.width < 1000 or self.style == "large":
            # Here the comments cover the text.
            self.desk.key("F9")
            self.desk.settle()
        self.desk.focus_source()
        self.desk.key("ctrl+Home", "Down", "Down", "shift+ctrl+Right", "shift+ctrl+Right", "shift+ctrl+Right")
        self.desk.key("ctrl+alt+m")
        self.desk.find(role="text", name="Your comment")
        self.desk.key("alt+c")
        self.desk.settle()
        self.take("new-comment")
        if self.wants("mention-list"):
            self.desk.type("@")
            self.desk.find(role="list", name="People on the board")
            self.desk.settle()
            self.take("mention-list")
            self.desk.key("Escape")
        self.desk.key("Escape")
        self.desk.gone(role="text", name="Your comment")
        self.desk.key("ctrl+2")
        self.desk.settle()
        self.take("findings")

    def waivers(self):
        """What the checks found as a reviewer decides it, and as its author sees it."""
        text = ("# Do naps help?\n\nA nap of 20 minutes is enough for most people who sleep badly at night [@lee2020].\n\n"
                "Coffee before a nap works for many people, and tea for some of them [@smith2018; @unknown].\n\n"
                "<b>Ask your doctor first</b> if you take lithium.\n")

        def decide(desk):
            file = desk.folder / "naps.md"
            file.write_text(text, encoding="utf-8")
            slug = desk.cli("import", file, "--audience", "doctor", who="example-author-one")["articles"][0]["slug"]
            desk.cli("submit", slug, who="example-author-one")
            for rule, n, reason in (
                ("citation-without-reference", "2", "The trial is in press; its reference comes with the next import."),
                ("raw-html", "1", "Our page shows it as it stands, and the board wants it so."),
            ):
                desk.cli("check", "waive", slug, "--rule", rule, "--occurrence", n, "--reason", reason, who="example-reviewer-two")

        for person, screen in (("example-author-one", "checks-author"), ("example-reviewer-one", "checks-undecided")):
            if not self.wants(*((screen,) if person == "example-author-one" else ("checks-undecided", "checks-waived", "checks-menu", "waive"))):
                continue
            if self.desk is not None:
                self.close()
            self.sample(then=decide, person=person)
            self.open_article("Do naps help?")
            self.desk.key("ctrl+2")
            self.desk.find(role="button", name="Waive…")
            self.desk.settle()
            self.take(screen)
        if not self.wants("checks-waived", "checks-menu", "waive"):
            return
        self.desk.go_to(lambda node: (node.get_name() or "").startswith("Error: "), "the findings")
        self.desk.go_to(lambda node: (node.get_name() or "").startswith("2 waived"), "the waived ones", key="Down")
        self.desk.key("Return", "Down")
        self.desk.settle()
        self.take("checks-waived")
        self.desk.key("ctrl+Home", "shift+F10")
        self.desk.settle()
        self.take("checks-menu")
        self.desk.key("Escape")
        self.desk.press("Waive…", role="button")
        self.desk.find(has="Waive this finding?")
        self.desk.settle()
        self.take("waive")
        self.desk.key("Escape")

    def wording(self):
        """Suggested words that their reader declines, then the same by whoever suggested them."""

        def suggest(desk):
            slug = next(row["slug"] for row in desk.cli("list")["articles"] if row["title"] == PARACETAMOL)
            made = desk.cli("comment", slug, "--audience", "patient", "--quote", "paracetamol", "--occurrence", "1", "--kind", "change", "--blocking",
                            "--text", "Readers know this one by its brand, too.", "--suggest", "paracetamol (acetaminophen)",
                            who="example-reviewer-two")["id"]
            desk.cli("comment", "reply", made, "--text", "In which country?", who="example-author-one")
            desk.cli("comment", "reply", made, "--text", "In the United States.", who="example-reviewer-two")

        self.sample(suggest, person="example-author-one")
        self.show_card()
        self.take("suggestion")
        self.desk.press("Decline…")
        self.desk.find(has="Decline the suggested words?")
        self.desk.settle()
        self.take("decline")
        self.desk.type("The board writes the international name.")
        self.desk.press("Decline", within=self.desk.find(role=("dialog", "alert")))
        self.desk.sees("Declined by")
        self.desk.settle()
        self.take("declined")
        self.close()
        self.sample(suggest, person="example-reviewer-two")
        self.show_card()
        self.take("own-comment")
        self.desk.press("Edit your comment")
        self.desk.find(role="text", name="The words")
        self.desk.settle()
        self.take("edit-comment")

    def subjects(self):
        """Comments on the whole text and on references, one of which the text does not cite."""

        def say(desk):
            slug = next(row["slug"] for row in desk.cli("list")["articles"] if row["title"] == TITLE)
            patient = ("--audience", "patient")
            keys = [one["id"] for one in desk.cli("references", "list", slug)]
            desk.cli("comment", slug, *patient, "--whole", "--blocking",
                     "--text", "This text has no section on overdose.", who="example-reviewer-two")
            desk.cli("comment", slug, *patient, "--reference", keys[0], "--kind", "evidence",
                     "--text", "Is there no later trial?", who="example-reviewer-two")
            desk.cli("comment", slug, *patient, "--reference", keys[-1], "--kind", "question",
                     "--text", "What is this one for?", who="example-reviewer-one")

        self.sample(say)
        self.open_article(TITLE)
        self.desk.key("F9")
        self.desk.key("ctrl+1")
        self.desk.find(role="list", name="Comments")
        self.desk.settle()
        self.take("comments-about")
        self.desk.key("F8")
        self.desk.find(role="text", name="Reply")
        self.desk.settle()
        self.desk.key("F8")
        self.desk.settle()
        self.take("comment-about-current")
        self.desk.key("ctrl+alt+shift+m")
        self.desk.find(role="text", name="Your comment")
        self.desk.settle()
        self.take("new-comment-whole")
        self.desk.key("Escape")
        self.desk.gone(role="text", name="Your comment")
        self.desk.key("ctrl+3")
        self.desk.find(role="list", name="References")
        self.desk.settle()
        self.take("references-comments")

    def counterparts(self):
        """From a comment on the patients' text to where the doctors' text says it, in steps, and a comment that has nothing there but a section."""

        def say(desk):
            slug = next(row["slug"] for row in desk.cli("list")["articles"] if row["title"] == TITLE)
            for quote in ("In one study, mood got worse over a year", "The mix can make you pass out."):
                desk.cli("comment", slug, "--audience", "patient", "--quote", quote,
                         "--text", "Does the text for doctors say so too?", who="example-reviewer-two")

        self.sample(say)
        self.open_article(TITLE)
        self.desk.key("F9")
        self.desk.key("ctrl+1")
        self.desk.find(role="list", name="Comments")
        self.desk.settle()
        for screen, steps in (("counterpart", 1), ("counterpart-nothing", 2)):
            for _ in range(steps):
                self.desk.key("F8")
                self.desk.settle()
            self.desk.press("Look in the other texts")
            self.desk.settle()
            if steps == 1:
                self.take("comment-others")
            self.desk.press(has="Doctor", role="menu item")
            self.desk.find(role=("button", "push button"), has="Back to the comment")
            self.desk.settle()
            self.take(screen)
            self.desk.press("Back to the comment")
            self.desk.find(role="text", name="Reply")
            self.desk.settle()

    def show_card(self):
        self.open_article(PARACETAMOL)
        self.desk.key("F9")
        self.desk.key("ctrl+1")
        self.desk.find(role="list", name="Comments")
        self.desk.settle()
        self.desk.key("F8")
        self.desk.find(role="text", name="Reply")
        self.desk.settle()

    def writing(self):
        """An author at work."""
        self.sample(person="example-author-one")
        self.desk.key("ctrl+f")
        self.open_article(PARACETAMOL)
        self.desk.focus_source()
        self.desk.key("ctrl+Home", "Down", "Down", "End")
        self.desk.type(" Ask.")
        self.desk.sees("Changed, not saved yet")
        self.desk.settle()
        self.take("writing")
        for screen, keys in (
            ("find-source", "ctrl+h"),
            ("outline", "ctrl+j"),
            ("link", "ctrl+k"),
            ("table", "ctrl+shift+t"),
            ("cite", "ctrl+shift+c"),
        ):
            if self.wants(screen):
                self.desk.key(keys)
                self.desk.settle()
                if screen == "find-source":
                    self.desk.type("paracetamol")
                    self.desk.settle()
                self.take(screen)
                self.desk.key("Escape")
                self.desk.settle()
                self.desk.focus_source()
        for screen, name in (("text-look", "How the text looks"), ("add-variant", "Add a variant"), ("article-menu", "Article menu")):
            if self.wants(screen):
                self.desk.press(name, role="toggle button")
                self.desk.settle()
                self.take(screen)
                self.desk.key("Escape")
                self.desk.settle()
        if self.wants("hardest"):
            self.desk.press(starts="Reading grade", role="toggle button")
            self.desk.find(role="list", name="Hardest sentences")
            self.desk.settle()
            self.take("hardest")
            self.desk.key("Escape")
        self.desk.key("ctrl+s")
        self.desk.sees("Saved")
        self.desk.key("ctrl+shift+Return")
        self.desk.find(has="Submit for review?")
        self.desk.settle()
        self.take("submit")
        self.desk.key("Escape")
        self.desk.settle()

    def find_in_preview(self):
        self.sample(person="example-editor")
        self.open_article(TITLE)
        self.desk.key("alt+3")
        self.desk.go_to(lambda node: node.get_name() == "Preview menu", "the preview's bar")
        self.desk.press("Preview menu", role="toggle button")
        self.desk.press("Find…", role="menu item")
        self.desk.settle()
        self.desk.type("depression")
        self.desk.settle()
        self.take("find-preview")
        self.desk.key("Escape")
        self.desk.press("Article menu", role="toggle button")
        self.desk.press("What is missing…", role="menu item")
        self.desk.find(has="cannot do with this text now")
        self.desk.settle()
        self.take("refusals")
        self.desk.key("Escape")
        self.desk.settle()
        self.desk.press("Article menu", role="toggle button")
        self.desk.press("Withdraw…", role="menu item")
        self.desk.find(has="Withdraw this text?")
        self.desk.settle()
        self.take("withdraw")

    def verdict(self):
        self.sample(person="example-reviewer-two")
        self.open_article(TITLE)
        self.desk.press(starts="Patient", role="radio button")
        self.desk.find(has="Give a verdict")
        self.desk.key("ctrl+shift+Return")
        self.desk.find(role="label", name="Is it accurate?")
        self.take("verdict")

    def reaffirm(self, screen, change):
        def edit(desk):
            article = next(row["id"] for row in desk.cli("list")["articles"] if row["title"] == TITLE)
            answers = ("--accurate", "yes", "--safe", "yes", "--current", "yes", "--meaning", "approval")
            desk.cli("verdict", article, "--audience", "patient", *answers, who="example-reviewer-two")
            command = ("attest-cli", "--library", desk.library, "show", article, "--audience", "patient")
            text = desk.folder / "edited.md"
            text.write_text(change(run(*command, env=desk.env)), encoding="utf-8")
            desk.cli("save", article, text, "--audience", "patient", who="example-editor")
            desk.cli("submit", article, "--audience", "patient", who="example-editor")

        self.sample(person="example-reviewer-two", then=edit)
        self.open_article(TITLE)
        self.desk.press(starts="Patient", role="radio button")
        self.desk.find(has="Re-affirm or review")
        self.desk.key("ctrl+shift+Return")
        self.desk.find(role="label", name="Is it accurate?")
        self.take(screen)

    def reaffirm_words(self):
        self.reaffirm("reaffirm-words", lambda text: text.replace(" the ", " this ", 1))

    def reaffirm_number(self):
        self.reaffirm("reaffirm-number", lambda text: re.sub(r" not ", " ", re.sub(r" \d+ ", " 77 ", text), count=1))

    def export(self):
        self.sample()
        self.open_article(TITLE)
        self.desk.key("ctrl+e")
        folder = self.desk.folder / "page"
        folder.mkdir()
        self.desk.choose_file("Choose a folder", f"{folder}/")
        self.desk.sees("Exported")
        self.take("export-result")

    def make_copies(self, desk):
        """Two good copies and a damaged one, and a library that went on since."""
        desk.cli("init")
        desk.cli("person", "add", "--name", "Edith Example", "--role", "editor")
        folder = desk.library.with_name("board.backups")
        folder.mkdir()
        (folder / "board 2026-03-01.attest-library").write_bytes(b"no library any more" * 20000)
        for day, name in (("2026-03-02", "pasted-article.txt"), ("2026-03-03", "arabic-article.md")):
            desk.cli("import", FIXTURES / name)
            desk.cli("backup", folder / f"board {day}.attest-library")
        article = desk.cli("list")["articles"][0]["id"]
        desk.cli("comment", article, "--quote", ".", "--occurrence", "1", "--text", "Is this so?")
        (desk.folder / "fresh.md").write_text("# Does tea help against a cold?\n\nIt may.\n", encoding="utf-8")
        desk.cli("import", desk.folder / "fresh.md")

    def copies(self):
        self.open(self.make_copies)
        self.desk.find(role="list", name="Articles")
        self.desk.key("F10")
        self.desk.press("Copies and restore…", role="menu item")
        self.desk.find(has="Damaged")
        self.take("copies")
        self.desk.go_to(lambda node: any("Whole" in (part.get_name() or "") for part in walk(node)), "a good copy")
        self.desk.key("Return")
        self.desk.find(has="Not in the copy")
        self.take("copy-differences")
        self.desk.press("Restore this copy…")
        self.desk.find(has="As it is now")
        self.take("restore-copy")

    def damaged_with_copies(self):
        def make(desk):
            self.make_copies(desk)
            desk.library.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)

        self.open(make)
        self.desk.press("Open the newest copy…")
        self.desk.find(has="It is whole")
        self.take("open-newest-copy")
        self.desk.key("Escape")
        self.desk.settle()
        self.take("library-with-copies")

    def recovery(self):
        """A disk that lost the list of articles and some of what happened."""

        def make(desk):
            desk.cli("init", "--sample")
            pages = bytearray(desk.library.read_bytes())
            with contextlib.closing(sqlite3.connect(desk.library)) as connection:
                lost = [connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article'").fetchone()[0] - 1]
            lost += [page for page in range(1, len(pages) // PAGE) if b"comment.add" in pages[page * PAGE : (page + 1) * PAGE]]
            for page in lost:
                pages[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
            desk.library.write_bytes(pages)

        self.open(make)
        self.desk.press("Recover what can be read…")
        self.desk.find(has="Recover what can be read?")
        self.desk.settle()
        self.take("recover")
        self.desk.press("Recover")
        self.desk.find(has="A part of the library was recovered")
        self.desk.settle()
        self.take("recover-report")

    def review_file(self):
        """By somebody who has no library yet."""

        def make(desk):
            desk.cli("init", "--sample")
            slug = next(row["slug"] for row in desk.cli("list")["articles"] if row["title"] == TITLE)
            desk.cli("review-file", slug, "--output", desk.folder / "ketamine.attest", who="example-editor")
            for path in desk.library.parent.glob("board.attest-library*"):
                path.unlink()

        self.open(make, file="ketamine.attest")
        self.desk.find(has="It can only be read")
        self.desk.find(role="list item", has=TITLE)
        self.take("review-file")
        self.open_article(TITLE)
        wait_for(self.is_drawn, "the page is drawn")
        self.take("review-file-article")
        self.desk.press("Take into library", role="button")
        self.desk.find(has="Make a library?")
        self.take("make-library")
        self.desk.press("Make a library", role="button")
        self.desk.find(has="Taken into your library")
        self.take("taken-in")

    def merging(self):
        """A copy that went on elsewhere, then the library of another board."""

        def make(desk):
            elsewhere, mine = desk.folder / "elsewhere.attest-library", desk.library
            desk.cli("backup", elsewhere)
            desk.library = elsewhere
            desk.cli("import", FIXTURES / "pasted-article.txt", who="example-author-one")
            for title in (TITLE, PARACETAMOL):
                slug = next(row["slug"] for row in desk.cli("list")["articles"] if row["title"] == title)
                desk.cli("comment", slug, "--quote", ".", "--occurrence", "1", "--text", "Is this so?", who="example-editor")
            desk.library = desk.folder / "other-board.attest-library"
            self.make_copies(desk)
            desk.library = mine

        self.sample(make)
        self.merge("elsewhere.attest-library")
        self.take("merge")
        self.desk.press("Take in", role="button")
        dialog = self.desk.find(role=("dialog", "alert"), name="Taken into your library")
        self.take("merge-report")
        self.desk.press("Close", within=dialog)
        self.desk.gone(has="Taken into your library")
        self.merge("other-board.attest-library")
        self.take("merge-other-board")

    def merge(self, name):
        self.desk.key("F10")
        self.desk.press("Merge another library…", role="menu item")
        self.desk.choose_file("Merge another library", self.desk.folder / name)
        self.desk.find(has=f"Take “{name}” into your library?")
        self.desk.settle()

    def trouble(self):
        self.sample(person="example-author-one")
        self.desk.key("ctrl+f")
        self.open_article(PARACETAMOL)
        folder = self.desk.library.parent
        folder.rename(folder.with_name("away"))
        self.desk.find(has="not in its place")
        self.desk.focus_source()
        self.desk.type("Typed on. ")
        self.desk.find(has="What you type is kept")
        self.take("trouble-article")
        self.desk.key("alt+Home")
        self.desk.find(role="list", name="Articles")
        self.take("trouble-library")

    def synced(self):
        self.sample(lambda desk: (desk.library.parent / ".stfolder").mkdir())
        self.take("library-synced")

    def all(self):
        if self.wants("start"):
            self.attempt(self.start)
        for screen, step in (
            ("library-unreadable", self.unreadable),
            ("library-damaged", self.damaged),
            ("library-journal", self.journal),
            ("library-newer", self.newer),
        ):
            if self.wants(screen):
                self.attempt(step)
        if self.wants("library-empty"):
            self.attempt(self.empty)
        if self.wants("library", "shortcuts", "help", "library-menu", "new-article"):
            self.attempt(self.library, self.library_menu)
        if self.wants("import"):
            self.attempt(self.bring_in)
        if self.wants("board-policy"):
            self.attempt(self.policy)
        for screen, name in (("board", "b"), ("people", "e")):
            if self.wants(screen):
                self.attempt(lambda screen=screen, name=name: self.settings(screen, name))
        if self.wants("article-source", "article-preview", "article-both", "comments", "checks", "references", "history",
                      "article-menu", "article-menu-comments"):
            self.attempt(self.article, self.sidebar)
        for screens, step in (
            (("queues", "queue-waiting", "queue-due", "queue-withdrawn", "queue-removed", "library-nothing-found", "library-search", "library-filter"), self.queues),
            (("why-it-waits",), self.why_it_waits),
            (("own-name",), self.own_name),
            (("board-policy-rules",), self.policy_rules),
            (("history-policy",), self.history_policy),
            (("open-comments", "open-comments-waiting", "open-comment"), self.open_comments),
            (("open-comments-nothing",), self.no_open_comments),
            (("overview", "overview-end"), self.overview),
            (("overview-nothing",), self.empty_overview),
            (("who-acts", "add-person", "library-selection", "assign"), self.selection),
            (("library-asked", "review-request", "missing", "compare"), self.asked),
            (("independent",), self.independent),
            (("changes", "changes-current", "changes-source", "changes-both", "history-menu", "older-text"), self.changes),
            (("two-newest", "together", "together-chosen"), self.together),
            (("cards", "card-current", "comment-filters", "new-comment", "mention-list", "findings"), self.remarks),
            (("checks-author", "checks-undecided", "checks-waived", "checks-menu", "waive"), self.waivers),
            (WRITING, self.writing),
            (("find-preview", "refusals", "withdraw"), self.find_in_preview),
            (("verdict",), self.verdict),
            (("reaffirm-words",), self.reaffirm_words),
            (("reaffirm-number",), self.reaffirm_number),
            (("copies", "copy-differences", "restore-copy"), self.copies),
            (("library-with-copies", "open-newest-copy"), self.damaged_with_copies),
            (("recover", "recover-report"), self.recovery),
            (("review-file", "review-file-article", "make-library", "taken-in"), self.review_file),
            (("suggestion", "decline", "declined", "own-comment", "edit-comment"), self.wording),
            (("comments-about", "comment-about-current", "new-comment-whole", "references-comments"), self.subjects),
            (("comment-others", "counterpart", "counterpart-nothing"), self.counterparts),
            (("merge", "merge-report", "merge-other-board"), self.merging),
            (("library-synced",), self.synced),
            (("trouble-article", "trouble-library"), self.trouble),
        ):
            if self.wants(*screens):
                self.attempt(step)
        if self.wants("export-result"):
            self.attempt(self.export)
        return self.failed


def make_locale(folder):
    """The Arabic locale, which a system need not have."""
    run("localedef", "-i", "ar_EG", "-f", "UTF-8", pathlib.Path(folder) / "ar_EG.UTF-8")
    os.environ["LOCPATH"] = str(folder)


def main():
    output, words = pathlib.Path(sys.argv[1]), sys.argv[2:]
    looks = [look for look in LOOKS if look in words or look.split("-")[0] in words] or LOOKS
    screens = [word for word in words if word not in LOOKS and word not in STYLES]
    failed = []
    with tempfile.TemporaryDirectory(prefix="attest-locale-") as folder:
        if any(look.startswith("arabic") for look in looks):
            make_locale(folder)
        for look in looks:
            failed += Screens(output, look, screens).all()
    for line in failed:
        print(f"screens: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
