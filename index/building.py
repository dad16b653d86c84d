"""Documents → Snapshot, encoding only what is new."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus.document import Document, Passage
from corpus.errors import BuildFailed, NothingToRead, SnapshotDamaged
from corpus.reading import Source, read
from corpus.report import ReadReport, report_as_json
from corpus.splitting import embedding_text, split
from index.encoder import Encoder, Vectors
from index.lexical import LexicalIndex
from index.snapshot import (
    ENCODER,
    LEXICAL,
    REPORT,
    TEXTS,
    VECTORS,
    current_id,
    publish,
    read_manifest,
    seal,
    verify,
)
from index.store import Store
from index.storing import write_store
from index.vectors import VectorIndex

Progress = Callable[[str, int, int], None]
"""Hears (stage, done, total)."""

SPECIAL_TOKENS = 2
"""Opening and closing: an encoder's ``max_tokens`` counts them, a passage's budget does not."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. ``unchanged`` means the current snapshot already held all of this."""

    snapshot_id: str
    report: ReadReport
    documents: int
    passages: int
    encoded: int
    reused: int
    unchanged: bool
    seconds: float


def build(
    sources: Sequence[Source], index: Path, encoder: Encoder, on_progress: Progress | None = None
) -> Built:
    """Read the sources and make a snapshot of them current.

    Until the very last rename the snapshot that was current stays so, whatever happens.
    Raises CorpusError where there is nothing to read, BuildFailed where the index cannot be
    written.
    """
    started = time.monotonic()
    tell = on_progress or (lambda stage, done, total: None)
    reading = read(sources, on_progress)
    documents = reading.documents
    passage_tokens = encoder.card.max_tokens - SPECIAL_TOKENS
    passages = split_all(documents, encoder, passage_tokens, tell)
    if not passages:
        raise NothingToRead(
            f"there is not one sentence in what was given\n{reading.report.summary}",
            mend="Give a folder or archive of Markdown files: footnote build PATH",
        )
    titles = {document.id: document.title for document in documents}
    texts = [embedding_text(titles[p.document_id], p, passage_tokens) for p in passages]
    fingerprint = fingerprint_of(documents, passages, texts, encoder)

    def built(id: str, encoded: int, unchanged: bool) -> Built:
        return Built(
            id,
            reading.report,
            len(documents),
            len(passages),
            encoded,
            len(passages) - encoded,
            unchanged,
            time.monotonic() - started,
        )

    try:
        (index / "snapshots").mkdir(parents=True, exist_ok=True)
        with FileLock(index / "lock", timeout=0):
            old = _current(index)
            if old and _is_of(old, fingerprint):
                return built(old.name, 0, unchanged=True)
            for left in (index / "snapshots").glob(".draft-*"):  # by a build that was killed
                shutil.rmtree(left, ignore_errors=True)
            keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
            vectors, encoded = encode_new(texts, keys, encoder, old, tell)
            now = datetime.now(UTC)
            draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=index / "snapshots"))
            try:
                tell("writing", 0, 1)
                id = _free_id(index, f"{now:%Y%m%dT%H%M%SZ}-{fingerprint[:8]}")
                write_store(draft / TEXTS, documents, passages, keys)
                VectorIndex.of(vectors).write(draft / VECTORS)
                LexicalIndex.of(texts).write(draft / LEXICAL)
                encoder.save(draft / ENCODER)
                (draft / REPORT).write_text(
                    json.dumps(report_as_json(reading.report), indent=1, ensure_ascii=False),
                    "utf-8",
                )
                seal(
                    draft,
                    id=id,
                    created=now.isoformat(timespec="seconds"),
                    fingerprint=fingerprint,
                    passage_tokens=passage_tokens,
                    encoder=encoder.card,
                    counts=_counts(documents, passages),
                )
                draft.chmod(0o755)
                publish(draft, index, id)
                tell("writing", 1, 1)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    except Timeout as error:
        raise BuildFailed(
            "another build is under way",
            where=str(index / "lock"),
            mend="Wait until it ends, then build again.",
        ) from error
    except OSError as error:
        raise _cannot_write(index, error) from error
    return built(id, encoded, unchanged=False)


