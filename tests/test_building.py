"""A build encodes only what is new, and what was current stays so until the very last rename."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections import namedtuple
from datetime import datetime
from pathlib import Path

import pytest
from conftest import ToyEncoder, write_thread
from filelock import FileLock

from corpus.errors import (
    BuildFailed,
    NothingToRead,
    NotInSnapshot,
    SnapshotRefused,
    SourceNotFound,
)
from corpus.reading import Source
from corpus.splitting import embedding_text
from index import building, reusing
from index.appraisal import Appraisal
from index.building import build
from index.snapshot import current_id, load

NEW_ANSWER = ("Eve", "Write the price on the door.")


@pytest.fixture
def rebuild(small_corpus, small_index):
    """Builds again into the small index, with the encoder given."""
    return lambda encoder=None: build(
        [Source("small", small_corpus)], small_index, encoder or ToyEncoder()
    )


def tree(index: Path) -> dict[str, bytes]:
    files = (path for path in index.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(index).as_posix(): path.read_bytes() for path in files}


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


def test_an_unchanged_corpus_writes_and_encodes_nothing(small_index, rebuild):
    before = tree(small_index)
    again = ToyEncoder()
    built = rebuild(again)
    assert built.unchanged
    assert (built.encoded, built.reused) == (0, built.passages)
    assert again.encoded == []
    assert tree(small_index) == before
    assert built.snapshot_id == load(small_index, again).id


def test_only_new_passages_are_encoded(small_corpus, small_index, rebuild):
    write_thread(small_corpus, 4, "How high is a price?", "I cannot tell.", [NEW_ANSWER])
    again = ToyEncoder()
    built = rebuild(again)
    new = [f"How high is a price?\n{text}" for text in ("I cannot tell.", NEW_ANSWER[1])]
    assert again.encoded == new
    assert (built.encoded, built.reused, built.unchanged) == (2, built.passages - 2, False)
    snapshot = load(small_index, again)
    everything = snapshot.store.passages(range(built.passages))
    texts = [embedding_text(snapshot.document(p.document_id).title, p, 58) for p in everything]
    assert snapshot.vectors.matrix == pytest.approx(ToyEncoder().encode(texts))


def test_a_text_that_moves_to_another_section_keeps_its_vector(small_corpus, rebuild):
    file = small_corpus / "2" / "a-thread.md"
    file.write_text(file.read_text().replace("## Answer 21", "## Answer 99"))
    again = ToyEncoder()
    assert not rebuild(again).unchanged
    assert again.encoded == []


def test_another_title_encodes_its_thread_anew(small_corpus, rebuild):
    file = small_corpus / "1" / "a-thread.md"
    file.write_text(file.read_text().replace("be public?", "be secret?", 1))
    again = ToyEncoder()
    rebuild(again)
    assert len(again.encoded) == 3
    assert all(text.startswith("Should prices be secret?\n") for text in again.encoded)


def test_a_change_of_votes_alone_is_a_new_snapshot(small_corpus, small_index, rebuild):
    file = small_corpus / "1" / "a-thread.md"
    file.write_text(file.read_text().replace("- score: 4", "- score: 40", 1))
    again = ToyEncoder()
    assert not rebuild(again).unchanged
    assert again.encoded == []
    assert load(small_index, again).section("small/1#11").votes == 40


def appraisal_of(*objections: str):
    return lambda snapshot: Appraisal(
        {"silent": 0.1}, {"passages": float(len(snapshot.vectors.matrix))}, objections
    )


def test_what_was_found_out_about_a_draft_is_in_its_manifest(small_corpus, tmp_path):
    index = tmp_path / "index"
    built = build([Source("s", small_corpus)], index, ToyEncoder(), appraise=appraisal_of())
    manifest = load(index, ToyEncoder()).manifest
    assert manifest.thresholds == {"silent": 0.1}
    assert manifest.quality == {"passages": built.passages} == built.appraisal.quality
    assert manifest.objections == ()


def test_a_draft_that_is_objected_to_is_published_only_by_force(small_corpus, small_index):
    before = tree(small_index)
    (small_corpus / "1" / "a-thread.md").unlink()
    source, appraise = [Source("small", small_corpus)], appraisal_of("Ann is gone")
    with pytest.raises(SnapshotRefused, match="Ann is gone") as caught:
        build(source, small_index, ToyEncoder(), appraise=appraise)
    assert "--force" in caught.value.mend
    assert tree(small_index) == before
    built = build(source, small_index, ToyEncoder(), appraise=appraise, force=True)
    snapshot = load(small_index, ToyEncoder())
    assert snapshot.id == built.snapshot_id
    assert snapshot.manifest.objections == ("Ann is gone",)


def test_what_was_deleted_is_gone(small_corpus, small_index, rebuild):
    (small_corpus / "1" / "a-thread.md").unlink()
    built = rebuild()
    assert (built.encoded, built.documents) == (0, 2)
    snapshot = load(small_index, ToyEncoder())
    with pytest.raises(NotInSnapshot):
        snapshot.document("small/1")
    assert snapshot.lexical.search("trust", 5)[0].tolist() == []
    assert len(snapshot.vectors.matrix) == built.passages


def test_another_encoder_encodes_everything(small_index, rebuild):
    other = ToyEncoder("other")
    built = rebuild(other)
    assert built.encoded == built.passages == len(other.encoded)
    assert load(small_index, other).manifest.encoder.name == "other"


def test_another_splitting_of_the_same_texts_is_a_new_snapshot(monkeypatch, rebuild):
    split = building.split
    monkeypatch.setattr(building, "split", lambda document, count, _: split(document, count, 12))
    monkeypatch.setattr(reusing, "_code", lambda package: "code that splits in another way")
    assert not rebuild().unchanged


def test_a_damaged_snapshot_is_built_anew_from_nothing(small_index, rebuild):
    current = small_index / "snapshots" / (small_index / "current").read_text().strip()
    (current / "vectors.faiss").write_bytes(b"damaged")
    again = ToyEncoder()
    built = rebuild(again)
    assert built.encoded == built.passages == len(again.encoded)
    assert load(small_index, again).id == built.snapshot_id != current.name


@pytest.mark.parametrize("pointer", [b"gone", b"\xff\xfe", b"", b"a\x00b", b"x" * 999])
def test_a_pointer_to_nowhere_does_not_stop_a_build(small_index, rebuild, pointer):
    (small_index / "current").write_bytes(pointer)
    assert load_after(rebuild(), small_index)


def test_a_snapshot_under_another_name_is_built_anew(small_index, rebuild):
    id = (small_index / "current").read_text().strip()
    (small_index / "snapshots" / id).rename(small_index / "snapshots" / "renamed")
    (small_index / "current").write_text("renamed\n")
    assert load_after(rebuild(), small_index)


def load_after(built, index) -> bool:
    return load(index, ToyEncoder()).id == built.snapshot_id


def test_what_a_killed_build_left_is_cleared_away(small_corpus, small_index, rebuild):
    left = small_index / "snapshots" / ".draft-killed"
    left.mkdir()
    (left / "texts.sqlite").write_text("half")
    write_thread(small_corpus, 4, "How high is a price?", "I cannot tell.", [NEW_ANSWER])
    rebuild()
    assert not left.exists()


class Breaking(ToyEncoder):
    def __init__(self, error: Exception) -> None:
        super().__init__("breaking")
        self.error = error

    def encode(self, texts, on_done=None):
        raise self.error


class Unsaved(ToyEncoder):
    def save(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "half").write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device", str(folder))


def test_an_encoder_that_breaks_leaves_the_index_as_it_was(small_index, rebuild):
    before = tree(small_index)
    with pytest.raises(ZeroDivisionError):
        rebuild(Breaking(ZeroDivisionError()))
    with pytest.raises(KeyboardInterrupt):
        rebuild(Breaking(KeyboardInterrupt()))
    assert tree(small_index) == before


def test_a_full_disk_is_said_and_leaves_the_index_as_it_was(small_index, rebuild):
    before = tree(small_index)
    with pytest.raises(
        BuildFailed,
        match=r"the disk .* is full \(about 1.\d MB are needed",
    ):
        rebuild(Unsaved("other"))
    assert tree(small_index) == before
    assert [path.name for path in (small_index / "snapshots").iterdir()] == [
        (small_index / "current").read_text().strip()
    ]


@pytest.mark.parametrize("step", ["seal", "publish"])
def test_a_build_that_fails_at_its_last_steps_leaves_current(
    small_index, rebuild, monkeypatch, step
):
    before = tree(small_index)

    def refuse(*args, **fields):
        raise PermissionError(errno.EACCES, "Permission denied", "somewhere")

    monkeypatch.setattr(building, step, refuse)
    with pytest.raises(BuildFailed, match="Permission denied") as caught:
        rebuild(ToyEncoder("other"))
    assert caught.value.where == "somewhere"
    assert tree(small_index) == before


LIMITED = """
import resource, sys
from pathlib import Path
sys.path[:0] = [{tests!r}]
from conftest import ToyEncoder
from index.building import build
from corpus.errors import BuildFailed
from corpus.reading import Source
import dataclasses, numpy as np

