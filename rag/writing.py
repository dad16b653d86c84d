"""An answer being written: a writer's claims through the gate, each that passes a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol
from urllib.parse import quote

from index.snapshot import Snapshot
from rag.answer import (
    Reference,
    ReferencesFound,
    Sentence,
    SentenceKind,
    SentenceWritten,
    Withheld,
)
from rag.citing import citation_id
from rag.claims import Claim, Ruling
from rag.dating import said_in
from rag.evidence import Evidence
from rag.extractive import Extractive
from rag.gate import Entails, rule
from rag.linking import links
from rag.locating import locate
from rag.model import ModelFailed
from rag.question import Turn

ENOUGH = 2
"""Sentences of a language model that must pass the gate before any is said; with fewer people are
quoted instead."""

MOST = 10
"""Sentences of a language model that are said."""

FAILED = "The language model could not be used just now, so people are quoted word for word."
LITTLE = (
    "Too little of what the language model wrote could be proved, so people are quoted word "
    "for word."
)
ALONE = "It is proved, but too little besides it was."
BROKEN_OFF = "The language model broke off. What it had said until then is proved."


class Writer(Protocol):
    """Evidence → claims. A language model is one writer, quoting another.

    ``name`` is what an answer says of it, and ``prompt`` the digest of what it was told.
    ``streams`` is whether its claims take long to come, so that each is worth saying at once.
    ``entails`` is what may withhold a claim that the gate's rules would let out, if anything is.
    """

    @property
    def name(self) -> str: ...
    @property
    def prompt(self) -> str | None: ...
    @property
    def streams(self) -> bool: ...
    @property
    def entails(self) -> Entails | None: ...

    def standalone(self, question: str, asked: Sequence[Turn]) -> str:
        """The question as it can be understood without what was ``asked`` before, oldest first."""

    def write(
        self, question: str, evidence: Sequence[Evidence], snapshot: Snapshot
    ) -> Iterator[Claim]:
        """The claims of an answer, in the order they are to be read.

        Their bases name the evidence by its place, from 1. Raises ModelFailed, at any of them.
        """


class Writing:
    """What becomes of one answer's claims; to be looked at once ``events`` has ended.

    ``writer`` is who wrote the sentences: another than was asked for where that one failed.
    References are numbered in the order of first citation, ``cited`` is the evidence behind each.
    """

    def __init__(
        self, writer: Writer, question: str, evidence: Sequence[Evidence], snapshot: Snapshot
    ) -> None:
        self.writer = writer
        self.sentences: list[Sentence] = []
        self.references: list[Reference] = []
        self.cited: list[Evidence] = []
        self.withheld: list[Withheld] = []
        self.notes: list[str] = []
        self._passed: list[tuple[Claim, Ruling]] = []
        self._question = question
        self._evidence = evidence
        self._snapshot = snapshot
        self._sections = {number: piece.section for number, piece in enumerate(evidence, 1)}

    def events(self) -> Iterator[ReferencesFound | SentenceWritten]:
        """The sentences as they pass the gate, before them the references they cite."""
        if not self._evidence:
            return
        if self.writer.streams:
            yield from self._streamed()
            if self.sentences:
                return
            self.writer = Extractive()
        for claim in self.writer.write(self._question, self._evidence, self._snapshot):
            self._judge(claim)
        yield from self._from(0, 0)

    def _streamed(self) -> Iterator[ReferencesFound | SentenceWritten]:
        said, known, note = 0, 0, LITTLE
        try:
            for claim in self.writer.write(self._question, self._evidence, self._snapshot):
                self._judge(claim)
                if len(self.sentences) >= ENOUGH:
                    yield from self._from(said, known)
                    said, known = len(self.sentences), len(self.references)
                if said >= MOST:
                    break
        except ModelFailed:
            note = BROKEN_OFF if said else FAILED
        if not said:
            for claim, ruling in self._passed:
                self.withheld.append(self._held(claim, replace(ruling, why=ALONE)))
            self.sentences, self.references, self.cited = [], [], []
        if not said or note == BROKEN_OFF:
            self.notes.append(note)

    def _from(self, said: int, known: int) -> Iterator[ReferencesFound | SentenceWritten]:
        if len(self.references) > known:
            yield ReferencesFound(tuple(self.references))
        for sentence in self.sentences[said:]:
            yield SentenceWritten(sentence)

    def _judge(self, claim: Claim) -> None:
        """A claim that passes the gate becomes a sentence, once; any other is withheld."""
        ruling = self._ruling(claim)
        if not ruling.citations:
            self.withheld.append(self._held(claim, ruling))
            return
        text = ruling.citations[0].quote if ruling.verbatim else claim.text
        if text in (sentence.text for sentence in self.sentences):
            return
        citations = tuple(
            replace(
                each,
                reference=self._number(self._evidence[each.reference - 1]),
                id=citation_id(self._sections[each.reference].id, each.start, each.end, each.quote),
            )
            for each in ruling.citations
        )
        self._passed.append((claim, ruling))
        days = [self.references[each.reference - 1].published for each in citations]
        dated = said_in(text, max(filter(None, days), default=None), date.today())
        kind: SentenceKind = "quote" if ruling.verbatim else "claim"
        self.sentences.append(Sentence(text, kind, citations, dated))

    def _ruling(self, claim: Claim) -> Ruling:
        ruling = rule(claim, self._sections, question=self._question, entails=self.writer.entails)
        # One that is verbatim becomes the whole sentence of its source.
        told = (claim.text, *(each.quote for each in ruling.citations if ruling.verbatim))
        if self.writer.streams and any(map(links, told)):
            return Ruling("unsupported", (), "It holds a link or markup.")
        return ruling

    def _number(self, piece: Evidence) -> int:
        """The number of its reference, which is new where it was not cited before."""
        if piece not in self.cited:
            self.cited.append(piece)
            self.references.append(reference(len(self.cited), piece))
        return self.cited.index(piece) + 1

    def _held(self, claim: Claim, ruling: Ruling) -> Withheld:
        words = tuple(basis.words for basis in claim.bases)
        for basis in claim.bases:
            if section := self._sections.get(basis.reference):
                spans = locate(basis.words, section.text, basis.start)
                start, end = (spans[0][0], spans[-1][1]) if spans else (0, 0)
                return Withheld(
                    claim.text, section.id, start, end, ruling.verdict, ruling.why, words
                )
        return Withheld(claim.text, "", 0, 0, ruling.verdict, ruling.why, words)


def reference(number: int, piece: Evidence) -> Reference:
    """The full attribution of one piece of evidence."""
    section, document = piece.section, piece.document
    part = section.id.removeprefix(f"{document.id}#")
    return Reference(
        number=number,
        section_id=section.id,
        title=document.title,
        author=section.author,
        author_url=section.author_url,
        published=section.published or document.published,
        votes=section.votes,
        site=document.site,
        url=section.url or document.url,
        licence=document.licence,
        licence_url=document.licence_url,
        source_url=f"/sources/{quote(document.id)}#{quote(part)}",
        position=piece.position,
    )
