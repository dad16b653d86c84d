"""A file that has not changed is neither parsed nor split again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ToyEncoder, write_thread

from corpus.errors import SourceNotFound
from corpus.reading import Source, read
from index import reusing
from index.building import build
from index.reusing import Reused, inputs_of
from index.snapshot import load

CARD = ToyEncoder().card


@pytest.fixture
def folder(small_index):
    return small_index / "snapshots" / (small_index / "current").read_text().strip()


@pytest.fixture
def parsed(monkeypatch):
    """The ids of the documents that were really parsed."""
    ids = []
    parse = reusing.parse

    def listen(text, place, layout):
        read, notes = parse(text, place, layout)
        ids.append(getattr(read, "id", None))
        return read, notes

    monkeypatch.setattr(reusing, "parse", listen)
    return ids


def test_what_is_taken_over_is_what_would_be_read(small_corpus, folder, parsed):
    write_thread(small_corpus, 2, "Another question?", "Why?", [("Eve", "Because it sells.")])
    reused = Reused(folder, CARD)
    source = [Source("small", small_corpus)]
    reading = read(source, parse=reused.parse)
    assert parsed == ["small/2"]
    assert reading == read(source)
    split = []
    for document in reading.documents:
        passages = reused.split(document, lambda each: split.append(each.id) or [])
        if passages:
            assert {p.document_id for p in passages} == {document.id}
    assert split == ["small/2"]


def test_code_encoder_name_and_damage_count(small_corpus, folder, parsed, monkeypatch):
    source = Source("small", small_corpus)
    read([source], parse=Reused(folder, ToyEncoder("other").card).parse)
    assert len(parsed) == 3
    read([Source("else", small_corpus)], parse=Reused(folder, CARD).parse)
    assert len(parsed) == 6
    monkeypatch.setattr(reusing, "_code", lambda package: "new")
    read([source], parse=Reused(folder, CARD).parse)
    assert len(parsed) == 9
    (folder / "texts.sqlite").write_bytes(b"")
    read([source], parse=Reused(folder, CARD).parse)
    read([source], parse=Reused(None, CARD).parse)
    assert len(parsed) == 15


def test_notes_on_a_post_are_told_again(tmp_path):
    post = tmp_path / "posts" / "a.md"
    post.parent.mkdir()
    post.write_text(f"---\ntitle: A post\ndate: soon\n---\n\n{'One more word is said. ' * 10}\n")
    source = [Source("posts", post.parent)]
    first = build(source, tmp_path / "index", ToyEncoder())
    assert first.report.findings
    write_thread(post.parent, 1, "A question?", "Why?", [("Eve", "Because it sells.")])
    second = build(source, tmp_path / "index", ToyEncoder())
    assert [f for f in second.report.findings if f.path.endswith("a.md")] == list(
        first.report.findings
    )


def test_a_rebuild_is_what_a_build_from_nothing_is(small_corpus, small_index, tmp_path):
    write_thread(small_corpus, 2, "Another question?", "Why?", [("Eve", "Because it sells.")])
    source = [Source("small", small_corpus)]
    build(source, small_index, ToyEncoder())
    build(source, tmp_path / "anew", ToyEncoder())
    one, other = load(small_index, ToyEncoder()), load(tmp_path / "anew", ToyEncoder())
    assert one.manifest.fingerprint == other.manifest.fingerprint
    assert list(one.store.documents()) == list(other.store.documents())
    assert (one.vectors.matrix == other.vectors.matrix).all()
    same = {name for name in one.manifest.files if name != "manifest.json"}
    assert {n: one.manifest.files[n] for n in same} == {n: other.manifest.files[n] for n in same}


def test_inputs_are_every_byte_that_is_read(small_corpus, tmp_path):
    source = Source("small", small_corpus)
    before = inputs_of([source], CARD, "")
    assert inputs_of([source], CARD, "") == before
    assert inputs_of([Source("other", small_corpus)], CARD, "") != before
    assert inputs_of([source], ToyEncoder("other").card, "") != before
    assert inputs_of([source], CARD, "other questions") != before
    assert inputs_of([source, source], CARD, "") != before
    moved = tmp_path / "elsewhere" / "small"
    shutil.copytree(small_corpus, moved)
    assert inputs_of([Source("small", moved)], CARD, "") == before
    file = small_corpus / "1" / "a-thread.md"
    content = file.read_text()
    file.write_text(content.replace("score: 4", "score: 5"))
    assert inputs_of([source], CARD, "") != before
    file.write_text(content)
    assert inputs_of([source], CARD, "") == before
    file.rename(file.with_name("b-thread.md"))
    assert inputs_of([source], CARD, "") != before
    with pytest.raises(SourceNotFound):
        inputs_of([Source("gone", tmp_path / "gone")], CARD, "")


def test_an_archive_is_hashed_as_it_lies(small_corpus, tmp_path):
    archive = shutil.make_archive(str(tmp_path / "a"), "zip", small_corpus)
    before = inputs_of([Source("a", tmp_path / "a.zip")], CARD, "")
    with Path(archive).open("ab") as stream:
        stream.write(b"x")
    assert inputs_of([Source("a", tmp_path / "a.zip")], CARD, "") != before
