# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles as a whole on the command line: title, short name, topics, copy, removal, who is asked; and a comment taken back."""

import tap
from attest import Library

TEXT = "# How much water is enough?\n\nMost adults need about 2 litres a day.\n"
PATIENT = "# Water and you\n\nDrink when you are thirsty.\n"


def library_with_article():
    library = Library()
    return library, library.import_text(TEXT)


def rename_changes_the_texts():
    library, slug = library_with_article()
    library.json("import", library.write("b.md", PATIENT), "--audience", "patient", "--article", slug,
                 person=library.author)
    done = library.json("article", "rename", slug, "--title", "How much *water*?", person=library.author)
    assert set(done) == {"id", "slug", "title", "topics", "removed"}, done
    assert done["title"] == "How much *water*?" and done["slug"] == slug and done["removed"] is False, done
    assert library.call("show", slug).stdout == TEXT.replace("How much water is enough?", r"How much \*water\*\?").encode()
    assert library.call("show", slug, "--audience", "patient").stdout == PATIENT.encode(), "it has a title of its own"
    library.run("article", "rename", slug, "--title", "Water", "--audience", "patient", person=library.author)
    assert library.call("show", slug, "--audience", "patient").stdout.startswith(b"# Water\n")
    library.fails(2, "article", "rename", slug, person=library.author)
    library.fails(3, "article", "rename", slug, "--title", " ", person=library.author)
    library.fails(4, "article", "rename", slug, "--title", "New", person=library.one)
    library.fails(3, "article", "rename", "no-such-article", "--title", "New", person=library.author)


def slug_and_topics_are_settings():
    library, slug = library_with_article()
    other = library.import_text("# Other\n", name="other.md")
    assert library.json("article", "slug", slug, "water", person=library.author)["slug"] == "water"
    assert library.variant("water")["newest"] == 1, "settings are no revision"
    library.fails(3, "article", "slug", other, "water", person=library.author, says="How much water is enough?")
    library.fails(3, "article", "slug", other, "Not good", person=library.author, says="not-good")
    done = library.json("article", "topics", "water", "Drinks", " Kidneys ", "Drinks", person=library.author)
    assert done["topics"] == ["Drinks", "Kidneys"], done
    assert library.json("article", "topics", "water", person=library.author)["topics"] == []
    library.fails(4, "article", "topics", "water", "Sleep", person=library.one)


def a_duplicate_has_the_texts_and_no_review():
    library, slug = library_with_article()
    library.json("submit", slug, person=library.author)
    library.approve(slug)
    copy = library.json("article", "duplicate", slug, person=library.author)
    assert copy["slug"] == slug + "-2", copy
    assert library.call("show", copy["slug"]).stdout == TEXT.encode()
    assert library.variant(copy["slug"])["status"] == "draft" and library.variant(slug)["status"] == "approved"
    named = library.json("article", "duplicate", slug, "--title", "How much tea?", person=library.author)
    assert named["slug"] == "how-much-tea" and named["title"] == "How much tea?", named


def what_is_removed_is_nowhere_and_comes_back():
    library, slug = library_with_article()
    library.json("submit", slug, person=library.author)
    library.fails(4, "article", "remove", slug, person=library.one)
    library.fails(4, "article", "restore", slug, person=library.author)
    assert library.json("article", "remove", slug, "--reason", "Twice", person=library.author)["removed"] is True
    assert library.json("list")["articles"] == [] and library.json("list", "--status", "submitted")["articles"] == []
    assert [a["slug"] for a in library.json("list", "--removed")["articles"]] == [slug]
    library.fails(4, "export", slug, "--output", library.path / "out", says="removed")
    assert library.json("export", "--all", "--output", library.path / "out")["pages"] == []
    library.fails(4, "verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes", person=library.one)
    assert library.call("show", slug).stdout == TEXT.encode(), "nothing is deleted"
    library.fails(2, "list", "--removed", "--status", "draft")
    assert library.json("article", "restore", slug, person=library.editor)["removed"] is False
    assert library.variant(slug)["status"] == "submitted" and library.json("list", "--removed")["articles"] == []
    assert library.json("log", "rebuild") == {"identical": True}


