"""A running server follows what is current, and nothing that is not whole."""

from __future__ import annotations

import gc
import logging
import sqlite3

import pytest
from conftest import ToyEncoder, write_thread

from corpus.reading import Source
from index.building import build
from index.publishing import point_to
from index.snapshot import load
from server import watching
from server.settings import Settings
from server.state import State
from server.watching import Watch


@pytest.fixture
def state(small_index, monkeypatch):
    loading = load
    monkeypatch.setattr(
        watching, "load", lambda index, encoder: loading(index, encoder or ToyEncoder())
    )
    return State(Settings(index=small_index), load(small_index, ToyEncoder()))


@pytest.fixture
def newer(small_corpus, small_index):
    """Publishes another snapshot, and gives its folder."""

    def publish(number: int = 4):
        write_thread(small_corpus, number, "Why?", "Why?", [("Eve", "Because it sells.")])
        built = build([Source("small", small_corpus)], small_index, ToyEncoder())
        return small_index / "snapshots" / built.snapshot_id

    return publish


def test_it_moves_to_what_became_current(state, newer):
    old, watch = state.snapshot, Watch(state)
    watch.look()
    assert state.snapshot is old
    folder = newer()
    watch.look()
    assert state.snapshot.id == folder.name
    assert state.snapshot.encoder is old.encoder
    assert old.section("small/1#11")  # who began with it goes on with it


def test_an_old_snapshot_is_closed_when_nobody_holds_it(state, newer):
    store = state.snapshot.store
    newer()
    Watch(state).look()
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError):
        store.section("small/1#11")


@pytest.mark.parametrize("name", ["texts.sqlite", "vectors.faiss", "manifest.json", "encoder/toy"])
def test_what_is_damaged_is_refused_once_and_by_name(state, newer, caplog, name):
    old, watch = state.snapshot, Watch(state)
    folder = newer()
    file = folder / name
    content = file.read_bytes()
    file.unlink()  # the encoder's is shared with the other snapshot
    file.write_bytes(content[:-2])
    with caplog.at_level(logging.WARNING, "footnote"):
        for _ in range(3):
            watch.look()
    assert state.snapshot is old
    (said,) = [record.getMessage() for record in caplog.records if record.name == "footnote"]
    assert f"{folder.name}/{name}" in said
    assert f"Still answering from {old.id}" in said
    file.write_bytes(content)
    point_to(state.settings.index, folder.name)
    watch.look()
    assert state.snapshot.id == folder.name


def test_a_pointer_to_nowhere_is_refused(state, caplog):
    old = state.snapshot
    point_to(state.settings.index, "nowhere")
    Watch(state).look()
    assert state.snapshot is old
    assert "nowhere/manifest.json" in caplog.text
    (state.settings.index / "current").unlink()
    Watch(state).look()
    assert state.snapshot is old


def test_it_looks_by_itself_until_it_is_stopped(state, newer):
    watch = Watch(state, every=0.01)
    watch.start()
    folder = newer()
    for _ in range(1000):
        if state.snapshot.id == folder.name:
            break
        watch.join(0.02)
    watch.stop()
    assert state.snapshot.id == folder.name
    assert not watch.is_alive()
