"""An answer as plain text: its markers, its sources, and where in the text each quote stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answer import Answer, Event, Reference, ReferencesFound, Sentence, SentenceWritten
from rag.positions import SAID
from server.schemas import words_url

_PLAIN = str.maketrans("[]<>`", "()‹›'")
_ADDRESS = re.compile(r"\b[a-z]+://|\bwww\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A reference's words in the text of an answer: ``text[start:end]``.

    ``url`` is the original's, or our own page opened at the words where it has none.
    """

    start: int
    end: int
    reference: Reference
    url: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text; what it quotes is placed in the whole text, not in the part."""

    text: str
    quoted: tuple[Quoted, ...] = ()


class Prose:
    """The text of one answer, made event by event; all pieces together are the whole.

    Sentences are as they are, with ``[1]`` behind them; people who are quoted are parted by a blank
    line, what a language model says runs on. After them come the notes, the sources with all that
    their licences ask for, and near questions, in
    Markdown. ``root`` is the server's own address, for sources that have no other.
    """

    def __init__(self, root: str) -> None:
        self._root = root.rstrip("/")
        self._length = 0
        self._speaks: object = None
        self._references: dict[int, Reference] = {}

    def add(self, event: Event) -> Piece:
        """What an event adds to the text."""
        match event:
            case ReferencesFound():
                self._references = {each.number: each for each in event.references}
                piece = Piece("")
            case SentenceWritten():
                piece = self._sentence(event.sentence)
            case _:
                piece = Piece(self._end(event.answer))
        self._length += len(piece.text)
        return piece

    def _sentence(self, sentence: Sentence) -> Piece:
        cited = {citation.reference: citation for citation in sentence.citations}
        speaks = sentence.kind, () if sentence.kind == "claim" else tuple(cited)
        gap = " " if speaks == self._speaks else "\n\n"
        gap = gap if self._length else ""
        self._speaks = speaks
        start = self._length + len(gap)
        end = start + len(sentence.text)
        quoted = []
        for number, citation in cited.items():
            reference = self._references[number]
            own = words_url(reference.section_id, citation.start, citation.end)
            quoted.append(Quoted(start, end, reference, reference.url or self._address(own)))
        markers = "".join(f" [{number}]" for number in cited)
        markers += f" (said in {sentence.dated})" if sentence.dated else ""
        return Piece(f"{gap}{sentence.text}{markers}", tuple(quoted))

    def _end(self, answer: Answer) -> str:
        parts = list(answer.notes)
        if answer.references:
            parts.append("\n".join(["Sources:", "", *map(self._source, answer.references)]))
        if answer.nearest:
            offered = (f"- {question}" for question in answer.nearest)
            parts.append("\n".join(["Questions that have been answered:", "", *offered]))
        return "".join(f"\n\n{part}" for part in parts).removeprefix("" if self._length else "\n\n")

    def _source(self, reference: Reference) -> str:
        votes = f"{reference.votes} vote{'' if reference.votes == 1 else 's'}"
        facts = (
            self._linked(reference.author, reference.author_url),
            reference.position and SAID[reference.position],
            reference.published and str(reference.published),
            votes if reference.votes else None,
            reference.site,
            reference.licence and self._linked(reference.licence, reference.licence_url),
        )
        title = self._linked(reference.title, reference.url or reference.source_url)
        return f"- [{reference.number}] {title}, {', '.join(fact for fact in facts if fact)}"

    def _linked(self, text: str, url: str | None) -> str:
        """A link as Markdown writes it; the text itself leads nowhere."""
        plain = _ADDRESS.sub("", text.translate(_PLAIN))
        return f"[{plain}]({self._address(url)})" if url else plain

    def _address(self, url: str) -> str:
        return f"{self._root}{url}" if url.startswith("/") else url
