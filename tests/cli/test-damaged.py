# SPDX-License-Identifier: GPL-3.0-or-later
"""Damaged and hostile libraries through the real program: it ends by itself with the promised status and says what is the matter."""

import hashlib
import json
import os
import pathlib
import random
import subprocess

import tap
from attest import PROGRAM, TESTDATA, Library

LONG = bool(os.environ.get("ATTEST_LONG"))
DAMAGED = 200 if LONG else 50
SECONDS = 5 * (4 if os.environ.get("ATTEST_SANITIZED") else 1)
DONE, FINDINGS, BAD_INPUT, NO_LIBRARY = 0, 1, 3, 5

# Each command, and how it may end. An article that damage took from the lists is bad input.
COMMANDS = (
    (("list",), (DONE, NO_LIBRARY)),
    (("list", "--search", "ketamine"), (DONE, NO_LIBRARY)),
    (("show", "can-excessive-ketamine-use-cause-depression"), (DONE, BAD_INPUT, NO_LIBRARY)),
    (("log", "verify"), (DONE, FINDINGS, NO_LIBRARY)),
    (("doctor",), (DONE, FINDINGS, NO_LIBRARY)),
)
BESIDE = ("", "-wal")


def hashes(path):
    """Of the file and of what lies beside it."""
    files = [pathlib.Path(f"{path}{suffix}") for suffix in BESIDE]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.exists()}


def call(library, *words):
    """Runs a command with --json; returns the completed process, which has to end in time and not by a signal."""
    if words[0] == "doctor":
        words = ("doctor", str(library.library))
    return subprocess.run(
        [PROGRAM, "--library", str(library.library), "--json", *words],
        env=library.environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False,
    )


def check_answer(done, allowed, what):
    message = done.stderr.decode()
    assert done.returncode in allowed, (what, done.returncode, message)
    # One JSON value or none; a failure has a sentence, and nothing of the program's inside shows.
    if done.stdout:
        json.loads(done.stdout)
    assert done.stdout or message.strip(), (what, "said nothing")
    if done.returncode in (BAD_INPUT, NO_LIBRARY):
        assert message.startswith("attest-cli: "), (what, message)
    assert "CRITICAL" not in message and "WARNING" not in message, (what, message)
    assert "Sanitizer" not in message, (what, message)


def try_commands(library, what):
    """Returns whether the library could not be used at all; then nothing of it may change."""
    before = hashes(library.library)
    refused = True
    for words, allowed in COMMANDS:
        done = call(library, *words)
        check_answer(done, allowed, (what, words))
        refused = refused and done.returncode == NO_LIBRARY
        if words == ("list",) and done.returncode == NO_LIBRARY:
            assert library.library.name in done.stderr.decode(), (what, done.stderr)
    assert not refused or hashes(library.library) == before, (what, "was changed")
    return refused


def try_to_recover(library, what):
    new = library.path / "recovered.attest-library"
    before = hashes(library.library)
    done = call(library, "recover", new)
    check_answer(done, (DONE, FINDINGS, NO_LIBRARY), (what, "recover"))
    assert hashes(library.library) == before, (what, "recover changed it")
    if done.returncode == NO_LIBRARY:
        assert not new.exists(), what
        return False
    damaged, library.library = library.library, new
    verified = call(library, "log", "verify", "--deep")
    assert verified.returncode in (DONE, FINDINGS), (what, verified)
    lacking = [one for one in json.loads(verified.stdout)["problems"] if one["failure"]]
    assert all(one["code"] in ("gap", "content") for one in lacking), (what, lacking)
    library.library = damaged
    for suffix in ("", "-wal", "-shm"):
        pathlib.Path(f"{new}{suffix}").unlink(missing_ok=True)
    return True


def damage_of_all_kinds():
    library = Library(people=False, sample=True)
    good = library.path / "good.attest-library"
    library.run("backup", good)
    # The long run looks for new ones; the short one is the same each time.
    drawn = random.SystemRandom().randrange(1 << 31) if os.environ.get("ATTEST_LONG") else 408228625
    seed = int(os.environ.get("ATTEST_SEED") or drawn)
    print(f"# ATTEST_SEED={seed}", flush=True)
    kinds = subprocess.run(
        [os.environ["MAKE_DAMAGED"], good, library.path, str(DAMAGED), str(seed)],
        capture_output=True, check=True, text=True,
    ).stdout.splitlines()
    assert len(kinds) == DAMAGED

    refused = recovered = 0
    for number, line in enumerate(kinds):
        name, kind = line.split("\t")
        library.library = library.path / name
        if number % 5 == 0:
            recovered += try_to_recover(library, kind)
        refused += try_commands(library, kind)
    print(f"# {DAMAGED} damaged libraries: {refused} refused, {recovered} of {DAMAGED // 5} recovered", flush=True)
    assert refused > 0 and recovered > 0


def databases_that_broke_sqlite():
    """Each with the marks of a library, so that more than its first bytes are looked at."""
    if TESTDATA is None:
        raise tap.Skip("the outside data is not here")
    library = Library(people=False)
    files = sorted((pathlib.Path(TESTDATA) / "corpus" / "sqlite-damaged").iterdir())
    assert len(files) >= 100
    for file in files[:: 1 if LONG else 10]:
        content = bytearray(file.read_bytes())
        if len(content) < 100:
            continue
        content[60:64], content[68:72] = b"\0\0\0\1", b"Attl"
        library.library = library.write("marked.attest-library", bytes(content))
        assert try_commands(library, file.name), file.name
        try_to_recover(library, file.name)
        assert library.library.read_bytes() == content, file.name


TESTS = [
    (f"/cli/damaged/{function.__name__.replace('_', '-')}", function)
    for function in (damage_of_all_kinds, databases_that_broke_sqlite)
]

if __name__ == "__main__":
    tap.run(TESTS)
