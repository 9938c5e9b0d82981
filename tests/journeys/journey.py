# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the desk: finds things by their accessible names, presses keys, and waits for what should follow.

Nothing here sleeps for luck: every step waits for a condition and says which one did not come true.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import traceback

import gi

gi.require_version("Atspi", "2.0")
gi.require_version("Gdk", "4.0")
from gi.repository import Atspi, Gdk, Gio, GLib  # noqa: E402

PATIENCE = float(os.environ.get("ATTEST_JOURNEY_PATIENCE", "30"))
DOUBLE_CLICK_TIME = 0.5


class Failed(Exception):
    """A step did not come true."""


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **options).stdout


def wait_for(condition, what, patience=PATIENCE):
    """Asks until the condition gives something true, and returns that."""
    end = time.monotonic() + patience
    pause = 0.02
    while True:
        # What was said to a screen reader meanwhile, see Desk.listen ().
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            found = condition()
        except GLib.Error:
            found = None  # A widget went away between two questions.
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"not within {patience:.0f} s: {what}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.3)


def walk(node, depth=0):
    """All accessible objects below node that can be seen, in reading order."""
    if node is None or depth > 60:
        return
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is None:
            continue
        yield child
        yield from walk(child, depth + 1)


def is_showing(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE)


def is_usable(node):
    return is_showing(node) and node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def can_be_pressed(node):
    action = node.get_action_iface()
    return is_usable(node) and action is not None and action.get_n_actions() > 0


