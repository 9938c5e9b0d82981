#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests of a build with Meson and closes with one line that counts every test in every program.

Meson itself counts programs. The programs print TAP, one line a test, and skip with a reason; Meson keeps what they
printed in testlog.json, which is read here.
"""

import json
import pathlib
import re
import subprocess
import sys

TAP_LINE = re.compile(r"^(not ok|ok)\b(?:\s+\d+)?(?:\s*-?\s*(.*?))?(?:\s*#\s*(SKIP|TODO)\b\s*(.*))?$", re.IGNORECASE)
PASSING_RESULTS = {"OK", "EXPECTEDFAIL"}
# How much of what a failed program printed, on each of its two streams, is shown again after all have run.
LINES_SHOWN = 25


def count_tap(run):
    """Yields (verdict, name, reason) for each test of one program's run."""
    failed = 0
    found = 0
    for line in run.get("stdout", "").splitlines():
        match = TAP_LINE.match(line)
        if match is None:
            continue
        found += 1
        outcome, name, directive, reason = match.groups()
        if (directive or "").upper() == "SKIP":
            yield "skipped", name, reason or "no reason given"
        elif outcome.lower() == "ok":
            yield "passed", name, ""
        else:
            failed += 1
            yield "failed", name, ""
    result = run["result"]
    if found == 0:
        verdict = "skipped" if result == "SKIP" else "passed" if result in PASSING_RESULTS else "failed"
        yield verdict, run["name"], "" if verdict == "passed" else result.lower()
    elif failed == 0 and result not in PASSING_RESULTS | {"SKIP"}:
        # The program died, or ran out of time, after its last line.
        yield "failed", run["name"], f"{result.lower()}, exit status {run.get('returncode')}"


def main(build, *arguments):
    log = pathlib.Path(build, "meson-logs", "testlog.json")
    log.unlink(missing_ok=True)
    command = ["meson", "test", "-C", build, "--no-rebuild", "--print-errorlogs", *arguments]
    status = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode

    counts = {"passed": 0, "failed": 0, "skipped": 0}
    named = []
    runs = [json.loads(line) for line in log.read_text(errors="replace").splitlines()] if log.exists() else []
    for run in runs:
        if run["result"] not in PASSING_RESULTS | {"SKIP"}:
            print(f"\nlast lines of {run['name']}:")
            for stream in ("stderr", "stdout"):
                print("\n".join(run.get(stream, "").splitlines()[-LINES_SHOWN:]))
        for verdict, name, reason in count_tap(run):
            counts[verdict] += 1
            if verdict != "passed":
                program = run["name"].split(" / ")[-1]
                where = name if name == program else f"{program}: {name}"
                named.append(f"{verdict}: {where}" + (f" ({reason})" if reason else ""))
    if named:
        print()
        print("\n".join(sorted(named, reverse=True)))
    if status != 0 and counts["failed"] == 0:
        print(f"failed: meson test itself ended with exit status {status}")
        counts["failed"] += 1
    if not runs and status == 0:
        print("no test ran")
        status = 1
    print(f"\nattest: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped", flush=True)
    return 1 if counts["failed"] or status != 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
