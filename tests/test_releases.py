"""Snapshots are listed, kept, pinned, compared, and gone back to."""

from __future__ import annotations

import pytest
from conftest import ToyEncoder, write_thread

from corpus.errors import SnapshotDamaged, SnapshotMissing
from corpus.reading import Source
from index import releases as room
from index.building import build
from index.publishing import kept
from index.releases import changes, releases, roll_back, set_pin
from index.snapshot import current_id, load


@pytest.fixture
def again(small_corpus, small_index, monkeypatch):
    """Builds another snapshot, and gives its id."""
    loading = room.load
    monkeypatch.setattr(room, "load", lambda index, id: loading(index, ToyEncoder(), id))

    def once(number: int, keep: int = 5) -> str:
        write_thread(small_corpus, number, f"Question {number}?", "Why?", [("Eve", "Because.")])
        source = [Source("small", small_corpus)]
        return build(source, small_index, ToyEncoder(), keep=keep).snapshot_id

    return once


def ids(index) -> list[str]:
    return [folder.name for folder in kept(index)]


def test_a_list_tells_of_each_what_it_is(small_index, again):
    first = current_id(small_index)
    second = again(4)
    set_pin(small_index, first, True)
    (folder,) = [f for f in kept(small_index) if f.name == second]
    one, other = sorted(releases(small_index), key=lambda each: each.documents)
    assert (one.id, one.current, one.pinned, one.documents) == (first, False, True, 3)
    assert (other.id, other.current, other.pinned, other.documents) == (second, True, False, 4)
    assert (one.encoder, one.damaged) == ("toy", "")
    (folder / "manifest.json").write_text("{}")
    assert {each.id: bool(each.damaged) for each in releases(small_index)} == {
        first: False,
        second: True,
    }
    assert releases(small_index / "nothing") == []


def test_the_latest_are_kept_and_the_pinned(small_index, again):
    first = current_id(small_index)
    second = again(4)
    set_pin(small_index, first, True)
    third = again(5, keep=2)
    assert set(ids(small_index)) == {first, second, third}
    fourth = again(6, keep=1)
    assert set(ids(small_index)) == {first, fourth}
    set_pin(small_index, first, False)
    fifth = again(7, keep=1)
    assert ids(small_index) == [fifth]
    assert list((small_index / "snapshots").iterdir()) == kept(small_index)


def test_going_back(small_index, again):
    first = current_id(small_index)
    second = again(4)
    assert roll_back(small_index) == first == current_id(small_index)
    with pytest.raises(SnapshotMissing, match="no snapshot before"):
        roll_back(small_index)
    assert roll_back(small_index, second) == second == current_id(small_index)
    with pytest.raises(SnapshotMissing, match="no snapshot 'gone'"):
        roll_back(small_index, "gone")
    with pytest.raises(SnapshotMissing, match="no snapshot 'gone'"):
        set_pin(small_index, "gone", True)


def test_what_is_damaged_does_not_become_current(small_index, again):
    first, second = current_id(small_index), again(4)
    (small_index / "snapshots" / first / "texts.sqlite").write_bytes(b"")
    with pytest.raises(SnapshotDamaged, match="checksum"):
        roll_back(small_index, first)
    assert current_id(small_index) == second


def test_documents_that_came_changed_and_went(small_index, small_corpus, again):
    first = current_id(small_index)
    (small_corpus / "3" / "a-thread.md").unlink()
    write_thread(small_corpus, 1, "Should prices be public?", "Why?", [("Eve", "Because.")])
    second = again(4)
    one, other = (load(small_index, ToyEncoder(), id) for id in (first, second))
    found = changes(one, other)
    assert (found.added, found.changed, found.removed) == (("small/4",), ("small/1",), ("small/3",))
    assert changes(one, one) == room.Changes((), (), ())
