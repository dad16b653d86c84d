"""Whatever stops a build, the index stays as it was, and what stopped it is said."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from conftest import NEW_ANSWER, ToyEncoder, tree, write_thread
from filelock import FileLock

from corpus.errors import BuildFailed
from corpus.reading import Source
from index import building
from index.building import build
from index.encoding import Encoded
from index.store import Store


def add_to(file, toy, keys) -> None:
    vectors = np.zeros((len(keys), 26), np.float32)
    Encoded(file, toy.card).add(keys, vectors, [np.zeros((1, 4), np.uint8)] * len(keys))


def test_what_was_encoded_for_a_published_snapshot_is_cleared_away(small_index, rebuild, toy):
    """A build may be killed right after its last rename, before it has tidied up."""
    folder = small_index / "snapshots" / (small_index / "current").read_text().strip()
    with closing(Store(folder / "texts.sqlite")) as store:
        keys = list(store.keys())
    file = small_index / "encoded"
    add_to(file, toy, keys)
    assert rebuild().unchanged and not file.exists()
    add_to(file, toy, [*keys, "ab" * 32])
    assert rebuild().unchanged and file.exists()


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


def test_what_a_killed_build_left_is_cleared_away(small_corpus, small_index, rebuild):
    left = small_index / "snapshots" / ".draft-killed"
    left.mkdir()
    (left / "texts.sqlite").write_text("half")
    write_thread(small_corpus, 4, "How high is a price?", "I cannot tell.", [NEW_ANSWER])
    rebuild()
    assert not left.exists()
