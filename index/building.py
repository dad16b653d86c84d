"""Documents → Snapshot: read, split, encode what is new, write, appraise, publish."""

from __future__ import annotations

import hashlib
import io
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import numpy as np

from corpus.document import Document, Passage
from corpus.errors import NothingToRead, SnapshotDamaged, SnapshotRefused
from corpus.reading import Source, read
from corpus.report import ReadReport, report_as_json, report_from_json
from corpus.splitting import embedding_text, split
from index.appraisal import Appraisal, Appraise
from index.copies import Pairs, copies
from index.encoder import Encoder, EncoderCard, Vectors
from index.encoding import Encoded, encode
from index.lexical import LexicalIndex
from index.manifest import (
    COPIES,
    ENCODER,
    FORMAT,
    LEXICAL,
    REPORT,
    TEXTS,
    VECTORS,
    Manifest,
    packed,
    read_manifest,
)
from index.publishing import KEEP, draft_in, kept, publish, seal, writing
from index.reusing import Reused, inputs_of
from index.snapshot import current_id, open_snapshot, verified
from index.storing import Origin, write_store
from index.vectors import VectorIndex, unit

Progress = Callable[[str, int, int], None]
"""Hears (stage, done, total)."""

SPECIAL_TOKENS = 2
"""Opening and closing: an encoder's ``max_tokens`` counts them, a passage's budget does not."""

CANARIES = 8
"""Texts whose vectors a server compares before it trusts a snapshot's encoder."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. ``unchanged`` means the current snapshot already held all of this.

    ``copies`` counts the passages that say nearly the same as another.
    """

    snapshot_id: str
    report: ReadReport
    documents: int
    passages: int
    copies: int
    encoded: int
    reused: int
    unchanged: bool
    appraisal: Appraisal
    seconds: float


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot will hold, before anything is encoded.

    ``texts`` are what the encoder reads, one a passage; ``keys`` are their hashes. ``moved`` maps
    the rows of the snapshot before to those that hold the same passage here.
    """

    report: ReadReport
    documents: Sequence[Document]
    origins: Mapping[str, Origin]
    passages: Sequence[Passage]
    texts: Sequence[str]
    keys: Sequence[str]
    moved: Mapping[int, int]
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
    keep: int = KEEP,
) -> Built:
    """Read the sources and make a snapshot of them current; ``keep`` so many of the latest.

    Until the very last rename the snapshot that was current stays so, whatever happens.
    Raises CorpusError where there is nothing to read, SnapshotRefused where ``appraise`` objects
    and ``force`` is not given, BuildFailed where the index cannot be written.
    """
    started = time.monotonic()
    tell = on_progress or (lambda stage, done, total: None)
    with writing(index):
        old = _current(index)
        inputs = inputs_of(sources, encoder.card)
        if manifest := _unchanged(old, "inputs", inputs):
            return _built(index, manifest, started)
        content = take_in(sources, encoder, old, tell)
        if manifest := _unchanged(old, "fingerprint", content.fingerprint):
            # What was left out may be something else than last time, and is told all the same.
            return replace(_built(index, manifest, started), report=content.report)
        before = [old, *(each for each in kept(index) if each != old)] if old else kept(index)
        needed = size_of(content, encoder.card)
        with Encoded(index / "encoded", encoder.card) as encoded, draft_in(index, needed) as draft:
            vectors, new = encode(content.texts, content.keys, encoder, before, encoded, tell)
            tell("writing", 0, 1)
            pairs = write_draft(draft, content, vectors, encoder, old)
            manifest = manifest_of(index, content, vectors, encoder.card, inputs, pairs)
            tell("writing", 1, 1)
            appraisal = appraise_draft(draft, manifest, encoder, appraise)
            if appraisal.objections and not force:
                raise SnapshotRefused(
                    "the new snapshot is not published:\n" + "\n".join(appraisal.objections),
                    where=str(index),
                    mend="Mend the texts, or publish it all the same: footnote build --force",
                )
            manifest = replace(
                manifest,
                thresholds=appraisal.thresholds,
                quality=appraisal.quality,
                objections=appraisal.objections,
                golden=appraisal.golden,
            )
            seal(draft, manifest)
            publish(draft, index, manifest.id, keep)
    return _built(index, manifest, started, len(new), unchanged=False)


def take_in(
    sources: Sequence[Source], encoder: Encoder, old: Path | None, tell: Progress
) -> Content:
    """Read and split everything that the snapshot in ``old`` does not hold. Raises CorpusError."""
    reused = Reused(old, encoder.card)
    reading = read(sources, tell, reused.parse)
    documents = reading.documents
    budget = encoder.card.max_tokens - SPECIAL_TOKENS
    passages: list[Passage] = []
    for number, document in enumerate(documents, 1):
        passages += reused.split(document, lambda each: split(each, encoder.count_tokens, budget))
        if number % 100 == 0 or number == len(documents):
            tell("splitting", number, len(documents))
    if not passages:
        raise NothingToRead(
            f"there is not one sentence in what was given\n{reading.report.summary}",
            mend="Give a folder or archive of Markdown files: footnote build PATH",
        )
    titles = {document.id: document.title for document in documents}
    texts = [embedding_text(titles[p.document_id], p, budget) for p in passages]
    rows = reused.rows
    return Content(
        report=reading.report,
        documents=documents,
        origins=reused.origins,
        passages=passages,
        texts=texts,
        keys=[hashlib.sha256(text.encode()).hexdigest() for text in texts],
        moved={rows[p.id]: row for row, p in enumerate(passages) if p.id in rows},
        passage_tokens=budget,
        fingerprint=fingerprint_of(documents, passages, texts, encoder.card),
    )


def write_draft(
    draft: Path, content: Content, vectors: Vectors, encoder: Encoder, old: Path | None
) -> Pairs:
    """Write every file of a snapshot but its manifest; returns the pairs of copies."""
    write_store(draft / TEXTS, content.documents, content.passages, content.keys, content.origins)
    VectorIndex.of(vectors).write(draft / VECTORS)
    LexicalIndex.of(content.texts).write(draft / LEXICAL)
    sections = np.unique([p.section_id for p in content.passages], return_inverse=True)[1]
    known = np.load(old / COPIES) if old and content.moved else np.empty((0, 2), np.int64)
    pairs = copies(vectors, sections, known, content.moved)
    array = io.BytesIO()  # NumPy writing a file itself is silent about a full disk
    np.save(array, pairs)
    (draft / COPIES).write_bytes(array.getvalue())
    encoder.save(draft / ENCODER)
    report = json.dumps(report_as_json(content.report), indent=1, ensure_ascii=False)
    (draft / REPORT).write_text(report, "utf-8")
    return pairs


def manifest_of(
    index: Path, content: Content, vectors: Vectors, card: EncoderCard, inputs: str, pairs: Pairs
) -> Manifest:
    """The manifest of a draft, its appraisal and its files' checksums still to come."""
    now = datetime.now(UTC)
    rows = np.linspace(0, len(content.texts) - 1, CANARIES, dtype=int)
    canaries = zip([content.texts[row] for row in rows], packed(unit(vectors[rows])), strict=True)
    return Manifest(
        format=FORMAT,
        id=_free_id(index, f"{now:%Y%m%dT%H%M%SZ}-{content.fingerprint[:8]}"),
        created=now.isoformat(timespec="seconds"),
        fingerprint=content.fingerprint,
        inputs=inputs,
        passage_tokens=content.passage_tokens,
        encoder=card,
        counts=_counts(content, pairs),
        thresholds={},
        quality={},
        objections=(),
        golden=(),
        canaries=dict(canaries),
        files={},
    )