class Wide(ToyEncoder):
    def __init__(self):
        super().__init__("wide")
        self.card = dataclasses.replace(self.card, dimension={dimension})
    def encode(self, texts, on_done=None):
        return np.ones((len(texts), {dimension}), np.float32)

resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    build([Source("small", Path({corpus!r}))], Path({index!r}), Wide())
except BuildFailed as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("limit", "dimension", "said"), [(8_000, 26, "texts.sqlite"), (500_000, 99_999, "too large")]
)
def test_a_file_that_cannot_grow_is_a_failed_build(
    small_corpus, small_index, limit, dimension, said
):
    pytest.importorskip("resource")
    before = tree(small_index)
    code = LIMITED.format(
        tests=str(Path(__file__).parent), corpus=str(small_corpus), index=str(small_index),
        limit=limit, dimension=dimension,
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[1]
    )
    assert done.stderr == ""
    assert "the index cannot be written" in done.stdout
    assert said in done.stdout
    assert tree(small_index) == before


def test_a_folder_that_cannot_be_written_is_a_failed_build(small_corpus, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if os.access(closed, os.W_OK):
        pytest.skip("this user may write anywhere")
    with pytest.raises(BuildFailed, match="Permission denied"):
        build([Source("small", small_corpus)], closed / "index", ToyEncoder())


def test_an_index_that_is_a_file_is_a_failed_build(small_corpus, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(BuildFailed, match="--index"):
        build([Source("small", small_corpus)], tmp_path / "file", ToyEncoder())
    assert (tmp_path / "file").read_text() == "mine"


def test_a_second_build_is_refused_at_once(small_index, rebuild):
    before = tree(small_index)
    with (
        FileLock(small_index / "lock"),
        pytest.raises(BuildFailed, match="another build is under way") as caught,
    ):
        rebuild(ToyEncoder("other"))
    assert caught.value.where == str(small_index / "lock")
    assert tree(small_index) == before


def test_two_builds_in_one_second_have_two_ids(small_corpus, small_index, monkeypatch):
    clock = namedtuple("clock", "now")(lambda zone: datetime(2030, 1, 1, tzinfo=zone))
    monkeypatch.setattr(building, "datetime", clock)
    source = [Source("small", small_corpus)]
    first = build(source, small_index, ToyEncoder("one")).snapshot_id
    build(source, small_index, ToyEncoder("two"))
    third = build(source, small_index, ToyEncoder("one")).snapshot_id
    assert first.startswith("20300101T000000Z-")
    assert third == f"{first}-1"
    assert load(small_index, ToyEncoder("one")).id == third


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


def test_two_sources_stand_side_by_side(small_corpus, tmp_path):
    sources = [Source("b", small_corpus), Source("a", small_corpus)]
    write_thread(tmp_path / "more", 1, "Another thread", "Why?", [NEW_ANSWER])
    sources.append(Source("c", tmp_path / "more"))
    build(sources, tmp_path / "index", ToyEncoder())
    snapshot = load(tmp_path / "index", ToyEncoder())
    assert snapshot.document("b/1").title == "Should prices be public?"
    assert snapshot.document("c/1").title == "Another thread"


def test_progress_counts_up_to_the_end(small_corpus, tmp_path):
    heard: list[tuple[str, int, int]] = []
    build(
        [Source("small", small_corpus)],
        tmp_path / "index",
        ToyEncoder(),
        lambda *progress: heard.append(progress),
    )
    stages = list(dict.fromkeys(stage for stage, _, _ in heard))
    assert stages == ["reading small", "splitting", "encoding", "writing"]
    for stage in stages:
        last = [progress for progress in heard if progress[0] == stage][-1]
        assert last[1] == last[2] > 0


def test_what_is_left_out_is_told_even_where_nothing_else_has_changed(small_corpus, rebuild):
    """A broken file adds nothing to the index, and must not go unnoticed for that."""
    rebuild()
    broken = small_corpus / "broken.md"
    broken.write_text("---\ntitle: never closed\n", "utf-8")
    built = rebuild()
    assert built.unchanged
    assert "broken.md" in built.report.summary
