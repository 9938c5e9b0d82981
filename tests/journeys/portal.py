#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export and "Open" as in the sandbox, by the desktop's own portal: the folder is chosen in its window, which is another
program's, and the page is opened by the program that the desktop has for pages.

    portal.py [FOLDER]
"""

import os
import pathlib
import stat
import subprocess
import sys
import tempfile

from journey import Atspi, run, travel, wait_for, walk

TITLE = "Do naps help?"


def add_browser(desk):
    """A program for pages that notes what it was asked to show. The portal looks for it in the session's folders."""
    shown = desk.folder / "shown"
    browser = desk.folder / "browser"
    browser.write_text(f"#!/bin/sh\necho \"$1\" > {shown}.new && mv {shown}.new {shown}\n", encoding="utf-8")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    applications = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "applications"
    applications.mkdir(parents=True, exist_ok=True)
    (applications / "pages.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Pages\nExec={browser} %u\nMimeType=text/html;\n", encoding="utf-8"
    )
    config = pathlib.Path(os.environ["XDG_CONFIG_HOME"])
    config.mkdir(parents=True, exist_ok=True)
    (config / "mimeapps.list").write_text("[Default Applications]\ntext/html=pages.desktop\n", encoding="utf-8")
    return shown


class Listener:
    """Notes what is said to the portal on the session bus."""

    def __init__(self, desk):
        self.file = desk.folder / "portal.log"
        rules = [f"type='method_call',interface='org.freedesktop.portal.{name}'" for name in ("FileChooser", "OpenURI")]
        with open(self.file, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(["dbus-monitor", "--session", *rules], stdout=log, stderr=log)
        wait_for(lambda: self.file.stat().st_size > 0, "the session bus is listened to")

    def heard(self, interface, member):
        """The call with its arguments, or None."""
        for call in self.file.read_text(encoding="utf-8", errors="replace").split("method call "):
            if f"interface=org.freedesktop.portal.{interface}; member={member}\n" in call:
                return call
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def window_of(desk, title):
    found = run("bash", "-c", f"xdotool search --onlyvisible --name '^{title}' || true", env=desk.env).split()
    return found[-1] if found else None


def program_of(window):
    process = run("xdotool", "getwindowpid", window).strip()
    return pathlib.Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8").split("\0")[0]


def find_dialog(title):
    """The portal's window in the tree of assistive technology, once it has the keyboard."""
    desktop = Atspi.get_desktop(0)
    for application in (desktop.get_child_at_index(index) for index in range(desktop.get_child_count())):
        if application is None or not (application.get_name() or "").startswith("xdg-desktop-portal"):
            continue
        for window in (application.get_child_at_index(index) for index in range(application.get_child_count())):
            if window.get_name() == title and window.get_state_set().contains(Atspi.StateType.ACTIVE):
                return window
    return None


def find_location(dialog):
    """The entry for a place, once it has the keyboard."""
    for node in walk(dialog):
        if node.get_role_name() == "text" and node.get_state_set().contains(Atspi.StateType.FOCUSED):
            return node
    return None


def choose_folder(desk, folder):
    title = "Choose a folder for the page"
    window = wait_for(lambda: window_of(desk, title), "the portal asks for a folder")
    program = program_of(window)
    assert "xdg-desktop-portal" in program, program
    run("xdotool", "windowactivate", "--sync", window)
    dialog = wait_for(lambda: find_dialog(title), "the portal's window has the keyboard")
    desk.settle()
    desk.key("slash")
    location = wait_for(lambda: find_location(dialog), "the place can be typed")
    wait_for(lambda: desk.text_of(location) == "/", "the first key of the place arrived")
    # Not typed, since the entry completes while one types.
    Atspi.EditableText.set_text_contents(location, f"{folder}/")
    wait_for(lambda: desk.text_of(location) == f"{folder}/", "the place is entered")
    desk.picture("the-portal-asks")
    desk.key("Return")
    wait_for(lambda: window_of(desk, title) is None, "the portal has its answer")


def portal(desk):
    shown = add_browser(desk)
    folder = desk.folder / "pages"
    folder.mkdir()
    text = desk.folder / "naps.md"
    text.write_text(f"# {TITLE}\n\nSome do.\n", encoding="utf-8")
    desk.cli("init")
    desk.cli("person", "add", "--name", "Ada", "--role", "editor")
    desk.cli("import", text, who="Ada")

    desk.env["GDK_DEBUG"] = "portals"
    with Listener(desk) as listener:
        export(desk, folder, shown, listener)


def export(desk, folder, shown, listener):
    desk.start(desk.library)
    desk.find(role="list item", starts=TITLE)
    desk.go_to(lambda node: node.get_role_name() == "list item" and (node.get_name() or "").startswith(TITLE), TITLE)
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")

    desk.key("ctrl+e")
    choose_folder(desk, folder)
    page = folder / "do-naps-help.html"
    wait_for(page.exists, "the page is written")
    assert "Some do." in page.read_text(encoding="utf-8")
    desk.sees("Exported “do-naps-help.html”")
    desk.picture("exported")
    desk.press("Open")
    wait_for(shown.exists, "the program for pages was asked")
    assert shown.read_text(encoding="utf-8").strip() in (page.as_uri(), str(page)), shown.read_text(encoding="utf-8")
    # A sandboxed program has no other way to show a file than to hand it over open.
    call = wait_for(lambda: listener.heard("OpenURI", "OpenFile"), "the portal was asked to open the page")
    assert "file descriptor" in call, call
    assert listener.heard("OpenURI", "OpenURI") is None
    asked = listener.heard("FileChooser", "OpenFile")
    assert asked is not None and '"directory"' in asked, asked


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("portal", portal, sys.argv[1] if len(sys.argv) > 1 else temporary))
