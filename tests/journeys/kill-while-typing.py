#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kill the application at random moments while somebody types: at most a second of it is lost, and nothing before it changes.

    kill-while-typing.py [FOLDER]

Each round opens the article that the last one left, types numbered words and notes when each key went down, kills at a random moment
and reads what the disk holds. The next round's window has to show the same. What is lost is told in seconds: how old the oldest key
that is missing was when the process died. ATTEST_LONG makes it 200 rounds, ATTEST_SEED the same rounds again.
"""

import hashlib
import json
import os
import random
import signal
import sqlite3
import statistics
import sys
import tempfile
import time

from journey import Failed, run, travel, wait_for
from keyboard import Keyboard

ARTICLE = "how-do-i-take-my-tablets"
BEGINNING = "# How do I take my tablets?\n\nAs your doctor said.\n"
ROUNDS = 200 if os.environ.get("ATTEST_LONG") else 6
SEED = int(os.environ.get("ATTEST_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 31)

# The promise. Sanitizers make the program several times slower than it is.
LONGEST_LOSS = 3.0 if os.environ.get("ATTEST_SANITIZED") else 1.0

# Seconds between two keys: a person who looks for each, one who types, and a burst that no hand manages.
PACES = (0.25, 0.12, 0.05, 0.01)

PROCESS, GROUP, PAGE = "the process", "everything it started, too", "the page's process first"


def prepare(desk):
    text = desk.folder / "tablets.md"
    text.write_text(BEGINNING, encoding="utf-8")
    run("attest-cli", "--library", desk.library, "init", env=desk.env)
    desk.cli("person", "add", "--name", "Ada Author", "--role", "author,editor")
    desk.cli("import", text, who="Ada Author")
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)


def children_of(process):
    """All processes that a process started, and those that they did."""
    found = run("ps", "-e", "-o", "pid=,ppid=,comm=").splitlines()
    rows = [(int(pid), int(parent), name) for pid, parent, name in (line.split(None, 2) for line in found)]
    family = {process}
    for _ in range(len(rows)):
        more = {pid for pid, parent, _name in rows if parent in family} - family
        if not more:
            break
        family |= more
    return [(pid, name) for pid, _parent, name in rows if pid in family - {process}]


def kill_quietly(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def kill_page(desk):
    """Kills what shows the preview, which is no part of what keeps a text."""
    pages = [pid for pid, name in children_of(desk.process.pid) if name.startswith("WebKitWebProces")]
    for pid in pages:
        kill_quietly(pid)
    return len(pages)


def kill(desk, way):
    """Kills at once; returns the time just before, so that no key counts as older than it was."""
    others = [pid for pid, _name in children_of(desk.process.pid)] if way == GROUP else []
    moment = time.monotonic()
    os.kill(desk.process.pid, signal.SIGKILL)
    for pid in others:
        kill_quietly(pid)
    desk.process.wait()
    desk.process = desk.application = None
    return moment


def read_unsaved(desk):
    """The text that was kept outside the library, or None: one line of JSON and the text, whose hash the line has."""
    folder = desk.folder / "state" / "attest" / "unsaved"
    files = [path for path in folder.iterdir() if path.suffix == ""] if folder.is_dir() else []
    assert len(files) <= 1, files
    if not files:
        return None
    line, text = files[0].read_bytes().split(b"\n", 1)
    assert json.loads(line)["text"] == hashlib.sha256(text).hexdigest(), "half a text was kept"
    return text.decode()


def read_saved(desk):
    return run("attest-cli", "--library", desk.library, "show", ARTICLE, env=desk.env)


def check_library(desk):
    assert desk.cli("log", "verify", "--deep")["problems"] == []
    base = sqlite3.connect(desk.library)
    answer = base.execute("PRAGMA integrity_check").fetchall()
    base.close()
    assert answer == [("ok",)], answer


def open_article(desk, expected):
    """Starts the program, which has to show what the disk held, and puts the cursor behind it."""
    desk.start(desk.library)
    desk.find(role="toggle button", starts="Acting as Ada Author")
    desk.key("ctrl+f")
    desk.go_to(lambda node: (node.get_parent().get_name() or "") == "Articles", "the articles")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source) == expected, "the window shows what the disk held")
    desk.focus_source()
    desk.key("ctrl+End")
    return source


class Typist:
    """Types numbered words until an end, and knows when each key went down."""

    def __init__(self, dice):
        self.dice = dice
        self.keyboard = Keyboard()
        self.words = 0
        self.waiting = ""

    def next_key(self):
        if not self.waiting:
            self.words += 1
            self.waiting = f"w{self.words}" + ("\n" if self.words % 12 == 0 else " ")
        key, self.waiting = self.waiting[0], self.waiting[1:]
        return key

    def type_until(self, end, pace, between=lambda: None):
        """Returns a list of (key, time)."""
        keys = []
        while time.monotonic() < end:
            key = self.next_key()
            keys.append((key, self.keyboard.press(key)))
            between()
            time.sleep(max(0, min(self.dice.uniform(0.5, 1.5) * pace, end - time.monotonic())))
        return keys


def interruptions(desk, dice, way, end):
    """What happens between two keys: a save in the midst of typing, or the page's process is killed; each once at most."""
    now = time.monotonic()
    events = []
    if dice.random() < 0.3:
        events.append((dice.uniform(now, end), lambda: desk.key("ctrl+s")))
    if way == PAGE:
        events.append((dice.uniform(now, end), lambda: kill_page(desk)))

    def between():
        while events and time.monotonic() > min(event[0] for event in events):
            event = min(events, key=lambda one: one[0])
            events.remove(event)
            event[1]()

    return between