class Desk:
    """The application with a fresh library of its own, and the screen that it is on."""

    def __init__(self, output, folder=None):
        self.output = pathlib.Path(output)
        self.output.mkdir(parents=True, exist_ok=True)
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="attest-journey-"))
        self.library = self.folder / "board.attest-library"
        self.process = None
        self.application = None
        self.pictures = 0
        self.said = []
        self.listener = None
        self.clicked = 0
        self.env = dict(os.environ)
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            self.env[f"XDG_{name}_HOME"] = str(self.folder / name.lower())
        # A blinking cursor would keep the screen from standing still.
        toolkit = self.folder / "config" / "gtk-4.0"
        toolkit.mkdir(parents=True, exist_ok=True)
        (toolkit / "settings.ini").write_text("[Settings]\ngtk-cursor-blink=false\n", encoding="utf-8")
        self.env["GSETTINGS_BACKEND"] = "keyfile"
        self.env.setdefault("GTK_A11Y", "atspi")
        # The toolkit's own file chooser: the portal's is another program, which here has neither a screen that is high
        # enough for it nor a window manager to give it the keyboard.
        self.env["GDK_DEBUG"] = "no-portals"

    # ---- The programs ----

    def cli(self, *arguments, who=None):
        """What attest-cli says about the record, as a value."""
        command = ["attest-cli", "--library", self.library, "--json"]
        if who:
            command += ["--as", who]
        return json.loads(run(*command, *arguments, env=self.env) or "null")

    def start(self, *arguments):
        log = open(self.folder / "attest.log", "a", encoding="utf-8")
        self.process = subprocess.Popen(["attest", *map(str, arguments)], env=self.env, stdout=log, stderr=log)
        self.application = wait_for(self._find_application, "Attest shows a window")
        self.focus_window()
        return self

    def remember(self, person, size=None):
        """Somebody was here before, whose id it is; size: of the window then."""
        settings = self.folder / "config" / "glib-2.0" / "settings"
        settings.mkdir(parents=True, exist_ok=True)
        window = "" if size is None else f"window-width={size[0]}\nwindow-height={size[1]}\n"
        (settings / "keyfile").write_text(f"[io/github/attestdesk/Attest]\nlast-person='{person}'\n{window}", encoding="utf-8")

    def start_as(self, person, size=None):
        """Starts the program as somebody, whose id it is, who was here before; size: of the window."""
        self.remember(person, size)
        self.start()
        self.find(role="list", name="Articles")

    def open_article(self, word):
        """From the list of articles, by the keyboard: the first with a word in what its row says. Returns: its source, once the text is there"""
        self.go_to(
            lambda node: node.get_role_name() == "list item"
            and any(word in (part.get_name() or "") for part in [node, *walk(node)]),
            f"the article about {word}",
        )
        self.key("Return")
        source = self.find(role="text", name="Source")
        wait_for(lambda: self.text_of(source), "the text is there")
        return source

    def _find_application(self):
        if self.process.poll() is not None:
            raise Failed(f"attest ended with {self.process.returncode}: {self.log()}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self.process.pid:
                return application if application.get_child_count() > 0 else None
        return None

    def log(self):
        return (self.folder / "attest.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = self.application = None

    def close(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = self.application = None

    def forget(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- Finding ----

    def look(self, role=None, name=None, within=None, starts=None, has=None, fits=None):
        """The first thing in sight that fits, or None."""
        for node in walk(within or self.application):
            if role is not None and node.get_role_name() not in ((role,) if isinstance(role, str) else role):
                continue
            label = node.get_name() or ""
            if name is not None and label != name:
                continue
            if starts is not None and not label.startswith(starts):
                continue
            if has is not None and has not in label:
                continue
            if is_showing(node) and (fits is None or fits(node)):
                return node
        return None

    def find(self, role=None, name=None, within=None, starts=None, has=None, patience=PATIENCE):
        what = " ".join(f"{part}" for part in (role, repr(name or starts or has)) if part)
        return wait_for(lambda: self.look(role, name, within, starts, has), f"{what} is in sight", patience)

    def gone(self, role=None, name=None, has=None):
        wait_for(lambda: self.look(role, name, has=has) is None, f"{role} {name or has!r} went away")

    def sees(self, text, within=None):
        """Waits until some label in sight has these words."""
        return self.find(has=text, within=within)

    # ---- Listening ----

    def listen(self):
        """From now on, notes what a screen reader is asked to say."""
        if self.listener is None:
            self.listener = Atspi.EventListener.new(lambda event: self.said.append(str(event.any_data)))
            self.listener.register("object:announcement")
        self.said.clear()
        return self

    def hears(self, text):
        """Waits until a screen reader was asked to say these words, among others, since listen ()."""
        return wait_for(
            lambda: next((said for said in self.said if text in said), None), f"{text!r} is said to a screen reader"
        )

    # ---- Acting ----

    def press(self, name=None, role=("button", "push button", "toggle button", "menu item"), within=None, starts=None, has=None):
        """Presses a button as assistive technology does, once it can be pressed."""
        node = wait_for(
            lambda: self.look(role, name, within, starts, has, fits=can_be_pressed), f"{name or starts or has!r} can be pressed"
        )
        if not node.get_action_iface().do_action(0):
            raise Failed(f"{name or starts or has!r} does nothing when pressed")
        return node

    def switch_on(self, name, role=("switch", "check box", "radio button", "toggle button")):
        """Switches on what is not on already."""
        node = wait_for(lambda: self.look(role, name, fits=can_be_pressed), f"{name!r} can be switched on")
        states = node.get_state_set()
        if not states.contains(Atspi.StateType.CHECKED) and not states.contains(Atspi.StateType.PRESSED):
            node.get_action_iface().do_action(0)
            wait_for(
                lambda: node.get_state_set().contains(Atspi.StateType.CHECKED)
                or node.get_state_set().contains(Atspi.StateType.PRESSED),
                f"{name!r} is on",
            )
        return node

    def focus_window(self):
        wait_for(
            lambda: subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--class", "attest", "windowfocus"],
                capture_output=True,
                check=False,
                env=self.env,
            ).returncode
            == 0,
            "the window takes the keyboard",
        )

    def focused(self):
        """What has the keyboard."""
        for node in walk(self.application):
            if node.get_state_set().contains(Atspi.StateType.FOCUSED) and is_showing(node):
                return node
        return None

    def act_as(self, name):
        """Becomes somebody of the board, from the button that says who acts."""
        if self.look(role="toggle button", name=f"Acting as {name}"):
            return
        nobody = self.look(role="toggle button", name="Choose who you are")
        self.press(starts="Choose who you are" if nobody else "Acting as", role="toggle button")
        people = self.find(role="list", name="People")
        wait_for(lambda: any(node.get_role_name() == "list item" for node in walk(people)), "the people are listed")
        self.go_to(lambda node: node.get_role_name() == "list item" and name in (node.get_name() or ""), name)
        self.key("Return")
        self.find(role="toggle button", name=f"Acting as {name}")
        self.gone(role="list", name="People")

    def sign_off(self, picture=None):
        """Answers the open questions of a verdict with yes."""
        self.find(role="label", name="Is it accurate?")
        for node in list(walk(self.application)):
            if node.get_name() == "Yes" and node.get_role_name() == "radio button":
                node.get_action_iface().do_action(0)
        if picture:
            self.picture(picture)
        self.press("Sign off")
        self.gone(role="label", name="Is it accurate?")

    def go_to(self, fits, what, key="Tab", most=60):
        """Presses a key until what has the keyboard fits."""
        for _ in range(most):
            node = self.focused()
            if node is not None and fits(node):
                return node
            before = node
            self.key(key)
            deadline = time.monotonic() + 0.6
            while time.monotonic() < deadline and self.focused() == before:
                time.sleep(0.02)
        raise Failed(f"{key} never led to {what}")

    def key(self, *keys):
        run("xdotool", "key", "--clearmodifiers", "--delay", "20", *keys)

    def type(self, text):
        run("xdotool", "type", "--clearmodifiers", "--delay", "12", "--", text)

    def click(self, x, y, times=1, button=1, hold=None):
        """Clicks at a place of the screen, with a key held down if there is one."""
        # The toolkit takes clicks in quick succession for one, also where the pointer moved on.
        time.sleep(max(0, self.clicked + DOUBLE_CLICK_TIME - time.monotonic()))
        keys = (["keydown", hold], ["keyup", hold]) if hold else ([], [])
        presses = ["click", "--repeat", times, "--delay", 40, button]
        run("xdotool", "mousemove", x, y, *keys[0], *presses, *keys[1])
        self.clicked = time.monotonic()

    def text_of(self, node):
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def index_of(self, node, words):
        """Where the words begin, in characters, once they stand in the text: keys arrive later than they are pressed."""
        return wait_for(lambda: self.text_of(node).find(words) + 1, f"{words!r} stands in the text") - 1

    def is_underlined(self, node, words):
        """Whether assistive technology is told that the words, if they are there yet, are spelled wrong."""
        start = self.text_of(node).find(words)
        return start >= 0 and "error" in str(Atspi.Text.get_text_attributes(node, start + 1))

    def focus_source(self):
        """Puts the cursor into the source with the keyboard."""
        self.go_to(lambda node: node.get_name() == "Source", "the source")

    def select(self, node, words):
        """Selects words of the text that has the keyboard, with its keys, and waits until they are selected."""
        start = self.index_of(node, words)
        self.key("ctrl+Home")
        if start > 0:
            run("xdotool", "key", "--delay", "3", "--repeat", start, "Right")
        run("xdotool", "key", "--delay", "3", "--repeat", len(words), "shift+Right")
        wait_for(lambda: self.selection_of(node) == words, f"{words!r} is selected")

    def selection_of(self, node):
        if Atspi.Text.get_n_selections(node) == 0:
            return ""
        chosen = Atspi.Text.get_selection(node, 0)
        return Atspi.Text.get_text(node, chosen.start_offset, chosen.end_offset)

    def type_path(self, path):
        """Types into the chooser's field, again where what it completes by itself came between the keys."""
        for _ in range(5):
            self.key("ctrl+a")
            self.type(path)
            self.settle()
            # What was completed stands behind the cursor.
            self.key("shift+End", "Delete")
            self.settle()
            field = self.focused()
            if field is None or field.get_role_name() not in ("text", "entry") or self.text_of(field) == path:
                return
            print(f"# the chooser made {self.text_of(field)!r} of the path", flush=True)

    def choose_file(self, title, path, picture=None):
        """Answers a file chooser, which is a window of its own, with keys."""

        def shown():
            found = run("bash", "-c", f"xdotool search --onlyvisible --name '^{title}' || true", env=self.env).split()
            return found[-1] if found else None

        window = wait_for(shown, f"the file chooser {title!r} is in sight")
        run("xdotool", "windowfocus", "--sync", window)
        self.settle()
        self.key("ctrl+l")
        self.settle()
        self.type_path(str(path))
        if picture:
            self.picture(picture)
        # A first Return may only take what is typed over into the list.
        for _ in range(3):
            self.key("Return")
            self.settle()
            if shown() is None:
                break
        wait_for(lambda: shown() is None, "the file chooser is gone")
        self.focus_window()

    # ---- Showing ----

    def picture(self, name):
        """A numbered picture of the screen."""
        self.pictures += 1
        path = self.output / f"{self.pictures:02d}-{name}.png"
        self.settle()
        run("import", "-window", "root", path)
        return path

    def settle(self):
        """Waits until the screen stands still, at most three seconds."""
        before = None
        for _ in range(12):
            now = run("bash", "-c", "import -window root rgb:- | sha256sum")
            if now == before:
                return
            before = now
            time.sleep(0.2)

    def dump(self, node=None, depth=0, lines=None):
        """What assistive technology is told, for whoever has to find out why a step failed."""
        lines = [] if lines is None else lines
        node = node or self.application
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is None or not is_showing(child):
                continue
            if child.get_name() or child.get_role_name() not in ("filler", "panel", "unknown", "invalid"):
                lines.append("  " * depth + f"{child.get_role_name()} {child.get_name()!r}")
            self.dump(child, depth + 1, lines)
        return "\n".join(lines)


class WaylandDesk(Desk):
    """The same under Wayland, where no program may press keys for another or look at the screen: the compositor does the one."""

    COMPOSITOR = "org.gnome.Mutter.RemoteDesktop"

    def __init__(self, output, folder=None):
        super().__init__(output, folder)
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.keyboard = self._call("/org/gnome/Mutter/RemoteDesktop", self.COMPOSITOR, "CreateSession")[0]
        self._call(self.keyboard, f"{self.COMPOSITOR}.Session", "Start")

    def _call(self, path, interface, method, arguments=None):
        return self.bus.call_sync(
            self.COMPOSITOR, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 5000, None
        ).unpack()

    def _press(self, symbol, down):
        self._call(
            self.keyboard, f"{self.COMPOSITOR}.Session", "NotifyKeyboardKeysym", GLib.Variant("(ub)", (symbol, down))
        )
        time.sleep(0.01)  # As a hand does it: otherwise keys repeat or come in one burst.

    def key(self, *keys):
        names = {"ctrl": "Control_L", "shift": "Shift_L", "alt": "Alt_L"}
        for key in keys:
            symbols = [Gdk.keyval_from_name(names.get(name, name)) for name in key.split("+")]
            for symbol in symbols:
                self._press(symbol, True)
            for symbol in reversed(symbols):
                self._press(symbol, False)

    def type(self, text):
        for character in text:
            symbol = Gdk.unicode_to_keyval(ord(character))
            self._press(symbol, True)
            self._press(symbol, False)

    def focus_window(self):
        pass  # The compositor gives a new window the keyboard.

    def picture(self, name):
        pass

    def settle(self):
        pass


def travel(name, steps, output, desk_class=Desk):
    """Runs a journey and says in TAP how it went; on failure leaves a picture and what could be seen."""
    print("1..1", flush=True)
    desk = desk_class(output)
    try:
        steps(desk)
        print(f"ok 1 {name}", flush=True)
        return 0
    except Exception as error:  # Whatever it was, the picture helps.
        if (desk.folder / "attest.log").exists():
            print("\n".join(f"# log: {line}" for line in desk.log().splitlines()))
        if desk.application is not None:
            desk.picture("failed")
            # One that died has nothing left to be seen, and its log says why.
            try:
                print("\n".join(f"# {line}" for line in desk.dump().splitlines()))
            except GLib.Error as gone:
                print(f"# {gone.message}")
        # The reason stands last: of a long output it is the end that is kept.
        if isinstance(error, subprocess.CalledProcessError):
            print(f"# {error.stderr}")
        for line in f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}: {error}".splitlines():
            print(f"# {line}")
        print(f"not ok 1 {name}", flush=True)
        return 1
    finally:
        desk.close()
        desk.forget()
