# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyboard that tells when each key went down, which a program that types for us does not."""

import ctypes
import ctypes.util
import time


def _load(name):
    found = ctypes.util.find_library(name)
    if found is None:
        raise RuntimeError(f"the library {name} is not here")
    return ctypes.CDLL(found)


class Keyboard:
    """Presses keys through the X server's test extension; characters on the first level of the layout only."""

    NAMES = {" ": "space", "\n": "Return"}

    def __init__(self):
        self.x = _load("X11")
        self.test = _load("Xtst")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XStringToKeysym.restype = ctypes.c_ulong
        self.x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self.x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self.test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.display = self.x.XOpenDisplay(None)
        if self.display is None:
            raise RuntimeError("there is no screen to type at")

    def press(self, name):
        """Presses one key, such as a letter, and returns the monotonic time at which the X server had it."""
        symbol = self.x.XStringToKeysym(self.NAMES.get(name, name).encode())
        code = self.x.XKeysymToKeycode(self.display, symbol)
        if code == 0:
            raise RuntimeError(f"there is no key {name!r}")
        self.test.XTestFakeKeyEvent(self.display, code, 1, 0)
        self.x.XSync(self.display, 0)
        pressed = time.monotonic()
        self.test.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x.XSync(self.display, 0)
        return pressed
