#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other editors beside Attest and the floor, in one run: start, memory, keys to pixels.

    bench-peers.py [PART...]     start, typing-10-KB, typing-1-MB; all of them unless told otherwise

Each shows the same text beside its preview, in folders of its own with nothing but the settings named here. All run at the same time on a wide
screen without a window manager, and are served in turn, so that whatever else the machine does meets all of them. A program that was
served is waited for until it rests. What could not be measured is said, and why. Attest has 200 comments in the text. All windows have
one size while keys are pressed; at the start each has its own.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from measured import LIMIT, Failed, Program, go_to_short_line, press_once, quantile, report, type_fast
from pair import Bench, open_article, places

STARTS = 5
KEYS = {"10 KB": 30, "1 MB": 10}
ROUNDS = 2
COMMENTS = 200

# Seconds after which nothing new is begun; what was begun may take some minutes more.
PATIENCE = 21 * 60

# Windows stand in two columns: some programs take the width of the screen for a measure of their own.
WINDOW = (1360, 780)
PLACES = [(column * 1400, row * 820) for row in range(4) for column in range(2)]


class Peer(NamedTuple):
    """An editor: how it starts, the settings that put its preview beside the text, and how high the bars above both are."""

    command: list
    files: dict = {}
    variables: dict = {}
    bars: int = 60
    has_preview: bool = True


PEERS = {
    "apostrophe": Peer(
        ["apostrophe"],
        {"config/glib-2.0/settings/keyfile": "[org/gnome/gitlab/somas/Apostrophe]\npreview-mode='half-width'\npreview-active=true\n"},
        {"GSETTINGS_BACKEND": "keyfile"},
    ),
    "ghostwriter": Peer(
        ["ghostwriter"],
        {"config/kde.org/ghostwriter.conf": "[Preview]\nhtmlPreviewOpen=true\n\n[Window]\nsidebarOpen=false\n"},
        # Chromium refuses to start with its sandbox as root, which whoever measures may be.
        {"QTWEBENGINE_DISABLE_SANDBOX": "1"},
        # It scrolls what was edited to the preview's edge.
        bars=32,
    ),
    "retext": Peer(["retext"], {"config/ReText project/ReText.conf": "[General]\ndefaultPreviewState=live-preview\n"}),
    "formiko": Peer(
        ["formiko"],
        {
            "config/formiko.ini": "[main]\nparser = md\n",
            "cache/formiko/window.ini": "[main]\nwidth = 1200\nheight = 780\npaned = 600\nview = 3\n",
        },
    ),
    "gnome-text-editor": Peer(["gnome-text-editor", "--ignore-session"], has_preview=False),
}


class Run:
    """The programs that take part, and how long the whole may still take."""

    def __init__(self, folder):
        self.bench = Bench(folder)
        self.end = time.monotonic() + PATIENCE
        self.names = ["attest", "floor"]
        for name, peer in PEERS.items():
            if not shutil.which(peer.command[0]):
                say(f"{name}: not measured, because it is not installed")
                continue
            self.names.append(name)
            if not peer.has_preview:
                say(f"{name}: the preview is not measured, because it has none")

    def is_late(self):
        return time.monotonic() > self.end

    def start(self, name, size, at=(0, 0)):
        """Starts a program with the text; Attest shows its library."""
        library, text = self.bench.library(size, COMMENTS)
        if name == "attest":
            return self.bench.attest(library, at)
        if name == "floor":
            return self.bench.floor(text, at)
        peer = PEERS[name]
        env = self.bench.environment(name, **peer.variables)
        # Attest's own modules are not for other programs.
        del env["PYTHONPATH"]
        for path, words in peer.files.items():
            file = self.bench.folder / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words, encoding="utf-8")
        own = self.bench.folder / name / "article.md"
        shutil.copy(text, own)
        return Program(self.bench.probe, name, [*peer.command, own], env, at)

    def attempt(self, name, what, action):
        """What the action gives, or None where a peer fails in it, which is said; without Attest and the floor nothing can go on."""
        try:
            return action()
        except (Failed, subprocess.CalledProcessError) as error:
            if name not in PEERS:
                raise
            say(f"{name}: {what} not measured, because {error}")
            return None


def say(line):
    print(line, flush=True)


# ---- Where the parts of a window are ----


