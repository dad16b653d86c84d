"""What an earlier build read and split, and this one need not: found by each file's content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import corpus
import index
from corpus.document import Document, Passage
from corpus.errors import SnapshotDamaged
from corpus.files import digest_of
from corpus.reading import Layout, Parsed, Source, parse
from corpus.sources import Place
from index.encoder import EncoderCard
from index.manifest import TEXTS
from index.snapshot import verified
from index.store import Store
from index.storing import Origin

_LIBRARIES = ("sentencex", "markdown-it-py", "selectolax", "python-frontmatter", "tokenizers")
"""What reading and splitting rest on, beside Footnote's own code."""


def inputs_of(sources: Sequence[Source], card: EncoderCard, asked: str) -> str:
    """A hash of all that a build depends on, found without reading one document.

    ``asked`` is a hash of the questions that it is measured by. Raises as reading does where a
    source cannot be opened.
    """
    digest = hashlib.sha256(f"{code()} {card} {asked}".encode())
    for source in sources:
        digest.update(f"\n{source.name} {digest_of(source.path)}".encode())
    return digest.hexdigest()


@contextmanager
def texts_of(folder: Path | None, card: EncoderCard) -> Iterator[Store | None]:
    """The texts of a snapshot, or None where it is damaged or of another encoder."""
    store = None
    try:
        if folder and verified(folder).encoder == card:
            store = Store(folder / TEXTS)
    except SnapshotDamaged:
        pass
    try:
        yield store
    finally:
        if store:
            store.close()


class Reused:
    """Parses and splits, but for the files that a snapshot holds already.

    A file is the same if its text, its place, the code that reads it and the encoder are.
    """

    def __init__(self, folder: Path | None, card: EncoderCard) -> None:
        self.origins: dict[str, Origin] = {}
        """By document id, of all that has been parsed."""
        tokens = card.adapted_from or card.weights_sha256  # adapting leaves the tokens alone
        self._salt = f"{_code(corpus.__file__)} {tokens} {card.max_tokens}"
        self._documents: dict[str, tuple[Document, Origin]] = {}
        self._passages: dict[str, list[Passage]] = {}
        with texts_of(folder, card) as store:
            if store is None:
                return
            passages = store.passages(range(len(store.passage_section)))
            by_id = {id: list(each) for id, each in groupby(passages, lambda p: p.document_id)}
            for document, origin in store.documents():
                self._documents[origin.key] = document, origin
                self._passages[origin.key] = by_id.get(document.id, [])

    def parse(self, text: str, place: Place, layout: Layout) -> Parsed:
        """As ``corpus.reading.parse``."""
        key = hashlib.sha256(f"{self._salt} {layout} {place}\n{text}".encode()).hexdigest()
        if key in self._documents:
            document, origin = self._documents[key]
            self.origins[document.id] = origin
            return document, origin.notes
        read, notes = parse(text, place, layout)
        if isinstance(read, Document):
            self.origins[read.id] = Origin(key, notes)
        return read, notes

    def split(
        self, document: Document, split: Callable[[Document], list[Passage]]
    ) -> list[Passage]:
        """The document's passages, by ``split`` where they are not known."""
        known = self._passages.get(self.origins[document.id].key)
        return split(document) if known is None else known


def code() -> str:
    """A hash of all the code that makes a snapshot."""
    return hashlib.sha256(f"{_code(corpus.__file__)} {_code(index.__file__)}".encode()).hexdigest()


@cache
def _code(package: str) -> str:
    """A hash of a floor's source code and of the libraries it reads with."""
    digest = hashlib.sha256(" ".join(map(version, _LIBRARIES)).encode())
    for file in sorted(Path(package).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
