#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the Flatpak, installs it and starts it, and looks at what is on the screen.

    test.py RUNTIME_REPOSITORY ARCHIVES WORK OUTPUT

Prints TAP and closes with the counts. Runs where there is no network; build-aux/dev flatpak sees to that.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

import derive

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent
APP = "io.github.attestdesk.Attest"
LONGEST = 300

counts = {"passed": 0, "failed": 0, "skipped": 0}


def report(name, problem="", skipped=""):
    """One line of TAP; returns whether the test passed."""
    verdict = "skipped" if skipped else "failed" if problem else "passed"
    counts[verdict] += 1
    number = sum(counts.values())
    for line in problem.splitlines():
        print(f"# {line}")
    print(f"{'not ok' if problem else 'ok'} {number} {name}" + (f" # SKIP {skipped}" if skipped else ""), flush=True)
    return verdict == "passed"


def run(*command, log=None):
    """Runs a command; returns what went wrong, or nothing."""
    started = time.monotonic()
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, errors="replace")
    if log is not None:
        log.write_text(result.stdout)
    print(f"# {command[0]} {' '.join(command[1:4])} ...: {time.monotonic() - started:.1f} s", flush=True)
    return "" if result.returncode == 0 else f"{' '.join(command)}\n" + "\n".join(result.stdout.splitlines()[-30:])


def copy_sources(folder):
    """The project without what is built, hidden or ignored."""
    shutil.copytree(PROJECT, folder, ignore=lambda _, names: [name for name in names if name.startswith(("_", "."))])
    return folder


def network():
    """The test means nothing where the network can be reached."""
    routes = pathlib.Path("/proc/net/route").read_text().splitlines()[1:]
    return f"there is a network: {routes}" if routes else ""


def installed_permissions():
    """What the installed app may do, as Flatpak itself says it."""
    shown = subprocess.run(["flatpak", "--user", "info", "--show-permissions", APP], capture_output=True, text=True, check=False)
    keys = dict(line.split("=", 1) for line in shown.stdout.splitlines() if "=" in line)
    if shown.returncode != 0:
        return shown.stderr
    if "network" in keys.get("shared", "") or "filesystems" in keys:
        return shown.stdout
    return ""


def exported_service():
    """The session bus of the host starts the app in its sandbox, for a notification that is chosen after it has ended."""
    exports = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "flatpak" / "exports" / "share"
    service = exports / "dbus-1" / "services" / f"{APP}.service"
    if not service.is_file():
        return f"{service.name} is not exported"
    text = service.read_text()
    return "" if "flatpak run" in text and f"{APP} --gapplication-service" in text and f"Name={APP}\n" in text else text


def build(repository, archives, work, output):
    derived, left_out = derive.derive(derive.load(), archives, copy_sources(work / "source"))
    manifest = work / "manifest.json"
    manifest.write_text(json.dumps(derived, indent=2))
    for module in left_out:
        report(f"module {module} from its archive", skipped="the package mirror did not give the archive; the runtime's library is used")
    steps = [
        ("runtime known", ["flatpak", "--user", "remote-add", "--no-gpg-verify", "local", f"file://{repository}"]),
        ("runtime installed", ["flatpak", "--user", "install", "-y", "--noninteractive", "local", f"runtime/{derive.RUNTIME}"]),
        (
            "built and installed",
            ["flatpak-builder", "--user", "--install", "--disable-rofiles-fuse", "--force-clean", "--state-dir", str(work / "state"),
             str(work / "build"), str(manifest)],
        ),
    ]
    for name, command in steps:
        if not report(name, run(*command, log=output / "flatpak-build.log")):
            return False
    linked = subprocess.run(["flatpak", "--user", "run", "--command=ldd", APP, "/app/bin/attest"], capture_output=True, text=True, check=False)
    for module, _ in derive.archives(derived):
        library = f"/app/lib/lib{module.removeprefix('lib')}"
        report(f"module {module} from its archive", "" if library in linked.stdout else f"attest does not take {library}")
    return True


def start(output):
    """Starts the installed app on a screen of its own; what the screen shows is looked at there, by look.py."""
    for old in output.glob("flatpak*.png"):
        old.unlink()
    command = [str(PROJECT / "build-aux" / "with-display"), "--keep-folders", "python3", str(HERE / "look.py"), APP, str(output)]
    with open(output / "flatpak-run.log", "w", encoding="utf-8") as log:
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=log, text=True, check=False, timeout=LONGEST)
    for line in result.stdout.splitlines():
        # What has no tab was said by a service of the session.
        name, tab, problem = line.partition("\t")
        if tab:
            report(name, problem)
    if result.returncode != 0:
        report("started", f"look.py ended with exit status {result.returncode}")


def main():
    repository, archives, work, output = (pathlib.Path(argument) for argument in sys.argv[1:5])
    shutil.rmtree(work, ignore_errors=True)
    for name in ("home", "data", "config", "cache", "state-home"):
        (work / name).mkdir(parents=True)
    os.environ.update(
        HOME=str(work / "home"), XDG_DATA_HOME=str(work / "data"), XDG_CONFIG_HOME=str(work / "config"),
        XDG_CACHE_HOME=str(work / "cache"), XDG_STATE_HOME=str(work / "state-home"), FLATPAK_FANCY_OUTPUT="0",
    )
    report("no network here", network())
    if build(repository, archives, work, output):
        report("permissions of what is installed", installed_permissions())
        report("service of what is installed", exported_service())
        start(output)
    shutil.rmtree(work, ignore_errors=True)
    print(f"\nattest: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
