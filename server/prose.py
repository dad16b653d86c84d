"""An answer as plain text: its markers, its sources, and where in the text each quote stands."""

from __future__ import annotations

from dataclasses import dataclass

from rag.answer import Answer, Event, Reference, ReferencesFound, Sentence, SentenceWritten


@dataclass(frozen=True, slots=True)
class Quoted:
    """A reference's words in the text of an answer: ``text[start:end]``."""

    start: int
    end: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text; what it quotes is placed in the whole text, not in the part."""

    text: str
    quoted: tuple[Quoted, ...] = ()


class Prose:
    """The text of one answer, made event by event; all pieces together are the whole.

    Sentences are as they are, with ``[1]`` behind them; people are parted by a blank line. After
    them come the notes, the sources with all that their licences ask for, and near questions.
    ``root`` is the server's own address, for sources that have no other.
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

    def url(self, reference: Reference) -> str:
        """The original, or our own page where it has no address."""
        return reference.url or f"{self._root}{reference.source_url}"

    def _sentence(self, sentence: Sentence) -> Piece:
        numbers = tuple(dict.fromkeys(citation.reference for citation in sentence.citations))
        speaks = sentence.kind == "frame", numbers
        gap = " " if speaks == self._speaks else "\n\n"
        gap = gap if self._length else ""
        self._speaks = speaks
        start = self._length + len(gap)
        end = start + len(sentence.text)
        markers = "".join(f" [{number}]" for number in numbers)
        quoted = tuple(Quoted(start, end, self._references[number]) for number in numbers)
        return Piece(f"{gap}{sentence.text}{markers}", quoted)

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
            reference.author,
            reference.published and str(reference.published),
            votes if reference.votes else None,
            reference.site,
            reference.licence,
        )
        said = ", ".join(fact for fact in facts if fact)
        return f"- [{reference.number}] {reference.title} ({said}): {self.url(reference)}"
