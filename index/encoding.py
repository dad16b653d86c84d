"""Texts → vectors and windows, taken from where they lie: kept snapshots, a build once killed."""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import BuildFailed
from index.encoder import Encoder, EncoderCard, Vectors
from index.manifest import WINDOWS
from index.reusing import texts_of
from index.vectors import VectorIndex
from index.windows import Codes, WindowIndex, codes

ENCODED = "encoded"

AT_ONCE = 1_024
"""Texts encoded between two writes to the disk: some seconds' work on two cores."""

HEAD = struct.Struct("<I32sII")
"""Of a record: checksum, hash, windows, bytes of a window."""


@dataclass(frozen=True, slots=True)
class Encodings:
    """What the encoder makes of each text: ``vectors`` has shape (texts, dimension).

    ``new`` counts the texts that had to be encoded.
    """

    vectors: Vectors
    windows: list[Codes]
    new: int


def encode(
    texts: Sequence[str],
    keys: Sequence[str],
    encoder: Encoder,
    snapshots: Sequence[Path],
    encoded: Encoded,
    tell: Callable[[str, int, int], None],
) -> Encodings:
    """The encodings of every text.

    ``keys`` are hashes of the texts. The first of ``snapshots`` that has a text, of the same
    encoder, gives what it has, else ``encoded``.
    """
    vectors = np.empty((len(texts), encoder.card.dimension), np.float32)
    windows: dict[int, Codes] = {}
    new = list(range(len(texts)))
    for folder in snapshots:
        with texts_of(folder if new else None, encoder.card) as store:
            if store is None:
                continue
            rows = store.keys()
        kept = [i for i in new if keys[i] in rows]
        vectors[kept] = VectorIndex.read(folder).matrix[[rows[keys[i]] for i in kept]]
        known = WindowIndex.read(folder / WINDOWS)
        windows |= {i: known.of_row(rows[keys[i]]) for i in kept}
        new = [i for i in new if keys[i] not in rows]
    before = encoded.read() if new else {}
    for i in new:
        if keys[i] in before:
            vectors[i], windows[i] = before[keys[i]]
    new = [i for i in new if keys[i] not in before]
    for first in range(0, len(new), AT_ONCE):
        some = new[first : first + AT_ONCE]

        def on_done(done: int, first: int = first) -> None:
            tell("encoding", first + done, len(new))

        on_done(0)
        vectors[some], tokens = encoder.encode_tokens([texts[i] for i in some], on_done)
        windows |= {i: codes(each, encoder.centre) for i, each in zip(some, tokens, strict=True)}
        encoded.add([keys[i] for i in some], vectors[some], [windows[i] for i in some])
    return Encodings(vectors, [windows[i] for i in range(len(texts))], len(new))


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
    """A file of encodings that grows as they are made, so that a killed build can go on.

    A record is a checksum of the rest, a text's hash, how many windows it has, its vector and
    their codes; one that a kill cut short is not read. After the ``with`` the file is gone: what it
    held is in a snapshot, or the disk is full. What else ends a build leaves it for the next.
    """

    def __init__(self, file: Path, card: EncoderCard) -> None:
        self._file = file
        self._card = hashlib.sha256(repr(card).encode()).digest()
        self._vector = 4 * card.dimension

    def __enter__(self) -> Encoded:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None or issubclass(kind, OSError | BuildFailed):
            self._file.unlink(missing_ok=True)

    def read(self) -> dict[str, tuple[Vectors, Codes]]:
        """Text's hash → its vector, shape (dimension,), and windows; nothing of another encoder.

        What is not whole is cut off, so that what is added can be read.
        """
        if not self._file.exists():
            return {}
        content = self._file.read_bytes()
        found: dict[str, tuple[Vectors, Codes]] = {}
        end = 0
        if content[:32] == self._card:
            end = 32
            while len(content) >= end + HEAD.size:
                checksum, key, count, width = HEAD.unpack_from(content, end)
                body = end + HEAD.size
                after = body + self._vector + count * width
                if len(content) < after or zlib.crc32(content[end + 4 : after]) != checksum:
                    break
                vector = np.frombuffer(content, "<f4", self._vector // 4, body)
                windows = np.frombuffer(content, np.uint8, count * width, body + self._vector)
                found[key.hex()] = vector, windows.reshape(count, width)
                end = after
        os.truncate(self._file, end)
        return found

    def add(self, keys: Sequence[str], vectors: Vectors, windows: Sequence[Codes]) -> None:
        """Append vectors, shape (keys, dimension), and windows."""
        with self._file.open("ab") as stream:
            if stream.tell() == 0:
                stream.write(self._card)
            for key, vector, codes in zip(keys, vectors, windows, strict=True):
                head = HEAD.pack(0, bytes.fromhex(key), *codes.shape)[4:]
                record = head + vector.astype("<f4").tobytes() + codes.tobytes()
                stream.write(zlib.crc32(record).to_bytes(4, "little") + record)
