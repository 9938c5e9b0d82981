# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the record holds: what verify names, and the seal that a board keeps elsewhere."""

import hashlib

import tap
from attest import Library

TEXT = """# How much water is enough?

Most adults need about 2 litres a day.
"""

# Crockford's base 32.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _encode_hash(text, length):
    bits = int.from_bytes(hashlib.sha256(text).digest(), "big")
    return "".join(DIGITS[bits >> 256 - 5 * (i + 1) & 31] for i in range(length))


def verify_says_what_it_cannot_prove():
    library = Library()
    library.import_text(TEXT)
    plain = library.run("log", "verify")
    assert "The record holds" in plain and "What this does not prove" in plain and "write all of it anew" in plain
    found = library.json("log", "verify")
    assert found["first_broken"] is None and found["seal"] is None and len(found["not_proved"]) == 3
    assert len(library.json("log", "verify", "--deep")["not_proved"]) == 2


def verify_names_the_first_broken_event():
    library = Library()
    slug = library.import_text(TEXT)
    library.run("submit", slug, person=library.author)
    library.change_in_file(f"UPDATE event SET actor = '{library.one}' WHERE kind = 'review.submit'")
    first = library.json("log", "verify", status=1)["first_broken"]
    assert (first["slug"], first["title"], first["code"]) == (slug, "How much water is enough?", "hash"), first
    assert (first["field"], first["before"], first["after"]) == ("actor", library.author, library.one), first
    told = library.call("log", "verify")
    assert told.returncode == 1
    assert f"The first broken event is event {first['sequence']} of the article “How much water" in told.stdout.decode()


def a_seal_follows_its_formula():
    library = Library()
    library.import_text(TEXT)
    heads = library.path / "heads.txt"
    made = library.json("seal", "--heads", heads)
    events = library.json("log")["events"]
    first = f"attest-seal-1 {made['time']} {len(events)}"
    newest = {(e["stream"], e["device"]): e for e in events}
    lines = sorted(f"{stream} {device} {e['sequence']} {e['hash']}\n" for (stream, device), e in newest.items())
    text = (first + "\n" + "".join(lines)).encode()
    assert heads.read_bytes() == text
    code = _encode_hash(text, 32)
    code += _encode_hash(f"{first} {code}".encode(), 4)
    assert made["seal"] == first + " " + "-".join(code[i:i + 4] for i in range(0, 36, 4))
    assert made["events"] == len(events)


def a_seal_is_checked():
    library = Library()
    slug = library.import_text(TEXT)
    seal = library.run("seal").strip()
    assert "\n" not in seal and "is still there" in library.run("seal", "--check", seal)
    library.run("submit", slug, person=library.author)
    assert "1 event was added since" in library.run("log", "verify", "--seal", seal.lower().replace(" ", "\n"))
    answer = library.json("seal", "--check", seal)
    assert answer["seal"]["holds"] and answer["seal"]["since"] == 1 and answer["problems"] == []

    # The text itself: its hash stands in an event, so it is sealed too.
    library.change_in_file("UPDATE content SET data = CAST ('Drink 20 litres a day.' AS BLOB)")
    answer = library.json("seal", "--check", seal, status=1)
    assert not answer["seal"]["holds"] and answer["first_broken"]["slug"] == slug

    other = Library()
    told = other.call("seal", "--check", seal)
    assert told.returncode == 1 and "does not hold everything that was sealed" in told.stdout.decode()
    library.fails(3, "seal", "--check", seal[:-1])
    library.fails(3, "seal", "--check", seal.replace("seal-1", "seal-2"), says="newer")
    library.fails(3, "seal", "--check", seal, "--heads", library.write("heads.txt", "nothing"))
    library.fails(2, "seal", seal)
    library.fails(2, "log", "--seal", seal)


TESTS = [
    (f"/cli/seal/{function.__name__.replace('_', '-')}", function)
    for function in (
        verify_says_what_it_cannot_prove,
        verify_names_the_first_broken_event,
        a_seal_follows_its_formula,
        a_seal_is_checked,
    )
]

if __name__ == "__main__":
    tap.run(TESTS)