def somebody_is_asked_to_review():
    library, slug = library_with_article()
    done = library.json("assign", slug, "--to", "Rita Reviewer", "--due", "2026-03-01", person=library.author)
    assert [(a["audience"], a["reviewer"], a["due"], a["by"]) for a in done["assigned"]] == [
        ("doctor", library.one, "2026-03-01", library.author)], done
    assert library.json("assign", slug) == done
    answer = library.json("submit", slug, person=library.author)
    who = next(m["who"] for m in answer["missing"] if m["code"] == "sign-offs")
    assert "Rita Reviewer" in who and "asked" in who and "Ravi" not in who, who
    assert answer["status"] == "submitted", answer
    library.fails(2, "assign", slug, "--due", "2026-03-01", person=library.author)
    library.fails(3, "assign", slug, "--to", library.one, "--due", "tomorrow", person=library.author)
    library.fails(4, "assign", slug, "--to", library.editor, person=library.author, says="not a reviewer")
    library.fails(4, "assign", slug, "--to", library.one, person=library.two)
    assert library.json("assign", slug, "--to", library.one, "--undo", person=library.author)["assigned"] == []
    library.fails(3, "assign", slug, "--to", library.one, "--undo", person=library.author)


def a_comment_is_taken_back_by_its_author():
    library, slug = library_with_article()
    library.json("submit", slug, person=library.author)
    ident = library.json("comment", slug, "--quote", "2 litres", "--text", "Which source?", "--blocking",
                         person=library.one)["id"]
    library.approve(slug)
    assert library.variant(slug)["status"] == "under-review"
    library.fails(4, "comment", "retract", ident, person=library.two)
    library.fails(4, "comment", "retract", ident, person=library.editor)
    assert library.json("comment", "retract", ident, person=library.one) == {"id": ident}
    comment = library.json("comments", slug)["comments"][0]
    assert comment["retracted"] is True and comment["resolved"] is True and comment["text"] == "Which source?", comment
    assert library.variant(slug)["status"] == "approved" and library.variant(slug)["open_comments"] == 0
    library.fails(4, "comment", "reopen", ident, person=library.one)
    assert "retracted" in library.run("comments", slug)


def words_are_edited_and_declined():
    library, slug = library_with_article()
    ident = library.json("comment", slug, "--quote", "2 litres", "--text", "Whch source?", "--suggest", "two litres",
                         "--kind", "change", person=library.one)["id"]
    reply = library.json("comment", "reply", ident, "--text", "Thta of 2017.", person=library.author)["id"]

    def first():
        return library.json("comments", slug)["comments"][0]

    comment = first()
    assert comment["edited"] is None and comment["replies"][0]["edited"] is None and comment["declined_by"] is None
    library.fails(2, "comment", "edit", ident, person=library.one)
    library.fails(2, "comment", "resolve", ident, "--reply", reply, person=library.one)
    library.fails(4, "comment", "edit", ident, "--text", "No.", person=library.two)
    library.fails(4, "comment", "edit", ident, "--reply", reply, "--text", "No.", person=library.one)
    library.fails(3, "comment", "edit", ident, "--text", " ", "--suggest", "", person=library.one)
    assert library.json("comment", "edit", ident, "--text", "Which source?", person=library.one) == {"id": ident}
    answer = library.json("comment", "edit", ident, "--reply", reply, "--text", "That of 2017.", person=library.author)
    assert answer == {"id": reply}, answer
    comment = first()
    assert comment["text"] == "Which source?" and comment["suggestion"] == "two litres", comment
    assert comment["edited"] and comment["replies"][0]["edited"], comment
    assert comment["replies"][0]["text"] == "That of 2017.", comment

    library.fails(3, "comment", "decline", ident, person=library.author)
    library.fails(4, "comment", "decline", ident, "--reason", "Mine", person=library.one)
    assert library.json("comment", "decline", ident, "--reason", "Figures are read faster", person=library.author)
    comment = first()
    assert comment["declined_by"] == library.author and comment["resolved"] is True, comment
    assert comment["declined_reason"] == "Figures are read faster", comment
    assert "declined, resolved" in library.run("comments", slug)
    assert "Declined by" in library.run("comments", slug, "--format", "markdown")
    library.fails(4, "comment", "edit", ident, "--text", "Again.", person=library.one)


