# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs with a window, measured from outside: real keys, the pixels they change, memory, wakeups."""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from journey import Failed, run, wait_for, walk  # noqa: E402

# Nothing that moves by itself: a cursor that blinks, or a page that slides, changes pixels that no key changed.
SETTINGS = "[Settings]\ngtk-cursor-blink=0\ngtk-enable-animations=0\n"

# Milliseconds after which nothing more is expected of a key.
LIMIT = 20000

# Hundredths of a second of the processor that a program at rest may take in the time between two looks.
TICKS_AT_REST = 4


def quantile(values, share):
    """The value that this share of all is not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(bench, values, unit="ms", peer=None, peer_values=None, aim=None):
    """Prints what run-bench.py reads: less is better in all that is measured here."""
    line = {"bench": bench, "unit": unit, "runs": len(values)}
    line["median"], line["p95"] = quantile(values, 0.5), quantile(values, 0.95)
    if peer_values:
        line["peer"], line["peer_median"] = peer, quantile(peer_values, 0.5)
    if aim:
        line["aim"] = aim
    print(json.dumps(line), flush=True)


def still_settings(folder):
    """Folders of configuration without anything that moves by itself."""
    for version in ("gtk-3.0", "gtk-4.0"):
        path = pathlib.Path(folder, version, "settings.ini")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SETTINGS, encoding="utf-8")


class Probe:
    """Presses keys and watches pixels; see screen-probe.c."""

    def __init__(self):
        self.process = subprocess.Popen(["screen-probe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        # A map from before it listened would be missed.
        self.ask("watch", 0, 0, 1, 1)

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise Failed("the probe ended")
        return [int(word) for word in answer.split()]

    def watch(self, *places):
        self.ask("watch", *(number for place in places for number in place))

    def still(self, wait=5000, quiet=250):
        return self.ask("still", wait, quiet)[0]

    def key(self, name, wait=LIMIT, quiet=250):
        """Milliseconds until each place watched changed first and last, None where nothing came."""
        numbers = self.ask("key", name, wait, quiet)
        return [None if number < 0 else number / 1000 for number in numbers]

    def burst(self, name, count, interval, wait=8000):
        """Milliseconds until each letter stood in the first place watched."""
        return [None if number < 0 else number / 1000 for number in self.ask("burst", name, count, interval, wait)]

    def forget_windows(self):
        """What was mapped until now belongs to no program that is yet to start."""
        self.ask("window", 0)

    def window(self, wait=30000):
        """When the next window was mapped (monotonic seconds), and where."""
        numbers = self.ask("window", wait)
        if numbers[0] == 0:
            raise Failed("no window was mapped")
        return numbers[0] / 1e6, numbers[1:]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Program:
    """One program with its window, at a place of the screen of its own."""

    def __init__(self, probe, name, command, env, at=(0, 0)):
        self.probe, self.name = probe, name
        self._accessible = None
        self._log = tempfile.TemporaryFile()
        probe.forget_windows()
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log
        )
        try:
            self.mapped, self.place = self._wait_for_window()
            self.window = self._find_window()
        except Failed:
            self.close()
            raise
        if at != (0, 0):
            self.move(at)

    def _wait_for_window(self, patience=30):
        """When its first window was mapped, and where; a program that ended is not waited for."""
        end = time.monotonic() + patience
        while True:
            try:
                return self.probe.window(1000)
            except Failed:
                if self.process.poll() is None and time.monotonic() < end:
                    continue
                ended = "shows no window" if self.process.poll() is None else f"ended with {self.process.returncode}"
                raise Failed(f"{self.name} {ended}; it says: {self.last_words()}") from None

    def last_words(self):
        """The last line that the program wrote."""
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "nothing"

    def move(self, at, size=()):
        """Gives the window another place, and a size if there is one, and waits until it has them."""
        run("xdotool", "windowmove", self.window, *at)
        if size:
            run("xdotool", "windowsize", self.window, *size)
        wanted = [*at, *size]
        wait_for(lambda: self._geometry()[: len(wanted)] == wanted, f"{self.name} stands at {wanted}")
        self.place = self._geometry()

    def _geometry(self):
        lines = run("xdotool", "getwindowgeometry", "--shell", self.window).split()
        values = dict(line.split("=") for line in lines)
        return [int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")]

    def _find_window(self):
        """The id of the window, found by where it is since not every toolkit tells its process."""

        def look():
            listed = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                capture_output=True, text=True, check=False,
            ).stdout.split()
            return listed[-1] if listed else None

        return wait_for(look, f"{self.name} has a window")

    def shown(self, quiet=1000):
        """Seconds from the start to the window's last change, once it is still."""
        self.probe.watch(self.place)
        return self.probe.still(60000, quiet) / 1e6 - self.begun

    def focus(self):
        run("xdotool", "windowfocus", "--sync", self.window)

    @property
    def accessible(self):
        if self._accessible is None:
            self._accessible = wait_for(self._find_accessible, f"{self.name} is known to assistive technology")
        return self._accessible

    def _find_accessible(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self.process.pid:
                return application if application.get_child_count() > 0 else None
        return None

    def find(self, fits, what):
        def look():
            return next((node for node in walk(self.accessible) if fits(node) and is_in_sight(node)), None)

        return wait_for(look, what)

    def named(self, name, role=None):
        return self.find(
            lambda node: node.get_name() == name and role in (None, node.get_role_name()), f"{self.name} shows {name}"
        )

    def area(self, node, inset=12):
        """Where a part of the window is on the screen, without its edges."""
        box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        return [
            self.place[0] + box.x + inset, self.place[1] + box.y + inset, box.width - 2 * inset, box.height - 2 * inset,
        ]

    def processes(self):
        """The program and all that it started."""
        parents = {}
        for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
        found, waiting = [], [self.process.pid]
        while waiting:
            found.append(waiting.pop())
            waiting += parents.get(found[-1], [])
        return found

    def memory(self):
        """Megabytes of the process tree, shared ones by their share."""
        total = 0
        for process in self.processes():
            try:
                lines = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            except OSError:
                continue
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return total / 1024

    def wakeups(self, seconds=10):
        """How often a thread of the program itself, and how often one of what it started, went to sleep anew."""
        before = self._count_sleeps()
        time.sleep(seconds)
        own, others = 0, 0
        for thread, count in self._count_sleeps().items():
            count -= before.get(thread, 0)
            if thread[0] == self.process.pid:
                own += count
            else:
                others += count
        return own, others

    def _count_sleeps(self):
        counts = {}
        for process in self.processes():
            for path in pathlib.Path(f"/proc/{process}/task").glob("*/status"):
                try:
                    lines = path.read_text().splitlines()
                except OSError:
                    continue
                count = sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
                counts[process, path.parent.name] = count
        return counts

    def rest(self, patience=20):
        """Waits until neither the program nor what it started works any more; says whether that came true."""
        end = time.monotonic() + patience
        before = self._count_ticks()
        while time.monotonic() < end:
            time.sleep(0.4)
            now = self._count_ticks()
            if now - before <= TICKS_AT_REST:
                return True
            before = now
        return False

    def _count_ticks(self):
        total = 0
        for process in self.processes():
            try:
                fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += int(fields[11]) + int(fields[12])
        return total

    def close(self):
        started = self.processes()
        self.process.kill()
        self.process.wait()
        # Most of what it started notices by itself, but the next measure should not see it go.
        time.sleep(0.3)
        for process in started[1:]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self._log.close()


# ---- Keys ----


def go_to_short_line(program, area):
    """Puts the cursor behind the second paragraph, which stands in sight and has room; no key meets what the last one left to do."""
    x, y, width, height = area
    program.focus()
    run("xdotool", "mousemove", x + width // 2, y + height // 2, "click", 1)
    program.probe.still(3000, 300)
    for key in ("ctrl+Home", "Down", "Down", "End"):
        program.rest()
        run("xdotool", "key", key)
    program.rest()


def press_once(program, areas):
    """Milliseconds until each of the areas changed first and last after a letter, None where nothing came."""
    program.focus()
    program.probe.watch(*areas)
    program.probe.still(20000, 400)
    return program.probe.key("x", LIMIT)


def type_fast(program, area, rounds, wait=8000):
    """Milliseconds that each of 30 letters, 60 ms apart, took to stand in the area, over all rounds."""
    waits = []
    for _ in range(rounds):
        program.focus()
        run("xdotool", "key", "--delay", "30", "End", "Return")
        program.probe.watch(area)
        program.probe.still(20000, 500)
        waits += [LIMIT if one is None else one for one in program.probe.burst("x", 30, 60, wait)]
        program.probe.still(20000, 500)
    return waits


def is_in_sight(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE)


def environment(folder, **more):
    """That of a program which has never been here before."""
    env = dict(os.environ)
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        env[f"XDG_{name}_HOME"] = str(pathlib.Path(folder, name.lower()))
        pathlib.Path(folder, name.lower()).mkdir(parents=True, exist_ok=True)
    still_settings(pathlib.Path(folder, "config"))
    env.update(more)
    return env


__all__ = [
    "Atspi", "Failed", "GLib", "LIMIT", "Probe", "Program", "environment", "go_to_short_line", "is_in_sight", "press_once", "quantile", "report",
    "run", "type_fast", "wait_for", "walk",
]
