"""Content and its encodings → a draft: every file of a snapshot, and its manifest."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus.report import report_as_json
from index.adaptation import Adaptation
from index.arrays import write_array
from index.content import Content, Progress
from index.copies import Pairs, copies
from index.encoder import Encoder
from index.encoding import Encodings
from index.lexical import LexicalIndex
from index.manifest import (
    COPIES,
    ENCODER,
    FORMAT,
    LEXICAL,
    REPORT,
    TEXTS,
    WINDOWS,
    Manifest,
    packed,
)
from index.reusing import code
from index.snapshot import canary_vectors
from index.storing import write_store
from index.vectors import SKETCHED, VectorIndex
from index.windows import WindowIndex
from index.words import Words, count, words_of

CANARIES, LETTERS = 8, 60
"""Texts, and how much of each, whose vectors are compared before a snapshot's encoder is trusted.
Short ones: a server has to encode them before it can answer."""


def write_draft(
    draft: Path, content: Content, encodings: Encodings, encoder: Encoder, tell: Progress
) -> Pairs:
    """Write every file of a snapshot but its manifest; returns the pairs of copies."""
    tell("writing", 0, 1)
    write_store(draft / TEXTS, content.documents, content.passages, content.keys, content.origins)
    VectorIndex.of(encodings.vectors).write(draft)
    WindowIndex.of(encodings.windows).write(draft / WINDOWS)
    encoder.save(draft / ENCODER)
    report = json.dumps(report_as_json(content.report), indent=1, ensure_ascii=False)
    (draft / REPORT).write_text(report, "utf-8")
    tell("writing", 1, 1)
    tell("indexing words", 0, 1)
    words = words_of(content.texts)
    LexicalIndex.of(words).write(draft / LEXICAL)
    tell("indexing words", 1, 1)
    tell("linking copies", 0, 1)
    pairs = _copies(content, words)
    write_array(draft / COPIES, pairs)
    tell("linking copies", 1, 1)
    return pairs


def _copies(content: Content, words: Words) -> Pairs:
    """The pairs of passages that are copies, whatever the titles that their texts begin with."""
    number: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    sections = [number[passage.section_id] for passage in content.passages]
    titled = zip(content.texts, content.passages, strict=True)
    titles = [text.removesuffix(passage.text) for text, passage in titled]
    of_title = {title: count(title) for title in dict.fromkeys(titles)}
    some = np.array([of_title[title] for title in titles], np.int64)
    return copies(words.without_first(some), np.array(sections, np.int64))


def manifest_of(
    index: Path,
    content: Content,
    encoder: Encoder,
    pairs: Pairs,
    *,
    inputs: str,
    asked: str,
    adaptation: Adaptation | None = None,
) -> Manifest:
    """The manifest of a draft, its appraisal and its files' checksums still to come."""
    now = datetime.now(UTC)
    rows = np.linspace(0, len(content.texts) - 1, CANARIES, dtype=int)
    canaries = list(dict.fromkeys(content.texts[row][:LETTERS] for row in rows))
    return Manifest(
        format=FORMAT,
        id=_free_id(index, f"{now:%Y%m%dT%H%M%SZ}-{content.fingerprint[:8]}"),
        created=now.isoformat(timespec="seconds"),
        fingerprint=content.fingerprint,
        inputs=inputs,
        asked=asked,
        code=code(),
        passage_tokens=content.passage_tokens,
        search="exact" if len(content.texts) < SKETCHED else "sketched",
        encoder=encoder.card,
        counts=_counts(content, pairs),
        thresholds={},
        quality={},
        objections=(),
        golden=(),
        canaries=dict(zip(canaries, packed(canary_vectors(encoder, canaries)), strict=True)),
        files={},
        adaptation=adaptation,
    )


def _free_id(index: Path, id: str) -> str:
    names = (id if n == 0 else f"{id}-{n}" for n in itertools.count())
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
