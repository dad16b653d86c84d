"""A draft holds what was read, and tells it apart by its id."""

from __future__ import annotations

import json
from collections import namedtuple
from datetime import datetime

import pytest
from conftest import ToyEncoder

from corpus.reading import Source
from corpus.splitting import embedding_text
from index import drafting
from index.building import build
from index.snapshot import load


def test_what_is_built_is_what_was_read(small, toy):
    rows = range(len(small.store.passage_section))
    passages = small.store.passages(rows)
    counts = {"threads": 3, "posts": 0, "answers": 5, "sections": 8}
    counts |= {"passages": len(passages), "copies": 0}
    assert small.manifest.counts == counts
    texts = [embedding_text(small.document(p.document_id).title, p, 58) for p in passages]
    assert small.vectors.matrix == pytest.approx(ToyEncoder().encode(texts))
    assert all(small.lexical.scores(text)[row] > 0 for row, text in enumerate(texts))
    for passage in passages:
        assert small.section(passage.section_id).text[passage.start : passage.end] == passage.text
        assert small.passage(passage.id) == passage


def test_the_report_is_kept_with_the_snapshot(small_corpus, tmp_path):
    (small_corpus / "empty.md").write_text("")
    built = build([Source("small", small_corpus)], tmp_path / "index", ToyEncoder())
    file = tmp_path / "index" / "snapshots" / built.snapshot_id / "report.json"
    assert "empty.md" in file.read_text("utf-8")
    assert json.loads(file.read_text("utf-8"))


def test_two_builds_in_one_second_have_two_ids(small_corpus, small_index, monkeypatch):
    clock = namedtuple("clock", "now")(lambda zone: datetime(2030, 1, 1, tzinfo=zone))
    monkeypatch.setattr(drafting, "datetime", clock)
    source = [Source("small", small_corpus)]
    first = build(source, small_index, ToyEncoder("one")).snapshot_id
    build(source, small_index, ToyEncoder("two"))
    third = build(source, small_index, ToyEncoder("one")).snapshot_id
    assert first.startswith("20300101T000000Z-")
    assert third == f"{first}-1"
    assert load(small_index, ToyEncoder("one")).id == third