def comments_are_about_no_words():
    library, slug = library_with_article()
    references = library.path / "references.json"
    references.write_text('[{"id": "smith2017", "type": "book", "title": "On water"}]', encoding="utf-8")
    library.json("references", "import", slug, references, person=library.author)
    library.json("submit", slug, person=library.author)
    whole = library.json("comment", slug, "--whole", "--text", "Nothing on overdose", "--blocking", person=library.one)["id"]
    cited = library.json("comment", slug, "--reference", "smith2017", "--text", "Retracted", "--kind", "evidence",
                         person=library.two)["id"]
    first, second = library.json("comments", slug)["comments"]
    assert (first["id"], second["id"]) == (whole, cited), (first, second)
    assert first["about"] == "text" and first["reference"] is None and first["blocking"] is True, first
    assert second["about"] == "reference" and second["reference"] == "smith2017" and second["cited"] is False, second
    for one in (first, second):
        assert one["state"] == "exact" and one["start"] is None and one["end"] is None and one["quote"] is None, one
    # On words as ever.
    words = library.json("comment", slug, "--quote", "2 litres", "--text", "Hm", person=library.one)["id"]
    last = library.json("comments", slug)["comments"][2]
    assert last["id"] == words and last["about"] == "words" and last["quote"] == "2 litres", last
    told = library.run("comments", slug)
    assert "On the whole text" in told and "On reference smith2017" in told and "“”" not in told, told
    told = library.run("comments", "--all")
    assert "On the whole text" in told and "On reference smith2017" in told and "“”" not in told, told
    everywhere = {one["id"]: one for one in library.json("comments", "--all")["comments"]}
    assert everywhere[whole]["about"] == "text" and everywhere[cited]["reference"] == "smith2017", everywhere
    letter = library.run("comments", slug, "--format", "markdown")
    assert "**On the whole text**" in letter and "**On reference smith2017: On water**" in letter, letter

    # It blocks by the same rules.
    for person in (library.one, library.two):
        library.json("verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes", person=person)
    assert library.variant(slug)["status"] == "under-review"
    library.fails(4, "comment", "resolve", whole, person=library.author)
    library.json("comment", "resolve", whole, person=library.one)
    assert library.variant(slug)["status"] == "approved"

    new = ("comment", slug, "--text", "Hm")
    library.fails(2, *new, person=library.one)
    library.fails(2, *new, "--whole", "--quote", "2 litres", person=library.one)
    library.fails(2, *new, "--whole", "--reference", "smith2017", person=library.one)
    library.fails(2, *new, "--whole", "--suggest", "Other", person=library.one)
    library.fails(2, "comment", slug, "--whole", person=library.one)
    library.fails(2, "comment", "resolve", whole, "--whole", person=library.one)
    library.fails(3, *new, "--reference", "nobody", person=library.one, says="nobody")
    library.fails(3, "comment", slug, "--whole", "--text", " ", person=library.one)


