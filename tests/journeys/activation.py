#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session bus starts Attest: a notification that is chosen after Attest has ended leads to the texts that are due, a file
manager opens files, and what has nothing to show ends by itself.

    activation.py [FOLDER]
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from due import TEXT, set_up
from journey import Atspi, Gio, GLib, travel, wait_for

APP = "io.github.attestdesk.Attest"
PATH = "/io/github/attestdesk/Attest"
INTERFACE = "org.freedesktop.Application"
# Attest stays for ten seconds when it was started with nothing to do.
LONGEST_IDLE = 30


class Started:
    """A process that the bus started, with what the journeys ask of one."""

    def __init__(self, pid):
        self.pid = pid
        self.returncode = 0

    def poll(self):
        return None if pathlib.Path(f"/proc/{self.pid}").exists() else 0

    def terminate(self):
        os.kill(self.pid, signal.SIGTERM)

    def wait(self, timeout=10):
        wait_for(lambda: self.poll() is not None, "Attest has ended", timeout)


class Bus:
    """The session bus, as the desktop's shell and a file manager call it."""

    def __init__(self, env):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        services = pathlib.Path(env["XDG_RUNTIME_DIR"]) / "dbus-1" / "services"
        services.mkdir(parents=True, exist_ok=True)
        installed = pathlib.Path(os.environ["ATTEST_SERVICE"]).read_text(encoding="utf-8")
        command = next(line for line in installed.splitlines() if line.startswith("Exec=")).removeprefix("Exec=")
        program, *options = command.split(" ")
        assert pathlib.Path(program).name == "attest", installed
        # As it is installed, but for where the program is.
        text = installed.replace(command, " ".join([shutil.which("attest"), *options]))
        (services / f"{APP}.service").write_text(text, encoding="utf-8")
        self.call("UpdateActivationEnvironment", GLib.Variant("(a{ss})", (env,)))
        self.call("ReloadConfig")

    def call(self, method, arguments=None):
        return self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, arguments,
                                  None, Gio.DBusCallFlags.NONE, 20000, None).unpack()

    def ask(self, method, arguments):
        """Asks Attest, which the bus starts for it where it does not run."""
        self.bus.call_sync(APP, PATH, INTERFACE, method, arguments, None, Gio.DBusCallFlags.NONE, 20000, None)

    def runs(self):
        return self.call("NameHasOwner", GLib.Variant("(s)", (APP,)))[0]

    def find_process(self):
        return Started(self.call("GetConnectionUnixProcessID", GLib.Variant("(s)", (APP,)))[0])


def look_at(desk, bus):
    """From now on the desk is that of the process which the bus started."""
    desk.process = bus.find_process()
    desk.application = wait_for(desk._find_application, "Attest shows a window")
    desk.focus_window()


def end(desk, bus):
    """Closes the window, and with it Attest."""
    desk.key("ctrl+q")
    wait_for(lambda: not bus.runs() and desk.process.poll() is not None, "Attest has ended")
    desk.process = desk.application = None


def count_windows(pid):
    desktop = Atspi.get_desktop(0)
    found = [desktop.get_child_at_index(index) for index in range(desktop.get_child_count())]
    return sum(one.get_child_count() for one in found if one is not None and one.get_process_id() == pid)


def notification(desk, bus):
    """What the shell does when a notification is chosen whose program has ended."""
    assert not bus.runs()
    bus.ask("ActivateAction", GLib.Variant("(sava{sv})", ("show-due", [], {})))
    look_at(desk, bus)
    desk.find(name="Due for re-review", role=("heading", "label", "panel"))
    desk.find(role="list item", starts="Due for re-review, 1 article")
    desk.picture("due")
    end(desk, bus)


def nothing_to_do(bus):
    """Started for nothing it shows nothing, and does not stay."""
    bus.call("StartServiceByName", GLib.Variant("(su)", (APP, 0)))
    started = bus.find_process()
    wait_for(lambda: not bus.runs() and started.poll() is not None or count_windows(started.pid), "it ends, or shows a window",
             LONGEST_IDLE)
    assert not bus.runs(), "Attest shows a window that nobody asked for"


def files(desk, bus):
    """What a file manager does, and then somebody at a terminal: both come to one window."""
    first = desk.folder / "sleep.md"
    second = desk.folder / "coffee.md"
    first.write_text(TEXT.replace("naps", "hours of sleep"), encoding="utf-8")
    second.write_text(TEXT.replace("naps", "cups of coffee"), encoding="utf-8")
    bus.ask("Open", GLib.Variant("(asa{sv})", ([first.as_uri()], {})))
    look_at(desk, bus)
    wait_for(lambda: has_article(desk, "hours of sleep"), "the file is imported")
    subprocess.run(["attest", str(second)], env=desk.env, check=True, timeout=30)
    wait_for(lambda: has_article(desk, "cups of coffee"), "the second file is imported by the same window")
    end(desk, bus)


def has_article(desk, words):
    return any(words in article["title"] for article in desk.cli("list")["articles"])


def about(desk, bus):
    """What stands on a window brings one along."""
    bus.ask("ActivateAction", GLib.Variant("(sava{sv})", ("about", [], {})))
    look_at(desk, bus)
    desk.find(has="The Attest founders")
    desk.find(role="list", name="Articles")
    desk.key("Escape")
    end(desk, bus)


def activation(desk):
    set_up(desk)
    article = desk.cli("list")["articles"][0]["id"]
    desk.cli("comment", article, "--quote", "20 minutes", "--text", "For whom?", "--blocking", who="Rosa")
    desk.remember(next(person["id"] for person in desk.cli("person", "list")["people"] if person["name"] == "Arthur"))
    bus = Bus(desk.env)
    notification(desk, bus)
    nothing_to_do(bus)
    files(desk, bus)
    about(desk, bus)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("activation", activation, sys.argv[1] if len(sys.argv) > 1 else temporary))