def parts(program):
    """The places to watch: the editor's, and the preview's if there is one. Assistive technology tells where Attest and the floor have
    theirs. All others that have a preview share the window out in halves; bars, which count words or hide at a key, are left out."""
    if program.name not in PEERS:
        return places(program)
    peer = PEERS[program.name]
    x, y, width, height = program.place
    editor = [x + 20, y + peer.bars, width // 2 - 40, height - peer.bars - 60]
    return [editor, [editor[0] + width // 2, *editor[1:]]][: 1 + peer.has_preview]


# ---- What is measured ----


def report_all(what, values, names, unit="ms"):
    """A line for the floor and each peer, with Attest's figure as the one measured; who has none had no time."""
    for name in names:
        if name not in values or "attest" not in values:
            say(f"{name}: {what} not measured, because the time for the whole run was over")
        elif name != "attest":
            others = values[name]
            peer = f"{name} (over {LIMIT // 1000} s)" if unit == "ms" and quantile(others, 0.5) >= LIMIT else name
            report(what, values["attest"], unit, peer=peer, peer_values=others)


def start_once(run, name, with_memory):
    """Milliseconds to the mapped window and to everything shown; and the memory of the process tree with the article open."""
    program = run.start(name, "10 KB")
    try:
        everything = program.shown(2000)
        if everything * 1000 > LIMIT:
            raise Failed(f"its window did not stand still in {LIMIT // 1000} s")
        if not with_memory:
            return (program.mapped - program.begun) * 1000, everything * 1000, None
        if name == "attest":
            open_article(program)
        program.rest()
        return (program.mapped - program.begun) * 1000, everything * 1000, program.memory()
    finally:
        program.close()


def measure_start(run):
    mapped, shown, memory = {}, {}, {}
    for turn in range(STARTS + 1):
        for name in [] if run.is_late() else list(run.names):
            found = run.attempt(name, "start", lambda: start_once(run, name, turn == STARTS))
            if found is None:
                run.names.remove(name)
            elif turn > 0:
                mapped.setdefault(name, []).append(found[0])
                shown.setdefault(name, []).append(found[1])
                if found[2]:
                    memory[name] = [found[2]]
    report_all("start to mapped, warm", mapped, run.names)
    report_all("start to everything shown (Attest: its library)", shown, run.names)
    report_all("memory of the process tree, 10 KB article", memory, run.names, "MB")


def prepare(run, name, size, at):
    """A program at its place of the screen and at rest, with the cursor in the text; and what to watch of it."""
    program = run.start(name, size, at)
    try:
        program.shown(1500)
        program.rest(60)
        program.move(at, WINDOW)
        if name == "attest":
            open_article(program)
        program.shown(1500)
        if not program.rest(60):
            say(f"{name}: still at work a minute after its start, so the others have that beside them")
        areas = parts(program)
        go_to_short_line(program, areas[0])
        return program, areas
    except (Failed, subprocess.CalledProcessError):
        program.close()
        raise


def press_in_turn(run, programs, size):
    """Milliseconds to the editor's own pixels and to the preview's, of each program. One that twice took longer than it may is not
    asked again."""
    own, preview, slow = {}, {}, {}
    for turn in range(KEYS[size] + 2):
        for name, (program, areas) in list(programs.items()):
            if run.is_late() or slow.get(name, 0) == 2:
                continue
            times = run.attempt(name, f"typing in {size}", lambda: press_once(program, areas))
            if times is None:
                programs.pop(name)[0].close()
                continue
            times = [LIMIT if one is None else one for one in times]
            program.rest()
            slow[name] = slow.get(name, 0) + (max(times) >= LIMIT)
            # The first two warm up, unless there are no others.
            if turn > 1 or max(times) >= LIMIT:
                own.setdefault(name, []).append(times[0])
                preview.setdefault(name, []).append(times[2] if len(areas) > 1 else 0)
    report_all(f"key to the editor's pixels, {size}", own, programs)
    report_all(f"key to the preview's pixels, {size}", preview, [name for name, (_, areas) in programs.items() if len(areas) > 1])


def type_in_turn(run, programs, size):
    """The longest that one of 30 letters took to stand in the editor."""
    longest = {}
    for _ in range(ROUNDS):
        for name, (program, areas) in list(programs.items()):
            if run.is_late() or max(longest.get(name, [0])) >= LIMIT:
                continue
            waits = run.attempt(name, f"30 keys at 60 ms, {size}", lambda: type_fast(program, areas[0], 1, LIMIT))
            if waits is None:
                programs.pop(name)[0].close()
                continue
            longest[name] = [max(waits + longest.get(name, []))]
            program.rest(60)
    report_all(f"30 keys at 60 ms, {size}: longest wait", longest, programs)


def measure_typing(run, size):
    """All programs at once, each at a place of its own."""
    programs = {}
    try:
        for name, at in zip(list(run.names), PLACES):
            prepared = None if run.is_late() else run.attempt(name, f"typing in {size}", lambda: prepare(run, name, size, at))
            if prepared:
                programs[name] = prepared
        press_in_turn(run, programs, size)
        if size == "1 MB":
            type_in_turn(run, programs, size)
    finally:
        for program, _ in programs.values():
            program.close()


PARTS = {
    "start": measure_start,
    "typing-10-KB": lambda run: measure_typing(run, "10 KB"),
    "typing-1-MB": lambda run: measure_typing(run, "1 MB"),
}


def main():
    status = 0
    with tempfile.TemporaryDirectory(prefix="attest-bench-", ignore_cleanup_errors=True) as folder:
        run = Run(folder)
        for name in sys.argv[1:] or PARTS:
            try:
                PARTS[name](run)
            except Failed as error:
                say(f"{name}: {error}")
                status = 1
        run.bench.probe.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