def annotations_become_comments():
    library, slug = library_with_article()
    library.json("comment", slug, "--quote", "2 litres", "--text", "Which source?", "--kind", "question", person=library.one)
    file = library.path / "annotations.json"
    file.write_text(library.run("comments", slug, "--format", "web-annotation"), encoding="utf-8")
    nothing = {"comments": 0, "whole": 0, "orphans": 0, "replies": 0, "known": 1, "wordless": 0, "unread": 0,
               "unread_line": 0, "other_text": False}
    assert library.json("import-comments", slug, file, person=library.one) == nothing
    file.write_text(
        '[{"creator": "Jane Doe", "bodyValue": "Too much?", "target": {"selector": {"exact": "2 litres"}}},'
        ' {"bodyValue": "Gone?", "target": {"selector": {"exact": "3 litres"}}},'
        ' {"bodyValue": "Nice page", "target": "http://example.org/"}]', encoding="utf-8")
    taken = library.json("import-comments", slug, file, person=library.two)
    assert taken == {**nothing, "comments": 3, "whole": 1, "orphans": 1, "known": 0}, taken
    comments = {one["text"]: one for one in library.json("comments", slug)["comments"]}
    assert comments["From Jane Doe: Too much?"]["state"] == "exact", comments
    gone = comments["From a file: Gone?"]
    assert gone["state"] == "orphan" and gone["quote"] == "3 litres", comments
    nice = comments["From a file: Nice page"]
    assert nice["about"] == "text" and nice["state"] == "exact" and nice["start"] is None, nice
    file.write_text('{"a": 1}', encoding="utf-8")
    library.fails(3, "import-comments", slug, file, person=library.two, says="Web Annotations")
    library.fails(2, "import-comments", slug, person=library.two)


def critic_markup_comes_in():
    library, slug = library_with_article()
    library.json("comment", slug, "--quote", "2 litres", "--text", "Which source?", "--kind", "question", person=library.one)
    marked = library.run("comments", slug, "--format", "critic-markup")
    file = library.path / "marked.md"
    file.write_text(marked, encoding="utf-8")
    nothing = {"comments": 0, "whole": 0, "orphans": 0, "replies": 0, "known": 1, "wordless": 0, "unread": 0,
               "unread_line": 0, "other_text": False}
    assert library.json("import-comments", slug, file, person=library.two) == nothing
    # A colleague answers, and takes a word out, with an editor that has other line ends.
    quote = "{==2 litres==}"
    before, after = marked.split(quote)
    word = before.split()[-1]
    answered = before[:before.rindex(word)] + "{--" + word + "--}{>>Why?<<}" + before[before.rindex(word) + len(word):] + quote
    answered += after.replace("<<}", "<<}{>>Ours.<<}", 1)
    file.write_bytes(b"\xef\xbb\xbf" + answered.replace("\n", "\r\n").encode("utf-8"))
    taken = library.json("import-comments", slug, file, person=library.two)
    assert taken == {**nothing, "comments": 1, "replies": 1}, taken
    comments = {one["text"]: one for one in library.json("comments", slug)["comments"]}
    why = comments["From a file: Why?"]
    assert (why["state"], why["quote"], why["kind"]) == ("exact", word, "delete"), why
    assert [one["text"] for one in comments["Which source?"]["replies"]] == ["From a file: Ours."], comments
    # What is not understood, and what is no mark, is told.
    file.write_text(library.run("show", slug) + "\nMore {++ without an end.\n", encoding="utf-8")
    told = library.run("import-comments", slug, file, person=library.two)
    assert "is not closed" in told and "no revision of this one" in told, told
    file.write_text(library.run("show", slug), encoding="utf-8")
    library.fails(3, "import-comments", slug, file, person=library.two, says="CriticMarkup")


def help_names_the_verbs():
    library = Library(people=False)
    said = library.run("article", "--help")
    for verb in ("rename", "slug", "topics", "duplicate", "remove", "restore"):
        assert verb in said, said
    assert "--to" in library.run("assign", "--help") and "retract" in library.run("comment", "--help")
    library.fails(2, "article")
    library.fails(2, "article", "paint", "x")
    library.fails(2, "article", "slug", "x")


TESTS = [
    (f"/cli/manage/{function.__name__.replace('_', '-')}", function)
    for function in list(globals().values())
    if callable(function) and getattr(function, "__module__", None) == "__main__" and function is not library_with_article
]

if __name__ == "__main__":
    tap.run(TESTS)
