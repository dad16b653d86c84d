"""The commands for snapshots, each with its text and its JSON."""

from __future__ import annotations

import json

import pytest
from conftest import ToyEncoder, run, write_thread

from corpus.reading import Source
from index import releases
from index.building import build
from index.snapshot import current_id, load


@pytest.fixture
def say(capsys, monkeypatch, toys, small_index):
    """Runs a command; gives its exit code and what it said, parsed if it is JSON."""
    monkeypatch.setattr(releases, "load", lambda index, id: load(index, ToyEncoder(), id))

    def said(*words):
        code, out, err = run(capsys, monkeypatch, *words, "--index", small_index)
        return code, json.loads(out) if "--json" in words else out + err

    return said


@pytest.fixture
def two(small_corpus, small_index):
    """The ids of two snapshots, the second current."""
    first = current_id(small_index)
    write_thread(small_corpus, 4, "Why?", "Why?", [("Eve", "Because it sells.")])
    (small_corpus / "golden.tsv").write_text("Should prices be public?\tsmall/1#11\n")
    built = build([Source("small", small_corpus)], small_index, ToyEncoder())
    return first, built.snapshot_id


def test_list_pin_and_unpin(say, two):
    first, second = two
    assert say("pin", first, "--json") == (0, {"pinned": first})
    code, listed = say("snapshots", "--json")
    assert code == 0
    assert {s["id"]: (s["current"], s["pinned"]) for s in listed["snapshots"]} == {
        first: (False, True),
        second: (True, False),
    }
    code, text = say("snapshots")
    assert "pinned" in text and "current" in text and second in text
    assert say("unpin", first)[0] == 0
    assert not any(s["pinned"] for s in say("snapshots", "--json")[1]["snapshots"])


def test_going_back_and_forth(say, two, small_index):
    say("rollback", two[0])
    assert current_id(small_index) == two[0]
    assert say("rollback", two[1], "--json") == (0, {"current": two[1]})
    code, text = say("rollback", "gone")
    assert code == 4 and "no snapshot 'gone'" in text


def test_verify(say, two, small_index):
    code, text = say("verify")
    assert code == 0 and two[1] in text
    code, found = say("verify", two[0], "--json")
    assert (code, found["verified"]) == (0, two[0])
    (small_index / "snapshots" / two[0] / "vectors.faiss").write_bytes(b"")
    code, text = say("verify", two[0])
    assert code == 4 and "vectors.faiss" in text


def test_diff(say, two):
    code, found = say("diff", *two, "--json")
    assert code == 0
    assert found["documents"] == {"added": ["small/4"], "changed": [], "removed": []}
    assert "1 added" in say("diff", *two)[1]
