"""What a snapshot will hold, before anything is encoded: read, split and fingerprinted."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, Passage
from corpus.errors import NothingToRead
from corpus.reading import Source, read
from corpus.report import ReadReport
from corpus.splitting import embedding_text, split
from index.encoder import Encoder, EncoderCard
from index.reusing import Reused
from index.storing import Origin
from index.vectors import SKETCHED

Progress = Callable[[str, int, int], None]
"""Hears (stage, done, total)."""

SPECIAL_TOKENS = 2
"""Opening and closing: an encoder's ``max_tokens`` counts them, a passage's budget does not."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot will hold, before anything is encoded.

    ``texts`` are what the encoder reads, one a passage; ``keys`` are their hashes.
    """

    report: ReadReport
    documents: Sequence[Document]
    origins: Mapping[str, Origin]
    passages: Sequence[Passage]
    texts: Sequence[str]
    keys: Sequence[str]
    passage_tokens: int
    fingerprint: str

    def encoded_by(self, card: EncoderCard) -> Content:
        """The same for another encoder that has the same tokens."""
        made = fingerprint_of(self.documents, self.passages, self.texts, card)
        return replace(self, fingerprint=made)


def take_in(
    sources: Sequence[Source], encoder: Encoder, old: Path | None, tell: Progress
) -> Content:
    """Read and split everything that the snapshot in ``old`` does not hold. Raises CorpusError."""
    budget = encoder.card.max_tokens - SPECIAL_TOKENS
    passages: list[Passage] = []
    with uncollected():
        reused = Reused(old, encoder.card)
        reading = read(sources, tell, reused.parse)
        documents = reading.documents
        for number, document in enumerate(documents, 1):
            passages += reused.split(
                document, lambda each: split(each, encoder.count_tokens, budget)
            )
            if number % 100 == 0 or number == len(documents):
                tell("splitting", number, len(documents))
    if not passages:
        raise NothingToRead(
            f"there is not one sentence in what was given\n{reading.report.summary}",
            mend="Give a folder or archive of Markdown files: footnote build PATH",
        )
    titles = {document.id: document.title for document in documents}
    texts = [embedding_text(titles[p.document_id], p, budget) for p in passages]
    return Content(
        report=reading.report,
        documents=documents,
        origins=reused.origins,
        passages=passages,
        texts=texts,
        keys=[hashlib.sha256(text.encode()).hexdigest() for text in texts],
        passage_tokens=budget,
        fingerprint=fingerprint_of(documents, passages, texts, encoder.card),
    )


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for garbage: it would go through all that has been read, again and again,
    for up to a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def size_of(content: Content, card: EncoderCard) -> int:
    """About how many bytes a build writes: windows twice, vectors up to three times, the texts in
    two forms."""
    texts = sum(len(text.encode()) for text in content.texts)
    # A window is of three tokens, a dozen letters, and has a bit for each dimension.
    windows = texts // 12 * card.dimension // 8
    vectors = 4 * card.dimension * (2 * len(content.texts) + min(len(content.texts), SKETCHED))
    return vectors + 2 * windows + 3 * texts + 1_000_000


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
