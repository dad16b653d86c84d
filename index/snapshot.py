"""The immutable built index: a folder with a manifest, loaded only if every file is as written.

<index>/current                 the id of the snapshot in use, one line
<index>/snapshots/<id>/         manifest.json, texts.sqlite, vectors.npy, vectors.faiss,
                                copies.npy, windows/, lexical/, encoder/, report.json
<index>/pins                    the ids of snapshots that are never cleared away
<index>/lock, holder            held by the one build at work, and who that is
<index>/encoded                 the vectors of a build that was stopped, for the next to go on from
<index>/adapted/                what came of adapting the encoder, and a training under way
<index>/encoders/<sha256>/      exported encoders, shared with the snapshots by hard links
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.document import Document, Passage, Section
from corpus.errors import EncoderMismatch, SnapshotDamaged, SnapshotMissing
from index.copies import Pairs
from index.encoder import Encoder, ExportedEncoder, Vectors
from index.lexical import LexicalIndex
from index.manifest import (
    AGAIN,
    COPIES,
    ENCODER,
    LEXICAL,
    MANIFEST,
    TEXTS,
    WINDOWS,
    Manifest,
    damaged,
    read_manifest,
    unpacked,
    verify,
)
from index.store import Store
from index.vectors import VectorIndex, unit
from index.windows import WindowIndex

STRAY = 0.1
"""How far a canary's vector may lie from the one it had: a cosine of 0.995. Another precision of
the same model moves it by 0.01, another model by 1 or more."""


class Snapshot:
    """A loaded snapshot. Everything that answers a question hangs on one of these."""

    def __init__(
        self,
        manifest: Manifest,
        store: Store,
        vectors: VectorIndex,
        windows: WindowIndex,
        lexical: LexicalIndex,
        encoder: Encoder,
        copies: Pairs,
    ) -> None:
        self.manifest = manifest
        self.store = store
        self.vectors = vectors
        self.windows = windows
        self.lexical = lexical
        self.encoder = encoder
        self.copies = copies

    @property
    def id(self) -> str:
        return self.manifest.id

    def document(self, id: str) -> Document:
        """The document with this id; raises NotInSnapshot."""
        return self.store.document(id)

    def section(self, id: str) -> Section:
        """The section with this id; raises NotInSnapshot."""
        return self.store.section(id)

    def passage(self, id: str) -> Passage:
        """The passage with this id; raises NotInSnapshot."""
        return self.store.passage(id)

    def close(self) -> None:
        self.store.close()


def current_id(index: Path) -> str | None:
    """The id of the current snapshot, or None where nothing has been built."""
    try:
        return (index / "current").read_text("utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotDamaged(
            f"the pointer to the current snapshot cannot be read ({error})",
            where=str(index / "current"),
            mend=AGAIN,
        ) from error


def load(index: Path, encoder: Encoder | None = None, id: str | None = None) -> Snapshot:
    """Load a snapshot of an index folder, the current one or ``id``, every file verified first.

    ``encoder`` is the one the caller means to use; without it the snapshot's own is opened.
    Raises SnapshotMissing, SnapshotDamaged or EncoderMismatch.
    """
    folders = index / "snapshots"
    if id is not None and (id != Path(id).name or not (folders / id).is_dir()):
        raise SnapshotMissing(
            f"there is no snapshot {id!r}",
            where=str(folders),
            mend=f"Choose one of those there are: ls {shlex.quote(str(folders))}",
        )
    id = id or current_id(index)
    if id is None:
        raise SnapshotMissing(
            "nothing has been built here yet",
            where=str(index),
            mend=f"Build an index first: footnote build --index {shlex.quote(str(index))}",
        )
    folder = folders / id
    manifest = verified(folder)
    encoder = encoder or ExportedEncoder(folder / ENCODER)
    check_encoder(folder, manifest, encoder)
    return open_snapshot(folder, manifest, encoder)


def verified(folder: Path) -> Manifest:
    """The manifest of a snapshot whose every file is as written; raises SnapshotDamaged."""
    manifest = read_manifest(folder)
    if manifest.id != folder.name:
        raise damaged(folder / MANIFEST, f"it is of another snapshot ({manifest.id})")
    verify(folder, manifest)
    return manifest


def check_encoder(folder: Path, manifest: Manifest, encoder: Encoder) -> None:
    """Raises EncoderMismatch where an encoder is not the one a snapshot was built with.

    What it says of itself is compared, and the vectors it gives to the snapshot's canaries.
    """
    built = manifest.encoder
    what = f"not with {encoder.card.name}"
    same = (encoder.card.weights_sha256, encoder.card.dimension) == (
        built.weights_sha256,
        built.dimension,
    )
    if same and manifest.canaries:
        then = unpacked(list(manifest.canaries.values()))
        now = canary_vectors(encoder, list(manifest.canaries))
        same = float(np.linalg.norm(then - now, axis=1).max()) < STRAY
        what = f"and {encoder.card.name} gives other vectors than it did then"
    if not same:
        raise EncoderMismatch(
            f"the snapshot was built with the encoder {built.name}, {what}",
            where=str(folder),
            mend="Build again with the encoder you want: footnote build",
        )


def canary_vectors(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The vectors of canaries, each encoded by itself as a question is."""
    return np.concatenate([unit(encoder.encode([text])) for text in texts])


def open_snapshot(folder: Path, manifest: Manifest, encoder: Encoder) -> Snapshot:
    """Open the files of a snapshot, which must have been verified, or just been written."""
    try:
        store = Store(folder / TEXTS)
        vectors = VectorIndex.read(folder)
        windows = WindowIndex.read(folder / WINDOWS)
        lexical = LexicalIndex.read(folder / LEXICAL, len(store.passage_section))
        copies = np.load(folder / COPIES)
    except Exception as error:
        raise damaged(folder, str(error)) from error
    return Snapshot(manifest, store, vectors, windows, lexical, encoder, copies)