def size_of(content: Content, card: EncoderCard) -> int:
    """About how many bytes a build writes: the vectors twice, and the texts in two forms."""
    texts = sum(len(text.encode()) for text in content.texts)
    return 2 * 4 * card.dimension * len(content.texts) + 3 * texts + 1_000_000


def appraise_draft(
    draft: Path, manifest: Manifest, encoder: Encoder, appraise: Appraise | None
) -> Appraisal:
    """What ``appraise`` finds in a draft, which must open whether anybody asks or not."""
    snapshot = open_snapshot(draft, manifest, encoder)
    try:
        return appraise(snapshot) if appraise else Appraisal()
    finally:
        snapshot.close()


def fingerprint_of(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    texts: Sequence[str],
    card: EncoderCard,
) -> str:
    """A hash of everything a snapshot depends on: texts, splitting and encoder."""
    digest = hashlib.sha256(f"{card.weights_sha256} {card.precision}".encode())
    for document in documents:
        digest.update(repr(document).encode("utf-8", "backslashreplace"))
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


def _unchanged(snapshot: Path | None, field: str, value: str) -> Manifest | None:
    """The manifest of a snapshot that has this value there and is undamaged."""
    try:
        manifest = read_manifest(snapshot) if snapshot else None
        same = manifest is not None and getattr(manifest, field) == value
        return verified(snapshot) if snapshot and same else None
    except SnapshotDamaged:
        return None


def _free_id(index: Path, id: str) -> str:
    names = (id if n == 0 else f"{id}-{n}" for n in count())
    return next(name for name in names if not (index / "snapshots" / name).exists())


def _counts(content: Content, pairs: Pairs) -> dict[str, int]:
    sections = [section for document in content.documents for section in document.sections]
    return {
        "threads": sum(document.kind == "thread" for document in content.documents),
        "posts": sum(document.kind == "post" for document in content.documents),
        "answers": sum(section.role == "answer" for section in sections),
        "sections": len(sections),
        "passages": len(content.passages),
        "copies": len(np.unique(pairs)),
    }


def _built(
    index: Path, manifest: Manifest, started: float, encoded: int = 0, *, unchanged: bool = True
) -> Built:
    counts = manifest.counts
    report = json.loads((index / "snapshots" / manifest.id / REPORT).read_text("utf-8"))
    return Built(
        snapshot_id=manifest.id,
        report=report_from_json(report),
        documents=counts["threads"] + counts["posts"],
        passages=counts["passages"],
        copies=counts["copies"],
        encoded=encoded,
        reused=counts["passages"] - encoded,
        unchanged=unchanged,
        appraisal=Appraisal(
            manifest.thresholds, manifest.quality, manifest.objections, manifest.golden
        ),
        seconds=time.monotonic() - started,
    )
