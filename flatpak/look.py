#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the installed Flatpak and looks whether its window and the web page in it are there.

    look.py APP OUTPUT

Prints one line for each thing looked at: its name, a tab, and what is wrong with it, if anything is.
"""

import pathlib
import subprocess
import sys
import time

LONGEST = 30.0


def wait_for(what):
    """What `what` gives, once it gives something, or None when it takes too long."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    return None


def report(name, problem=""):
    print(f"{name}\t{problem}", flush=True)


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def window():
    return output_of("xdotool", "search", "--onlyvisible", "--name", ".").split()


def web_processes():
    return output_of("pgrep", "-f", "WebKitWebProcess").split()


def colours(picture):
    return int(output_of("identify", "-format", "%k", str(picture)) or 0)


def main():
    app, output = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run(["flatpak", "--user", "run", "--command=attest-cli", app, "init", "--sample"], check=False)
    began = time.monotonic()
    process = subprocess.Popen(["flatpak", "--user", "run", app], stdout=sys.stderr)
    found = wait_for(window)
    report("window" if found is None else f"window, after {time.monotonic() - began:.1f} s", "" if found else "no window")
    time.sleep(2)
    picture = output / "flatpak.png"
    subprocess.run(["import", "-window", "root", str(picture)], check=False)
    report("picture of the window", "" if colours(picture) > 20 else "the screen is empty")
    still_runs = process.poll() is None
    report("still runs", "" if still_runs else f"ended with exit status {process.returncode}")
    subprocess.run(["flatpak", "kill", app], check=False)


if __name__ == "__main__":
    main()
