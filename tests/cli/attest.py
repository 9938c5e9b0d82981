# SPDX-License-Identifier: GPL-3.0-or-later
"""One library in a folder of its own and the command line that works on it."""

import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile

PROGRAM = os.environ["ATTEST_CLI"]
TESTDATA = os.environ.get("ATTEST_TESTDATA")


class Library:
    """A library with an author, two reviewers and an editor unless `people` is False."""

    def __init__(self, people=True, sample=False):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.library = self.path / "board.attest-library"
        self.environment = dict(
            os.environ,
            XDG_STATE_HOME=str(self.path / "state"),
            XDG_DATA_HOME=str(self.path / "data"),
            LC_ALL="C.UTF-8",
        )
        self.environment.pop("ATTEST_PERSON", None)
        self.run("init", *(["--sample"] if sample else []))
        if people:
            self.author = self.add_person("Ada Author", "author", "MD")
            self.one = self.add_person("Rita Reviewer", "reviewer", "PharmD")
            self.two = self.add_person("Ravi Reviewer", "reviewer", "MD")
            self.editor = self.add_person("Edda Editor", "editor", "")

    def call(self, *words, person=None, json_output=False, input_bytes=None):
        """Runs the command whatever its status; returns the completed process."""
        command = [PROGRAM, "--library", str(self.library)]
        if person is not None:
            command += ["--as", person]
        if json_output:
            command.append("--json")
        return subprocess.run(
            command + [str(word) for word in words],
            env=self.environment, input=input_bytes, capture_output=True, timeout=120, check=False,
        )

    def run(self, *words, person=None):
        """Runs a command that must succeed; returns its standard output as text."""
        done = self.call(*words, person=person)
        assert done.returncode == 0, (words, done.returncode, done.stderr.decode())
        return done.stdout.decode()

    def json(self, *words, person=None, status=0):
        """Runs a command with --json that must end with `status`; returns the value printed."""
        done = self.call(*words, person=person, json_output=True)
        assert done.returncode == status, (words, done.returncode, done.stderr.decode(), done.stdout.decode())
        return json.loads(done.stdout)

    def fails(self, status, *words, person=None, says=None):
        """Runs a command that must end with `status` and say something about it on stderr."""
        done = self.call(*words, person=person)
        message = done.stderr.decode()
        assert done.returncode == status, (words, done.returncode, message)
        assert message.strip(), (words, "failed without a message")
        assert says is None or says in message, (words, says, message)
        return message

    def change_in_file(self, sql):
        """What somebody with another program does who puts the guards back afterwards."""
        base = sqlite3.connect(self.library)
        guards = base.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        base.executescript("".join(f"DROP TRIGGER {name};" for name, _ in guards) + sql + ";" +
                           "".join(f"{text};" for _, text in guards))
        base.close()

    def add_person(self, name, role, credentials):
        return self.json("person", "add", "--name", name, "--role", role, "--credentials", credentials)["id"]

    def write(self, name, text):
        path = self.path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def import_text(self, text, name="article.md", audience="doctor"):
        """Imports a text as the author; returns the article's slug."""
        done = self.json("import", self.write(name, text), "--audience", audience, person=self.author)
        assert not done["failed"], done
        return done["articles"][0]["slug"]

    def variant(self, slug, audience=None):
        for article in self.json("list")["articles"]:
            if article["slug"] == slug:
                for variant in article["variants"]:
                    if audience in (None, variant["audience"]):
                        return variant
        raise AssertionError(f"no variant {audience} of {slug}")

    def approve(self, slug, audience="doctor"):
        for person in (self.one, self.two):
            answer = self.json("verdict", slug, "--audience", audience, "--accurate", "yes", "--safe", "yes",
                               "--current", "yes", person=person)
        return answer
