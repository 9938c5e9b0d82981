#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text becomes due for re-review: the desktop is told once, over the bus, and not after a restart; choosing the
notification leads to the texts that are due.

    due.py [FOLDER]
"""

import sys
import tempfile

from journey import Gio, GLib, travel, wait_for

TEXT = "# Do naps help?\n\nSome do. A nap of 20 minutes is enough for most people.\n"
INTERFACE = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>
<arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


class Receiver:
    """What shows notifications on a desktop; here it only notes them."""

    def __init__(self):
        self.told = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object("/org/freedesktop/Notifications", interface, self.called, None, None)
        owned = []
        Gio.bus_own_name_on_connection(
            self.bus, "org.freedesktop.Notifications", Gio.BusNameOwnerFlags.NONE, lambda *_: owned.append(True), None)
        wait_for(lambda: owned, "the name of the notifications is ours")

    def called(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        answers = {"GetCapabilities": ("(as)", (["actions", "body"],)),
                   "GetServerInformation": ("(ssss)", ("journey", "attest", "1", "1.2"))}
        if method == "Notify":
            self.told.append({"title": arguments[3], "body": arguments[4], "actions": arguments[5]})
            invocation.return_value(GLib.Variant("(u)", (len(self.told),)))
        elif method in answers:
            invocation.return_value(GLib.Variant(*answers[method]))
        else:
            invocation.return_value(None)

    def choose(self, number):
        self.bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked",
                             GLib.Variant("(us)", (number, "default")))


def set_up(desk):
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    for name, role in (("Edith", "editor"), ("Arthur", "author"), ("Rosa", "reviewer"), ("Kim", "reviewer")):
        desk.cli("person", "add", "--name", name, "--role", role, who=None if name == "Edith" else "Edith")
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Arthur")
    article = desk.cli("list")["articles"][0]["id"]
    desk.cli("submit", article, who="Arthur")
    for reviewer in ("Rosa", "Kim"):
        desk.cli("verdict", article, "--accurate", "yes", "--safe", "yes", "--current", "yes", who=reviewer)
    return article


def due(desk):
    receiver = Receiver()
    article = set_up(desk)
    desk.start()
    desk.find(role="list", name="Articles")
    # What somebody else does, in another program, makes it due while the window is open.
    desk.cli("comment", article, "--quote", "20 minutes", "--text", "For whom?", "--blocking", who="Rosa")
    wait_for(lambda: receiver.told, "the desktop is told")
    assert receiver.told[0]["title"] == "1 text is due for re-review", receiver.told
    assert receiver.told[0]["body"] == "Do naps help?", receiver.told
    desk.find(role="list item", starts="Due for re-review, 1 article")
    receiver.choose(1)
    desk.find(name="Due for re-review", role=("heading", "label", "panel"))
    desk.picture("due")
    desk.close()
    desk.start()
    desk.find(role="list item", starts="Due for re-review, 1 article")
    quiet = GLib.get_monotonic_time() + 5_000_000
    wait_for(lambda: GLib.get_monotonic_time() > quiet, "five seconds go by")
    assert len(receiver.told) == 1, receiver.told


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("due", due, sys.argv[1] if len(sys.argv) > 1 else temporary))