def split_all(
    documents: Sequence[Document], encoder: Encoder, budget: int, tell: Progress
) -> list[Passage]:
    """The passages of all documents, in their order."""
    passages: list[Passage] = []
    for number, document in enumerate(documents, 1):
        passages += split(document, encoder.count_tokens, budget)
        if number % 100 == 0 or number == len(documents):
            tell("splitting", number, len(documents))
    return passages


def encode_new(
    texts: Sequence[str],
    keys: Sequence[str],
    encoder: Encoder,
    old: Path | None,
    tell: Progress,
) -> tuple[Vectors, int]:
    """A vector for every text, shape (texts, dimension), and how many of them were encoded.

    Vectors of the snapshot in ``old`` are reused where text and encoder are the same. A damaged
    one is no reason to fail: everything is encoded again.
    """
    vectors = np.empty((len(texts), encoder.card.dimension), np.float32)
    new = list(range(len(texts)))
    try:
        if old and read_manifest(old).encoder == encoder.card:
            verify(old, read_manifest(old))
            store = Store(old / TEXTS)
            rows = store.keys()
            store.close()
            kept = [i for i in new if keys[i] in rows]
            vectors[kept] = VectorIndex.read(old / VECTORS).matrix[[rows[keys[i]] for i in kept]]
            new = [i for i in new if keys[i] not in rows]
    except SnapshotDamaged:
        pass
    if new:
        tell("encoding", 0, len(new))
        vectors[new] = encoder.encode(
            [texts[i] for i in new], lambda done: tell("encoding", done, len(new))
        )
    return vectors, len(new)


def fingerprint_of(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    texts: Sequence[str],
    encoder: Encoder,
) -> str:
    """A hash of everything a snapshot depends on: texts, splitting and encoder."""
    card = encoder.card
    digest = hashlib.sha256(f"{card.weights_sha256} {card.precision}".encode())
    for document in documents:
        digest.update(json.dumps(asdict(document), default=str, sort_keys=True).encode())
    for passage, text in zip(passages, texts, strict=True):
        digest.update(f"{passage.id}\n{text}\n".encode())
    return digest.hexdigest()


def _current(index: Path) -> Path | None:
    """The current snapshot's folder, None also where the pointer to it is past reading."""
    try:
        id = current_id(index)
    except SnapshotDamaged:
        return None
    return index / "snapshots" / id if id else None


def _is_of(snapshot: Path, fingerprint: str) -> bool:
    """Whether a snapshot holds exactly this, undamaged."""
    try:
        manifest = read_manifest(snapshot)
        if (manifest.id, manifest.fingerprint) != (snapshot.name, fingerprint):
            return False
        verify(snapshot, manifest)
    except SnapshotDamaged:
        return False
    return True


def _free_id(index: Path, id: str) -> str:
    names = (id if n == 0 else f"{id}-{n}" for n in count())
    return next(name for name in names if not (index / "snapshots" / name).exists())


def _counts(documents: Sequence[Document], passages: Sequence[Passage]) -> dict[str, int]:
    sections = [section for document in documents for section in document.sections]
    return {
        "threads": sum(document.kind == "thread" for document in documents),
        "posts": sum(document.kind == "post" for document in documents),
        "answers": sum(section.role == "answer" for section in sections),
        "sections": len(sections),
        "passages": len(passages),
    }


def _cannot_write(index: Path, error: OSError) -> BuildFailed:
    if error.errno == errno.ENOSPC:
        free = shutil.disk_usage(index).free if index.exists() else 0
        return BuildFailed(
            f"the disk is full ({free / 1e6:,.0f} MB free); the index is as it was",
            where=str(index),
            mend="Make room, or choose another place with --index.",
        )
    return BuildFailed(
        f"the index cannot be written ({error.strerror or error})",
        where=str(error.filename or index),
        mend="Check who may write there, or choose another place with --index.",
    )
