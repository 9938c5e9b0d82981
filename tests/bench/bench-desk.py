#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window beside the floor, in one run: start, keys to pixels, frames, memory, switching, rest.

    bench-desk.py [PART...]     start, typing, frames, switching, rest; all of them unless told otherwise

Both programs run at the same time, side by side on a wide screen, and are served in turn, so that whatever else the machine
does meets both. Spelling is on where the program has it; 200 comments stand in the text.
"""

import os
import pathlib
import sys
import tempfile
import time

from measured import Failed, go_to_short_line, press_once, report, run, type_fast
from pair import SIZES, Bench, go_to, is_article, open_article, places

STARTS = 7
KEYS = {"10 KB": 30, "1 MB": 15}
BURSTS = 3
SWITCHES = 20
LONGEST_FRAME = 33
RIGHT_OF_FIRST = (1300, 0)


def measure_start(bench):
    library, text = bench.library("10 KB", 0, 3)
    mapped, shown = {"floor": [], "attest": []}, {"floor": [], "attest": []}
    for turn in range(STARTS + 1):
        for name, start, argument in (("floor", bench.floor, text), ("attest", bench.attest, library)):
            program = start(argument)
            everything = program.shown()
            if turn > 0:
                mapped[name].append((program.mapped - program.begun) * 1000)
                shown[name].append(everything * 1000)
            program.close()
    report("start to mapped, warm", mapped["attest"], peer="floor", peer_values=mapped["floor"], aim="1.2 of the floor")
    report("start to everything shown (library)", shown["attest"], peer="floor (text)", peer_values=shown["floor"], aim="1.2 of the floor")


def start_pair(bench, size, comments, **more):
    library, text = bench.library(size, comments)
    pair = [bench.floor(text, **more), bench.attest(library, RIGHT_OF_FIRST, **more)]
    pair[0].shown(1500)
    open_article(pair[1])
    return pair


def close_all(programs):
    for program in programs:
        program.close()


def press_in_turn(pair, count):
    """Milliseconds to the editor's own pixels and to the preview's, of each program."""
    own, preview = {}, {}
    areas = {program.name: places(program) for program in pair}
    for program in pair:
        go_to_short_line(program, areas[program.name][0])
    for turn in range(count + 2):
        for program in pair:
            times = press_once(program, areas[program.name])
            if None in times:
                raise Failed(f"{program.name}: a key changed nothing: {times}")
            if turn > 1:
                own.setdefault(program.name, []).append(times[0])
                preview.setdefault(program.name, []).append(times[2])
    return own, preview


def measure_typing(bench):
    aims = {"10 KB": "0.9 of the floor", "1 MB": "0.3 of the floor"}
    for size, count in KEYS.items():
        pair = start_pair(bench, size, 200)
        try:
            own, preview = press_in_turn(pair, count)
            fast = {program.name: type_fast(program, places(program)[0], BURSTS) for program in pair}
        finally:
            close_all(pair)
        report(f"key to the preview's pixels, {size}", preview["attest"], peer="floor", peer_values=preview["floor"], aim=aims[size])
        report(f"key to the editor's pixels, {size}", own["attest"], peer="floor", peer_values=own["floor"])
        report(f"30 keys at 60 ms, {size}: to the editor's pixels", fast["attest"], peer="floor", peer_values=fast["floor"])
        report(f"30 keys at 60 ms, {size}: longest wait", [max(fast["attest"])], peer="floor", peer_values=[max(fast["floor"])])


def read_frames(path):
    frames = []
    for line in pathlib.Path(path).read_text().splitlines():
        numbers = line.split()
        if len(numbers) == 3:
            frames.append([int(number) for number in numbers])
    return frames


def measure_frames(bench):
    """Frames while typing. A frame is ours when the main thread itself worked for longer than it may."""
    recorder = os.environ["ATTEST_FRAME_RECORDER"]
    for size in SIZES:
        library, text = bench.library(size, 200)
        found = {}
        for start, argument in ((bench.floor, text), (bench.attest, library)):
            path = bench.folder / "frames"
            program = start(argument, LD_PRELOAD=recorder, ATTEST_FRAMES=str(path))
            try:
                program.shown(1500)
                if program.name == "attest":
                    open_article(program)
                go_to_short_line(program, places(program)[0])
                begun = time.monotonic() * 1e6
                type_fast(program, places(program)[0], BURSTS)
                frames = [frame for frame in read_frames(path) if frame[0] > begun]
            finally:
                program.close()
            found[program.name] = frames
        work = {name: [frame[2] / 1000 for frame in frames] for name, frames in found.items()}
        late = {name: [sum(1 for value in values if value > LONGEST_FRAME)] for name, values in work.items()}
        report(f"frames while typing, {size}: longest work of ours", [max(work["attest"])], peer="floor", peer_values=[max(work["floor"])], aim=f"{LONGEST_FRAME} ms")
        report(f"frames while typing, {size}: over {LONGEST_FRAME} ms by us, of {len(work['attest'])}", late["attest"], "frames", peer="floor", peer_values=late["floor"], aim="0")


def measure_switching(bench):
    library, _ = bench.library("10 KB", 0, 3)
    program = bench.attest(library)
    try:
        open_article(program)
        source, preview = places(program)
        first, all_of_it = [], []
        for turn in range(SWITCHES):
            program.focus()
            bench.probe.watch(program.place)
            run("xdotool", "key", "alt+Home")
            bench.probe.still(5000, 300)
            go_to(program, is_article, "an article")
            bench.probe.watch(source, preview)
            bench.probe.still(5000, 300)
            times = bench.probe.key("Return", quiet=500)
            if turn > 0:
                first.append(times[0])
                all_of_it.append(max(time for time in times if time is not None))
        report("opening another article: to the source's pixels", first, aim="50 ms p95")
        report("opening another article: to everything shown", all_of_it)

        go_to(program, lambda node: node.get_role_name() == "radio button" and ": Draft" in node.get_name(), "the audiences", "ctrl+shift+Tab")
        texts, pages = [], []
        for turn in range(SWITCHES):
            bench.probe.watch(source, preview)
            run("xdotool", "key", "Left" if turn % 2 else "Right")
            bench.probe.still(5000, 300)
            times = bench.probe.key("space", wait=5000, quiet=300)
            if None in times:
                raise Failed("the other audience did not come")
            if turn > 1:
                texts.append(times[0])
                pages.append(times[2])
        report("another audience: to the source's pixels", texts, aim="30 ms p95")
        report("another audience: to the preview's pixels", pages, aim="30 ms p95")
    finally:
        program.close()


def measure_rest(bench):
    pair = start_pair(bench, "10 KB", 0)
    try:
        for program in pair:
            program.shown(3000)
        memory = {program.name: [program.memory()] for program in pair}
        wakeups = {program.name: program.wakeups() for program in pair}
    finally:
        close_all(pair)
    report("memory of the process tree, 10 KB article", memory["attest"], "MB", peer="floor", peer_values=memory["floor"], aim="1.15 of the floor")
    for index, what in enumerate(("its own threads", "its web processes")):
        report(f"wakeups at rest in 10 s, {what}", [wakeups["attest"][index]], "wakeups", peer="floor", peer_values=[wakeups["floor"][index]], aim="none of ours")


PARTS = {
    "start": measure_start,
    "typing": measure_typing,
    "frames": measure_frames,
    "switching": measure_switching,
    "rest": measure_rest,
}


def main():
    status = 0
    with tempfile.TemporaryDirectory(prefix="attest-bench-", ignore_cleanup_errors=True) as folder:
        bench = Bench(folder)
        for name in sys.argv[1:] or PARTS:
            try:
                PARTS[name](bench)
            except Failed as error:
                print(f"{name}: {error}", flush=True)
                status = 1
        bench.probe.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
