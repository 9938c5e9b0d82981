#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A library as large as one may become: its record by bench-record, and the window that shows it beside one with an empty library.

    bench-record.py [PART...]     record, board, upgrade, start, rest, list; all of them unless told otherwise

ATTEST_BENCH_PARTS names parts where it is run by others, such as "board upgrade".
ATTEST_BENCH_ARTICLES says how many articles it has, 100,000 unless told otherwise. It is made in a folder that goes with the run; where
ATTEST_BENCH_FOLDER names a folder it is made there once, and stays for the next run.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from measured import Failed, report, run
from pair import Bench

ARTICLES = os.environ.get("ATTEST_BENCH_ARTICLES", "100000")
STARTS = 5


def make_library(folder):
    """The library and the folder with its device's note. Made under another name, so that half a library is never taken for one."""
    library, state = folder / f"{ARTICLES}.attest-library", folder / "state"
    if not library.exists():
        draft = folder / "draft.attest-library"
        for path in folder.glob("draft.attest-library*"):
            path.unlink()
        run("make-big-library", draft, state, ARTICLES)
        draft.rename(library)
    return library, state


def measure_record(bench, library, state):
    print(run("bench-record", library, state), flush=True)


def beside(library):
    """A folder for a part's own copies, where there is room for the library itself. It goes with the part, and with what SQLite and an upgrade leave beside a library."""
    return tempfile.TemporaryDirectory(prefix="part-", dir=library.parent, ignore_cleanup_errors=True)


def measure_board(bench, library, state):
    """What waits for whom, and what the board decides; on a copy, which has other policies and people afterwards."""
    with beside(library) as folder:
        copy = pathlib.Path(folder, "board.attest-library")
        shutil.copyfile(library, copy)
        print(run("bench-board", copy, pathlib.Path(folder, "state")), flush=True)


def measure_upgrade(bench, library, state):
    """A library of version 3, which today's program brings up to date when it opens it."""
    with beside(library) as folder:
        older = pathlib.Path(folder, "older.attest-library")
        run("make-older-library", library, older, "3")
        print(run("bench-upgrade", older, env=bench.environment("upgrade")), flush=True)


def start_pair(bench, library):
    empty = bench.folder / "empty.attest-library"
    if not empty.exists():
        run("make-big-library", empty, bench.folder / "state-of-empty", 0)
    yield bench.attest(empty)
    yield bench.attest(library)


def measure_start(bench, library, state):
    """The whole program, which has to show the list before anything else."""
    shown = {"empty": [], "large": []}
    for turn in range(STARTS + 1):
        for name, program in zip(shown, start_pair(bench, library)):
            try:
                if turn > 0:
                    shown[name].append(program.shown() * 1000)
                else:
                    program.shown(3000)
            finally:
                program.close()
    report("start to everything shown, large library", shown["large"], peer="empty library", peer_values=shown["empty"], aim="50 ms more")


def measure_rest(bench, library, state):
    memory = []
    for program in start_pair(bench, library):
        try:
            program.shown(3000)
            program.rest(60)
            memory.append(program.memory())
        finally:
            program.close()
    report("memory at rest, large library", [memory[1]], "MB", peer="empty library", peer_values=[memory[0]], aim="30 MB more")


def measure_list(bench, library, state):
    """Whether the window goes on meanwhile; see bench-list.c."""
    print(run("bench-list", library, env=bench.environment("list")), flush=True)


PARTS = {"record": measure_record, "board": measure_board, "upgrade": measure_upgrade, "start": measure_start, "rest": measure_rest, "list": measure_list}


def main():
    status = 0
    parts = sys.argv[1:] or os.environ.get("ATTEST_BENCH_PARTS", "").split() or list(PARTS)
    unknown = [name for name in parts if name not in PARTS]
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="attest-bench-", ignore_cleanup_errors=True) as folder:
        bench = Bench(folder)
        kept = pathlib.Path(os.environ.get("ATTEST_BENCH_FOLDER", folder))
        kept.mkdir(parents=True, exist_ok=True)
        library, state = make_library(kept)
        for name in parts:
            try:
                PARTS[name](bench, library, state)
            except (Failed, subprocess.CalledProcessError) as error:
                print(f"{name}: {error}\n{getattr(error, 'stderr', '')}".rstrip(), flush=True)
                status = 1
        bench.probe.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
