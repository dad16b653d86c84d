"""A draft is a thread once it is filled in, and until then a build says what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import CorpusError, NothingToRead
from corpus.reading import Source, read
from corpus.thread_drafts import write_draft

DAY = date(2026, 11, 25)


def drafted(folder: Path, title="What does a booth cost?", also=()):
    return write_draft(folder, title, also, DAY)


def test_a_draft_is_left_out_by_name_until_somebody_answers(tmp_path):
    file = drafted(tmp_path, also=["Price of a booth"])
    assert file == tmp_path / "1" / "what-does-a-booth-cost.md"
    with pytest.raises(NothingToRead, match="the author has no name"):
        read([Source("mine", tmp_path)])
    text = file.read_text("utf-8")
    text = text.replace("- posted by: []()", "- posted by: [Ann](https://example.org/ann)")
    start, end = text.index("Write the answer here"), text.index("\n\n---")
    file.write_text(text[:start] + "About 900 for a day." + text[end:], "utf-8")
    (thread,) = read([Source("mine", tmp_path)]).documents
    question, answer = thread.sections
    assert (thread.id, thread.title) == ("mine/1", "What does a booth cost?")
    assert "Price of a booth" in question.text
    assert (answer.id, answer.author, answer.text) == ("mine/1#1", "Ann", "About 900 for a day.")


def test_its_number_is_free(tmp_path):
    for name in ("7", "41", "posts", "9x"):
        (tmp_path / name).mkdir()
    assert drafted(tmp_path).parent.name == "42"
    assert drafted(tmp_path).parent.name == "43"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Où être?\n\n## Answer 3", "ou-etre-answer-3"),
        ("../../etc/passwd", "etc-passwd"),
        ("価格は?", "a-question"),
        ("word " * 60, "word-" * 11 + "word"),
    ],
)
def test_any_question_gives_a_file_of_one_thread(tmp_path, title, name):
    file = drafted(tmp_path, title)
    assert file.stem == name[:60].strip("-")
    assert file.parent.parent == tmp_path
    assert file.read_text("utf-8").count("\n## Answer ") == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot be written"):
        drafted(tmp_path / "file")