def find_loss(before, keys, kept, moment):
    """Seconds. The text that was kept has to be what stood there and the first of the keys, letter by letter."""
    typed = "".join(key for key, _time in keys)
    whole = before + typed
    if not whole.startswith(kept) or not kept.startswith(before):
        raise Failed(f"what was kept is not what was typed: …{kept[-120:]!r} for …{whole[-120:]!r}")
    missing = keys[len(kept) - len(before) :]
    return moment - missing[0][1] if missing else 0.0


def longest(texts):
    return max((text for text in texts if text is not None), key=len)


def one_round(desk, dice, typist, shown):
    """Returns the loss, how many keys were pressed, and what the next window has to show."""
    way = dice.choice((PROCESS, PROCESS, GROUP, PAGE))
    pace = dice.choice(PACES)
    open_article(desk, shown)
    end = time.monotonic() + dice.uniform(0.5, 3)
    keys = typist.type_until(end, pace, interruptions(desk, dice, way, end))
    moment = kill(desk, way)

    unsaved, saved = read_unsaved(desk), read_saved(desk)
    kept = longest((unsaved, saved))
    loss = find_loss(shown, keys, kept, moment)
    check_library(desk)
    if loss > LONGEST_LOSS:
        raise Failed(f"{loss:.3f} s of typing are lost after a kill of {way}, one key each {pace} s")
    typist.waiting = ""
    return loss, len(keys), kept


def kill_while_typing(desk):
    dice = random.Random(SEED)
    print(f"# ATTEST_SEED={SEED}", flush=True)
    prepare(desk)
    typist = Typist(dice)
    losses, presses, shown = [], 0, BEGINNING
    for _ in range(ROUNDS):
        loss, count, shown = one_round(desk, dice, typist, shown)
        losses.append(loss)
        presses += count
    open_article(desk, shown)
    print(
        f"# {len(losses)} kills, {presses} keys: worst loss {1000 * max(losses):.0f} ms, "
        f"median {1000 * statistics.median(losses):.0f} ms, none in {losses.count(0.0)}",
        flush=True,
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("kill while typing", kill_while_typing, sys.argv[1] if len(sys.argv) > 1 else temporary))
