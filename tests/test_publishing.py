"""Publishing moves the pointer last, and only to what is on the disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_manifest import WRITTEN

from corpus.errors import BuildFailed
from index import publishing
from index.manifest import read_manifest
from index.publishing import publish, seal, writing
from index.snapshot import current_id


@pytest.fixture
def draft(tmp_path) -> Path:
    folder = tmp_path / "snapshots" / ".draft-x"
    (folder / "lexical").mkdir(parents=True)
    for name in (
        "texts.sqlite",
        "vectors.npy",
        "vectors.faiss",
        "copies.npy",
        "report.json",
        "lexical/a",
    ):
        (folder / name).write_text(name)
    return folder


def test_everything_is_on_the_disk_before_the_pointer_moves(draft, tmp_path, monkeypatch):
    steps: list[str] = []

    def name(path) -> str:
        return str(Path(path).relative_to(tmp_path))

    rename, move = Path.rename, Path.replace
    monkeypatch.setattr(publishing, "_sync", lambda path: steps.append(f"sync {name(path)}"))
    monkeypatch.setattr(
        Path, "rename", lambda a, b: (steps.append(f"rename {name(b)}"), rename(a, b))[1]
    )
    monkeypatch.setattr(
        Path, "replace", lambda a, b: (steps.append(f"rename {name(b)}"), move(a, b))[1]
    )
    seal(draft, WRITTEN)
    publish(draft, tmp_path, "one")
    inside = {step.removeprefix("sync snapshots/.draft-x").lstrip("/") for step in steps[:9]}
    assert inside == {
        "texts.sqlite",
        "vectors.faiss",
        "vectors.npy",
        "copies.npy",
        "report.json",
        "lexical/a",
        "manifest.json",
        "lexical",
        "",
    }
    assert steps[9:] == [
        "rename snapshots/one",
        "sync snapshots",
        "sync .current",
        "rename current",
        "sync .",
    ]
    assert current_id(tmp_path) == "one"


def test_a_seal_is_a_manifest_with_the_checksum_of_every_file(draft):
    seal(draft, replace(WRITTEN, files={}))
    assert set(read_manifest(draft).files) == {
        "texts.sqlite",
        "vectors.faiss",
        "vectors.npy",
        "copies.npy",
        "report.json",
        "lexical/a",
    }


def test_one_writer_at_a_time(tmp_path):
    with (
        writing(tmp_path / "index"),
        pytest.raises(BuildFailed, match="another build is under way"),
        writing(tmp_path / "index"),
    ):
        pass
    with writing(tmp_path / "index"):
        assert (tmp_path / "index" / "snapshots").is_dir()
