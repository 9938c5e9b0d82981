#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window of another program: files that can be dragged out of it, and text that it has copied.

    other-program.py [--copy TEXT-FILE] [FILE...]
"""

import pathlib
import sys

import gi

gi.require_version("Gtk", "4.0")
gi.require_version("Gdk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402

TITLE = "Another program"


def main():
    arguments = sys.argv[1:]
    text = None
    if arguments[:1] == ["--copy"]:
        text = pathlib.Path(arguments[1]).read_text(encoding="utf-8")
        arguments = arguments[2:]
    Gtk.init()
    label = Gtk.Label(label="Drag from here", hexpand=True, vexpand=True)
    window = Gtk.Window(title=TITLE, default_width=180, default_height=120, child=label)
    if arguments:
        files = GObject.Value(Gdk.FileList, Gdk.FileList.new_from_list([Gio.File.new_for_path(one) for one in arguments]))
        source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
        source.connect("prepare", lambda *_: Gdk.ContentProvider.new_for_value(files))
        label.add_controller(source)
    if text is not None:
        window.get_clipboard().set(text)
    window.present()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
