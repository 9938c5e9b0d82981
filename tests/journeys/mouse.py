# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hand does with the mouse beyond a click: it drags, also out of another program's window."""

import contextlib
import pathlib
import subprocess

from journey import Atspi, run, wait_for

OTHER = pathlib.Path(__file__).resolve().with_name("other-program.py")


@contextlib.contextmanager
def other_program(desk, *arguments):
    """Another program's window, in the corner that ours leaves free; see other-program.py for the arguments. Gives its middle."""
    process = subprocess.Popen(["python3", OTHER, *map(str, arguments)], env=desk.env)
    try:
        search = "xdotool search --onlyvisible --name '^Another program$' || true"
        window = wait_for(lambda: run("bash", "-c", search, env=desk.env).strip(), "the other program has a window")
        run("xdotool", "windowmove", "--sync", window, 1000, 600)
        shape = dict(
            line.split("=") for line in run("xdotool", "getwindowgeometry", "--shell", window, env=desk.env).splitlines()
        )
        yield int(shape["X"]) + int(shape["WIDTH"]) // 2, int(shape["Y"]) + int(shape["HEIGHT"]) // 2
    finally:
        process.terminate()
        process.wait()


def middle_of(node):
    place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return place.x + place.width // 2, place.y + place.height // 2


def place_of_words(desk, node, words):
    """Where words of a text that are in sight stand on the screen: x, y, width, height."""
    start = desk.index_of(node, words)
    place = Atspi.Text.get_range_extents(node, start, start + len(words), Atspi.CoordType.WINDOW)
    # The toolkit counts from where it begins to draw, and the frame from before its border; both are told as the window's.
    frame = desk.find(role="frame", name="Attest").get_component_iface()
    border = -2 * frame.get_extents(Atspi.CoordType.WINDOW).x
    return place.x + border, place.y + border, place.width, place.height


def middle_of_words(desk, node, words):
    x, y, width, height = place_of_words(desk, node, words)
    return x + width // 2, y + height // 2


def drag(desk, start, end, picture="dragged"):
    """From one place of the screen to another, as a hand does it."""
    run("xdotool", "mousemove", *start, "sleep", 0.2, "mousedown", 1, "sleep", 0.2)
    for step in range(1, 11):
        x, y = (one + (other - one) * step // 10 for one, other in zip(start, end))
        run("xdotool", "mousemove", x, y, "sleep", 0.05)
    desk.picture(picture)
    run("xdotool", "mouseup", 1)
