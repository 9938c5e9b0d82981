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

from journey import Atspi, can_be_pressed, run, travel, wait_for, walk

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


def start_chooser(desk, folder):
    """The program that shows the portal's windows, started here and not by the session bus, so that it begins with the folder."""
    run("gsettings", "set", "org.gtk.Settings.FileChooser", "startup-mode", "cwd", env=desk.env)
    service = pathlib.Path("/usr/share/dbus-1/services/org.freedesktop.impl.portal.desktop.gtk.service")
    program = next(line for line in service.read_text(encoding="utf-8").splitlines() if line.startswith("Exec="))
    log = open(desk.folder / "chooser.log", "w", encoding="utf-8")
    return subprocess.Popen([program.removeprefix("Exec=")], cwd=folder, env=desk.env, stdout=log, stderr=log)


def find_answer():
    """The button that answers the portal's window."""
    desktop = Atspi.get_desktop(0)
    for application in (desktop.get_child_at_index(index) for index in range(desktop.get_child_count())):
        if application is None or not (application.get_name() or "").startswith("xdg-desktop-portal"):
            continue
        for node in walk(application):
            if node.get_role_name() in ("button", "push button") and node.get_name() == "Export" and can_be_pressed(node):
                return node
    return None


def answer_chooser(desk, chooser):
    title = "Choose a folder for the page"
    window = wait_for(lambda: window_of(desk, title), "the portal asks for a folder")
    assert run("xdotool", "getwindowpid", window).strip() == str(chooser.pid), "another program asks for the folder"
    answer = wait_for(find_answer, "the portal's window can be answered")
    desk.picture("the-portal-asks")
    answer.get_action_iface().do_action(0)
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
    chooser = start_chooser(desk, folder)
    try:
        with Listener(desk) as listener:
            export(desk, folder, shown, listener, chooser)
    finally:
        chooser.terminate()


def export(desk, folder, shown, listener, chooser):
    desk.start(desk.library)
    desk.find(role="list item", starts=TITLE)
    desk.go_to(lambda node: node.get_role_name() == "list item" and (node.get_name() or "").startswith(TITLE), TITLE)
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")

    desk.key("ctrl+e")
    answer_chooser(desk, chooser)
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
