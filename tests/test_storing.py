"""Writing the texts of a snapshot: all of them, or a named error."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.document import Block, Document, Passage, Section
from index.store import Store
from index.storing import write_store

TEXT = "Ask first. Sell later."
SECTION = Section(
    "a/post#body",
    "body",
    TEXT,
    "Ann",
    None,
    date(2012, 2, 29),
    None,
    None,
    (Block("paragraph", 0, len(TEXT)),),
)
DOCUMENTS = [Document("a/post", "post", "Ask", None, None, None, None, "a", ("x", "y"), (SECTION,))]
PASSAGES = [
    Passage("a/post#body@0-10", "a/post", "a/post#body", 0, 10, "", "Ask first."),
    Passage("a/post#body@11-22", "a/post", "a/post#body", 11, 22, "", "Sell later."),
]
KEYS = ["one", "two"]


def test_what_is_written_is_read_back(tmp_path):
    write_store(tmp_path / "texts", DOCUMENTS, PASSAGES, KEYS)
    store = Store(tmp_path / "texts")
    assert store.document("a/post") == DOCUMENTS[0]
    assert store.passages([1, 0]) == PASSAGES[::-1]
    assert store.keys() == {"one": 0, "two": 1}


def test_nothing_to_write_is_an_empty_store(tmp_path):
    write_store(tmp_path / "texts", [], [], [])
    assert Store(tmp_path / "texts").keys() == {}


def test_a_place_that_cannot_be_written_is_an_oserror_that_names_the_file(tmp_path):
    file = tmp_path / "nowhere" / "texts"
    with pytest.raises(OSError, match="unable to open") as caught:
        write_store(file, DOCUMENTS, PASSAGES, KEYS)
    assert caught.value.filename == str(file)


def test_fewer_keys_than_passages_are_refused(tmp_path):
    with pytest.raises(ValueError, match="shorter"):
        write_store(tmp_path / "texts", DOCUMENTS, PASSAGES, KEYS[1:])
