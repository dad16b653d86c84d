"""A manifest is read as it was written, or not at all; what it must refuse is in test_snapshot."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from corpus.errors import SnapshotDamaged
from index.encoder import EncoderCard
from index.manifest import (
    FORMAT,
    Manifest,
    checksums,
    packed,
    read_manifest,
    unpacked,
    verify,
    write_manifest,
)

WRITTEN = Manifest(
    format=FORMAT,
    id="é",
    created="2030-01-01T00:00:00+00:00",
    fingerprint="f",
    inputs="i",
    passage_tokens=58,
    encoder=EncoderCard("toy", "w", 26, 60, "f32"),
    counts={"threads": 1},
    thresholds={"silent": 0.1 + 0.2},
    quality={},
    objections=("“worse”",),
    golden=("Why?",),
    canaries={"a text": "AAAA"},
    files={
        "texts.sqlite": "",
        "vectors.npy": "",
        "vectors.faiss": "",
        "copies.npy": "",
        "report.json": "",
    },
)


def test_what_is_written_is_read(tmp_path):
    write_manifest(tmp_path, WRITTEN)
    assert read_manifest(tmp_path) == WRITTEN


def test_every_edit_is_seen(tmp_path):
    """Each bit of the file counts, but for those that say the same in JSON."""
    write_manifest(tmp_path, WRITTEN)
    file = tmp_path / "manifest.json"
    content = file.read_bytes()
    for place in range(0, len(content), 3):
        edited = bytearray(content)
        edited[place] ^= 4
        file.write_bytes(edited)
        try:
            assert read_manifest(tmp_path) == WRITTEN
        except SnapshotDamaged:
            continue


def test_checksums_are_of_every_file_but_the_manifest(tmp_path):
    (tmp_path / "lexical").mkdir()
    (tmp_path / "lexical" / "a").write_bytes(b"a")
    (tmp_path / "manifest.json").write_text("{}")
    assert checksums(tmp_path) == {"lexical/a": hashlib.sha256(b"a").hexdigest()}


def test_a_file_that_is_not_as_written_is_named(tmp_path):
    (tmp_path / "texts.sqlite").write_text("")
    with pytest.raises(SnapshotDamaged, match="checksum") as caught:
        verify(tmp_path, WRITTEN)
    assert caught.value.where == str(tmp_path / "texts.sqlite")


def test_vectors_survive_their_packing_exactly():
    vectors = np.array([[0.1, -1e-30], [np.pi, 0]], np.float32)
    assert (unpacked(packed(vectors)) == vectors).all()
