"""What a snapshot will hold is all that was given, and known by a fingerprint of it."""

from __future__ import annotations

import gc

import pytest
from conftest import NEW_ANSWER, ToyEncoder, write_thread

from corpus.errors import NothingToRead, SourceNotFound
from corpus.reading import Source
from index import content, reusing
from index.building import build
from index.snapshot import current_id, load


def test_nothing_to_read_makes_no_snapshot(tmp_path):
    (tmp_path / "none").mkdir()
    with pytest.raises(NothingToRead):
        build([Source("none", tmp_path / "none")], tmp_path / "index", ToyEncoder())
    with pytest.raises(SourceNotFound):
        build([Source("gone", tmp_path / "gone")], tmp_path / "index", ToyEncoder())
    write_thread(tmp_path / "none", 1, "A title alone", "", [])
    with pytest.raises(NothingToRead):
        build([Source("none", tmp_path / "none")], tmp_path / "index", ToyEncoder())
    assert current_id(tmp_path / "index") is None
    assert list((tmp_path / "index" / "snapshots").iterdir()) == []


@pytest.mark.parametrize("collecting", [True, False])
def test_the_search_for_garbage_is_as_it_was_before(collecting, small_corpus, tmp_path):
    (tmp_path / "none").mkdir()
    (gc.enable if collecting else gc.disable)()
    try:
        build([Source("small", small_corpus)], tmp_path / "index", ToyEncoder())
        assert gc.isenabled() == collecting
        with pytest.raises(NothingToRead):
            build([Source("none", tmp_path / "none")], tmp_path / "index", ToyEncoder())
        assert gc.isenabled() == collecting
    finally:
        gc.enable()


def test_two_sources_stand_side_by_side(small_corpus, tmp_path):
    sources = [Source("b", small_corpus), Source("a", small_corpus)]
    write_thread(tmp_path / "more", 1, "Another thread", "Why?", [NEW_ANSWER])
    sources.append(Source("c", tmp_path / "more"))
    build(sources, tmp_path / "index", ToyEncoder())
    snapshot = load(tmp_path / "index", ToyEncoder())
    assert snapshot.document("b/1").title == "Should prices be public?"
    assert snapshot.document("c/1").title == "Another thread"


def test_another_splitting_of_the_same_texts_is_a_new_snapshot(monkeypatch, rebuild):
    split = content.split
    monkeypatch.setattr(content, "split", lambda document, count, _: split(document, count, 12))
    monkeypatch.setattr(reusing, "_code", lambda package: "code that splits in another way")
    assert not rebuild().unchanged
