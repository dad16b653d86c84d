"""Texts → vectors, taken from where they lie already: kept snapshots, a build that was killed."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import BuildFailed
from index.encoder import Encoder, EncoderCard, Vectors
from index.manifest import VECTORS
from index.reusing import texts_of
from index.vectors import VectorIndex

ENCODED = "encoded"

AT_ONCE = 2_048
"""Texts encoded between two writes to the disk: a quarter of a minute's work on two cores."""


def encode(
    texts: Sequence[str],
    keys: Sequence[str],
    encoder: Encoder,
    snapshots: Sequence[Path],
    encoded: Encoded,
    tell: Callable[[str, int, int], None],
) -> tuple[Vectors, list[int]]:
    """A vector for every text, shape (texts, dimension), and the rows that had to be encoded.

    ``keys`` are hashes of the texts. The first of ``snapshots`` that has a text, of the same
    encoder, gives its vector, else ``encoded``.
    """
    vectors = np.empty((len(texts), encoder.card.dimension), np.float32)
    new = list(range(len(texts)))
    for folder in snapshots:
        with texts_of(folder if new else None, encoder.card) as store:
            if store is None:
                continue
            rows = store.keys()
        kept = [i for i in new if keys[i] in rows]
        vectors[kept] = VectorIndex.read(folder / VECTORS).matrix[[rows[keys[i]] for i in kept]]
        new = [i for i in new if keys[i] not in rows]
    if not new:
        return vectors, []
    before = encoded.read()
    for i in new:
        if keys[i] in before:
            vectors[i] = before[keys[i]]
    new = [i for i in new if keys[i] not in before]
    for first in range(0, len(new), AT_ONCE):
        some = new[first : first + AT_ONCE]

        def on_done(done: int, first: int = first) -> None:
            tell("encoding", first + done, len(new))

        on_done(0)
        vectors[some] = encoder.encode([texts[i] for i in some], on_done)
        encoded.add([keys[i] for i in some], vectors[some])
    return vectors, new


def forget_published(file: Path, snapshot: Path | None, card: EncoderCard) -> None:
    """Remove what was encoded for a snapshot by a build that was killed right after its publishing.

    What a build had encoded that was killed before that stays.
    """
    if not file.exists():
        return
    with texts_of(snapshot, card) as store:
        if store and Encoded(file, card).read().keys() <= store.keys().keys():
            file.unlink()


class Encoded:
    """A file of vectors that grows as they are encoded, so that a killed build can go on.

    A record is a text's hash, its vector and a checksum; one that a kill cut short is not read.
    After the ``with`` the file is gone: its vectors are in a snapshot, or the disk is full. What
    else ends a build leaves it for the next.
    """

    def __init__(self, file: Path, card: EncoderCard) -> None:
        self._file = file
        self._card = hashlib.sha256(repr(card).encode()).digest()
        self._size = 32 + 4 * card.dimension + 4

    def __enter__(self) -> Encoded:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None or issubclass(kind, OSError | BuildFailed):
            self._file.unlink(missing_ok=True)

    def read(self) -> dict[str, Vectors]:
        """Text's hash → its vector, shape (dimension,); nothing of another encoder.

        What is not whole is cut off, so that what is added can be read.
        """
        if not self._file.exists():
            return {}
        content = self._file.read_bytes()
        found: dict[str, Vectors] = {}
        end = 0
        if content[:32] == self._card:
            for end in range(32, len(content) + 1, self._size):
                record = content[end : end + self._size]
                checksum = int.from_bytes(record[-4:], "little")
                if len(record) < self._size or zlib.crc32(record[:-4]) != checksum:
                    break
                found[record[:32].hex()] = np.frombuffer(record[32:-4], "<f4")
        os.truncate(self._file, end)
        return found

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Append vectors, shape (keys, dimension)."""
        with self._file.open("ab") as stream:
            if stream.tell() == 0:
                stream.write(self._card)
            for key, vector in zip(keys, vectors, strict=True):
                record = bytes.fromhex(key) + vector.astype("<f4").tobytes()
                stream.write(record + zlib.crc32(record).to_bytes(4, "little"))
