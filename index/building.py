"""Documents → Snapshot: read, split, encode what is new, write, appraise, publish."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import numpy as np

from corpus.document import Document, Passage
from corpus.errors import NothingToRead, SnapshotDamaged, SnapshotRefused
from corpus.reading import Source, read
from corpus.report import ReadReport, report_as_json
from corpus.splitting import embedding_text, split
from index.appraisal import Appraisal, Appraise
from index.encoder import Encoder, EncoderCard, Vectors
from index.lexical import LexicalIndex
from index.manifest import (
    ENCODER,
    FORMAT,
    LEXICAL,
    REPORT,
    TEXTS,
    VECTORS,
    Manifest,
    packed,
    read_manifest,
    verify,
)
from index.publishing import publish, seal, writing
from index.snapshot import current_id, open_snapshot
from index.store import Store
from index.storing import write_store
from index.vectors import VectorIndex, unit

Progress = Callable[[str, int, int], None]
"""Hears (stage, done, total)."""

SPECIAL_TOKENS = 2
"""Opening and closing: an encoder's ``max_tokens`` counts them, a passage's budget does not."""

CANARIES = 8
"""Texts whose vectors a server compares before it trusts a snapshot's encoder."""


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
    appraisal: Appraisal
    seconds: float


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot will hold, before anything is encoded.

    ``texts`` are what the encoder reads, one a passage; ``keys`` are their hashes.
    """

    report: ReadReport
    documents: Sequence[Document]
    passages: Sequence[Passage]
    texts: Sequence[str]
    keys: Sequence[str]
    passage_tokens: int
    fingerprint: str


def build(
    sources: Sequence[Source],
    index: Path,
    encoder: Encoder,
    on_progress: Progress | None = None,
    *,
    appraise: Appraise | None = None,
    force: bool = False,
) -> Built:
    """Read the sources and make a snapshot of them current.

    Until the very last rename the snapshot that was current stays so, whatever happens.
    Raises CorpusError where there is nothing to read, SnapshotRefused where ``appraise`` objects
    and ``force`` is not given, BuildFailed where the index cannot be written.
    """
    started = time.monotonic()
    tell = on_progress or (lambda stage, done, total: None)
    with writing(index):
        content = take_in(sources, encoder, tell)
        old = _current(index)
        encoded = 0
        appraisal = Appraisal()
        id = old.name if old and _is_of(old, content.fingerprint) else None
        unchanged = id is not None
        if id is None:
            vectors, encoded = encode_new(content, encoder, old, tell)
            tell("writing", 0, 1)
            with _draft(index) as draft:
                manifest = write_draft(draft, index, content, vectors, encoder)
                id = manifest.id
                if appraise:
                    snapshot = open_snapshot(draft, manifest, encoder)
                    appraisal = appraise(snapshot)
                    snapshot.close()
                if appraisal.objections and not force:
                    raise _refused(index, appraisal)
                seal(
                    draft,
                    replace(
                        manifest,
                        thresholds=appraisal.thresholds,
                        quality=appraisal.quality,
                        objections=appraisal.objections,
                    ),
                )
                publish(draft, index, id)
            tell("writing", 1, 1)
    return Built(
        snapshot_id=id,
        report=content.report,
        documents=len(content.documents),
        passages=len(content.passages),
        encoded=encoded,
        reused=len(content.passages) - encoded,
        unchanged=unchanged,
        appraisal=appraisal,
        seconds=time.monotonic() - started,
    )


def take_in(sources: Sequence[Source], encoder: Encoder, tell: Progress) -> Content:
    """Read and split everything. Raises CorpusError."""
    reading = read(sources, tell)
    documents = reading.documents
    budget = encoder.card.max_tokens - SPECIAL_TOKENS
    passages: list[Passage] = []
    for number, document in enumerate(documents, 1):
        passages += split(document, encoder.count_tokens, budget)
        if number % 100 == 0 or number == len(documents):
            tell("splitting", number, len(documents))
    if not passages:
        raise NothingToRead(
            f"there is not one sentence in what was given\n{reading.report.summary}",
            mend="Give a folder or archive of Markdown files: footnote build PATH",
        )
    titles = {document.id: document.title for document in documents}
    texts = [embedding_text(titles[p.document_id], p, budget) for p in passages]
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    fingerprint = fingerprint_of(documents, passages, texts, encoder.card)
    return Content(reading.report, documents, passages, texts, keys, budget, fingerprint)


def encode_new(
    content: Content, encoder: Encoder, old: Path | None, tell: Progress
) -> tuple[Vectors, int]:
    """A vector for every text, shape (texts, dimension), and how many of them were encoded.

    Vectors of the snapshot in ``old`` are reused where text and encoder are the same. A damaged
    one is no reason to fail: everything is encoded again.
    """
    texts, keys = content.texts, content.keys
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


def write_draft(
    draft: Path, index: Path, content: Content, vectors: Vectors, encoder: Encoder
) -> Manifest:
    """Write every file of a snapshot but its manifest, which is returned for the appraisal."""
    write_store(draft / TEXTS, content.documents, content.passages, content.keys)
    VectorIndex.of(vectors).write(draft / VECTORS)
    LexicalIndex.of(content.texts).write(draft / LEXICAL)
    encoder.save(draft / ENCODER)
    report = json.dumps(report_as_json(content.report), indent=1, ensure_ascii=False)
    (draft / REPORT).write_text(report, "utf-8")
    now = datetime.now(UTC)
    rows = np.linspace(0, len(content.texts) - 1, CANARIES, dtype=int)
    return Manifest(
        format=FORMAT,
        id=_free_id(index, f"{now:%Y%m%dT%H%M%SZ}-{content.fingerprint[:8]}"),
        created=now.isoformat(timespec="seconds"),
        fingerprint=content.fingerprint,
        inputs="",
        passage_tokens=content.passage_tokens,
        encoder=encoder.card,
        counts=_counts(content),
        thresholds={},
        quality={},
        objections=(),
        canaries=dict(
            zip([content.texts[row] for row in rows], packed(unit(vectors[rows])), strict=True)
        ),
        files={},
    )


def fingerprint_of(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    texts: Sequence[str],
    card: EncoderCard,
) -> str:
    """A hash of everything a snapshot depends on: texts, splitting and encoder."""
    digest = hashlib.sha256(f"{card.weights_sha256} {card.precision}".encode())
    for document in documents:
        digest.update(json.dumps(asdict(document), default=str, sort_keys=True).encode())
    for passage, text in zip(passages, texts, strict=True):
        digest.update(f"{passage.id}\n{text}\n".encode())
    return digest.hexdigest()


@contextmanager
def _draft(index: Path) -> Iterator[Path]:
    """An empty folder beside the snapshots, gone afterwards unless it was published."""
    for left in (index / "snapshots").glob(".draft-*"):  # by a build that was killed
        shutil.rmtree(left, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=index / "snapshots"))
    try:
        draft.chmod(0o755)
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


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


def _refused(index: Path, appraisal: Appraisal) -> SnapshotRefused:
    return SnapshotRefused(
        "the new snapshot is not published:\n" + "\n".join(appraisal.objections),
        where=str(index),
        mend="Mend the texts, or publish it all the same: footnote build --force",
    )


def _free_id(index: Path, id: str) -> str:
    names = (id if n == 0 else f"{id}-{n}" for n in count())
    return next(name for name in names if not (index / "snapshots" / name).exists())


def _counts(content: Content) -> dict[str, int]:
    sections = [section for document in content.documents for section in document.sections]
    return {
        "threads": sum(document.kind == "thread" for document in content.documents),
        "posts": sum(document.kind == "post" for document in content.documents),
        "answers": sum(section.role == "answer" for section in sections),
        "sections": len(sections),
        "passages": len(content.passages),
    }
