#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmarks of a build one after another and prints their figures as one table.

A benchmark prints one JSON object a line for each thing that it measured:

    {"bench": "render", "unit": "MB/s", "median": 51.0, "p95": 47.2, "runs": 40,
     "peer": "cmark-gfm", "peer_median": 48.8, "aim": "not slower than the peer"}

`p95` is the value that 95 of 100 runs are at least as good as; so are `p99` and `peer_p99`. All but `bench`, `unit` and `median` may be absent.
Other lines are shown as they are.
"""

import json
import pathlib
import subprocess
import sys

COLUMNS = ["measured", "median", "p95", "p99", "unit", "runs", "peer", "peer's median", "its p99", "ratio", "aim"]


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def row(result):
    peer = result.get("peer_median")
    ratio = f"{result['median'] / peer:.2f}" if peer else ""
    return [
        result["bench"], number(result["median"]), number(result.get("p95")), number(result.get("p99")), result["unit"],
        str(result.get("runs", "")), result.get("peer", ""), number(peer), number(result.get("peer_p99")), ratio, result.get("aim", ""),
    ]


def print_table(rows):
    widths = [max(len(line[column]) for line in [COLUMNS, *rows]) for column in range(len(COLUMNS))]
    for line in [COLUMNS, ["-" * width for width in widths], *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def main(build, *names):
    log = pathlib.Path(build, "meson-logs", "testlog.json")
    log.unlink(missing_ok=True)
    command = ["meson", "test", "-C", build, "--benchmark", "--no-rebuild", "--num-processes", "1", *names]
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode
    runs = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    rows = []
    for run in runs:
        for line in run.get("stdout", "").splitlines():
            try:
                rows.append(row(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError):
                print(line)
        if run["result"] != "OK":
            print(f"{run['name']}: {run['result'].lower()}\n{run.get('stderr', '')}")
    if not rows:
        print("no benchmark gave a figure")
        return 1
    print_table(rows)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
