"""The immutable built index: a folder with a manifest, loaded only if every file is as written.

<index>/current                 the id of the snapshot in use, one line
<index>/snapshots/<id>/         manifest.json, texts.sqlite, vectors.faiss, lexical/, encoder/,
                                report.json
<index>/encoders/<sha256>/      exported encoders, shared with the snapshots by hard links
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.document import Document, Passage, Section
from corpus.errors import EncoderMismatch, SnapshotDamaged, SnapshotMissing
from index.encoder import Encoder, EncoderCard, ExportedEncoder
from index.lexical import LexicalIndex
from index.store import Store
from index.vectors import VectorIndex

FORMAT = 1
MANIFEST = "manifest.json"
TEXTS = "texts.sqlite"
VECTORS = "vectors.faiss"
LEXICAL = "lexical"
ENCODER = "encoder"
REPORT = "report.json"

# Without paths it would be the starter texts that replace somebody's own.
AGAIN = "Build the index again, from the same texts as before: footnote build [PATH…]"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself. ``files`` maps each file's path to its sha256."""

    format: int
    id: str
    created: str
    fingerprint: str
    passage_tokens: int
    encoder: EncoderCard
    counts: Mapping[str, int]
    files: Mapping[str, str]


class Snapshot:
    """A loaded snapshot. Everything that answers a question hangs on one of these."""

    def __init__(
        self,
        manifest: Manifest,
        store: Store,
        vectors: VectorIndex,
        lexical: LexicalIndex,
        encoder: Encoder,
    ) -> None:
        self.manifest = manifest
        self.store = store
        self.vectors = vectors
        self.lexical = lexical
        self.encoder = encoder

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


def load(index: Path, encoder: Encoder | None = None) -> Snapshot:
    """Load the current snapshot of an index folder, every file verified first.

    ``encoder`` is the one the caller means to use; without it the snapshot's own is opened.
    Raises SnapshotMissing, SnapshotDamaged or EncoderMismatch.
    """
    id = current_id(index)
    if id is None:
        raise SnapshotMissing(
            "nothing has been built here yet",
            where=str(index),
            mend=f"Build an index first: footnote build --index {shlex.quote(str(index))}",
        )
    folder = index / "snapshots" / id
    manifest = read_manifest(folder)
    if manifest.id != id:
        raise damaged(folder / MANIFEST, f"it is of another snapshot ({manifest.id})")
    verify(folder, manifest)
    if encoder is None:
        encoder = ExportedEncoder(folder / ENCODER)
    if (encoder.card.weights_sha256, encoder.card.dimension) != (
        manifest.encoder.weights_sha256,
        manifest.encoder.dimension,
    ):
        raise EncoderMismatch(
            f"the snapshot was built with the encoder {manifest.encoder.name}, "
            f"not with {encoder.card.name}",
            where=str(folder),
            mend="Build again with the encoder you want: footnote build",
        )
    try:
        store = Store(folder / TEXTS)
        vectors = VectorIndex.read(folder / VECTORS)
        lexical = LexicalIndex.read(folder / LEXICAL, len(store.passage_section))
    except Exception as error:
        raise damaged(folder, str(error)) from error
    return Snapshot(manifest, store, vectors, lexical, encoder)


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest; raises SnapshotDamaged."""
    file = folder / MANIFEST
    try:
        fields = json.loads(file.read_text("utf-8"))
        if not isinstance(fields, dict) or fields.get("format") != FORMAT:
            raise damaged(file, f"it is not of format {FORMAT}")
        files = fields.get("files")
        if not isinstance(files, dict) or not {TEXTS, VECTORS, REPORT} <= files.keys():
            raise damaged(file, "it does not list the snapshot's files")
        card = EncoderCard(**fields.pop("encoder"))
        return Manifest(encoder=card, **fields)
    except FileNotFoundError as error:
        raise damaged(file, "it is missing") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged(file, f"it cannot be read ({error})") from error


def verify(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its checksum, before a native reader touches a byte."""
    for name, expected in manifest.files.items():
        try:
            actual = sha256(folder / name)
        except FileNotFoundError as error:
            raise damaged(folder / name, "it is missing") from error
        except OSError as error:
            raise damaged(folder / name, f"it cannot be read ({error})") from error
        if actual != expected:
            raise damaged(folder / name, "it is not as it was written (its checksum differs)")


def seal(folder: Path, **fields: Any) -> Manifest:
    """Write the manifest over the files in a folder, and see them all to the disk."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    checksums = {path.relative_to(folder).as_posix(): sha256(path) for path in files}
    manifest = Manifest(format=FORMAT, files=checksums, **fields)
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")
    for path in [*files, folder / MANIFEST]:
        _sync(path)
    for path in [*(p for p in folder.rglob("*") if p.is_dir()), folder]:
        _sync(path)
    return manifest


def publish(draft: Path, index: Path, id: str) -> None:
    """Make a sealed draft the current snapshot: one rename each, in the order that survives."""
    snapshots = index / "snapshots"
    draft.rename(snapshots / id)
    _sync(snapshots)
    pointer = index / ".current"
    pointer.write_text(id + "\n", "utf-8")
    _sync(pointer)
    pointer.replace(index / "current")
    _sync(index)


def damaged(file: Path, why: str) -> SnapshotDamaged:
    return SnapshotDamaged(why, where=str(file), mend=AGAIN)


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with contextlib.suppress(PermissionError):  # a folder cannot be opened so on Windows
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
