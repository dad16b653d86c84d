"""A snapshot is loaded only if every file is as written; else the file is named."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ToyEncoder

from corpus.errors import EncoderMismatch, SnapshotDamaged, SnapshotMissing
from corpus.reading import Source
from index.building import build
from index.manifest import FORMAT, _seal_of, read_manifest, unpacked
from index.snapshot import current_id, load

FILES = (
    "manifest.json",
    "texts.sqlite",
    "vectors.npy",
    "vectors.faiss",
    "lexical/rows.npy",
    "lexical/weights.npy",
    "lexical/starts.npy",
    "lexical/words.json",
    "encoder/toy",
    "windows/codes.npy",
    "windows/first.npy",
    "copies.npy",
    "report.json",
)


@pytest.fixture
def folder(small_index) -> Path:
    return small_index / "snapshots" / (small_index / "current").read_text("utf-8").strip()


def edit(folder: Path, **fields: object) -> None:
    """Change the manifest as somebody would who makes its checksum right again."""
    file = folder / "manifest.json"
    changed = {**json.loads(file.read_text("utf-8")), **fields}
    file.write_text(json.dumps({**changed, "seal": _seal_of(changed)}), "utf-8")


def refused(index: Path, name: str, why: str | None = None) -> SnapshotDamaged:
    with pytest.raises(SnapshotDamaged, match=why) as caught:
        load(index, ToyEncoder())
    assert caught.value.where.endswith(name)
    assert "from the same texts as before: footnote build" in caught.value.mend
    return caught.value


def test_these_are_all_the_files(folder):
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == set(FILES)
    assert set(read_manifest(folder).files) == found - {"manifest.json"}


def test_the_manifest_says_what_the_snapshot_is(small, folder, toy):
    manifest = small.manifest
    assert (manifest.id, small.id, current_id(folder.parents[1])) == (folder.name,) * 3
    assert manifest.format == FORMAT
    assert manifest.encoder == toy.card
    assert manifest.passage_tokens == toy.card.max_tokens - 2
    assert folder.name.endswith(manifest.fingerprint[:8])


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing(small_index, folder, name):
    (folder / name).unlink()
    refused(small_index, name, "it is missing")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_truncated(small_index, folder, name):
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    refused(small_index, name)


@pytest.mark.parametrize("name", FILES[1:])
def test_a_file_with_one_bit_turned(small_index, folder, name):
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    refused(small_index, name, "checksum")


def test_two_files_that_are_swapped(small_index, folder):
    data, indices = (folder / name for name in FILES[4:6])
    data.rename(folder / "aside")
    indices.rename(data)
    (folder / "aside").rename(indices)
    refused(small_index, FILES[4], "checksum")


def test_a_file_that_became_a_folder(small_index, folder):
    (folder / "vectors.faiss").unlink()
    (folder / "vectors.faiss").mkdir()
    refused(small_index, "vectors.faiss", "cannot be read")


def test_a_file_of_another_snapshot(small_corpus, small_index, folder, tmp_path):
    (small_corpus / "3" / "a-thread.md").unlink()
    other = build([Source("small", small_corpus)], tmp_path / "other", ToyEncoder())
    theirs = tmp_path / "other" / "snapshots" / other.snapshot_id
    shutil.copy(theirs / "vectors.faiss", folder / "vectors.faiss")
    refused(small_index, "vectors.faiss", "checksum")


def test_a_whole_snapshot_under_another_name(small_index, folder):
    folder.rename(folder.parent / "renamed")
    (small_index / "current").write_text("renamed\n")
    refused(small_index, "renamed/manifest.json", f"another snapshot .{folder.name}.")


@pytest.mark.parametrize(
    "fields",
    [
        {"format": FORMAT + 1},
        {"format": None},
        {"encoder": None},
        {"encoder": {"name": "toy"}},
        {"files": None},
        {"files": ["texts.sqlite"]},
        {"files": {}},
        {"files": {"texts.sqlite": ""}},
        {"unknown": 1},
    ],
    ids=str,
)
def test_a_manifest_that_is_not_of_this_format(small_index, folder, fields):
    edit(folder, **fields)
    refused(small_index, "manifest.json")


def test_a_manifest_that_was_edited_by_hand(small_index, folder):
    file = folder / "manifest.json"
    text = file.read_text("utf-8")
    file.write_text(text.replace('"threads": 3', '"threads": 4'), "utf-8")
    assert file.read_text("utf-8") != text
    refused(small_index, "manifest.json", "its own checksum differs")


class Swapped(ToyEncoder):
    """Says that it is the encoder that was there, and gives other vectors."""

    def encode(self, texts, on_done=None):
        return super().encode(texts, on_done)[:, ::-1]


def test_another_model_under_the_same_name(small_index):
    with pytest.raises(EncoderMismatch, match="toy gives other vectors than it did then"):
        load(small_index, Swapped())


def test_canaries_are_texts_of_the_snapshot_with_their_vectors(small):
    texts = list(small.manifest.canaries)
    assert len(texts) == 8
    assert unpacked(list(small.manifest.canaries.values())) == pytest.approx(
        ToyEncoder().encode(texts)
    )


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"format": 1}', "\x00"])
def test_a_manifest_that_is_none(small_index, folder, text):
    (folder / "manifest.json").write_text(text)
    refused(small_index, "manifest.json")


@pytest.mark.parametrize("pointer", [b"gone", b"a\x00b", b"x" * 999])
def test_a_pointer_to_nowhere(small_index, pointer):
    (small_index / "current").write_bytes(pointer)
    refused(small_index, "manifest.json")


@pytest.mark.parametrize("pointer", [b"\xff\xfe", None])
def test_a_pointer_past_reading(small_index, pointer):
    (small_index / "current").unlink()
    if pointer is None:
        (small_index / "current").mkdir()
    else:
        (small_index / "current").write_bytes(pointer)
    refused(small_index, "current", "cannot be read")


@pytest.mark.parametrize("place", [".", "none", "a-file"])
def test_nothing_built_yet(tmp_path, place):
    (tmp_path / "a-file").write_text("")
    with pytest.raises(SnapshotMissing, match=f"footnote build --index {tmp_path}"):
        load(tmp_path / place)


def test_another_encoder(small_index):
    with pytest.raises(EncoderMismatch, match="built with the encoder toy, not with other"):
        load(small_index, ToyEncoder("other"))


def test_a_snapshot_is_not_changed_by_reading(small_index, folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    snapshot = load(small_index, ToyEncoder())
    snapshot.lexical.search("price", 3)
    snapshot.store.passages([0])
    snapshot.close()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_snapshot_that_moves_with_its_index_still_loads(small_index, tmp_path):
    moved = tmp_path / "another place %23"
    small_index.rename(moved)
    assert load(moved, ToyEncoder()).document("small/1").title == "Should prices be public?"


def test_builds_never_disturb_those_who_read(small_corpus, small_index):
    """Each load, whenever it comes, sees a whole snapshot, and the old one goes on answering."""
    old = load(small_index, ToyEncoder())
    file = small_corpus / "1" / "a-thread.md"
    text = file.read_text()

    def rebuild() -> None:
        for votes in range(40, 46):
            file.write_text(text.replace("- score: 4", f"- score: {votes}", 1))
            build([Source("small", small_corpus)], small_index, ToyEncoder())

    with ThreadPoolExecutor(1) as threads:
        building = threads.submit(rebuild)
        seen = [votes_of(load(small_index, ToyEncoder()))]
        while not building.done():
            seen.append(votes_of(load(small_index, ToyEncoder())))
        building.result()
    assert seen == sorted(seen)
    assert set(seen) <= {4, *range(40, 46)}
    assert old.section("small/1#11").votes == 4
    assert votes_of(load(small_index, ToyEncoder())) == 45


def votes_of(snapshot) -> int:
    try:
        return snapshot.section("small/1#11").votes
    finally:
        snapshot.close()
